/* Within the context rules (context.h): what their rooms share. context.c has the table and says what holds of a mention, context_scope.c
 * draws scopes as linguists do. */
#ifndef EVITAB_CONTEXT_PARTS_H
#define EVITAB_CONTEXT_PARTS_H

#include "concept/context.h"

enum class { NEGATED, HYPOTHETICAL, RISK, HISTORICAL, DENIED, HEDGE, PSEUDO, STOP, CARRIES, EXTENDS, CLAUSE, LISTS, CLASSES };
enum direction { FORWARD, BACKWARD, BOTH, DIRECTIONS };

struct rule {
	uint8_t class, direction;
	uint16_t limit; /* tokens that the cue reaches at most */
	bool opens;     /* at the start of a sentence: does it open a clause that a comma ends? */
};

struct context {
	struct table table;
	struct lexicon *lexicon;
	struct rule *rules; /* one for each row */
};

enum { DEPTH = 8 }; /* brackets in brackets; deeper ones are read over */

/* A bound of scopes while a sentence is walked along, and those that were left behind at brackets. */
struct bound {
	size_t at, depth, outer[DEPTH];
};

/* Every cue, pseudo-cue and stop of the sentence, in order, the scope being the cue itself; the list is cleared first. */
void context_find(const struct context *c, struct span text, const token_list *tokens, cue_list *out);

/* What stands between two tokens moves the bound to `here`: a semicolon or colon, a bracket on the way in (`in`); on the way out the bound
 * before the bracket holds again. */
void context_pass(struct bound *b, char mark, char in, char out, size_t here);

/* Does a comma stand before token i? */
bool context_after_comma(struct span text, const token_list *tokens, size_t i);

#endif
