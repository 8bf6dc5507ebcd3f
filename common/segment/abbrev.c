#include "segment/abbrev.h"

#include <stdlib.h>

#include "base/text.h"

static const char *const class_names[] = {"title",   "latin",  "reference", "org",    "place",  "degree",  "date",
										  "general", "time",   "unit",      "ending", "word",   "starter", "label",
										  "opening", "saying", "day",       "mark",   "credit", "month"};
enum { CLASSES = sizeof class_names / sizeof class_names[0] };

static unsigned hash(struct span s)
{
	unsigned h = 2166136261u; /* FNV-1a: short keys, no need for more */
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)text_lower(s.p[i])) * 16777619u;
	return h;
}

/* The place of a word, whose n > 0, among the outlines: the same for small letters and capitals. */
static size_t outline(struct span s)
{
	size_t length = s.n < 15 ? s.n : 15;
	return ((unsigned char)s.p[0] & 31u) | ((unsigned char)s.p[s.n - 1] & 31u) << 5 | length << 10;
}

/* A capital in the term asks for the same capital in the text; small letters take both. */
static bool same(const struct abbrev_entry *e, struct span word)
{
	if (e->n != word.n || ((text_is_upper(e->term[0]) || e->n == 1) && e->term[0] != word.p[0]))
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (text_lower(e->term[i]) != text_lower(word.p[i]))
			return false;
	return true;
}

static void insert(struct abbrev *a, struct span term, unsigned classes)
{
	unsigned h = hash(term);
	size_t i = h & a->mask, bit = outline(term);
	a->outlines[bit / 8] |= (unsigned char)(1 << bit % 8);
	while (a->slots[i].term != NULL) {
		struct abbrev_entry *e = &a->slots[i];
		if (e->n == term.n && memcmp(e->term, term.p, term.n) == 0) {
			e->classes |= classes;
			return;
		}
		i = (i + 1) & a->mask;
	}
	a->slots[i] = (struct abbrev_entry){term.p, h, (unsigned)term.n, classes};
}

static int add_row(struct abbrev *a, size_t row, int class_column, int term_column, struct diag *d)
{
	size_t k = table_choice(&a->table, row, class_column, class_names, CLASSES, CLASSES, d);
	struct span term = span_of(table_cell(&a->table, row, term_column));
	size_t line = table_line(&a->table, row);
	if (k == CLASSES) {
		if (table_cell(&a->table, row, class_column)[0] == '\0')
			return diag_at(d, DIAG_WRONG, a->table.path, line, (size_t)class_column + 1, "the class is missing");
		return DIAG_WRONG;
	}
	bool ending = term.n > 1 && term.p[0] == '-';
	if (term.n && strchr(".!?", term.p[term.n - 1]) != NULL)
		term.n--;
	if (term.n == 0 || term.n > ABBREV_BYTES || memchr(term.p, ' ', term.n) != NULL || (ending && 1 << k != ABBREV_LABEL))
		return diag_at(d, DIAG_WRONG, a->table.path, line, (size_t)term_column + 1,
					   "a term is one word of at most %d bytes; an ending stands in the class label", ABBREV_BYTES);
	if (ending)
		list_push(&a->endings, ((struct abbrev_entry){term.p + 1, 0, (unsigned)term.n - 1, ABBREV_LABEL}));
	else
		insert(a, term, 1u << k);
	return 0;
}

int abbrev_open(struct abbrev *a, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term", "example", "counterexample", "note", NULL};
	int code = table_read(&a->table, dir, "abbreviations.csv", columns, d);
	a->open = true;
	if (code)
		return code;
	size_t slots = 64;
	while (slots < a->table.nrows * 4)
		slots *= 2;
	a->mask = slots - 1;
	a->slots = mem_alloc(slots * sizeof *a->slots);
	memset(a->slots, 0, slots * sizeof *a->slots);
	int class_column = table_column(&a->table, "class"), term_column = table_column(&a->table, "term");
	for (size_t row = 0; row < a->table.nrows; row++) {
		int wrong = add_row(a, row, class_column, term_column, d);
		code = wrong ? wrong : code;
	}
	return code;
}

void abbrev_close(struct abbrev *a)
{
	if (!a->open)
		return;
	table_free(&a->table);
	free(a->slots);
	list_free(&a->endings);
	*a = (struct abbrev){0};
}

unsigned abbrev_classes(const struct abbrev *a, struct span word)
{
	if (word.n == 0 || word.n > ABBREV_BYTES)
		return 0;
	size_t bit = outline(word);
	if (!(a->outlines[bit / 8] >> bit % 8 & 1))
		return 0;
	unsigned h = hash(word), classes = 0;
	for (size_t i = h & a->mask; a->slots[i].term != NULL; i = (i + 1) & a->mask)
		if (a->slots[i].hash == h && same(&a->slots[i], word))
			classes |= a->slots[i].classes;
	return classes;
}

bool abbrev_label_ending(const struct abbrev *a, struct span word)
{
	for (size_t i = 0; i < a->endings.n; i++) {
		const struct abbrev_entry *e = &a->endings.v[i];
		if (word.n > e->n && memcmp(word.p + word.n - e->n, e->term, e->n) == 0)
			return true;
	}
	return false;
}
