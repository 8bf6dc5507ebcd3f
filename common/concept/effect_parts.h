/* Within the effect rules (effect.h): what their rooms share. effect.c has the table and decides, effect_cue.c finds the cues around a
 * mention, effect_compose.c puts together what several of them say, effect_agent.c says whether anybody acts, effect_subject.c whether the
 * subject is somebody else. */
#ifndef EVITAB_EFFECT_PARTS_H
#define EVITAB_EFFECT_PARTS_H

#include "concept/effect.h"

enum kind {
	INCREASE,
	DECREASE,
	BLOCK,
	ACTIVATE,
	MODULATE,
	RESTORE,
	BETTER, /* an increase, or a change where the thing is unwanted (ILL) */
	STOP,
	ASK,      /* stops, and what stands behind it is only asked for: "whether" */
	TIE,      /* stops as STOP does, but what stands before it acts behind it */
	RELATIVE, /* stops, and what stands directly before it is the subject behind it */
	WITHIN,   /* stops, and who acts stands behind it */
	AGENT,    /* stops, and who acts stands behind it */
	MEANS,    /* as AGENT; or behind it stands what is done: "by raising" */
	BESIDE,   /* as AGENT, but it ends no reach: "with" */
	ARM,      /* those to whom it was given: "in the ketamine group" */
	JOIN,     /* goes on with a list or with a further verb: "and" */
	INVERT,
	CARRY,
	POINT, /* carries on as CARRY does, from what it points at: "these cytokines" are no intervention */
	OPEN,
	FINITE,
	BODY, /* a thing of the body: what it does, it does by itself */
	DEED, /* what people do for their health: acts as an intervention does, as far as its clause goes */
	DOER, /* a thing that is given or done, by its kind: acts as an intervention does */
	ILL,
	KINDS
};
/* cause: a verb that says what comes of something, seldom what is done ("leading to"); agent: the noun names what acts ("antagonist") */
enum form { VERB, GERUND, CAUSE, NOUN, ADJECTIVE, NAME, FORMS };
enum direction { FORWARD, BACKWARD, BOTH, DIRECTIONS };

struct effect_rule {
	uint8_t kind, form, direction, limit; /* limit: tokens that it reaches at most */
};

struct effects {
	struct table table;
	struct lexicon *lexicon;
	struct effect_rule *rules; /* one for each row */
};

enum { REACH_USUAL = 12, REACH_MOST = 99, GOVERNS = 3 }; /* tokens; GOVERNS: between a verb and the noun that it governs */

struct effect_found {
	enum kind kind;
	size_t row;
	size_t distance;
	struct hit outer; /* the outermost cue: who acts on the mechanism acts here */
	bool backward;    /* the mechanism stands before it */
	bool passive;     /* a finite verb stands before it: "was reduced" */
	bool joined;      /* by a hyphen: "cortisol-reducing" */
};

struct search {
	const struct effects *e;
	const struct effect_sentence *s;
	const hit_list *cues; /* without those of the kind JOIN */
	const hit_list *joins;
	const struct effect *said; /* of the mechanisms before */
	size_t at;                 /* the mention looked at */
	size_t next;               /* the first cue that begins behind the mention looked at */
	size_t carry;              /* the cue of that token */
	size_t first_carry;        /* the first token at which the sentence speaks on of something; SIZE_MAX where it does not */
};

static inline const struct effect_rule *rule_of(const struct search *x, size_t i)
{
	return &x->e->rules[x->cues->v[i].row];
}

static inline bool is_effect(const struct effect_rule *r)
{
	return r->kind <= BETTER;
}

static inline bool is_stop(enum kind k)
{
	return k >= STOP && k <= MEANS;
}

static inline bool is_agent(const struct effect_rule *r)
{
	return r->kind >= AGENT && r->kind <= BESIDE;
}

static inline bool is_verb(const struct effect_rule *r)
{
	return r->form <= CAUSE;
}

/* Does a word that joins stand directly before that token: "lowered cortisol and raised BDNF"? */
static inline bool joins_at(const struct search *x, size_t token)
{
	size_t n;
	list_bound(x->joins, n, x->joins->v[n].last < token);
	return n > 0 && x->joins->v[n - 1].last + 1 == token;
}

/* ---- effect_compose.c ---- */

/* What `outer` does to a thing of which `inner` is said: "blocks the increase in cortisol" is a decrease. */
enum kind effect_compose(enum kind outer, enum kind inner);
/* The effect turned round: "inhibits the breakdown of serotonin" is an increase. */
enum kind effect_inverted(enum kind k);
/* What the row does to the mention: to make a thing better is to have more of it, unless the thing is unwanted ("improves inflammatory
 * responses"). m may be NULL. */
enum kind effect_done_to(const struct search *x, const struct effect_rule *r, const struct hit *m);
/* From the cue at i, which *f holds, towards the left: the verbs that govern it, as long as what stands there is a noun or an adjective.
 * The mention's own tokens are no distance ("inhibits angiotensin II type 1 receptor activation"). */
void effect_govern(const struct search *x, size_t i, const struct hit *m, struct effect_found *f);

/* ---- effect_cue.c: true where a cue is found, and *f is filled ---- */

/* The cue before the mention whose object it is. */
bool effect_before(const struct search *x, const struct hit *m, struct effect_found *f);
/* The cue behind the mention that is said of it: "NMDA receptor blockade", "cortisol was reduced". */
bool effect_behind(const struct search *x, const struct hit *m, struct effect_found *f);
/* A cue of both directions that the mention is part of: "keeps serotonin from being reabsorbed". */
bool effect_around(const struct search *x, const struct hit *m, struct effect_found *f);
/* A cue that is part of the mention and says what it is: "NMDA receptor antagonist". */
bool effect_inside(const struct search *x, const struct hit *m, struct effect_found *f);

/* ---- effect_agent.c ---- */

/* How many of the names begin before that byte; they stand in order. */
size_t effect_actors_before(const actor_list *a, size_t byte);
/* Is the cue a participle joined to a name that is no intervention's: "stress-induced"? Then it says what that name does. One in -ing says
 * it of that name whoever's it is ("signal-regulating kinase"). */
bool effect_anothers(const struct search *x, size_t i);
/* Is an intervention the one that acts, or does the phrase say by itself what is done? */
bool effect_acts(const struct search *x, const struct effect_found *f);

/* ---- effect_subject.c ---- */

/* Does the word end in -ly? */
bool effect_is_adverb(const struct search *x, size_t token);
/* Is the subject of the cue something else than an intervention: a condition, a mechanism, a thing of the body? */
bool effect_others(const struct search *x, const struct effect_found *f);
/* Does the clause of the cue begin with something that people do: "eating less fat lowers …"? */
bool effect_deeds(const struct search *x, const struct effect_found *f);
/* Does the mechanism, which stands before the one looked at, name what acts: "an NMDA receptor antagonist"? */
bool effect_names(const struct search *x, const struct hit *m);
/* Is the subject of the cue a word like "drugs", "ingredients"? */
bool effect_doers(const struct search *x, const struct effect_found *f);
/* The byte before which no name is the agent: behind an "in which" that the cue depends on; 0 where there is none. */
size_t effect_clause_from(const struct search *x, const struct effect_found *f);
/* The byte before which no subject of a past tense is looked for: "reduced" is an adjective where its subject is not at hand. */
size_t effect_subject_from(const struct search *x, const struct effect_found *f);

#endif
