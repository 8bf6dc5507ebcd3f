#include "output/database_views.h"

void database_name(struct buf *sql, const char *name)
{
	buf_addc(sql, '"');
	for (; *name; name++) {
		if (*name == '"')
			buf_addc(sql, '"');
		buf_addc(sql, *name);
	}
	buf_addc(sql, '"');
}

static bool has(const struct schema_table *t, const char *member)
{
	for (const struct schema_member *m = t->members; m->name; m++)
		if (strcmp(m->name, member) == 0)
			return true;
	return false;
}

static bool is_table(const struct schema_table *t, const char *type)
{
	return strcmp(t->type, type) == 0;
}

/* `doc` of a document is its name; all others have the number of their document. They lead to sentences, which are numbered within the
 * document. */
static void add_column(const struct schema_table *t, const struct schema_member *m, struct buf *sql)
{
	if (strcmp(m->name, "doc") == 0 && !is_table(t, "document")) {
		buf_adds(sql, ",\n  document INTEGER NOT NULL REFERENCES documents(id)");
		return;
	}
	buf_adds(sql, ",\n  ");
	database_name(sql, m->name);
	if (m->kind == SCHEMA_BOOLEAN) {
		buf_adds(sql, " INTEGER CHECK (");
		database_name(sql, m->name);
		buf_adds(sql, " IN (0, 1))");
	} else {
		buf_adds(sql, m->kind == SCHEMA_INTEGER ? " INTEGER" : " TEXT");
	}
}

void database_table(const struct schema_table *t, struct buf *sql)
{
	buf_adds(sql, "CREATE TABLE ");
	database_name(sql, t->name);
	buf_adds(sql, " (\n  id INTEGER PRIMARY KEY");
	for (const struct schema_member *m = t->members; m->name; m++)
		add_column(t, m, sql);
	if (span_starts(span_of(t->key), "doc "))
		buf_printf(sql, ",\n  UNIQUE (document, %s)", t->key + 4);
	for (const struct schema_member *m = t->members; m->name; m++)
		if (strcmp(m->row->key, "sentences") == 0)
			buf_adds(sql, ",\n  FOREIGN KEY (document, sentence) REFERENCES sentences(document, sentence)");
	buf_adds(sql, "\n);\n");
}

/* ---- views ---- */

/* Behind the labels of each category. */
static const char claims_view[] =
	", c.citations, c.support, c.hedged, c.strength, c.findings,\n"
	"  r.id AS reference, r.n, r.authors, r.year, r.title, r.container, r.doi, r.url\n"
	"FROM claims c JOIN documents d ON d.id = c.document\n"
	"LEFT JOIN json_each(c.\"references\") e LEFT JOIN \"references\" r ON r.document = c.document AND r.n = e.value;\n";
static const char fixed_views[] =
	"CREATE VIEW citations_with_references AS\n"
	"SELECT c.id AS citation, d.doc, s.section, c.sentence, c.text, c.form, c.study_type, s.text AS sentence_text,\n"
	"  r.id AS reference, r.n, r.authors, r.year, r.title, r.container, r.doi, r.url\n"
	"FROM citations c JOIN documents d ON d.id = c.document\n"
	"LEFT JOIN sentences s ON s.document = c.document AND s.sentence = c.sentence\n"
	"LEFT JOIN json_each(c.reference) e LEFT JOIN \"references\" r ON r.document = c.document AND r.n = e.value;\n"
	"CREATE VIEW findings_with_text AS\n"
	"SELECT f.id AS finding, d.doc, f.code, f.severity, f.message, s.section, f.sentence, s.text,\n"
	"  (SELECT group_concat(r.text, char(10)) FROM json_each(f.related) e\n"
	"    JOIN \"references\" r ON r.document = f.document AND r.n = e.value) AS related_references\n"
	"FROM findings f JOIN documents d ON d.id = f.document\n"
	"LEFT JOIN sentences s ON s.document = f.document AND s.sentence = f.sentence;\n"
	"CREATE VIEW concepts AS\n"
	"SELECT category, concept, min(label) AS label, count(*) AS mentions, count(DISTINCT document) AS documents,\n"
	"  count(*) FILTER (WHERE assertion = 'negated') AS negated\n"
	"FROM mentions GROUP BY category, concept;\n"
	"CREATE VIRTUAL TABLE sentences_fts USING fts5(text, section, content='sentences', content_rowid='id',\n"
	"  tokenize='unicode61 remove_diacritics 2');\n";

/* A column of a mention; NULL in tables that have none of the name. */
static void add_member(const struct schema_table *t, const char *member, struct buf *sql)
{
	buf_printf(sql, has(t, member) ? ", m.%s" : ", NULL AS %s", member);
}

static void add_claims_view(const struct schema_table *tables, size_t n, struct buf *sql)
{
	buf_adds(sql, "CREATE VIEW claims_with_references AS\nSELECT c.id AS claim, d.doc, c.section, c.sentence, c.text");
	for (size_t i = 0; i < n; i++) {
		if (tables[i].category == NULL)
			continue;
		buf_adds(sql, ", c.");
		database_name(sql, tables[i].name);
	}
	buf_adds(sql, claims_view);
}

void database_views(const struct schema_table *tables, size_t n, struct buf *sql)
{
	bool any = false;
	buf_adds(sql, "CREATE VIEW mentions AS\n");
	for (size_t i = 0; i < n; i++) {
		if (!has(&tables[i], "concept"))
			continue;
		buf_printf(sql, "%sSELECT '%s' AS category, m.id AS mention, m.document, d.doc, s.zone, s.section, m.sentence, m.text",
				   any ? "UNION ALL\n" : "", tables[i].name);
		add_member(&tables[i], "concept", sql);
		add_member(&tables[i], "label", sql);
		add_member(&tables[i], "kind", sql);
		add_member(&tables[i], "effect", sql);
		add_member(&tables[i], "assertion", sql);
		add_member(&tables[i], "rule", sql);
		buf_adds(sql, ", s.text AS sentence_text\nFROM ");
		database_name(sql, tables[i].name);
		buf_adds(sql, " m JOIN documents d ON d.id = m.document\n"
					  "LEFT JOIN sentences s ON s.document = m.document AND s.sentence = m.sentence\n");
		any = true;
	}
	buf_adds(sql, ";\n");
	add_claims_view(tables, n, sql);
	buf_adds(sql, fixed_views);
}

/* ---- indexes ---- */

static void add_index(const char *table, const char *columns, struct buf *sql)
{
	struct buf name = {0};
	buf_printf(&name, "%s_by_%s", table, columns);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ',')
			name.p[i] = '_';
	buf_addc(&name, '\0');
	buf_adds(sql, "CREATE INDEX ");
	database_name(sql, name.p);
	buf_adds(sql, " ON ");
	database_name(sql, table);
	buf_printf(sql, " (%s);\n", columns);
	buf_free(&name);
}

void database_indexes(const struct schema_table *tables, size_t n, struct buf *sql)
{
	static const char *const members[] = {"concept", "support", "strength", "code", "doi", "form"};
	for (size_t i = 0; i < n; i++) {
		const struct schema_table *t = &tables[i];
		if (is_table(t, "document"))
			add_index(t->name, "doc", sql);
		else if (!is_table(t, "sentence"))
			add_index(t->name, has(t, "sentence") ? "document,sentence" : "document", sql);
		for (size_t k = 0; k < sizeof members / sizeof members[0]; k++)
			if (has(t, members[k]))
				add_index(t->name, members[k], sql);
	}
	buf_adds(sql, "INSERT INTO sentences_fts(sentences_fts) VALUES ('rebuild');\n");
}
