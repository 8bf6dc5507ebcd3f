/* One personal name in a reference. Inside of the author block; not for others. */
#ifndef EVITAB_REFERENCE_NAME_H
#define EVITAB_REFERENCE_NAME_H

#include "reference/reference_parts.h"

enum order {
	FAMILY_COMMA,    /* Smith, J. A. — Smith, John A. */
	FAMILY_INITIALS, /* Smith JA — Smith J. A. */
	GIVEN_FAMILY,    /* J. A. Smith — John A. Smith */
	UPPER_GIVEN,     /* SMITH John */
	ORDERS
};

struct name {
	size_t end; /* token after the name */
	size_t family, family_end, given, given_end, suffix, suffix_end;
	bool initials; /* the given part is made of initials */
};

/* A word that can stand in a name. */
bool name_is_word(const struct parse *p, size_t i);
bool name_is_particle(const struct parse *p, size_t i);
/* Particles and the words of a family name, up to where its order lets it end; 0 where there is no family name. */
size_t name_family(const struct parse *p, size_t i, enum order order);
/* The name that begins at token i, in that order. */
bool name_read(const struct parse *p, size_t i, enum order order, struct name *n);

#endif
