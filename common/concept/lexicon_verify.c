/* A hit's hash has 64 bits; its bytes are looked at all the same. */
#include <stdlib.h>

#include "base/text.h"
#include "concept/lexicon_parts.h"

enum verdict { DIFFERS, AGREES, UNSURE };

static bool is_word(char c)
{
	return text_is_alpha(c) || text_is_digit(c);
}

/* Past what separates words: up to the next letter or digit, or the end. A possessive s belongs to the separator. */
static size_t next_word(struct span s, size_t at)
{
	while (at < s.n && !is_word(s.p[at])) {
		bool possessive = at > 0 && s.p[at] == '\'' && is_word(s.p[at - 1]) && at + 1 < s.n && (s.p[at + 1] | 0x20) == 's' &&
						  (at + 2 == s.n || !is_word(s.p[at + 2]));
		at += possessive ? 2 : 1;
	}
	return at;
}

static size_t word_end(struct span s, size_t at)
{
	while (at < s.n && is_word(s.p[at]))
		at++;
	return at;
}

/* Two ASCII words, alike but for case and a plural ending of up to three letters. */
static bool akin(struct span a, struct span b, bool exact)
{
	size_t n = a.n < b.n ? a.n : b.n, same = 0;
	while (same < n && (a.p[same] == b.p[same] || (!exact && (a.p[same] | 0x20) == (b.p[same] | 0x20))))
		same++;
	return same == a.n && same == b.n ? true : same >= 2 && a.n - same <= 3 && b.n - same <= 3;
}

/* Without memory: UNSURE where a byte is not ASCII. */
static enum verdict compare(struct span term, struct span here, bool exact)
{
	for (size_t i = 0; i < term.n; i++)
		if ((unsigned char)term.p[i] >= 0x80)
			return UNSURE;
	for (size_t i = 0; i < here.n; i++)
		if ((unsigned char)here.p[i] >= 0x80)
			return UNSURE;
	for (size_t i = 0, k = 0;;) {
		i = next_word(term, i), k = next_word(here, k);
		if (i == term.n || k == here.n)
			return i == term.n && k == here.n ? AGREES : DIFFERS;
		size_t i_end = word_end(term, i), k_end = word_end(here, k);
		if (!akin(span_sub(term, i, i_end), span_sub(here, k, k_end), exact))
			return DIFFERS;
		i = i_end, k = k_end;
	}
}

/* The folds themselves, token by token; for what is not ASCII, or has no blank where two tokens meet (glue.h). */
static bool same_folds(struct span term, struct span text, const token_list *tokens, size_t first, size_t last, enum way way)
{
	token_list own = {0};
	struct buf a = {0}, b = {0};
	tokens_scan(&own, term);
	bool same = own.n == last - first + 1;
	for (size_t k = 0; same && k < own.n; k++) {
		if (way == FOLDED && tokens->v[first + k].fold == own.v[k].fold)
			continue; /* all 64 bits: the word itself, or one that is read as another spelling of it (glue.h) */
		struct span u = span_sub(term, own.v[k].start, own.v[k].end);
		struct span v = span_sub(text, tokens->v[first + k].start, tokens->v[first + k].end);
		buf_clear(&a), buf_clear(&b);
		(way == EXACT ? token_exact : token_fold)(u, &a);
		(way == EXACT ? token_exact : token_fold)(v, &b);
		same = span_eq(buf_span(&a), buf_span(&b));
	}
	list_free(&own);
	buf_free(&a), buf_free(&b);
	return same;
}

bool lexicon_same_word(struct span a, struct span b)
{
	enum verdict v = compare(a, b, false);
	struct token all = {.end = (uint32_t)b.n};
	const token_list one = {&all, 1, 1};
	return v == UNSURE ? same_folds(a, b, &one, 0, 0, FOLDED) : v == AGREES;
}

/* Are they ASCII and the same but for the case of letters? Where another byte differs in that bit, it separates words in both. */
static bool differ_in_case(struct span a, struct span b)
{
	unsigned differs = a.n != b.n, wide = 0;
	for (size_t i = 0; i < a.n && !differs; i++) {
		differs = (unsigned char)(a.p[i] ^ b.p[i]) & ~0x20u;
		wide |= (unsigned char)a.p[i];
	}
	return !differs && wide < 0x80;
}

bool lexicon_verified(const struct lexicon *x, struct span text, const token_list *tokens, size_t first, size_t last, uint32_t row,
					  enum way way)
{
	if (row >= x->table->nrows)
		return false; /* of a damaged image */
	struct span term = span_of(table_cell(x->table, row, x->column));
	struct span here = span_sub(text, tokens->v[first].start, tokens->v[last].end);
	if (span_eq(term, here) || (way == FOLDED && differ_in_case(term, here))) /* most often */
		return true;
	return compare(term, here, way == EXACT) == AGREES || same_folds(term, text, tokens, first, last, way);
}
