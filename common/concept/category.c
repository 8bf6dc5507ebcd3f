#include "concept/category.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/seen.h"

/* categories.csv, and its row for this table; NULL where it has none. */
static int find_row(struct category *c, const char *dir, const char *name, struct diag *d)
{
	int code = categories_open(&c->all, dir, d);
	for (size_t i = 0; code == DIAG_OK && i < c->all.rows.n; i++)
		if (c->row == NULL && strcmp(c->all.rows.v[i].table, name) == 0)
			c->row = &c->all.rows.v[i];
	return code;
}

/* A kind is one of those that categories.csv lists for the table: a word that is spelt otherwise would be a kind of its own. */
static int check_kinds(const struct category *c, struct diag *d)
{
	const char *kinds = c->row ? c->row->kinds : "", *good = "";
	int column = kinds[0] ? table_column(&c->table, "kind") : -1, code = DIAG_OK;
	for (size_t row = 0; column >= 0 && row < c->table.nrows; row++) {
		const char *kind = table_cell(&c->table, row, column);
		if (kind[0] == '\0' || strcmp(kind, good) == 0)
			continue;
		if (categories_listed(kinds, span_of(kind)))
			good = kind;
		else
			code = diag_at(d, DIAG_WRONG, c->table.path, table_line(&c->table, row), (size_t)column + 1,
						   "the kind '%s' is none of those in categories.csv: %s", kind, kinds);
	}
	return code;
}

/* The table from its CSV, and its lexicon. */
static int read_table(struct category *c, const char *dir, const char *file, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!concept", "!label", "!term",   "match",          "weight", "kind",
										  "broader",  "xref",   "example", "counterexample", "source", NULL};
	int code = table_read(&c->table, dir, file, columns, d);
	if (code)
		return code;
	const int needed[] = {table_column(&c->table, "concept"), table_column(&c->table, "label")};
	for (size_t row = 0; row < c->table.nrows; row++)
		for (size_t k = 0; k < 2; k++)
			if (table_cell(&c->table, row, needed[k])[0] == '\0')
				code = diag_at(d, DIAG_WRONG, c->table.path, table_line(&c->table, row), (size_t)needed[k] + 1,
							   "a rule needs a concept and a label");
	int other = check_kinds(c, d);
	code = code ? code : other;
	if (code && !strict)
		return code;
	c->lexicon = lexicon_build(&c->table, strict, d);
	return c->lexicon ? DIAG_OK : d->code;
}

/* The same, mapped; false where it has to be read. */
static bool map_table(struct category *c, const char *dir, const char *file)
{
	struct buf path = {0};
	buf_printf(&path, "%s/%s", dir, file);
	buf_addc(&path, '\0');
	c->state = compiled_open(&c->compiled, path.p, &c->table, &c->lexicon);
	if (c->state != COMPILED_USED) {
		buf_free(&path);
		return false;
	}
	c->table.path = path.p;
	c->table.name = memcpy(mem_alloc(strlen(file) + 1), file, strlen(file) + 1);
	return true;
}

static int open_table(struct category *c, const char *dir, const char *name, bool strict, bool mapped, struct diag *d)
{
	struct buf file = {0};
	buf_printf(&file, "%s.csv", name);
	buf_addc(&file, '\0');
	int code = !mapped || !map_table(c, dir, file.p)     ? read_table(c, dir, file.p, strict, d)
			   : lexicon_complete(c->lexicon, strict, d) ? DIAG_OK
														 : d->code;
	buf_free(&file);
	if (c->table.ncols == 0)
		return code;
	c->concept = table_column(&c->table, "concept");
	c->label = table_column(&c->table, "label");
	c->kind = table_column(&c->table, "kind");
	return code;
}

int category_open(struct category *c, const char *dir, const char *name, bool strict, struct diag *d)
{
	*c = (struct category){.kind = -1};
	int code = find_row(c, dir, name, d);
	if (code == DIAG_OK && c->row == NULL)
		code = diag_at(d, DIAG_WRONG, c->all.csv.path, 0, 0, "no row for the table '%s'", name);
	return code ? code : open_table(c, dir, name, strict, !strict, d);
}

int category_compile(const char *dir, const char *name, struct diag *d)
{
	struct category c = {.kind = -1};
	struct compiled_origin origin = {0};
	struct buf path = {0};
	buf_printf(&path, "%s/%s.csv", dir, name);
	buf_addc(&path, '\0');
	compiled_look(path.p, &origin); /* what cannot be read is named when it is opened */
	int code = find_row(&c, dir, name, d);
	if (code == DIAG_OK)
		code = open_table(&c, dir, name, false, false, d);
	if (code == DIAG_OK)
		code = compiled_write(path.p, &origin, &c.table, c.lexicon, d);
	category_close(&c);
	buf_free(&path);
	return code;
}

void category_close(struct category *c)
{
	lexicon_free(c->lexicon);
	compiled_close(&c->compiled, &c->table);
	table_free(&c->table);
	categories_close(&c->all);
}

bool category_wants(const struct category *c, struct span zone)
{
	return zone.n > 2 && categories_listed(c->row->zones, span_sub(zone, 1, zone.n - 1));
}

bool category_yields(const struct category *c, struct span type)
{
	return categories_listed(c->row->yields, type);
}

bool category_is_agent(const struct category *c, struct span type)
{
	size_t i = categories_of_type(&c->all, type);
	return i != SIZE_MAX && c->all.rows.v[i].role == ROLE_AGENT;
}

void category_rule(const struct category *c, size_t row, struct buf *out)
{
	buf_adds(out, c->table.name);
	buf_addc(out, ':');
	buf_addu(out, table_line(&c->table, row));
}

/* The length of a possessive 's at the beginning of s. */
static uint32_t possessive(struct span s)
{
	return span_starts(s, "'s") ? 2 : span_starts(s, "’s") ? sizeof "’s" - 1 : 0;
}

void category_possessives(const struct category *c, struct span text, hit_list *hits)
{
	for (size_t i = 0; i < hits->n; i++) {
		struct hit *h = &hits->v[i];
		uint32_t ending = possessive(span_sub(text, h->end, text.n));
		if (ending == 0)
			continue;
		struct span term = span_of(table_cell(&c->table, h->row, table_column(&c->table, "term")));
		if (term.n > 2 && possessive(span_sub(term, term.n - 2, term.n)) > 0)
			h->end += ending;
	}
}

/* ---- checks ---- */

enum { ROW_FREE = UINT32_MAX, DEPTH_MOST = 1000 };

struct checking {
	const struct category *c;
	struct diag *d;
	token_list tokens;
	hit_list hits;
	struct buf plain;
	uint32_t *rows; /* of concepts: the first row of each, open addressing by its hash; ROW_FREE where there is none */
	size_t mask;
};

/* Does the row fire in the cell's sentence, and on the marked words? *instead: the row that has the marked words where it does not, or
 * SIZE_MAX. */
static bool fires(struct checking *k, size_t row, const char *cell, bool marked, size_t *instead)
{
	size_t from, to;
	*instead = SIZE_MAX;
	buf_clear(&k->plain);
	example_read(span_of(cell), &k->plain, &from, &to);
	struct span text = buf_span(&k->plain);
	tokens_scan(&k->tokens, text);
	k->hits.n = 0;
	lexicon_find(k->c->lexicon, text, &k->tokens, &k->hits);
	for (size_t i = 0; i < k->hits.n; i++) {
		const struct hit *h = &k->hits.v[i];
		if (h->row == row && (!marked || ((from == 0 && to == text.n) || (h->start == from && h->end == to))))
			return true;
		if (h->row != row && h->start < to && h->end > from && *instead == SIZE_MAX)
			*instead = h->row;
	}
	return false;
}

static void check_examples(struct checking *k, size_t row, bool demanded)
{
	const struct table *t = &k->c->table;
	int example = table_column(t, "example"), counter = table_column(t, "counterexample");
	const char *term = table_cell(t, row, table_column(t, "term"));
	size_t line = table_line(t, row), instead;
	if (demanded && (table_cell(t, row, example)[0] == '\0' || table_cell(t, row, counter)[0] == '\0'))
		diag_at(k->d, DIAG_WRONG, t->path, line, (size_t)(example + 1), "'%s' needs an example and a counterexample", term);
	if (table_cell(t, row, example)[0] && !fires(k, row, table_cell(t, row, example), true, &instead)) {
		if (instead == SIZE_MAX)
			diag_at(k->d, DIAG_WRONG, t->path, line, (size_t)example + 1, "'%s' does not fire in its example", term);
		else
			diag_at(k->d, DIAG_WRONG, t->path, line, (size_t)example + 1, "'%s' does not fire in its example: the row on line %zu does",
					term, table_line(t, instead));
	}
	if (table_cell(t, row, counter)[0] && fires(k, row, table_cell(t, row, counter), false, &instead))
		diag_at(k->d, DIAG_WRONG, t->path, line, (size_t)counter + 1, "'%s' fires in its counterexample", term);
}

/* The place of a concept in k->rows. */
static uint32_t *concept_place(const struct checking *k, struct span id)
{
	size_t i = seen_hash(id) & k->mask;
	while (k->rows[i] != ROW_FREE && !span_is(id, table_cell(&k->c->table, k->rows[i], k->c->concept)))
		i = (i + 1) & k->mask;
	return &k->rows[i];
}

static void index_concepts(struct checking *k)
{
	const struct category *c = k->c;
	size_t room = 16;
	while (room < 2 * c->table.nrows)
		room *= 2;
	k->rows = mem_alloc(room * sizeof *k->rows);
	memset(k->rows, 0xff, room * sizeof *k->rows);
	k->mask = room - 1;
	for (size_t row = 0; row < c->table.nrows; row++) {
		uint32_t *place = concept_place(k, span_of(table_cell(&c->table, row, c->concept)));
		if (*place == ROW_FREE)
			*place = (uint32_t)row;
	}
}

/* The first row of the concept, or SIZE_MAX. */
static size_t concept_row(const struct checking *k, struct span id)
{
	uint32_t row = *concept_place(k, id);
	return row == ROW_FREE ? SIZE_MAX : row;
}

/* The next id of a cell with bars between, from *cell on; empty at the end. */
static struct span next_id(const char **cell)
{
	*cell += strspn(*cell, "|");
	struct span id = span_make(*cell, strcspn(*cell, "|"));
	*cell += id.n;
	return id;
}

/* `broader` names concepts of the table, and following it (the first of several) comes to an end. */
static void check_broader(const struct checking *k, size_t row)
{
	const struct table *t = &k->c->table;
	int column = table_column(t, "broader");
	const char *cell = table_cell(t, row, column);
	size_t itself = concept_row(k, span_of(table_cell(t, row, k->c->concept))), at = row;
	for (struct span id; (id = next_id(&cell)).n > 0;)
		if (concept_row(k, id) == SIZE_MAX)
			diag_at(k->d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "no concept '%.*s' stands in this table", (int)id.n,
					id.p);
	for (size_t steps = 0; at != SIZE_MAX; steps++) {
		cell = table_cell(t, at, column);
		struct span id = next_id(&cell);
		at = id.n ? concept_row(k, id) : SIZE_MAX;
		if (at == itself || steps > DEPTH_MOST) {
			diag_at(k->d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "'%.*s' is broader than itself", (int)id.n, id.p);
			return;
		}
	}
}

/* All rows of a concept have its label: it is counted and filtered by that. */
static void check_label(const struct checking *k, size_t row)
{
	const struct table *t = &k->c->table;
	const char *concept = table_cell(t, row, k->c->concept), *label = table_cell(t, row, k->c->label);
	size_t first = concept_row(k, span_of(concept));
	if (strcmp(label, table_cell(t, first, k->c->label)) != 0)
		diag_at(k->d, DIAG_WRONG, t->path, table_line(t, row), (size_t)k->c->label + 1, "the concept '%s' has the label '%s' on line %zu",
				concept, table_cell(t, first, k->c->label), table_line(t, first));
}

int category_check(const struct category *c, struct diag *d)
{
	const struct table *t = &c->table;
	struct checking k = {.c = c, .d = d};
	int match = table_column(t, "match"), source = table_column(t, "source");
	index_concepts(&k);
	for (size_t row = 0; row < t->nrows; row++) {
		const char *concept = table_cell(t, row, c->concept);
		bool first = row == 0 || strcmp(table_cell(t, row - 1, c->concept), concept) != 0;
		/* what `import` wrote has no sentences of its own: its terms are taken as they are */
		bool imported = strncmp(table_cell(t, row, source), "imported:", 9) == 0;
		const char *way = table_cell(t, row, match);
		check_examples(&k, row, !imported && (first || (way[0] != '\0' && strcmp(way, "term") != 0)));
		check_label(&k, row);
		if (first)
			check_broader(&k, row);
	}
	free(k.rows);
	list_free(&k.tokens);
	list_free(&k.hits);
	buf_free(&k.plain);
	return d->code;
}
