#include "normalize/page_judge.h"

#include <stdlib.h>

#include "base/text.h"

/* --- the verdict --- */

static float squash(float x)
{
	return x < -3 ? -1 : x > 3 ? 1 : x / 3;
}

/* A page on which nothing of what reads like running text won is one of a kind that the weights do not know: there, less is
 * enough. */
static float threshold(const struct page *p)
{
	static const float lowest = -2, below = 0.75f;
	float best = lowest;
	for (size_t i = 0; i < p->blocks.n; i++)
		if (p->blocks.v[i].good && p->blocks.v[i].score > best)
			best = p->blocks.v[i].score;
	if (best > 0)
		return 0;
	return best > lowest && best < -below ? best - 0.25f : -below;
}

/* Rows of a table win or lose together. */
static void judge_together(struct page *p, bool table)
{
	size_t n = p->html.nodes.n;
	float *sum = mem_alloc((n + 1) * sizeof *sum);
	memset(sum, 0, (n + 1) * sizeof *sum);
	for (size_t i = 0; i < p->blocks.n; i++) {
		const struct page_block *b = &p->blocks.v[i];
		unsigned whole = page_whole(p, b->node, table);
		if (whole)
			sum[whole] += (float)(b->words > 40 ? 40 : b->words) * squash(b->score);
	}
	for (size_t i = 0; i < p->blocks.n; i++) {
		struct page_block *b = &p->blocks.v[i];
		unsigned whole = page_whole(p, b->node, table);
		if (whole && p->nodes[whole].good_words * 4 < p->good_words)
			b->main = sum[whole] > 0;
	}
	free(sum);
}

/* Whoever reads citations wants the list that they lead to, wherever the page keeps it. */
static void keep_references(struct page *p)
{
	struct page_block *heading = NULL;
	for (size_t i = 0; i < p->blocks.n; i++) {
		struct page_block *b = &p->blocks.v[i];
		bool says = b->words <= 5 && (b->says & 1u << MEANS_REFERENCES);
		if (p->nodes[b->node].heading || says)
			heading = says ? b : NULL;
		bool named = b->names & 1u << MEANS_REFERENCES;
		bool away = b->places & (1u << PLACE_NAV | 1u << PLACE_FORM | 1u << PLACE_DIALOG) || b->words < 5 || b->link_words == b->words;
		bool small_print = heading == NULL && (b->places & 1u << PLACE_FOOTER || b->says & 1u << MEANS_FOOTER);
		if ((heading != NULL || named) && heading != b && !away && !small_print && b->digits >= 4) {
			b->main = true;
			if (heading != NULL)
				heading->main = true;
		}
	}
}

/* From scores to `main`. */
static void give_verdict(struct page *p)
{
	float least = threshold(p);
	unsigned part = page_tightest(p, 0.5);
	for (size_t i = 0; i < p->blocks.n; i++) {
		struct page_block *b = &p->blocks.v[i];
		b->main = b->score > (page_inside(p, b->node, part) ? least : 0);
	}
	judge_together(p, true);
	keep_references(p);
	for (size_t i = 0; i < p->blocks.n; i++)
		p->blocks.v[i].main = p->blocks.v[i].main && !p->blocks.v[i].copy;
}

static void count_votes(void *ctx, size_t block, const float *f)
{
	struct page *p = ctx;
	float score = 0;
	for (size_t k = 0; k < SIGNS; k++)
		score += p->rules->signs[k] * f[k];
	p->blocks.v[block].score = score;
}

void page_judge(struct page *p)
{
	page_signs(p, count_votes, p);
	give_verdict(p);
}

/* --- the table of weights --- */

/* A decimal number with at most three places, in any locale. */
static bool read_weight(const char *s, float *w)
{
	bool minus = *s == '-';
	int value = 0, places = -1, digits = 0;
	for (s += minus; *s; s++) {
		if (*s == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (!text_is_digit(*s) || ++digits > 6 || (places >= 0 && ++places > 3))
			return false;
		value = value * 10 + (*s - '0');
	}
	static const float scale[] = {1, 10, 100, 1000};
	*w = (float)value / scale[places < 0 ? 0 : places];
	if (minus)
		*w = -*w;
	return digits > 0;
}

int page_signs_read(float weights[SIGNS], const char *dir, struct diag *d)
{
	static const char *const columns[] = {"!sign", "!weight", NULL};
	struct table t = {0};
	int rc = table_read(&t, dir, "page-signs.csv", columns, d);
	int sign = table_column(&t, "sign"), weight = table_column(&t, "weight");
	char name[64];
	for (size_t row = 0, k = 0; rc == 0 && row < t.nrows; row++) {
		size_t tried = 0;
		float w = 0;
		/* most rows are in the order of the signs: each is looked for from the one before on, and round */
		for (; tried <= SIGNS && (sign_name(k, name) == NULL || strcmp(name, table_cell(&t, row, sign)) != 0); tried++)
			k = sign_name(k, name) == NULL ? 0 : k + 1;
		if (tried > SIGNS)
			rc = diag_at(d, DIAG_WRONG, t.path, table_line(&t, row), (size_t)sign + 1, "there is no such sign");
		else if (!read_weight(table_cell(&t, row, weight), &w))
			rc = diag_at(d, DIAG_WRONG, t.path, table_line(&t, row), (size_t)weight + 1, "the weight is no number like -1.25");
		else
			weights[k] = w;
	}
	table_free(&t);
	return rc;
}
