/* The concepts of sentences, of cited titles and of an article, and what is broader than they are. */
#include <stdlib.h>

#include "audit/topic_parts.h"
#include "base/text.h"

static int by_id(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_cmp(x->id, y->id);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

int topic_open(struct topic *t, const char *rules, struct diag *d)
{
	int code = category_open(&t->category, rules, t->row->table, false, d);
	if (code)
		return code;
	const struct table *table = &t->category.table;
	t->broader = table_column(table, "broader");
	for (size_t row = 0; row < table->nrows; row++) {
		struct named n = {span_of(table_cell(table, row, t->category.concept)), row};
		list_push(&t->names, n);
	}
	if (t->names.n)
		qsort(t->names.v, t->names.n, sizeof *t->names.v, by_id);
	return DIAG_OK;
}

size_t topic_row(const struct topic *t, struct span id)
{
	size_t i;
	list_bound(&t->names, i, span_cmp(t->names.v[i].id, id) < 0);
	return i < t->names.n && span_eq(t->names.v[i].id, id) ? t->names.v[i].row : SIZE_MAX;
}

static const char *kind_of(const struct topic *t, size_t row)
{
	return table_cell(&t->category.table, row, t->category.kind);
}

/* Is the concept of a kind by which titles are compared? */
static bool is_topic(const struct topic *t, size_t row)
{
	return categories_listed(t->row->topic, span_of(kind_of(t, row)));
}

static bool is_generic(const struct topic *t, size_t row)
{
	return strcmp(kind_of(t, row), "generic") == 0;
}

static void add_concept(struct concepts *s, size_t row)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i] == row)
			return;
	if (row != SIZE_MAX && s->n < CLOSURE)
		s->v[s->n++] = row;
}

void topic_add_broader(const struct topic *t, struct concepts *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct span ids = span_of(table_cell(&t->category.table, s->v[i], t->broader));
		for (size_t at = 0; at < ids.n;) {
			const char *bar = memchr(ids.p + at, '|', ids.n - at);
			size_t to = bar ? (size_t)(bar - ids.p) : ids.n;
			size_t row = topic_row(t, span_sub(ids, at, to));
			if (row != SIZE_MAX && !is_generic(t, row))
				add_concept(s, row);
			at = to + 1;
		}
	}
}

bool topic_share(const struct concepts *a, const struct concepts *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (a->v[i] == b->v[k])
				return true;
	return false;
}

bool topic_of_title(struct topic *t, struct span title, struct concepts *out)
{
	tokens_scan(&t->tokens, title);
	t->hits.n = out->n = 0;
	lexicon_find(t->category.lexicon, title, &t->tokens, &t->hits);
	for (size_t i = 0; i < t->hits.n; i++) {
		size_t row = t->hits.v[i].row;
		if (category_masks(&t->category, row))
			continue;
		if (!is_topic(t, row))
			return false;
		add_concept(out, topic_row(t, span_of(table_cell(&t->category.table, row, t->category.concept))));
	}
	return out->n > 0;
}

/* The first mention in that sentence or a later one: they come in its order. */
static size_t first_mention(const struct topic *t, uint64_t sentence)
{
	size_t i;
	list_bound(&t->mentions, i, t->mentions.v[i].sentence < sentence);
	return i;
}

bool topic_of_sentence(const struct topic *t, uint64_t sentence, struct concepts *out)
{
	bool any = false;
	out->n = 0;
	for (size_t i = first_mention(t, sentence); i < t->mentions.n && t->mentions.v[i].sentence == sentence; i++) {
		size_t row = t->mentions.v[i].row;
		if (row == SIZE_MAX || is_generic(t, row) || out->n == CLOSURE)
			return false;
		any |= is_topic(t, row);
		add_concept(out, row);
	}
	return any;
}

void topic_mark_spoken(struct topic *t)
{
	list_reserve(&t->spoken, t->category.table.nrows + 1);
	memset(t->spoken.v, 0, t->category.table.nrows + 1);
	for (size_t i = 0; i < t->mentions.n; i++) {
		struct concepts one = {.n = 0};
		if (t->mentions.v[i].row == SIZE_MAX || t->spoken.v[t->mentions.v[i].row])
			continue;
		add_concept(&one, t->mentions.v[i].row);
		topic_add_broader(t, &one);
		for (size_t k = 0; k < one.n; k++)
			t->spoken.v[one.v[k]] = true;
	}
}

bool topic_is_spoken(const struct topic *t, const struct concepts *title)
{
	for (size_t i = 0; i < title->n; i++)
		if (t->spoken.v[title->v[i]])
			return true;
	return false;
}

void topic_add_title(struct topic *t, struct span title)
{
	struct concepts one;
	if (t->listed.n == 0) {
		list_reserve(&t->listed, t->category.table.nrows + 1);
		t->listed.n = t->category.table.nrows + 1;
		memset(t->listed.v, 0, t->listed.n);
	}
	if (!topic_of_title(t, title, &one))
		return;
	topic_add_broader(t, &one);
	for (size_t k = 0; k < one.n; k++)
		if (t->listed.v[one.v[k]] < 2)
			t->listed.v[one.v[k]]++;
}

bool topic_is_listed(const struct topic *t, const struct concepts *title)
{
	for (size_t i = 0; i < title->n; i++)
		if (t->listed.n && t->listed.v[title->v[i]] > 1)
			return true;
	return false;
}

bool topic_sounds_alike(const struct topic *t, size_t a, size_t b)
{
	enum { ALIKE = 6 }; /* bytes */
	struct span x = span_of(table_cell(&t->category.table, a, t->category.label));
	struct span y = span_of(table_cell(&t->category.table, b, t->category.label));
	for (size_t i = 0; i + ALIKE <= x.n; i++)
		if ((i == 0 || !text_is_alpha(x.p[i - 1])) && memchr(x.p + i, ' ', ALIKE) == NULL && span_holds(y, span_sub(x, i, i + ALIKE)))
			return true;
	return false;
}
