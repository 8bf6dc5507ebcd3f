/* A vocabulary on its way to a rule table: concepts with their terms and parents, as readers of many formats find them (import.h), and the
 * filters and the writer that all of them share. Order is the order of the source, so that the same source gives the same table. */
#ifndef EVITAB_VOCABULARY_H
#define EVITAB_VOCABULARY_H

#include "base/diag.h"

/* How a term stands to its concept. Narrow, broad and related ones are left out unless they are asked for. */
enum term_scope { SCOPE_LABEL, SCOPE_EXACT, SCOPE_NARROW, SCOPE_BROAD, SCOPE_RELATED };

/* What the user asks for; all zero but for the strings is a plain import. Borrowed. */
struct vocabulary_wish {
	const char *prefix;                                    /* before ids that have none ("MESH:"); NULL: none */
	const char *kind;                                      /* the cell of every row; NULL: empty */
	const char *source;                                    /* of the cell `source`; NULL: the file's name */
	const char *licence;                                   /* of the comment row; NULL: what the source says of itself */
	const char *language;                                  /* of the terms; NULL: English, and terms of no language */
	LIST(const char *) under, not_under, classes, sources; /* each empty: all */
	const char *common;                                    /* a file of terms to leave out, one a line, or NULL */
	const char *words;   /* a file of words of the language: terms that are such words are left out, in capitals they are `exact` */
	const char *columns; /* what the columns of a file without header are ("term,id"), or NULL */
	size_t shortest;     /* letters and digits of a term; fewer are left out */
	size_t acronym;      /* terms of capitals and digits up to this length are `exact` */
	bool related;        /* narrow, broad and related terms, too */
	bool invert;         /* "Disorder, Major" is also "Major Disorder" */
	bool brackets;       /* a "(…)" at the end of a term is left out */
};

struct vocabulary;

struct vocabulary *vocabulary_new(const struct vocabulary_wish *wish);
void vocabulary_free(struct vocabulary *v);
const struct vocabulary_wish *vocabulary_wish(const struct vocabulary *v);

/* The number of the concept of that id, which is made where it is new. The id is brought to its short form: <…/obo/HP_0000118> is
 * HP:0000118. */
size_t vocabulary_concept(struct vocabulary *v, struct span id);
/* A concept without id: made from its label, "list:restless-legs". */
size_t vocabulary_unnamed(struct vocabulary *v, struct span label);

/* What is said of a concept. Terms are cleaned; the first label wins, a further one is a term. A term that is not UTF-8 or longer than a
 * row may be is passed over and counted. */
void vocabulary_term(struct vocabulary *v, size_t concept, struct span term, enum term_scope scope);
void vocabulary_parent(struct vocabulary *v, size_t concept, struct span parent); /* its id, tree number or label; known later or never */
void vocabulary_xref(struct vocabulary *v, size_t concept, struct span id);
void vocabulary_class(struct vocabulary *v, size_t concept, struct span class); /* for wish->classes; several are possible */
void vocabulary_tree(struct vocabulary *v, size_t concept, struct span number); /* a tree number, "F03.600.300": its prefix is the parent */
void vocabulary_drop(struct vocabulary *v, size_t concept);                     /* obsolete, or not wanted */

/* What the source says of itself. The first of each wins. */
void vocabulary_version(struct vocabulary *v, struct span text);
void vocabulary_licence(struct vocabulary *v, struct span text);

/* The whole table, CSV with header, to the end of out. `file` is the source's name, for the comment row. Notes of what was passed over, and
 * faults of the wishes, go to d. 0 or a code after a message. */
int vocabulary_write(struct vocabulary *v, const char *file, struct buf *out, struct diag *d);

#endif
