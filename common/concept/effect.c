#include "concept/effect_parts.h"

#include <stdlib.h>

#include "base/example.h"
#include "concept/watch.h"

enum { NEXT_TO = 2 }; /* tokens from a cue to what it is said of for sure: "decreased brain activation" */

static const char *const kind_names[] = {"increase", "decrease", "block",  "activate", "modulate", "restore", "better", "stop", "ask",
										 "tie",      "relative", "within", "agent",    "means",    "beside",  "arm",    "join", "invert",
										 "carry",    "point",    "open",   "finite",   "body",     "deed",    "doer",   "ill"};
static const char *const form_names[] = {"verb", "gerund", "cause", "noun", "adjective", "agent"};
static const char *const direction_names[] = {"forward", "backward", "both"};

static int read_rules(struct effects *e, struct diag *d)
{
	const struct table *t = &e->table;
	int effect = table_column(t, "effect"), limit = table_column(t, "limit");
	e->rules = mem_alloc(t->nrows * sizeof *e->rules);
	for (size_t row = 0; row < t->nrows; row++) {
		size_t kind = table_choice(t, row, effect, kind_names, KINDS, KINDS, d);
		size_t form = table_choice(t, row, table_column(t, "form"), form_names, FORMS, VERB, d);
		size_t way = table_choice(t, row, table_column(t, "direction"), direction_names, DIRECTIONS, FORWARD, d);
		const char *cell = table_cell(t, row, limit);
		uint64_t reach = cell[0] ? json_number(span_of(cell), 0) : REACH_USUAL;
		if (table_cell(t, row, effect)[0] == '\0')
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)effect + 1, "a row needs an effect");
		if (reach == 0 || reach > REACH_MOST)
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)limit + 1, "the limit is a number from 1 to 99, or empty");
		e->rules[row] = (struct effect_rule){(uint8_t)kind, (uint8_t)form, (uint8_t)way, (uint8_t)reach};
	}
	return d->code;
}

struct effects *effects_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!effect", "!term",   "match",          "form",   "direction",
										  "limit",   "example", "counterexample", "source", NULL};
	struct effects *e = mem_zeroed(sizeof *e);
	if (table_read(&e->table, dir, "effects.csv", columns, d) != DIAG_OK || read_rules(e, d) >= DIAG_WRONG ||
		(e->lexicon = lexicon_build(&e->table, strict, d)) == NULL) {
		effects_close(e);
		return NULL;
	}
	return e;
}

void effects_close(struct effects *e)
{
	if (e == NULL)
		return;
	lexicon_free(e->lexicon);
	table_free(&e->table);
	free(e->rules);
	free(e);
}

void effects_watch(struct effects *e, struct watch *w)
{
	watch_add(w, e->lexicon);
}

/* What is said of the mechanism m, for x->next set to it. */
static struct effect find(const struct search *x, const struct hit *m)
{
	static const struct effect none = {"none", SIZE_MAX};
	struct effect_found before, behind, inside;
	if (effect_around(x, m, &before) && effect_acts(x, &before))
		return (struct effect){kind_names[before.kind], before.row};
	bool within = effect_inside(x, m, &inside), b = effect_before(x, m, &before);
	if (within && b && (inside.kind == INCREASE || inside.kind == ACTIVATE) && x->e->rules[inside.row].form == NOUN &&
		(before.distance <= NEXT_TO || effect_acts(x, &before)))
		within = false;                    /* "suppresses immune activation" */
	if (within && effect_acts(x, &inside)) /* always of an "antagonist"; of "receptor activation" where one acts */
		return (struct effect){kind_names[inside.kind], inside.row};
	bool a = effect_behind(x, m, &behind);
	enum form first = b ? (enum form)x->e->rules[before.outer.row].form : VERB;
	if (a && (first == NOUN || (first == ADJECTIVE && behind.passive)) && x->e->rules[behind.outer.row].form == ADJECTIVE &&
		!behind.joined) {
		before.kind = effect_compose(behind.kind, before.kind); /* "the rise in cortisol was blocked" */
		before.outer = behind.outer;
		before.backward = true;
		a = false;
	}
	if (a && b && x->e->rules[before.outer.row].form == CAUSE && x->e->rules[behind.row].form == VERB) {
		before.kind = behind.kind; /* "fasting causes insulin to fall" */
		a = false;
	}
	if (b && (!effect_acts(x, &before) || context_denied(x->s->cues, before.outer.first)))
		b = false;
	if (a && (!effect_acts(x, &behind) || context_denied(x->s->cues, behind.outer.first)))
		a = false;
	bool compound = a && !is_verb(&x->e->rules[behind.row]); /* "acts through NMDA receptor blockade" */
	if (a && (!b || behind.distance < before.distance + compound))
		return (struct effect){kind_names[behind.kind], behind.row};
	return b ? (struct effect){kind_names[before.kind], before.row} : none;
}

/* A word within a name says nothing of other names ("altered state of consciousness"), unless it is a noun at its end. */
static void drop_words_of_names(const struct effects *e, const struct effect_sentence *s, hit_list *cues)
{
	size_t kept = 0, m = 0, a = 0;
	for (size_t i = 0; i < cues->n; i++) {
		const struct hit *c = &cues->v[i];
		const struct effect_rule *r = &e->rules[c->row];
		while (m < s->mechanisms->n && s->mechanisms->v[m].end < c->end)
			m++;
		while (a < s->actors->n && s->actors->v[a].end < c->end)
			a++;
		bool inside =
			(m < s->mechanisms->n && s->mechanisms->v[m].start <= c->start) || (a < s->actors->n && s->actors->v[a].start <= c->start);
		if (!inside || (!is_effect(r) && r->kind != DEED && r->kind != BODY) ||
			(is_effect(r) && (r->direction == BACKWARD || r->form == NAME)))
			cues->v[kept++] = *c;
	}
	cues->n = kept;
}

/* Parts the cues of the kind JOIN from the others: both stay in order, the others come first. */
static void part_joins(const struct effects *e, hit_list *all, hit_list *cues, hit_list *joins)
{
	size_t n = all->n, kept = 0;
	for (size_t i = 0; i < n; i++) {
		struct hit h = all->v[i];
		if (e->rules[h.row].kind == JOIN)
			list_push(all, h);
		else
			all->v[kept++] = h;
	}
	size_t joined = all->n - n;
	if (joined > 0)
		memmove(all->v + kept, all->v + n, joined * sizeof *all->v);
	all->n = kept + joined;
	*cues = (hit_list){all->v, kept, kept};
	*joins = (hit_list){joined > 0 ? all->v + kept : all->v, joined, joined};
}

void effects_find(const struct effects *e, const struct effect_sentence *s, struct effect *out)
{
	hit_list cues, joins; /* parts of the scratch, which owns them */
	struct search x = {.e = e, .s = s, .cues = &cues, .joins = &joins, .said = out, .first_carry = SIZE_MAX};
	s->scratch->n = 0;
	lexicon_find(e->lexicon, s->text, s->tokens, s->scratch);
	drop_words_of_names(e, s, s->scratch);
	part_joins(e, s->scratch, &cues, &joins);
	for (size_t i = 0; i < x.cues->n && x.first_carry == SIZE_MAX; i++)
		if (rule_of(&x, i)->kind == CARRY || rule_of(&x, i)->kind == POINT)
			x.first_carry = x.cues->v[x.carry = i].first;
	for (size_t m = 0; m < s->mechanisms->n; m++) {
		while (x.next > 0 && x.cues->v[x.next - 1].first > s->mechanisms->v[m].last) /* it lies inside the one before */
			x.next--;
		while (x.next < x.cues->n && x.cues->v[x.next].first <= s->mechanisms->v[m].last)
			x.next++;
		x.at = m;
		out[m] = find(&x, &s->mechanisms->v[m]);
	}
}

void effects_rule(const struct effects *e, const struct effect *f, struct buf *out)
{
	if (f->row == SIZE_MAX)
		return;
	buf_adds(out, e->table.name);
	buf_addc(out, ':');
	buf_addu(out, table_line(&e->table, f->row));
}

/* ---- checks: the mention stands between [[ ]]; the rest of the sentence is said of an intervention ---- */

static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct effects *e = rules;
	struct buf plain = {0};
	token_list tokens = {0};
	cue_list none = {0};
	actor_list actors = {0};
	hit_list cues = {0};
	struct hit mention = {.first = SIZE_MAX};
	size_t from, to;
	struct effect said = {"none", SIZE_MAX};
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	struct span text = buf_span(&plain);
	tokens_scan(&tokens, text);
	for (size_t i = 0; i < tokens.n; i++)
		if (tokens.v[i].start >= from && tokens.v[i].end <= to) {
			if (mention.first == SIZE_MAX)
				mention.first = i, mention.start = tokens.v[i].start;
			mention.last = i, mention.end = tokens.v[i].end;
		}
	lexicon_find(e->lexicon, text, &tokens, &cues);
	for (size_t i = 0; i < cues.n; i++)
		found |= cues.v[i].row == row;
	if (e->rules[row].kind <= BETTER && mention.first != SIZE_MAX) {
		hit_list one = {&mention, 1, 1};
		struct effect_sentence s = {text, &tokens, &one, &none, &actors, true, true, &cues};
		effects_find(e, &s, &said);
		found = said.row == row;
	}
	buf_free(&plain);
	list_free(&tokens);
	list_free(&cues);
	return found;
}

int effects_check(const struct effects *e, struct diag *d)
{
	return examples_check(&e->table, fires, e, d);
}
