#include "output/schema.h"

#include "base/record.h"

#define DOC                                                                             \
	{                                                                                   \
		"doc", SCHEMA_STRING, "the document: its path, or the id that the user gave it" \
	}
#define SENTENCE                                                                  \
	{                                                                             \
		"sentence", SCHEMA_INTEGER, "number of the sentence record that it is in" \
	}
#define PLACE                                                                                                                           \
	{"start", SCHEMA_INTEGER, "first byte in the source"}, {"end", SCHEMA_INTEGER, "byte after the last in the source"},                \
		{"char_start", SCHEMA_INTEGER, "the same place in code points"}, {"char_end", SCHEMA_INTEGER, "the same place in code points"}, \
	{                                                                                                                                   \
		"text", SCHEMA_STRING, "the normalized words"                                                                                   \
	}
#define CONCEPT                                             \
	{"concept", SCHEMA_STRING, "id of the concept"},        \
	{                                                       \
		"label", SCHEMA_STRING, "usual name of the concept" \
	}
#define ASSERTION                                                                   \
	{                                                                               \
		"assertion", SCHEMA_STRING, "affirmed, negated, hypothetical or historical" \
	}
#define RULE                                                           \
	{                                                                  \
		"rule", SCHEMA_STRING, "table and line of the rule that fired" \
	}
#define END                       \
	{                             \
		NULL, SCHEMA_STRING, NULL \
	}

static const struct schema_member claim[] = {
	DOC,
	SENTENCE,
	PLACE,
	{"interventions", SCHEMA_LIST, "labels of the interventions named"},
	{"conditions", SCHEMA_LIST, "labels of the conditions named"},
	{"mechanisms", SCHEMA_LIST, "labels of the mechanisms named, with the effect said"},
	{"citations", SCHEMA_LIST, "the citations in the sentence, as printed"},
	{"references", SCHEMA_LIST, "numbers of the reference entries that they lead to"},
	{"support", SCHEMA_STRING, "cited, unresolved, unnamed-study, attributed, carried or none"},
	{"hedged", SCHEMA_BOOLEAN, "is it said with reserve?"},
	END,
};
static const struct schema_member document[] = {
	DOC,
	{"bytes", SCHEMA_INTEGER, "length of the source"},
	{"sha256", SCHEMA_STRING, "hash of the source"},
	{"media", SCHEMA_STRING, "media type"},
	{"title", SCHEMA_STRING, "title, where the source gives one"},
	{"meta", SCHEMA_OBJECT, "what the user gave beside doc and text"},
	{"status", SCHEMA_STRING, "ok or rejected (from document-end)"},
	{"reason", SCHEMA_STRING, "why it was rejected (from document-end)"},
	END,
};
static const struct schema_member sentence[] = {
	DOC,
	{"sentence", SCHEMA_INTEGER, "its number in the document, from 1"},
	{"zone", SCHEMA_STRING, "title, heading, byline, body, list, caption, reference or boilerplate"},
	{"section", SCHEMA_STRING, "the heading that it stands under"},
	PLACE,
	END,
};
static const struct schema_member condition[] = {DOC, SENTENCE, PLACE, CONCEPT, ASSERTION, RULE, END};
static const struct schema_member mechanism[] = {
	DOC,
	SENTENCE,
	PLACE,
	CONCEPT,
	{"kind", SCHEMA_STRING, "target, process, pathway, system or state"},
	{"effect", SCHEMA_STRING, "what an intervention is said to do to it: increase, decrease, block, activate, modulate, restore or none"},
	ASSERTION,
	RULE,
	END,
};
static const struct schema_member intervention[] = {DOC, SENTENCE, PLACE, CONCEPT, RULE, END};
static const struct schema_member citation[] = {
	DOC,
	SENTENCE,
	PLACE,
	{"form", SCHEMA_STRING, "parenthetical, narrative, numeric, study or attribution"},
	{"authors", SCHEMA_LIST, "family names as printed"},
	{"year", SCHEMA_STRING, "year as printed"},
	{"suffix", SCHEMA_STRING, "the letter behind the year"},
	{"numbers", SCHEMA_LIST, "the entries that a numeric citation names"},
	{"locator", SCHEMA_STRING, "page, table, chapter"},
	{"study_type", SCHEMA_STRING, "the study design that is named"},
	{"reference", SCHEMA_LIST, "numbers of the entries that it leads to"},
	RULE,
	END,
};
static const struct schema_member reference[] = {
	DOC,
	SENTENCE,
	{"n", SCHEMA_INTEGER, "its number in the document, from 1"},
	PLACE,
	{"style", SCHEMA_STRING, "reference style"},
	{"authors", SCHEMA_LIST, "family and given names"},
	{"year", SCHEMA_STRING, "year of publication"},
	{"title", SCHEMA_STRING, "title"},
	{"container", SCHEMA_STRING, "journal or book"},
	{"volume", SCHEMA_STRING, "volume"},
	{"issue", SCHEMA_STRING, "issue"},
	{"pages", SCHEMA_STRING, "pages or article number"},
	{"doi", SCHEMA_STRING, "DOI"},
	{"pmid", SCHEMA_STRING, "PubMed id"},
	{"url", SCHEMA_STRING, "address"},
	{"publisher", SCHEMA_STRING, "publisher"},
	{"truncated", SCHEMA_BOOLEAN, "does the entry stop in the middle?"},
	RULE,
	END,
};
static const struct schema_member finding[] = {
	DOC,
	{"code", SCHEMA_STRING, "what was found"},
	{"severity", SCHEMA_STRING, "error, warning, possible or info"},
	SENTENCE,
	{"start", SCHEMA_INTEGER, "first byte in the source"},
	{"end", SCHEMA_INTEGER, "byte after the last in the source"},
	{"message", SCHEMA_STRING, "what contradicts what"},
	{"related", SCHEMA_LIST, "numbers of the references that it is about"},
	END,
};
const struct schema_member schema_mention[] = {
	DOC,
	SENTENCE,
	PLACE,
	CONCEPT,
	{"kind", SCHEMA_STRING, "kind of concept"},
	{"effect", SCHEMA_STRING, "what an intervention is said to do to it"},
	ASSERTION,
	RULE,
	END,
};

const struct schema_table schema_tables[] = {
	{"claims", "claim", "what body sentences say of conditions and mechanisms, and what supports it", claim},
	{"documents", "document", "the documents of the run", document},
	{"sentences", "sentence", "sentences, headings and reference entries with their zone", sentence},
	{"conditions", "condition", "mentions of conditions", condition},
	{"mechanisms", "mechanism", "mentions of mechanisms", mechanism},
	{"interventions", "intervention", "mentions of interventions", intervention},
	{"citations", "citation", "citations, study mentions and attributions", citation},
	{"references", "reference", "entries of the reference lists, read into fields", reference},
	{"findings", "finding", "what does not fit", finding},
	{NULL, NULL, NULL, NULL},
};

const struct schema_table *schema_by_name(const char *name)
{
	for (const struct schema_table *t = schema_tables; t->name; t++)
		if (strcmp(t->name, name) == 0)
			return t;
	return NULL;
}

const struct schema_table *schema_by_type(struct span type)
{
	for (const struct schema_table *t = schema_tables; t->name; t++)
		if (span_is(type, t->type))
			return t;
	return NULL;
}

bool schema_has_finding(struct span code)
{
	static const char *const codes[] = {
		"unresolved-citation",  "ambiguous-citation",       "uncited-reference",    "unnamed-study",
		"year-mismatch",        "author-mismatch",          "duplicate-reference",  "duplicate-doi",
		"volume-year-conflict", "conflicting-reference",    "malformed-doi",        "doi-year-mismatch",
		"future-year",          "truncated-reference-list", "off-topic-citation",   "study-type-mismatch",
		"unsupported-claim",    "contradicted-reference",   "unverified-reference", "retracted-reference",
	};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (span_is(code, codes[i]))
			return true;
	return false;
}

static void write_fields(struct buf *out, const struct schema_member *m)
{
	static const char *const types[] = {"string", "integer", "boolean", "string", "string"};
	for (size_t i = 0; m[i].name; i++) {
		buf_printf(out, "%s\n\t\t\t\t\t{\"name\": \"%s\", \"type\": \"%s\", \"description\": ", i ? "," : "", m[i].name, types[m[i].kind]);
		json_write(out, span_of(m[i].about));
		buf_addc(out, '}');
	}
}

void schema_datapackage(struct buf *out, const struct schema_table *tables, size_t n, const char *version)
{
	buf_printf(out, "{\n\t\"profile\": \"tabular-data-package\",\n\t\"name\": \"evitab\",\n\t\"version\": \"%s\",\n\t\"resources\": [",
			   version);
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%s\n\t\t{\n\t\t\t\"name\": \"%s\",\n\t\t\t\"path\": \"%s.csv\",\n\t\t\t\"profile\": \"tabular-data-resource\",\n",
				   i ? "," : "", tables[i].name, tables[i].name);
		buf_adds(out, "\t\t\t\"description\": ");
		json_write(out, span_of(tables[i].about));
		buf_adds(out, ",\n\t\t\t\"mediatype\": \"text/csv\",\n\t\t\t\"encoding\": \"utf-8\",\n\t\t\t\"schema\": {\n\t\t\t\t\"fields\": [");
		write_fields(out, tables[i].members);
		buf_adds(out, "\n\t\t\t\t],\n\t\t\t\t\"missingValues\": [\"\"]\n\t\t\t}\n\t\t}");
	}
	buf_adds(out, "\n\t]\n}\n");
}
