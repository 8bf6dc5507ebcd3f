#include "audit/audit_health.h"

#include <stdlib.h>

#include "base/text.h"

enum {
	FEW_CITED = 5,      /* citations of a form; so many say nothing of the list */
	BEHIND_LEAST = 5,   /* numbers behind the last entry */
	BEHIND_MOST = 4096, /* that are remembered */
};

static const char field[] = "\"severity\":\"error\"";

void health_begin(struct health *h)
{
	memset(h->forms, 0, sizeof h->forms);
	h->marks.n = h->behind.n = 0;
	h->last = 0;
}

void health_citation(struct health *h, const struct bibliography *b, const struct record *citation, const struct link *l,
					 const struct buf *findings, size_t from)
{
	if (l->status == LINK_NONE)
		return;
	unsigned char form = !span_is(record_get(citation, "form"), "\"numeric\"");
	h->forms[form].cited++;
	if (l->status != LINK_MISSING)
		return;
	h->forms[form].missing++;
	struct health_mark mark = {.form = form};
	if (form == 0 && h->last == 0)
		for (size_t i = 0; i < b->entries.n; i++) {
			uint64_t n = b->labelled ? b->entries.v[i].label : b->entries.v[i].n;
			h->last = n > h->last ? n : h->last;
		}
	for (size_t i = 0; i < l->absent.n; i++) {
		mark.behind |= l->absent.v[i] > h->last;
		if (l->absent.v[i] > h->last && h->behind.n < BEHIND_MOST)
			list_push(&h->behind, l->absent.v[i]);
	}
	for (size_t i = from; i + sizeof field <= findings->n; i++)
		if (findings->p[i] == '"' && memcmp(findings->p + i, field, sizeof field - 1) == 0) {
			mark.at = i;
			list_push(&h->marks, mark);
			return;
		}
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* The numbers go on behind the last entry as those of a longer list do, most of them cited. */
static bool goes_on(struct health *h)
{
	if (h->behind.n < BEHIND_LEAST)
		return false;
	qsort(h->behind.v, h->behind.n, sizeof *h->behind.v, by_value);
	size_t distinct = 1;
	for (size_t i = 1; i < h->behind.n; i++)
		distinct += h->behind.v[i] != h->behind.v[i - 1];
	return distinct >= BEHIND_LEAST && 2 * distinct >= h->behind.v[h->behind.n - 1] - h->last;
}

void health_end(struct health *h, struct buf *findings)
{
	if (h->marks.n == 0)
		return;
	bool longer = goes_on(h), ill[2];
	for (int k = 0; k < 2; k++)
		ill[k] = h->forms[k].cited > FEW_CITED && 2 * h->forms[k].missing > h->forms[k].cited;
	if (!longer && !ill[0] && !ill[1])
		return;
	struct buf out = {0};
	size_t from = 0;
	for (size_t i = 0; i < h->marks.n; i++) {
		const struct health_mark *m = &h->marks.v[i];
		if (!ill[m->form] && !(longer && m->behind))
			continue;
		buf_add(&out, findings->p + from, m->at - from);
		buf_adds(&out, "\"severity\":\"possible\"");
		from = m->at + sizeof field - 1;
	}
	buf_add(&out, findings->p + from, findings->n - from);
	buf_clear(findings);
	buf_addspan(findings, buf_span(&out));
	buf_free(&out);
}

void health_free(struct health *h)
{
	list_free(&h->marks);
	list_free(&h->behind);
}
