/* Makes the index of a library (library.h) from files of known works.
 *
 * Input is streamed. Memory does not grow with the number of works: the works go to the file as they come; of their keys
 * LIBRARY_KEYS_HELD are held and sorted (32 MB), then laid into a scratch file, and the runs are merged in the end. An index takes some
 * 250 bytes a work. */
#ifndef EVITAB_LIBRARY_BUILD_H
#define EVITAB_LIBRARY_BUILD_H

#include "library/library.h"

enum {
	LIBRARY_KEYS_HELD = 1 << 21, /* of 16 bytes */
	LIBRARY_ENTRY_MAX = 4 << 20, /* bytes of one entry of an input file; a larger one is passed over */
};

/* A work on its way into the index; one is used again and again. */
struct library_draft {
	unsigned year;
	bool retracted;
	struct buf field[LIBRARY_FIELDS]; /* anything; cleaned when it is added */
};
void library_draft_clear(struct library_draft *w);
/* A first author's family name from one string: "Smith JA", "Smith, J. A.", "Jane A. Smith", "World Health Organization". */
void library_draft_author(struct library_draft *w, struct span name);
/* The DOI of an address such as "https://doi.org/10.1000/x", where none is known yet. */
void library_draft_address(struct library_draft *w, struct span url);
/* The first run of four digits that is a year, where none is known yet. */
void library_draft_year(struct library_draft *w, struct span text);

struct library_builder;

/* fd >= 0: the file that the index is written to, at its beginning, which stays the caller's; `scratch`: the folder for what does not
 * fit into memory. fd < 0: all stays in memory. */
struct library_builder *library_builder_new(int fd, const char *scratch);
void library_builder_free(struct library_builder *b);

/* Adds all works of a file, "-" being standard input. The format is seen from how the file begins. Entries without title or DOI are
 * counted and passed over. 0 or a code after a message. */
int library_builder_read(struct library_builder *b, const char *path, const char *rules, struct diag *d);

/* Adds one work, or counts it as passed over. Clears the draft. */
void library_builder_add(struct library_builder *b, struct library_draft *w);
/* Counts an entry that is none, or too large. */
void library_builder_pass(struct library_builder *b);

uint64_t library_builder_works(const struct library_builder *b);
uint64_t library_builder_passed(const struct library_builder *b);

/* Writes the tables and the header. `memory` takes the index where there is no file. 0 or DIAG_FAILED after a message. */
int library_builder_finish(struct library_builder *b, struct buf *memory, struct diag *d);

#endif
