/* Which language a text is in, where its words say so plainly: configs/languages.csv.
 *
 * Scripts of their own tell by their letters, Latin and Cyrillic ones by the small words that no text does without. The answer is for those
 * whose rules know one language: silence is the rule where a text is short, mixed, or a list of names. */
#ifndef EVITAB_LANGUAGE_H
#define EVITAB_LANGUAGE_H

#include "base/table.h"
#include "normalize/normalize.h"

enum { LANGUAGES_MOST = 64, LANGUAGE_SCRIPTS = 4 };

struct language {
	struct span tag; /* BCP 47; borrows the table */
	const void *scripts[LANGUAGE_SCRIPTS];
	size_t n_scripts;
	bool latin;
};

struct language_word {
	uint64_t hash;      /* 0: free */
	uint64_t languages; /* bits: in whose lists it is */
};

struct language_rules {
	struct table table;
	LIST(struct language) list;       /* the first is English */
	LIST(struct language_word) words; /* open addressing; n is a power of two */
};

/* 0 or the code of what is wrong. language_close() in any case. */
int language_open(struct language_rules *r, const char *dir, struct diag *d);
void language_close(struct language_rules *r);
/* Tries the examples and counterexamples, and reports each that fails. 0 or DIAG_WRONG. */
int language_check(const struct language_rules *r, struct diag *d);

#endif
