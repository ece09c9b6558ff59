// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stands in for libFuzzer where the compiler has none: FILE... is given to the target, each in
 * memory of its exact size, so that a sanitizer sees a byte read too many.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz.h"

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat status;
	uint8_t *data;
	size_t size;

	if (!file || fstat(fileno(file), &status)) {
		perror(path);
		return 1;
	}
	data = malloc(status.st_size ? status.st_size : 1);
	size = data ? fread(data, 1, status.st_size, file) : 0;
	fclose(file);
	if (!data || size != (size_t)status.st_size) {
		fprintf(stderr, "%s: cannot read\n", path);
		free(data);
		return 1;
	}
	fprintf(stderr, "%s: %zu bytes\n", path, size);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = argc < 2;

	if (argc < 2)
		fprintf(stderr, "usage: %s FILE...\n", argv[0]);
	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
