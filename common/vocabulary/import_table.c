/* Tables of terms, whoever wrote them: CSV, TSV, semicolons. What a column holds is seen from its name by configs/import.csv, or told. Rows
 * of any width are taken, since these are other people's data. */
#include <stdlib.h>

#include "base/table.h"
#include "base/text.h"
#include "vocabulary/import.h"

enum { CELL_MOST = 1 << 16, CELLS_MOST = 256 };
enum meaning { MEANS_ID, MEANS_LABEL, MEANS_TERM, MEANS_PARENT, MEANS_XREF, MEANS_TREE, MEANS_CLASS, MEANS_SCOPE, MEANS_NOTHING };
static const char *const meanings[] = {"id", "label", "term", "parent", "xref", "tree", "class", "scope"};

struct row {
	struct buf bytes;
	LIST(size_t) ends;
	bool open; /* a quote was not closed at the end of the file */
};

struct reading {
	struct vocabulary *v;
	struct feed *f;
	char comma;
	struct row row;
	enum meaning column[CELLS_MOST];
	size_t ncolumns;
};

static void add(struct row *r, size_t from, int c)
{
	if (r->bytes.n - from < CELL_MOST)
		buf_addc(&r->bytes, (char)c);
}

/* The next row; false at the end. */
static bool next_row(struct reading *g)
{
	struct row *r = &g->row;
	bool quoted = false, any = false;
	size_t from = 0;
	buf_clear(&r->bytes);
	r->ends.n = 0;
	int c;
	while ((c = feed_byte(g->f)) >= 0) {
		any = true;
		if (quoted) {
			if (c != '"') {
				add(r, from, c);
				continue;
			}
			c = feed_byte(g->f);
			if (c == '"') {
				add(r, from, c);
				continue;
			}
			quoted = false;
			if (c < 0)
				break;
		}
		if (c == g->comma || c == '\n') {
			if (r->ends.n < CELLS_MOST)
				list_push(&r->ends, r->bytes.n);
			from = r->bytes.n;
			if (c == '\n')
				return true;
		} else if (c == '"' && r->bytes.n == from && g->comma != '\t') {
			quoted = true;
		} else if (c != '\r') {
			add(r, from, c);
		}
	}
	r->open |= quoted;
	if (any && r->ends.n < CELLS_MOST)
		list_push(&r->ends, r->bytes.n);
	return any;
}

/* A cell; in TSV, where quotes mean nothing, without those around all of it, and without a language behind them ("…"@en). */
static struct span cell(const struct reading *g, size_t i)
{
	const struct row *r = &g->row;
	if (i >= r->ends.n)
		return span_make("", 0);
	struct span s = span_trim(span_sub(buf_span(&r->bytes), i ? r->ends.v[i - 1] : 0, r->ends.v[i]));
	if (g->comma != '\t' || s.n < 2 || s.p[0] != '"')
		return s;
	size_t end = s.n;
	while (end > 1 && (text_is_alpha(s.p[end - 1]) || s.p[end - 1] == '-'))
		end--;
	end = end < s.n && s.p[end - 1] == '@' ? end - 1 : s.n;
	return s.p[end - 1] == '"' && end > 1 ? span_sub(s, 1, end - 1) : s;
}

/* The letters and digits of a column's name in small letters: "?Mesh_ID" is meshid. */
static struct span plain(struct span s, char out[64])
{
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < 64; i++)
		if (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]))
			out[n++] = text_is_upper(s.p[i]) ? (char)(s.p[i] | 0x20) : s.p[i];
	return span_make(out, n);
}

static enum meaning meaning_of(const struct table *names, struct span header)
{
	char a[64], b[64];
	struct span name = plain(header, a);
	int meaning = table_column(names, "meaning"), column = table_column(names, "header");
	for (size_t row = 0; row < names->nrows; row++)
		if (span_eq(name, plain(span_of(table_cell(names, row, column)), b)))
			for (size_t k = 0; k < MEANS_NOTHING; k++)
				if (strcmp(meanings[k], table_cell(names, row, meaning)) == 0)
					return (enum meaning)k;
	return MEANS_NOTHING;
}

static bool has(const struct reading *g, enum meaning m)
{
	for (size_t i = 0; i < g->ncolumns; i++)
		if (g->column[i] == m)
			return true;
	return false;
}

static bool header_is(const struct reading *g, size_t i, const char *name)
{
	char a[64];
	return span_is(plain(cell(g, i), a), name);
}

/* Two tables whose names mean something else: DrugMechDB calls the class "label"; a table of "term label" has addresses under "term". */
static void adapt(struct reading *g)
{
	if (g->ncolumns >= 3 && header_is(g, 0, "label") && header_is(g, 1, "id") && header_is(g, 2, "name"))
		g->column[0] = MEANS_CLASS;
	for (size_t i = 0; i < g->ncolumns && !has(g, MEANS_ID); i++)
		for (size_t k = 0; k < g->ncolumns; k++)
			if (header_is(g, i, "termlabel") && header_is(g, k, "term"))
				g->column[k] = MEANS_ID;
}

/* The header of the file by import.csv. */
static int read_header(struct reading *g, const char *rules, struct diag *d)
{
	static const char *const columns[] = {"!meaning", "!header", "note", NULL};
	struct table names;
	int code = table_read(&names, rules, "import.csv", columns, d);
	for (size_t row = 0; code == DIAG_OK && row < names.nrows; row++)
		if (table_choice(&names, row, table_column(&names, "meaning"), meanings, MEANS_NOTHING, MEANS_NOTHING, d) == MEANS_NOTHING)
			code = DIAG_WRONG;
	if (code == DIAG_OK && next_row(g)) {
		g->ncolumns = g->row.ends.n;
		for (size_t i = 0; i < g->ncolumns; i++)
			g->column[i] = meaning_of(&names, cell(g, i));
		adapt(g);
		if (!has(g, MEANS_LABEL) && !has(g, MEANS_TERM))
			code = diag_at(d, DIAG_WRONG, g->f->name, 1, 0,
						   "no column is known that names a label or term; name them (configs/import.csv), or tell them with --columns");
	}
	table_free(&names);
	return code;
}

/* The columns that the user told: "term,id,-". */
static int read_columns(struct reading *g, const char *list, struct diag *d)
{
	for (const char *at = list; *at; g->ncolumns++) {
		size_t n = strcspn(at, ","), k = 0;
		while (k < MEANS_NOTHING && !span_is(span_make(at, n), meanings[k]))
			k++;
		if ((k == MEANS_NOTHING && !(n == 1 && at[0] == '-')) || g->ncolumns == CELLS_MOST)
			return diag_at(d, DIAG_WRONG, NULL, 0, 0,
						   "'%.*s' is no column; there are id, label, term, parent, xref, tree, class, scope and -", (int)n, at);
		g->column[g->ncolumns] = (enum meaning)k;
		at += n + (at[n] == ',');
	}
	if (!has(g, MEANS_LABEL) && !has(g, MEANS_TERM))
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "--columns needs a label or a term");
	return DIAG_OK;
}

/* The first cell of that meaning that is not empty. */
static struct span first(const struct reading *g, enum meaning m)
{
	for (size_t i = 0; i < g->ncolumns; i++)
		if (g->column[i] == m && cell(g, i).n)
			return cell(g, i);
	return span_make("", 0);
}

/* Says each part of a cell, which bars divide. */
static void say_parts(struct reading *g, size_t concept, enum property says, struct span s)
{
	for (size_t at = 0; at < s.n;) {
		const char *bar = memchr(s.p + at, '|', s.n - at);
		size_t end = bar ? (size_t)(bar - s.p) : s.n;
		if (end > at)
			import_say(g->v, concept, says, span_trim(span_sub(s, at, end)));
		at = end + 1;
	}
}

static void take_row(struct reading *g)
{
	struct span id = first(g, MEANS_ID), label = first(g, MEANS_LABEL), term = first(g, MEANS_TERM), scope = first(g, MEANS_SCOPE);
	struct span name = label.n ? label : term;
	if (id.n == 0 && name.n == 0)
		return;
	size_t concept = id.n ? vocabulary_concept(g->v, id) : vocabulary_unnamed(g->v, name);
	/* a word beside a term says what it is; one that is not known is taken for a synonym */
	enum property says = scope.n ? import_property(scope) : SAYS_EXACT;
	if (says < SAYS_LABEL || says > SAYS_RELATED)
		says = SAYS_EXACT;
	if (label.n)
		import_say(g->v, concept, SAYS_LABEL, label);
	for (size_t i = 0; i < g->ncolumns; i++) {
		struct span s = cell(g, i);
		if (g->column[i] == MEANS_TERM)
			say_parts(g, concept, says, s);
		else if (g->column[i] == MEANS_PARENT)
			say_parts(g, concept, SAYS_PARENT, s);
		else if (g->column[i] == MEANS_XREF)
			say_parts(g, concept, SAYS_XREF, s);
		else if (g->column[i] == MEANS_CLASS && s.n)
			vocabulary_class(g->v, concept, s);
		else if (g->column[i] == MEANS_TREE && s.n)
			vocabulary_tree(g->v, concept, s);
	}
}

int import_table(struct vocabulary *v, struct feed *f, const char *rules, struct diag *d)
{
	struct reading g = {.v = v, .f = f, .comma = ','};
	const char *columns = vocabulary_wish(v)->columns;
	struct span head = span_sub(buf_span(&f->bytes), f->at, f->bytes.n);
	const char *nl = head.n ? memchr(head.p, '\n', head.n) : NULL;
	head.n = nl ? (size_t)(nl - head.p) : head.n;
	if (head.n && memchr(head.p, '\t', head.n) != NULL)
		g.comma = '\t';
	else if (head.n && memchr(head.p, ',', head.n) == NULL && memchr(head.p, ';', head.n) != NULL)
		g.comma = ';';
	int code = columns ? read_columns(&g, columns, d) : read_header(&g, rules, d);
	while (code == DIAG_OK && next_row(&g))
		if (g.row.bytes.n && g.row.bytes.p[0] != '#')
			take_row(&g);
	if (code == DIAG_OK && g.row.open)
		code = diag_at(d, DIAG_WRONG, f->name, f->line, 0, "a quote is opened and never closed");
	buf_free(&g.row.bytes);
	list_free(&g.row.ends);
	return code;
}
