// SPDX-License-Identifier: GPL-2.0-only
/* A cast to void is no look at the result; a warning, a comparison or a return is. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/set_memory.h>

void bad_void(struct device *dev, struct page *page)
{
	(void)set_memory_encrypted((unsigned long)page_address(page), 1); // WARN: cc_unchecked
}

int ok_returned(struct device *dev, struct page *page)
{
	return set_memory_encrypted((unsigned long)page_address(page), 1);
}

bool ok_compared(struct device *dev, struct page *page)
{
	return set_memory_encrypted((unsigned long)page_address(page), 1) == 0;
}

void ok_warned_on(struct device *dev, struct page *page)
{
	WARN_ON_ONCE(set_memory_encrypted((unsigned long)page_address(page), 1));
}
