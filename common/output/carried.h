/* The text that an annotation format carries, and the annotations on it.
 *
 * The text is the normalized text of the document: its sentence records in order, those of one paragraph with a blank between, paragraphs
 * with a line end; a line end closes it. A paragraph is a run of sentences of one block, one zone and one section. Every place in it is
 * that of the record's words, so text[from, to) is what the record calls `text`. Places are kept in bytes and in code points. */
#ifndef EVITAB_CARRIED_H
#define EVITAB_CARRIED_H

#include "output/leaf.h"

struct stretch {
	size_t from, to;           /* bytes of the carried text */
	size_t char_from, char_to; /* code points of it */
};

struct passage {
	struct stretch place;
	struct span zone, section; /* raw JSON strings */
};

struct annotation {
	size_t table;     /* number in leaf.schema.tables */
	struct span line; /* of its record, to be parsed again */
	struct stretch place;
	struct extent source; /* where its words stand in the source */
	size_t passage;
};

struct carried_sentence {
	uint64_t number;
	size_t from, to; /* bytes of the carried text */
	size_t passage;
	struct span line;
};

/* Borrows the document. */
struct carried {
	const struct leaf *leaf;
	struct span document; /* line of its record */
	struct buf text;
	LIST(struct passage) passages;
	LIST(struct carried_sentence) sentences;
	LIST(struct annotation) annotations; /* in the order of the stream; a finding without a place is none */
	LIST(size_t) counts;                 /* code points before each CARRIED_STEP-th byte */
	struct {                             /* the entries of the reference list, by number */
		size_t n, cap;
		struct carried_entry {
			uint64_t number;
			size_t annotation;
		} * v;
	} entries;
};

enum { CARRIED_STEP = 256 };

/* What c held is gone. 0 or DIAG_FAILED after a message. */
int carried_read(struct carried *c, const struct leaf *l, const struct document *doc, struct diag *d);
void carried_free(struct carried *c);

static inline struct span carried_text(const struct carried *c, struct stretch s)
{
	return span_sub(buf_span(&c->text), s.from, s.to);
}

/* Walks the numbers of the annotations of the entries that the record's member `reference` or `references` leads to: *at is 0 at first;
 * SIZE_MAX at the end. */
size_t carried_next_entry(const struct carried *c, const struct record *r, size_t *at);

#endif
