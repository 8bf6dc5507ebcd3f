/* What token.c (finding words) and token_fold.c (one form for all spellings of a word) share. */
#ifndef EVITAB_TOKEN_PARTS_H
#define EVITAB_TOKEN_PARTS_H

#include "base/token.h"

enum { TOKEN_LONGEST = 256 }; /* bytes; a longer run of letters is debris: it is hashed as it stands */

/* The lower case of an ASCII letter, a digit itself, 0 for what separates, 1 for bytes of longer characters. */
extern const unsigned char token_lower[256];

/* Letters, marks and digits, of which words are; blanks, dashes and what is not seen, which alone separate words of a phrase. */
bool token_is_letter(uint32_t c);
bool token_is_soft(uint32_t c);

/* One form for singular and plural of a folded word, by its ending: its new length. */
size_t token_singular(char *p, size_t n);

#endif
