/* Brings a folder of tables up to date: takes the documents that were read anew from the stream, before link --across, and the rows of all
 * others from the folder that is there. The new folder then takes its place as a whole. */
#ifndef EVITAB_REFRESHER_H
#define EVITAB_REFRESHER_H

#include "audit/across.h"
#include "output/folder.h"
#include "refresh/refresh_plan.h"

typedef LIST(struct line) line_list;

/* Zeroed before, but for `dir` and `state`; closed in any case. */
struct refresher {
	const char *dir, *state; /* borrowed: the folder, what is remembered of it (generation.h) */
	struct leaf *leaf;       /* borrowed */
	struct refresh_plan plan;
	struct refresh_index old;
	LIST(int) old_files; /* of old.files */
	struct folder folder;
	struct index_draft draft;
	struct across across;
	bool nothing;              /* is to be done */
	size_t next;               /* of plan.documents */
	uint64_t *ends;            /* bytes of each file so far */
	size_t *begins;            /* of the rows of the document at hand, in what has gathered of each file */
	size_t from, to;           /* old documents, side by side, whose rows are still to be copied */
	size_t made, retold, kept; /* documents: from the stream; kept, with other findings of link --across; kept as they were */
	struct buf text;           /* of a document with what link --across says of it */
	struct buf old_text;       /* of an old document without it */
	line_list lines, old_lines;
	LIST(struct work_said) said;
};

/* `plan` is the file that the program plan wrote. 0, or a code after a message. */
int refresher_open(struct refresher *r, struct leaf *leaf, const char *plan, struct csvrow how, const char *rules, struct diag *d);
/* The next of the documents that are read anew. 0 or DIAG_FAILED after a message. */
int refresher_document(struct refresher *r, const struct document *doc, struct diag *d);
/* All came: publishes, and says how many documents were what. 0 or DIAG_FAILED after a message. */
int refresher_finish(struct refresher *r, struct diag *d);
void refresher_close(struct refresher *r);

#endif
