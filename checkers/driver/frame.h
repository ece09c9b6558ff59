/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The source around a finding as HTML, with the way that leads to it drawn at its side.
 */
#ifndef DC_FRAME_H
#define DC_FRAME_H

#include "lines.h"
#include "report.h"

/* To standard output, files under the names of the report.  False when memory is out. */
bool dc_frame_print(const struct dc_report *report, const struct dc_finding *finding,
		    struct dc_lines *lines);

#endif
