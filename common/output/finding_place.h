/* Where a finding stands in its file, as editors and code hosts count: lines and columns. `normalize --lines` says where lines begin. */
#ifndef EVITAB_FINDING_PLACE_H
#define EVITAB_FINDING_PLACE_H

#include "base/record.h"

/* What a `document` record says of its file. Reused; owns its memory. */
struct finding_file {
	struct buf doc;       /* id of the document */
	struct buf file;      /* the file's name; "-" is standard input */
	bool part;            /* the document is a part of the file: its bytes are not the file's */
	bool list;            /* a list of references: its sentences are lines */
	bool counted;         /* the lines are known */
	uint64_t line;        /* of the file: where the document stands in it; 0 where that is not known */
	LIST(uint64_t) lines; /* code points before each line but the first */
};

/* The record is that of a document. */
void finding_file_read(struct finding_file *f, const struct record *document);
void finding_file_free(struct finding_file *f);

/* Lines and columns count from 1, columns in code points; the end is behind the last character. 0: not known. */
struct finding_place {
	uint64_t line, column, end_line, end_column;
};
struct finding_place finding_place(const struct finding_file *f, const struct record *finding);

#endif
