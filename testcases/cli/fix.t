# SPDX-License-Identifier: GPL-2.0-only
# What is mended, what is left, and when nothing is written.

$ cat >driver.c <<'END'
> #include <linux/dma-mapping.h>
>
> void *alloc(struct device *dev, dma_addr_t *handle)
> {
> 	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL,
> 			       DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN);
> }
>
> int unmap(struct device *dev, struct page *page)
> {
> 	dma_addr_t handle = dma_map_page_attrs(dev, page, 0, 4096, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
>
> 	if (dma_mapping_error(dev, handle))
> 		return -ENOMEM;
> 	dma_unmap_page(dev, handle, 4096, DMA_TO_DEVICE);
> 	return 0;
> }
>
> void *chosen(struct device *dev, dma_addr_t *handle)
> {
> 	unsigned long attrs = DMA_ATTR_CC_SHARED;
>
> 	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL, attrs);
> }
> END
> cp driver.c before.c

# A look at it first: the tree is as it was.
$ dmacheck check --fix=diff driver.c
--- a/driver.c
+++ b/driver.c
@@ -3,7 +3,7 @@
 void *alloc(struct device *dev, dma_addr_t *handle)
 {
 	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL,
-			       DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN);
+			       DMA_ATTR_NO_WARN);
 }
 
 int unmap(struct device *dev, struct page *page)
@@ -12,7 +12,7 @@
 
 	if (dma_mapping_error(dev, handle))
 		return -ENOMEM;
-	dma_unmap_page(dev, handle, 4096, DMA_TO_DEVICE);
+	dma_unmap_page_attrs(dev, handle, 4096, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
 	return 0;
 }
 
? 1
$ cmp driver.c before.c

# What is not mended is told, and the exit status is that of what is left.
$ chmod 640 driver.c
$ dmacheck check --fix driver.c | brief
driver.c:23 error alloc_cc_shared
2> dmacheck: 2 findings mended in 1 file
$ stat -c %a driver.c
640
$ dmacheck check --fix=diff driver.c
? 1
$ diff -u before.c driver.c | grep '^[-+]	'
-			       DMA_ATTR_CC_SHARED | DMA_ATTR_NO_WARN);
+			       DMA_ATTR_NO_WARN);
-	dma_unmap_page(dev, handle, 4096, DMA_TO_DEVICE);
+	dma_unmap_page_attrs(dev, handle, 4096, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
$ ls
before.c
driver.c
$ dmacheck check --quiet --fix driver.c | brief
driver.c:23 error alloc_cc_shared

# The diff is what would be written.
$ cp before.c driver.c
> dmacheck check --fix=diff driver.c | patch -s -p1
> dmacheck check driver.c | brief
driver.c:23 error alloc_cc_shared

# One fix may be half of another: both calls of one buffer carry what neither may.
$ cat >both.c <<'END'
> #include <linux/dma-mapping.h>
>
> int both(struct device *dev, struct sg_table *sgt)
> {
> 	int ret = dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
>
> 	if (!ret)
> 		dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
> 	return ret;
> }
> END
> dmacheck check --fix both.c
> grep -c MMIO both.c
0
2> dmacheck: 2 findings mended in 1 file
? 1

# A fix that brings another finding is not done: the same call releases what was mapped otherwise.
$ cat >two.c <<'END'
> #include <linux/dma-mapping.h>
>
> int two(struct device *dev, struct page *page, bool user)
> {
> 	dma_addr_t handle;
>
> 	if (user)
> 		handle = dma_map_page_attrs(dev, page, 0, 4096, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
> 	else
> 		handle = dma_map_page(dev, page, 0, 4096, DMA_TO_DEVICE);
> 	if (dma_mapping_error(dev, handle))
> 		return -ENOMEM;
> 	dma_unmap_page(dev, handle, 4096, DMA_TO_DEVICE);
> 	return 0;
> }
> END
> dmacheck check --format sarif two.c | grep fixes
> cp two.c before.c
> dmacheck check --fix two.c | brief
> cmp two.c before.c
two.c:13 error release_attrs

# A known finding stays, and so do rules that were not asked for.
$ cp both.c other.c
> sed -i 's/DEVICE, 0/DEVICE, DMA_ATTR_MMIO/' other.c
> dmacheck check --fix --rule alloc_gfp other.c
> grep -c MMIO other.c
2

# A file that cannot be written.
$ bad bad.c
> mkdir folder && mv bad.c folder && can_forbid
> chmod 555 folder
> unprivileged dmacheck check --no-cache --fix folder/bad.c
> chmod 755 folder
folder/bad.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
2> dmacheck: folder/bad.c: not mended: Permission denied

# A link stays one.
$ ln -s folder/bad.c link.c
> dmacheck check --fix link.c
> test -L link.c && grep -c MMIO folder/bad.c
0
2> dmacheck: 1 finding mended in 1 file
? 1

$ dmacheck check --fix=now both.c
2> dmacheck: --fix: 'now' is none of diff
2> Try 'dmacheck check --help'.
? 2
$ dmacheck check --fix --engine cocci both.c
2> dmacheck: --fix takes the engine source, which judges the fixed text
? 2
