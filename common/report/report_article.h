/* One document as the report shows it: its sentences with their zones, and what there is to say about each. Read from the document's lines,
 * which it borrows; used again for the next document. */
#ifndef EVITAB_REPORT_ARTICLE_H
#define EVITAB_REPORT_ARTICLE_H

#include "concept/categories.h"
#include "report/report_page.h"
#include "stream/stage.h"

enum report_zone {
	ZONE_TITLE,
	ZONE_HEADING,
	ZONE_BYLINE,
	ZONE_BODY,
	ZONE_LIST,
	ZONE_CAPTION,
	ZONE_REFERENCE,
	ZONE_BOILERPLATE,
};

/* What a note is: a mention of category `kind` (row of categories.csv), a citation or a finding. */
enum { NOTE_CITATION = 1 << 20, NOTE_FINDING };

struct report_note {
	size_t line;       /* of the document */
	size_t sentence;   /* index into sentences; SIZE_MAX: it has none (findings alone) */
	size_t start, end; /* bytes of the source; 0, 0 where it has no words of its own */
	unsigned kind;
	size_t number;     /* of a citation or a finding, from 1 */
	struct span label; /* of a mention: raw JSON */
};

struct report_sentence {
	size_t line, number; /* number: as in the record */
	enum report_zone zone;
	size_t block;         /* number of the paragraph that it is in */
	size_t page;          /* where it is shown */
	size_t claim;         /* line of its claim, or SIZE_MAX */
	size_t reference;     /* index into references, or SIZE_MAX */
	size_t notes, nnotes; /* its run in `notes` */
};

struct report_reference {
	size_t n, line, sentence;
	size_t backs, nbacks; /* its run in `backs` */
};

struct report_back { /* citation `number`, in `sentence`, leads to entry n */
	size_t n, number, sentence;
};

struct report_article {
	const struct document *doc;
	size_t number; /* of the document in the run, from 1 */
	size_t page;   /* where it begins */
	size_t title;  /* index of the sentence that is its heading, or SIZE_MAX */
	size_t mentions, citations, findings, claims, cited;
	bool rejected;
	LIST(struct report_sentence) sentences;
	LIST(struct report_note) notes;           /* in the order of their sentences, starts, then longest first; those without sentence last */
	LIST(struct report_reference) references; /* by n */
	LIST(struct report_back) backs;           /* by n, number */
};

/* DIAG_FAILED after a message where a line is no record. */
int report_article_read(struct report_article *a, const struct document *doc, const struct categories *categories, struct diag *d);
/* Decides the pages, from where `pages` stands; the writer follows it. Returns the weight of what is on the last of them. */
size_t report_article_plan(struct report_article *a, const struct report_pages *pages);
/* The index into references of entry n, or SIZE_MAX. */
size_t report_article_entry(const struct report_article *a, uint64_t n);
/* What it is called: its first title line, its title, or its id; escaped, to the end of out. At most `most` code points. */
void report_article_name(const struct report_article *a, struct buf *out, size_t most);
void report_article_free(struct report_article *a);

#endif
