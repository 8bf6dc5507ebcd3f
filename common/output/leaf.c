#include "output/leaf.h"

#include <stdlib.h>

/* A code that is mistyped would switch the gate off. */
static int check_codes(const char *codes, struct diag *d)
{
	for (const char *p = codes;; p++) {
		size_t n = strcspn(p, ",");
		struct span one = span_trim(span_make(p, n));
		if (!span_is(one, "any") && !schema_has_finding(one))
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
	static const char *const columns[] = {"!table", "!type", "zones", "assertion", "effect", "yields", NULL};
	for (const struct schema_table *t = schema_tables; t->name; t++)
		list_push(&l->tables, *t);
	int code = table_read(&l->categories, rules, "categories.csv", columns, d);
	for (size_t row = 0; code == DIAG_OK && row < l->categories.nrows; row++) {
		struct schema_table t = {.name = table_cell(&l->categories, row, table_column(&l->categories, "table")),
								 .type = table_cell(&l->categories, row, table_column(&l->categories, "type")),
								 .about = "mentions",
								 .members = schema_mention};
		if (schema_by_name(t.name) == NULL)
			list_push(&l->tables, t);
	}
	return code;
}

void leaf_close(struct leaf *l)
{
	table_free(&l->categories);
	list_free(&l->tables);
}

size_t leaf_table(const struct leaf *l, struct span type)
{
	for (size_t i = 0; i < l->tables.n; i++)
		if (span_is(type, l->tables.v[i].type))
			return i;
	return SIZE_MAX;
}

bool leaf_fails(const struct leaf *l, const struct record *finding)
{
	struct span code = record_get(finding, "code");
	if (l->fail_on == NULL || code.n < 2)
		return false;
	code = span_sub(code, 1, code.n - 1);
	for (const char *p = l->fail_on;;) {
		const char *comma = strchr(p, ',');
		struct span one = span_trim(comma ? span_make(p, (size_t)(comma - p)) : span_of(p));
		if (span_is(one, "any") || span_eq(one, code))
			return true;
		if (comma == NULL)
			return false;
		p = comma + 1;
	}
}

void leaf_title(const struct document *doc, struct record *document)
{
	struct record s;
	if (!span_is(record_get(document, "title"), "\"\""))
		return;
	for (size_t i = 0; i < doc->n; i++)
		if (span_is(doc->v[i].type, "sentence") && record_parse(&s, doc->v[i].text) == 0 && span_is(record_get(&s, "zone"), "\"title\"")) {
			for (size_t k = 0; k < document->n; k++)
				if (span_is(document->m[k].key, "title"))
					document->m[k].value = record_get(&s, "text");
			return;
		}
}

int leaf_rows(struct leaf *l, const struct document *doc, leaf_row *row, void *ctx, struct diag *d)
{
	struct record end, r;
	record_parse(&end, doc->v[doc->n - 1].text);
	l->documents++;
	for (size_t i = 0; i < doc->n; i++) {
		const struct line *line = &doc->v[i];
		size_t table = leaf_table(l, line->type);
		if (table == SIZE_MAX)
			continue;
		if (record_parse(&r, line->text) != 0)
			return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "a line of type '%.*s' is no record", (int)line->type.n, line->type.p);
		if (i == 0)
			leaf_title(doc, &r);
		l->failures += span_is(line->type, "finding") && leaf_fails(l, &r);
		int code = row(ctx, table, &r, i == 0 ? &end : NULL, d);
		if (code)
			return code;
	}
	return DIAG_OK;
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
