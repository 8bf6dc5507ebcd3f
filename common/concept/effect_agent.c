/* Does anybody act? Whether an intervention is what the cue of an effect speaks of. */
#include "concept/effect_parts.h"

#include "base/text.h"

enum { NEXT = 2, CONTINUED = 3, POINTED = 3, OPENING = 3, SUBJECT_OF = 2, SUBJECT_TOKENS = 4, CLOSE = 4, ASKED = 24 };
/* tokens: to the next mention of a list; from a mention to the next verb of a list; from "these" to what they are; of a sentence's opening;
 * before its first subject; from a pronoun to its verb; from a cue that needs no agent to the mention; from "whether" to what is asked */
enum { ACTORS = 16, NEAR = 32, AWAY = 400 };
/* names looked at on each side; bytes: from "by" to its name, from a cue to a name behind it */

size_t effect_actors_before(const actor_list *a, size_t byte)
{
	size_t n;
	list_bound(a, n, a->v[n].start < byte);
	return n;
}

bool effect_anothers(const struct search *x, size_t i)
{
	const struct hit *cue = &x->cues->v[i];
	const struct actor *a = x->s->actors->v;
	enum form form = (enum form)rule_of(x, i)->form;
	if ((form != ADJECTIVE && form != GERUND) || cue->start == 0 || x->s->text.p[cue->start - 1] != '-')
		return false;
	size_t n = effect_actors_before(x->s->actors, cue->start);
	return form == GERUND || n == 0 || !a[n - 1].intervention || a[n - 1].end + 1 < cue->start;
}

/* Does the cue carry on from an intervention? Not where it points at a mechanism ("these cytokines"), and not where a condition or a
 * mechanism was named before it in the sentence, and no intervention. */
static bool carries(const struct search *x, size_t i)
{
	const struct hit *c = &x->cues->v[i];
	const hit_list *m = x->s->mechanisms;
	const actor_list *a = x->s->actors;
	bool points = rule_of(x, i)->kind == POINT;
	if (!points && rule_of(x, i)->kind != CARRY)
		return false;
	if (points && c->first < SUBJECT_OF && i + 1 < x->cues->n && rule_of(x, i + 1)->kind == BODY &&
		x->cues->v[i + 1].first <= c->last + POINTED)
		return false;
	size_t here = effect_actors_before(a, c->start), next; /* the first mechanism behind it */
	list_bound(m, next, m->v[next].first <= c->last);
	const struct hit *named = next < x->at ? &m->v[next] : NULL;
	bool pointed = named != NULL && named->first <= c->last + POINTED && x->s->tokens->v[named->first].separator == TOKEN_SOFT;
	if (points && pointed && (i + 1 == x->cues->n || x->cues->v[i + 1].first >= named->first) && !effect_names(x, named))
		return false;
	return (here == 0 || a->v[here - 1].intervention) && (c->first <= OPENING || next == 0 || m->v[0].first >= SUBJECT_OF);
}

/* Does the sentence speak on of an intervention ("It …", "These effects …", "… they increase"): at its beginning, or shortly before the
 * cue? Or does it begin with the verb itself? */
static bool carried(const struct search *x, const struct effect_found *f)
{
	size_t next;
	if (!x->s->carried)
		return false;
	if (x->first_carry <= OPENING && x->first_carry < f->outer.first && carries(x, x->carry))
		return true;
	if (f->outer.first == 0)
		return is_verb(&x->e->rules[f->outer.row]);
	list_bound(x->cues, next, x->cues->v[next].first < f->outer.first);
	for (size_t i = next; i-- > 0 && f->outer.first - x->cues->v[i].last <= SUBJECT_TOKENS;)
		if (carries(x, i))
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

/* Does a word that introduces an agent stand before that byte: "by ketamine", "after a dose of ketamine"? At most `within` tokens behind
 * the token `last`. */
static bool introduced(const struct search *x, size_t byte, size_t last, size_t within)
{
	for (size_t i = x->next; i < x->cues->n && x->cues->v[i].end <= byte && x->cues->v[i].first <= last + within; i++)
		if (is_agent(rule_of(x, i)) && byte - x->cues->v[i].end < NEAR)
			return true;
	return false;
}

/* Is a condition named among the ACTORS names before, of which `here` are before the cue? It is then what acts, or what is described. */
static bool of_condition(const actor_list *a, size_t here)
{
	for (size_t i = here; i-- > 0 && here - i <= ACTORS;)
		if (!a->v[i].intervention)
			return true;
	return false;
}

/* What stands directly before the outermost cue, or before an adverb there: the row's kind, KINDS where it is no row. */
static enum kind kind_before(const struct search *x, const struct effect_found *f)
{
	size_t first = f->outer.first;
	first -= first > 0 && effect_is_adverb(x, first - 1);
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + 1 >= first;)
		if (x->cues->v[i].last + 1 == first)
			return (enum kind)rule_of(x, i)->kind;
	return KINDS;
}

/* Does the sentence begin with the cue, and is what it is said of the subject of a verb ("Elevated cortisol promotes …")? */
static bool opens_subject(const struct search *x, const struct effect_found *f)
{
	if (f->outer.first > 1 || x->next == x->cues->n || x->first_carry < f->outer.first)
		return false;
	const struct effect_rule *r = rule_of(x, x->next);
	return r->kind == FINITE || (is_effect(r) && is_verb(r) && r->form != GERUND);
}

/* Is what the phrase says a cause of something: "an increase in free radicals causes …"? */
static bool causes(const struct search *x, const struct effect_found *f)
{
	const struct hit *next = x->next < x->cues->n ? &x->cues->v[x->next] : NULL;
	return !f->backward && next != NULL && next->first == x->s->mechanisms->v[x->at].last + 1 && rule_of(x, x->next)->form == CAUSE;
}

/* Does a comma stand before the cue, so that it says what the clause before does ("…, stimulating the release of adrenaline")? */
static bool after_comma(const struct search *x, const struct effect_found *f)
{
	return f->outer.start > 1 && x->s->text.p[f->outer.start - 2] == ',';
}

/* Does the phrase follow another mechanism of which nothing is said ("poor sleep goes with higher ghrelin and lower leptin")? */
static bool listed_with_none(const struct search *x, const struct effect_found *f)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	return x->at > 0 && x->said[x->at - 1].row == SIZE_MAX && f->outer.first > m[-1].last && f->outer.first - m[-1].last <= CONTINUED;
}

/* Is a mechanism the subject of the sentence, and what it does its own: "Estrogen raises serotonin by slowing its breakdown"? */
static bool of_first_mechanism(const struct search *x, const struct effect_found *f)
{
	const struct hit *m = x->s->mechanisms->v;
	size_t next;
	if (m->first > 1 || m->last >= f->outer.first || effect_names(x, m))
		return false;
	list_bound(x->cues, next, x->cues->v[next].first <= m->last);
	while (next < x->cues->n && rule_of(x, next)->kind == FINITE && x->cues->v[next].first <= m->last + SUBJECT_OF)
		next++;
	return next < x->cues->n && x->cues->v[next].first < f->outer.first && x->cues->v[next].first <= m->last + SUBJECT_TOKENS &&
		   is_effect(rule_of(x, next)) && rule_of(x, next)->form == VERB;
}

/* Does the phrase itself say what is done, whoever does it: "to increase serotonin", "by raising brain serotonin", "a decrease in
 * cortisol", "NMDA receptor blockade"? A participle does so where the text speaks of an intervention ("It means reduced inflammation").
 * What a condition or another mechanism is said to do is no effect of a treatment. */
static bool by_itself(const struct search *x, const struct effect_found *f, size_t here)
{
	const actor_list *a = x->s->actors;
	enum kind before = kind_before(x, f);
	bool treated = x->s->carried; /* an intervention is spoken of */
	for (size_t i = 0; i < a->n && i < ACTORS; i++)
		treated |= a->v[i].intervention;
	bool opened = before == OPEN || before == MEANS, vague = f->kind == MODULATE || f->kind == ACTIVATE;
	enum form form = (enum form)x->e->rules[f->outer.row].form;
	opened |= (form == GERUND || form == ADJECTIVE) && before == RELATIVE; /* "it is thought that raising serotonin …" */
	if (f->distance > (f->passive ? REACH_USUAL : CLOSE) || (before == BESIDE && form != NOUN) || of_first_mechanism(x, f) ||
		(before >= STOP && before <= (form == NOUN ? WITHIN : AGENT) && !opened))
		return false;
	switch (form) {
	case VERB:
		return opened && !f->backward;
	case GERUND:
		return !f->backward && !vague &&
			   (opened || (!after_comma(x, f) && !of_condition(a, here) && x->s->mechanisms->v[0].start >= f->outer.start));
	case NOUN:
		return (f->backward ? f->kind != ACTIVATE : !vague) && (f->backward || treated || f->kind > DECREASE) && !causes(x, f) &&
			   !of_condition(a, f->backward ? here : a->n);
	case ADJECTIVE:
		if (f->backward)
			return f->passive && !vague && f->kind != INCREASE && x->s->carried && !of_condition(a, a->n);
		return !f->backward && !vague && x->s->carried && !listed_with_none(x, f) && !of_condition(a, a->n) && !opens_subject(x, f);
	default:
		return false;
	}
}

/* Does the cue's first word end in -ing? */
static bool is_ing(const struct search *x, const struct effect_found *f)
{
	const struct token *t = &x->s->tokens->v[f->outer.first];
	return t->end - t->start > 4 && memcmp(x->s->text.p + t->end - 3, "ing", 3) == 0;
}

/* Is the verb a further one of who acts on the mention before: "lowers cortisol and raises endorphins"? A clause in -ing behind a
 * comma may be farther off ("raises BDNF for days, opening a window of …"). */
static bool continued(const struct search *x, const struct effect_found *f)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	if (!f->backward && x->at > 0 && x->said[x->at - 1].row == f->row && m[-1].first > f->outer.last && m->first <= m[-1].last + NEXT)
		return true; /* the very same verb */
	if (f->backward || x->at == 0 || x->said[x->at - 1].row == SIZE_MAX || f->outer.first <= m[-1].last ||
		f->outer.first - m[-1].last > (after_comma(x, f) && is_ing(x, f) ? REACH_USUAL : CONTINUED))
		return false;
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].first > m[-1].last;)
		if (is_stop((enum kind)rule_of(x, i)->kind))
			return false;
	return true;
}

/* Does the sentence begin with "The effects of …", and no verb follow that says something of them? So do titles and aims. */
static bool only_named(const struct search *x, const struct effect_found *f)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	if (f->backward || f->outer.first > 1 || f->kind != MODULATE || x->e->rules[f->outer.row].form != NOUN)
		return false;
	for (size_t i = x->next; i < x->cues->n && x->cues->v[i].first <= m->last + REACH_USUAL; i++)
		if (rule_of(x, i)->kind == FINITE || (is_effect(rule_of(x, i)) && is_verb(rule_of(x, i))))
			return false;
	return true;
}

/* Is it only asked for: "whether ketamine raises BDNF"? */
static bool asked(const struct search *x, const struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + ASKED >= f->outer.first;)
		if (x->cues->v[i].last < f->outer.first && (rule_of(x, i)->kind == ASK || rule_of(x, i)->kind == TIE))
			return rule_of(x, i)->kind == ASK;
	return false;
}

/* Is the cue at i, of the kind ARM, one that an intervention names ("the ketamine group", "yoga training group") or that names one? */
static bool is_arm(const struct search *x, size_t i)
{
	const struct hit *c = &x->cues->v[i];
	const actor_list *a = x->s->actors;
	if (rule_of(x, i)->kind != ARM || rule_of(x, i)->form == NAME)
		return rule_of(x, i)->kind == ARM;
	size_t n = effect_actors_before(a, c->start);
	if (n == 0 || !a->v[n - 1].intervention || a->v[n - 1].end >= c->start)
		return false;
	return c->first < 2 || x->s->tokens->v[c->first - 2].start < a->v[n - 1].end;
}

/* Are those named to whom it was given: before the cue in its clause ("the yoga group showed a decrease in cortisol"), or behind it
 * ("cortisol was lower in the yoga group")? */
static bool in_arm(const struct search *x, const struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + REACH_USUAL >= f->outer.first;) {
		if (x->cues->v[i].last >= f->outer.first)
			continue;
		if (is_arm(x, i))
			return true;
		if (is_stop((enum kind)rule_of(x, i)->kind) && rule_of(x, i)->kind != TIE)
			break;
	}
	if (!f->backward && is_verb(&x->e->rules[f->outer.row]))
		return false;
	for (size_t i = x->next; i < x->cues->n && x->cues->v[i].first <= f->outer.last + f->distance + REACH_USUAL; i++) {
		if (x->cues->v[i].first <= f->outer.last)
			continue;
		if (is_arm(x, i))
			return true;
		if (is_stop((enum kind)rule_of(x, i)->kind) && !is_agent(rule_of(x, i)))
			return false;
	}
	return false;
}

/* Is the cue at i "the drug", no pronoun? */
static bool names_given(const struct search *x, size_t i)
{
	return rule_of(x, i)->kind == CARRY && x->cues->v[i].last > x->cues->v[i].first;
}

/* Is the name an intervention, and not the mention looked at itself ("melatonin is made at night")? */
static bool may_act(const struct search *x, const struct actor *a)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	return a->intervention && (a->end <= m->start || a->start >= m->end);
}

/* Is an intervention the one that acts? The names before the cue decide; one behind it may be the agent where it is introduced as one, or
 * where it opens the main clause. */
bool effect_acts(const struct search *x, const struct effect_found *f)
{
	const actor_list *a = x->s->actors;
	const struct effect_rule *rule = &x->e->rules[f->outer.row];
	if (x->s->given || rule->form == NAME)
		return true;
	if (effect_others(x, f) || only_named(x, f) || asked(x, f))
		return false;
	bool past = rule->form == ADJECTIVE && !f->backward;
	size_t within = effect_clause_from(x, f), from = past ? effect_subject_from(x, f) : 0, here = effect_actors_before(a, f->outer.start);
	from = from > within ? from : within;
	for (size_t i = here; i-- > 0 && here - i <= ACTORS;)
		if (may_act(x, &a->v[i]) && a->v[i].end > from)
			return true;
	if (continued(x, f) || effect_doers(x, f) || (!f->backward && effect_deeds(x, f)))
		return true;
	bool opens = !f->backward && (is_verb(rule) || f->outer.first <= OPENING); /* "Through its action on …, ketamine" */
	size_t last = f->outer.last + f->distance, reach = REACH_MOST;             /* of the agent behind */
	if (!f->backward && is_verb(rule))
		reach = of_condition(a, here) ? 0 : CLOSE; /* "the brain releases dopamine during exercise" */
	else if (!f->backward && rule->form == ADJECTIVE && (is_stop(kind_before(x, f)) || opens_subject(x, f)))
		reach = 0;
	for (size_t i = here; i < a->n && i - here < ACTORS && a->v[i].start < f->outer.end + AWAY; i++)
		if (may_act(x, &a->v[i]) && (f->joined || a->v[i].end <= f->outer.end || (opens && opens_clause(x->s->text, &a->v[i])) ||
									 (reach > 0 && introduced(x, a->v[i].start, last, reach))))
			return true;
	for (size_t i = x->next; i < x->cues->n && reach > 0 && x->cues->v[i].start < f->outer.end + AWAY; i++)
		if ((rule_of(x, i)->kind == DEED || (f->backward && (rule_of(x, i)->kind == DOER || names_given(x, i)))) &&
			introduced(x, x->cues->v[i].start, last, reach))
			return true;
	if (in_arm(x, f))
		return true;
	return within == 0 && ((!past && carried(x, f)) || by_itself(x, f, here));
}
