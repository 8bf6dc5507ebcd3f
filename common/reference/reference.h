/* One reference: an entry of a list, or a line of `-i references`, read into its parts.
 *
 * The string is cut into tokens once; what has a shape of its own is found first (DOI, URL, PMID, year, volume(issue):pages,
 * a quoted title, the author block by the grammar of names), then the text that is left is divided into title, container
 * and publisher: every possible boundary is scored by cues, the best division wins. Word lists are rows of
 * configs/references.csv. */
#ifndef EVITAB_REFERENCE_H
#define EVITAB_REFERENCE_H

#include "base/buf.h"
#include "base/diag.h"

struct reference_rules; /* the tables, compiled; shared by all references of a run, never changed after opening */

struct reference_name {
	struct span family; /* of an organisation: the whole name */
	struct span given;  /* as printed, with initials' points; n == 0 where there is none */
	struct span suffix; /* Jr, III; n == 0 where there is none */
};

enum { REFERENCE_NAMES = 512 }; /* names kept of one entry; more are passed over */

enum reference_style {
	REFERENCE_UNKNOWN,
	REFERENCE_APA,       /* Smith, J. A., & Lee, B. (2010). Title. Container, 1(2), 3–4. */
	REFERENCE_VANCOUVER, /* Smith JA, Lee B. Title. Container. 2010;1(2):3–4. */
	REFERENCE_FRONTIERS, /* Smith J. A., Lee B. (2010). Title. Container 1, 3–4. */
	REFERENCE_HARVARD,   /* Smith, J.A. and Lee, B., 2010. Title. Container, 1(2), pp.3–4. */
	REFERENCE_MLA,       /* Smith, John A., and Bo Lee. "Title." Container 1.2 (2010): 3–4. */
	REFERENCE_CHICAGO,   /* Smith, John A., and Bo Lee. 2010. "Title." Container 1 (2): 3–4. */
	REFERENCE_IEEE,      /* J. A. Smith and B. Lee, "Title," Container, vol. 1, no. 2, pp. 3–4, 2010. */
	REFERENCE_ACS,       /* Smith, J. A.; Lee, B. Title. Container 2010, 1, 3–4. */
	REFERENCE_WEB,       /* a page: an address and no container */
};

/* Spans borrow the entry, or `mended`; absent parts have n == 0. Everything is as printed, without the punctuation around it. */
struct reference {
	enum reference_style style;
	struct reference_name *authors; /* owned by the reference, reused from entry to entry */
	size_t n_authors, cap_authors;
	bool et_al;
	struct span year;        /* four digits; "in press" and the like as printed where there is no year */
	struct span year_suffix; /* the a of 2010a */
	struct span title, container, volume, issue, pages;
	struct span doi; /* without doi: or https://doi.org/ */
	struct span pmid, pmcid, url, publisher, edition, editors;
	bool truncated;    /* the entry stops in the middle */
	bool same;         /* "Ibid., 50", "Smith, op. cit., p. 51": the work is one of an entry before */
	struct buf mended; /* owned: the entry where it had to be changed (identifiers that a line's end broke); then the spans lie in it */
};

/* Reads the tables of `dir`. 0, or the code of what is wrong. */
int reference_rules_open(struct reference_rules **rules, const char *dir, struct diag *d);
void reference_rules_close(struct reference_rules *rules);

/* Runs the examples and counterexamples of the tables and reports every fault. */
int reference_check(const char *dir, struct diag *d);

/* Parses one entry: valid UTF-8, any length (REFERENCE_BYTES are looked at). *out is zeroed before its first use and may be
 * used again; reference_free() gives its memory back. Never fails: what is not understood stays absent. */
enum { REFERENCE_BYTES = 16384 };
void reference_parse(const struct reference_rules *rules, struct span entry, struct reference *out);
void reference_free(struct reference *r);

/* Appends the record's members to `out`, each with its comma before it: `,"style":…,"authors":[…],"year":…` up to
 * `"truncated"`, then those of `et_al pmcid edition editors` that are there. Absent members are null. `plain`: nothing in the entry has to
 * be escaped in JSON. */
void reference_write(struct buf *out, const struct reference *r, bool plain);

#endif
