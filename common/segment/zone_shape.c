#include "base/text.h"
#include "segment/zone_parts.h"

/* Bytes of a bullet or Markdown mark and the blanks behind it. */
static size_t bullet_of(struct span s)
{
	size_t n = 0;
	if (s.n > 2 && (unsigned char)s.p[0] >= 0xc2) {
		uint32_t c = text_decode(s, 0, &n);
		if (c != 0x2022 && c != 0x2023 && c != 0x2043 && c != 0x25e6 && c != 0x25cf && c != 0x25aa && c != 0x25a0 && c != 0xb7 &&
			c != 0x25cb && c != 0x2013 && c != 0x2014 && c != 0x2212 && c != 0x25b8 && c != 0x27a2 && c != 0x2713 && c != 0x2714)
			return 0;
	} else if (s.n > 2 && strchr("*-+", s.p[0]) != NULL && s.p[1] == ' ') {
		n = 1;
	}
	while (n && n < s.n && s.p[n] == ' ')
		n++;
	return n;
}

/* Bytes of `2.1 `, `3. `, `(a) `, `iv) `, `IV. ` and the blanks behind; 0 where there is none. */
static size_t number_of(struct span s)
{
	size_t i = s.n && s.p[0] == '(', from = i;
	while (i < s.n && i < 8 && (text_is_digit(s.p[i]) || (i > from && s.p[i] == '.' && i + 1 < s.n && text_is_digit(s.p[i + 1]))))
		i++;
	bool digits = i > from;
	if (!digits)
		while (i < s.n && i < from + 4 && strchr("ivxIVXabcdefABCDEF", s.p[i]) != NULL)
			i++;
	if (i == from || i >= s.n || (!digits && i - from > 1 && strspn(s.p + from, "ivxIVX") < i - from))
		return 0;
	bool marked = s.p[i] == '.' || s.p[i] == ')' || s.p[i] == ':';
	i += marked;
	if (i >= s.n || s.p[i] != ' ' || !(marked || digits))
		return 0;
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i;
}

bool zone_upper_at(struct span s, size_t i)
{
	if (i >= s.n)
		return false;
	if ((unsigned char)s.p[i] < 0x80)
		return text_is_upper(s.p[i]);
	uint32_t c = text_decode(s, i, NULL);
	return (c >= 0xc0 && c < 0xdf) || (c >= 0x391 && c < 0x3aa) || (c >= 0x410 && c < 0x430);
}

static void count_words(struct span s, struct shape *h)
{
	bool inside = false;
	size_t letters = 0;
	bool small = false;
	for (size_t i = 0; i <= s.n; i++) {
		bool letter =
			i < s.n && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0x80 || (inside && s.p[i] == '\''));
		if (letter && !inside) {
			h->words++;
			h->capitals = (unsigned short)(h->capitals + (zone_upper_at(s, i) || text_is_digit(s.p[i])));
			small = text_is_lower(s.p[i]);
			letters = 0;
		} else if (!letter && inside) {
			h->longs = (unsigned short)(h->longs + (small && letters > 3));
		}
		letters += letter;
		h->letters = h->letters || (letter && !text_is_digit(s.p[i]));
		inside = letter;
	}
}

/* A closing quote, or a character that was lost (U+FFFD), ends s. */
static bool ends_in_quote(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.p + s.n - 3;
	return s.n > 2 && ((p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x98 && p[2] <= 0x9f) || (p[0] == 0xef && p[1] == 0xbf && p[2] == 0xbd));
}

static char last_sign(struct span s)
{
	while (s.n && (strchr("\"')]*_ ", s.p[s.n - 1]) != NULL || ends_in_quote(s)))
		s.n -= (unsigned char)s.p[s.n - 1] >= 0x80 ? 3 : 1;
	char c = s.n ? s.p[s.n - 1] : 0;
	return strchr(".?!:;,", c) != NULL ? c : 0;
}

/* Every word is a number or a word of dates: "May 18, 2023", "2023-10-06". */
static bool all_date(const struct zoner *z, const struct folded *f)
{
	bool digits = false;
	for (size_t w = 0; w < f->words; w++) {
		size_t from = w ? f->ends[w - 1] + 1 : 0;
		struct span s = span_make(f->p + from, f->ends[w] - from);
		if (text_is_digit(s.p[0])) {
			digits = digits || s.n == 4;
			if (s.n > 4)
				return false;
		} else if (!(phrase_classes(z->rules, s) & PHRASE_DATE)) {
			return false;
		}
	}
	return digits && f->words >= 2 && f->words <= 9 && f->whole;
}

/* One sentence, or the two of "Tired? What to Do Next". */
static bool one_sentence(struct zoner *z, struct span s, bool titled)
{
	z->pieces.n = 0;
	sentence_split(z->sentences, s, &z->pieces);
	return z->pieces.n <= 1 || (z->pieces.n == 2 && titled && strchr("?!", s.p[z->pieces.v[0].end - 1]) != NULL);
}

/* "Figure 2. A brain", "Table 1", "Photo: …" are captions, "Figure 2 shows" is not. */
static bool captions(struct span s, const struct folded *f, size_t head, unsigned phrases)
{
	if (phrases & PHRASE_CREDIT && s.n < SHORT)
		return true;
	if (!(phrases & PHRASE_CAPTION) || head >= f->words)
		return false;
	size_t i = 0;
	for (size_t w = 0; w <= head && i < s.n; w++) { /* the words of the term and the number */
		while (i < s.n && !text_is_alpha(s.p[i]) && !text_is_digit(s.p[i]))
			i++;
		if (w == head && !text_is_digit(s.p[i]) && !(text_is_upper(s.p[i]) && i + 1 < s.n && !text_is_lower(s.p[i + 1])))
			return false;
		while (i < s.n && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i])))
			i++;
	}
	while (i + 1 < s.n && s.p[i] == '.' && text_is_digit(s.p[i + 1]))
		for (i++; i < s.n && text_is_digit(s.p[i]); i++)
			;
	if (i < s.n && strchr(".:|", s.p[i]) != NULL)
		return true;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '-' || (unsigned char)s.p[i] == 0xe2))
		i += (unsigned char)s.p[i] == 0xe2 ? 3 : 1;
	return i >= s.n || zone_upper_at(s, i);
}

/* Whether the line by itself could be a heading; its neighbours decide the rest. */
static bool heading_shape(struct zoner *z, struct span s, const struct shape *h)
{
	if (h->hash)
		return true;
	if (!h->letters || h->words > 22 || (h->item && !h->numbered) || strchr(".;,", h->last ? h->last : '-') != NULL)
		return false;
	if (h->phrases & (PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR))
		return true;
	size_t at = h->numbered ? number_of(s) : 0;
	while (at < s.n && strchr("*_\"'# ", s.p[at]) != NULL)
		at++;
	if (!zone_upper_at(s, at) && !text_is_digit(s.p[at < s.n ? at : 0]) && !(at < s.n && (unsigned char)s.p[at] >= 0xc3))
		return false;
	if (h->last == ':' && (h->longs > 0 || h->words > 6))
		return false;
	if (h->last == '!' && h->longs > 2)
		return false;
	bool titled = h->capitals * 10 >= h->words * 5 && h->longs <= 1 + h->words / 6; /* most long words have a capital */
	if (h->words > 10 && !titled && h->last != '?')
		return false;
	return one_sentence(z, s, titled && h->last == 0);
}

/* Nothing, or a colon, follows the first `words` words of the line. */
static bool stands_alone(struct span s, size_t words)
{
	size_t i = 0;
	for (size_t w = 0; w < words && i < s.n; w++) {
		while (i < s.n && !text_is_alpha(s.p[i]) && !text_is_digit(s.p[i]))
			i++;
		while (i < s.n && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i])))
			i++;
	}
	return words > 0 && (i >= s.n || s.p[i] == ':');
}

void zone_look(struct zoner *z, size_t i)
{
	struct zone_block *b = &z->b[i];
	struct shape *h = &z->shapes[i];
	struct span s = span_trim(b->text);
	h->brief = s.n <= SHORT;
	h->last = last_sign(s);
	size_t bullet = bullet_of(s), number = number_of(span_sub(s, bullet, s.n));
	h->item = bullet > 0 || number > 0;
	h->numbered = bullet == 0 && number > 0;
	size_t hashes = 0;
	while (hashes < s.n && hashes < 7 && s.p[hashes] == '#')
		hashes++;
	h->hash = hashes > 0 && hashes < 7 && hashes < s.n && s.p[hashes] == ' ';
	if (h->hash)
		b->level = (unsigned)hashes;
	if (!h->brief && !h->hash && !phrase_opens(z->rules, s)) {
		h->text = true;
		return;
	}
	struct folded f;
	size_t head;
	size_t looked = h->brief || h->hash ? s.n : 60; /* of a paragraph the first words are enough to see a caption */
	if (looked > 240)
		looked = 240;
	while (looked < s.n && ((unsigned char)s.p[looked] & 0xc0) == 0x80)
		looked++;
	phrase_fold(span_sub(s, 0, looked), &f);
	f.whole = f.whole && looked == s.n;
	h->phrases = phrase_find(z->rules, &f, &head);
	if (!f.whole)
		h->phrases &= PHRASE_CAPTION | PHRASE_PARAGRAPH;
	if (h->phrases & (PHRASE_CAPTION | PHRASE_CREDIT) && !captions(s, &f, head, h->phrases))
		h->phrases &= ~(unsigned)(PHRASE_CAPTION | PHRASE_CREDIT);
	if (h->phrases & PHRASE_PARAGRAPH && !stands_alone(s, head))
		h->phrases &= ~(unsigned)PHRASE_PARAGRAPH;
	if (!h->brief && !h->hash) {
		h->text = true;
		return;
	}
	if (number && f.words > 1 && !(h->phrases & PHRASE_WHOLE)) { /* "7. References" */
		phrase_fold(span_sub(s, bullet + number, s.n), &f);
		h->phrases |= phrase_find(z->rules, &f, &head) & (PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR);
	}
	count_words(s, h);
	h->date = all_date(z, &f);
	h->text = (h->last != 0 && h->last != ':' && s.n >= LONG) || (h->words > 25 && h->longs > 8);
	h->heads = heading_shape(z, s, h);
}
