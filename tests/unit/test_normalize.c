/* Normalization: small documents and what becomes of them, and what must hold for every document: the same words at the right
 * places, whatever is done to spaces, forms and bytes around them. TAP on standard output; run from the project's root. */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"
#include "normalize/clean.h"
#include "normalize/normalize.h"
#include "tap.h"

/* --- small documents: source, and its blocks with '|' between them; a block of a page that is boilerplate begins with '~' --- */

struct sample {
	const char *what;
	const char *source;
	size_t n; /* 0: up to the NUL */
	const char *blocks;
};

static const struct sample texts[] = {
	{"empty", "", 0, ""},
	{"lines", "One.\n\n  Two words. \r\nThree.\rFour.", 0, "One.|Two words.|Three.|Four."},
	{"only space", " \n\t\r\n\xc2\xa0\n", 0, ""},
	{"byte order mark",
	 "\xef\xbb\xbf"
	 "Title\n",
	 0, "Title"},
	{"spaces of all kinds",
	 "a\xc2\xa0"
	 "b\xe2\x80\x89\xe2\x80\x89"
	 "c \t d\xe3\x80\x80",
	 0, "a b c d"},
	{"invisible characters",
	 "anti\xc2\xad"
	 "depressant\xe2\x80\x8b s\x01hort",
	 0, "antidepressant short"},
	{"joiners that scripts need stay", "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7 x\xe2\x80\x8dy", 0,
	 "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7 xy"},
	{"decomposed to composed", "Bjo\xcc\x88rn A\xcc\x8aland e\xcc\x81", 0, "Bj\xc3\xb6rn \xc3\x85land \xc3\xa9"},
	{"no compatibility forms", "\xef\xac\x81rst \xe2\x80\xa6 x\xc2\xb2 \xe2\x80\x90", 0,
	 "\xef\xac\x81rst \xe2\x80\xa6 x\xc2\xb2 \xe2\x80\x90"},
	{"bad bytes", "pain\xff relief \xe2\x82 of \xed\xa0\x80 it", 0,
	 "pain\xef\xbf\xbd relief \xef\xbf\xbd of \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd it"},
	{"windows-1252", "Ketamine\x92s effect \x96 caf\xe9, na\xefve", 0,
	 "Ketamine\xe2\x80\x99s effect \xe2\x80\x93 caf\xc3\xa9, na\xc3\xafve"},
	{"UTF-16",
	 "\xff\xfe"
	 "P\0a\0i\0n\0 \0\xb1\x03\n\0",
	 14, "Pain \xce\xb1"},
	{"one wrapped paragraph",
	 "Some of what is known of it\n\nIt is a com-\nmon condition that affects many people, and it of-\nten comes with pain that is treated "
	 "with medicines\n"
	 "such as gabapentin, which act on the nerves alone.\n\nThe common ones often help.\n\nMore is known of the com-\nmon cold.",
	 0,
	 "Some of what is known of it|It is a common condition that affects many people, and it often comes with pain that is treated with "
	 "medicines such as gabapentin, which act on the nerves alone.|The common ones often help.|More is known of the com-|mon cold."},
	{"debris of PDF", "(cid:129) first (cid:7)point", 0, "first point"},
	{"wrongly decoded once", "It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s na\xc3\x83\xc2\xafve", 0, "It\xe2\x80\x99s na\xc3\xafve"},
	{"a no-break space of which half was trimmed", "It\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s a sign of:\xc3\x82\nNext", 0,
	 "It\xe2\x80\x99s a sign of:|Next"},
	{"and alone", "These are signs of it:\xc3\x82\n\nNext", 0, "These are signs of it:|Next"},
	{"a capital with a circumflex stays", "MARTIM \xc3\x82\n\nTIMPUR\xc3\x82\n\nNext", 0, "MARTIM \xc3\x82|TIMPUR\xc3\x82|Next"},
	{"nor are capitals before a no-break space",
	 "MISUT\xc3\x82\xc2\xa0"
	 "AJIKKO",
	 0, "MISUT\xc3\x82 AJIKKO"},
	{"accents and quotes are no mojibake", "\xc2\xab L\xe2\x80\x99\xc3\xa9t\xc3\xa9 \xc2\xbb NESTL\xc3\x89\xc2\xae S\xc3\x93\xe2\x80\xa6",
	 0, "\xc2\xab L\xe2\x80\x99\xc3\xa9t\xc3\xa9 \xc2\xbb NESTL\xc3\x89\xc2\xae S\xc3\x93\xe2\x80\xa6"},
	{"lines of a list stay apart", "apples\npears and plums\nquinces\nmore apples\nsome pears\nother plums\nlast", 0,
	 "apples|pears and plums|quinces|more apples|some pears|other plums|last"},
	{"a blank at the line end and a small letter", "It was a cold \nnight in the city.\nThe end", 0,
	 "It was a cold night in the city.|The end"},
	{"a line end inside a bracket",
	 "Esketamine was given with a tablet (Archer\net al., 2019).\nIt worked.\n\nNaloxone [and others,\ne.g. Selby,\n2020] did not.", 0,
	 "Esketamine was given with a tablet (Archer et al., 2019).|It worked.|Naloxone [and others, e.g. Selby, 2020] did not."},
	{"a line end before the year, and between the names",
	 "It was first described by Archer\n(2010). Then nobody looked.\n\nOf all who looked into the matter of mood and sleep, Archer\n"
	 "& Selby (2012) saw most, after Nordqvist &\nMunday (2011).",
	 0,
	 "It was first described by Archer (2010). Then nobody looked.|Of all who looked into the matter of mood and sleep, Archer & "
	 "Selby (2012) saw most, after Nordqvist & Munday (2011)."},
	{"years and brackets of lists stay apart",
	 "(2014) A trial begins.\n(2015) It ends.\n- aspirin (oral\n- ibuprofen)\nAn open (bracket\nThat nobody closes.", 0,
	 "(2014) A trial begins.|(2015) It ends.|- aspirin (oral|- ibuprofen)|An open (bracket|That nobody closes."},
	{"a list of references is left as it is", "References\nArcher, B. (Sleep and\nmood) 2010.\nSelby, T.\n(2012). Mood.", 0,
	 "References|Archer, B. (Sleep and|mood) 2010.|Selby, T.|(2012). Mood."},
	{"an underlined heading, and a table", "Sleep and Mood\n==============\nOf all.\n\nname  dose\n----------\nabc  10\n\n---", 0,
	 "Sleep and Mood|Of all.|name dose|----------|abc 10|---"},
	{"wrapped lines, a broken word and a compound",
	 "The study compared the effects of a single dose of ketamine with pla-\n"
	 "cebo in people who had not been helped by other antidepressant treat-\n"
	 "ments before. It was a double-blind trial, and the double-\n"
	 "blind design held until the end of it, as far as one could tell from\n"
	 "what they were told. No treatment was changed in the meantime, which\n"
	 "is why the placebo and the other treatments can be compared at all,\n"
	 "and the results of both are shown together in the same table below.\n\nResults\n\nNothing.",
	 0,
	 "The study compared the effects of a single dose of ketamine with placebo in people who had not been helped by other "
	 "antidepressant treatments before. It was a double-blind trial, and the double-blind design held until the end of it, as "
	 "far as one could tell from what they were told. No treatment was changed in the meantime, which is why the placebo and "
	 "the other treatments can be compared at all, and the results of both are shown together in the same table "
	 "below.|Results|Nothing."},
	{"wrapped lines, citations over their ends, words that stand nowhere whole",
	 "Ketamine was given for a week, as it had been before (Archer and Sel-\n"
	 "by, 2015; Whitcombe\n"
	 "& Munday, 2016); in mice without the poly-\n"
	 "morphism it was stronger, as it had been in the work of Nordqvist et al.\n"
	 "(2015) and of others.  In people, an effect that was BDNF-\n"
	 "dependent, dose-dependent and long-lasting was seen after two weeks of\n"
	 "treatment with it, and it was as long-\n"
	 "lasting in those who had been given a placebo first, whatever the dose\n"
	 "was that they had been given afterwards and however long it took to be\n"
	 "seen in the scans that were made at the end of the second week by one.",
	 0,
	 "Ketamine was given for a week, as it had been before (Archer and Selby, 2015; Whitcombe & Munday, 2016); in mice without "
	 "the polymorphism it was stronger, as it had been in the work of Nordqvist et al. (2015) and of others. In people, an effect "
	 "that was BDNF-dependent, dose-dependent and long-lasting was seen after two weeks of treatment with it, and it was as "
	 "long-lasting in those who had been given a placebo first, whatever the dose was that they had been given afterwards and "
	 "however long it took to be seen in the scans that were made at the end of the second week by one."},
};

#define PARAGRAPH                                                                                                         \
	"<p>Ketamine acts on receptors for glutamate, and its effect on mood is fast. It lasts for about a week, as several " \
	"trials have shown, and it can be repeated.</p>"
#define PARAGRAPH_TEXT                                                                                                 \
	"Ketamine acts on receptors for glutamate, and its effect on mood is fast. It lasts for about a week, as several " \
	"trials have shown, and it can be repeated."

static const struct sample pages[] = {
	{"inline tags neither glue nor split",
	 "<article>" PARAGRAPH "<p>The anti<b>depress</b>ant, <i>ketamine</i>, works.<sup>1,2</sup> It "
	 "is given as an <a href=x>infusion</a> in most of the trials that were done, and it is safe.</p>" PARAGRAPH "</article>",
	 0,
	 PARAGRAPH_TEXT
	 "|The antidepressant, ketamine, works.\xc2\xb9,\xc2\xb2 It is given as an infusion in most of the trials that were done, and "
	 "it is safe.|" PARAGRAPH_TEXT},
	{"entities",
	 "<article>" PARAGRAPH "<p>Sj&ouml;gren&#8217;s syndrome &amp; pain&nbsp;relief: p &lt; 0.05, &#x3b1; &unknown; were "
	 "seen in most of the people who took part in it, and it was stable.</p>" PARAGRAPH,
	 0,
	 PARAGRAPH_TEXT "|Sj\xc3\xb6gren\xe2\x80\x99s syndrome & pain relief: p < 0.05, \xce\xb1 &unknown; were seen in most of the people "
					"who took part in it, and it was stable.|" PARAGRAPH_TEXT},
	{"superscripts that are links, and a DOI in a link alone",
	 "<article>" PARAGRAPH
	 "<p>It is common in vitamin B12 deficiency.<a href='#r1'><sup>1</sup></a> In <a href='https://doi.org/10.5555/1'>a "
	 "trial</a>,<sup>[<a href='#r2'>2</a>,<a href='#r3'>3</a>]</sup> many people who had it got better with time.</p>" PARAGRAPH,
	 0,
	 PARAGRAPH_TEXT
	 "|It is common in vitamin B12 deficiency.\xc2\xb9 In a trial,[2,3] many people who had it got better with time.|" PARAGRAPH_TEXT},
	{"numbers that a page raises stay raised",
	 "<article>" PARAGRAPH "<p>It lasts until hour 5<sup>76</sup> and acts on CYP2D6<sup><a href='#r1'>114</a>&ndash;<a href='#r2'>116</a>"
	 "</sup> in 20 m<sup>2</sup> of the 1<sup>st</sup> ward, as many trials have shown in the years since.</p>" PARAGRAPH,
	 0,
	 PARAGRAPH_TEXT "|It lasts until hour 5\xe2\x81\xb7\xe2\x81\xb6 and acts on CYP2D6\xc2\xb9\xc2\xb9\xe2\x81\xb4\xe2\x80\x93\xc2\xb9"
					"\xc2\xb9\xe2\x81\xb6 in 20 m\xc2\xb2 of the 1st ward, as many trials have shown in the years since.|" PARAGRAPH_TEXT},
	{"words for browsers without scripts are read, and not twice",
	 "<article>" PARAGRAPH "<noscript>" PARAGRAPH "</noscript><noscript><p>Its effect on mood was first seen by chance, in people who had "
	 "been given it for pain, and then in trials.</p></noscript></article>",
	 0,
	 PARAGRAPH_TEXT "|~" PARAGRAPH_TEXT
					"|Its effect on mood was first seen by chance, in people who had been given it for pain, and then in trials."},
	{"menus, scripts and footers",
	 "<script>var x = '<p>no</p>';</script><nav><ul><li><a href=a>Home</a><li><a href=b>Blog</a></ul></nav>"
	 "<main>" PARAGRAPH PARAGRAPH PARAGRAPH "</main><footer><p>\xc2\xa9 2020 A Clinic. All rights reserved.</p></footer>",
	 0, "~Home|~Blog|" PARAGRAPH_TEXT "|" PARAGRAPH_TEXT "|" PARAGRAPH_TEXT "|~\xc2\xa9 2020 A Clinic. All rights reserved."},
};

static void write_blocks(const struct normalized *n, struct buf *out)
{
	for (size_t i = 0; i < n->blocks.n; i++) {
		if (i)
			buf_addc(out, '|');
		if (n->blocks.v[i].kind == BLOCK_BOILERPLATE)
			buf_addc(out, '~');
		buf_addspan(out, n->blocks.v[i].text);
	}
}

static void try_samples(const struct normalize_rules *r, const struct sample *v, size_t n, bool page)
{
	for (size_t i = 0; i < n; i++) {
		struct normalized out = {0};
		struct buf got = {0};
		struct span source = span_make(v[i].source, v[i].n ? v[i].n : strlen(v[i].source));
		(page ? normalize_html : normalize_text)(r, source, &out);
		write_blocks(&out, &got);
		if (!ok(span_is(buf_span(&got), v[i].blocks), v[i].what))
			printf("# got  %.*s\n# want %s\n", (int)got.n, got.p ? got.p : "", v[i].blocks);
		buf_free(&got);
		normalize_free(&out);
	}
}

/* --- the same words at the right places --- */

static uint32_t seed = 7;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static const char *const words[] = {"ketamine",           "Sj\xc3\xb6gren", "pain",          "(2019)", "\xce\xb1-synuclein",
									"d\xc3\xa9j\xc3\xa0", "p<.05",          "G\xc3\xb3mez,", "&",      "relief."};
enum { WORDS = sizeof words / sizeof *words, LONGEST = 60 };

/* A word as a careless editor leaves it: decomposed, as entities, with soft hyphens. */
static void write_word(const char *word, bool page, struct buf *out)
{
	struct span s = span_of(word);
	for (size_t at = 0, n; at < s.n; at += n) {
		uint32_t c = text_decode(s, at, &n);
		uint32_t how = any(8);
		if (page && (c == '<' || c == '&' || how == 0))
			buf_printf(out, how & 1 ? "&#%u;" : "&#x%x;", c);
		else if (c == 0xf6 && how < 3)
			buf_adds(out, "o\xcc\x88");
		else if (c == 0xe9 && how < 3)
			buf_adds(out, page ? "e&#769;" : "e\xcc\x81");
		else
			buf_add(out, s.p + at, n);
		if (at + n < s.n && any(12) == 0)
			buf_adds(out, any(2) ? "\xc2\xad" : page ? "<b></b>" : "\xe2\x80\x8b");
	}
}

static void write_gap(bool page, struct buf *out)
{
	static const char *const in_text[] = {" ", "  ", "\xc2\xa0", "\t", " \xe2\x80\x89"};
	static const char *const in_page[] = {" ", "\n  ", "&nbsp;", "<i> </i>", " <!-- > -- -->"};
	buf_adds(out, (page ? in_page : in_text)[any(5)]);
}

static bool places_hold(const struct normalize_rules *r, bool page)
{
	struct buf source = {0}, want = {0};
	struct normalized n = {0};
	size_t chosen[LONGEST], start[LONGEST], end[LONGEST], count = 1 + any(LONGEST);
	buf_adds(&source, page ? "<html><body>\r\n<p class='x'>" : any(2) ? "\xef\xbb\xbf\n" : "");
	for (size_t i = 0; i < count; i++) {
		if (i)
			write_gap(page, &source), buf_addc(&want, ' ');
		chosen[i] = any(WORDS);
		start[i] = source.n;
		write_word(words[chosen[i]], page, &source);
		end[i] = source.n;
		buf_adds(&want, words[chosen[i]]);
	}
	buf_adds(&source, page ? "</p>" : "\r\n");
	(page ? normalize_html : normalize_text)(r, buf_span(&source), &n);
	bool good = n.blocks.n == 1 && span_eq(n.blocks.v[0].text, buf_span(&want));
	for (size_t i = 0, at = 0; i < count && good; at += strlen(words[chosen[i]]) + 1, i++) {
		const struct block *b = &n.blocks.v[0];
		struct extent x = align_locate(&b->from, b->text, at, at + strlen(words[chosen[i]]));
		good = x.start == start[i] && x.end == end[i] && x.char_start == text_chars(span_sub(buf_span(&source), 0, x.start)) &&
			   x.char_end == text_chars(span_sub(buf_span(&source), 0, x.end));
	}
	if (!good)
		printf("# source %.*s\n# got %.*s\n", (int)source.n, source.p, n.blocks.n ? (int)n.blocks.v[0].text.n : 0,
			   n.blocks.n ? n.blocks.v[0].text.p : "");
	normalize_free(&n);
	buf_free(&source);
	buf_free(&want);
	return good;
}

/* Any bytes at all: valid UTF-8 comes out, blocks lie in order inside the source, and what is clean stays as it is. */
static bool holds_for_noise(const struct normalize_rules *r, bool page)
{
	static const char *const pieces[] = {"<",
										 "</p>",
										 "<div>",
										 "&#x110000;",
										 "&amp",
										 "\xff",
										 "\xe2\x80",
										 "\xcc\x81",
										 "a",
										 " ",
										 "\n",
										 "-\n",
										 "(cid:1",
										 "\xc2\x85",
										 "\xed\xa0\x80",
										 "<table><td>",
										 "\xc3\x83\xc2\xa9",
										 "<!--",
										 "<script>",
										 "\xf0\x9f\x98\x80"};
	struct buf source = {0};
	struct normalized n = {0};
	for (uint32_t k = any(60); k > 0; k--)
		buf_adds(&source, pieces[any(sizeof pieces / sizeof *pieces)]);
	(page ? normalize_html : normalize_text)(r, buf_span(&source), &n);
	bool good = true;
	size_t at = 0;
	for (size_t i = 0; i < n.blocks.n && good; i++) {
		const struct block *b = &n.blocks.v[i];
		struct extent x = align_locate(&b->from, b->text, 0, b->text.n);
		good = b->text.n > 0 && text_invalid(b->text) == b->text.n && x.start >= at && x.start < x.end && x.end <= source.n;
		at = x.end;
		struct normalized again = {0};
		normalize_text(r, b->text, &again);
		bool whole = n.replaced == 0; /* what stands beside lost bytes may look like text that was decoded wrongly */
		good = good && (!whole || (again.blocks.n == 1 && span_eq(again.blocks.v[0].text, b->text)));
		normalize_free(&again);
	}
	if (!good)
		for (size_t i = 0; i < n.blocks.n; i++)
			printf("# block %.*s\n", (int)n.blocks.v[i].text.n, n.blocks.v[i].text.p);
	normalize_free(&n);
	buf_free(&source);
	return good;
}

/* The quick check agrees with the library: a stable character is its own NFC, alone and after a letter. */
static bool stable_is_stable(void)
{
	struct buf nfc = {0};
	bool good = true;
	for (uint32_t c = 1; c < 0x30000 && good; c++) {
		char s[8] = "e";
		if ((c >= 0xd800 && c < 0xe000) || !unicode_stable(c))
			continue;
		size_t n = 1 + text_encode(c, s + 1);
		buf_clear(&nfc);
		unicode_nfc(span_make(s, n), &nfc);
		good = span_eq(buf_span(&nfc), span_make(s, n));
		if (!good)
			printf("# U+%04X\n", (unsigned)c);
	}
	buf_free(&nfc);
	return good;
}

/* NFC, by the rules that make it more than a table of pairs; code points in hexadecimal. */
static const struct {
	const char *what;
	uint32_t source[6], nfc[6];
} forms[] = {
	{"singleton", {0x212b}, {0xc5}},
	{"two marks become one letter", {0x55, 0x308, 0x304}, {0x1d5}},
	{"marks change places", {0x1e0a, 0x323}, {0x1e0c, 0x307}},
	{"a mark of the same class blocks", {0x61, 0x302, 0x303, 0x301}, {0x1eab, 0x301}},
	{"a mark of another class does not block", {0x65, 0x328, 0x301}, {0x119, 0x301}},
	{"never composed", {0x958}, {0x915, 0x93c}},
	{"never composed, Hebrew", {0xfb2a}, {0x5e9, 0x5c1}},
	{"syllable of three letters", {0x1112, 0x1161, 0x11ab}, {0xd55c}},
	{"syllable and a letter", {0xac00, 0x11a8}, {0xac01}},
	{"no syllable over a mark", {0x1100, 0x300, 0x1161}, {0x1100, 0x300, 0x1161}},
	{"beyond the first plane", {0x11099, 0x110ba}, {0x1109a}},
	{"compatibility forms stay", {0xfb01, 0xb2, 0x2460, 0xff21}, {0xfb01, 0xb2, 0x2460, 0xff21}},
	{"a mark that nothing takes", {0x71, 0x307, 0x323}, {0x71, 0x323, 0x307}},
};

static void write_points(const uint32_t *c, size_t n, struct buf *out)
{
	char utf8[4];
	for (size_t i = 0; i < n && c[i]; i++)
		buf_add(out, utf8, text_encode(c[i], utf8));
}

static void try_forms(void)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct buf source = {0}, want = {0}, nfc = {0}, clean = {0};
		struct alignment a = {0};
		write_points(forms[i].source, 6, &source);
		write_points(forms[i].nfc, 6, &want);
		unicode_nfc(buf_span(&source), &nfc);
		clean_text(buf_span(&source), NULL, &clean, &a);
		ok(span_eq(buf_span(&nfc), buf_span(&want)) && span_eq(buf_span(&clean), buf_span(&want)), forms[i].what);
		align_free(&a);
		buf_free(&source);
		buf_free(&want);
		buf_free(&nfc);
		buf_free(&clean);
	}
}

/* The next digit of random bytes, by words of eight and one by one. */
static bool digits_are_found(void)
{
	char bytes[64];
	for (int i = 0; i < 5000; i++) {
		struct span s = {bytes, any(sizeof bytes)};
		for (size_t k = 0; k < s.n; k++)
			bytes[k] = (char)(any(8) ? any(256) : (uint32_t) "/0159:"[any(6)]);
		size_t at = s.n ? any((uint32_t)s.n) : 0, want = at;
		while (want < s.n && !text_is_digit(bytes[want]))
			want++;
		if (text_digit(s, at) != want)
			return false;
	}
	return true;
}

/* Signs of several rooms, also at the edge of the bytes. */
static void try_signs(void)
{
	uint32_t digit = 0;
	ok(text_raised(span_of("x\u00b2"), 1, &digit) == 2 && digit == 2, "a raised two");
	ok(text_raised(span_of("\u2079"), 0, &digit) == 3 && digit == 9, "a raised nine");
	ok(text_raised(span_of("2"), 0, &digit) == 0 && text_raised(span_of("\u2071"), 0, &digit) == 0, "no raised digit");
	ok(text_raised(span_of("x"), 1, &digit) == 0 && text_mark_end(span_of("x"), 1, 3) == 1, "nothing behind the end");
	ok(text_mark_end(span_of("a**b"), 1, 3) == 3 && text_mark_end(span_of("****"), 0, 3) == 3, "stars, at most so many");
	ok(text_mark_end(span_of("\u2021\u2021\u2020"), 0, 9) == 6, "a run of one sign");
	ok(text_mark_end(span_of("\u2022 x"), 0, 3) == 0, "a bullet is no mark");
	ok(text_starts(span_of("HTTPs://x"), "https://") && !text_starts(span_of("http"), "http:"), "an address in whatever case");
}

int main(void)
{
	struct diag d = {0};
	struct normalize_rules *r = normalize_rules_open("configs", &d);
	if (r == NULL) {
		printf("Bail out! %.*s", (int)d.text.n, d.text.p);
		return 1;
	}
	try_samples(r, texts, sizeof texts / sizeof *texts, false);
	try_forms();
	try_samples(r, pages, sizeof pages / sizeof *pages, true);
	if (!ok(normalize_rules_check(r, &d) == 0, "the examples in configs/markup.csv"))
		printf("# %.*s", (int)d.text.n, d.text.p);
	bool text = true, page = true, noise = true;
	for (int i = 0; i < 2000; i++) {
		text = text && places_hold(r, false);
		page = page && places_hold(r, true);
		noise = noise && holds_for_noise(r, i & 1);
	}
	ok(text, "text: the same words at the right places");
	ok(page, "page: the same words at the right places");
	ok(noise, "noise: valid, in order, and clean the second time");
	ok(digits_are_found(), "the next digit");
	try_signs();
	ok(stable_is_stable(), "the quick check of NFC agrees with the library");
	normalize_rules_free(r);
	diag_free(&d);
	return ok_end();
}
