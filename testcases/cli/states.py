# SPDX-License-Identifier: GPL-2.0-only
"""What is found in a state by steps from others is what is found in it at once.

usage: states.py DMACHECK FOLDER [STEPS [SEED]]

The C files of FOLDER become a repository, to which STEPS commits do something at random: lines and
functions come, go and move, attributes and names change, files are renamed, removed, replaced by
links, put back.  After each commit `check --diff`, which remembers the commits before, has to tell
the very same as when it remembers nothing; and now and then a check of the files on disk has to find
the same, too.
"""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ATTRS = ["0", "DMA_ATTR_MMIO", "DMA_ATTR_CC_SHARED", "DMA_ATTR_SKIP_CPU_SYNC",
         "DMA_ATTR_WRITE_COMBINE", "DMA_ATTR_FORCE_CONTIGUOUS"]
FUNCTION = re.compile(r"^(?:static )?[a-z][^\n;={}]*\([^;{}]*\)\n\{\n.*?^\}\n", re.M | re.S)
ON_DISK_EVERY = 10


class Tree:
    """The repository, and what may be done to it."""

    def __init__(self, source, folder, chance):
        self.folder, self.chance = folder, chance
        self.source = {path.name: path.read_text() for path in sorted(source.iterdir())
                       if path.suffix in (".c", ".h")}
        for name, text in self.source.items():
            (folder / name).write_text(text)

    def files(self, pattern="*.[ch]"):
        return [path for path in sorted(self.folder.rglob(pattern))
                if path.is_file() and not path.is_symlink()]

    def pick(self, pattern="*.[ch]"):
        return self.chance.choice(self.files(pattern))

    def change(self, path, edit):
        path.write_text(edit(path.read_text()))

    def shift(self):
        def edit(text):
            lines = text.splitlines(True)
            lines.insert(self.chance.randrange(len(lines) + 1), "/* a line */\n")
            return "".join(lines)
        self.change(self.pick(), edit)

    def replace_one(self, pattern, make):
        for path in self.chance.sample(self.files(), 40):
            hits = list(re.finditer(pattern, path.read_text()))
            if hits:
                hit = self.chance.choice(hits)
                self.change(path, lambda text: text[:hit.start()] + make(hit) + text[hit.end():])
                return

    def attrs(self):
        self.replace_one(r"\bDMA_ATTR_\w+\b|(?<=, )0(?=\))", lambda hit: self.chance.choice(ATTRS))

    def name(self):
        self.replace_one(r"(?<=->)\w+|\b(?:bad|ok)_\w+|(?<=\t)unsigned long \w+(?=;)",
                         lambda hit: hit.group() + "_x")

    def call(self):
        self.replace_one(r"\b\w+(?=\([^;{}]*\);)", lambda hit: hit.group() + "_x")

    def static(self):
        self.replace_one(r"^static (?=\w)", lambda hit: "")

    def move(self):
        source, target = self.pick("*.c"), self.pick("*.c")
        functions = list(FUNCTION.finditer(source.read_text()))
        if functions:
            hit = self.chance.choice(functions)
            self.change(source, lambda text: text[:hit.start()] + text[hit.end():])
            self.change(target, lambda text: text + "\n" + hit.group())

    def rename(self):
        path = self.pick()
        folder = self.chance.choice([self.folder, self.folder / "deep", self.folder / "deep/er"])
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / ("r" + path.name))

    def remove(self):
        self.pick().unlink()

    def link(self):
        path = self.pick()
        path.unlink()
        path.symlink_to("nowhere.c")

    def restore(self):
        name = self.chance.choice(sorted(self.source))
        path = self.folder / name
        if path.is_symlink():
            path.unlink()
        path.write_text(self.source[name])

    def crlf(self):
        self.change(self.pick(), lambda text: text.replace("\n", "\r\n"))

    def mode(self):
        self.pick().chmod(0o755)

    def edit(self):
        for _ in range(self.chance.randint(1, 4)):
            self.chance.choice([self.shift, self.attrs, self.attrs, self.attrs, self.name, self.call,
                                self.static, self.move, self.move, self.rename, self.remove,
                                self.link, self.restore, self.restore, self.crlf, self.mode])()


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
                   check=True, stdout=subprocess.DEVNULL)


def told(program, *arguments):
    """What a run tells, but for how long it took."""
    done = subprocess.run([program, "check", "--quiet", "--level", "note", "--format", "json",
                           *arguments], text=True, capture_output=True, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        sys.exit(f"{arguments}: exit status {done.returncode}\n{done.stderr}")
    report = json.loads(done.stdout)
    for name in ("seconds", "peak_memory_kb"):
        report["coverage"].pop(name)
    return report


def difference(left, right):
    """The findings that one of both reports has not."""
    left, right = ([json.dumps(finding) for finding in report["findings"]]
                   for report in (left, right))
    return "\n".join(["< " + line for line in left if line not in right] +
                     ["> " + line for line in right if line not in left]) or "the rest"


def bare(report):
    """Findings without what a change did to them."""
    return [{key: value for key, value in finding.items() if key != "change"}
            for finding in report["findings"]]


def main():
    program, source = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    if not shutil.which("git"):
        print("skip: there is no git")
        sys.exit(77)
    everything = ["--show", "introduced,touched,pre-existing"]
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "tree"
        folder.mkdir()
        os.environ.update(XDG_CACHE_HOME=work + "/cache", GIT_CONFIG_NOSYSTEM="1",
                          GIT_CONFIG_GLOBAL="/dev/null", LC_ALL="C")
        tree = Tree(source, folder, random.Random(seed))
        os.chdir(folder)
        git("init", "-q", ".")
        git("add", "-A")
        git("commit", "-q", "-m", "start")
        for step in range(steps):
            tree.edit()
            git("add", "-A")
            git("commit", "-q", "--allow-empty", "-m", f"step {step}")
            by_steps = told(program, "--diff", "HEAD~..HEAD", *everything)
            at_once = told(program, "--diff", "HEAD~..HEAD", "--no-cache", *everything)
            if by_steps != at_once:
                sys.exit(f"seed {seed}, step {step}: <by steps >at once\n"
                         f"{difference(by_steps, at_once)}")
            if step % ON_DISK_EVERY == 0 and bare(by_steps) != bare(told(program, "--no-cache")):
                sys.exit(f"seed {seed}, step {step}: the files on disk have other findings")


main()
