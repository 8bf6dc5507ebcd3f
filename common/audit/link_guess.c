#include "audit/link_guess.h"

enum {
	SPENT_MOST = 1 << 24, /* entries and bytes looked at for one list */
	INSIDE_SHORTEST = 8,  /* bytes of the names' keys together: shorter ones are in words that are no names */
	SPELT_SHORTEST = 7,   /* bytes of a name that may be two letters off … */
	SPELT_SAME = 3,       /* … behind so many that agree */
	OFF_MOST = 2,
	AUTHORS_MOST = 64,     /* of an entry that are looked through */
	COAUTHOR_SHORTEST = 3, /* bytes of a name */
};

static bool holds_names(const struct entry *e, const struct guess_question *q, size_t *spent)
{
	size_t bytes = 0;
	for (size_t i = 0; i < q->n_names; i++) {
		*spent += e->head.n;
		if (!span_holds(e->head, q->names[i]))
			return false;
		bytes += q->names[i].n;
	}
	return bytes >= INSIDE_SHORTEST;
}

/* Letters put in, left out or changed, at most two of them (Levenshtein, a row of the table at a time). */
static bool two_off(struct span a, struct span b)
{
	unsigned char row[NAME_PLAIN + 1], above;
	size_t longer = a.n > b.n ? a.n : b.n, lesser = a.n + b.n - longer;
	if (lesser < SPELT_SHORTEST || longer > NAME_PLAIN || longer - lesser > OFF_MOST || memcmp(a.p, b.p, SPELT_SAME) != 0)
		return false;
	for (size_t k = 0; k <= b.n; k++)
		row[k] = (unsigned char)k;
	for (size_t i = 1; i <= a.n; i++) {
		unsigned char corner = row[0];
		row[0] = (unsigned char)i;
		for (size_t k = 1; k <= b.n; k++, corner = above) {
			unsigned char least = row[k] < row[k - 1] ? row[k] : row[k - 1];
			above = row[k];
			corner = (unsigned char)(corner + (a.p[i - 1] != b.p[k - 1]));
			row[k] = corner <= least ? corner : (unsigned char)(least + 1);
		}
	}
	return row[b.n] <= OFF_MOST;
}

static bool counts_agree(const struct entry *e, const struct guess_question *q)
{
	return q->et_al ? e->n_names >= 3 || e->et_al : e->n_names == q->n_names;
}

/* Are the names those of authors behind the first, in their order: "Berg and Linde (2010)" for "Ostrow, Berg & Linde"? */
static bool are_coauthors(const struct bibliography *b, const struct entry *e, const struct guess_question *q, size_t *spent)
{
	size_t k = 1, i = 0;
	for (; i < q->n_names && k < e->n_names && k < AUTHORS_MOST; k++)
		i += q->names[i].n >= COAUTHOR_SHORTEST && span_eq(b->names.v[e->names + k], q->names[i]);
	*spent += k;
	return i == q->n_names;
}

/* Are all authors of the entry, two at least, those that are named behind a first one: "Ostrow, Berg, & Linde" for "Berg & Linde"? */
static bool adds_first(const struct bibliography *b, const struct entry *e, const struct guess_question *q)
{
	if (e->n_names < 2 || e->n_names + 1 != q->n_names || q->et_al)
		return false;
	for (size_t k = 0; k < e->n_names; k++)
		if (!span_eq(b->names.v[e->names + k], q->names[k + 1]))
			return false;
	return true;
}

static enum guess guess_of(const struct bibliography *b, const struct entry *e, const struct guess_question *q, size_t *spent)
{
	bool body =
		e->n_names == 1 && memchr(e->first_name.p, ' ', e->first_name.n) != NULL; /* "Working group report. 2006. In K. Holm (Ed.)" */
	if ((e->n_names == 0 || body) && holds_names(e, q, spent))
		return GUESS_INSIDE;
	if (e->n_names == 0)
		return e->truncated ? GUESS_NONE : q->et_al || q->n_names > 2 ? GUESS_ANONYMOUS : GUESS_NAMELESS;
	if (q->n_names == 1 && !q->et_al && span_eq(e->container, q->names[0]))
		return GUESS_INSIDE;
	if (counts_agree(e, q) && two_off(b->names.v[e->names], q->names[0]))
		return GUESS_SPELLING;
	if (are_coauthors(b, e, q, spent))
		return q->n_names > 1 ? GUESS_COAUTHORS : GUESS_COAUTHOR;
	return adds_first(b, e, q) || (q->n_names > 1 && holds_names(e, q, spent)) ? GUESS_COAUTHORS : GUESS_NONE;
}

enum guess guess_entry(const struct bibliography *b, const struct guess_question *q, size_t *spent, size_t *entry)
{
	enum { KINDS = GUESS_ANONYMOUS + 1 };
	size_t found[KINDS] = {0}, at[KINDS] = {0};
	if (q->n_names == 0 || q->year == 0 || *spent + b->entries.n > SPENT_MOST)
		return GUESS_NONE;
	*spent += b->entries.n;
	for (size_t i = 0; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.v[i];
		if (e->year ? e->year != q->year : !entry_holds_year(b, e, q->year))
			continue;
		enum guess g = guess_of(b, e, q, spent);
		found[g]++;
		at[g] = i;
	}
	for (int g = GUESS_INSIDE; g < KINDS; g++)
		if (found[g]) {
			*entry = at[g];
			return found[g] == 1 ? (enum guess)g : GUESS_NONE;
		}
	return GUESS_NONE;
}
