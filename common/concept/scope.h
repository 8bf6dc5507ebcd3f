/* Cues of negation and reserve in a sentence, and what each covers, as linguists mark them: the least words that deny or hedge, and from
 * them, or from the subject of their verb, to the end of the clause or phrase. Tied to no mention: what holds of a mention says context.h.
 *
 * Rows of configs/scopes.csv are cues, and words that look like cues; rows of configs/clauses.csv are what bounds clauses and tells
 * passives. After the guidelines of BioScope (Vincze et al. 2008). */
#ifndef EVITAB_SCOPE_H
#define EVITAB_SCOPE_H

#include "concept/lexicon.h"

struct scope {
	size_t first, last; /* tokens of the cue */
	size_t from, to;    /* tokens of its scope, the cue included: [from, to) */
	size_t row;         /* of scopes.csv */
	bool negation;      /* else reserve */
};
typedef LIST(struct scope) scope_list;

struct scopes;

/* Loads DIR/scopes.csv and DIR/clauses.csv; NULL after a message. */
struct scopes *scopes_open(const char *dir, bool strict, struct diag *d);
void scopes_close(struct scopes *s);

/* The cues of one sentence with their scopes, in order; the list is cleared first. Linear: a scope has at most some 200 tokens. */
void scopes_find(const struct scopes *s, struct span text, const token_list *tokens, scope_list *out);

/* The bytes of a scope: its tokens with the signs that belong to them, as a bracket that was opened in it ("not seen (by eye)", "CD4+"). */
struct span scope_bytes(const struct scope *scope, struct span text, const token_list *tokens);

/* "scopes.csv:12" to the end of out. */
void scopes_rule(const struct scopes *s, const struct scope *scope, struct buf *out);

/* Runs the examples and counterexamples of both tables; a message for each that fails. */
int scopes_check(const struct scopes *s, struct diag *d);

#endif
