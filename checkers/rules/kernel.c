/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kernel a path belongs to, read from the tree around it. */
#include "kernel.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char headers[] = "include/linux/dma-mapping.h";

static struct dc_kernel kernel_of(unsigned int version)
{
	struct dc_kernel kernel = { .version = version };

	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		if (version >= dc_attrs[i].since &&
		    (!dc_attrs[i].gone || version < dc_attrs[i].gone))
			kernel.attrs |= 1u << i;
	return kernel;
}

/* The tables know a kernel when a row of theirs came with it. */
struct dc_kernel dc_kernel_newest(void)
{
	unsigned int version = 0;

	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (dc_attrs[i].since > version)
			version = dc_attrs[i].since;
	for (size_t i = 0; i < DC_NR_RULES; i++)
		if (dc_rules[i].since > version)
			version = dc_rules[i].since;
	return kernel_of(version);
}

/* DC_VERSION() keeps each number in a byte. */
static bool parse_number(const char **text, unsigned int *number)
{
	char *end;
	unsigned long value;

	if (**text < '0' || **text > '9')
		return false;
	value = strtoul(*text, &end, 10);
	if (value > 255)
		return false;
	*text = end;
	*number = value;
	return true;
}

/* What follows X.Y may be what uname -r or a tag puts there: 6.12.117-amd64, 7.3-rc7. */
bool dc_kernel_parse(const char *text, struct dc_kernel *kernel)
{
	unsigned int major, minor;

	if (*text == 'v')
		text++;
	if (!parse_number(&text, &major) || *text++ != '.' || !parse_number(&text, &minor))
		return false;
	if (*text && *text != '.' && *text != '-')
		return false;
	*kernel = kernel_of(DC_VERSION(major, minor));
	return true;
}

static FILE *open_below(const char *root, const char *name)
{
	char path[PATH_MAX];
	struct stat st;

	/* Not every Makefile above a path is a file of ours: opening a pipe would wait for ever. */
	if (snprintf(path, sizeof(path), "%s/%s", root, name) >= (int)sizeof(path) ||
	    stat(path, &st) || !S_ISREG(st.st_mode))
		return NULL;
	return fopen(path, "re");
}

/* The top Makefile opens with them; one without is soon told.  Closes the file, as below. */
static bool read_version(FILE *file, unsigned int *version)
{
	unsigned int major = 0, minor = 0;
	bool has_minor = false;
	char line[256];

	if (!file)
		return false;
	for (int i = 0; i < 64 && !(major && has_minor) && fgets(line, sizeof(line), file); i++) {
		sscanf(line, "VERSION = %u", &major);
		if (sscanf(line, "PATCHLEVEL = %u", &minor) == 1)
			has_minor = true;
	}
	fclose(file);
	*version = DC_VERSION(major, minor);
	return major && has_minor && major <= 255 && minor <= 255;
}

static uint32_t attr_defined_by(const char *line)
{
	static const char define[] = "#define";
	const char *name = line + sizeof(define) - 1;
	size_t length;

	if (strncmp(line, define, sizeof(define) - 1))
		return 0;
	name += strspn(name, " \t");
	length = strcspn(name, " \t\r\n(");
	for (unsigned int i = 0; i < DC_NR_ATTRS; i++)
		if (strlen(dc_attrs[i].name) == length && !strncmp(dc_attrs[i].name, name, length))
			return 1u << i;
	return 0;
}

static bool read_attrs(FILE *file, uint32_t *attrs)
{
	char line[256];
	bool at_start = true;

	if (!file)
		return false;
	*attrs = 0;
	while (fgets(line, sizeof(line), file)) {
		if (at_start)
			*attrs |= attr_defined_by(line);
		at_start = strchr(line, '\n');
	}
	fclose(file);
	return true;
}

static FILE *open_text(const char *text, size_t length)
{
	return length ? fmemopen((char *)text, length, "r") : fopen("/dev/null", "re");
}

bool dc_kernel_read(const char *makefile, size_t makefile_length, const char *header,
		    size_t header_length, struct dc_kernel *kernel)
{
	struct dc_kernel found;

	if (!read_version(open_text(makefile, makefile_length), &found.version) ||
	    !read_attrs(open_text(header, header_length), &found.attrs))
		return false;
	*kernel = found;
	return true;
}

bool dc_kernel_find(const char *path, char **root, struct dc_kernel *kernel)
{
	char *dir = realpath(path, NULL);
	char *slash;

	if (!dir)
		return false;
	for (;;) {
		struct dc_kernel found;

		if (read_version(open_below(dir, "Makefile"), &found.version) &&
		    read_attrs(open_below(dir, headers), &found.attrs)) {
			*root = dir;
			*kernel = found;
			return true;
		}
		slash = strrchr(dir, '/');
		if (!slash || slash == dir)
			break;
		*slash = '\0';
	}
	free(dir);
	return false;
}

const char *dc_kernel_name(const char *file, const char *root, char *buf)
{
	size_t length = root ? strlen(root) : 0;

	if (root && realpath(file, buf) && !strncmp(buf, root, length) && buf[length] == '/')
		return buf + length + 1;
	while (!strncmp(file, "./", 2))
		file += 2;
	return file;
}
