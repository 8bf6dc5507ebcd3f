/* What a refresh remembers: the index written and read back, damaged at every byte; lines of a ledger; rows of CSV. TAP on standard output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "output/csvread.h"
#include "refresh/refresh_index.h"
#include "refresh/refresh_plan.h"
#include "tap.h"

static void fill(char to[], char c)
{
	memset(to, c, LEDGER_KEY);
}

static void make_index(const char *path, struct diag *d)
{
	struct index_draft x = {0};
	struct work_said said = {.key = 7, .container = 9, .n = 3, .year = 1999, .volume = span_of("12")};
	fill(x.base, 'b');
	fill(x.mark, 'm');
	struct index_string name = index_keep(&x, span_of("claims.csv"));
	list_push(&x.files, name);
	for (uint64_t i = 0; i < 2; i++) {
		struct index_entry e = {.bytes = 10 + i, .check = i, .again = i};
		fill(e.key, (char)('1' + i));
		e.doc = index_keep(&x, span_of("\"a\""));
		e.sha256 = index_keep(&x, span_of("\"b\""));
		index_add_place(&x, 100 * (i + 1));
		index_add_work(&x, &said);
		index_add_entry(&x, e, 1);
	}
	index_add_place(&x, 500);
	index_write(&x, path, d);
	index_discard(&x);
}

static void test_whole_index(const char *path, struct diag *d)
{
	struct refresh_index x;
	bool damaged;
	make_index(path, d);
	ok(index_read(&x, path, &damaged, d) && !damaged && x.n == 2 && x.nfiles == 1 && x.nworks == 2, "an index is read back");
	ok(span_is(index_span(&x, x.files[0]), "claims.csv") && index_place(&x, 1, 0) == 200 && index_place(&x, 2, 0) == 500,
	   "files and places");
	ok(x.entries[1].work == 1 && x.entries[2].work == 2 && span_is(index_work(&x, 1).volume, "12") && index_work(&x, 0).year == 1999,
	   "works of a document");
	struct plan_places *places = plan_places(&x);
	struct refresh_plan p = {0};
	struct ledger_line line = {.bytes = 1};
	for (int i = 0; i < 3; i++) {
		fill(line.key, (char)('0' + i));
		plan_add(&p, &line, places);
	}
	ok(p.documents.v[0].old == PLAN_NEW, "a document that cannot be read is equal to none");
	ok(p.documents.v[1].old == 0, "a document that is known is kept");
	ok(p.documents.v[2].old == PLAN_NEW, "one that is to be made again is not");
	ok(!plan_changes_nothing(&p, &x), "other documents than before");
	plan_places_free(places);
	plan_free(&p);
	index_free(&x);
}

static void put(const char *path, struct span bytes)
{
	remove(path); /* a file that is cut and written again is flushed by some file systems */
	FILE *f = fopen(path, "wb");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f) != 0)
		printf("Bail out! %s cannot be written\n", path);
}

/* Whatever byte is another, whatever is missing: it is noticed. */
static void test_damage(const char *path, struct diag *d)
{
	struct refresh_index x;
	bool damaged, good = true;
	index_read(&x, path, &damaged, d);
	struct buf bytes = x.bytes;
	for (size_t i = 0; i < bytes.n && good; i++) {
		bytes.p[i] ^= 1;
		put(path, buf_span(&bytes));
		bytes.p[i] ^= 1;
		good = !index_read(&x, path, &damaged, d) && damaged;
		index_free(&x);
	}
	ok(good, "one bit is another");
	for (size_t n = 0; n < bytes.n && good; n += 7) {
		put(path, span_make(bytes.p, n));
		good = !index_read(&x, path, &damaged, d) && damaged;
		index_free(&x);
	}
	ok(good, "its end is missing");
	unlink(path);
	ok(!index_read(&x, path, &damaged, d) && !damaged, "no index is no damage");
	index_free(&x);
	buf_free(&bytes);
}

static void test_ledger(void)
{
	static const char *const bad[] = {"", "1", "1 2 3 ", "1 2 3 abc", "1 2 -3 ", "x 2 3 "};
	struct ledger_line line = {.source = 1, .document = 20, .bytes = 300}, back;
	struct buf text = {0};
	fill(line.key, 'f');
	ledger_line_write(&line, &text);
	ok(ledger_line_read(&back, span_sub(buf_span(&text), 0, text.n - 1)) && back.document == 20 && back.bytes == 300 &&
		   memcmp(back.key, line.key, LEDGER_KEY) == 0,
	   "a line of a ledger is read back");
	bool none = true;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct buf s = {0};
		buf_adds(&s, bad[i]);
		if (s.n && s.p[s.n - 1] == ' ')
			buf_add(&s, line.key, LEDGER_KEY - (i == 2));
		none = none && !ledger_line_read(&back, buf_span(&s));
		buf_free(&s);
	}
	ok(none, "what is none is refused");
	buf_free(&text);
}

static void test_rows(void)
{
	static const char text[] = "a,\"b \"\"c\"\"\r\nd\",\r\n\"\",e\n,,";
	struct csvread_rows r = {0};
	size_t at = 0, n = 0;
	while (csvread_row(span_make(text, sizeof text - 1), &at, true, &r))
		n++;
	ok(n == 3 && csvread_width(&r, 0) == 3 && csvread_width(&r, 1) == 2 && csvread_width(&r, 2) == 3, "rows and cells");
	ok(span_is(csvread_at(&r, 0, 1), "b \"c\"\r\nd") && span_is(csvread_at(&r, 1, 1), "e") && csvread_at(&r, 1, 7).n == 0,
	   "words of a cell");
	/* The same rows, byte after byte: a row comes when it is whole, and not before. */
	struct csvread_rows slow = {0};
	at = 0;
	for (size_t have = 0; have <= sizeof text - 1; have++)
		while (csvread_row(span_make(text, have), &at, have == sizeof text - 1, &slow))
			;
	bool same = csvread_count(&slow) == csvread_count(&r) && slow.text.n == r.text.n && memcmp(slow.text.p, r.text.p, r.text.n) == 0;
	ok(same, "the same rows from pieces");
	csvread_free(&slow);
	csvread_free(&r);
}

int main(void)
{
	struct diag d = {0};
	char path[64];
	snprintf(path, sizeof path, "/tmp/evitab-index-%ld", (long)getpid());
	test_whole_index(path, &d);
	test_damage(path, &d);
	test_ledger();
	test_rows();
	ok(d.code == DIAG_OK, "no message");
	diag_free(&d);
	return ok_end();
}
