/* Which row of the concept table names a stretch of words, by the weights of the rows `name`. */
#ifndef EVITAB_WEIGHTS_NAME_H
#define EVITAB_WEIGHTS_NAME_H

#include "learn/again.h"
#include "learn/composite.h"
#include "learn/weights.h"

struct weights_name {
	uint32_t row;   /* TERM_NO_ROW where nothing names it */
	int32_t belief; /* hundredths, without the stretch's own sum */
	bool term;      /* the words are the row's term, in any order */
	bool whole;     /* no word before or behind the row's is left over */
};

/* The best name of tokens first…last. */
struct weights_name weights_name(const struct weights *w, struct span text, const token_list *tokens, size_t first, size_t last);

/* The rows that name the items of a stretch that has several names, each believed with the stretch's own sum: how many, 0 where it has one
 * name at most. */
size_t weights_name_items(const struct weights *w, struct span text, const token_list *tokens, struct feature_stretch at, int32_t sum,
						  uint32_t rows[COMPOSITE_MOST]);

/* Where a word of tokens at.first…at.last joins items that all have names. */
struct again_joined weights_name_joined(const struct weights *w, struct span text, const token_list *tokens, struct feature_stretch at);

#endif
