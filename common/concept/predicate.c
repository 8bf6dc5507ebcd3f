#include "concept/predicate.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"

enum { WHOLE = 5 }; /* tokens of a whole sentence, at least */

struct predicates {
	struct table table;
	struct lexicon *lexicon;
	bool *weak; /* for each row: as often a noun */
};

struct predicates *predicates_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!term", "match", "weak", "example", "counterexample", "source", NULL};
	struct predicates *p = mem_zeroed(sizeof *p);
	if (table_read(&p->table, dir, "verbs.csv", columns, d) != DIAG_OK || (p->lexicon = lexicon_build(&p->table, strict, d)) == NULL) {
		predicates_close(p);
		return NULL;
	}
	static const char *const choices[] = {"no", "yes"};
	int weak = table_column(&p->table, "weak");
	p->weak = mem_alloc(p->table.nrows * sizeof *p->weak);
	for (size_t row = 0; row < p->table.nrows; row++)
		p->weak[row] = table_choice(&p->table, row, weak, choices, 2, 0, d) == 1;
	return p;
}

void predicates_close(struct predicates *p)
{
	if (p == NULL)
		return;
	lexicon_free(p->lexicon);
	table_free(&p->table);
	free(p->weak);
	free(p);
}

/* Is it written as a whole sentence: a capital, some words, and a stop, maybe with a note's number behind it? */
static bool is_whole(struct span text, const token_list *tokens)
{
	size_t n = text.n;
	while (n > 0 && !(text.p[n - 1] == '.' || text.p[n - 1] == '!') && (text_is_digit(text.p[n - 1]) || !text_is_alpha(text.p[n - 1])))
		n--;
	return tokens->n >= WHOLE && n > 0 && !text_is_alpha(text.p[n - 1]) && text_is_upper(text.p[tokens->v[0].start]);
}

bool predicates_any(const struct predicates *p, struct span text, const token_list *tokens)
{
	struct hit h;
	bool whole = is_whole(text, tokens);
	for (size_t i = 0; i < tokens->n; i++)
		if (lexicon_at(p->lexicon, text, tokens, i, &h) && (whole || !p->weak[h.row]))
			return true;
	return false;
}

/* ---- checks ---- */

int predicates_check(const struct predicates *p, struct diag *d)
{
	return examples_check(&p->table, lexicon_fires, p->lexicon, d);
}
