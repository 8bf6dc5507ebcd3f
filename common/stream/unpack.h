/* Packed bytes, unpacked as they are read: gzip (RFC 1952), Zstandard, xz, bzip2; and the "deflate" of HTTP. Which of them it is is told by
 * the bytes, never by a name. Members that follow each other are one text, as their programs have it. Damage is always told: checksums are
 * compared, and what ends before its end is an error. Packed bytes inside packed bytes stay as they are. */
#ifndef EVITAB_UNPACK_H
#define EVITAB_UNPACK_H

#include <sys/types.h>

#include "base/buf.h"

enum packing { PACKED_NOT, PACKED_GZIP, PACKED_ZSTD, PACKED_XZ, PACKED_BZIP2, PACKED_DEFLATE };

/* What unpacks to more than UNPACK_FREE bytes (as much as a plain document may have) and to more than UNPACK_RATIO times its size is taken
 * for a bomb. */
enum { UNPACK_FREE = 1 << 28, UNPACK_RATIO = 256, UNPACK_HEAD = 16 };

/* Told by at most UNPACK_HEAD bytes; PACKED_DEFLATE, which has no sign of its own, is never the answer. */
enum packing unpack_kind(struct span head);

/* Unpacks `head` and then what fd gives from where it stands (-1: head is all). Copies head; fd stays the caller's. */
struct unpack *unpack_open(enum packing kind, int fd, struct span head);
void unpack_close(struct unpack *u); /* NULL: nothing */

/* At most n > 0 bytes to p; 0 at the end, -1 where it cannot go on: unpack_fault() says why, until the next call. */
ssize_t unpack_read(struct unpack *u, char *p, size_t n);
const char *unpack_fault(const struct unpack *u);

/* After a fault in gzip: goes on with the next member that begins behind the start of the damaged one. False where there is none, where
 * too many were damaged already, and for all other kinds. */
bool unpack_resume(struct unpack *u);

#endif
