#include "report/report_plot.h"

#include <stdio.h>

#include "report/report_html.h"

enum { PLOT_SHADES = 5, PLOT_TICKS = 4 };

/* ---- what all have in common ---- */

/* Opens figure, scrolling box and svg; `width` and `height` in its own units, which are pixels where there is room. */
static void open_plot(struct buf *out, const struct plot *p, unsigned width, unsigned height)
{
	buf_printf(out, "<figure id=\"%s\">\n<figcaption><h3>%s</h3><p>%s</p></figcaption>\n", p->id, p->title, p->about);
	buf_printf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Plot: %s\">\n", p->title);
	buf_printf(out, "<svg viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n", width, height,
			   width, height, p->id, p->id);
	buf_printf(out, "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s The numbers stand in the table below.</desc>\n", p->id, p->title,
			   p->id, p->about);
}

static void open_numbers(struct buf *out, const struct plot *p)
{
	buf_printf(out, "</svg>\n</div>\n<details class=\"numbers\"><summary>The numbers<span class=\"v\"> of the plot: %s</span></summary>\n",
			   p->title);
	buf_printf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers: %s\">\n<table>\n", p->title);
}

static void close_plot(struct buf *out)
{
	buf_adds(out, "</table>\n</div>\n</details>\n</figure>\n");
}

static void add_head(struct buf *out, const char *const *heads, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "<th scope=\"col\">%s</th>", heads[i]);
}

static void add_row_head(struct buf *out, struct span label)
{
	buf_adds(out, "<tr><th scope=\"row\">");
	report_text(out, label);
	buf_adds(out, "</th>");
}

static void add_cell(struct buf *out, uint64_t n)
{
	buf_adds(out, "<td>");
	report_number(out, n);
	buf_adds(out, "</td>");
}

/* v of `most` as a length; something is never nothing. */
static unsigned scaled(uint64_t v, uint64_t most, unsigned length)
{
	unsigned n = most ? (unsigned)((double)v / (double)most * length + 0.5) : 0;
	return v && n == 0 ? 1 : n;
}

/* A label that is cut where it is too long; the whole of it as its title. */
static void add_label(struct buf *out, struct span label, size_t chars)
{
	buf_adds(out, "<title>");
	report_text(out, label);
	buf_adds(out, "</title>");
	report_short(out, label, chars);
	buf_adds(out, "</text>\n");
}

/* ---- bars ---- */

enum { PLOT_BAR_LEFT = 190, PLOT_BAR_LENGTH = 380, PLOT_BAR_RIGHT = 70, PLOT_BAR_STEP = 26 };

static void add_bar(struct buf *out, const struct plot *p, const struct tally_entry *e, uint64_t most, unsigned y)
{
	buf_printf(out, "<text class=\"label\" x=\"%d\" y=\"%u\">", PLOT_BAR_LEFT - 8, y + 17);
	add_label(out, e->key, 28);
	unsigned x = PLOT_BAR_LEFT;
	for (size_t k = 0; k < (p->parts ? p->nparts : 1); k++) {
		uint64_t n = p->parts ? e->parts[k] : e->count;
		unsigned width = scaled(n, most, PLOT_BAR_LENGTH);
		if (n == 0)
			continue;
		buf_printf(out, "<rect class=\"bar %s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"18\"><title>", p->parts ? p->parts[k] : "", x,
				   y + 4, width);
		report_text(out, e->key);
		buf_printf(out, "%s%s: ", p->parts ? ", " : "", p->parts ? p->parts[k] : "");
		report_number(out, n);
		buf_adds(out, "</title></rect>\n");
		x += width;
	}
	buf_printf(out, "<text class=\"value\" x=\"%u\" y=\"%u\">", x + 6, y + 17);
	report_number(out, e->count);
	buf_adds(out, "</text>\n");
}

static void add_legend(struct buf *out, const struct plot *p, unsigned y)
{
	for (size_t k = 0; k < p->nparts; k++) {
		unsigned x = PLOT_BAR_LEFT + (unsigned)k * 95;
		buf_printf(
			out,
			"<rect class=\"bar %s\" x=\"%u\" y=\"%u\" width=\"12\" height=\"12\"/><text class=\"tick left\" x=\"%u\" y=\"%u\">%s</text>\n",
			p->parts[k], x, y + 6, x + 18, y + 16, p->parts[k]);
	}
}

void plot_bars(struct buf *out, const struct plot *p, const struct tally_entry *v, size_t n)
{
	uint64_t most = 1;
	for (size_t i = 0; i < n; i++)
		most = v[i].count > most ? v[i].count : most;
	open_plot(out, p, PLOT_BAR_LEFT + PLOT_BAR_LENGTH + PLOT_BAR_RIGHT, (unsigned)n * PLOT_BAR_STEP + (p->parts ? 24 : 4));
	for (size_t i = 0; i < n; i++)
		add_bar(out, p, &v[i], most, (unsigned)i * PLOT_BAR_STEP);
	if (p->parts)
		add_legend(out, p, (unsigned)n * PLOT_BAR_STEP);
	open_numbers(out, p);
	const char *heads[] = {p->item, p->unit};
	buf_adds(out, "<thead><tr>");
	add_head(out, heads, 2);
	add_head(out, p->parts, p->parts ? p->nparts : 0);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n; i++) {
		add_row_head(out, v[i].key);
		add_cell(out, v[i].count);
		for (size_t k = 0; p->parts && k < p->nparts; k++)
			add_cell(out, v[i].parts[k]);
		buf_adds(out, "</tr>\n");
	}
	buf_adds(out, "</tbody>\n");
	close_plot(out);
}

/* ---- years ---- */

enum { PLOT_YEAR_LEFT = 44, PLOT_YEAR_TOP = 14, PLOT_YEAR_HEIGHT = 190, PLOT_YEAR_BOTTOM = 30, PLOT_YEAR_WIDTH = 640 };

/* 1, 2 or 5 times a power of ten, so that PLOT_TICKS of it reach `most`. */
static uint64_t tick_of(uint64_t most)
{
	static const uint64_t steps[] = {1, 2, 5};
	for (uint64_t ten = 1; ten < UINT64_MAX / 100; ten *= 10)
		for (size_t i = 0; i < 3; i++)
			if (steps[i] * ten * PLOT_TICKS >= most)
				return steps[i] * ten;
	return most;
}

static void add_axis(struct buf *out, uint64_t tick)
{
	for (unsigned i = 0; i <= PLOT_TICKS; i++) {
		unsigned y = PLOT_YEAR_TOP + PLOT_YEAR_HEIGHT - PLOT_YEAR_HEIGHT * i / PLOT_TICKS;
		buf_printf(out, "<line class=\"grid\" x1=\"%d\" y1=\"%u\" x2=\"%d\" y2=\"%u\"/><text class=\"tick right\" x=\"%d\" y=\"%u\">",
				   PLOT_YEAR_LEFT, y, PLOT_YEAR_LEFT + PLOT_YEAR_WIDTH, y, PLOT_YEAR_LEFT - 6, y + 4);
		report_number(out, tick * i);
		buf_adds(out, "</text>\n");
	}
}

/* The bar at place `at` of `of`. */
static void add_upright(struct buf *out, uint64_t n, uint64_t top, size_t at, size_t of, const char *name, bool named)
{
	double step = (double)PLOT_YEAR_WIDTH / (double)of;
	double x = PLOT_YEAR_LEFT + step * (double)at, width = step > 4 ? step * 0.8 : step;
	unsigned height = scaled(n, top, PLOT_YEAR_HEIGHT);
	if (n) {
		buf_printf(out, "<rect class=\"bar\" x=\"%.2f\" y=\"%u\" width=\"%.2f\" height=\"%u\"><title>%s: ", x + (step - width) / 2,
				   PLOT_YEAR_TOP + PLOT_YEAR_HEIGHT - height, width, height, name);
		report_number(out, n);
		buf_adds(out, "</title></rect>\n");
	}
	if (named)
		buf_printf(out, "<text class=\"tick\" x=\"%.2f\" y=\"%d\">%s</text>\n", x + step / 2, PLOT_YEAR_TOP + PLOT_YEAR_HEIGHT + 18, name);
}

void plot_years(struct buf *out, const struct plot *p, unsigned first, const uint64_t *counts, size_t n, uint64_t before)
{
	uint64_t most = before > 1 ? before : 1;
	for (size_t i = 0; i < n; i++)
		most = counts[i] > most ? counts[i] : most;
	size_t ahead = before ? 2 : 0, of = n + ahead; /* the bar of older ones stands apart */
	unsigned every = of <= 12 ? 1 : of <= 60 ? 5 : 10;
	char name[24], earlier[24];
	snprintf(earlier, sizeof earlier, "before %u", first);
	open_plot(out, p, PLOT_YEAR_LEFT + PLOT_YEAR_WIDTH + 10, PLOT_YEAR_TOP + PLOT_YEAR_HEIGHT + PLOT_YEAR_BOTTOM);
	add_axis(out, tick_of(most));
	if (before)
		add_upright(out, before, tick_of(most) * PLOT_TICKS, 0, of, earlier, false);
	for (size_t i = 0; i < n; i++) {
		snprintf(name, sizeof name, "%u", first + (unsigned)i);
		add_upright(out, counts[i], tick_of(most) * PLOT_TICKS, i + ahead, of, name, (first + i) % every == 0);
	}
	open_numbers(out, p);
	const char *heads[] = {p->item, p->unit};
	buf_adds(out, "<thead><tr>");
	add_head(out, heads, 2);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n + (before > 0); i++) {
		uint64_t count = i < n ? counts[i] : before;
		if (count == 0)
			continue;
		snprintf(name, sizeof name, "%u", first + (unsigned)i);
		add_row_head(out, span_of(i < n ? name : earlier));
		add_cell(out, count);
		buf_adds(out, "</tr>\n");
	}
	buf_adds(out, "</tbody>\n");
	close_plot(out);
}

/* ---- heat map ---- */

enum { PLOT_HEAT_LEFT = 210, PLOT_HEAT_TOP = 150, PLOT_HEAT_X = 38, PLOT_HEAT_Y = 26, PLOT_HEAT_SLANT = 130 };

static void add_shade(struct buf *out, const struct tally_entry *row, const struct tally_entry *column, uint64_t n, uint64_t most,
					  unsigned x, unsigned y)
{
	unsigned shade = n == 0 ? 0 : 1 + (unsigned)((double)(n - 1) / (double)most * PLOT_SHADES);
	buf_printf(out, "<rect class=\"h%u\" x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\"><title>", shade > PLOT_SHADES ? PLOT_SHADES : shade,
			   x + 1, y + 1, PLOT_HEAT_X - 2, PLOT_HEAT_Y - 2);
	report_text(out, row->key);
	buf_adds(out, " and ");
	report_text(out, column->key);
	buf_adds(out, ": ");
	report_number(out, n);
	buf_adds(out, "</title></rect>");
	if (n) {
		buf_printf(out, "<text class=\"in%u\" x=\"%u\" y=\"%u\">", shade > PLOT_SHADES ? PLOT_SHADES : shade, x + PLOT_HEAT_X / 2, y + 17);
		report_number(out, n);
		buf_adds(out, "</text>");
	}
	buf_addc(out, '\n');
}

static void add_heat_numbers(struct buf *out, const struct plot *p, const struct tally_entry *rows, size_t nrows,
							 const struct tally_entry *columns, size_t ncolumns, const uint64_t *cells)
{
	open_numbers(out, p);
	buf_printf(out, "<thead><tr><th scope=\"col\">%s</th>", p->item);
	for (size_t k = 0; k < ncolumns; k++) {
		buf_adds(out, "<th scope=\"col\">");
		report_text(out, columns[k].key);
		buf_adds(out, "</th>");
	}
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < nrows; i++) {
		add_row_head(out, rows[i].key);
		for (size_t k = 0; k < ncolumns; k++)
			add_cell(out, cells[i * ncolumns + k]);
		buf_adds(out, "</tr>\n");
	}
	buf_adds(out, "</tbody>\n");
	close_plot(out);
}

void plot_heat(struct buf *out, const struct plot *p, const struct tally_entry *rows, size_t nrows, const struct tally_entry *columns,
			   size_t ncolumns, const uint64_t *cells)
{
	uint64_t most = 1;
	for (size_t i = 0; i < nrows * ncolumns; i++)
		most = cells[i] > most ? cells[i] : most;
	open_plot(out, p, PLOT_HEAT_LEFT + (unsigned)ncolumns * PLOT_HEAT_X + PLOT_HEAT_SLANT,
			  PLOT_HEAT_TOP + (unsigned)nrows * PLOT_HEAT_Y + 2);
	for (size_t k = 0; k < ncolumns; k++) {
		unsigned x = PLOT_HEAT_LEFT + (unsigned)k * PLOT_HEAT_X + PLOT_HEAT_X / 2;
		buf_printf(out, "<text class=\"tick left\" x=\"%u\" y=\"%d\" transform=\"rotate(-48 %u %d)\">", x, PLOT_HEAT_TOP - 6, x,
				   PLOT_HEAT_TOP - 6);
		add_label(out, columns[k].key, 25);
	}
	for (size_t i = 0; i < nrows; i++) {
		unsigned y = PLOT_HEAT_TOP + (unsigned)i * PLOT_HEAT_Y;
		buf_printf(out, "<text class=\"label\" x=\"%d\" y=\"%u\">", PLOT_HEAT_LEFT - 8, y + 17);
		add_label(out, rows[i].key, 30);
		for (size_t k = 0; k < ncolumns; k++)
			add_shade(out, &rows[i], &columns[k], cells[i * ncolumns + k], most, PLOT_HEAT_LEFT + (unsigned)k * PLOT_HEAT_X, y);
	}
	add_heat_numbers(out, p, rows, nrows, columns, ncolumns, cells);
}
