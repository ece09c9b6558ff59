/* SPDX-License-Identifier: GPL-2.0-only */
/* The walk over Clang's tree: the rows of lower.def, and what only a compiler knows. */
#include "lowering.h"

#include <csetjmp>
#include <cstdarg>

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

extern "C" {
#include <cmocka.h>

#include "steps.h"
#include "table.h"
}

using namespace clang;

/* As the kernel has them. */
static const char prelude[] =
	"typedef unsigned int u32; struct s { int b, c; };\n"
	"#define NULL ((void *)0)\n"
	"enum { false, true };\n"
	"#define DMA_ATTR_MMIO (1UL << 10)\n"
	"#define __free(f) __attribute__((__cleanup__(__free_##f)))\n"
	"#define likely(x) __builtin_expect(!!(x), 1)\n"
	"#define unlikely(x) __builtin_expect(!!(x), 0)\n"
	"#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))\n"
	"#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)\n"
	"#define swap(a, b) do { typeof(a) t = (a); (a) = (b); (b) = t; } while (0)\n"
	"#define BIT(n) (1UL << (n))\n"
	"#define dma_unmap_single(d, a, s, r) dma_unmap_page_attrs(d, a, s, r, 0)\n"
	"#define sg_dma_address(sg) ((sg)->dma_address)\n"
	"#define dma_unmap_addr(p, n) ((p)->n)\n"
	"#define dma_unmap_len_set(p, n, v) (((p)->n) = (v))\n"
	"#define no_free_ptr(p) ({ __auto_type q = (p); (p) = NULL; q; })\n"
	"#define return_ptr(p) return no_free_ptr(p)\n"
	"#define min(a, b) ({ typeof(a) x = (a); typeof(b) y = (b); x < y ? x : y; })\n"
	"#define BUG_ON(c) do { if (unlikely(c)) for (;;); } while (0)\n"
	"static inline void __free_kfree(void *p) { kfree(*(void **)p); }\n";

static const struct { const char *body, *steps; } rows[] = {
#define ROW(body, steps) { body, steps },
#include "lower.def"
#undef ROW

	/* macros are what they stand for, but for those that the tables know */
	{ "sg_dma_address(s) = a;", "s->dma_address = a; ." },
	{ "a = dma_unmap_addr(&r[i], u.dma); dma_unmap_len_set(p, n[2], 1);",
	  "a = &r[i]->u.dma; p->n[2] = 1; ." },
	{ "dma_unmap_single(d, a, s, r);", "dma_unmap_single(d, a, s, r); ." },
	{ "a = DMA_ATTR_MMIO | 1;", "a = DMA_ATTR_MMIO | 1; ." },
	{ "return_ptr(a);", "$0 = a; a = 0; return $0" },
	{ "a = min(b, c);",
	  "x = b; y = c; x < y ? 4 : 7; $2 = x; a = $2; .; $2 = y; -> 5" },

	/* what the compiler has counted; numbers keep their names */
	{ "a = NULL; if (true) b();", "a = 0; true ? 3 : 4; b(); ." },
	{ "a = \"x\" \"y\"; a = 'c';", "a = \"\"; a = 99; ." },
	{ "enum { A = 4, B, C = DMA_ATTR_MMIO } x; a = C | B;", "a = DMA_ATTR_MMIO | B; ." },
	{ "a = (u32)b; a = (u32)-1;", "a = b; a = 4294967295; ." },
	{ "a = (struct s *)b;", "a = b; ." },

	/* what is no plain C */
	{ "struct s a = { 1, 2 };", "a = 0; a.b = 1; a.c = 2; ." },
	{ "struct s a = { .b = 1, 2 };", "a = 0; a.b = 1; a.c = 2; ." },
	{ "asm(\"\" : \"=r\" (a));", "a = ?; ." },
	{ "a = _Generic(b, int: 1, default: 2);", "a = 1; ." },
	{ "typeof(a) b = c; __auto_type d = b;", "b = c; d = b; ." },
	{ "_Static_assert(1, \"\"); a();", "a(); ." },
	{ "switch (a) { case 1 ... 3: b(); }", "a <= 3 ? 2 : 4; a >= 1 ? 3 : 4; b(); ." },
	{ "for (int i = 0; i < 2; i++) a(i);",
	  "i = 0; i < 2 ? 3 : 6; a(i); $2 = i; i = i + 1; -> 2; ." },
	{ "a = b ? : c;", "$0 = b; b ? 3 : 5; a = $0; .; $0 = c; -> 3" },
	{ "struct s a[] = { { .b = 4 }, [0 ... 1] = { 5 }, { 6 } };",
	  "a = 0; a[0] = 0; a[0].b = 5; a[1] = 0; a[1].b = 5; a[2] = 0; a[2].b = 6; ." },
	{ "enum e { E } x; struct s { int a; }; typedef int t;", "." },
};

/* Rows of lower.def that are told otherwise; without steps, those that are no C to a compiler. */
static const struct { const char *body, *steps; } otherwise[] = {
	{ "a = 1.5;", "a = 1.5; ." },			/* the words of what is unknown */
	{ "a = 0x10UL + 010 + 0b101;", "a = 29; ." },	/* what it comes to */
	{ "a = sizeof(struct s);", "a = 8; ." },
	{ "a = ({ b(); c; });", "b(); a = c; ." },	/* nobody takes the result */
	{ "enum e x; struct s { int a; }; typedef int t;", nullptr },
};

/* What a row's names are where they are no `int`. */
static const struct { const char *body, *declarations; } declared[] = {
	{ "a->b.c[1] = *d;", "struct { struct { int c[2]; } b; } *a; int *d;" },
	{ "*a = &b->c;", "struct s *b; int **a;" },
	{ "a->b(c);", "struct { void (*b)(int); } *a; int c;" },
	{ "(*a)(c);", "void (*a)(int); int c;" },
	{ "dma_map_sg(a[i]);", "int *a, i;" },
	{ "sg_dma_address(s) = a;", "struct { int dma_address; } *s; int a;" },
	{ "a = dma_unmap_addr(&r[i], u.dma); dma_unmap_len_set(p, n[2], 1);",
	  "struct { struct { int dma; } u; int n[2]; } *r, *p; int a, i;" },
};

/* Each letter that is not called. */
static std::string ints(llvm::StringRef body)
{
	std::string declarations;

	for (char letter = 'a'; letter <= 'z'; letter++) {
		bool is_used = false, is_called = false;

		for (size_t i = 0; i < body.size(); i++) {
			bool is_word = body[i] == letter &&
				       (!i || !isAsciiIdentifierContinue(body[i - 1])) &&
				       (i + 1 == body.size() || !isAsciiIdentifierContinue(body[i + 1]));

			is_used |= is_word;
			is_called |= is_word && body.substr(i + 1).starts_with("(");
		}
		if (is_used && !is_called)
			declarations += std::string("int ") + letter + ";\n";
	}
	return declarations;
}

namespace {

/* Lowers the unit's last function. */
class consumer : public ASTConsumer {
public:
	consumer(Preprocessor &preprocessor, std::string &steps)
		: diagnostics(preprocessor.getDiagnostics()), macros(preprocessor), steps(steps)
	{
	}

	void HandleTranslationUnit(ASTContext &context) override
	{
		const FunctionDecl *last = nullptr;
		dc_derivations derived = {};
		dc_facts facts = {};
		definitions used;
		const char *failure;

		for (const Decl *each : context.getTranslationUnitDecl()->decls())
			if (const auto *function = dyn_cast<FunctionDecl>(each))
				last = function->hasBody() ? function : last;
		dc_facts_reset(&facts);
		facts.function = "f";
		failure = lowering(context, macros, used, derived, &facts).lower(last);
		steps = diagnostics.hasErrorOccurred() ? "does not compile" :
			failure ? failure : steps_print(&facts);
		dc_facts_free(&facts);
	}

private:
	DiagnosticsEngine &diagnostics;
	expansions macros;
	std::string &steps;
};

class action : public ASTFrontendAction {
public:
	explicit action(std::string &steps) : steps(steps) {}

	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler,
						       llvm::StringRef) override
	{
		compiler.getDiagnostics().setClient(new IgnoringDiagConsumer);
		return std::make_unique<consumer>(compiler.getPreprocessor(), steps);
	}

private:
	std::string &steps;
};

} /* namespace */

static std::string declarations(const char *body)
{
	for (const auto &each : declared)
		if (!strcmp(each.body, body))
			return each.declarations;
	return ints(body);
}

static std::string lower(const char *body)
{
	/* What a row is about does not depend on its being sound. */
	static const std::vector<std::string> flags = {
		"-std=gnu89", "-w", "-Wno-int-conversion", "-Wno-return-mismatch",
		"-Wno-incompatible-pointer-types",
	};
	std::string steps = "nothing was read";
	std::string text = prelude + declarations(body) + "\nvoid lowered(void) { " + body + " }\n";

	tooling::runToolOnCodeWithArgs(std::make_unique<action>(steps), text, flags, "unit.c");
	return steps;
}

static unsigned int compare(const char *body, const char *steps)
{
	std::string got = lower(body);

	if (got == steps)
		return 0;
	print_error("%s\n'%s', not\n'%s'\n", body, got.c_str(), steps);
	return 1;
}

static void all_rows(void **)
{
	unsigned int nr_wrong = 0, nr_otherwise = 0;

	for (const auto &row : rows) {
		const char *steps = row.steps;

		for (const auto &each : otherwise)
			if (!strcmp(each.body, row.body)) {
				steps = each.steps ? each.steps : "does not compile";
				nr_otherwise++;
			}
		nr_wrong += compare(row.body, steps);
	}
	assert_int_equal(nr_wrong, 0);
	assert_int_equal(nr_otherwise, std::size(otherwise));
}

int main()
{
	const CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
	};

	dc_table_init();
	return cmocka_run_group_tests(tests, nullptr, nullptr);
}
