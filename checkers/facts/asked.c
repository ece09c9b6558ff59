/* SPDX-License-Identifier: GPL-2.0-only */
/* From the calls back to what their attributes come from. */
#include "asked.h"

#include <stdlib.h>
#include <string.h>

#include "carry.h"
#include "memory.h"

bool dc_asked_wants(const struct dc_asked *asked, const char *key)
{
	for (size_t i = 0; i < asked->nr; i++)
		if (!strcmp(asked->keys[i], key))
			return true;
	return false;
}

bool dc_asked_add_key(struct dc_asked *asked, const char *key)
{
	if (!key[0] || dc_asked_wants(asked, key))
		return false;
	dc_grow(asked->keys, asked->nr, asked->capacity);
	asked->keys[asked->nr] = strcpy(dc_memory_resize(NULL, strlen(key) + 1), key);
	asked->nr++;
	return true;
}

bool dc_asked_add_row(struct dc_asked *asked, const struct dc_derived *row)
{
	char folder[DC_MAX_KEY], key[DC_MAX_KEY];
	bool is_new = false;

	dc_key_folder(row->file, folder, sizeof(folder));
	for (unsigned int i = 0; i < DC_MAX_ASKING; i++) {
		if (!(row->asks >> i & 1))
			continue;
		dc_carry_parameter_key(folder, row->name.text, i, key);
		is_new |= dc_asked_add_key(asked, key);
	}
	return is_new;
}

/* Which parameter of the function a key is of; negative for none. */
static int parameter_of(const char *key, const char *function, size_t length)
{
	static const char parameter[] = "() parameter ";
	const char *colon = strstr(key, ": "), *name = colon ? colon + 2 : key;

	if (strncmp(name, function, length) ||
	    strncmp(name + length, parameter, strlen(parameter)))
		return -1;
	return atoi(name + length + strlen(parameter));
}

uint32_t dc_asked_parameters(const struct dc_ends *ends, const char *function, size_t length)
{
	uint32_t parameters = 0;

	for (size_t i = 0; i < ends->nr; i++) {
		int position = ends->items[i].kind == DC_END_CALL ?
			       parameter_of(ends->items[i].symbol, function, length) : -1;

		if (position >= 0 && position < DC_MAX_ASKING)
			parameters |= (uint32_t)1 << position;
	}
	return parameters;
}

void dc_asked_add(struct dc_asked *asked, const struct dc_ends *ends)
{
	bool again;

	do {
		again = false;
		for (size_t i = 0; i < ends->nr; i++) {
			const struct dc_end *end = &ends->items[i];

			/* Who calls the one that asks tells when it is called. */
			if (end->kind == DC_END_CALL)
				again |= dc_asked_add_key(asked, end->function);
			/* What a place is given matters once somebody reads the place. */
			if (end->kind == DC_END_CALL || end->kind == DC_END_ACQUIRE ||
			    end->kind == DC_END_RELEASE || end->kind == DC_END_TOUCH ||
			    dc_asked_wants(asked, end->key))
				again |= dc_asked_add_key(asked, end->symbol);
		}
	} while (again);
}

static const char *behind_scope(const char *key)
{
	const char *colon = strstr(key, ": ");

	return colon ? colon + 2 : key;
}

static size_t word_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}

/* `file: struct ring.attrs`, `file: foo() result 0`, `foo`: the member, variable, function. */
static const char *name_in(const char *key, size_t *length)
{
	const char *text = behind_scope(key), *open = strstr(text, "()");
	const char *dot = open ? NULL : strrchr(text, '.');

	text = dot ? dot + 1 : text;
	*length = word_length(text);
	return text;
}

bool dc_asked_has(const struct dc_asked *asked, size_t from, const char *name, size_t length)
{
	for (size_t i = from; i < asked->nr; i++) {
		size_t asked_length;
		const char *text = name_in(asked->keys[i], &asked_length);

		if (asked_length == length && !memcmp(text, name, length))
			return true;
	}
	return false;
}

bool dc_asked_is_in(const struct dc_asked *asked, size_t from, const char *name, size_t length)
{
	for (size_t i = from; i < asked->nr; i++) {
		const char *text = behind_scope(asked->keys[i]);

		if (word_length(text) == length && !memcmp(text, name, length) &&
		    (text[length] == '.' || text[length] == '['))
			return true;
	}
	return false;
}

void dc_asked_free(struct dc_asked *asked)
{
	for (size_t i = 0; i < asked->nr; i++)
		free(asked->keys[i]);
	free(asked->keys);
	*asked = (struct dc_asked){ 0 };
}
