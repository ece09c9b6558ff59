/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs the functions of a specimen.  What a caller hands them is not known, so there are several
 * worlds: in one the page is plain memory, in another shared, a peer's, or a user's.
 *
 * The program that is made of a specimen is this library, the specimen, and a table of calls.
 */
#ifndef DC_MODEL_RUN_H
#define DC_MODEL_RUN_H

#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

struct dc_run_function {
	const char *name;
	void (*call)(void);	/* with arguments from below */
	unsigned int nr_flags, nr_numbers;
};

/*
 * Runs all of them on all machines and prints a line each: name, machine, harm suffered, harm
 * excused, as numbers.  Returns what main() is to return.
 */
int dc_run(const struct dc_run_function *functions, unsigned int nr, bool elsewhere);

/* Stands for functions that the specimen only declares (`elsewhere`): both succeeds and fails. */
int dc_run_elsewhere(void);

/* An access to nothing is harm from here on, and goes where a fault goes. */
void dc_run_catch_faults(void);

/* The arguments are there: from here on things fail, and harm counts. */
void dc_run_begin(void);

/*
 * The function has said that all is well, or that it is not.  Who is told that it is goes on with
 * the pages that were handed over: shared ones are for the device, private ones are freed.
 */
void dc_run_end(bool is_well);

/* Arguments; `i` tells those of one kind apart.  Numbers go from 0 to 2. */
bool dc_give_flag(unsigned int i);
int dc_give_number(unsigned int i);
unsigned long dc_give_attrs(void);
struct page *dc_give_page(unsigned int i);
struct page **dc_give_pages(void);
phys_addr_t dc_give_phys(unsigned int i);
void *dc_give_pointer(unsigned int i);
/* A structure of the driver's own, all zeroes. */
void *dc_give_object(size_t size);
struct sg_table *dc_give_sgtable(void);
struct scatterlist *dc_give_list(void);
struct vm_area_struct *dc_give_vma(void);
struct bio_vec *dc_give_bvec(void);
struct ib_device *dc_give_ib_device(void);
struct virtqueue *dc_give_virtqueue(void);
/* Coherent memory and its handle; a handle alone is that of a mapping that the device writes to. */
void *dc_give_ring(void);
dma_addr_t dc_give_ring_handle(void);
dma_addr_t dc_give_handle(void);

enum { DC_GIVEN_ENTRIES = 2, DC_GIVEN_PAGES = 4 };

#endif
