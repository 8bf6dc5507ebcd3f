#include "report/report_heat.h"

#include "base/text.h"
#include "output/schema.h"
#include "report/report_page.h"
#include "report/report_plot.h"

void report_heat_open(struct report_heat *h, const struct categories *categories)
{
	const struct category_row *last = NULL;
	for (size_t i = 0; i < categories->rows.n; i++) {
		const struct category_row *r = &categories->rows.v[i];
		if (!r->first || r->role != ROLE_SUBJECT)
			continue;
		last = r;
		if (r->effect && h->columns == NULL)
			h->columns = r;
	}
	h->columns = h->columns ? h->columns : last;
	for (size_t i = categories->rows.n; i-- > 0;) {
		const struct category_row *r = &categories->rows.v[i];
		if (r->first && r->role == ROLE_SUBJECT && r != h->columns)
			h->rows = r;
	}
	if (h->rows == NULL)
		h->columns = NULL;
}

/* ---- gathering ---- */

/* The label of "neuroplasticity: increase": an effect is one of few words and has no blank in it. */
static struct span without_effect(struct span s)
{
	size_t count;
	const struct schema_row *effects = schema_values("{type}", "effect", &count);
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(effects[i].value);
		if (s.n > n + 2 && memcmp(s.p + s.n - n, effects[i].value, n) == 0 && memcmp(s.p + s.n - n - 2, ": ", 2) == 0)
			return span_sub(s, 0, s.n - n - 2);
	}
	return s;
}

/* The labels of a list of a claim, unescaped into scratch, each once; at most REPORT_LINKS. */
static size_t labels_of(const struct record *r, const char *key, struct buf *scratch, struct span labels[REPORT_LINKS])
{
	struct span list = record_get(r, key);
	size_t at = 0, n = 0;
	buf_clear(scratch);
	buf_room(scratch, list.n + 1); /* what is unescaped is never longer: the spans stay */
	for (struct span e; n < REPORT_LINKS && (e = json_next(list, &at)).p != NULL;) {
		struct span label = without_effect(json_text(e, scratch));
		size_t k = 0;
		while (k < n && !span_eq(labels[k], label))
			k++;
		if (k == n)
			labels[n++] = label;
	}
	return n;
}

void report_heat_add(struct report_heat *h, const struct record *r)
{
	struct span rows[REPORT_LINKS], columns[REPORT_LINKS];
	size_t ncolumns = h->columns ? labels_of(r, h->columns->table, &h->scratch, columns) : 0;
	size_t nrows = ncolumns ? labels_of(r, h->rows->table, &h->labels, rows) : 0;
	struct buf pair = {0};
	for (size_t i = 0; i < nrows; i++)
		for (size_t k = 0; k < ncolumns; k++) {
			buf_clear(&pair);
			buf_addspan(&pair, rows[i]);
			buf_addc(&pair, '\0');
			buf_addspan(&pair, columns[k]);
			tally_add(&h->pairs, buf_span(&pair), 0);
			tally_add(&h->paired, rows[i], 0);
		}
	buf_free(&pair);
}

/* ---- writing ---- */

static struct span row_of(struct span pair)
{
	const char *nul = memchr(pair.p, '\0', pair.n);
	return span_sub(pair, 0, (size_t)(nul - pair.p));
}

/* The columns that come most often with these rows. */
static size_t top_columns(const struct report_heat *h, const struct tally_entry *rows, size_t nrows, struct tally *with,
						  struct tally_entry columns[HEAT_COLUMNS])
{
	for (size_t i = 0; i < h->pairs.entries.n; i++) {
		const struct tally_entry *e = &h->pairs.entries.v[i];
		struct span row_key = row_of(e->key);
		size_t row = 0;
		while (row < nrows && !span_eq(rows[row].key, row_key))
			row++;
		if (row < nrows)
			tally_add_many(with, span_sub(e->key, row_key.n + 1, e->key.n), 0, e->count);
	}
	return tally_top(with, columns, HEAT_COLUMNS);
}

void report_heat_write(const struct report_heat *h, struct buf *out)
{
	struct tally_entry rows[HEAT_ROWS], columns[HEAT_COLUMNS];
	uint64_t cells[HEAT_ROWS * HEAT_COLUMNS];
	struct tally with = {0};
	struct buf pair = {0}, title = {0}, about = {0};
	size_t nrows = tally_top(&h->paired, rows, HEAT_ROWS), ncolumns = top_columns(h, rows, nrows, &with, columns), kept = 0;
	for (size_t i = 0; i < nrows; i++) {
		uint64_t any = 0;
		rows[kept] = rows[i];
		for (size_t k = 0; k < ncolumns; k++) {
			buf_clear(&pair);
			buf_addspan(&pair, rows[i].key);
			buf_addc(&pair, '\0');
			buf_addspan(&pair, columns[k].key);
			any += cells[kept * ncolumns + k] = tally_count(&h->pairs, buf_span(&pair));
		}
		kept += any > 0; /* a row may have nothing in these columns */
	}
	if (kept) {
		buf_printf(&title, "%s and %s", h->rows->table, h->columns->table);
		buf_addc(&title, '\0');
		title.p[0] = text_is_lower(title.p[0]) ? (char)(title.p[0] - 0x20) : title.p[0];
		buf_printf(&about, "Claims that name both the %s of the row and the %s of the column; the most frequent of each.", h->rows->type,
				   h->columns->type);
		buf_addc(&about, '\0');
		struct plot plot = {.id = "heat", .title = title.p, .about = about.p, .item = h->rows->type};
		plot_heat(out, &plot, rows, kept, columns, ncolumns, cells);
	}
	buf_free(&pair);
	buf_free(&title);
	buf_free(&about);
	tally_free(&with);
}

void report_heat_free(struct report_heat *h)
{
	tally_free(&h->pairs);
	tally_free(&h->paired);
	buf_free(&h->scratch);
	buf_free(&h->labels);
}
