#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""QUALITY.md: what was measured of each engine, in one table.

	table.py show DMACHECK				the document
	table.py mutants COMMAND ENGINE=MUTANTS.json...	what mutants.py wrote of the same mutants, summed up
	table.py tree COMMAND REPORT.json		what `check --stats --format json` says of a tree

Nothing is measured here.  Whole trees, mutants and drivers take hours: their sums lie in measured/,
each with the COMMAND that made it again, beside figures.json, which is kept by hand.  Specimens and
judged reports are counted where they lie.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TESTCASES = os.path.dirname(HERE)
ENGINES = ('source', 'sparse', 'clang', 'cocci')


def read(path):
	with open(path, encoding='utf-8') as text:
		return json.load(text)


# Summing up

def sum_mutants(command, runs):
	"""Per rule and per way: how many; per engine, and for any: how many it read, and found."""
	engines = [run.split('=')[0] for run in runs]
	tables = {'rule': {}, 'way': {}}
	for same in zip(*(read(run.split('=')[1]) for run in runs), strict=True):
		if len({(m['file'], m['rule'], m['way'], tuple(m['lines'])) for m in same}) > 1:
			sys.exit('these are not the same mutants')
		outcomes = [m['outcome'] for m in same]
		for key, table_ in tables.items():
			row = table_.setdefault(same[0][key], {e: [0, 0] for e in engines + ['any']})
			for engine, outcome in zip(engines, outcomes):
				row[engine][0] += outcome in ('found', 'elsewhere')
				row[engine][1] += outcome != 'unread'
			row['any'][0] += any(o in ('found', 'elsewhere') for o in outcomes)
			row['any'][1] += any(o != 'unread' for o in outcomes)
	return {'command': command, 'number': sum(row['any'][1] for row in tables['rule'].values()),
		'rules': dict(sorted(tables['rule'].items())), 'ways': dict(sorted(tables['way'].items()))}


def sum_tree(command, paths):
	coverage = read(paths[0])['coverage']
	coverage['not_analysed'] = len(coverage['not_analysed'])
	del coverage['seconds']
	return {'command': command, 'coverage': coverage}


# What lies here

def specimens():
	"""Per rule: mistakes that are annotated; per rule and engine: those that it misses, and why."""
	wrong, missed = collections.Counter(), collections.defaultdict(collections.Counter)
	reasons = collections.defaultdict(collections.Counter)
	for path in sorted(glob.glob(os.path.join(TESTCASES, 'rules', '*.[ch]'))):
		if os.path.basename(path) == 'specimens.c':
			continue
		rules = []
		with open(path, encoding='utf-8') as text:
			for line in text:
				told = re.search(r'//.*?\bWARN: ([\w, ]+?)(?= MISS|$)', line.rstrip())
				if told:
					rules = re.findall(r'\w+', told.group(1))
					wrong.update(rules)
				miss = re.search(r'//.*?\bMISS ([\w, ?]+): (.*)', line.rstrip())
				if miss:
					for engine in re.findall(r'\w+', miss.group(1)):
						missed[engine].update(rules)
						reasons[engine][miss.group(2)] += len(rules)
	return wrong, missed, reasons


def judged():
	"""Per tree: (level, rule, verdict) and how often."""
	trees = {}
	for path in sorted(glob.glob(os.path.join(TESTCASES, 'kernel', 'judged-*.txt'))):
		rows = trees[re.search(r'judged-(.*)\.txt', path).group(1)] = collections.Counter()
		with open(path, encoding='utf-8') as text:
			for line in text:
				words = line.split()
				if words and words[0] in ('true', 'false'):
					rows[words[1], words[2], words[0]] += 1
	return trees


def measured():
	paths = sorted(glob.glob(os.path.join(HERE, 'measured', '*.json')))
	return {os.path.basename(path)[:-5]: read(path) for path in paths}


# Showing

def table(head, rows):
	print('| ' + ' | '.join(head) + ' |')
	print('| --- |' + ' ---: |' * (len(head) - 1))
	for row in rows:
		print('| ' + ' | '.join(str(cell) for cell in row) + ' |')
	print()


def share(part, whole):
	return f'{part} of {whole}' if whole else '–'


def recall(rows, name, engine):
	found, read_ = rows.get(name, {}).get(engine, (0, 0))
	return f'{100 * found / read_:.0f} %' if read_ else '–'


def show_reports(trees):
	print('## Reports on real trees\n')
	print('Every report of `dmacheck check --level note` was looked at with the source open; '
	      '`testcases/kernel/judged-*.txt` has each with its verdict. Not true, in brackets.\n')
	rows = []
	for level in ('error', 'warning', 'note'):
		rules = sorted({r for rows_ in trees.values() for l, r, _ in rows_ if l == level})
		for name in ['all'] + rules:
			cells = []
			for tree in trees.values():
				told = {v: sum(n for (l, r, w), n in tree.items()
					       if l == level and w == v and name in ('all', r)) for v in ('true', 'false')}
				cells.append(f'{sum(told.values())}' + (f' ({told["false"]})' if told['false'] else ''))
			rows.append([f'**{level}**' if name == 'all' else f'`{name}`'] + cells)
	table(['level, rule'] + [f'Linux {t}' for t in trees], rows)


def show_rules(rules, files):
	wrong, missed, _ = specimens()
	by_engines, by_source = files['mutants-engines'], files['mutants-source']
	print('## Rules and engines\n')
	print('Specimens: annotated mistakes that an engine tells. Mutants: misuse put into files of a real '
	      'tree, which an engine tells in the right place and by the right rule; `source` was tried on '
	      f'{by_source["number"]}, all engines on {by_engines["number"]} others. An engine of a build is '
	      'asked for what its configuration compiles. `–`: none, or out of reach.\n')
	rows = []
	for rule in rules:
		name, row = rule['id'], [f'`{rule["id"]}`', rule['level']]
		for engine in ENGINES:
			row.append(share(wrong[name] - missed[engine][name], wrong[name])
				   if engine in rule['engines'] else '–')
		row.append(recall(by_source['rules'], name, 'source'))
		row += [recall(by_engines['rules'], name, engine) if engine in rule['engines'] else '–'
			for engine in ENGINES[1:]]
		row.append(recall(by_engines['rules'], name, 'any'))
		rows.append(row)
	table(['rule', 'level'] + [f'specimens: {e}' for e in ENGINES] + ['mutants: source'] +
	      [f'mutants: {e}' for e in ENGINES[1:]] + ['mutants: any'], rows)
	print(f'`{by_source["command"]}`\n\n`{by_engines["command"]}`\n')


def show_ways(files):
	print('## Shapes\n')
	print('How the attribute gets to the call, in mutants.\n')
	rows = []
	for way, row in files['mutants-source']['ways'].items():
		rows.append([way, row['source'][1], recall(files['mutants-source']['ways'], way, 'source')] +
			    [recall(files['mutants-engines']['ways'], way, e) for e in ENGINES[1:] + ('any',)])
	table(['shape', 'mutants', 'source'] + list(ENGINES[1:]) + ['any'], rows)


def show_blind_spots():
	_, _, reasons = specimens()
	print('## What is not seen\n')
	print('Reasons of the specimens\' annotations, with the number of mistakes.\n')
	for engine in ENGINES:
		listed = '; '.join(f'{reason} ({number})' for reason, number in
				   sorted(reasons[engine].items(), key=lambda r: (-r[1], r[0])))
		print(f'* `{engine}`: {listed or "none"}.')
	print()


def show_coverage(files):
	print('## Coverage of `source`\n')
	rows = []
	trees = {name[5:]: each['coverage'] for name, each in files.items() if name.startswith('tree-')}
	for key, words in (('files', 'files'), ('relevant', 'files about DMA'), ('functions', 'functions in them'),
			   ('functions_relevant', 'functions analysed'), ('not_analysed', 'not analysed')):
		rows.append([words] + [tree[key] for tree in trees.values()])
	for key, words in (('managed', 'devres releases'), ('own', 'released by their function'),
			   ('paired', 'released by another'), ('passed', 'given to a caller'),
			   ('kept', 'kept, no release seen'), ('told', 'given to a callee or a place without a name'),
			   ('lost', 'never released')):
		rows.append(['acquired, ' + words] + [sum(kinds.get(key, 0) for kinds in tree['acquires'].values())
						      for tree in trees.values()])
	table([''] + [f'Linux {t}' for t in trees], rows)
	print(f'`{files["tree-7.3"]["command"]}`\n')


def show_figures(files):
	for section, rows in files['figures'].items():
		print(f'## {section}\n')
		print('| what | figure | bound | made by |\n| --- | --- | --- | --- |')
		for row in rows:
			print(f'| {row["what"]} | {row["figure"]} | {row.get("bound", "–")} | {row["by"]} |')
		print()


def show(program):
	rules = json.loads(subprocess.run([program, 'rules', '--json'], check=True, capture_output=True).stdout)
	files = measured()
	print('# Quality\n')
	print('Made by `testcases/quality/table.py`, as is each figure by the command beside it. '
	      '[RULES.md](RULES.md) has what the rules say.\n')
	show_reports(judged())
	show_rules(rules, files)
	show_ways(files)
	show_blind_spots()
	show_coverage(files)
	show_figures(files)


def main():
	kinds = {'mutants': sum_mutants, 'tree': sum_tree}
	if len(sys.argv) == 3 and sys.argv[1] == 'show':
		return show(sys.argv[2])
	if len(sys.argv) < 4 or sys.argv[1] not in kinds:
		sys.exit(__doc__)
	print(re.sub(r'\[\s+(\d+),\s+(\d+)\s+\]', r'[\1, \2]',
		     json.dumps(kinds[sys.argv[1]](sys.argv[2], sys.argv[3:]), indent=1)))
	return None


if __name__ == '__main__':
	main()
