#include "audit/sections.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/table.h"
#include "base/text.h"
#include "base/token.h"

enum part { PART_NONE, PART_ABSTRACT, PART_OPENING, PART_METHODS, PART_RESULTS, PART_DISCUSSION, PART_CLOSING, PARTS };
static const char *const part_names[PARTS] = {"", "abstract", "opening", "methods", "results", "discussion", "closing"};

enum { HEADING_MOST = 120 }; /* bytes of one that is looked at */

struct name {
	struct span key; /* borrows sections.keys */
	enum part part;
	size_t row;
};

struct begin {
	uint64_t sentence;
	enum part part; /* PART_NONE: a heading of no kind */
};

struct sections {
	struct table table;
	int part, heading, example, counterexample; /* columns */
	LIST(struct name) names;                    /* sorted by key */
	struct arena keys;
	struct buf key; /* scratch */
	/* of the document */
	LIST(struct begin) begins;
	bool report;
	size_t opens; /* of a report: which of the begins opens its main text; what stands before is its abstract */
};

static int by_key(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = span_cmp(x->key, y->key);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

struct sections *sections_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!part", "!heading", "example", "counterexample", "note", NULL};
	struct sections *s = mem_zeroed(sizeof *s);
	if (table_read(&s->table, dir, "sections.csv", columns, d) != DIAG_OK) {
		sections_close(s);
		return NULL;
	}
	s->part = table_column(&s->table, "part");
	s->heading = table_column(&s->table, "heading");
	s->example = table_column(&s->table, "example");
	s->counterexample = table_column(&s->table, "counterexample");
	for (size_t row = 0; row < s->table.nrows; row++) {
		enum part p = (enum part)table_choice(&s->table, row, s->part, part_names, PARTS, PART_NONE, d);
		buf_clear(&s->key);
		text_fold_key(span_of(table_cell(&s->table, row, s->heading)), &s->key);
		list_push(&s->names, ((struct name){arena_keep(&s->keys, buf_span(&s->key)), p, row}));
	}
	if (d->code) {
		sections_close(s);
		return NULL;
	}
	if (s->names.n)
		qsort(s->names.v, s->names.n, sizeof *s->names.v, by_key);
	return s;
}

void sections_close(struct sections *s)
{
	if (s == NULL)
		return;
	table_free(&s->table);
	list_free(&s->names);
	list_free(&s->begins);
	arena_free(&s->keys);
	buf_free(&s->key);
	free(s);
}

void sections_begin(struct sections *s)
{
	s->begins.n = 0;
	s->report = false;
	s->opens = 0;
}

/* Without the number before it: "2.1 Methods", "IV. Results". */
static struct span unnumbered(struct span text)
{
	size_t i = 0;
	while (i < text.n && memchr("IVX", text.p[i], 3))
		i++;
	if (i == 0 || i >= text.n || text.p[i] != '.')
		i = 0;
	while (i < text.n && !text_is_alpha(text.p[i]))
		i++;
	return span_sub(text, i, text.n);
}

static const struct name *name_of(struct sections *s, struct span text)
{
	size_t i;
	text = unnumbered(text);
	if (text.n == 0 || text.n > HEADING_MOST)
		return NULL;
	buf_clear(&s->key);
	text_fold_key(text, &s->key);
	struct span key = buf_span(&s->key);
	list_bound(&s->names, i, span_cmp(s->names.v[i].key, key) < 0);
	return i < s->names.n && span_eq(s->names.v[i].key, key) ? &s->names.v[i] : NULL;
}

void sections_heading(struct sections *s, uint64_t sentence, struct span text)
{
	const struct name *n = name_of(s, text);
	list_push(&s->begins, ((struct begin){sentence, n ? n->part : PART_NONE}));
}

/* The last heading of the part that stands before `end`; SIZE_MAX where there is none. */
static size_t last_of(const struct sections *s, enum part part, size_t end)
{
	while (end-- > 0)
		if (s->begins.v[end].part == part)
			return end;
	return SIZE_MAX;
}

void sections_seal(struct sections *s)
{
	size_t end = last_of(s, PART_RESULTS, s->begins.n);
	if (end == SIZE_MAX)
		end = last_of(s, PART_DISCUSSION, s->begins.n); /* of a protocol, which has no results yet */
	s->report = end != SIZE_MAX && last_of(s, PART_METHODS, s->begins.n) != SIZE_MAX;
	if (!s->report)
		return;
	size_t opening = last_of(s, PART_OPENING, end);
	for (size_t i = 1; i < s->begins.n; i++) /* inside a part headings have names of their own */
		if (s->begins.v[i].part == PART_NONE)
			s->begins.v[i].part = s->begins.v[i - 1].part;
	s->opens = opening == SIZE_MAX ? 0 : opening; /* "Background" opens an abstract that has headings, "Introduction" what follows */
}

/* The part that the sentence stands in. */
static enum part part_of(const struct sections *s, uint64_t sentence)
{
	size_t i;
	list_bound(&s->begins, i, s->begins.v[i].sentence <= sentence);
	if (s->report && i <= s->opens)
		return PART_ABSTRACT;
	return i ? s->begins.v[i - 1].part : PART_NONE;
}

bool sections_owe_source(const struct sections *s, uint64_t sentence)
{
	if (s->begins.n == 0)
		return true;
	return !s->report && part_of(s, sentence) != PART_ABSTRACT;
}

bool sections_owe_study(const struct sections *s, uint64_t sentence)
{
	if (s->begins.n == 0)
		return true;
	enum part p = part_of(s, sentence);
	return s->report ? p == PART_OPENING || p == PART_DISCUSSION : p != PART_ABSTRACT;
}

int sections_check(const struct sections *s, struct diag *d)
{
	/* the key that is looked up is scratch of the copy's own */
	struct sections own = *s;
	own.key = (struct buf){0};
	for (size_t row = 0; row < s->table.nrows; row++) {
		const struct name *n = name_of(&own, span_of(table_cell(&s->table, row, s->example)));
		const struct name *other = name_of(&own, span_of(table_cell(&s->table, row, s->counterexample)));
		if (table_cell(&s->table, row, s->example)[0] && (n == NULL || n->row != row))
			diag_at(d, DIAG_WRONG, s->table.path, table_line(&s->table, row), (size_t)s->example + 1,
					"the example is not taken for this heading");
		if (other && other->row == row)
			diag_at(d, DIAG_WRONG, s->table.path, table_line(&s->table, row), (size_t)s->counterexample + 1,
					"the counterexample is taken for this heading");
	}
	buf_free(&own.key);
	return d->code;
}
