/* SPDX-License-Identifier: GPL-2.0-only */
/* A function's steps as text, so that a row of a table says what comes out. */
#ifndef STEPS_H
#define STEPS_H

#include "facts.h"

/* As lower.def spells them.  The result lives until the next call. */
const char *steps_print(const struct dc_facts *facts);

#endif
