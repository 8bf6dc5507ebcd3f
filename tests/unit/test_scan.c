/* What is scanned many bytes at a time is what is scanned one by one: the quotes of a line, its members, the words of a text. Each piece of
 * memory is as long as its text, so that a checked build sees a byte read too many. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "base/quotes.h"
#include "base/record.h"
#include "base/token.h"
#include "tap.h"

static uint32_t seed = 1;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* A copy that ends where its memory ends. */
static char *exact_copy(struct span s)
{
	char *p = malloc(s.n ? s.n : 1);
	if (p == NULL)
		exit(2);
	memcpy(p, s.p, s.n);
	return p;
}

static bool quotes_found(void)
{
	char line[200];
	size_t n = any(sizeof line);
	for (size_t i = 0; i < n; i++)
		line[i] = "\"abc\\"[any(9) < 2 ? 0 : 1 + any(4)];
	char *p = exact_copy(span_make(line, n));
	struct quotes q = {0};
	bool good = true;
	for (size_t i = 0; i < n && good;) {
		const char *next = memchr(p + i, '"', n - i);
		size_t found = quotes_next(&q, span_make(p, n), i);
		good = found == (next ? (size_t)(next - p) : n);
		i = found + 1 + any(3);
	}
	free(p);
	return good;
}

enum { MEMBERS = 12 };

/* A record of members with random values, which must come back as they were written, and not a byte shorter. */
static bool members_found(void)
{
	static const char *const pieces[] = {"a", "word ", "\"", "\\", "é", ",", ":", "{", "]", "\n"};
	struct buf line = {0}, values[MEMBERS] = {{0}}, back = {0};
	struct record r;
	record_open(&line, "t", span_of("\"d\""));
	for (size_t i = 0; i < MEMBERS; i++) {
		char key[8];
		snprintf(key, sizeof key, "k%zu", i);
		for (uint32_t k = any(30); k > 0; k--)
			buf_adds(&values[i], pieces[any(10)]);
		if (i % 3 == 1)
			record_add_number(&line, key, any(100000));
		else
			record_add_string(&line, key, buf_span(&values[i]));
	}
	buf_adds(&line, any(2) ? ",\"list\":[1,[\"]\",{}],\"x\"]}" : "}");
	char *p = exact_copy(buf_span(&line));
	bool good = record_parse(&r, span_make(p, line.n)) == 0;
	for (size_t i = 0; i < MEMBERS && good; i++) {
		buf_clear(&back);
		json_unescape(r.m[2 + i].value, &back);
		good = i % 3 == 1 ? json_number(r.m[2 + i].value, UINT64_MAX) < 100000 : span_eq(buf_span(&back), buf_span(&values[i]));
		good = good && record_find(span_make(p, line.n), "k7").p == record_get(&r, "k7").p;
	}
	good = good && record_parse(&r, span_make(p, line.n - 1)) != 0;
	free(p);
	buf_free(&line);
	buf_free(&back);
	for (size_t i = 0; i < MEMBERS; i++)
		buf_free(&values[i]);
	return good;
}

/* A word by itself, at the end of its memory, and the same with a text behind it. */
static bool words_alike(void)
{
	static const char letters[] = "aabcdehiosssuuexyzABS019";
	static const char *const behind[] = {" and more of the text", ", and more of the text", "-and-more-of-the-text"};
	struct buf text = {0};
	token_list alone = {0}, within = {0};
	for (uint32_t n = 1 + any(20); n > 0; n--)
		buf_addc(&text, letters[any(any(3) ? 19 : sizeof letters - 1)]);
	char *p = exact_copy(buf_span(&text));
	tokens_scan(&alone, span_make(p, text.n));
	buf_adds(&text, behind[any(3)]);
	tokens_scan(&within, buf_span(&text));
	bool good = alone.n > 0 && within.n == alone.n + 5;
	for (size_t i = 0; i < alone.n && good; i++) {
		const struct token *a = &alone.v[i], *b = &within.v[i];
		good = a->start == b->start && a->end == b->end && a->fold == b->fold && a->exact == b->exact;
	}
	free(p);
	list_free(&alone);
	list_free(&within);
	buf_free(&text);
	return good;
}

static bool always(bool (*holds)(void))
{
	for (int i = 0; i < 20000; i++)
		if (!holds())
			return false;
	return true;
}

int main(void)
{
	ok(always(quotes_found), "the next quote is the one that is there");
	ok(always(members_found), "members are found whatever their values hold");
	ok(always(words_alike), "a word has the same hashes whatever stands behind it");
	return ok_end();
}
