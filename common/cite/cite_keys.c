#include "cite/cite_keys.h"

#include <stdlib.h>

/* Is it set behind a word or what closes a clause, and does none follow at once? */
static bool is_set(struct span t, size_t from, size_t end)
{
	bool behind = from > 0 && (cite_letter_before(t, from) || text_is_digit(t.p[from - 1]) || memchr(".,;:!?)\"'%", t.p[from - 1], 10) ||
							   (unsigned char)t.p[from - 1] >= 0x80);
	return behind && (end == t.n || text_is_space(t.p[end]) || memchr(".,;:!?)\"'", t.p[end], 9));
}

void cite_marks(struct cite_scan *s)
{
	struct span t = s->t;
	for (size_t i = 0, end; i < t.n; i = end) {
		while (i < t.n && t.p[i] != '*' && (unsigned char)t.p[i] < 0xc2)
			i++;
		if (i >= t.n || (end = text_mark_end(t, i, t.n)) == i) {
			size_t n = 1;
			if (i < t.n)
				text_decode(t, i, &n);
			end = i + n;
			continue;
		}
		uint32_t entry = is_set(t, i, end) ? cite_keyed(s->doc, span_sub(t, i, end)) : 0;
		if (entry == 0)
			continue;
		struct cite c = {.form = CITE_NUMERIC,
						 .start = (uint32_t)i,
						 .own = (uint32_t)i,
						 .end = (uint32_t)end,
						 .numbers = (uint32_t)s->out->numbers.n,
						 .n_numbers = 1,
						 .rule = "cite:mark"};
		list_push(&s->out->numbers, entry);
		list_push(&s->out->cites, c);
	}
}

void cite_keys_add(cite_keys *keys, struct span key, size_t entry)
{
	if (key.n)
		list_push(keys, ((struct cite_key){cite_hash(key), (uint32_t)entry}));
}

static int by_hash(const void *a, const void *b)
{
	const struct cite_key *x = a, *y = b;
	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) : (x->entry > y->entry) - (x->entry < y->entry);
}

void cite_keys_sort(cite_keys *keys)
{
	if (keys->n)
		qsort(keys->v, keys->n, sizeof *keys->v, by_hash);
}

uint32_t cite_keys_find(const cite_keys *keys, struct span key)
{
	size_t i;
	if (keys->n == 0 || key.n == 0)
		return 0;
	uint64_t hash = cite_hash(key);
	list_bound(keys, i, keys->v[i].hash < hash);
	bool found = i < keys->n && keys->v[i].hash == hash, again = found && i + 1 < keys->n && keys->v[i + 1].hash == hash;
	return found && !again ? keys->v[i].entry : 0;
}
