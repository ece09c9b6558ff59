#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks that every specimen compiles as a module of a real kernel would: usage: compile.sh TREE BUILD
#
# TREE is a kernel's source, BUILD what `make O=BUILD LLVM=1 allmodconfig modules_prepare` made of
# it for x86-64.  CLANG names the compiler.  Warnings are off: a specimen's mistakes are none of
# the compiler's.
set -eu

if [ $# -ne 2 ]; then
	echo "usage: $0 TREE BUILD" >&2
	exit 2
fi

specimens=$(cd "$(dirname "$0")" && pwd)
tree=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
clang=${CLANG:-clang}
status=0

for file in "$specimens"/*.c; do
	case $file in
	*/specimens.c) continue ;; # the test program
	esac
	"$clang" -fsyntax-only -w --target=x86_64-linux-gnu -std=gnu11 -nostdinc \
		-D__KERNEL__ -DMODULE -DCC_USING_FENTRY \
		-DKBUILD_MODNAME='"specimen"' -DKBUILD_MODFILE='"specimen"' -DKBUILD_BASENAME='"specimen"' \
		-I"$tree/arch/x86/include" -I"$build/arch/x86/include/generated" \
		-I"$tree/include" -I"$build/include" \
		-I"$tree/arch/x86/include/uapi" -I"$build/arch/x86/include/generated/uapi" \
		-I"$tree/include/uapi" -I"$build/include/generated/uapi" \
		-include "$tree/include/linux/compiler-version.h" \
		-include "$tree/include/linux/kconfig.h" \
		-include "$tree/include/linux/compiler_types.h" \
		-fshort-wchar -funsigned-char -fms-extensions -fno-strict-aliasing \
		-mno-sse -mno-mmx -mno-red-zone -mcmodel=kernel \
		"$file" || status=1
done
exit $status
