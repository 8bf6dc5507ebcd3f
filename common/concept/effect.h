/* What a sentence says that an intervention does to a mechanism: increase, decrease, block, activate, modulate, restore.
 *
 * Rows of configs/effects.csv: verbs, nouns and adjectives ("increases", "reduction in", "antagonist") with the effect that they say,
 * the side on which their mechanism stands, and how many tokens they reach. A cue inside the mention ("NMDA receptor antagonist") says it
 * of the mention itself. Effects are composed: a noun or adjective is taken together with the verb that governs it ("blocks the increase in
 * cortisol" is a decrease), and a row `invert` turns what is said round ("inhibits the breakdown of serotonin" is an increase).
 * An effect counts where an intervention acts: one is named before the cue, or after it where the mechanism comes first ("BDNF
 * is increased by ketamine"), or the sentence speaks on of one ("It also increases …": rows `carry`); and where the phrase itself says what
 * is done, close to the mechanism: "to increase serotonin", "a decrease in cortisol", "NMDA receptor blockade" (effect_agent.c,
 * effect_subject.c). */
#ifndef EVITAB_EFFECT_H
#define EVITAB_EFFECT_H

#include "concept/context.h"

struct effects;

/* Loads DIR/effects.csv; NULL after a message. */
struct effects *effects_open(const char *dir, bool strict, struct diag *d);
void effects_close(struct effects *e);
void effects_watch(struct effects *e, struct watch *w); /* watch_add() of its lexicon */

/* A name in the sentence that may be the agent. */
struct actor {
	uint32_t start, end; /* bytes in the sentence */
	bool intervention;   /* else a condition */
};
typedef LIST(struct actor) actor_list;

/* A sentence as the effect rules see it. */
struct effect_sentence {
	struct span text;
	const token_list *tokens;
	const hit_list *mechanisms; /* of this sentence, in order of their starts */
	const cue_list *cues;       /* of this sentence */
	const actor_list *actors;   /* in order of their starts */
	bool carried;               /* an intervention was named shortly before this sentence */
	bool given;                 /* an intervention is known to be the agent: nothing is asked */
	hit_list *scratch;          /* the caller's, reused; its content is of no interest */
};

struct effect {
	const char *name; /* "none" where nothing is said */
	size_t row;       /* of effects.csv; SIZE_MAX with "none" */
};

/* The effect on each mechanism: out[i] for s->mechanisms->v[i]. Time is linear in the sentence. */
void effects_find(const struct effects *e, const struct effect_sentence *s, struct effect *out);

/* "effects.csv:12" to the end of out; nothing for "none". */
void effects_rule(const struct effects *e, const struct effect *f, struct buf *out);

/* Runs the table's examples and counterexamples (the mechanism between [[ ]], an intervention being the agent). */
int effects_check(const struct effects *e, struct diag *d);

#endif
