#include <stdlib.h>

#include "concept/tagger_parts.h"

enum { CARRIED = 3 }; /* sentences over which "it" may speak of an intervention */

/* Loads what the category needs and no tagger before it did. */
static int open_rules(struct tagger_rules *r, const struct category_row *needs, bool scopes, const char *dir, bool strict, struct diag *d)
{
	if (r->watch == NULL)
		r->watch = watch_new();
	if ((r->coordination == NULL && (r->coordination = coordination_open(dir, strict, d)) == NULL) ||
		(r->glue == NULL && (r->glue = glue_open(dir, r->watch, d)) == NULL))
		return d->code;
	if (needs->assertion && r->context == NULL) {
		if ((r->context = context_open(dir, strict, d)) == NULL)
			return d->code;
		context_watch(r->context, r->watch);
	}
	if (needs->assertion && r->scopes == NULL && (scopes || strict) && (r->scopes = scopes_open(dir, strict, d)) == NULL)
		return d->code;
	if (needs->effect && r->effects == NULL) {
		if ((r->effects = effects_open(dir, strict, d)) == NULL)
			return d->code;
		effects_watch(r->effects, r->watch);
	}
	return DIAG_OK;
}

void tagger_rules_close(struct tagger_rules *r)
{
	coordination_close(r->coordination);
	glue_free(r->glue);
	context_close(r->context);
	scopes_close(r->scopes);
	effects_close(r->effects);
	watch_free(r->watch);
}

int tagger_rules_check(const struct tagger_rules *r, struct diag *d)
{
	coordination_check(r->coordination, d);
	glue_check(r->glue, d);
	if (r->context)
		context_check(r->context, d);
	if (r->scopes)
		scopes_check(r->scopes, d);
	if (r->effects)
		effects_check(r->effects, d);
	return d->code;
}

int tagger_open(struct tagger *t, struct tagger_rules *r, const char *dir, const char *table, bool strict, struct diag *d)
{
	int code = category_open(&t->category, dir, table, strict, d);
	if (code == DIAG_OK)
		code = candidates_open(&t->candidates, dir, table, &t->category, d);
	if (code == DIAG_OK)
		code = open_rules(r, t->category.row, t->scopes, dir, strict, d);
	if (code)
		return code;
	watch_add(r->watch, t->category.lexicon);
	glue_learn(r->glue, &t->category.table);
	t->rules = r;
	t->context = t->category.row->assertion ? r->context : NULL;
	t->effects = t->category.row->effect ? r->effects : NULL;
	return DIAG_OK;
}

void tagger_close(struct tagger *t)
{
	candidates_close(t->candidates);
	category_close(&t->category);
	glossary_free(&t->glossary);
	coordination_scratch_free(&t->parts);
	glue_scratch_free(&t->run_together);
	list_free(&t->hits);
	list_free(&t->scratch);
	list_free(&t->scoped);
	list_free(&t->heard);
	list_free(&t->said);
	list_free(&t->others);
	list_free(&t->shared);
	free(t->rows);
	buf_free(&t->words);
	buf_free(&t->rule);
}

/* ---- writing ---- */

static void write_assertion(struct tagger *t, const struct hit *h, struct buf *out)
{
	const struct cue *by;
	enum assertion a = context_assertion(t->cues, h->first, h->last, &by);
	record_add_string(out, "assertion", span_of(assertion_names[a]));
	if (by != NULL) {
		buf_clear(&t->rule);
		context_rule(t->context, by, &t->rule);
		record_add_string(out, "cue", buf_span(&t->rule));
	}
}

static void write_effect(struct tagger *t, const struct effect *e, struct buf *out)
{
	record_add_string(out, "effect", span_of(e->name));
	buf_clear(&t->rule);
	effects_rule(t->effects, e, &t->rule);
	if (t->rule.n)
		record_add_string(out, "effect_cue", buf_span(&t->rule));
}

/* The row by which the table would have read what the document defines otherwise. */
static void write_instead(struct tagger *t, const token_list *tokens, const struct hit *h, struct buf *out)
{
	size_t row = glossary_instead(&t->glossary, tokens, h->first, h->last);
	if (row == SIZE_MAX)
		return;
	buf_clear(&t->rule);
	category_rule(&t->category, row, &t->rule);
	record_add_string(out, "instead_of", buf_span(&t->rule));
}

/* The members that are the same in all mentions of a row are written once and copied from then on. */
static const struct row_words *row_words(struct tagger *t, size_t row)
{
	const struct category *c = &t->category;
	if (t->rows == NULL)
		t->rows = mem_zeroed(c->table.nrows * sizeof *t->rows);
	struct row_words *w = &t->rows[row];
	if (w->rule)
		return w;
	w->at = (uint32_t)t->words.n;
	record_add_string(&t->words, "concept", span_of(table_cell(&c->table, row, c->concept)));
	record_add_string(&t->words, "label", span_of(table_cell(&c->table, row, c->label)));
	if (c->kind >= 0)
		record_add_string(&t->words, "kind", span_of(table_cell(&c->table, row, c->kind)));
	w->concept = (uint32_t)t->words.n - w->at;
	buf_clear(&t->rule);
	category_rule(c, row, &t->rule);
	record_add_string(&t->words, "rule", buf_span(&t->rule));
	w->rule = (uint32_t)t->words.n - w->at - w->concept;
	return w;
}

static void write_mention(struct tagger *t, const struct tagger_sentence *s, struct align_cursor *from, size_t i, struct buf *out)
{
	const struct record *sentence = s->record;
	struct span text = s->text;
	const struct category *c = &t->category;
	const struct hit *h = &t->hits.v[i];
	record_open(out, c->row->type, sentence->doc);
	record_add_raw(out, "sentence", record_get(sentence, "sentence"));
	buf_addc(out, ',');
	align_write_next(out, from, h->start, h->end);
	record_add_string(out, "text", span_sub(text, h->start, h->end));
	const struct row_words *row = h->row != SIZE_MAX ? row_words(t, h->row) : NULL; /* NULL: no row of the table says what it is */
	if (row)
		buf_add(out, t->words.p + row->at, row->concept);
	else
		buf_adds(out, ",\"concept\":\"\",\"label\":\"\"");
	if (t->effects)
		write_effect(t, &t->said.v[i], out);
	if (t->context)
		write_assertion(t, h, out);
	write_instead(t, &s->tokens, h, out);
	if (row) {
		buf_add(out, t->words.p + row->at + row->concept, row->rule);
	} else {
		buf_clear(&t->rule);
		candidates_rule(t->candidates, &t->rule);
		record_add_string(out, "rule", buf_span(&t->rule));
	}
	record_close(out);
}

/* A record `scope` for each cue of negation and reserve in the sentence. */
static void write_scopes(struct tagger *t, struct tagger_sentence *s, struct align_cursor *from, struct buf *out)
{
	const struct record *sentence = s->record;
	const struct scopes *rules = t->rules->scopes;
	struct span text = s->text;
	const token_list *tokens = sentence_tokens(s);
	scopes_find(rules, text, tokens, &t->scoped);
	for (size_t i = 0; i < t->scoped.n; i++) {
		const struct scope *c = &t->scoped.v[i];
		size_t first = tokens->v[c->first].start, last = tokens->v[c->last].end;
		struct extent cue = align_next(from, first, last);
		struct span covered = scope_bytes(c, text, tokens);
		size_t start = (size_t)(covered.p - text.p);
		record_open(out, "scope", sentence->doc);
		record_add_raw(out, "sentence", record_get(sentence, "sentence"));
		buf_addc(out, ',');
		align_write_next(out, from, start, start + covered.n);
		record_add_string(out, "text", covered);
		record_add_string(out, "kind", span_of(c->negation ? "negation" : "speculation"));
		record_add_string(out, "cue", span_sub(text, first, last));
		record_add_number(out, "cue_start", cue.start);
		record_add_number(out, "cue_end", cue.end);
		buf_clear(&t->rule);
		scopes_rule(rules, c, &t->rule);
		record_add_string(out, "rule", buf_span(&t->rule));
		record_close(out);
	}
}

/* ---- a sentence ---- */

/* Drops the hits of masked rows: phrases that hold a term and are no mention. They have done their work, which is to be longer. */
static void drop_masked(struct tagger *t)
{
	size_t kept = 0;
	for (size_t i = 0; i < t->hits.n; i++)
		if (t->hits.v[i].row == SIZE_MAX || !category_masks(&t->category, t->hits.v[i].row))
			t->hits.v[kept++] = t->hits.v[i];
	t->hits.n = kept;
}

static void find_effects(struct tagger *t, struct tagger_sentence *s)
{
	list_reserve(&t->said, t->hits.n);
	struct effect_sentence e = {.text = s->text,
								.tokens = sentence_tokens(s),
								.mechanisms = &t->hits,
								.cues = t->cues,
								.actors = &t->others,
								.carried = t->since <= CARRIED,
								.scratch = &t->scratch};
	effects_find(t->effects, &e, t->said.v);
}

void tagger_find(struct tagger *t, struct tagger_sentence *s)
{
	token_list *tokens = sentence_tokens(s);
	t->hits.n = 0;
	if (t->candidates) {
		candidates_find(t->candidates, s->text, tokens, &t->hits);
	} else {
		glue_find(t->rules->glue, t->category.lexicon, s->text, tokens, &s->places, &t->hits, &t->run_together);
		category_possessives(&t->category, s->text, &t->hits);
		glossary_apply(&t->glossary, tokens, &t->hits, &t->scratch);
		if (t->hits.n || s->bracket)
			coordination_apply(t->rules->coordination, &t->category, s->text, tokens, sentence_abbreviations(s), &t->hits, &t->parts);
	}
	if (t->overlaps != OVERLAPS_NONE)
		tagger_overlap(t, s->text, tokens);
}

void tagger_judge(struct tagger *t, struct tagger_sentence *s)
{
	static const cue_list none = {NULL, 0, 0};
	t->cues = t->context ? context_outside(sentence_cues(s), &t->hits, &t->heard) : &none;
	if (t->effects)
		find_effects(t, s);
}

void tagger_begin(struct tagger *t)
{
	glossary_clear(&t->glossary);
	if (t->candidates)
		candidates_begin(t->candidates);
	t->since = CARRIED;
}

void tagger_learn(struct tagger *t, struct tagger_sentence *s)
{
	const abbreviation_list *found = sentence_abbreviations(s);
	if (found->n == 0)
		return;
	const token_list *tokens = sentence_tokens(s);
	t->hits.n = 0;
	lexicon_find(t->category.lexicon, s->text, tokens, &t->hits);
	glossary_learn(&t->glossary, t->category.lexicon, &t->category.table, t->category.concept, s->text, tokens, &t->hits, found);
}

/* A definition that goes against the table is told to people. */
static void note_clash(struct tagger *t, const struct record *sentence, struct span text, const struct glossary_clash *c)
{
	const struct category *k = &t->category;
	struct buf doc = {0};
	struct span brief = span_sub(text, c->at.short_start, c->at.short_end), full = span_sub(text, c->at.long_start, c->at.long_end);
	json_unescape(sentence->doc, &doc);
	buf_addc(&doc, '\0');
	diag_at(t->notes, DIAG_OK, doc.p, 0, 0, "'%.*s' is defined as '%.*s': the row %s:%zu (%s) is not meant", (int)brief.n, brief.p,
			(int)full.n, full.p, k->table.name, table_line(&k->table, c->row), table_cell(&k->table, c->row, k->label));
	buf_free(&doc);
}

void tagger_define(struct tagger *t, struct tagger_sentence *s)
{
	if (t->candidates) { /* where mentions are told by weights, the whole document is read first */
		candidates_hear(t->candidates, s->text, sentence_tokens(s));
		return;
	}
	size_t known = t->glossary.clashes.n;
	tagger_learn(t, s);
	for (; t->notes && known < t->glossary.clashes.n; known++)
		note_clash(t, s->record, s->text, &t->glossary.clashes.v[known]);
}

void tagger_next(struct tagger *t)
{
	t->since++;
	t->others.n = t->shared.n = t->hits.n = 0;
}

void tagger_tag(struct tagger *t, struct tagger_sentence *s, struct buf *out)
{
	tagger_find(t, s);
	drop_masked(t);
	bool scopes = t->scopes && t->context;
	if (t->hits.n == 0 && !scopes)
		return;
	const struct alignment *from = sentence_alignment(s);
	struct align_cursor cursor = align_cursor(from, s->text, record_number(s->record, "end", 0) - from->start,
											  record_number(s->record, "char_end", 0) - from->char_start);
	if (t->hits.n) {
		tagger_place_others(t, from);
		tagger_yield(t);
		tagger_judge(t, s);
	}
	for (size_t i = 0; i < t->hits.n; i++)
		write_mention(t, s, &cursor, i, out);
	if (scopes)
		write_scopes(t, s, &cursor, out);
}
