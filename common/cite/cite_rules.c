/* configs/citations.csv, compiled to one hash table of phrases. */
#include <stdlib.h>

#include "cite/cite.h"
#include "cite/cite_internal.h"

static const char *const class_names[CLASSES] = {
	"et-al",  "and",   "particle",   "generation", "organisation", "inner",    "never", "counted",  "numbered",   "date", "locator",
	"prefix", "label", "identifier", "editor",     "second",       "registry", "study", "evidence", "determiner", "own",  "quality",
	"wanted", "verb",  "source",     "support",    "purpose",      "opens",    "bound", "state",    "scene",
};

const char *const cite_form_names[] = {"parenthetical", "narrative", "numeric", "study", "attribution"};

/* Lower case (ASCII), without points, one blank for several, straight apostrophes, hyphens of all kinds as '-'. Returns the
 * number of bytes in key, 0 where it does not fit. */
static size_t make_key(struct span s, char key[CITE_KEY])
{
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i];
		size_t m = 1;
		if (text_is_upper(c))
			c = (char)(c | 0x20);
		else if (text_is_space(c) || (c == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0'))
			m = c == '\xC2' ? 2 : 1, c = ' ';
		else if (c == '\xE2' && (m = cite_dash_at(s, i)) != 0)
			c = '-';
		else if (c == '\xE2' && i + 2 < s.n && s.p[i + 1] == '\x80' && (s.p[i + 2] == '\x99' || s.p[i + 2] == '\x98'))
			m = 3, c = '\'';
		else
			m = 1;
		i += m;
		if (c == '.' || (c == ' ' && (n == 0 || key[n - 1] == ' ')))
			continue;
		if (n == CITE_KEY)
			return 0;
		key[n++] = c;
	}
	while (n && key[n - 1] == ' ')
		n--;
	return n;
}

/* FNV-1a; never 0, which marks a free slot. */
static uint64_t hash_key(enum cite_class c, const char *key, size_t n)
{
	uint64_t h = 1469598103934665603u ^ (uint64_t)c;
	h *= 1099511628211u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)key[i]) * 1099511628211u;
	h ^= h >> 29;
	return h ? h : 1;
}

static struct cite_phrase *slot_of(const struct cite_rules *r, enum cite_class c, const char *key, size_t n)
{
	uint64_t h = hash_key(c, key, n);
	for (size_t i = (size_t)h & r->mask;; i = (i + 1) & r->mask) {
		struct cite_phrase *p = &r->slots[i];
		if (p->hash == 0 || (p->hash == h && p->key_n == n && memcmp(r->keys.p + p->key, key, n) == 0))
			return p;
	}
}

/* Two letters in 5 bits each. Case does not change them. */
static unsigned first_bit(const char *w)
{
	return ((unsigned)(w[0] & 31) << 5) | (unsigned)(w[1] & 31);
}

size_t cite_row(const struct cite_rules *r, enum cite_class c, struct span phrase)
{
	char key[CITE_KEY];
	if (phrase.n > 1 && text_is_alpha(phrase.p[0]) && text_is_alpha(phrase.p[1])) {
		unsigned b = first_bit(phrase.p);
		if (!(r->firsts[c][b >> 6] >> (b & 63) & 1))
			return SIZE_MAX;
	}
	size_t n = make_key(phrase, key);
	if (n == 0)
		return SIZE_MAX;
	const struct cite_phrase *p = slot_of(r, c, key, n);
	return p->hash ? p->row : SIZE_MAX;
}

size_t cite_line(const struct cite_rules *r, size_t row)
{
	return table_line(&r->table, row);
}

const char *cite_design(const struct cite_rules *r, size_t row)
{
	const char *s = table_cell(&r->table, row, r->design);
	return *s ? s : NULL;
}

bool cite_said(const struct cite_rules *r, enum cite_class c, struct span phrase, const char *design)
{
	size_t row = cite_row(r, c, phrase);
	return row != SIZE_MAX && strcmp(table_cell(&r->table, row, r->design), design) == 0;
}

/* The first four letters, in 5 bits each, folded to 16 bits; of a noun of three letters these, folded to 12 bits. Case does not change
 * them. */
static unsigned head_bit(const char *w)
{
	unsigned a = (unsigned)(w[0] & 31), b = (unsigned)(w[1] & 31), c = (unsigned)(w[2] & 31), d = (unsigned)(w[3] & 31);
	return (a ^ (b << 5) ^ (c << 10) ^ (d << 3)) & 65535;
}

static unsigned short_head_bit(const char *w)
{
	unsigned a = (unsigned)(w[0] & 31), b = (unsigned)(w[1] & 31), c = (unsigned)(w[2] & 31);
	return (a ^ (b << 4) ^ (c << 7)) & 4095;
}

bool cite_head_possible(const struct cite_rules *r, const char *word, size_t n)
{
	if (n < 3)
		return false;
	unsigned a = short_head_bit(word), b = n > 3 ? head_bit(word) : 0;
	return (r->short_heads[a >> 6] >> (a & 63) & 1) || (n > 3 && (r->heads[b >> 6] >> (b & 63) & 1));
}

static void add_head(struct cite_rules *r, const char *key, size_t n)
{
	bool four = n > 3 && text_is_alpha(key[3]);
	unsigned b = four ? head_bit(key) : short_head_bit(key);
	*(four ? &r->heads[b >> 6] : &r->short_heads[b >> 6]) |= (uint64_t)1 << (b & 63);
}

/* A bit for a word of a phrase, in any case; 65536 where the word has bytes that a key changes. */
static unsigned word_bit(enum cite_class c, struct span w)
{
	uint32_t h = 2166136261u ^ ((uint32_t)c << 8);
	for (size_t i = 0; i < w.n; i++) {
		unsigned char b = (unsigned char)w.p[i];
		if (b >= 0x80 || b == '.')
			return 65536;
		h = (h ^ (text_is_upper((char)b) ? b | 0x20u : b)) * 16777619u;
	}
	return (h ^ (h >> 16)) & 65535;
}

bool cite_opens(const struct cite_rules *r, enum cite_class c, struct span word)
{
	unsigned b = word_bit(c, word);
	return b == 65536 || (r->opens[b >> 6] >> (b & 63) & 1);
}

bool cite_closes(const struct cite_rules *r, enum cite_class c, struct span word)
{
	unsigned b = word_bit(c, word);
	return b == 65536 || (r->closes[b >> 6] >> (b & 63) & 1);
}

static void add_word_bits(struct cite_rules *r, enum cite_class c, const char *key, size_t n)
{
	size_t first = 0, last = n;
	while (first < n && key[first] != ' ')
		first++;
	while (last > 0 && key[last - 1] != ' ')
		last--;
	unsigned a = word_bit(c, span_make(key, first)), b = word_bit(c, span_make(key + last, n - last));
	if (a < 65536)
		r->opens[a >> 6] |= (uint64_t)1 << (a & 63);
	if (b < 65536)
		r->closes[b >> 6] |= (uint64_t)1 << (b & 63);
}

static size_t count_words(const char *key, size_t n)
{
	size_t words = n > 0;
	for (size_t i = 0; i < n; i++)
		words += key[i] == ' ';
	return words;
}

static int add_phrase(struct cite_rules *r, size_t row, enum cite_class c, struct diag *d)
{
	char key[CITE_KEY];
	size_t n = make_key(span_of(table_cell(&r->table, row, r->term)), key);
	if (n == 0)
		return diag_at(d, DIAG_WRONG, r->table.path, table_line(&r->table, row), (size_t)r->term + 1,
					   "the term is empty or longer than %d bytes", CITE_KEY);
	struct cite_phrase *p = slot_of(r, c, key, n);
	if (p->hash)
		return diag_at(d, DIAG_WRONG, r->table.path, table_line(&r->table, row), (size_t)r->term + 1,
					   "the same class and term as in line %zu", table_line(&r->table, p->row));
	*p = (struct cite_phrase){hash_key(c, key, n), (uint32_t)r->keys.n, (uint32_t)n, (uint32_t)row};
	buf_add(&r->keys, key, n);
	if (n > 1) {
		unsigned b = first_bit(key);
		r->firsts[c][b >> 6] |= (uint64_t)1 << (b & 63);
	}
	add_word_bits(r, c, key, n);
	size_t words = count_words(key, n);
	if (words > r->words[c])
		r->words[c] = words;
	if ((c == CLASS_STUDY || c == CLASS_EVIDENCE) && n >= 3)
		add_head(r, key, n);
	return DIAG_OK;
}

int cite_rules_open(struct cite_rules **rules, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term", "design", "strength", "example", "counterexample", "note", NULL};
	struct cite_rules *r = mem_alloc(sizeof *r);
	memset(r, 0, sizeof *r);
	*rules = r;
	int code = table_read(&r->table, dir, "citations.csv", columns, d);
	if (code)
		return code;
	r->term = table_column(&r->table, "term");
	r->design = table_column(&r->table, "design");
	int column = table_column(&r->table, "class");
	size_t cap = 64;
	while (cap < r->table.nrows * 2)
		cap *= 2;
	r->mask = cap - 1;
	r->slots = mem_alloc(cap * sizeof *r->slots);
	memset(r->slots, 0, cap * sizeof *r->slots);
	for (size_t i = 0; i < r->table.nrows; i++) {
		size_t c = table_choice(&r->table, i, column, class_names, CLASSES, CLASSES, d);
		if (c == CLASSES)
			code = d->code ? d->code
						   : diag_at(d, DIAG_WRONG, r->table.path, table_line(&r->table, i), (size_t)column + 1, "the class is missing");
		else if (add_phrase(r, i, (enum cite_class)c, d))
			code = d->code;
	}
	return code;
}

void cite_rules_close(struct cite_rules *r)
{
	if (r == NULL)
		return;
	table_free(&r->table);
	buf_free(&r->keys);
	free(r->slots);
	free(r);
}
