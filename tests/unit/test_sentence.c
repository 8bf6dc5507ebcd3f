/* Sentence boundaries on texts of its own making: " | " stands wherever a sentence ends. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "segment/sentence.h"
#include "tap.h"

static const char *const marked[] = {
	/* plain */
	"Ketamine acts fast. | Its effect fades.",
	"Is it safe? | It may be. | Ask first!",
	"One sentence without a stop",
	"What a day!! | Nobody slept.",
	"Really?! | Nobody slept.",
	/* titles, names, initials */
	"Dr. A. B. Hill met Mr. Grey at St. Anne Hospital.",
	"It was found by R. T. Moss and co. at the clinic.",
	"John Hill Jr. left the board. | He was tired.",
	"We asked Prof. Lund. | She agreed.",
	"You and I. | The others left.",
	"Patients lack vitamin D. | Supplements may help.",
	"It acts on NF-kappa B. | Cells then divide.",
	"Panels A and B. | Scale bars are shown.",
	/* abbreviations that may end a sentence */
	"He lives in the U.S. now.",
	"He lives in the U.S. | The rest moved.",
	"He lives in the U.S. Virgin Islands.",
	"She earned her Ph.D. in Zurich.",
	"The shop of Hale & Co. is shut.",
	"They sold it to Hale & Co. | It was cheap.",
	"At 5 a.m. Mr. Grey went out. | He came back at 6 p.m. | Mr. Grey was wet.",
	"We ask for sleep, mood, pain, etc. | Patients answer in writing.",
	/* Latin, references, units */
	"Some drugs, e.g. SSRIs, i.e. those for mood, take weeks vs. days.",
	"See Fig. 2 and refs. 3-5. | The rest follows.",
	"Patient no. 17 left. | The answer was no. | Patients left.",
	"It was 12 mg. | Patients slept.",
	"It was 12 mg. of it.",
	"Levels rose for 24 h. | Then they fell.",
	"The change was small (p < .05). | It lasted.",
	"It cost $10.50. | It was worth it.",
	"It was shown by Berg et al. (2019) in mice.",
	"It was shown by Berg et al. | The effect was small.",
	"They gave it i.v. and s.c. to mice.",
	"See 12 Vet. App. 22 and 36 Harv. L. Rev. 403.",
	/* citation marks */
	"It helps in resistance.1,2 | The effect is large.",
	"It is early work.[1-3] | More is under way.",
	"It is a gas. [1][2] [3] | It burns.",
	"It is a gas.[^1] | It burns.",
	"That is known.\xc2\xb9 | Less is known of pain.",
	"They pay a fee. 8 | Yet some do not.",
	"It \xe2\x80\x9cworks well.\xe2\x80\x9d (Moss 55). | More is needed.",
	/* names with points and small letters */
	"They saw p50.c-rel and Node.js and www.example.org in one place.",
	"Write to jane.hill@example.org. | We answer.",
	"Cells were lysed. | p53 was found.",
	"It rose. | mTOR is a kinase.",
	"They were told apart. | c-Jun was not.",
	"It was made (see below). | cDNA was kept.",
	/* quotes, brackets */
	"He said \xe2\x80\x9cStop.\xe2\x80\x9d | Then he left.",
	"\"Stop!\" he cried.",
	"\"It works,\" he said. | \"I know.\"",
	"He teaches (He once did not.) at a school.",
	"It was over. | (Nobody had told us. | We were late.) | Then we left.",
	"It (really!) works.",
	/* omissions */
	"I never said that.... | She left.",
	"He was . . . well, late.",
	"It was long. | . . . The rest was not.",
	"That is all there was . . . . | Next came another.",
	"Well... no.",
	/* lists in one line */
	"1) The first one | 2) The second one",
	"a. The first one | b. The second one | c. The third one",
	"1. This is one. | 2. This is two.",
	"\xe2\x80\xa2 9. The first one | \xe2\x80\xa2 10. The second one",
	"Figure 1.3 | This map shows it.",
	/* no blank, small letters, signs */
	"Brain chemistry.| There may be more.",
	"Is it safe?| Yes it is.",
	"he took it. | she did not. | both were fine.",
	"We like it. \xf0\x9f\x98\x8a | The rest is fine.",
	"We like it :) and so do they.",
	"Is it so? :) | It is.",
	"It ends here.   | \t The next one has blanks.",
	/* other scripts */
	"\xc3\x89lan vital. | \xc3\x89t\xc3\xa9 came.",
	"\xe4\xbb\x8a\xe5\xa4\xa9\xe5\xa5\xbd\xe3\x80\x82| \xe6\x98\x8e\xe5\xa4\xa9\xe8\xa7\x81\xe3\x80\x82",
};

/* The bars, each with the blank behind it, are taken out; the text is split; the pieces must be what stood between them. */
static bool splits_as(const struct sentence_rules *r, const char *text)
{
	struct buf plain = {0};
	piece_list want = {0}, have = {0};
	size_t start = 0;
	struct span s = span_of(text);
	for (size_t i = 0; i <= s.n; i++) {
		bool bar = i < s.n && s.p[i] == '|' && i + 1 < s.n && s.p[i + 1] == ' ';
		if (bar || i == s.n) {
			struct span piece = span_trim(span_sub(buf_span(&plain), start, plain.n));
			size_t at = (size_t)(piece.p - buf_span(&plain).p);
			list_push(&want, ((struct piece){at, at + piece.n}));
			start = plain.n;
			i++; /* the blank before the mark stays, the one behind it goes */
		} else {
			buf_addc(&plain, s.p[i]);
		}
	}
	sentence_split(r, buf_span(&plain), &have);
	bool same = want.n == have.n;
	for (size_t i = 0; same && i < want.n; i++)
		same = want.v[i].start == have.v[i].start && want.v[i].end == have.v[i].end;
	if (!same)
		for (size_t i = 0; i < have.n; i++)
			printf("# have: %.*s\n", (int)(have.v[i].end - have.v[i].start), plain.p + have.v[i].start);
	buf_free(&plain);
	list_free(&want);
	list_free(&have);
	return same;
}

/* Whatever comes in: the pieces are in order, do not overlap, hold no blanks at their ends, and leave out blanks alone. */
static bool covers(const struct sentence_rules *r, struct span s)
{
	piece_list p = {0};
	sentence_split(r, s, &p);
	size_t at = 0;
	bool good = true;
	for (size_t i = 0; i <= p.n && good; i++) {
		size_t to = i < p.n ? p.v[i].start : s.n;
		for (; at < to && good; at++)
			good = (unsigned char)s.p[at] <= ' ' || (unsigned char)s.p[at] >= 0x80;
		if (i < p.n) {
			good = good && p.v[i].end > p.v[i].start && p.v[i].end <= s.n;
			at = p.v[i].end;
		}
	}
	list_free(&p);
	return good;
}

static void hostile(const struct sentence_rules *r)
{
	static const char *const units[] = {"(",       ".",         ". ",   "(. ",   "1) a 2) ",      "a. b. ", "! ",  "?\"",
										"[1]. ",   "A.",        "\n\n", "x.1,2", "\xe2\x80\xa2 ", "...A",   ":) ", "a.\xf0\x9f\x98\x8a A ",
										"((((A. ", "Vet. App. "};
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		struct buf b = {0};
		while (b.n < 200000)
			buf_adds(&b, units[i]);
		char what[64];
		snprintf(what, sizeof what, "many of %.20s", units[i][0] == '\n' ? "line breaks" : units[i]);
		ok(covers(r, buf_span(&b)), what);
		buf_free(&b);
	}
	static const char mixed[] = "aB1.!?()[]\"' \n\xc3\xa9,;:-";
	unsigned seed = 1;
	bool good = true;
	for (int round = 0; round < 2000 && good; round++) {
		char text[64];
		size_t n = 0;
		while (n < sizeof text - 2) {
			seed = seed * 1103515245u + 12345u;
			char c = mixed[(seed >> 16) % (sizeof mixed - 1)];
			if ((unsigned char)c >= 0x80) {
				text[n++] = (char)0xc3;
				text[n++] = (char)0xa9;
			} else {
				text[n++] = c;
			}
		}
		good = covers(r, span_make(text, n));
	}
	ok(good, "random texts are covered");
}

int main(void)
{
	struct sentence_rules rules = {0};
	struct diag d = {0};
	ok(sentence_rules_open(&rules, "configs", &d) == 0, "the table loads");
	if (d.code == 0) {
		for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++)
			ok(splits_as(&rules, marked[i]), marked[i]);
		ok(covers(&rules, span_make("", 0)) && covers(&rules, span_make(" \n ", 3)), "nothing gives nothing");
		hostile(&rules);
		ok(sentence_check(&rules, true, &d) == 0, "the examples of the table come out");
	}
	if (d.text.n)
		printf("# %.*s\n", (int)d.text.n, d.text.p);
	sentence_rules_close(&rules);
	diag_free(&d);
	return ok_end();
}
