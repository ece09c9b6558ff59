/* SPDX-License-Identifier: GPL-2.0-only */
/* The server: messages in, documents kept, answers out, until the editor says exit. */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "say.h"

/* Of JSON-RPC. */
enum { NO_METHOD = -32601, NO_REQUEST = -32600 };

struct server {
	struct dc_settings settings;
	struct dc_document **documents;
	size_t nr, capacity;
	bool is_shut_down;		/* exit is the next message that counts */
	bool is_over;
};

static struct dc_document *find_document(struct server *server, json_t *params)
{
	json_t *document = json_object_get(params, "textDocument");
	const char *uri = json_string_value(json_object_get(document, "uri"));

	for (size_t i = 0; uri && i < server->nr; i++)
		if (!strcmp(server->documents[i]->uri, uri))
			return server->documents[i];
	return NULL;
}

static void set_text(struct dc_document *document, json_t *text)
{
	if (!json_is_string(text))
		return;
	document->text.length = 0;
	document->is_due = dc_bytes_add(&document->text, json_string_value(text),
					json_string_length(text));
}

static void publish(const char *uri, json_t *diagnostics)
{
	dc_lsp_write(json_pack("{s:s, s:s, s:{s:s, s:o}}", "jsonrpc", "2.0", "method",
			       "textDocument/publishDiagnostics", "params", "uri", uri,
			       "diagnostics", diagnostics));
}

/* Notifications */

static void open_document(struct server *server, json_t *params)
{
	json_t *item = json_object_get(params, "textDocument");
	const char *uri = json_string_value(json_object_get(item, "uri"));
	struct dc_document *document = find_document(server, params);
	char *path = uri ? dc_lsp_path(uri) : NULL;

	if (!path)
		return;
	if (document) {
		free(path);
	} else {
		document = dc_memory_resize(NULL, sizeof(*document));
		*document = (struct dc_document){
			.uri = strcpy(dc_memory_resize(NULL, strlen(uri) + 1), uri), .path = path,
		};
		dc_grow(server->documents, server->nr, server->capacity);
		server->documents[server->nr++] = document;
	}
	set_text(document, json_object_get(item, "text"));
}

/* Each change is all of the text, as we asked for it. */
static void change_document(struct server *server, json_t *params)
{
	struct dc_document *document = find_document(server, params);
	json_t *changes = json_object_get(params, "contentChanges");
	size_t nr = json_array_size(changes);

	if (document && nr)
		set_text(document, json_object_get(json_array_get(changes, nr - 1), "text"));
}

/* Other files may have been saved as well. */
static void save_document(struct server *server, json_t *params)
{
	struct dc_document *document = find_document(server, params);

	if (document)
		set_text(document, json_object_get(params, "text"));
	for (size_t i = 0; i < server->nr; i++)
		server->documents[i]->is_due = true;
}

static void free_document(struct dc_document *document)
{
	dc_lsp_forget(document);
	free(document->uri);
	free(document->path);
	free(document->text.data);
	free(document);
}

static void close_document(struct server *server, json_t *params)
{
	struct dc_document *document = find_document(server, params);

	for (size_t i = 0; document && i < server->nr; i++)
		if (server->documents[i] == document) {
			server->documents[i] = server->documents[--server->nr];
			publish(document->uri, json_array());
			free_document(document);
			return;
		}
}

static void leave(struct server *server, json_t *params)
{
	(void)params;
	server->is_over = true;
}

/* Requests */

static void judge(struct server *server, struct dc_document *document)
{
	if (document->is_due && !dc_lsp_judge(document, &server->settings))
		dc_say("%s: could not be judged", document->path);
}

static json_t *initialize(struct server *server, json_t *params)
{
	(void)server;
	(void)params;
	return json_pack("{s:{s:{s:b, s:i, s:{s:b}}, s:b, s:{s:[s]}}, s:{s:s, s:s}}", "capabilities",
			 "textDocumentSync", "openClose", 1, "change", 1, "save", "includeText", 1,
			 "hoverProvider", 1, "codeActionProvider", "codeActionKinds", "quickfix",
			 "serverInfo", "name", "dmacheck", "version", DMACHECK_VERSION);
}

static json_t *shut_down(struct server *server, json_t *params)
{
	(void)params;
	server->is_shut_down = true;
	return json_null();
}

static json_t *hover(struct server *server, json_t *params)
{
	struct dc_document *document = find_document(server, params);

	return document ? dc_lsp_hover(document, json_object_get(params, "position")) : json_null();
}

static json_t *act(struct server *server, json_t *params)
{
	struct dc_document *document = find_document(server, params);

	if (!document)
		return json_null();
	judge(server, document);
	return dc_lsp_actions(document, json_object_get(params, "range"));
}

static const struct {
	const char *method;
	json_t *(*answer)(struct server *server, json_t *params);
	void (*note)(struct server *server, json_t *params);
} methods[] = {
	{ "initialize", initialize, NULL },
	{ "shutdown", shut_down, NULL },
	{ "textDocument/hover", hover, NULL },
	{ "textDocument/codeAction", act, NULL },
	{ "textDocument/didOpen", NULL, open_document },
	{ "textDocument/didChange", NULL, change_document },
	{ "textDocument/didSave", NULL, save_document },
	{ "textDocument/didClose", NULL, close_document },
	{ "exit", NULL, leave },
};

static void refuse(json_t *id, int code, const char *words)
{
	dc_lsp_write(json_pack("{s:s, s:O, s:{s:i, s:s}}", "jsonrpc", "2.0", "id", id, "error",
			       "code", code, "message", words));
}

static void take_message(struct server *server, json_t *message)
{
	const char *method = json_string_value(json_object_get(message, "method"));
	json_t *id = json_object_get(message, "id"), *params = json_object_get(message, "params");

	for (size_t i = 0; method && i < sizeof(methods) / sizeof(*methods); i++) {
		if (strcmp(methods[i].method, method) != 0)
			continue;
		if (methods[i].note)
			methods[i].note(server, params);
		else if (id)
			dc_lsp_write(json_pack("{s:s, s:O, s:o}", "jsonrpc", "2.0", "id", id,
					       "result", methods[i].answer(server, params)));
		return;
	}
	/* an answer, to what we never ask, and notifications that we do not know are no matter */
	if (id && method)
		refuse(id, NO_METHOD, "there is no such method");
	else if (!method && !json_object_get(message, "result"))
		refuse(json_null(), NO_REQUEST, "that is no request");
}

/* What was typed meanwhile is judged once. */
static void judge_all(struct server *server)
{
	for (size_t i = 0; i < server->nr && !dc_lsp_is_busy(); i++) {
		struct dc_document *document = server->documents[i];

		if (!document->is_due)
			continue;
		judge(server, document);
		publish(document->uri, dc_lsp_diagnostics(document));
	}
}

static int serve(struct server *server)
{
	json_t *message;

	/* so that who asks whether another message waits sees all of it */
	setvbuf(stdin, NULL, _IONBF, 0);
	while (!server->is_over && (message = dc_lsp_read())) {
		take_message(server, message);
		json_decref(message);
		if (!dc_lsp_is_busy())
			judge_all(server);
	}
	for (size_t i = 0; i < server->nr; i++)
		free_document(server->documents[i]);
	free(server->documents);
	return server->is_shut_down ? DC_EXIT_CLEAN : DC_EXIT_FINDINGS;
}

static bool take_level(void *settings, const char *value)
{
	return dc_settings_take("level", settings, value);
}

static bool take_kernel(void *settings, const char *value)
{
	return dc_settings_take("kernel", settings, value);
}

static bool take_stdio(void *settings, const char *value)
{
	(void)settings;
	(void)value;
	return true;
}

static const struct dc_option options[] = {
	{ "level", 'l', "LEVEL", "error, warning (errors and warnings, the\n"
	  "default), or note (everything)", take_level },
	{ "kernel", 'k', "X.Y", "judge by this release, not the tree's own", take_kernel },
	{ "stdio", '\0', NULL, "what editors say, and the only way", take_stdio },
	{ NULL, '\0', NULL, NULL, NULL },
};

static int run_lsp(int argc, char **argv)
{
	struct server server = { .settings = dc_settings_default() };
	int status;

	if (!dc_command_parse(&dc_command_lsp, &argc, &argv, &server.settings, &status))
		return status;
	if (argc) {
		dc_say("lsp takes no file: an editor starts it");
		return DC_EXIT_BROKEN;
	}
	server.settings.jobs = 1;
	server.settings.quiet = true;
	return serve(&server);
}

const struct dc_command dc_command_lsp = {
	.name = "lsp",
	.operands = "",
	.summary =
		"Tell an editor what is wrong while a file is edited.  A language server on\n"
		"standard input and output: diagnostics, fixes that are certain, and what the\n"
		"tables know of a name.",
	.options = options,
	.run = run_lsp,
};
