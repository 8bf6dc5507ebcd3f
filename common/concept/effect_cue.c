#include "concept/effect_parts.h"

#include "base/text.h"

enum { LIST_MEMBERS = 8 }; /* mentions of one list before their verb */
enum { BEHIND = 6, FAR_BEHIND = 12, CLAUSE = 3, LINK = 4, BRACKET = 24, LISTED = 240, NEAR = 24 };
/* tokens: from a mention to a cue behind it, to a passive; from a comma to the subject of a new clause; between two members of a list;
 * bytes: of a short form in brackets, of a list, from "by" to a name */

static bool has_comma(struct span text, size_t from, size_t to)
{
	return from < to && memchr(text.p + from, ',', to - from) != NULL;
}

/* Is the mention no object of the cue before it, but a next member of the list that the cue's noun is one of ("through the inhibition of
 * eEF2 kinase, and BDNF synthesis"), or the subject of a clause of its own (", and ego dissolution is …")? */
static bool beyond(const struct search *x, const struct hit *cue, const struct effect_rule *r, const struct hit *m)
{
	const token_list *t = x->s->tokens;
	if (!has_comma(x->s->text, cue->end, m->start))
		return false;
	if (r->form == NOUN && cue->first > 1 && has_comma(x->s->text, t->v[cue->first - 2].end, cue->start))
		return true;
	size_t from = m->first > cue->last + CLAUSE ? t->v[m->first - CLAUSE].end : cue->end;
	if (x->next == x->cues->n || x->cues->v[x->next].first != m->last + 1 || !has_comma(x->s->text, from, m->start))
		return false;
	const struct effect_rule *own = rule_of(x, x->next);
	return own->kind == FINITE || (is_effect(own) && own->form == VERB && own->direction == BACKWARD);
}

/* Is a mechanism named from the cue on to the mention, which then is a further one of a list ("the reuptake of serotonin and dopamine")? */
static bool further(const struct search *x, const struct hit *cue, const struct hit *m)
{
	return m > x->s->mechanisms->v && m[-1].last >= cue->last;
}

/* The tokens that a cue reaches towards the mention: through a list, twice its own reach. */
static size_t reach(const struct search *x, const struct hit *cue, const struct hit *m, const struct effect_rule *r)
{
	size_t commas = 0;
	for (size_t i = cue->end; i < m->start && m->start - cue->end < LISTED; i++)
		commas += x->s->text.p[i] == ',';
	return commas > 1 ? 2 * (size_t)r->limit : r->limit;
}

/* Is the mention the next of a list whose last member the cue has reached: "the NMDA receptor and the AMPA receptor"? */
static bool listed(const struct search *x, const struct hit *cue, const struct hit *m)
{
	return further(x, cue, m) && m[-1].first > cue->last && m->first - m[-1].last <= LINK &&
		   x->said[m - x->s->mechanisms->v - 1].row == cue->row;
}

/* Does something else begin between the cue and the mention: behind a colon, where the cue has its object before it ("Raises GABA: GABA is
 * …"), or a clause behind a comma, whose finite verb is the cue `finite` ("Besides easing stress, yoga has …")? */
static bool begins_anew(const struct search *x, const struct hit *cue, const struct hit *m, const struct hit *finite)
{
	const char *colon = memchr(x->s->text.p + cue->end, ':', m->start - cue->end);
	const hit_list *all = x->s->mechanisms;
	size_t object; /* the first mechanism behind the cue */
	list_bound(all, object, all->v[object].start < cue->end);
	if (colon != NULL && object < x->at && x->s->text.p + all->v[object].end <= colon)
		return true;
	return finite != NULL && has_comma(x->s->text, cue->end, finite->start);
}

/* Does a number come next behind the cue? */
static bool counts(const struct search *x, const struct hit *cue)
{
	const token_list *t = x->s->tokens;
	return cue->last + 1 < t->n && text_is_digit(x->s->text.p[t->v[cue->last + 1].start]);
}

/* Does a finite verb stand at most two words before the cue at i, and behind the cue `from` or at it: "were significantly reduced"? */
static bool passive(const struct search *x, size_t i, size_t from)
{
	size_t first = x->cues->v[i].first;
	if (rule_of(x, i)->form == ADJECTIVE && rule_of(x, i)->direction == BACKWARD)
		return true; /* the verb is its own: "was lower" */
	for (size_t k = i; k-- > from && first - x->cues->v[k].last <= 2;)
		if (rule_of(x, k)->kind == FINITE)
			return rule_of(x, i)->form == ADJECTIVE;
	return false;
}

bool effect_before(const struct search *x, const struct hit *m, struct effect_found *f)
{
	bool turned = false;
	size_t object = m->first;
	const struct hit *finite = NULL; /* the first of the finite verbs between the cue and the mention */
	if (x->next < x->cues->n && x->cues->v[x->next].first == m->last + 1 && rule_of(x, x->next)->kind == DOER &&
		x->s->tokens->v[m->last + 1].separator == TOKEN_SOFT)
		return false; /* "enhances GLP-1 therapy" */
	for (size_t i = x->next; i-- > 0;) {
		const struct hit *cue = &x->cues->v[i];
		const struct effect_rule *r = rule_of(x, i);
		if (cue->last >= m->first)
			continue;
		size_t far = object - cue->last;
		if (turned && r->kind == RELATIVE && object == cue->last + 1) { /* "stops the enzyme that breaks down …" */
			object = cue->first;
			continue;
		}
		if (is_agent(r) && counts(x, cue)) /* "lowers scores by 4 points and cortisol by 2" */
			continue;
		if (is_stop((enum kind)r->kind) || m->first - cue->last > REACH_MOST)
			return false;
		if (r->kind == INVERT && (far <= GOVERNS || (far <= reach(x, cue, m, r) && further(x, cue, m)))) {
			turned = !turned;
			object = cue->first;
		}
		if (r->kind == FINITE && cue->start > 0 && x->s->text.p[cue->start - 1] != '-') /* not "well-being" */
			finite = cue;
		bool idle = is_verb(r) && cue->end < x->s->text.n && x->s->text.p[cue->end] == ','; /* "sleep support, …" */
		idle |= joins_at(x, cue->last + 2) && passive(x, i, 0);                             /* "is activated and BDNF follows" */
		if (!is_effect(r) || r->direction == BACKWARD || idle || effect_anothers(x, i))
			continue;
		if ((far > reach(x, cue, m, r) && !listed(x, cue, m)) || memchr(x->s->text.p + cue->end, ';', m->start - cue->end) != NULL ||
			beyond(x, cue, r, m) || begins_anew(x, cue, m, finite))
			return false;
		*f = (struct effect_found){effect_done_to(x, r, m), cue->row, m->first - cue->last, *cue, false, false, false};
		if (turned)
			f->kind = effect_inverted(f->kind);
		effect_govern(x, i, m, f);
		return true;
	}
	return false;
}

/* The last token of the mention, or of the short form in brackets behind it: "dipeptidyl peptidase-4 (DPP-4) inhibitor". */
static size_t last_of(const struct search *x, const struct hit *m)
{
	const token_list *t = x->s->tokens;
	struct span text = x->s->text;
	if (m->end + 2 >= text.n || text.p[m->end] != ' ' || text.p[m->end + 1] != '(')
		return m->last;
	const char *close = memchr(text.p + m->end, ')', text.n - m->end < BRACKET ? text.n - m->end : BRACKET);
	size_t last = m->last;
	while (close != NULL && last + 1 < t->n && text.p + t->v[last + 1].start < close)
		last++;
	return last;
}

/* Has the verb at i no object: does it end the clause, or does who acts come next ("levels increase with exercise")? */
static bool is_intransitive(const struct search *x, size_t i)
{
	size_t next = x->cues->v[i].last + 1;
	return next == x->s->tokens->n || x->s->tokens->v[next].separator != TOKEN_SOFT ||
		   (i + 1 < x->cues->n && x->cues->v[i + 1].first == next && is_agent(rule_of(x, i + 1)));
}

/* What a passive clause says of the mention: "GABA, which is restored by fluoxetine". `i` is the cue behind the pronoun. */
static bool effect_of_passive(const struct search *x, size_t i, struct effect_found *f)
{
	const struct hit *c = x->cues->v;
	size_t n = x->cues->n;
	while (i + 1 < n && c[i].first == c[i - 1].last + 1 && rule_of(x, i)->kind == FINITE && rule_of(x, i + 1)->kind == FINITE)
		i++; /* "which can be" */
	if (i + 2 >= n || rule_of(x, i)->kind != FINITE || c[i].first != c[i - 1].last + 1 || !is_effect(rule_of(x, i + 1)) ||
		rule_of(x, i + 1)->form != ADJECTIVE || c[i + 1].first > c[i].last + 2 || !is_agent(rule_of(x, i + 2)) ||
		c[i + 2].first != c[i + 1].last + 1)
		return false;
	/* far, since a verb before the mention goes first: "inhibits the enzyme, which is targeted by common drugs" */
	*f = (struct effect_found){effect_done_to(x, rule_of(x, i + 1), NULL), c[i + 1].row, FAR_BEHIND, c[i + 1], true, true, false};
	return true;
}

/* Does the participle at i name somebody else as what acts: "cytokine production induced by endotoxin"? */
static bool by_another(const struct search *x, size_t i)
{
	const struct hit *by = i + 1 < x->cues->n ? &x->cues->v[i + 1] : NULL;
	const actor_list *a = x->s->actors;
	if (x->s->given || by == NULL || rule_of(x, i + 1)->kind != MEANS || by->first != x->cues->v[i].last + 1 || counts(x, by))
		return false;
	size_t n = effect_actors_before(a, by->end);
	bool doer = i + 2 < x->cues->n && (rule_of(x, i + 2)->kind == DOER || rule_of(x, i + 2)->kind == DEED) &&
				x->cues->v[i + 2].first <= by->last + GOVERNS;
	return !doer && !(n < a->n && a->v[n].intervention && a->v[n].start - by->end < NEAR);
}

/* The verb of an intervention in a clause that is said of the mention: "the receptor that ketamine blocks". */
static bool effect_of_clause(const struct search *x, size_t last, struct effect_found *f)
{
	const struct hit *which = x->next < x->cues->n ? &x->cues->v[x->next] : NULL;
	const actor_list *a = x->s->actors;
	if (which == NULL || rule_of(x, x->next)->kind != RELATIVE || which->first != last + 1 || x->next + 1 == x->cues->n)
		return false;
	if (effect_of_passive(x, x->next + 1, f))
		return true;
	size_t n = effect_actors_before(a, which->end);
	const struct hit *cue = &x->cues->v[x->next + 1];
	const struct effect_rule *r = rule_of(x, x->next + 1);
	if (n == a->n || !a->v[n].intervention || a->v[n].start - which->end > 1 || cue->start != a->v[n].end + 1 || !is_effect(r) ||
		r->direction == BACKWARD || (r->form != VERB && r->form != ADJECTIVE && r->form != CAUSE) || !is_intransitive(x, x->next + 1))
		return false;
	*f = (struct effect_found){(enum kind)r->kind, cue->row, cue->first - last, *cue, true, false, false};
	return true;
}

/* The last token of the clause in commas behind the token: "cortisol, which is made at dawn, fell …"; that token where there is none. */
static size_t behind_clause(const struct search *x, size_t last)
{
	const token_list *t = x->s->tokens;
	const struct hit *which = x->next < x->cues->n ? &x->cues->v[x->next] : NULL;
	if (which == NULL || rule_of(x, x->next)->kind != RELATIVE || which->first != last + 1 || t->v[last + 1].separator == TOKEN_SOFT)
		return last;
	for (size_t i = which->last + 1; i + 1 < t->n && i < which->last + REACH_USUAL; i++)
		if (has_comma(x->s->text, t->v[i].end, t->v[i + 1].start))
			return i;
	return last;
}

/* Is a cue that stands before its object as a rule said of the mention directly before it: "an NMDA antagonist for pain", "cortisol
 * reduction in rats"? Not so a noun where a mechanism follows. */
static bool names_before(const struct search *x, const struct hit *m, size_t i)
{
	const struct hit *next = m + 1 < x->s->mechanisms->v + x->s->mechanisms->n ? m + 1 : NULL;
	return rule_of(x, i)->form == NAME || (rule_of(x, i)->form == NOUN && (next == NULL || next->first > x->cues->v[i].last + GOVERNS + 1));
}

/* effect_behind() from behind that token, which is of the mention or of a later one of its list. */
static bool said_behind(const struct search *x, const struct hit *m, size_t last, struct effect_found *f)
{
	bool other = false; /* something else is spoken of meanwhile */
	for (size_t i = x->next; i < x->cues->n; i++) {
		const struct hit *cue = &x->cues->v[i];
		const struct effect_rule *r = rule_of(x, i);
		if (cue->first <= last)
			continue;
		size_t far = cue->first - last;
		if (is_stop((enum kind)r->kind) || r->kind == INVERT || far > FAR_BEHIND)
			return false;
		if (r->kind == CARRY)
			other = true; /* "…, as its production is lowered" */
		if (far > r->limit || (far > BEHIND && (other || !passive(x, i, x->next))) || (far > 1 && effect_anothers(x, i)))
			continue;
		if (r->form == ADJECTIVE && !passive(x, i, x->next) &&
			(by_another(x, i) || has_comma(x->s->text, m->end, cue->start) || /* "less stress, improved sleep" */
			 (joins_at(x, cue->first) && far > 1 && !is_intransitive(x, i)))) /* "lowered cortisol and raised BDNF" */
			return false;
		if (r->form == NAME && x->s->tokens->v[cue->first].separator == TOKEN_SOFT &&
			has_comma(x->s->text, m->end, cue->start)) /* "binds to CB1, and is a weak agonist" */
			return false;
		bool joined = far == 1 && x->s->text.p[m->end] == '-'; /* "cortisol-reducing" */
		if (!is_effect(r) || (r->direction == FORWARD && !joined && !(far == 1 && names_before(x, m, i))) ||
			(joined && r->form == ADJECTIVE)) /* "cortisol-induced" */
			continue;
		if (r->form == VERB && r->direction == BOTH && !is_intransitive(x, i))
			continue;
		*f = (struct effect_found){effect_done_to(x, r, m), cue->row, far, *cue, true, passive(x, i, x->next), joined};
		if (i > 0 && !is_verb(r) && is_effect(rule_of(x, i - 1)) && x->cues->v[i - 1].last < m->first)
			effect_govern(x, i, m, f);
		return true;
	}
	return false;
}

/* Is the next mention one of the same list, of which nothing is said in between: "LDL, HDL and CRP were lower"? */
static bool is_listed_with(const struct search *x, const struct hit *m, const struct hit *next)
{
	if (next == x->s->mechanisms->v + x->s->mechanisms->n || next->first <= m->last || next->first > m->last + LINK)
		return false;
	for (size_t i = x->next; i < x->cues->n && x->cues->v[i].first < next->first; i++)
		if (x->cues->v[i].first > m->last)
			return false;
	return joins_at(x, m->last + 2) || joins_at(x, next->first) || has_comma(x->s->text, m->end, x->s->tokens->v[m->last + 1].start);
}

bool effect_behind(const struct search *x, const struct hit *m, struct effect_found *f)
{
	size_t last = last_of(x, m);
	if (effect_of_clause(x, last, f))
		return true;
	if (said_behind(x, m, behind_clause(x, last), f))
		return true;
	const struct hit *member = m;
	for (size_t n = 0; n < LIST_MEMBERS && is_listed_with(x, member, member + 1); n++)
		member++;
	if (member == m || !said_behind(x, m, member->last, f) || !f->passive)
		return false;
	f->distance = FAR_BEHIND; /* a verb before the mention goes first */
	return true;
}

bool effect_around(const struct search *x, const struct hit *m, struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last + REACH_USUAL > m->last;) {
		const struct hit *cue = &x->cues->v[i];
		const struct effect_rule *r = rule_of(x, i);
		if (!is_effect(r) || r->direction != BOTH || cue->first >= m->first || cue->last <= m->last)
			continue;
		*f = (struct effect_found){effect_done_to(x, r, m), cue->row, 1, *cue, false, false, false};
		return true;
	}
	return false;
}

bool effect_inside(const struct search *x, const struct hit *m, struct effect_found *f)
{
	for (size_t i = x->next; i-- > 0 && x->cues->v[i].last >= m->first;) {
		const struct effect_rule *r = rule_of(x, i);
		if (!is_effect(r) || (r->direction != BACKWARD && r->form != NAME) || x->cues->v[i].last > m->last ||
			x->cues->v[i].first < m->first || (r->direction == BACKWARD && x->cues->v[i].first == m->first) ||
			(r->form == NOUN && x->cues->v[i].last < m->last))
			continue;
		*f = (struct effect_found){effect_done_to(x, r, m), x->cues->v[i].row, 0, x->cues->v[i], true, false, false};
		return true;
	}
	return false;
}
