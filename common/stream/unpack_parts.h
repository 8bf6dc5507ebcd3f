/* What unpack.c shares with the room of zlib (unpack_zlib.c) and that of libarchive (unpack_archive.c). */
#ifndef EVITAB_UNPACK_PARTS_H
#define EVITAB_UNPACK_PARTS_H

#include "stream/unpack.h"

/* The packed bytes, as they lie in a file or in memory. */
struct packed {
	int fd; /* borrowed; -1: there is nothing more than `bytes` */
	struct buf bytes;
	size_t at;       /* of the next byte in bytes */
	uint64_t before; /* bytes of the source in front of bytes */
	bool end;
	const char *fault; /* of reading */
};

/* Makes at least `least` bytes from `at` on be there, unless the source ends before. Returns how many are there. */
size_t packed_need(struct packed *p, size_t least);
static inline uint64_t packed_place(const struct packed *p)
{
	return p->before + p->at;
}

/* One way to unpack. read: as unpack_read(), *fault being set with -1. */
struct unpacker {
	void *(*open)(enum packing kind, struct packed *from);
	ssize_t (*read)(void *ctx, char *p, size_t n, const char **fault);
	bool (*resume)(void *ctx); /* or NULL */
	void (*close)(void *ctx);
};
extern const struct unpacker unpack_zlib, unpack_archive;

#endif
