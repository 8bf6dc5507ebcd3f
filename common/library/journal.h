/* Journals and their volumes: which year a volume was printed in (configs/journals.csv). */
#ifndef EVITAB_JOURNAL_H
#define EVITAB_JOURNAL_H

#include "base/table.h"

struct journals; /* the table, compiled */

/* NULL after a message. */
struct journals *journals_open(const char *dir, struct diag *d);
void journals_close(struct journals *j);

/* Years in which a volume of the journal can have appeared, one year of grace on both sides: [*from, *to]. False where the journal is not
 * known or the volume is no plain number. `container` is a key (text_fold_key), volume as printed. */
bool journals_years(const struct journals *j, struct span container, struct span volume, unsigned *from, unsigned *to);
/* Name of the journal as the table has it. */
const char *journals_name(const struct journals *j, struct span container);

/* Faults of the table, each with its line. */
int journals_check(const struct journals *j, struct diag *d);

#endif
