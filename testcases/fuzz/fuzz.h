/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What holds for any input, however odd, and what libFuzzer calls.
 *
 * A fuzz target is a function from bytes to nothing: it crashes when a promise is broken.  Built
 * with Clang it is fuzzed; built with anything else replay.c feeds it the files that it is given.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* libFuzzer's names. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says which promise was broken, and aborts. */
void hold(bool holds, const char *promise);

/* The engine as a whole: what source.h, finding.h and coverage.h promise. */
void hold_engine(const char *text, size_t length);

/* Its modules one by one: lex, split, arms, macro, mend, lower. */
void hold_modules(const char *text, size_t length);

#endif
