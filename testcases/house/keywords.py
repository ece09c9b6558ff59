# SPDX-License-Identifier: GPL-2.0-only
"""A file in which a semantic patch can find something meets its Keywords.

usage: keywords.py FILE.cocci…

Each rule of SmPL that tells or mends something says which names a place has that it matches: those
of its own text, of its lists `identifier f = {…}`, of the rules that it depends on or inherits
from.  Whichever of them they are, one of the ways to meet the Keywords must be met by them.
"""
import itertools
import re
import sys

RULE = re.compile(r"^@(\w*)([^@\n]*)@\n(.*?)^@@\n(.*?)(?=^@|\Z)", re.M | re.S)
SCRIPT = re.compile(r"^@script:python depends on ([^@\n]*)@\n(.*?)^@@\n", re.M | re.S)
WORD = re.compile(r"\w+")
OPEN, ARM, CLOSE = "\1\2\3"


def keywords(text):
    """Ways to meet them, each a list of sets of names."""
    line = re.search(r"// Keywords:(.*?)\n(?!//)", text, re.S).group(1).replace("//", "")
    return [[set(WORD.findall(names)) for names in re.split(r"\b(?:with|in)\b", way)]
            for way in line.split(";")]


class Rule:
    def __init__(self, name, head, declared, body):
        self.name = name
        # places that a script lists are those of other rules
        self.mends = re.search(r"^[-+]", body, re.M) and "script:python" not in declared
        self.lists = {names: set(WORD.findall(values)) for names, values in
                      re.findall(r"\bidentifier (\w+) = \{([^}]*)\}", declared)}
        own = re.sub(r"!\w+|\w+ != \{[^}]*\}|\w+ != [\w.]+|script:python\(\).*", "", declared)
        self.above = set(re.findall(r"\b(\w+)\.\w+", own))
        needs = head.partition("depends on")[2]
        self.above |= set(WORD.findall(re.sub(r"!\w+|\([^)]*\)", "", needs)))
        body = re.sub(r"//.*|^\s+when .*", "", body, flags=re.M)
        # of a choice it has one arm
        body = re.sub(r"^\($(.*?)^\)$", lambda match: self.choice(match, "\n|\n"), body,
                      flags=re.M | re.S)
        self.text = re.sub(r"\\\((.*?)\\\)", lambda match: self.choice(match, r"\|"), body,
                           flags=re.S)

    def choice(self, match, between):
        return OPEN + match.group(1).replace(between, ARM) + CLOSE

    def words(self, text, known):
        """One of them is in a match of the text, as far as the Keywords know any of them."""
        lists = [self.lists.get(word, {word}) for word in WORD.findall(text)]
        return set().union(*[names for names in lists if names & known])

    def groups(self, known):
        """Sets of names; a match has one of each."""
        for arms in re.findall(f"{OPEN}(.*?){CLOSE}", self.text, re.S):
            arms = [self.words(arm, known) for arm in arms.split(ARM)]
            if all(arms):
                yield set().union(*arms)
        for word in WORD.findall(re.sub(f"{OPEN}.*?{CLOSE}", "", self.text, flags=re.S)):
            if self.words(word, known):
                yield self.words(word, known)


def all_groups(rule, rules, known, seen):
    if rule.name in seen:
        return
    seen.add(rule.name)
    yield from rule.groups(known)
    for name in rule.above & rules.keys():
        yield from all_groups(rules[name], rules, known, seen)


def escapes(groups, ways):
    """A name of each group, so that no way is met: one set of each way has none of them."""
    for missed in itertools.product(*ways):
        left = [group - set().union(*missed) for group in groups]
        if all(left):
            return [sorted(group)[0] for group in left]
    return None


def check(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    ways = keywords(text)
    known = set().union(*itertools.chain(*ways))
    rules = {match[0]: Rule(*match) for match in RULE.findall(text)}
    telling = {name for head, declared in SCRIPT.findall(text) if "report" in head
               for name in re.findall(r"<< (\w+)\.", declared)}
    telling |= {name for name, rule in rules.items() if rule.mends}
    for name in sorted(telling):
        groups = list(all_groups(rules[name], rules, known, set()))
        names = escapes(groups, ways)
        if names is not None:
            yield f"{path}: {name} can match where {', '.join(names) or 'none of them'} stands"
    for word in sorted(known):
        if len(re.findall(rf"\b{word}\b", text.partition("\nvirtual ")[2])) == 0:
            yield f"{path}: {word} is in no rule"


wrong = [line for path in sys.argv[1:] for line in check(path)]
print(*wrong, sep="\n", end="\n" if wrong else "")
sys.exit(bool(wrong))
