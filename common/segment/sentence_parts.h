/* Between the files of sentence.h: what is read off the text around a stop. Not for others. */
#ifndef EVITAB_SENTENCE_PARTS_H
#define EVITAB_SENTENCE_PARTS_H

#include <stdint.h>

#include "base/text.h"
#include "segment/sentence.h"

enum {
	WORD_BACK = 48,    /* bytes looked at for the word before a stop */
	CHUNK_REACH = 64,  /* bytes looked at on either side of a stop without a blank */
	CLOSE_REACH = 600, /* bytes within which a bracket must be closed, else it does not count */
};

/* What stands at a place. */
enum letter { AT_END, AT_LOWER, AT_UPPER, AT_UNCASED, AT_DIGIT, AT_SYMBOL };

enum event { EV_NONE, EV_STOP, EV_OPEN, EV_CLOSE, EV_HIGH, EV_BREAK, EV_EMOJI };

/* The marker of a list item at the start of a sentence: `1.`, `(a)`, `iv)`, with or without a bullet. */
struct item {
	char form;       /* '.', ')', 'b' (both: `1.)`), '(' ; 0: none */
	char script;     /* '1', 'a', 'A' */
	unsigned value;  /* 1.. */
	unsigned roman;  /* the value if it is read as a roman number; 0 if it is none */
	size_t from, to; /* with bullet; behind the marker */
};

/* A word: letters, digits, points and apostrophes inside. */
struct word {
	size_t from, to;
	unsigned classes;
	bool acronym; /* two capitals and more, no points */
	bool part;    /* the end of a longer one: the B of NF-B, the ml of mg/ml, the i of [Ca2+]i */
};

/* Everything between the last letter of a sentence and the first of the next. */
struct stop {
	size_t from, to; /* the marks themselves: `.`, `?!`, `. . .` */
	size_t end;      /* behind quotes, brackets and citation marks that belong to them */
	size_t next;     /* the first byte after the blanks */
	unsigned dots;   /* points among the marks */
	bool asks;       /* `?` or `!` among them */
	bool quoted;     /* a quotation mark or bracket was closed behind them */
	bool glued;      /* no blank follows */
	bool split;      /* `end. . . . Next`: the first point is the end, the other three are an omission */
	unsigned shuts;  /* brackets closed behind them */
};

/* What begins after a stop. */
struct start {
	size_t at; /* behind quotes, brackets, dashes */
	enum letter letter;
	bool quote, bracket, dash;
	struct word word;
	bool shaped; /* begins with a small letter and is no everyday word: mTOR, p53, c-Jun, β-actin, the item (iv) */
};

struct splitter {
	const struct abbrev *abbrev;
	struct span s;
	piece_list *out;
	size_t start; /* of the sentence */
	size_t depth; /* brackets open in it */
	size_t shut;  /* where the outermost of them closes; 0: not looked for */
	bool led;     /* the outermost of them stands at its start */
	struct item item;
};

extern const unsigned char sentence_events[256];

/* Characters. Lengths are bytes; 0 where the thing is not there. */
size_t sentence_skip_blanks(struct span s, size_t i);
bool sentence_blank_at(struct span s, size_t i); /* true at the end, too */
enum letter sentence_letter_at(struct span s, size_t i);
enum letter sentence_letter_before(struct span s, size_t i);
bool sentence_is_letter(enum letter l);
size_t sentence_quote_at(struct span s, size_t i);
size_t sentence_bullet_at(struct span s, size_t i);
size_t sentence_mark_at(struct span s, size_t i);                   /* . ! ? and their kin */
bool sentence_e280_at(struct span s, size_t i, unsigned char last); /* the bytes E2 80 `last` */

/* Words. */
struct word sentence_word_before(const struct splitter *x, size_t to);
struct word sentence_word_at(const struct splitter *x, size_t from);
struct word sentence_word_left(const struct splitter *x, struct word w); /* over blanks alone; else empty */
bool sentence_one_letter(const struct splitter *x, struct word w);
bool sentence_dotted(const struct splitter *x, struct word w);
bool sentence_numeric(const struct splitter *x, struct word w);

/* List items. */
struct item sentence_item_at(struct span s, size_t i);
bool sentence_item_follows(struct item a, struct item b);

/* Stops, and what stands behind them. */
void sentence_read_stop(const struct splitter *x, size_t i, struct stop *t);
struct start sentence_read_start(const struct splitter *x, size_t i);
size_t sentence_skip_emoji(struct span s, size_t i);

/* Decisions: is this stop, with a blank or without one behind it, the end of a sentence? */
bool sentence_ends(struct splitter *x, const struct stop *t);
bool sentence_ends_glued(const struct splitter *x, const struct stop *t);
bool sentence_enclosed(struct splitter *x, size_t from, unsigned shuts);

#endif
