/* Endings and spellings that stand for each other, found among the terms of one word: "tumour" and "tumor" name one concept, so do
 * "leukaemia" and "leukemia"; how often do terms that differ so have one concept, how often two? */
#ifndef EVITAB_LEARNING_FORMS_H
#define EVITAB_LEARNING_FORMS_H

#include "learn/learning_names.h"
#include "learn/naming_forms.h"

struct learning_form {
	struct form form;
	uint32_t hits, misses; /* pairs of words with the same concept, and with others */
};
typedef LIST(struct learning_form) learning_form_list;

/* The forms that hold, in a fixed order. */
void learning_forms(const struct learning *l, const learning_pair_list *pairs, learning_form_list *out);

#endif
