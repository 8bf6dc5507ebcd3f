/* Within the rules of assertion (context.h): what their files share. context.c has the table, finds the cues and says what they decide,
 * context_reach.c works out how far each of them reaches. */
#ifndef EVITAB_CONTEXT_PARTS_H
#define EVITAB_CONTEXT_PARTS_H

#include "concept/context.h"

enum class { NEGATED, HYPOTHETICAL, RISK, HISTORICAL, DENIED, HEDGE, PSEUDO, STOP, CARRIES, EXTENDS, CLAUSE, LISTS, CLASSES };
enum direction { FORWARD, BACKWARD, BOTH, DIRECTIONS };

enum { REACH_MOST = 200 }; /* tokens */

struct cue_rule {
	uint8_t class, direction;
	uint16_t limit; /* tokens that the cue reaches at most */
	bool opens;     /* at the start of a sentence: does it open a clause that a comma ends? */
};

struct context {
	struct table table;
	struct lexicon *lexicon;
	struct cue_rule *rules; /* one for each row */
};

/* The scopes of the cues of one sentence, which come in order, each with its own tokens alone as its scope. Time is linear in the sentence:
 * no list and no row that extends another goes beyond REACH_MOST. */
void context_reach(const struct context *c, struct span text, const token_list *tokens, cue_list *cues);

#endif
