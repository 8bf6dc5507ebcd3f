#include "concept/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/example.h"
#include "base/record.h"
#include "concept/scope_parts.h"

enum { NEGATION, SPECULATION, PSEUDO, CLASSES };
static const char *const class_names[] = {"negation", "speculation", "pseudo"};
static const char *const reach_names[] = {"rest", "clause", "subject", "voice", "phrase", "noun", "pair"};
static const char *const bound_names[] = {"clause", "comma", "relative", "join",    "verb", "link",  "preposition", "opener",
										  "empty",  "that",  "says",     "subject", "note", "aside", "passive"};

enum { CONTEXT_MOST = 9 }; /* tokens that must stand before or after a cue */

static uint8_t read_count(const struct table *t, size_t row, int column, struct diag *d)
{
	const char *cell = table_cell(t, row, column);
	uint64_t n = cell[0] ? json_number(span_of(cell), CONTEXT_MOST + 1) : 0;
	if (n > CONTEXT_MOST)
		diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "a number of words, 0 to %d", CONTEXT_MOST);
	return (uint8_t)n;
}

static void read_rules(struct scopes *s, struct diag *d)
{
	const struct table *t = &s->cues;
	int class = table_column(t, "class"), before = table_column(t, "before"), after = table_column(t, "after");
	int reach = table_column(t, "reach");
	s->rules = mem_zeroed(t->nrows * sizeof *s->rules);
	for (size_t row = 0; row < t->nrows; row++)
		s->rules[row] = (struct scope_rule){.class = (uint8_t)table_choice(t, row, class, class_names, CLASSES, CLASSES, d),
											.reach = (uint8_t)table_choice(t, row, reach, reach_names, REACHES, REACH_CLAUSE, d),
											.before = read_count(t, row, before, d),
											.after = read_count(t, row, after, d)};
}

/* The cell's words as a set of bound classes; a message for one that is none. */
static uint16_t read_bounds(const struct table *t, size_t row, int column, struct diag *d)
{
	uint16_t set = 0;
	const char *cell = table_cell(t, row, column);
	for (struct span word; span_next_word(&cell, &word);) {
		size_t k = 0;
		while (k < BOUND_CLASSES && !span_is(word, bound_names[k]))
			k++;
		if (k == BOUND_CLASSES)
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "'%.*s' is no class of words", (int)word.n, word.p);
		else
			set |= (uint16_t)(1 << k);
	}
	return set;
}

struct scopes *scopes_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const cues[] = {"!class", "!term", "match", "before", "after", "reach", "example", "counterexample", "source", NULL};
	static const char *const bounds[] = {"!class", "!term", "match", "example", "counterexample", "source", NULL};
	struct scopes *s = mem_zeroed(sizeof *s);
	if (table_read(&s->cues, dir, "scopes.csv", cues, d) == DIAG_OK && table_read(&s->bounds, dir, "clauses.csv", bounds, d) == DIAG_OK &&
		(s->cue_lexicon = lexicon_build(&s->cues, strict, d)) && (s->bound_lexicon = lexicon_build(&s->bounds, strict, d))) {
		read_rules(s, d);
		int class = table_column(&s->bounds, "class");
		s->sets = mem_alloc(s->bounds.nrows * sizeof *s->sets);
		for (size_t row = 0; row < s->bounds.nrows; row++)
			s->sets[row] = read_bounds(&s->bounds, row, class, d);
		if (d->code < DIAG_WRONG)
			return s;
	}
	scopes_close(s);
	return NULL;
}

void scopes_close(struct scopes *s)
{
	if (s == NULL)
		return;
	lexicon_free(s->cue_lexicon);
	lexicon_free(s->bound_lexicon);
	table_free(&s->cues);
	table_free(&s->bounds);
	free(s->rules);
	free(s->sets);
	free(s);
}

/* Is the cue part of a word: "non-smoker", "drug-free"? */
static bool is_affix(struct span text, const token_list *tokens, size_t first, size_t last)
{
	size_t start = tokens->v[first].start, end = tokens->v[last].end;
	return (start > 0 && text.p[start - 1] == '-') || (end < text.n && text.p[end] == '-');
}

/* The cues in order. What must stand behind a cue may be, or hold, the next one; what must stand before it may not. */
static void find_cues(const struct scopes *s, struct span text, const token_list *tokens, scope_list *out)
{
	struct hit h;
	for (size_t i = 0; i < tokens->n;) {
		if (!lexicon_at(s->cue_lexicon, text, tokens, i, &h)) {
			i++;
			continue;
		}
		const struct scope_rule *r = &s->rules[h.row];
		size_t first = h.first + r->before, last = h.last < first + r->after ? first : h.last - r->after;
		if (r->class != PSEUDO && last < tokens->n && !is_affix(text, tokens, first, last)) {
			struct scope scope = {
				.first = first, .last = last, .from = first, .to = last + 1, .row = h.row, .negation = r->class == NEGATION};
			list_push(out, scope);
		}
		i = last + 1;
	}
}

/* The words of the sentence with what they are; the caller's to free. */
static struct scope_word *read_words(const struct scopes *s, struct span text, const token_list *tokens)
{
	struct scope_word *words = mem_zeroed((tokens->n + 1) * sizeof *words);
	hit_list hits = {0};
	for (size_t i = 0; i < tokens->n; i++) {
		hits.n = 0;
		lexicon_candidates(s->bound_lexicon, text, tokens, i, &hits);
		for (size_t k = 0; k < hits.n; k++) {
			uint16_t set = s->sets[hits.v[k].row];
			for (size_t j = i; j == i || (set >> BOUND_ASIDE && j <= hits.v[k].last); j++)
				words[j].set |= set;
		}
	}
	list_free(&hits);
	scope_read(text, tokens, words);
	return words;
}

void scopes_find(const struct scopes *s, struct span text, const token_list *tokens, scope_list *out)
{
	out->n = 0;
	find_cues(s, text, tokens, out);
	if (out->n == 0)
		return;
	struct scope_word *words = read_words(s, text, tokens);
	struct scope_sentence sentence = {s->rules, words, tokens->n, scope_main(words, tokens->n)};
	for (size_t i = 0; i < out->n; i++)
		scope_draw(&sentence, i ? &out->v[i - 1] : NULL, &out->v[i]);
	free(words);
}

void scopes_rule(const struct scopes *s, const struct scope *scope, struct buf *out)
{
	buf_adds(out, s->cues.name);
	buf_addc(out, ':');
	buf_addu(out, table_line(&s->cues, scope->row));
}

/* ---- checks ---- */

/* In an example [[ ]] holds what the row's cue covers; where nothing is marked, it must be found. */
static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct scopes *s = rules;
	struct buf plain = {0};
	token_list tokens = {0};
	scope_list found = {0};
	size_t from, to;
	bool fired = false;
	example_read(span_of(cell), &plain, &from, &to);
	struct span text = buf_span(&plain);
	bool marked = to - from < text.n;
	if (s->rules[row].class == PSEUDO)
		fired = lexicon_fires(s->cue_lexicon, row, cell);
	tokens_scan(&tokens, text);
	scopes_find(s, text, &tokens, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct scope *f = &found.v[i];
		struct span covered = scope_bytes(f, text, &tokens);
		size_t start = (size_t)(covered.p - text.p);
		fired |= f->row == row && (!marked || (start == from && start + covered.n == to));
	}
	buf_free(&plain);
	list_free(&tokens);
	list_free(&found);
	return fired;
}

int scopes_check(const struct scopes *s, struct diag *d)
{
	examples_check(&s->cues, fires, s, d);
	return examples_check(&s->bounds, lexicon_fires, s->bound_lexicon, d);
}
