/* What stands among the entries of a list and is none of them: running heads, a column of numbers, headings and rows of links within the
 * list. */
#include <stdlib.h>

#include "base/text.h"
#include "reference/reference_parts.h"
#include "reference/reflist_parts.h"

enum {
	COLUMN = 3,   /* numbers in a row without entries between them that make a column */
	SUBHEAD = 60, /* bytes of a heading within a list */
};

/* "12." and nothing else. */
static bool is_number_alone(const struct reflist_block *b, size_t i)
{
	struct span s = b[i].text;
	if (s.n > 12 || (i && label_ends_range(b[i - 1].text)))
		return false;
	struct label l = label_read(s);
	return l.kind != LABEL_NONE && l.kind != LABEL_KEY && l.kind != LABEL_BARE && l.after >= s.n;
}

/* "Recommended links:" above the first entry or under a blank line. */
static bool is_subhead(const struct reflist_block *b, size_t i)
{
	struct span s = span_trim(b[i].text);
	if (s.n < 4 || s.n > SUBHEAD || s.p[s.n - 1] != ':' || look_years(s) || (b[i].gap == 0 && b[i - 1].kind != REFLIST_OPENS))
		return false;
	size_t at = label_read(s).after;
	return text_is_upper(s.p[at < s.n ? at : 0]) && memchr(s.p, ',', s.n) == NULL && memchr(s.p, '.', s.n) == NULL &&
		   memchr(s.p, '/', s.n) == NULL;
}

static bool is_address(struct span s)
{
	s = span_trim(span_sub(s, label_read(s).after, s.n));
	return s.n > 8 && memcmp(s.p, "http", 4) == 0 && memchr(s.p, ' ', s.n) == NULL;
}

/* A box of its own with the links of an entry. In running lines they stand at its end, and are of it. */
static bool is_link_row(const struct reference_rules *rules, const struct reflist_block *b)
{
	return b->boxed && rules_links(rules, b->text);
}

static size_t region_end(const struct reflist_block *b, size_t n, size_t from)
{
	while (from < n && b[from].kind != REFLIST_OPENS && (b[from].kind < REFLIST_HEADING || b[from].weak || b[from].doubt))
		from++;
	return from;
}

/* Whether the numbers of the list are a column of their own, as text taken from a page in columns has it. */
static bool has_column(const struct reflist_block *b, size_t from, size_t to)
{
	size_t run = 0;
	for (size_t i = from; i < to && run < COLUMN; i++)
		run = is_number_alone(b, i) ? run + 1 : 0;
	return run >= COLUMN;
}

/* Marks in out[] what is taken out; returns how much that is. */
static size_t mark(struct cleaned *c, const struct reference_rules *rules, const struct reflist_block *b, size_t n, bool *out)
{
	size_t count = 0, to = 0;
	bool column = false, under = false; /* under a heading within the list */
	for (size_t i = 0; i < n; i++) {
		if (b[i].kind == REFLIST_OPENS) {
			to = region_end(b, n, i + 1);
			column = has_column(b, i + 1, to);
			if (column) {
				c->detached_from = i + 1 - count;
				c->detached_to = to;
			}
		}
		bool inside = i > 0 && i < to && b[i].kind != REFLIST_OPENS, head = inside && is_subhead(b, i);
		under = head || (under && inside && is_address(b[i].text));
		out[i] = b[i].furniture || under || (inside && ((column && is_number_alone(b, i)) || is_link_row(rules, &b[i])));
		count += out[i];
		if (column && i + 1 == to)
			c->detached_to = to - count;
	}
	return count;
}

void clean_blocks(struct cleaned *c, const struct reference_rules *rules, const struct reflist_block *b, size_t n)
{
	*c = (struct cleaned){.n = n};
	bool any = false;
	for (size_t i = 0; i < n && !any; i++)
		any = b[i].kind == REFLIST_OPENS || b[i].furniture;
	if (!any)
		return;
	bool *out = mem_alloc((n + 1) * sizeof *out);
	if (mark(c, rules, b, n, out) > 0) {
		c->b = mem_alloc(n * sizeof *c->b);
		c->origin = mem_alloc(n * sizeof *c->origin);
		c->n = 0;
		for (size_t i = 0; i < n; i++) {
			if (out[i])
				continue;
			size_t k = c->n++;
			c->b[k] = b[i];
			c->origin[k] = i;
			if (i && out[i - 1] && b[i - 1].furniture && k && span_trim(c->b[k - 1].text).n && !look_ends(c->b[k - 1].text))
				c->b[k].gap = 0; /* the blank lines belong to the furniture */
		}
	}
	free(out);
}

void clean_restore(struct cleaned *c, struct reflist *out)
{
	if (c->b == NULL)
		return;
	for (size_t i = 0; i < out->entries.n; i++) {
		struct reflist_entry *e = &out->entries.v[i];
		e->first = c->origin[e->first];
		e->last = c->origin[e->last];
	}
	for (size_t i = 0; i < out->lists.n; i++) {
		struct reflist_list *l = &out->lists.v[i];
		for (size_t k = l->heading == SIZE_MAX ? l->first : l->heading; k < l->last; k++)
			for (size_t o = c->origin[k] + 1; o < c->origin[k + 1]; o++)
				list_push(&out->outside, o);
		l->heading = l->heading == SIZE_MAX ? SIZE_MAX : c->origin[l->heading];
		l->first = c->origin[l->first];
		l->last = c->origin[l->last];
	}
	free(c->b);
	free(c->origin);
}
