#include "audit/audit_topic.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/text.h"
#include "cite/cite_design.h"
#include "concept/category.h"

enum { CLOSURE = 64, DESIGNS = 8 }; /* concepts and designs that are looked at at once; further ones are passed over */

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

struct designs {
	struct table table;
	struct cite_rules *cites;
	int said, title, severity;
};

struct topics {
	const char *rules;
	bool loaded;
	struct category conditions;
	int broader;
	LIST(struct named) names; /* sorted by id */
	struct designs designs;
	/* of the document */
	LIST(struct span) references; /* lines */
	LIST(struct mention) mentions;
	LIST(struct cited) citations;
	LIST(bool) spoken; /* by row: does the article speak of the concept that begins there, or of a narrower one? */
	token_list tokens;
	hit_list hits;
};

/* ---- tables ---- */

static int designs_open(struct designs *s, const char *rules, struct diag *d)
{
	static const char *const columns[] = {"!said", "!title", "!severity", "example", "counterexample", NULL};
	int code = table_read(&s->table, rules, "designs.csv", columns, d);
	if (code == DIAG_OK)
		code = cite_rules_open(&s->cites, rules, d);
	s->said = table_column(&s->table, "said");
	s->title = table_column(&s->table, "title");
	s->severity = table_column(&s->table, "severity");
	return code;
}

static void designs_close(struct designs *s)
{
	table_free(&s->table);
	cite_rules_close(s->cites);
}

static int by_id(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = span_cmp(x->id, y->id);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static int load(struct topics *t, struct diag *d)
{
	if (t->loaded)
		return DIAG_OK;
	t->loaded = true;
	int code = category_open(&t->conditions, t->rules, "conditions", false, d);
	if (code == DIAG_OK)
		code = designs_open(&t->designs, t->rules, d);
	if (code)
		return code;
	const struct table *table = &t->conditions.table;
	t->broader = table_column(table, "broader");
	for (size_t row = 0; row < table->nrows; row++) {
		struct named n = {span_of(table_cell(table, row, t->conditions.concept)), row};
		list_push(&t->names, n);
	}
	if (t->names.n)
		qsort(t->names.v, t->names.n, sizeof *t->names.v, by_id);
	return DIAG_OK;
}

struct topics *topics_new(const char *rules)
{
	struct topics *t = mem_alloc(sizeof *t);
	memset(t, 0, sizeof *t);
	t->rules = rules;
	return t;
}

void topics_free(struct topics *t)
{
	if (t == NULL)
		return;
	if (t->loaded) {
		category_close(&t->conditions);
		designs_close(&t->designs);
	}
	list_free(&t->names);
	list_free(&t->references);
	list_free(&t->mentions);
	list_free(&t->citations);
	list_free(&t->spoken);
	list_free(&t->tokens);
	list_free(&t->hits);
	free(t);
}

/* ---- concepts ---- */

/* The first row of a concept, or SIZE_MAX. */
static size_t first_row(const struct topics *t, struct span id)
{
	size_t i;
	list_bound(&t->names, i, span_cmp(t->names.v[i].id, id) < 0);
	return i < t->names.n && span_eq(t->names.v[i].id, id) ? t->names.v[i].row : SIZE_MAX;
}

static const char *kind_of(const struct topics *t, size_t row)
{
	return table_cell(&t->conditions.table, row, t->conditions.kind);
}

static bool is_generic(const struct topics *t, size_t row)
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
static void add_broader(const struct topics *t, struct concepts *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct span ids = span_of(table_cell(&t->conditions.table, s->v[i], t->broader));
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

/* The conditions that a title names; false where it names none, or one that says too little (a generic word, a symptom). */
static bool title_conditions(struct topics *t, struct span title, struct concepts *out)
{
	tokens_scan(&t->tokens, title);
	t->hits.n = out->n = 0;
	lexicon_find(t->conditions.lexicon, title, &t->tokens, &t->hits);
	for (size_t i = 0; i < t->hits.n; i++) {
		size_t row = t->hits.v[i].row;
		if (category_masks(&t->conditions, row))
			continue;
		if (strcmp(kind_of(t, row), "disorder") != 0)
			return false;
		add_concept(out, first_row(t, span_of(table_cell(&t->conditions.table, row, t->conditions.concept))));
	}
	return out->n > 0;
}

/* The first mention in that sentence or a later one: they come in its order. */
static size_t first_mention(const struct topics *t, uint64_t sentence)
{
	size_t i;
	list_bound(&t->mentions, i, t->mentions.v[i].sentence < sentence);
	return i;
}

/* The conditions of a sentence; false as above, but symptoms beside a disorder are no obstacle. */
static bool sentence_conditions(const struct topics *t, uint64_t sentence, struct concepts *out)
{
	bool disorder = false;
	out->n = 0;
	for (size_t i = first_mention(t, sentence); i < t->mentions.n && t->mentions.v[i].sentence == sentence; i++) {
		size_t row = t->mentions.v[i].row;
		if (row == SIZE_MAX || is_generic(t, row) || out->n == CLOSURE)
			return false;
		disorder |= strcmp(kind_of(t, row), "disorder") == 0;
		add_concept(out, row);
	}
	return disorder;
}

/* Marks the rows of what the article speaks of, and of what is broader. */
static void mark_spoken(struct topics *t)
{
	list_reserve(&t->spoken, t->conditions.table.nrows + 1);
	memset(t->spoken.v, 0, t->conditions.table.nrows + 1);
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

/* Does the article speak of one of these conditions, or of one narrower than it? */
static bool spoken_of(const struct topics *t, const struct concepts *title)
{
	for (size_t i = 0; i < title->n; i++)
		if (t->spoken.v[title->v[i]])
			return true;
	return false;
}

/* ---- findings ---- */

static void audit_conditions(struct topics *t, const struct record *citation, struct span title, uint64_t n, struct buf *out)
{
	struct concepts here, there;
	if (!sentence_conditions(t, record_number(citation, "sentence", 0), &here) || !title_conditions(t, title, &there))
		return;
	size_t first = here.v[0], other = there.v[0];
	add_broader(t, &here);
	add_broader(t, &there);
	if (intersect(&here, &there) || spoken_of(t, &there))
		return;
	struct buf m = {0};
	buf_printf(&m, "the sentence is about %s, the cited title about %s, of which the article does not speak",
			   table_cell(&t->conditions.table, first, t->conditions.label), table_cell(&t->conditions.table, other, t->conditions.label));
	audit_record(citation, "off-topic-citation", "possible", buf_span(&m), n, out);
	buf_free(&m);
}

/* The row of designs.csv that sets the said design against the title, or SIZE_MAX. A title that names the said design too fits. */
static size_t mismatch(const struct designs *s, struct span said, struct span title)
{
	const char *design;
	size_t found = SIZE_MAX, at = 0, n = 0;
	while (n++ < DESIGNS && (design = cite_next_design(s->cites, title, &at)) != NULL) {
		if (span_is(said, design))
			return SIZE_MAX;
		for (size_t row = 0; row < s->table.nrows && found == SIZE_MAX; row++)
			if (span_is(said, table_cell(&s->table, row, s->said)) && strcmp(design, table_cell(&s->table, row, s->title)) == 0)
				found = row;
	}
	return found;
}

static void audit_design(const struct designs *s, const struct record *citation, struct span said, struct span title, uint64_t n,
						 struct buf *out)
{
	size_t row = mismatch(s, said, title);
	if (row == SIZE_MAX)
		return;
	struct buf m = {0};
	buf_printf(&m, "the text speaks of a study of the design '%.*s', the cited title of '%s'", (int)said.n, said.p,
			   table_cell(&s->table, row, s->title));
	audit_record(citation, "study-type-mismatch", table_cell(&s->table, row, s->severity), buf_span(&m), n, out);
	buf_free(&m);
}

/* ---- a document ---- */

void topics_begin(struct topics *t)
{
	t->references.n = t->mentions.n = t->citations.n = 0;
}

void topics_line(struct topics *t, const struct record *r, const struct link *link)
{
	if (span_is(r->type, "condition")) {
		struct mention m = {record_number(r, "sentence", 0), SIZE_MAX, record_get(r, "concept")};
		list_push(&t->mentions, m);
	} else if (span_is(r->type, "reference")) {
		list_push(&t->references, r->line);
	} else if (span_is(r->type, "citation") && !span_is(record_get(r, "form"), "\"study\"") &&
			   !span_is(record_get(r, "form"), "\"attribution\"")) {
		bool one = link && link->status == LINK_FOUND && link->entries.n == 1;
		struct cited c = {r->line, record_number(r, "sentence", 0), one ? link->entries.v[0] : SIZE_MAX};
		list_push(&t->citations, c);
	}
}

/* Is it the only citation of its sentence? */
static bool alone(const struct topics *t, size_t i)
{
	uint64_t s = t->citations.v[i].sentence;
	return (i == 0 || t->citations.v[i - 1].sentence != s) && (i + 1 == t->citations.n || t->citations.v[i + 1].sentence != s);
}

static void find_rows(struct topics *t)
{
	for (size_t i = 0; i < t->mentions.n; i++) {
		struct span raw = t->mentions.v[i].concept;
		if (raw.n > 2)
			t->mentions.v[i].row = first_row(t, span_sub(raw, 1, raw.n - 1));
	}
	mark_spoken(t);
}

int topics_end(struct topics *t, const struct bibliography *b, struct buf *out, struct diag *d)
{
	struct record citation, reference;
	struct buf scratch = {0};
	int code = DIAG_OK;
	bool rows = false;
	for (size_t i = 0; i < t->citations.n && code == DIAG_OK; i++) {
		const struct cited *c = &t->citations.v[i];
		if (c->entry >= t->references.n || c->entry >= b->entries.n || record_parse(&citation, c->line) != 0 ||
			record_parse(&reference, t->references.v[c->entry]) != 0)
			continue;
		if ((code = load(t, d)) != DIAG_OK)
			break;
		if (!rows)
			find_rows(t);
		rows = true;
		buf_clear(&scratch);
		buf_room(&scratch, citation.line.n + reference.line.n);
		struct span title = record_string(&reference, "title", &scratch), said = record_string(&citation, "study_type", &scratch);
		uint64_t n = b->entries.v[c->entry].n;
		if (said.n)
			audit_design(&t->designs, &citation, said, title, n, out);
		if (alone(t, i))
			audit_conditions(t, &citation, title, n, out);
	}
	buf_free(&scratch);
	return code;
}

/* ---- checks ---- */

static void check_row(const struct designs *s, size_t row, struct diag *d)
{
	static const char *const severities[] = {"error", "warning", "possible", "info"};
	const struct table *t = &s->table;
	struct span said = span_of(table_cell(t, row, s->said));
	int example = table_column(t, "example"), counter = table_column(t, "counterexample");
	table_choice(t, row, s->severity, severities, 4, 4, d);
	if (table_cell(t, row, example)[0] && mismatch(s, said, span_of(table_cell(t, row, example))) != row)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)example + 1, "the row does not fire in its example");
	if (table_cell(t, row, counter)[0] && mismatch(s, said, span_of(table_cell(t, row, counter))) != SIZE_MAX)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)counter + 1, "the row fires in its counterexample");
}

int topics_check(const char *rules, struct diag *d)
{
	struct designs s = {.said = -1};
	if (designs_open(&s, rules, d) == DIAG_OK)
		for (size_t row = 0; row < s.table.nrows; row++)
			check_row(&s, row, d);
	designs_close(&s);
	return d->code;
}
