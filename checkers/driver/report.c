/* SPDX-License-Identifier: GPL-2.0-only */
/* The forms of reports as a table, and what they call files alike. */
#include "report.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "array.h"

const struct dc_format dc_formats[] = {
	{ "text", dc_report_text },
	{ "json", dc_report_json },
	{ "sarif", dc_report_sarif },
	{ "github", dc_report_github },
	{ "gitlab", dc_report_gitlab },
	{ "checkstyle", dc_report_checkstyle },
	{ "html", dc_report_html },
};
const size_t dc_nr_formats = ARRAY_SIZE(dc_formats);

/* `file` below the current directory, when that is where it lies. */
static const char *name_below_here(const char *file)
{
	char here[PATH_MAX];
	size_t length;

	if (*file != '/' || !getcwd(here, sizeof(here)))
		return file;
	length = strlen(here);
	return !strncmp(file, here, length) && file[length] == '/' ? file + length + 1 : file;
}

const char *dc_report_name(const struct dc_report *report, const char *file, char *buf)
{
	for (size_t i = 0; i < report->targets->nr_trees; i++) {
		const char *name = dc_kernel_name(file, report->targets->trees[i].root, buf);

		if (strcmp(name, file) != 0)
			return name;
	}
	while (!strncmp(file, "./", 2))
		file += 2;
	return name_below_here(file);
}
