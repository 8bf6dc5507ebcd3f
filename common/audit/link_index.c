#include "audit/link_index.h"

#include <stdlib.h>

/* What a posting's key is. */
enum kind { NAME, PLAIN, SUFFIX, PREFIX, HEAD, INITIALS, WITHOUT };

enum {
	KEY_LONGEST = 256, /* bytes of a name that are compared with parts left out */
	SUFFIX_LEAST = 4,
	SUFFIX_LESS = 8, /* as in name_agreement() */
	PREFIX_LEAST = 5,
	PREFIX_LESS = 4,
	INITIALS_MOST = 16,
	HEAD_LEAST = 4,
	HEAD_MOST = 16, /* as opens_with() in link.c */
	CANDIDATES = 4096,
	CANDIDATES_TIRED = 32,   /* of one question, when a list has cost much */
	LOOKED_MOST = 1 << 23,   /* candidates of one list */
	SEARCHED_MOST = 1 << 27, /* bytes of heads that are searched for names inside them */
};

#define FACTOR UINT64_C(0x9e3779b97f4a7c55)

/* Hashes of all prefixes of a key, so that the hash of any part of it costs nothing. */
struct rolling {
	size_t n;
	uint64_t prefix[KEY_LONGEST + 1], power[KEY_LONGEST + 1];
};

static void roll(struct rolling *r, struct span key)
{
	r->n = key.n < KEY_LONGEST ? key.n : KEY_LONGEST;
	r->prefix[0] = 0;
	r->power[0] = 1;
	for (size_t i = 0; i < r->n; i++) {
		r->prefix[i + 1] = r->prefix[i] * FACTOR + (unsigned char)key.p[i] + 1;
		r->power[i + 1] = r->power[i] * FACTOR;
	}
}

static uint64_t part(const struct rolling *r, size_t from, size_t to)
{
	return r->prefix[to] - r->prefix[from] * r->power[to - from];
}

static uint64_t without(const struct rolling *r, size_t i)
{
	return r->prefix[i] * r->power[r->n - i - 1] + part(r, i + 1, r->n);
}

static uint64_t whole(struct span key)
{
	uint64_t h = 0;
	for (size_t i = 0; i < key.n; i++)
		h = h * FACTOR + (unsigned char)key.p[i] + 1;
	return h;
}

static uint64_t tagged(enum kind k, uint64_t h)
{
	h = (h + (uint64_t)k) * UINT64_C(0xe7037ed1a0b428db);
	return h ^ h >> 32;
}

/* ---- building ---- */

static void post(struct link_index *x, enum kind k, uint64_t h, size_t entry)
{
	list_push(&x->postings, ((struct posting){tagged(k, h), (uint32_t)entry, 0}));
}

static void post_name(struct link_index *x, struct span name, size_t entry)
{
	struct rolling r;
	char plain[NAME_PLAIN];
	roll(&r, name);
	post(x, NAME, whole(name), entry);
	post(x, PLAIN, whole(span_make(plain, name_plain(name, plain))), entry);
	for (size_t less = 1; less <= SUFFIX_LESS && r.n == name.n && name.n >= SUFFIX_LEAST + less; less++)
		post(x, SUFFIX, part(&r, less, r.n), entry);
	for (size_t n = PREFIX_LEAST; n <= r.n && n + PREFIX_LESS <= name.n; n++)
		post(x, PREFIX, part(&r, 0, n), entry);
}

/* Initials, and as many as an acronym may leave one out of (link.c). */
static void post_initials(struct link_index *x, struct span initials, size_t entry)
{
	struct rolling r;
	if (initials.n > 1)
		post(x, INITIALS, whole(initials), entry);
	if (initials.n < 5 || initials.n > INITIALS_MOST)
		return;
	roll(&r, initials);
	for (size_t i = 1; i + 1 < r.n; i++)
		post(x, INITIALS, without(&r, i), entry);
}

static void post_entries(struct link_index *x, const struct bibliography *b)
{
	for (size_t i = 0; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.v[i];
		if (e->n_names)
			post_name(x, b->names.v[e->names], i);
		post_initials(x, e->initials, i);
		struct rolling r;
		roll(&r, span_make(e->head.p, e->head.n < HEAD_MOST ? e->head.n : HEAD_MOST));
		for (size_t n = HEAD_LEAST; n <= r.n; n++)
			post(x, HEAD, part(&r, 0, n), i);
	}
}

static void post_near(struct link_index *x, const struct bibliography *b)
{
	struct rolling r;
	for (size_t i = 0; i < b->entries.n; i++) {
		if (b->entries.v[i].n_names == 0)
			continue;
		struct span name = b->names.v[b->entries.v[i].names];
		roll(&r, name);
		for (size_t k = 0; k < r.n && r.n == name.n; k++)
			post(x, WITHOUT, without(&r, k), i);
	}
}

/* Chains are made from the last posting to the first, so that they run in the order of the entries. */
static void chain(struct link_index *x)
{
	size_t n = 64;
	while (n < x->postings.n)
		n *= 2;
	list_reserve(&x->heads, n);
	x->heads.n = n;
	memset(x->heads.v, 0, n * sizeof *x->heads.v);
	for (size_t i = x->postings.n; i-- > 0;) {
		uint32_t *head = &x->heads.v[x->postings.v[i].hash & (n - 1)];
		x->postings.v[i].next = *head;
		*head = (uint32_t)i + 1;
	}
}

static void build(struct link_index *x, const struct bibliography *b, bool near)
{
	if (!x->built) {
		list_reserve(&x->seen, b->entries.n + 1);
		memset(x->seen.v, 0, (b->entries.n + 1) * sizeof *x->seen.v);
		post_entries(x, b);
	}
	if (near)
		post_near(x, b);
	chain(x);
	x->built = true;
	x->near = near;
}

void link_index_clear(struct link_index *x)
{
	x->built = x->near = false;
	x->postings.n = x->found.n = x->looked = x->searched = 0;
	x->asked = 0;
}

void link_index_free(struct link_index *x)
{
	list_free(&x->postings);
	list_free(&x->heads);
	list_free(&x->seen);
	list_free(&x->found);
}

/* ---- asking ---- */

static void take(struct link_index *x, uint32_t entry)
{
	if (x->seen.v[entry] == x->asked)
		return;
	x->seen.v[entry] = x->asked;
	list_push(&x->found, entry);
}

static void look_up(struct link_index *x, enum kind k, uint64_t h)
{
	uint64_t key = tagged(k, h);
	size_t most = x->looked < LOOKED_MOST ? CANDIDATES : CANDIDATES_TIRED;
	for (uint32_t i = x->heads.v[key & (x->heads.n - 1)]; i; i = x->postings.v[i - 1].next) {
		if (x->postings.v[i - 1].hash != key)
			continue;
		if (x->found.n >= most)
			return;
		x->looked++;
		take(x, x->postings.v[i - 1].entry);
	}
}

static void search_heads(struct link_index *x, const struct bibliography *b, struct span name)
{
	for (size_t i = 0; i < b->entries.n && x->searched < SEARCHED_MOST; i++) {
		struct span head = b->entries.v[i].head;
		x->searched += head.n + 16;
		if (span_holds(head, name))
			take(x, (uint32_t)i);
	}
}

static void find_near(struct link_index *x, const struct rolling *r)
{
	look_up(x, WITHOUT, part(r, 0, r->n));
	for (size_t i = 0; i < r->n; i++) {
		look_up(x, NAME, without(r, i));
		look_up(x, WITHOUT, without(r, i));
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

void link_index_find(struct link_index *x, const struct bibliography *b, const struct link_question *q)
{
	struct rolling r;
	char plain[NAME_PLAIN];
	struct span name = q->name;
	if (!x->built || (q->near && !x->near))
		build(x, b, q->near);
	x->asked++;
	x->found.n = 0;
	roll(&r, name);
	look_up(x, PLAIN, whole(span_make(plain, name_plain(name, plain))));
	look_up(x, INITIALS, whole(name));
	if (q->initials.n > 1)
		look_up(x, NAME, whole(q->initials));
	if (r.n == name.n) {
		look_up(x, SUFFIX, part(&r, 0, r.n));
		for (size_t less = 1; less <= SUFFIX_LESS && r.n >= SUFFIX_LEAST + less; less++)
			look_up(x, NAME, part(&r, less, r.n));
		look_up(x, PREFIX, part(&r, 0, r.n));
	}
	for (size_t n = PREFIX_LEAST; n <= r.n && n + PREFIX_LESS <= name.n; n++)
		look_up(x, NAME, part(&r, 0, n));
	if (name.n >= HEAD_LEAST)
		look_up(x, HEAD, part(&r, 0, r.n < HEAD_MOST ? r.n : HEAD_MOST));
	if (q->near && r.n == name.n)
		find_near(x, &r);
	if (q->inside)
		search_heads(x, b, name);
	if (x->found.n > 1)
		qsort(x->found.v, x->found.n, sizeof *x->found.v, by_number);
}
