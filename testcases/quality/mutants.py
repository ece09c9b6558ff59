#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Misuse put into the real files of a kernel tree, and how much of it is found.

	mutants.py TREE DMACHECK [-n NUMBER] [-s SEED] [-o FILE.json] [-k FOLDER] [-e ENGINE] [-c FOLDER]
		[-l PERCENT]

A mutant is a file of the tree with one mistake.  Two kinds:

* a call that is there is changed: it gets an attribute, another function, arguments that changed
  places (SITES below);
* a few lines are put between two statements of a function that is there (LINES).

Attributes are delivered in the ways in which drivers do (WAYS): a constant, a variable, a branch, a
member, a macro, a function that returns them, a wrapper.  What is expected follows from the change:
a rule, and the lines on which it may be told.  What is told besides is kept with it; what the
untouched file has, too, does not count.

A release is changed only where its acquire is known without any engine: the file puts a handle into
a variable or member of the release's name, and always from calls of the one kind that the release
undoes.  A mapping is released by what was mapped only where both stand in one function.

Engines of a build need the FOLDER that `dmacheck prepare` made for TREE; mutants are then of its files
alone.  With the same FOLDER, NUMBER and SEED every engine gets the same mutants.

Everything follows from the seed and the tree.  The tree is not touched: mutants stand in a shadow of
it, folders of links, a hundred or so at a time.
"""
import argparse
import collections
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

BATCH = 200

# How an attribute reaches its call: a name, what stands at the top of the file, what stands before
# the statement, and the expression.  X is the attribute.
WAYS = [
	('constant', '', '', 'X'),
	('joined', '', '', 'DMA_ATTR_NO_WARN | (X)'),
	('local', '', 'unsigned long mutant_attrs = X;', 'mutant_attrs'),
	('added', '', 'unsigned long mutant_attrs = 0;\nmutant_attrs |= X;', 'mutant_attrs'),
	('branch', 'extern int mutant_flag;',
	 'unsigned long mutant_attrs = 0;\nif (mutant_flag)\n\tmutant_attrs = X;', 'mutant_attrs'),
	('choice', 'extern int mutant_flag;', '', 'mutant_flag ? X : 0'),
	('macro', '#define MUTANT_ATTRS (X)', '', 'MUTANT_ATTRS'),
	('enumerator', 'enum { MUTANT_ATTRS = X };', '', 'MUTANT_ATTRS'),
	('result', 'static unsigned long mutant_attrs(void)\n{\n\treturn X;\n}', '', 'mutant_attrs()'),
	('table', 'static const unsigned long mutant_attrs[] = { X };', '', 'mutant_attrs[0]'),
	('member', 'struct mutant {\n\tunsigned long attrs;\n};\n'
	 'static const struct mutant mutant_config = { .attrs = X };', '', 'mutant_config.attrs'),
	('by reference', 'static void mutant_fill(unsigned long *attrs)\n{\n\t*attrs = X;\n}',
	 'unsigned long mutant_attrs;\nmutant_fill(&mutant_attrs);', 'mutant_attrs'),
]

# A call that takes attributes as its last argument, by that of a wrapper.
WRAPPER = {
	'dma_alloc_attrs': ('void *', 'struct device *d, size_t s, dma_addr_t *h, gfp_t g', 'd, s, h, g'),
	'dma_map_single_attrs': ('dma_addr_t', 'struct device *d, void *p, size_t s, enum dma_data_direction r',
				 'd, p, s, r'),
	'dma_map_page_attrs': ('dma_addr_t', 'struct device *d, struct page *p, size_t o, size_t s, '
			       'enum dma_data_direction r', 'd, p, o, s, r'),
	'dma_map_phys': ('dma_addr_t', 'struct device *d, phys_addr_t p, size_t s, enum dma_data_direction r',
			 'd, p, s, r'),
	'dma_map_sg_attrs': ('unsigned int', 'struct device *d, struct scatterlist *l, int n, '
			     'enum dma_data_direction r', 'd, l, n, r'),
}

# A call that is there, its number of arguments, what it becomes ({0} is its first argument, ATTRS
# what a way delivers, MAPPED what was mapped), the attribute, the rule.  Without ATTRS there is but
# one way.
CALLS = [
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_CC_SHARED', 'alloc_cc_shared'),
	('dma_alloc_attrs', 5, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_CC_SHARED', 'alloc_cc_shared'),
	('dmam_alloc_coherent', 4, 'dmam_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_CC_SHARED', 'alloc_cc_shared'),
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', '__DMA_ATTR_ALLOC_CC_SHARED', 'private_attr'),
	('dma_map_single', 4, 'dma_map_single_attrs({0}, {1}, {2}, {3}, ATTRS)', '__DMA_ATTR_ALLOC_CC_SHARED', 'private_attr'),
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_SKIP_CPU_SYNC', 'alloc_map_attr'),
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_MMIO', 'alloc_map_attr'),
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, {3}, ATTRS)', '(1UL << 20)', 'attr_undefined'),
	('dma_map_single', 4, 'dma_map_single_attrs({0}, {1}, {2}, {3}, ATTRS)', '(1UL << 20)', 'attr_undefined'),
	('dma_map_single', 4, 'dma_map_single_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_MMIO', 'page_mmio'),
	('dma_map_page', 5, 'dma_map_page_attrs({0}, {1}, {2}, {3}, {4}, ATTRS)', 'DMA_ATTR_MMIO', 'page_mmio'),
	('dma_map_sg', 4, 'dma_map_sg_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_MMIO', 'sg_mmio'),
	('dma_map_sgtable', 4, 'dma_map_sgtable({0}, {1}, {2}, ATTRS)', 'DMA_ATTR_MMIO', 'sg_mmio'),
	('dma_alloc_coherent', 4, 'dma_alloc_attrs({0}, {1}, {2}, DMA_ATTR_NO_WARN, {3})', '', 'attr_slot'),
	('dma_alloc_coherent', 4, 'dma_alloc_coherent({0}, {1}, {2}, {3} | DMA_ATTR_NO_WARN)', '', 'attr_slot'),
	('dma_map_single', 4, 'dma_map_single_attrs({0}, {1}, {2}, DMA_ATTR_SKIP_CPU_SYNC, {3})', '', 'attr_slot'),
	('dma_map_page', 5, 'dma_map_page_attrs({0}, {1}, {2}, {3}, {4}, GFP_KERNEL)', '', 'attr_slot'),
	('dma_unmap_single', 4, 'dma_unmap_single_attrs({0}, {1}, {2}, {3}, DMA_TO_DEVICE)', '', 'attr_slot'),
	('dma_alloc_coherent', 4, 'dma_alloc_coherent({0}, {1}, {2}, {3} | __GFP_COMP)', '', 'alloc_gfp'),
	('dma_alloc_attrs', 5, 'dma_alloc_attrs({0}, {1}, {2}, {3} | __GFP_COMP, {4})', '', 'alloc_gfp'),
	('dma_free_coherent', 4, 'dma_free_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_FORCE_CONTIGUOUS', 'release_attrs'),
	('dma_free_coherent', 4, 'dma_free_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_PRIVILEGED', 'release_attrs'),
	('dma_unmap_single', 4, 'dma_unmap_single_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_PRIVILEGED', 'release_attrs'),
	('dma_unmap_page', 4, 'dma_unmap_page_attrs({0}, {1}, {2}, {3}, ATTRS)', 'DMA_ATTR_MMIO', 'release_attrs'),
	('dma_free_coherent', 4, 'dma_free_wc({0}, {1}, {2}, {3})', '', 'release_attrs_hint'),
	('dma_free_coherent', 4, 'dma_unmap_single({0}, {3}, {1}, DMA_BIDIRECTIONAL)', '', 'release_family'),
	('dma_unmap_single', 4, 'dma_free_coherent({0}, {2}, NULL, {1})', '', 'release_family'),
	('dma_unmap_page', 4, 'dma_free_coherent({0}, {2}, NULL, {1})', '', 'release_family'),
	('dma_free_coherent', 4, 'dma_free_coherent({0}, {1}, {2}, virt_to_phys({2}))', '', 'release_handle'),
	('dma_unmap_single', 4, 'dma_unmap_single({0}, virt_to_phys(MAPPED), {2}, {3})', '', 'release_handle'),
	('dmam_free_coherent', 4, 'dma_free_coherent({0}, {1}, {2}, {3})', '', 'managed_release'),
	('dma_mmap_coherent', 5, 'dma_mmap_attrs({0}, {1}, {2}, {3}, {4}, ATTRS)', 'DMA_ATTR_WRITE_COMBINE', 'mmap_attrs'),
]

# Where a call that needs the acquire has its handle, and the calls that give it one; whatever else
# acquires is of another kind.
HANDLES = {
	'dma_free_coherent': (3, r'dma_alloc_(?:coherent|attrs)'),
	'dmam_free_coherent': (3, r'dmam_alloc_(?:coherent|attrs)'),
	'dma_mmap_coherent': (3, r'dma_alloc_(?:coherent|attrs)'),
	'dma_unmap_single': (1, r'dma_map_single(?:_attrs)?'),
	'dma_unmap_page': (1, r'(?:dma_map_page(?:_attrs)?|skb_frag_dma_map)'),
}
PAIRED = {'release_attrs', 'release_attrs_hint', 'release_family', 'managed_release', 'mmap_attrs'}
ACQUIRES = r'(?:dmam?_(?:pool_)?z?alloc\w*|dma_map\w*|skb_frag_dma_map)'

# Lines for any function: the rule, the attribute that ATTRS delivers, the lines, of which the one
# that ends in a backslash is where the rule is told.
LINES = [
	('mmio_missing', '', '''{
	dma_addr_t mutant = dma_map_phys(mutant_device, pci_resource_start(mutant_pci, 0), PAGE_SIZE, DMA_TO_DEVICE, 0); \\
	if (!dma_mapping_error(mutant_device, mutant))
		dma_unmap_phys(mutant_device, mutant, PAGE_SIZE, DMA_TO_DEVICE, 0);
}'''),
	('mmio_missing', 'DMA_ATTR_SKIP_CPU_SYNC', '''{
	struct resource *mutant_range = platform_get_resource(mutant_platform, IORESOURCE_MEM, 0);
	dma_addr_t mutant = dma_map_phys(mutant_device, mutant_range->start, 64, DMA_TO_DEVICE, ATTRS); \\
	if (!dma_mapping_error(mutant_device, mutant))
		dma_unmap_phys(mutant_device, mutant, 64, DMA_TO_DEVICE, ATTRS);
}'''),
	('mmio_on_ram', 'DMA_ATTR_MMIO', '''{
	void *mutant_buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t mutant = dma_map_phys(mutant_device, virt_to_phys(mutant_buf), 64, DMA_TO_DEVICE, ATTRS); \\
	if (!dma_mapping_error(mutant_device, mutant))
		dma_unmap_phys(mutant_device, mutant, 64, DMA_TO_DEVICE, ATTRS);
	kfree(mutant_buf);
}'''),
	('mmio_sync', 'DMA_ATTR_CC_SHARED', '''{
	dma_addr_t mutant = dma_map_resource(mutant_device, mutant_resource->start, 64, DMA_FROM_DEVICE, ATTRS);
	if (!dma_mapping_error(mutant_device, mutant)) {
		dma_sync_single_for_cpu(mutant_device, mutant, 64, DMA_FROM_DEVICE); \\
		dma_unmap_resource(mutant_device, mutant, 64, DMA_FROM_DEVICE, ATTRS);
	}
}'''),
	('mmio_cached', 'DMA_ATTR_MMIO | DMA_ATTR_CC_SHARED', '''{
	phys_addr_t mutant_phys = mutant_resource->start;
	dma_addr_t mutant = dma_map_phys(mutant_device, mutant_phys, 64, DMA_FROM_DEVICE, ATTRS);
	if (!dma_mapping_error(mutant_device, mutant)) {
		memunmap(memremap(mutant_phys, 64, MEMREMAP_WB)); \\
		dma_unmap_phys(mutant_device, mutant, 64, DMA_FROM_DEVICE, ATTRS);
	}
}'''),
	('cc_not_decrypted', 'DMA_ATTR_CC_SHARED', '''{
	struct page *mutant_page = alloc_page(GFP_KERNEL);
	if (mutant_page) {
		dma_addr_t mutant = dma_map_page_attrs(mutant_device, mutant_page, 0, PAGE_SIZE, DMA_TO_DEVICE, ATTRS); \\
		if (!dma_mapping_error(mutant_device, mutant))
			dma_unmap_page_attrs(mutant_device, mutant, PAGE_SIZE, DMA_TO_DEVICE, ATTRS);
		__free_page(mutant_page);
	}
}'''),
	('cc_not_decrypted', 'DMA_ATTR_CC_SHARED', '''{
	void *mutant_buf = kzalloc(PAGE_SIZE, GFP_KERNEL);
	if (mutant_buf) {
		dma_addr_t mutant = dma_map_single_attrs(mutant_device, mutant_buf, PAGE_SIZE, DMA_TO_DEVICE, ATTRS); \\
		if (!dma_mapping_error(mutant_device, mutant))
			dma_unmap_single_attrs(mutant_device, mutant, PAGE_SIZE, DMA_TO_DEVICE, ATTRS);
		kfree(mutant_buf);
	}
}'''),
	('cc_unchecked', '', '''set_memory_decrypted((unsigned long)mutant_memory, 1); \\'''),
	('cc_unchecked', '', '''(void)set_memory_encrypted((unsigned long)mutant_memory, 1); \\'''),
	('cc_freed_shared', '', '''{
	unsigned long mutant = __get_free_page(GFP_KERNEL);
	if (mutant && !set_memory_decrypted(mutant, 1))
		free_page(mutant); \\
}'''),
	('cc_freed_shared', '', '''{
	unsigned long mutant = __get_free_pages(GFP_KERNEL, 2);
	if (mutant && !set_memory_decrypted(mutant, 4)) {
		if (set_memory_encrypted(mutant, 4))
			pr_warn("still shared\\n");
		free_pages(mutant, 2); \\
	} else if (mutant) {
		pr_warn("leaked\\n");
	}
}'''),
	('cc_private_pte', '', '''{
	struct page *mutant = alloc_page(GFP_KERNEL);
	if (mutant && !set_memory_decrypted((unsigned long)page_address(mutant), 1)) {
		vunmap(vmap(&mutant, 1, VM_MAP, PAGE_KERNEL)); \\
		if (!set_memory_encrypted((unsigned long)page_address(mutant), 1))
			__free_page(mutant);
	}
}'''),
	('coherent_kernel_memory', 'DMA_ATTR_REQUIRE_COHERENT', '''{
	void *mutant_buf = kmalloc(PAGE_SIZE, GFP_KERNEL);
	if (mutant_buf) {
		dma_addr_t mutant = dma_map_single_attrs(mutant_device, mutant_buf, PAGE_SIZE, DMA_FROM_DEVICE, ATTRS); \\
		if (!dma_mapping_error(mutant_device, mutant))
			dma_unmap_single_attrs(mutant_device, mutant, PAGE_SIZE, DMA_FROM_DEVICE, ATTRS);
		kfree(mutant_buf);
	}
}'''),
	('noncontiguous_attr', 'DMA_ATTR_NO_WARN', '''{
	struct sg_table *mutant = dma_alloc_noncontiguous(mutant_device, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, ATTRS); \\
	if (mutant)
		dma_free_noncontiguous(mutant_device, PAGE_SIZE, mutant, DMA_FROM_DEVICE);
}'''),
	('cookie_used', 'DMA_ATTR_NO_KERNEL_MAPPING', '''{
	dma_addr_t mutant;
	void *mutant_cookie = dma_alloc_attrs(mutant_device, 64, &mutant, GFP_KERNEL, ATTRS);
	if (mutant_cookie) {
		memset(mutant_cookie, 0, 64); \\
		dma_free_attrs(mutant_device, 64, mutant_cookie, mutant, ATTRS);
	}
}'''),
	('release_attrs', 'DMA_ATTR_FORCE_CONTIGUOUS', '''{
	dma_addr_t mutant;
	void *mutant_buf = dma_alloc_attrs(mutant_device, 64, &mutant, GFP_KERNEL, ATTRS);
	if (mutant_buf)
		dma_free_coherent(mutant_device, 64, mutant_buf, mutant); \\
}'''),
	('release_attrs', 'DMA_ATTR_MMIO', '''{
	dma_addr_t mutant = dma_map_phys(mutant_device, mutant_resource->start, 64, DMA_TO_DEVICE, ATTRS);
	if (!dma_mapping_error(mutant_device, mutant))
		dma_unmap_phys(mutant_device, mutant, 64, DMA_TO_DEVICE, 0); \\
}'''),
	('release_attrs_hint', 'DMA_ATTR_WRITE_COMBINE', '''{
	dma_addr_t mutant;
	void *mutant_buf = dma_alloc_attrs(mutant_device, 64, &mutant, GFP_KERNEL, ATTRS);
	if (mutant_buf)
		dma_free_coherent(mutant_device, 64, mutant_buf, mutant); \\
}'''),
	('release_family', '', '''{
	dma_addr_t mutant = dma_map_single(mutant_device, mutant_memory, 64, DMA_TO_DEVICE);
	if (!dma_mapping_error(mutant_device, mutant))
		dma_free_coherent(mutant_device, 64, mutant_memory, mutant); \\
}'''),
	('managed_release', '', '''{
	dma_addr_t mutant;
	void *mutant_buf = dmam_alloc_coherent(mutant_device, 64, &mutant, GFP_KERNEL);
	if (mutant_buf)
		dma_free_coherent(mutant_device, 64, mutant_buf, mutant); \\
}'''),
	('mmap_attrs', 'DMA_ATTR_WRITE_COMBINE', '''{
	dma_addr_t mutant;
	void *mutant_buf = dma_alloc_attrs(mutant_device, PAGE_SIZE, &mutant, GFP_KERNEL, ATTRS);
	if (mutant_buf) {
		if (dma_mmap_attrs(mutant_device, mutant_area, mutant_buf, mutant, PAGE_SIZE, 0)) \\
			pr_warn("not mapped\\n");
		dma_free_attrs(mutant_device, PAGE_SIZE, mutant_buf, mutant, ATTRS);
	}
}'''),
	('release_handle', '', '''{
	dma_addr_t mutant = dma_map_single(mutant_device, mutant_memory, 64, DMA_TO_DEVICE);
	if (!dma_mapping_error(mutant_device, mutant))
		dma_unmap_single(mutant_device, virt_to_phys(mutant_memory), 64, DMA_TO_DEVICE); \\
}'''),
]
NEEDED = '''#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
extern struct device *mutant_device;
extern struct pci_dev *mutant_pci;
extern struct platform_device *mutant_platform;
extern struct resource *mutant_resource;
extern struct vm_area_struct *mutant_area;
extern void *mutant_memory;'''


class Source:
	"""A file of the tree: its text, the same without what is no code, and its functions."""

	BLANKS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
	FUNCTION = re.compile(r'^(?![#\s{}/*])[^;{}#]*?\b(\w+)\s*\([^;{}#]*\)\s*\n\{\n', re.M)

	def __init__(self, path, text):
		self.path, self.text = path, text
		self.code = self.BLANKS.sub(lambda m: re.sub(r'[^\n]', ' ', m.group()), text)
		# A directive may hold anything, over several lines.
		self.code = re.sub(r'^[ \t]*#(?:\\\n|[^\n])*', lambda m: re.sub(r'[^\n]', ' ', m.group()),
				   self.code, flags=re.M)
		self.functions = []
		for match in self.FUNCTION.finditer(self.code):
			end = self.code.find('\n}', match.end())
			if end > 0:
				self.functions.append((match.group(1), match.end(), end + 1))
		includes = [m.end() for m in re.finditer(r'^#\s*include\b.*$', text, re.M)]
		first = self.functions[0][1] if self.functions else 0
		self.top = max([i for i in includes if i < first], default=-1)

	def calls(self):
		"""Name, start, end and arguments of each call of CALLS in a function."""
		for match in CALL.finditer(self.code):
			function = next((f for f in self.functions if f[1] <= match.start() < f[2]), None)
			args, end = self.arguments(match.end())
			if function and args:
				yield match.group(1), match.start(), end, args, function

	def arguments(self, at):
		depth, start, args = 1, at, []
		while at < len(self.code) and depth:
			c = self.code[at]
			if c in '([{':
				depth += 1
			elif c in ')]}':
				depth -= 1
			if (c == ',' and depth == 1) or not depth:
				args.append(self.text[start:at].strip())
				start = at + 1
			at += 1
		return args, at

	def acquires(self, name):
		"""The calls that put a handle into what has this name, as matches."""
		stored = rf'\b{name}\s*(?:\[[^;=]*\])?\s*=\s*({ACQUIRES})\s*\('
		given = rf'\b({ACQUIRES})\s*\([^;]*?&[^;,]*\b{name}\b\s*(?:\[[^;,]*\])?\s*,'
		return [m for p in (stored, given) for m in re.finditer(p, self.code)]

	def is_paired(self, call, args):
		"""Whether the file acquires what the call releases, and all of it by the calls that it undoes."""
		position, kind = HANDLES[call]
		name = re.fullmatch(r'(?:\w+(?:->|\.|\[\w+\]))*(\w+)(?:\[\w+\])?', args[position])
		found = self.acquires(name.group(1)) if name else []
		return bool(found) and all(re.fullmatch(kind, m.group(1)) for m in found)

	def mapped(self, handle, begin, end):
		"""What went into the mapping whose handle this is, between two places; None for nothing."""
		found = list(re.finditer(re.escape(handle) + r'\s*=\s*dma_map_single\s*\(', self.code[begin:end]))
		return self.arguments(begin + found[-1].end())[0][1] if found else None

	def statement(self, at):
		"""Where the line begins that `at` is on, when a statement begins there; else None."""
		line = self.code.rfind('\n', 0, at) + 1
		before = self.code[:line].rstrip()
		head = self.code[line:at].strip()
		if not before or before[-1] not in ';{}' or re.match(r'(else|case|default|do)\b|\w+\s*:|}', head):
			return None
		if re.match(r'(for|while)\b', head):
			return None
		if re.search(r'(=\s*|\benum\b[^;{}]*|\bstruct\b[^;{}()]*|\bswitch\b[^;{}]*)\{$', before):
			return None
		return line

	def gaps(self):
		"""Where a line may stand between two statements that are reached."""
		for name, begin, end in self.functions:
			for match in re.finditer(r'\n', self.code[begin:end - 1]):
				at = begin + match.end()
				line = self.code[at:self.code.find('\n', at)]
				before = self.code[begin:at].rstrip()
				last = before[max(before.rfind(c, 0, -1) for c in ';{}') + 1:]
				if (before and before[-1] in ';}' and line.strip() and line[:1] == '\t' and
				    not re.match(r'\s*(else|case|default|while|\w+\s*:|[{}])', line) and
				    not re.search(r'\b(return|goto|break|continue|panic|BUG)\b', last) and
				    not re.search(r'\n\s*(if|else|for|while|switch)\b[^{]*$', self.code[:at].rstrip()[-400:]) and
				    self.code.count('(', begin, at) == self.code.count(')', begin, at) and
				    self.is_in_blocks(begin, at)):
					yield name, at, (begin, end)

	def is_in_blocks(self, begin, at):
		"""Whether all braces that are open here are those of statements."""
		open_braces = []
		for i in range(begin, at):
			if self.code[i] == '{':
				open_braces.append(i)
			elif self.code[i] == '}' and open_braces:
				open_braces.pop()
		for i in open_braces:
			head = self.code[max(begin, i - 300):i].rstrip()
			if not head or not (head[-1] in ');{}:' or head.endswith('else') or head.endswith('do')):
				return False
			if re.search(r'\bswitch\s*\([^;{}]*\)$', head):
				return False
		return True


CALL = re.compile(r'(?<![\w.>])(' + '|'.join(sorted({c[0] for c in CALLS})) + r')\s*\(')


class Mutant:
	"""A file's new text, the rule, and the lines that it may be told on."""

	def __init__(self, source, rule, way, kind, what):
		self.source, self.rule, self.way, self.kind, self.what = source, rule, way, kind, what
		self.edits = []		# offset, end, text, whether it is told there

	def replace(self, begin, end, text, told=False):
		self.edits.append((begin, end, text, told))

	def build(self):
		"""The text, and the lines of what was marked."""
		text, lines, moved, at = [], set(), 0, 0
		line = 1
		for begin, end, new, told in sorted(self.edits, key=lambda e: e[0]):
			piece = self.source.text[at:begin]
			text.append(piece)
			line += piece.count('\n')
			for i, part in enumerate(new.split('\n')):
				if told == 'all' or (told and part.endswith('\\')):
					lines.add(line + i)
			new = re.sub(r' \\$', '', new, flags=re.M) if told and told != 'all' else new
			text.append(new)
			line += new.count('\n')
			at = end
		text.append(self.source.text[at:])
		return ''.join(text), lines


def at_top(mutant, text):
	if text:
		mutant.replace(mutant.source.top, mutant.source.top, '\n\n' + text,
			       told='all' if mutant.rule == 'private_attr' else False)


def deliver(mutant, way, attr, line, call):
	"""The call with its attributes; what else they need goes into the mutant."""
	name, top, before, value = way
	at_top(mutant, top.replace('X', attr))
	if before:
		mutant.replace(line, line, before.replace('X', attr).replace('\n', '\n\t') + '\n\t',
			       told='all' if mutant.rule == 'private_attr' else False)
	return call.replace('ATTRS', value.replace('X', attr))


def wrapped(mutant, call, attr):
	"""The call through a wrapper of the file's own, or None."""
	name = call[:call.index('(')]
	if name not in WRAPPER or not call.endswith('ATTRS)'):
		return None
	result, parameters, arguments = WRAPPER[name]
	at_top(mutant, f'static {result} mutant_call({parameters}, unsigned long a)\n{{\n'
	       f'\treturn {name}({arguments}, a);\n}}')
	return 'mutant_call' + call[call.index('('):].replace('ATTRS', attr)


def change_call(source, rng):
	"""One of the calls that are there."""
	sites = list(source.calls())
	rng.shuffle(sites)
	for name, begin, end, args, function in sites:
		rows = [c for c in CALLS if c[0] == name and c[1] == len(args)]
		line = source.statement(begin)
		if not rows or line is None:
			continue
		_, _, into, attr, rule = rng.choice(rows)
		mapped = source.mapped(args[1], function[1], begin) if 'MAPPED' in into else None
		if 'MAPPED' in into and not mapped:
			continue
		if name in HANDLES and rule in PAIRED and not source.is_paired(name, args):
			continue
		ways = WAYS + [('wrapper', None, None, None)] if attr else [('as it is', '', '', '')]
		way = rng.choice(ways)
		mutant = Mutant(source, rule, way[0], 'call', f'{name} in {function[0]}()')
		call = into.replace('MAPPED', mapped or '').format(*[re.sub(r'\s*\n\s*', ' ', a) for a in args])
		if way[0] == 'wrapper':
			call = wrapped(mutant, call, attr)
			if not call:
				continue
		elif attr:
			call = deliver(mutant, way, attr, line, call)
		mutant.replace(begin, end, call, told='all')
		return mutant
	return None


def add_lines(source, rng):
	gaps = list(source.gaps())
	if not gaps:
		return None
	name, at, _ = rng.choice(gaps)
	rule, attr, text = rng.choice(LINES)
	way = rng.choice(WAYS) if attr else ('as it is', '', '', '')
	mutant = Mutant(source, rule, way[0], 'lines', f'in {name}()')
	_, top, before, value = way
	at_top(mutant, NEEDED + ('\n' + top.replace('X', attr) if top else ''))
	text = text.replace('ATTRS', value.replace('X', attr))
	if before:
		text = text.replace('{\n', '{\n\t' + before.replace('X', attr).replace('\n', '\n\t') + '\n', 1)
	mutant.replace(at, at, '\t' + text.replace('\n', '\n\t') + '\n', told=True)
	return mutant


def relevant(tree, program):
	"""Files of the tree that call what is changed here, in order."""
	names = '|'.join(sorted({c[0] for c in CALLS}))
	found = subprocess.run(['grep', '-rlE', '--include=*.c', rf'\b({names})\(', '.'], cwd=tree,
			       capture_output=True, text=True).stdout.split('\n')
	found = sorted(f[2:] for f in found if f and not f.startswith(('./kernel/dma/', './rust/', './tools/')))
	if not found:
		sys.exit(f'{tree}: no file calls the DMA API')
	return found


def prepare(commands, tree, shadow):
	"""How the shadow's files are compiled, in a folder of its own, and which files these are."""
	with open(os.path.join(commands, 'compile_commands.json'), encoding='utf-8') as text:
		entries = json.load(text)
	names = {os.path.relpath(os.path.realpath(os.path.join(e['directory'], e['file'])), tree) for e in entries}
	folder = shadow + '-commands'
	os.mkdir(folder)
	with open(os.path.join(folder, 'compile_commands.json'), 'w', encoding='utf-8') as out:
		out.write(json.dumps(entries).replace(tree + '/', shadow + '/'))
	return names


def ask(arguments, shadow, names):
	"""Findings of each file, and the files that could not be analysed."""
	# A tree of before a rule takes its mistake, too.
	command = [arguments.program, 'check', '--quiet', '--no-cache', '--no-config', '--level', 'note',
		   '--kernel', '7.3', '--format', 'json', '--engine', arguments.engine]
	if arguments.commands:
		command += ['--commands', shadow + '-commands']
	command += [os.path.join(shadow, n) for n in names]
	done = subprocess.run(command, capture_output=True, text=True)
	if done.returncode not in (0, 1):
		sys.exit(f'{arguments.program} failed: {done.stderr[:400]}')
	report = json.loads(done.stdout)
	found = collections.defaultdict(list)
	for finding in report['findings']:
		found[os.path.relpath(finding['file'], shadow)].append(finding)
	gaps = {os.path.relpath(g['file'], shadow): g for g in report['coverage']['not_analysed']}
	return found, gaps


def write(shadow, name, text):
	path = os.path.join(shadow, name)
	os.unlink(path)
	with open(path, 'w', encoding='utf-8', errors='surrogateescape') as out:
		out.write(text)


def try_batch(arguments, shadow, mutants, results):
	texts = {}
	for mutant in mutants:
		texts[mutant.source.path] = mutant.build()
		write(shadow, mutant.source.path, mutant.source.text)
	names = sorted(texts)
	before, _ = ask(arguments, shadow, names)
	for name in names:
		write(shadow, name, texts[name][0])
	after, gaps = ask(arguments, shadow, names)
	for mutant in mutants:
		name = mutant.source.path
		known = collections.Counter((f['rule'], f['message'], f.get('function')) for f in before[name])
		new = []
		for finding in after[name]:
			key = (finding['rule'], finding['message'], finding.get('function'))
			if known[key]:
				known[key] -= 1
			else:
				new.append(finding)
		lines = texts[name][1]
		here = [f for f in new if f['rule'] == mutant.rule and f['line'] in lines]
		elsewhere = [f for f in new if f['rule'] == mutant.rule and f['line'] not in lines]
		outcome = 'found' if here else 'elsewhere' if elsewhere else 'unread' if name in gaps else 'missed'
		results.append({
			'rule': mutant.rule, 'way': mutant.way, 'kind': mutant.kind, 'file': name,
			'what': mutant.what, 'lines': sorted(lines), 'outcome': outcome,
			'level': here[0]['level'] if here else None,
			'besides': sorted({f['rule'] for f in new if f['rule'] != mutant.rule}),
		})
		if arguments.keep and outcome != 'found':
			path = os.path.join(arguments.keep, f'{len(results):05}-{mutant.rule}-{os.path.basename(name)}')
			with open(path, 'w', encoding='utf-8', errors='surrogateescape') as out:
				out.write(texts[name][0])


def tell(results):
	def rows(key):
		table = collections.defaultdict(collections.Counter)
		for result in results:
			table[result[key]][result['outcome']] += 1
		for name in sorted(table):
			row = table[name]
			total = sum(row.values()) - row['unread']
			share = 100 * (row['found'] + row['elsewhere']) / total if total else 100
			print(f'{name:24} {total:6} {row["found"]:6} {row["elsewhere"]:6} {row["missed"]:6} '
			      f'{row["unread"]:6} {share:6.1f} %')
	for key in ('rule', 'way', 'kind'):
		print(f'{key:24} {"number":>6} {"found":>6} {"other":>6} {"missed":>6} {"unread":>6} {"recall":>6}')
		rows(key)
		print()


def main():
	parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
	parser.add_argument('tree')
	parser.add_argument('program')
	parser.add_argument('-n', type=int, default=2000, dest='number')
	parser.add_argument('-s', type=int, default=1, dest='seed')
	parser.add_argument('-e', default='source', dest='engine')
	parser.add_argument('-c', dest='commands', help='a folder that dmacheck prepare made')
	parser.add_argument('-o', dest='output', help='all mutants, as JSON')
	parser.add_argument('-l', type=float, default=0, dest='least', help='percent that must be found')
	parser.add_argument('-k', dest='keep', help='a folder for mutants that were not found')
	arguments = parser.parse_args()
	rng = random.Random(arguments.seed)
	tree = os.path.realpath(arguments.tree)
	files = relevant(tree, arguments.program)
	sources, results = {}, []
	shadow = tempfile.mkdtemp(prefix='mutants-')
	try:
		subprocess.run(['cp', '-as', tree + '/.', shadow], check=True)
		if arguments.commands:
			built = prepare(arguments.commands, tree, shadow)
			files = [name for name in files if name in built]
		while len(results) < arguments.number:
			batch = []
			for name in rng.sample(files, min(BATCH, len(files), arguments.number - len(results))):
				if name not in sources:
					with open(os.path.join(tree, name), encoding='utf-8',
						  errors='surrogateescape') as text:
						sources[name] = Source(name, text.read())
				if sources[name].top < 0:
					continue
				mutant = rng.choice((change_call, add_lines))(sources[name], rng)
				if mutant:
					batch.append(mutant)
			try_batch(arguments, shadow, batch, results)
			print(f'{len(results)} mutants', file=sys.stderr)
	finally:
		shutil.rmtree(shadow)
		shutil.rmtree(shadow + '-commands', ignore_errors=True)
	tell(results)
	if arguments.output:
		with open(arguments.output, 'w', encoding='utf-8') as out:
			json.dump(results, out, indent=1)
	read = [r for r in results if r['outcome'] != 'unread']
	found = sum(r['outcome'] != 'missed' for r in read)
	if 100 * found < arguments.least * len(read):
		sys.exit(f'{found} of {len(read)} found: fewer than {arguments.least:g} %')


if __name__ == '__main__':
	main()
