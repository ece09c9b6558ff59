#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# prepare.sh DMACHECK: a makefile that stands for Kbuild tells how it compiles.
set -eu
dmacheck=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir -p "a tree/include/linux" "a tree/drivers" "a tree/arch/x86" "a tree/arch/x8"
echo '#define DMA_ATTR_MMIO (1UL << 10)' > "a tree/include/linux/dma-mapping.h"
for name in drivers/built drivers/other arch/x86/own arch/x8/other; do
	echo "void f(void) { dma_map_phys(); }" > "a tree/$name.c"
done
echo "void f(void) { }" > "a tree/drivers/unrelated.c"
# Who calls another file's wrapper matters, too.
cat >> "a tree/drivers/built.c" <<'EOT'
void *buffer_get(struct device *dev, dma_addr_t *dma, unsigned long attrs)
{
	return dma_alloc_attrs(dev, 64, dma, GFP_KERNEL, attrs);
}
EOT
echo "void g(void) { buffer_get(dev, &dma, 0); }" > "a tree/drivers/caller.c"
cat > "a tree/Makefile" <<'EOT'
VERSION = 7
PATCHLEVEL = 3
allmodconfig olddefconfig:
	@echo $@ $(ARCH) $(LLVM) >> "$(O)/made"
modules_prepare:
	@test $(ARCH) != vax
drivers/built.o:
	set -e; clang-19 -D__KERNEL__ -DNAME='"built"' -c -o $@ src/drivers/built.c; true
	echo 'clang-19 -D__KERNEL__ -DNAME='\''"built"'\'' -c -o $@ src/drivers/built.c'
	set -e; clang-19 -D__KERNEL__ -DAGAIN -c -o $@ src/drivers/built.c; true
drivers/caller.o:
	clang-19 -D__KERNEL__ -c -o $@ src/drivers/caller.c
arch/%.o:
	clang-19 -I./arch/x86/include -D__KERNEL__ -c -o $@ $(basename $@).c; : 'clang-19 -DNAME='\''"a"'\'
drivers/unrelated.o:
	clang-19 -D__KERNEL__ -c -o $@ src/drivers/unrelated.c
EOT

"$dmacheck" prepare -a arm64,x86_64 -o out "a tree" > said
cat > expected <<EOT
$work/out/arm64/compile_commands.json: how 3 of 5 files that use DMA are compiled
arch/x8/other.c: not covered: of another architecture
drivers/other.c: not covered: Kbuild has no rule for it
$work/out/x86_64/compile_commands.json: how 3 of 5 files that use DMA are compiled
arch/x8/other.c: not covered: of another architecture
drivers/other.c: not covered: Kbuild has no rule for it
EOT
diff -u expected said
echo "allmodconfig arm64 -19" | diff -u - out/arm64/made
grep -q '"command": "clang-19 -D__KERNEL__ -DNAME=.\\"built\\". -c -o drivers/built.o src/drivers/built.c"' \
	out/x86_64/compile_commands.json
if [ "$(grep -c '"file"' out/x86_64/compile_commands.json)" -ne 3 ]; then
	echo "one file has two commands"
	exit 1
fi
if [ -e "a tree/made" ] || [ -e "a tree/.config" ]; then
	echo "the tree was touched"
	exit 1
fi

# A configuration of the user's own.
echo "CONFIG_PCI=y" > my.config
"$dmacheck" prepare -o own -c my.config "a tree" > said
grep -q CONFIG_PCI own/x86_64/.config
echo "olddefconfig x86_64 -19" | diff -u - own/x86_64/made

# One that does not work is told, and the others go on.
status=0
"$dmacheck" prepare -a vax,x86_64 -o bad "a tree" > said 2> errors || status=$?
[ $status -eq 2 ]
grep -q 'vax: make cannot configure the tree' errors
grep -q 'x86_64/compile_commands.json' said
