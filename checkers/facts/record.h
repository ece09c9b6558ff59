/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an engine found in one file, as bytes for a pipe.  Both ends are of one build on the same
 * machine, so numbers go as they lie in memory; but the writer may have gone mad, so the reader
 * trusts no length.
 */
#ifndef DC_RECORD_H
#define DC_RECORD_H

#include "result.h"

/* Bytes that grow. */
struct dc_bytes {
	char *data;
	size_t length, capacity;
};

/* Appends; false when memory is out. */
bool dc_bytes_add(struct dc_bytes *bytes, const void *data, size_t length);

/* Appends a record, its own length in front; false when memory is out. */
bool dc_record_pack(struct dc_bytes *bytes, size_t job, const struct dc_result *result);

/* Appends what a row tells of calls, the same for the same; false when memory is out. */
bool dc_record_row(struct dc_bytes *bytes, const struct dc_derived *row);

/* Length of the record that `data` begins with, 0 while it is not complete. */
size_t dc_record_length(const char *data, size_t length);

/* Index of the job of a complete record. */
size_t dc_record_job(const char *record);

/* Fills in an empty result.  False, with nothing in it, when the record makes no sense. */
bool dc_record_unpack(const char *record, size_t length, struct dc_result *result);

#endif
