/* Zstandard, xz and bzip2, by libarchive: of its filters the one that is wanted, of its formats the one that takes the bytes as they are.
 */
#include "stream/unpack_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct unarchive {
	struct packed *from;
	struct archive *a;
	enum packing kind;
	bool begun;
};

static la_ssize_t give_packed(struct archive *a, void *ctx, const void **bytes)
{
	struct packed *p = ctx;
	(void)a;
	size_t n = packed_need(p, 1);
	*bytes = p->bytes.p + p->at;
	p->at += n; /* they stay where they are until the next call */
	return p->fault != NULL ? -1 : (la_ssize_t)n;
}

static void *unarchive_open(enum packing kind, struct packed *from)
{
	struct unarchive *u = mem_alloc(sizeof *u);
	*u = (struct unarchive){.from = from, .a = archive_read_new(), .kind = kind};
	if (u->a == NULL)
		mem_exhausted();
	return u;
}

static void unarchive_close(void *ctx)
{
	struct unarchive *u = ctx;
	archive_read_free(u->a);
	free(u);
}

/* 1: there is something; 0: nothing; -1. */
static int begin(struct unarchive *u)
{
	int known = u->kind == PACKED_ZSTD ? archive_read_support_filter_zstd(u->a)
				: u->kind == PACKED_XZ ? archive_read_support_filter_xz(u->a)
									   : archive_read_support_filter_bzip2(u->a);
	struct archive_entry *entry;
	if (known != ARCHIVE_OK || archive_read_support_format_raw(u->a) != ARCHIVE_OK ||
		archive_read_support_format_empty(u->a) != ARCHIVE_OK || archive_read_open(u->a, u->from, NULL, give_packed, NULL) != ARCHIVE_OK)
		return -1;
	int code = archive_read_next_header(u->a, &entry);
	return code == ARCHIVE_OK ? 1 : code == ARCHIVE_EOF ? 0 : -1;
}

static ssize_t unarchive_read(void *ctx, char *p, size_t n, const char **fault)
{
	struct unarchive *u = ctx;
	ssize_t got = u->begun ? 1 : begin(u);
	u->begun = true;
	if (got > 0)
		got = archive_read_data(u->a, p, n);
	if (got < 0)
		*fault = "its packed bytes are damaged or cut";
	return got < 0 ? -1 : got;
}

const struct unpacker unpack_archive = {unarchive_open, unarchive_read, NULL, unarchive_close};
