/* Abbreviations that a text defines: "post-traumatic stress disorder (PTSD)", "BDNF (brain-derived neurotrophic factor)".
 *
 * The algorithm of Schwartz and Hearst (2003): the letters and digits of the short form are found in the long form from right to left, the
 * first of them at the start of a word. Both orders are looked for. A short form has 2 to 10 characters, at most two words, begins with a
 * letter or digit and has a capital. Pure; looks at a bounded stretch on each side of a bracket, so time is linear. */
#ifndef EVITAB_ABBREVIATION_H
#define EVITAB_ABBREVIATION_H

#include "base/buf.h"

/* Bytes in the text. */
struct abbreviation {
	uint32_t short_start, short_end;
	uint32_t long_start, long_end;
};
typedef LIST(struct abbreviation) abbreviation_list;

/* Appends the definitions of one sentence, in order. */
void abbreviations_find(struct span text, abbreviation_list *out);

#endif
