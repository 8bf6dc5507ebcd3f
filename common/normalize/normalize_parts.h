/* What the two readers of documents, normalize.c and page.c, share. Not for others. */
#ifndef EVITAB_NORMALIZE_PARTS_H
#define EVITAB_NORMALIZE_PARTS_H

#include "normalize/clean.h"
#include "normalize/decode.h"
#include "normalize/language.h"
#include "normalize/markup.h"
#include "normalize/normalize.h"

enum { SIGNS = 384 }; /* of page_judge.h */

struct normalize_rules {
	struct markup markup;
	struct language_rules languages;
	float signs[SIGNS]; /* weights: page_judge.h */
};

/* Reads configs/page-signs.csv; a sign that is not in it weighs nothing. */
int page_signs_read(float weights[SIGNS], const char *dir, struct diag *d);

/* What stands between a raw piece of text and the source: the decoded document, and for pages the piece's own alignment. */
struct piece {
	struct span raw;
	const struct alignment *from; /* raw to the decoded text; NULL: raw is decoded[at..) */
	size_t at, char_at;           /* bytes and code points of the decoded text before raw; where from is NULL */
};

/* Makes the piece clean (mojibake, clean_text) and fills b->text and b->from. False, and nothing, where no text is left. */
bool piece_clean(struct normalized *n, const struct decoded *d, const struct word_set *words, const struct piece *p, struct block *b);

#endif
