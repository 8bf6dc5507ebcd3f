/* Sentence boundaries inside one block (a paragraph or a line) of normalized text. Pure: bytes to byte ranges.
 *
 * Looks at a byte table for the few characters that may end a sentence; words are looked at only there, back to the word before
 * and on to the word after. Time is linear in the text. Word lists are rows of configs/abbreviations.csv. */
#ifndef EVITAB_SENTENCE_H
#define EVITAB_SENTENCE_H

#include "segment/abbrev.h"

struct sentence_rules {
	struct abbrev abbrev;
};

/* Bytes [start, end) of the text, without blanks at either end. */
struct piece {
	size_t start, end;
};
typedef LIST(struct piece) piece_list;

/* Reads DIR/abbreviations.csv; *r is zeroed before. 0 or the code of what is wrong. Close in either case. */
int sentence_rules_open(struct sentence_rules *r, const char *dir, struct diag *d);
void sentence_rules_close(struct sentence_rules *r);

/* The sentences of `text` (valid UTF-8), in order, to the end of `out`; blanks between them belong to none. An empty text has
 * none. An empty line within the text always ends a sentence, a single line break never does. */
void sentence_split(const struct sentence_rules *r, struct span text, piece_list *out);

/* Runs the examples and counterexamples of the table. Both are texts with " | " wherever a sentence ends; the example
 * holds the term where it does its work, the counterexample where it does not. Every one that comes out otherwise
 * is a message; with `strict` an abbreviation without example is one, too. 0 or DIAG_WRONG. */
int sentence_check(const struct sentence_rules *r, bool strict, struct diag *d);

#endif
