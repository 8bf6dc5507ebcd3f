/* A folder that holds the whole run: every table as CSV, records.jsonl, datapackage.json, provenance.json. What -o writes. */
#ifndef EVITAB_FOLDER_H
#define EVITAB_FOLDER_H

#include "base/seen.h"
#include "output/csvrow.h"
#include "output/leaf.h"
#include "output/publish.h"

/* Files [0, rows) of `files` hold the rows of documents, one document after the other: a table each, then records.jsonl. */
struct folder {
	struct csvrow how;
	struct leaf *leaf; /* borrowed: the tables, the counts */
	struct publication files;
	int rows, package, provenance;
	struct seen ids; /* of the documents so far */
	bool alike;      /* two of them are the same */
	size_t inputs;   /* documents named in provenance.json so far */
};

/* Makes the files and begins them. 0 or a code after a message; folder_close() in any case. */
int folder_open(struct folder *f, const char *dir, struct leaf *leaf, struct csvrow how, const char *rules, struct diag *d);
/* A document, whole or in pieces; it gathers in publish_out() of each file. Counts it, and its failures, in the leaf. 0 or DIAG_FAILED
 * after a message.
 */
int folder_document(struct folder *f, const struct document *doc, struct diag *d);
/* The document's line in provenance.json; doc and sha256 are raw JSON strings. */
void folder_input(struct folder *f, struct span doc, struct span sha256, uint64_t bytes);
/* Ends the files and publishes them. 0 or DIAG_FAILED after a message. */
int folder_commit(struct folder *f, struct diag *d);
void folder_close(struct folder *f);

/* A line as it goes among the records: of a document's end, without the count of blocks, which stay behind. */
void folder_line(struct span line, bool end, struct buf *out);

#endif
