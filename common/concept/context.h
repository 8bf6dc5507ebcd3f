/* What a sentence says of a mention beside naming it: affirmed, negated, hypothetical, historical.
 *
 * Rows of configs/cues.csv: a cue ("no evidence of", "may", "history of") looks forward or backward from where it stands, up to its
 * own limit of tokens, a terminator ("but", "however") or a semicolon or colon; a pseudo-cue ("not only") covers a cue and
 * does nothing; a row `denied` ("did not reduce") denies what a verb does and leaves the mention alone. After NegEx (Chapman et al. 2001)
 * and ConText (Harkema et al. 2009); what differs is said in context_reach.c. */
#ifndef EVITAB_CONTEXT_H
#define EVITAB_CONTEXT_H

#include "base/record.h"
#include "concept/lexicon.h"

enum assertion { ASSERTION_AFFIRMED, ASSERTION_NEGATED, ASSERTION_HYPOTHETICAL, ASSERTION_HISTORICAL };
extern const char *const assertion_names[];

struct cue {
	size_t first, last;       /* tokens of the cue */
	size_t from, to;          /* tokens of its scope, the cue included: [from, to) */
	size_t row;               /* of cues.csv */
	enum assertion assertion; /* affirmed: a hedge, which says nothing of a single mention */
	bool denial;              /* does it deny what a verb in its scope says? */
	bool hedge;               /* is the sentence then said with reserve? */
};
typedef LIST(struct cue) cue_list;

struct context;
struct watch;

/* Loads DIR/cues.csv; NULL after a message. */
struct context *context_open(const char *dir, bool strict, struct diag *d);
void context_close(struct context *c);
void context_watch(struct context *c, struct watch *w); /* watch_add() of its lexicon */

/* The cues of one sentence with their scopes, in order; the list is cleared first. */
void context_scan(const struct context *c, struct span text, const token_list *tokens, cue_list *out);

/* The assertion of the mention at tokens [first, last]; *by is the cue that decided, or NULL. Negation wins over hypothesis, hypothesis
 * over history. A cue inside the mention itself does not count. */
enum assertion context_assertion(const cue_list *cues, size_t first, size_t last, const struct cue **by);

/* The cues but for those that lie inside one of the mentions (in their order), as "lack of" does in "lack of concentration, pain and
 * fatigue": these say nothing of another mention. The list itself where there are none, else `scratch`. */
const cue_list *context_outside(const cue_list *cues, const hit_list *mentions, cue_list *scratch);

/* Is what is said at token i denied ("did not reduce inflammation": of the reducing, not of the inflammation)? Cues of the classes negated
 * and denied do so, in their scope and in themselves. */
bool context_denied(const cue_list *cues, size_t i);

/* Is anything in the sentence said with reserve? How far a cue reaches does not matter, so no scope is worked out; `scratch` is the
 * caller's, of no interest afterwards. */
bool context_hedged(const struct context *c, struct span text, const token_list *tokens, cue_list *scratch);
/* Does the sentence open by speaking on of the study that was named before it ("The study found", "Participants …": rows `carries`; a
 * `backward` one may stand behind a few words, as in "The eight-week trial involved")? */
bool context_carries(const struct context *c, struct span text, const token_list *tokens);

/* "cues.csv:12" to the end of out. */
void context_rule(const struct context *c, const struct cue *cue, struct buf *out);

/* Runs the table's examples and counterexamples (the mention between [[ ]]); a message for each that fails. */
int context_check(const struct context *c, struct diag *d);

#endif
