// SPDX-License-Identifier: GPL-2.0-only
/* Prints the tables' names, and the words of C that the engine minds, as libFuzzer's dictionary. */
#include <stdio.h>

#include "table.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const char *const words[] = {
	"#define ", "#if ", "#if 0", "#ifdef ", "#ifndef ", "#else", "#elif ", "#endif",
	"#include ", "defined(", "IS_ENABLED(", "__VA_ARGS__", "##", "...", "/*", "*/", "//",
	"\\\\\\x0a", "\\x0d\\x0a", "if (", "else ", "for (", "while (", "do {", "switch (",
	"case ", "default:", "break;", "continue;", "return ", "goto ", "sizeof(", "typeof(",
	"asm volatile(", "__label__ ", "struct ", "static const ", "enum {",
	"unsigned long attrs", "int f(void) {", "SYSCALL_DEFINE1(", "__free(kfree)",
	"guard(mutex)(", "scoped_guard(", "list_for_each_entry(", "({", "})", "?:", "->", "|=",
	"&= ~", "1UL << ", "BIT(", "GFP_KERNEL", "__GFP_COMP", "DMA_TO_DEVICE", "IORESOURCE_MEM",
	"MEMREMAP_WB", "NULL", "no_free_ptr(", "return_ptr(", "vm_page_prot", ".mmap = ",
};

int main(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		printf("\"%s\"\n", words[i]);
	for (size_t i = 0; i < dc_nr_apis; i++)
		printf("\"%s(\"\n", dc_apis[i].name);
	for (size_t i = 0; i < dc_nr_origins; i++)
		printf("\"%s(\"\n", dc_origins[i].name);
	for (size_t i = 0; i < DC_NR_ATTRS; i++)
		printf("\"%s\"\n", dc_attrs[i].name);
	return 0;
}
