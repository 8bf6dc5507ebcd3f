/* Which documents the inputs hold: a list of all, each with its key, or those of such a list that alone are wanted.
 *
 * The key of a document is a hash of all that its records are made of, beside the rules: id, media type, what the user gave beside the
 * text, and the source's bytes. A line of a list is `SOURCE DOCUMENT BYTES KEY`: the number of the source, of the document in it (both from
 * 0), the length of the document, and 64 hexadecimal digits; zeros stand for a document that cannot be read, which is equal to no other. */
#ifndef EVITAB_LEDGER_H
#define EVITAB_LEDGER_H

#include "base/diag.h"

enum { LEDGER_KEY = 64 };

struct ledger_line {
	uint64_t source, document, bytes;
	char key[LEDGER_KEY];
};

struct ledger {
	bool listing;  /* the documents are listed, not written */
	bool choosing; /* `lines` alone are wanted */
	LIST(struct ledger_line) lines;
	size_t next;               /* of the lines */
	uint64_t source, document; /* where the reader is */
};

/* What the key is made of. */
struct ledger_document {
	struct span id, media, meta, source;
	bool unreadable;
};

void ledger_free(struct ledger *l);

bool ledger_line_read(struct ledger_line *l, struct span line); /* false: it is none */
void ledger_line_write(const struct ledger_line *l, struct buf *out);
bool ledger_line_readable(const struct ledger_line *l);

/* The lines that are wanted. 0, or a code after a message. */
int ledger_choose(struct ledger *l, const char *path, struct diag *d);

/* The reader comes to a source: is any of its documents wanted? */
bool ledger_source(struct ledger *l, uint64_t number);
/* The reader comes to a document. True, and it is counted, where it is not wanted: to be asked as often as need be, early. */
bool ledger_passes(struct ledger *l);
/* The document is there, and wanted: it is counted, and listed where that is asked for (then out gets its line, and *listed is true).
 * `name` is for the message where it is not the document that was listed before. 0 or DIAG_FAILED. */
int ledger_take(struct ledger *l, const struct ledger_document *doc, const char *name, bool *listed, struct buf *out, struct diag *d);

/* All sources were read: DIAG_FAILED after a message where a document that is wanted did not come. */
int ledger_end(const struct ledger *l, struct diag *d);

#endif
