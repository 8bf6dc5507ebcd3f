/* What is to be done to refresh a folder: for each document of the inputs, in their order, whether its rows are there already. */
#ifndef EVITAB_REFRESH_PLAN_H
#define EVITAB_REFRESH_PLAN_H

#include "refresh/refresh_index.h"

#define PLAN_NEW UINT64_MAX

struct plan_document {
	char key[LEDGER_KEY];
	uint64_t old; /* number of the document in the index whose rows are kept, or PLAN_NEW */
};

/* Zeroed before. */
struct refresh_plan {
	char base[REFRESH_HASH]; /* hash of all that the rows depend on beside the documents */
	char mark[REFRESH_HASH]; /* of the folder that it was made for; zeros where nothing is kept */
	LIST(struct plan_document) documents;
};

/* Adds a document of the inputs. `where` is of plan_places(), NULL: nothing is kept. */
struct plan_places;
struct plan_places *plan_places(const struct refresh_index *x);
void plan_places_free(struct plan_places *places);
void plan_add(struct refresh_plan *p, const struct ledger_line *line, const struct plan_places *places);

/* Text, a line each. 0, or DIAG_WRONG after a message. */
void plan_write(const struct refresh_plan *p, struct buf *out);
int plan_read(struct refresh_plan *p, const char *path, struct diag *d);
void plan_free(struct refresh_plan *p);

/* Are they the same documents in the same order, so that nothing has to be made? */
bool plan_changes_nothing(const struct refresh_plan *p, const struct refresh_index *x);

#endif
