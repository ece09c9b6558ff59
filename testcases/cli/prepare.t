# SPDX-License-Identifier: GPL-2.0-only
# A kernel tree is asked how it is compiled; what is none, or cannot be, is told.

$ dmacheck prepare
2> dmacheck: prepare takes one kernel tree
? 2
$ bad a.c && dmacheck prepare . 2>&1 | sed 's/.*not a/not a/'
not a kernel tree
