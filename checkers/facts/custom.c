/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists of words. */
#include "custom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "judge.h"

const struct dc_custom_row dc_customs[] = {
	{ "likely", DC_CUSTOM_SAME, 1 },
	{ "unlikely", DC_CUSTOM_SAME, 1 },
	{ "WARN_ON", DC_CUSTOM_SAME, 1 },
	{ "WARN_ON_ONCE", DC_CUSTOM_SAME, 1 },
	{ "WARN", DC_CUSTOM_SAME, 1 },
	{ "WARN_ONCE", DC_CUSTOM_SAME, 1 },
	{ "drm_WARN_ON", DC_CUSTOM_SECOND, 2 },
	{ "drm_WARN_ON_ONCE", DC_CUSTOM_SECOND, 2 },
	{ "drm_WARN", DC_CUSTOM_SECOND, 2 },
	{ "drm_WARN_ONCE", DC_CUSTOM_SECOND, 2 },
	{ "dev_WARN_ONCE", DC_CUSTOM_SECOND, 2 },
	{ "READ_ONCE", DC_CUSTOM_SAME, 1 },
	{ "ACCESS_ONCE", DC_CUSTOM_SAME, 1 },
	{ "data_race", DC_CUSTOM_SAME, 1 },
	{ "__builtin_expect", DC_CUSTOM_SAME, 1 },
	{ "ALIGN", DC_CUSTOM_SAME, 1 },
	{ "PAGE_ALIGN", DC_CUSTOM_SAME, 1 },
	{ "BIT", DC_CUSTOM_BIT, 1 },
	{ "BIT_ULL", DC_CUSTOM_BIT, 1 },
	{ "_BITUL", DC_CUSTOM_BIT, 1 },
	{ "WRITE_ONCE", DC_CUSTOM_STORE, 2 },
	{ "smp_store_release", DC_CUSTOM_STORE, 2 },
	{ "rcu_assign_pointer", DC_CUSTOM_STORE, 2 },
	{ "no_free_ptr", DC_CUSTOM_TAKE, 1 },
	{ "retain_and_null_ptr", DC_CUSTOM_TAKE, 1 },
	{ "swap", DC_CUSTOM_SWAP, 2 },
};
const size_t dc_nr_customs = ARRAY_SIZE(dc_customs);

enum dc_custom dc_custom_find(const char *name, size_t length, size_t nr_arguments)
{
	for (size_t i = 0; i < dc_nr_customs; i++)
		if (nr_arguments >= dc_customs[i].nr_arguments &&
		    strlen(dc_customs[i].name) == length && !memcmp(name, dc_customs[i].name, length))
			return dc_customs[i].what;
	return DC_CUSTOM_NONE;
}

int dc_custom_same(enum dc_custom what)
{
	return what == DC_CUSTOM_SAME ? 0 : what == DC_CUSTOM_SECOND ? 1 : -1;
}

const char *const dc_custom_constants[] = {
	"IORESOURCE_MEM", "MEMREMAP_WB",
	"PAGE_KERNEL", "PAGE_KERNEL_EXEC", "PAGE_KERNEL_IO", "PAGE_KERNEL_NOCACHE",
	"PAGE_KERNEL_RO", "PAGE_KERNEL_ROX", "PAGE_SHARED", "PAGE_SHARED_EXEC", "PAGE_READONLY",
	"PAGE_READONLY_EXEC", "PAGE_COPY", "PAGE_COPY_EXEC",
};
const size_t dc_nr_custom_constants = ARRAY_SIZE(dc_custom_constants);

bool dc_custom_is_constant(const char *name, size_t length)
{
	for (size_t i = 0; i < dc_nr_custom_constants; i++)
		if (strlen(dc_custom_constants[i]) == length &&
		    !memcmp(name, dc_custom_constants[i], length))
			return true;
	return false;
}

static bool has_one_of(const char *name, const char *const *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

bool dc_custom_is_question(const char *name)
{
	static const char *const acts[] = {
		"alloc", "try", "next", "get", "wait", "init", "setup", "register", "read", "pop", "add",
		"dec_and", "inc_", "request", "start", "create", "map", "copy", "submit", "poll",
	};
	static const char *const asks[] = { "is_", "IS_", "has_", "use_", "need", "can_", "enabled" };
	const struct dc_name *row = dc_name_find(name, strlen(name));

	if (row)
		return row->kind == DC_NAME_ORIGIN && !dc_origin_is_of_memory(row->origin);
	return has_one_of(name, asks, ARRAY_SIZE(asks)) ||
	       !has_one_of(name, acts, ARRAY_SIZE(acts));
}

bool dc_custom_is_named(const char *name)
{
	static const char *const starts[] = {
		"DMA_ATTR_", "__DMA_ATTR_", "GFP_", "__GFP_",
	};

	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (!strncmp(name, starts[i], strlen(starts[i])))
			return true;
	return dc_name_find(name, strlen(name)) || dc_custom_is_constant(name, strlen(name));
}

static bool path_has(const char *path, const char *part)
{
	const char *at = strstr(path, part);

	return at && (at == path || at[-1] == '/');
}

bool dc_custom_is_core(const char *path)
{
	static const char *const parts[] = {
		"kernel/dma/", "drivers/iommu/dma-iommu.c", "include/linux/", "include/trace/",
		"drivers/xen/swiotlb-xen.c",
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (path_has(path, parts[i]))
			return true;
	return false;
}

void dc_custom_judge_name(struct dc_findings *findings, const struct dc_kernel *kernel,
			  enum dc_attr_id attr, const struct dc_location *location,
			  const char *function, unsigned int engine)
{
	struct dc_verdict verdicts[DC_MAX_VERDICTS];
	struct dc_finding *finding;
	char message[128];

	if (!dc_judge_name(attr, kernel, verdicts))
		return;
	finding = dc_findings_add(findings);
	if (!finding)
		abort();
	snprintf(message, sizeof(message), "%s is private to the DMA core", dc_attrs[attr].name);
	finding->rule = verdicts[0].rule;
	finding->level = verdicts[0].level;
	finding->bits = verdicts[0].bits;
	finding->engines = engine;
	finding->file = strdup(location->file);
	finding->line = location->line;
	finding->column = location->column;
	finding->function = strdup(function);
	finding->message = strdup(message);
	finding->source_line = strndup(location->text, location->length);
	if (!finding->file || !finding->function || !finding->message || !finding->source_line)
		abort();
}
