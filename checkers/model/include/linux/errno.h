/* SPDX-License-Identifier: GPL-2.0-only */
/* The C library's errno.h comes by here too, so the system's numbers must stay as they are. */
#ifndef DC_LINUX_ERRNO_H
#define DC_LINUX_ERRNO_H

#include_next <linux/errno.h>

#define ENOTSUPP	524
#define EPROBE_DEFER	517

#endif
