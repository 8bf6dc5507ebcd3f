/* Learnt rows as a folder of rule tables: those of the rules folder that was learnt with, but for the category's own, which are new. */
#ifndef EVITAB_LEARNING_WRITE_H
#define EVITAB_LEARNING_WRITE_H

#include "learn/learning.h"

struct learning_target {
	const char *dir;   /* where to: complete or not at all */
	const char *rules; /* what the other tables are copied from */
	const char *table; /* the category: "conditions" */
	double bias;       /* for every stretch at the first look: as in fit_options */
	double recall;     /* at the second look: more of it finds more, and more that is wrong */
};

/* Writes <table>.csv, <table>-evidence.csv and <table>-learnt.csv. 0 or a code after a message. */
int learning_write(struct learning *l, const struct learning_target *to, struct diag *d);

#endif
