/* SPDX-License-Identifier: GPL-2.0-only */
/* From declarations to facts, and from facts to the library. */
#include "unit.h"

#include <climits>
#include <set>

#include "clang/Lex/PPCallbacks.h"

#include "closed.h"
#include "lowering.h"

using namespace clang;

namespace {

enum { MAX_CALLS = 100 };	/* functions within functions */

/* Names of attributes wherever they are written, and macros that make a function relevant. */
class names : public PPCallbacks {
public:
	/* Identifiers are one each in a unit, and so are told from all others by where they are. */
	names(const SourceManager &sources, IdentifierTable &identifiers) : sources(sources)
	{
		for (const dc_name *row = dc_name_next(nullptr); row; row = dc_name_next(row))
			if (row->kind == DC_NAME_ATTR || is_relevant_name(row->text))
				rows[&identifiers.get(row->text)] = row;
	}

	struct use {
		SourceLocation place;
		dc_attr_id attr;
	};
	std::vector<use> attrs;
	std::set<SourceLocation> relevant;

	void MacroExpands(const Token &token, const MacroDefinition &, SourceRange,
			  const MacroArgs *) override
	{
		if (rows.count(token.getIdentifierInfo()) ||
		    is_attr_name(token.getIdentifierInfo()->getName()))
			relevant.insert(sources.getFileLoc(token.getLocation()));
		if (token.getLocation().isFileID())
			note(token);
	}

	void MacroDefined(const Token &name, const MacroDirective *directive) override
	{
		note(name);
		for (const Token &token : directive->getMacroInfo()->tokens())
			note(token);
	}

	void Defined(const Token &token, const MacroDefinition &, SourceRange) override
	{
		note(token);
	}

	void Ifdef(SourceLocation, const Token &token, const MacroDefinition &) override
	{
		note(token);
	}

	void Ifndef(SourceLocation, const Token &token, const MacroDefinition &) override
	{
		note(token);
	}

private:
	void note(const Token &token)
	{
		auto row = rows.find(token.getIdentifierInfo());

		if (row != rows.end() && row->second->kind == DC_NAME_ATTR)
			attrs.push_back({ token.getLocation(), row->second->attr });
	}

	const SourceManager &sources;
	llvm::DenseMap<const IdentifierInfo *, const dc_name *> rows;	/* that matter here */
};

/* The functions, variables and members that a body names. */
void find_named(const Stmt *stmt, std::vector<const NamedDecl *> &named)
{
	const auto *reference = dyn_cast<DeclRefExpr>(stmt);
	const auto *member = dyn_cast<MemberExpr>(stmt);

	if (reference)
		named.push_back(reference->getDecl());
	if (member && member->getMemberDecl()->getIdentifier())
		named.push_back(member->getMemberDecl());
	for (const Stmt *child : stmt->children())
		if (child)
			find_named(child, named);
}

class unit : public ASTConsumer {
public:
	unit(Preprocessor &preprocessor, unit_order &order)
		: diagnostics(preprocessor.getDiagnostics()),
		  sources(preprocessor.getSourceManager()), order(order), macros(preprocessor)
	{
		auto callbacks = std::make_unique<names>(sources,
							 preprocessor.getIdentifierTable());

		used_names = callbacks.get();
		preprocessor.addPPCallbacks(std::move(callbacks));
	}

	~unit() override
	{
		dc_derivations_free(&derived);
		dc_asked_free(&asked);
		dc_facts_free(&facts);
	}

	void HandleTranslationUnit(ASTContext &context) override;

private:
	/* Callbacks of struct dc_flow_input; `context` is the unit. */
	static void locate(void *context, dc_spot spot, dc_location *location);
	static bool locate_macro(void *context, dc_spot spot, dc_location *location,
				 const char **name, int *name_length);
	static bool is_array(void *context, const char *type, const char *field);
	static bool member_type(void *context, const char *type, const char *field, char *buf,
				size_t size);
	static bool is_own_struct(void *context, const char *type);
	static void struct_scope(void *context, const char *type, char *buf, size_t size);
	static void function_scope(void *context, const char *function, char *buf, size_t size);
	static bool is_asked(void *context, const char *name);
	static bool is_wanted(void *context, const char *key);
	static bool callback(void *context, const char *function, char *buf, size_t size);

	/* `.member = function` in the table that stands at `table`. */
	struct stored {
		std::string member;
		unsigned table;
	};

	void collect();
	void find_tables();
	void find_stored(const InitListExpr *list, unsigned table);
	void visit(const FunctionDecl *function, unsigned depth);
	bool is_relevant(const DeclaratorDecl *what,
			 const std::vector<const NamedDecl *> &named);
	void learn(llvm::StringRef name);
	void read(const DeclaratorDecl *what);
	void read_initializers();
	void export_rows();
	void read_asked();
	std::vector<const Stmt *> bodies() const;
	void gap(const DeclaratorDecl *what, const char *reason);
	void read_ignores();
	void judge_names();
	void fill_location(SourceLocation place, dc_location *location);
	const char *path_of(SourceLocation place);
	bool is_core(SourceLocation place) { return dc_custom_is_core(path_of(place)); }
	bool is_own(SourceLocation place) const
	{
		return sources.isInMainFile(sources.getFileLoc(place));
	}
	bool is_core_header(SourceLocation place);
	const RecordDecl *find_record(const char *type);
	const FieldDecl *find_field(const char *type, const char *field);

	DiagnosticsEngine &diagnostics;
	SourceManager &sources;
	unit_order &order;
	expansions macros;
	names *used_names;		/* the preprocessor's */
	ASTContext *context = nullptr;
	dc_facts facts = {};
	dc_derivations derived = {};
	dc_asked asked = {};
	definitions used;
	std::map<FileID, std::string> paths;
	FileID last_file;		/* that is_core_header() was asked about */
	bool last_is_core_header = false;
	std::vector<const FunctionDecl *> functions;	/* with bodies, but for the core's headers */
	std::vector<const VarDecl *> variables;		/* with initializers, likewise */
	std::map<std::string, stored> tables;	/* by function */
	std::map<const FunctionDecl *, std::vector<const NamedDecl *>> visited;
	std::set<const FunctionDecl *> is_read;
};

/* Places */

/* Headers of the tree are called as the main file is: relative to where the user stands. */
const char *unit::path_of(SourceLocation place)
{
	FileID file = sources.getFileID(sources.getFileLoc(place));
	auto known = paths.find(file);
	OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
	llvm::StringRef real;

	if (known != paths.end())
		return known->second.c_str();
	std::string &path = paths[file];

	if (file == sources.getMainFileID()) {
		path = order.path;
	} else if (entry) {
		char buf[PATH_MAX];
		llvm::StringRef prefix = order.path;

		path = entry->getName().str();
		real = entry->getFileEntry().tryGetRealPathName();
		if (!order.root.empty() && real.consume_front(order.root + "/") &&
		    prefix.consume_back(dc_kernel_name(order.path.c_str(), order.root.c_str(), buf)))
			path = (prefix + real).str();
	}
	return path.c_str();
}

/* One question after the other is about the same file. */
bool unit::is_core_header(SourceLocation place)
{
	FileID file = sources.getFileID(sources.getFileLoc(place));

	if (file != last_file)
		last_is_core_header = file != sources.getMainFileID() && is_core(place);
	last_file = file;
	return last_is_core_header;
}

void unit::fill_location(SourceLocation place, dc_location *location)
{
	auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(place));
	llvm::StringRef text = sources.getBufferData(file);
	size_t begin = text.rfind('\n', offset) + 1;

	if (offset && text[offset] == '\n')
		begin = text.rfind('\n', offset - 1) + 1;
	location->file = path_of(place);
	location->line = sources.getLineNumber(file, offset);
	location->column = offset - begin + 1;
	location->text = text.data() + begin;
	location->length = std::min(text.find('\n', begin), text.size()) - begin;
}

void unit::locate(void *context, dc_spot spot, dc_location *location)
{
	*location = {};
	location->file = location->text = "";
	if (spot.offset)
		static_cast<unit *>(context)->fill_location(
			SourceLocation::getFromRawEncoding(spot.offset), location);
}

bool unit::locate_macro(void *context, dc_spot spot, dc_location *location, const char **name,
			int *name_length)
{
	unit *self = static_cast<unit *>(context);

	if (!spot.macro || spot.macro > self->used.size())
		return false;
	const definition &found = self->used[spot.macro - 1];

	if (self->sources.isWrittenInBuiltinFile(found.place))
		return false;
	self->fill_location(found.place, location);
	*name = found.name.c_str();
	*name_length = found.name.size();
	return true;
}

/* Declarations */

const RecordDecl *unit::find_record(const char *type)
{
	llvm::StringRef name = type;
	IdentifierInfo *identifier;

	name.consume_front("const ");
	name.consume_front("struct ");
	name = name.take_while([](char c) { return isalnum((unsigned char)c) || c == '_'; });
	identifier = &context->Idents.get(name);
	for (NamedDecl *found : context->getTranslationUnitDecl()->lookup(identifier))
		if (const auto *record = dyn_cast<RecordDecl>(found))
			return record->getDefinition();
	return nullptr;
}

const FieldDecl *unit::find_field(const char *type, const char *field)
{
	const RecordDecl *record = find_record(type);

	if (record)
		for (const FieldDecl *each : record->fields())
			if (each->getName() == field)
				return each;
	return nullptr;
}

bool unit::member_type(void *context, const char *type, const char *field, char *buf, size_t size)
{
	const FieldDecl *found = static_cast<unit *>(context)->find_field(type, field);
	QualType inner;

	if (!found)
		return false;
	inner = found->getType().getCanonicalType();
	while (inner->isPointerType() || inner->isArrayType())
		inner = inner->isPointerType() ? inner->getPointeeType().getCanonicalType() :
			inner->getAsArrayTypeUnsafe()->getElementType().getCanonicalType();
	const RecordDecl *record = inner->getAsRecordDecl();

	for (const char *name : { "dma_addr_t", "phys_addr_t" })
		if (is_called(found->getType(), name)) {
			snprintf(buf, size, "%s", name);
			return true;
		}
	if (!record || !record->isStruct() || !record->getIdentifier())
		return false;
	snprintf(buf, size, "struct %s", record->getName().str().c_str());
	return true;
}

bool unit::is_array(void *context, const char *type, const char *field)
{
	unit *self = static_cast<unit *>(context);
	const FieldDecl *found;

	if (*type) {
		found = self->find_field(type, field);
		return found && found->getType()->isArrayType();
	}
	IdentifierInfo *identifier = &self->context->Idents.get(field);

	for (NamedDecl *each : self->context->getTranslationUnitDecl()->lookup(identifier))
		if (const auto *variable = dyn_cast<VarDecl>(each))
			return variable->getType()->isArrayType();
	return false;
}

/* Structs of headers beside the file are shared by the files beside it; all others are told apart. */
bool unit::is_own_struct(void *context, const char *type)
{
	unit *self = static_cast<unit *>(context);
	const RecordDecl *record = self->find_record(type);
	llvm::StringRef path = self->order.path;
	llvm::StringRef directory = path.take_front(path.rfind('/') + 1);

	if (!record || self->sources.isInMainFile(self->sources.getFileLoc(record->getLocation())))
		return true;
	return !llvm::StringRef(self->path_of(record->getLocation())).starts_with(directory);
}

void unit::struct_scope(void *context, const char *type, char *buf, size_t size)
{
	unit *self = static_cast<unit *>(context);
	const RecordDecl *record = self->find_record(type);

	snprintf(buf, size, "%s", record ? self->path_of(record->getLocation()) :
					   self->order.path.c_str());
}

void unit::function_scope(void *context, const char *function, char *buf, size_t size)
{
	unit *self = static_cast<unit *>(context);
	IdentifierInfo *identifier = &self->context->Idents.get(function);
	const dc_derived *other = dc_derivations_row(self->order.known, function, strlen(function));
	const FunctionDecl *body = nullptr;

	for (NamedDecl *each : self->context->getTranslationUnitDecl()->lookup(identifier))
		if (const auto *found = dyn_cast<FunctionDecl>(each))
			found->hasBody(body);
	if (body && (body->getStorageClass() == SC_Static ||
		     !self->sources.isInMainFile(self->sources.getFileLoc(body->getLocation()))))
		snprintf(buf, size, "%s", self->path_of(body->getLocation()));
	else
		dc_key_folder(other && !body ? other->file : self->order.path.c_str(), buf, size);
}

bool unit::is_asked(void *context, const char *name)
{
	return dc_asked_has(&static_cast<unit *>(context)->asked, 0, name, strlen(name));
}

bool unit::is_wanted(void *context, const char *key)
{
	return dc_asked_wants(&static_cast<unit *>(context)->asked, key);
}

bool unit::callback(void *context, const char *function, char *buf, size_t size)
{
	unit *self = static_cast<unit *>(context);
	auto found = self->tables.find(function);

	if (found == self->tables.end())
		return false;
	snprintf(buf, size, "%u_%s", found->second.table, found->second.member.c_str());
	return true;
}

void unit::find_stored(const InitListExpr *list, unsigned table)
{
	const RecordDecl *record = list->getType()->getAsRecordDecl();
	unsigned i = 0;

	if (!list->isSemanticForm() && list->getSemanticForm())
		list = list->getSemanticForm();
	for (const Expr *value : list->inits()) {
		if (const auto *inner = dyn_cast_or_null<InitListExpr>(value))
			find_stored(inner, table);
	}
	if (!record || record->isUnion())
		return;
	for (const FieldDecl *field : record->fields()) {
		if (field->isUnnamedBitField() || i >= list->getNumInits())
			continue;
		const Expr *value = list->getInit(i++);
		const auto *name = value ? dyn_cast<DeclRefExpr>(value->IgnoreParenCasts()) : nullptr;

		if (name && isa<FunctionDecl>(name->getDecl()) && field->getIdentifier())
			tables.insert({ name->getDecl()->getName().str(),
					{ field->getName().str(), table } });
	}
}

void unit::find_tables()
{
	for (const VarDecl *variable : variables) {
		if (!is_own(variable->getLocation()))
			continue;
		if (const auto *list = dyn_cast<InitListExpr>(variable->getInit()))
			find_stored(list, sources.getFileOffset(
				sources.getFileLoc(variable->getBeginLoc())));
	}
}

/* Functions */

void unit::gap(const DeclaratorDecl *what, const char *reason)
{
	dc_location location;

	fill_location(what->getLocation(), &location);
	dc_coverage_gap(&order.result->coverage, location.file, what->getName().str().c_str(),
			location.line, reason);
}

/* Names something relevant, directly, by a macro or by a wrapper. */
bool unit::is_relevant(const DeclaratorDecl *what, const std::vector<const NamedDecl *> &named)
{
	SourceLocation begin = sources.getFileLoc(what->getBeginLoc());
	auto macro = used_names->relevant.lower_bound(begin);

	if (macro != used_names->relevant.end() &&
	    !(sources.getFileLoc(what->getEndLoc()) < *macro))
		return true;
	for (const NamedDecl *each : named) {
		llvm::StringRef name = each->getName();

		if (isa<FunctionDecl>(each) &&
		    (is_relevant_name(name) ||
		     dc_derivations_find(&derived, name.data(), name.size())))
			return true;
	}
	return false;
}

/* What another file tells of a function. */
/* A wrapper of another file, or a function there that wants to know what it is given. */
void unit::learn(llvm::StringRef name)
{
	const dc_derived *row = dc_derivations_row(order.known, name.data(), name.size());

	if (!row || dc_name_find(name.data(), name.size()))
		return;
	if (row->is_opaque)
		dc_asked_add_row(&asked, row);
	else
		dc_derivations_add(&derived, row);
}

/* A function comes after those that it calls, whose rows are known then. */
void unit::visit(const FunctionDecl *function, unsigned depth)
{
	if (depth > MAX_CALLS || visited.count(function) ||
	    is_core_header(function->getLocation()))
		return;
	std::vector<const NamedDecl *> &named = visited[function];

	find_named(function->getBody(), named);
	for (const NamedDecl *each : named) {
		const auto *callee = dyn_cast<FunctionDecl>(each);
		const FunctionDecl *body;

		if (callee && callee->hasBody(body))
			visit(body, depth + 1);
		else if (callee && callee->getStorageClass() != SC_Static)
			learn(callee->getName());
	}
	if (is_relevant(function, named))
		read(function);
}

/* Functions that may tell what those read so far want to know. */
void unit::read_asked()
{
	size_t from = 0;

	dc_asked_add(&asked, &order.result->ends);
	for (; from < asked.nr; dc_asked_add(&asked, &order.result->ends)) {
		size_t nr = asked.nr;

		for (const FunctionDecl *function : functions) {
			llvm::StringRef own = function->getName();
			bool mentions = dc_asked_has(&asked, from, own.data(), own.size());

			if (is_core(function->getLocation()))
				continue;
			for (const NamedDecl *each : visited[function])
				mentions = mentions ||
					dc_asked_has(&asked, from, each->getName().data(),
						     each->getName().size());
			if (mentions)
				read(function);
		}
		from = nr;
	}
}

/* A function, or what a variable of the file starts with, which has no function's name. */
void unit::read(const DeclaratorDecl *what)
{
	const auto *function = dyn_cast<FunctionDecl>(what);
	std::string name = function ? function->getName().str() : "";
	auto table = tables.find(name);
	lowering walk(*context, macros, used, derived, &facts);
	dc_flow_input flow = {};
	const char *failure;

	order.result->coverage.functions_relevant += function && is_read.insert(function).second;
	dc_facts_reset(&facts);
	facts.function = name.c_str();
	facts.is_mmap = table != tables.end() && table->second.member == "mmap";
	flow.facts = &facts;
	flow.kernel = order.kernel;
	flow.findings = &order.result->findings;
	flow.engine = DC_ENGINE_CLANG;
	flow.locate = locate;
	flow.locate_macro = locate_macro;
	flow.is_array = is_array;
	flow.member_type = member_type;
	flow.is_own_struct = is_own_struct;
	flow.struct_scope = struct_scope;
	flow.function_scope = function_scope;
	flow.is_asked = is_asked;
	flow.is_wanted = is_wanted;
	flow.callback = callback;
	flow.context = this;
	flow.ends = &order.result->ends;
	flow.derived = &derived;
	flow.is_static = function && function->getStorageClass() == SC_Static;
	flow.is_core = is_core(what->getLocation());
	failure = walk.lower(what);
	if (!failure && !dc_flow_run(&flow))
		failure = "too many paths";
	if (failure)
		gap(what, failure);
}

/* Tables of attributes. */
void unit::read_initializers()
{
	for (const VarDecl *variable : variables) {
		std::vector<const NamedDecl *> named;

		if (is_core(variable->getLocation()))
			continue;
		find_named(variable->getInit(), named);
		if (is_relevant(variable, named))
			read(variable);
	}
}

/*
 * What other files may call: wrappers, functions that share the name of one and are none, and those
 * that others give attributes to.
 */
void unit::export_rows()
{
	for (const FunctionDecl *function : functions) {
		llvm::StringRef name = function->getName();
		const dc_name *row = dc_derivations_find(&derived, name.data(), name.size());
		dc_derived none = {};

		if (function->getStorageClass() == SC_Static || is_core(function->getLocation()) ||
		    !is_own(function->getLocation()))
			continue;
		if (row) {
			dc_derivations_add(&order.result->rows,
					   dc_derivations_of(&derived, row->api));
			continue;
		}
		none.name.text = name.data();
		none.name.length = name.size();
		none.file = const_cast<char *>(order.path.c_str());
		none.is_opaque = true;
		none.asks = dc_asked_parameters(&order.result->ends, name.data(), name.size());
		if (none.asks || dc_derivations_row(order.known, name.data(), name.size()))
			dc_derivations_add(&order.result->rows, &none);
	}
}

/* Comments of the main file; those of headers are left to the program that reads them as files. */
void unit::read_ignores()
{
	llvm::StringRef text = sources.getBufferData(sources.getMainFileID());

	dc_ignores_read(&order.result->ignores, order.path.c_str(), text.data(), text.size());
}

/* Names of the DMA core's own, wherever they stand. */
void unit::judge_names()
{
	for (const names::use &use : used_names->attrs) {
		dc_location location;

		if (sources.isWrittenInBuiltinFile(use.place) || is_core(use.place))
			continue;
		fill_location(use.place, &location);
		dc_custom_judge_name(&order.result->findings, order.kernel, use.attr, &location, "",
				     DC_ENGINE_CLANG);
	}
}

/*
 * Most of a unit are functions of the core's headers.  The tables say what those do, so that nobody
 * looks into them.
 */
void unit::collect()
{
	for (const Decl *each : context->getTranslationUnitDecl()->decls()) {
		const auto *function = dyn_cast<FunctionDecl>(each);
		const auto *variable = dyn_cast<VarDecl>(each);

		if (function && function->doesThisDeclarationHaveABody() &&
		    !is_core_header(function->getLocation()))
			functions.push_back(function);
		else if (variable && variable->hasInit() &&
			 !is_core_header(variable->getLocation()))
			variables.push_back(variable);
	}
}

std::vector<const Stmt *> unit::bodies() const
{
	std::vector<const Stmt *> bodies;

	for (const FunctionDecl *function : functions)
		bodies.push_back(function->getBody());
	for (const VarDecl *variable : variables)
		bodies.push_back(variable->getInit());
	return bodies;
}

void unit::HandleTranslationUnit(ASTContext &parsed)
{
	/* What is left of a statement that was not understood may mean something else. */
	order.is_read = !diagnostics.hasUncompilableErrorOccurred();
	if (!order.is_read)
		return;
	context = &parsed;
	collect();
	read_ignores();
	find_tables();
	judge_names();
	read_initializers();
	for (const FunctionDecl *function : functions) {
		order.result->coverage.functions += is_own(function->getLocation());
		visit(function, 0);
	}
	read_asked();
	tell_closed({ parsed, sources, bodies(), order.path, &order.result->ends }, &asked);
	export_rows();
}

} /* namespace */

std::unique_ptr<ASTConsumer> make_consumer(Preprocessor &preprocessor, unit_order &order)
{
	return std::make_unique<unit>(preprocessor, order);
}
