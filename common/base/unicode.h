/* What Unicode knows of characters. The only room of libunistring.
 *
 * Normalization is NFC and nothing else: it keeps ligatures, ellipses, width forms and U+2010 as the author wrote them. One
 * library decides it; the quick check here only says where the library need not be asked. */
#ifndef EVITAB_UNICODE_H
#define EVITAB_UNICODE_H

#include "base/buf.h"
#include "base/text.h"

enum { UNICODE_MARKS = 30 }; /* the longest run of marks in stream-safe text (Unicode Standard Annex 15, section 13) */

/* A character that NFC leaves alone and that neither composes with what stands before it nor is moved: a place at which
 * text may be cut before normalizing the pieces. */
bool unicode_stable(uint32_t c);

/* NFC of valid UTF-8, to the end of out. */
void unicode_nfc(struct span s, struct buf *out);

bool unicode_letter(uint32_t c);
bool unicode_upper(uint32_t c); /* upper or title case */
bool unicode_lower(uint32_t c);
bool unicode_mark(uint32_t c);

/* White space of every kind, line ends included. */
bool unicode_space(uint32_t c);
/* Characters without a shape of their own that carry no text: controls, soft hyphen, zero-width space and joiner of words,
 * byte order mark, directions, invisible operators. Not the (non-)joiners U+200C and U+200D, which some scripts need. */
bool unicode_invisible(uint32_t c);
/* Written from right to left. */
bool unicode_rtl(uint32_t c);

/* The script of a character, and of a name such as "Latin": equal pointers are the same script. NULL: there is none. Static. */
const void *unicode_script(uint32_t c);
const void *unicode_script_named(struct span name);

#endif
