/* SPDX-License-Identifier: GPL-2.0-only */
/* From files to the groups of ends that they touch, and from there to all files of these. */
#include "renew.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "link.h"
#include "memory.h"
#include "pair.h"
#include "tie.h"

/* An end to be linked, and the file that told of it. */
struct held {
	struct dc_end end;
	uint32_t file, group;
	size_t order;
};

struct renewal {
	struct dc_outline *outline;
	const struct dc_tree *tree;
	struct dc_kept *kept;
	bool *is_due;		/* by file: read again, or gone */
	bool *is_wanted;	/* by file: it has ends in a group that is touched */
	struct dc_refs touched;	/* groups */
	struct held *ends;
	size_t nr, capacity;
};

/* What the files were */

static uint32_t file_of(struct dc_outline *outline, const char *path)
{
	struct dc_outline_file *file = dc_outline_find(outline, path);

	if (!file) {
		dc_grow(outline->files, outline->nr_files, outline->files_capacity);
		file = &outline->files[outline->nr_files++];
		*file = (struct dc_outline_file){
			.path = strcpy(dc_memory_resize(NULL, strlen(path) + 1), path),
		};
	}
	return file - outline->files;
}

static bool *make_marks(size_t nr)
{
	return memset(dc_memory_resize(NULL, nr + 1), false, nr + 1);
}

/* Before the jobs' files are known there are few to be looked through, or none. */
static void mark(struct renewal *renewal, const struct dc_jobs *jobs,
		 const struct dc_jobs *others)
{
	struct dc_outline *outline = renewal->outline;

	for (size_t i = 0; i < others->nr; i++) {
		struct dc_outline_file *file = dc_outline_find(outline, others->items[i].path);

		if (file)
			file->is_gone = true;
	}
	for (size_t i = 0; i < jobs->nr; i++)
		file_of(outline, jobs->items[i].path);
	renewal->is_due = make_marks(outline->nr_files);
	renewal->is_wanted = make_marks(outline->nr_files);
	for (size_t i = 0; i < outline->nr_files; i++)
		renewal->is_due[i] = outline->files[i].is_gone;
	for (size_t i = 0; i < jobs->nr; i++)
		renewal->is_due[file_of(outline, jobs->items[i].path)] = true;
}

static void drop_parts(struct dc_outline_parts *parts,
		       bool (*is_old)(const struct renewal *renewal, uint32_t of),
		       const struct renewal *renewal)
{
	size_t nr = 0;

	for (size_t i = 0; i < parts->nr; i++)
		if (is_old(renewal, parts->items[i].of))
			dc_result_free(&parts->items[i].told);
		else
			parts->items[nr++] = parts->items[i];
	parts->nr = nr;
}

static bool is_due(const struct renewal *renewal, uint32_t file)
{
	return renewal->is_due[file];
}

static void forget_files(struct renewal *renewal)
{
	struct dc_outline *outline = renewal->outline;
	size_t nr = 0;

	for (size_t i = 0; i < outline->inputs.nr; i++)
		if (!renewal->is_due[outline->inputs.items[i].to])
			outline->inputs.items[nr++] = outline->inputs.items[i];
	outline->inputs.nr = nr;
	for (size_t i = 0; i < outline->members.nr; i++)
		if (renewal->is_due[outline->members.items[i].to])
			dc_refs_add(&renewal->touched, outline->members.items[i].from, 0);
	drop_parts(&outline->of_files, is_due, renewal);
}

/* What they are */

static void hold(struct renewal *renewal, const struct dc_end *end, uint32_t file)
{
	dc_grow(renewal->ends, renewal->nr, renewal->capacity);
	renewal->ends[renewal->nr] = (struct held){ *end, file, 0, renewal->nr };
	renewal->nr++;
}

static void touch(struct renewal *renewal, const struct dc_end *end)
{
	uint32_t keys[DC_MAX_TIES];

	for (size_t i = dc_tie_keys(end, keys); i-- > 0;) {
		const struct dc_ref *tie = dc_refs_find(&renewal->outline->ties, keys[i]);

		if (tie)
			dc_refs_add(&renewal->touched, tie->to, 0);
	}
}

static void take_ends(struct renewal *renewal, struct dc_ends *ends, uint32_t file)
{
	for (size_t i = 0; i < ends->nr; i++) {
		touch(renewal, &ends->items[i]);
		hold(renewal, &ends->items[i], file);
	}
	ends->nr = 0;
}

static void take_inputs(struct dc_outline *outline, const struct dc_inputs *inputs, uint32_t file)
{
	char clean[PATH_MAX];

	for (size_t i = 0; i < inputs->nr; i++)
		if (dc_files_clean(inputs->items[i].path, clean))
			dc_refs_add(&outline->inputs, dc_hash(clean, strlen(clean)), file);
}

static void take_job(struct renewal *renewal, struct dc_job *job)
{
	struct dc_outline *outline = renewal->outline;
	uint32_t file = file_of(outline, job->path);
	struct dc_result *part = dc_outline_part(&outline->of_files, file);

	outline->files[file].is_gone = false;
	outline->files[file].key = job->key;
	part->findings = job->result.findings;
	part->coverage = job->result.coverage;
	part->ignores = job->result.ignores;
	job->result.findings = (struct dc_findings){ 0 };
	job->result.coverage = (struct dc_coverage){ 0 };
	job->result.ignores = (struct dc_ignores){ 0 };
	take_inputs(outline, &job->result.inputs, file);
	take_ends(renewal, &job->result.ends, file);
	dc_result_free(&job->result);
}

/* What they meet */

static bool is_touched(const struct renewal *renewal, uint32_t group)
{
	return dc_refs_find(&renewal->touched, group);
}

/* The ends of a file that lie in groups that are touched. */
static bool fetch(struct renewal *renewal, uint32_t file)
{
	struct dc_result result = { 0 };
	size_t nr = 0;

	if (!renewal->kept ||
	    !dc_kept_take(renewal->kept, renewal->tree, renewal->outline->files[file].key, &result))
		return false;
	for (size_t i = 0; i < result.ends.nr; i++) {
		const struct dc_end *end = &result.ends.items[i];

		if (is_touched(renewal, dc_tie_group(&renewal->outline->ties, end)))
			hold(renewal, end, file);
		else
			result.ends.items[nr++] = *end;
	}
	result.ends.nr = nr;
	dc_result_free(&result);
	return true;
}

static bool fetch_all(struct renewal *renewal)
{
	const struct dc_refs *members = &renewal->outline->members;

	dc_refs_sort(&renewal->touched);
	for (size_t i = 0; i < members->nr; i++)
		renewal->is_wanted[members->items[i].to] |=
			is_touched(renewal, members->items[i].from);
	for (uint32_t i = 0; i < renewal->outline->nr_files; i++)
		if (renewal->is_wanted[i] && !renewal->is_due[i] && !fetch(renewal, i))
			return false;
	return true;
}

static void drop_refs(struct dc_refs *refs, const struct renewal *renewal, bool by_target)
{
	size_t nr = 0;

	for (size_t i = 0; i < refs->nr; i++)
		if (!is_touched(renewal, by_target ? refs->items[i].to : refs->items[i].from))
			refs->items[nr++] = refs->items[i];
	refs->nr = nr;
}

static void forget_groups(struct renewal *renewal)
{
	struct dc_outline *outline = renewal->outline;

	drop_refs(&outline->ties, renewal, true);
	drop_refs(&outline->members, renewal, false);
	drop_refs(&outline->counts, renewal, false);
	drop_parts(&outline->of_groups, is_touched, renewal);
}

/* What comes of it */

static int by_group(const void *left, const void *right)
{
	const struct held *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void make_groups(struct renewal *renewal)
{
	struct dc_outline *outline = renewal->outline;
	struct dc_ends ends = { .nr = renewal->nr };
	struct dc_refs ties = { 0 };

	ends.items = dc_memory_resize(NULL, (renewal->nr + 1) * sizeof(*ends.items));
	for (size_t i = 0; i < renewal->nr; i++)
		ends.items[i] = renewal->ends[i].end;
	dc_ties_make(&ends, &ties);
	free(ends.items);
	for (size_t i = 0; i < renewal->nr; i++) {
		struct held *held = &renewal->ends[i];

		held->group = dc_tie_group(&ties, &held->end);
		dc_refs_add(&outline->members, held->group, held->file);
	}
	for (size_t i = 0; i < ties.nr; i++)
		dc_refs_add(&outline->ties, ties.items[i].from, ties.items[i].to);
	dc_refs_free(&ties);
	if (renewal->nr)
		qsort(renewal->ends, renewal->nr, sizeof(*renewal->ends), by_group);
}

/* False when memory is out. */
static bool judge(struct renewal *renewal, size_t from, size_t to)
{
	const struct dc_kernel *kernel = &renewal->tree->kernel;
	struct dc_outline *outline = renewal->outline;
	uint32_t group = renewal->ends[from].group;
	struct dc_findings findings = { 0 };
	struct dc_tally tally = { { { 0 } } };
	struct dc_ends ends = { .nr = to - from, .capacity = to - from };
	bool ok;

	ends.items = dc_memory_resize(NULL, ends.nr * sizeof(*ends.items));
	for (size_t i = from; i < to; i++)
		ends.items[i - from] = renewal->ends[i].end;
	ok = dc_link_ends(&ends, kernel, &findings) && dc_pair_ends(&ends, kernel, &findings) &&
	     dc_tally_ends(&ends, &tally);
	dc_ends_free(&ends);
	dc_outline_count(outline, group, &tally);
	if (findings.nr)
		dc_outline_part(&outline->of_groups, group)->findings = findings;
	return ok;
}

static bool judge_groups(struct renewal *renewal)
{
	bool ok = true;

	for (size_t from = 0, to; from < renewal->nr; from = to) {
		for (to = from + 1; to < renewal->nr &&
				    renewal->ends[to].group == renewal->ends[from].group; to++)
			;
		ok = judge(renewal, from, to) && ok;
	}
	renewal->nr = 0;
	return ok;
}

static void sort(struct dc_outline *outline)
{
	dc_refs_sort(&outline->inputs);
	dc_refs_sort(&outline->ties);
	dc_refs_sort(&outline->members);
	dc_refs_sort(&outline->counts);
}

static void free_ends(struct renewal *renewal)
{
	struct dc_ends ends = { .nr = renewal->nr };

	ends.items = dc_memory_resize(NULL, (renewal->nr + 1) * sizeof(*ends.items));
	for (size_t i = 0; i < renewal->nr; i++)
		ends.items[i] = renewal->ends[i].end;
	dc_ends_free(&ends);
	free(renewal->ends);
}

bool dc_renew(struct dc_outline *outline, const struct dc_tree *tree, struct dc_kept *kept,
	      struct dc_jobs *jobs, const struct dc_jobs *others)
{
	struct renewal renewal = { .outline = outline, .tree = tree, .kept = kept };
	bool ok;

	mark(&renewal, jobs, others);
	forget_files(&renewal);
	for (size_t i = 0; i < jobs->nr; i++)
		take_job(&renewal, &jobs->items[i]);
	ok = fetch_all(&renewal);
	if (ok) {
		forget_groups(&renewal);
		make_groups(&renewal);
		ok = judge_groups(&renewal);
		sort(outline);
	}
	free_ends(&renewal);
	free(renewal.is_due);
	free(renewal.is_wanted);
	dc_refs_free(&renewal.touched);
	return ok;
}
