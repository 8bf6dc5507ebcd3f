/* brat's standoff files. https://brat.nlplab.org/standoff.html, https://brat.nlplab.org/configuration.html */
#include "output/annotation.h"

/* Members with a closed list of words, and truth values, become attributes; a word of `silent` is the usual case and is not written. */
static const struct {
	const char *record, *member, *name, *silent;
} attributes[] = {
	{"{type}", "assertion", "Assertion", "affirmed"},
	{"{type}", "effect", "Effect", "none"},
	{"citation", "form", "Form", ""},
	{"claim", "support", "Support", ""},
	{"finding", "severity", "Severity", ""},
	{"claim", "hedged", "Hedged", "false"},
	{"reference", "truncated", "Truncated", "false"},
};

/* ", Value:a|b" as annotation.conf has it; nothing of truth values, which are there or not. */
static void add_words(size_t attribute, struct buf *out)
{
	size_t n;
	const struct schema_row *words = schema_values(attributes[attribute].record, attributes[attribute].member, &n);
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(words[i].value, attributes[attribute].silent) == 0)
			continue;
		buf_printf(out, "%s%s", any ? "|" : ", Value:", words[i].value);
		any = true;
	}
}

struct brat {
	const struct carried *c;
	struct buf *out;
	struct buf words;
	size_t n_attributes, n_norms, n_notes, n_relations;
};

/* The value of a member in b->words: on one line. */
static bool value_of(struct brat *b, const struct schema_table *t, const struct record *r, const char *member)
{
	const char *name;
	for (size_t at = 0; annotation_next(t->members, r, &at, &name, &b->words);) {
		if (strcmp(name, member) != 0)
			continue;
		for (size_t i = 0; i < b->words.n; i++)
			if ((unsigned char)b->words.p[i] < ' ')
				b->words.p[i] = ' ';
		return true;
	}
	return false;
}

static void add_attributes(struct brat *b, size_t number, const struct schema_table *t, const struct record *r)
{
	for (size_t k = 0; k < sizeof attributes / sizeof attributes[0]; k++) {
		if (!value_of(b, t, r, attributes[k].member) || span_is(buf_span(&b->words), attributes[k].silent))
			continue;
		buf_printf(b->out, "A%zu\t%s T%zu", ++b->n_attributes, attributes[k].name, number + 1);
		if (!span_is(buf_span(&b->words), "true")) {
			buf_addc(b->out, ' ');
			buf_addspan(b->out, buf_span(&b->words));
		}
		buf_addc(b->out, '\n');
	}
}

static void add_concept(struct brat *b, size_t number, const struct schema_table *t, const struct record *r)
{
	if (!value_of(b, t, r, "concept") || memchr(b->words.p, ' ', b->words.n) || !memchr(b->words.p, ':', b->words.n))
		return;
	buf_printf(b->out, "N%zu\tReference T%zu ", ++b->n_norms, number + 1);
	buf_addspan(b->out, buf_span(&b->words));
	buf_addc(b->out, '\t');
	if (value_of(b, t, r, "label"))
		buf_addspan(b->out, buf_span(&b->words));
	buf_addc(b->out, '\n');
}

static void add_note(struct brat *b, size_t number, const struct schema_table *t, const struct record *r)
{
	if (!value_of(b, t, r, "message"))
		return;
	buf_printf(b->out, "#%zu\tAnnotatorNotes T%zu\t", ++b->n_notes, number + 1);
	size_t at = b->out->n;
	buf_addspan(b->out, buf_span(&b->words));
	if (value_of(b, t, r, "code")) {
		struct buf message = {0};
		buf_add(&message, b->out->p + at, b->out->n - at);
		b->out->n = at;
		buf_addspan(b->out, buf_span(&b->words));
		buf_adds(b->out, ": ");
		buf_addspan(b->out, buf_span(&message));
		buf_free(&message);
	}
	buf_addc(b->out, '\n');
}

void brat_annotations(const struct carried *c, struct buf *out)
{
	struct brat b = {.c = c, .out = out};
	struct record r;
	for (size_t i = 0; i < c->annotations.n; i++) {
		const struct annotation *a = &c->annotations.v[i];
		const struct schema_table *t = &c->leaf->schema.tables.v[a->table];
		record_parse(&r, a->line);
		buf_printf(out, "T%zu\t", i + 1);
		annotation_type(t->type, out);
		buf_printf(out, " %zu %zu\t", a->place.char_from, a->place.char_to);
		buf_addspan(out, carried_text(c, a->place));
		buf_addc(out, '\n');
		add_attributes(&b, i, t, &r);
		add_concept(&b, i, t, &r);
		add_note(&b, i, t, &r);
		size_t at = 0, entry;
		while ((entry = carried_next_entry(c, &r, &at)) != SIZE_MAX)
			buf_printf(out, "R%zu\tCites Arg1:T%zu Arg2:T%zu\n", ++b.n_relations, i + 1, entry + 1);
	}
	buf_free(&b.words);
}

static void add_types(const struct schema_table *tables, size_t n, const char *member, const char *between, struct buf *out)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		const struct schema_member *m = tables[i].members;
		bool good = false;
		for (; m->name && strcmp(tables[i].type, "sentence") != 0; m++)
			good = good || strcmp(m->name, member) == 0;
		if (!good)
			continue;
		buf_adds(out, any ? between : "");
		annotation_type(tables[i].type, out);
		any = true;
	}
}

void brat_configuration(const struct schema_table *tables, size_t n, struct buf *out)
{
	buf_adds(out, "[entities]\n\n");
	add_types(tables, n, "start", "\n", out);
	buf_adds(out, "\n\n[relations]\n\nCites\tArg1:Citation|Claim, Arg2:Reference\n"
				  "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n\n");
	for (size_t k = 0; k < sizeof attributes / sizeof attributes[0]; k++) {
		buf_printf(out, "%s\tArg:", attributes[k].name);
		add_types(tables, n, attributes[k].member, "|", out);
		add_words(k, out);
		buf_addc(out, '\n');
	}
}
