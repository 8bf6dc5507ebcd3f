/* Classes of patterns: <interventions>, the terms of another table; <interventions:drug>, those of its rows of one kind. */
#include <stdlib.h>

#include "concept/pattern_parts.h"

static bool is_name(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
			return false;
	return s.n > 0;
}

static void close_table(struct class_table *c)
{
	lexicon_free(c->lexicon);
	compiled_close(&c->compiled, &c->table);
	table_free(&c->table);
	free(c->path);
	free(c);
}

/* The table of that name beside the one that the patterns are of, compiled where it is; NULL where it cannot be read. */
static struct class_table *open_table(struct patterns *p, struct span name, struct diag *d)
{
	static const char *const columns[] = {"!term", "*", NULL};
	struct buf dir = {0}, file = {0}, path = {0};
	size_t n = strlen(p->table->path) - strlen(p->table->name);
	buf_add(&dir, n ? p->table->path : ".", n ? n - 1 : 1);
	buf_addc(&dir, '\0');
	buf_addspan(&file, name);
	buf_adds(&file, ".csv");
	buf_addc(&file, '\0');
	buf_printf(&path, "%s/%s", dir.p, file.p);
	buf_addc(&path, '\0');
	struct class_table *c = NULL;
	for (size_t i = 0; i < p->tables.n && c == NULL; i++)
		c = strcmp(p->tables.v[i]->path, path.p) == 0 ? p->tables.v[i] : NULL;
	if (c == NULL) {
		c = mem_alloc(sizeof *c);
		*c = (struct class_table){.path = path.p};
		path.p = NULL;
		bool open = compiled_open(&c->compiled, c->path, &c->table, &c->lexicon) == COMPILED_USED;
		if (!open && table_read(&c->table, dir.p, file.p, columns, d) == DIAG_OK)
			open = (c->lexicon = lexicon_build_words(&c->table, false, d)) != NULL;
		if (open)
			list_push(&p->tables, c);
		else
			close_table(c);
		c = open ? c : NULL;
	}
	buf_free(&dir);
	buf_free(&file);
	buf_free(&path);
	return c;
}

/* The column by which a class takes some of the rows; -1 where none of them is of that kind. */
static int kind_column(const struct table *t, const char *wanted)
{
	static const char *const names[] = {"kind", "class"};
	for (size_t k = 0; k < 2; k++) {
		int column = table_column(t, names[k]);
		for (size_t row = 0; column >= 0 && row < t->nrows; row++)
			if (strcmp(table_cell(t, row, column), wanted) == 0)
				return column;
	}
	return -1;
}

size_t pattern_class(struct patterns *p, struct span name, const char **why, struct diag *d)
{
	for (size_t i = 0; i < p->classes.n; i++)
		if (span_is(name, p->classes.v[i].name))
			return i;
	const char *colon = memchr(name.p, ':', name.n);
	struct span table = colon ? span_make(name.p, (size_t)(colon - name.p)) : name;
	*why = "a class is <table> or <table:kind>, with the name of a rule table in small letters";
	if (!is_name(table) || p->classes.n == UINT16_MAX)
		return SIZE_MAX;
	struct term_class c = {.kind = -1, .masked = -1};
	*why = "the table of this class cannot be read";
	if ((c.of = open_table(p, table, d)) == NULL)
		return SIZE_MAX;
	c.name = mem_alloc(name.n + 1);
	memcpy(c.name, name.p, name.n);
	c.name[name.n] = '\0';
	if (colon) {
		c.wanted = c.name + table.n + 1;
		c.kind = kind_column(&c.of->table, c.wanted);
	} else {
		c.masked = table_column(&c.of->table, "kind");
	}
	if (colon && c.kind < 0) {
		*why = "no row of the table is of this kind (column kind or class)";
		free(c.name);
		return SIZE_MAX;
	}
	list_push(&p->classes, c);
	return p->classes.n - 1;
}

void pattern_classes_close(struct patterns *p)
{
	for (size_t i = 0; i < p->classes.n; i++)
		free(p->classes.v[i].name);
	for (size_t i = 0; i < p->tables.n; i++)
		close_table(p->tables.v[i]);
	list_free(&p->classes);
	list_free(&p->tables);
}

uint32_t pattern_class_lengths(const struct patterns *p, size_t class, struct span text, const token_list *tokens, size_t i)
{
	const struct term_class *c = &p->classes.v[class];
	hit_list terms = {0};
	token_list near = *tokens;
	uint32_t lengths = 0;
	near.n = near.n - i > CLASS_WORDS ? i + CLASS_WORDS : near.n;
	lexicon_candidates(c->of->lexicon, text, &near, i, &terms);
	for (size_t k = 0; k < terms.n; k++) {
		const struct hit *h = &terms.v[k];
		bool good = c->kind >= 0 ? strcmp(table_cell(&c->of->table, h->row, c->kind), c->wanted) == 0
								 : strcmp(table_cell(&c->of->table, h->row, c->masked), "masked") != 0;
		if (good)
			lengths |= UINT32_C(1) << (h->last - i + 1);
	}
	list_free(&terms);
	return lengths;
}
