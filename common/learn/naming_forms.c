#include "learn/naming_forms.h"

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool keep(struct form *f, struct span a, struct span b)
{
	if (a.n > FORM_LONGEST || b.n > FORM_LONGEST || a.n == 0 || b.n == 0)
		return false;
	bool swap = span_cmp(a, b) > 0;
	memset(f->side, 0, sizeof f->side);
	memcpy(f->side[swap], a.p, a.n);
	memcpy(f->side[!swap], b.p, b.n);
	return true;
}

bool form_between(struct span a, struct span b, struct form *out)
{
	size_t start = 0, end = 0, shorter = least(a.n, b.n);
	while (start < shorter && a.p[start] == b.p[start])
		start++;
	while (end < shorter - start && a.p[a.n - 1 - end] == b.p[b.n - 1 - end])
		end++;
	if (a.n == b.n && start == a.n)
		return false;
	out->inside = end > 1;
	size_t n = a.n - end + 1 - start, m = b.n - end + 1 - start;
	if (out->inside) /* with the letter behind: "ae" for "e" */
		return n <= FORM_INSIDE && m <= FORM_INSIDE && n <= m + 1 && m <= n + 1 &&
			   keep(out, span_sub(a, start, start + n), span_sub(b, start, start + m));
	return start > FORM_STEM && keep(out, span_sub(a, start - 1, a.n), span_sub(b, start - 1, b.n));
}

int form_compare(const struct form *a, const struct form *b)
{
	if (a->inside != b->inside)
		return a->inside ? 1 : -1;
	int c = strcmp(a->side[0], b->side[0]);
	return c ? c : strcmp(a->side[1], b->side[1]);
}

static void give(struct span word, size_t at, size_t less, const char *more, form_sink *sink, void *ctx)
{
	char room[TOKEN_FOLDED + FORM_LONGEST];
	size_t n = strlen(more);
	if (word.n > TOKEN_FOLDED)
		return;
	memcpy(room, word.p, at);
	memcpy(room + at, more, n);
	memcpy(room + at + n, word.p + at + less, word.n - at - less);
	sink(ctx, span_make(room, word.n - less + n));
}

void form_apply(const struct form *f, struct span word, form_sink *sink, void *ctx)
{
	for (int k = 0; k < 2; k++) {
		const char *from = f->side[k], *to = f->side[!k];
		size_t n = strlen(from);
		if (!f->inside) {
			if (word.n >= n + FORM_STEM && memcmp(word.p + word.n - n, from, n) == 0)
				give(word, word.n - n, n, to, sink, ctx);
			continue;
		}
		for (size_t at = 0, found = 0; at + n < word.n && found < 4; at++)
			if (memcmp(word.p + at, from, n) == 0)
				give(word, at, n, to, sink, ctx), found++;
	}
}

bool form_read(struct span value, bool inside, struct form *out)
{
	const char *blank = memchr(value.p, ' ', value.n);
	if (blank == NULL)
		return false;
	size_t at = (size_t)(blank - value.p);
	out->inside = inside;
	return keep(out, span_sub(value, 0, at), span_sub(value, at + 1, value.n));
}
