#include <stdlib.h>

#include "base/text.h"
#include "segment/zone_parts.h"

const char *const zone_names[] = {"body", "title", "heading", "byline", "list", "caption", "reference", "boilerplate"};

/* ---- headings ---- */

/* A line of plain text that its shape and no rule has made anything yet. */
static bool open_line(const struct zoner *z, size_t i)
{
	return z->b[i].kind == BLOCK_TEXT && z->shapes[i].heads && z->b[i].zone == ZONE_BODY;
}

static bool content(const struct zoner *z, size_t i)
{
	const struct shape *h = &z->shapes[i];
	return h->text || h->item || (!h->heads && (h->last != 0 || h->words > 8)) || z->b[i].kind == BLOCK_LIST || z->b[i].kind == BLOCK_TABLE;
}

/* Of a run of lines that could be headings, the last ones are, if text follows; a long run is a menu or a list. */
static void find_headings(struct zoner *z)
{
	for (size_t i = 0; i < z->n;) {
		if (!open_line(z, i)) {
			i++;
			continue;
		}
		size_t to = i;
		while (to < z->n && open_line(z, to))
			to++;
		bool followed = to < z->n && content(z, to);
		bool listed = i > 0 && z->shapes[i - 1].last == ':' && z->b[i - 1].zone == ZONE_BODY; /* "These include:" */
		for (size_t k = i; k < to; k++) {
			const struct shape *h = &z->shapes[k];
			bool named = h->hash || h->phrases & (PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR);
			bool near = followed && to - k <= RUN && !(listed && to - i > 1 && (h->longs > 0 || h->words < 2));
			if (named || near)
				z->b[k].zone = ZONE_HEADING;
			else if (to - i > RUN || listed)
				z->b[k].zone = ZONE_LIST;
		}
		i = to;
	}
	for (size_t i = 0; i + 1 < z->n; i++) /* the number of a section on a line of its own */
		if (z->b[i].zone != ZONE_HEADING && z->b[i].kind == BLOCK_TEXT && z->shapes[i].brief && !z->shapes[i].letters &&
			z->shapes[i].words <= 3 && z->b[i + 1].zone == ZONE_HEADING)
			z->b[i].zone = ZONE_HEADING;
}

/* The number that a line begins with, up to 999; 0 where there is none. */
static unsigned leading_number(struct span s)
{
	unsigned n = 0;
	s = span_trim(s);
	for (size_t i = 0; i < s.n && i < 3 && text_is_digit(s.p[i]); i++)
		n = n * 10 + (unsigned)(s.p[i] - '0');
	return n;
}

/* "3. Myth: Eggs are bad for you, whatever we are told": a numbered line that is too long for a heading by itself is one where its sibling
 * of the number before is, and text follows each. */
static void find_siblings(struct zoner *z)
{
	unsigned last = 0; /* the number of the last heading that has one */
	for (size_t i = 0; i + 1 < z->n; i++) {
		const struct shape *h = &z->shapes[i];
		unsigned number = h->numbered ? leading_number(z->b[i].text) : 0;
		if (last > 0 && number == last + 1 && z->b[i].zone == ZONE_LIST && z->b[i].kind == BLOCK_TEXT && h->brief && h->last == 0 &&
			z->b[i + 1].zone == ZONE_BODY && z->shapes[i + 1].text)
			z->b[i].zone = ZONE_HEADING;
		if (number > 0 && z->b[i].zone == ZONE_HEADING)
			last = number;
	}
}

static void by_markup(struct zoner *z)
{
	for (size_t i = 0; i < z->n; i++) {
		struct zone_block *b = &z->b[i];
		switch (b->kind) {
		case BLOCK_HEADING:
			b->zone = ZONE_HEADING;
			break;
		case BLOCK_LIST:
			b->zone = ZONE_LIST;
			break;
		case BLOCK_CAPTION:
			b->zone = ZONE_CAPTION;
			break;
		case BLOCK_BYLINE:
			b->zone = ZONE_BYLINE;
			break;
		case BLOCK_BOILERPLATE:
			b->zone = ZONE_BOILERPLATE;
			break;
		case BLOCK_TABLE:
			b->zone = z->shapes[i].text ? ZONE_BODY : ZONE_LIST;
			break;
		default:
			b->zone = z->shapes[i].item && !z->shapes[i].heads ? ZONE_LIST : ZONE_BODY;
			if (z->shapes[i].phrases & (PHRASE_CAPTION | PHRASE_CREDIT))
				b->zone = ZONE_CAPTION;
		}
	}
}

/* ---- reference lists ---- */

static void find_references(struct zoner *z, const struct reference_rules *rules, struct reflist *list)
{
	struct reflist_block *r = mem_alloc((z->n + 1) * sizeof *r);
	bool page = false;
	for (size_t i = 0; i < z->n && !page; i++)
		page = z->b[i].kind != BLOCK_TEXT;
	for (size_t i = 0; i < z->n; i++) {
		const struct zone_block *b = &z->b[i];
		const struct shape *h = &z->shapes[i];
		r[i] = (struct reflist_block){.text = b->text, .gap = b->gap, .indent = b->indent, .boxed = page};
		bool named = h->hash || (h->phrases & (PHRASE_SECTION | PHRASE_AUTHOR) && !text_is_lower(b->text.n ? b->text.p[0] : ' '));
		if (h->phrases & PHRASE_REFERENCES && b->kind != BLOCK_LIST)
			r[i].kind = REFLIST_OPENS;
		else if (b->kind == BLOCK_LIST)
			r[i].kind = REFLIST_ITEM;
		else if (b->zone == ZONE_HEADING)
			r[i].kind = REFLIST_HEADING, r[i].weak = !named && b->kind != BLOCK_HEADING;
		else if (b->zone == ZONE_BOILERPLATE || b->zone == ZONE_CAPTION || b->zone == ZONE_BYLINE || b->kind == BLOCK_TABLE)
			r[i].kind = REFLIST_BREAK, r[i].weak = b->kind == BLOCK_TEXT,
			r[i].doubt = (b->kind == BLOCK_BOILERPLATE && h->phrases == 0) || b->kind == BLOCK_TABLE;
		r[i].furniture =
			h->furniture || (i > 0 && h->phrases & PHRASE_REFERENCES && b->kind == BLOCK_LIST && r[i - 1].kind == REFLIST_OPENS);
	}
	reflist_find(rules, r, z->n, list);
	free(r);
	for (size_t i = 0; i < list->lists.n; i++) {
		const struct reflist_list *l = &list->lists.v[i];
		if (l->heading < z->n)
			z->b[l->heading].zone = ZONE_HEADING;
	}
	for (size_t i = 0; i < list->entries.n; i++)
		for (size_t k = list->entries.v[i].first; k <= list->entries.v[i].last && k < z->n; k++)
			z->b[k].zone =
				z->shapes[k].furniture && k > list->entries.v[i].first && k < list->entries.v[i].last ? z->b[k].zone : ZONE_REFERENCE;
	for (size_t i = 0; i < list->outside.n; i++) {
		struct zone_block *b = &z->b[list->outside.v[i]];
		struct span s = span_trim(b->text);
		b->outside = true;
		if (!z->shapes[list->outside.v[i]].furniture)
			b->zone = s.n && s.p[s.n - 1] == ':' ? ZONE_HEADING : ZONE_BOILERPLATE;
	}
}

/* ---- sections ---- */

/* "Conclusion: The evidence …": a section's name and a colon before running text. */
static struct span run_in(const struct zoner *z, size_t i)
{
	struct span s = z->b[i].text;
	size_t n = 0;
	while (n < s.n && n < 40 && s.p[n] != ':')
		n++;
	if (n >= s.n || s.p[n] != ':' || n + 2 >= s.n)
		return span_make("", 0);
	struct folded f;
	size_t head;
	phrase_fold(span_sub(s, 0, n), &f);
	return phrase_find(z->rules, &f, &head) & PHRASE_SECTION ? span_sub(s, 0, n) : span_make("", 0);
}

static void find_sections(struct zoner *z)
{
	size_t under = SIZE_MAX;
	for (size_t i = 0; i < z->n; i++) {
		struct zone_block *b = &z->b[i];
		if (i > 0 && z->b[i - 1].zone == ZONE_REFERENCE && b->zone != ZONE_REFERENCE)
			under = SIZE_MAX; /* a list of references has no text below it */
		b->section = under;
		b->run_in = b->zone == ZONE_BODY && z->shapes[i].text ? run_in(z, i) : span_make("", 0);
		if (b->zone == ZONE_HEADING || b->run_in.n)
			under = i;
		if (b->run_in.n)
			b->section = i;
		else if (b->zone == ZONE_TITLE || b->zone == ZONE_BOILERPLATE)
			b->section = SIZE_MAX;
	}
}

void zone_find(const struct zone_rules *r, const struct sentence_rules *sentences, const struct reference_rules *references,
			   struct span title, struct zone_block *b, size_t n, struct reflist *list)
{
	struct zoner z = {.rules = r, .sentences = sentences, .b = b, .n = n, .author = span_make("", 0)};
	z.shapes = mem_alloc((n + 1) * sizeof *z.shapes);
	memset(z.shapes, 0, (n + 1) * sizeof *z.shapes);
	for (size_t i = 0; i < n; i++)
		zone_look(&z, i);
	by_markup(&z);
	zone_find_furniture(&z);
	find_headings(&z);
	find_siblings(&z);
	zone_find_contents(&z);
	zone_find_boilerplate(&z);
	if (references != NULL)
		find_references(&z, references, list);
	zone_find_title(&z, title);
	zone_find_bylines(&z);
	zone_find_author(&z);
	zone_trim_end(&z, list);
	find_sections(&z);
	list_free(&z.pieces);
	free(z.shapes);
}
