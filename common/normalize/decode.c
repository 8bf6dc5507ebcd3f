#include "normalize/decode.h"

#include <stdlib.h>

#include "base/text.h"

static const uint16_t CP1252[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

uint32_t decode_cp1252(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xa0 ? CP1252[byte - 0x80] : byte;
}

void decode_free(struct decoded *d)
{
	align_free(&d->from);
	buf_free(&d->owned);
	*d = (struct decoded){0};
}

/* Writes one character that stands for `bytes` of the source. */
static void emit(struct decoded *d, uint32_t c, size_t bytes)
{
	char utf8[4];
	size_t n = text_encode(c, utf8);
	if (n != bytes)
		align_edit(&d->from, d->owned.n, n, bytes, 1);
	buf_add(&d->owned, utf8, n);
}

static void repair_utf8(struct span s, size_t at, struct decoded *d)
{
	const unsigned char *p = (const unsigned char *)s.p;
	buf_add(&d->owned, p, at);
	while (at < s.n) {
		size_t good = 0, bad = text_bad_sequence(s, at, &good);
		if (bad) {
			/* an edit even where three bytes became three: the code points differ */
			align_edit(&d->from, d->owned.n, 3, bad, 1);
			buf_adds(&d->owned, "\xef\xbf\xbd");
			d->replaced++;
			at += bad;
			continue;
		}
		size_t n = text_invalid(span_sub(s, at, s.n));
		buf_add(&d->owned, p + at, n);
		at += n;
	}
}

static void from_cp1252(struct span s, struct decoded *d)
{
	d->encoding = "windows-1252";
	for (size_t at = 0; at < s.n;) {
		size_t run = at;
		while (run < s.n && (unsigned char)s.p[run] < 0x80)
			run++;
		buf_add(&d->owned, s.p + at, run - at);
		if (run < s.n) {
			uint32_t c = decode_cp1252((unsigned char)s.p[run++]);
			d->replaced += c == 0;
			emit(d, c ? c : 0xfffd, 1);
		}
		at = run;
	}
}

static void from_utf16(struct span s, bool big, struct decoded *d)
{
	const unsigned char *p = (const unsigned char *)s.p;
	d->encoding = big ? "UTF-16BE" : "UTF-16LE";
	for (size_t at = 0; at < s.n;) {
		if (at + 1 == s.n) { /* half a unit */
			d->replaced++;
			emit(d, 0xfffd, 1);
			break;
		}
		uint32_t c = (uint32_t)(big ? p[at] << 8 | p[at + 1] : p[at + 1] << 8 | p[at]);
		size_t bytes = 2;
		if (c >= 0xd800 && c < 0xdc00 && at + 3 < s.n) {
			uint32_t low = (uint32_t)(big ? p[at + 2] << 8 | p[at + 3] : p[at + 3] << 8 | p[at + 2]);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				bytes = 4;
			}
		}
		if (c >= 0xd800 && c < 0xe000) {
			c = 0xfffd;
			d->replaced++;
		}
		emit(d, c, bytes);
		at += bytes;
	}
}

/* UTF-16 without a mark: every second byte of the beginning is NUL, and the others are not. 1 little, 2 big endian, else 0. */
static int unmarked_utf16(struct span s)
{
	size_t n = s.n < 512 ? s.n & ~(size_t)1 : 512, zeros[2] = {0, 0};
	for (size_t i = 0; i < n; i++)
		zeros[i & 1] += s.p[i] == 0;
	if (n < 8)
		return 0;
	if (zeros[1] * 10 >= n * 4 && zeros[0] * 20 <= n)
		return 1;
	return zeros[0] * 10 >= n * 4 && zeros[1] * 20 <= n ? 2 : 0;
}

/* How the high bytes of a text that is no UTF-8 look as windows-1252: letters inside words and punctuation between them, or
 * anything else. Bytes in well-formed UTF-8 sequences speak for UTF-8. */
struct census {
	size_t utf8, plausible, odd;
};

static bool ascii_letter(struct span s, size_t at)
{
	return at < s.n && text_is_alpha(s.p[at]);
}

static struct census take_census(struct span s)
{
	struct census c = {0};
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t at = 0, good = 0; at < s.n; at++) {
		if (p[at] < 0x80)
			continue;
		if (text_bad_sequence(s, at, &good) == 0) {
			c.utf8++;
			at += good - 1;
			continue;
		}
		bool before = at > 0 && ascii_letter(s, at - 1), after = ascii_letter(s, at + 1);
		unsigned char a = p[at];
		bool accent = a >= 0xc0 && a != 0xd7 && a != 0xf7 && (before || after) && a < 0xfe;
		bool punctuation = (a >= 0x91 && a <= 0x97) || a == 0x85 || a == 0xa0 || a == 0xa9 || a == 0xae || a == 0xb0 || a == 0xb1 ||
						   a == 0xb5 || a == 0xb7 || a == 0x99 || a == 0xab || a == 0xbb || a == 0x80;
		if (accent || punctuation)
			c.plausible++;
		else
			c.odd++;
	}
	return c;
}

/* Names of windows-1252 and of its part latin-1, which browsers read as windows-1252 (WHATWG Encoding Standard). */
static bool names_cp1252(struct span charset)
{
	static const char *const names[] = {"windows-1252", "cp1252",  "iso-8859-1", "iso8859-1",
										"latin1",       "latin-1", "us-ascii",   "iso-8859-15"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]), k = 0;
		if (charset.n != n)
			continue;
		while (k < n && (charset.p[k] | (text_is_upper(charset.p[k]) ? 0x20 : 0)) == names[i][k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

static bool is_cp1252(struct span s, struct decode_hint hint)
{
	struct census c = take_census(s);
	if (names_cp1252(hint.charset))
		return c.utf8 <= c.plausible + c.odd;
	size_t enough = hint.page ? 1 : 2; /* a single stray byte in a text is damage */
	return c.utf8 * 4 <= c.plausible && c.plausible >= enough && c.odd * 20 <= c.plausible;
}

void decode_bytes(struct span source, struct decode_hint hint, struct decoded *out)
{
	struct span s = source;
	int utf16 = 0;
	out->encoding = "UTF-8";
	if (span_starts(s, "\xef\xbb\xbf"))
		out->from.start = 3, out->from.char_start = 1;
	else if (span_starts(s, "\xff\xfe"))
		out->from.start = 2, out->from.char_start = 1, utf16 = 1;
	else if (span_starts(s, "\xfe\xff"))
		out->from.start = 2, out->from.char_start = 1, utf16 = 2;
	else
		utf16 = unmarked_utf16(s);
	s = span_sub(s, out->from.start, s.n);
	if (utf16) {
		from_utf16(s, utf16 == 2, out);
	} else {
		size_t good = text_invalid(s);
		if (good == s.n) {
			out->text = s;
			return;
		}
		if (out->from.start == 0 && is_cp1252(s, hint))
			from_cp1252(s, out);
		else
			repair_utf8(s, good, out);
	}
	out->text = buf_span(&out->owned);
}
