#include "audit/bibliography.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/token.h"

enum {
	HEAD = 120,          /* bytes of an entry in which names are looked for that were not read as such … */
	HEAD_NAMELESS = 600, /* … of one that gives no authors: its editors, its publisher */
	YEARS = 64,
	NUMBER_MOST = 1 << 16
};

void bibliography_clear(struct bibliography *b, bool alone)
{
	b->entries.n = b->names.n = b->years.n = b->numbers.n = 0;
	arena_clear(&b->memory);
	b->alone = alone;
	b->labelled = b->cut = b->partial = b->alphabetical = false;
}

void bibliography_free(struct bibliography *b)
{
	list_free(&b->entries);
	list_free(&b->names);
	list_free(&b->years);
	list_free(&b->numbers);
	arena_free(&b->memory);
	buf_free(&b->scratch);
	buf_free(&b->key);
	buf_free(&b->plain);
}

static struct span key_of(struct bibliography *b, struct span words)
{
	buf_clear(&b->key);
	text_fold_key(words, &b->key);
	return arena_keep(&b->memory, buf_span(&b->key));
}

static struct span name_key_of(struct bibliography *b, struct span words)
{
	buf_clear(&b->key);
	name_key(words, &b->key);
	return arena_keep(&b->memory, buf_span(&b->key));
}

static struct span title_key_of(struct bibliography *b, struct span words)
{
	buf_clear(&b->key);
	buf_clear(&b->plain);
	text_fold_key(words, &b->key);
	name_title(buf_span(&b->key), &b->plain);
	return arena_keep(&b->memory, buf_span(&b->plain));
}

/* Of a raw JSON string, whose text stands in b->scratch where it was escaped. */
static struct span text_of(struct bibliography *b, struct span raw)
{
	buf_clear(&b->scratch);
	return raw.n && raw.p[0] == '"' ? json_text(raw, &b->scratch) : span_make("", 0);
}

static struct span words_of(struct bibliography *b, struct span raw)
{
	return arena_keep(&b->memory, text_of(b, raw));
}

static struct span lower_of(struct bibliography *b, struct span raw)
{
	struct span s = text_of(b, raw);
	buf_clear(&b->key);
	for (size_t i = 0; i < s.n; i++)
		buf_addc(&b->key, text_is_upper(s.p[i]) ? (char)(s.p[i] | 0x20) : s.p[i]);
	return arena_keep(&b->memory, buf_span(&b->key));
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

/* The 1957 of "1917/1957"; 0 where there is none. */
static unsigned second_year(struct span year)
{
	const char *slash = memchr(year.p, '/', year.n);
	return slash ? year_of(span_sub(year, (size_t)(slash - year.p), year.n)) : 0;
}

/* The year in brackets at the end of an entry: "(Original work published 1917)". */
static unsigned last_year(struct span text)
{
	while (text.n && (text.p[text.n - 1] == '.' || text.p[text.n - 1] == ')'))
		text.n--;
	return text.n > 6 && !text_is_digit(text.p[text.n - 5]) ? year_of(span_sub(text, text.n - 4, text.n)) : 0;
}

static struct span initials_key(struct bibliography *b, struct span name)
{
	buf_clear(&b->key);
	name_initials(name, &b->key);
	return arena_keep(&b->memory, buf_span(&b->key));
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

/* The first words of an entry. The raw JSON string may be cut: escapes are few and cost nothing here but a letter. */
static struct span head_key(struct bibliography *b, struct span raw, size_t most)
{
	struct span head = {raw.p, raw.n < most ? raw.n : most};
	while (head.n < raw.n && head.n > 0 && ((unsigned char)raw.p[head.n] & 0xc0) == 0x80)
		head.n--;
	return name_key_of(b, head);
}

/* The first capital of a given name, or 0. */
static char initial_of(struct span author)
{
	struct span given = author.p[0] == '{' ? json_member(author, "given") : span_make("", 0);
	return given.n > 2 && text_is_upper(given.p[1]) ? given.p[1] : 0;
}

static void add_names(struct bibliography *b, struct span authors, struct entry *e)
{
	size_t at = 0;
	for (struct span a; (e->n_names == 0 || !b->alone) && (a = json_next(authors, &at)).p != NULL;) {
		struct span family = text_of(b, a.p[0] == '{' ? json_member(a, "family") : a);
		if (e->n_names == 0) {
			e->first_name = arena_keep(&b->memory, family);
			e->given = initial_of(a);
			e->initials = initials_key(b, family);
		}
		list_push(&b->names, name_key_of(b, family));
		e->n_names++;
	}
}

/* A short DOI: "https://doi.org/gf6n5q", "10/gf6n5q". */
static bool is_short_doi(struct span s)
{
	enum { SHORT_MOST = 9 };
	size_t i = span_starts(s, "10/") ? 3 : 0, from = i;
	while (i < s.n && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i])))
		i++;
	return i == s.n && i - from <= SHORT_MOST;
}

/* What follows "doi.org/" in an address that was not read as a DOI. */
static void add_broken_doi(struct bibliography *b, struct span raw, struct entry *e)
{
	static const char host[] = "doi.org/";
	struct span url = text_of(b, raw);
	for (size_t i = 0; i + sizeof host < url.n && e->doi.n == 0; i++)
		if (span_starts(span_sub(url, i, url.n), host) && !is_short_doi(span_sub(url, i + sizeof host - 1, url.n)))
			e->doi = arena_keep(&b->memory, span_sub(url, i + sizeof host - 1, url.n));
}

/* What one member says of the entry. */
static void add_member(struct bibliography *b, struct span key, struct span value, struct entry *e)
{
	if (span_is(key, "n"))
		e->n = json_number(value, 0);
	else if (span_is(key, "sentence"))
		e->sentence = json_number(value, 0);
	else if (span_is(key, "start"))
		e->place.start = json_number(value, 0);
	else if (span_is(key, "end"))
		e->place.end = json_number(value, 0);
	else if (span_is(key, "char_start"))
		e->place.char_start = json_number(value, 0);
	else if (span_is(key, "char_end"))
		e->place.char_end = json_number(value, 0);
	else if (span_is(key, "authors"))
		add_names(b, value, e);
	else if (span_is(key, "title"))
		e->title = title_key_of(b, text_of(b, value));
	else if (span_is(key, "container"))
		e->container = key_of(b, text_of(b, value));
	else if (span_is(key, "doi"))
		e->doi = lower_of(b, value);
	else if (span_is(key, "pmid") && !b->alone)
		e->pmid = lower_of(b, value);
	else if (span_is(key, "pmcid") && !b->alone)
		e->pmcid = lower_of(b, value);
	else if (span_is(key, "url"))
		add_broken_doi(b, value, e);
	else if (span_is(key, "volume"))
		e->volume = words_of(b, value);
	else if (span_is(key, "year")) {
		e->year = year_of(value);
		e->year_text = words_of(b, value);
		e->other_year = second_year(e->year_text);
		e->suffix = suffix_of(value);
	} else if (span_is(key, "et_al"))
		e->et_al = span_is(value, "true");
	else if (span_is(key, "truncated"))
		e->truncated = span_is(value, "true");
}

/* An entry that is cut in its names has had none read. The first stands before the first comma: "Sur, R. L., Haleb…" */
static void add_cut_name(struct bibliography *b, struct span text, struct entry *e)
{
	enum { NAME_MOST = 40 };
	size_t n = 0;
	while (n < text.n && n <= NAME_MOST && text.p[n] != ',' && !text_is_digit(text.p[n]) && text.p[n] != '.')
		n++;
	if (n == 0 || n >= text.n || text.p[n] != ',')
		return;
	e->first_name = arena_keep(&b->memory, span_sub(text, 0, n));
	list_push(&b->names, name_key_of(b, e->first_name));
	e->n_names = 1;
	e->et_al = true;
}

void bibliography_add(struct bibliography *b, const struct record *r, uint64_t label)
{
	struct entry e = {.label = label, .names = b->names.n};
	for (size_t i = 2; i < r->n; i++)
		add_member(b, r->m[i].key, r->m[i].value, &e);
	if (!b->alone) {
		if (e.truncated && e.n_names == 0 && e.year == 0)
			add_cut_name(b, text_of(b, record_get(r, "text")), &e);
		e.head = head_key(b, record_get(r, "text"), e.n_names ? HEAD : HEAD_NAMELESS);
		struct span text = text_of(b, record_get(r, "text"));
		if (e.other_year == 0 && text.n > 1 && memchr(text.p + text.n - 2, ')', 2))
			e.other_year = last_year(text);
		if (e.year == 0)
			gather_years(b, record_get(r, "text"), &e);
	}
	b->labelled |= e.label != 0;
	b->cut |= e.truncated;
	list_push(&b->entries, e);
}

enum { LEFT_OUT = 4 }; /* of a list in which one number of so many is missing, and so many at least, parts are left out */

/* The first entry of a number has it. */
static void number_entries(struct bibliography *b)
{
	uint64_t most = 0;
	for (size_t i = 0; i < b->entries.n; i++) {
		uint64_t n = b->labelled ? b->entries.v[i].label : b->entries.v[i].n;
		most = n > most && n <= NUMBER_MOST ? n : most;
	}
	b->partial = b->labelled && most > b->entries.n + LEFT_OUT && (most - b->entries.n) * LEFT_OUT > most;
	list_reserve(&b->numbers, most + 1);
	b->numbers.n = most + 1;
	memset(b->numbers.v, 0, b->numbers.n * sizeof *b->numbers.v);
	for (size_t i = b->entries.n; i-- > 0;) {
		uint64_t n = b->labelled ? b->entries.v[i].label : b->entries.v[i].n;
		if (n <= most)
			b->numbers.v[n] = (uint32_t)i + 1;
	}
}

void bibliography_seal(struct bibliography *b)
{
	size_t ordered = 0, compared = 0;
	for (size_t i = 0; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.v[i];
		if (i == 0 || e->n_names == 0 || e[-1].n_names == 0)
			continue;
		compared++;
		ordered += span_cmp(b->names.v[e[-1].names], b->names.v[e->names]) <= 0;
	}
	number_entries(b);
	b->alphabetical = compared >= 3 && ordered * 10 >= compared * 9;
}

bool entry_holds_year(const struct bibliography *b, const struct entry *e, unsigned year)
{
	for (size_t i = 0; i < e->n_years; i++)
		if (b->years.v[e->years + i] == year)
			return true;
	return false;
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
