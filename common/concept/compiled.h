/* Compiled concept tables: NAME.evt beside NAME.csv holds the cells that a run needs and the lexicon, ready to be mapped. Nothing is
 * parsed, built or copied at start; pages come in as they are looked at.
 *
 * The file: a head (sizes, byte order, version, what the CSV was like), the offsets of the cells, the lines of the rows, the cells, the
 * lexicon's image. It belongs to one CSV: one that has changed since (by its bytes, not by its date) is never answered for. */
#ifndef EVITAB_COMPILED_H
#define EVITAB_COMPILED_H

#include "concept/lexicon.h"

/* What a CSV is like: the hash of its bytes, and what the file system says of it. As long as all of `same` holds, its bytes are not read
 * again. */
struct compiled_origin {
	uint64_t hash, size;
	uint64_t same[6]; /* device, inode, times of the last change of bytes and of state, in seconds and nanoseconds */
};

struct compiled {
	char *map; /* NULL where nothing is mapped */
	size_t n;
};

enum compiled_state { COMPILED_NONE, COMPILED_STALE, COMPILED_USED };

/* To be asked before the table is read; false where the file cannot be. */
bool compiled_look(const char *csv, struct compiled_origin *o);

/* Writes the table and its lexicon, which were read from `csv` as `o` saw it, to the path that belongs to it; it appears complete or not at
 * all. 0 or DIAG_FAILED after a message. */
int compiled_write(const char *csv, const struct compiled_origin *o, const struct table *t, const struct lexicon *x, struct diag *d);

/* Maps what belongs to `csv`. Where it is used, the cells of *t lie in the map (t->name and t->path are the caller's) and *x is a lexicon
 * of it; compiled_close() before table_free(). Columns that a run does not look at have no cells there. */
enum compiled_state compiled_open(struct compiled *m, const char *csv, struct table *t, struct lexicon **x);
void compiled_close(struct compiled *m, struct table *t);

#endif
