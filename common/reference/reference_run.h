/* Runs of numbers in a reference: the places where volume, issue and pages stand. Inside of reference_locator.c; not for others. */
#ifndef EVITAB_REFERENCE_RUN_H
#define EVITAB_REFERENCE_RUN_H

#include "reference/reference_parts.h"

enum item_kind { ITEM_NUMBER, ITEM_RANGE, ITEM_YEAR, ITEM_MONTH, ITEM_DAY, ITEM_SUPPLEMENT, ITEM_COUNT, ITEM_PART };

struct item {
	size_t from, to;
	enum item_kind kind;
	uint64_t label; /* CUE_VOLUME, CUE_ISSUE, CUE_PAGE or 0 */
	bool bracket;
	bool letter; /* begins with a letter: R207, e12 */
	char before; /* the last mark before it; 0 where there is none */
};

enum { ITEMS = 24 };

struct run {
	size_t from, to;
	size_t n;
	struct item v[ITEMS];
	/* items + 1, 0 where there is none */
	size_t year, volume, issue, pages, volume_more;
	int score;
};

/* A number that was not taken for anything yet. */
bool run_is_number(const struct parse *p, size_t i);
/* A mark that can stand within a run. */
bool run_is_mark(const struct parse *p, size_t i);
/* A label with its point and colon before a number: the token of the number, or 0. */
size_t run_labelled(const struct parse *p, size_t i, uint64_t *label);

/* Cuts the run that begins at token i into items; n == 0 where there is none. */
void run_read(const struct parse *p, size_t i, struct run *r);
/* Gives the items their parts: year, volume, issue, pages. */
void run_assign(const struct parse *p, struct run *r);
/* Scores the run as the locator of the reference. */
void run_judge(const struct parse *p, struct run *r);
/* Leaves out the items at the head of a run that have no part in it: "Am J Night Work (1985) 12". */
void run_trim(const struct parse *p, struct run *r);

#endif
