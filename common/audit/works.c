#include "audit/works.h"

#include <stdlib.h>

#include "base/text.h"

enum { TITLE_SHORTEST = 20, YEARS_APART = 2, VOLUMES_APART = 2 };

/* What is remembered of a work: the first entry seen. The strings lie in works.memory, one after the other. */
struct work {
	uint64_t key; /* of title and first author; 0 marks a free place */
	uint64_t container;
	size_t at;            /* in memory: doc, volume */
	uint32_t doc, volume; /* their lengths */
	uint64_t n;
	unsigned year;
};

struct works {
	struct work *v;
	size_t mask, used;
	struct buf memory;
};

#define BASIS UINT64_C(0xcbf29ce484222325) /* where the hash begins */

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

static void remember(struct works *w, struct work *at, const struct work_said *said, struct span doc)
{
	*at = (struct work){.key = said->key,
						.container = said->container,
						.at = w->memory.n,
						.doc = (uint32_t)doc.n,
						.volume = (uint32_t)said->volume.n,
						.n = said->n,
						.year = said->year};
	buf_addspan(&w->memory, doc);
	buf_addspan(&w->memory, said->volume);
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

/* Years that differ by one are print and online; a volume counts only against the same journal. Without a volume it may be a book and its
 * next edition, a web page of another day, a preprint and what became of it. Where the volume of a journal moves with the year, a title
 * comes back, as those of guidelines do. */
static bool contradicts(const struct work_said *a, const struct work_said *b)
{
	unsigned v = number_of(a->volume), u = number_of(b->volume), years = a->year && b->year ? apart(a->year, b->year) : 0;
	bool same_journal = a->container && a->container == b->container;
	if (v == 0 || u == 0)
		return false;
	if (same_journal && years && (v > u) == (a->year > b->year) && apart(v, u) >= years)
		return false;
	return years >= YEARS_APART || (same_journal && apart(v, u) >= VOLUMES_APART);
}

bool work_said(const struct bibliography *b, const struct entry *e, struct work_said *out)
{
	if (e->title.n < TITLE_SHORTEST || e->n_names == 0 || e->truncated)
		return false;
	uint64_t key = hash(hash(BASIS, e->title), b->names.v[e->names]);
	*out = (struct work_said){
		.key = key ? key : 1, .container = e->container.n ? hash(BASIS, e->container) : 0, .n = e->n, .year = e->year, .volume = e->volume};
	return true;
}

bool works_contradict(struct works *w, const struct work_said *said, struct span doc, struct work_heard *first)
{
	struct work *k = place(w, said->key);
	if (k->key == 0) {
		remember(w, k, said, doc);
		return false;
	}
	first->doc = span_make(w->memory.p + k->at, k->doc);
	first->said = (struct work_said){k->key, k->container, k->n, k->year, {w->memory.p + k->at + k->doc, k->volume}};
	return !span_eq(first->doc, doc) && contradicts(&first->said, said);
}
