/* Annotations for other tools: BioC JSON, PubAnnotation JSON, the W3C Web Annotation model as JSON-LD, doccano's JSON Lines, and brat's
 * standoff files.
 *
 * Offsets are code points of the carried text (common/output/carried.h), but for Web Annotation, which carries no text: there they are code
 * points (of a page: bytes) of the source, and the quotes are of the carried text. An annotation is called T1, T2 … in each document. */
#ifndef EVITAB_ANNOTATION_H
#define EVITAB_ANNOTATION_H

#include "output/carried.h"

enum annotation_format { ANNOTATION_BIOC, ANNOTATION_PUBANNOTATION, ANNOTATION_WEB, ANNOTATION_DOCCANO, ANNOTATION_FORMATS };
extern const char *const annotation_names[]; /* as -f takes them */

struct annotation_out {
	enum annotation_format format;
	size_t documents, annotations; /* written so far */
};

/* One JSON text, of which a document (of Web Annotation: an annotation) is a line; of doccano a text for each document. */
void annotation_begin(struct annotation_out *a, struct buf *out);
void annotation_document(struct annotation_out *a, const struct carried *c, struct buf *out);
void annotation_end(struct annotation_out *a, struct buf *out);

/* brat: the text is carried_text(); its annotations, and the configuration of the folder. */
void brat_annotations(const struct carried *c, struct buf *out);
void brat_configuration(const struct schema_table *tables, size_t n, struct buf *out);

/* Parts of them. */

/* `Condition` of `condition`: letters, digits, '-' and '_'. */
void annotation_type(const char *type, struct buf *out);
/* Walks the members of an annotation's record that say something about it (all but its place): *at is 0 at first; the words of the
 * value replace those in `words`. False at the end. */
bool annotation_next(const struct schema_member *members, const struct record *r, size_t *at, const char **name, struct buf *words);

/* The member `relations` of a JSON text: for every entry that an annotation leads to what `write` writes, given the relation's number and
 * those of the two annotations, all from 1. */
void annotation_relations(const struct carried *c, void (*write)(struct buf *out, size_t n, size_t citing, size_t cited), struct buf *out);

void bioc_document(const struct carried *c, struct buf *out);
void pubannotation_document(const struct carried *c, struct buf *out);
void doccano_document(const struct carried *c, struct buf *out);
void web_document(const struct carried *c, size_t already, struct buf *out);

#endif
