/* What --refresh remembers of a folder of tables: for each document its key, where its rows lie, and what is needed to compare it with the
 * other documents of the run.
 *
 * A file of numbers in the machine's own order, then strings, then the SHA-256 of all before: it is a cache, made anew where it does not
 * fit. */
#ifndef EVITAB_REFRESH_INDEX_H
#define EVITAB_REFRESH_INDEX_H

#include "audit/works.h"
#include "stream/ledger.h"

enum { REFRESH_HASH = 64 }; /* hexadecimal digits of a SHA-256 */

struct index_string {
	uint64_t at, n; /* bytes, in the strings */
};

struct index_entry {
	char key[LEDGER_KEY];
	struct index_string doc, sha256; /* raw JSON strings */
	uint64_t bytes;                  /* of the source */
	uint64_t check;                  /* sum of index_check() of its rows in every file */
	uint64_t told;                   /* hash of what link --across found in it; 0: nothing */
	uint64_t work;                   /* its first in the list of works; they end where those of the next begin */
	uint64_t again;                  /* 1: to be made anew whenever it comes, so that its messages and its status come again */
};

/* As struct work_said. */
struct index_work {
	uint64_t key, container, n, year;
	struct index_string volume;
};

struct refresh_index {
	struct buf bytes;                  /* of the file; what follows borrows it */
	const char *base;                  /* [REFRESH_HASH] hash of all that the rows depend on beside the documents */
	const char *mark;                  /* [REFRESH_HASH] of the folder that it belongs to */
	size_t n, nfiles, nworks;          /* documents; files of rows; works */
	const struct index_string *files;  /* their names */
	const struct index_entry *entries; /* n, and one more that ends the works of the last */
	const uint64_t *places;            /* [(n + 1) * nfiles] first byte of the document's rows; of document n: the files' ends */
	const struct index_work *works;
	struct span strings;
	int64_t second, nanosecond; /* when the file was last changed */
};

/* True where there is a file and it is whole; *damaged: it is there and is not. x is to be freed in any case. */
bool index_read(struct refresh_index *x, const char *path, bool *damaged, struct diag *d);
void index_free(struct refresh_index *x);

static inline struct span index_span(const struct refresh_index *x, struct index_string s)
{
	return span_sub(x->strings, s.at, s.at + s.n);
}
static inline uint64_t index_place(const struct refresh_index *x, size_t doc, size_t file)
{
	return x->places[doc * x->nfiles + file];
}
/* `said` of a work; borrows the index. */
struct work_said index_work(const struct refresh_index *x, size_t work);

/* Of the rows of a document in file number `file`; the checks of several stretches of the same rows cannot be added up. */
uint64_t index_check(struct span rows, size_t file);

/* The index of a folder that is being made. Zeroed before; documents in their order. */
struct index_draft {
	char base[REFRESH_HASH], mark[REFRESH_HASH];
	LIST(struct index_string) files;
	LIST(struct index_entry) entries;
	LIST(uint64_t) places;
	LIST(struct index_work) works;
	struct buf strings;
};

struct index_string index_keep(struct index_draft *x, struct span s);
void index_add_work(struct index_draft *x, const struct work_said *said);
/* The places at which the next document's rows begin, one call for each file, before its entry; at last those of the ends. */
void index_add_place(struct index_draft *x, uint64_t at);
/* The works of a document are added before its entry. */
void index_add_entry(struct index_draft *x, struct index_entry e, size_t nworks);
/* 0 or DIAG_FAILED after a message. */
int index_write(struct index_draft *x, const char *path, struct diag *d);
void index_discard(struct index_draft *x);

#endif
