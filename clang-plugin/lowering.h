/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walks Clang's tree of a function and writes steps.  Calls, assignments and choices leave the
 * expressions; what remains is pure.
 *
 * The parts: lowering.cpp (what is written), expression.cpp, call.cpp, condition.cpp,
 * declaration.cpp and statement.cpp (what is read).
 */
#ifndef DC_CLANG_LOWERING_H
#define DC_CLANG_LOWERING_H

#include <map>
#include <optional>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

#include "expansion.h"
#include "library.h"

/* A call, or a macro that is known as one. */
struct called {
	std::string name;		/* "" when it goes through a pointer */
	const clang::Expr *callee;	/* nullptr for a macro */
	dc_spot spot;
	clang::FileID body;		/* of a macro */
	std::vector<const clang::Expr *> arguments;	/* nullptr for what the macro drops */
	bool is_noreturn;
};

/* A macro or an enumerator whose meaning was looked into. */
struct definition {
	std::string name;
	clang::SourceLocation place;
};

/* By number; spots name them by it. */
typedef std::vector<definition> definitions;

/* Whether a type has that typedef's name, or leads to one that has. */
bool is_called(clang::QualType type, llvm::StringRef name);

class lowering {
public:
	/* `derived` has the wrappers that are known by now. */
	lowering(clang::ASTContext &context, const expansions &macros, definitions &used,
		 const dc_derivations &derived, dc_facts *facts)
		: context(context), macros(macros), used(used), derived(derived), facts(facts),
		  b{ facts, 0 }
	{
	}

	/*
	 * A function, or a variable's initializer as the body of a function that has nothing else to
	 * do.  Why it cannot be read, nullptr when it was.
	 */
	const char *lower(const clang::DeclaratorDecl *what);

private:
	struct cleanup {
		std::string function;
		uint32_t local;
		bool by_address;
		size_t scope;		/* number of blocks open around it */
	};

	struct target {
		dc_index step;		/* 0 when there is no such thing around */
		size_t scope;
	};

	struct loop {
		target on_break, on_continue;
	};

	/* lowering.cpp */
	bool enter();
	dc_spot spot_at(clang::SourceLocation location);
	uint16_t number_of(llvm::StringRef name, clang::SourceLocation place);
	dc_index intern(llvm::StringRef text);

	/* What build.h has for C, by shorter names. */
	void emit(dc_step step) { dc_build_step(&b, step); }
	dc_index new_label() { return dc_build_label(&b); }
	void place(dc_index label) { dc_build_place(&b, label); }
	void jump(dc_index label) { dc_build_jump(&b, label); }
	void assign(dc_spot spot, dc_index target, dc_index value)
	{
		dc_build_assign(&b, spot, target, value);
	}
	dc_index keep(dc_spot spot, dc_index value) { return dc_build_keep(&b, spot, value); }
	dc_index make(dc_expr_kind kind, dc_spot spot, dc_index a = 0, dc_index other = 0)
	{
		return dc_build_expr(&b, kind, spot, a, other);
	}
	dc_index make_number(dc_spot spot, uint64_t value)
	{
		return dc_build_number(&b, spot, value);
	}
	dc_index make_local(dc_spot spot, uint32_t which) { return dc_build_local(&b, spot, which); }
	dc_index make_temporary(dc_spot spot) { return dc_build_temporary(&b, spot); }
	dc_index make_named(dc_expr_kind kind, dc_spot spot, dc_index a, llvm::StringRef name)
	{
		return dc_build_named(&b, kind, spot, a, intern(name));
	}
	dc_index make_binary(dc_binary op, dc_spot spot, dc_index a, dc_index other)
	{
		return dc_build_binary(&b, op, spot, a, other);
	}

	/* expression.cpp */
	dc_index expression(const clang::Expr *expr);
	dc_index dispatch(const clang::Expr *expr);
	dc_index constant(const clang::Expr *expr);
	bool names_constant(const clang::Stmt *stmt) const;
	dc_index reference(const clang::DeclRefExpr *expr);
	dc_index defined(const clang::NamedDecl *what, const clang::Expr *value, dc_spot spot);
	dc_index binary(const clang::BinaryOperator *expr);
	dc_index compound_assignment(const clang::CompoundAssignOperator *expr);
	dc_index conditional(const clang::AbstractConditionalOperator *expr);
	dc_index update(const clang::UnaryOperator *expr);
	dc_index unary(const clang::UnaryOperator *expr);
	dc_index member(const clang::MemberExpr *expr);
	dc_index statement_expression(const clang::StmtExpr *expr);
	dc_index unknown(const clang::Expr *expr);
	std::string words(const clang::Expr *expr) const;
	/* "struct foo *" for whatever leads to a struct foo, typedefs seen through; "dma_addr_t". */
	std::string type_words(clang::QualType type) const;

	/* call.cpp */
	bool find_called(const clang::Stmt *stmt, called &found);
	dc_index call(const called &call, dc_index target, bool result_used);
	dc_index argument(const clang::Expr *expr, dc_spot spot);
	void run_cleanups(size_t scope, dc_spot spot);

	/* condition.cpp */
	void condition(const clang::Expr *expr, dc_index yes, dc_index no, bool is_loop);
	void dispatch_condition(const clang::Expr *expr, dc_index yes, dc_index no, bool is_loop);
	void branch(dc_spot spot, dc_index value, dc_index yes, dc_index no, bool is_loop);
	dc_index asked_call(const clang::Expr *expr, const called &asked);
	dc_index truth(const clang::Expr *expr);

	/* declaration.cpp */
	void parameters(const clang::FunctionDecl *function);
	void declaration(const clang::VarDecl *variable);
	void file_variable(const clang::VarDecl *variable);
	void assign_expression(dc_spot spot, dc_index target, const clang::Expr *value);
	void initializer(dc_index target, const clang::InitListExpr *list);
	void members(dc_index target, const clang::InitListExpr *list);
	void elements(dc_index target, const clang::InitListExpr *list);

	/* statement.cpp */
	void statement(const clang::Stmt *stmt);
	void dispatch_statement(const clang::Stmt *stmt);
	void expression_statement(const clang::Expr *expr);
	void block(const clang::CompoundStmt *block, dc_index *value);
	void choice(const clang::IfStmt *stmt);
	void do_loop(const clang::DoStmt *stmt);
	void for_loop(const clang::Stmt *start, const clang::Expr *condition,
		      const clang::Expr *update, const clang::Stmt *body);
	void loop_body(const clang::Stmt *body, dc_index on_continue, dc_index on_break);
	void case_test(const clang::CaseStmt *label, dc_index value);
	void switching(const clang::SwitchStmt *stmt);
	void leave(const target &where, dc_spot spot);
	void leave_function(const clang::ReturnStmt *stmt);
	void assembly(const clang::GCCAsmStmt *stmt);
	dc_index label_step(const clang::LabelDecl *label);

	clang::ASTContext &context;
	const expansions &macros;
	definitions &used;
	const dc_derivations &derived;
	dc_facts *facts;

	dc_build b;
	loop around = {};
	dc_spot use = {};		/* of what is defined elsewhere; offset 0: we are here */
	dc_spot api_call = {};		/* the DMA call in whose arguments we are; offset 0: none */
	unsigned int depth = 0;
	size_t scope = 0;
	const char *failure = nullptr;
	std::vector<clang::FileID> opened;	/* macros whose arguments are read */
	std::map<const clang::Decl *, uint32_t> locals;
	std::map<const clang::Decl *, dc_index> labels;
	std::map<const clang::Stmt *, dc_index> cases;
	std::vector<cleanup> cleanups;
};

#endif
