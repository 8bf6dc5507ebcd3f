/* What a document says of words in its other sentences: whether they were found there, and how surely, the first time it was gone through.
 *
 * Words are compared by their folds (feature_words_key), a sentence by the caller's number. Scores are hundredths. */
#ifndef EVITAB_AROUND_H
#define EVITAB_AROUND_H

#include "learn/feature.h"

enum { AROUND_LEAST = -300 }; /* a score below is not kept */

struct around {
	struct around_words *v; /* a power of two of places, open addressing */
	size_t mask, used;
};

void around_clear(struct around *a);
void around_free(struct around *a);

/* Words scored so in a sentence, as a stretch of it. */
void around_score(struct around *a, uint64_t key, uint32_t sentence, int32_t score);
/* Tokens first…last are a mention of a sentence. */
void around_mention(struct around *a, const token_list *tokens, struct feature_stretch at, uint32_t sentence);

/* What the other sentences say of tokens first…last; `believed` is left alone. */
void around_see(const struct around *a, const token_list *tokens, struct feature_stretch at, uint32_t sentence, struct feature_around *out);

#endif
