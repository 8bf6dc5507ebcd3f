/* Words of two spellings, after configs/spellings.csv: "anaemia" and "anemia", "behaviour" and "behavior". A row tells two parts of words
 * that stand for one another; which words it makes by that matters little, since only those of terms are looked for. */
#ifndef EVITAB_SPELLING_H
#define EVITAB_SPELLING_H

#include "base/buf.h"
#include "base/diag.h"

struct spelling;

/* Loads DIR/spellings.csv; NULL after messages. */
struct spelling *spelling_open(const char *dir, struct diag *d);
void spelling_free(struct spelling *s);

/* Runs the examples of the table. */
int spelling_check(const struct spelling *s, struct diag *d);

enum { SPELLING_MOST = 64 }; /* bytes of a word; longer ones have one spelling */

/* A word in its other spelling, in small letters: with every part that a row has in the column `term` as in its column `other`, or, where
 * `back`, the other way round. Its length; 0 where nothing of it changes or it is no word of letters a to z. */
size_t spelling_other(const struct spelling *s, struct span word, bool back, char out[SPELLING_MOST]);

#endif
