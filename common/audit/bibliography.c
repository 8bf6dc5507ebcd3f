#include "audit/bibliography.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/token.h"

enum {
	NEAR_SHORTEST = 4,
	HEAD = 120,
	YEARS = 64,
	NUMBER_MOST = 1 << 16
}; /* bytes of a key; shorter names are too alike to be taken for each other */

void bibliography_clear(struct bibliography *b)
{
	b->entries.n = b->names.n = b->years.n = b->numbers.n = 0;
	buf_clear(&b->memory);
	b->labelled = b->cut = b->alphabetical = false;
}

void bibliography_free(struct bibliography *b)
{
	list_free(&b->entries);
	list_free(&b->names);
	list_free(&b->years);
	list_free(&b->numbers);
	buf_free(&b->memory);
	buf_free(&b->scratch);
}

/* Until the memory stops growing a span's p is an offset, as a pointer would dangle. */
static struct span unsealed(size_t offset, size_t n)
{
	return (struct span){(const char *)(uintptr_t)offset, n};
}

static struct span key_of(struct bibliography *b, struct span raw)
{
	size_t from = b->memory.n;
	buf_clear(&b->scratch);
	text_fold_key(json_text(raw, &b->scratch), &b->memory);
	return unsealed(from, b->memory.n - from);
}

static struct span words_of(struct bibliography *b, struct span raw, bool lower)
{
	size_t from = b->memory.n;
	if (raw.n && raw.p[0] == '"')
		json_unescape(raw, &b->memory);
	for (size_t i = from; lower && i < b->memory.n; i++)
		if (text_is_upper(b->memory.p[i]))
			b->memory.p[i] = (char)(b->memory.p[i] | 0x20);
	return unsealed(from, b->memory.n - from);
}

/* The letter of "2010b". */
static char suffix_of(struct span year)
{
	size_t i = 0;
	while (i < year.n && !text_is_digit(year.p[i]))
		i++;
	while (i < year.n && text_is_digit(year.p[i]))
		i++;
	bool letter = i > 0 && i < year.n && text_is_lower(year.p[i]) && (i + 1 == year.n || !text_is_alpha(year.p[i + 1]));
	return letter ? year.p[i] : 0;
}

static unsigned year_of(struct span raw)
{
	for (size_t i = 0; i + 4 <= raw.n; i++) {
		unsigned y = 0, k = 0;
		while (k < 4 && text_is_digit(raw.p[i + k]))
			y = y * 10 + (unsigned)(raw.p[i + k++] - '0');
		if (k == 4 && y >= 1500 && y < 2200)
			return y;
	}
	return 0;
}

/* Of a raw JSON string that may be cut: escapes are few and cost nothing here but a letter. */
static struct span head_key(struct bibliography *b, struct span raw)
{
	size_t from = b->memory.n;
	text_fold_key(raw, &b->memory);
	return unsealed(from, b->memory.n - from);
}

static struct span initials_key(struct bibliography *b, struct span raw)
{
	size_t from = b->memory.n;
	buf_clear(&b->scratch);
	name_initials(json_text(raw, &b->scratch), &b->memory);
	return unsealed(from, b->memory.n - from);
}

/* Runs of four digits, each once; more than YEARS of them are no entry's. */
static void gather_years(struct bibliography *b, struct span text, struct entry *e)
{
	unsigned run = 0, value = 0;
	e->years = b->years.n;
	for (size_t i = 0; i < text.n && e->n_years < YEARS; i++) {
		if (text_is_digit(text.p[i])) {
			value = run < 4 ? value * 10 + (unsigned)(text.p[i] - '0') : 0;
			run++;
			continue;
		}
		if (run == 4 && !entry_holds_year(b, e, value)) {
			list_push(&b->years, value);
			e->n_years++;
		}
		run = value = 0;
	}
}

void bibliography_add(struct bibliography *b, const struct record *r, uint64_t label)
{
	struct span text = record_get(r, "text"), head = {text.p, text.n < HEAD ? text.n : HEAD};
	while (head.n < text.n && head.n > 0 && ((unsigned char)text.p[head.n] & 0xc0) == 0x80)
		head.n--;
	struct entry e = {
		.n = record_number(r, "n", 0),
		.label = label,
		.sentence = record_number(r, "sentence", 0),
		.start = record_number(r, "start", 0),
		.end = record_number(r, "end", 0),
		.et_al = record_true(r, "et_al"),
		.truncated = record_true(r, "truncated"),
		.names = b->names.n,
		.year = year_of(record_get(r, "year")),
		.title = key_of(b, record_get(r, "title")),
		.container = key_of(b, record_get(r, "container")),
		.doi = words_of(b, record_get(r, "doi"), true),
		.volume = words_of(b, record_get(r, "volume"), false),
		.year_text = words_of(b, record_get(r, "year"), false),
		.head = head_key(b, head),
	};
	struct span suffix = record_get(r, "suffix"), authors = record_get(r, "authors");
	e.suffix = suffix.n > 2 && suffix.p[0] == '"' ? suffix.p[1] : suffix_of(record_get(r, "year"));
	size_t at = 0;
	for (struct span a; (a = json_next(authors, &at)).p != NULL;) {
		struct span family = a.p[0] == '{' ? json_member(a, "family") : a;
		if (e.n_names == 0) {
			e.first_name = words_of(b, family, false);
			e.initials = initials_key(b, family);
		}
		list_push(&b->names, key_of(b, family));
		e.n_names++;
	}
	if (e.year == 0)
		gather_years(b, text, &e);
	b->labelled |= e.label != 0;
	b->cut |= e.truncated;
	list_push(&b->entries, e);
}

/* The first entry of a number has it. */
static void number_entries(struct bibliography *b)
{
	uint64_t most = 0;
	for (size_t i = 0; i < b->entries.n; i++) {
		uint64_t n = b->labelled ? b->entries.v[i].label : b->entries.v[i].n;
		most = n > most && n <= NUMBER_MOST ? n : most;
	}
	list_reserve(&b->numbers, most + 1);
	b->numbers.n = most + 1;
	memset(b->numbers.v, 0, b->numbers.n * sizeof *b->numbers.v);
	for (size_t i = b->entries.n; i-- > 0;) {
		uint64_t n = b->labelled ? b->entries.v[i].label : b->entries.v[i].n;
		if (n <= most)
			b->numbers.v[n] = (uint32_t)i + 1;
	}
}

static void seal(const struct bibliography *b, struct span *s)
{
	s->p = b->memory.p ? b->memory.p + (uintptr_t)s->p : "";
}

void bibliography_seal(struct bibliography *b)
{
	size_t ordered = 0, compared = 0;
	for (size_t i = 0; i < b->names.n; i++)
		seal(b, &b->names.v[i]);
	for (size_t i = 0; i < b->entries.n; i++) {
		struct entry *e = &b->entries.v[i];
		struct span *const spans[] = {&e->title, &e->doi, &e->container, &e->volume, &e->year_text, &e->first_name, &e->initials, &e->head};
		for (size_t k = 0; k < sizeof spans / sizeof spans[0]; k++)
			seal(b, spans[k]);
		if (i == 0 || e->n_names == 0 || e[-1].n_names == 0)
			continue;
		compared++;
		ordered += span_cmp(b->names.v[e[-1].names], b->names.v[e->names]) <= 0;
	}
	number_entries(b);
	b->alphabetical = compared >= 3 && ordered * 10 >= compared * 9;
}

/* Umlauts written out are taken back: oe, ae, ue -> o, a, u. */
size_t name_plain(struct span s, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < NAME_PLAIN; i++)
		if (!(s.p[i] == 'e' && i > 0 && i + 1 < s.n && (s.p[i - 1] == 'o' || s.p[i - 1] == 'a' || s.p[i - 1] == 'u')))
			out[n++] = s.p[i];
	return n;
}

/* Do the keys differ by one letter put in, left out, changed, or by two that changed places? */
static bool one_off(struct span a, struct span b)
{
	if (a.n > b.n) {
		struct span t = a;
		a = b, b = t;
	}
	if (b.n - a.n > 1)
		return false;
	size_t i = 0, k = 0;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	while (k < a.n - i && a.p[a.n - 1 - k] == b.p[b.n - 1 - k])
		k++;
	size_t rest = a.n - i - k;
	if (a.n != b.n)
		return rest == 0;
	return rest <= 1 || (rest == 2 && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i]);
}

enum agreement name_agreement(struct span a, struct span b)
{
	char x[NAME_PLAIN], y[NAME_PLAIN];
	if (a.n == 0 || b.n == 0)
		return NAME_OTHER;
	if (span_eq(a, b))
		return NAME_SAME;
	struct span lesser = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
	if (lesser.n >= 4 && memcmp(longer.p + longer.n - lesser.n, lesser.p, lesser.n) == 0 && longer.n - lesser.n <= 8)
		return NAME_VARIANT;
	if (lesser.n >= 5 && memcmp(longer.p, lesser.p, lesser.n) == 0 && longer.n - lesser.n >= 4)
		return NAME_VARIANT; /* the first part of a double name */
	size_t n = name_plain(a, x), m = name_plain(b, y);
	if (span_eq(span_make(x, n), span_make(y, m)) && n >= 4)
		return NAME_VARIANT;
	return lesser.n >= NEAR_SHORTEST && one_off(a, b) ? NAME_NEAR : NAME_OTHER;
}

bool entry_holds_year(const struct bibliography *b, const struct entry *e, unsigned year)
{
	for (size_t i = 0; i < e->n_years; i++)
		if (b->years.v[e->years + i] == year)
			return true;
	return false;
}

void name_initials(struct span name, struct buf *out)
{
	for (size_t i = 0; i < name.n; i++)
		if (text_is_upper(name.p[i]) && (i == 0 || !text_is_alpha(name.p[i - 1])))
			buf_addc(out, (char)(name.p[i] | 0x20));
}

struct entry *bibliography_numbered(const struct bibliography *b, uint64_t number)
{
	/* in a list without labels the place is most often the number itself */
	if (number >= 1 && number <= b->entries.n) {
		struct entry *e = &b->entries.v[number - 1];
		if ((b->labelled ? e->label : e->n) == number)
			return e;
	}
	uint32_t i = number < b->numbers.n ? b->numbers.v[number] : 0;
	return i ? &b->entries.v[i - 1] : NULL;
}
