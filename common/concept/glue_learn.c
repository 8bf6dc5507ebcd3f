/* The words of terms: in another spelling, and those that stand side by side run together. */
#include <stdlib.h>

#include "base/text.h"
#include "concept/glue_parts.h"

enum {
	JOINT_LEAST = 7, /* bytes of two words run together */
	JOINT_MOST = 64,
	LEFT_LEAST = 2,
	RIGHT_LEAST = 3,
	ROWS_MOST = 1 << 16 /* of a table whose terms are learnt: longer ones come out of vocabularies, not out of pages */
};

static struct joint *joint_place(const struct glue *g, uint64_t fold)
{
	size_t i = fold & g->mask;
	while (g->joints[i].fold != fold && g->joints[i].fold != 0)
		i = (i + 1) & g->mask;
	return &g->joints[i];
}

static inline bool bit(const uint64_t *bits, size_t n, uint64_t fold)
{
	return bits[fold % n / 64] >> (fold & 63) & 1;
}

static inline void set_bit(uint64_t *bits, size_t n, uint64_t fold)
{
	bits[fold % n / 64] |= UINT64_C(1) << (fold & 63);
}

const struct joint *glue_joint(const struct glue *g, uint64_t fold)
{
	if (!bit(g->front, FRONT, fold))
		return NULL;
	const struct joint *j = joint_place(g, fold);
	return j->fold ? j : NULL;
}

static void grow_joints(struct glue *g)
{
	struct joint *old = g->joints;
	size_t n = old ? g->mask + 1 : 0, room = n ? 2 * n : 1 << 12;
	g->joints = mem_zeroed(room * sizeof *g->joints);
	g->mask = room - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].fold)
			*joint_place(g, old[i].fold) = old[i];
	free(old);
}

/* Enters the reading of a word; what was entered first stays. */
static void add(struct glue *g, struct span word, uint64_t as, size_t left, token_list *scratch)
{
	tokens_scan(scratch, word);
	if (scratch->n != 1 || scratch->v[0].fold == 0 || scratch->v[0].fold == as)
		return;
	if (g->joints == NULL || g->njoints > g->mask / 2)
		grow_joints(g);
	uint64_t fold = scratch->v[0].fold;
	struct joint *j = joint_place(g, fold);
	if (j->fold)
		return;
	*j = (struct joint){fold, as, (uint32_t)left};
	set_bit(g->front, FRONT, fold);
	g->njoints++;
}

static void add_joint(struct glue *g, struct span left, struct span right, token_list *scratch)
{
	char word[JOINT_MOST];
	if (left.n < LEFT_LEAST || right.n < RIGHT_LEAST || left.n + right.n < JOINT_LEAST || left.n + right.n > sizeof word)
		return;
	memcpy(word, left.p, left.n);
	memcpy(word + left.n, right.p, right.n);
	add(g, span_make(word, left.n + right.n), 0, left.n, scratch);
}

static void add_spellings(struct glue *g, struct span word, uint64_t fold, token_list *scratch)
{
	for (int back = 0; back < 2; back++) {
		char other[SPELLING_MOST];
		size_t n = spelling_other(g->spelling, word, back, other);
		if (n)
			add(g, span_make(other, n), fold, 0, scratch);
	}
}

/* The words of a term; where it matches by its words, their spellings, and which of them are neighbours. */
static void learn_term(struct glue *g, struct span term, bool words, token_list *tokens, token_list *scratch)
{
	struct span before = {NULL, 0};
	tokens_scan(tokens, term);
	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];
		if (words && !bit(g->spelled, KNOWN, t->fold))
			add_spellings(g, span_sub(term, t->start, t->end), t->fold, scratch);
		if (words)
			set_bit(g->spelled, KNOWN, t->fold);
		set_bit(g->known, KNOWN, t->fold), set_bit(g->known, KNOWN, t->exact);
	}
	for (size_t at = 0, end; words && at < term.n; at = end + 1) {
		for (end = at; end < term.n && text_is_alpha(term.p[end]); end++)
			;
		struct span word = span_sub(term, at, end);
		add_joint(g, before, word, scratch);
		before = end < term.n && (term.p[end] == ' ' || term.p[end] == '-') ? word : (struct span){NULL, 0};
	}
}

void glue_learn(struct glue *g, const struct table *t)
{
	int term = table_column(t, "term"), match = table_column(t, "match");
	token_list tokens = {0}, scratch = {0};
	for (size_t row = 0; row < t->nrows && t->nrows <= ROWS_MOST; row++) {
		const char *way = table_cell(t, row, match);
		learn_term(g, span_of(table_cell(t, row, term)), way[0] == '\0' || strcmp(way, "term") == 0, &tokens, &scratch);
	}
	list_free(&tokens);
	list_free(&scratch);
}

bool glue_knows_token(const struct glue *g, const struct token *t)
{
	return bit(g->known, KNOWN, t->fold) || bit(g->known, KNOWN, t->exact);
}

bool glue_knows(const struct glue *g, struct span word, token_list *scratch)
{
	tokens_scan(scratch, word);
	return scratch->n == 1 && glue_knows_token(g, &scratch->v[0]);
}
