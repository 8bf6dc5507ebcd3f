/* Tokens: the words that rules are matched against, folded once and hashed. token_fold.c is the only room of utf8proc.
 *
 * A token is a run of letters, digits and combining marks. Its fold is case-folded, freed of diacritics and of compatibility
 * forms (ligatures, full width), and brought to one form for singular and plural by rules for endings (token_fold.c); a possessive
 * 's belongs to no token. So "Alzheimer's", "ALZHEIMER" and "alzheimers" fold alike, and so do "Sjögren" and "Sjogren".
 * A number glued to a word of small letters is a token of its own ("disorder39"); a subscript digit is a digit ("5-HT₃").
 * What lies between two tokens is their separator: blanks, hyphens and dashes of every kind are one and the same
 * (TOKEN_SOFT); other characters count, in their order, blanks left out. */
#ifndef EVITAB_TOKEN_H
#define EVITAB_TOKEN_H

#include "base/buf.h"

struct token {
	uint32_t start, end; /* bytes in the text */
	uint32_t separator;  /* hash of what stands before it; TOKEN_SOFT between words of a phrase; unused for the first */
	uint32_t idle;       /* bits of those who said that it is nothing to them (concept/watch.h); 0 at first */
	uint64_t fold;       /* hash of the folded form */
	uint64_t exact;      /* hash of the bytes, without the plural s of an acronym ("SUDs" = "SUD") */
};

enum { TOKEN_SOFT = 0 };

typedef LIST(struct token) token_list;

/* All tokens of valid UTF-8 below 4 GiB; the list is cleared first. */
void tokens_scan(token_list *tokens, struct span text);

/* The first token of i…end-1 that is something to whom the bit `idle` belongs, or end. */
static inline size_t token_awake(const token_list *tokens, size_t i, size_t end, uint32_t idle)
{
	while (i < end && tokens->v[i].idle & idle)
		i++;
	return i;
}

/* The folded form of one token's bytes, to the end of out: what `fold` is the hash of. */
void token_fold(struct span token, struct buf *out);

enum { TOKEN_FOLDED = 1024 }; /* bytes that the fold of a token has at most, but for one too long to be a word */

/* The same without memory and without the rules for plurals: its length, 0 where the token is too long to be a word. */
size_t token_fold_short(struct span token, char out[TOKEN_FOLDED]);

/* The bytes that `exact` is the hash of, to the end of out. */
void token_exact(struct span token, struct buf *out);

/* Case-folded, without diacritics, letters and digits alone (no plural rule): a key for comparing names and titles. */
void text_fold_key(struct span text, struct buf *out);

#endif
