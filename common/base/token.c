#include <stdlib.h>

#include "base/text.h"
#include "base/token_parts.h"

/* ---- hashing: a multiply-and-fold over eight bytes at a time (after wyhash, public domain); no seed, so that tables and
 * results are the same everywhere ---- */

static uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide m = (wide)(a ^ UINT64_C(0x9e3779b97f4a7c15)) * (b ^ UINT64_C(0xe7037ed1a0b428db));
	return (uint64_t)m ^ (uint64_t)(m >> 64);
}

/* The last n < 8 bytes at p as a number; `readable` bytes may be read there. */
static inline uint64_t tail(const char *p, size_t n, size_t readable)
{
	uint64_t word = 0;
	if (readable >= 8) {
		memcpy(&word, p, 8);
		return n ? word & (~UINT64_C(0) >> (64 - 8 * n)) : 0;
	}
	memcpy(&word, p, n);
	return word;
}

static inline uint64_t hash_bytes(const char *p, size_t n, size_t readable)
{
	uint64_t h = n, word;
	for (; n >= 8; p += 8, n -= 8, readable -= 8) {
		memcpy(&word, p, 8);
		h = mix(h, word);
	}
	return mix(h, tail(p, n, readable));
}

/* ---- classes of bytes ---- */

enum { SEPARATES, WORD, WIDE };

static inline int byte_class(char c)
{
	unsigned char l = token_lower[(unsigned char)c];
	return l == 0 ? SEPARATES : l == 1 ? WIDE : WORD;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x2018 || c == 0xff07;
}

/* An acronym's plural: capitals or digits before one small s. */
static struct span without_plural_s(struct span s)
{
	if (s.n >= 3 && s.p[s.n - 1] == 's' && text_is_upper(s.p[s.n - 2]) && text_is_upper(s.p[s.n - 3]))
		s.n--;
	return s;
}

/* Where the next subscript digit begins, from `at` on; s.n where there is none. */
static size_t next_subscript(struct span s, size_t at)
{
	for (; at + 2 < s.n; at++)
		if (memcmp(s.p + at, "\xe2\x82", 2) == 0 && (unsigned char)s.p[at + 2] >= 0x80 && (unsigned char)s.p[at + 2] <= 0x89)
			return at;
	return s.n;
}

/* Copies s, shorter than TOKEN_LONGEST, with plain digits for its subscripts: the length. */
static size_t plain_digits(struct span s, char *out)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		size_t next = next_subscript(s, at);
		memcpy(out + n, s.p + at, next - at);
		n += next - at;
		at = next;
		if (at < s.n) {
			out[n++] = (char)('0' + ((unsigned char)s.p[at + 2] & 0xf));
			at += 3;
		}
	}
	return n;
}

void token_exact(struct span token, struct buf *out)
{
	struct span s = without_plural_s(token);
	if (s.n <= TOKEN_LONGEST)
		out->n += plain_digits(s, buf_room(out, TOKEN_LONGEST));
	else
		buf_addspan(out, s);
}

/* ---- scanning ---- */

/* What separates two tokens: a hash of its characters without soft ones; TOKEN_SOFT where nothing else is left. */
static uint32_t separator_hash(struct span s)
{
	uint64_t h = 0;
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = (unsigned char)s.p[i];
		n = 1;
		if (c >= 0x80)
			c = text_decode(s, i, &n);
		if (c <= ' ' || c == '-' || (c >= 0x80 && token_is_soft(c)))
			continue;
		if (is_apostrophe(c)) {
			bool between = i > 0 && i + n < s.n; /* between blanks or brackets it is a quote: it counts as nothing */
			if (between || s.n > n)
				continue;
			c = '\'';
		}
		h = mix(h, c);
	}
	return h ? (uint32_t)(h >> 32) | 1 : TOKEN_SOFT;
}

/* After a word that ends at `at`: the length of a possessive ending ('s, or ' after s), which belongs to no token. */
static size_t possessive(struct span text, size_t at)
{
	if (at >= text.n || (text.p[at] != '\'' && (unsigned char)text.p[at] != 0xe2))
		return 0;
	size_t n;
	if (!is_apostrophe(text_decode(text, at, &n)))
		return 0;
	size_t s = at + n;
	if (s < text.n && (text.p[s] == 's' || text.p[s] == 'S') &&
		(s + 1 == text.n || byte_class(text.p[s + 1]) == SEPARATES ||
		 (byte_class(text.p[s + 1]) == WIDE && !token_is_letter(text_decode(text, s + 1, NULL)))))
		return n + 1;
	return 0;
}

/* A word as it is read: its end, and its lower case for words of ASCII alone (of the first TOKEN_LONGEST bytes). */
struct word {
	size_t end;
	bool ascii, capital;                /* capital: an ASCII capital is in it */
	char folded[4 * TOKEN_LONGEST + 8]; /* room for eight bytes at a time */
};

/* Byte by byte from w->end on. */
static void read_bytes(struct word *w, struct span text, size_t start)
{
	size_t at = w->end, n;
	for (; at < text.n; at += n) {
		unsigned char l = token_lower[(unsigned char)text.p[at]];
		n = 1;
		if (l > 1) {
			w->folded[(at - start) % TOKEN_LONGEST] = (char)l;
			w->capital |= l != (unsigned char)text.p[at];
			continue;
		}
		if (l == 0 || !token_is_letter(text_decode(text, at, &n)))
			break;
		w->ascii = false;
	}
	w->end = at;
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define EACH(b) (UINT64_C(0x0101010101010101) * (b))
enum { EIGHT_AT_A_TIME = 1 };

/* The high bit of each byte of x, whose bytes are below 0x80, that lies in low…high. */
static inline uint64_t within(uint64_t x, unsigned low, unsigned high)
{
	return (x + EACH(0x80u - low)) & ~(x + EACH(0x7fu - high));
}

/* The high bit of each byte of x that is no small letter. */
static inline uint64_t no_small(uint64_t x)
{
	return (~within(x & EACH(0x7fu), 'a', 'z') | x) & EACH(0x80u);
}

/* hash_bytes() of n < 16 bytes, eight of which are `first`; what lies behind them does not count. */
static inline uint64_t hash_two(uint64_t first, uint64_t second, size_t n)
{
	uint64_t h = n < 8 ? n : mix(n, first), left = n < 8 ? first : second;
	return mix(h, left & ((UINT64_C(1) << (8 * (n & 7))) - 1));
}

/* Most words are of some small letters, at most fifteen, the first of them often a capital. True, and the token's end and hashes are set,
 * where such a one begins at `start`. */
static inline bool plain_word(struct token *t, struct span text, size_t start)
{
	const char *p = text.p + start;
	char end[16];
	uint64_t first, second;
	if (text.n - start < sizeof end) {
		memset(end, 0, sizeof end);
		p = memcpy(end, p, text.n - start);
	}
	memcpy(&first, p, 8);
	memcpy(&second, p + 8, 8);
	uint64_t capital = text_is_upper(p[0]) ? 0x20 : 0, other = no_small(first | capital);
	size_t n = 0;
	if (other == 0) {
		other = no_small(second);
		n = 8;
	}
	if (other == 0)
		return false;
	n += (size_t)__builtin_ctzll(other) >> 3;
	if (n == 0 || token_lower[(unsigned char)p[n]] != 0)
		return false;
	t->end = (uint32_t)(start + n);
	t->fold = t->exact = hash_two(first, second, n);
	if (p[n - 1] == 's' || (p[n - 1] == 'e' && n > 3 && (p[n - 2] == 'h' || p[n - 2] == 's'))) {
		uint64_t small[2] = {first | capital, second};
		n = token_singular((char *)small, n);
		t->fold = hash_two(small[0], small[1], n);
	} else if (capital) {
		t->fold = hash_two(first | capital, second, n);
	}
	return true;
}

/* ASCII letters and digits, eight bytes at a time, for as long as there are eight; true where the word has ended. */
static inline bool read_eights(struct word *w, struct span text, size_t start)
{
	for (size_t at = start; text.n - at >= 8 && at - start < TOKEN_LONGEST; at += 8) {
		uint64_t x;
		memcpy(&x, text.p + at, 8);
		uint64_t seven = x & EACH(0x7fu), high = x & EACH(0x80u);
		uint64_t letter = within(seven | EACH(0x20u), 'a', 'z') & EACH(0x80u) & ~high;
		uint64_t digit = within(seven, '0', '9') & EACH(0x80u) & ~high;
		uint64_t other = (letter | digit) ^ EACH(0x80u);
		uint64_t before = other ? (other & -other) - 1 : ~UINT64_C(0); /* the bits up to the first byte that is none of them */
		uint64_t small = x | (letter >> 2);
		memcpy(w->folded + (at - start), &small, 8);
		w->capital |= ((small ^ x) & before) != 0;
		if (other) {
			w->end = at + ((size_t)__builtin_ctzll(other) >> 3);
			return !(high & (other & -other)); /* a longer character goes on byte by byte */
		}
		w->end = at + 8;
	}
	return false;
}
#else
enum { EIGHT_AT_A_TIME = 0 };
static inline bool plain_word(struct token *t, struct span text, size_t start)
{
	(void)t, (void)text, (void)start;
	return false;
}
static inline bool read_eights(struct word *w, struct span text, size_t start)
{
	(void)w, (void)text, (void)start;
	return false;
}
#endif

/* The hashes of a word. A word that is its own fold has one hash for both. */
static inline void hash_word(struct token *t, struct word *w, struct span word, size_t readable)
{
	struct span bare = w->capital || !w->ascii ? without_plural_s(word) : word;
	if (w->ascii && word.n <= TOKEN_LONGEST) {
		char last = w->folded[word.n - 1];
		size_t n = last == 's' || last == 'e' ? token_singular(w->folded, word.n) : word.n;
		t->fold = hash_bytes(w->folded, n, sizeof w->folded);
		t->exact = !w->capital && n == word.n ? t->fold : hash_bytes(bare.p, bare.n, readable);
		return;
	}
	if (word.n <= TOKEN_LONGEST && next_subscript(bare, 0) < bare.n)
		t->exact = hash_bytes(w->folded, plain_digits(bare, w->folded), sizeof w->folded);
	else
		t->exact = hash_bytes(bare.p, bare.n, readable);
	t->fold = word.n > TOKEN_LONGEST
				  ? t->exact
				  : hash_bytes(w->folded, token_singular(w->folded, token_fold_short(word, w->folded)), sizeof w->folded);
}

/* Where a word ends that a number was glued to, as a reference mark loses its place above the line ("disorder39"): a word of
 * GLUED_LEAST small letters or more, of NAMED_LEAST where it has a capital ("Inflammation1"), and at most three digits. Names of chemistry
 * are short or have more capitals ("B12", "GluN2B", "Akt1"). */
static inline size_t without_number(const struct word *w, struct span text, size_t start)
{
	enum { GLUED_LEAST = 4, NAMED_LEAST = 6 };
	size_t at = w->end;
	if (!text_is_digit(text.p[at - 1]) || !w->ascii || at - start <= GLUED_LEAST)
		return at;
	while (at > start && text_is_digit(text.p[at - 1]))
		at--;
	if (at - start < (w->capital ? NAMED_LEAST : GLUED_LEAST) || w->end - at > 3)
		return w->end;
	for (size_t i = start + w->capital; i < at; i++)
		if (!text_is_lower(text.p[i]))
			return w->end;
	return at;
}

/* Any word at `start`: the token's end and hashes are set; false where none begins there. */
static bool any_word(struct token *t, struct span text, size_t start)
{
	struct word w;
	w.end = start, w.ascii = true, w.capital = false;
	if (!EIGHT_AT_A_TIME || !read_eights(&w, text, start))
		read_bytes(&w, text, start);
	if (w.end == start)
		return false;
	t->end = (uint32_t)without_number(&w, text, start);
	hash_word(t, &w, span_sub(text, start, t->end), text.n - start);
	return true;
}

void tokens_scan(token_list *tokens, struct span text)
{
	size_t at = 0, gap = 0; /* gap: where the separator before the next token begins */
	tokens->n = 0;
	while (at < text.n) {
		if (token_lower[(unsigned char)text.p[at]] == 0) {
			at++;
			continue;
		}
		list_reserve(tokens, tokens->n + 1);
		struct token *t = &tokens->v[tokens->n];
		if (!plain_word(t, text, at) && !any_word(t, text, at)) {
			at++;
			while (at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80)
				at++;
			continue;
		}
		bool blank = at - gap == 1 && (text.p[gap] == ' ' || text.p[gap] == '-');
		t->start = (uint32_t)at;
		t->separator = blank ? TOKEN_SOFT : separator_hash(span_sub(text, gap, at));
		t->idle = 0;
		tokens->n++;
		at = gap = t->end + possessive(text, t->end);
	}
}
