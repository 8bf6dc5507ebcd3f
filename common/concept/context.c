#include <stdlib.h>

#include "base/example.h"
#include "concept/context_parts.h"
#include "concept/watch.h"

const char *const assertion_names[] = {"affirmed", "negated", "hypothetical", "historical"};

static const char *const class_names[] = {"negated", "hypothetical", "risk",    "historical", "denied", "hedge",
										  "pseudo",  "stop",         "carries", "extends",    "clause", "list"};
static const char *const direction_names[] = {"forward", "backward", "both"};

enum { LONGEST_CUE = 16, OPENING = 12 }; /* tokens; OPENING: of a sentence, in which it speaks on of a study */

static int read_rules(struct context *c, struct diag *d)
{
	const struct table *t = &c->table;
	static const char *const yes_no[] = {"no", "yes"};
	int class = table_column(t, "class"), direction = table_column(t, "direction"), limit = table_column(t, "limit");
	int opens = table_column(t, "opens");
	c->rules = mem_alloc(t->nrows * sizeof *c->rules);
	for (size_t row = 0; row < t->nrows; row++) {
		size_t k = table_choice(t, row, class, class_names, CLASSES, CLASSES, d);
		size_t way = table_choice(t, row, direction, direction_names, DIRECTIONS, FORWARD, d);
		uint64_t reach = json_number(span_of(table_cell(t, row, limit)[0] ? table_cell(t, row, limit) : "200"), 0);
		if (table_cell(t, row, class)[0] == '\0')
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t) class + 1, "a cue needs a class");
		if (reach == 0 || reach > REACH_MOST)
			diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)limit + 1, "the limit is a number from 1 to 200, or empty");
		if (k == STOP && table_cell(t, row, direction)[0] == '\0')
			way = BOTH;
		c->rules[row] = (struct cue_rule){(uint8_t)k, (uint8_t)way, (uint16_t)reach, table_choice(t, row, opens, yes_no, 2, 0, d) == 1};
	}
	return d->code;
}

struct context *context_open(const char *dir, bool strict, struct diag *d)
{
	static const char *const columns[] = {"!class", "!term",   "match",          "direction", "limit",
										  "opens",  "example", "counterexample", "source",    NULL};
	struct context *c = mem_zeroed(sizeof *c);
	if (table_read(&c->table, dir, "cues.csv", columns, d) != DIAG_OK || read_rules(c, d) >= DIAG_WRONG ||
		(c->lexicon = lexicon_build(&c->table, strict, d)) == NULL) {
		context_close(c);
		return NULL;
	}
	return c;
}

void context_close(struct context *c)
{
	if (c == NULL)
		return;
	lexicon_free(c->lexicon);
	table_free(&c->table);
	free(c->rules);
	free(c);
}

void context_watch(struct context *c, struct watch *w)
{
	watch_add(w, c->lexicon);
}

/* Every cue, pseudo-cue and stop of the sentence, in order, the scope being the cue itself; the list is cleared first. */
static void find_cues(const struct context *c, struct span text, const token_list *tokens, cue_list *out)
{
	static const enum assertion assertions[CLASSES] = {ASSERTION_NEGATED, ASSERTION_HYPOTHETICAL, ASSERTION_HYPOTHETICAL,
													   ASSERTION_HISTORICAL};
	hit_list hits = {0};
	out->n = 0;
	lexicon_find(c->lexicon, text, tokens, &hits);
	for (size_t i = 0; i < hits.n; i++) {
		const struct hit *h = &hits.v[i];
		uint8_t class = c->rules[h->row].class;
		struct cue cue = {.first = h->first,
						  .last = h->last,
						  .from = h->first,
						  .to = h->last + 1,
						  .row = h->row,
						  .assertion = class == DENIED ? ASSERTION_AFFIRMED : assertions[class],
						  .denial = class == NEGATED || class == DENIED,
						  .hedge = class == HEDGE || class == HYPOTHETICAL};
		list_push(out, cue);
	}
	list_free(&hits);
}

void context_scan(const struct context *c, struct span text, const token_list *tokens, cue_list *out)
{
	size_t kept = 0;
	find_cues(c, text, tokens, out);
	if (out->n == 0)
		return;
	context_reach(c, text, tokens, out);
	for (size_t i = 0; i < out->n; i++)
		if (c->rules[out->v[i].row].class <= HEDGE)
			out->v[kept++] = out->v[i];
	out->n = kept;
}

/* The first cue near enough to reach token i. */
static size_t first_near(const cue_list *cues, size_t i)
{
	size_t k;
	list_bound(cues, k, cues->v[k].first + REACH_MOST + LONGEST_CUE < i);
	return k;
}

enum assertion context_assertion(const cue_list *cues, size_t first, size_t last, const struct cue **by)
{
	*by = NULL;
	for (size_t i = first_near(cues, first); i < cues->n && cues->v[i].first <= last + REACH_MOST; i++) {
		const struct cue *c = &cues->v[i];
		bool inside = c->first >= first && c->last <= last;
		if (c->assertion == ASSERTION_AFFIRMED || inside || first < c->from || first >= c->to)
			continue;
		if (*by == NULL || c->assertion < (*by)->assertion)
			*by = c;
	}
	return *by ? (*by)->assertion : ASSERTION_AFFIRMED;
}

const cue_list *context_outside(const cue_list *cues, const hit_list *mentions, cue_list *scratch)
{
	scratch->n = 0;
	for (size_t i = 0, k = 0; i < cues->n; i++) {
		const struct cue *c = &cues->v[i];
		while (k < mentions->n && mentions->v[k].last < c->last)
			k++;
		if (k == mentions->n || mentions->v[k].first > c->first)
			list_push(scratch, *c);
	}
	return scratch->n == cues->n ? cues : scratch;
}

bool context_denied(const cue_list *cues, size_t i)
{
	for (size_t k = first_near(cues, i); k < cues->n && cues->v[k].first <= i + REACH_MOST; k++)
		if (cues->v[k].denial && cues->v[k].from <= i && i < cues->v[k].to)
			return true;
	return false;
}

bool context_hedged(const struct context *c, struct span text, const token_list *tokens, cue_list *scratch)
{
	find_cues(c, text, tokens, scratch);
	for (size_t i = 0; i < scratch->n; i++)
		if (scratch->v[i].hedge)
			return true;
	return false;
}

bool context_carries(const struct context *c, struct span text, const token_list *tokens)
{
	struct hit h;
	for (size_t i = 0; i < tokens->n && i < OPENING; i++)
		if (lexicon_at(c->lexicon, text, tokens, i, &h) && c->rules[h.row].class == CARRIES &&
			(i == 0 || c->rules[h.row].direction == BACKWARD))
			return true;
	return false;
}

void context_rule(const struct context *c, const struct cue *cue, struct buf *out)
{
	buf_adds(out, c->table.name);
	buf_addc(out, ':');
	buf_addu(out, table_line(&c->table, cue->row));
}

/* ---- checks ---- */

/* In an example the mention stands between [[ ]]: the row must decide on it. Rows that decide on no mention (hedge, stop, pseudo, carries)
 * must be found. */
static bool fires(const void *rules, size_t row, const char *cell)
{
	const struct context *c = rules;
	struct buf plain = {0};
	token_list tokens = {0};
	cue_list cues = {0};
	hit_list hits = {0};
	size_t from, to, first = SIZE_MAX, last = 0;
	const struct cue *by = NULL;
	bool found = false;
	example_read(span_of(cell), &plain, &from, &to);
	struct span text = buf_span(&plain);
	tokens_scan(&tokens, text);
	lexicon_find(c->lexicon, text, &tokens, &hits);
	for (size_t i = 0; i < hits.n; i++)
		found |= hits.v[i].row == row;
	for (size_t i = 0; i < tokens.n; i++)
		if (tokens.v[i].start >= from && tokens.v[i].end <= to) {
			first = first == SIZE_MAX ? i : first;
			last = i;
		}
	if (c->rules[row].class == DENIED && first != SIZE_MAX) {
		context_scan(c, text, &tokens, &cues);
		found = found && context_denied(&cues, first);
	} else if (c->rules[row].class <= HISTORICAL && first != SIZE_MAX) {
		context_scan(c, text, &tokens, &cues);
		context_assertion(&cues, first, last, &by);
		found = by != NULL && by->row == row;
	} else if (c->rules[row].class == CARRIES) {
		found = found && context_carries(c, text, &tokens);
	}
	buf_free(&plain);
	list_free(&tokens);
	list_free(&cues);
	list_free(&hits);
	return found;
}

int context_check(const struct context *c, struct diag *d)
{
	return examples_check(&c->table, fires, c, d);
}
