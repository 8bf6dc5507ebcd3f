/* Study designs that titles and mentions name, how strong they are, and which contradict each other: the rows `study` of citations.csv and
 * designs.csv. Loaded when it is first needed, since most inputs ask for nothing of it. */
#ifndef EVITAB_DESIGNS_H
#define EVITAB_DESIGNS_H

#include "base/diag.h"

struct designs;

struct designs *designs_new(const char *rules); /* the folder is borrowed */
void designs_free(struct designs *s);
/* To be asked before the others. 0 or a code after messages. */
int designs_load(struct designs *s, struct diag *d);

/* The strongest design that a title names; NULL where there is none. The name is that of the column `design`; it borrows the tables. */
const char *designs_named(const struct designs *s, struct span title);
/* The same for the words of an attribution, which speaks of studies in the plural ("Randomized trials have shown"). */
const char *designs_spoken(struct designs *s, struct span words);
/* The one of the two that is stronger, the first where they are alike; NULL is none. */
const char *designs_stronger(const struct designs *s, const char *a, const char *b);
/* The name as the tables have it, for one that is read from a record; NULL where no row has it. */
const char *designs_find(const struct designs *s, struct span design);

/* Is a study that is said to be of the design `said` doubted where it has this title? Then *other is the design that the title names, and
 * the answer the severity of the finding; else NULL. A title that names the said design, too, fits. */
const char *designs_contradicted(const struct designs *s, struct span said, struct span title, const char **other);

/* Runs the examples of designs.csv, and checks the strengths of citations.csv. Loads by itself. */
int designs_check(const char *rules, struct diag *d);

#endif
