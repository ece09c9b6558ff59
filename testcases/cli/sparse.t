# SPDX-License-Identifier: GPL-2.0-only
# dmacheck-sparse, as Kbuild calls a checker; and as the engine `sparse`.

$ command -v dmacheck-sparse >/dev/null || echo "skip: built without Sparse"

# What a unit includes must be there, or Sparse gives up.
$ bad a.c && dmacheck-sparse a.c
2> a.c: note: not analysed: Sparse gave up: a.c:1:11: error: unable to open 'linux/dma-mapping.h'
? 3
$ mkdir -p inc/linux && : >inc/linux/dma-mapping.h && bad a.c && dmacheck-sparse -Iinc a.c
2> a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ mkdir -p inc/linux && : >inc/linux/dma-mapping.h && good b.c && dmacheck-sparse -Iinc b.c

# Flags of Kbuild and of bots: the compiler's, a dependency file, Sparse's own.
$ dmacheck-sparse -D__linux__ -Dlinux -D__CHECK_ENDIAN__ -Wbitwise -Wno-return-void -m64 \
>   -fdiagnostic-prefix -fmax-errors=unlimited -fmax-warnings=unlimited -nostdinc -Iinc \
>   -include /dev/null -Wp,-MMD,.a.o.d -std=gnu11 -fno-strict-aliasing -O2 -falign-functions=16 \
>   -DKBUILD_BASENAME='"a"' -D__KBUILD_MODNAME=kmod_a a.c
2> a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck-sparse -Wno-sparse-error -Iinc a.c
2> a.c:5:9: error: MMIO given to dma_map_sgtable() [sg_mmio]

# A compiler's output is none of its business.
$ echo object >a.o; dmacheck-sparse -c -o a.o -Iinc b.c; cat a.o; dmacheck-sparse -Iinc b.c -o
object

# The question that the kernel asks before it uses a checker: no error, whatever the name.
$ printf 'static inline int u(const int *q)\n{\n\t__typeof_unqual__(*q) v = *q;\n\treturn v;\n}\n' >probe
$ dmacheck-sparse probe
$ dmacheck-sparse -Wsparse-all probe

# What Sparse says itself comes when asked for, and changes nothing.
$ printf '#include <linux/dma-mapping.h>\nint global;\n' >>b.c; dmacheck-sparse -Iinc b.c
$ dmacheck-sparse -Wsparse-all -Iinc b.c
2> b.c:5:16: error: undefined identifier 'dma_map_sgtable'
2> b.c:8:5: warning: symbol 'global' was not declared. Should it be static?

# One configuration.
$ cat >c.c <<'END'
> #ifdef WITH_MMIO
> #define ATTRS DMA_ATTR_MMIO
> #else
> #define ATTRS 0
> #endif
> int f(struct device *dev, struct sg_table *sgt)
> {
> 	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, ATTRS);
> }
> END
$ dmacheck-sparse c.c
$ dmacheck-sparse -DWITH_MMIO c.c
2> c.c:8:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck-sparse --kernel 6.12 -DWITH_MMIO c.c

# Macros that hide a call, or that are one in the kernel.
$ cat >d.c <<'END'
> #define dma_map_page(d, p, o, s, r) dma_map_page_attrs(d, p, o, s, r, 0)
> #define DMA_ATTR_MMIO (1UL << 10)
> #define map_it(table) dma_map_sgtable(dev, table, DMA_TO_DEVICE, DMA_ATTR_MMIO)
> int f(struct device *dev, struct sg_table *sgt)
> {
> 	return map_it(sgt);
> }
> END
$ dmacheck-sparse d.c
2> d.c:6:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1

# A function that the parser does not understand is told, and the others are read.
$ printf 'int g(struct device *dev)\n{\n\treturn dma_map_sgtable(dev, 1 2 3);\n}\n' >e.c; cat a.c >>e.c
$ dmacheck-sparse -Iinc e.c
2> e.c:1: note: g() not analysed: Expected ) in function call
2> e.c:9:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1

# Wrong usage.
$ dmacheck-sparse --level loud a.c
2> dmacheck-sparse: --level: no such value
? 2
$ dmacheck-sparse missing.c
2> missing.c: note: not analysed: Sparse gave up: missing.c: No such file or directory
? 3
$ dmacheck-sparse 2>&1 | head -n 1
Usage: dmacheck-sparse [OPTIONS] FILE.c

# The engine finds the flags around the file.
$ dmacheck check --engine sparse a.c
2> dmacheck: a.c: not analysed: no compile_commands.json around it
$ echo -Iinc >compile_flags.txt; dmacheck check --engine sparse a.c | brief
a.c:5 error sg_mmio
$ dmacheck check --engine source,sparse --format json a.c | grep -c '"sparse"'
1
$ rm compile_flags.txt; cat >compile_commands.json <<END
> [{"directory": "$PWD", "file": "a.c", "command": "cc -c -o a.o -Iinc '-DX=\\"a b\\"' a.c"}]
> END
$ dmacheck check --engine sparse --require-complete a.c | brief
a.c:5 error sg_mmio
$ dmacheck check --engine sparse --require-complete b.c
2> dmacheck: b.c: not analysed: not in compile_commands.json: not compiled in this configuration
? 3
