# SPDX-License-Identifier: GPL-2.0-only
# .dmacheck.toml at the root of a tree.

$ mkdir -p tree/include/linux tree/drivers/a tree/drivers/ab
$ printf 'VERSION = 7\nPATCHLEVEL = 3\n' >tree/Makefile
$ touch tree/include/linux/dma-mapping.h
$ mixed tree/drivers/a/mixed.c
$ bad tree/drivers/ab/bad.c
$ dmacheck check tree | brief
tree/drivers/a/mixed.c:5 error sg_mmio
tree/drivers/a/mixed.c:7 warning alloc_map_attr
tree/drivers/ab/bad.c:5 error sg_mmio

# Levels, rules and paths.
$ printf 'level = "error" # nothing else\n' >tree/.dmacheck.toml
$ dmacheck check tree/drivers/a | brief
tree/drivers/a/mixed.c:5 error sg_mmio
$ dmacheck check --level note tree/drivers/a | brief
tree/drivers/a/mixed.c:5 error sg_mmio
tree/drivers/a/mixed.c:7 warning alloc_map_attr
tree/drivers/a/mixed.c:7 note never_released
tree/drivers/a/mixed.c:9 note mmio_private
tree/drivers/a/mixed.c:9 note never_released
$ cat >tree/.dmacheck.toml <<'END'
> rules = [
> 	'alloc_map_attr',	# and no more
> ]
> END
$ dmacheck check tree | brief
tree/drivers/a/mixed.c:7 warning alloc_map_attr
$ dmacheck check --rule sg_mmio tree | brief
tree/drivers/a/mixed.c:5 error sg_mmio
tree/drivers/ab/bad.c:5 error sg_mmio
$ cat >tree/.dmacheck.toml <<'END'
> exclude = ["drivers/a/", "tools"]
> [levels]
> sg_mmio = "warning"
> END
$ dmacheck check tree | brief
tree/drivers/ab/bad.c:5 warning sg_mmio
$ printf '[levels]\nsg_mmio = "off"\nalloc_map_attr = "error"\n' >tree/.dmacheck.toml
$ dmacheck check tree | brief
tree/drivers/a/mixed.c:7 error alloc_map_attr

# Another file, or none.
$ printf 'level = "error"\n' >strict.toml
$ dmacheck check --config strict.toml tree/drivers/a | brief
tree/drivers/a/mixed.c:5 error sg_mmio
$ dmacheck check --no-config tree/drivers/a | brief
tree/drivers/a/mixed.c:5 error sg_mmio
tree/drivers/a/mixed.c:7 warning alloc_map_attr
$ dmacheck check --config missing.toml tree
2> dmacheck: missing.toml: No such file or directory
? 2

# What is broken is told with its line, and nothing is checked.
$ try() { printf "$1" >tree/.dmacheck.toml; dmacheck check tree 2>&1 | sed "s|$PWD/||"; }; try '\nlevel = "fatal"\n'
dmacheck: tree/.dmacheck.toml:2: not error, warning or note
$ for text in 'level = ["error"]' 'level = error' 'level "error"' 'level = "error' 'level = "a" "b"' 'level = "note"\nlevel = "note"' 'colour = "red"' 'exclude = "tools"' 'exclude = ["../x"]' 'exclude = [\n"a"\n"b"]' 'exclude = ["a"' 'rules = ["nothing"]' '[paths]\na = "b"' '[levels]\nsg_mmio = "loud"' '[levels]\nsg_mmio = "off"\nsg_mmio = "note"' '[levels]\nnothing = "off"' '[[levels]]' '[levels' 'a.b = "c"' 'level = """note"""' 'level = "\\u0041"' 'level = "\001"' 'level = 3' '= "x"' '\001'; do printf "$text" >tree/.dmacheck.toml; dmacheck check tree 2>&1 | sed 's|.*toml:||'; done
1: not a string
1: a string in quotes is missing
1: '=' is missing
1: a string that does not end on its line
1: not error, warning or note
2: the key stands there twice
1: no key of ours: level, rules and exclude are
1: not an array of strings
1: not a path below the tree's root
3: ',' or ']' is missing
1: ',' or ']' is missing
1: there is no such rule, 'dmacheck rules' lists them
2: no table of ours: levels is the only one
2: not error, warning, note or off
3: the rule stands there twice
2: there is no such rule, 'dmacheck rules' lists them
1: arrays of tables are not supported
1: ']' is missing
1: names with dots are not supported
1: strings of several lines are not supported
1: an escape other than \\, \" and \t
1: a control character in a string
1: a string in quotes is missing
1: a name is missing
1: a name is missing
# A folder of that name is none.
$ rm tree/.dmacheck.toml
$ mkdir tree/.dmacheck.toml
$ dmacheck check tree 2>&1 | sed "s|$PWD/||"
dmacheck: tree/.dmacheck.toml: Is a directory
