// SPDX-License-Identifier: GPL-2.0-only
/* Structs of headers, by what a file includes. */
#include "lookup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "scratch.h"

static uint32_t nr_files;

/* The header that defines struct ring for a file `drivers/nic.c` with this text, "" for none. */
static const char *home(const char *text)
{
	const char *header;

	if (!dc_lookup_struct(++nr_files, "drivers/nic.c", ".", text, strlen(text), "ring",
			      &header, NULL))
		return "";
	return header;
}

static int setup(void **state)
{
	scratch_enter(state);
	scratch_write("drivers/ring.h", "struct ring { int own; };\n");
	scratch_write("drivers/nic.h", "#include <linux/outer.h>\n");
	scratch_write("include/linux/outer.h", "#include <linux/ring.h>\nstruct ring;\n");
	scratch_write("include/linux/ring.h", "struct ring\n{ int given; struct { int x; } s; };\n"
					      "struct ring_ops { int a; };\n");
	scratch_write("include/linux/old.h", "typedef const struct _old { int a; } __packed old_t, *old_p;\n"
					     "typedef struct\n{ int b; } bare_t;\n"
					     "typedef struct _old *(*make_old_t)(old_p);\n");
	scratch_write("include/linux/round.h", "#include <linux/round.h>\nstruct ring *ring;\n");
	return 0;
}

static int teardown(void **state)
{
	dc_lookup_shutdown();
	scratch_leave(state);
	return 0;
}

static void header_beside_the_file(void **state)
{
	(void)state;
	assert_string_equal(home("#include \"ring.h\"\n"), "drivers/ring.h");
}

static void header_that_a_header_includes(void **state)
{
	(void)state;
	assert_string_equal(home("#include \"nic.h\"\n"), "./include/linux/ring.h");
}

static void nearest_header_counts(void **state)
{
	(void)state;
	assert_string_equal(home("#include \"nic.h\"\n#include \"ring.h\"\n"), "drivers/ring.h");
}

static void what_is_not_included_is_not_seen(void **state)
{
	(void)state;
	assert_string_equal(home("#include \"ring.h\"\n"), "drivers/ring.h");
	assert_string_equal(home("#include <linux/round.h>\n"), "");
	assert_string_equal(home("#include <linux/none.h>\n"), "");
}

static void members_are_the_definitions(void **state)
{
	static const char text[] = "#include <linux/ring.h>\n";
	const struct dc_struct *found;
	struct dc_member member;
	const char *header;

	(void)state;
	found = dc_lookup_struct(++nr_files, "drivers/nic.c", ".", text, strlen(text), "ring",
				 &header, NULL);
	assert_non_null(found);
	assert_true(dc_struct_member(found, "given", &member));
	assert_true(dc_struct_member(found, "s", &member));
	assert_false(dc_struct_member(found, "a", &member));
}

/* The tag of what a typedef of <linux/old.h> stands for, "" for none. */
static const char *tag_of(const char *name)
{
	static const char text[] = "#include <linux/old.h>\n";
	static char tag[32];
	const struct dc_words *found =
		dc_lookup_typedef(++nr_files, "drivers/nic.c", ".", text, strlen(text),
				  (struct dc_words){ name, strlen(name) }, NULL);

	snprintf(tag, sizeof(tag), "%.*s", found ? (int)found->length : 0, found ? found->text : "");
	return tag;
}

static void typedefs_stand_for_structs(void **state)
{
	static const char text[] = "#include <linux/old.h>\n";
	const struct dc_struct *found;
	struct dc_member member;
	const char *header;

	(void)state;
	assert_string_equal(tag_of("old_t"), "_old");
	assert_string_equal(tag_of("old_p"), "_old");
	assert_string_equal(tag_of("bare_t"), "bare_t");
	assert_string_equal(tag_of("make_old_t"), "");
	found = dc_lookup_struct(++nr_files, "drivers/nic.c", ".", text, strlen(text), "bare_t",
				 &header, NULL);
	assert_non_null(found);
	assert_true(dc_struct_member(found, "b", &member));
}

/* What is looked at for struct ring, a path a line. */
static void assert_looked_at(const char *text, const char *wanted)
{
	struct dc_inputs inputs = { 0 };
	char paths[512] = "";
	const char *header;

	dc_lookup_struct(++nr_files, "drivers/nic.c", ".", text, strlen(text), "ring", &header,
			 &inputs);
	for (size_t i = 0; i < inputs.nr; i++) {
		strcat(paths, inputs.items[i].path);
		strcat(paths, "\n");
	}
	assert_string_equal(paths, wanted);
	dc_inputs_free(&inputs);
}

static void what_could_tell_otherwise_is_an_input(void **state)
{
	(void)state;
	assert_looked_at("#include \"ring.h\"\n#include \"nic.h\"\n", "drivers/ring.h\n");
	assert_looked_at("#include <linux/none.h>\n#include \"nic.h\"\n",
			 "./include/linux/none.h\ndrivers/nic.h\n./include/nic.h\n"
			 "./include/linux/outer.h\n./include/linux/ring.h\n");
}

static void all_is_an_input_of_what_is_not_there(void **state)
{
	(void)state;
	assert_looked_at("#include <linux/round.h>\n#include <linux/none.h>\n",
			 "./include/linux/round.h\n./include/linux/none.h\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_beside_the_file),
		cmocka_unit_test(header_that_a_header_includes),
		cmocka_unit_test(nearest_header_counts),
		cmocka_unit_test(what_is_not_included_is_not_seen),
		cmocka_unit_test(members_are_the_definitions),
		cmocka_unit_test(typedefs_stand_for_structs),
		cmocka_unit_test(what_could_tell_otherwise_is_an_input),
		cmocka_unit_test(all_is_an_input_of_what_is_not_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
