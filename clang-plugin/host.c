/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the compiler, or clang-tidy, loads: looks whether it is of the release that the plugin was
 * made for, and loads the plugin itself.  Any other would end in a riddle about undefined symbols.
 */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void find_release(unsigned int *major)
{
	void (*ask)(unsigned int *, unsigned int *, unsigned int *) = NULL;
	unsigned int minor, patch;

	/* LLVM has told its release since 16. */
	*(void **)&ask = dlsym(RTLD_DEFAULT, "LLVMGetVersion");
	*major = 0;
	if (ask)
		ask(major, &minor, &patch);
}

static _Noreturn void give_up(const char *what, const char *detail)
{
	fprintf(stderr, "dmacheck: %s%s\n", what, detail);
	exit(1);
}

__attribute__((constructor)) static void load(void)
{
	char path[PATH_MAX], number[16];
	unsigned int major;
	const char *slash;
	Dl_info self;

	find_release(&major);
	snprintf(number, sizeof(number), major ? "%u" : "older", major);
	if (major != DC_LLVM)
		give_up("this plugin is for " DC_LLVM_TEXT ", the program is ", number);
	if (!dladdr((const void *)(size_t)load, &self))
		give_up("the plugin cannot find itself", "");
	slash = strrchr(self.dli_fname, '/');
	snprintf(path, sizeof(path), "%.*s/" DC_PLUGIN,
		 slash ? (int)(slash - self.dli_fname) : 1, slash ? self.dli_fname : ".");
	if (!dlopen(path, RTLD_NOW | RTLD_GLOBAL))
		give_up("", dlerror());
}
