/* What may stand between the names of a citation and its year, read backwards from byte p; nothing at or before `floor` is looked at. */
#ifndef EVITAB_CITE_BEFORE_H
#define EVITAB_CITE_BEFORE_H

#include "cite/cite_internal.h"

/* Back over `(Ed.)` or `, eds.` that ends at p; p where there is none. */
size_t before_editor(const struct cite_scan *s, size_t floor, size_t p);

/* `Lee & Park, Night Medicine, 2010`, `Lee et al., Lancet 2010`: back over the journal that ends at p, to the comma behind names that are
 * all told; p where there is none. */
size_t before_journal(const struct cite_scan *s, size_t floor, size_t p);

/* The quotation that ends at p: its words without the marks and a comma; false where there is none. `*from`: its opening mark. */
bool before_quotation(struct span t, size_t floor, size_t p, struct cite_range *words, size_t *from);

#endif
