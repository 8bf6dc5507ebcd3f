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

/* The parts of an entry in the order in which all formats write them. */
enum export_field {
	FIELD_AUTHORS,
	FIELD_EDITORS,
	FIELD_DATE,
	FIELD_TITLE,
	FIELD_CONTAINER,
	FIELD_VOLUME,
	FIELD_ISSUE,
	FIELD_PAGES,
	FIELD_EDITION,
	FIELD_PUBLISHER,
	FIELD_DOI,
	FIELD_PMID,
	FIELD_PMCID,
	FIELD_URL,
	FIELD_NOTE,
	EXPORT_FIELDS,
};

/* A format. Of a part that is empty nothing is written and nobody is asked. */
struct export_writer {
	const char *types[REFERENCE_OTHER + 1]; /* what the format calls a work, by its kind */
	const char *keys[EXPORT_FIELDS];        /* what it calls a part; NULL: `special` decides */
	const char *head, *close, *foot, *none; /* in front of the first entry; behind each; behind the last; where there is none */
	bool et_al;                             /* it has a place for further authors, who then need no note */
	void (*open)(const char *type, struct span id, bool first, struct buf *out);
	void (*add)(const char *key, struct span value, struct buf *out);
	/* Authors, date and pages, which are more than one value, and what else has no key. */
	void (*special)(const struct export_item *e, enum export_field field, struct span value, struct buf *out);
};

extern const struct export_writer export_csl, export_ris, export_bibtex;

#endif
