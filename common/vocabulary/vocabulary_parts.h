/* What vocabulary.c (collecting) and vocabulary_write.c (choosing, writing) share. */
#ifndef EVITAB_VOCABULARY_PARTS_H
#define EVITAB_VOCABULARY_PARTS_H

#include "vocabulary/vocabulary.h"

enum { TERM_BYTES = 1000, NAME_BYTES = 2000, NO_CONCEPT = UINT32_MAX };

/* Strings are places in the arena, NUL-terminated there; 0 is the empty one. */
struct concept {
	uint32_t id, label, xrefs, classes; /* xrefs and classes: joined by bars */
	bool dropped, chosen, written;
};

struct vocabulary_term {
	uint32_t concept, text;
	uint8_t scope;
	uint8_t exact; /* of chosen ones: the cell `match` */
	bool chosen;
};

/* Strings to numbers; open addressing over strings of the arena. */
struct names {
	struct name {
		uint32_t text, value; /* text 0: free */
	} * v;
	size_t mask, used;
};

struct link {
	uint32_t child, parent;
};

struct vocabulary {
	const struct vocabulary_wish *wish;
	struct buf arena;
	bool full; /* the arena cannot hold more */
	LIST(struct concept) concepts;
	LIST(struct vocabulary_term) terms;
	LIST(struct link) parents; /* parent: a string; once vocabulary_resolve() was called a concept, or NO_CONCEPT */
	LIST(struct link) trees;   /* parent: the concept's own tree number, a string */
	struct names ids, numbers;
	uint32_t version, licence;
	size_t unfit; /* terms that were passed over while reading */
};

static inline const char *vocabulary_text(const struct vocabulary *v, uint32_t place)
{
	return v->arena.p + place;
}

/* A string into the arena; its place. */
uint32_t vocabulary_keep(struct vocabulary *v, struct span s);
/* The value of a name, or NO_CONCEPT. */
uint32_t names_get(const struct vocabulary *v, const struct names *n, struct span key);
void names_put(struct vocabulary *v, struct names *n, uint32_t text, uint32_t value); /* the first of a name stays */
void names_free(struct names *n);

/* vocabulary_branch.c: the parents from strings to concepts; then the concepts that the wishes leave, marked as chosen. 0 or a code after a
 * message. */
void vocabulary_resolve(struct vocabulary *v);
int vocabulary_choose(struct vocabulary *v, struct diag *d);

/* vocabulary_filter.c: the terms of chosen concepts that the wishes leave, marked as chosen. */
struct vocabulary_counts {
	size_t shorts, numbers, common, words, scopes, doubled, shared; /* passed over; shared: they stand under another concept */
};
int vocabulary_filter(struct vocabulary *v, struct vocabulary_counts *n, struct diag *d);

#endif
