# SPDX-License-Identifier: GPL-2.0-only
"""Random drivers: small ones, right or wrong, which an engine reads and which the model runs.

A driver is grown from choices, each of which has a name and, when nobody asks for another, the first
of its options, the simplest.  So a driver becomes smaller when choices are forgotten (drivers.py), and
all of it follows from them.  Nobody here knows what is wrong: wrong options are rarer, no more.

Its life is the same for all: start() acquires something, use() works with it, stop() releases it, or
one function does all that.  What differs is where the attributes come from (WAYS), through which calls
they go, where the handle is kept, and how a start that fails is undone.
"""
import random
import re

SIMPLE, RARE = 0.35, 0.07	# how often an option beyond the first: of a shape's choice, of a mistake


class Choices:
	"""Made at random from a seed; or `given`, by name, the number of the option."""

	def __init__(self, seed=None, given=None):
		self.random, self.given = random.Random(seed), given
		self.made, self.words = {}, {}

	def pick(self, name, options, odds=SIMPLE):
		options = list(options)
		if self.given is not None:
			i = min(self.given.get(name, 0), len(options) - 1)
		elif len(options) > 1 and self.random.random() < odds:
			i = self.random.randrange(1, len(options))
		else:
			i = 0
		if i:
			self.made[name], self.words[name] = i, str(options[i])
		return options[i]

	def any(self, name, options):
		"""One of several that are as good as each other."""
		return self.pick(name, options, odds=1 - 1 / len(options))

	def mistake(self, name, right, *wrong):
		return self.pick(name, (right,) + wrong, odds=RARE)


# Arguments: as a wrapper's parameter, and as the driver gives them; {v} is where the variable v is.
ARGUMENTS = {
	'size': ('size_t size', 'PAGE_SIZE'),
	'gfp': ('gfp_t gfp', '{gfp}'),
	'dir': ('enum dma_data_direction dir', '{dir}'),
	'offset': ('size_t offset', '0'),
	'nents': ('int nents', '1'),
	'&dma': ('dma_addr_t *dma', '&{dma}'),
	'dma': ('dma_addr_t dma', '{dma}'),
	'cpu': ('void *cpu', '{cpu}'),
	'page': ('struct page *page', '{page}'),
	'buf': ('void *buf', '{buf}'),
	'phys': ('phys_addr_t phys', '{phys}'),
	'sgt': ('struct sg_table *sgt', '{sgt}'),
	'&table': ('struct sg_table *table', '&{table}'),
	'sgl': ('struct scatterlist *sgl', '{table}.sgl'),
	'&state': ('struct dma_iova_state *state', '&{state}'),
	'vma': ('struct vm_area_struct *vma', 'vma'),
	'attrs': ('unsigned long attrs', None),
}
CALLS = {
	'dma_alloc_attrs': ('void *', 'size &dma gfp attrs'),
	'dma_alloc_coherent': ('void *', 'size &dma gfp'),
	'dma_alloc_wc': ('void *', 'size &dma gfp'),
	'dmam_alloc_attrs': ('void *', 'size &dma gfp attrs'),
	'dmam_alloc_coherent': ('void *', 'size &dma gfp'),
	'dma_free_attrs': ('void ', 'size cpu dma attrs'),
	'dma_free_coherent': ('void ', 'size cpu dma'),
	'dma_free_wc': ('void ', 'size cpu dma'),
	'dmam_free_coherent': ('void ', 'size cpu dma'),
	'dma_alloc_pages': ('struct page *', 'size &dma dir gfp'),
	'dma_free_pages': ('void ', 'size page dma dir'),
	'dma_alloc_noncoherent': ('void *', 'size &dma dir gfp'),
	'dma_free_noncoherent': ('void ', 'size cpu dma dir'),
	'dma_alloc_noncontiguous': ('struct sg_table *', 'size dir gfp attrs'),
	'dma_free_noncontiguous': ('void ', 'size sgt dir'),
	'dma_map_single_attrs': ('dma_addr_t ', 'buf size dir attrs'),
	'dma_map_single': ('dma_addr_t ', 'buf size dir'),
	'dma_map_page_attrs': ('dma_addr_t ', 'page offset size dir attrs'),
	'dma_map_page': ('dma_addr_t ', 'page offset size dir'),
	'dma_map_phys': ('dma_addr_t ', 'phys size dir attrs'),
	'dma_map_resource': ('dma_addr_t ', 'phys size dir attrs'),
	'dma_unmap_single_attrs': ('void ', 'dma size dir attrs'),
	'dma_unmap_single': ('void ', 'dma size dir'),
	'dma_unmap_page_attrs': ('void ', 'dma size dir attrs'),
	'dma_unmap_page': ('void ', 'dma size dir'),
	'dma_unmap_phys': ('void ', 'dma size dir attrs'),
	'dma_unmap_resource': ('void ', 'dma size dir attrs'),
	'dma_map_sgtable': ('int ', '&table dir attrs'),
	'dma_unmap_sgtable': ('void ', '&table dir attrs'),
	'dma_map_sg_attrs': ('unsigned int ', 'sgl nents dir attrs'),
	'dma_map_sg': ('unsigned int ', 'sgl nents dir'),
	'dma_unmap_sg_attrs': ('void ', 'sgl nents dir attrs'),
	'dma_unmap_sg': ('void ', 'sgl nents dir'),
	'dma_iova_link': ('int ', '&state phys offset size dir attrs'),
	'dma_iova_destroy': ('void ', '&state size dir attrs'),
	'dma_iova_unlink': ('void ', '&state offset size dir attrs'),
	'dma_sync_single_for_cpu': ('void ', 'dma size dir'),
	'dma_sync_single_for_device': ('void ', 'dma size dir'),
	'dma_sync_sgtable_for_cpu': ('void ', '&table dir'),
	'dma_mmap_attrs': ('int ', 'vma cpu dma size attrs'),
	'dma_mmap_coherent': ('int ', 'vma cpu dma size'),
	'dma_mmap_wc': ('int ', 'vma cpu dma size'),
}

# What is acquired: the memory, the variable that the call fills, how it fails; how it is released,
# rightly and wrongly.  A release without attributes is right when there are none, which the driver
# does not ask.
KINDS = {
	'attrs': dict(acquire='dma_alloc_attrs', result='cpu', failed='!{cpu}', pool='alloc',
		      release=['dma_free_attrs'], plain='dma_free_coherent', combined='dma_free_wc',
		      wrong=['dma_unmap_single_attrs', 'dmam_free_coherent', 'dma_free_noncoherent']),
	'coherent': dict(acquire='dma_alloc_coherent', result='cpu', failed='!{cpu}',
			 release=['dma_free_coherent', 'dma_free_attrs'],
			 wrong=['dma_free_wc', 'dma_free_noncoherent', 'dma_unmap_single']),
	'wc': dict(acquire='dma_alloc_wc', result='cpu', failed='!{cpu}',
		   release=['dma_free_wc'], wrong=['dma_free_coherent', 'dma_unmap_page']),
	'managed': dict(acquire='dmam_alloc_attrs', result='cpu', failed='!{cpu}', pool='alloc',
			release=[None], wrong=['dmam_free_coherent', 'dma_free_attrs']),
	'managed coherent': dict(acquire='dmam_alloc_coherent', result='cpu', failed='!{cpu}',
				 release=[None, 'dmam_free_coherent'], wrong=['dma_free_coherent']),
	'pages': dict(acquire='dma_alloc_pages', result='page', failed='!{page}',
		      release=['dma_free_pages'], wrong=['dma_unmap_page']),
	'noncoherent': dict(acquire='dma_alloc_noncoherent', result='cpu', failed='!{cpu}',
			    release=['dma_free_noncoherent'],
			    wrong=['dma_free_coherent', 'dma_unmap_single']),
	'noncontiguous': dict(acquire='dma_alloc_noncontiguous', result='sgt', failed='!{sgt}',
			      pool='noncontiguous', release=['dma_free_noncontiguous'], wrong=[]),
	'single': dict(memory=['buf'], acquire='dma_map_single_attrs', plainly='dma_map_single',
		       result='dma', failed='dma_mapping_error({dev}, {dma})', pool='stream',
		       release=['dma_unmap_single_attrs', 'dma_unmap_page_attrs', 'dma_unmap_phys'],
		       plain='dma_unmap_single', wrong=['dma_unmap_resource', 'dma_free_coherent']),
	'page': dict(memory=['page', 'user'], acquire='dma_map_page_attrs', plainly='dma_map_page',
		     result='dma', failed='dma_mapping_error({dev}, {dma})', pool='stream',
		     release=['dma_unmap_page_attrs', 'dma_unmap_single_attrs', 'dma_unmap_phys'],
		     plain='dma_unmap_page', wrong=['dma_unmap_resource', 'dma_free_pages']),
	'phys': dict(memory=['mmio', 'buf', 'page', 'user'], acquire='dma_map_phys', result='dma',
		     failed='dma_mapping_error({dev}, {dma})', pool='stream',
		     release=['dma_unmap_phys'], wrong=['dma_unmap_page', 'dma_unmap_page_attrs',
							'dma_unmap_resource']),
	'resource': dict(memory=['mmio'], other=['page'], acquire='dma_map_resource', result='dma',
			 failed='dma_mapping_error({dev}, {dma})', pool='stream',
			 release=['dma_unmap_resource'], wrong=['dma_unmap_phys', 'dma_unmap_page']),
	'sgtable': dict(memory=['table'], acquire='dma_map_sgtable', result='ret', failed='{ret}',
			pool='stream', release=['dma_unmap_sgtable', 'dma_unmap_sg_attrs'],
			wrong=['dma_unmap_sg']),
	'sg': dict(memory=['table'], acquire='dma_map_sg_attrs', plainly='dma_map_sg', result=None,
		   failed='!{call}', pool='stream', release=['dma_unmap_sg_attrs', 'dma_unmap_sgtable'],
		   plain='dma_unmap_sg', wrong=[]),
	'iova': dict(memory=['mmio', 'page'], acquire='dma_iova_link', result='ret', failed='{ret}',
		     pool='stream', release=['dma_iova_destroy'], wrong=[]),
}
# Attributes that do no harm there, and others.
POOLS = {
	'alloc': (['NO_WARN', 'FORCE_CONTIGUOUS', 'PRIVILEGED', 'WRITE_COMBINE', 'WEAK_ORDERING',
		   'ALLOC_SINGLE_PAGES', 'NO_KERNEL_MAPPING'],
		  ['SKIP_CPU_SYNC', 'MMIO', 'CC_SHARED', 'REQUIRE_COHERENT', 'ALLOC', 'NONE']),
	'noncontiguous': (['ALLOC_SINGLE_PAGES'], ['NO_WARN', 'WRITE_COMBINE', 'CC_SHARED', 'NONE']),
	'stream': (['SKIP_CPU_SYNC', 'PRIVILEGED', 'NO_WARN', 'WEAK_ORDERING',
		    'DEBUGGING_IGNORE_CACHELINES'],
		   ['MMIO', 'CC_SHARED', 'REQUIRE_COHERENT', 'FORCE_CONTIGUOUS', 'WRITE_COMBINE',
		    'ALLOC', 'NONE']),
}
SPELLED = {'ALLOC': '__DMA_ATTR_ALLOC_CC_SHARED', 'NONE': '(1UL << 20)'}
TYPES = {
	'cpu': 'void *', 'dma': 'dma_addr_t ', 'page': 'struct page *', 'buf': 'void *',
	'phys': 'phys_addr_t ', 'sgt': 'struct sg_table *', 'table': 'struct sg_table ',
	'state': 'struct dma_iova_state ',
}
WAYS = ['constant', 'local', 'joined', 'masked', 'macro', 'enumerator', 'static const', 'result',
	'by reference', 'switch', 'table', 'config', 'stored', 'nested', 'variant']

# Ways that leave a name behind, by which a release can mean the same.
LASTING = ['macro', 'enumerator', 'static const', 'result', 'table', 'config', 'stored', 'nested', 'variant']

LABEL = re.compile(r'(?!default)\w+:')


def joined(attrs):
	names = [SPELLED.get(a, 'DMA_ATTR_' + a) for a in attrs]
	return ' | '.join(names) or '0'


def indent(lines):
	"""Labels stay where they are."""
	return ['\t' + line if line and not LABEL.fullmatch(line) else line for line in lines]


class Value:
	"""Attributes: some always, others when a flag is set (or clear)."""

	def __init__(self, always, flag=None, added=()):
		self.always, self.flag = list(always), flag if added else None
		self.added = [a for a in added if a not in self.always]

	def when(self, is_set):
		return self.always + (self.added if is_set else [])

	def without(self, attr):
		return Value([a for a in self.always if a != attr], self.flag,
			     [a for a in self.added if a != attr])


class Driver:
	"""Its text, and `glue`: what a program needs to run it."""

	def __init__(self, name, choices):
		self.name, self.choices = name, choices
		self.tops, self.helpers, self.members, self.set_up = [], [], [], []
		self.nr_flags = 0
		self.kind_name = choices.any('kind', KINDS)
		self.kind = KINDS[self.kind_name]
		self.layout = choices.any('layout', ['function', 'members', 'nested', 'array', 'slots'])
		self.is_local = self.layout == 'function'
		self.variables = {}
		self.dir = choices.any('direction', ['DMA_TO_DEVICE', 'DMA_FROM_DEVICE',
						     'DMA_BIDIRECTIONAL'])
		self.parameters, self.needs_vma = [], False
		self.flags = {}
		self.shared = {}
		self.releases = set()
		self.without = set()		# calls that are given no attributes, or none for sure
		self.made = {}
		self.text = self.grow()

	@property
	def has_two_families(self):
		"""Whether it is released by functions that belong together with it, and by others."""
		return len(self.releases) > 1

	# Where things are.

	def at(self, variable):
		if variable not in self.variables:
			self.variables[variable] = TYPES[variable] + variable
		prefix = {'function': '', 'members': 'd->', 'nested': 'd->ring.',
			  'array': 'd->slot[i].', 'slots': 'slot->'}[self.layout]
		return prefix + variable

	@property
	def dev(self):
		return 'dev' if self.is_local else 'd->dev'

	def fill(self, text, **more):
		"""{v} becomes where the variable v is."""
		known = dict(dev=self.dev, dir=self.dir, ret='ret', phys=None, gfp=self.gfp, **more)
		for variable in TYPES:
			if '{' + variable + '}' in text and variable not in known or variable == 'phys':
				known[variable] = (self.phys_text() if variable == 'phys' and '{phys}' in text
						   else self.at(variable) if variable != 'phys' else '')
		return text.format(**known)

	def phys_text(self):
		source = self.memory
		if source == 'buf':
			return f'virt_to_phys({self.at("buf")})'
		if source in ('page', 'user'):
			return f'page_to_phys({self.at("page")})'
		return self.at('phys')

	# Flags that nobody knows.

	def flag(self, name):
		"""An expression, the same each time that it is asked for."""
		if name in self.flags:
			return self.flags[name]
		i = self.nr_flags
		self.nr_flags += 1
		word = f'{name}{i}'
		kinds = ['plain', 'module'] if self.is_local else ['plain', 'bit', 'mode', 'module']
		kind = self.choices.pick(f'{name}.flag', kinds)
		if kind == 'module':
			self.tops.append(f'static bool {self.name}_{word};\n'
					 f'module_param({self.name}_{word}, bool, 0444);')
			self.made[i] = f'{self.name}_{word}'
			text = f'{self.name}_{word}'
		elif self.is_local:
			self.parameters.append((f'bool {word}', f'chosen({i})'))
			text = word
		elif kind == 'bit':
			bit = f'{self.name.upper()}_{word.upper()}'
			self.tops.append(f'#define {bit}\tBIT({i})')
			self.member('unsigned int flags')
			self.set_up.append(f'if (board_has(d->dev, {i}))\n\td->flags |= {bit};')
			text = f'd->flags & {bit}'
		elif kind == 'mode':
			mode = f'{self.name.upper()}_MODE_{word.upper()}'
			self.tops.append(f'enum {{ {mode} = 1 }};')
			self.member(f'int {word}')
			self.set_up.append(f'd->{word} = board_has(d->dev, {i});')
			text = f'd->{word} == {mode}'
		else:
			self.member(f'bool {word}')
			self.set_up.append(f'd->{word} = board_has(d->dev, {i});')
			text = f'd->{word}'
		self.flags[name] = text
		return text

	def member(self, declaration):
		if declaration not in self.members:
			self.members.append(declaration)

	# Helpers know the flags by the same words.

	def head(self, own=''):
		"""Parameters and arguments of a function that may ask for flags."""
		if self.is_local:
			flags = [p.split()[-1] for p, _ in self.parameters]
			parameters, arguments = ['bool ' + f for f in flags], flags
		else:
			parameters, arguments = [f'struct {self.name} *d'], ['d']
		if own:
			parameters, arguments = parameters + [own], arguments
		return ', '.join(parameters) or 'void', arguments

	# Values.

	def deliver(self, role, value):
		"""Lines before the statement, and the expression that has the attributes."""
		ways = [w for w in WAYS if not self.is_local or w not in ('stored', 'nested', 'variant')]
		way = self.choices.pick(f'{role}.way', ways, odds=0.7)
		test = self.flag(value.flag) if value.flag else None
		word = f'{role.replace(".", "_")}_attrs'
		key = (way, value.flag, joined(value.when(False)), joined(value.when(True)))
		if key in self.shared and self.choices.pick(f'{role}.shares', [True, False]):
			return [], self.shared[key]
		if not value.always:
			self.without.add(role)
		low, high = joined(value.when(False)), joined(value.when(True))
		ternary = f'({test}) ? {high} : {low}' if test else low
		if test and self.choices.pick(f'{role}.turned', [False, True]):
			ternary = f'!({test}) ? {low} : {high}'
		lines, text = getattr(self, 'by_' + way.replace(' ', '_'))(word, value, test, low, high, ternary)
		if way in LASTING:
			self.shared[key] = text
		return lines, text

	def by_constant(self, word, value, test, low, high, ternary):
		if not test:
			return [], low
		if value.always:
			return [], f'{joined(value.always)} | (({test}) ? {joined(value.added)} : 0)'
		return [], ternary

	def by_local(self, word, value, test, low, high, ternary):
		self.local(f'unsigned long {word}')
		return [f'{word} = {ternary};'], word

	def by_joined(self, word, value, test, low, high, ternary):
		self.local(f'unsigned long {word}')
		lines = [f'{word} = 0;'] + [f'{word} |= {joined([a])};' for a in value.always]
		if test:
			lines += [f'if ({test})', f'\t{word} |= {joined(value.added)};']
		return lines, word

	def by_masked(self, word, value, test, low, high, ternary):
		self.local(f'unsigned long {word}')
		more = joined(value.always + value.added + ['NO_WARN'])
		lines = [f'{word} = {more};', f'{word} &= ~DMA_ATTR_NO_WARN;']
		if 'NO_WARN' in value.always + value.added:
			lines = [f'{word} = {joined(value.always + value.added)};']
		if test:
			lines += [f'if (!({test}))', f'\t{word} &= ~({joined(value.added)});']
		return lines, word

	def by_switch(self, word, value, test, low, high, ternary):
		self.local(f'unsigned long {word}')
		if not test:
			return [f'{word} = {low};'], word
		return [f'switch (!!({test})) {{', 'case 0:', f'\t{word} = {low};', '\tbreak;', 'default:',
			f'\t{word} = {high};', '\tbreak;', '}'], word

	def by_macro(self, word, value, test, low, high, ternary):
		macro = f'{self.name}_{word}'.upper()
		if test and not self.is_local:
			self.tops.append(f'#define {macro}(d)\t({ternary})')
			return [], f'{macro}(d)'
		self.tops.append(f'#define {macro}_SET\t({high})\n#define {macro}_CLEAR\t({low})')
		return [], f'({test}) ? {macro}_SET : {macro}_CLEAR' if test else f'{macro}_CLEAR'

	def by_enumerator(self, word, value, test, low, high, ternary):
		name = f'{self.name}_{word}'.upper()
		self.tops.append(f'enum {{ {name}_CLEAR = {low}, {name}_SET = {high} }};')
		return [], f'({test}) ? {name}_SET : {name}_CLEAR' if test else f'{name}_CLEAR'

	def by_static_const(self, word, value, test, low, high, ternary):
		name = f'{self.name}_{word}'
		self.tops.append(f'static const unsigned long {name} = {low};')
		if not test:
			return [], name
		self.tops.append(f'static const unsigned long {name}_set = {high};')
		return [], f'({test}) ? {name}_set : {name}'

	def by_table(self, word, value, test, low, high, ternary):
		name = f'{self.name}_{word}'
		self.tops.append(f'static const unsigned long {name}[] = {{ {low}, {high} }};')
		return [], f'{name}[!!({test})]' if test else f'{name}[0]'

	def by_config(self, word, value, test, low, high, ternary):
		name = f'{self.name}_{word}'
		self.tops.append(f'struct {name} {{\n\tunsigned long clear, set;\n}};\n\n'
				 f'static const struct {name} {name} = {{\n\t.clear = {low},\n'
				 f'\t.set = {high},\n}};')
		return [], f'({test}) ? {name}.set : {name}.clear' if test else f'{name}.clear'

	def by_result(self, word, value, test, low, high, ternary):
		parameters, arguments = self.head()
		name = f'{self.name}_{word}'
		body = [f'if ({test})', f'\treturn {high};'] if test else []
		self.helpers.append(self.function(f'static unsigned long {name}({parameters})',
						  body + [f'return {low};']))
		return [], f'{name}({", ".join(arguments)})'

	def by_by_reference(self, word, value, test, low, high, ternary):
		parameters, arguments = self.head('unsigned long *attrs')
		name = f'{self.name}_{word}'
		parameters = parameters.replace('void, ', '')
		self.local(f'unsigned long {word}')
		self.helpers.append(self.function(f'static void {name}({parameters})', [
			f'*attrs = {ternary};']))
		return [f'{name}({", ".join(arguments + ["&" + word])});'], word

	def by_stored(self, word, value, test, low, high, ternary):
		self.member(f'unsigned long {word}')
		self.set_up.append(f'd->{word} = {ternary};')
		return [], f'd->{word}'

	def by_nested(self, word, value, test, low, high, ternary):
		self.member(f'struct {{\n\t\tunsigned long {word};\n\t}} conf_{word}')
		self.set_up.append(f'd->conf_{word}.{word} = {ternary};')
		return [], f'd->conf_{word}.{word}'

	def by_variant(self, word, value, test, low, high, ternary):
		name = f'{self.name}_{word}'
		self.tops.append(f'struct {name} {{\n\tunsigned long attrs;\n}};\n\n'
				 f'static const struct {name} {name}_clear = {{ .attrs = {low} }};\n'
				 f'static const struct {name} {name}_set = {{ .attrs = {high} }};')
		self.member(f'const struct {name} *{word}')
		choice = f'({test}) ? &{name}_set : &{name}_clear' if test else f'&{name}_clear'
		self.set_up.append(f'd->{word} = {choice};')
		return [], f'd->{word}->attrs'

	# Calls.

	def local(self, declaration):
		if declaration not in self.locals:
			self.locals.append(declaration)

	def call(self, role, name, value, instead={}):
		"""Lines before, and the call, through wrappers or not."""
		result, arguments = CALLS[name]
		arguments = arguments.split()
		takes = 'attrs' in arguments
		lines, depth = [], self.choices.pick(f'{role}.wrapped', [0, 1, 2])
		added = []
		if depth and takes and value.always and self.choices.pick(f'{role}.adds', [False, True]):
			added = value.always[:1]
			value = value.without(added[0])
		attrs = None
		if takes:
			is_fixed = depth and not value.flag and self.choices.pick(f'{role}.fixes', [False, True])
			if is_fixed:
				attrs, added = None, value.always + added
			else:
				lines, attrs = self.deliver(role, value)
		function, given = name, [self.dev]
		for argument in arguments:
			if argument != 'attrs':
				given.append(instead.get(argument) or self.fill(ARGUMENTS[argument][1], call=''))
			elif attrs is not None:
				given.append(attrs)
		for level in range(depth):
			passes = takes and attrs is not None
			own = f'{self.name}_{role.replace(".", "_")}{level}'
			parameters = ['struct device *dev'] + [ARGUMENTS[a][0] for a in arguments
							       if a != 'attrs' or passes]
			inner = ['dev']
			for a in arguments:
				if a != 'attrs':
					inner.append(ARGUMENTS[a][0].split()[-1].lstrip('*'))
				elif level == 0:
					inner.append(' | '.join((['attrs'] if passes else []) +
								([joined(added)] if added else [])) or '0')
				elif passes:
					inner.append('attrs')
			back = '' if result == 'void ' else 'return '
			self.helpers.append(self.function(
				f'static {result}{own}({", ".join(parameters)})',
				[f'{back}{function}({", ".join(inner)});']))
			function = own
		return lines, f'{function}({", ".join(given)})'

	def function(self, head, body, declared=()):
		lines = [head, '{'] + ['\t' + d + ';' for d in declared] + ([''] if declared else [])
		return '\n'.join(lines + indent(body) + ['}'])

	# What is acquired.

	def make_value(self):
		"""The attributes of the acquire."""
		pool, choices = self.kind.get('pool'), self.choices
		self.gfp = choices.mistake('gfp', 'GFP_KERNEL', 'GFP_KERNEL | __GFP_COMP', 'GFP_ATOMIC')
		if not pool:
			return Value([])
		good, bad = POOLS[pool]
		always = []
		if self.memory == 'mmio':
			always = choices.mistake('mmio', ['MMIO', 'CC_SHARED'], ['MMIO'], [], ['CC_SHARED'])
			if self.kind_name == 'resource' and 'MMIO' in always:
				always = always[1:]
		elif self.decrypts:
			always = choices.mistake('shared', ['CC_SHARED'], [])
		one = choices.pick('attr', [None] + good, odds=0.6)
		two = choices.mistake('bad attr', None, *bad)
		always = always + [a for a in (one, two) if a and a not in always]
		value = Value(always)
		if choices.pick('conditional', [False, True]):
			extra = choices.any('conditional attr', good)
			if extra not in always:
				value = Value(always, 'secure', [extra])
			elif len(always) > 1:
				value = Value([a for a in always if a != extra], 'secure', [extra])
		return value

	def released(self, role, value):
		"""The attributes of a release: the same, or others."""
		how = self.choices.mistake(f'{role}.value', 'same', 'none', 'one less', 'one more', 'condition lost',
					   'condition kept')
		good, bad = POOLS[self.kind.get('pool', 'alloc')]
		if how == 'none':
			return Value([])
		if how == 'one less' and value.always:
			return value.without(self.choices.any(f'{role}.less', value.always))
		if how == 'one more':
			more = self.choices.any(f'{role}.more', good + bad)
			return Value(value.always + [a for a in [more] if a not in value.when(True)], value.flag,
				     value.added)
		if how == 'condition lost':
			return Value(value.always)
		if how == 'condition kept':
			return Value(value.when(True))
		return value

	def acquire(self):
		"""Lines, and how one sees that it failed."""
		name = self.kind['acquire']
		if not self.value.when(True) and 'plainly' in self.kind:
			name = self.choices.pick('acquire.plain', [self.kind['plainly'], name])
		lines, call = self.call('acquire', name, self.value)
		result = self.kind['result']
		if result:
			where = 'ret' if result == 'ret' else self.at(result)
			lines = lines + [f'{where} = {call};']
		return lines, self.fill(self.kind['failed'], call=call)

	def release(self, role):
		"""Lines."""
		kind = self.kind
		name = self.choices.mistake(f'{role}.call', self.choices.pick(f'{role}.by', kind['release']),
					    *kind['wrong'])
		if not name:
			return []
		self.releases.add(name in kind['wrong'])
		value = self.released(role, self.value)
		if 'plain' in kind and name == kind['release'][0] and not value.when(True):
			name = self.choices.pick(f'{role}.plain', [kind['plain'], name])
		lines, call = self.call(role, name, value, self.instead(role, name))
		return lines + [f'{call};']

	def instead(self, role, name):
		"""What a release is given in place of what it wants: by mistake, or as there is none."""
		instead, wanted = {}, CALLS[name][1].split()
		if 'page' in wanted and self.kind['result'] != 'page' and 'page' not in self.made_memory:
			instead['page'] = f'virt_to_page({self.at("cpu")})'
		if 'cpu' in wanted and self.kind['result'] != 'cpu':
			instead['cpu'] = self.cpu_text()
		wrong = {'buf': 'virt_to_phys({buf})', 'page': 'page_to_phys({page})', 'mmio': '{phys}',
			 }.get(self.memory)
		if wrong and 'dma' in wanted and self.choices.mistake(f'{role}.handle', False, True):
			instead['dma'] = self.fill(wrong)
		return instead

	def cpu_text(self):
		if 'buf' in self.made_memory:
			return self.at('buf')
		if 'page' in self.made_memory or self.kind['result'] == 'page':
			return f'page_address({self.at("page")})'
		return 'NULL'

	# Steps: lines, how they fail, the error, and what is undone then.

	def steps(self):
		steps, undos = [], []
		memory = self.memory
		if memory in ('buf', 'page', 'table'):
			get, failed, put, linear = self.memory_of(memory)
			steps.append((get, failed, '-ENOMEM', []))
			undos.append(put)
			if self.decrypts:
				self.decrypt(steps, undos, linear, put)
		elif memory == 'user':
			page = self.at('page')
			steps.append(([], f'pin_user_pages_fast(PAGE_SIZE, 1, FOLL_WRITE, &{page}) != 1',
				      '-EFAULT', []))
			undos.append([f'unpin_user_page({page});'])
		elif memory == 'mmio':
			steps.append(([f'{self.at("phys")} = pci_resource_start(to_pci_dev({self.dev}), 0);'],
				      None, None, []))
		if memory == 'table':
			table, page = self.at('table'), self.at('page')
			steps.append(([], f'sg_alloc_table(&{table}, 1, GFP_KERNEL)', '-ENOMEM', list(undos)))
			steps.append(([f'sg_set_page({table}.sgl, {page}, PAGE_SIZE, 0);'], None, None, []))
			undos.append([f'sg_free_table(&{table});'])
		if self.kind_name == 'iova':
			state = self.at('state')
			steps.append(([], f'!dma_iova_try_alloc({self.dev}, &{state}, {self.phys_text()}, '
				      'PAGE_SIZE)', '-EOPNOTSUPP', list(undos)))
			undos.append([f'dma_iova_free({self.dev}, &{state});'])
		lines, failed = self.acquire()
		steps.append((lines, failed, '-EIO', list(undos)))
		if self.kind_name == 'iova':
			undos.pop()
		undos.append(self.release('release'))
		if self.choices.pick('board', [False, True]):
			i = self.nr_flags
			self.nr_flags += 1
			undone = list(undos)
			if self.choices.mistake('board.leaks', False, True):
				undone.pop()
			elif self.choices.pick('board.own', [False, True]):
				undone[-1] = self.release('unwind')
			steps.append(([], f'board_start({self.dev}, {i})', '-EBUSY', undone))
		return steps, undos

	def memory_of(self, memory):
		if memory == 'buf':
			buf = self.at('buf')
			get, put = self.choices.any('memory', [
				('kmalloc(PAGE_SIZE, GFP_KERNEL)', 'kfree({});'),
				('kzalloc(PAGE_SIZE, GFP_KERNEL)', 'kfree({});'),
				('(void *)__get_free_page(GFP_KERNEL)', 'free_page((unsigned long){});')])
			return [f'{buf} = {get};'], f'!{buf}', [put.format(buf)], f'(unsigned long){buf}'
		page = self.at('page')
		return ([f'{page} = alloc_page(GFP_KERNEL);'], f'!{page}', [f'__free_page({page});'],
			f'(unsigned long)page_address({page})')

	def decrypt(self, steps, undos, linear, put):
		call = f'set_memory_decrypted({linear}, 1)'
		how = self.choices.mistake('decrypt', 'leaks', 'frees', 'unchecked')
		if how == 'unchecked':
			steps.append(([f'{call};'], None, None, []))
		else:
			steps.append(([], call, '-EIO', [put] if how == 'frees' else []))
		back = f'set_memory_encrypted({linear}, 1)'
		undos[-1] = self.choices.mistake('encrypt', [f'if (!{back})'] + indent(put), put,
						 [f'{back};'] + put,
						 [f'if ({back})', '\tpr_warn("still shared\\n");'] + put)

	def uses(self):
		"""Statements between acquire and release."""
		uses, choices = [], self.choices
		names = CALLS[self.kind['acquire']][1].split()
		result = self.kind['result']
		if 'vma' not in names and result == 'cpu' and self.kind_name in ('attrs', 'coherent', 'wc', 'managed'):
			if choices.pick('mmap', [False, True]):
				uses += self.mmap()
		if result == 'cpu' and self.kind_name != 'noncoherent':
			touch = choices.pick('touch', [False, True])
			if 'NO_KERNEL_MAPPING' in self.value.when(True):
				touch = choices.mistake('cookie', False, True)
			if touch:
				uses.append(f'memset({self.at("cpu")}, 0, 64);')
		if result == 'dma' or self.kind_name == 'pages':
			sync = self.memory == 'mmio' and choices.mistake('sync', False, True)
			sync = sync or self.memory != 'mmio' and choices.pick('sync', [False, True])
			if sync:
				to = 'device' if self.dir == 'DMA_TO_DEVICE' else 'cpu'
				lines, call = self.call('sync', f'dma_sync_single_for_{to}', None)
				uses += lines + [call + ';']
		if self.memory == 'mmio' and choices.mistake('cached', False, True):
			uses.append(f'memunmap(memremap({self.at("phys")}, PAGE_SIZE, MEMREMAP_WB));')
		if self.decrypts and self.memory in ('page', 'table') and choices.pick('view', [False, True]):
			prot = choices.mistake('prot', 'pgprot_decrypted(PAGE_KERNEL)', 'PAGE_KERNEL')
			uses.append(f'vunmap(vmap(&{self.at("page")}, 1, VM_MAP, {prot}));')
		if uses and choices.pick('use.conditional', [False, True]):
			uses = [f'if ({self.flag("busy")}) {{'] + indent(uses) + ['}']
		return uses

	def mmap(self):
		self.needs_vma = True
		name = {'coherent': 'dma_mmap_coherent', 'wc': 'dma_mmap_wc'}.get(self.kind_name, 'dma_mmap_attrs')
		name = self.choices.mistake('mmap.call', name, 'dma_mmap_coherent', 'dma_mmap_wc')
		lines, call = self.call('mmap', name, self.released('mmap', self.value))
		return lines + [f'if ({call})', '\tpr_warn("not mapped\\n");']

	# Layouts.

	def grow(self):
		self.locals = []
		choices = self.choices
		self.memory = choices.any('memory kind', self.kind.get('memory', [None]))
		self.memory = choices.mistake('other memory', self.memory, *self.kind.get('other', []))
		self.made_memory = {'buf': ['buf'], 'page': ['page'], 'user': ['page'], 'table': ['page', 'table'],
				    }.get(self.memory, [])
		self.decrypts = (self.memory in ('buf', 'page', 'table') and
				 choices.pick('decrypts', [False, True], odds=0.4))
		self.value = self.make_value()
		self.how = choices.pick('unwinds', ['inline', 'goto'], odds=0.5)
		if self.is_local:
			return self.grow_function()
		return self.grow_members()

	def body(self, steps, undos, tail, out=('return {};',)):
		"""Steps, each with its way out; `tail` where all is well."""
		lines, labels = [], set()
		for do, failed, error, undone in steps:
			lines += do
			if not failed:
				continue
			k = len(undone)
			if self.how == 'goto' and k and undone == undos[:k]:
				labels.add(k)
				self.local('int ret')
				lines += [f'if ({failed}) {{', f'\tret = {error};', f'\tgoto undo_{k};', '}']
			else:
				way_out = [x for u in reversed(undone) for x in u] + [o.format(error) for o in out]
				if len(way_out) == 1:
					lines += [f'if ({failed})', '\t' + way_out[0]]
				else:
					lines += [f'if ({failed}) {{'] + indent(way_out) + ['}']
		lines += tail
		if labels:
			for k in range(max(labels), 0, -1):
				lines += [f'undo_{k}:'] if k in labels else []
				lines += undos[k - 1]
			lines += [o.format('ret') for o in out]
		return lines

	def declarations(self, lines):
		if any('ret = ' in line for line in lines):
			self.local('int ret')
		return sorted(self.locals)

	def grow_function(self):
		steps, undos = self.steps()
		uses = self.uses()
		ending = [x for u in reversed(undos) for x in u]
		body = self.body(steps, undos, uses + ending + ['return 0;'])
		declared = self.declarations(body) + [self.variables[v] for v in sorted(self.variables)]
		parameters = ['struct device *dev'] + [p for p, _ in self.parameters]
		arguments = ['dc_device'] + [a for _, a in self.parameters]
		if self.needs_vma:
			parameters.append('struct vm_area_struct *vma')
			arguments.append('dc_give_vma()')
		main = self.function(f'int {self.name}_run({", ".join(parameters)})', body, declared)
		self.glue = (f'static int start_{self.name}(void)\n{{\n{self.settings()}'
			     f'\treturn {self.name}_run({", ".join(arguments)});\n}}\n\n'
			     f'static void stop_{self.name}(void)\n{{\n}}\n')
		return self.whole([main])

	def settings(self):
		return ''.join(f'\t{word} = chosen({i});\n' for i, word in self.made.items())

	def grow_members(self):
		steps, undos = self.steps()
		start_locals, self.locals = self.locals, []
		uses = self.uses()
		use_locals, self.locals = self.locals, []
		ending = [x for u in reversed(undos) for x in u]
		# What the release's lines need is needed where it stands.
		needed = [d for d in start_locals if any(d.split()[-1] in line for line in ending)]
		self.locals = start_locals
		start = self.start_body(steps, undos)
		start_declared = self.declarations(start)
		self.locals = list(needed)
		stop = self.looped(ending)
		self.locals = [d for d in needed if any(d.split()[-1] in line for line in stop)]
		stop_declared = self.declarations([])
		if self.layout in ('array', 'slots'):
			start_declared = start_declared + ['int i']
			stop_declared = stop_declared + ['int i']
		names = self.choices.any('names', [('start', 'stop'), ('open', 'close'), ('map', 'unmap'),
						   ('alloc', 'free'), ('init', 'exit')])
		functions = self.functions_of(names, start, start_declared, stop, stop_declared)
		call_use = ''
		if uses:
			vma = ', struct vm_area_struct *vma' if self.needs_vma else ''
			self.locals = use_locals
			functions.insert(1, self.function(
				f'void {self.name}_use(struct {self.name} *d{vma})', self.looped(uses),
				self.declarations(uses) + (['int i'] if self.layout in ('array', 'slots') else [])))
			call_use = f'\t{self.name}_use(object_{self.name}{", dc_give_vma()" if vma else ""});\n'
		self.glue = self.glue.replace('USE\n', call_use)
		return self.whole(functions)

	def looped(self, lines):
		if not lines or self.layout not in ('array', 'slots'):
			return lines
		slot = [f'struct {self.name}_slot *slot = &d->slot[i];', ''] if self.layout == 'slots' else []
		return [f'for (i = 0; i < {self.name.upper()}_NR; i++) {{'] + indent(slot + lines) + ['}']

	def start_body(self, steps, undos):
		if self.layout not in ('array', 'slots'):
			return self.body(steps, undos, ['return 0;'])
		self.local('int ret')
		slot = [f'struct {self.name}_slot *slot = &d->slot[i];', ''] if self.layout == 'slots' else []
		# Within a round everything is undone on the spot; what earlier ones made, behind.
		how, self.how = self.how, 'inline'
		in_round = self.body(steps, undos, [], ('ret = {};', 'goto unwind;'))
		self.how = how
		lines = [f'for (i = 0; i < {self.name.upper()}_NR; i++) {{'] + indent(slot + in_round) + ['}', 'return 0;']
		if 'unwind' in '\n'.join(in_round):
			ending = [x for u in reversed(undos) for x in u]
			missing = self.choices.mistake('loop.leaks', False, True)
			lines += ['unwind:']
			if not missing and ending:
				lines += ['while (--i >= 0) {'] + indent(slot + ending) + ['}']
			lines += ['return ret;']
		return lines

	def functions_of(self, names, start, start_declared, stop, stop_declared):
		"""Who hands the object over, and who calls the two."""
		name, (begin, end) = self.name, names
		how = self.choices.pick('entries', ['handed over', 'probe', 'table'])
		static = 'static ' if how == 'table' else ''
		set_up = [x for line in self.set_up for x in line.split('\n')]
		if how == 'probe':
			first = [f'd = devm_kzalloc(dev, sizeof(*d), GFP_KERNEL);', 'if (!d)', '\treturn -ENOMEM;',
				 'd->dev = dev;', 'dev_set_drvdata(dev, d);'] + set_up
			functions = [
				self.function(f'int {name}_probe(struct device *dev)', first + start,
					      [f'struct {name} *d'] + start_declared),
				self.function(f'void {name}_remove(struct device *dev)', stop,
					      [f'struct {name} *d = dev_get_drvdata(dev)'] + stop_declared)]
			begin_call, end_call = f'{name}_probe(dc_device)', f'{name}_remove(dc_device)'
			object_text = f'#define object_{name} ((struct {name} *)dev_get_drvdata(dc_device))\n'
			reset = ''
		else:
			functions = [
				self.function(f'{static}int {name}_{begin}(struct {name} *d)', set_up + start, start_declared),
				self.function(f'{static}void {name}_{end}(struct {name} *d)', stop, stop_declared)]
			begin_call, end_call = f'{name}_{begin}(object_{name})', f'{name}_{end}(object_{name})'
			object_text = (f'static struct {name} the_{name};\n#define object_{name} (&the_{name})\n')
			reset = f'\tthe_{name} = (struct {name}){{ .dev = dc_device }};\n'
			if how == 'table':
				functions.append(f'struct {name}_ops {{\n\tint (*{begin})(struct {name} *d);\n'
						 f'\tvoid (*{end})(struct {name} *d);\n}};\n\n'
						 f'const struct {name}_ops {name}_ops = {{\n\t.{begin} = {name}_{begin},\n'
						 f'\t.{end} = {name}_{end},\n}};')
				begin_call = f'{name}_ops.{begin}(object_{name})'
				end_call = f'{name}_ops.{end}(object_{name})'
		self.glue = (f'{object_text}\nstatic int start_{name}(void)\n{{\n\tint ret;\n\n{self.settings()}{reset}'
			     f'\tret = {begin_call};\n\tif (ret)\n\t\treturn ret;\nUSE\n\treturn 0;\n}}\n\n'
			     f'static void stop_{name}(void)\n{{\n\t{end_call};\n}}\n')
		return functions

	def whole(self, functions):
		name = self.name
		parts = [HEAD]
		parts += self.tops
		if not self.is_local:
			inside = [f'\t{self.variables[v]};' for v in sorted(self.variables)] or ['\tint unused;']
			members = ['\tstruct device *dev;'] + [f'\t{m};' for m in self.members]
			if self.layout == 'members':
				members += inside
			elif self.layout == 'nested':
				members += ['\tstruct {'] + indent(inside) + ['\t} ring;']
			else:
				parts += [f'enum {{ {name.upper()}_NR = 2 }};',
					  f'struct {name}_slot {{\n' + '\n'.join(inside) + '\n};']
				members += [f'\tstruct {name}_slot slot[{name.upper()}_NR];']
			parts.append(f'struct {name} {{\n' + '\n'.join(members) + '\n};')
		return '\n\n'.join(parts + self.helpers + functions) + '\n'


HEAD = '''// SPDX-License-Identifier: GPL-2.0-only
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

bool board_has(struct device *dev, int feature);
int board_start(struct device *dev, int feature);'''
