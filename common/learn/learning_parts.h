/* Inside the learning: what learning.c and learning_features.c share. */
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

#endif
