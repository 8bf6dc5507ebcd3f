#include "compare/compare.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/seen.h"

const char *const compare_names[] = {"added", "removed", "changed"};

enum { KEY_MOST = 4, COLUMNS_MOST = 256 };

/* The columns of a table's key beside `doc`; those that a table has not are left out. */
static const struct {
	const char *table;
	const char *columns[KEY_MOST];
} keys[] = {
	{"documents", {NULL}},    {"sentences", {"text"}},           {"claims", {"text"}},        {"citations", {"text"}},
	{"references", {"text"}}, {"findings", {"code", "message"}}, {NULL, {"concept", "text"}}, /* mentions, of the user's own categories as
																								 well */
};

static const char *const place_columns[] = {"sentence", "start", "end", "char_start", "char_end", "n", "rule", "cue", "effect_cue"};

/* The rows of a document in the old table, side by side. */
struct run {
	uint64_t doc; /* hash of its id */
	uint64_t from, to;
	bool met;
};

/* A row by the hash of its key; sorted, those of the same key stay in their order. */
struct keyed {
	uint64_t hash;
	size_t row;
};
typedef LIST(struct keyed) keyed_list;

struct side {
	struct csvread_file file;
	bool there;
	struct csvread_rows header, rows; /* rows: of the document at hand */
	size_t key[KEY_MOST], nkey;       /* columns */
	keyed_list keyed;
};

struct comparison {
	const char *table;
	struct side old, new;
	LIST(struct run) runs;
	uint64_t *places; /* of runs, by hash: number + 1; 0: free */
	size_t mask;
	struct {
		size_t old, new;
	} columns[COLUMNS_MOST]; /* that are compared */
	size_t ncolumns;
	compare_found *found;
	void *ctx;
	struct compare_counts *counts;
	struct buf key;
	LIST(size_t) partner; /* of each new row: the old row + 1, or 0 */
};

/* Cell after cell, so that they do not run together. */
static uint64_t hash_more(uint64_t h, struct span cell)
{
	return (h ^ seen_hash(cell)) * UINT64_C(0x9e3779b97f4a7c15);
}

static size_t column_of(const struct csvread_rows *header, const char *name)
{
	for (size_t i = 0; i < csvread_width(header, 0); i++)
		if (span_is(csvread_at(header, 0, i), name))
			return i;
	return SIZE_MAX;
}

/* ---- one row ---- */

static void report(struct comparison *c, enum compare_kind kind, const struct side *s, size_t row, const struct compare_row *cells)
{
	struct compare_row r = cells ? *cells : (struct compare_row){.column = {"", 0}};
	r.table = c->table, r.kind = kind, r.doc = csvread_at(&s->rows, row, 0);
	buf_clear(&c->key);
	for (size_t i = 0; i < s->nkey; i++) {
		buf_adds(&c->key, i ? " | " : "");
		buf_addspan(&c->key, csvread_at(&s->rows, row, s->key[i]));
	}
	r.key = buf_span(&c->key);
	if (cells == NULL)
		c->counts->rows[kind]++;
	c->found(c->ctx, &r);
}

static void compare_rows(struct comparison *c, size_t old, size_t new)
{
	bool said = false;
	for (size_t i = 0; i < c->ncolumns; i++) {
		struct compare_row cells = {.column = csvread_at(&c->new.header, 0, c->columns[i].new),
									.before = csvread_at(&c->old.rows, old, c->columns[i].old),
									.after = csvread_at(&c->new.rows, new, c->columns[i].new)};
		if (span_eq(cells.before, cells.after))
			continue;
		if (!said)
			report(c, COMPARE_CHANGED, &c->new, new, NULL);
		said = true;
		report(c, COMPARE_CHANGED, &c->new, new, &cells);
	}
}

/* ---- one document ---- */

static int by_hash(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void sort_keys(struct side *s)
{
	s->keyed.n = 0;
	for (size_t row = 0; row < csvread_count(&s->rows); row++) {
		struct keyed k = {.row = row};
		for (size_t i = 0; i < s->nkey; i++)
			k.hash = hash_more(k.hash, csvread_at(&s->rows, row, s->key[i]));
		list_push(&s->keyed, k);
	}
	if (s->keyed.n)
		qsort(s->keyed.v, s->keyed.n, sizeof *s->keyed.v, by_hash);
}

/* The rows that both sides hold of a document; either may hold none. */
static void compare_documents(struct comparison *c)
{
	size_t o = 0, n = 0;
	sort_keys(&c->old);
	sort_keys(&c->new);
	c->partner.n = 0;
	for (size_t i = 0; i < c->new.keyed.n; i++)
		list_push(&c->partner, 0);
	while (o < c->old.keyed.n && n < c->new.keyed.n) {
		struct keyed *a = &c->old.keyed.v[o], *b = &c->new.keyed.v[n];
		if (a->hash == b->hash) {
			c->partner.v[b->row] = a->row + 1;
			a->hash = 0, a->row = SIZE_MAX;
		}
		o += a->row == SIZE_MAX || a->hash < b->hash;
		n += a->row == SIZE_MAX || a->hash > b->hash;
	}
	for (size_t row = 0; row < c->partner.n; row++)
		if (c->partner.v[row])
			compare_rows(c, c->partner.v[row] - 1, row);
		else
			report(c, COMPARE_ADDED, &c->new, row, NULL);
	size_t left = 0; /* the old rows without partner, in their order */
	for (size_t i = 0; i < c->old.keyed.n; i++)
		if (c->old.keyed.v[i].row != SIZE_MAX)
			c->old.keyed.v[left++] = (struct keyed){c->old.keyed.v[i].row, c->old.keyed.v[i].row};
	if (left)
		qsort(c->old.keyed.v, left, sizeof *c->old.keyed.v, by_hash);
	for (size_t i = 0; i < left; i++)
		report(c, COMPARE_REMOVED, &c->old, c->old.keyed.v[i].row, NULL);
}

/* ---- one table ---- */

/* Is the last row of s the first of another document than the rows before it? */
static bool turns(const struct side *s)
{
	size_t n = csvread_count(&s->rows);
	return n > 1 && !span_eq(csvread_at(&s->rows, n - 1, 0), csvread_at(&s->rows, 0, 0));
}

/* Takes away the rows but the last. */
static void keep_last(struct csvread_rows *rows)
{
	size_t first = rows->firsts.v[csvread_count(rows) - 1], text = rows->cells.v[first].at;
	memmove(rows->text.p, rows->text.p + text, rows->text.n - text);
	rows->text.n -= text;
	memmove(rows->cells.v, rows->cells.v + first, (rows->cells.n - first) * sizeof *rows->cells.v);
	rows->cells.n -= first;
	for (size_t i = 0; i < rows->cells.n; i++)
		rows->cells.v[i].at -= text;
	rows->firsts.n = 1;
	rows->firsts.v[0] = 0;
}

/* The number of the first run of the document that was not met; SIZE_MAX where there is none. */
static size_t find_run(const struct comparison *c, uint64_t doc)
{
	for (size_t i = (size_t)doc & c->mask; c->places && c->places[i]; i = (i + 1) & c->mask)
		if (c->runs.v[c->places[i] - 1].doc == doc && !c->runs.v[c->places[i] - 1].met)
			return c->places[i] - 1;
	return SIZE_MAX;
}

static void index_runs(struct comparison *c)
{
	for (c->mask = 63; c->mask < 2 * c->runs.n;)
		c->mask = 2 * c->mask + 1;
	c->places = mem_alloc((c->mask + 1) * sizeof *c->places);
	memset(c->places, 0, (c->mask + 1) * sizeof *c->places);
	for (size_t r = 0; r < c->runs.n; r++) {
		size_t i = (size_t)c->runs.v[r].doc & c->mask;
		while (c->places[i])
			i = (i + 1) & c->mask;
		c->places[i] = r + 1;
	}
}

/* Where the documents of the old table lie. */
static int survey(struct comparison *c, struct diag *d)
{
	struct side *s = &c->old;
	bool more = s->there;
	int code = DIAG_OK;
	for (uint64_t from = s->there ? csvread_place(&s->file) : 0; more; from = csvread_place(&s->file)) {
		csvread_clear(&s->rows);
		if ((code = csvread_next(&s->file, &s->rows, &more, d)) != DIAG_OK || !more)
			break;
		uint64_t doc = seen_hash(csvread_at(&s->rows, 0, 0));
		struct run one = {doc, from, csvread_place(&s->file), false};
		c->counts->before++;
		if (c->runs.n && c->runs.v[c->runs.n - 1].doc == doc)
			c->runs.v[c->runs.n - 1].to = one.to;
		else
			list_push(&c->runs, one);
	}
	csvread_clear(&s->rows);
	index_runs(c);
	return code;
}

static int meet(struct comparison *c, size_t run, struct diag *d)
{
	csvread_clear(&c->old.rows);
	if (run == SIZE_MAX)
		return DIAG_OK;
	c->runs.v[run].met = true;
	return csvread_range(&c->old.file, c->runs.v[run].from, c->runs.v[run].to, &c->old.rows, d);
}

static int compare_all(struct comparison *c, struct diag *d)
{
	struct side *s = &c->new;
	int code = survey(c, d);
	for (bool more = s->there; more && code == DIAG_OK;) {
		if ((code = csvread_next(&s->file, &s->rows, &more, d)) != DIAG_OK)
			break;
		c->counts->after += more;
		if (csvread_count(&s->rows) == 0 || (more && !turns(s)))
			continue;
		struct csvread_rows all = s->rows; /* the last of them begins the next document */
		size_t n = csvread_count(&all) - more;
		size_t cells = more ? all.firsts.v[n] : all.cells.n;
		s->rows.firsts.n = n, s->rows.cells.n = cells;
		if ((code = meet(c, find_run(c, seen_hash(csvread_at(&s->rows, 0, 0))), d)) == DIAG_OK)
			compare_documents(c);
		s->rows.firsts.n = all.firsts.n, s->rows.cells.n = all.cells.n;
		if (more)
			keep_last(&s->rows);
	}
	csvread_clear(&s->rows);
	for (size_t run = 0; run < c->runs.n && code == DIAG_OK; run++)
		if (!c->runs.v[run].met && (code = meet(c, run, d)) == DIAG_OK)
			compare_documents(c);
	return code;
}

/* ---- opening ---- */

static int open_side(struct side *s, const char *dir, const char *name, struct diag *d)
{
	struct buf path = {0};
	bool more = false;
	buf_printf(&path, "%s/%s.csv", dir, name);
	buf_addc(&path, '\0');
	s->file.fd = -1;
	s->there = access(path.p, F_OK) == 0;
	int code = s->there ? csvread_open(&s->file, path.p, d) : DIAG_OK;
	if (s->there && code == DIAG_OK)
		code = csvread_next(&s->file, &s->header, &more, d);
	if (s->there && code == DIAG_OK && (!more || !span_is(csvread_at(&s->header, 0, 0), "doc")))
		code = diag_at(d, DIAG_WRONG, path.p, 1, 1, "is no table of evitab: its first column is not 'doc'");
	buf_free(&path);
	return code;
}

static bool is_place(struct span column)
{
	for (size_t i = 0; i < sizeof place_columns / sizeof place_columns[0]; i++)
		if (span_is(column, place_columns[i]))
			return true;
	return false;
}

/* The key, and the columns that both sides have beside it. */
static void choose_columns(struct comparison *c, bool places)
{
	size_t k = 0;
	while (keys[k].table && strcmp(keys[k].table, c->table) != 0)
		k++;
	struct side *both[] = {&c->old, &c->new};
	for (size_t i = 0; i < KEY_MOST && keys[k].columns[i]; i++) {
		size_t at[2];
		for (size_t s = 0; s < 2; s++)
			at[s] = both[s]->there ? column_of(&both[s]->header, keys[k].columns[i]) : SIZE_MAX;
		for (size_t s = 0; s < 2; s++)
			if (at[s] != SIZE_MAX && (at[1 - s] != SIZE_MAX || !both[1 - s]->there))
				both[s]->key[both[s]->nkey++] = at[s];
	}
	for (size_t i = 1; c->old.there && c->new.there &&i < csvread_width(&c->new.header, 0) && c->ncolumns < COLUMNS_MOST; i++) {
		struct span name = csvread_at(&c->new.header, 0, i);
		for (size_t o = 1; o < csvread_width(&c->old.header, 0); o++)
			if (span_eq(name, csvread_at(&c->old.header, 0, o)) && (places || !is_place(name))) {
				c->columns[c->ncolumns].old = o, c->columns[c->ncolumns++].new = i;
				break;
			}
	}
}

static void close_side(struct side *s)
{
	if (s->there)
		csvread_close(&s->file);
	csvread_free(&s->header);
	csvread_free(&s->rows);
	list_free(&s->keyed);
}

int compare_table(const char *before, const char *after, const char *name, bool places, compare_found *found, void *ctx,
				  struct compare_counts *counts, struct diag *d)
{
	struct comparison c = {.table = name, .found = found, .ctx = ctx, .counts = counts};
	*counts = (struct compare_counts){0};
	int code = open_side(&c.old, before, name, d);
	if (code == DIAG_OK)
		code = open_side(&c.new, after, name, d);
	if (code == DIAG_OK) {
		choose_columns(&c, places);
		code = compare_all(&c, d);
	}
	close_side(&c.old);
	close_side(&c.new);
	list_free(&c.runs);
	list_free(&c.partner);
	buf_free(&c.key);
	free(c.places);
	return code;
}

/* ---- the tables of two folders ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list_tables(const char *path, compare_tables *names, struct diag *d)
{
	DIR *dir = opendir(path);
	if (dir == NULL)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
	for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
		size_t n = strlen(e->d_name);
		if (n < 5 || e->d_name[0] == '.' || strcmp(e->d_name + n - 4, ".csv") != 0)
			continue;
		char *name = memcpy(mem_alloc(n - 3), e->d_name, n - 4);
		name[n - 4] = '\0';
		list_push(names, name);
	}
	closedir(dir);
	return DIAG_OK;
}

int compare_list(const char *before, const char *after, compare_tables *names, struct diag *d)
{
	int code = list_tables(before, names, d);
	if (code == DIAG_OK)
		code = list_tables(after, names, d);
	if (names->n)
		qsort(names->v, names->n, sizeof *names->v, by_name);
	size_t n = 0;
	for (size_t i = 0; i < names->n; i++)
		if (n && strcmp(names->v[n - 1], names->v[i]) == 0)
			free(names->v[i]);
		else
			names->v[n++] = names->v[i];
	names->n = n;
	return code;
}
