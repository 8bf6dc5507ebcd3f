/* What sort of work a reference is, for the formats of reference managers. */
#ifndef EVITAB_REFERENCE_KIND_H
#define EVITAB_REFERENCE_KIND_H

#include "reference/reference.h"

enum reference_kind {
	REFERENCE_ARTICLE,
	REFERENCE_BOOK,
	REFERENCE_CHAPTER,
	REFERENCE_THESIS,
	REFERENCE_REPORT,
	REFERENCE_PAPER, /* in the proceedings of a meeting */
	REFERENCE_PAGE,  /* on the web */
	REFERENCE_OTHER,
};

/* The parts of a reference record that tell; n == 0 where there is none. */
struct reference_shape {
	struct span text; /* the whole entry */
	struct span title, container, volume, issue, pages, doi, url, publisher, editors;
};

/* By which parts there are, and by the words for theses, reports and meetings of configs/references.csv outside the title. */
enum reference_kind reference_kind(const struct reference_rules *rules, const struct reference_shape *s);

/* Does the name of a container name a server of preprints? */
bool reference_preprint(const struct reference_rules *rules, struct span container);

#endif
