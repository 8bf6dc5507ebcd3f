#include "base/unicode.h"

#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>

/* Ranges in which every character is stable, so that most text costs no call. tests/unit/test_normalize.c compares them
 * with the library, character by character. */
struct range {
	uint32_t first, last;
};
static const struct range STABLE[] = {
	{0x0000, 0x02ff}, /* ASCII to modifier letters: letters with accents are whole */
	{0x0391, 0x0482}, /* Greek, Cyrillic */
	{0x2010, 0x20cf}, /* punctuation, superscripts, currency */
	{0x2190, 0x2328}, /* arrows, mathematics */
	{0x3041, 0x3098}, /* Hiragana */
	{0x3400, 0xa66e}, /* ideographs */
	{0xac00, 0xd7a3}, /* Hangul syllables */
	{0xff01, 0xffef}, /* width forms */
};

/* Marks that came with Unicode 15.0, after the library's tables: code point and combining class. */
struct newer_mark {
	uint32_t c;
	int ccc;
};
static const struct newer_mark NEWER[] = {
	{0x0ece, 122},  {0x10efd, 220}, {0x10efe, 220}, {0x10eff, 220}, {0x11f41, 9},   {0x11f42, 9},
	{0x1e08f, 230}, {0x1e4ec, 232}, {0x1e4ed, 232}, {0x1e4ee, 220}, {0x1e4ef, 230},
};

static const struct newer_mark *newer_mark(uint32_t c)
{
	for (size_t i = 0; i < sizeof NEWER / sizeof *NEWER; i++)
		if (NEWER[i].c == c)
			return &NEWER[i];
	return NULL;
}

bool unicode_stable(uint32_t c)
{
	for (size_t i = 0; i < sizeof STABLE / sizeof *STABLE && c >= STABLE[i].first; i++)
		if (c <= STABLE[i].last)
			return true;
	if ((c >= 0x1161 && c <= 0x1175) || (c >= 0x11a8 && c <= 0x11c2)) /* Hangul vowels and finals compose backwards */
		return false;
	if (newer_mark(c) != NULL || unicode_mark(c))
		return false;
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int n = uc_canonical_decomposition(c, parts);
	return n < 0 || (n == 2 && uc_composition(parts[0], parts[1]) == c);
}

/* The combining class, with the marks that the library does not know yet. */
static int combining_class(uint32_t c)
{
	const struct newer_mark *m = newer_mark(c);
	return m != NULL ? m->ccc : uc_combining_class(c);
}

/* The canonical order of marks that the library took for base characters, by insertion: runs are short (UNICODE_MARKS). */
static void reorder_newer(uint8_t *p, size_t n)
{
	struct span s = {(char *)p, n};
	for (size_t at = 0, len; at < n; at += len) {
		uint32_t c = text_decode(s, at, &len);
		int ccc = combining_class(c);
		size_t to = at, back;
		while (ccc != 0 && to > 0) {
			int before = combining_class(text_decode_before(s, to, &back));
			if (before <= ccc || before == 0)
				break;
			to -= back;
		}
		if (to == at)
			continue;
		uint8_t mark[4];
		memcpy(mark, p + at, len);
		memmove(p + to + len, p + to, at - to);
		memcpy(p + to, mark, len);
	}
}

static bool has_newer(struct span s)
{
	for (size_t at = 0, n; at < s.n; at += n)
		if (newer_mark(text_decode(s, at, &n)) != NULL)
			return true;
	return false;
}

void unicode_nfc(struct span s, struct buf *out)
{
	size_t n = 0;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)s.p, s.n, NULL, &n);
	if (nfc == NULL) {
		if (s.n)
			mem_exhausted();
		return;
	}
	if (has_newer(s)) { /* decompose, order, compose again */
		size_t m = 0;
		uint8_t *nfd = u8_normalize(UNINORM_NFD, (const uint8_t *)s.p, s.n, NULL, &m);
		if (nfd == NULL)
			mem_exhausted();
		reorder_newer(nfd, m);
		free(nfc);
		nfc = u8_normalize(UNINORM_NFC, nfd, m, NULL, &n);
		free(nfd);
		if (nfc == NULL)
			mem_exhausted();
	}
	buf_add(out, nfc, n);
	free(nfc);
}

bool unicode_letter(uint32_t c)
{
	if (c < 0x80)
		return text_is_alpha((char)c);
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}

bool unicode_upper(uint32_t c)
{
	if (c < 0x80)
		return text_is_upper((char)c);
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt);
}

bool unicode_lower(uint32_t c)
{
	if (c < 0x80)
		return text_is_lower((char)c);
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ll);
}

bool unicode_mark(uint32_t c)
{
	if (c < 0x300)
		return false;
	return newer_mark(c) != NULL || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

bool unicode_space(uint32_t c)
{
	if (c < 0x80)
		return text_is_space((char)c);
	return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
		   c == 0x3000;
}

bool unicode_invisible(uint32_t c)
{
	if (c < 0x20)
		return !text_is_space((char)c);
	if (c < 0x7f)
		return false;
	return c < 0xa0 || c == 0xad || c == 0x61c || c == 0x180e || c == 0x200b || c == 0x200e || c == 0x200f ||
		   (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

bool unicode_rtl(uint32_t c)
{
	return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) || (c >= 0x10800 && c <= 0x10fff) ||
		   (c >= 0x1e800 && c <= 0x1efff);
}

const void *unicode_script(uint32_t c)
{
	return uc_script(c);
}

const void *unicode_script_named(struct span name)
{
	char s[32];
	if (name.n >= sizeof s)
		return NULL;
	memcpy(s, name.p, name.n);
	s[name.n] = '\0';
	return uc_script_byname(s);
}
