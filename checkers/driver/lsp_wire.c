/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages: a header with their length, an empty line, and JSON. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lsp.h"

enum { MOST_BYTES = 64 << 20, MOST_HEADER = 4096 };

/* A line of the header without its end; false at the end of input, or when it is no header. */
static bool read_line(char *line, size_t size)
{
	size_t length = 0;
	int c;

	while ((c = getchar()) != EOF && c != '\n') {
		if (length + 1 == size)
			return false;
		line[length++] = (char)c;
	}
	if (length && line[length - 1] == '\r')
		length--;
	line[length] = '\0';
	return c == '\n';
}

json_t *dc_lsp_read(void)
{
	char line[MOST_HEADER];
	size_t length = 0;
	json_t *message;
	char *text;

	while (read_line(line, sizeof(line)) && *line)
		if (!strncasecmp(line, "Content-Length:", 15))
			length = strtoul(line + 15, NULL, 10);
	if (feof(stdin) || !length || length > MOST_BYTES)
		return NULL;
	text = malloc(length);
	if (!text || fread(text, 1, length, stdin) != length) {
		free(text);
		return NULL;
	}
	/* what is no JSON is answered as what is no request */
	message = json_loadb(text, length, JSON_ALLOW_NUL, NULL);
	free(text);
	return message ? message : json_object();
}

bool dc_lsp_write(json_t *message)
{
	char *text = message ? json_dumps(message, JSON_COMPACT) : NULL;

	json_decref(message);
	if (!text)
		return false;
	printf("Content-Length: %zu\r\n\r\n%s", strlen(text), text);
	free(text);
	/* workers that are started must find nothing to send again */
	return !fflush(stdout);
}

bool dc_lsp_is_busy(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&input, 1, 0) > 0 && (input.revents & POLLIN);
}
