#include "concept/spelling.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"

enum place { ANYWHERE, START, END, WORD, PLACES };

struct part {
	struct span text;
	uint64_t pairs; /* a bit for each two letters in it that stand side by side */
};

struct spelling {
	struct table table;
	LIST(struct pair_of_parts {
		struct part as[2]; /* `term`, `other` */
		enum place place;
	})
	rows;
};

static uint64_t pairs_of(struct span s)
{
	uint64_t bits = 0;
	for (size_t i = 0; i + 1 < s.n; i++)
		bits |= UINT64_C(1) << ((s.p[i] * 7 + s.p[i + 1]) & 63);
	return bits;
}

void spelling_free(struct spelling *s)
{
	if (s == NULL)
		return;
	list_free(&s->rows);
	table_free(&s->table);
	free(s);
}

static int read_rows(struct spelling *s, struct diag *d)
{
	static const char *const places[] = {[ANYWHERE] = "", [START] = "start", [END] = "end", [WORD] = "word"};
	const struct table *t = &s->table;
	int code = DIAG_OK, columns[2] = {table_column(t, "term"), table_column(t, "other")}, place = table_column(t, "place");
	for (size_t i = 0; i < t->nrows; i++) {
		struct pair_of_parts p = {.place = (enum place)table_choice(t, i, place, places, PLACES, ANYWHERE, d)};
		for (size_t k = 0; k < 2; k++) {
			struct span part = span_of(table_cell(t, i, columns[k]));
			bool letters = part.n > 0 && part.n < SPELLING_MOST;
			for (size_t at = 0; at < part.n; at++)
				letters &= text_is_lower(part.p[at]);
			if (!letters)
				code = diag_at(d, DIAG_WRONG, t->path, table_line(t, i), (size_t)columns[k] + 1, "small letters a to z are wanted");
			p.as[k] = (struct part){part, pairs_of(part)};
		}
		list_push(&s->rows, p);
	}
	return d->code > code ? d->code : code;
}

struct spelling *spelling_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!term", "!other", "place", "example", "counterexample", "source", NULL};
	struct spelling *s = mem_zeroed(sizeof *s);
	if (table_read(&s->table, dir, "spellings.csv", columns, d) == DIAG_OK && read_rows(s, d) == DIAG_OK)
		return s;
	spelling_free(s);
	return NULL;
}

/* Where the part stands in the word; SIZE_MAX where it does not. */
static size_t find_part(struct span word, struct span part, enum place place)
{
	size_t last = word.n - part.n;
	if (part.n > word.n || (place == WORD && last > 0))
		return SIZE_MAX;
	for (size_t at = place == END ? last : 0; at <= (place == START ? 0 : last); at++)
		if (memcmp(word.p + at, part.p, part.n) == 0)
			return at;
	return SIZE_MAX;
}

/* Puts the row's other part into the word of *n letters. */
static bool respell(const struct pair_of_parts *p, bool back, char *word, size_t *n)
{
	struct span from = p->as[back].text, to = p->as[!back].text;
	size_t at = find_part(span_make(word, *n), from, p->place);
	if (at == SIZE_MAX || *n - from.n + to.n > SPELLING_MOST)
		return false;
	if (to.n > from.n && find_part(span_make(word, *n), to, p->place) != SIZE_MAX)
		return false; /* it is written so already, by a row before: "emo" in "haemorrhage" */
	memmove(word + at + to.n, word + at + from.n, *n - at - from.n);
	memcpy(word + at, to.p, to.n);
	*n += to.n - from.n;
	return true;
}

size_t spelling_other(const struct spelling *s, struct span word, bool back, char out[SPELLING_MOST])
{
	size_t n = word.n;
	bool changed = false;
	if (n > SPELLING_MOST)
		return 0;
	for (size_t i = 0; i < n; i++) {
		out[i] = (char)(word.p[i] | 0x20);
		if (!text_is_lower(out[i]))
			return 0;
	}
	uint64_t pairs = pairs_of(span_make(out, n));
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct pair_of_parts *p = &s->rows.v[i];
		if ((p->as[back].pairs & ~pairs) != 0 || !respell(p, back, out, &n))
			continue;
		pairs = pairs_of(span_make(out, n));
		changed = true;
	}
	return changed ? n : 0;
}

/* Has a word of the cell, the marked one where one is marked, the row's part? */
static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct spelling *s = rules;
	const struct pair_of_parts *p = &s->rows.v[row];
	struct buf plain = {0};
	size_t from, to;
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	for (size_t at = from, end; at < to && !found; at = end + 1) {
		char word[SPELLING_MOST];
		size_t n = 0;
		for (end = at; end < to && text_is_alpha(plain.p[end]); end++)
			if (n < sizeof word)
				word[n++] = (char)(plain.p[end] | 0x20);
		found = find_part(span_make(word, n), p->as[0].text, p->place) != SIZE_MAX;
	}
	buf_free(&plain);
	return found;
}

int spelling_check(const struct spelling *s, struct diag *d)
{
	return examples_check(&s->table, fires, s, d);
}
