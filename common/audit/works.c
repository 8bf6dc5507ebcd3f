#include "audit/works.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "base/text.h"

enum { TITLE_SHORTEST = 20, YEARS_APART = 2, VOLUMES_APART = 2 };

/* What is remembered of a work: the first entry seen. The strings lie in works.memory, one after the other. */
struct work {
	uint64_t key;                          /* of title and first author; 0 marks a free place */
	size_t at;                             /* in memory: doc, container, volume, first name */
	uint32_t doc, container, volume, name; /* their lengths */
	uint64_t n;
	unsigned year;
};

struct works {
	struct work *v;
	size_t mask, used;
	struct buf memory;
};

static uint64_t hash(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 31;
}

struct works *works_new(void)
{
	struct works *w = mem_alloc(sizeof *w);
	*w = (struct works){.mask = 1023};
	w->v = mem_alloc((w->mask + 1) * sizeof *w->v);
	memset(w->v, 0, (w->mask + 1) * sizeof *w->v);
	return w;
}

void works_free(struct works *w)
{
	if (w == NULL)
		return;
	free(w->v);
	buf_free(&w->memory);
	free(w);
}

static struct work *place(const struct works *w, uint64_t key)
{
	size_t i = key & w->mask;
	while (w->v[i].key != 0 && w->v[i].key != key)
		i = (i + 1) & w->mask;
	return &w->v[i];
}

static void grow(struct works *w)
{
	struct work *old = w->v;
	size_t n = w->mask + 1;
	w->v = mem_alloc(2 * n * sizeof *w->v);
	memset(w->v, 0, 2 * n * sizeof *w->v);
	w->mask = 2 * n - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*place(w, old[i].key) = old[i];
	free(old);
}

static void remember(struct works *w, struct work *at, uint64_t key, const struct entry *e, struct span doc)
{
	*at = (struct work){.key = key,
						.at = w->memory.n,
						.doc = (uint32_t)doc.n,
						.container = (uint32_t)e->container.n,
						.volume = (uint32_t)e->volume.n,
						.name = (uint32_t)e->first_name.n,
						.n = e->n,
						.year = e->year};
	buf_addspan(&w->memory, doc);
	buf_addspan(&w->memory, e->container);
	buf_addspan(&w->memory, e->volume);
	buf_addspan(&w->memory, e->first_name);
	if (++w->used > w->mask / 2)
		grow(w);
}

static unsigned number_of(struct span s)
{
	unsigned v = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!text_is_digit(s.p[i]) || i > 5)
			return 0;
		v = v * 10 + (unsigned)(s.p[i] - '0');
	}
	return v;
}

static unsigned apart(unsigned a, unsigned b)
{
	return a > b ? a - b : b - a;
}

/* Years that differ by one are print and online; a volume counts only against the same journal. */
static bool contradicts(const struct works *w, const struct work *k, const struct entry *e)
{
	struct span container = span_make(w->memory.p + k->at + k->doc, k->container);
	struct span volume = span_make(container.p + container.n, k->volume);
	if (k->year && e->year && apart(k->year, e->year) >= YEARS_APART)
		return true;
	unsigned a = number_of(volume), b = number_of(e->volume);
	return a && b && apart(a, b) >= VOLUMES_APART && container.n && span_eq(container, e->container);
}

bool works_compare(struct works *w, const struct bibliography *b, const struct entry *e, struct span doc, struct buf *out)
{
	if (e->title.n < TITLE_SHORTEST || e->n_names == 0 || e->truncated)
		return false;
	uint64_t key = hash(hash(UINT64_C(0xcbf29ce484222325), e->title), b->names.v[e->names]);
	struct work *k = place(w, key ? key : 1);
	if (k->key == 0) {
		remember(w, k, key ? key : 1, e, doc);
		return false;
	}
	struct span other = span_make(w->memory.p + k->at, k->doc);
	if (span_eq(other, doc) || !contradicts(w, k, e))
		return false;
	struct span volume = span_make(other.p + k->doc + k->container, k->volume);
	struct buf message = {0}, name = {0};
	json_unescape(other, &name);
	buf_printf(&message, "the same work is given with other data in '%.*s' (entry %llu): ", (int)name.n, name.p, (unsigned long long)k->n);
	buf_printf(&message, "year %u, volume %.*s there; year %u, volume %.*s here", k->year, (int)volume.n, volume.p, e->year,
			   (int)e->volume.n, e->volume.p);
	audit_entry(e, doc, "conflicting-reference", "warning", buf_span(&message), out);
	buf_free(&message);
	buf_free(&name);
	return true;
}
