/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines on standard error: whole, marked, and harmless whatever a path holds. */
#include "say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void dc_say(const char *format, ...)
{
	char *line = NULL;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&line, format, args);
	va_end(args);
	if (length < 0)
		return;
	for (int i = 0; i < length; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == '\177')
			line[i] = '?';
	fprintf(stderr, "dmacheck: %s\n", line);
	free(line);
}

bool dc_say_flush(void)
{
	errno = 0;	/* of a failure before, the reason is gone */
	if (!fflush(stdout) && !ferror(stdout))
		return true;
	dc_say("cannot write to standard output%s%s", errno ? ": " : "",
	       errno ? strerror(errno) : "");
	clearerr(stdout);
	return false;
}
