/* Documents of the stream, one after the other: whether each is wanted, how it is read, and its records. `file`, and `line` of it or 0, are
 * what a message is about; that a document was rejected stands in out->d. 0, or DIAG_FAILED where the output cannot be written. */
#ifndef EVITAB_WRITER_H
#define EVITAB_WRITER_H

#include "normalize/article.h"
#include "stream/input.h"
#include "stream/ledger.h"
#include "stream/stage.h"

/* All zero at first, but for the rules. */
struct writer {
	const struct normalize_rules *rules; /* borrowed */
	struct ledger ledger;                /* which documents are wanted */
	bool lines;                          /* for article_open() */
	uint64_t documents;                  /* that were written */
	struct normalized text;              /* of the document at hand */
};
void writer_free(struct writer *w);

/* A page of HTML or, where `media` is any other, a text. */
int writer_article(struct writer *w, const struct incoming *a, enum media media, const char *file, size_t line, struct sink *out);
/* A list of references: every line is an entry, an empty one too, and has the number of its line. */
int writer_references(struct writer *w, const struct incoming *a, struct sink *out);
/* One that is not looked into: its opening and its rejection. */
int writer_reject(struct writer *w, const struct incoming *a, const char *file, size_t line, const char *why, struct sink *out);

#endif
