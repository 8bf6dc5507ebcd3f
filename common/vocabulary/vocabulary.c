#include "vocabulary/vocabulary.h"

#include <stdlib.h>

#include "base/text.h"
#include "vocabulary/vocabulary_parts.h"

enum { ARENA_MOST = 1 << 30, LEAST_PLACES = 1024 };

struct vocabulary *vocabulary_new(const struct vocabulary_wish *wish)
{
	struct vocabulary *v = mem_alloc(sizeof *v);
	*v = (struct vocabulary){.wish = wish};
	buf_addc(&v->arena, '\0');
	return v;
}

void vocabulary_free(struct vocabulary *v)
{
	if (v == NULL)
		return;
	buf_free(&v->arena);
	list_free(&v->concepts);
	list_free(&v->terms);
	list_free(&v->parents);
	list_free(&v->trees);
	names_free(&v->ids);
	names_free(&v->numbers);
	free(v);
}

const struct vocabulary_wish *vocabulary_wish(const struct vocabulary *v)
{
	return v->wish;
}

uint32_t vocabulary_keep(struct vocabulary *v, struct span s)
{
	if (s.n == 0 || v->arena.n + s.n >= ARENA_MOST) {
		v->full |= s.n > 0;
		return 0;
	}
	uint32_t place = (uint32_t)v->arena.n;
	buf_addspan(&v->arena, s);
	buf_addc(&v->arena, '\0');
	return place;
}

/* ---- names ---- */

static uint64_t hash(struct span s)
{
	uint64_t h = s.n * UINT64_C(0x9e3779b97f4a7c15);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h ^ (h >> 29);
}

static struct name *name_place(const struct vocabulary *v, const struct names *n, struct span key)
{
	size_t i = hash(key) & n->mask;
	while (n->v[i].text != 0 && !span_is(key, vocabulary_text(v, n->v[i].text)))
		i = (i + 1) & n->mask;
	return &n->v[i];
}

uint32_t names_get(const struct vocabulary *v, const struct names *n, struct span key)
{
	if (n->v == NULL || key.n == 0)
		return NO_CONCEPT;
	const struct name *at = name_place(v, n, key);
	return at->text ? at->value : NO_CONCEPT;
}

static void names_grow(struct vocabulary *v, struct names *n)
{
	struct name *old = n->v;
	size_t places = old ? n->mask + 1 : 0, room = places ? 2 * places : LEAST_PLACES;
	n->v = mem_alloc(room * sizeof *n->v);
	memset(n->v, 0, room * sizeof *n->v);
	n->mask = room - 1;
	for (size_t i = 0; i < places; i++)
		if (old[i].text)
			*name_place(v, n, span_of(vocabulary_text(v, old[i].text))) = old[i];
	free(old);
}

void names_put(struct vocabulary *v, struct names *n, uint32_t text, uint32_t value)
{
	if (text == 0)
		return;
	if (n->v == NULL || n->used >= (n->mask + 1) / 2)
		names_grow(v, n);
	struct name *at = name_place(v, n, span_of(vocabulary_text(v, text)));
	if (at->text == 0) {
		*at = (struct name){text, value};
		n->used++;
	}
}

void names_free(struct names *n)
{
	free(n->v);
	*n = (struct names){0};
}

/* ---- ids ---- */

/* An id in its short form, into out: without <>, from an address of the OBO library its name, else as it is, with the prefix that was asked
 * for before the last part of an address and before ids without a colon. */
static void short_id(const char *prefix, struct span id, struct buf *out)
{
	id = span_trim(id);
	if (id.n > 1 && id.p[0] == '<' && id.p[id.n - 1] == '>')
		id = span_sub(id, 1, id.n - 1);
	bool address = span_starts(id, "http://") || span_starts(id, "https://");
	size_t last = id.n;
	while (last > 0 && id.p[last - 1] != '/' && id.p[last - 1] != '#')
		last--;
	struct span name = address ? span_sub(id, last, id.n) : id;
	bool obo = address && last >= 5 && memcmp(id.p + last - 5, "/obo/", 5) == 0;
	const char *bar = obo ? memchr(name.p, '_', name.n) : NULL;
	if (bar != NULL) {
		size_t n = (size_t)(bar - name.p);
		buf_addspan(out, span_sub(name, 0, n));
		buf_addc(out, ':');
		buf_addspan(out, span_sub(name, n + 1, name.n));
		return;
	}
	bool bare = address ? name.n > 0 : memchr(id.p, ':', id.n) == NULL;
	if (prefix && bare && id.n) {
		buf_adds(out, prefix);
		id = name;
	}
	buf_addspan(out, id);
}

static size_t concept_of(struct vocabulary *v, struct span id)
{
	uint32_t have = names_get(v, &v->ids, id);
	if (have != NO_CONCEPT)
		return have;
	struct concept c = {.id = vocabulary_keep(v, id)};
	have = (uint32_t)v->concepts.n;
	list_push(&v->concepts, c);
	names_put(v, &v->ids, c.id, have);
	return have;
}

size_t vocabulary_concept(struct vocabulary *v, struct span id)
{
	struct buf short_form = {0};
	short_id(v->wish->prefix, id, &short_form);
	if (short_form.n > NAME_BYTES || text_invalid(buf_span(&short_form)) < short_form.n)
		short_form.n = 0;
	size_t c = concept_of(v, buf_span(&short_form));
	buf_free(&short_form);
	return c;
}

size_t vocabulary_unnamed(struct vocabulary *v, struct span label)
{
	struct buf id = {0};
	buf_adds(&id, v->wish->prefix ? v->wish->prefix : "list:");
	label = span_trim(label);
	for (size_t i = 0; i < label.n && id.n < NAME_BYTES; i++) {
		char c = label.p[i];
		bool word = text_is_alpha(c) || text_is_digit(c) || (unsigned char)c >= 0x80;
		if (word)
			buf_addc(&id, text_is_upper(c) ? (char)(c | 0x20) : c);
		else if (id.p[id.n - 1] != '-' && id.p[id.n - 1] != ':')
			buf_addc(&id, '-');
	}
	if (id.n && id.p[id.n - 1] == '-')
		id.n--;
	if (text_invalid(buf_span(&id)) < id.n)
		id.n = 0;
	size_t c = concept_of(v, buf_span(&id));
	buf_free(&id);
	return c;
}

/* ---- what is said of concepts ---- */

/* Trimmed, white space as single blanks, without control characters; into out. */
static void clean(struct span s, struct buf *out)
{
	bool gap = false;
	for (size_t i = 0; i < s.n; i++) {
		if (text_is_space(s.p[i])) {
			gap = out->n > 0;
			continue;
		}
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			continue;
		if (gap)
			buf_addc(out, ' ');
		gap = false;
		buf_addc(out, s.p[i]);
	}
}

void vocabulary_term(struct vocabulary *v, size_t concept, struct span term, enum term_scope scope)
{
	struct buf cleaned = {0};
	clean(term, &cleaned);
	struct span s = buf_span(&cleaned);
	if (s.n > TERM_BYTES || text_invalid(s) < s.n) {
		v->unfit++;
	} else if (s.n) {
		struct vocabulary_term t = {.concept = (uint32_t) concept, .text = vocabulary_keep(v, s), .scope = (uint8_t)scope};
		struct concept *c = &v->concepts.v[concept];
		if (scope == SCOPE_LABEL && c->label == 0)
			c->label = t.text;
		else if (scope == SCOPE_LABEL)
			t.scope = SCOPE_EXACT;
		if (t.text)
			list_push(&v->terms, t);
	}
	buf_free(&cleaned);
}

void vocabulary_parent(struct vocabulary *v, size_t concept, struct span parent)
{
	struct buf id = {0};
	short_id(v->wish->prefix, parent, &id);
	/* a label that stands where an id should gets no prefix: both are kept, the second answers where the first is not known */
	struct link l = {(uint32_t) concept, vocabulary_keep(v, buf_span(&id))};
	if (l.parent)
		list_push(&v->parents, l);
	if (!span_eq(buf_span(&id), span_trim(parent))) {
		l.parent = vocabulary_keep(v, span_trim(parent));
		if (l.parent)
			list_push(&v->parents, l);
	}
	buf_free(&id);
}

/* Adds to a list that is joined by bars. */
static void join(struct vocabulary *v, uint32_t *list, struct span s)
{
	s = span_trim(s);
	if (s.n == 0 || s.n > NAME_BYTES || text_invalid(s) < s.n)
		return;
	struct span have = span_of(vocabulary_text(v, *list));
	if (have.n + s.n > NAME_BYTES)
		return;
	struct buf both = {0};
	buf_addspan(&both, have);
	if (have.n)
		buf_addc(&both, '|');
	buf_addspan(&both, s);
	*list = vocabulary_keep(v, buf_span(&both));
	buf_free(&both);
}

void vocabulary_xref(struct vocabulary *v, size_t concept, struct span id)
{
	struct buf short_form = {0};
	short_id(NULL, id, &short_form);
	join(v, &v->concepts.v[concept].xrefs, buf_span(&short_form));
	buf_free(&short_form);
}

void vocabulary_class(struct vocabulary *v, size_t concept, struct span class)
{
	join(v, &v->concepts.v[concept].classes, class);
}

void vocabulary_tree(struct vocabulary *v, size_t concept, struct span number)
{
	number = span_trim(number);
	struct link l = {(uint32_t) concept, vocabulary_keep(v, number)};
	if (l.parent == 0)
		return;
	list_push(&v->trees, l);
	names_put(v, &v->numbers, l.parent, l.child);
	size_t n = number.n;
	while (n > 0 && number.p[n - 1] != '.')
		n--;
	if (n > 1) {
		l.parent = vocabulary_keep(v, span_sub(number, 0, n - 1));
		list_push(&v->parents, l);
	}
}

void vocabulary_drop(struct vocabulary *v, size_t concept)
{
	v->concepts.v[concept].dropped = true;
}

static void say(struct vocabulary *v, uint32_t *what, struct span text)
{
	struct buf cleaned = {0};
	clean(text, &cleaned);
	if (*what == 0 && cleaned.n <= NAME_BYTES && text_invalid(buf_span(&cleaned)) == cleaned.n)
		*what = vocabulary_keep(v, buf_span(&cleaned));
	buf_free(&cleaned);
}

void vocabulary_version(struct vocabulary *v, struct span text)
{
	say(v, &v->version, text);
}

void vocabulary_licence(struct vocabulary *v, struct span text)
{
	say(v, &v->licence, text);
}
