/* Words that join the names of a mention that has several ("renal and hepatic dysfunction"), found among the mentions: where a mention is
 * cut at the word, do its items name the concepts that it has? */
#ifndef EVITAB_LEARNING_JOINS_H
#define EVITAB_LEARNING_JOINS_H

#include "learn/learning.h"

/* Fills in l->joins: those that mostly hold, most often seen first. */
void learning_joins(struct learning *l, const struct naming *names);

#endif
