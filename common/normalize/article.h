/* The records of one document, as normalize writes them: its opening, its text, its end. */
#ifndef EVITAB_ARTICLE_H
#define EVITAB_ARTICLE_H

#include "normalize/normalize.h"

/* A document as it came in. */
struct incoming {
	struct span id; /* raw JSON string */
	struct span source;
	const char *media;
	struct span meta; /* raw JSON object, or empty */
	const char *file; /* of a document that is a part of a file, else NULL */
	size_t line;      /* of the file, where it is one of its lines, else 0 */
};

/* A JSON string of bytes that may be no UTF-8, such as names of files and addresses; what is none becomes '?' in `name`, too. */
void article_name(struct buf *out, struct buf *name);

/* The `document` record; n: what was made of the source, or nothing. lines: say where it is in its file, or where its own lines begin. */
void article_open(struct buf *out, const struct incoming *a, const struct normalized *n, bool lines);
/* A `block` record, aligned to the source; or the `sentence` record of an entry, which is a line of a list of references. id: raw JSON. */
void article_block(struct buf *out, struct span id, const struct normalized *n, const struct block *b);
void article_entry(struct buf *out, struct span id, const struct block *b, size_t line);
/* `document-end`. rejected: why, or NULL; n records of that type were written. */
void article_close(struct buf *out, struct span id, const char *rejected, const char *type, size_t n);

#endif
