#include "output/zip.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

/* APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16: the lengths of both records without their names and comments, and where things stand in them.
 */
enum {
	END_BYTES = 22,
	END_SIZE = 12,
	END_AT = 16,
	ENTRY_BYTES = 46,
	ENTRY_SIZE = 24,
	ENTRY_NAME = 28,
	ENTRY_EXTRA = 30,
	ENTRY_COMMENT = 32
};

static uint32_t number(const unsigned char *p, int bytes)
{
	uint32_t n = 0;
	while (bytes-- > 0)
		n = n << 8 | p[bytes];
	return n;
}

/* The archive has no comment: its end is the last record. */
static bool read_directory(FILE *f, struct buf *out)
{
	unsigned char end[END_BYTES];
	if (fseeko(f, -END_BYTES, SEEK_END) != 0 || fread(end, 1, END_BYTES, f) != END_BYTES || memcmp(end, "PK\5\6", 4) != 0)
		return false;
	uint32_t size = number(end + END_SIZE, 4);
	if (size > 1 << 24 || fseeko(f, (off_t)number(end + END_AT, 4), SEEK_SET) != 0)
		return false;
	out->n = fread(buf_room(out, size), 1, size, f);
	return out->n == size;
}

bool zip_size(const char *path, const char *name, uint64_t *bytes)
{
	struct buf directory = {0};
	FILE *f = fopen(path, "rb");
	bool found = false;
	if (f == NULL)
		return false;
	const unsigned char *p = read_directory(f, &directory) ? (const unsigned char *)directory.p : NULL;
	for (size_t at = 0; p != NULL && !found && at + ENTRY_BYTES <= directory.n;) {
		size_t n = number(p + at + ENTRY_NAME, 2), rest = number(p + at + ENTRY_EXTRA, 2) + number(p + at + ENTRY_COMMENT, 2);
		if (memcmp(p + at, "PK\1\2", 4) != 0 || n > directory.n - at - ENTRY_BYTES)
			break;
		found = span_is(span_make((const char *)p + at + ENTRY_BYTES, n), name);
		*bytes = number(p + at + ENTRY_SIZE, 4);
		at += ENTRY_BYTES + n + rest;
	}
	fclose(f);
	buf_free(&directory);
	return found;
}
