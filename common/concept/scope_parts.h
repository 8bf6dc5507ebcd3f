/* Within the scopes (scope.h): what their rooms share. scope.c has the tables and finds the cues, scope_draw.c says how far each reaches.
 */
#ifndef EVITAB_SCOPE_PARTS_H
#define EVITAB_SCOPE_PARTS_H

#include "concept/scope.h"

/* What a cue covers, beside itself: the rest of what is said, clauses joined to it with it ("suggest that"); the rest of its clause; this
 * and the subject of its verb; the subject only where the verb is a passive; the rest of its noun phrase, or of the noun before any
 * preposition; what the word paired with it covers ("neither … nor"). */
enum reach { REACH_REST, REACH_CLAUSE, REACH_SUBJECT, REACH_VOICE, REACH_PHRASE, REACH_NOUN, REACH_PAIR, REACHES };

/* What a row of clauses.csv is to the words around it. */
enum bound_class {
	BOUND_CLAUSE,   /* begins a clause */
	BOUND_COMMA,    /* … behind a comma */
	BOUND_RELATIVE, /* "which", "that" */
	BOUND_JOIN,     /* "and": … where a verb stands behind it */
	BOUND_VERB,     /* a verb with a subject */
	BOUND_LINK,     /* … that goes before another word of the same verb ("has", "also") */
	BOUND_PREPOSITION,
	BOUND_OPENER,  /* at the start of a sentence: a comma ends what it opens */
	BOUND_EMPTY,   /* "it": no subject where the clause comes behind */
	BOUND_THAT,    /* the words that such a clause begins with */
	BOUND_SAYS,    /* a word that "that" and a clause stand behind, so that this "that" is no "which" */
	BOUND_SUBJECT, /* a word that is a subject by itself: "we" */
	BOUND_NOTE,    /* in a bracket: it says where something stands, as "Fig." does */
	BOUND_ASIDE,   /* words between commas that end nothing: "at least in part" */
	BOUND_PASSIVE,
	BOUND_CLASSES
};

struct scope_rule {
	uint8_t class, reach;
	uint8_t before, after; /* tokens of a hit that are no part of the cue: what must stand before and after it */
};

struct scopes {
	struct table cues, bounds;
	struct lexicon *cue_lexicon, *bound_lexicon;
	struct scope_rule *rules; /* one for each row of cues */
	uint16_t *sets;           /* of bound classes, one for each row of bounds */
};

/* A word as the drawing sees it: what it is by clauses.csv (a bit for each bound_class; of a passive or an aside, at all its words), and
 * what stands before it. */
struct scope_word {
	uint16_t set;
	bool comma, stop, colon; /* stop: a semicolon */
	bool aside;              /* a comma beside words that stand between commas and end nothing */
	bool followed;           /* this word, or one behind it in the same clause, is a verb with a subject */
	bool listed;             /* nothing but commas, semicolons and dashes */
	bool apart;              /* a bracket behind a blank */
	bool short_form, year;   /* a number or a letter; a year among them */
	uint8_t opened, closed;  /* brackets */
};

struct scope_sentence {
	const struct scope_rule *rules;
	const struct scope_word *words;
	size_t n;    /* of words; behind them stands one more, which has the signs at the end */
	size_t main; /* the first word behind what opens the sentence ("To see this, we"); 0: nothing does */
};

/* Reads the signs between the words, whose sets are known, into them. */
void scope_read(struct span text, const token_list *tokens, struct scope_word *words);
/* Where the main clause begins. */
size_t scope_main(const struct scope_word *words, size_t n);

/* Sets from and to of a scope whose cue is known; `before` is the one before it in the sentence, or NULL. */
void scope_draw(const struct scope_sentence *s, const struct scope *before, struct scope *scope);

#endif
