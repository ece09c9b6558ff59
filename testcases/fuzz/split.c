// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel-like C, made from the input: each byte chooses one of the ways to write a function, a
 * statement, an expression.  So mutations stay C for the most part and reach what lies behind the
 * parser, which any bytes seldom do.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

enum { MAX_TEXT = 16 << 10, MAX_DEPTH = 24, MANY = 150 };

/*
 * @X stands for any row of list X.  The first row of each is short and ends: it is taken when the
 * input is used up or the text is long enough.
 */
/* Files and top-level items */
static const char *const files[] = {
	"int f(struct device *dev, unsigned long attrs)\n{\n@S}\n", "@I", "@I@T", "@I\n@T",
	"@I@T@T",
};

static const char *const items[] = {
	";",
	"int f(struct device *dev, struct page *page, size_t n, unsigned long attrs)\n{\n@S@S@S}\n",
	"static @M int @N(@H)\n{\n@D@S@S}\n",
	"SYSCALL_DEFINE1(f, unsigned long, attrs)\n{@S@S@S}\n",
	"int f(p, attrs) void *p; unsigned long attrs; {@S@S}\n", "#define @U @A\n",
	"#define @U @E\n", "#define @U(x) @Q\n", "#define @U(x...) @Q\n", "#define @U(a, ...) @Q\n",
	"#define @U @U @U\n", "#define @U do { @S } while (0)\n", "#define @U(x) @C\n",
	"enum { A = @A, B = @E, C };\n", "#undef @U\n", "#define @U(x) f(#x, @A)\n",
	"#define @U DMA_ATTR_##@N\n", "#define @U(x) DMA_ATTR_##x\n", "#define @U(x) kfree(x)\n", "static const unsigned long @U = @A;\n", "@O\n@I\n@Z\n",
	"#include \"x.h\"\n", "@R",
	"static const struct vm_operations_struct ops = { .mmap = f, .@N = @E };\n",
	"int f(void)\n#ifdef A\n{\n@S\n#else\n{\n@S\n#endif\n@S}\n",
	"int f(void)\n{\n@S#ifdef A\n@S}\n#else\n@S}\n#endif\n",
};

static const char *const heads[] = {
	"void", "struct @N *@N, @H", "unsigned long @N", "int (*@N)(int, void *), @H", "u8 @N[6]",
	"@H @M", "struct vm_area_struct *vma, void __user *@N",
};

static const char *const modifiers[] = {
	"inline", "__maybe_unused", "__attribute__((unused))", "@R",
};

/* Preprocessor lines */
static const char *const ifs[] = {
	"#ifdef A", "#ifndef A", "#if defined(A) && !defined(B)", "#if 0", "#if 1",
	"#if IS_ENABLED(CONFIG_@U)", "#ifdef B", "#if @E",
};

static const char *const endifs[] = {
	"#endif", "#else\n#endif", "#else\n@S#endif", "#elif @E\n@S#else\n@S#endif",
	"#else\n#ifdef B\n@S#else\n@S#endif\n#endif", "",
};

static const char *const statements[] = {
	";\n", "@E;\n", "@P = @E;\n", "attrs = @A;\n", "attrs |= @A;\n", "attrs &= ~@A;\n", "@C;\n",
	"@P = @C;\n", "@D", "if (@K)\n@S", "if (@K) {\n@S@S} else {\n@S}\n", "if (@K)\n@S else @S",
	"while (@K)\n@S", "do {\n@S@S} while (@K);\n", "for (@P = 0; @K; @P++) {\n@S@S}\n",
	"for (;;)\n@S", "switch (@E) {\ncase 0:\n@S@S\tbreak;\ncase 1 ... 3:\n@S\ndefault:\n@S}\n",
	"switch (@N) {\n@S}\n", "case 7:\n@S", "goto @L;\n", "@L:\n@S", "@L: ", "return @E;\n",
	"return;\n", "break;\n", "continue;\n", "{\n@S@S}\n", "@S@S@S", "@S@S", "\n@O\n@S@Z\n",
	"list_for_each_entry(@N, &dev->@N, list)\n@S", "for_each_sg(sgl, sg, n, i) {\n@S@S}\n",
	"scoped_guard(mutex, &dev->lock)\n@S", "guard(mutex)(&dev->lock);\n", "@U(@E)\n@S", "@U\n",
	"@U(@S)\n", "void *@N __free(kfree) = @E;\n", "return_ptr(@N);\n", "return_ptr();\n", "TRACE\n@C;\n", "f(@E) = @E;\n",
	"dma_unmap_addr_set(@P, @P, @E);\n", "@P = dma_unmap_addr(@P, @N);\n",
	"enum { @N = @A, @N };\n",
	"asm volatile(\"\" : \"=r\" (@P) : \"r\" (@E));\n", "@R", "IF_DEBUG(@N(\"x\"); @E;)\n",
	"goto *@E;\n", "__label__ @L;\n", "if (WARN_ON(@K))\n@S", "int @N(int @N);\n", "@X",
	"ret = set_memory_decrypted(@E, @E);\nif (ret)\n@S",
	"struct page *@N = alloc_pages(@G, 0);\n", "set_memory_encrypted((unsigned long)@N, 1);\n",
	"cpu = dma_alloc_attrs(dev, n, &dma, @G, @A);\n", "dma_free_attrs(dev, n, cpu, dma, @A);\n",
	"vma->vm_page_prot = pgprot_decrypted(vma->vm_page_prot);\n",
};

static const char *const declarations[] = {
	"int ret;\n", "unsigned long attrs = @A;\n", "struct page *@N, *@N = @E;\n", "u8 @N[@E];\n",
	"static @N_t @N = 0;\n", "struct @N @N = { .@N = @E, [@E] = @E, @E };\n",
	"int (*@N)(void) = @E, @N[2] = { @E };\n", "typeof(@E) @N = @E;\n",
	"struct { int @N; } @N;\n", "dma_addr_t dma;\nvoid *cpu;\n",
	"struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);\n",
};

static const char *const expressions[] = {
	"0", "@N", "@P", "@A", "@C", "(@E)", "@E @B @E", "!@E", "~@E", "-@E", "*@E", "&@P",
	"(u32)@E", "(@N_t)(@E)", "(struct @N *)@E", "@K ? @E : @E", "@E ?: @E", "({ @S @E; })",
	"@P = @E", "@P++", "--@P", "@E, @E", "sizeof(struct @N)", "sizeof(@E)", "\"text\" \"@R\"",
	"'\\''", "(struct @N){ @E, .@N = @E }", "0x@N", "18446744073709551615ULL", "1UL << @E",
	"BIT(@E)", "@N(@E, @E)", "@U", "@U(@E)", "@U(@E, @E, @E)", "no_free_ptr(@P)", "-ENOMEM",
	"@P.@N(@E)", "__typeof__(@E)", "offsetof(struct @N, @N[@E])", "@E += @E",
	"container_of(@E, struct @N, @N)", "@R", "@X", "NULL", "virt_to_phys(@E)",
	"page_address(@E)", "kmalloc(@E, @G)",
};

static const char *const conditions[] = {
	"dev", "@E", "@K && @K", "@K || @K", "!@K", "@E == @E", "@P < @E", "is_@N(@E)",
	"attrs & @A", "!attrs & @A", "(@P = @C)", "IS_ENABLED(CONFIG_@U)",
	"dma_mapping_error(dev, dma)", "unlikely(@K)",
};

static const char *const places[] = {
	"attrs", "@N", "@P->@N", "@P.@N", "@P[@E]", "*@P", "(*@P)", "dma", "dev->attrs",
	"pages[@E]", "vma->vm_page_prot",
};

static const char *const bodies[] = {
	"x", "(x)", "#x", "a ## x", "__VA_ARGS__", "@Q | @A", "@Q @Q", "@U(x)", "@U(@Q, @Q)",
	"\\\n@Q", "@S", "dma_map_phys(dev, x, n, 0, @A)",
};

/* Names of the tables, where they belong and where they don't */
static const char *const attributes[] = {
	"DMA_ATTR_MMIO", "DMA_ATTR_CC_SHARED", "__DMA_ATTR_ALLOC_CC_SHARED",
	"DMA_ATTR_NO_KERNEL_MAPPING", "DMA_ATTR_REQUIRE_COHERENT", "DMA_ATTR_SKIP_CPU_SYNC",
	"DMA_ATTR_NON_CONSISTENT", "DMA_ATTR_NO_SUCH", "@A | @A", "(@A)", "0", "@E", "@K ? @A : @A",
	"@A & ~@A", "!@A", "attrs", "@U", "A",
};

static const char *const gfp_flags[] = {
	"GFP_KERNEL", "GFP_KERNEL | __GFP_COMP", "GFP_DMA32", "@A", "@E",
};

static const char *const calls[] = {
	"f()", "dma_map_phys(dev, @E, n, DMA_TO_DEVICE, @A)",
	"dma_map_page_attrs(dev, page, 0, n, 0, @A)", "dma_unmap_phys(dev, @E, n, 0, @A)",
	"dma_map_single_attrs(dev, @E, n, 0, @A)", "dma_alloc_attrs(dev, n, &@P, @G, @A)",
	"dma_alloc_noncontiguous(dev, n, 0, @G, @A)", "dma_map_sgtable(dev, @E, 0, @A)",
	"dma_map_resource(dev, @E, n, 0, @A)", "dma_iova_link(dev, &@P, @E, 0, n, 0, @A)",
	"dma_sync_single_for_cpu(dev, @E, n, 0)", "set_memory_decrypted(@E, 1)",
	"set_memory_encrypted(@E, 1)", "kfree(@E)", "__free_page(@E)", "vmap(@E, 1, VM_MAP, @E)",
	"remap_pfn_range(vma, 0, @E, n, @E)", "memremap(@E, n, MEMREMAP_WB)", "ioremap(@E, n)",
	"pci_resource_start(pdev, @E)", "alloc_page(@G)", "sg_set_page(&@P, @E, n, 0)",
	"memset(@E, 0, n)", "pin_user_pages_fast(@E, 1, 0, @P)", "request_mem_region(@E, n, \"x\")",
	"dma_map_phys(@E, @E, @E, @E, @E)", "dma_map_phys(@E)", "@U(@C)",
};

static const char *const names[] = {
	"p", "page", "dev", "attrs", "pages", "cpu", "dma", "i", "ret", "f", "sg", "vma", "res",
	"start", "@R",
};

static const char *const macros[] = {
	"X", "Y", "MY_ATTRS", "A", "BIT", "for_each_x",
};

static const char *const labels[] = {
	"out", "again", "err",
};

static const char *const operators[] = {
	"|", "&", "^", "+", "-", "*", "/", "%", "<<", ">>", "==", "!=", "<", ">=", "&&", "||",
};

/* What no C is: bytes of the input as they are, and one byte many times */
static const char *const raw[] = {
	"", "@!", "@!@R", "@\"",
};

static const char *const repeated[] = {
	"0", "@*", "@*@E",
};

#define LIST(letter, rows) { letter, rows, ARRAY_SIZE(rows) }
static const struct list {
	char letter;
	const char *const *rows;
	size_t nr;
} lists[] = {
	LIST('T', files), LIST('I', items), LIST('H', heads), LIST('M', modifiers), LIST('O', ifs),
	LIST('Z', endifs), LIST('S', statements), LIST('D', declarations), LIST('E', expressions),
	LIST('K', conditions), LIST('P', places), LIST('Q', bodies), LIST('A', attributes),
	LIST('G', gfp_flags), LIST('C', calls), LIST('N', names), LIST('U', macros),
	LIST('L', labels), LIST('B', operators), LIST('R', raw), LIST('X', repeated),
};

struct generator {
	const uint8_t *at, *end;
	char *text;
	size_t length;
};

static uint8_t take(struct generator *g)
{
	return g->at < g->end ? *g->at++ : 0;
}

static void put(struct generator *g, char c)
{
	if (g->length < MAX_TEXT)
		g->text[g->length++] = c;
}

static const struct list *find_list(char letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		if (lists[i].letter == letter)
			return &lists[i];
	hold(false, "the grammar knows its own letters");
	return NULL;
}

static const char *choose(struct generator *g, char letter, unsigned int depth)
{
	const struct list *list = find_list(letter);

	if (depth >= MAX_DEPTH || g->at == g->end || g->length > MAX_TEXT / 2)
		return list->rows[0];
	return list->rows[take(g) % list->nr];
}

static void many(struct generator *g)
{
	static const char bytes[] = "([{!*~-&";
	char c = bytes[take(g) % (sizeof(bytes) - 1)];

	for (unsigned int i = take(g) % MANY; i; i--)
		put(g, c);
}

static void write_out(struct generator *g, char of, unsigned int depth)
{
	for (const char *at = choose(g, of, depth); *at; at++) {
		if (*at != '@')
			put(g, *at);
		else if (*++at == '!')
			put(g, take(g));
		else if (*at == '"')
			for (int i = 0; i < 8; i++)
				put(g, take(g));
		else if (*at == '*')
			many(g);
		else
			write_out(g, *at, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct generator g = { .at = data, .end = data + size, .text = malloc(MAX_TEXT) };
	char *text;

	hold(g.text != NULL, "memory");
	while (g.at < g.end && g.length < MAX_TEXT)
		write_out(&g, 'T', 0);
	/* In memory of its exact size. */
	text = realloc(g.text, g.length ? g.length : 1);
	hold(text != NULL, "memory");
	if (getenv("FUZZ_PRINT")) {
		fwrite(text, 1, g.length, stdout);
		fflush(stdout);
	}
	hold_modules(text, g.length);
	hold_engine(text, g.length);
	free(text);
	return 0;
}
