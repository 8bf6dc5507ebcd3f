/* The short forms that a document defines, and the rows of a concept table that they stand for in it.
 *
 * A short form is one to four tokens, compared by bytes (an acronym's plural s left out). What a document defines holds in all of it and
 * wins over the table: where the long form is no concept of the table, its short form is none either. A definition that says what the table
 * says anyway is not kept, so that the rule of a mention is its own row. */
#ifndef EVITAB_GLOSSARY_H
#define EVITAB_GLOSSARY_H

#include "concept/abbreviation.h"
#include "concept/lexicon.h"

struct glossary_entry;

/* A definition that goes against the table. */
struct glossary_clash {
	struct abbreviation at; /* in the sentence that was learnt */
	size_t row;             /* by which the table reads the short form */
};

/* All zero at first. */
struct glossary {
	struct glossary_entry *v; /* owned; a power of two of places */
	size_t mask, used;
	uint64_t front; /* which first tokens there are */
	LIST(struct glossary_clash) clashes;
};

void glossary_clear(struct glossary *g);
void glossary_free(struct glossary *g);

/* Learns the definitions of one sentence; `hits` are what the lexicon x, built from t, finds in it; rows of one concept have the same cell
 * in the column `concept`. The first definition of a short form stays. */
void glossary_learn(struct glossary *g, const struct lexicon *x, const struct table *t, int concept, struct span text,
					const token_list *tokens, const hit_list *hits, const abbreviation_list *definitions);

/* Corrects the hits of a sentence by what the document defines. `scratch` is the caller's, reused. */
void glossary_apply(const struct glossary *g, const token_list *tokens, hit_list *hits, hit_list *scratch);

/* Does the document define what tokens first…last are? */
bool glossary_defines(const struct glossary *g, const token_list *tokens, size_t first, size_t last);
/* The row by which the table would read a short form that the document defines as something else; SIZE_MAX: there is none. */
size_t glossary_instead(const struct glossary *g, const token_list *tokens, size_t first, size_t last);

#endif
