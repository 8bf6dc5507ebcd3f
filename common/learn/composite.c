#include "learn/composite.h"

#include <stdlib.h>

enum { HEAD_MOST = 3, LEAD_MOST = 4 }; /* words that items share */

struct items {
	struct span text;
	const token_list *tokens;
	size_t from[COMPOSITE_MOST], to[COMPOSITE_MOST]; /* tokens, the last included */
	size_t n;
	composite_name *name;
	void *ctx;
	token_list words;
};

static bool is_comma(const struct items *s, size_t at)
{
	return memchr(s->text.p + s->tokens->v[at].end, ',', s->tokens->v[at + 1].start - s->tokens->v[at].end) != NULL;
}

/* The items; false where there are too many. */
static bool cut(struct items *s, size_t first, size_t last, size_t join)
{
	for (size_t i = first, from = first; i < join; i++) {
		if (i + 1 < join && !is_comma(s, i))
			continue;
		if (s->n + 1 == COMPOSITE_MOST)
			return false;
		s->from[s->n] = from, s->to[s->n++] = i;
		from = i + 1;
	}
	s->from[s->n] = join + 1, s->to[s->n++] = last;
	return true;
}

static void add(struct items *s, size_t from, size_t to)
{
	for (size_t i = from; i <= to; i++)
		list_push(&s->words, s->tokens->v[i]);
}

/* All items with the last `head` words of the last one, or the first `lead` words of the first one. */
static bool name_all(struct items *s, size_t lead, size_t head, uint32_t *names)
{
	size_t end = s->to[s->n - 1], begin = s->from[0];
	for (size_t i = 0; i < s->n; i++) {
		s->words.n = 0;
		if (lead && i > 0)
			add(s, begin, begin + lead - 1);
		add(s, s->from[i], s->to[i]);
		if (head && i + 1 < s->n)
			add(s, end + 1 - head, end);
		if ((names[i] = s->name(s->ctx, s->text, &s->words)) == UINT32_MAX)
			return false;
	}
	return true;
}

size_t composite_split(struct span text, const token_list *tokens, size_t first, size_t last, size_t join, composite_name *name, void *ctx,
					   uint32_t names[COMPOSITE_MOST], bool *shared)
{
	struct items s = {.text = text, .tokens = tokens, .name = name, .ctx = ctx};
	bool found = false;
	if (join > first && join < last && cut(&s, first, last, join)) {
		for (size_t head = 1; head <= HEAD_MOST && head + join < last && !found; head++)
			found = name_all(&s, 0, head, names);
		bool alone = !found && name_all(&s, 0, 0, names);
		found = found || alone;
		for (size_t lead = LEAD_MOST; lead > 0 && !found; lead--)
			found = lead <= s.to[0] - s.from[0] && name_all(&s, lead, 0, names);
		if (shared)
			*shared = !alone;
	}
	list_free(&s.words);
	return found ? s.n : 0;
}
