/* The words of a sentence with everything that is said about them, and the lists that lead to it. */
#ifndef EVITAB_REPORT_NOTE_H
#define EVITAB_REPORT_NOTE_H

#include "report/report_article.h"
#include "report/report_mark.h"

struct report_writer {
	struct report_pages *pages;
	const struct categories *categories;
	const struct report_article *a;
	/* used again for every sentence */
	struct mark_places places;
	LIST(struct mark) marks;
	struct buf html, scratch;
};

enum {
	REPORT_ANCHOR = 64,
	REPORT_KINDS = 6, /* colours in report.css; further categories take them again */
};
/* `d3-s5`: what ('s' sentence, 'r' entry, 'c' citation, 'f' finding in the text, 'F' in the list) with its number. */
const char *report_anchor(char anchor[REPORT_ANCHOR], const struct report_article *a, char what, size_t number);

const char *report_anchor_article(char anchor[REPORT_ANCHOR], const struct report_article *a);

/* The sentence's text, marked. */
void report_note_text(struct report_writer *w, struct buf *out, const struct report_sentence *s);
/* Behind it: the support of its claim. */
void report_note_claim(struct report_writer *w, struct buf *out, const struct report_sentence *s);
/* Behind an entry: its DOI or address, and the citations that lead to it. */
void report_note_entry(struct report_writer *w, struct buf *out, const struct report_reference *e);
/* Severity, code and message of a finding. */
void report_note_finding(struct buf *out, const struct record *r);
/* A severity or support as a class: its own name where it is known, else "other". */
const char *report_class(struct span raw);
void report_note_free(struct report_writer *w);

#endif
