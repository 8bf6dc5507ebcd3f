/* What the programs that leave the stream share: the tables of the run, its rows, the gate of --fail-on, the seal. */
#ifndef EVITAB_LEAF_H
#define EVITAB_LEAF_H

#include "output/schema.h"
#include "stream/stage.h"

enum { NUM_LEAF_SEAL = 320 };

struct leaf {
	const char *output, *fail_on, *seal; /* -o, -F, --seal */
	struct schema schema;                /* of the run: schema.tables are its tables */
	size_t documents, failures;          /* so far: documents, findings that --fail-on asks for */
	struct buf head;                     /* the `document` line of the document at hand */
	struct buf title;                    /* of the last document, raw JSON, where its text gave it */
};

/* For the list of a program's options. */
#define LEAF_OPTIONS                                                                                                                    \
	{'F', "fail-on", "CODES", "exit 1 where a finding of one of these codes (comma between, or 'any') was reported"},                   \
	{                                                                                                                                   \
		NUM_LEAF_SEAL, "seal", "FILE", "publish only if FILE is there when the stream has ended, and holds the number of its documents" \
	}

/* Takes 'o', 'F' and NUM_LEAF_SEAL. 0 or DIAG_WRONG after a message. */
int leaf_option(struct leaf *l, int letter, const char *arg, struct diag *d);
/* Reads categories.csv. 0 or a code after a message. */
int leaf_open(struct leaf *l, const char *rules, struct diag *d);
void leaf_close(struct leaf *l);

/* The number in l->schema.tables of the table that takes records of this type; SIZE_MAX where there is none. */
size_t leaf_table(const struct leaf *l, struct span type);
/* Is the finding, or its code, one of those of --fail-on? */
bool leaf_fails_code(const struct leaf *l, struct span code);
bool leaf_fails(const struct leaf *l, const struct record *finding);
/* The row of a document is complete when its end has come. True where that is in these lines: *r is then the document's record and *end
 * that of its end, both borrowed until the next call. A document that brings no title of its own is called by its first title line, without
 * the signs of Markdown. */
bool leaf_document(struct leaf *l, const struct document *doc, struct record *r, struct record *end);

/* The rows of a document (or a piece of it) in the order of the stream, each with the number of its table; `more` is asked for members that
 * the record has not (or NULL). Counts the document and its failures. Stops at the first answer that is not 0, which it returns. */
typedef int leaf_row(void *ctx, size_t table, const struct record *r, const struct record *more, struct diag *d);
int leaf_rows(struct leaf *l, const struct document *doc, leaf_row *row, void *ctx, struct diag *d);
/* The counts alone, for a document whose rows are not asked for. 0 or DIAG_FAILED after a message. */
int leaf_count(struct leaf *l, const struct document *doc, struct diag *d);
/* A member of a row, as raw JSON: {NULL, 0} where it is left out or null. */
struct span leaf_value(const struct record *r, const struct record *more, const char *member);

/* At the end of a run that was published: DIAG_FOUND after a message where the gate closes. */
int leaf_gate(const struct leaf *l, struct diag *d);

#endif
