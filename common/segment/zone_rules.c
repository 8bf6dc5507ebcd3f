#include <stdlib.h>

#include "base/text.h"
#include "segment/zone_parts.h"

struct phrase_entry {
	struct span term; /* folded; in zone_rules.terms */
	unsigned hash, classes;
};

struct zone_rules {
	struct table headings, boilerplate;
	struct buf terms;           /* all folded terms; never grows after opening */
	struct phrase_entry *slots; /* open addressing; owned */
	size_t mask;
	/* bits: hashes of the first words of the terms that are looked for inside a line, and at its head; of whole terms */
	unsigned char inside[512], heads[512], whole[512];
};

static const char *const heading_classes[] = {"section", "references", "author", "caption", "credit"};
static const char *const boilerplate_classes[] = {"line", "begin", "inside", "opens", "byline", "by", "date", "paragraph"};
enum {
	HEADING_CLASSES = sizeof heading_classes / sizeof heading_classes[0],
	BOILERPLATE_CLASSES = sizeof boilerplate_classes / sizeof boilerplate_classes[0],
};

static unsigned hash(struct span s)
{
	unsigned h = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

/* Bytes of a sign beyond ASCII (dashes, quotes, bullets, blanks); 0 for letters. *drop: it leaves no gap (’). */
static size_t sign_at(struct span s, size_t i, bool *drop)
{
	size_t n;
	uint32_t c = text_decode(s, i, &n);
	*drop = c == 0x2019 || c == 0x2018 || c == 0xad || c == 0x200b || c == 0xfeff || c == 0xfe0f;
	return *drop || (c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba) || (c >= 0x2000 && c < 0x2c00) || (c >= 0x3000 && c < 0x3004) ||
				   c >= 0x1f000
			   ? n
			   : 0;
}

/* Letters and digits of ASCII, small; 0 for other bytes. */
static const unsigned char folds[256] = {
	['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c', 'd', 'e', 'f',         'g', 'h', 'i', 'j', 'k',
	'l',         'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',         'w', 'x', 'y', 'z', ['a'] = 'a', 'b', 'c', 'd', 'e', 'f',
	'g',         'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q',         'r', 's', 't', 'u', 'v',         'w', 'x', 'y', 'z',
};

void phrase_fold(struct span line, struct folded *out)
{
	enum { WORDS = sizeof out->ends / sizeof out->ends[0], BYTES = sizeof out->p - 6 };
	bool open = false; /* a word is being read */
	size_t i = 0, to = 0, words = 0;
	while (i < line.n && to < BYTES && words < WORDS) {
		unsigned char c = (unsigned char)line.p[i], l = folds[c];
		size_t n = 1;
		bool drop = c == '\'', letter = l != 0;
		if (c >= 0x80) {
			n = sign_at(line, i, &drop);
			letter = n == 0;
			if (letter)
				text_decode(line, i, &n);
		}
		if (letter) {
			if (!open && words)
				out->p[to++] = ' ';
			open = true;
			if (l)
				out->p[to++] = (char)l;
			for (size_t k = 0; l == 0 && k < n; k++)
				out->p[to++] = line.p[i + k];
		} else if (open && !drop) {
			out->ends[words++] = to;
			open = false;
		}
		i += n;
	}
	if (open && words < WORDS)
		out->ends[words++] = to;
	out->n = to;
	out->words = words;
	out->whole = i >= line.n;
}

static bool has_bit(const unsigned char bits[512], unsigned h)
{
	h &= 8 * 512 - 1;
	return bits[h / 8] >> h % 8 & 1;
}

static unsigned find(const struct zone_rules *r, struct span s, unsigned h)
{
	if (!has_bit(r->whole, h))
		return 0;
	for (size_t i = h & r->mask; r->slots[i].term.p != NULL; i = (i + 1) & r->mask)
		if (r->slots[i].hash == h && span_eq(r->slots[i].term, s))
			return r->slots[i].classes;
	return 0;
}

unsigned phrase_classes(const struct zone_rules *r, struct span s)
{
	return find(r, s, hash(s));
}

bool phrase_opens(const struct zone_rules *r, struct span line)
{
	enum { FIRST = 24 }; /* bytes that hold the first word of most lines, and the beginning of the next */
	struct folded f;
	if (line.n > FIRST)
		for (line.n = FIRST; ((unsigned char)line.p[line.n] & 0xc0) == 0x80; line.n--)
			;
	phrase_fold(line, &f);
	return f.words < 2 || has_bit(r->heads, hash(span_make(f.p, f.ends[0])));
}

/* The classes of the terms that begin with word w of the line, whichever of `wanted` they have; *words: of the longest. */
static unsigned find_from(const struct zone_rules *r, const struct folded *line, size_t w, unsigned wanted, const unsigned char bits[512],
						  size_t *words)
{
	size_t from = w ? line->ends[w - 1] + 1 : 0, at = from;
	unsigned found = 0, h = 2166136261u;
	for (size_t k = w; k < line->words && k < w + PHRASE_WORDS; k++) {
		for (; at < line->ends[k]; at++)
			h = (h ^ (unsigned char)line->p[at]) * 16777619u;
		if (k == w && !has_bit(bits, h))
			break;
		unsigned classes = find(r, span_make(line->p + from, at - from), h) & wanted;
		if (classes)
			*words = k - w + 1;
		found |= classes;
	}
	return found;
}

unsigned phrase_find(const struct zone_rules *r, const struct folded *line, size_t *head)
{
	struct span s = span_make(line->p, line->n);
	unsigned found = 0;
	*head = 0;
	if (line->words == 0)
		return 0;
	if (line->whole)
		found |= phrase_classes(r, s) & PHRASE_WHOLE;
	found |= find_from(r, line, 0, PHRASE_HEAD, r->heads, head);
	size_t words;
	for (size_t w = 0; line->whole && w < line->words; w++)
		found |= find_from(r, line, w, PHRASE_INSIDE, r->inside, &words);
	return found;
}

static void insert(struct zone_rules *r, const struct folded *f, unsigned classes)
{
	struct span term = span_make(f->p, f->n);
	unsigned h = hash(term);
	unsigned w = hash(span_sub(term, 0, f->ends[0])) & (8 * 512 - 1);
	if (classes & PHRASE_INSIDE)
		r->inside[w / 8] |= (unsigned char)(1 << w % 8);
	if (classes & PHRASE_HEAD)
		r->heads[w / 8] |= (unsigned char)(1 << w % 8);
	r->whole[(h & (8 * 512 - 1)) / 8] |= (unsigned char)(1 << h % 8);
	size_t i = h & r->mask;
	for (; r->slots[i].term.p != NULL; i = (i + 1) & r->mask)
		if (span_eq(r->slots[i].term, term)) {
			r->slots[i].classes |= classes;
			return;
		}
	struct span kept = span_make(r->terms.p + r->terms.n, term.n);
	buf_addspan(&r->terms, term);
	r->slots[i] = (struct phrase_entry){kept, h, classes};
}

static int add_rows(struct zone_rules *r, const struct table *t, const char *const *names, size_t n, unsigned first, struct diag *d)
{
	int code = 0, class_column = table_column(t, "class"), term_column = table_column(t, "term");
	for (size_t row = 0; row < t->nrows; row++) {
		const char *term = table_cell(t, row, term_column);
		size_t k = table_choice(t, row, class_column, names, n, n, d);
		struct folded f;
		phrase_fold(span_of(term), &f);
		if (k == n && table_cell(t, row, class_column)[0] == '\0')
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)class_column + 1, "the class is missing");
		else if (k == n)
			code = DIAG_WRONG;
		else if (f.words == 0 || f.words > PHRASE_WORDS || f.n > PHRASE_BYTES || !f.whole)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)term_column + 1,
						   "a term has one to %d words and at most %d bytes", PHRASE_WORDS, PHRASE_BYTES);
		else
			insert(r, &f, first << k);
	}
	return code;
}

struct zone_rules *zone_rules_open(const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term", "example", "counterexample", "note", NULL};
	struct zone_rules *r = mem_zeroed(sizeof *r);
	int a = table_read(&r->headings, dir, "headings.csv", columns, d);
	int b = table_read(&r->boilerplate, dir, "boilerplate.csv", columns, d);
	if (a == 0 && b == 0) {
		size_t slots = 64;
		while (slots < (r->headings.nrows + r->boilerplate.nrows) * 4)
			slots *= 2;
		r->mask = slots - 1;
		r->slots = mem_alloc(slots * sizeof *r->slots);
		memset(r->slots, 0, slots * sizeof *r->slots);
		buf_room(&r->terms, r->headings.bytes.n + r->boilerplate.bytes.n + 1);
		a = add_rows(r, &r->headings, heading_classes, HEADING_CLASSES, PHRASE_SECTION, d);
		b = add_rows(r, &r->boilerplate, boilerplate_classes, BOILERPLATE_CLASSES, PHRASE_LINE, d);
	}
	if (a == 0 && b == 0)
		return r;
	zone_rules_free(r);
	return NULL;
}

void zone_rules_free(struct zone_rules *r)
{
	if (r == NULL)
		return;
	table_free(&r->headings);
	table_free(&r->boilerplate);
	buf_free(&r->terms);
	free(r->slots);
	free(r);
}

/* ---- examples ---- */

static enum zone zone_of_class(const char *name)
{
	static const struct {
		const char *name;
		enum zone zone;
	} zones[] = {{"section", ZONE_HEADING}, {"references", ZONE_HEADING}, {"author", ZONE_HEADING}, {"caption", ZONE_CAPTION},
				 {"credit", ZONE_CAPTION},  {"byline", ZONE_BYLINE},      {"by", ZONE_BYLINE},      {"date", ZONE_BYLINE}};
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
		if (strcmp(name, zones[i].name) == 0)
			return zones[i].zone;
	return ZONE_BOILERPLATE;
}

static enum zone zone_of_line(const struct zone_rules *r, const struct sentence_rules *s, const char *line)
{
	static const char before[] = "A title of some length",
					  body[] = "This paragraph is a plain one, and it is long enough to be "
							   "taken for nothing but the running text of an article. It has two sentences.";
	struct zone_block b[] = {{.text = span_of(before)}, {.text = span_of(line)}, {.text = span_of(body)}, {.text = span_of(body)}};
	struct reflist none = {0};
	zone_find(r, s, NULL, span_make("", 0), b, 4, &none);
	reflist_free(&none);
	return b[1].zone;
}

static int check_table(const struct zone_rules *r, const struct sentence_rules *s, const struct table *t, bool strict, struct diag *d)
{
	int code = 0, example = table_column(t, "example"), counter = table_column(t, "counterexample");
	for (size_t row = 0; row < t->nrows; row++) {
		enum zone want = zone_of_class(table_cell(t, row, table_column(t, "class")));
		const char *e = table_cell(t, row, example), *c = table_cell(t, row, counter);
		size_t line = table_line(t, row);
		enum zone have = e[0] ? zone_of_line(r, s, e) : want;
		if (have != want)
			code = diag_at(d, DIAG_WRONG, t->path, line, (size_t)example + 1, "the example is taken for %s, not for %s", zone_names[have],
						   zone_names[want]);
		if (c[0] && zone_of_line(r, s, c) == want)
			code = diag_at(d, DIAG_WRONG, t->path, line, (size_t)counter + 1, "the counterexample is taken for %s, too", zone_names[want]);
		if (strict && e[0] == '\0')
			code = diag_at(d, DIAG_WRONG, t->path, line, 0, "the row has no example");
	}
	return code;
}

int zone_check(const struct zone_rules *r, const struct sentence_rules *sentences, bool strict, struct diag *d)
{
	int a = check_table(r, sentences, &r->headings, strict, d), b = check_table(r, sentences, &r->boilerplate, strict, d);
	return a ? a : b;
}
