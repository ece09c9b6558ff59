/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `dmacheck lsp`: what an editor shows of a file while it is edited.  Documents are judged as they
 * are in the editor, by the engine `source`, each by itself.
 */
#ifndef DC_LSP_H
#define DC_LSP_H

#include <jansson.h>

#include "run.h"
#include "select.h"

/* An open file. */
struct dc_document {
	char *uri, *path;
	struct dc_bytes text;		/* without a final NUL */
	bool is_due;			/* not judged since it changed */
	struct dc_run run;		/* of the text as it is, once it was judged */
	struct dc_selection selection;
};

/* Messages */

/* The next message of standard input; NULL at its end, or when it makes no sense. */
json_t *dc_lsp_read(void);

/* Takes the message over; false when it did not arrive. */
bool dc_lsp_write(json_t *message);

/* Whether another message waits. */
bool dc_lsp_is_busy(void);

/* Places */

/* "file:///a%20b" to "/a b", to be freed; NULL for what is no file. */
char *dc_lsp_path(const char *uri);

/* The other way, NULL when memory is out. */
json_t *dc_lsp_uri(const char *path);

/* A place in a text as lines and UTF-16 units from 0; line and column count from 1, in bytes. */
json_t *dc_lsp_position(const char *text, size_t length, unsigned int line, unsigned int column);

/* The byte of a position. */
size_t dc_lsp_offset(const char *text, size_t length, json_t *position);

/* The name around a byte: its bounds, false when there is none. */
bool dc_lsp_word(const char *text, size_t length, size_t at, size_t *from, size_t *to);

/* Answers */

/* Judges the document as it is.  False when that did not work, and nothing is known of it. */
bool dc_lsp_judge(struct dc_document *document, const struct dc_settings *settings);
void dc_lsp_forget(struct dc_document *document);

/* Arrays of LSP's Diagnostic and CodeAction, the latter for the range alone. */
json_t *dc_lsp_diagnostics(const struct dc_document *document);
json_t *dc_lsp_actions(const struct dc_document *document, json_t *range);

/* LSP's Hover of the name there, null when the tables do not know it. */
json_t *dc_lsp_hover(const struct dc_document *document, json_t *position);

#endif
