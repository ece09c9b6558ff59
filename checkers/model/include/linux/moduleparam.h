/* SPDX-License-Identifier: GPL-2.0-only */
/* A specimen is linked into a program: what speaks to the module loader says nothing. */
#ifndef DC_LINUX_MODULEPARAM_H
#define DC_LINUX_MODULEPARAM_H

#include <linux/kernel.h>

#define EXPORT_SYMBOL(x)	_Static_assert(1, "")
#define EXPORT_SYMBOL_GPL(x)	_Static_assert(1, "")
#define MODULE_LICENSE(x)	_Static_assert(1, "")
#define MODULE_DESCRIPTION(x)	_Static_assert(1, "")
#define MODULE_AUTHOR(x)	_Static_assert(1, "")
#define MODULE_PARM_DESC(name, text)	_Static_assert(1, "")
#define module_param(name, type, mode)	_Static_assert(1, "")
#define module_init(x)		_Static_assert(1, "")
#define module_exit(x)		_Static_assert(1, "")

#endif
