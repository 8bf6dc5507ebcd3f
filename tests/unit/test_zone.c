/* Zones and sections of small documents of its own making. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "segment/zone.h"
#include "tap.h"

/* A line and what it must be: the first letter of its zone (B body, T title, H heading, Y byline, L list, C caption, R reference,
 * X boilerplate) before a blank. A line of "-" ends the document. */
#define TEXT "This paragraph is plain running text that is long enough for everyone to see it. It has two sentences."

static const char *const documents[] = {
	"T Sleep and the Ageing Brain",
	"Y Written by",
	"Y Ann Miller",
	"Y published:",
	"Y May 18, 2021",
	"B " TEXT,
	"H Why Sleep Matters",
	"B " TEXT,
	"H Conclusion",
	"B " TEXT,
	"-",
	/* a title printed twice, a stray word, a menu behind the references */
	"X wxyz",
	"T Sleep and the Ageing Brain",
	"X SLP",
	"T Sleep and the Ageing Brain",
	"B " TEXT,
	"H References:",
	"R 1. Berg A, Lund K. Sleep in mice. J Sleep. 2019;12(3):4-9.",
	"R 2. Moss B. Sleep in men. J Sleep. 2020;13(1):14-19.",
	"X Learn More",
	"X Sign up",
	"X How Much Sleep Do You Need? A Guide",
	"X Ten Ways to Better Sleep",
	"-",
	/* no title; an author at the end */
	"Y Author: Ann Miller, PhD",
	"B " TEXT,
	"B " TEXT,
	"H About the Author",
	"Y Ann Miller is the founder of a clinic. " TEXT,
	"X Comments",
	"-",
	/* lists, run-in headings, captions */
	"T Pain",
	"H 1. Causes of Pain",
	"B " TEXT,
	"B Common causes include:",
	"L \xe2\x80\xa2 injury",
	"L \xe2\x80\xa2 inflammation",
	"H 2. Treatment",
	"B " TEXT,
	"C Figure 1. Pain over four weeks",
	"B Figure 1 shows that pain fell in the weeks that followed, and that it rose later on.",
	"B Conclusion: the evidence is thin, and more of it is needed before anyone can say what works. " TEXT,
	"H 3. Myth: Pain that comes back is always a sign that something is broken",
	"B " TEXT,
	"L 5. Pain that comes back is always a sign that something is broken",
	"B " TEXT,
	"-",
	/* questions as headings, share bars, dates */
	"T What is pain?",
	"Y Last updated: March 3, 2020",
	"B " TEXT,
	"H Is it safe?",
	"B " TEXT,
	"H What Comes Next",
	"B " TEXT,
	"X Share this article: Facebook | Twitter",
	"X Related articles",
	"X The Long Way Home",
	"X A Short Walk",
	"-",
	/* running heads */
	"T On Rest",
	"B " TEXT,
	"X J Rest 12 (2019) 4",
	"B " TEXT,
	"X J Rest 12 (2019) 5",
	"B " TEXT,
	"X J Rest 12 (2019) 6",
	"B " TEXT,
	"X J Rest 12 (2019) 7",
	"B " TEXT,
	"-",
};

static char letter(enum zone z)
{
	return "BTHYLCRX"[z];
}

static void run(const struct zone_rules *r, const struct sentence_rules *s, const struct reference_rules *refs)
{
	size_t from = 0, number = 0;
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
		if (documents[i][0] != '-')
			continue;
		struct zone_block b[32] = {0};
		struct reflist list = {0};
		size_t n = i - from;
		for (size_t k = 0; k < n; k++)
			b[k] = (struct zone_block){.text = span_of(documents[from + k] + 2), .gap = 1};
		zone_find(r, s, refs, span_make("", 0), b, n, &list);
		bool good = true;
		for (size_t k = 0; k < n; k++)
			if (letter(b[k].zone) != documents[from + k][0]) {
				good = false;
				printf("# %c, not %c: %.60s\n", letter(b[k].zone), documents[from + k][0], documents[from + k] + 2);
			}
		char what[32];
		snprintf(what, sizeof what, "document %zu", ++number);
		ok(good, what);
		if (number == 1)
			ok(b[5].section == SIZE_MAX && b[7].section == 6 && b[9].section == 8, "sections");
		if (number == 4)
			ok(b[10].section == 10 && span_is(b[10].run_in, "Conclusion"), "a heading that is run in");
		reflist_free(&list);
		from = i + 1;
	}
}

int main(void)
{
	struct sentence_rules sentences = {0};
	struct reference_rules *references = NULL;
	struct diag d = {0};
	struct zone_rules *zones = zone_rules_open("configs", &d);
	bool loaded =
		sentence_rules_open(&sentences, "configs", &d) == 0 && zones != NULL && reference_rules_open(&references, "configs", &d) == 0;
	ok(loaded, "the tables load");
	if (loaded) {
		run(zones, &sentences, references);
		struct reflist none = {0};
		zone_find(zones, &sentences, references, span_make("", 0), NULL, 0, &none);
		ok(none.entries.n == 0, "an empty document");
		reflist_free(&none);
		ok(zone_check(zones, &sentences, true, &d) == 0, "the examples of the tables come out");
	}
	if (d.text.n)
		printf("# %.*s\n", (int)d.text.n, d.text.p);
	zone_rules_free(zones);
	sentence_rules_close(&sentences);
	reference_rules_close(references);
	diag_free(&d);
	return ok_end();
}
