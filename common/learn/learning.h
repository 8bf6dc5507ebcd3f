/* Learning rows: terms with their evidence, and weights of features, from documents with known mentions and from lists of terms.
 *
 * What a term or a feature is worth in a document is never judged by that document itself: its own evidence is left out when its
 * features are listed, so that weights hold for documents that were not seen. */
#ifndef EVITAB_LEARNING_H
#define EVITAB_LEARNING_H

#include "learn/again.h"
#include "learn/lesson.h"
#include "learn/naming.h"

/* A row of the concept table to be, or of learnt-terms.csv where `plain`. */
struct learning_row {
	struct span concept, label, term; /* of the lesson's text or of a list's table */
	unsigned list;
	bool exact, plain;
	uint32_t hits, misses;
	struct span xref;    /* of a list: the concept's ids in other vocabularies, bars between */
	uint32_t named, all; /* mentions of a learnt term that have its concept, and that have any */
	struct term *found;  /* set when all rows are there */
};

struct learning_feature {
	uint64_t key;
	size_t shown, shown_n; /* in `shown` */
	enum feature_place place;
	enum feature_kind kind;
	uint32_t documents, last_document;
	uint32_t hits, misses; /* stretches that are mentions, and those that are none */
};

struct learning_concept {
	struct span concept;
	uint32_t documents; /* that have it */
};

struct learning_join {
	uint64_t fold;
	struct span word;
	uint32_t hits, misses; /* mentions that it cuts into the names of their concepts, and others */
};

struct learning {
	const struct lesson *lesson;
	struct terms *terms;
	struct feature_lists lists;
	LIST(struct table) tables; /* of the lists; owned */
	LIST(struct learning_row) rows;
	size_t first_learnt; /* the rows from here on are the mentions' own */
	LIST(struct learning_feature) features;
	uint32_t *places; /* of the features by key: open addressing, a power of two; UINT32_MAX: free */
	size_t places_mask;
	struct buf shown;
	struct fit_data data;
	/* of the first look at each document, with weights that it did not teach */
	feature_stretch_list cuts; /* its mentions, by sentence */
	LIST(size_t) cut_ends;
	again_look_list looks; /* its stretches that may be mentions, by sentence */
	LIST(size_t) look_ends;
	struct fit_examples second; /* the looks, as they are seen at the second look */
	double *weights;
	double naming[NAMING_FEATURES];         /* weights of what speaks for a name */
	LIST(struct learning_concept) concepts; /* of mentions */
	LIST(struct learning_join) joins;
	uint32_t naming_hits[NAMING_FEATURES], naming_misses[NAMING_FEATURES];
	uint32_t least; /* documents that a feature must be seen in */
	size_t ahead;   /* documents to learn from; those behind are judged */
};

void learning_open(struct learning *l, const struct lesson *lesson, uint32_t least);
void learning_close(struct learning *l);

/* A list of terms: a rule table PATH with the columns concept, label, term. Its name is the file's, without folders and ending. `plain`:
 * its terms are evidence, not concepts. 0 or a code after a message. */
int learning_list(struct learning *l, const char *path, bool plain, struct diag *d);

/* Terms of the documents' mentions, and evidence for all terms. */
void learning_mine(struct learning *l);
/* Features of all sentences, and their weights. Documents are dealt out to so many groups; the second look is fitted to what the first one
 * finds in each group with the weights of the others. */
void learning_fit(struct learning *l, const struct fit_options *o, unsigned groups);

/* The looks of a sentence: *n of them. */
struct again_look *learning_looks(const struct learning *l, size_t sentence, size_t *n);
/* The mentions that are found in a sentence, behind both looks; appended to out. */
void learning_find(const struct learning *l, size_t sentence, double recall, feature_stretch_list *out);

/* The number of the feature of that key, or SIZE_MAX. */
size_t learning_feature(const struct learning *l, uint64_t key);

#endif
