/* The inside of cite_export.c: a reference as its fields, and the three writers. Not for others. */
#ifndef EVITAB_CITE_EXPORT_PARTS_H
#define EVITAB_CITE_EXPORT_PARTS_H

#include "output/cite_export.h"

struct export_name {
	struct span family, given; /* given.n == 0: an organisation, or a name that was not divided */
	struct span suffix;
};

/* All spans are valid UTF-8 of one line; n == 0 where there is none. They live until the next record. */
struct export_item {
	struct span id;
	enum reference_kind kind;
	struct reference_shape part;
	struct span year;    /* four digits, or empty */
	struct span undated; /* "in press", where there is no year */
	char year_suffix;    /* the a of 2010a, or 0 */
	struct span first_page, last_page;
	struct span pmid, pmcid, edition;
	LIST(struct export_name) authors;
	bool et_al, truncated;
};

/* What the format has no field for, in words; appended to out. `et_al`: it has one for further authors. */
void export_note(const struct export_item *e, bool et_al, struct buf *out);

void export_csl(const struct export_item *e, bool first, struct buf *out);
void export_ris(const struct export_item *e, struct buf *out);
void export_bibtex(const struct export_item *e, struct buf *out);

#endif
