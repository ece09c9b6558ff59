// SPDX-License-Identifier: GPL-2.0-only
/* Diffs: what is read of them, what is refused, and what becomes of a text. */
#include "patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "apply.h"
#include "array.h"

#define HUNK "@@ -1 +1 @@\n-a\n+b\n"

/* One file each: how it is understood, as "KIND OLD NEW MODE HUNKS", or why not. */
static const struct {
	const char *text, *read;
} files[] = {
	{ "diff --git a/x.c b/x.c\nindex 0123..4567 100644\n--- a/x.c\n+++ b/x.c\n" HUNK, "M x.c x.c 0 1" },
	/* what stands around a diff */
	{ "Words.\n---\n x.c | 2 +-\n\ndiff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n" HUNK "-- \n2.39\n\n",
	  "M x.c x.c 0 1" },
	{ "diff --git a/d/x y.c b/d/x y.c\n--- a/d/x y.c\t\n+++ b/d/x y.c\t\n" HUNK, "M d/x y.c d/x y.c 0 1" },
	{ "diff --git a/x.c b/x.c\nold mode 100644\nnew mode 100755\n", "M x.c x.c 100755 0" },
	{ "diff --git a/x y b/x y\nnew file mode 100644\nindex 0000000..e69de29\n", "C x y x y 100644 0" },
	{ "diff --git a/x.c b/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n",
	  "C x.c x.c 100644 1" },
	{ "diff --git a/x.c b/x.c\ndeleted file mode 100644\n--- a/x.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
	  "D x.c x.c 0 1" },
	{ "diff --git a/x.c b/y.c\nsimilarity index 100%\nrename from x.c\nrename to y.c\n", "R x.c y.c 0 0" },
	{ "diff --git a/x.c b/y.c\nsimilarity index 90%\ncopy from x.c\ncopy to y.c\n--- a/x.c\n+++ b/y.c\n" HUNK,
	  "Y x.c y.c 0 1" },
	{ "diff --git \"a/\\303\\244\\t.c\" \"b/\\303\\244\\t.c\"\nold mode 100644\nnew mode 100755\n",
	  "M \303\244\t.c \303\244\t.c 100755 0" },
	{ "diff --git a/x.c \"b/\\170.c\"\nold mode 100644\nnew mode 100755\n", "M x.c x.c 100755 0" },
	{ "diff --git a/x.c b/x.c\n--- \"a/x.c\"\n+++ \"b/x.c\"\n" HUNK, "M x.c x.c 0 1" },
	{ "diff --git a/x.png b/x.png\nBinary files a/x.png and b/x.png differ\n", "B x.png x.png 0 0" },
	/* without prefixes, with others, of other programs */
	{ "diff --git d/x.c d/x.c\n--- d/x.c\n+++ d/x.c\n" HUNK, "M d/x.c d/x.c 0 1" },
	{ "diff --git i/d/x.c w/d/x.c\n--- i/d/x.c\n+++ w/d/x.c\n" HUNK, "M d/x.c d/x.c 0 1" },
	{ "--- linux.orig/d/x.c\t2020-01-01 00:00:00.0 +0000\n+++ linux/d/x.c\t2020-01-01\n" HUNK,
	  "M d/x.c d/x.c 0 1" },
	{ "--- a/x.c.orig\n+++ a/x.c\n" HUNK, "M x.c x.c 0 1" },
	{ "--- /dev/null\n+++ b/x.c\n@@ -0,0 +1 @@\n+a\n", "C x.c x.c 0 1" },
	{ "Index: x.c\n=====\n--- x.c\n+++ x.c\n" HUNK, "M x.c x.c 0 1" },
	/* hunks */
	{ "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@ int f(void)\n a\n\n@@ -9 +9,0 @@\n-a\n", "M x.c x.c 0 2" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n--- a/y.c\n+++ b/y.c\n", "M x.c x.c 0 1" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n", "M x.c x.c 0 1" },
	/* refused */
	{ "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1 @@\n-a\n+b\n", "it ends within a hunk" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +1,3 @@\n-a\n+b\n-- \n2.39\n", "a hunk has other lines than its header says" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n a\nb\n", "a line of a hunk begins with none of ' ', '-', '+'" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +9999999999 @@\n-a\n", "a hunk's header makes no sense" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @\n-a\n+b\n", "a hunk's header makes no sense" },
	{ "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n\\ No newline at end of file\n-a\n+b\n",
	  "no line to be without a newline" },
	{ "diff --git a/x.c b/x.c\n@@ -1 +1 @\n", "a hunk's header makes no sense" },
	{ "diff --git a/x.c b/x.c\n--- a/x.c\n" HUNK, "--- without +++" },
	{ "diff --git a/x.c b/y.c\n--- a/x.c\n+++ b/y.c\n" HUNK, "a file has two names" },
	{ "diff --git a/x.c b/y.c\nold mode 100644\nnew mode 100755\n", "a file's name makes no sense" },
	{ "diff --git a/x.c b/y.c\nrename from x.c\n", "a rename lacks a name" },
	{ "diff --git a/x.c b/y.c\nrename from x.c\nrename to y.c\nnew file mode 100644\n",
	  "a file's header contradicts itself" },
	{ "diff --git a/x.c b/x.c\nnew mode 10075x\n", "a mode makes no sense" },
	{ "--- a/../x.c\n+++ b/../x.c\n" HUNK, "a file's name leads out of the tree" },
	{ "--- a/.git/config\n+++ b/.git/config\n" HUNK, "a file's name leads out of the tree" },
	{ "--- a/d/.Git /x\n+++ b/d/.Git /x\n" HUNK, "a file's name leads out of the tree" },
	{ "--- /x.c\n+++ /x.c\n" HUNK, "a file's name leads out of the tree" },
	{ "--- a/d//x.c\n+++ b/d//x.c\n" HUNK, "a file's name leads out of the tree" },
};

static char letter_of(const struct dc_patch_file *file)
{
	return file->is_binary ? 'B' : "MCDRY"[file->kind];
}

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct dc_patch patch;
		char read[200];
		size_t line;
		const char *wrong = dc_patch_parse(&patch, files[i].text, strlen(files[i].text), &line);

		if (wrong)
			snprintf(read, sizeof(read), "%s", wrong);
		else if (patch.nr == 1)
			snprintf(read, sizeof(read), "%c %s %s %o %zu", letter_of(patch.files),
				 patch.files->old_path, patch.files->new_path,
				 patch.files->new_mode, patch.files->nr_hunks);
		else
			snprintf(read, sizeof(read), "%zu files", patch.nr);
		if (strcmp(read, files[i].read) != 0)
			print_error("%s", files[i].text);
		assert_string_equal(read, files[i].read);
		dc_patch_free(&patch);
	}
}

static void test_several_files(void **state)
{
	static const char text[] = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n" HUNK
		"diff --git a/y.c b/y.c\nindex abcdef0123..1\n--- a/y.c\n+++ b/y.c\n" HUNK
		"--- a/z.c\n+++ b/z.c\n" HUNK;
	struct dc_patch patch;
	size_t line;

	(void)state;
	assert_null(dc_patch_parse(&patch, text, strlen(text), &line));
	assert_int_equal(patch.nr, 3);
	assert_string_equal(patch.files[0].old_id, "");
	assert_string_equal(patch.files[1].old_id, "abcdef0123");
	assert_true(patch.files[1].is_git);
	assert_string_equal(patch.files[2].new_path, "z.c");
	assert_false(patch.files[2].is_git);
	dc_patch_free(&patch);
}

/* Hunks of a file, the text before and after; NULL where they do not apply. */
static const struct {
	const char *hunks, *before, *after;
} applied[] = {
	{ "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", "a\nb\nc\n", "a\nB\nc\n" },
	/* moved down, up, and the nearer of two places */
	{ "@@ -2,3 +2,3 @@\n a\n-b\n+B\n c\n", "0\n0\n0\na\nb\nc\n", "0\n0\n0\na\nB\nc\n" },
	{ "@@ -9,3 +9,3 @@\n a\n-b\n+B\n c\n", "0\na\nb\nc\n", "0\na\nB\nc\n" },
	{ "@@ -5,3 +5,3 @@\n a\n-b\n+B\n c\n", "a\nb\nc\n0\n0\na\nb\nc\n", "a\nb\nc\n0\n0\na\nB\nc\n" },
	/* the first hunk's lines count for the second's place */
	{ "@@ -2,3 +2,5 @@\n a\n+1\n+2\n b\n c\n@@ -6,2 +8,3 @@\n x\n+X\n y\n",
	  "0\na\nb\nc\n0\nx\ny\n0\n", "0\na\n1\n2\nb\nc\n0\nx\nX\ny\n0\n" },
	/* what begins or ends a file stays there */
	{ "@@ -1,2 +1,3 @@\n+0\n a\n b\n", "x\na\nb\n", NULL },
	{ "@@ -3,2 +3,3 @@\n a\n b\n+c\n", "x\ny\na\nb\n", "x\ny\na\nb\nc\n" },
	{ "@@ -3,2 +3,3 @@\n a\n b\n+c\n", "x\ny\na\nb\nz\n", NULL },
	/* no fuzz: all context has to be there */
	{ "@@ -2,3 +2,3 @@\n a\n-b\n+B\n c\n", "0\na\nb\nC\n", NULL },
	{ "@@ -2,3 +2,3 @@\n a\n-b\n+B\n c\n", "0\nA\nb\nc\n", NULL },
	{ "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n", "", NULL },
	/* files without a newline at their end */
	{ "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n", "a\nb", "a\nb\n" },
	{ "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n", "a\nb\n", "a\nb" },
	{ "@@ -1,2 +1,2 @@\n a\n-b\n+c\n", "a\nb", NULL },
	/* new, gone, empty lines of context, line ends */
	{ "@@ -0,0 +1,2 @@\n+a\n+b\n", "", "a\nb\n" },
	{ "@@ -0,0 +1 @@\n+a\n", "b\n", NULL },
	{ "@@ -1,2 +0,0 @@\n-a\n-b\n", "a\nb\n", "" },
	{ "@@ -1,3 +1,4 @@\n a\n\n+b\n c\n", "a\n\nc\n", "a\n\nb\nc\n" },
	{ "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", "a\r\nb\r\n", "a\r\nc\r\n" },
};

static void test_apply(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(applied); i++) {
		const char *before = applied[i].before;
		struct dc_bytes after = { 0 };
		struct dc_patch patch;
		char text[400];
		size_t line, hunk;

		snprintf(text, sizeof(text), "--- a/x\n+++ b/x\n%s", applied[i].hunks);
		assert_null(dc_patch_parse(&patch, text, strlen(text), &line));
		if (dc_apply_hunks(patch.files, before, strlen(before), &after, &hunk)) {
			assert_null(applied[i].after);
			assert_true(hunk >= 1 && hunk <= patch.files->nr_hunks);
		} else {
			assert_non_null(applied[i].after);
			assert_int_equal(after.length, strlen(applied[i].after));
			assert_memory_equal(after.data, applied[i].after, after.length);
		}
		free(after.data);
		dc_patch_free(&patch);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_several_files),
		cmocka_unit_test(test_apply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
