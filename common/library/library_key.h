/* The keys by which works are found again: of a DOI and of a title, however a list, an export or a page writes them.
 *
 * Pure functions; lengths and places are bytes. */
#ifndef EVITAB_LIBRARY_KEY_H
#define EVITAB_LIBRARY_KEY_H

#include "base/buf.h"
#include "base/span.h"

/* A DOI in the form in which DOIs are compared: without address or label, in lower case (DOIs know no case), without a stop at its end.
 * Appends to out; nothing where it is none. */
void library_doi_key(struct span doi, struct buf *out);

/* The byte behind the tag ("<i>", "</sub>") or entity ("&amp;") that begins at i, or i where none does. */
size_t library_markup(struct span s, size_t i);

/* A title as its key, markup (<i>, &amp;) and the word "and" left out, to the end of out. *main becomes the length of the key of what
 * stands before its first colon, question mark or dash between blanks, or 0 where there is none or it is too short to tell works apart. */
void library_title_key(struct span title, struct buf *out, size_t *main);

#endif
