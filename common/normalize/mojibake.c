#include "normalize/mojibake.h"

#include <stdlib.h>

#include "base/text.h"
#include "normalize/mojibake_parts.h"
#include "normalize/mojibake_tables.h"

enum { ROUNDS = 4, CHUNK = 1 << 16, LOST = 0x1a }; /* LOST stands for U+FFFD among bytes */

/* --- back to bytes --- */

/* The byte that a table reads as c; -1 where it has none. */
static int byte_of(enum mojibake_table table, uint32_t c)
{
	if (c < 0x80)
		return c == LOST ? -1 : (int)c;
	if (c == 0xfffd)
		return table <= TABLE_1257 ? LOST : -1;
	if (table == TABLE_LATIN1)
		return c < 0x100 ? (int)c : -1;
	for (int b = 0; b < 128; b++)
		if (mojibake_tables[table][b] == c)
			return b + 128;
	return -1;
}

static bool tail(int b)
{
	return b >= 0x80 && b < 0xc0;
}

/* Bytes of a piece of text in one table; -1 where it has none. Blanks may stand for a lost 0xa0. */
struct bytes {
	const int *b;
	size_t n;
};

static int byte_at(const struct bytes *s, size_t i)
{
	return i < s->n ? s->b[i] : -1;
}

/* A UTF-8 sequence at i, in which one blank may have been 0xa0; its length, and the character in *c. 0 where there is none. */
static size_t sequence_at(const struct bytes *s, size_t i, uint32_t *c)
{
	int a = byte_at(s, i);
	if (a < 0xc2 || a > 0xf4)
		return 0;
	size_t len = a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
	static const int lead[5] = {0, 0, 0x1f, 0x0f, 0x07};
	uint32_t v = (uint32_t)(a & lead[len]);
	size_t blanks = 0;
	for (size_t k = 1; k < len; k++) {
		int b = byte_at(s, i + k);
		if (b == ' ') {
			b = 0xa0;
			blanks++;
		}
		if (!tail(b))
			return 0;
		v = v << 6 | (uint32_t)(b & 0x3f);
	}
	bool plain = len == 2   ? a == 0xc2 || a == 0xc3 || a == 0xc5 || a == 0xce || a == 0xd0 || a == 0xd9
				 : len == 3 ? (byte_at(s, i + 1) == ' ' ? a == 0xe0 || a == 0xe2 || a == 0xe3 || a == 0xeb || a == 0xec : a <= 0xe3) &&
								  byte_at(s, i + 1) != 0x85 && byte_at(s, i + 2) != 0x85
							: a == 0xf0;
	if (blanks > 1 || (blanks && !plain))
		return 0;
	if ((len == 3 && v < 0x800) || (len == 4 && (v < 0x10000 || v > 0x10ffff)))
		return 0;
	*c = v;
	return len;
}

/* Words that follow "Ã" and a blank where the blank is its own ("Ã quela" is no "à quela", but one word). */
static bool own_word_follows(const struct bytes *s, size_t i)
{
	static const char *const words[] = {" ", "quele", "quela", "quilo", "s "};
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		size_t k = 0;
		while (words[w][k] && byte_at(s, i + k) == words[w][k])
			k++;
		if (!words[w][k])
			return true;
	}
	return false;
}

/* One character of the text that was meant, from byte i on: how many bytes it takes (0: none), what it is, and whether the last
 * byte, a blank, is to stay. */
struct meant {
	size_t len;
	uint32_t c;
	bool keep_blank;
};

static struct meant meant_at(const struct bytes *s, size_t i)
{
	struct meant m = {0, 0, false};
	if (byte_at(s, i) == 0xc3 && byte_at(s, i + 1) == ' ' && !own_word_follows(s, i + 2)) {
		m = (struct meant){1, 0xe0, true};
		return m;
	}
	m.len = sequence_at(s, i, &m.c);
	if (m.len == 3 && m.c >= 0xd800 && m.c < 0xdc00) { /* two halves of a character, each as three bytes */
		uint32_t low = 0;
		size_t n = sequence_at(s, i + 3, &low);
		m.len = n == 3 && low >= 0xdc00 && low < 0xe000 ? 6 : 0;
		m.c = 0x10000 + ((m.c - 0xd800) << 10) + (low - 0xdc00);
	} else if (m.len == 3 && m.c >= 0xdc00 && m.c < 0xe000) {
		m.len = 0;
	}
	if (m.len)
		return m;
	int a = byte_at(s, i);
	if (a < 0xc2 || a > 0xf4) /* bytes that were lost: what is left of a sequence is one U+FFFD */
		return a == LOST ? (struct meant){1, 0xfffd, false} : m;
	size_t len = a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4, k = 1;
	bool lost = false;
	for (; k < len && (tail(byte_at(s, i + k)) || byte_at(s, i + k) == LOST); k++)
		lost = lost || byte_at(s, i + k) == LOST;
	lost = lost || (a == 0xe2 && k == 2 && byte_at(s, i + 1) == 0x80 && byte_at(s, i + 2) == '?'); /* a quote, mostly */
	if (lost && k == 2 && byte_at(s, i + 2) == '?')
		k = 3;
	if (lost)
		m = (struct meant){k, 0xfffd, false};
	return m;
}

/* --- repair --- */

struct repair {
	struct span s;
	struct points p;
	int *bytes; /* of the table that is tried */
	struct buf *out;
	size_t base;
	struct alignment *a;
	size_t fixes;
};

static void put_meant(struct repair *r, const struct meant *m, size_t i)
{
	char utf8[4];
	size_t n = text_encode(m->c, utf8), from = r->p.at[i], to = r->p.at[i + m->len];
	align_edit(r->a, r->out->n - r->base, n, to - from, m->len);
	buf_add(r->out, utf8, n);
	r->fixes++;
}

/* Writes points [from, to) with what the table `bytes` makes of them; what is no sequence stays. */
static void write_meant(struct repair *r, size_t from, size_t to)
{
	struct bytes b = {r->bytes + from, to - from};
	for (size_t i = from; i < to;) {
		struct meant m = r->p.c[i] >= 0x80 ? meant_at(&b, i - from) : (struct meant){0, 0, false};
		if (m.len && !(m.len == 1 && m.c == 0xfffd)) {
			put_meant(r, &m, i);
			i += m.len;
		} else {
			buf_add(r->out, r->s.p + r->p.at[i], r->p.at[i + 1] - r->p.at[i]);
			i++;
		}
	}
}

static void to_bytes(struct repair *r, enum mojibake_table table)
{
	for (size_t i = 0; i < r->p.n; i++)
		r->bytes[i] = byte_of(table, r->p.c[i]);
}

/* Whether all of the points [from, to) are well-formed UTF-8 in the table, at least one sequence among them. */
static bool spells_utf8(const struct repair *r, size_t from, size_t to)
{
	struct bytes b = {r->bytes + from, to - from};
	size_t found = 0;
	for (size_t i = 0; i < b.n;) {
		if (b.b[i] >= 0 && b.b[i] < 0x80 && b.b[i] != LOST) {
			i++;
			continue;
		}
		struct meant m = b.b[i] < 0 ? (struct meant){0, 0, false} : meant_at(&b, i);
		if (m.len == 0)
			return false;
		found += m.len > 1 || m.keep_blank;
		i += m.len;
	}
	return found > 0;
}

static const enum mojibake_table ORDER[] = {TABLE_LATIN1, TABLE_1252, TABLE_1251,   TABLE_1250, TABLE_1253,
											TABLE_1254,   TABLE_1257, TABLE_8859_2, TABLE_MAC,  TABLE_437};
enum { ORDERED = sizeof ORDER / sizeof *ORDER };

/* The whole text was read with one table. */
static bool repair_whole(struct repair *r)
{
	for (size_t t = 0; t < ORDERED; t++) {
		to_bytes(r, ORDER[t]);
		if (spells_utf8(r, 0, r->p.n)) {
			write_meant(r, 0, r->p.n);
			return true;
		}
	}
	return false;
}

/* The end of the run of sequences in the current table that begins at i, or i. A run does not begin in the midst of other
 * odd characters. */
static size_t run_end(const struct repair *r, enum mojibake_table table, size_t i)
{
	struct bytes b = {r->bytes, r->p.n};
	if (i > 0 && table != TABLE_1252 && table != TABLE_LATIN1 && r->p.c[i - 1] >= 0x80 && !(r->p.k[i - 1] & K_COMMON))
		return i;
	if (i > 0 && r->p.c[i - 1] >= 0x80 && (tail(r->bytes[i - 1]) || tail(byte_of(TABLE_1252, r->p.c[i - 1]))) &&
		!(r->p.k[i - 1] & (K_COMMON | K_START | K_END)))
		return i;
	while (i < r->p.n && r->p.c[i] >= 0x80) {
		uint32_t c;
		size_t n = sequence_at(&b, i, &c);
		if (n == 0 || (c >= 0xd800 && c < 0xe000))
			break;
		i += n;
	}
	return i;
}

/* Pieces of the text were. */
static bool repair_pieces(struct repair *r)
{
	static const enum mojibake_table tables[] = {TABLE_1252, TABLE_LATIN1, TABLE_MAC, TABLE_1251, TABLE_1250};
	size_t n = r->p.n, *end = mem_alloc((n + 1) * sizeof *end);
	unsigned char *by = mem_alloc(n + 1);
	bool any = false;
	for (size_t i = 0; i < n && !any; i++)
		any = points_trimmed_blank(&r->p, i);
	memset(end, 0, (n + 1) * sizeof *end);
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		to_bytes(r, tables[t]);
		for (size_t i = 0; i < n;) {
			if (end[i]) { /* an earlier table has it */
				i = end[i];
				continue;
			}
			size_t e = r->p.c[i] >= 0x80 ? run_end(r, tables[t], i) : i;
			if (e > i && points_odd(&r->p, i, e)) {
				bool free_of_others = true;
				for (size_t k = i; k < e; k++)
					free_of_others = free_of_others && end[k] == 0;
				if (free_of_others) {
					end[i] = e, by[i] = (unsigned char)t;
					any = true;
				}
			}
			i = e > i ? e : i + 1;
		}
	}
	int table = -1;
	for (size_t i = 0; any && i < n;) {
		if (end[i] == 0) {
			if (points_trimmed_blank(&r->p, i))
				put_meant(r, &(struct meant){1, 0xa0, false}, i);
			else
				buf_add(r->out, r->s.p + r->p.at[i], r->p.at[i + 1] - r->p.at[i]);
			i++;
			continue;
		}
		if (table != by[i])
			to_bytes(r, tables[table = by[i]]);
		write_meant(r, i, end[i]);
		i = end[i];
	}
	free(end);
	free(by);
	return any;
}

static size_t repair_once(struct span s, struct buf *out, struct alignment *a)
{
	struct repair r = {.s = s, .p = points_of(s), .out = out, .base = out->n, .a = a};
	r.bytes = mem_alloc((r.p.n + 1) * sizeof *r.bytes);
	if (points_odd(&r.p, 0, r.p.n) && !repair_whole(&r))
		repair_pieces(&r);
	free(r.bytes);
	points_free(&r.p);
	return r.fixes;
}

/* One chunk of a text, round by round; out gets the chunk even where nothing was repaired. */
static size_t repair_chunk(struct span s, struct buf *out, struct alignment *a)
{
	struct buf text = {0}, next = {0};
	size_t fixes = repair_once(s, &text, a);
	for (int round = 1; fixes && round < ROUNDS; round++) {
		struct alignment outer = {0}, whole = {0};
		buf_clear(&next);
		if (repair_once(buf_span(&text), &next, &outer) == 0) {
			align_free(&outer);
			break;
		}
		align_compose(&whole, &outer, buf_span(&next), a, buf_span(&text));
		align_free(a);
		align_free(&outer);
		*a = whole;
		struct buf swap = text;
		text = next, next = swap;
	}
	buf_addspan(out, fixes ? buf_span(&text) : s);
	buf_free(&text);
	buf_free(&next);
	return fixes;
}

size_t mojibake_repair(struct span s, struct buf *out, struct alignment *a)
{
	size_t fixes = 0, base = out->n;
	for (size_t from = 0, to; from < s.n; from = to) {
		struct alignment part = {0};
		to = s.n - from > CHUNK ? from + CHUNK : s.n;
		while (to < s.n && s.p[to] != ' ' && s.p[to] != '\n')
			to++;
		size_t at = out->n - base, n = repair_chunk(span_sub(s, from, to), out, &part);
		fixes += n;
		for (size_t i = 0; n && i < part.edits.n; i++) {
			const struct edit *e = &part.edits.v[i];
			align_edit(a, at + e->at, e->len, e->src_len, e->src_chars);
		}
		align_free(&part);
	}
	if (fixes == 0)
		out->n = base;
	return fixes;
}

bool mojibake_suspect(struct span s)
{
	uint32_t before = 0;
	for (size_t at = 0, n; at < s.n; at += n) {
		while (at < s.n && (unsigned char)s.p[at] < 0x80 && before == 0)
			at++;
		if (at >= s.n)
			return false;
		uint32_t c = text_decode(s, at, &n);
		if (c < 0x80) {
			if (before == 0xc2 && (text_is_space((char)c) || c == '(' || c == '['))
				return true;
			if (c == ' ' && (before == 0xc3 || (before >= 0xe0 && before <= 0xe3)))
				return true;
			before = 0;
			continue;
		}
		if (c >= 0x3000 && before >= 0x3000 && c < 0xf8ff) {
			before = c;
			continue;
		}
		if (c < 0xa0 || (before && (c < 0x2000 || c > 0x2fff || before < 0x2000)))
			return true;
		if (before && (c == 0x25ca || before == 0x25ca || before == 0x221a || before == 0x2248 || before == 0x201a))
			return true;
		before = c;
	}
	return before == 0xc2;
}
