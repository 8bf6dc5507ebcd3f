/* The front of a report: counts, plots, the findings and the list of articles. Gathered while the documents go by; what grows is the number
 * of distinct concepts, their pairs, and the lists up to their caps. */
#ifndef EVITAB_REPORT_OVERVIEW_H
#define EVITAB_REPORT_OVERVIEW_H

#include "report/report_heat.h"
#include "report/report_note.h"
#include "report/report_tally.h"

enum {
	OVERVIEW_ARTICLES = 1000, /* rows of the list of articles */
	OVERVIEW_FINDINGS = 500,  /* rows of the findings of one severity */
	OVERVIEW_SEVERITIES = 4,
	OVERVIEW_YEARS = 60, /* bars of the plot of years; older ones are one */
	OVERVIEW_BARS = 20,  /* bars of the other plots */
};

struct report_overview { /* all zero at first */
	struct report_heat heat;
	uint64_t documents, rejected, sentences, claims, hedged, citations, references, findings, undated;
	struct tally support, strengths, codes, years;
	struct buf articles, found[OVERVIEW_SEVERITIES];
	size_t nfound[OVERVIEW_SEVERITIES]; /* how many there are, shown or not */
	struct buf scratch;
};

/* After the article was written: its pages are known. */
void report_overview_add(struct report_overview *o, const struct report_pages *pages, const struct report_article *a);
/* Header, contents and main up to the first article. */
void report_overview_write(struct report_overview *o, const struct report_pages *pages, const struct categories *categories,
						   struct buf *out);
void report_overview_free(struct report_overview *o);

#endif
