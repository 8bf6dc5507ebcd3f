/* configs/markup.csv: what the names of a page's elements, and the words of its shortest parts, say about what they are. */
#ifndef EVITAB_MARKUP_H
#define EVITAB_MARKUP_H

#include "base/table.h"

/* Where a pattern is looked for: a whole line of text, class and id of an element, a short block of a page. */
enum markup_scope { MARKUP_HEADING, MARKUP_NAME, MARKUP_TEXT, MARKUP_SCOPES };

enum markup_meaning {
	MEANS_REFERENCES,
	MEANS_CONTENT,
	MEANS_TITLE,
	MEANS_CAPTION,
	MEANS_META,   /* dates, categories, reading time */
	MEANS_AUTHOR, /* who wrote it */
	MEANS_NAVIGATION,
	MEANS_SHARE,
	MEANS_COMMENT,
	MEANS_RELATED, /* what else there is to read */
	MEANS_ADVERT,
	MEANS_NEWSLETTER,
	MEANS_FOOTER,
	MEANS_SIDEBAR,
	MEANS_NOTICE, /* cookies, consent, log-in, pop-ups */
	MEANS_TOC,
	MEANS_TOOL,   /* search, print, players */
	MEANS_UNSEEN, /* for screen readers or scripts alone */
	MEANINGS
};

enum markup_match { MATCH_WORD, MATCH_PREFIX, MATCH_START, MATCH_WHOLE };

struct markup_rule {
	struct span pattern; /* lower case, borrows the table */
	enum markup_meaning meaning;
	enum markup_match match;
};

struct markup_rules {
	LIST(struct markup_rule) list;
	size_t first[257]; /* rules whose pattern begins with byte b are list.v[first[b]..first[b + 1]) */
};

struct markup {
	struct table table;
	struct markup_rules rules[MARKUP_SCOPES];
};

/* 0 or the code of what is wrong. markup_free() in any case. */
int markup_read(struct markup *m, const char *dir, struct diag *d);
void markup_free(struct markup *m);
/* Tries the examples and counterexamples of the rows that have them (the first of each meaning; the others are its synonyms) and reports
 * each that fails. 0 or DIAG_WRONG. */
int markup_check(const struct markup *m, struct diag *d);

/* A line that announces a list of references: "References", "7. Literature cited:". */
bool markup_reference_heading(const struct markup *m, struct span line);

/* Bits of enum markup_meaning. A name ("post-meta shareBar") is a list of tokens and these of parts, told by case, hyphens and
 * other signs; a pattern is one or more whole parts in a row. Words of a text are told by blanks and signs. */
unsigned markup_name(const struct markup *m, struct span name);
unsigned markup_text(const struct markup *m, struct span text);

#endif
