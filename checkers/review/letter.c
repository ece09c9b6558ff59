/* SPDX-License-Identifier: GPL-2.0-only */
/* GMime reads the mail; which file holds how many, and what a subject says, is found here. */
#include "letter.h"

#include <ctype.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "memory.h"

enum {
	MOST_LETTERS = 10000,
	MOST_PARTS = 200,	/* of one mail, however they nest */
	MOST_HEADER = 1 << 20,	/* bytes of a mail's own header */
	MOST_REFERENCES = 50,
	PER_VERSION = 1000,
};

/* Text of headers */

/* Length of the character, 0 when it is no UTF-8. */
static size_t character_length(const char *text)
{
	gunichar c = g_utf8_get_char_validated(text, -1);

	return c >= (gunichar)-2 ? 0 : (size_t)(g_utf8_next_char(text) - text);
}

/* A header is one line of words; in other text a tab is nothing to fear, either. */
static bool steers(gunichar c)
{
	return (g_unichar_iscntrl(c) && c != '\t') || g_unichar_type(c) == G_UNICODE_FORMAT ||
	       c == 0x2028 || c == 0x2029;
}

char *dc_letter_clean(const char *text)
{
	char *clean = dc_memory_resize(NULL, 3 * strlen(text) + 1), *end = clean;

	while (*text) {
		size_t length = character_length(text);

		if (!length) {
			end = memcpy(end, "\xef\xbf\xbd", 3);
			end += 3;
			text++;
		} else if (steers(g_utf8_get_char(text))) {
			*end++ = ' ';
			text += length;
		} else {
			memcpy(end, text, length);
			end += length;
			text += length;
		}
	}
	*end = '\0';
	return clean;
}

static bool is_plain_in_address(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.@", c));
}

/* An address that may stand in a header as it is. */
static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');

	for (const char *c = text; *c; c++)
		if (!is_plain_in_address(*c))
			return false;
	return at && at > text && at[1] && !strchr(at + 1, '@') && strlen(text) < 320;
}

/* The next <…> of a header that is fit to be repeated; NULL behind the last.  To be freed. */
static char *next_id(const char **at)
{
	const char *from, *to;

	while ((from = strchr(*at, '<')) && (to = strchr(from, '>'))) {
		bool is_fit = to - from > 1 && to - from < 500;

		for (const char *c = from + 1; is_fit && c < to; c++)
			is_fit = *c > ' ' && *c < 127 && *c != '<';
		*at = to + 1;
		if (is_fit)
			return g_strndup(from, to + 1 - from);
	}
	return NULL;
}

static void add_words(char **text, const char *separator, const char *word)
{
	size_t length = strlen(*text), more = strlen(separator) + strlen(word);

	*text = dc_memory_resize(*text, length + more + 1);
	snprintf(*text + length, more + 1, "%s%s", length ? separator : "", word);
}

/* What a subject says */

/* [PATCH v6 04/20] and what else stands in brackets. */
static void read_tag(struct dc_letter *letter, const char *from, const char *to)
{
	while (from < to) {
		unsigned int a, b = 0;
		char word[64];
		size_t length = strcspn(from, " \t]");
		int used = 0;

		snprintf(word, sizeof(word), "%.*s", (int)length, from);
		if ((*word == 'v' || *word == 'V') &&
		    (sscanf(word + 1, "%6u.%3u%n", &a, &b, &used) == 2 ||
		     sscanf(word + 1, "%6u%n", &a, &used) == 1) && !word[1 + used]) {
			letter->version = PER_VERSION * a + b;
		} else if (sscanf(word, "%6u/%6u%n", &a, &b, &used) == 2 && !word[used]) {
			letter->has_number = true;
			letter->number = a;
			letter->total = b;
		}
		from += length + strspn(from + length, " \t]");
	}
}

static const char *skip_reply(const char *at, bool *is_reply)
{
	static const char *const marks[] = { "re:", "aw:", "sv:", "antw:" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t length = strlen(marks[i]);

		if (strncasecmp(at, marks[i], length) != 0)
			continue;
		*is_reply = true;
		at += length;
		at += strspn(at, " \t");
		i = -1;
	}
	return at;
}

static void read_subject(struct dc_letter *letter)
{
	const char *at = letter->subject + strspn(letter->subject, " \t"), *close;

	letter->version = PER_VERSION;
	at = skip_reply(at, &letter->is_reply);
	while (*at == '[' && (close = strchr(at, ']'))) {
		read_tag(letter, at + 1, close);
		at = close + 1;
		at += strspn(at, " \t");
		at = skip_reply(at, &letter->is_reply);
	}
	letter->title = dc_memory_text(at);
}

/* Headers */

/* Who keeps a list says so by its name or its host. */
static bool is_list(const char *address)
{
	static const char *const marks[] = {
		"@vger.", "@lists.", "@lists-", "@linux-", "-devel@", "-kernel@", "@googlegroups.",
		"@kvack.org", "@lore.", "@list.", "linaro-mm-sig@", "patches@", "-list@", "-sig@",
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (strstr(address, marks[i]))
			return true;
	return false;
}

static void read_recipients(struct dc_letter *letter, InternetAddressList *all)
{
	for (int i = 0; all && i < internet_address_list_length(all); i++) {
		InternetAddress *one = internet_address_list_get_address(all, i);
		const char *address = INTERNET_ADDRESS_IS_MAILBOX(one) ?
			internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)) : NULL;

		if (!address || !is_address(address))
			continue;
		add_words(&letter->recipients, ", ", address);
		if (!*letter->list && is_list(address))
			add_words(&letter->list, "", address);
	}
}

static void read_author(struct dc_letter *letter, InternetAddressList *from)
{
	InternetAddress *one = from && internet_address_list_length(from) ?
			       internet_address_list_get_address(from, 0) : NULL;
	const char *address, *name;

	if (!one || !INTERNET_ADDRESS_IS_MAILBOX(one))
		return;
	address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
	name = internet_address_get_name(one);
	if (address && is_address(address))
		add_words(&letter->author, "", address);
	if (name) {
		free(letter->author_name);
		letter->author_name = dc_letter_clean(name);
	}
}

static void read_references(struct dc_letter *letter, GMimeMessage *message)
{
	static const char *const names[] = { "References", "In-Reply-To" };

	for (size_t i = 0; i < 2 && !*letter->references; i++) {
		const char *at = g_mime_object_get_header(GMIME_OBJECT(message), names[i]);
		char *id;

		for (int nr = 0; at && nr < MOST_REFERENCES && (id = next_id(&at)); nr++) {
			add_words(&letter->references, " ", id);
			g_free(id);
		}
	}
}

static void read_headers(struct dc_letter *letter, GMimeMessage *message)
{
	const char *subject = g_mime_message_get_subject(message);
	const char *id = g_mime_object_get_header(GMIME_OBJECT(message), "Message-ID");
	GDateTime *date = g_mime_message_get_date(message);
	char *fit = id ? next_id(&id) : NULL;

	if (subject) {
		free(letter->subject);
		letter->subject = dc_letter_clean(subject);
	}
	if (fit)
		add_words(&letter->id, "", fit);
	g_free(fit);
	letter->date = date ? g_date_time_to_unix(date) : 0;
	read_author(letter, g_mime_message_get_from(message));
	read_recipients(letter, g_mime_message_get_to(message));
	read_recipients(letter, g_mime_message_get_cc(message));
	read_references(letter, message);
}

/* Letters of a file */

static struct dc_letter *add_letter(struct dc_letters *letters, const char *name)
{
	struct dc_letter *letter;

	dc_grow(letters->items, letters->nr, letters->capacity);
	letter = &letters->items[letters->nr++];
	*letter = (struct dc_letter){
		.source = dc_letter_clean(name), .subject = dc_memory_text(""), .author_name = dc_memory_text(""),
		.author = dc_memory_text(""), .recipients = dc_memory_text(""), .list = dc_memory_text(""),
		.id = dc_memory_text(""), .references = dc_memory_text(""), .version = PER_VERSION,
	};
	return letter;
}

static const char *line_after(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', end - at);

	return newline ? newline + 1 : end;
}

/* Parts each have a type; GMime would go down thousands of them before it gave up. */
static const char *refuse(const char *data, size_t length)
{
	static const char type[] = "content-type:";
	const char *end = data + length;
	size_t nr = 0, header = 0;
	bool is_header = true;

	for (const char *at = data, *next; at < end; at = next) {
		next = line_after(at, end);
		is_header = is_header && *at != '\n' && *at != '\r';
		header += is_header ? next - at : 0;
		nr += (size_t)(end - at) > strlen(type) && !strncasecmp(at, type, strlen(type));
	}
	return nr > MOST_PARTS ? "it has more parts than a mail with a patch" :
	       header > MOST_HEADER ? "its header is larger than 1 MiB" : NULL;
}

static GMimeMessage *parse(const char *data, size_t length)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, length);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

static void read_mail(struct dc_letters *letters, const char *name, const char *data, size_t length)
{
	struct dc_letter *letter = add_letter(letters, name);
	GMimeMessage *message;

	letter->is_mail = true;
	letter->problem = refuse(data, length);
	message = letter->problem ? NULL : parse(data, length);
	if (message) {
		read_headers(letter, message);
		letter->problem = dc_body_read(message, letter->texts, &letter->nr_texts);
		g_object_unref(message);
	} else if (!letter->problem) {
		letter->problem = "it is no mail";
	}
	read_subject(letter);
}

static void read_diff(struct dc_letters *letters, const char *name, const char *data, size_t length)
{
	struct dc_letter *letter = add_letter(letters, name);

	letter->problem = dc_body_take(data, length, letter->texts, &letter->nr_texts);
	letter->title = dc_memory_text("");
}

/* Kinds of files */

/* "From SOMEBODY Mon Sep 17 00:00:00 2001": what opens a mail of an mbox, and no sentence does. */
static bool opens_mail(const char *at, const char *end)
{
	const char *stop = line_after(at, end), *colon;

	if (stop - at < 20 || memcmp(at, "From ", 5) != 0)
		return false;
	while (stop > at && isspace((unsigned char)stop[-1]))
		stop--;
	for (colon = stop - 1; colon > at + 5 && *colon != ':'; colon--)
		continue;
	return colon > at + 7 && stop - colon >= 8 && isdigit((unsigned char)colon[-1]) &&
	       isdigit((unsigned char)colon[-2]) && isdigit((unsigned char)colon[1]) &&
	       isdigit((unsigned char)colon[2]) && isdigit((unsigned char)stop[-1]);
}

/* "Name: value" */
static bool is_header(const char *at, const char *end)
{
	const char *c = at;

	while (c < end && *c > ' ' && *c < 127 && *c != ':')
		c++;
	return c > at && c < end && *c == ':';
}

static const char *next_mail(const char *at, const char *end)
{
	for (at = line_after(at, end); at < end; at = line_after(at, end))
		if (opens_mail(at, end))
			return at;
	return end;
}

static void read_mbox(struct dc_letters *letters, const char *name, const char *data,
		      const char *end)
{
	for (size_t nr = 1; data < end; nr++) {
		const char *next = next_mail(data, end), *from = line_after(data, end);
		char *source = g_strdup_printf("%s: mail %zu", name, nr);

		if (letters->nr >= MOST_LETTERS) {
			add_letter(letters, name)->problem = "more mails than a series has";
			read_subject(&letters->items[letters->nr - 1]);
			next = end;
		} else {
			read_mail(letters, nr > 1 || next < end ? source : name, from, next - from);
		}
		g_free(source);
		data = next;
	}
}

void dc_letters_read(struct dc_letters *letters, const char *name, const char *data, size_t length)
{
	const char *at = data, *end = data + length;

	g_mime_init();
	while (at < end && isspace((unsigned char)*at))
		at++;
	if (opens_mail(at, end))
		read_mbox(letters, name, at, end);
	else if (is_header(at, end))
		read_mail(letters, name, at, end - at);
	else
		read_diff(letters, name, data, length);
}

void dc_letters_free(struct dc_letters *letters)
{
	for (size_t i = 0; i < letters->nr; i++) {
		struct dc_letter *letter = &letters->items[i];
		char *strings[] = {
			letter->source, letter->subject, letter->title, letter->author_name,
			letter->author, letter->recipients, letter->list, letter->id,
			letter->references,
		};

		for (size_t k = 0; k < sizeof(strings) / sizeof(*strings); k++)
			free(strings[k]);
		for (size_t k = 0; k < DC_LETTER_TEXTS; k++)
			free(letter->texts[k].data);
	}
	free(letters->items);
	*letters = (struct dc_letters){ 0 };
}
