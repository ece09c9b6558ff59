/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One HTML page that needs nothing beside it: findings by rule and by file, with the source and the
 * way through it, and what was and was not looked at.  report.html is the page around that.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "frame.h"
#include "markup.h"
#include "page.h"
#include "report.h"
#include "words.h"

static const char marker[] = "<!-- report -->\n";

static size_t nr_of_level(const struct dc_report *report, enum dc_level level)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->nr_findings; i++)
		nr += report->findings[i]->level == level;
	return nr;
}

static size_t nr_of_rule(const struct dc_report *report, size_t rule)
{
	size_t nr = 0;

	for (size_t i = 0; i < report->nr_findings; i++)
		nr += report->findings[i]->rule == rule;
	return nr;
}

static const char *plural(size_t nr)
{
	return nr == 1 ? "" : "s";
}

static void put_head(const struct dc_report *report)
{
	static const enum dc_level levels[] = { DC_LEVEL_ERROR, DC_LEVEL_WARNING, DC_LEVEL_NOTE };
	const struct dc_coverage *coverage = report->coverage;

	fputs("<h1>dmacheck</h1>\n<p>", stdout);
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
		size_t nr = nr_of_level(report, levels[i]);

		printf("%s<span class=\"level %s\">%zu %s%s</span>", i ? ", " : "",
		       dc_level_name(levels[i]), nr, dc_level_name(levels[i]), plural(nr));
	}
	printf(" in %zu file%s", coverage->files_seen, plural(coverage->files_seen));
	if (report->kernel)
		printf(", judged as Linux %s", report->kernel);
	if (report->broken)
		fputs(". <strong class=\"error\">Not all that was asked for was done.</strong>",
		      stdout);
	puts("</p>");
}

/* Hidden until there is a script to serve it. */
static void put_search(const struct dc_report *report)
{
	puts("<form id=\"search\" hidden>\n"
	     "<input type=\"search\" name=\"words\" placeholder=\"search files, functions, words\" "
	     "aria-label=\"search\">");
	for (int level = DC_LEVEL_ERROR; level >= DC_LEVEL_NOTE; level--)
		printf("<label><input type=\"checkbox\" name=\"%s\" checked> %ss</label>\n",
		       dc_level_name(level), dc_level_name(level));
	puts("<select name=\"rule\" aria-label=\"rule\"><option value=\"\">all rules</option>");
	for (size_t i = 0; i < DC_NR_RULES; i++)
		if (nr_of_rule(report, i))
			printf("<option>%s</option>", dc_rules[i].id);
	puts("</select>\n<input type=\"reset\" value=\"all\"> <output name=\"nr\"></output>\n</form>");
}

static void put_finding_link(const struct dc_report *report, const struct dc_finding *finding)
{
	char buf[PATH_MAX];

	printf("<li><a href=\"#%s\">", finding->id);
	dc_markup_put(dc_report_name(report, finding->file, buf));
	printf(":%u</a> ", finding->line);
	dc_markup_put(finding->message);
	puts("</li>");
}

static void put_rule(const struct dc_report *report, size_t i)
{
	const struct dc_rule *rule = &dc_rules[i];
	size_t nr = nr_of_rule(report, i);

	printf("<details id=\"rule-%s\"><summary><a data-rule=\"%s\" href=\"#findings\">%s</a> "
	       "<span class=\"faint\">%zu</span> ", rule->id, rule->id, rule->id, nr);
	dc_markup_put(rule->summary);
	fputs("</summary>\n<p>", stdout);
	dc_markup_put(rule->why);
	fputs("</p>\n<p class=\"faint\">Witness: ", stdout);
	dc_markup_put(rule->witness);
	puts("</p>\n<ul>");
	for (size_t k = 0; k < report->nr_findings; k++)
		if (report->findings[k]->rule == i)
			put_finding_link(report, report->findings[k]);
	puts("</ul></details>");
}

static void put_rules(const struct dc_report *report)
{
	puts("<section id=\"rules\"><h2>Rules</h2>");
	for (size_t i = 0; i < DC_NR_RULES; i++)
		if (nr_of_rule(report, i))
			put_rule(report, i);
	puts("</section>");
}

static bool put_finding(const struct dc_report *report, const struct dc_finding *finding,
			struct dc_lines *lines)
{
	const char *level = dc_level_name(finding->level), *rule = dc_rules[finding->rule].id;
	char engines[DC_WORDS_SIZE];
	bool ok;

	printf("<article id=\"%s\" data-level=\"%s\" data-rule=\"%s\">\n<header><h3>"
	       "<span class=\"level %s\">%s</span> ", finding->id, level, rule, level, level);
	dc_markup_put(finding->message);
	printf("</h3>\n<a href=\"#rule-%s\">%s</a> <span class=\"faint\">", rule, rule);
	if (*finding->function) {
		fputs("in ", stdout);
		dc_markup_put(finding->function);
		fputs("(), ", stdout);
	}
	printf("line %u, seen by %s, <a href=\"#%s\">%s</a></span></header>\n", finding->line,
	       dc_words_join(finding->engines, dc_engine_name, engines), finding->id,
	       finding->id);
	ok = dc_frame_print(report, finding, lines);
	puts("</article>");
	return ok;
}

static size_t nr_in_file(const struct dc_report *report, size_t first)
{
	size_t i = first;

	while (i < report->nr_findings &&
	       !strcmp(report->findings[i]->file, report->findings[first]->file))
		i++;
	return i - first;
}

static bool put_findings(const struct dc_report *report)
{
	struct dc_lines lines = { 0 };
	char buf[PATH_MAX];
	bool ok = true;

	puts("<section id=\"findings\"><h2>Findings</h2>");
	if (!report->nr_findings)
		puts("<p>None.</p>");
	for (size_t i = 0, nr; i < report->nr_findings; i += nr) {
		nr = nr_in_file(report, i);
		fputs("<details class=\"file\" open><summary><code>", stdout);
		dc_markup_put(dc_report_name(report, report->findings[i]->file, buf));
		printf("</code> <span class=\"faint\">%zu</span></summary>\n", nr);
		for (size_t k = i; k < i + nr; k++) {
			if (report->files)
				dc_lines_of(&lines, report->files[k]);
			ok = put_finding(report, report->findings[k], &lines) && ok;
		}
		puts("</details>");
	}
	puts("</section>");
	dc_lines_free(&lines);
	return ok;
}

static void put_row(const char *what, size_t nr)
{
	printf("<tr><td>%s</td><td class=\"nr\">%zu</td></tr>\n", what, nr);
}

static void put_gap(const struct dc_report *report, const struct dc_gap *gap)
{
	char buf[PATH_MAX];

	fputs("<li><code>", stdout);
	dc_markup_put(dc_report_name(report, gap->file, buf));
	if (gap->line)
		printf(":%u", gap->line);
	fputs("</code> ", stdout);
	if (gap->function) {
		dc_markup_put(gap->function);
		fputs("(): ", stdout);
	}
	dc_markup_put(gap->reason);
	puts("</li>");
}

static void put_coverage(const struct dc_report *report)
{
	const struct dc_coverage *coverage = report->coverage;

	puts("<section id=\"coverage\"><h2>Coverage</h2>\n<table>");
	put_row("files seen", coverage->files_seen);
	put_row("files that mention the DMA API", coverage->files_relevant);
	put_row("functions in them", coverage->functions);
	put_row("functions analysed", coverage->functions_relevant);
	put_row("files and functions not analysed", coverage->nr_gaps);
	for (int i = 0; i < DC_NR_OUTCOMES; i++)
		if (dc_tally_of_outcome(report->tally, i)) {
			fputs("<tr><td>acquiring calls ", stdout);
			dc_markup_put(dc_outcome_names[i].words);
			printf("</td><td class=\"nr\">%zu</td></tr>\n",
			       dc_tally_of_outcome(report->tally, i));
		}
	puts("</table>");
	if (coverage->nr_gaps)
		puts("<details open><summary>Not analysed</summary><ul>");
	for (size_t i = 0; i < coverage->nr_gaps; i++)
		put_gap(report, &coverage->gaps[i]);
	if (coverage->nr_gaps)
		puts("</ul></details>");
	printf("<p class=\"faint\">dmacheck %s, %.2f s, %ld MiB at most</p>\n</section>\n",
	       DMACHECK_VERSION, report->seconds, report->peak_kb / 1024);
}

bool dc_report_html(const struct dc_report *report)
{
	const char *page = (const char *)dc_pages->text, *end = page + dc_pages->length;
	const char *middle = memmem(page, dc_pages->length, marker, strlen(marker));
	bool ok;

	fwrite(page, 1, middle - page, stdout);
	put_head(report);
	put_search(report);
	put_rules(report);
	ok = put_findings(report);
	put_coverage(report);
	fwrite(middle + strlen(marker), 1, end - middle - strlen(marker), stdout);
	return ok;
}
