/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * JSON of what may be any bytes.  Every constructor takes NULL of another as failure and passes it
 * on, so that one test of the whole tells whether memory was out anywhere.
 */
#ifndef DC_JSON_H
#define DC_JSON_H

#include <jansson.h>
#include <stdbool.h>

/* A string; U+FFFD stands for what is no UTF-8. */
json_t *dc_json_text(const char *bytes);

/* A finding, as `--format json` has it. */
struct dc_finding;
json_t *dc_json_finding(const struct dc_finding *finding);

/* The array of `item` of each of `nr` things in `from`. */
json_t *dc_json_list(const void *from, size_t nr, json_t *(*item)(const void *from, size_t i));

/* To standard output, whose own error tells of a failed write.  False when `json` is NULL. */
bool dc_json_print(json_t *json);

#endif
