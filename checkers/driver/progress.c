/* SPDX-License-Identifier: GPL-2.0-only */
/* The progress line: drawn over itself, never in a file or a pipe, gone before a result is told. */
#include "progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, STEP_MS = 100, NARROWEST = 40, WIDEST_BAR = 50 };

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int terminal_width(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col ? 80 : size.ws_col;
}

struct dc_progress dc_progress_begin(bool quiet)
{
	return (struct dc_progress){
		.wanted = !quiet && isatty(STDERR_FILENO),
		.next = now_ms() + FIRST_MS,
	};
}

static void draw_bar(int width, size_t done, size_t total)
{
	int filled = (int)(done * width / total);

	fputs(" [", stderr);
	for (int i = 0; i < width; i++)
		fputc(i < filled ? '=' : ' ', stderr);
	fputc(']', stderr);
}

void dc_progress_show(struct dc_progress *progress, const char *what, size_t done, size_t total)
{
	int width;

	if (!progress->wanted || now_ms() < progress->next)
		return;
	progress->next = now_ms() + STEP_MS;
	progress->shown = true;
	width = terminal_width() - NARROWEST;
	fprintf(stderr, "\r\33[K%s", what);
	if (total && width > 0)
		draw_bar(width < WIDEST_BAR ? width : WIDEST_BAR, done, total);
	if (total)
		fprintf(stderr, " %zu of %zu files", done, total);
	else
		fprintf(stderr, " %zu files", done);
	fflush(stderr);
}

void dc_progress_end(struct dc_progress *progress)
{
	if (progress->shown)
		fputs("\r\33[K", stderr);
	progress->shown = false;
	progress->wanted = false;
}
