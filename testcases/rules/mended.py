# SPDX-License-Identifier: GPL-2.0-only
"""What the semantic patches mend is mended.

usage: mended.py DMACHECK COCCI SPECIMENS

Each semantic patch that has a mode `patch` is applied to the specimens.  It may change nothing but
functions that one of its rule's annotations stands in, and it must change some.  A function that it
changed is asked what any other is asked: it compiles, `source` and `cocci` find neither the rule nor
anything new in it, and where nothing at all is found any more, the model finds it harmless.
"""
import collections
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HEAD = re.compile(r"[a-z].*?\b(\w+)\(")
NOTE = re.compile(r"[ \t]*// (WARN|MISS|FALSE).*")
MISTAKE = re.compile(r"\bbad_")
wrong = []


def run(*command):
    return subprocess.run(command, text=True, capture_output=True, check=False)


def functions(lines):
    """The function that each line belongs to, None between them."""
    name, owners = None, []
    for line in lines:
        head = HEAD.match(line)
        name = head.group(1) if head and not line.rstrip().endswith(";") else name
        owners.append(name)
        name = None if line.startswith("}") else name
    return owners


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")


def changed(before, after):
    """The functions of the lines that differ."""
    owners = [functions(before), functions(after)]
    found = set()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            found.update(owners[0][a:b], owners[1][c:d])
    return found


def warned(lines, rule):
    """The functions with an annotation of the rule."""
    owners = functions(lines)
    return {owners[i] for i, line in enumerate(lines) if re.search(rf"// WARN:.*\b{rule}\b", line)}


def apply(patch, rule, specimens, folder):
    """Leaves what it changed; returns {path: names of functions}."""
    # spatch knows nothing of comments that keep a finding from being told
    shutil.copytree(specimens, folder, ignore=shutil.ignore_patterns("bad_ignore*"))
    told = run("spatch", "--quiet", "-D", "patch", "--no-includes", "--include-headers", "--no-show-diff",
               "--in-place", "--cocci-file", patch, "--dir", folder)
    for line in told.stderr.split("\n"):
        if line.startswith("EXN:") or told.returncode:
            wrong.append(f"{rule}: {line}")
    mended = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".c"):
            continue
        before, after = read_lines(os.path.join(specimens, name)), read_lines(path)
        names = changed(before, after)
        if not names:
            os.remove(path)
            continue
        for other in names - warned(before, rule):
            wrong.append(f"{rule}: {name}: {other}() is changed, and is not said to be wrong")
        mended[path] = names
    if not mended:
        wrong.append(f"{rule}: nothing is changed")
    return mended


def find(dmacheck, folder):
    """{(file, function): Counter of rules}"""
    told = run(dmacheck, "check", "--engine", "source,cocci", "--format", "json", folder)
    found = collections.defaultdict(collections.Counter)
    for finding in json.loads(told.stdout)["findings"]:
        found[finding["file"], finding["function"]][finding["rule"]] += 1
    return found


def call_right(path, names, found):
    """Nothing is found in them any more: they have to be harmless."""
    lines = read_lines(path)
    owners = functions(lines)
    free = {name for name in names if not found[path, name]}
    for i, line in enumerate(lines):
        if owners[i] in free:
            lines[i] = MISTAKE.sub("ok_mended_", NOTE.sub("", line))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return {MISTAKE.sub("ok_mended_", name) for name in free}


def run_model(dmacheck, free):
    told = run(dmacheck, "model", *free)
    if told.returncode not in (0, 1):
        wrong.append(told.stderr)
    for line in told.stdout.split("\n"):
        harm = re.match(r"(.*\.c):\d+: (\w+) should be harmless", line)
        if harm and harm.group(2) in free[harm.group(1)]:
            wrong.append(line)


def main(dmacheck, cocci, specimens):
    with tempfile.TemporaryDirectory() as work:
        before = find(dmacheck, specimens)
        mended, free = {}, {}
        for name in sorted(os.listdir(cocci)):
            rule, patch = name[:-len(".cocci")], os.path.join(cocci, name)
            if "virtual patch" in read_lines(patch):
                mended[rule] = apply(patch, rule, specimens, os.path.join(work, rule))
        after = find(dmacheck, work)
        for rule, files in mended.items():
            for path, names in files.items():
                for name in names:
                    was = before[os.path.join(specimens, os.path.basename(path)), name]
                    new = after[path, name] - (was - collections.Counter({rule: was[rule]}))
                    for other in new:
                        wrong.append(f"{rule}: {path}: {other} in {name}()")
                free[path] = call_right(path, names, after)
        run_model(dmacheck, free)
        print(f"{len(mended)} rules, {sum(map(len, free.values()))} functions mended")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
