#include "concept/categories.h"

#include <stdlib.h>

#include "base/text.h"

enum { CATEGORY_NAME = 31 }; /* bytes: sheets of a workbook have no longer names */

static const char *const yes_no[] = {"no", "yes"};
static const char *const roles[] = {"subject", "agent", "listed"};

static bool flag(const struct table *t, size_t row, const char *column, struct diag *d)
{
	return table_choice(t, row, table_column(t, column), yes_no, 2, 0, d) == 1;
}

/* Tables and types are names of files, columns and members. */
static void check_name(const struct table *t, size_t row, const char *column, struct diag *d)
{
	const char *name = table_cell(t, row, table_column(t, column));
	size_t n = 0;
	while (text_is_lower(name[n]) || text_is_digit(name[n]) || (n && (name[n] == '-' || name[n] == '_')))
		n++;
	if (n == 0 || name[n] || n > CATEGORY_NAME)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)table_column(t, column) + 1,
				"'%s' is no name of 1 to %d small letters, digits, hyphens", name, CATEGORY_NAME);
}

static void read_row(struct categories *c, size_t row, struct diag *d)
{
	const struct table *t = &c->csv;
	struct category_row r = {
		.table = table_cell(t, row, table_column(t, "table")),
		.type = table_cell(t, row, table_column(t, "type")),
		.zones = table_cell(t, row, table_column(t, "zones")),
		.yields = table_cell(t, row, table_column(t, "yields")),
		.topic = table_cell(t, row, table_column(t, "topic")),
		.kinds = table_cell(t, row, table_column(t, "kinds")),
		.assertion = flag(t, row, "assertion", d),
		.effect = flag(t, row, "effect", d),
		.kind = flag(t, row, "kind", d),
		.role = (enum category_role)table_choice(t, row, table_column(t, "role"), roles, 3, ROLE_SUBJECT, d),
	};
	check_name(t, row, "table", d);
	for (size_t i = 0; i < c->rows.n; i++)
		if (strcmp(c->rows.v[i].table, r.table) == 0)
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)table_column(t, "table") + 1,
					"the table '%s' stands already on line %zu", r.table, table_line(t, i));
	check_name(t, row, "type", d);
	r.first = categories_of_type(c, span_of(r.type)) == SIZE_MAX;
	list_push(&c->rows, r);
}

int categories_open(struct categories *c, const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!table", "!type", "!zones", "assertion", "effect", "yields",
										  "!role",  "topic", "kind",   "kinds",     NULL};
	*c = (struct categories){.rows = {0}};
	int code = table_read(&c->csv, dir, "categories.csv", columns, d);
	for (size_t row = 0; code == DIAG_OK && row < c->csv.nrows; row++)
		read_row(c, row, d);
	return code ? code : d->code >= DIAG_WRONG ? d->code : DIAG_OK;
}

void categories_close(struct categories *c)
{
	table_free(&c->csv);
	list_free(&c->rows);
}

size_t categories_of_type(const struct categories *c, struct span type)
{
	for (size_t i = 0; i < c->rows.n; i++)
		if (category_is(&c->rows.v[i], type))
			return i;
	return SIZE_MAX;
}

const struct category_row *categories_next(const struct categories *c, size_t *at)
{
	while (*at < 2 * c->rows.n) {
		const struct category_row *r = &c->rows.v[*at % c->rows.n];
		bool agents = (*at)++ < c->rows.n;
		if (r->first && (r->role == ROLE_AGENT) == agents)
			return r;
	}
	return NULL;
}

bool categories_listed(const char *list, struct span word)
{
	for (; list != NULL && word.n; list = strchr(list, ' ')) {
		list += *list == ' ';
		if (*list == word.p[0] && strncmp(list, word.p, word.n) == 0 && (list[word.n] == ' ' || list[word.n] == '\0'))
			return true;
	}
	return false;
}
