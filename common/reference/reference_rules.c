/* The cue table of references: configs/references.csv as paths of word hashes; and the check that runs its examples. */
#include "reference/reference_parts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/table.h"
#include "base/text.h"

/* Names of the classes in the table, in the order of enum cue. */
static const char *const class_names[CUE_COUNT] = {
	"particle", "suffix",   "and",        "et-al",     "editor",       "edition", "in",      "month",   "page",      "volume",
	"issue",    "part",     "supplement", "undated",   "access",       "epub",    "doi",     "pmid",    "pmcid",     "isbn",
	"preprint", "thesis",   "report",     "publisher", "place",        "body",    "journal", "meeting", "presented", "translator",
	"link",     "function", "ordinal",    "address",   "abbreviation", "given",   "initial", "same",
};

struct slot {
	uint64_t path; /* 0: free */
	uint64_t cue;  /* classes that end here */
	bool more;     /* longer phrases go on */
};

/* A bit for each hash of a set: most words are in none, and are told so without a look into the set. */
enum { FRONT_BITS = 1 << 16 };
struct front {
	uint64_t bits[FRONT_BITS / 64];
};

struct reference_rules {
	struct slot *slots; /* owned; open addressing, size a power of two */
	size_t mask, n;
	struct front words;
	uint64_t *journals;                 /* owned; sorted hashes of folded journal names */
	size_t n_journals, longest_journal; /* bytes of a folded name */
	struct front names, openings;       /* openings: of their first letters */
	LIST(struct span) links;            /* terms of CUE_LINK, letters and digits alone; in `keys` */
	struct arena keys;
};

static bool front_has(const struct front *f, uint64_t hash)
{
	return f->bits[hash >> 54] >> (hash >> 48 & 63) & 1;
}

static void front_add(struct front *f, uint64_t hash)
{
	f->bits[hash >> 54] |= UINT64_C(1) << (hash >> 48 & 63);
}

/* ---- hashing ---- */

static uint64_t stir(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ (h >> 32);
}

/* The bytes s.p[at, at + n), n from 1 to 8, as a number. */
static uint64_t load(const char *p, size_t n)
{
	uint32_t low = 0, high = 0;
	if (n >= 4) {
		memcpy(&low, p, 4);
		memcpy(&high, p + n - 4, 4); /* they may overlap */
		return low | (uint64_t)high << 8 * (n - 4);
	}
	return (unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) | (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1);
}

/* Of U+00C0..U+00DE the small letter, by the byte after their lead byte; of U+00D7, which is none, itself. */
static uint64_t fold_latin(const char *p, size_t n)
{
	uint64_t h = 0;
	bool latin = false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		else if (latin && c >= 0x80 && c < 0x9f && c != 0x97)
			c = (unsigned char)(c + 0x20);
		latin = c == 0xc3;
		h = (h ^ c) * UINT64_C(0x100000001b3);
	}
	return h;
}

/* Over the bytes, with ASCII and Latin-1 letters in lower case. A blank's bit sets apart capitals from small letters, and is set in all
 * other signs that words have. */
uint64_t rules_word(const char *p, size_t n)
{
	const uint64_t blanks = UINT64_C(0x2020202020202020), high = UINT64_C(0x8080808080808080);
	uint64_t h = n, wide = 0;
	for (size_t at = 0; at < n; at += 8) {
		uint64_t part = load(p + at, n - at < 8 ? n - at : 8);
		wide |= part & high;
		h = stir((h ^ (part | blanks)) * UINT64_C(0x9e3779b97f4a7c15));
	}
	if (wide)
		h = stir(fold_latin(p, n));
	return h ? h : 1;
}

uint64_t rules_path(uint64_t path, uint64_t word)
{
	uint64_t h = stir(path * UINT64_C(0x9e3779b97f4a7c15) + word);
	return h ? h : 1;
}

static struct slot *find(const struct reference_rules *r, uint64_t path)
{
	size_t i = (size_t)path & r->mask;
	while (r->slots[i].path != 0 && r->slots[i].path != path)
		i = (i + 1) & r->mask;
	return &r->slots[i];
}

uint64_t rules_cue(const struct reference_rules *r, uint64_t path, bool *more)
{
	*more = false;
	if (!front_has(&r->words, path))
		return 0;
	const struct slot *s = find(r, path);
	*more = s->more;
	return s->cue;
}

static struct slot *enter(struct reference_rules *r, uint64_t path)
{
	if (2 * (r->n + 1) > r->mask) {
		struct reference_rules old = *r;
		size_t size = r->slots ? 2 * (r->mask + 1) : 1024;
		r->slots = mem_alloc(size * sizeof *r->slots);
		memset(r->slots, 0, size * sizeof *r->slots);
		r->mask = size - 1;
		for (size_t i = 0; old.slots && i <= old.mask; i++)
			if (old.slots[i].path)
				*find(r, old.slots[i].path) = old.slots[i];
		free(old.slots);
	}
	struct slot *s = find(r, path);
	if (s->path == 0) {
		s->path = path;
		r->n++;
		front_add(&r->words, path);
	}
	return s;
}

/* The words of a term, as the tokens of an entry are cut: at blanks, points and hyphens between words. */
static bool next_word(struct span term, size_t *at, struct span *word)
{
	while (*at < term.n && (term.p[*at] == ' ' || term.p[*at] == '.'))
		++*at;
	size_t from = *at;
	while (*at < term.n && term.p[*at] != ' ' && term.p[*at] != '.')
		++*at;
	*word = span_sub(term, from, *at);
	return word->n > 0;
}

static void add_term(struct reference_rules *r, struct span term, uint64_t cue)
{
	struct span word;
	uint64_t path = 0;
	for (size_t at = 0; next_word(term, &at, &word);) {
		uint64_t w = rules_word(word.p, word.n);
		if (path)
			enter(r, path)->more = true;
		path = path ? rules_path(path, w) : w;
	}
	if (path)
		enter(r, path)->cue |= cue;
}

/* ---- labels of links ---- */

enum { LINKS_LONGEST = 160 }; /* letters and digits of a row of labels */

/* Letters and digits in small letters; how many there are, of `most` at most. */
static size_t plain_key(struct span s, char *out, size_t most)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < most; i++)
		if (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]))
			out[n++] = text_lower(s.p[i]);
	return n;
}

static void add_link(struct reference_rules *r, struct span term)
{
	char key[LINKS_LONGEST];
	size_t n = plain_key(term, key, sizeof key);
	if (n)
		list_push(&r->links, arena_keep(&r->keys, span_make(key, n)));
}

bool rules_links(const struct reference_rules *r, struct span s)
{
	char key[LINKS_LONGEST + 1];
	bool reached[LINKS_LONGEST + 2] = {true}; /* by labels one after the other */
	size_t n = s.n > 2 * LINKS_LONGEST ? 0 : plain_key(s, key, sizeof key);
	if (n == 0 || n > LINKS_LONGEST)
		return false;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; reached[i] && k < r->links.n; k++) {
			struct span l = r->links.v[k];
			if (l.n <= n - i && memcmp(key + i, l.p, l.n) == 0)
				reached[i + l.n] = true;
		}
	return reached[n];
}

/* ---- journals ---- */

typedef LIST(uint64_t) hash_list;

enum { OPENING = 4 }; /* letters of a journal's name by which most other texts are told from all names */

/* Letters and digits alone, folded: "J. Night Work" and "J Night Work" are one. "&" and "and" fall, and so does "The". *n is the number of
 * bytes; hashing stops with 0 of them where no journal of r opens so, or has so many. r is NULL for a journal's own name, of which *opening
 * is the hash of its first letters. */
static uint64_t journal_hash(const struct reference_rules *r, struct span s, size_t *n, uint64_t *opening)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	*n = 0;
	if (s.n > 4 && (s.p[0] | 0x20) == 't' && s.p[1] == 'h' && s.p[2] == 'e' && s.p[3] == ' ')
		s = span_sub(s, 4, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if ((c == 'a' || c == 'A') && s.n - i > 4 && i > 0 && s.p[i - 1] == ' ' && s.p[i + 1] == 'n' && s.p[i + 2] == 'd' &&
			s.p[i + 3] == ' ') {
			i += 3;
			continue;
		}
		if (!text_is_alpha(c) && !text_is_digit(c) && (unsigned char)c < 0x80)
			continue;
		h = (h ^ (unsigned char)(text_is_upper(c) ? c | 0x20 : c)) * UINT64_C(0x100000001b3);
		if (++*n == OPENING)
			*opening = stir(h);
		if (r && ((*n == OPENING && !front_has(&r->openings, *opening)) || *n > r->longest_journal)) {
			*n = 0;
			return 0;
		}
	}
	return stir(h);
}

static int order(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

int rules_journal(const struct reference_rules *r, struct span s)
{
	size_t n;
	uint64_t opening, h = journal_hash(r, s, &n, &opening);
	return n && front_has(&r->names, h) && bsearch(&h, r->journals, r->n_journals, sizeof h, order) != NULL;
}

static void add_journal(struct reference_rules *r, hash_list *all, struct span name)
{
	size_t n;
	uint64_t opening = 0, h = journal_hash(NULL, name, &n, &opening);
	list_push(all, h);
	front_add(&r->names, h);
	front_add(&r->openings, opening);
	r->longest_journal = n > r->longest_journal ? n : r->longest_journal;
}

static int read_journals(struct reference_rules *r, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!journal", "abbreviations", "year", "volume", "volumes_a_year", "source", NULL};
	struct table t = {0};
	int code = table_read(&t, dir, "journals.csv", columns, d);
	if (code == DIAG_OK) {
		hash_list all = {0};
		int name = table_column(&t, "journal"), abbreviations = table_column(&t, "abbreviations");
		for (size_t row = 0; row < t.nrows; row++) {
			add_journal(r, &all, span_of(table_cell(&t, row, name)));
			struct span s = span_of(table_cell(&t, row, abbreviations));
			for (size_t at = 0; at < s.n;) {
				const char *bar = memchr(s.p + at, '|', s.n - at);
				size_t end = bar ? (size_t)(bar - s.p) : s.n;
				struct span one = span_trim(span_sub(s, at, end));
				if (one.n)
					add_journal(r, &all, one);
				at = end + 1;
			}
		}
		if (all.n)
			qsort(all.v, all.n, sizeof *all.v, order);
		r->journals = all.v;
		r->n_journals = all.n;
	}
	table_free(&t);
	return code;
}

/* ---- opening ---- */

const char *rules_class_name(unsigned k)
{
	return class_names[k];
}

uint64_t rules_class(const char *name)
{
	for (unsigned k = 0; k < CUE_COUNT; k++)
		if (strcmp(class_names[k], name) == 0)
			return UINT64_C(1) << k;
	return 0;
}

int rules_read_table(struct table *t, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term", "example", "counterexample", "note", NULL};
	return table_read(t, dir, "references.csv", columns, d);
}

int reference_rules_open(struct reference_rules **rules, const char *dir, struct diag *d)
{
	struct table t = {0};
	struct reference_rules *r = mem_alloc(sizeof *r);
	*r = (struct reference_rules){0};
	*rules = r;
	enter(r, 1);
	int code = rules_read_table(&t, dir, d);
	int class = table_column(&t, "class"), term = table_column(&t, "term");
	for (size_t row = 0; code == DIAG_OK && row < t.nrows; row++) {
		size_t k = table_choice(&t, row, class, class_names, CUE_COUNT, CUE_COUNT, d);
		if (k == CUE_COUNT)
			code = diag_at(d, DIAG_WRONG, t.path, table_line(&t, row), 1, "no such class");
		else
			add_term(r, span_of(table_cell(&t, row, term)), UINT64_C(1) << k);
		if (k == CUE_LINK)
			add_link(r, span_of(table_cell(&t, row, term)));
	}
	table_free(&t);
	if (code == DIAG_OK)
		code = read_journals(r, dir, d);
	if (code != DIAG_OK) {
		reference_rules_close(r);
		*rules = NULL;
	}
	return code;
}

void reference_rules_close(struct reference_rules *r)
{
	if (r == NULL)
		return;
	free(r->slots);
	free(r->journals);
	list_free(&r->links);
	arena_free(&r->keys);
	free(r);
}
