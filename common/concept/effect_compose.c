#include "concept/effect_parts.h"

enum { GOVERNORS = 4, JOINED = 2 }; /* verbs over a noun; tokens of "stress-induced" */

enum kind effect_compose(enum kind outer, enum kind inner)
{
	bool against = outer == DECREASE || outer == BLOCK;
	switch (inner) {
	case INCREASE:
		return against ? DECREASE : outer == RESTORE || outer == MODULATE ? outer : inner;
	case ACTIVATE:
		return outer == RESTORE || outer == MODULATE || against ? outer : inner;
	case DECREASE:
		return against ? INCREASE : outer == RESTORE || outer == MODULATE ? outer : inner;
	case BLOCK: /* "acts through blockade" is a blockade */
		return against ? INCREASE : outer == RESTORE ? outer : inner;
	case MODULATE:
		return outer == RESTORE || outer == BLOCK ? outer : inner;
	default:
		return inner;
	}
}

enum kind effect_inverted(enum kind k)
{
	return k == INCREASE || k == ACTIVATE ? DECREASE : k == DECREASE || k == BLOCK ? INCREASE : k;
}

enum kind effect_done_to(const struct search *x, const struct effect_rule *r, const struct hit *m)
{
	if (r->kind != BETTER)
		return (enum kind)r->kind;
	for (size_t i = x->next; m != NULL && i-- > 0 && x->cues->v[i].last >= m->first;)
		if (rule_of(x, i)->kind == ILL && x->cues->v[i].first >= m->first)
			return MODULATE;
	return INCREASE;
}

/* Do blanks and hyphens alone stand between the words of tokens first…last? */
static bool runs_on(const token_list *tokens, size_t first, size_t last)
{
	for (size_t i = first + 1; i <= last; i++)
		if (tokens->v[i].separator != TOKEN_SOFT)
			return false;
	return true;
}

/* May a verb before the cue at i govern it: a noun, an adjective, or a gerund that follows it at once ("keeps opioids from activating …")?
 */
static bool is_governed(const struct search *x, size_t i)
{
	const struct effect_rule *r = rule_of(x, i), *before = i > 0 ? rule_of(x, i - 1) : r;
	return r->form == NOUN || r->form == ADJECTIVE ||
		   (r->form == GERUND && i > 0 && before->form == VERB && (before->kind == BLOCK || before->kind == DECREASE) &&
			x->cues->v[i].first == x->cues->v[i - 1].last + 1);
}

/* Is a mechanism before the mention looked at named between the two cues? */
static bool named_between(const struct search *x, const struct hit *outer, const struct hit *inner)
{
	const struct hit *m = &x->s->mechanisms->v[x->at];
	return x->at > 0 && m[-1].first > outer->last && m[-1].last < inner->first;
}

void effect_govern(const struct search *x, size_t i, const struct hit *m, struct effect_found *f)
{
	size_t k = i, skipped = 0; /* the cue that was taken last; those between it and i are skipped, with the names joined to them */
	for (size_t n = 0; n < GOVERNORS && i > 0 && is_governed(x, k); n++) {
		const struct hit *inner = &x->cues->v[k], *outer = &x->cues->v[i - 1];
		const struct effect_rule *r = rule_of(x, i - 1);
		if (effect_anothers(x, i - 1)) {
			i--;
			skipped = JOINED;
			continue;
		}
		if (joins_at(x, inner->first) && rule_of(x, k)->form == ADJECTIVE && named_between(x, outer, inner))
			return; /* "lowered cortisol and raised BDNF" */
		size_t first = m->first > outer->last && m->first < inner->first ? m->first : inner->first;
		if (!is_effect(r) || r->direction == BACKWARD || first - outer->last > GOVERNS + skipped ||
			!runs_on(x->s->tokens, outer->last, inner->first))
			return;
		f->kind = effect_compose(effect_done_to(x, r, NULL), f->kind);
		f->outer = *outer;
		k = --i;
		skipped = 0;
	}
}
