/* The schema for readers: the tables of docs/records.md. */
#include "output/schema.h"

static void add_type(struct buf *out, const struct schema_member *m)
{
	static const char *const names[] = {"string", "integer", "boolean", "object", "list of strings", "list of integers", "list of authors"};
	buf_adds(out, names[m->kind]);
	if (strcmp(m->row->required, "null") == 0 || strcmp(m->row->required, "late") == 0)
		buf_adds(out, " or `null`");
	if (m->row->unit[0] && strcmp(m->row->unit, "number") != 0)
		buf_printf(out, ", %s", m->row->unit);
}

/* A description as a cell: a bar would end it. */
static void add_about(struct buf *out, const char *about)
{
	for (; *about; about++) {
		if (*about == '|')
			buf_addc(out, '\\');
		buf_addc(out, *about);
	}
}

static bool is_in(const struct schema_member *list, const char *name)
{
	for (; list->name; list++)
		if (strcmp(list->name, name) == 0)
			return true;
	return false;
}

static void add_members(struct buf *out, const struct schema_member *list, const struct schema_member *without)
{
	bool any = false;
	for (const struct schema_member *m = list; m->name; m++) {
		if (without && is_in(without, m->name))
			continue;
		if (!any && without)
			buf_adds(out, "\n### In the stream alone\n\nNo columns. Left out where there is nothing to say.\n\n");
		if (!any)
			buf_adds(out, "| member | type | meaning |\n|---|---|---|\n");
		any = true;
		buf_printf(out, "| `%s` | ", m->name);
		add_type(out, m);
		buf_adds(out, " | ");
		add_about(out, m->about);
		buf_adds(out, " |\n");
	}
}

/* "possible info" as a cell. */
static void add_severities(struct buf *out, const char *words)
{
	buf_addc(out, '`');
	for (; *words; words++)
		if (*words == ' ')
			buf_adds(out, "`, `");
		else
			buf_addc(out, *words);
	buf_adds(out, "` | ");
}

static void add_values(struct buf *out, const struct schema_member *m)
{
	bool severity = m->nvalues && m->values[0].severity[0];
	if (m->nvalues == 0)
		return;
	buf_printf(out, severity ? "\n| `%s` | severity | reported where |\n|---|---|---|\n" : "\n| `%s` | meaning |\n|---|---|\n", m->name);
	for (size_t i = 0; i < m->nvalues; i++) {
		const struct schema_row *v = &m->values[i];
		buf_printf(out, "| `%s` | ", v->value);
		if (severity)
			add_severities(out, v->severity);
		add_about(out, v->about);
		buf_adds(out, " |\n");
	}
}

void schema_markdown(const struct schema_table *t, struct buf *out)
{
	if (t->name[0])
		add_members(out, t->members, NULL);
	add_members(out, t->stream, t->name[0] ? t->members : NULL);
	for (const struct schema_member *m = t->stream; m->name; m++)
		add_values(out, m);
}
