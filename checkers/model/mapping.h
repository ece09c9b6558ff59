/* SPDX-License-Identifier: GPL-2.0-only */
/* The entry points; <linux/dma-mapping.h> declares them for drivers. */
#ifndef DC_MODEL_MAPPING_H
#define DC_MODEL_MAPPING_H

/* The device goes: what was allocated with dmam_alloc_attrs() is freed as it was allocated. */
void dc_mapping_release_managed(void);
void dc_mapping_reset(void);

#endif
