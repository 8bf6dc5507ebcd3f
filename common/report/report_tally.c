#include "report/report_tally.h"

#include <stdlib.h>

/* FNV-1a. */
static uint64_t hash(struct span s)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return h ^ h >> 29;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct tally *t, struct span key)
{
	size_t at = (size_t)hash(key) & (t->nslots - 1);
	while (t->slots[at] && !span_eq(t->entries.v[t->slots[at] - 1].key, key))
		at = (at + 1) & (t->nslots - 1);
	return at;
}

static void grow(struct tally *t)
{
	free(t->slots);
	t->nslots = t->nslots ? t->nslots * 2 : 64;
	t->slots = mem_zeroed(t->nslots * sizeof *t->slots);
	for (size_t i = 0; i < t->entries.n; i++)
		t->slots[slot_of(t, t->entries.v[i].key)] = i + 1;
}

void tally_add_many(struct tally *t, struct span key, unsigned part, uint64_t times)
{
	if (t->entries.n * 2 >= t->nslots)
		grow(t);
	size_t at = slot_of(t, key);
	if (t->slots[at] == 0) {
		char *own = mem_alloc(key.n);
		if (key.n)
			memcpy(own, key.p, key.n);
		struct tally_entry e = {.key = span_make(own, key.n)};
		list_push(&t->entries, e);
		t->slots[at] = t->entries.n;
	}
	struct tally_entry *e = &t->entries.v[t->slots[at] - 1];
	e->count += times;
	e->parts[part < TALLY_PARTS ? part : TALLY_PARTS - 1] += times;
}

uint64_t tally_count(const struct tally *t, struct span key)
{
	size_t found = t->nslots ? t->slots[slot_of(t, key)] : 0;
	return found ? t->entries.v[found - 1].count : 0;
}

static int compare(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;
	return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : span_cmp(x->key, y->key);
}

size_t tally_top(const struct tally *t, struct tally_entry *top, size_t most)
{
	size_t n = t->entries.n;
	if (n == 0)
		return 0;
	struct tally_entry *all = mem_alloc(n * sizeof *all);
	memcpy(all, t->entries.v, n * sizeof *all);
	qsort(all, n, sizeof *all, compare);
	most = most < n ? most : n;
	memcpy(top, all, most * sizeof *all);
	free(all);
	return most;
}

void tally_free(struct tally *t)
{
	for (size_t i = 0; i < t->entries.n; i++)
		free((char *)(uintptr_t)t->entries.v[i].key.p);
	list_free(&t->entries);
	free(t->slots);
	t->slots = NULL;
	t->nslots = 0;
}
