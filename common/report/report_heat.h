/* The heat map of a report: how many claims name both a concept of one category and one of another. Gathered while the documents go by;
 * what grows is the number of distinct pairs. */
#ifndef EVITAB_REPORT_HEAT_H
#define EVITAB_REPORT_HEAT_H

#include "base/record.h"
#include "concept/categories.h"
#include "report/report_tally.h"

enum { HEAT_ROWS = 15, HEAT_COLUMNS = 20 }; /* the most frequent are shown */

struct report_heat {                           /* all zero at first */
	const struct category_row *rows, *columns; /* NULL where there are not two subjects */
	struct tally pairs, paired;                /* "row NUL column" of claims that name both; the row alone */
	struct buf scratch, labels;
};

/* The first subject that has effects, or else the last one, is the columns, the first other subject the rows. The categories are borrowed.
 */
void report_heat_open(struct report_heat *h, const struct categories *categories);
void report_heat_add(struct report_heat *h, const struct record *claim);
void report_heat_write(const struct report_heat *h, struct buf *out);
void report_heat_free(struct report_heat *h);

#endif
