# SPDX-License-Identifier: GPL-2.0-only
"""What gcovr found uncovered, held to the list of what may be: part of coverage.sh.

usage: uncovered.py COVERAGE.json TOP LIST

A line is known by its file and its text, so that the list outlives edits elsewhere.
"""
import json
import os
import sys


def read_list(path):
    """Lines 'file: text'; the comments between them are the reasons."""
    with open(path, encoding="utf-8") as file:
        return {line.strip() for line in file if line.strip() and not line.startswith("#")}


def main(coverage, top, path):
    totals = {"lines": [0, 0], "branches": [0, 0]}
    missed = {}
    with open(coverage, encoding="utf-8") as file:
        files = json.load(file)["files"]
    for entry in files:
        name = os.path.join(top, entry["file"])
        with open(name, encoding="utf-8") as file:
            text = file.read().split("\n")
        for line in entry["lines"]:
            if line["gcovr/noncode"]:
                continue
            taken = [branch["count"] > 0 for branch in line["branches"]]
            totals["lines"][0] += line["count"] > 0
            totals["lines"][1] += 1
            totals["branches"][0] += sum(taken)
            totals["branches"][1] += len(taken)
            if not line["count"] or not all(taken):
                number = line["line_number"]
                key = f"{os.path.basename(name)}: {text[number - 1].strip()}"
                missed.setdefault(key, f"{entry['file']}:{number}")
    listed = read_list(path)
    for what, (covered, total) in totals.items():
        print(f"{what}: {covered} of {total}, {100 * covered / total:.1f} %")
    for key in sorted(missed.keys() - listed):
        print(f"{missed[key]}: not covered, and not listed: {key}")
    for key in sorted(listed - missed.keys()):
        print(f"listed, and covered after all: {key}")
    print(f"{len(listed & missed.keys())} lines are listed with a reason")
    return missed.keys() != listed


sys.exit(main(*sys.argv[1:]))
