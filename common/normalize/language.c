#include "normalize/language.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"
#include "normalize/normalize_parts.h"

enum {
	WINDOW = 384,     /* bytes of a piece of text that is read */
	FEW = 3,          /* pieces that are enough where they are plainly English */
	MANY = 64,        /* … and else */
	WORD_MOST = 24,   /* bytes of a word that is looked up */
	LEAST_WORDS = 4,  /* of a language's list, before it is told */
	ONE_IN = 6,       /* … and their share of all words */
	ENGLISH_IN = 10,  /* the share of words of English alone that needs no second look */
	CANDIDATE_IN = 10 /* a script with less than this share of all foreign letters tells no language */
};

static const uint64_t HASH_START = UINT64_C(0xcbf29ce484222325);

static uint64_t hash_word(struct span s)
{
	uint64_t h = HASH_START;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)(text_is_upper(s.p[i]) ? s.p[i] | 0x20 : s.p[i])) * UINT64_C(0x100000001b3);
	return h ? h : 1;
}

/* --- the table --- */

static struct language_word *place_of(const struct language_rules *r, uint64_t hash)
{
	size_t i = hash & (r->words.n - 1);
	while (r->words.v[i].hash && r->words.v[i].hash != hash)
		i = (i + 1) & (r->words.n - 1);
	return &r->words.v[i];
}

static int read_row(struct language_rules *r, size_t row, int script, struct diag *d)
{
	const struct table *t = &r->table;
	struct language l = {.tag = span_of(table_cell(t, row, table_column(t, "language")))};
	const char *at = table_cell(t, row, script);
	if (r->list.n == LANGUAGES_MOST)
		return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 1, "more than %d languages", LANGUAGES_MOST);
	if (r->list.n == 0 && !text_english(l.tag))
		return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 1, "the first language must be English");
	for (struct span s; span_next_word(&at, &s);) {
		l.latin |= span_is(s, "Latin");
		const void *found = unicode_script_named(s);
		if (found == NULL || l.n_scripts == LANGUAGE_SCRIPTS)
			return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)script + 1,
						   "'%.*s' is no script of Unicode, or one too many", (int)s.n, s.p);
		l.scripts[l.n_scripts++] = found;
	}
	if (l.tag.n == 0 || l.n_scripts == 0)
		return diag_at(d, DIAG_WRONG, t->path, table_line(t, row), 1, "language or script is empty");
	list_push(&r->list, l);
	return DIAG_OK;
}

/* The lists of all languages in one table of hashes. */
static void index_words(struct language_rules *r)
{
	const struct table *t = &r->table;
	int column = table_column(t, "words");
	size_t n = 0, size = 64;
	for (size_t row = 0; row < t->nrows; row++)
		n += strlen(table_cell(t, row, column)) / 2;
	while (size < n * 2)
		size *= 2;
	list_reserve(&r->words, size);
	r->words.n = size;
	memset(r->words.v, 0, size * sizeof *r->words.v);
	for (size_t row = 0; row < t->nrows && row < r->list.n; row++) {
		const char *at = table_cell(t, row, column);
		for (struct span s; span_next_word(&at, &s);) {
			uint64_t hash = hash_word(s);
			struct language_word *w = place_of(r, hash);
			w->hash = hash;
			w->languages |= UINT64_C(1) << row;
		}
	}
}

int language_open(struct language_rules *r, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!language", "name", "!script", "!words", "example", "counterexample", NULL};
	int rc = table_read(&r->table, dir, "languages.csv", columns, d);
	int script = table_column(&r->table, "script");
	for (size_t row = 0; rc == 0 && row < r->table.nrows; row++)
		rc = read_row(r, row, script, d);
	if (rc == 0 && r->list.n == 0)
		rc = diag_at(d, DIAG_WRONG, r->table.path, 1, 1, "there is no language");
	if (rc == 0)
		index_words(r);
	return rc;
}

void language_close(struct language_rules *r)
{
	list_free(&r->list);
	list_free(&r->words);
	table_free(&r->table);
}

/* --- counting --- */

struct count {
	const struct language_rules *r;
	bool quick;                     /* is it English? No more is asked */
	size_t words;                   /* Latin and other words that have an end */
	size_t english;                 /* in the list of English and no other */
	size_t own[LANGUAGES_MOST];     /* words of its list that are not in the English one */
	size_t against[LANGUAGES_MOST]; /* words of the English list that are not in its own */
	size_t letters[LANGUAGES_MOST]; /* bytes of letters of its scripts, where these are not Latin */
	size_t latin, foreign;          /* bytes of letters */
};

static void count_word(struct count *c, struct span word)
{
	const struct language_rules *r = c->r;
	if (word.n < 2) /* labels, initials, the letters of genes and formulas */
		return;
	c->words++;
	if (word.n > WORD_MOST || (text_is_upper(word.p[0]) && text_is_upper(word.p[1])))
		return; /* nobody's small word: IL-2 is no Italian */
	uint64_t in = place_of(r, hash_word(word))->languages;
	c->english += in == 1;
	for (size_t k = 1; in && !c->quick && k < r->list.n; k++) {
		bool has = in >> k & 1;
		c->own[k] += has && !(in & 1);
		c->against[k] += !has && (in & 1);
	}
}

/* The script of a letter beyond ASCII. */
static void count_letter(struct count *c, uint32_t letter, size_t bytes)
{
	const void *script = unicode_script(letter);
	bool latin = script == c->r->list.v[0].scripts[0];
	c->latin += latin ? bytes : 0;
	c->foreign += latin ? 0 : bytes;
	for (size_t k = 1; !latin && k < c->r->list.n; k++)
		for (size_t s = 0; s < c->r->list.v[k].n_scripts; s++)
			c->letters[k] += c->r->list.v[k].scripts[s] == script ? bytes : 0;
}

static void count_text(struct count *c, struct span s)
{
	size_t start = 0, n;
	bool in_word = false;
	for (size_t at = 0; at < s.n; at += n) {
		n = 1;
		bool letter = text_is_alpha(s.p[at]);
		if ((unsigned char)s.p[at] >= 0x80) {
			uint32_t code = text_decode(s, at, &n);
			letter = unicode_letter(code) || unicode_mark(code);
			if (letter)
				count_letter(c, code, n);
		} else {
			c->latin += letter;
		}
		if (letter && !in_word)
			start = at;
		if (!letter && in_word)
			count_word(c, span_sub(s, start, at));
		in_word = letter;
	}
	if (in_word)
		count_word(c, span_sub(s, start, s.n));
}

/* Whether the block is to be read: where a page has main text, what stands around it may be in another language. */
static bool counts(const struct block *b, bool all)
{
	return all || b->kind != BLOCK_BOILERPLATE;
}

/* Reads `windows` pieces of the blocks, spread evenly; all that there is where it is short. */
static void count_blocks(struct count *c, const struct block *blocks, size_t n, size_t windows)
{
	size_t total = 0, main = 0, at = 0, next = 0;
	for (size_t i = 0; i < n; i++) {
		total += blocks[i].text.n;
		main += counts(&blocks[i], false) ? blocks[i].text.n : 0;
	}
	bool all = main == 0;
	size_t share = (all ? total : main) / windows, step = share > WINDOW ? share : 0;
	for (size_t i = 0; i < n; i++) {
		struct span t = blocks[i].text;
		if (!counts(&blocks[i], all))
			continue;
		while (next < at + t.n) {
			size_t from = next > at ? next - at : 0, to = t.n - from > WINDOW ? from + WINDOW : t.n;
			while (from > 0 && from < to && !text_is_space(t.p[from - 1]) && (unsigned char)t.p[from] < 0xc0)
				from++; /* neither a piece of a word nor of a character */
			while (to < t.n && !text_is_space(t.p[to]) && (unsigned char)t.p[to] < 0xc0)
				to++;
			count_text(c, span_sub(t, from, to));
			next = at + (step ? from + step : to);
		}
		at += t.n;
	}
}

/* Of the languages that are written in the letters found, the one whose words were met most often; of several the first. */
static struct span tell_script(const struct count *c)
{
	size_t best = 0;
	for (size_t k = 1; k < c->r->list.n; k++)
		if (c->letters[k] * CANDIDATE_IN >= c->foreign && c->letters[k] > 0 && (best == 0 || c->own[k] > c->own[best]))
			best = k;
	return best ? c->r->list.v[best].tag : (struct span){NULL, 0};
}

static struct span tell_words(const struct count *c)
{
	size_t best = 0;
	for (size_t k = 1; k < c->r->list.n; k++)
		if (c->r->list.v[k].latin && c->own[k] > c->own[best])
			best = k;
	if (c->own[best] >= LEAST_WORDS && c->own[best] * ONE_IN >= c->words && c->own[best] >= 2 * c->against[best])
		return c->r->list.v[best].tag;
	bool english = c->english >= LEAST_WORDS && c->english * ENGLISH_IN >= c->words;
	return english ? c->r->list.v[0].tag : (struct span){NULL, 0};
}

/* The tag of the language that a document's blocks are in, all taken together; {NULL, 0} where they do not tell. Of a long one, pieces
 * spread evenly are read. Borrows the table. */
static struct span tell(const struct language_rules *r, const struct block *blocks, size_t n)
{
	struct count c = {.r = r, .quick = true};
	count_blocks(&c, blocks, n, FEW);
	if (c.english >= LEAST_WORDS && c.english * ENGLISH_IN >= c.words && c.foreign * CANDIDATE_IN < c.latin)
		return r->list.v[0].tag;
	c = (struct count){.r = r};
	count_blocks(&c, blocks, n, MANY);
	return c.foreign > c.latin ? tell_script(&c) : tell_words(&c);
}

/* "de", "pt-BR", "en_GB"; not "English", nor the tags for none, several and unknown ones. */
static bool is_tag(struct span s)
{
	static const char *const none[] = {"und", "mul", "zxx", "mis"};
	size_t n = 0;
	while (n < s.n && text_is_alpha(s.p[n]))
		n++;
	if (n < 2 || n > 3 || (n < s.n && s.p[n] != '-' && s.p[n] != '_'))
		return false;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (span_is(span_sub(s, 0, n), none[i]))
			return false;
	return true;
}

void normalize_language(const struct normalize_rules *r, struct normalized *n)
{
	struct span told = tell(&r->languages, n->blocks.v, n->blocks.n);
	if (!is_tag(n->language))
		n->language = (struct span){NULL, 0};
	if (told.p == NULL)
		return;
	bool english = text_english(told);
	if (n->language.p ? text_english(n->language) != english : !english)
		n->language = told;
}

/* --- the examples --- */

int language_check(const struct language_rules *r, struct diag *d)
{
	static const char *const columns[] = {"example", "counterexample"};
	const struct table *t = &r->table;
	int rc = DIAG_OK;
	for (size_t row = 0; row < t->nrows; row++)
		for (size_t k = 0; k < 2; k++) {
			int column = table_column(t, columns[k]);
			struct block b = {.text = span_of(table_cell(t, row, column))};
			bool told = span_eq(tell(r, &b, 1), r->list.v[row].tag);
			if (b.text.n && told != (k == 0))
				rc = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "the sentence %s as %.*s",
							 k ? "is told, but must not be," : "is not told", (int)r->list.v[row].tag.n, r->list.v[row].tag.p);
		}
	return rc;
}
