/* Whose verb is it? What stands as the subject of a cue, where that is no intervention. */
#include "base/text.h"
#include "concept/effect_parts.h"

enum { PRONOUN = 3, HELPERS = 3, DEEDS = 14, VERBS = 4 };
/* tokens: from "which" to its verb; between a subject and its verb; from what is done to the verb that says what comes of it; verbs of one
 * subject */
enum { SUBJECT = 90, TREATED = 5 }; /* bytes: from a subject to its past tense; from a treatment to what it is for */

bool effect_is_adverb(const struct search *x, size_t token)
{
	const struct token *t = &x->s->tokens->v[token];
	struct span w = span_sub(x->s->text, t->start, t->end);
	return w.n > 3 && w.p[w.n - 2] == 'l' && w.p[w.n - 1] == 'y';
}

/* Does a comma or a dash with blanks or letters around it (three bytes, no hyphen) stand in the bytes from…to? */
static bool comma(const struct search *x, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (x->s->text.p[i] == ',' || (to - i > 2 && (memcmp(x->s->text.p + i, "—", 3) == 0 || memcmp(x->s->text.p + i, "–", 3) == 0)))
			return true;
	return false;
}

/* Is the relative clause of this cue closed before that byte: "ketamine, which was new then, raised …"? */
static bool is_closed(const struct search *x, const struct hit *which, size_t byte)
{
	return comma(x, which->start > 4 ? which->start - 4 : 0, which->start) && comma(x, which->end, byte);
}

/* The cue of that kind (or of a kind that stops, for KINDS) that ends with this token; NULL where there is none. */
static const struct hit *ending(const struct search *x, size_t token, enum kind k)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last >= token;)
		if (x->cues->v[i].last == token && (k == KINDS ? is_stop((enum kind)rule_of(x, i)->kind) : rule_of(x, i)->kind == k))
			return &x->cues->v[i];
	return NULL;
}

/* Is the cue a further verb: "and raised", "and also slightly raised"? */
static bool is_further_verb(const struct search *x, const struct hit *cue)
{
	size_t k = cue->first;
	for (size_t n = 0; n < HELPERS && k > 0 && !joins_at(x, k) && (effect_is_adverb(x, k - 1) || ending(x, k - 1, FINITE) != NULL); n++)
		k--;
	return joins_at(x, k);
}

/* The byte at which the verb begins whose subject is that of the cue: the cue itself, or the one that it is joined to ("impaired …, lowered
 * … and raised BDNF"). */
static size_t first_of_verbs(const struct search *x, const struct hit *cue)
{
	size_t verbs = 0;
	for (size_t i = x->next; verbs < VERBS && is_further_verb(x, cue) && i-- > 0 && x->cues->v[i].end + SUBJECT > cue->start;) {
		const struct effect_rule *r = rule_of(x, i);
		if (r->kind == ASK || r->kind == RELATIVE || r->kind == WITHIN)
			break;
		if (x->cues->v[i].last < cue->first && is_effect(r) && (r->form == VERB || r->form == ADJECTIVE || r->form == CAUSE) &&
			r->direction != BACKWARD) {
			cue = &x->cues->v[i];
			verbs++;
		}
	}
	return cue->start;
}

/* Does a further verb of the same subject begin between that byte and the cue: "lowers the risk of …, and may be tied to lower cortisol"?
 */
static bool goes_on(const struct search *x, size_t byte, const struct hit *cue)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].start > byte;)
		if (x->cues->v[i].end <= cue->start && rule_of(x, i)->kind == FINITE && joins_at(x, x->cues->v[i].first))
			return true;
	return false;
}

size_t effect_subject_from(const struct search *x, const struct effect_found *f)
{
	size_t verb = first_of_verbs(x, &f->outer), from = verb > SUBJECT ? verb - SUBJECT : 0;
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].end > from;) {
		const struct hit *c = &x->cues->v[i];
		enum kind k = (enum kind)rule_of(x, i)->kind;
		if (c->end <= verb &&
			((k == STOP && !goes_on(x, c->end, &f->outer)) || k == WITHIN || (k == RELATIVE && !is_closed(x, c, f->outer.start))))
			return c->end;
	}
	return from;
}

size_t effect_clause_from(const struct search *x, const struct effect_found *f)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + REACH_USUAL >= f->outer.first;) {
		const struct hit *c = &x->cues->v[i];
		if (c->last < f->outer.first && rule_of(x, i)->kind == WITHIN)
			return comma(x, c->end, f->outer.start) ? 0 : c->end;
	}
	for (size_t i = m->start; f->backward && i-- > 0 && m->start - i < SUBJECT;) /* "…; cortisol is raised in depression" */
		if (x->s->text.p[i] == ';')
			return i;
	return 0;
}

bool effect_names(const struct search *x, const struct hit *m)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last >= m->first;)
		if (x->cues->v[i].last == m->last && x->cues->v[i].first >= m->first && (is_effect(rule_of(x, i)) || rule_of(x, i)->kind == DOER))
			return true;
	return false;
}

/* Is the mechanism that ends directly before the pronoun one that acts by itself ("enzymes that break down dopamine"), and no intervention
 * by way of it ("raises BDNF, which promotes plasticity")? Of a mechanism that there is less of nothing comes ("lowers cortisol, which
 * raises glucose"). */
static bool of_mechanism(const struct search *x, const struct effect_found *f, const struct hit *which)
{
	const hit_list *m = x->s->mechanisms;
	size_t next; /* the first mechanism that begins at the pronoun or behind it */
	list_bound(m, next, m->v[next].first < which->first);
	if (next == 0 || m->v[next - 1].last + 1 != which->first)
		return false;
	const struct hit *subject = &m->v[next - 1];
	if (effect_names(x, subject))
		return false;
	const char *done = x->said[next - 1].name;
	if (x->e->rules[f->outer.row].form == CAUSE && f->row != f->outer.row && strcmp(done, "none") != 0)
		return false; /* "blocks the enzyme, which leads to a rise in serotonin": what was done leads to it */
	size_t end = subject->end + (x->s->text.p[subject->end] == ')'); /* "raises IκBα (an inhibitor of NF-κB), which in turn …" */
	bool more = strcmp(done, "none") != 0 && strcmp(done, "decrease") != 0, loose = x->s->text.p[end] == ',';
	return !more ||
		   !((loose && f->kind != MODULATE) || f->kind == INCREASE); /* "raises the hormones that regulate sleep" says nothing of sleep */
}

/* The condition that ends last before that byte; NULL where the last name is another, or one that treats it ("drugs for depression"). */
static const struct actor *condition_before(const struct search *x, size_t byte)
{
	const actor_list *a = x->s->actors;
	size_t n = effect_actors_before(a, byte);
	if (n == 0 || a->v[n - 1].intervention || a->v[n - 1].end > byte)
		return NULL;
	const struct actor *treats = n > 1 && a->v[n - 2].intervention ? &a->v[n - 2] : NULL;
	bool close = treats != NULL && treats->end + TREATED >= a->v[n - 1].start && !comma(x, treats->end, a->v[n - 1].start);
	return close ? NULL : &a->v[n - 1];
}

/* Is an intervention named shortly before the condition, with no comma between? */
static bool treated(const struct search *x, const struct actor *c)
{
	for (const struct actor *a = c; a-- > x->s->actors->v && a->end + SUBJECT > c->start;)
		if (a->intervention)
			return !comma(x, a->end, c->start);
	return false;
}

/* Is the verb the one of a relative clause, and its subject a condition, a mechanism, a thing of the body: "cells that make dopamine"? */
static bool of_antecedent(const struct search *x, const struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + PRONOUN >= f->outer.first;) {
		const struct hit *which = &x->cues->v[i];
		if (which->last >= f->outer.first || rule_of(x, i)->kind != RELATIVE)
			continue;
		const struct actor *c = condition_before(x, which->start);
		bool condition = c != NULL && c->end + 2 >= which->start;
		if (condition && !comma(x, c->end, which->start)) /* "a drug for depression that …" */
			condition = !treated(x, c);
		return condition || of_mechanism(x, f, which) ||
			   (which->first > 0 && x->s->tokens->v[which->first].separator == TOKEN_SOFT && ending(x, which->first - 1, BODY) != NULL);
	}
	return false;
}

/* Does a condition stand directly before the verb, as the first words of its clause: "…, but chronic stress raises cortisol"? */
static bool of_condition_subject(const struct search *x, const struct effect_found *f)
{
	const token_list *t = x->s->tokens;
	const struct actor *c = condition_before(x, f->outer.start);
	if (c == NULL)
		return false;
	size_t k = f->outer.first;
	for (size_t n = 0; k > 0 && t->v[k - 1].start >= c->end; k--, n++) {
		if (n == HELPERS || t->v[k].separator != TOKEN_SOFT || (!effect_is_adverb(x, k - 1) && ending(x, k - 1, FINITE) == NULL))
			return false;
	}
	if (t->v[k].separator != TOKEN_SOFT)
		return false;
	while (k > 0 && t->v[k - 1].end > c->start)
		k--;
	for (size_t n = 0; n < 2; n++, k--) /* a word may stand before it: "severe stress" */
		if (k == 0 || t->v[k].separator != TOKEN_SOFT || ending(x, k - 1, KINDS) != NULL)
			return true;
	return false;
}

/* Does a mechanism of which nothing is said stand directly before the verb, as the first words of its clause: "Unlike opioids, endorphins
 * bind to …"? */
static bool of_mechanism_subject(const struct search *x, const struct effect_found *f)
{
	const token_list *t = x->s->tokens;
	const hit_list *m = x->s->mechanisms;
	size_t next, k = f->outer.first; /* the first mechanism that begins at the verb or behind it */
	list_bound(m, next, m->v[next].first < f->outer.first);
	if (next == 0 || x->said[next - 1].row != SIZE_MAX || effect_names(x, &m->v[next - 1]))
		return false;
	const struct hit *subject = &m->v[next - 1];
	for (size_t n = 0; k > subject->last + 1; k--, n++)
		if (n == HELPERS || t->v[k].separator != TOKEN_SOFT || (!effect_is_adverb(x, k - 1) && ending(x, k - 1, FINITE) == NULL))
			return false;
	return t->v[k].separator == TOKEN_SOFT &&
		   (subject->first == 0 || t->v[subject->first].separator != TOKEN_SOFT || ending(x, subject->first - 1, KINDS) != NULL);
}

/* Does a noun for what acts end with that token: "the D2 antagonist"? */
static bool named(const struct search *x, size_t token)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last >= token;)
		if (x->cues->v[i].last == token && rule_of(x, i)->form == NAME && rule_of(x, i)->direction == BACKWARD)
			return true;
	return false;
}

bool effect_deeds(const struct search *x, const struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + DEEDS >= f->outer.first;) {
		if (x->cues->v[i].last >= f->outer.first)
			continue;
		if (rule_of(x, i)->kind == DEED)
			return true;
		if (is_stop((enum kind)rule_of(x, i)->kind) && rule_of(x, i)->kind != TIE)
			return false;
	}
	return false;
}

bool effect_doers(const struct search *x, const struct effect_found *f)
{
	const token_list *t = x->s->tokens;
	size_t k = f->outer.first;
	for (size_t n = 0; n < HELPERS && k > 0 && (t->v[k].separator == TOKEN_SOFT || ending(x, k, RELATIVE) != NULL); n++, k--) {
		const struct hit *c = NULL; /* a comma may stand before "which" */
		const struct hit *given = ending(x, k - 1, CARRY);
		if (ending(x, k - 1, DOER) != NULL || named(x, k - 1) || (k > 1 && n == 0 && named(x, k - 2)))
			return true;
		if (given != NULL && given->last > given->first) /* "the drug", no pronoun */
			return true;
		static const enum kind between[] = {FINITE, RELATIVE, OPEN, TIE};
		for (size_t b = 0; b < sizeof between / sizeof *between && c == NULL; b++)
			c = ending(x, k - 1, between[b]);
		if (c != NULL)
			k = c->first + 1;
		else if (!effect_is_adverb(x, k - 1))
			return false;
	}
	return false;
}

bool effect_others(const struct search *x, const struct effect_found *f)
{
	if (f->backward)
		return false;
	enum form form = (enum form)x->e->rules[f->outer.row].form;
	return of_antecedent(x, f) || (form != NOUN && of_condition_subject(x, f)) || (form == VERB && of_mechanism_subject(x, f));
}
