/* diff: what has changed between two folders of tables, for people and for programs; a gate by how much it is. */
#include <stdlib.h>

#include "compare/compare.h"
#include "output/csvrow.h"
#include "stream/stage.h"

enum { SHOWN = 10, TEXT_SHOWN = 160 };

/* --max-removed claims=5% */
struct limit {
	enum compare_kind kind;
	struct span table; /* empty: every one */
	uint64_t most;     /* rows, or hundredths of a percent */
	bool share;        /* of the rows before */
};

struct table_counts {
	const char *table;
	struct compare_counts counts;
};

struct differ {
	bool csv, places;
	uint64_t show; /* rows that are listed of each table */
	LIST(struct limit) limits;
	compare_tables tables;
	LIST(struct table_counts) counts;
	struct sink *out;
	uint64_t listed; /* of the table at hand */
	bool listing;    /* the row at hand is listed */
	struct buf cell;
};

/* ---- output ---- */

static void csv_line(struct differ *k, const struct compare_row *r)
{
	const struct span cells[] = {span_of(r->table), span_of(compare_names[r->kind]), r->doc, r->key, r->column, r->before, r->after};
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		csvrow_cell(cells[i], i == 0, &k->out->out);
	buf_adds(&k->out->out, "\r\n");
}

/* Words for a terminal: one line, cut where they are long. */
static struct span shown(struct differ *k, struct span s)
{
	buf_clear(&k->cell);
	size_t n = s.n < TEXT_SHOWN ? s.n : TEXT_SHOWN;
	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--; /* not inside a character */
	for (size_t i = 0; i < n; i++)
		buf_addc(&k->cell, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F ? ' ' : s.p[i]);
	buf_adds(&k->cell, n < s.n ? " …" : "");
	return buf_span(&k->cell);
}

static void text_line(struct differ *k, const struct compare_row *r)
{
	struct buf *out = &k->out->out;
	if (r->column.n) {
		if (!k->listing)
			return;
		buf_printf(out, "      %.*s: ", (int)r->column.n, r->column.p);
		buf_addspan(out, shown(k, r->before));
		buf_adds(out, " → ");
		buf_addspan(out, shown(k, r->after));
		buf_addc(out, '\n');
		return;
	}
	k->listing = k->listed++ < k->show;
	if (!k->listing)
		return;
	if (k->listed == 1)
		buf_printf(out, "%s\n", r->table);
	buf_printf(out, "  %c ", "+-~"[r->kind]);
	buf_addspan(out, shown(k, r->doc));
	buf_adds(out, r->key.n ? ": " : "");
	buf_addspan(out, shown(k, r->key));
	buf_addc(out, '\n');
}

static void take(void *ctx, const struct compare_row *r)
{
	struct differ *k = ctx;
	if (!k->csv)
		text_line(k, r);
	else if (r->kind != COMPARE_CHANGED || r->column.n)
		csv_line(k, r);
	sink_flush(k->out, false);
}

static void print_counts(struct differ *k)
{
	struct buf *out = &k->out->out;
	if (k->csv)
		return;
	buf_printf(out, "%-16s %10s %10s %10s %10s %10s\n", "table", "before", "after", "added", "removed", "changed");
	for (size_t i = 0; i < k->counts.n; i++) {
		const struct compare_counts *c = &k->counts.v[i].counts;
		const uint64_t numbers[] = {c->before, c->after, c->rows[COMPARE_ADDED], c->rows[COMPARE_REMOVED], c->rows[COMPARE_CHANGED]};
		buf_printf(out, "%-16s", k->counts.v[i].table);
		for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++)
			buf_printf(out, " %10llu", (unsigned long long)numbers[n]);
		buf_addc(out, '\n');
	}
}

/* ---- the gate ---- */

static bool exceeds(const struct limit *l, const struct compare_counts *c)
{
	uint64_t rows = c->rows[l->kind];
	if (!l->share)
		return rows > l->most;
	return rows > 0 && (double)rows * 10000 > (double)l->most * (double)c->before;
}

static void judge(struct differ *k, const struct table_counts *t)
{
	for (size_t i = 0; i < k->limits.n; i++) {
		const struct limit *l = &k->limits.v[i];
		if ((l->table.n && !span_is(l->table, t->table)) || !exceeds(l, &t->counts))
			continue;
		diag_at(k->out->d, DIAG_FOUND, NULL, 0, 0, "%s: %llu of %llu rows %s; no more than %g%s are allowed", t->table,
				(unsigned long long)t->counts.rows[l->kind], (unsigned long long)t->counts.before, compare_names[l->kind],
				l->share ? (double)l->most / 100 : (double)l->most, l->share ? " %" : "");
	}
}

static bool has_table(const struct differ *k, struct span name)
{
	for (size_t i = 0; i < k->tables.n; i++)
		if (span_is(name, k->tables.v[i]))
			return true;
	return name.n == 0;
}

static int compare(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct differ *k = ctx;
	k->out = out;
	if (env->noperands != 2)
		return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "two folders of tables are compared, the old one and the new one; see --help");
	int code = compare_list(env->operands[0], env->operands[1], &k->tables, out->d);
	for (size_t i = 0; i < k->limits.n && code == DIAG_OK; i++)
		if (!has_table(k, k->limits.v[i].table))
			code = diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "neither folder has a table '%.*s'", (int)k->limits.v[i].table.n,
						   k->limits.v[i].table.p);
	if (k->csv)
		buf_adds(&out->out, "table,change,doc,key,column,before,after\r\n");
	for (size_t i = 0; i < k->tables.n && code == DIAG_OK; i++) {
		struct table_counts t = {.table = k->tables.v[i]};
		k->listed = 0;
		code = compare_table(env->operands[0], env->operands[1], t.table, k->places, take, k, &t.counts, out->d);
		if (!k->csv && k->listed > k->show && k->show)
			buf_printf(&out->out, "  … and %llu more\n", (unsigned long long)(k->listed - k->show));
		list_push(&k->counts, t);
	}
	if (code)
		return code;
	print_counts(k);
	for (size_t i = 0; i < k->counts.n; i++)
		judge(k, &k->counts.v[i]);
	return DIAG_OK;
}

/* ---- options ---- */

enum { MAX_ADDED = 256, MAX_REMOVED, MAX_CHANGED, SHOW, PLACES };

/* [TABLE=]NUMBER or [TABLE=]NUMBER%, the number of percents with up to two decimals. */
static int add_limit(struct differ *k, enum compare_kind kind, const char *arg, struct diag *d)
{
	const char *equals = strchr(arg, '='), *p = equals ? equals + 1 : arg;
	struct limit l = {.kind = kind, .table = span_make(arg, equals ? (size_t)(equals - arg) : 0)};
	size_t n = strspn(p, "0123456789"), decimals = 0;
	bool good = n > 0 && n < 16;
	for (size_t i = 0; i < n; i++)
		l.most = l.most * 10 + (uint64_t)(p[i] - '0');
	p += n;
	l.share = p[strlen(p) - (*p != '\0')] == '%';
	if (l.share && *p == '.')
		for (p++; *p >= '0' && *p <= '9' && decimals < 2; decimals++)
			l.most = l.most * 10 + (uint64_t)(*p++ - '0');
	for (; l.share && decimals < 2; decimals++)
		l.most *= 10;
	if (!good || strcmp(p, l.share ? "%" : "") != 0)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "--max-%s takes a number of rows or a share such as 5%%, TABLE= before it, not '%s'",
					   compare_names[kind], arg);
	list_push(&k->limits, l);
	return DIAG_OK;
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct differ *k = ctx;
	switch (letter) {
	case 'f':
		k->csv = strcmp(arg, "csv") == 0;
		return k->csv || strcmp(arg, "text") == 0 ? DIAG_OK : diag_at(d, DIAG_WRONG, NULL, 0, 0, "-f takes text or csv, not '%s'", arg);
	case PLACES:
		k->places = true;
		return DIAG_OK;
	case SHOW:
		k->show = json_number(span_of(arg), UINT64_MAX);
		return k->show < UINT64_MAX ? DIAG_OK : diag_at(d, DIAG_WRONG, NULL, 0, 0, "--show takes a number, not '%s'", arg);
	default:
		return add_limit(k, (enum compare_kind)(letter - MAX_ADDED), arg, d);
	}
}

static void close_diff(void *ctx)
{
	struct differ *k = ctx;
	for (size_t i = 0; i < k->tables.n; i++)
		free(k->tables.v[i]);
	list_free(&k->tables);
	list_free(&k->limits);
	list_free(&k->counts);
	buf_free(&k->cell);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'f', "format", "FMT", "text (default), or csv: one row for each row added or removed, and for each cell that changed"},
		{SHOW, "show", "N", "list the first N rows of each table as text (default: 10)"},
		{PLACES, "places", NULL, "a row that only stands elsewhere, or comes from another line of a rule table, has changed, too"},
		{MAX_ADDED, "max-added", "N",
		 "exit 1 where a table has more new rows than N, or N% of those that it had; TABLE=N of one table; repeatable"},
		{MAX_REMOVED, "max-removed", "N", "the same of rows that are gone; repeatable"},
		{MAX_CHANGED, "max-changed", "N", "the same of rows that changed; repeatable"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "diff",
		.about = "Compares two folders of tables, as -o and --refresh write them, by keys that outlive a change elsewhere in a document.",
		.operands = "OLD NEW",
		.options = options,
		.option = set_option,
		.source = compare,
		.close = close_diff,
	};
	struct differ k = {.show = SHOWN};
	return stage_run(&stage, &k, argc, argv);
}
