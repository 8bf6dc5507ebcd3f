/* The schema for programs: JSON Schema of the records, Frictionless Table Schema of the tables. */
#include "base/record.h"
#include "output/schema.h"

static void add_text(struct buf *out, const char *key, const char *about)
{
	buf_printf(out, "\"%s\": ", key);
	json_write(out, span_of(about));
}

/* What a member means, with its unit. */
static void add_about(struct buf *out, const struct schema_member *m)
{
	struct buf about = {0};
	buf_adds(&about, m->about);
	if (m->row->unit[0] && strcmp(m->row->unit, "number") != 0)
		buf_printf(&about, " [%s]", m->row->unit);
	buf_addc(&about, '\0');
	add_text(out, "description", about.p);
	buf_free(&about);
}

static void add_words(struct buf *out, const struct schema_member *m, bool null)
{
	buf_adds(out, "\"enum\": [");
	for (size_t i = 0; i < m->nvalues; i++)
		buf_printf(out, "%s\"%s\"", i ? ", " : "", m->values[i].value);
	buf_adds(out, null ? ", null]" : "]");
}

/* ---- records ---- */

static void add_type(struct buf *out, enum schema_kind kind, bool null)
{
	static const char *const names[] = {"string", "integer", "boolean", "object", "array", "array", "array"};
	static const char *const items[] = {
		[SCHEMA_STRINGS] = ", \"items\": {\"type\": \"string\"}",
		[SCHEMA_INTEGERS] = ", \"items\": {\"type\": \"integer\", \"minimum\": 0}",
		[SCHEMA_AUTHORS] = ", \"items\": {\"$ref\": \"#/$defs/author\"}",
	};
	buf_printf(out, null ? "\"type\": [\"%s\", \"null\"]" : "\"type\": \"%s\"", names[kind]);
	if (kind >= SCHEMA_STRINGS)
		buf_adds(out, items[kind]);
	else if (kind == SCHEMA_INTEGER)
		buf_adds(out, ", \"minimum\": 0");
}

static void add_member(struct buf *out, const struct schema_member *m)
{
	bool null = strcmp(m->row->required, "null") == 0 || strcmp(m->row->required, "late") == 0;
	buf_printf(out, ",\n        \"%s\": {", m->name);
	add_type(out, m->kind, null);
	buf_adds(out, ", ");
	if (m->nvalues) {
		add_words(out, m, null);
		buf_adds(out, ", ");
	}
	add_about(out, m);
	buf_addc(out, '}');
}

static void add_record(struct buf *out, const struct schema_table *t)
{
	buf_printf(out, ",\n    \"%s\": {\n      \"type\": \"object\",\n      ", t->type);
	add_text(out, "description", t->about);
	buf_printf(out, ",\n      \"properties\": {\n        \"type\": {\"const\": \"%s\"}", t->type);
	for (const struct schema_member *m = t->stream; m->name; m++)
		add_member(out, m);
	buf_adds(out, "\n      },\n      \"required\": [\"type\"");
	for (const struct schema_member *m = t->stream; m->name; m++)
		if (strcmp(m->row->required, "yes") == 0 || strcmp(m->row->required, "null") == 0)
			buf_printf(out, ", \"%s\"", m->name);
	buf_adds(out, "],\n      \"additionalProperties\": false\n    }");
}

void schema_json(const struct schema *s, const char *version, struct buf *out)
{
	buf_printf(out,
			   "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"a record of evitab %s\",\n"
			   "  \"description\": \"One line of records.jsonl, of -f jsonl, or of the stream between the stages.\",\n  \"oneOf\": [",
			   version);
	for (size_t i = 0; i < s->tables.n; i++)
		buf_printf(out, "%s\n    {\"$ref\": \"#/$defs/%s\"}", i ? "," : "", s->tables.v[i].type);
	for (size_t i = 0; i < s->hidden.n; i++)
		buf_printf(out, ",\n    {\"$ref\": \"#/$defs/%s\"}", s->hidden.v[i].type);
	buf_adds(out,
			 "\n  ],\n  \"$defs\": {\n    \"author\": {\n      \"type\": \"object\",\n      \"properties\": {\n        \"family\": "
			 "{\"type\": \"string\"},\n        \"given\": {\"type\": \"string\"},\n        \"suffix\": {\"type\": \"string\"}\n      },\n"
			 "      \"required\": [\"family\"],\n      \"additionalProperties\": false\n    }");
	for (size_t i = 0; i < s->tables.n; i++)
		add_record(out, &s->tables.v[i]);
	for (size_t i = 0; i < s->hidden.n; i++)
		add_record(out, &s->hidden.v[i]);
	buf_adds(out, "\n  }\n}\n");
}

/* ---- tables ---- */

/* A cell that is empty is a missing value, so of words only those of a list can be demanded. */
static void add_constraints(struct buf *out, const struct schema_member *m)
{
	bool demanded = strcmp(m->row->required, "yes") == 0 && (m->kind == SCHEMA_INTEGER || m->kind == SCHEMA_BOOLEAN || m->nvalues);
	size_t from = out->n;
	buf_adds(out, ", \"constraints\": {");
	size_t empty = out->n;
	if (demanded)
		buf_adds(out, "\"required\": true");
	if (m->kind == SCHEMA_INTEGER)
		buf_printf(out, "%s\"minimum\": 0", out->n > empty ? ", " : "");
	if (m->nvalues) {
		buf_adds(out, out->n > empty ? ", " : "");
		add_words(out, m, false);
	}
	if (out->n == empty)
		out->n = from;
	else
		buf_addc(out, '}');
}

static void add_fields(struct buf *out, const struct schema_table *t)
{
	static const char *const types[] = {"string", "integer", "boolean", "string", "string", "string", "string"};
	for (const struct schema_member *m = t->members; m->name; m++) {
		buf_printf(out, "%s\n\t\t\t\t\t{\"name\": \"%s\", \"type\": \"%s\"", m == t->members ? "" : ",", m->name, types[m->kind]);
		add_constraints(out, m);
		buf_adds(out, ", ");
		add_about(out, m);
		buf_addc(out, '}');
	}
}

/* "doc sentence" as ["doc", "sentence"]. */
static void add_key(struct buf *out, const char *words)
{
	buf_adds(out, "[\"");
	for (; *words; words++)
		if (*words == ' ')
			buf_adds(out, "\", \"");
		else
			buf_addc(out, *words);
	buf_adds(out, "\"]");
}

/* Where a member leads to a table, it is the last part of that table's key, and the other parts have the same names here. */
static void add_keys(const struct schema *s, struct buf *out, const struct schema_table *t)
{
	bool any = false;
	if (t->key[0]) {
		buf_adds(out, ",\n\t\t\t\t\"primaryKey\": ");
		add_key(out, t->key);
	}
	for (const struct schema_member *m = t->members; m->name; m++) {
		const struct schema_table *to = NULL;
		for (size_t i = 0; i < s->tables.n && m->row->key[0]; i++)
			if (strcmp(s->tables.v[i].name, m->row->key) == 0)
				to = &s->tables.v[i];
		if (to == NULL)
			continue;
		buf_adds(out, any ? ",\n\t\t\t\t\t{\"fields\": " : ",\n\t\t\t\t\"foreignKeys\": [\n\t\t\t\t\t{\"fields\": ");
		add_key(out, to->key);
		buf_printf(out, ", \"reference\": {\"resource\": \"%s\", \"fields\": ", to->name);
		add_key(out, to->key);
		buf_adds(out, "}}");
		any = true;
	}
	if (any)
		buf_adds(out, "\n\t\t\t\t]");
}

void schema_datapackage(const struct schema *s, const char *version, bool keys, struct buf *out)
{
	buf_printf(out, "{\n\t\"profile\": \"tabular-data-package\",\n\t\"name\": \"evitab\",\n\t\"version\": \"%s\",\n\t\"resources\": [",
			   version);
	for (size_t i = 0; i < s->tables.n; i++) {
		const struct schema_table *t = &s->tables.v[i];
		buf_printf(out,
				   "%s\n\t\t{\n\t\t\t\"name\": \"%s\",\n\t\t\t\"path\": \"%s.csv\",\n\t\t\t\"profile\": \"tabular-data-resource\",\n\t\t\t",
				   i ? "," : "", t->name, t->name);
		add_text(out, "description", t->about);
		buf_adds(out, ",\n\t\t\t\"mediatype\": \"text/csv\",\n\t\t\t\"encoding\": \"utf-8\",\n\t\t\t\"schema\": {\n\t\t\t\t\"fields\": [");
		add_fields(out, t);
		buf_adds(out, "\n\t\t\t\t],\n\t\t\t\t\"missingValues\": [\"\"]");
		if (keys)
			add_keys(s, out, t);
		buf_adds(out, "\n\t\t\t}\n\t\t}");
	}
	buf_adds(out, "\n\t]\n}\n");
}
