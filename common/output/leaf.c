#include "output/leaf.h"

#include <stdlib.h>

#include "base/text.h"

/* A code that is mistyped would switch the gate off. */
static int check_codes(const char *codes, struct diag *d)
{
	for (const char *p = codes;; p++) {
		size_t n = strcspn(p, ",");
		struct span one = span_trim(span_make(p, n));
		if (!span_is(one, "any") && schema_finding(one) == NULL)
			return diag_at(d, DIAG_WRONG, NULL, 0, 0, "--fail-on: no finding has the code '%.*s'", (int)one.n, one.p);
		p += n;
		if (*p == '\0')
			return DIAG_OK;
	}
}

int leaf_option(struct leaf *l, int letter, const char *arg, struct diag *d)
{
	switch (letter) {
	case 'o':
		l->output = arg;
		return DIAG_OK;
	case 'F':
		l->fail_on = arg;
		return check_codes(arg, d);
	default:
		l->seal = arg;
		return DIAG_OK;
	}
}

int leaf_open(struct leaf *l, const char *rules, struct diag *d)
{
	return schema_open(&l->schema, rules, d);
}

void leaf_close(struct leaf *l)
{
	schema_close(&l->schema);
	buf_free(&l->head);
	buf_free(&l->title);
}

size_t leaf_table(const struct leaf *l, struct span type)
{
	for (size_t i = 0; i < l->schema.tables.n; i++)
		if (span_is(type, l->schema.tables.v[i].type))
			return i;
	return SIZE_MAX;
}

bool leaf_fails_code(const struct leaf *l, struct span code)
{
	for (const char *p = l->fail_on; p;) {
		const char *comma = strchr(p, ',');
		struct span one = span_trim(comma ? span_make(p, (size_t)(comma - p)) : span_of(p));
		if (span_is(one, "any") || span_eq(one, code))
			return true;
		p = comma ? comma + 1 : NULL;
	}
	return false;
}

bool leaf_fails(const struct leaf *l, const struct record *finding)
{
	struct span code = record_get(finding, "code");
	return code.n >= 2 && leaf_fails_code(l, span_sub(code, 1, code.n - 1));
}

/* The signs of Markdown stand in JSON as they are: they come off the raw value. */
static struct span unmarked(struct span value, struct buf *out)
{
	buf_clear(out);
	buf_addc(out, '"');
	buf_addspan(out, text_unmarked(span_sub(value, 1, value.n - 1)));
	buf_addc(out, '"');
	return buf_span(out);
}

static void find_title(const struct document *doc, struct record *document, struct buf *title)
{
	struct record s;
	if (!span_is(record_get(document, "title"), "\"\""))
		return;
	for (size_t i = 0; i < doc->n; i++)
		if (span_is(doc->v[i].type, "sentence") && record_parse(&s, doc->v[i].text) == 0 && span_is(record_get(&s, "zone"), "\"title\"")) {
			for (size_t k = 0; k < document->n; k++)
				if (span_is(document->m[k].key, "title"))
					document->m[k].value = unmarked(record_get(&s, "text"), title);
			return;
		}
}

bool leaf_document(struct leaf *l, const struct document *doc, struct record *r, struct record *end)
{
	if (doc->opens) {
		buf_clear(&l->head);
		buf_addspan(&l->head, doc->v[0].text);
	}
	if (!doc->closes || record_parse(end, doc->v[doc->n - 1].text) != 0 || record_parse(r, buf_span(&l->head)) != 0)
		return false;
	find_title(doc, r, &l->title);
	return true;
}

static int no_record(const struct line *line, struct diag *d)
{
	return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type '%.*s' is no record", (int)line->type.n, line->type.p);
}

int leaf_count(struct leaf *l, const struct document *doc, struct diag *d)
{
	struct record r;
	l->documents += doc->opens;
	for (size_t i = 0; i < doc->n && l->fail_on; i++) {
		if (doc->v[i].kind != KIND_FINDING)
			continue;
		if (record_parse(&r, doc->v[i].text) != 0)
			return no_record(&doc->v[i], d);
		l->failures += leaf_fails(l, &r);
	}
	return DIAG_OK;
}

int leaf_rows(struct leaf *l, const struct document *doc, leaf_row *row, void *ctx, struct diag *d)
{
	struct record end, r;
	int code = DIAG_OK;
	l->documents += doc->opens;
	if (leaf_document(l, doc, &r, &end))
		code = row(ctx, leaf_table(l, r.type), &r, &end, d);
	for (size_t i = doc->opens; i < doc->n && code == DIAG_OK; i++) {
		const struct line *line = &doc->v[i];
		size_t table = leaf_table(l, line->type);
		if (table == SIZE_MAX)
			continue;
		if (record_parse(&r, line->text) != 0)
			return no_record(line, d);
		l->failures += span_is(line->type, "finding") && leaf_fails(l, &r);
		code = row(ctx, table, &r, NULL, d);
	}
	return code;
}

struct span leaf_value(const struct record *r, const struct record *more, const char *member)
{
	struct span raw = record_get(r, member);
	if (raw.p == NULL && more != NULL)
		raw = record_get(more, member);
	return raw.p != NULL && span_is(raw, "null") ? (struct span){NULL, 0} : raw;
}

int leaf_gate(const struct leaf *l, struct diag *d)
{
	if (l->failures == 0)
		return DIAG_OK;
	return diag_at(d, DIAG_FOUND, NULL, 0, 0, "%zu finding%s of %s", l->failures, l->failures == 1 ? "" : "s", l->fail_on);
}
