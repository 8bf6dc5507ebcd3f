/* Which concepts of a vocabulary are wanted: not the obsolete ones, those of the branches and classes that were asked for. */
#include <stdlib.h>

#include "vocabulary/vocabulary_parts.h"

void vocabulary_resolve(struct vocabulary *v)
{
	struct names labels = {0};
	for (size_t i = 0; i < v->concepts.n; i++)
		if (!v->concepts.v[i].dropped)
			names_put(v, &labels, v->concepts.v[i].label, (uint32_t)i);
	for (size_t i = 0; i < v->parents.n; i++) {
		struct link *l = &v->parents.v[i];
		struct span name = span_of(vocabulary_text(v, l->parent));
		uint32_t c = names_get(v, &v->ids, name);
		if (c == NO_CONCEPT)
			c = names_get(v, &v->numbers, name);
		if (c == NO_CONCEPT)
			c = names_get(v, &labels, name);
		l->parent = c == l->child ? NO_CONCEPT : c;
	}
	names_free(&labels);
}

/* The children of each concept: those of c are child[from[c]..from[c + 1]). */
struct children {
	uint32_t *from, *child;
};

static struct children children_of(const struct vocabulary *v)
{
	size_t n = v->concepts.n;
	struct children k = {mem_alloc((n + 2) * sizeof(uint32_t)), mem_alloc((v->parents.n + 1) * sizeof(uint32_t))};
	memset(k.from, 0, (n + 2) * sizeof(uint32_t));
	for (size_t i = 0; i < v->parents.n; i++)
		if (v->parents.v[i].parent != NO_CONCEPT)
			k.from[v->parents.v[i].parent + 2]++;
	for (size_t c = 2; c < n + 2; c++)
		k.from[c] += k.from[c - 1];
	for (size_t i = 0; i < v->parents.n;
		 i++) /* from[c + 1] is where the next child of c goes; at the end it is where those of c + 1 begin */
		if (v->parents.v[i].parent != NO_CONCEPT)
			k.child[k.from[v->parents.v[i].parent + 1]++] = v->parents.v[i].child;
	return k;
}

/* Does the tree number lie in the branch? "F" holds "F03", "F03" holds "F03.600". */
static bool in_branch(struct span number, struct span branch)
{
	if (number.n < branch.n || memcmp(number.p, branch.p, branch.n) != 0)
		return false;
	return number.n == branch.n || number.p[branch.n] == '.' || branch.n == 1;
}

/* Marks what lies under a branch, itself included; false where there is no such branch. A queue, no recursion: a cycle ends by itself. */
static bool mark_branch(const struct vocabulary *v, const struct children *k, struct span branch, bool *marked)
{
	LIST(uint32_t) queue = {0};
	uint32_t root = names_get(v, &v->ids, branch);
	if (root != NO_CONCEPT)
		list_push(&queue, root);
	for (size_t i = 0; i < v->trees.n && root == NO_CONCEPT; i++)
		if (in_branch(span_of(vocabulary_text(v, v->trees.v[i].parent)), branch))
			list_push(&queue, v->trees.v[i].child);
	bool found = queue.n > 0;
	for (size_t i = 0; i < queue.n; i++) {
		uint32_t c = queue.v[i];
		if (marked[c])
			continue;
		marked[c] = true;
		for (uint32_t j = k->from[c]; j < k->from[c + 1]; j++)
			list_push(&queue, k->child[j]);
	}
	list_free(&queue);
	return found;
}

static int mark_branches(const struct vocabulary *v, const struct children *k, const char *const *branches, size_t n, bool *marked,
						 struct diag *d)
{
	int code = DIAG_OK;
	memset(marked, 0, v->concepts.n + 1);
	for (size_t i = 0; i < n; i++)
		if (!mark_branch(v, k, span_of(branches[i]), marked))
			code = diag_at(d, DIAG_WRONG, NULL, 0, 0, "no concept or tree number '%s' is in what was read", branches[i]);
	return code;
}

/* Is one of the words in a list that is joined by bars? */
static bool has_class(struct span list, const char *const *classes, size_t n)
{
	for (size_t at = 0; at <= list.n;) {
		const char *bar = at < list.n ? memchr(list.p + at, '|', list.n - at) : NULL;
		size_t end = bar ? (size_t)(bar - list.p) : list.n;
		for (size_t i = 0; i < n; i++)
			if (span_is(span_sub(list, at, end), classes[i]))
				return true;
		at = end + 1;
	}
	return n == 0;
}

int vocabulary_choose(struct vocabulary *v, struct diag *d)
{
	const struct vocabulary_wish *w = v->wish;
	struct children k = children_of(v);
	bool *in = mem_alloc(v->concepts.n + 1), *out = mem_alloc(v->concepts.n + 1);
	int a = mark_branches(v, &k, w->under.v, w->under.n, in, d);
	int b = mark_branches(v, &k, w->not_under.v, w->not_under.n, out, d);
	for (size_t i = 0; i < v->concepts.n; i++) {
		struct concept *c = &v->concepts.v[i];
		c->chosen = !c->dropped && c->label && c->id && (w->under.n == 0 || in[i]) && !out[i] &&
					has_class(span_of(vocabulary_text(v, c->classes)), w->classes.v, w->classes.n);
	}
	free(k.from);
	free(k.child);
	free(in);
	free(out);
	return a ? a : b;
}
