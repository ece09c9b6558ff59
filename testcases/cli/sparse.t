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

# Flags of Kbuild and of bots: the compiler's, a dependency file, Sparse's own.  A prefix tells what a
# checker says from what the compiler says.
$ dmacheck-sparse -D__linux__ -Dlinux -D__CHECK_ENDIAN__ -Wbitwise -Wno-return-void -m64 \
>   -fdiagnostic-prefix -fmax-errors=unlimited -fmax-warnings=unlimited -nostdinc -Iinc \
>   -include /dev/null -Wp,-MMD,.a.o.d -std=gnu11 -fno-strict-aliasing -O2 -falign-functions=16 \
>   -DKBUILD_BASENAME='"a"' -D__KBUILD_MODNAME=kmod_a a.c
2> a.c:5:9: dmacheck: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1
$ dmacheck-sparse -fdiagnostic-prefix=robot a.c
2> a.c: robot: note: not analysed: Sparse gave up: a.c:1:11: robot: error: unable to open 'linux/dma-mapping.h'
? 3
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

# A protection is a struct on some architectures, and chosen as a whole.
$ cat >prot.c <<'END'
> typedef struct pgprot { unsigned long pgprot; } pgprot_t;
> void *f(struct page *page, struct page **pages, int read_only)
> {
> 	pgprot_t prot = pgprot_decrypted(PAGE_KERNEL);
>
> 	if (set_memory_decrypted((unsigned long)page_address(page), 1))
> 		return 0;
> 	pages[0] = page;
> 	if (read_only)
> 		prot = PAGE_KERNEL_RO;
> 	return vmap(pages, 1, VM_MAP, prot);
> }
> END
$ dmacheck-sparse prot.c
2> prot.c:11:9: error: decrypted memory mapped for the CPU without pgprot_decrypted() [cc_private_pte]
2> prot.c:6:6: note: decrypted here
? 1

# A function that the parser does not understand is told, and the others are read.
$ printf 'int g(struct device *dev)\n{\n\treturn dma_map_sgtable(dev, 1 2 3);\n}\n' >e.c; cat a.c >>e.c
$ dmacheck-sparse -Iinc e.c
2> e.c:1: note: g() not analysed: Expected ) in function call
2> e.c:9:9: error: MMIO given to dma_map_sgtable() [sg_mmio]
? 1

# Also when much has been said before that does not matter.
$ { echo 'int f(struct device *dev) {'; seq 100 | sed 's/.*/_Static_assert(0, "no constant of this");/'
>   echo 'return dma_map_sgtable(dev, 1 2); }'; } >errors.c; dmacheck-sparse errors.c
2> errors.c:1: note: f() not analysed: Expected ) in function call
? 3

# What makes Sparse die, and what looks as if it had to.
$ { echo 'int f(int x) { return dma_map_sgtable('; head -c 300000 /dev/zero | tr '\0' '('; } >deep.c
$ dmacheck-sparse deep.c 2>&1 | cut -d : -f 1-3
deep.c: note: not analysed
$ { printf '/* never closed'; cat a.c; } >comment.c; dmacheck-sparse -Iinc comment.c
$ sed 's/DMA_TO_DEVICE/d\xe9ja/; s/$/\r/' a.c >latin1.c; dmacheck-sparse -Iinc latin1.c
2> latin1.c:3: note: bad() not analysed: Expected ) in function call
? 3
$ tr '0' '\0' <b.c >nul.c; dmacheck-sparse -Iinc nul.c
2> nul.c:3: note: good() not analysed: Expected ) in function call
? 3

# Wrong usage.
$ dmacheck-sparse --level loud a.c
2> dmacheck-sparse: --level: no such value
? 2
$ dmacheck-sparse --facts facts --record - a.c
2> dmacheck-sparse: --facts: a record is written instead
? 2
$ dmacheck-sparse missing.c
2> missing.c: note: not analysed: Sparse gave up: missing.c: No such file or directory
? 3
$ mkdir folder.c; dmacheck-sparse folder.c
2> folder.c: note: not analysed: Sparse gave up: folder.c: Is a directory
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

# Or they are in a folder of their own, as `dmacheck prepare` makes it.
$ mkdir prepared empty; mv compile_commands.json prepared; echo '[' >empty/compile_commands.json
$ dmacheck check --engine sparse --commands prepared --require-complete a.c | brief
a.c:5 error sg_mmio
$ dmacheck check --engine sparse --commands empty --require-complete a.c
2> dmacheck: a.c: not analysed: compile_commands.json cannot be read
? 3

# What is known is not told, as with the other engines.
$ sed 's|MMIO);|MMIO); // dmacheck: ignore sg_mmio -- the device has no caches|' a.c >i.c
$ dmacheck-sparse -Iinc --facts known i.c
$ dmacheck check --facts known --kernel 7.3 .

# Facts of units, which a build reads one by one, are held against each other afterwards.
$ cat >map.c <<'END'
> #include "dev.h"
> int start(struct my_dev *my)
> {
> 	my->dma = dma_map_single_attrs(my->dev, my->p, 8, DMA_TO_DEVICE, DMA_ATTR_PRIVILEGED);
> 	return 0;
> }
> END
$ cat >unmap.c <<'END'
> #include "dev.h"
> void stop(struct my_dev *my)
> {
> 	dma_unmap_single_attrs(my->dev, my->dma, 8, DMA_TO_DEVICE, 0);
> }
> END
$ echo 'struct my_dev { void *dev, *p; unsigned long dma; };' >dev.h
$ for i in map unmap; do dmacheck-sparse --facts facts $i.c; done; ls facts | sed 's/-[0-9a-f]*/-/'
map.c-.dmacheck
unmap.c-.dmacheck
$ dmacheck check --facts facts --kernel 7.3 . | brief
unmap.c:4 error release_attrs
$ dmacheck-sparse --facts a.c/facts map.c
2> dmacheck-sparse: a.c/facts: Not a directory
? 2
