# SPDX-License-Identifier: GPL-2.0-only
"""sarif-fixes.py SARIF FILE: prints the file with every fix of the SARIF applied to it."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    run = json.load(file)["runs"][0]
with open(sys.argv[2], encoding="utf-8") as file:
    lines = file.read().split("\n")


def offset(line, column):
    return sum(len(text) + 1 for text in lines[:line - 1]) + column - 1


edits = set()
for result in run["results"]:
    for change in (c for fix in result.get("fixes", []) for c in fix["artifactChanges"]):
        assert change["artifactLocation"]["uri"] == sys.argv[2], change
        for replacement in change["replacements"]:
            region = replacement["deletedRegion"]
            edits.add((offset(region["startLine"], region["startColumn"]),
                       offset(region["endLine"], region["endColumn"]),
                       replacement["insertedContent"]["text"]))
assert edits, "no fix"
text = "\n".join(lines)
for start, end, new in sorted(edits, reverse=True):
    text = text[:start] + new + text[end:]
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(text)
