// SPDX-License-Identifier: GPL-2.0-only
/* The progress line on a pseudo terminal: late, drawn over itself, and gone at the end. */
#include "progress.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmocka.h>

static int terminal, errors_before;

/* Standard error becomes a terminal of `columns`. */
static void enter_terminal(unsigned short columns)
{
	struct winsize size = { .ws_row = 24, .ws_col = columns };
	int end;

	terminal = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(terminal >= 0);
	assert_int_equal(grantpt(terminal), 0);
	assert_int_equal(unlockpt(terminal), 0);
	end = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	assert_true(end >= 0);
	assert_int_equal(ioctl(end, TIOCSWINSZ, &size), 0);
	errors_before = dup(STDERR_FILENO);
	assert_int_equal(dup2(end, STDERR_FILENO), STDERR_FILENO);
	close(end);
}

static void leave_terminal(void)
{
	dup2(errors_before, STDERR_FILENO);
	close(errors_before);
	close(terminal);
}

/* What has been drawn since the last time. */
static const char *drawn(void)
{
	static char text[1024];
	struct pollfd ready = { terminal, POLLIN, 0 };
	size_t length = 0;

	fflush(stderr);
	while (poll(&ready, 1, 50) > 0 && length < sizeof(text) - 1) {
		ssize_t nr = read(terminal, text + length, sizeof(text) - 1 - length);

		if (nr <= 0)
			break;
		length += nr;
	}
	text[length] = '\0';
	return text;
}

static void wait_until_it_would_show(void)
{
	usleep(1100 * 1000);
}

static void shown_after_a_second(void **state)
{
	struct dc_progress progress;

	(void)state;
	enter_terminal(60);
	progress = dc_progress_begin(false);
	dc_progress_show(&progress, "searching", 10, 0);
	assert_string_equal(drawn(), "");
	wait_until_it_would_show();
	dc_progress_show(&progress, "searching", 20, 0);
	dc_progress_show(&progress, "searching", 21, 0);	/* not for every file */
	assert_string_equal(drawn(), "\r\33[Ksearching 20 files");
	usleep(150 * 1000);
	dc_progress_show(&progress, "checking", 5, 20);
	assert_string_equal(drawn(), "\r\33[Kchecking [=====               ] 5 of 20 files");
	dc_progress_end(&progress);
	assert_string_equal(drawn(), "\r\33[K");
	dc_progress_show(&progress, "checking", 6, 20);
	dc_progress_end(&progress);
	assert_string_equal(drawn(), "");
	leave_terminal();
}

/* No bar that would wrap. */
static void fits_a_narrow_terminal(void **state)
{
	struct dc_progress progress;

	(void)state;
	enter_terminal(30);
	progress = dc_progress_begin(false);
	wait_until_it_would_show();
	dc_progress_show(&progress, "checking", 5, 20);
	assert_string_equal(drawn(), "\r\33[Kchecking 5 of 20 files");
	dc_progress_end(&progress);
	leave_terminal();
}

static void quiet_is_quiet(void **state)
{
	struct dc_progress progress;

	(void)state;
	enter_terminal(80);
	progress = dc_progress_begin(true);
	wait_until_it_would_show();
	dc_progress_show(&progress, "checking", 5, 20);
	dc_progress_end(&progress);
	assert_string_equal(drawn(), "");
	leave_terminal();
}

static void nothing_where_there_is_no_terminal(void **state)
{
	int ends[2], before = dup(STDERR_FILENO);
	struct dc_progress progress;
	char c;

	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	assert_int_equal(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
	progress = dc_progress_begin(false);
	wait_until_it_would_show();
	dc_progress_show(&progress, "checking", 5, 20);
	dc_progress_end(&progress);
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	assert_int_equal(read(ends[0], &c, 1), -1);
	close(before);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown_after_a_second),
		cmocka_unit_test(fits_a_narrow_terminal),
		cmocka_unit_test(quiet_is_quiet),
		cmocka_unit_test(nothing_where_there_is_no_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
