/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As `git am` reads it, the text of all parts that are text is one, and stays in the bytes that it
 * was sent in.  Where the mail says that it can be read otherwise, that is another form, which
 * counts when the first one is of no use.
 */
#include "body.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "patch.h"

enum { MOST_DEPTH = 32, MOST_TEXT = 64 << 20 };

struct body {
	struct dc_bytes raw;
	bool is_flowed, joins_words;	/* format=flowed, delsp=yes */
	bool is_latin;			/* of a charset that goes byte by byte */
	const char *problem;
};

static bool add(struct body *body, struct dc_bytes *bytes, const char *data, size_t length)
{
	if (bytes->length + length > MOST_TEXT)
		body->problem = "its text is larger than 64 MiB";
	else if (!dc_bytes_add(bytes, data, length))
		body->problem = "out of memory";
	return !body->problem;
}

/* Parts */

static bool has_patch_name(GMimePart *part)
{
	const char *name = g_mime_part_get_filename(part);

	return name && (g_str_has_suffix(name, ".patch") || g_str_has_suffix(name, ".diff") ||
			g_str_has_suffix(name, ".txt"));
}

static bool is_text(GMimePart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));

	if (!type)
		return true;
	if (g_mime_content_type_is_type(type, "text", "*"))
		return !g_mime_content_type_is_type(type, "text", "html") &&
		       !g_mime_content_type_is_type(type, "text", "calendar");
	return has_patch_name(part);
}

static bool is_named(const char *value, const char *name)
{
	return value && !g_ascii_strcasecmp(value, name);
}

static void learn_form(struct body *body, GMimePart *part)
{
	static const char *const latin[] = { "iso-8859-1", "iso-8859-15", "windows-1252", "latin1" };
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));

	if (!type)
		return;
	body->is_flowed |= is_named(g_mime_content_type_get_parameter(type, "format"), "flowed");
	body->joins_words |= is_named(g_mime_content_type_get_parameter(type, "delsp"), "yes");
	for (size_t i = 0; i < sizeof(latin) / sizeof(*latin); i++)
		body->is_latin |= is_named(g_mime_content_type_get_parameter(type, "charset"),
					   latin[i]);
}

static void add_part(struct body *body, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream;
	GByteArray *bytes;

	if (!content || !is_text(part))
		return;
	learn_form(body, part);
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	if (bytes)
		add(body, &body->raw, (const char *)bytes->data, bytes->len);
	/* what follows begins a line */
	if (body->raw.length && body->raw.data[body->raw.length - 1] != '\n')
		add(body, &body->raw, "\n", 1);
	g_object_unref(stream);
}

static void add_object(struct body *body, GMimeObject *object, unsigned int depth)
{
	if (depth > MOST_DEPTH) {
		body->problem = "its parts nest deeper than 32";
	} else if (GMIME_IS_MULTIPART(object)) {
		GMimeMultipart *all = GMIME_MULTIPART(object);

		for (int i = 0; !body->problem && i < g_mime_multipart_get_count(all); i++)
			add_object(body, g_mime_multipart_get_part(all, i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
		GMimeObject *part = inner ? g_mime_message_get_mime_part(inner) : NULL;

		if (part)
			add_object(body, part, depth + 1);
	} else if (GMIME_IS_PART(object)) {
		add_part(body, GMIME_PART(object));
	}
}

/* Forms */

/* A character of one byte as UTF-8. */
static void widen(struct body *body, const struct dc_bytes *from, struct dc_bytes *to)
{
	for (size_t i = 0; i < from->length && !body->problem; i++) {
		unsigned char c = from->data[i];
		const char two[] = { (char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)) };

		add(body, to, c < 0x80 ? &from->data[i] : two, c < 0x80 ? 1 : 2);
	}
}

/* RFC 3676: a line that ends with a blank goes on, and a blank in front of a line is not meant. */
static void unflow(struct body *body, const struct dc_bytes *from, struct dc_bytes *to)
{
	const char *at = from->data, *end = from->length ? at + from->length : at;

	while (at < end && !body->problem) {
		const char *newline = memchr(at, '\n', end - at);
		const char *stop = newline ? newline : end, *next = newline ? newline + 1 : end;
		bool is_signature, goes_on;

		if (stop > at && stop[-1] == '\r')
			stop--;
		is_signature = stop - at == 3 && !memcmp(at, "-- ", 3);
		at += at < stop && *at == ' ';
		/* an empty line of context is a blank, and no word to go on with */
		goes_on = !is_signature && stop - at > 1 && stop[-1] == ' ';
		add(body, to, at, stop - at - (goes_on && body->joins_words));
		if (!goes_on)
			add(body, to, "\n", 1);
		at = next;
	}
}

/* Lines of a mail end with CR LF, those of git's headers never do. */
static bool has_crs(const char *diff, size_t length)
{
	const char *newline = memchr(diff, '\n', length);

	return newline && newline > diff && newline[-1] == '\r';
}

static void drop_crs(struct dc_bytes *bytes)
{
	size_t length = 0;

	for (size_t i = 0; i < bytes->length; i++)
		if (bytes->data[i] != '\r' || i + 1 == bytes->length || bytes->data[i + 1] != '\n')
			bytes->data[length++] = bytes->data[i];
	bytes->length = length;
}

/* One form, from the diff on; takes the bytes over. */
static void keep(struct dc_bytes bytes, struct dc_bytes texts[DC_LETTER_TEXTS], size_t *nr)
{
	const char *diff = bytes.length ? dc_patch_find(bytes.data, bytes.length) : NULL;

	if (!diff || *nr == DC_LETTER_TEXTS) {
		free(bytes.data);
		return;
	}
	bytes.length -= diff - bytes.data;
	memmove(bytes.data, diff, bytes.length);
	if (has_crs(bytes.data, bytes.length))
		drop_crs(&bytes);
	texts[(*nr)++] = bytes;
}

const char *dc_body_read(struct _GMimeMessage *message, struct dc_bytes texts[DC_LETTER_TEXTS],
			 size_t *nr)
{
	GMimeObject *object = g_mime_message_get_mime_part(message);
	struct dc_bytes flowed = { 0 }, wide = { 0 };
	struct body body = { 0 };

	if (object)
		add_object(&body, object, 0);
	if (body.is_flowed)
		unflow(&body, &body.raw, &flowed);
	if (body.is_latin)
		widen(&body, &body.raw, &wide);
	keep(flowed, texts, nr);
	keep(body.raw, texts, nr);
	keep(wide, texts, nr);
	return body.problem;
}

const char *dc_body_take(const char *data, size_t length,
			 struct dc_bytes texts[DC_LETTER_TEXTS], size_t *nr)
{
	struct body body = { 0 };

	add(&body, &body.raw, data, length);
	keep(body.raw, texts, nr);
	return body.problem;
}
