#include "audit/audit_topic.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/text.h"
#include "concept/category.h"

enum { CLOSURE = 64 }; /* concepts that are looked at at once; further ones are passed over */

/* A set of concepts, by the first row of each. */
struct concepts {
	size_t v[CLOSURE];
	size_t n;
};

struct named {
	struct span id; /* borrows the table */
	size_t row;     /* the first of the concept */
};

struct mention {
	uint64_t sentence;
	size_t row;          /* SIZE_MAX: not in the table */
	struct span concept; /* raw JSON */
};

struct cited {
	struct span line; /* of the citation */
	uint64_t sentence;
	size_t entry; /* index; SIZE_MAX where it leads to no entry or to several */
};

/* A category whose concepts are compared with those of cited titles. */
struct topic {
	const struct category_row *row;
	struct category category;
	int broader;
	LIST(struct named) names; /* sorted by id */
	/* of the document */
	LIST(struct mention) mentions;
	LIST(bool) spoken; /* by row: does the article speak of the concept that begins there, or of a narrower one? */
	token_list tokens;
	hit_list hits;
};

struct topics {
	const char *rules;
	bool loaded;
	struct designs *designs;
	LIST(struct topic) topics;
	/* of the document */
	LIST(struct cited) citations;
};

/* ---- tables ---- */

static int by_id(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_cmp(x->id, y->id);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static int load_topic(struct topic *t, const char *rules, struct diag *d)
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

static int load(struct topics *t, struct diag *d)
{
	int code = designs_load(t->designs, d);
	if (t->loaded)
		return code;
	t->loaded = true;
	for (size_t i = 0; i < t->topics.n && code == DIAG_OK; i++)
		code = load_topic(&t->topics.v[i], t->rules, d);
	return code;
}

struct topics *topics_new(const char *rules, const struct categories *categories, struct designs *designs)
{
	struct topics *t = mem_alloc(sizeof *t);
	*t = (struct topics){.rules = rules, .designs = designs};
	for (size_t i = 0; i < categories->rows.n; i++)
		if (categories->rows.v[i].topic[0])
			list_push(&t->topics, ((struct topic){.row = &categories->rows.v[i]}));
	return t;
}

void topics_free(struct topics *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->topics.n; i++) {
		struct topic *one = &t->topics.v[i];
		if (t->loaded)
			category_close(&one->category);
		list_free(&one->names);
		list_free(&one->mentions);
		list_free(&one->spoken);
		list_free(&one->tokens);
		list_free(&one->hits);
	}
	list_free(&t->topics);
	list_free(&t->citations);
	free(t);
}

/* ---- concepts ---- */

/* The first row of a concept, or SIZE_MAX. */
static size_t first_row(const struct topic *t, struct span id)
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

/* Adds what is broader than the concepts, and broader than that; generic ones ("disorder") relate everything and are left out. */
static void add_broader(const struct topic *t, struct concepts *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct span ids = span_of(table_cell(&t->category.table, s->v[i], t->broader));
		for (size_t at = 0; at < ids.n;) {
			const char *bar = memchr(ids.p + at, '|', ids.n - at);
			size_t to = bar ? (size_t)(bar - ids.p) : ids.n;
			size_t row = first_row(t, span_sub(ids, at, to));
			if (row != SIZE_MAX && !is_generic(t, row))
				add_concept(s, row);
			at = to + 1;
		}
	}
}

static bool intersect(const struct concepts *a, const struct concepts *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (a->v[i] == b->v[k])
				return true;
	return false;
}

/* The concepts that a title names; false where it names none, or one of a kind that says too little. */
static bool title_concepts(struct topic *t, struct span title, struct concepts *out)
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
		add_concept(out, first_row(t, span_of(table_cell(&t->category.table, row, t->category.concept))));
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

/* The concepts of a sentence; false as above, but others beside one of the right kind are no obstacle. */
static bool sentence_concepts(const struct topic *t, uint64_t sentence, struct concepts *out)
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

/* Marks the rows of what the article speaks of, and of what is broader. */
static void mark_spoken(struct topic *t)
{
	list_reserve(&t->spoken, t->category.table.nrows + 1);
	memset(t->spoken.v, 0, t->category.table.nrows + 1);
	for (size_t i = 0; i < t->mentions.n; i++) {
		struct concepts one = {.n = 0};
		if (t->mentions.v[i].row == SIZE_MAX || t->spoken.v[t->mentions.v[i].row])
			continue;
		add_concept(&one, t->mentions.v[i].row);
		add_broader(t, &one);
		for (size_t k = 0; k < one.n; k++)
			t->spoken.v[one.v[k]] = true;
	}
}

/* Does the article speak of one of these, or of one narrower than it? */
static bool spoken_of(const struct topic *t, const struct concepts *title)
{
	for (size_t i = 0; i < title->n; i++)
		if (t->spoken.v[title->v[i]])
			return true;
	return false;
}

/* ---- findings ---- */

static void audit_concepts(struct topic *t, const struct record *citation, struct span title, uint64_t n, struct buf *out)
{
	struct concepts here, there;
	if (!sentence_concepts(t, record_number(citation, "sentence", 0), &here) || !title_concepts(t, title, &there))
		return;
	size_t first = here.v[0], other = there.v[0];
	add_broader(t, &here);
	add_broader(t, &there);
	if (intersect(&here, &there) || spoken_of(t, &there))
		return;
	struct buf m = {0};
	buf_printf(&m, "the sentence is about %s, the cited title about %s, of which the article does not speak",
			   table_cell(&t->category.table, first, t->category.label), table_cell(&t->category.table, other, t->category.label));
	audit_record(citation, "off-topic-citation", "possible", buf_span(&m), n, out);
	buf_free(&m);
}

static void audit_design(const struct designs *s, const struct record *citation, struct span said, struct span title, uint64_t n,
						 struct buf *out)
{
	const char *other, *severity = designs_contradicted(s, said, title, &other);
	if (severity == NULL)
		return;
	struct buf m = {0};
	buf_printf(&m, "the text speaks of a study of the design '%.*s', the cited title of '%s'", (int)said.n, said.p, other);
	audit_record(citation, "study-type-mismatch", severity, buf_span(&m), n, out);
	buf_free(&m);
}

/* ---- a document ---- */

void topics_begin(struct topics *t)
{
	t->citations.n = 0;
	for (size_t i = 0; i < t->topics.n; i++)
		t->topics.v[i].mentions.n = 0;
}

void topics_citation(struct topics *t, const struct record *r, const struct link *link)
{
	struct span form = record_get(r, "form");
	if (span_is(form, "\"study\"") || span_is(form, "\"attribution\""))
		return;
	bool one = link->status == LINK_FOUND && link->entries.n == 1;
	struct cited c = {r->line, record_number(r, "sentence", 0), one ? link->entries.v[0] : SIZE_MAX};
	list_push(&t->citations, c);
}

bool topics_want(const struct topics *t, struct span type)
{
	for (size_t i = 0; i < t->topics.n; i++)
		if (category_is(t->topics.v[i].row, type))
			return true;
	return false;
}

void topics_mention(struct topics *t, const struct record *r)
{
	struct mention m = {record_number(r, "sentence", 0), SIZE_MAX, record_get(r, "concept")};
	for (size_t i = 0; i < t->topics.n; i++)
		if (category_is(t->topics.v[i].row, r->type))
			list_push(&t->topics.v[i].mentions, m);
}

/* Is it the only citation of its sentence? */
static bool alone(const struct topics *t, size_t i)
{
	uint64_t s = t->citations.v[i].sentence;
	return (i == 0 || t->citations.v[i - 1].sentence != s) && (i + 1 == t->citations.n || t->citations.v[i + 1].sentence != s);
}

static void find_rows(struct topic *t)
{
	for (size_t i = 0; i < t->mentions.n; i++) {
		struct span raw = t->mentions.v[i].concept;
		if (raw.n > 2)
			t->mentions.v[i].row = first_row(t, span_sub(raw, 1, raw.n - 1));
	}
	mark_spoken(t);
}

int topics_end(struct topics *t, const struct bibliography *b, const struct span *references, struct buf *out, struct diag *d)
{
	struct record citation, reference;
	struct buf scratch = {0};
	int code = DIAG_OK;
	bool rows = false;
	for (size_t i = 0; i < t->citations.n && code == DIAG_OK; i++) {
		const struct cited *c = &t->citations.v[i];
		if (c->entry >= b->entries.n || record_parse(&citation, c->line) != 0 || record_parse(&reference, references[c->entry]) != 0)
			continue;
		if ((code = load(t, d)) != DIAG_OK)
			break;
		for (size_t k = 0; k < t->topics.n && !rows; k++)
			find_rows(&t->topics.v[k]);
		rows = true;
		buf_clear(&scratch);
		buf_room(&scratch, citation.line.n + reference.line.n);
		struct span title = record_string(&reference, "title", &scratch), said = record_string(&citation, "study_type", &scratch);
		uint64_t n = b->entries.v[c->entry].n;
		if (said.n)
			audit_design(t->designs, &citation, said, title, n, out);
		for (size_t k = 0; k < t->topics.n && alone(t, i); k++)
			audit_concepts(&t->topics.v[k], &citation, title, n, out);
	}
	buf_free(&scratch);
	return code;
}
