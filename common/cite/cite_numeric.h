/* What the two grammars of numeric citations share. Not for others. */
#ifndef EVITAB_CITE_NUMERIC_H
#define EVITAB_CITE_NUMERIC_H

#include "cite/cite_internal.h"

/* Numbers go to s->out->numbers; a group's begin at `from`. false: the number is none of an entry, or there are too many. */
bool numbers_add(struct cite_scan *s, size_t from, uint32_t v);
bool numbers_range(struct cite_scan *s, size_t from, uint32_t first, uint32_t last); /* those behind `first`, which is there already */
/* Takes back what was read since `from`; false. */
bool numbers_drop(struct cite_scan *s, size_t from);

/* Does a word of that class end at `at`, points and blanks not counted? */
bool cite_word_ends(const struct cite_scan *s, size_t at, enum cite_class c);

/* As cite_numeric_at(), of digits without brackets; `raised`: superscript digits. */
bool cite_super_at(struct cite_scan *s, size_t at, bool raised, struct cite_group *g);

#endif
