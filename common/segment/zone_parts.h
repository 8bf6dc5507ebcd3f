/* Between the files of zone.h: the phrases of the two tables, the shape of a block. Not for others. */
#ifndef EVITAB_ZONE_PARTS_H
#define EVITAB_ZONE_PARTS_H

#include "segment/zone.h"

/* The classes of both tables; a term can have several. */
enum phrase {
	PHRASE_SECTION = 1,         /* headings: the whole line names a section */
	PHRASE_REFERENCES = 1 << 1, /* headings: the whole line opens a reference list */
	PHRASE_AUTHOR = 1 << 2,     /* headings: what stands under it is about the author */
	PHRASE_CAPTION = 1 << 3,    /* headings: a line that begins so, with a number, is a caption */
	PHRASE_CREDIT = 1 << 4,     /* headings: a short line that begins so is a caption (photo credits) */
	PHRASE_LINE = 1 << 5,       /* boilerplate: the whole line */
	PHRASE_BEGIN = 1 << 6,      /* boilerplate: a short line begins so */
	PHRASE_INSIDE = 1 << 7,     /* boilerplate: a short line holds it */
	PHRASE_OPENS = 1 << 8,      /* boilerplate: the whole line, and the short lines under it */
	PHRASE_BYLINE = 1 << 9,     /* boilerplate: a short line begins so and is a byline */
	PHRASE_BY = 1 << 10,        /* boilerplate: the same where a name follows ("By Jane Hill") */
	PHRASE_DATE = 1 << 11,      /* boilerplate: a word of dates */
	PHRASE_PARAGRAPH = 1 << 12, /* boilerplate: the whole line, or what stands before a colon; with it all lines up to a blank one */
	PHRASE_WHOLE = PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR | PHRASE_LINE | PHRASE_OPENS | PHRASE_PARAGRAPH,
	PHRASE_HEAD = PHRASE_CAPTION | PHRASE_CREDIT | PHRASE_BEGIN | PHRASE_BYLINE | PHRASE_BY | PHRASE_PARAGRAPH,
};

enum { PHRASE_BYTES = 96, PHRASE_WORDS = 10 };

/* A line as words: small letters, one blank between words, signs left out. */
struct folded {
	char p[256];
	size_t n;
	size_t ends[64]; /* of each word */
	size_t words;
	bool whole; /* the line was short enough to be taken in whole */
};

void phrase_fold(struct span line, struct folded *out);

/* The classes whose term is the line, begins it, or stands in it. `head`: words of the longest term that begins it. */
unsigned phrase_find(const struct zone_rules *r, const struct folded *line, size_t *head);
/* False where no term can begin the line: to be asked of those whose beginning alone matters. */
bool phrase_opens(const struct zone_rules *r, struct span line);
/* The classes of one word or phrase that is folded. */
unsigned phrase_classes(const struct zone_rules *r, struct span folded);

enum {
	SHORT = 150,         /* bytes: a line that may be a heading, a byline, boilerplate */
	LONG = 90,           /* bytes: with a stop at its end, running text */
	TOP_BLOCKS = 16,     /* where titles and bylines are looked for */
	RUN = 3,             /* headings in a row, without text between */
	FURNITURE = 4,       /* a line that stands so often in a document belongs to its pages */
	CONTENTS = 3,        /* items of a table of contents in a row */
	FURNITURE_LONG = 40, /* bytes: of such a line once less */
};

/* What one block looks like by itself. */
struct shape {
	unsigned phrases;                      /* classes of its words in the tables */
	unsigned short words, capitals, longs; /* words; with a capital; of four letters and more that begin with a small one */
	char last;                             /* its last sign: . ? ! : ; , or 0 for a letter or digit */
	bool brief;                            /* short enough to be looked at in full */
	bool item;                             /* bullet, number or letter of a list before it */
	bool numbered;                         /* "2.1 ", "3. " */
	bool hash;                             /* a Markdown heading */
	bool single;                           /* one sentence at most */
	bool text;                             /* running text */
	bool heads;                            /* may be a heading */
	bool date;                             /* a date and nothing else */
	bool letters;                          /* a letter is in it */
	bool furniture;                        /* a running head or page number */
};

struct zoner {
	const struct zone_rules *rules;
	const struct sentence_rules *sentences;
	struct zone_block *b;
	size_t n;
	struct shape *shapes;
	piece_list pieces;
	size_t running;     /* from 1: the block of a title that is also the running head; 0 */
	struct span author; /* a name out of a byline */
};

/* zone_shape.c: what block i looks like. */
void zone_look(struct zoner *z, size_t i);
bool zone_upper_at(struct span s, size_t i);

/* zone_edge.c: what stands around the text of a document. */
void zone_find_title(struct zoner *z, struct span title);
void zone_find_bylines(struct zoner *z);
void zone_find_author(struct zoner *z);
void zone_find_boilerplate(struct zoner *z);
void zone_find_furniture(struct zoner *z);
void zone_find_contents(struct zoner *z);
void zone_trim_end(struct zoner *z, const struct reflist *list);

#endif
