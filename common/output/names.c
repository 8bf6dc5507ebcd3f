#include "output/names.h"

#include <stdlib.h>

#include "base/text.h"

void names_free(struct names *names)
{
	free(names->v);
	*names = (struct names){0};
}

static uint64_t hash(struct span s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)(text_is_upper(s.p[i]) ? s.p[i] | 0x20 : s.p[i])) * UINT64_C(0x100000001b3);
	h ^= h >> 31;
	return h ? h : 1;
}

static uint64_t *place(uint64_t *v, size_t mask, uint64_t key)
{
	size_t i = key & mask;
	while (v[i] != 0 && v[i] != key)
		i = (i + 1) & mask;
	return &v[i];
}

static void grow(struct names *names)
{
	size_t mask = names->v ? 2 * names->mask + 1 : 1023;
	uint64_t *v = mem_alloc((mask + 1) * sizeof *v);
	memset(v, 0, (mask + 1) * sizeof *v);
	for (size_t i = 0; names->v && i <= names->mask; i++)
		if (names->v[i])
			*place(v, mask, names->v[i]) = names->v[i];
	free(names->v);
	names->v = v, names->mask = mask;
}

/* False where the name was given before. */
static bool take(struct names *names, struct span name)
{
	if (names->v == NULL || names->n > names->mask / 2)
		grow(names);
	uint64_t key = hash(name), *at = place(names->v, names->mask, key);
	if (*at)
		return false;
	*at = key;
	names->n++;
	return true;
}

void names_add(struct names *names, struct span id, struct buf *out)
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
