/* Do the rows of a table do what they should? */
#include <stdlib.h>

#include "base/example.h"
#include "concept/lexicon_parts.h"

bool lexicon_fires(const void *lexicon, size_t row, const char *cell)
{
	struct buf plain = {0};
	token_list tokens = {0};
	hit_list hits = {0};
	size_t from, to;
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	tokens_scan(&tokens, buf_span(&plain));
	lexicon_find(lexicon, buf_span(&plain), &tokens, &hits);
	for (size_t i = 0; i < hits.n; i++)
		found |= hits.v[i].row == row;
	buf_free(&plain);
	list_free(&tokens);
	list_free(&hits);
	return found;
}

/* ---- rows that can never win ---- */

enum kind { LITERAL, BYTES, PREFIX, SUFFIX, PATTERN };

static enum kind kind_of(const struct table *t, size_t row)
{
	static const char *const names[] = {"term", "exact", "prefix", "suffix", "pattern"};
	const char *match = table_cell(t, row, table_column(t, "match"));
	for (enum kind k = BYTES; k <= PATTERN; k++)
		if (strcmp(match, names[k]) == 0)
			return k;
	return LITERAL;
}

/* Words that the row matches: its own, the beginning or ending of one made longer. None for patterns: their examples tell. */
static void sample(struct span term, enum kind kind, token_list *tokens, struct buf *out)
{
	static const char stem[] = "qqqqqqqq";
	buf_clear(out);
	tokens_scan(tokens, term);
	if (kind == PATTERN || tokens->n == 0)
		return;
	size_t start = tokens->v[tokens->n - 1].start, end = tokens->v[tokens->n - 1].end;
	buf_add(out, term.p, start);
	buf_adds(out, kind == SUFFIX ? stem : "");
	buf_add(out, term.p + start, end - start);
	buf_adds(out, kind == PREFIX ? stem : "");
}

/* Does what matches a row of kind `a` match one of kind `b`, where its sample does? */
static bool covers(enum kind b, enum kind a)
{
	return a == BYTES || b == a || (a == LITERAL && b != BYTES);
}

void lexicon_check_shadows(const struct lexicon *x, struct diag *d)
{
	const struct table *t = x->table;
	token_list tokens = {0};
	hit_list all = {0};
	struct buf words = {0};
	for (size_t row = 0; row < t->nrows; row++) {
		const char *term = table_cell(t, row, x->column);
		enum kind kind = kind_of(t, row);
		sample(span_of(term), kind, &tokens, &words);
		tokens_scan(&tokens, buf_span(&words));
		all.n = 0;
		if (tokens.n)
			lexicon_candidates(x, buf_span(&words), &tokens, 0, &all);
		struct hit own = {.last = tokens.n - 1, .row = row};
		for (size_t i = 0; i < all.n; i++)
			if (all.v[i].row != row && all.v[i].last == own.last && covers(kind_of(t, all.v[i].row), kind) &&
				lexicon_wins(t, &all.v[i], &own)) {
				diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)x->column + 1,
						"'%s' can never win: the row on line %zu matches the same and goes first", term, table_line(t, all.v[i].row));
				break;
			}
	}
	list_free(&tokens);
	list_free(&all);
	buf_free(&words);
}
