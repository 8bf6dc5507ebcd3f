/* The readers behind library_builder_read() that have files of their own, one for each family of formats. Each adds the works of a feed to
 * a builder; what is no work is counted as passed over. 0, or a code after a message where the file cannot be read on. Not for others. */
#ifndef EVITAB_LIBRARY_READ_H
#define EVITAB_LIBRARY_READ_H

#include "library/library_build.h"
#include "stream/feed.h"

int library_read_bibtex(struct library_builder *b, struct feed *f, struct diag *d);
int library_read_pubmed(struct library_builder *b, struct feed *f, struct diag *d);                 /* PubmedArticleSet */
int library_read_csv(struct library_builder *b, struct feed *f, const char *rules, struct diag *d); /* columns by configs/library.csv */

#endif
