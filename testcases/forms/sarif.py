# SPDX-License-Identifier: GPL-2.0-only
"""sarif.py SCHEMA SARIF JSON: both forms of one run; prints what is wrong."""

import json
import sys

import jsonschema

schema, sarif, own = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
wrong = [f"{'/'.join(map(str, e.path))}: {e.message[:300]}"
         for e in jsonschema.validators.validator_for(schema)(schema).iter_errors(sarif)]
run = sarif["runs"][0]
STATES = {"introduced": "new", "touched": "updated", "pre-existing": "unchanged"}
rules = run["tool"]["driver"]["rules"]


def places(result):
    return [result["locations"][0]] + result.get("relatedLocations", [])


def column(result):
    return result["locations"][0]["physicalLocation"]["region"]["startColumn"]


if len(run["results"]) != len(own["findings"]):
    wrong.append(f"{len(run['results'])} results, {len(own['findings'])} findings")
for result, finding in zip(run["results"], own["findings"]):
    where = f"{finding['file']}:{finding['line']}"
    lines = [place["physicalLocation"]["region"]["startLine"] for place in places(result)]
    same = {
        "rule": (result["ruleId"], finding["rule"]),
        "index": (rules[result["ruleIndex"]]["id"], finding["rule"]),
        "level": (result["level"], finding["level"]),
        "message": (result["message"]["text"], finding["message"]),
        "lines": (lines, [finding["line"]] + [note["line"] for note in finding["notes"]]),
        "identity": (result["partialFingerprints"]["dmacheckIdentity/v1"], finding["id"]),
        "state": (result.get("baselineState"), STATES.get(finding.get("change"),
                                                          result.get("baselineState"))),
        "flow": (len(result.get("codeFlows", [])), int(bool(finding["notes"]))),
    }
    wrong += [f"{where}: {what}: {a} is not {b}" for what, (a, b) in same.items() if a != b]
    # columns count characters in SARIF, bytes in our own form
    line = open(finding["file"], "rb").read().split(b"\n")[finding["line"] - 1] \
        if result["message"]["text"].isascii() and "\ufffd" not in finding["file"] else None
    if line is not None and len(line[:finding["column"] - 1].decode()) + 1 != column(result):
        wrong.append(f"{where}: column {column(result)}")
    for place in places(result):
        artifact = place["physicalLocation"]["artifactLocation"]
        is_absolute = artifact["uri"].startswith("file:///")
        if ":" in artifact["uri"].removeprefix("file:") or is_absolute == ("uriBaseId" in artifact):
            wrong.append(f"{where}: {artifact}")
if len({result.get("baselineState") is None for result in run["results"]}) > 1:
    wrong.append("some results have a state, and some have none")
notes = run["invocations"][0]["toolExecutionNotifications"]
if len(notes) < len(own["coverage"]["not_analysed"]):
    wrong.append(f"{len(notes)} notifications of what was not analysed")
print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(bool(wrong))
