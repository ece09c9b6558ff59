/* SPDX-License-Identifier: GPL-2.0-only */
/* `dmacheck model`: a program is made of each specimen, and run. */
#include "specimen.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harm.h"
#include "run.h"

enum {
	MAX_FUNCTIONS = 64,
	MAX_PARAMETERS = 8,
	MAX_TYPE = 64,
	MAX_NAME = 64,
	MAX_LINE = 512,
	MAX_HEAD = 1024,
	MAX_RULES = 8,
	MAX_MACHINES = 16,
	MAX_PATH = 4096,
	MAX_FLAGS = 64,
	MAX_ELSEWHERE = 8,
};

struct function {
	char name[MAX_NAME];
	unsigned int line;
	const char *is_well;	/* how its result says so, NULL when it cannot */
	char types[MAX_PARAMETERS][MAX_TYPE];
	unsigned int nr_parameters;
	const struct dc_model_claim *claims[MAX_RULES];	/* of its annotations */
	unsigned int nr_claims;
	struct { char name[MAX_NAME]; unsigned int suffered, excused; } machines[MAX_MACHINES];
	unsigned int nr_machines;
};

struct specimen {
	const char *path;
	struct function functions[MAX_FUNCTIONS];
	unsigned int nr_functions;
	char elsewhere[MAX_ELSEWHERE][MAX_NAME];	/* declared, and not defined */
	unsigned int nr_elsewhere;
};

__attribute__((format(printf, 1, 2)))
static bool complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("dmacheck: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	return false;
}

/* Reading: definitions start in the first column, annotations are comments at a line's end. */

/* Where bad_ or ok_ starts as a name of its own with a parenthesis behind it. */
static const char *name_in(const char *line)
{
	static const char *const prefixes[] = { "bad_", "ok_" };

	if (!isalpha((unsigned char)*line))
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
		const char *at = strstr(line, prefixes[i]);

		if (at && at > line && strchr(" *", at[-1]) && at[strspn(at,
		    "abcdefghijklmnopqrstuvwxyz0123456789_")] == '(')
			return at;
	}
	return NULL;
}

/* "struct page *page" to "struct page *": without its last word, spaces as one. */
static bool add_parameter(struct function *function, const char *text, size_t length)
{
	char *type = function->types[function->nr_parameters];
	size_t n = 0;

	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	while (length && (isalnum((unsigned char)text[length - 1]) || text[length - 1] == '_'))
		length--;
	for (size_t i = 0; i < length && n < MAX_TYPE - 1; i++)
		if (!isspace((unsigned char)text[i]) || (n && !isspace((unsigned char)type[n - 1])))
			type[n++] = isspace((unsigned char)text[i]) ? ' ' : text[i];
	while (n && type[n - 1] == ' ')
		n--;
	type[n] = '\0';
	return n == 0 || ++function->nr_parameters < MAX_PARAMETERS;
}

/* How a result of that type says that all is well; others say nothing. */
static const struct { const char *type, *is_well; } results[] = {
	{ "int ", "!result" }, { "bool ", "result" },
};

static const char *result_of(const char *line)
{
	for (size_t i = 0; i < ARRAY_SIZE(results); i++)
		if (!strncmp(line, results[i].type, strlen(results[i].type)))
			return results[i].is_well;
	return NULL;
}

static bool is_declaration(const char *line)
{
	return strstr(line, ");") && !strchr(line, '{');
}

/* `int device_start(struct device *dev);` */
static void read_declaration(struct specimen *specimen, const char *line)
{
	const char *end = strchr(line, '('), *start = end;

	if (strncmp(line, "int ", 4) || !end || !is_declaration(line) ||
	    specimen->nr_elsewhere == MAX_ELSEWHERE)
		return;
	while (isalnum((unsigned char)start[-1]) || start[-1] == '_')
		start--;
	snprintf(specimen->elsewhere[specimen->nr_elsewhere++], MAX_NAME, "%.*s",
		 (int)(end - start), start);
}

/* `head` runs from the name to the closing parenthesis. */
static bool read_head(struct specimen *specimen, const char *head, unsigned int line,
		      const char *is_well)
{
	struct function *function = &specimen->functions[specimen->nr_functions];
	const char *at = strchr(head, '('), *end = strchr(head, ')');

	if (specimen->nr_functions == MAX_FUNCTIONS - 1 || !end)
		return complain("%s:%u: cannot read this definition", specimen->path, line);
	snprintf(function->name, sizeof(function->name), "%.*s", (int)(at - head), head);
	function->line = line;
	function->is_well = is_well;
	while (at < end) {
		size_t length = strcspn(++at, ",)");

		if (!add_parameter(function, at, length))
			return complain("%s:%u: too many parameters", specimen->path, line);
		at += length;
	}
	specimen->nr_functions++;
	return true;
}

static bool claim(struct function *function, const char *rule, size_t length,
		  const struct dc_model_claim *claims)
{
	for (; claims->rule; claims++) {
		if (strlen(claims->rule) != length || strncmp(claims->rule, rule, length))
			continue;
		if (function->nr_claims < MAX_RULES)
			function->claims[function->nr_claims++] = claims;
		return true;
	}
	return false;
}

/* `// WARN: rule, rule MISS engine: reason`: whether an engine sees it is not asked here. */
static bool read_annotation(struct specimen *specimen, const char *line, unsigned int number,
			    const struct dc_model_claim *claims)
{
	const char *at = strstr(line, "// WARN:");

	if (!at || !specimen->nr_functions)
		return true;
	at += strlen("// WARN:");
	for (;;) {
		size_t length;

		at += strspn(at, " ");
		length = strcspn(at, " ,\n");
		if (!claim(&specimen->functions[specimen->nr_functions - 1], at, length, claims))
			return complain("%s:%u: there is no rule '%.*s'", specimen->path, number,
					(int)length, at);
		at += length;
		if (*at != ',')
			return true;
		at++;
	}
}

static bool read_specimen(struct specimen *specimen, const struct dc_model_claim *claims)
{
	FILE *file = fopen(specimen->path, "r");
	char line[MAX_LINE], head[MAX_HEAD];
	unsigned int number = 0, start = 0;
	const char *is_well = NULL;
	size_t length = 0;
	bool ok = true;

	if (!file)
		return complain("%s: %s", specimen->path, strerror(errno));
	while (ok && fgets(line, sizeof(line), file)) {
		const char *name = name_in(line);

		number++;
		if (!name)
			read_declaration(specimen, line);
		if (name) {
			start = number;
			length = 0;
			is_well = result_of(line);
		}
		if (start)
			length += snprintf(head + length, sizeof(head) - length, "%s",
					   name ? name : line);
		if (length >= sizeof(head))
			ok = complain("%s:%u: definition too long", specimen->path, start);
		else if (start && strchr(line, ')'))
			ok = is_declaration(line) || read_head(specimen, head, start, is_well);
		if (strchr(line, ')'))
			start = 0;
		ok = ok && read_annotation(specimen, line, number, claims);
	}
	ok = ok && (!ferror(file) || complain("%s: cannot be read", specimen->path));
	fclose(file);
	if (ok && !specimen->nr_functions)
		ok = complain("%s: no function bad_ or ok_", specimen->path);
	return ok;
}

/* Writing: one call a function, its arguments by their types. */

static const struct { const char *type, *expression; } arguments[] = {
	{ "struct device *", "dc_device" },
	{ "struct pci_dev *", "&dc_pci" },
	{ "struct platform_device *", "&dc_platform" },
	{ "struct ib_device *", "dc_give_ib_device()" },
	{ "struct virtqueue *", "dc_give_virtqueue()" },
	{ "struct page *", "dc_give_page(%u)" },
	{ "struct page **", "dc_give_pages()" },
	{ "struct scatterlist *", "dc_give_list()" },
	{ "struct sg_table *", "dc_give_sgtable()" },
	{ "struct vm_area_struct *", "dc_give_vma()" },
	{ "struct bio_vec *", "dc_give_bvec()" },
	{ "struct resource *", "&dc_pci.resource[%u]" },
	{ "phys_addr_t", "dc_give_phys(%u)" },
	{ "void *", "dc_give_pointer(%u)" },
	{ "const void *", "dc_give_pointer(%u)" },
	{ "u8 *", "dc_give_pointer(%u)" },
	{ "dma_addr_t", "dc_give_handle()" },
	{ "dma_addr_t *", "dc_give_object(sizeof(dma_addr_t))" },
	{ "bool", "dc_give_flag(%u)" },
	{ "int", "dc_give_number(%u)" },
	{ "unsigned int", "dc_give_number(%u)" },
	{ "unsigned long", "dc_give_attrs()" },
	{ "size_t", "PAGE_SIZE" },
	{ "resource_size_t", "0" },
	{ "gfp_t", "GFP_KERNEL" },
};

static unsigned int count_of(const struct function *function, const char *type, unsigned int before)
{
	unsigned int nr = 0;

	for (unsigned int i = 0; i < before; i++)
		nr += !strcmp(function->types[i], type);
	return nr;
}

static bool has(const struct function *function, const char *type)
{
	return count_of(function, type, function->nr_parameters);
}

/* Some types mean something else beside others: a count beside a list, a ring beside a handle. */
static const char *argument(const struct function *function, unsigned int i)
{
	const char *type = function->types[i];

	if (!strcmp(type, "int") && has(function, "struct scatterlist *"))
		return "DC_GIVEN_ENTRIES";
	if (!strcmp(type, "void *") && has(function, "dma_addr_t"))
		return "dc_give_ring()";
	if (!strcmp(type, "dma_addr_t") && has(function, "void *"))
		return "dc_give_ring_handle()";
	for (size_t n = 0; n < ARRAY_SIZE(arguments); n++)
		if (!strcmp(arguments[n].type, type))
			return arguments[n].expression;
	return NULL;
}

/* A structure of the driver's own is handed over empty. */
static bool write_object(const char *type, unsigned int i, FILE *out)
{
	size_t length = strlen(type);

	if (strncmp(type, "struct ", 7) || strcmp(type + length - 2, " *") ||
	    strchr(type, '*') != type + length - 1)
		return false;
	fprintf(out, "\t%s a%u = dc_give_object(sizeof(%.*s));\n", type, i, (int)length - 2, type);
	return true;
}

static bool write_call(const struct specimen *specimen, const struct function *function, FILE *out)
{
	fprintf(out, "static void call_%s(void)\n{\n", function->name);
	for (unsigned int i = 0; i < function->nr_parameters; i++) {
		const char *type = function->types[i], *expression = argument(function, i);
		const char *index = expression ? strstr(expression, "%u") : NULL;

		if (!expression && write_object(type, i, out))
			continue;
		if (!expression)
			return complain("%s:%u: cannot hand a '%s' to %s()", specimen->path,
					function->line, type, function->name);
		fprintf(out, "\t%s a%u = ", type, i);
		if (index)
			fprintf(out, "%.*s%u%s;\n", (int)(index - expression), expression,
				count_of(function, type, i), index + strlen("%u"));
		else
			fprintf(out, "%s;\n", expression);
	}
	fprintf(out, "\n\tdc_run_begin();\n\t%s%s(",
		function->is_well ? "__auto_type result = " : "(void)", function->name);
	for (unsigned int i = 0; i < function->nr_parameters; i++)
		fprintf(out, "%sa%u", i ? ", " : "", i);
	fprintf(out, ");\n\tdc_run_end(%s);\n}\n\n",
		function->is_well ? function->is_well : "true");
	return true;
}

static bool write_program(const struct specimen *specimen, const char *real_path, FILE *out)
{
	char other[PATH_MAX + 8];

	/* What the specimen calls of another file comes to stand in one with it. */
	snprintf(other, sizeof(other), "%.*s.other.c", (int)strlen(real_path) - 2, real_path);
	if (!access(other, F_OK))
		fprintf(out, "#include \"%s\"\n", other);
	fprintf(out, "#include \"%s\"\n#include \"run.h\"\n#include \"machine.h\"\n\n", real_path);
	for (unsigned int i = 0; i < specimen->nr_functions; i++)
		if (!write_call(specimen, &specimen->functions[i], out))
			return false;
	fputs("static const struct dc_run_function functions[] = {\n", out);
	for (unsigned int i = 0; i < specimen->nr_functions; i++) {
		const struct function *function = &specimen->functions[i];
		bool counts = has(function, "struct scatterlist *");

		fprintf(out, "\t{ \"%s\", call_%s, %u, %u },\n", function->name, function->name,
			count_of(function, "bool", function->nr_parameters),
			counts ? 0 : count_of(function, "int", function->nr_parameters) +
			count_of(function, "unsigned int", function->nr_parameters));
	}
	fputs("};\n\n", out);
	for (unsigned int i = 0; i < specimen->nr_elsewhere; i++)
		fprintf(out, "__asm__(\".set %s, dc_run_elsewhere\\n.globl %s\");\n",
			specimen->elsewhere[i], specimen->elsewhere[i]);
	fprintf(out, "\nint main(void)\n{\n\treturn dc_run(functions, %u, %d);\n}\n",
		specimen->nr_functions, specimen->nr_elsewhere != 0);
	return true;
}

/* Building and running. */

/* Where the headers and the library are: beside the program as installed, or as built. */
struct kit {
	char include[MAX_PATH], library[MAX_PATH];
};

static bool exists(const struct kit *kit)
{
	return !access(kit->include, R_OK) && !access(kit->library, R_OK);
}

static bool find_kit(struct kit *kit)
{
	char program[MAX_PATH / 2];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	program[length > 0 ? length : 0] = '\0';
	slash = strrchr(program, '/');
	if (slash) {
		*slash = '\0';
		snprintf(kit->include, sizeof(kit->include), "%s/" DC_MODEL_FROM_BIN, program);
		snprintf(kit->library, sizeof(kit->library), "%s/" DC_MODEL_FROM_BIN "/%s", program,
			 DC_MODEL_LIBRARY);
		if (exists(kit))
			return true;
	}
	snprintf(kit->include, sizeof(kit->include), "%s", DC_MODEL_SOURCE);
	snprintf(kit->library, sizeof(kit->library), "%s/%s", DC_MODEL_BUILD, DC_MODEL_LIBRARY);
	return exists(kit) || complain("the model's headers and library are not where they belong");
}

static int run_program(char *const argv[], int output)
{
	pid_t child = fork();
	int status;

	if (!child) {
		if (output >= 0)
			dup2(output, STDOUT_FILENO);
		execvp(argv[0], argv);
		complain("%s: %s", argv[0], strerror(errno));
		_exit(2);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static bool build(const struct specimen *specimen, const struct kit *kit, char *source,
		  char *program)
{
	char include[MAX_PATH + 16], own[MAX_PATH + 16];
	char *compiler = getenv("CC") ? getenv("CC") : (char *)"cc";
	char *argv[] = {
		compiler, (char *)"-std=gnu11", (char *)"-O0", (char *)"-w",
		(char *)"-fno-strict-aliasing", (char *)"-D_GNU_SOURCE", include, own, source,
		(char *)kit->library, (char *)"-o", program, NULL,
	};

	snprintf(include, sizeof(include), "-I%s/include", kit->include);
	snprintf(own, sizeof(own), "-I%s", kit->include);
	return !run_program(argv, -1) || complain("%s: does not compile", specimen->path);
}

static struct function *find_function(struct specimen *specimen, const char *name)
{
	for (unsigned int i = 0; i < specimen->nr_functions; i++)
		if (!strcmp(specimen->functions[i].name, name))
			return &specimen->functions[i];
	return NULL;
}

static bool read_outcome(struct specimen *specimen, FILE *in)
{
	char name[MAX_NAME], machine[MAX_NAME];
	unsigned int suffered, excused;

	rewind(in);
	while (fscanf(in, "%63s %63s %u %u", name, machine, &suffered, &excused) == 4) {
		struct function *function = find_function(specimen, name);

		if (!function || function->nr_machines == MAX_MACHINES)
			return complain("%s: its program says what is not asked", specimen->path);
		snprintf(function->machines[function->nr_machines].name, MAX_NAME, "%s", machine);
		function->machines[function->nr_machines].suffered = suffered;
		function->machines[function->nr_machines++].excused = excused;
	}
	return true;
}

static bool build_and_run(struct specimen *specimen, const struct kit *kit, const char *folder)
{
	char source[MAX_PATH], program[MAX_PATH], real_path[PATH_MAX];
	char *argv[] = { program, NULL };
	FILE *file, *output;
	bool ok;

	snprintf(source, sizeof(source), "%s/specimen.c", folder);
	snprintf(program, sizeof(program), "%s/specimen", folder);
	if (!realpath(specimen->path, real_path))
		return complain("%s: %s", specimen->path, strerror(errno));
	file = fopen(source, "w");
	if (!file)
		return complain("%s: %s", source, strerror(errno));
	ok = write_program(specimen, real_path, file);
	ok = !fclose(file) && ok && build(specimen, kit, source, program);
	unlink(source);
	if (!ok)
		return false;
	output = tmpfile();
	ok = output && (!run_program(argv, fileno(output)) ||
			complain("%s: did not run to its end", specimen->path));
	ok = ok && read_outcome(specimen, output);
	if (output)
		fclose(output);
	unlink(program);
	return ok;
}

static bool run_specimen(struct specimen *specimen, const struct kit *kit)
{
	const char *temporary = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
	char folder[MAX_PATH / 2];
	bool ok;

	snprintf(folder, sizeof(folder), "%s/dmacheck-model-XXXXXX", temporary);
	if (!mkdtemp(folder))
		return complain("%s: %s", folder, strerror(errno));
	ok = build_and_run(specimen, kit, folder);
	rmdir(folder);
	return ok;
}

/* Telling. */

static bool told_before(const struct function *function, unsigned int i)
{
	for (unsigned int n = 0; n < i; n++)
		if (function->machines[n].suffered == function->machines[i].suffered &&
		    function->machines[n].excused == function->machines[i].excused)
			return true;
	return false;
}

/* Machines of one fate on one line: `function: harm: machine machine`. */
static void print_function(const struct specimen *specimen, const struct function *function)
{
	char suffered[MAX_FLAGS], excused[MAX_FLAGS];

	for (unsigned int i = 0; i < function->nr_machines; i++) {
		if (told_before(function, i))
			continue;
		printf("%s:%u: %s: %s", specimen->path, function->line, function->name,
		       dc_harm_print(function->machines[i].suffered, suffered, sizeof(suffered)));
		if (function->machines[i].excused)
			printf(" (%s as asked)", dc_harm_print(function->machines[i].excused,
							       excused, sizeof(excused)));
		printf(":");
		for (unsigned int n = i; n < function->nr_machines; n++)
			if (function->machines[n].suffered == function->machines[i].suffered &&
			    function->machines[n].excused == function->machines[i].excused)
				printf(" %s", function->machines[n].name);
		printf("\n");
	}
}

static bool judge_function(const struct specimen *specimen, const struct function *function)
{
	bool is_bad = !strncmp(function->name, "bad_", 4), ok = true;
	unsigned int suffered = 0, all = 0;
	char text[2][MAX_FLAGS];

	for (unsigned int i = 0; i < function->nr_machines; i++) {
		suffered |= function->machines[i].suffered;
		all |= function->machines[i].suffered | function->machines[i].excused;
	}
	if (!is_bad && suffered) {
		ok = false;
		printf("%s:%u: %s should be harmless\n", specimen->path, function->line,
		       function->name);
	}
	for (unsigned int i = 0; i < function->nr_claims; i++) {
		const struct dc_model_claim *claimed = function->claims[i];

		if (all & claimed->harm)
			continue;
		ok = false;
		printf("%s:%u: %s comes to %s, and %s claims %s\n", specimen->path, function->line,
		       function->name, dc_harm_print(all, text[0], sizeof(text[0])), claimed->rule,
		       dc_harm_print(claimed->harm, text[1], sizeof(text[1])));
	}
	return ok;
}

int dc_model_command(int argc, char **argv, const struct dc_model_claim *claims)
{
	struct kit kit;
	int status = 0;

	if (argc < 1) {
		complain("model takes specimens");
		return 2;
	}
	if (!find_kit(&kit))
		return 2;
	for (int i = 0; i < argc; i++) {
		static struct specimen specimen;

		memset(&specimen, 0, sizeof(specimen));
		specimen.path = argv[i];
		fflush(stdout);
		if (!read_specimen(&specimen, claims) || !run_specimen(&specimen, &kit)) {
			status = 2;
			continue;
		}
		for (unsigned int n = 0; n < specimen.nr_functions; n++) {
			print_function(&specimen, &specimen.functions[n]);
			if (!judge_function(&specimen, &specimen.functions[n]) && !status)
				status = 1;
		}
	}
	return status;
}
