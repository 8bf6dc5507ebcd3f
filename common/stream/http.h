/* An answer of HTTP/1 as a crawler kept it: status, header, and the payload behind its encodings (RFC 9110, 9112). */
#ifndef EVITAB_HTTP_H
#define EVITAB_HTTP_H

#include "base/buf.h"

struct http_answer {
	unsigned status;  /* 100 to 999; 0 where the message is no answer */
	struct span type; /* the value of Content-Type, or empty; borrows the message */
	struct span payload;
};

/* The value of a field in lines of "Name: value", by its name in small letters; empty where it is not there. Without white space at its
 * ends. */
struct span http_field(struct span lines, const char *name);

/* Is `value` (of Content-Type) this type, whatever parameters follow? type in small letters. */
bool http_type_is(struct span value, const char *type);

/* Reads a message. payload borrows it, or `a` and `b`, which are overwritten; at most `most` bytes of it. NULL, or why not; static. */
const char *http_read(struct span message, size_t most, struct http_answer *out, struct buf *a, struct buf *b);

#endif
