/* The inside of reflist.c and its parts: labels, looks and the list that is being split. Not for others. */
#ifndef EVITAB_REFLIST_PARTS_H
#define EVITAB_REFLIST_PARTS_H

#include "reference/reflist.h"

/* What stands before an entry: a number in one of several dresses, or a bullet. */
enum label_kind { LABEL_NONE, LABEL_SQUARE, LABEL_ROUND, LABEL_POINT, LABEL_CLOSE, LABEL_BARE, LABEL_KEY };

struct label {
	enum label_kind kind;
	unsigned number;
	size_t after; /* first byte of the entry */
	bool bullet;
	struct span key; /* of LABEL_KEY, without its brackets */
	bool defined;    /* `[^1]:` of Markdown, which begins a note and nothing else */
};

/* What a block looks like, by the parser's eyes. */
struct look {
	bool known;
	int score; /* of the whole block as a reference */
	bool names, initials, year, located, id, head_year;
	bool same;    /* "Ibid., 50" */
	bool place;   /* where it came out is said: a container or publisher */
	bool small;   /* its title begins with a small letter: "(2015) showed" */
	bool address; /* it begins or ends in a web address */
	size_t years;
};

/* What the parts work on. */
struct finder {
	const struct reference_rules *rules;
	const struct reflist_block *b;
	size_t n;
	struct reflist *out;
	struct look *looks;
	struct label *labels;
	struct reference ref;              /* scratch */
	size_t detached_from, detached_to; /* blocks of the list whose numbers stand apart from its entries */
};

/* The blocks without those that no list wants. */
struct cleaned {
	struct reflist_block *b; /* owned; NULL where nothing was taken out */
	size_t *origin;          /* of each block that is left: its place among all */
	size_t n;
	size_t detached_from, detached_to; /* as in struct finder */
};

enum {
	LOOK_LONGEST = 2500, /* bytes; a longer block is prose, or a whole list in one block */
	LINE_LONGEST = 140,  /* characters of a printed line; where lines are longer, each is a paragraph */
};

/* reflist_label.c */
size_t label_space(struct span s, size_t at); /* the first byte at or after `at` that is no blank */
bool label_capital(struct span s, size_t at); /* a capital letter, or one of another script, or a quotation mark */
struct label label_number(struct span s, size_t at);
struct label label_read(struct span s);          /* bullet and number at the beginning of a block */
bool label_ends_range(struct span s);            /* "12(3):101-": the number on the next line is no label */
size_t label_back_end(struct span s, size_t to); /* `to` less the links back to the text that end there: "↩", "^2" */
size_t label_letter(struct span s);              /* the byte after "a)", "(b)"; 0 where there is none */

/* reflist_look.c */
const struct look *look_at(struct finder *f, size_t block);
size_t look_years(struct span s);                /* numbers that can be years */
bool look_cut(struct span s);                    /* ends in an ellipsis */
bool look_ends(struct span s);                   /* ends as an entry does: in a stop, a bracket or a digit */
bool look_small(struct finder *f, size_t block); /* begins as the middle of a sentence does; "van der Linde S" does not */
bool look_prose(struct finder *f, size_t block); /* a paragraph of sentences, without what references have */

/* reflist_clean.c: takes out furniture, numbers that stand apart from their entries, headings and rows of links within a list; and puts the
 * places of what was found back to those of all blocks. */
void clean_blocks(struct cleaned *c, const struct reference_rules *rules, const struct reflist_block *b, size_t n);
void clean_restore(struct cleaned *c, struct reflist *out);

/* reflist.c: the entries of the list that is being split. */
struct reflist_entry *entry_open(struct finder *f, size_t block, size_t from, unsigned number);
void entry_extend(struct finder *f, size_t block);
void entry_trim(const struct finder *f, struct reflist_entry *e);
bool entry_marked(const struct finder *f, size_t block);              /* a bullet, a key or the page's markup begins an entry */
bool entry_barred(struct finder *f, size_t block);                    /* the block is no part of a list and ends it */
bool entry_complete(const struct finder *f, size_t block, size_t to); /* text up to `to` of the block ends as an entry does */

/* reflist_number.c: the dress that most labels of [from, to) wear, if they count upwards, and their number; and the split. Both return
 * the block after the last that they took. */
enum label_kind number_dress(struct finder *f, size_t from, size_t to, size_t *count);
size_t number_split(struct finder *f, size_t from, size_t to, enum label_kind kind);

/* Opens the entries of a numbered list that is run in with its heading, in one block: "References: 1. Ostrow PJ. …"; their number or 0. */
size_t number_run_in(struct finder *f, size_t block);

/* reflist_plain.c: lists with bullets, and without any mark. */
size_t plain_bullets(struct finder *f, size_t from, size_t to);
size_t plain_split(struct finder *f, size_t from, size_t to);
size_t plain_detached(struct finder *f, size_t from, size_t to); /* the same where the numbers were taken out */
size_t plain_carets(const struct finder *f, size_t block);       /* entries of a list that is one block: "^Ostrow PJ…^Linde A…"; 0 */
void plain_split_carets(struct finder *f, size_t block);
size_t plain_quoted(const struct finder *f, size_t from, size_t to);      /* behind the lines `Owl Institute: "Sleep."` from `from` on */
size_t plain_end(struct finder *f, size_t from, size_t to, bool bullets); /* after the last block that looks like a reference */

#endif
