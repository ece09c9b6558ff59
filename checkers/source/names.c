/* SPDX-License-Identifier: GPL-2.0-only */
/* Word lists about C as the kernel writes it. */
#include "names.h"

#include <string.h>

#include "table.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static const char *const annotations[] = {
	"__maybe_unused", "__always_unused", "__used", "__unused", "__user", "__iomem", "__force",
	"__percpu", "__rcu", "__kernel", "__nocast", "__private", "__safe", "__init", "__exit",
	"__initdata", "__initconst", "__exitdata", "__ref", "__refdata", "__read_mostly",
	"__ro_after_init", "__must_check", "__packed", "__cold", "__hot", "__pure", "__weak",
	"__noreturn", "__noclone", "__latent_entropy", "__randomize_layout", "__visible",
	"__extension__", "__restrict", "__restrict__", "restrict", "inline", "__inline",
	"__inline__", "__always_inline", "noinline", "noinline_for_stack", "notrace", "noinstr",
	"asmlinkage", "register", "__sched", "__kprobes", "__net_init", "__net_exit", "__meminit",
	"__init_or_module", "__uninitialized", "____cacheline_aligned", "__cacheline_aligned",
	"____cacheline_aligned_in_smp", "__lockfunc", "__malloc", "__nonstring", "__no_kcsan",
	"__no_sanitize_address", "__nocfi", "__bpf_kfunc", "__le", "__flatten", "__designated_init",
	"UNUSED", "MODULE_INIT", "__devinit", "__devexit", "fastcall",
};

static const char *const annotation_calls[] = {
	"__attribute__", "__attribute", "__aligned", "__alignof_is", "__printf", "__scanf",
	"__acquires", "__releases", "__must_hold", "__cond_acquires", "__section", "__cleanup",
	"__free", "__counted_by", "__counted_by_le", "__counted_by_be", "__alloc_size",
	"__realloc_size", "__assume_aligned", "__diagnose_as", "__no_sanitize",
	"__no_context_analysis", "__must_hold_shared", "__acquires_shared", "__releases_shared",
	"__guarded_by", "__pt_guarded_by", "__declspec",
};

static const char *const scopes[] = {
	"scoped_guard", "scoped_class", "scoped_cond_guard", "scoped_seqlock_read",
	"with_intel_display_power", "scoped_user_read_access", "scoped_user_write_access",
	"scoped_user_rw_access", "scoped_with_init_fs", "scoped_with_kernel_creds",
	"scoped_with_creds", "scoped_ksimd", "with_ww_ctx",
};

static const char *const keywords[] = {
	"if", "else", "for", "while", "do", "switch", "case", "default", "break", "continue",
	"return", "goto", "sizeof", "typeof", "__typeof__", "__typeof", "typeof_unqual", "_Alignof",
	"__alignof__", "asm", "__asm__", "__asm", "_Generic", "_Static_assert", "__auto_type",
	"typedef", "offsetof", "__builtin_offsetof", "va_arg",
};

static const char *const type_words[] = {
	"struct", "union", "enum", "const", "volatile", "unsigned", "signed", "__signed__", "long",
	"short", "int", "char", "void", "bool", "float", "double", "_Bool", "size_t", "ssize_t",
	"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "__le16", "__le32", "__le64",
	"__be16", "__be32", "__be64", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "loff_t",
	"dma_addr_t", "phys_addr_t", "resource_size_t", "gfp_t", "uintptr_t", "ulong", "uint",
	"__u8", "__u16", "__u32", "__u64",
};

static bool is_in(const char *const words[], size_t nr, const struct dc_token *token)
{
	if (token->kind != DC_TOKEN_IDENTIFIER)
		return false;
	for (size_t i = 0; i < nr; i++)
		if (words[i][0] == token->text[0] && dc_token_is(token, words[i]))
			return true;
	return false;
}

bool dc_name_is_annotation(const struct dc_token *token)
{
	return is_in(annotations, ARRAY_SIZE(annotations), token);
}

bool dc_name_is_annotation_call(const struct dc_token *token)
{
	return is_in(annotation_calls, ARRAY_SIZE(annotation_calls), token);
}

bool dc_name_is_scope(const struct dc_token *token)
{
	return is_in(scopes, ARRAY_SIZE(scopes), token);
}

bool dc_name_is_keyword(const struct dc_token *token)
{
	return is_in(keywords, ARRAY_SIZE(keywords), token);
}

bool dc_name_is_type_word(const struct dc_token *token)
{
	return is_in(type_words, ARRAY_SIZE(type_words), token);
}

bool dc_name_is_relevant(const char *text, size_t length)
{
	const struct dc_name *name;

	if (length < 8)
		return false;
	/*
	 * DMA_ATTR_ of any name: the ones that no table knows are a mistake of their own.  Nothing
	 * may follow either: a macro pastes the rest to it.
	 */
	if ((length >= 9 && !memcmp(text, "DMA_ATTR_", 9)) ||
	    (length >= 11 && !memcmp(text, "__DMA_ATTR_", 11)))
		return true;
	if (!memchr("dix_snv", text[0], 7))
		return false;
	name = dc_name_find(text, length);
	if (!name)
		return false;
	return name->kind == DC_NAME_API ||
	       (name->kind == DC_NAME_ORIGIN && name->origin->role == DC_ROLE_CRYPT);
}
