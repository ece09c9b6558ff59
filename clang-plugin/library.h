/* SPDX-License-Identifier: GPL-2.0-only */
/* The C library that links, pairs and judges, as C++ includes it. */
#ifndef DC_CLANG_LIBRARY_H
#define DC_CLANG_LIBRARY_H

extern "C" {
#include "asked.h"
#include "build.h"
#include "coverage.h"
#include "custom.h"
#include "facts.h"
#include "fix.h"
#include "flow.h"
#include "ignore.h"
#include "kernel.h"
#include "key.h"
#include "link.h"
#include "pair.h"
#include "place.h"
#include "record.h"
#include "result.h"
#include "saved.h"
}

/* A word of the tables' rows; LLVM has members of that name. */
#undef V

#endif
