# SPDX-License-Identifier: GPL-2.0-only
# Forms for services.  Keys, order and escapes are a promise; wording varies.

$ cat >two.c <<'END'
> #include <linux/dma-mapping.h>
>
> void *bad(struct device *dev, dma_addr_t *handle, bool shared)
> {
> 	unsigned long attrs = 0;
>
> 	if (shared)
> 		attrs |= DMA_ATTR_CC_SHARED;
> 	return dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL, attrs);
> }
> END
$ cp two.c 'a,b:c%d"<&.c'

$ dmacheck check --format github .
::error file=a%2Cb%3Ac%25d"<&.c,line=9,col=9,title=dmacheck alloc_cc_shared::CC_SHARED given to dma_alloc_attrs()%0Aa,b:c%25d"<&.c:8: CC_SHARED set here when shared
::error file=two.c,line=9,col=9,title=dmacheck alloc_cc_shared::CC_SHARED given to dma_alloc_attrs()%0Atwo.c:8: CC_SHARED set here when shared
? 1
$ dmacheck check --format checkstyle .
<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="a,b:c%d&quot;&lt;&amp;.c">
    <error line="9" column="9" severity="error" source="dmacheck.alloc_cc_shared" message="CC_SHARED given to dma_alloc_attrs()"/>
  </file>
  <file name="two.c">
    <error line="9" column="9" severity="error" source="dmacheck.alloc_cc_shared" message="CC_SHARED given to dma_alloc_attrs()"/>
  </file>
</checkstyle>
? 1
$ dmacheck check --format gitlab two.c
[
  {
    "description": "CC_SHARED given to dma_alloc_attrs()",
    "check_name": "alloc_cc_shared",
    "fingerprint": "e6f952eea14eddd9",
    "severity": "critical",
    "location": {
      "path": "two.c",
      "lines": {
        "begin": 9
      }
    }
  }
]
? 1

# In a kernel tree the names are the tree's, wherever the user stands.
$ mkdir -p linux/include/linux linux/drivers
> printf 'VERSION = 7\nPATCHLEVEL = 3\n' >linux/Makefile
> sed -n 's/.*DMA_ATTR_CC_SHARED.*/#define DMA_ATTR_CC_SHARED (1UL << 13)/p' two.c >linux/include/linux/dma-mapping.h
> cp two.c linux/drivers
$ dmacheck check --format github "$PWD/linux" | cut -d , -f 1
::error file=drivers/two.c
$ cd linux/drivers && dmacheck check --format sarif two.c | grep '"uri"' | sort -u
                            "uri": "drivers/two.c",
                  "uri": "drivers/two.c",
# Outside of one they are those below the current directory.
$ dmacheck check --format github "$PWD/two.c" | cut -d , -f 1
::error file=two.c

# Nothing found is a whole document, too.
$ good good.c
> for form in github checkstyle gitlab; do dmacheck check --format $form good.c; done
<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
</checkstyle>
[]

# A write that fails is told.
$ dmacheck check --format sarif two.c >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck check --format checkstyle two.c >/dev/full
2> dmacheck: cannot write to standard output: No space left on device
? 2
$ dmacheck check --format xml two.c
2> dmacheck: --format: 'xml' is none of text, json, sarif, github, gitlab, checkstyle, html
2> Try 'dmacheck check --help'.
? 2
