/* Findings for code hosts and editors: SARIF 2.1.0, and the annotations of GitHub's workflows. One finding after the other; owns its
 * memory. */
#ifndef EVITAB_FINDING_EXPORT_H
#define EVITAB_FINDING_EXPORT_H

#include "output/finding_place.h"

enum finding_format { FINDING_SARIF, FINDING_GITHUB, FINDING_FORMATS };
extern const char *const finding_names[]; /* as -f takes them */

/* All zero but the format before finding_export_begin(). */
struct finding_export {
	enum finding_format format;
	size_t results;
	struct buf rejected; /* SARIF: notifications, which stand behind the results */
	struct buf scratch;
};

void finding_export_begin(struct finding_export *x, struct buf *out);
void finding_export_one(struct finding_export *x, const struct finding_file *f, const struct record *finding, struct buf *out);
/* A document that could not be read. `end` is its `document-end`. */
void finding_export_rejected(struct finding_export *x, const struct finding_file *f, const struct record *end, struct buf *out);
void finding_export_end(struct finding_export *x, struct buf *out);
void finding_export_free(struct finding_export *x);

#endif
