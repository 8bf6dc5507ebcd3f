#include "audit/sources.h"

#include <stdlib.h>

#include "base/example.h"

enum source_class { SOURCE_SAID, SOURCE_OWN, SOURCE_BEFORE, SOURCE_SORT, SOURCE_SORT_OF, SOURCES };
static const char *const class_names[SOURCES] = {"said", "own", "before", "sort", "sort-of"};

/* Tokens between a mechanism and the noun: "5-HT3 receptor (partial) agonist", "inhibitors of (the reuptake of)". */
enum { SORT_REACH = 3 };

struct sources {
	struct table table;
	struct lexicon *lexicon;
	enum source_class *classes; /* of each row */
};

struct sources *sources_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term", "match", "example", "counterexample", "note", NULL};
	struct sources *s = mem_zeroed(sizeof *s);
	if (table_read(&s->table, dir, "sources.csv", columns, d) != DIAG_OK || (s->lexicon = lexicon_build(&s->table, strict, d)) == NULL) {
		sources_close(s);
		return NULL;
	}
	int class = table_column(&s->table, "class");
	s->classes = mem_alloc(s->table.nrows * sizeof *s->classes);
	for (size_t row = 0; row < s->table.nrows; row++) {
		s->classes[row] = (enum source_class)table_choice(&s->table, row, class, class_names, SOURCES, SOURCES, d);
		if (table_cell(&s->table, row, class)[0] == '\0')
			diag_at(d, DIAG_WRONG, s->table.path, table_line(&s->table, row), (size_t) class + 1, "a row needs a class");
	}
	if (d->code >= DIAG_WRONG) {
		sources_close(s);
		return NULL;
	}
	return s;
}

void sources_close(struct sources *s)
{
	if (s == NULL)
		return;
	lexicon_free(s->lexicon);
	table_free(&s->table);
	free(s->classes);
	free(s);
}

bool sources_named(const struct sources *s, struct span text, const token_list *tokens)
{
	struct hit h;
	for (size_t i = 0; i < tokens->n; i++)
		if (lexicon_at(s->lexicon, text, tokens, i, &h) && s->classes[h.row] < SOURCE_SORT)
			return true;
	return false;
}

/* A hit of the class that begins at one of the tokens [from, to); its last token, or SIZE_MAX. */
static size_t hit_of(const struct sources *s, enum source_class class, struct span text, const token_list *tokens, size_t from, size_t to)
{
	struct hit h;
	for (size_t i = from; i < to && i < tokens->n; i++)
		if (lexicon_at(s->lexicon, text, tokens, i, &h) && s->classes[h.row] == class)
			return h.last;
	return SIZE_MAX;
}

/* Does the noun of a sort stand in the tokens [first, last] or around them? */
static bool is_sort(const struct sources *s, struct span text, const token_list *tokens, size_t first, size_t last)
{
	size_t before = first > SORT_REACH + 1 ? first - SORT_REACH - 1 : 0, of = hit_of(s, SOURCE_SORT_OF, text, tokens, before, first);
	return hit_of(s, SOURCE_SORT, text, tokens, first, last + SORT_REACH) != SIZE_MAX || (of != SIZE_MAX && of < first);
}

bool sources_sort(const struct sources *s, struct span text, const token_list *tokens, struct span mention)
{
	bool found = false;
	for (size_t i = 0; i < tokens->n; i++) {
		size_t from = tokens->v[i].start, last = i;
		if (mention.n == 0 || text.n - from < mention.n || memcmp(text.p + from, mention.p, mention.n) != 0)
			continue;
		while (last + 1 < tokens->n && tokens->v[last + 1].start < from + mention.n)
			last++;
		if (!is_sort(s, text, tokens, i, last))
			return false;
		found = true;
		i = last;
	}
	return found;
}

int sources_check(const struct sources *s, struct diag *d)
{
	return examples_check(&s->table, lexicon_fires, s->lexicon, d);
}
