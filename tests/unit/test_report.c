/* The report's markup: random overlapping notes come out nested, on their own words, no link in a link; places in a text; escaping.
 * TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "report/report_html.h"
#include "report/report_mark.h"
#include "tap.h"

static uint32_t seed = 7;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static void is(void (*f)(struct buf *, struct span), const char *in, size_t n, const char *want)
{
	struct buf out = {0};
	f(&out, span_make(in, n));
	bool good = span_is(buf_span(&out), want);
	ok(good, want);
	if (!good)
		printf("# %.*s\n", (int)out.n, out.p);
	buf_free(&out);
}

static void short_3(struct buf *out, struct span s)
{
	report_short(out, s, 3);
}

static void href(struct buf *out, struct span s)
{
	report_href(out, s);
}

#define IS(f, in, want) is(f, in, sizeof(in) - 1, want)

static void test_html(void)
{
	IS(report_text, "<a href=\"'&'\">", "&lt;a href=&quot;&#39;&amp;&#39;&quot;&gt;");
	IS(report_text, "a\0b\x1b\x7f\tc",
	   "a\xE2\x90\x80"
	   "b\xE2\x90\x9B\xE2\x90\xA1\tc");
	IS(report_text, "\xC2\x9B\xC3\xA9\xFFz\xE2\x82", "\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD");
	IS(short_3, "abc", "abc");
	IS(short_3, "abcd", "ab\xE2\x80\xA6");
	IS(short_3, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", "\xC3\xA9\xC3\xA9\xE2\x80\xA6");
	IS(href, "javascript:alert(1)", "");
	IS(href, "data:text/html,x", "");
	IS(href, " HTTPS://x.org/a b\"><i>?q=1&r=%20", " href=\"HTTPS://x.org/a%20b%22%3E%3Ci%3E?q=1&amp;r=%20\"");
	IS(report_href_doi, "10.1/a<b>#c?d%e", " href=\"https://doi.org/10.1/a%3Cb%3E%23c%3Fd%25e\"");
	IS(report_file, "a:b #1'.html", "./a%3Ab%20%231%27.html");
}

/* ---- notes ---- */

enum { MARKS = 6, LENGTH = 20 };

static int by_start(const void *x, const void *y)
{
	const struct mark *a = x, *b = y;
	return a->start != b->start ? (a->start > b->start) - (a->start < b->start) : (b->end > a->end) - (b->end < a->end);
}

/* Reads `<mark class="N" …>` … `</mark>`; covered[i] gets a bit for each mark that stands open at byte i. */
static bool read_back(struct span html, uint32_t covered[LENGTH], struct buf *text)
{
	int open[64], links[64], depth = 0, nlinks = 0;
	for (size_t i = 0; i < html.n; i++) {
		if (html.p[i] != '<') {
			if (text->n == LENGTH)
				return false;
			for (int k = 0; k < depth; k++)
				covered[text->n] |= 1u << open[k];
			buf_addc(text, html.p[i]);
			continue;
		}
		bool link = html.p[i + 1] == 'a' || (html.p[i + 1] == '/' && html.p[i + 2] == 'a');
		const char *end = memchr(html.p + i, '>', html.n - i), *class = memchr(html.p + i, '"', html.n - i);
		if (html.p[i + 1] == '/') {
			if (depth == 0 || links[--depth] != link)
				return false;
			nlinks -= link;
		} else {
			links[depth] = link;
			open[depth++] = class[1] - '0';
			nlinks += link;
		}
		if (nlinks > 1)
			return false;
		i = (size_t)(end - html.p);
	}
	return depth == 0;
}

static bool try_marks(void)
{
	static const char letters[] = "abcdefghijklmnopqrst";
	struct mark marks[MARKS] = {0};
	struct buf html = {0}, out = {0}, text = {0};
	uint32_t covered[LENGTH] = {0}, want[LENGTH] = {0};
	for (size_t i = 0; i < MARKS; i++) {
		size_t at = html.n;
		buf_printf(&html, " class=\"%zu\"", i);
		marks[i] = (struct mark){.start = any(LENGTH), .always = {at, html.n - at}};
		marks[i].end = marks[i].start + any(LENGTH + 1 - (uint32_t)marks[i].start);
		at = html.n;
		if (any(2))
			buf_adds(&html, " href=\"#\"");
		marks[i].href = (struct mark_html){at, html.n - at};
		for (size_t k = marks[i].start; k < marks[i].end; k++)
			want[k] |= 1u << i;
	}
	qsort(marks, MARKS, sizeof marks[0], by_start);
	mark_write(&out, span_of(letters), LENGTH, marks, MARKS, buf_span(&html));
	bool good = read_back(buf_span(&out), covered, &text) && span_is(buf_span(&text), letters) && memcmp(covered, want, sizeof want) == 0;
	if (!good)
		printf("# %.*s\n", (int)out.n, out.p);
	buf_free(&html);
	buf_free(&out);
	buf_free(&text);
	return good;
}

/* "Today is" from "To-\nday &amp; is": 0 "To", 2..4 "-\n" left out, 4.. "day ", then "&amp;" for "&". */
static void test_places(void)
{
	static const char line[] = "{\"type\":\"sentence\",\"doc\":\"d\",\"start\":100,\"char_start\":100,\"map\":[2,0,2,2,6,1,5,5]}";
	struct record r;
	struct mark_places p = {0};
	struct span text = span_of("Today & is");
	ok(record_parse(&r, span_of(line)) == 0, "a record");
	mark_places_read(&p, &r, text);
	static const size_t places[][3] = {{100, 0, 0}, {102, 2, 2}, {103, 2, 2},   {104, 2, 2},   {107, 5, 5}, {108, 6, 6},
									   {109, 6, 7}, {113, 7, 7}, {116, 10, 10}, {900, 10, 10}, {7, 0, 0}};
	bool good = true;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		size_t start = mark_locate(&p, text, places[i][0], false), end = mark_locate(&p, text, places[i][0], true);
		if (start != places[i][1] || end != places[i][2]) {
			printf("# %zu: %zu %zu\n", places[i][0], start, end);
			good = false;
		}
	}
	ok(good, "places of the source in the text");
	mark_places_free(&p);
}

int main(void)
{
	bool good = true;
	test_html();
	test_places();
	for (int i = 0; i < 20000 && good; i++)
		good = try_marks();
	ok(good, "20,000 random sets of notes");
	return ok_end();
}
