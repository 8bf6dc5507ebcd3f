/* The author block of a reference: what reference_author.c (persons) and reference_organisation.c share. Not for others. */
#ifndef EVITAB_REFERENCE_AUTHOR_H
#define EVITAB_REFERENCE_AUTHOR_H

#include "reference/reference_name.h"

/* What has been read of the block so far. */
struct block {
	enum order order;
	size_t end, n;
	int score;
	bool initials, et_al, editors;
	bool turned; /* after the first name the given names come first */
};

/* Author k of the entry; those behind it are dropped. */
void author_keep(struct parse *p, size_t k, const struct name *n);
/* "(Eds.)", ", editors", "(Hrsg.)" after names: the token after it, or 0. */
size_t author_editors(const struct parse *p, size_t i);
/* Does a date, or what stands for one, follow, perhaps in brackets? */
bool author_year_near(const struct parse *p, size_t i);
/* Reads the names of an order from token i; with `into` (the same parse) they are kept. */
void author_read(const struct parse *p, size_t i, enum order order, struct block *b, struct parse *into);
/* The order that reads the names from token i best, and their block; ORDERS where there are none. */
enum order author_best(const struct parse *p, size_t i, struct block *best);

/* The words [from, to) are the name of a body, and the entry's next author. */
void organisation_keep(struct parse *p, size_t from, size_t to);
/* The body that is the entry's author, where it has no persons; sets names_end. */
void organisation_read(struct parse *p);
/* A body between persons whose names begin at token i, with the name in *n. */
bool organisation_between(const struct parse *p, size_t i, enum order order, struct name *n);
/* "; Night Work Study Group." closes a list of names that ends at token i: the token after it, or i. `anywhere`: its last word need not be
 * one of bodies. */
size_t organisation_group(struct parse *p, size_t i, bool anywhere);

#endif
