/* Addresses, as links and identifiers: what no address may hold becomes %XX. */
#ifndef EVITAB_IRI_H
#define EVITAB_IRI_H

#include "base/buf.h"

/* Is it an address of the web (http, https)? */
bool iri_web(struct span s);
/* An address, to the end of out; its own %XX, '#' and '?' stay. */
void iri_address(struct span s, struct buf *out);
/* A name as the path of an address, to the end of out: '%', '#', '?' and ':' are part of the name. */
void iri_name(struct span s, struct buf *out);
/* https://doi.org/… */
void iri_doi(struct span doi, struct buf *out);

#endif
