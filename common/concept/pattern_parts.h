/* What the files of patterns share: how they lie in memory (pattern_read.c makes one of a row, pattern_build.c all of a table,
 * pattern_class.c the classes, pattern.c runs them). */
#ifndef EVITAB_PATTERN_PARTS_H
#define EVITAB_PATTERN_PARTS_H

#include "concept/compiled.h"
#include "concept/lexicon_parts.h"
#include "concept/pattern.h"

enum {
	POSITIONS_MOST = 64, /* of a row: bits of a number */
	LENGTH_MOST = 64,    /* words of a match, the same */
	CLASS_WORDS = 8,     /* words of a term of a class; longer ones are not looked for */
	AFFIX_LEAST = 2,     /* bytes of the beginning or ending of a word */
	AFFIX_MOST = 31,
};

enum takes { TAKES_WORD, TAKES_BEGINNING, TAKES_ENDING, TAKES_ANY, TAKES_CLASS };

/* Takes one word of the text, or of a class a whole term. */
struct position {
	uint64_t word;      /* of a word: its fold; of a beginning or ending: its key */
	uint64_t follow;    /* the positions that may come next, all of them later ones */
	uint32_t separator; /* what must stand before it, unless it is the first of the match */
	uint32_t text, n;   /* bytes of patterns->letters: the word as it is written, the beginning or ending folded */
	uint16_t class;     /* its number */
	uint8_t takes;
	bool gap;
};

struct pattern {
	size_t at;            /* its first position */
	uint64_t first, last; /* positions at which a match can begin and end */
	uint64_t anchors;     /* each match takes one of these */
	uint32_t row;
	uint8_t n;
};

/* A position that wakes its pattern. The anchors of one key lie together. */
struct anchor {
	uint64_t key;
	uint32_t pattern;
	uint8_t least, most; /* words of a match before it */
	/* the words that may stand before it and behind it in a match: bits by the low bits of their folds; all bits where any word may */
	uint64_t before, behind;
};
static inline uint64_t anchor_bit(uint64_t fold)
{
	return UINT64_C(1) << (fold & 63);
}

/* Another table whose terms are a class. */
struct class_table {
	char *path;
	struct table table;
	struct lexicon *lexicon;
	struct compiled compiled;
};

/* All its terms, or those of its rows of one kind. */
struct term_class {
	char *name; /* as it stands between < and > */
	const struct class_table *of;
	int kind; /* the column that must hold `wanted`; -1: any row but masked ones */
	const char *wanted;
	int masked; /* the column that must not say `masked`, or -1 */
};

struct patterns {
	const struct table *table;
	uint32_t idle; /* its bit in token.idle: the word wakes no pattern; 0 where no watch was told of it */
	LIST(struct position) positions;
	LIST(struct pattern) v;
	LIST(struct anchor) anchors;
	LIST(struct term_class) classes;
	LIST(struct class_table *) tables; /* each stays where it is: its lexicon points to its table */
	struct buf letters;
	/* the anchors by their keys: a bitmap that turns most words away, then places of the first of each key, counted from 1; the bitmap has
	 * the keys of all that beginnings and endings begin and end with, too */
	uint64_t *front;
	size_t front_mask; /* of its words */
	uint32_t *places;
	size_t mask;
	size_t reach;  /* words before an anchor, at most */
	bool anywhere; /* there are patterns that do not begin with a word of their own; else a bitmap has the folds of those that do */
	uint64_t starts[16];
	/* of anchors that are beginnings and endings of words: bit n: there are some of n bytes; their outermost three letters (affix_bit) */
	uint32_t begin_lengths, finish_lengths;
	uint64_t begins[512], finishes[512];
};

/* Makes the row's pattern: positions and an entry of p->v. `match` is its cell. 0 or a code after a message. */
int pattern_read(struct patterns *p, size_t row, struct diag *d);

/* The class of that name, opened at its first use: its number, or SIZE_MAX after *why says what is wrong. */
size_t pattern_class(struct patterns *p, struct span name, const char **why, struct diag *d);
void pattern_classes_close(struct patterns *p);
/* Bit n: a term of the class stands at tokens i…i+n-1. */
uint32_t pattern_class_lengths(const struct patterns *p, size_t class, struct span text, const token_list *tokens, size_t i);

/* Key of a beginning or ending of a word: the hash of its bytes, taken from the word's end that it belongs to. */
enum { AFFIX_FROM_LEFT, AFFIX_FROM_RIGHT };
static inline uint64_t affix_root(int side)
{
	return side == AFFIX_FROM_LEFT ? UINT64_C(0xa4093822299f31d0) : UINT64_C(0x082efa98ec4e6c89);
}
static inline uint64_t affix_step(uint64_t key, char c)
{
	key = (key ^ (unsigned char)c) * UINT64_C(0x9e3779b97f4a7c15);
	return key ^ key >> 32;
}

/* Three letters as a number, the first in the low byte. */
static inline uint32_t affix_letters(const char *s)
{
	return (unsigned char)s[0] | (uint32_t)(unsigned char)s[1] << 8 | (uint32_t)(unsigned char)s[2] << 16;
}

/* Is a byte of a longer character among them? */
static inline bool affix_wide(uint32_t letters)
{
	return (letters & 0x808080) != 0;
}

/* The bit in `begins` or `finishes` of three letters; case does not count. */
static inline unsigned affix_bit(uint32_t letters)
{
	return (letters & 0x1f) | (letters >> 3 & 0x3e0) | (letters >> 6 & 0x7c00);
}

#endif
