/* References for reference managers: CSL-JSON, RIS and BibTeX. */
#ifndef EVITAB_CITE_EXPORT_H
#define EVITAB_CITE_EXPORT_H

#include "base/record.h"
#include "reference/reference_kind.h"

enum export_format { EXPORT_CSL, EXPORT_RIS, EXPORT_BIBTEX, EXPORT_FORMATS };
extern const char *const export_names[]; /* as -f takes them */

struct reference_export;

/* `rules` tells theses, reports and proceedings apart; it must outlive the export. */
struct reference_export *reference_export_begin(enum export_format format, const struct reference_rules *rules);

/* One `reference` record. Ids are made of the document's name (without folders and ending) and the entry's number; a second document of the
 * same name gets ".2" after it. They depend on the order of the documents alone. Entries that are cut in the source say so in a note. */
void reference_export_one(struct reference_export *x, const struct record *reference, struct buf *out);

/* Ends what was begun; the export is freed with or without it. */
void reference_export_end(struct reference_export *x, struct buf *out);
void reference_export_free(struct reference_export *x);

#endif
