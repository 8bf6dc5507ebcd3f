/* tag --explain: what matches in a text, and what became of it. */
#include <stdlib.h>

#include "concept/tagger_parts.h"

static void explain_row(struct tagger *t, struct span text, const struct hit *h, struct buf *out)
{
	const struct category *c = &t->category;
	buf_printf(out, "%u-%u\t%.*s\t", h->start, h->end, (int)(h->end - h->start), text.p + h->start);
	if (h->row == SIZE_MAX) {
		candidates_rule(t->candidates, out);
		buf_adds(out, "\t\t");
		return;
	}
	const char *match = table_cell(&c->table, h->row, table_column(&c->table, "match"));
	category_rule(c, h->row, out);
	buf_printf(out, "\t%s\t%s", table_cell(&c->table, h->row, c->concept), table_cell(&c->table, h->row, c->label));
	if (match[0] != '\0' && strcmp(match, "term") != 0 && strcmp(match, "exact") != 0) /* else the words are the row's term */
		buf_printf(out, " (%s %s)", match, table_cell(&c->table, h->row, table_column(&c->table, "term")));
}

/* "of conditions.csv:12". */
static void explain_winner(struct tagger *t, const struct hit *w, struct buf *out)
{
	buf_adds(out, "of ");
	if (w->row != SIZE_MAX)
		category_rule(&t->category, w->row, out);
	else
		candidates_rule(t->candidates, out);
}

/* Why a term is no mention, to the end of out; false where it is one. */
static bool explain_fate(struct tagger *t, const struct hit *h, struct buf *out)
{
	for (size_t i = 0; i < t->hits.n; i++) {
		const struct hit *w = &t->hits.v[i];
		if (w->last < h->first || w->first > h->last)
			continue;
		bool same = w->first == h->first && w->last == h->last;
		if (same && (w->row == h->row || t->candidates)) {
			bool masked = t->candidates == NULL && category_masks(&t->category, h->row);
			buf_adds(out, masked ? "masked: no mention" : "");
			return masked;
		}
		if (same)
			buf_printf(out, "another row wins here, %s, ", lexicon_reason(&t->category.table, w, h));
		else if (w->first == h->first && w->last > h->last)
			buf_adds(out, "a longer one begins here, ");
		else if (w->first <= h->first && w->last >= h->last)
			buf_adds(out, "inside a longer or earlier one, ");
		else
			buf_adds(out, "an earlier one overlaps, ");
		explain_winner(t, w, out);
		return true;
	}
	buf_adds(out, t->candidates ? "its weights add up to too little" : "the document defines it otherwise");
	return true;
}

static void explain_mention(struct tagger *t, size_t i, struct buf *out)
{
	const struct cue *by;
	if (t->context) {
		const struct hit *h = &t->hits.v[i];
		buf_printf(out, "\t%s", assertion_names[context_assertion(t->cues, h->first, h->last, &by)]);
		if (by != NULL) {
			buf_addc(out, ' ');
			context_rule(t->context, by, out);
		}
	}
	if (t->effects) {
		buf_printf(out, "\teffect %s ", t->said.v[i].name);
		effects_rule(t->effects, &t->said.v[i], out);
	}
}

void tagger_explain(struct tagger *t, struct span text, struct buf *out)
{
	hit_list terms = {0};
	struct tagger_sentence s = {.rules = t->rules};
	tagger_begin(t);
	t->since = 0; /* an intervention is taken as named before */
	t->others.n = t->shared.n = 0;
	tagger_sentence_set(&s, text);
	const token_list *tokens = sentence_tokens(&s);
	if (t->candidates)
		candidates_hear(t->candidates, text, tokens);
	else
		tagger_learn(t, &s);
	tagger_find(t, &s);
	tagger_judge(t, &s);
	for (size_t i = 0; i < tokens->n; i++)
		lexicon_candidates(t->category.lexicon, text, tokens, i, &terms);
	for (size_t i = 0; i < terms.n; i++) {
		size_t start = out->n;
		explain_row(t, text, &terms.v[i], out);
		buf_adds(out, "\t- ");
		if (explain_fate(t, &terms.v[i], out))
			buf_addc(out, '\n');
		else
			out->n = start; /* it is a mention: those come below */
	}
	for (size_t i = 0; i < t->hits.n; i++) {
		if (t->hits.v[i].row != SIZE_MAX && category_masks(&t->category, t->hits.v[i].row))
			continue;
		explain_row(t, text, &t->hits.v[i], out);
		buf_adds(out, "\t+ mention");
		explain_mention(t, i, out);
		buf_addc(out, '\n');
	}
	list_free(&terms);
	tagger_sentence_free(&s);
}
