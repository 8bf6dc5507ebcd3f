/* The pages of a report: FILE.html, FILE-2.html … A page is gathered in memory and written when the next begins; the first, which has the
 * overview in front, is kept until the end. So memory is that of two pages. */
#ifndef EVITAB_REPORT_PAGE_H
#define EVITAB_REPORT_PAGE_H

#include "output/publish.h"

/* What a page holds: a sentence weighs 1 and something for its length and its notes. Browsers lay out some thousands of rows in a
 * second or two, and take minutes for a hundred thousand. */
enum {
	PAGE_WEIGHT = 5000,
	REPORT_SHOWN = 20000,  /* bytes of a sentence that are shown */
	REPORT_FINDINGS = 200, /* findings that are listed with their article */
	REPORT_LINKS = 24,     /* entries that one citation leads to, citations that lead to one entry */
};

struct report_pages {
	struct publication files;
	char *name;          /* owned: file name of the first page */
	size_t stem;         /* bytes of it before the number: "report" of "report.html" */
	size_t number;       /* of the page at hand, from 1 */
	size_t weight;       /* of what it holds */
	struct buf first;    /* articles of page 1, once it is full */
	struct buf body;     /* articles of the page at hand */
	struct buf contents; /* its list of articles, `<li>` each; of all pages but the first */
};

/* `path`: of the first page. DIAG_WRONG where it cannot be written there. */
int report_pages_open(struct report_pages *p, const char *path, struct diag *d);
/* The page at hand is full: the next begins. */
int report_pages_next(struct report_pages *p, struct diag *d);
/* ` href="…"` of an anchor on page `number`, seen from page `from`. `anchor` is a word of ASCII letters, digits and dashes. */
void report_pages_href(const struct report_pages *p, struct buf *out, size_t from, size_t number, const char *anchor);
/* Writes the last page, and the first with `front` before its articles. All pages appear; further ones of an older report go. */
int report_pages_commit(struct report_pages *p, struct span front, struct diag *d);
void report_pages_close(struct report_pages *p);

#endif
