/* SPDX-License-Identifier: GPL-2.0-only */
/* Forms that services show beside a change: GitHub's annotations, checkstyle, GitLab's. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "markup.h"
#include "report.h"

/* What each calls a level. */
struct levels {
	const char *github, *checkstyle, *gitlab;
};

static const struct levels levels[] = {
	[DC_LEVEL_NOTE] = { "notice", "info", "info" },
	[DC_LEVEL_WARNING] = { "warning", "warning", "major" },
	[DC_LEVEL_ERROR] = { "error", "error", "critical" },
};

/* A workflow command ends at a line's end, and a property of it at one of `special`. */
static void put_escaped(const char *text, const char *special)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == '%' || strchr(special, *text))
			printf("%%%02X", (unsigned char)*text);
		else
			putchar(*text);
}

static void print_annotation(const struct dc_report *report, const struct dc_finding *finding)
{
	char buf[PATH_MAX];

	printf("::%s file=", levels[finding->level].github);
	put_escaped(dc_report_name(report, finding->file, buf), ":,");
	printf(",line=%u,col=%u,title=dmacheck %s::", finding->line, finding->column,
	       dc_rules[finding->rule].id);
	put_escaped(finding->message, "");
	for (size_t i = 0; i < finding->nr_notes; i++) {
		const struct dc_note *note = &finding->notes[i];

		fputs("%0A", stdout);
		put_escaped(dc_report_name(report, note->file, buf), "");
		printf(":%u: ", note->line);
		put_escaped(note->message, "");
	}
	putchar('\n');
}

bool dc_report_github(const struct dc_report *report)
{
	for (size_t i = 0; i < report->nr_findings; i++)
		print_annotation(report, report->findings[i]);
	return true;
}

static void print_error(const struct dc_finding *finding)
{
	printf("    <error line=\"%u\" column=\"%u\" severity=\"%s\" source=\"dmacheck.%s\" "
	       "message=\"", finding->line, finding->column, levels[finding->level].checkstyle,
	       dc_rules[finding->rule].id);
	dc_markup_put(finding->message);
	puts("\"/>");
}

bool dc_report_checkstyle(const struct dc_report *report)
{
	const struct dc_finding *last = NULL;
	char buf[PATH_MAX];

	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">");
	for (size_t i = 0; i < report->nr_findings; i++) {
		const struct dc_finding *finding = report->findings[i];

		if (!last || strcmp(last->file, finding->file) != 0) {
			fputs(last ? "  </file>\n  <file name=\"" : "  <file name=\"", stdout);
			dc_markup_put(dc_report_name(report, finding->file, buf));
			puts("\">");
		}
		print_error(finding);
		last = finding;
	}
	puts(last ? "  </file>\n</checkstyle>" : "</checkstyle>");
	return true;
}

static json_t *issue(const void *from, size_t i)
{
	const struct dc_report *report = from;
	const struct dc_finding *finding = report->findings[i];
	char buf[PATH_MAX];

	return json_pack("{s:o, s:s, s:s, s:s, s:{s:o, s:{s:I}}}",
			 "description", dc_json_text(finding->message),
			 "check_name", dc_rules[finding->rule].id, "fingerprint", finding->id,
			 "severity", levels[finding->level].gitlab, "location", "path",
			 dc_json_text(dc_report_name(report, finding->file, buf)), "lines",
			 "begin", (json_int_t)finding->line);
}

bool dc_report_gitlab(const struct dc_report *report)
{
	return dc_json_print(dc_json_list(report, report->nr_findings, issue));
}
