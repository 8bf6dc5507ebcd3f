/* How names of authors agree.
 *
 * They are compared by keys: case-folded, without diacritics, letters alone ("Höflich" = hoflich). Two names agree exactly, or as variants
 * (particles left out: "van der Kolk"/"Kolk"; umlauts written out: "Schoenberg"/"Schönberg"), or nearly (one letter off). */
#ifndef EVITAB_NAME_H
#define EVITAB_NAME_H

#include "base/buf.h"

/* The key of a name, or of the words that an entry opens with, to the end of out; "&" is "and". */
void name_key(struct span words, struct buf *out);

enum agreement { NAME_OTHER, NAME_NEAR, NAME_VARIANT, NAME_SAME };

/* How two family keys agree. Linear in their length. */
enum agreement name_agreement(struct span a, struct span b);
enum { NAME_PLAIN = 48 };
/* A key as it is written where letters are few ("Soerboe", "Djordjevic"), a long one as Americans spell it: two keys are variants where
 * theirs are the same. Writes out[0..NAME_PLAIN), returns the bytes. */
size_t name_plain(struct span key, char *out);
/* A title's key as Americans spell it, anaemia being anemia, to the end of out: for comparing whole titles alone. */
void name_title(struct span key, struct buf *out);
/* The initials of a name of several words, as a key: "World Health Organization" -> who. */
void name_initials(struct span name, struct buf *out);

#endif
