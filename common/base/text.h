/* UTF-8 as bytes: checking, decoding, counting. Pure; no library, no locale. */
#ifndef EVITAB_TEXT_H
#define EVITAB_TEXT_H

#include <stdint.h>

#include "base/span.h"

/* The length of the bad sequence at s.p[at], at < s.n: the longest beginning of a well-formed one, at least one byte (the practice that
 * Unicode 15, section 3.9, recommends and browsers follow). 0 where a well-formed sequence stands there; its length in *good. */
size_t text_bad_sequence(struct span s, size_t at, size_t *good);

/* The number of bytes before the first that does not belong to well-formed UTF-8 (Unicode 15, table 3-7: no surrogates,
 * no overlong forms, nothing over U+10FFFF); s.n where all is well. */
size_t text_invalid(struct span s);

/* Code point of valid UTF-8 at s.p[at]; *n (if not NULL) becomes its length in bytes. at < s.n. */
uint32_t text_decode(struct span s, size_t at, size_t *n);

/* The code point that ends before s.p[at], at > 0; *n becomes its length. */
uint32_t text_decode_before(struct span s, size_t at, size_t *n);

/* Writes a code point as UTF-8 into out[0..4) and returns the number of bytes. */
size_t text_encode(uint32_t c, char out[4]);

/* Code points of valid UTF-8. */
size_t text_chars(struct span s);

/* The first ASCII digit at or after `at`; s.n where there is none. */
size_t text_digit(struct span s, size_t at);

/* The length of the superscript digit at `at`, and which it is; 0 where there is none. */
size_t text_raised(struct span s, size_t at, uint32_t *digit);

/* The byte behind a run of one of the signs that mark notes, as "**" or "‡" (* † ‡ § ¶), at most so many; `at` where none begins. */
size_t text_mark_end(struct span s, size_t at, size_t most);

/* Does it begin with these small letters, in whatever case? ASCII. */
bool text_starts(struct span s, const char *small);

/* A title or heading without the signs of Markdown around it ("## **Sleep** ##") and without blanks. A single # before a word is part of
 * it ("#MeToo"); stars stay where others stand within, of which they are pairs ("*Kava* and sleep"). */
struct span text_unmarked(struct span s);

/* Whether the tag of a language, as texts declare it ("en", "en_GB", "EN-us"), names English. */
bool text_english(struct span tag);

static inline bool text_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool text_is_upper(char c) /* ASCII alone; unicode.h knows the rest */
{
	return c >= 'A' && c <= 'Z';
}
static inline bool text_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool text_is_alpha(char c)
{
	return text_is_lower((char)(c | 0x20));
}
static inline char text_lower(char c) /* a capital of ASCII as the small letter */
{
	return text_is_upper(c) ? (char)(c | 0x20) : c;
}

#endif
