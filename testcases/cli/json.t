# SPDX-License-Identifier: GPL-2.0-only
# The form for machines: keys and order are a promise.  Only wording and figures vary.

$ mixed mixed.c
$ dmacheck check --format json --level note mixed.c >json
? 1
$ sed -E 's/("message": )".*"/\1"…"/; s/("(seconds|peak_memory_kb)": )[0-9.e-]+/\1…/' json
{
  "version": 1,
  "kernel": "7.3",
  "findings": [
    {
      "rule": "sg_mmio",
      "level": "error",
      "file": "mixed.c",
      "line": 5,
      "column": 2,
      "function": "mixed",
      "message": "…",
      "engines": [
        "source"
      ],
      "id": "002889ba290ce42e",
      "notes": []
    },
    {
      "rule": "alloc_map_attr",
      "level": "warning",
      "file": "mixed.c",
      "line": 7,
      "column": 2,
      "function": "mixed",
      "message": "…",
      "engines": [
        "source"
      ],
      "id": "e05774e44b9a29b9",
      "notes": []
    },
    {
      "rule": "never_released",
      "level": "note",
      "file": "mixed.c",
      "line": 7,
      "column": 2,
      "function": "mixed",
      "message": "…",
      "engines": [
        "source"
      ],
      "id": "8c0795298dcc5adf",
      "notes": []
    },
    {
      "rule": "mmio_private",
      "level": "note",
      "file": "mixed.c",
      "line": 9,
      "column": 2,
      "function": "mixed",
      "message": "…",
      "engines": [
        "source"
      ],
      "id": "58cd2089f23db0f0",
      "notes": []
    },
    {
      "rule": "never_released",
      "level": "note",
      "file": "mixed.c",
      "line": 9,
      "column": 2,
      "function": "mixed",
      "message": "…",
      "engines": [
        "source"
      ],
      "id": "c31c03d9434ccc82",
      "notes": []
    }
  ],
  "coverage": {
    "files": 1,
    "relevant": 1,
    "functions": 1,
    "functions_relevant": 1,
    "not_analysed": [],
    "acquires": {
      "none": {},
      "known": {
        "lost": 3
      },
      "not_found": {},
      "computed": {}
    },
    "seconds": …,
    "peak_memory_kb": …
  }
}

# Nothing found: the same object.
$ good good.c
$ dmacheck check -f json good.c | grep -c '"findings": \[\]'
1

# It goes to standard output even when something is missing; that is told on the other.
$ dmacheck check -f json missing.c good.c >json
2> dmacheck: missing.c: No such file or directory
? 2
$ head -n 4 json
{
  "version": 1,
  "kernel": "7.3",
  "findings": [],

# An identity survives a new line above, new white space, and another name for the same file.
$ id() { dmacheck check -f json "$@" | sed -n 's/.*"id": "\(.*\)",/\1/p'; }
> bad bad.c
> id bad.c >before
> sed -i '3s/^/\n\n/; s/(dev, sgt/(dev,   sgt/' bad.c
> id ./bad.c | diff before -
# Repetitions have identities of their own.
$ sed -i 's/^\treturn \(.*\)/\t\1\n\t\1/' bad.c
$ sed -n '/dma_map_sgtable/p' bad.c
	dma_map_sgtable(dev,   sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
	dma_map_sgtable(dev,   sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
$ dmacheck check -f json bad.c | grep '"id"' | sort -u | wc -l | tr -d ' '
2

# JSON is Unicode, names of files are bytes.
$ bad "$(printf 'a\377b.c')"
$ dmacheck check -f json a*.c | sed -n 's/.*"file": //p'
"a�b.c",
