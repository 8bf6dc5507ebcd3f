/* The inside of a library's index file. Not for others than library.c and library_build.c.
 *
 *   header | works, one after the other | table of DOIs | table of titles
 *
 * A table is sorted by hash, then by place: hashes are evenly spread, so that a place in it is found by interpolation in some five steps
 * whatever its size. Numbers are written as the machine has them; `order` refuses the file on another kind of machine. */
#ifndef EVITAB_LIBRARY_FORMAT_H
#define EVITAB_LIBRARY_FORMAT_H

#include <stdint.h>

#include "base/span.h"

#define LIBRARY_MAGIC "EVITABLB"
enum { LIBRARY_VERSION = 2, LIBRARY_ORDER = 0x01020304 };

struct library_header {
	char magic[8];
	uint32_t version, order;
	uint64_t size; /* of the file */
	uint64_t works;
	uint64_t works_at, works_end;
	uint64_t doi_at, dois;     /* place and number of entries of the table of DOIs */
	uint64_t title_at, titles; /* the same of titles */
	uint64_t retracted;        /* how many works are */
	uint64_t sum;              /* library_hash() of all before it */
};

/* `at` is the place of the work in the file. */
struct library_key {
	uint64_t hash, at;
};

/* A work: its year (u16), 1 where it was retracted (u16), then LIBRARY_FIELDS times a length (u16) and bytes. */
enum { LIBRARY_WORK_HEAD = 4 };

/* FNV-1a, then mixed (the finalizer of splitmix64) so that the upper bits are evenly spread. */
static inline uint64_t library_hash(struct span s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

#endif
