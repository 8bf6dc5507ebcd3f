/* What the files of the audit share: a finding on its way out. */
#ifndef EVITAB_AUDIT_PARTS_H
#define EVITAB_AUDIT_PARTS_H

#include "audit/audit.h"

struct finding {
	const char *code, *severity;
	struct span doc;
	uint64_t sentence;
	struct extent place;
	struct buf message;
	LIST(uint64_t) related; /* numbers of references */
};

/* Of an entry, with its number as related. The message is to be written and is owned by the finding. */
struct finding finding_about_entry(const struct entry *e, struct span doc, const char *code, const char *severity);
/* "Berman 2020 (entry 3)" */
void finding_name_entry(struct buf *message, const struct entry *e);
/* The record to the end of out; frees what the finding owns. */
void finding_write(struct finding *f, struct buf *out);

#endif
