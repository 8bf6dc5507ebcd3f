#include "concept/effect_parts.h"

#include "base/text.h"

enum { OPENING = 3, SUBJECT_TOKENS = 4, CLOSE = 4, RELATIVE = 2 };
/* tokens: of a sentence's opening; from a pronoun to its verb; from a cue that needs no agent to the mention; from "which" to its verb */
enum { ACTORS = 16, NEAR = 24, SUBJECT = 90, AWAY = 400 };
/* names looked at on each side; bytes: from "by" to its name, from a subject to its past tense, from a cue to a name behind it */

size_t effect_actors_before(const actor_list *a, size_t byte)
{
	size_t lo = 0, hi = a->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (a->v[mid].start < byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Does the sentence speak on of an intervention ("It …", "These effects …", "… they increase"): at its beginning, or shortly before the
 * cue? Or does it begin with the verb itself? */
static bool carried(const struct search *x, const struct finding *f)
{
	size_t lo = 0, hi = x->cues->n;
	if (!x->s->carried)
		return false;
	if (x->first_carry <= OPENING && x->first_carry < f->outer.first)
		return true;
	if (f->outer.first == 0)
		return is_verb(&x->e->rules[f->outer.row]);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (x->cues->v[mid].first < f->outer.first)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (size_t i = lo; i-- > 0 && f->outer.first - x->cues->v[i].last <= SUBJECT_TOKENS;)
		if (rule_of(x, i)->kind == CARRY)
			return true;
	return false;
}

/* Does the name open a main clause after a comma: "By reducing inflammation, ketamine …"? */
static bool opens_clause(struct span text, const struct actor *a)
{
	size_t at = a->start < text.n ? a->start : text.n;
	while (at > 0 && text_is_space(text.p[at - 1]))
		at--;
	return at > 0 && text.p[at - 1] == ',';
}

/* Does a word that introduces an agent stand before the name: "by ketamine", "after a dose of ketamine"? */
static bool introduced(const struct search *x, const struct actor *a)
{
	for (size_t i = x->next; i < x->cues->n && x->cues->v[i].end <= a->start; i++)
		if (rule_of(x, i)->kind == AGENT && a->start - x->cues->v[i].end < NEAR)
			return true;
	return false;
}

/* The byte before which no subject of a past tense is looked for: "reduced" is an adjective where its subject is not at hand. */
static size_t subject_from(const struct search *x, const struct finding *f)
{
	size_t from = f->outer.start > SUBJECT ? f->outer.start - SUBJECT : 0;
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].end > from;)
		if (x->cues->v[i].end <= f->outer.start && rule_of(x, i)->kind == STOP)
			return x->cues->v[i].end;
	return from;
}

/* Is a condition named among the ACTORS names before, of which `here` are before the cue? It is then what acts, or what is described. */
static bool of_condition(const actor_list *a, size_t here)
{
	for (size_t i = here; i-- > 0 && here - i <= ACTORS;)
		if (!a->v[i].intervention)
			return true;
	return false;
}

/* Is the subject of the cue a mechanism that was just named ("enzymes that break down dopamine"), and no intervention by way of it ("raises
 * BDNF, which promotes plasticity")? Of a mechanism that there is less of nothing comes ("lowers cortisol, which raises glucose"). */
static bool of_mechanism(const struct search *x, const struct finding *f)
{
	const hit_list *m = x->s->mechanisms;
	size_t lo = 0, hi = m->n, stop = SIZE_MAX;
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + RELATIVE >= f->outer.first && stop == SIZE_MAX;)
		if (x->cues->v[i].last < f->outer.first && rule_of(x, i)->kind == STOP)
			stop = x->cues->v[i].first;
	while (lo < hi) { /* the first mechanism that begins at the row or behind it */
		size_t mid = lo + (hi - lo) / 2;
		if (m->v[mid].first < stop)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (stop == SIZE_MAX || lo == 0 || m->v[lo - 1].last + 1 != stop)
		return false;
	const struct hit *subject = &m->v[lo - 1];
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last >= subject->first;)
		if (x->cues->v[i].last == subject->last && x->cues->v[i].first >= subject->first)
			return false; /* "an NMDA receptor antagonist that …": the name of what acts */
	const char *done = x->said[lo - 1].name;
	return x->s->text.p[subject->end] != ',' || strcmp(done, "none") == 0 || strcmp(done, "decrease") == 0;
}

/* What stands directly before the outermost cue: the row's kind, KINDS where it is no row. */
static enum kind kind_before(const struct search *x, const struct finding *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + 1 >= f->outer.first;)
		if (x->cues->v[i].last + 1 == f->outer.first)
			return (enum kind)rule_of(x, i)->kind;
	return KINDS;
}

/* Does the sentence begin with the cue, and is what it is said of the subject of a verb ("Elevated cortisol promotes …")? */
static bool opens_subject(const struct search *x, const struct finding *f)
{
	if (f->outer.first > 0 || x->next == x->cues->n)
		return false;
	const struct rule *r = rule_of(x, x->next);
	return r->kind == FINITE || (is_effect(r) && is_verb(r) && r->form != GERUND);
}

/* Does the phrase itself say what is done, whoever does it: "to increase serotonin", "by raising brain serotonin", "a decrease in
 * cortisol", "NMDA receptor blockade"? A participle does so where the text speaks of an intervention ("It means reduced inflammation").
 * What a condition or another mechanism is said to do is no effect of a treatment. */
static bool by_itself(const struct search *x, const struct finding *f, size_t here)
{
	const actor_list *a = x->s->actors;
	enum kind before = kind_before(x, f);
	bool opened = before == OPEN || before == AGENT, vague = f->kind == MODULATE || f->kind == ACTIVATE;
	if (f->distance > CLOSE || before == STOP || before == TIE)
		return false;
	switch ((enum form)x->e->rules[f->outer.row].form) {
	case VERB:
		return opened && !f->backward;
	case GERUND:
		return !f->backward && !vague && (opened || (!of_condition(a, here) && x->s->mechanisms->v[0].start >= f->outer.start));
	case NOUN:
		return (f->backward ? f->kind != ACTIVATE : !vague) && !of_condition(a, f->backward ? here : a->n);
	case ADJECTIVE:
		return !f->backward && !vague && x->s->carried && !of_condition(a, a->n) && !opens_subject(x, f);
	default:
		return false;
	}
}

/* Is an intervention the one that acts? The names before the cue decide; one behind it may be the agent where it is introduced as one, or
 * where it opens the main clause. */
bool effect_acts(const struct search *x, const struct finding *f)
{
	const actor_list *a = x->s->actors;
	const struct rule *rule = &x->e->rules[f->outer.row];
	if (x->s->given || rule->form == NAME)
		return true;
	if (!f->backward && of_mechanism(x, f))
		return false;
	bool past = rule->form == ADJECTIVE && !f->backward;
	size_t from = past ? subject_from(x, f) : 0, here = effect_actors_before(a, f->outer.start);
	for (size_t i = here; i-- > 0 && here - i <= ACTORS;)
		if (a->v[i].intervention && a->v[i].end > from)
			return true;
	for (size_t i = here; i < a->n && i - here < ACTORS && a->v[i].start < f->outer.end + AWAY; i++)
		if (a->v[i].intervention &&
			(f->joined || (is_verb(rule) && !f->backward ? opens_clause(x->s->text, &a->v[i]) : introduced(x, &a->v[i]))))
			return true;
	return (!past && carried(x, f)) || by_itself(x, f, here);
}
