/* A file as a stream of bytes, in bounded memory. What is packed (unpack.h) is read unpacked: all places and counts are of the unpacked
 * bytes. */
#ifndef EVITAB_FEED_H
#define EVITAB_FEED_H

#include "base/diag.h"

enum { FEED_BYTES = 1 << 16 };

struct feed {
	const char *name;      /* for messages; borrowed */
	int fd;                /* closed by feed_close(), unless it is standard input */
	struct unpack *packed; /* owned; NULL where the bytes are plain */
	struct buf bytes;
	size_t at;       /* of the next byte in bytes */
	size_t line;     /* of the next byte, from 1 */
	uint64_t before; /* bytes in front of `bytes` */
	bool begun, end;
	const char *error; /* why reading ended before the end, or NULL; static, or alive until feed_close() */
};

/* "-" is standard input. 0 or DIAG_WRONG after a message; folders are refused. */
int feed_open(struct feed *f, const char *path, struct diag *d);
/* Reads fd, which is open and at its beginning; it becomes the feed's. */
void feed_begin(struct feed *f, const char *name, int fd);
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

/* Where the next byte stands, from 0. */
static inline uint64_t feed_place(const struct feed *f)
{
	return f->before + f->at;
}

/* What comes next, without taking it: all of a small file, or FEED_BYTES of it. To be called before anything was taken. */
struct span feed_head(struct feed *f);

/* The next line without its end, at most `most` bytes of it (the rest is passed over), into `into`. False at the end. */
bool feed_line(struct feed *f, size_t most, struct buf *into);

/* Appends the next bytes, less than n only at the end; `into` may be NULL: they are passed over. Lines are not counted. Returns how many.
 */
uint64_t feed_take(struct feed *f, uint64_t n, struct buf *into);

/* Puts bytes back: they come next. At most those that were taken. */
void feed_return(struct feed *f, struct span bytes);

/* After a fault in packed bytes: goes on with what can be read behind it (unpack_resume()). False where nothing can. */
bool feed_resume(struct feed *f);

/* DIAG_FAILED after a message where reading failed, else 0. To be asked at the end. */
int feed_status(const struct feed *f, struct diag *d);

#endif
