/* What a citation is, for those who ask for them (cite.h) and for the grammars that find them. */
#ifndef EVITAB_CITE_TYPES_H
#define EVITAB_CITE_TYPES_H

#include "base/buf.h"

struct cite_rules;    /* configs/citations.csv, compiled; never changed after opening */
struct cite_document; /* what a document is known to do */

enum cite_form { CITE_PARENTHETICAL, CITE_NARRATIVE, CITE_NUMERIC, CITE_STUDY, CITE_ATTRIBUTION };
extern const char *const cite_form_names[];

/* Bytes [start, end) of the sentence; start == end: there is none. */
struct cite_range {
	uint32_t start, end;
};

enum {
	CITE_NUMBERS = 256, /* numbers of one citation; a longer list or range is no citation */
	CITE_NUMBER = 4999, /* the largest number of an entry */
	CITE_NAMES = 32,    /* names of one citation; of a longer list the last ones are kept */
};

/* One cited work, or one numeric group. The span holds brackets only where they are part of it: `Krupitsky et al. (2011)`,
 * `Zanos & Gould, 2018`, `[1,3-5]`. A further year of the same authors begins where their names do; `own` begins at the year. */
struct cite {
	enum cite_form form;
	uint32_t start, end;
	uint32_t own;                /* start, but of a further year (2016a,b; 2017) the first byte of that year or suffix */
	uint32_t names, n_names;     /* into cite_list.names: one range an author: family name with particles, without initials */
	uint32_t numbers, n_numbers; /* into cite_list.numbers: ranges expanded, in order as printed */
	bool et_al;
	struct cite_range year;    /* four digits, or "in press", "n.d." */
	struct cite_range suffix;  /* the b of 2010b */
	struct cite_range locator; /* "p. 12", "Table 2": after the span, not in it */
	const char *id_kind;       /* "pmid", "pmcid", "doi": the work is named by an identifier; NULL; borrowed from the rules */
	struct cite_range id;      /* the identifier itself */
	const char *study_type;    /* design said of the cited study; borrowed from the rules; NULL where nothing is said */
	const char *rule;          /* name of the grammar rule; NULL where a row fired */
	size_t line;               /* of citations.csv; 0 where no row fired */
};

/* Reused from sentence to sentence; zeroed before its first use. */
struct cite_list {
	LIST(struct cite) cites; /* in order of start, then end */
	LIST(struct cite_range) names;
	LIST(uint32_t) numbers;
};

#endif
