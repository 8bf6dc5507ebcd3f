/* Inside the learning: what the files learning*.c share. */
#ifndef EVITAB_LEARNING_PARTS_H
#define EVITAB_LEARNING_PARTS_H

#include "learn/learning.h"

enum learning_relation { IS_MENTION, IS_INSIDE, IS_NEITHER };
/* Are tokens first…last of a sentence a mention, inside of one, or neither? */
enum learning_relation learning_relation(const struct lesson *l, const struct lesson_sentence *s, size_t first, size_t last);

/* Counts a document's evidence for terms: for all documents, as its own, or takes its own back. */
enum learning_purse { FOR_ALL, FOR_OWN, TAKE_BACK };
void learning_count(struct learning *l, const struct lesson_document *doc, enum learning_purse purse, token_list *tokens,
					term_match_list *matches);

/* Features of a document as they are listed. */
struct learning_listing {
	struct learning *l;
	uint32_t document; /* from 1 */
	struct fit_data *data;
	fit_feature_list *features; /* where they go */
	bool counting;              /* first pass: which features are there; second: those that stay, into `features` */
	unsigned group;
	token_list tokens;
	LIST(struct feature_word) words;
	struct feature_grid grid;
	feature_short_list shorts;
	abbreviation_list abbreviations;
	uint32_t hits, misses; /* of what is at hand */
};
/* A feature_sink; ctx is a learning_listing. */
void learning_take(void *ctx, const struct feature *f);
/* Tokens, words and terms of a text. */
void learning_look(struct learning_listing *k, struct span text);

/* Each group as the weights see it that were fitted to the others: its mentions and its looks. */
void learning_rehearse(struct learning *l, const struct fit_options *o, unsigned groups);
/* The looks of a document as they are seen at the second look. */
void learning_list_again(struct learning_listing *k, const struct lesson_document *doc);

#endif
