/* Within the reading of names (cite_name.h): what its files share. cite_name.c reads lists of people, cite_organisation.c organisations. */
#ifndef EVITAB_CITE_NAME_PARTS_H
#define EVITAB_CITE_NAME_PARTS_H

#include "cite/cite_name.h"

/* A list of names that is being read, from its end. */
struct cite_reading {
	struct cite_scan *s;
	size_t floor;
	bool enclosed;
	bool firm;    /* not "May 2017": a name of the list may be one of the words that are never authors */
	bool certain; /* the name at hand is one, whatever its words: "et al." follows, or it opens a list of two */
	bool joined;  /* "and" or "et al." was seen: a comma before it joins names */
	bool serial;  /* the "and" has a comma before it: three names at least */
};

static inline bool cite_has_digit(struct span w)
{
	return text_digit(w, 0) < w.n;
}

/* Inc., Ltd.: makes the words before it an organisation, but is none alone. */
static inline bool cite_is_tail(const struct cite_reading *r, struct span w)
{
	return cite_said(r->s->rules, CLASS_ORGANISATION, w, "tail");
}

/* A word that is no author, unless the reference list or the company that it keeps says that here it is: (May & Lee, 2010). */
bool cite_is_never(const struct cite_reading *r, struct span w);

/* Where an organisation ends at `at`, it takes the place of the names that were read there, unless these reach further back;
 * where they begin alike, out->organisation says it alone. */
void cite_organisation(struct cite_reading *r, size_t at, struct cite_names *out);

#endif
