/* SPDX-License-Identifier: GPL-2.0-only */
/* Warnings are harm of their own, and a BUG() ends the thread. */
#ifndef DC_LINUX_BUG_H
#define DC_LINUX_BUG_H

#include <linux/types.h>

/* checkers/model/harm.c */
void dc_harm_warn(const char *what);
void dc_harm_bug(const char *what) __attribute__((noreturn));

#define WARN_ON(condition) \
	({ bool dc_warned = !!(condition); if (dc_warned) dc_harm_warn(#condition); dc_warned; })
#define WARN_ON_ONCE(condition)		WARN_ON(condition)
#define WARN(condition, ...)		WARN_ON(condition)
#define WARN_ONCE(condition, ...)	WARN_ON(condition)
#define BUG_ON(condition)	do { if (condition) dc_harm_bug(#condition); } while (0)
#define BUG()			dc_harm_bug("BUG")

#endif
