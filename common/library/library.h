/* A library of known works: an index file, mapped, that tells what is known of a DOI or a title.
 *
 * The index is made by the program `library` from CSL-JSON, JSON Lines, RIS, MEDLINE, BibTeX, PubMed XML and CSV. A small file of one of
 * these formats may be given in its place: it is indexed in memory. Look-ups read some pages of the file and allocate nothing. */
#ifndef EVITAB_LIBRARY_H
#define EVITAB_LIBRARY_H

#include "base/diag.h"

enum library_field { LIBRARY_TITLE, LIBRARY_AUTHOR, LIBRARY_CONTAINER, LIBRARY_VOLUME, LIBRARY_DOI, LIBRARY_NOTE, LIBRARY_FIELDS };

enum {
	LIBRARY_TITLE_SHORTEST = 16,  /* bytes of a title's key; shorter ones ("Editorial") do not tell works apart and are not indexed */
	LIBRARY_FLY_BYTES = 64 << 20, /* the largest file that is indexed in memory */
};

/* What is known of one work. Spans borrow the library; valid UTF-8 of one line. */
struct library_work {
	unsigned year;                     /* 0 where it is not known */
	bool retracted;                    /* LIBRARY_NOTE says since when and why */
	struct span field[LIBRARY_FIELDS]; /* LIBRARY_AUTHOR is the first author's family name */
};

struct library;

/* Maps an index, or indexes a small file in memory; `rules` is the folder of configs/library.csv, which names the columns of CSV files.
 * NULL after a message: no such file, another version, damaged, too large to be indexed in memory. */
struct library *library_open(const char *path, const char *rules, struct diag *d);
void library_close(struct library *l);
/* Its file's name without folders; borrowed. */
const char *library_name(const struct library *l);

/* Works by a hash: the cursor walks those of equal hash. */
struct library_cursor {
	uint64_t hash, at;
	bool title;
	unsigned looked; /* works that were looked at: there may be very many of one title */
};

/* `doi` and `key` are keys of library_key.h. */
struct library_cursor library_by_doi(const struct library *l, struct span doi);
struct library_cursor library_by_title(const struct library *l, struct span key);
/* The next work, or false. What it gives agrees by hash alone: compare. */
bool library_next(const struct library *l, struct library_cursor *c, struct library_work *w);

#endif
