#include "audit/across.h"

#include <stdlib.h>

#include "audit/audit.h"

static void write_conflict(const struct entry *e, const struct work_said *said, const struct work_heard *first, struct span doc,
						   struct buf *out)
{
	struct buf message = {0}, name = {0};
	json_unescape(first->doc, &name);
	buf_printf(&message, "the same work is given with other data in '%.*s' (entry %llu): ", (int)name.n, name.p,
			   (unsigned long long)first->said.n);
	buf_printf(&message, "year %u, volume %.*s there; year %u, volume %.*s here", first->said.year, (int)first->said.volume.n,
			   first->said.volume.p, said->year, (int)said->volume.n, said->volume.p);
	audit_entry(e, doc, "conflicting-reference", "warning", buf_span(&message), out);
	buf_free(&message);
	buf_free(&name);
}

void across_count(struct across *a, const struct document *doc)
{
	for (size_t i = 0; i < doc->n; i++) {
		const struct line *l = &doc->v[i];
		size_t category = l->kind == KIND_OTHER ? categories_of_type(a->categories, l->type) : SIZE_MAX;
		a->counts[l->kind]++;
		if (category != SIZE_MAX)
			a->mentions.v[category]++;
	}
}

void across_count_written(struct across *a, enum line_kind kind, struct span lines)
{
	for (const char *nl, *end = lines.p + lines.n; lines.n && (nl = memchr(lines.p, '\n', lines.n)) != NULL;) {
		a->counts[kind]++;
		lines = span_make(nl + 1, (size_t)(end - nl) - 1);
	}
}

/* `document-end` with the counts of all types appended, so that what comes after can check them. */
static void write_end(const struct across *a, struct span line, struct buf *out)
{
	static const struct {
		enum line_kind kind;
		const char *name;
	} types[] = {{KIND_CITATION, "citation"}, {KIND_REFERENCE, "reference"}, {KIND_CLAIM, "claim"}, {KIND_FINDING, "finding"}};
	buf_add(out, line.p, line.n - 1);
	if (record_find(line, "sentence").p == NULL) /* those of a list of references are counted where they are made */
		record_add_number(out, "sentence", a->counts[KIND_SENTENCE]);
	for (size_t i = 0; i < a->categories->rows.n; i++)
		if (a->categories->rows.v[i].first)
			record_add_number(out, a->categories->rows.v[i].type, a->mentions.v[i]);
	for (size_t t = 0; t < sizeof types / sizeof types[0]; t++)
		record_add_number(out, types[t].name, a->counts[types[t].kind]);
	record_close(out);
}

static uint64_t mixed(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

/* A hash of all that a finding takes from the other document; `which` of the entries it is about. Never 0. */
static uint64_t told_more(uint64_t told, size_t which, const struct work_heard *first)
{
	const struct span words[] = {first->doc, first->said.volume};
	told = mixed(mixed(mixed(told, which + 1), first->said.n), first->said.year);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < words[i].n; k++)
			told = mixed(told, (unsigned char)words[i].p[k] + 256 * i);
	return told ? told : 1;
}

uint64_t across_again(struct across *a, const struct work_said *said, size_t n, struct span doc)
{
	struct work_heard first;
	uint64_t told = 0;
	if (a->works == NULL)
		a->works = works_new();
	for (size_t i = 0; i < n; i++)
		if (works_contradict(a->works, &said[i], doc, &first))
			told = told_more(told, i, &first);
	return told;
}

void across_begin(struct across *a)
{
	if (a->works == NULL)
		a->works = works_new();
	bibliography_clear(&a->list, true);
	a->said.n = 0;
	a->told = 0;
	buf_clear(&a->findings);
	memset(a->counts, 0, sizeof a->counts);
	a->mentions.n = 0;
	for (size_t i = 0; i < a->categories->rows.n; i++)
		list_push(&a->mentions, 0);
}

void across_compare(struct across *a, const struct bibliography *list, size_t from, struct span doc)
{
	struct work_said said;
	struct work_heard first;
	for (size_t i = from; i < list->entries.n; i++) {
		if (!work_said(list, &list->entries.v[i], &said))
			continue;
		list_push(&a->said, said);
		if (!works_contradict(a->works, &said, doc, &first))
			continue;
		write_conflict(&list->entries.v[i], &said, &first, doc, &a->findings);
		a->told = told_more(a->told, a->said.n - 1, &first);
		a->counts[KIND_FINDING]++;
	}
}

void across_end(struct across *a, struct span end, struct buf *out)
{
	buf_addspan(out, buf_span(&a->findings));
	write_end(a, end, out);
}

void across_document(struct across *a, const struct document *doc, struct buf *out)
{
	struct record r;
	if (doc->opens)
		across_begin(a);
	size_t from = a->list.entries.n, lines = doc->n - doc->closes;
	across_count(a, doc);
	for (size_t i = 0; i < lines; i++)
		if (doc->v[i].kind == KIND_REFERENCE && record_parse(&r, doc->v[i].text) == 0)
			bibliography_add(&a->list, &r, 0);
	if (lines) { /* they lie side by side */
		const struct span last = doc->v[lines - 1].text;
		buf_add(out, doc->v[0].text.p, (size_t)(last.p + last.n + 1 - doc->v[0].text.p));
	}
	across_compare(a, &a->list, from, doc->id);
	if (doc->closes)
		across_end(a, doc->v[doc->n - 1].text, out);
}

void across_free(struct across *a)
{
	works_free(a->works);
	bibliography_free(&a->list);
	list_free(&a->said);
	list_free(&a->mentions);
	buf_free(&a->findings);
}
