/* When a name is believed: weights for the ways that lead from a mention to a term (naming.h), learnt from what was found in each
 * group of documents with the weights of the others, and from the concepts that their mentions have. */
#ifndef EVITAB_LEARNING_NAMING_H
#define EVITAB_LEARNING_NAMING_H

#include "learn/learning_forms.h"

/* Fills in l->naming and its counts, l->concepts and l->joins; after the first round of learning_fit(). */
void learning_naming(struct learning *l);

#endif
