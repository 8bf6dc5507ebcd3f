#include "output/names.h"

#include "base/text.h"

/* False where the name was given before. */
static bool take(struct seen *names, struct span name)
{
	char folded[NAME_LONGEST + 32];
	size_t n = name.n < sizeof folded ? name.n : sizeof folded;
	for (size_t i = 0; i < n; i++)
		folded[i] = (char)(text_is_upper(name.p[i]) ? name.p[i] | 0x20 : name.p[i]);
	return seen_new(names, seen_hash(span_make(folded, n)));
}

void names_add(struct seen *names, struct span id, struct buf *out)
{
	static const char ending[] = ".txt"; /* the names of texts get one anyway */
	size_t from = out->n, n_ending = sizeof ending - 1;
	if (id.n > n_ending && memcmp(id.p + id.n - n_ending, ending, n_ending) == 0)
		id.n -= n_ending;
	if (id.n > NAME_LONGEST)
		id = span_sub(id, id.n - NAME_LONGEST, id.n);
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		bool plain = text_is_alpha(c) || text_is_digit(c) || c == '-' || (c == '.' && out->n > from);
		if (plain)
			buf_addc(out, c);
		else if (out->n > from && out->p[out->n - 1] != '_')
			buf_addc(out, '_');
	}
	if (out->n == from)
		buf_adds(out, "document");
	size_t end = out->n;
	for (unsigned n = 2; !take(names, span_sub(buf_span(out), from, out->n)); n++) {
		out->n = end;
		buf_printf(out, "-%u", n);
	}
}
