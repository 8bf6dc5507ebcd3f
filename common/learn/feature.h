/* What can be said of a stretch of words that may be a mention: the features that learnt.csv has a weight for.
 *
 * A feature is a place (where it is seen: the first word, the word before, the whole …), a kind (what is seen: the word, its ending, its
 * shape, the lists that know it …) and a value. The same code lists them when weights are learnt and when they are summed up. Features of
 * one word and of two neighbours are listed apart from the stretch, so that their sums can be kept for words that come again. */
#ifndef EVITAB_FEATURE_H
#define EVITAB_FEATURE_H

#include "concept/abbreviation.h"
#include "learn/terms.h"

enum { FEATURE_LONGEST = 8 }; /* words of a mention at most */

/* Places; the order is that of feature_places. */
enum feature_place {
	AT_FIRST,
	AT_BEFORE,
	AT_BEFORE2,
	AT_BEFORE3,
	AT_INSIDE,
	AT_LAST,
	AT_AFTER,
	AT_AFTER2,
	AT_AFTER3, /* one word */
	AT_ENTRY,
	AT_OPENING,
	AT_APPROACH,
	AT_JOINT,
	AT_CLOSING,
	AT_EXIT,
	AT_LEAVING, /* two words */
	AT_WHOLE,
	AT_AGAIN, /* a stretch at the second look: again.h */
	AT_NAME,
	FEATURE_PLACES
};
enum { FEATURE_ONE = AT_ENTRY, FEATURE_TWO = AT_WHOLE - AT_ENTRY }; /* places of one word, and of two */

enum feature_kind {
	OF_WORD,
	OF_ENDING,
	OF_START,
	OF_SHAPE,
	OF_HELD,
	OF_HEADS, /* of one word */
	OF_WORDS,
	OF_GAP,
	OF_CUT, /* of two words and what is between */
	OF_LENGTH,
	OF_TERM,
	OF_EXACT,
	OF_LISTS,
	OF_LIST,
	OF_HEAD,
	OF_LEAD,
	OF_LONE,
	OF_SHORT,
	OF_SHORT_HEAD,
	OF_SHORT_LAST,
	OF_SAID, /* of the whole */
	OF_CHANCE,
	OF_RIVAL,
	OF_WITHIN,
	OF_AROUND,
	OF_ECHO,
	OF_ALIKE,
	OF_BELIEF, /* at the second look */
	/* of its name */
	OF_SAME,     /* two words that stand for each other */
	OF_SKIP,     /* a word that says nothing */
	OF_NAMED,    /* a term's concept */
	OF_WAY,      /* a way to a term */
	OF_SPELLING, /* letters that stand for each other inside a word; at its end: OF_ENDING */
	OF_JOIN,     /* a word between names */
	OF_CONCEPT,
	FEATURE_KINDS
};

extern const char *const feature_places[], *const feature_kinds[];

/* Where the word (or the first of two) is, counted from the first word (BEGINS), the last (FINISHES) or each (RUNS) of the stretch. */
enum feature_side { BEGINS, FINISHES, RUNS };
struct feature_offset {
	enum feature_side side;
	int offset;
};
extern const struct feature_offset feature_offsets[AT_WHOLE];

struct feature {
	enum feature_place place;
	enum feature_kind kind;
	uint64_t value;
	struct span shown[2]; /* the value as it is written in the table: one word, or two */
};
/* Of a row that was read, kind OF_SAME or OF_SKIP: the folds of its words. */
void feature_folds(const char *value, uint64_t fold[2]);
typedef void feature_sink(void *ctx, const struct feature *f);

uint64_t feature_key(const struct feature *f);
/* One whose value is its words. */
void feature_give(enum feature_place place, enum feature_kind kind, struct span value, feature_sink *sink, void *ctx);
/* "small", "Capital", "CAPITALS" … */
const char *feature_shape(struct span word);
/* A row of the table, without what is shown; false where place or kind is unknown. */
bool feature_read(const char *place, const char *kind, const char *value, struct feature *out);

/* The lists that terms come from. names[0] is what was learnt. */
struct feature_lists {
	char names[TERM_LISTS][24];
	unsigned n;
};
/* The number of the list of that name, added where it is new; TERM_LISTS where there is no room or the name is too long. */
unsigned feature_list(struct feature_lists *l, struct span name);

/* One word. shown borrows the text. */
struct feature_word {
	uint64_t fold;
	struct span shown;
	const struct term_word *known;
};
extern const struct feature_word feature_edge; /* before the first word and after the last */

void feature_one(const struct feature_word *w, enum feature_place place, const struct feature_lists *l, feature_sink *sink, void *ctx);
/* The value of the feature of two words. */
uint64_t feature_pair(uint64_t a, uint64_t b);
void feature_two(const struct feature_word *a, const struct feature_word *b, enum feature_place place, feature_sink *sink, void *ctx);
/* Of what is between two words: `gap` as feature_gap() gives it, `cut` the lists that have a term over both. */
void feature_between(struct span gap, uint16_t cut, enum feature_place place, const struct feature_lists *l, feature_sink *sink, void *ctx);

/* The bytes between tokens i-1 and i, i = 0…n, without blanks at both ends; at an end of the text "^". */
struct span feature_gap(struct span text, const token_list *tokens, size_t i);

/* Tokens, the last included. */
struct feature_stretch {
	uint32_t first, last;
};

typedef LIST(struct feature_stretch) feature_stretch_list;

/* What a document says of a short form. */
struct feature_short {
	uint64_t key;              /* of its tokens; feature_short_key() */
	uint16_t lists, head;      /* that know the long form, and the longest term that ends it */
	uint64_t last;             /* the fold of the long form's last word */
	struct span last_shown;    /* as long as the text of the definition */
	const char *said;          /* feature_saying() of the long form */
	size_t sentence, from, to; /* where the long form is: the caller's number, tokens */
	uint32_t row;              /* of its concept; TERM_NO_ROW */
	int32_t belief;            /* in that concept */
};
typedef LIST(struct feature_short) feature_short_list;
/* How much of tokens from…to was found to be a mention, where the mentions of their sentence are cut[0..n). */
const char *feature_saying(const struct feature_stretch *cut, size_t n, size_t from, size_t to);
uint64_t feature_short_key(const token_list *tokens, size_t first, size_t last);
/* What is said of the words of a stretch, or NULL; the first definition counts. */
const struct feature_short *feature_short_of(const feature_short_list *shorts, const token_list *tokens, struct feature_stretch s);

/* The lists and terms of the stretch that begins at a token and has a number of words. */
struct feature_cell {
	uint16_t lists;
	struct term *term[2];
};

/* The stretch of tokens first…last, seen as a whole. */
struct feature_whole {
	size_t words;
	const struct feature_cell *cell;
	uint16_t head, lead; /* lists of the longest term that ends or begins it, but is shorter */
	struct span lone;    /* the word, where it is one */
};
/* The parts of feature_whole(). kind: OF_LISTS, OF_HEAD, OF_LEAD and the like. */
void feature_length(size_t words, feature_sink *sink, void *ctx);
void feature_lists(uint16_t lists, enum feature_kind kind, const struct feature_lists *l, feature_sink *sink, void *ctx);
void feature_lone(struct span word, bool known, feature_sink *sink, void *ctx);
/* Of what the document says of it; nothing where that is NULL. */
void feature_document(const struct feature_short *brief, const struct feature_lists *l, feature_sink *sink, void *ctx);
void feature_whole(const struct feature_whole *w, const struct feature_lists *l, feature_sink *sink, void *ctx);

/* The lists that have the term; learnt ones without the evidence of the document at hand. */
static inline uint16_t feature_term_lists(const struct term *t)
{
	return t == NULL ? 0 : (uint16_t)((t->lists & ~TERM_LEARNT) | (t->hits > t->own_hits ? TERM_LEARNT : 0));
}
/* The same concept; never 0. */
uint64_t feature_concept(struct span concept);
/* The same words anywhere in a document. */
static inline uint64_t feature_words_key(const token_list *tokens, size_t first, size_t last)
{
	uint64_t key = 0;
	for (size_t i = first; i <= last; i++)
		key = (key * 31 + tokens->v[i].fold) * UINT64_C(0xd6e8feb86659fd93);
	return key ? key : 1;
}
/* The name of what the counts say of a term: NULL where nothing. */
const char *feature_evidence(uint32_t hits, uint32_t misses);

/* All cells of a text, by first token times FEATURE_LONGEST plus words - 1, and for each i = 0…n the lists that have a term over tokens i-1
 * and i. */
struct feature_grid {
	LIST(struct feature_cell) cells;
	LIST(uint16_t) cuts;
	term_match_list matches;
};
void feature_grid_fill(struct feature_grid *g, const struct terms *t, const token_list *tokens);
void feature_grid_free(struct feature_grid *g);

/* The long form of a definition as features of its short form. */
struct feature_short feature_define(const struct feature_grid *g, struct span text, const token_list *tokens, const struct abbreviation *a);

#endif
