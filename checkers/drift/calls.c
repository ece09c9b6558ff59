/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * apis.def against the headers that declare those functions and kernel/dma/mapping.c, which defines
 * most of them: who is there, which argument means what, which attributes are added on the way.
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "array.h"
#include "compare.h"
#include "prototype.h"

enum { MAX_DEPTH = 8, NR_ROLES = 7 };

static const char api_header[] = "include/linux/dma-mapping.h";
static const char api_code[] = "kernel/dma/mapping.c";

/* Rows of apis.def that stand for older kernels, by the first that no longer has them. */
static const struct { const char *name; unsigned int gone; } departed[] = {
	{ "virtqueue_dma_map_single_attrs", DC_VERSION(6, 18) },
	{ "virtqueue_dma_unmap_single_attrs", DC_VERSION(6, 18) },
};

/* Headers below include/ that talk about attributes among the core and its backends. */
static const char *const internal[] = {
	"include/linux/dma-direct.h", "include/linux/dma-map-ops.h", "include/linux/iommu-dma.h",
	"include/linux/dma-iommu.h", "include/linux/swiotlb.h", "include/linux/virtio_config.h",
	"include/trace/", "include/xen/",
};

/*
 * Functions that take or imply attributes and are no rows, with the reason: the engine reads
 * inline wrappers of a header by itself, and these two only ask.
 */
static const char *const left_out[] = {
	"dma_pgprot",			/* for the core and for architectures */
	"debug_dma_map_single",
};

/* What an argument is for, and how its declaration may spell that. */
struct role {
	const char *what;
	int position;			/* as in apis.def */
	const char *words[4];
};

static const char *const form_words[] = {
	[DC_FORM_CPU] = "void", [DC_FORM_PAGE] = "page", [DC_FORM_BVEC] = "bio_vec",
	[DC_FORM_PHYS] = "phys_addr_t", [DC_FORM_SG] = "scatterlist", [DC_FORM_SGT] = "sg_table",
	[DC_FORM_STATE] = "dma_iova_state", [DC_FORM_PAGES] = "xsk_buff_pool",
	[DC_FORM_HANDLE] = "dma_addr_t",
};

static bool takes_handle(const struct dc_api *api)
{
	return api->op == DC_OP_UNMAP && (api->form == DC_FORM_CPU || api->form == DC_FORM_PAGE ||
					  api->form == DC_FORM_PHYS);
}

static void roles_of(const struct dc_api *api, struct role roles[NR_ROLES])
{
	const char *addr = form_words[takes_handle(api) ? DC_FORM_HANDLE : api->form];
	const struct role all[NR_ROLES] = {
		{ "device", api->dev, { "device", "ib_device", "virtqueue" } },
		/* RDMA has u64 for every handle. */
		{ "memory", api->addr, { addr, api->addr == api->handle ? "u64" : NULL } },
		{ "size", api->size, { "size_t", "int", "u32" } },
		{ "handle", api->handle, { "dma_addr_t", "dma_iova_state", "u64", addr } },
		{ "gfp", api->gfp, { "gfp_t" } },
		{ "direction", api->dir, { "dma_data_direction" } },
		{ "attrs", api->attrs, { "long" } },
	};

	memcpy(roles, all, sizeof(all));
}

/* `unsigned long attrs` and its like. */
static bool is_attrs(const struct dc_prototype *prototype, unsigned int i)
{
	const struct dc_parameter *parameter = &prototype->parameters[i];
	const struct dc_token *name = &prototype->tokens.items[parameter->to - 1];

	return dc_parameter_has(&prototype->tokens, parameter, "long") && name->length >= 5 &&
	       !memcmp(name->text + name->length - 5, "attrs", 5) &&
	       !dc_parameter_has(&prototype->tokens, parameter, "*");
}

static bool takes_attrs(const struct dc_prototype *prototype)
{
	for (unsigned int i = 0; i < prototype->nr; i++)
		if (is_attrs(prototype, i))
			return true;
	return false;
}

static const struct dc_api *api_of_token(const struct dc_token *token)
{
	const struct dc_name *name = token->kind == DC_TOKEN_IDENTIFIER ?
				     dc_name_find(token->text, token->length) : NULL;

	return name && name->kind == DC_NAME_API ? name->api : NULL;
}

/* The next call in the body, from `*at` on, of a function that has a row; NULL for none. */
static const struct dc_api *next_call(const struct dc_prototype *prototype, size_t *at,
				      struct dc_parameter *arguments, unsigned int *nr)
{
	const struct dc_tokens *tokens = &prototype->tokens;

	for (; *at + 1 < tokens->nr; (*at)++) {
		const struct dc_api *api = api_of_token(&tokens->items[*at]);

		if (!api || !dc_token_is_char(&tokens->items[*at + 1], '('))
			continue;
		if (dc_arguments_find(tokens, ++*at, arguments, nr))
			return api;
	}
	return NULL;
}

/* Positions */

static bool fits(const struct dc_prototype *prototype, const struct role *role)
{
	const struct dc_parameter *parameter = &prototype->parameters[role->position];
	const struct dc_tokens *tokens = &prototype->tokens;

	if (!strcmp(role->what, "size") && dc_token_is(&tokens->items[parameter->to - 1], "offset"))
		return false;
	if (!strcmp(role->what, "attrs"))
		return is_attrs(prototype, role->position);
	for (size_t i = 0; i < ARRAY_SIZE(role->words) && role->words[i]; i++)
		if (dc_parameter_has(tokens, parameter, role->words[i]))
			return true;
	return false;
}

/* A macro's parameter is what it is passed on as. */
static bool is_passed_on(const struct dc_prototype *prototype, const struct role *role)
{
	const struct dc_tokens *tokens = &prototype->tokens;
	const struct dc_parameter *own = &prototype->parameters[role->position];
	struct dc_parameter arguments[DC_MAX_PARAMETERS];
	size_t at = prototype->body;
	unsigned int nr;
	const struct dc_api *callee = next_call(prototype, &at, arguments, &nr);
	struct role roles[NR_ROLES];

	if (!callee)
		return false;
	roles_of(callee, roles);
	for (size_t i = 0; i < NR_ROLES; i++) {
		const struct dc_token *name = &tokens->items[own->to - 1];
		int position = roles[i].position;

		if (strcmp(roles[i].what, role->what) || position < 0)
			continue;
		return position < (int)nr &&
		       dc_prototype_find(prototype, name) == role->position &&
		       dc_parameter_has(tokens, &arguments[position],
					strndupa(name->text, name->length));
	}
	return true;
}

/* The number of arguments that a row speaks of. */
static unsigned int arity_of(const struct role roles[NR_ROLES])
{
	int most = -1;

	for (size_t i = 0; i < NR_ROLES; i++)
		if (roles[i].position > most)
			most = roles[i].position;
	return most + 1;
}

static bool is_pool_call(const struct dc_api *api)
{
	return api->form == DC_FORM_PAGES;
}

/* What does not agree, NULL when all does. */
static const char *compare_positions(const struct dc_prototype *prototype,
				     const struct dc_api *api, bool is_macro, int *position)
{
	struct role roles[NR_ROLES];

	roles_of(api, roles);
	for (size_t i = 0; i < NR_ROLES; i++) {
		*position = roles[i].position;
		if (*position < 0)
			continue;
		if (*position >= (int)prototype->nr ||
		    !(is_macro ? is_passed_on(prototype, &roles[i]) : fits(prototype, &roles[i])))
			return roles[i].what;
	}
	*position = arity_of(roles);
	if (prototype->nr != arity_of(roles) && !is_pool_call(api))
		return "end";
	for (unsigned int i = 0; i < prototype->nr; i++)
		if (is_attrs(prototype, i) && api->attrs != (int)i)
			return "attrs";
	return NULL;
}

/* Implied attributes, as far as a release has to repeat them */

static uint32_t repeated(uint32_t mask)
{
	uint32_t must = 0;

	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		if (!dc_attrs[i].gone && dc_attrs[i].match != DC_MATCH_FREE)
			must |= 1u << dc_attrs[i].bit;
	return mask & must;
}

/* What a local variable was given: `name = …;` */
static uint32_t attrs_of_local(const struct dc_prototype *prototype, const struct dc_token *name)
{
	const struct dc_tokens *tokens = &prototype->tokens;
	uint32_t mask = 0;

	for (size_t i = prototype->body; i + 1 < tokens->nr; i++) {
		const struct dc_token *token = &tokens->items[i];

		if (token->length != name->length || memcmp(token->text, name->text, name->length) ||
		    !dc_token_is_char(&tokens->items[i + 1], '='))
			continue;
		for (; i < tokens->nr && !dc_token_is_char(&tokens->items[i], ';'); i++)
			mask |= dc_attr_of_token(&tokens->items[i]);
	}
	return mask;
}

static uint32_t attrs_of_argument(const struct dc_prototype *prototype,
				  const struct dc_parameter *argument)
{
	const struct dc_tokens *tokens = &prototype->tokens;
	uint32_t mask = dc_attrs_among(tokens, argument->from, argument->to);

	for (size_t i = argument->from; i < argument->to; i++)
		if (tokens->items[i].kind == DC_TOKEN_IDENTIFIER &&
		    dc_prototype_find(prototype, &tokens->items[i]) < 0)
			mask |= attrs_of_local(prototype, &tokens->items[i]);
	return mask;
}

/* False when nothing is called that could tell. */
static bool implied_by(const struct dc_prototype *prototype, uint32_t *implied)
{
	struct dc_parameter arguments[DC_MAX_PARAMETERS];
	const struct dc_api *callee;
	size_t at = prototype->body;
	bool calls = false;
	unsigned int nr;

	*implied = 0;
	while ((callee = next_call(prototype, &at, arguments, &nr))) {
		calls |= callee->op != DC_OP_SYNC;
		*implied |= callee->implied;
		if (callee->attrs >= 0 && callee->attrs < (int)nr)
			*implied |= attrs_of_argument(prototype, &arguments[callee->attrs]);
	}
	*implied = repeated(*implied);
	return calls;
}

/* Functions */

struct search {
	struct dc_drift *drift;
	bool *seen;		/* by row of apis.def */
};

static bool is_left_out(const struct dc_prototype *prototype)
{
	for (size_t i = 0; i < ARRAY_SIZE(left_out); i++)
		if (strlen(left_out[i]) == prototype->name_length &&
		    !memcmp(left_out[i], prototype->name, prototype->name_length))
			return true;
	return false;
}

/* A function that nobody else can call. */
static bool is_static_code(const struct dc_tree_file *file, const struct dc_prototype *prototype)
{
	return !strcmp(file->name, api_code) &&
	       dc_token_is(&prototype->tokens.items[0], "static");
}

/* Whether a function without a row should have one. */
static bool is_wanted(const struct dc_tree_file *file, const struct dc_prototype *prototype)
{
	uint32_t implied;

	if (is_left_out(prototype) || is_static_code(file, prototype))
		return false;
	if (!strcmp(file->name, api_header) && implied_by(prototype, &implied))
		return true;
	if (!takes_attrs(prototype))
		return false;
	for (unsigned int i = 0; i < prototype->nr; i++)
		if (dc_parameter_has(&prototype->tokens, &prototype->parameters[i], "device") ||
		    dc_parameter_has(&prototype->tokens, &prototype->parameters[i], "dma_addr_t") ||
		    dc_parameter_has(&prototype->tokens, &prototype->parameters[i],
				     "dma_data_direction"))
			return true;
	return false;
}

static void compare_row(struct search *search, const struct dc_tree_file *file,
			const struct dc_prototype *prototype, const struct dc_api *api,
			bool is_macro)
{
	struct dc_drift *drift = search->drift;
	bool is_first = !search->seen[api - dc_apis];
	uint32_t implied;
	int position;
	const char *what = compare_positions(prototype, api, is_macro, &position);

	search->seen[api - dc_apis] = true;
	if (what)
		dc_drift_say(drift, file, prototype->name, DC_DRIFT_CHANGED,
			     !strcmp(what, "end") ? "%s: the table's %s is after argument %d" :
			     "%s: %s is not where the table has it, argument %d",
			     api->name, what, position);
	else if (implied_by(prototype, &implied) && implied != repeated(api->implied))
		dc_drift_say(drift, file, prototype->name, DC_DRIFT_CHANGED,
			     "%s adds %s, the table has %s", api->name,
			     dc_drift_attrs(drift, implied),
			     dc_drift_attrs(drift, repeated(api->implied)));
	else if (is_first && api->since > drift->kernel.version)
		dc_drift_say(drift, file, prototype->name, DC_DRIFT_EARLY,
			     "%s, which is of %u.%u according to the table", api->name,
			     api->since >> 8, api->since & 255);
	else if (is_first)
		dc_drift_say(drift, file, prototype->name, DC_DRIFT_SAME, "%s", api->name);
}

static void compare_function(struct search *search, const struct dc_tree_file *file,
			     const char *text, size_t length, const char *name, size_t name_length,
			     bool is_macro)
{
	const struct dc_name *found = dc_name_find(name, name_length);
	struct dc_prototype prototype;

	if (dc_prototype_read(&prototype, text, length, name, name_length)) {
		if (found && found->kind == DC_NAME_API)
			compare_row(search, file, &prototype, found->api, is_macro);
		else if (is_wanted(file, &prototype))
			dc_drift_say(search->drift, file, name, DC_DRIFT_NEW, "%.*s",
				     (int)name_length, name);
	}
	dc_prototype_free(&prototype);
}

static void compare_macro(struct search *search, const struct dc_tree_file *file,
			  const struct dc_item *item)
{
	struct dc_macro macro = { 0 };

	if (dc_macro_read(&macro, file->text + item->start, item->end - item->start) &&
	    macro.parameters)
		compare_function(search, file, macro.name,
				 macro.body + macro.body_length - macro.name, macro.name,
				 macro.name_length, true);
}

static void compare_file(struct search *search, const struct dc_tree_file *file)
{
	for (size_t i = 0; i < file->items.nr; i++) {
		const struct dc_item *item = &file->items.items[i];

		if (item->kind == DC_ITEM_DEFINE)
			compare_macro(search, file, item);
		else if (item->name_length)
			compare_function(search, file, file->text + item->start,
					 item->end - item->start, file->text + item->name,
					 item->name_length, false);
	}
}

/* The tree's include/ */

static bool is_internal(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(internal); i++)
		if (!strncmp(name, internal[i], strlen(internal[i])))
			return true;
	return false;
}

static void compare_header(struct search *search, const char *name)
{
	struct dc_tree_file file;

	if (is_internal(name))
		return;
	if (!dc_tree_file_open(search->drift, &file, name))
		return;
	if (memmem(file.text, file.length, "attrs", 5) || memmem(file.text, file.length, "dma_", 4))
		compare_file(search, &file);
	dc_tree_file_close(&file);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Symbolic links are not followed: the tree's own files, each once. */
static void search_directory(struct search *search, const char *name, unsigned int depth)
{
	char path[PATH_MAX], below[PATH_MAX];
	struct dirent **entries;
	int nr;

	if (snprintf(path, sizeof(path), "%s/%s", search->drift->root, name) >= (int)sizeof(path))
		return;
	nr = scandir(path, &entries, is_visible, by_name);
	for (int i = 0; i < nr; i++) {
		const char *entry = entries[i]->d_name;
		size_t length = strlen(entry);
		bool fits_in = snprintf(below, sizeof(below), "%s/%s", name, entry) <
			       (int)sizeof(below);

		if (fits_in && entries[i]->d_type == DT_DIR && depth < MAX_DEPTH)
			search_directory(search, below, depth + 1);
		else if (fits_in && entries[i]->d_type == DT_REG && length > 2 &&
			 !strcmp(entry + length - 2, ".h"))
			compare_header(search, below);
		free(entries[i]);
	}
	if (nr >= 0)
		free(entries);
}

static bool is_departed(const struct dc_api *api, unsigned int version)
{
	for (size_t i = 0; i < ARRAY_SIZE(departed); i++)
		if (!strcmp(departed[i].name, api->name))
			return departed[i].gone <= version;
	return false;
}

static void compare_code(struct search *search)
{
	struct dc_tree_file file;

	if (!dc_tree_file_open(search->drift, &file, api_code)) {
		dc_drift_missing(search->drift, api_code);
		return;
	}
	compare_file(search, &file);
	dc_tree_file_close(&file);
}

void dc_drift_calls(struct dc_drift *drift)
{
	struct search search = { .drift = drift };
	unsigned int version = drift->kernel.version;

	search.seen = dc_arena_alloc(&drift->arena, dc_nr_apis * sizeof(*search.seen));
	search_directory(&search, "include", 0);
	compare_code(&search);
	for (size_t i = 0; i < dc_nr_apis; i++)
		if (!search.seen[i] && dc_apis[i].since <= version &&
		    !is_departed(&dc_apis[i], version))
			dc_drift_say(drift, &(struct dc_tree_file){ .name = "include" }, NULL,
				     DC_DRIFT_GONE, "%s", dc_apis[i].name);
}
