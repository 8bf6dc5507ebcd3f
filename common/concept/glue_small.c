/* The small words of glued.csv, and which of them a token carries. */
#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"
#include "concept/glue_parts.h"

enum {
	REST_LEAST = 4, /* bytes that are left of a token; shorter terms are found in too many words */
	BRIEF = 2       /* bytes of a small word that leaves more, or the beginning of a term of several words */
};

void glue_free(struct glue *g)
{
	if (g == NULL)
		return;
	list_free(&g->words);
	table_free(&g->table);
	spelling_free(g->spelling);
	free(g->joints);
	free(g);
}

/* Puts small word i at the head of a chain. */
static void chain_up(struct glue *g, size_t i, size_t chain)
{
	uint32_t *head = &g->heads[g->words.v[i].side][chain];
	g->words.v[i].next = *head;
	*head = (uint32_t)i + 1;
}

static int read_rows(struct glue *g, struct diag *d)
{
	static const char *const sides[] = {[BEFORE] = "before", [AFTER] = "after"}, *const yes[] = {"", "yes"};
	const struct table *t = &g->table;
	int code = DIAG_OK, word = table_column(t, "term"), side = table_column(t, "side"), phrase = table_column(t, "phrase");
	for (size_t i = 0; i < t->nrows; i++) {
		struct small_word w = {.word = span_of(table_cell(t, i, word))};
		size_t on = table_choice(t, i, side, sides, SIDES, SIDES, d), of = table_choice(t, i, phrase, yes, 2, 0, d);
		bool letters = w.word.n >= (on == BEFORE ? 1 : 2);
		for (size_t k = 0; k < w.word.n; k++)
			letters &= text_is_lower(w.word.p[k]);
		if (!letters)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, i), (size_t)word + 1,
						   "a word of small letters a to z is wanted, of two or more behind");
		w.side = on < SIDES ? (enum side)on : BEFORE, w.phrase = of == 1;
		list_push(&g->words, w);
		if (letters && w.word.n > 1)
			chain_up(g, i, chain(w.word, w.side));
	}
	for (size_t i = 0; i < t->nrows; i++) /* a single letter: once for every letter that may follow it */
		for (char next = 'a'; next <= 'z' && g->words.v[i].word.n == 1; next++) {
			list_push(&g->words, g->words.v[i]);
			chain_up(g, g->words.n - 1, pair((const char[]){g->words.v[i].word.p[0], next}));
		}
	return d->code > code ? d->code : code;
}

struct glue *glue_open(const char *dir, const struct watch *watch, struct diag *d)
{
	static const char *const columns[] = {"!term", "!side", "phrase", "example", "counterexample", "source", NULL};
	struct glue *g = mem_zeroed(sizeof *g);
	g->watch = watch;
	g->spelling = spelling_open(dir, d);
	if (g->spelling != NULL && table_read(&g->table, dir, "glued.csv", columns, d) == DIAG_OK && read_rows(g, d) == DIAG_OK)
		return g;
	glue_free(g);
	return NULL;
}

static bool is_capital(char c)
{
	return text_is_alpha(c) && !text_is_lower(c);
}

/* Does it begin as an acronym does? Behind small letters that tells it from all words: "ofPTSD". */
static bool is_acronym(struct span s)
{
	return s.n >= ACRONYM_LEAST && is_capital(s.p[0]) && is_capital(s.p[1]);
}

struct span glue_rest(const struct small_word *w, struct span token)
{
	return w->side == AFTER ? span_sub(token, 0, token.n - w->word.n) : span_sub(token, w->word.n, token.n);
}

/* Does the token begin, or end, with the word, and is enough left? Its first letter may be a capital. */
static inline bool carries(const struct small_word *w, struct span token)
{
	if (token.n < w->word.n + ACRONYM_LEAST)
		return false;
	struct span rest = glue_rest(w, token);
	if (rest.n < REST_LEAST && !is_acronym(rest))
		return false;
	if (w->side == AFTER)
		return memcmp(token.p + rest.n, w->word.p, w->word.n) == 0;
	if (is_capital(token.p[0]) && is_acronym(rest))
		return false; /* "ALPS" is no "a LPS" */
	return (token.p[0] | 0x20) == w->word.p[0] && memcmp(token.p + 1, w->word.p + 1, w->word.n - 1) == 0;
}

size_t glue_least(const struct small_word *w, struct span rest)
{
	return !is_acronym(rest) && (w->phrase || (w->word.n == BRIEF && rest.n <= REST_LEAST)) ? 2 : 1;
}

size_t glue_number(struct span token)
{
	size_t n = 0;
	while (n < token.n && text_is_digit(token.p[n]))
		n++;
	return n > 0 && token.n >= n + REST_LEAST && is_capital(token.p[n]) && text_is_lower(token.p[n + 1]) ? n : 0;
}

const struct small_word *glue_next(const struct glue *g, struct span token, uint32_t *at)
{
	while (*at) {
		const struct small_word *w = &g->words.v[*at - 1];
		*at = w->next;
		if (carries(w, token))
			return w;
	}
	return NULL;
}

/* Does the row's word stand run together with another where the cell marks it, or anywhere where nothing is marked? */
static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct glue *g = rules;
	const struct small_word *w = &g->words.v[row];
	struct buf plain = {0};
	token_list tokens = {0};
	size_t from, to;
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	struct span text = buf_span(&plain);
	bool marked = to - from < text.n;
	tokens_scan(&tokens, text);
	for (size_t i = 0; i < tokens.n && !found; i++) {
		const struct token *t = &tokens.v[i];
		found = carries(w, span_sub(text, t->start, t->end)) && (!marked || (w->side == BEFORE ? t->start == from : t->end == to));
	}
	list_free(&tokens);
	buf_free(&plain);
	return found;
}

int glue_check(const struct glue *g, struct diag *d)
{
	spelling_check(g->spelling, d);
	return examples_check(&g->table, fires, g, d);
}
