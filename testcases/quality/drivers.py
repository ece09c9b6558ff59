#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Random drivers, on the model and before an engine: do they agree?

	drivers.py DMACHECK MODEL LIBRARY [-n NUMBER] [-s SEED] [-e ENGINE] [-1 SEED]

grow.py grows a driver from each seed from SEED on.  The model (the folder MODEL with its headers, and
the LIBRARY) runs it in all ways that its flags allow, on all machines, and with one thing after the
other failing: what happens there is true.  An engine reads it.  Then

* what happened must be claimed: some rule of EXPLAINS that says why is told;
* an error or a warning must happen: something of what EXPLAINS says of the rule.

Else they disagree.  What an engine is known not to see stands in BLIND, and what the model cannot
show in UNSHOWN.  Any other disagreement is made as small as it gets, printed, and is the exit status.
"""
import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from grow import Choices, Driver  # noqa: E402

BATCH = 500

# What happens on the model, and the rules that say why.  The first words of a text are enough.
EXPLAINS = [
	('released with other attributes', 'release_attrs managed_release release_family alloc_cc_shared '
	 'alloc_map_attr'),
	('released by another family', 'release_family managed_release'),
	('released with another', 'release_family release_handle'),
	('released what is not mapped', 'release_handle release_family managed_release'),
	('released, and still mapped', 'page_mmio'),
	('list released with another', 'release_family'),
	('RAM mapped as MMIO', 'mmio_on_ram'),
	('device memory mapped by its page', 'page_mmio'),
	('attribute that nothing looks at', 'alloc_map_attr stream_alloc_attr private_attr attr_undefined '
	 'alloc_cc_shared noncontiguous_attr attr_slot mmap_attrs'),
	('bit that is no attribute', 'private_attr attr_undefined attr_slot'),
	('zone chosen by the caller', 'alloc_gfp'),
	('allocation refused', 'alloc_cc_shared private_attr noncontiguous_attr alloc_gfp attr_slot'),
	('mapping refused', 'coherent_kernel_memory mmio_missing mmio_on_ram mmio_private sg_mmio'),
	('shared page given to', 'cc_freed_shared cc_unchecked release_family'),
	('never released', 'never_released release_handle release_family release_attrs page_mmio '
	 'managed_release'),
	('bounce slots held', 'release_attrs release_family release_handle mmio_sync sg_mmio'),
	('bus addresses held', 'release_attrs release_family release_handle'),
	('the device sees the wrong encryption', 'cc_not_decrypted cc_unchecked mmio_on_ram sg_mmio'),
	('CPU view with the wrong', 'cc_private_pte cc_unchecked'),
	('access through a view with the wrong', 'cc_private_pte'),
	('cacheable view of device memory', 'mmio_cached mmio_missing'),
	('cache maintenance on device', 'mmio_missing mmio_sync release_attrs'),
	('the device reads other bytes', 'cc_not_decrypted cc_unchecked mmio_on_ram sg_mmio'),
	('the CPU reads other bytes', 'cc_not_decrypted cc_unchecked mmio_on_ram sg_mmio release_attrs '
	 'release_handle'),
	('user and kernel cache', 'mmap_attrs'),
	('access to nothing', 'cookie_used managed_release release_family release_attrs'),
	('no memory behind', 'mmio_missing mmio_sync release_attrs release_family release_handle'),
	('no struct page', 'mmio_missing release_attrs release_family release_handle cookie_used'),
	('not a struct page', 'release_attrs cookie_used release_family'),
	('not an address of', 'release_attrs cookie_used release_family managed_release'),
	('no view at that address', 'release_family managed_release release_attrs'),
	('page freed twice', 'managed_release release_family release_handle'),
	('leave(', 'managed_release release_family release_handle'),
	('!dc_iommu_translate', 'release_handle release_family release_attrs mmio_sync'),
	('attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES', 'noncontiguous_attr attr_undefined'),
	('gfp & __GFP_COMP', 'alloc_gfp'),
	('i == nr_managed', 'managed_release release_family'),
	# Comes with a refusal, which tells whether it was asked for.
	('address out of the device', None),
	('bounce buffer out of reach', None),
]

def is_across(driver):
	"""Acquired in one function, used or released in another."""
	return not driver.is_local


def is_shared_untold(driver):
	return driver.decrypts and 'CC_SHARED' not in driver.value.always


# Ways of which a file does not tell everything, so that a release by them is not known, and those
# that tell nothing where there are no attributes.
OPEN = ('static const', 'result', 'by reference', 'table', 'config', 'variant')
SILENT = ('enumerator', 'static const', 'result', 'by reference', 'table', 'config', 'variant')


def is_by_open_way(driver):
	"""Some call has its attributes, or that there are none, in a way that is not known."""
	words = driver.choices.words
	return (any(words.get(f'{role}.way') in SILENT for role in driver.without) or
		any(words.get(f'{role}.way') in OPEN or
		    (words.get(f'{role}.way') in ('stored', 'nested') and words.get(f'{role}.value') != 'none')
		    for role in ('release', 'unwind', 'mmap')))


def made(name):
	return lambda driver: name in driver.choices.made


def any_of(*tests):
	return lambda driver: any(test(driver) for test in tests)


def all_of(*tests):
	return lambda driver: all(test(driver) for test in tests)


def is_acquired_by(ways):
	return lambda driver: driver.choices.words.get('acquire.way') in ways


RELEASED = ('released with other attributes', 'bounce slots held', 'bus addresses held', 'the CPU reads other bytes',
	    'no memory behind', 'no struct page', 'not a struct page', 'not an address of', 'access to nothing',
	    'user and kernel cache')

# What an engine is known not to see: what happens, what the driver must be for that, why.
BLIND = [
	(('never released',), is_across, 'a member may be released by whoever knows it: rules.def, never_released'),
	(('never released',), lambda d: d.kind_name in ('sgtable', 'sg', 'iova'),
	 'told of handles and buffers: facts/resource.c, dc_resource_return()'),
	(('cacheable view of device memory',), any_of(is_across, is_acquired_by(OPEN)),
	 'told of what one function maps and uses'),
	(('no memory behind', 'cache maintenance'), is_acquired_by(OPEN),
	 'that an attribute is missing is told where all sources are known: source/closed.c'),
	(('RAM mapped as', 'mapping refused', 'the device', 'the CPU'), all_of(is_across, is_acquired_by(('by reference', 'result'))),
	 'a function that is handed the object may change it'),
	(('CPU view with the wrong',), is_across, 'told of what one function decrypts and maps'),
	(('no memory behind', '!dc_iommu_translate'), all_of(made('sync'), any_of(is_across, made('sync.wrapped'))),
	 'whether a handle is of device memory is told of what one function maps and syncs'),
	(('the device sees the wrong encryption', 'the device reads other bytes', 'the CPU reads other bytes'),
	 is_shared_untold, 'legal and bounced where devices see shared memory only: no rule'),
	(('RAM mapped as', 'mapping refused', 'the device', 'the CPU'),
	 lambda d: d.memory == 'user', "memory of somebody else may be shared, or a device's: cc_not_decrypted-slab.c"),
	(RELEASED, is_by_open_way, 'a release is known by what all sources agree in: source/closed.c'),
	(('bit that is no attribute', 'attribute that nothing looks at'),
	 lambda d: any(way in SILENT for way in d.choices.words.values()),
	 'what names no attribute is not read: enumerations, tables, constants'),
	(('user and kernel cache',), all_of(is_across, lambda d: d.value.flag),
	 'one of two values of the allocation fits: facts/pair.c, convict_mmap()'),
	(('access to nothing', 'not a struct page'), all_of(made('cookie'), is_across),
	 'told of what one function allocates and uses, or has from elsewhere: cookie_used-across-member.c'),
	(('released by another', 'released with', 'page freed', 'leave(', 'not an address', 'no view', 'released what'),
	 all_of(is_across, lambda d: d.has_two_families), 'a place that serves two families: facts/pair.c, are_related()'),
	(('released', 'leave(', '!dc_iommu', 'page freed', 'never released', 'shared page', 'the CPU reads other'),
	 any_of(all_of(made('release.handle'), any_of(is_across, made('release.call'))),
		all_of(made('unwind.handle'), any_of(is_across, made('unwind.call')))),
	 'what stands for the handle is told within a function'),
	(('shared page given to',), is_across, 'told of what one function decrypts and frees'),
]

# What is told and cannot be shown: the rules, what the driver must be or come to, why.
UNSHOWN = [
	('release_attrs_hint', lambda driver, happened: True, 'nothing compares hints at a release'),
	('cc_.*', lambda driver, happened: driver.kind_name == 'iova',
	 'no confidential guest drives an IOMMU'),
	('release_attrs|mmio_missing|mmio_on_ram', lambda driver, happened: driver.kind_name == 'iova',
	 'dma-debug does not know IOVA states, and an IOMMU maps whatever it is told'),
	('coherent_kernel_memory', lambda driver, happened: driver.kind_name == 'iova' and driver.decrypts,
	 'an IOMMU that knows nothing of shared memory refuses it for that'),
	('release_handle', lambda driver, happened: 'REQUIRE_COHERENT' in driver.value.when(True),
	 'where such a mapping does not fail the handle is the address'),
	('mmio_cached|mmio_sync', lambda driver, happened: ('RAM mapped as MMIO', 'suffered') in happened,
	 'told where it is not known that it is RAM'),
	('mmap_attrs', lambda driver, happened: True, 'no machine here looks at other bits than WRITE_COMBINE'),
	('release_.*|mmap_attrs|managed_release|cookie_used', lambda driver, happened: ('', 'starts') not in happened,
	 'what is always refused is never released'),
]


def rules_of(what):
	for start, rules in EXPLAINS:
		if what.startswith(start):
			return rules.split() if rules is not None else None
	return []


def run(command, **more):
	return subprocess.run(command, stdout=subprocess.PIPE, **more)


class Bench:
	"""Where drivers are written, compiled, run and read."""

	def __init__(self, arguments):
		self.arguments = arguments
		self.folder = tempfile.mkdtemp(prefix='drivers-')
		self.here = os.path.dirname(os.path.realpath(__file__))
		model = arguments.model
		# Clang takes half as long.
		compiler = os.environ.get('CC') or shutil.which('clang') or 'cc'
		self.compiler = [compiler, '-std=gnu11', '-O0', '-w', '-fno-strict-aliasing',
				 '-D_GNU_SOURCE', f'-I{model}/include', f'-I{model}', f'-I{self.here}']
		self.runner = os.path.join(self.folder, 'run.o')
		subprocess.run(self.compiler + ['-c', os.path.join(self.here, 'drivers.c'), '-o', self.runner],
			       check=True)

	def close(self):
		shutil.rmtree(self.folder)

	def write(self, drivers):
		place = os.path.join(self.folder, 'drivers')
		shutil.rmtree(place, ignore_errors=True)
		os.mkdir(place)
		for driver in drivers:
			with open(os.path.join(place, driver.name + '.c'), 'w') as out:
				out.write(driver.text)
		return place

	def happens(self, drivers, place):
		"""Of each driver what it suffers or is excused of, and where first."""
		program = os.path.join(self.folder, 'program')
		with open(program + '.c', 'w') as out:
			out.write('#include "drivers.h"\n')
			for driver in drivers:
				out.write(f'#include "{place}/{driver.name}.c"\n{driver.glue}')
			out.write('const struct program programs[] = {\n')
			for driver in drivers:
				out.write(f'\t{{ "{driver.name}", {driver.nr_flags}, start_{driver.name}, '
					  f'stop_{driver.name} }},\n')
			out.write(f'}};\nconst unsigned int nr_programs = {len(drivers)};\n')
		subprocess.run(self.compiler + [program + '.c', self.runner, self.arguments.library, '-o', program],
			       check=True)
		found = collections.defaultdict(dict)
		for line in run([program], check=True, text=True).stdout.splitlines():
			name, kind, what, where = line.split('\t')
			found[name][what, kind] = where
		return found

	def told(self, drivers, place):
		"""Of each driver the findings; and what was not read."""
		command = [self.arguments.program, 'check', '--quiet', '--no-cache', '--no-config', '--kernel', '7.3',
			   '--level', 'note', '--format', 'json', '--engine', self.arguments.engine, place]
		done = run(command, text=True)
		if done.returncode not in (0, 1):
			sys.exit(f'{self.arguments.program} failed')
		report = json.loads(done.stdout)
		found = collections.defaultdict(list)
		for finding in report['findings']:
			found[os.path.basename(finding['file'])[:-2]].append(finding)
		unread = {os.path.basename(g['file'])[:-2] for g in report['coverage']['not_analysed']}
		return found, unread


def blind(driver, what):
	"""Why an engine does not see that, None where it should."""
	return next((why for starts, test, why in BLIND if what.startswith(starts) and test(driver)), None)


def unshown(driver, happened, rule):
	"""Why no machine comes to what the rule claims, None where one should."""
	return next((why for rules, test, why in UNSHOWN if re.fullmatch(rules, rule) and test(driver, happened)), None)


def compare(driver, happened, findings, is_unread):
	"""What is not explained, as a set of short texts, and why the rest is."""
	rules = {f['rule'] for f in findings}
	gaps = {'not analysed'} if is_unread else set()
	known = set()
	for what, kind in happened:
		explains = rules_of(what)
		if kind == 'suffered' and explains is not None and not rules & set(explains):
			why = blind(driver, what)
			(known if why else gaps).add(why or f'missed: {what}')
	shown = {r for what, _ in happened for r in rules_of(what) or []}
	for finding in findings:
		rule = finding['rule']
		if finding['level'] != 'note' and rule not in shown:
			why = unshown(driver, happened, rule)
			(known if why else gaps).add(why or f'false: {rule}')
	return gaps, known


def judge(bench, drivers):
	place = bench.write(drivers)
	happened = bench.happens(drivers, place)
	findings, unread = bench.told(drivers, place)
	return {d.name: compare(d, happened[d.name], findings[d.name], d.name in unread) +
		(happened[d.name], findings[d.name]) for d in drivers}


def shrink(bench, driver, gap):
	"""The fewest choices that disagree in the same way, many tries at a time."""
	given = dict(driver.choices.made)
	while True:
		tries = [{k: v for k, v in given.items() if k != name} for name in given]
		tries += [{**given, name: value - 1} for name, value in given.items() if value > 1]
		drivers = [Driver(f'small{i}', Choices(given=g)) for i, g in enumerate(tries)]
		results = judge(bench, drivers) if drivers else {}
		for small in drivers:
			if gap in results[small.name][0] and small.choices.made != given:
				given, driver = dict(small.choices.made), small
				break
		else:
			return Driver('small', Choices(given=given))


def print_driver(bench, driver, gap):
	_, _, happened, findings = judge(bench, [driver])[driver.name]
	print(f'--- {gap}\n    choices: {driver.choices.words}')
	for (what, kind), where in sorted(happened.items()):
		print(f'    {kind}: {what} ({where})')
	for finding in findings:
		print(f'    told: {finding["line"]}: {finding["level"]}: {finding["message"]} [{finding["rule"]}]')
	print(driver.text)


def main():
	parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
	parser.add_argument('program')
	parser.add_argument('model')
	parser.add_argument('library')
	parser.add_argument('-n', type=int, default=1000, dest='number')
	parser.add_argument('-s', type=int, default=1, dest='seed')
	parser.add_argument('-e', default='source', dest='engine')
	parser.add_argument('-k', default=10, type=int, dest='shown', help='how many kinds of disagreement to shrink')
	arguments = parser.parse_args()
	bench = Bench(arguments)
	tally, unexplained, first = collections.Counter(), collections.Counter(), {}
	rules, reasons, texts = collections.Counter(), collections.Counter(), set()
	try:
		end = arguments.seed + arguments.number
		for start in range(arguments.seed, end, BATCH):
			drivers = [Driver(f'n{seed}', Choices(seed)) for seed in range(start, min(start + BATCH, end))]
			for driver in drivers:
				texts.add(hash(driver.text.replace(driver.name, '')))
			for name, (gaps, known, happened, findings) in judge(bench, drivers).items():
				driver = next(d for d in drivers if d.name == name)
				harmed = any(kind == 'suffered' and rules_of(what) is not None for what, kind in happened)
				tally['harmed' if harmed else 'harmless'] += 1
				tally['known' if known else 'agreed'] += not gaps
				tally['disagreed'] += bool(gaps)
				rules.update({f['rule'] for f in findings})
				reasons.update(known)
				for gap in gaps:
					unexplained[gap] += 1
					first.setdefault(gap, driver)
		for gap, driver in list(first.items())[:arguments.shown]:
			print_driver(bench, shrink(bench, driver, gap), gap)
	finally:
		bench.close()
	print(f'{arguments.number} drivers, {len(texts)} different: {dict(tally)}')
	print(f'told: {dict(rules.most_common())}')
	for why, number in reasons.most_common():
		print(f'{number:6} known: {why}')
	for gap, number in unexplained.most_common():
		print(f'{number:6} {gap} (first: {first[gap].name})')
	return bool(unexplained)


if __name__ == '__main__':
	sys.exit(main())
