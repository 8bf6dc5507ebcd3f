/* The words that decide where a sentence ends: configs/abbreviations.csv, compiled for look-up.
 *
 * A row has a class and a term. A term in lower case is found however it is written; one with a capital only where the first
 * letter of the text is a capital, too ("Sen." is not "sen."); a single letter is found as it stands. The full stop at the end of a term is
 * for the reader's eye. A term that begins with a hyphen is an ending ("-mycin"); only the class `label` has those. */
#ifndef EVITAB_ABBREV_H
#define EVITAB_ABBREV_H

#include "base/table.h"

/* What a class says of a stop after one of its terms. Sets of bits: "no." is a reference and a word. */
enum abbrev_class {
	ABBREV_TITLE = 1,          /* Dr.: a name follows; never an end */
	ABBREV_LATIN = 1 << 1,     /* e.g.: never an end */
	ABBREV_REFERENCE = 1 << 2, /* Fig.: a number or label follows */
	ABBREV_ORG = 1 << 3,       /* Inc.: an end only where a word that opens sentences follows */
	ABBREV_PLACE = 1 << 4,     /* U.S.: as org */
	ABBREV_DEGREE = 1 << 5,    /* Ph.D.: as org */
	ABBREV_DATE = 1 << 6,      /* Jan., Mon.: as org */
	ABBREV_GENERAL = 1 << 7,   /* approx.: as org */
	ABBREV_TIME = 1 << 8,      /* a.m., B.C.: an end before a capital, unless the sentence opens with "At 5 a.m." */
	ABBREV_UNIT = 1 << 9,      /* mg: an abbreviation after a number alone, and then an end before a capital */
	ABBREV_ENDING = 1 << 10,   /* etc.: an end before a capital */
	ABBREV_WORD = 1 << 11,     /* the same letters are an everyday word ("no.", "in."): in doubt it is the word */
	ABBREV_STARTER = 1 << 12,  /* no abbreviation: a word that, with a capital, opens sentences ("The", "However") */
	ABBREV_LABEL = 1 << 13,    /* no abbreviation: a word that is followed by a letter or number ("vitamin C", "type 2") */
	ABBREV_OPENING = 1 << 14,  /* no abbreviation: a preposition that opens a sentence with a time ("At 5 a.m. he …") */
	ABBREV_SAYING = 1 << 15,   /* no abbreviation: a verb of saying ("Stop! he cried") */
	ABBREV_DAY = 1 << 16,      /* no abbreviation: a day, month or time zone, as it follows a time ("9 a.m. Monday") */
	ABBREV_CREDIT = 1 << 18,   /* no abbreviation: a word that, with a colon, says who made a picture ("Image: Ann Miller") */
	ABBREV_MONTH = 1 << 19,    /* no abbreviation: a month of a language that writes "13. März" */
	ABBREV_MARK = 1 << 17,     /* no abbreviation: a name that is written with ! or ? ("Yahoo!") */
};
enum {
	ABBREV_STOPPED = (1 << 11) - 1, /* the classes of abbreviations */
	ABBREV_OPEN = ABBREV_ORG | ABBREV_PLACE | ABBREV_DEGREE | ABBREV_DATE | ABBREV_GENERAL,
	ABBREV_BYTES = 32, /* the longest term */
};

struct abbrev_entry {
	const char *term; /* as written, without the stop at its end; borrows the table */
	unsigned hash, n; /* n: bytes */
	unsigned classes;
};

/* Bits for the first letter, the last and the length of every term: most words of a text are none, and are told by these alone. */
enum { ABBREV_OUTLINES = 1 << 14 };

struct abbrev {
	struct table table;
	unsigned char outlines[ABBREV_OUTLINES / 8];
	struct abbrev_entry *slots; /* open addressing; owned; term NULL where free */
	size_t mask;
	LIST(struct abbrev_entry) endings;
	bool open;
};

/* Reads DIR/abbreviations.csv. *a is zeroed before. 0 or a code. */
int abbrev_open(struct abbrev *a, const char *dir, struct diag *d);
void abbrev_close(struct abbrev *a);

/* The classes of a word without the stop at its end; 0 where the table does not have it. */
unsigned abbrev_classes(const struct abbrev *a, struct span word);
/* True where the word ends in one of the endings of the class `label`. */
bool abbrev_label_ending(const struct abbrev *a, struct span word);

#endif
