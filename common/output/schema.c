#include "output/schema.h"

#include <stdlib.h>

static const struct schema_row all[] = {
#include "schema.inc" /* made of schema.csv when evitab is built */
};
enum { ROWS = sizeof all / sizeof all[0] };

/* The text with the names of the category in it; the text itself where it speaks of none. */
static const char *expand(struct schema *s, const char *text, const struct category_row *c)
{
	static const char table[] = "{table}", type[] = "{type}";
	if (c == NULL || strchr(text, '{') == NULL)
		return text;
	struct buf b = {0};
	while (*text) {
		bool is_table = strncmp(text, table, sizeof table - 1) == 0, is_type = strncmp(text, type, sizeof type - 1) == 0;
		if (!is_table && !is_type) {
			buf_addc(&b, *text++);
			continue;
		}
		buf_adds(&b, is_table ? c->table : c->type);
		text += is_table ? sizeof table - 1 : sizeof type - 1;
	}
	buf_addc(&b, '\0');
	list_push(&s->memory, (void *)b.p);
	return b.p;
}

static bool has(const struct schema_row *r, const struct category_row *c)
{
	return r->when[0] == '\0' || c == NULL || (strcmp(r->when, "effect") == 0 ? c->effect : c->assertion);
}

static bool is_column(const struct schema_row *r, const struct category_row *c)
{
	return strcmp(r->table, "yes") == 0 || strcmp(r->table, "end") == 0 || (strcmp(r->table, "kind") == 0 && c && c->kind);
}

typedef LIST(struct schema_member) member_list;

static void add_member(member_list *to, struct schema *s, size_t row, const struct category_row *c)
{
	const struct schema_row *r = &all[row];
	struct schema_member m = {expand(s, r->member, c), r->kind, expand(s, r->about, c), r, r + 1, 0};
	for (size_t i = row + 1; i < ROWS && all[i].value[0]; i++)
		m.nvalues++;
	list_push(to, m);
}

static const struct schema_member *keep(struct schema *s, member_list *members)
{
	list_push(members, (struct schema_member){.name = NULL});
	list_push(&s->memory, (void *)members->v);
	return members->v;
}

/* The record type of all[first] and its members; of a category, where it is not NULL. */
static void add_record(struct schema *s, size_t first, const struct category_row *c)
{
	const struct schema_row *r = &all[first];
	member_list columns = {0}, stream = {0};
	for (size_t i = first + 1; i < ROWS && all[i].member[0]; i++) {
		if (all[i].value[0] || !has(&all[i], c))
			continue;
		bool each = c == NULL && strchr(all[i].member, '{') != NULL; /* a member for each category */
		size_t at = 0;
		for (const struct category_row *one = c; !each || (one = categories_next(&s->categories, &at)) != NULL;) {
			if (is_column(&all[i], c))
				add_member(&columns, s, i, one);
			if (strcmp(all[i].table, "end") != 0)
				add_member(&stream, s, i, one);
			if (!each)
				break;
		}
	}
	struct schema_table t = {expand(s, r->table, c), expand(s, r->record, c), expand(s, r->about, c), r->key, NULL, NULL, c};
	t.members = keep(s, &columns);
	t.stream = keep(s, &stream);
	if (t.name[0])
		list_push(&s->tables, t);
	else
		list_push(&s->hidden, t);
}

static bool stands_in(const struct schema_member *list, const char *name)
{
	size_t n = 0;
	for (; list->name; list++)
		n += strcmp(list->name, name) == 0;
	return n > 1;
}

/* The names of categories must not be those of something else. */
static int check_names(const struct schema *s, struct diag *d)
{
	const struct table *csv = &s->categories.csv;
	for (size_t i = 0; i < s->categories.rows.n; i++) {
		const struct category_row *r = &s->categories.rows.v[i];
		const char *taken = NULL;
		for (size_t k = 0; k < s->tables.n + s->hidden.n && r->first; k++) {
			const struct schema_table *t = k < s->tables.n ? &s->tables.v[k] : &s->hidden.v[k - s->tables.n];
			bool other = t->category != r;
			if (other && strcmp(t->type, r->type) == 0)
				taken = r->type;
			else if ((other && strcmp(t->name, r->table) == 0) || stands_in(t->stream, r->table))
				taken = r->table;
		}
		if (taken)
			diag_at(d, DIAG_WRONG, csv->path, table_line(csv, i), 0, "'%s' is the name of a table, a record or a column already", taken);
	}
	return d->code >= DIAG_WRONG ? d->code : DIAG_OK;
}

static bool is_zone(struct span word)
{
	size_t n;
	const struct schema_row *zones = schema_values("sentence", "zone", &n);
	for (size_t i = 0; i < n; i++)
		if (span_is(word, zones[i].value))
			return true;
	return false;
}

/* The words of the lists in row i of categories.csv are names of something; one that is not would do nothing, without a word. */
static int check_lists(const struct categories *c, size_t i, struct diag *d)
{
	const struct category_row *r = &c->rows.v[i];
	const struct {
		const char *column, *list, *none;
	} lists[] = {{"zones", r->zones, "is no zone"},
				 {"yields", r->yields, "is no type of an earlier row"},
				 {"topic", r->topic, "is no kind of this row"}};
	for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
		const char *list = lists[k].list;
		for (struct span word; span_next_word(&list, &word);) {
			bool good = k == 0   ? is_zone(word)
						: k == 1 ? categories_of_type(c, word) < i
								 : r->kinds[0] == '\0' || categories_listed(r->kinds, word);
			if (!good)
				diag_at(d, DIAG_WRONG, c->csv.path, table_line(&c->csv, i), (size_t)table_column(&c->csv, lists[k].column) + 1, "'%.*s' %s",
						(int)word.n, word.p, lists[k].none);
		}
	}
	return d->code >= DIAG_WRONG ? d->code : DIAG_OK;
}

int schema_open(struct schema *s, const char *rules, struct diag *d)
{
	int code = categories_open(&s->categories, rules, d);
	for (size_t i = 0; i < ROWS && code == DIAG_OK; i++) {
		if (all[i].member[0])
			continue;
		if (all[i].record[0] != '{') {
			add_record(s, i, NULL);
			continue;
		}
		for (size_t k = 0; k < s->categories.rows.n; k++)
			if (s->categories.rows.v[k].first)
				add_record(s, i, &s->categories.rows.v[k]);
	}
	for (size_t k = 0; k < s->categories.rows.n && code == DIAG_OK; k++)
		code = check_lists(&s->categories, k, d);
	return code ? code : check_names(s, d);
}

void schema_close(struct schema *s)
{
	for (size_t i = 0; i < s->memory.n; i++)
		free(s->memory.v[i]);
	list_free(&s->memory);
	list_free(&s->tables);
	list_free(&s->hidden);
	categories_close(&s->categories);
}

const struct schema_row *schema_values(const char *record, const char *member, size_t *n)
{
	const struct schema_row *first = NULL;
	*n = 0;
	for (size_t i = 0; i < ROWS; i++)
		if (all[i].value[0] && strcmp(all[i].record, record) == 0 && strcmp(all[i].member, member) == 0) {
			first = first ? first : &all[i];
			++*n;
		}
	return first;
}

const struct schema_row *schema_finding(struct span code)
{
	size_t n;
	const struct schema_row *codes = schema_values("finding", "code", &n);
	for (size_t i = 0; i < n; i++)
		if (span_is(code, codes[i].value))
			return &codes[i];
	return NULL;
}
