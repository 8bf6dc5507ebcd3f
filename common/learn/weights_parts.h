/* Inside the weights: what weights.c and weights_read.c share. */
#ifndef EVITAB_WEIGHTS_PARTS_H
#define EVITAB_WEIGHTS_PARTS_H

#include "learn/weights.h"

void weights_keep(struct weights *w, const struct feature *f, int32_t weight);
/* The weight of a feature; 0 where it has none. */
int32_t weights_of(struct weights *w, const struct feature *f);

/* The tables of DIR, in this order: a term's weight as a name is among the features. 0 or a code after a message. */
int weights_read_features(struct weights *w, const char *dir, const char *file, struct diag *d);
int weights_read_concepts(struct weights *w, const char *dir, const char *name, const struct category *category, struct diag *d);
int weights_read_evidence(struct weights *w, const char *dir, const char *file, struct diag *d);

#endif
