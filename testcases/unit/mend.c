// SPDX-License-Identifier: GPL-2.0-only
/* What no grammar of C takes becomes something that it does, and what a rule is about stays. */
#include "mend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "table.h"
#include "tokens.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const struct { const char *text, *expected; } rows[] = {
	/* C is left alone */
	{ "", "" },
	{ "{ int a = f(b) + c[1]; if (a) return; }", "{ int a = f ( b ) + c [ 1 ] ; if ( a ) return ; }" },
	{ "{ for (i = 0; i < n; i++) f(i); }", "{ for ( i = 0 ; i < n ; i ++ ) f ( i ) ; }" },
	{ "{ a ? b : c; d: e(); }", "{ a ? b : c ; d : e ( ) ; }" },

	/* annotations */
	{ "{ int a __maybe_unused; }", "{ int a ; }" },
	{ "{ void __iomem *p __aligned(8); }", "{ void * p ; }" },
	{ "{ int a __attribute__((unused)) = 1; }", "{ int a = 1 ; }" },

	/* types and sizes */
	{ "{ typeof(*p) a; __auto_type b = c; }", "{ int a ; int b = c ; }" },
	{ "{ auto a = b; const auto *c = d; auto int e = 1; }",
	  "{ int a = b ; const int * c = d ; auto int e = 1 ; }" },
	{ "{ a = offsetof(struct s, m[3]); }", "{ a = sizeof ( int ) ; }" },

	/* assembly: what it names may change */
	{ "{ asm volatile(\"x\" : \"=r\" (a) : \"r\" (b.c)); }", "{ __clobber ( a , b ) ; }" },
	{ "{ asm(\"x\" : : \"r\" (dma_map_sg(a))); }",
	  "{ asm ( \"x\" : : \"r\" ( dma_map_sg ( a ) ) ) ; }" },

	/* labels and jumps */
	{ "{ case 1 ... 3: f(); }", "{ case 1 : f ( ) ; }" },
	{ "{ goto *p; }", "{ return p ; }" },
	{ "{ __label__ x; f(); }", "{ f ( ) ; }" },
	{ "{ out: }", "{ out : ; }" },

	/* loops and scopes */
	{ "{ list_for_each_entry(a, &b->list, c) { f(a); } }",
	  "{ while ( __each ( a , & b -> list , c ) ) { f ( a ) ; } }" },
	{ "{ for_each_sg(a, b, c, d) f(b); }", "{ while ( __each ( a , b , c , d ) ) f ( b ) ; }" },
	{ "{ for_each_x(a) for_each_y(b) f(a, b); }",
	  "{ while ( __each ( a ) ) while ( __each ( b ) ) f ( a , b ) ; }" },
	{ "{ scoped_guard(mutex, &a->lock) { f(); } }", "{ { f ( ) ; } }" },
	{ "{ scoped_guard(mutex, dma_map_sg(a)) { f(); } }",
	  "{ while ( __each ( mutex , dma_map_sg ( a ) ) ) { f ( ) ; } }" },

	/* semicolons that a macro hides */
	{ "{ TRACE(a)\n f(b); }", "{ TRACE ( a ) ; f ( b ) ; }" },
	{ "{ TRACE(a)\n}", "{ TRACE ( a ) ; }" },
	{ "{ if (a) TRACE(b) else f(c); }", "{ if ( a ) TRACE ( b ) ; else f ( c ) ; }" },
	{ "{ TRACE\n dma_map_sg(a); }", "{ TRACE ; dma_map_sg ( a ) ; }" },
	{ "{ TRACE\n kfree(a); }", "{ TRACE ; kfree ( a ) ; }" },
	{ "{ return dma_map_sg(a); }", "{ return dma_map_sg ( a ) ; }" },
	{ "{ u32 f(a); }", "{ u32 f ( a ) ; }" },

	/* arguments of macros */
	{ "{ M(struct s *, a); }", "{ M ( __type , a ) ; }" },
	{ "{ M(a, ==, b); }", "{ M ( a , __odd , b ) ; }" },
	{ "{ M(return a, b); }", "{ M ( __odd , b ) ; }" },
	{ "{ M(return dma_map_sg(a), b); }", "{ M ( return dma_map_sg ( a ) , b ) ; }" },
	{ "{ M(, a, ); }", "{ M ( __none , a , __none ) ; }" },
	{ "{ M(f(); g();); }", "{ M ( f ( ) , g ( ) , __none ) ; }" },
	{ "{ flag(a, 5701_BUG); }", "{ flag ( a , __odd ) ; }" },
	{ "{ flag(a, 0x57UL); }", "{ flag ( a , 0x57UL ) ; }" },
	{ "{ f(KERN_ERR PFX \"x\"); }", "{ f ( PFX \"x\" ) ; }" },

	/* released at the end of the scope */
	{ "{ void *p __free(kfree) = f(); g(); }",
	  "{ void * p = f ( ) ; __cleanup_by ( p , kfree ) ; g ( ) ; }" },
};

static void all_rows(void **state)
{
	unsigned int nr_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct dc_tokens tokens = tokens_of(rows[i].text), out = { 0 };

		dc_mend(&tokens, &out);
		if (strcmp(tokens_join(&out), rows[i].expected)) {
			print_error("%s:\n'%s', not\n'%s'\n", rows[i].text, tokens_join(&out),
				    rows[i].expected);
			nr_wrong++;
		}
		free(tokens.items);
		free(out.items);
	}
	assert_int_equal(nr_wrong, 0);
}

/* A statement around token `at` that is given up; `expected` is NULL when it must not be. */
static const struct { const char *text; size_t at; const char *expected; } statements[] = {
	{ "{ a b c; d(); }", 2, "{ __clobber ( a , b , c ) ; d ( ) ; }" },
	{ "{ a(b); c d[e] f; }", 8, "{ a ( b ) ; __clobber ( c , d , e , f ) ; }" },
	{ "{ a.b c->d int; }", 3, "{ __clobber ( a , c ) ; }" },
	{ "{ a dma_map_sg(b); }", 1, NULL },
	{ "{ a DMA_ATTR_MMIO; }", 1, NULL },
	{ "{ return a b; }", 2, NULL },
	{ "{ a { b } }", 1, NULL },
	{ "{ a b }", 1, NULL },
	{ "{ ; }", 1, NULL },
};

static void giving_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(statements); i++) {
		struct dc_tokens tokens = tokens_of(statements[i].text);
		bool given_up = dc_mend_statement(&tokens, statements[i].at);
		struct dc_tokens before = tokens_of(statements[i].text);

		assert_int_equal(given_up, statements[i].expected != NULL);
		if (given_up) {
			assert_string_equal(tokens_join(&tokens), statements[i].expected);
			/* It cannot be given up twice. */
			assert_false(dc_mend_statement(&tokens, statements[i].at));
		} else {
			char *text = strdup(tokens_join(&tokens));

			assert_non_null(text);
			assert_string_equal(text, tokens_join(&before));
			free(text);
		}
		free(before.items);
		free(tokens.items);
	}
}

/* What comes out lies where it came from, whatever goes in. */
static void places(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		size_t length = strlen(rows[i].text);

		for (size_t from = 0; from < length; from++) {
			struct dc_tokens tokens = { 0 }, out = { 0 };

			dc_tokens_lex(&tokens, rows[i].text + from, length - from, from);
			dc_mend(&tokens, &out);
			for (size_t k = 0; k < out.nr; k++) {
				assert_true(out.items[k].length > 0);
				assert_in_range(out.items[k].offset, from, length - 1);
			}
			free(tokens.items);
			free(out.items);
		}
	}
}

static int init(void **state)
{
	(void)state;
	dc_table_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
		cmocka_unit_test(giving_up),
		cmocka_unit_test(places),
	};

	return cmocka_run_group_tests(tests, init, NULL);
}
