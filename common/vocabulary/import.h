/* Readers of vocabularies: OBO, MeSH (XML, ASCII), UMLS (RRF), SKOS and OWL (RDF/XML, Turtle), tables of terms (CSV, TSV, DrugMechDB). Each
 * reads its file as a stream into a struct vocabulary; what is not known is passed over. */
#ifndef EVITAB_IMPORT_H
#define EVITAB_IMPORT_H

#include "stream/feed.h"
#include "vocabulary/vocabulary.h"

enum import_format { IMPORT_UNKNOWN, IMPORT_OBO, IMPORT_XML, IMPORT_MESH, IMPORT_RRF, IMPORT_TURTLE, IMPORT_TABLE, IMPORT_FORMATS };
extern const char *const import_names[IMPORT_FORMATS]; /* as the option --from has them */

/* Reads one file; `rules` is the folder of import.csv, which names the columns of tables. 0 or a code after a message. */
int import_read(struct vocabulary *v, struct feed *f, enum import_format format, const char *rules, struct diag *d);

/* The single readers. */
int import_obo(struct vocabulary *v, struct feed *f, struct diag *d);
int import_xml(struct vocabulary *v, struct feed *f, struct diag *d); /* MeSH descriptors and supplements, RDF */
int import_mesh(struct vocabulary *v, struct feed *f, struct diag *d);
int import_rrf(struct vocabulary *v, struct feed *f, struct diag *d); /* MRCONSO, then MRREL and MRSTY, told by their numbers of columns */
int import_turtle(struct vocabulary *v, struct feed *f, struct diag *d);
int import_table(struct vocabulary *v, struct feed *f, const char *rules, struct diag *d);

/* What SKOS, OWL and the annotations of OBO say by a property, known by the last part of its name. */
enum property {
	SAYS_NOTHING,
	SAYS_LABEL,
	SAYS_EXACT,
	SAYS_NARROW,
	SAYS_BROAD,
	SAYS_RELATED,
	SAYS_PARENT,
	SAYS_XREF,
	SAYS_CLASS,
	SAYS_OBSOLETE,
	SAYS_LICENCE,
	SAYS_VERSION
};
enum property import_property(struct span name);
/* Is a term of that language wanted? "" is no language. */
bool import_language(const struct vocabulary_wish *w, struct span language);
/* Says it of a concept; of the source, for the last two, where concept is SIZE_MAX too. */
void import_say(struct vocabulary *v, size_t concept, enum property p, struct span value);

#endif
