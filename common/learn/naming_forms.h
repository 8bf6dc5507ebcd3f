/* Words that differ by an ending or by a spelling and mean the same: "psychotic" and "psychosis", "haematuria" and "hematuria".
 *
 * A form is a pair of letter groups, each with a letter beside what differs, so that it is not taken everywhere: at the end of a word
 * ("tic" for "sis" after the same letters), or inside it ("ae" for "e"). Words are folded (token_fold). */
#ifndef EVITAB_NAMING_FORMS_H
#define EVITAB_NAMING_FORMS_H

#include "base/token.h"

enum { FORM_LONGEST = 7, FORM_INSIDE = 3, FORM_STEM = 3 }; /* bytes: of a group; of one inside a word; of what stands before an ending */

struct form {
	char side[2][FORM_LONGEST + 1];
	bool inside;
};

/* How two different folded words differ; false where it is by more than a form holds. side[0] comes first in byte order. */
bool form_between(struct span a, struct span b, struct form *out);
int form_compare(const struct form *a, const struct form *b);

/* The words that a form makes of a folded word, one call each; bytes are alive during the call. */
typedef void form_sink(void *ctx, struct span word);
void form_apply(const struct form *f, struct span word, form_sink *sink, void *ctx);

/* As it stands in a table: "sis tic", and back; false where it is none. */
bool form_read(struct span value, bool inside, struct form *out);

#endif
