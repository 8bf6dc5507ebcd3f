/* Plots of the report, as inline SVG: no script, no styles of their own (report.css gives the classes their colours in light and dark).
 * Each is a figure with a heading, a title and a description for those who do not see it, and its numbers as a table to be unfolded. */
#ifndef EVITAB_REPORT_PLOT_H
#define EVITAB_REPORT_PLOT_H

#include "report/report_tally.h"

struct plot {
	const char *id;    /* of the figure */
	const char *title; /* heading */
	const char *about; /* one sentence: what is counted */
	const char *item;  /* what a row is: head of the table's first column */
	const char *unit;  /* what is counted: head of its second column */
	/* The kinds of which a bar is made, one class and one column each; NULL: bars are of one kind. */
	const char *const *parts;
	size_t nparts;
};

/* Horizontal bars, one for each entry. */
void plot_bars(struct buf *out, const struct plot *p, const struct tally_entry *v, size_t n);
/* Upright bars, one for each year from `first` on; counts[i] is that of first + i. `before`: what is older, one bar of its own. */
void plot_years(struct buf *out, const struct plot *p, unsigned first, const uint64_t *counts, size_t n, uint64_t before);
/* A table of shades: cells[row * columns + column]. */
void plot_heat(struct buf *out, const struct plot *p, const struct tally_entry *rows, size_t nrows, const struct tally_entry *columns,
			   size_t ncolumns, const uint64_t *cells);

#endif
