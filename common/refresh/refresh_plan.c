#include "refresh/refresh_plan.h"

#include <stdlib.h>

#include "stream/feed.h"

enum { LINE_BYTES = 256 };

/* Documents by their keys: open addressing. */
struct plan_places {
	const struct refresh_index *x;
	uint64_t *v; /* number of the document + 1; 0: free */
	size_t mask;
};

static uint64_t *place_of(const struct plan_places *p, const char *key)
{
	uint64_t hash;
	memcpy(&hash, key, sizeof hash); /* digits of a hash already; the multiplication spreads them */
	size_t i = (size_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 20) & p->mask;
	while (p->v[i] != 0 && memcmp(p->x->entries[p->v[i] - 1].key, key, LEDGER_KEY) != 0)
		i = (i + 1) & p->mask;
	return &p->v[i];
}

struct plan_places *plan_places(const struct refresh_index *x)
{
	struct plan_places *p = mem_alloc(sizeof *p);
	*p = (struct plan_places){.x = x, .mask = 1023};
	while (p->mask < 2 * x->n)
		p->mask = 2 * p->mask + 1;
	p->v = mem_alloc((p->mask + 1) * sizeof *p->v);
	memset(p->v, 0, (p->mask + 1) * sizeof *p->v);
	for (size_t i = 0; i < x->n; i++) {
		uint64_t *at = place_of(p, x->entries[i].key);
		if (*at == 0 && !x->entries[i].again)
			*at = i + 1;
	}
	return p;
}

void plan_places_free(struct plan_places *p)
{
	if (p == NULL)
		return;
	free(p->v);
	free(p);
}

void plan_add(struct refresh_plan *p, const struct ledger_line *line, const struct plan_places *places)
{
	struct plan_document one = {.old = PLAN_NEW};
	memcpy(one.key, line->key, LEDGER_KEY);
	uint64_t at = places && ledger_line_readable(line) ? *place_of(places, line->key) : 0;
	if (at)
		one.old = at - 1;
	list_push(&p->documents, one);
}

void plan_write(const struct refresh_plan *p, struct buf *out)
{
	buf_add(out, p->base, REFRESH_HASH);
	buf_addc(out, ' ');
	buf_add(out, p->mark, REFRESH_HASH);
	buf_addc(out, '\n');
	for (size_t i = 0; i < p->documents.n; i++) {
		const struct plan_document *one = &p->documents.v[i];
		buf_add(out, one->key, LEDGER_KEY);
		buf_addc(out, ' ');
		if (one->old == PLAN_NEW)
			buf_addc(out, '-');
		else
			buf_addu(out, one->old);
		buf_addc(out, '\n');
	}
}

static bool read_line(struct refresh_plan *p, struct span line, bool first)
{
	struct plan_document one;
	if (line.n < LEDGER_KEY + 2 || line.p[LEDGER_KEY] != ' ')
		return false;
	struct span rest = span_sub(line, LEDGER_KEY + 1, line.n);
	if (first) {
		memcpy(p->base, line.p, REFRESH_HASH);
		if (rest.n == REFRESH_HASH)
			memcpy(p->mark, rest.p, REFRESH_HASH);
		return rest.n == REFRESH_HASH;
	}
	memcpy(one.key, line.p, LEDGER_KEY);
	one.old = span_is(rest, "-") ? PLAN_NEW : json_number(rest, PLAN_NEW);
	list_push(&p->documents, one);
	return one.old != PLAN_NEW || span_is(rest, "-");
}

int plan_read(struct refresh_plan *p, const char *path, struct diag *d)
{
	struct feed f;
	struct buf line = {0};
	int code = feed_open(&f, path, d);
	if (code)
		return code;
	size_t n = 1;
	for (; code == DIAG_OK && feed_line(&f, LINE_BYTES, &line); n++)
		if (!read_line(p, buf_span(&line), n == 1))
			code = diag_at(d, DIAG_WRONG, path, n, 0, "is no line of a plan");
	if (code == DIAG_OK && n == 1)
		code = diag_at(d, DIAG_WRONG, path, 1, 0, "the plan is empty");
	if (code == DIAG_OK)
		code = feed_status(&f, d);
	feed_close(&f);
	buf_free(&line);
	return code;
}

void plan_free(struct refresh_plan *p)
{
	list_free(&p->documents);
}

bool plan_changes_nothing(const struct refresh_plan *p, const struct refresh_index *x)
{
	for (size_t i = 0; i < p->documents.n; i++)
		if (p->documents.v[i].old != i)
			return false;
	return p->documents.n == x->n;
}
