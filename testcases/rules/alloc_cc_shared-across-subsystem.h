/* SPDX-License-Identifier: GPL-2.0-only */
/* What a subsystem and its drivers share; it says nothing of the API itself. */
#ifndef ALLOC_CC_SHARED_ACROSS_SUBSYSTEM_H
#define ALLOC_CC_SHARED_ACROSS_SUBSYSTEM_H

struct frame_queue {
	struct device *dev;
	unsigned long attrs;
};

struct frame {
	struct frame_queue *queue;
};

int frame_alloc(struct frame *frame);
int frame_alloc_private(struct frame *frame);

#endif
