#include <stdlib.h>

#include "concept/tagger_parts.h"

enum { CARRIED = 3 }; /* sentences over which "it" may speak of an intervention */

int tagger_open(struct tagger *t, const char *dir, const char *table, bool strict, struct diag *d)
{
	int code = category_open(&t->category, dir, table, strict, d);
	if (code)
		return code;
	if ((code = candidates_open(&t->candidates, dir, table, &t->category, d)) != DIAG_OK)
		return code;
	if ((t->coordination = coordination_open(dir, strict, d)) == NULL || (t->glue = glue_open(dir, d)) == NULL)
		return d->code;
	if (t->category.row->assertion && (t->context = context_open(dir, strict, d)) == NULL)
		return d->code;
	if (t->category.row->effect && (t->effects = effects_open(dir, strict, d)) == NULL)
		return d->code;
	return DIAG_OK;
}

void tagger_close(struct tagger *t)
{
	candidates_close(t->candidates);
	category_close(&t->category);
	coordination_close(t->coordination);
	glue_free(t->glue);
	context_close(t->context);
	effects_close(t->effects);
	glossary_free(&t->glossary);
	coordination_scratch_free(&t->parts);
	list_free(&t->tokens);
	glue_scratch_free(&t->run_together);
	list_free(&t->hits);
	list_free(&t->scratch);
	list_free(&t->cues);
	list_free(&t->said);
	list_free(&t->others);
	list_free(&t->shared);
	list_free(&t->abbreviations);
	buf_free(&t->text);
	buf_free(&t->rule);
}

int tagger_check(const struct tagger *t, struct diag *d)
{
	category_check(&t->category, d);
	coordination_check(t->coordination, d);
	glue_check(t->glue, d);
	if (t->context)
		context_check(t->context, d);
	if (t->effects)
		effects_check(t->effects, d);
	return d->code;
}

/* ---- writing ---- */

static void write_assertion(struct tagger *t, const struct hit *h, struct buf *out)
{
	const struct cue *by;
	enum assertion a = context_assertion(&t->cues, h->first, h->last, &by);
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
	bool named = h->row != SIZE_MAX; /* does a row of the table say what it is? */
	record_add_string(out, "concept", span_of(named ? table_cell(&c->table, h->row, c->concept) : ""));
	record_add_string(out, "label", span_of(named ? table_cell(&c->table, h->row, c->label) : ""));
	if (c->kind >= 0 && named)
		record_add_string(out, "kind", span_of(table_cell(&c->table, h->row, c->kind)));
	if (t->effects)
		write_effect(t, &t->said.v[i], out);
	if (t->context)
		write_assertion(t, h, out);
	write_instead(t, &s->tokens, h, out);
	buf_clear(&t->rule);
	if (named)
		category_rule(c, h->row, &t->rule);
	else
		candidates_rule(t->candidates, &t->rule);
	record_add_string(out, "rule", buf_span(&t->rule));
	record_close(out);
}

/* A record `scope` for each cue of negation and reserve in the sentence. */
static void write_scopes(struct tagger *t, const struct tagger_sentence *s, struct align_cursor *from, struct buf *out)
{
	const struct token *at = s->tokens.v;
	const struct record *sentence = s->record;
	struct span text = s->text;
	context_scopes(t->context, text, &s->tokens, &t->cues);
	for (size_t i = 0; i < t->cues.n; i++) {
		const struct cue *c = &t->cues.v[i];
		struct extent cue = align_next(from, at[c->first].start, at[c->last].end);
		record_open(out, "scope", sentence->doc);
		record_add_raw(out, "sentence", record_get(sentence, "sentence"));
		buf_addc(out, ',');
		align_write_next(out, from, at[c->from].start, at[c->to - 1].end);
		record_add_string(out, "text", span_sub(text, at[c->from].start, at[c->to - 1].end));
		record_add_string(out, "kind", span_of(c->denial ? "negation" : "speculation"));
		record_add_string(out, "cue", span_sub(text, at[c->first].start, at[c->last].end));
		record_add_number(out, "cue_start", cue.start);
		record_add_number(out, "cue_end", cue.end);
		buf_clear(&t->rule);
		context_rule(t->context, c, &t->rule);
		record_add_string(out, "rule", buf_span(&t->rule));
		record_close(out);
	}
}

/* ---- mentions of other categories ---- */

/* A walk along an alignment from the source to the text, the inverse of align_locate() at the bounds of words. */
struct walk {
	const struct alignment *a;
	size_t next, at, src; /* the first edit not passed; where the walk stands in the text and in the source */
};

/* The byte of the text for a byte of the source that lies not before where the walk stands. */
static uint32_t text_place(struct walk *w, size_t source)
{
	for (; w->next < w->a->edits.n; w->next++) {
		const struct edit *e = &w->a->edits.v[w->next];
		if (source < w->src + (e->at - w->at) + e->src_len || (e->src_len == 0 && source <= w->src + (e->at - w->at)))
			break;
		w->src += e->at - w->at + e->src_len;
		w->at = e->at + e->len;
	}
	const struct edit *e = w->next < w->a->edits.n ? &w->a->edits.v[w->next] : NULL;
	size_t place = source > w->src ? w->at + (source - w->src) : w->at;
	return (uint32_t)(e != NULL && place > e->at ? e->at : place); /* inside an edit: where it begins */
}

static int by_start(const void *a, const void *b)
{
	const struct actor *x = a, *y = b;
	return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end < y->end) - (x->end > y->end);
}

void tagger_other(struct tagger *t, struct span type, struct span line)
{
	struct record r;
	if (!category_yields(&t->category, type) || record_parse(&r, line) != 0)
		return;
	struct actor a = {(uint32_t)record_number(&r, "start", 0), (uint32_t)record_number(&r, "end", 0),
					  category_is_agent(&t->category, type)};
	list_push(&t->others, a); /* places in the source until the sentence is known */
}

void tagger_share(const struct tagger *from, struct tagger *to)
{
	if (!category_yields(&to->category, span_of(from->category.row->type)))
		return;
	bool agent = category_is_agent(&to->category, span_of(from->category.row->type));
	for (size_t i = 0; i < from->hits.n; i++) {
		struct actor a = {from->hits.v[i].start, from->hits.v[i].end, agent};
		list_push(&to->shared, a);
	}
}

/* From places in the source to places in the sentence; then those that are there already, all in their order. */
static void place_others(struct tagger *t, const struct alignment *from)
{
	struct walk w = {.a = from, .src = from->start};
	if (t->others.n)
		qsort(t->others.v, t->others.n, sizeof *t->others.v, by_start);
	for (size_t i = 0; i < t->others.n; i++) {
		struct actor *a = &t->others.v[i];
		a->start = text_place(&w, a->start);
		struct walk end = w;
		a->end = text_place(&end, a->end);
	}
	for (size_t i = 0; i < t->shared.n; i++)
		list_push(&t->others, t->shared.v[i]);
	if (t->shared.n && t->others.n > 1)
		qsort(t->others.v, t->others.n, sizeof *t->others.v, by_start);
}

/* Drops mentions that lie inside a longer one of a category that this one yields to ("serotonin" in "serotonin syndrome"). */
static void yield_to_others(struct tagger *t)
{
	size_t kept = 0, from = 0; /* the others before `from` end before this mention */
	for (size_t i = 0; i < t->hits.n; i++) {
		const struct hit *h = &t->hits.v[i];
		bool inside = false;
		while (from < t->others.n && t->others.v[from].end <= h->start)
			from++;
		for (size_t k = from; k < t->others.n && t->others.v[k].start <= h->start && !inside; k++) {
			const struct actor *o = &t->others.v[k];
			inside = h->end <= o->end && o->end - o->start > h->end - h->start;
		}
		if (!inside)
			t->hits.v[kept++] = *h;
	}
	t->hits.n = kept;
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

static void find_effects(struct tagger *t, struct span text, const token_list *tokens)
{
	list_reserve(&t->said, t->hits.n);
	struct effect_sentence s = {.text = text,
								.tokens = tokens,
								.mechanisms = &t->hits,
								.cues = &t->cues,
								.actors = &t->others,
								.carried = t->since <= CARRIED,
								.scratch = &t->scratch};
	effects_find(t->effects, &s, t->said.v);
}

static bool has_bracket(struct span s)
{
	return memchr(s.p, '(', s.n) != NULL;
}

void tagger_find(struct tagger *t, struct span text, token_list *tokens)
{
	t->hits.n = 0;
	if (t->candidates) {
		candidates_find(t->candidates, text, tokens, &t->hits);
	} else {
		glue_find(t->glue, t->category.lexicon, text, tokens, &t->hits, &t->run_together);
		glossary_apply(&t->glossary, tokens, &t->hits, &t->scratch);
		t->abbreviations.n = 0;
		bool bracket = has_bracket(text);
		if (bracket)
			abbreviations_find(text, &t->abbreviations);
		if (t->hits.n || bracket)
			coordination_apply(t->coordination, &t->category, text, tokens, &t->abbreviations, &t->hits, &t->parts);
	}
	if (t->overlaps != OVERLAPS_NONE)
		tagger_overlap(t, text, tokens);
}

void tagger_judge(struct tagger *t, struct span text, const token_list *tokens)
{
	if (t->context)
		context_scan(t->context, text, tokens, &t->cues);
	if (t->effects)
		find_effects(t, text, tokens);
}

void tagger_begin(struct tagger *t)
{
	glossary_clear(&t->glossary);
	if (t->candidates)
		candidates_begin(t->candidates);
	t->since = CARRIED;
}

/* Where mentions are told by weights, the whole document is read first. */
static void hear(struct tagger *t, const struct record *sentence)
{
	if (!category_wants(&t->category, record_get(sentence, "zone")))
		return;
	buf_clear(&t->text);
	struct span text = record_string(sentence, "text", &t->text);
	tokens_scan(&t->tokens, text);
	candidates_hear(t->candidates, text, &t->tokens);
}

void tagger_learn(struct tagger *t, struct span text)
{
	t->abbreviations.n = t->hits.n = 0;
	abbreviations_find(text, &t->abbreviations);
	if (t->abbreviations.n == 0)
		return;
	tokens_scan(&t->tokens, text);
	lexicon_find(t->category.lexicon, text, &t->tokens, &t->hits);
	glossary_learn(&t->glossary, t->category.lexicon, &t->category.table, t->category.concept, text, &t->tokens, &t->hits,
				   &t->abbreviations);
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

void tagger_define(struct tagger *t, const struct record *sentence)
{
	if (t->candidates) {
		hear(t, sentence);
		return;
	}
	if (!has_bracket(sentence->line) || !category_wants(&t->category, record_get(sentence, "zone")))
		return;
	buf_clear(&t->text);
	struct span text = record_string(sentence, "text", &t->text);
	size_t known = t->glossary.clashes.n;
	tagger_learn(t, text);
	for (; t->notes && known < t->glossary.clashes.n; known++)
		note_clash(t, sentence, text, &t->glossary.clashes.v[known]);
}

void tagger_next(struct tagger *t)
{
	t->since++;
	t->others.n = t->shared.n = t->hits.n = 0;
}

void tagger_sentence_read(struct tagger_sentence *s, const struct record *record)
{
	buf_clear(&s->unescaped);
	s->record = record;
	s->text = record_string(record, "text", &s->unescaped);
	tokens_scan(&s->tokens, s->text);
	s->from.edits.n = 0;
	s->aligned = false;
}

void tagger_sentence_free(struct tagger_sentence *s)
{
	list_free(&s->tokens);
	align_free(&s->from);
	buf_free(&s->unescaped);
}

void tagger_tag(struct tagger *t, struct tagger_sentence *s, struct buf *out)
{
	tagger_find(t, s->text, &s->tokens);
	drop_masked(t);
	bool scopes = t->scopes && t->context;
	if (t->hits.n == 0 && !scopes)
		return;
	if (!s->aligned)
		record_alignment(s->record, &s->from);
	s->aligned = true;
	struct align_cursor cursor = align_cursor(&s->from, s->text, record_number(s->record, "end", 0) - s->from.start,
											  record_number(s->record, "char_end", 0) - s->from.char_start);
	if (t->hits.n) {
		place_others(t, &s->from);
		yield_to_others(t);
		tagger_judge(t, s->text, &s->tokens);
	}
	for (size_t i = 0; i < t->hits.n; i++)
		write_mention(t, s, &cursor, i, out);
	if (scopes)
		write_scopes(t, s, &cursor, out);
}
