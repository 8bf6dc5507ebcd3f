/* When a name is believed: weights for the ways that lead from a mention to a term (naming.h), learnt from what was found in each
 * group of documents with the weights of the others, and from the concepts that their mentions have. */
#ifndef EVITAB_LEARNING_NAMING_H
#define EVITAB_LEARNING_NAMING_H

#include "learn/learning_forms.h"

/* The rows of the concept table to be, under the pairs and forms: to be freed. Rows are numbers in l->rows. */
struct naming *learning_naming_terms(const struct learning *l, const learning_pair_list *pairs, const learning_form_list *forms);

/* Fills in l->naming and its counts, l->concepts and l->joins; after the first round of learning_fit(). */
void learning_naming(struct learning *l);

#endif
