#include "concept/watch.h"

#include <stdlib.h>

#include "concept/pattern_parts.h"

enum { LEXICONS = 8 }; /* the low eight bits of a token's marks are of terms, the next eight of patterns */

struct watch {
	const struct lexicon *v[LEXICONS];
	unsigned n;
};

struct watch *watch_new(void)
{
	return mem_zeroed(sizeof(struct watch));
}

void watch_free(struct watch *w)
{
	free(w);
}

void watch_add(struct watch *w, struct lexicon *x)
{
	if (w->n == LEXICONS)
		return;
	x->idle = 1u << w->n;
	if (x->patterns != NULL)
		x->patterns->idle = x->idle << LEXICONS;
	w->v[w->n++] = x;
}

void watch_mark(const struct watch *w, struct span text, struct token *t)
{
	uint32_t awake = 0;
	for (unsigned i = 0; i < w->n; i++) {
		const struct lexicon *x = w->v[i];
		awake |= lexicon_begins(x, t) ? x->idle : 0;
		awake |= x->patterns && patterns_wakes(x->patterns, text, t) ? x->patterns->idle : 0;
	}
	t->idle = ~awake;
}
