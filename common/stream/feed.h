/* A file as a stream of bytes, in bounded memory. */
#ifndef EVITAB_FEED_H
#define EVITAB_FEED_H

#include "base/diag.h"

enum { FEED_BYTES = 1 << 16 };

struct feed {
	const char *name; /* for messages; borrowed */
	int fd;           /* closed by feed_close(), unless it is standard input */
	struct buf bytes;
	size_t at;   /* of the next byte in bytes */
	size_t line; /* of the next byte, from 1 */
	bool end;
	int error; /* errno of a read that failed, or 0 */
};

/* "-" is standard input. 0 or DIAG_WRONG after a message; folders are refused. */
int feed_open(struct feed *f, const char *path, struct diag *d);
void feed_close(struct feed *f);

bool feed_fill(struct feed *f); /* the slow half: false at the end */

/* The next byte, or -1 at the end. */
static inline int feed_byte(struct feed *f)
{
	if (f->at == f->bytes.n && !feed_fill(f))
		return -1;
	unsigned char c = (unsigned char)f->bytes.p[f->at++];
	f->line += c == '\n';
	return c;
}

/* What comes next, without taking it: all of a small file, or FEED_BYTES of it. To be called before anything was taken. */
struct span feed_head(struct feed *f);

/* The next line without its end, at most `most` bytes of it (the rest is passed over), into `into`. False at the end. */
bool feed_line(struct feed *f, size_t most, struct buf *into);

/* DIAG_FAILED after a message where reading failed, else 0. To be asked at the end. */
int feed_status(const struct feed *f, struct diag *d);

#endif
