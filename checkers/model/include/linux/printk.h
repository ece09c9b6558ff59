/* SPDX-License-Identifier: GPL-2.0-only */
/* The log is of no interest here; the format is checked all the same. */
#ifndef DC_LINUX_PRINTK_H
#define DC_LINUX_PRINTK_H

static inline __attribute__((format(printf, 1, 2))) int printk(const char *format, ...)
{
	(void)format;
	return 0;
}

#define KERN_ERR
#define KERN_WARNING
#define KERN_INFO
#define pr_err(...)	printk(__VA_ARGS__)
#define pr_warn(...)	printk(__VA_ARGS__)
#define pr_info(...)	printk(__VA_ARGS__)
#define pr_debug(...)	printk(__VA_ARGS__)
#define pr_notice(...)	printk(__VA_ARGS__)
#define pr_err_ratelimited(...)	printk(__VA_ARGS__)
#define pr_warn_ratelimited(...) printk(__VA_ARGS__)
#define pr_warn_once(...) printk(__VA_ARGS__)

enum { DUMP_PREFIX_NONE, DUMP_PREFIX_ADDRESS, DUMP_PREFIX_OFFSET };

/* Reads the buffer, as the kernel does. */
static inline void print_hex_dump(const char *level, const char *prefix, int prefix_type,
				  int rowsize, int groupsize, const void *buf, unsigned long len,
				  int ascii)
{
	const volatile unsigned char *bytes = buf;

	(void)level, (void)prefix, (void)prefix_type, (void)rowsize, (void)groupsize, (void)ascii;
	for (unsigned long i = 0; i < len; i++)
		(void)bytes[i];
}

#define print_hex_dump_bytes(prefix, type, buf, len) \
	print_hex_dump("", prefix, type, 16, 1, buf, len, 1)

#endif
