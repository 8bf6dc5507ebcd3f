#include "concept/context.h"

#include <stdlib.h>

#include "base/example.h"
#include "base/text.h"
#include "concept/watch.h"

/* Where this differs from NegEx and ConText: a cue's reach is a column of its row instead of one window for all; a semicolon or colon
 * ends it like a terminator, and so does the end of the bracket that it stands in; commas do not, so that lists ("no fever, rash or cough")
 * stay in, but for the one behind a clause that opens the sentence ("Without help, anxiety …"); a cue inside a mention is not heard. */

enum class { NEGATED, HYPOTHETICAL, RISK, HISTORICAL, DENIED, HEDGE, PSEUDO, STOP, CARRIES, EXTENDS, CLAUSE, LISTS, CLASSES };
enum direction { FORWARD, BACKWARD, BOTH, DIRECTIONS };

struct rule {
	uint8_t class, direction;
	uint16_t limit; /* tokens that the cue reaches at most */
	bool opens;     /* at the start of a sentence: does it open a clause that a comma ends? */
};

struct context {
	struct table table;
	struct lexicon *lexicon;
	struct rule *rules; /* one for each row */
};

enum { DEPTH = 8 }; /* brackets in brackets; deeper ones are read over */

/* A bound of scopes while a sentence is walked along, and those that were left behind at brackets. */
struct bound {
	size_t at, depth, outer[DEPTH];
};

const char *const assertion_names[] = {"affirmed", "negated", "hypothetical", "historical"};

static const char *const class_names[] = {"negated", "hypothetical", "risk",    "historical", "denied", "hedge",
										  "pseudo",  "stop",         "carries", "extends",    "clause", "list"};
static const char *const direction_names[] = {"forward", "backward", "both"};

enum { REACH_MOST = 200, LONGEST_CUE = 16, OPENING = 12 }; /* tokens; OPENING: of a sentence, in which it speaks on of a study */

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
		c->rules[row] = (struct rule){(uint8_t)k, (uint8_t)way, (uint16_t)reach, table_choice(t, row, opens, yes_no, 2, 0, d) == 1};
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

/* Does a semicolon, or a colon, stand before token i > 0? */
static bool breaks(struct span text, const token_list *tokens, size_t i)
{
	for (size_t k = tokens->v[i - 1].end; k < tokens->v[i].start; k++)
		if (text.p[k] == ';' || text.p[k] == ':')
			return true;
	return false;
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

/* What stands between two tokens moves the bound to `here`: a semicolon or colon, a bracket on the way in (`in`); on the way out the bound
 * before the bracket holds again. */
static void pass(struct bound *b, char mark, char in, char out, size_t here)
{
	if (mark == ';' || mark == ':') {
		b->at = here;
	} else if (mark == in) {
		if (b->depth < DEPTH)
			b->outer[b->depth] = b->at;
		b->depth++;
		b->at = here;
	} else if (mark == out && b->depth > 0) {
		b->depth--;
		if (b->depth < DEPTH)
			b->at = b->outer[b->depth];
	}
}

/* Does a comma stand before token i? */
static bool after_comma(struct span text, const token_list *tokens, size_t i)
{
	size_t from = i ? tokens->v[i - 1].end : 0;
	return tokens->v[i].start > from && memchr(text.p + from, ',', tokens->v[i].start - from) != NULL;
}

/* Tokens of a clause at least, where it is told from a part of a list; of one that joins nothing. */
enum { MAIN_LEAST = 4, MAIN_BRIEF = 3 };

/* Do the words [from, to) hold a row that joins ("palpitations or shortness of breath")? At their beginning a pronoun opens a main clause;
 * a conjunction (direction `both`) goes on with the list. */
static bool joins(const struct context *c, const cue_list *cues, size_t from, size_t to)
{
	for (size_t i = 1; i < cues->n && cues->v[i].first < to; i++) {
		const struct rule *r = &c->rules[cues->v[i].row];
		if (r->class == CLAUSE && (cues->v[i].first > from || (cues->v[i].first == from && r->direction == BOTH)))
			return true;
	}
	return false;
}

/* "If you do not have someone to talk to, anxiety …": where a sentence begins with a row that opens a clause, the token behind the comma
 * that ends it; else 0. In "Without fever, cough or rash, the patient …" it is the second comma. */
static size_t main_clause(const struct context *c, struct span text, const token_list *tokens, const cue_list *cues)
{
	size_t begin = 0;
	if (cues->v[0].first != 0 || !c->rules[cues->v[0].row].opens)
		return 0;
	for (size_t i = cues->v[0].last + 1; i < tokens->n && i < REACH_MOST; i++)
		if (after_comma(text, tokens, i)) {
			if (begin && i - begin >= MAIN_LEAST && !joins(c, cues, begin, i))
				return begin;
			begin = i;
		}
	size_t rest = tokens->n - begin;
	return begin && (rest >= MAIN_LEAST || (rest >= MAIN_BRIEF && !joins(c, cues, begin, tokens->n))) ? begin : 0;
}

enum { ITEM_MOST = 5, TAKES_LISTS = 6 }; /* tokens of an item; TAKES_LISTS: of the reach of a row that does, "unable to" being none */

/* Where the list ends that row `cue` of `cues` opens: "(diseases such as) dementia, gout and stroke in old age": items of few words with
 * a comma, "and" or "or" (rows `clause`) between them; of the last one, where more follows it, its two first words. */
static size_t list_end(const struct context *c, struct span text, const token_list *tokens, const cue_list *cues, size_t cue, size_t end)
{
	size_t first = cues->v[cue].last + 1, item = first, next = first;
	while (item < end && item - first < REACH_MOST) {
		for (next = item + 1; next < end && next - item <= ITEM_MOST; next++) {
			while (cue + 1 < cues->n && cues->v[cue].first < next)
				cue++;
			if (after_comma(text, tokens, next) || (cues->v[cue].first == next && c->rules[cues->v[cue].row].class == CLAUSE))
				break;
		}
		if (next - item > ITEM_MOST)
			return item + 2;
		item = next;
	}
	return item;
}

/* Where a reach of `limit` tokens ends: with the clause, or, where it would end within a list, with that: "risk of stroke, heart attack,
 * kidney failure, dementia, and blindness". `first` is the token behind the cue, `end` that behind the clause. */
static size_t reach_end(size_t limit, struct span text, const token_list *tokens, size_t first, size_t end)
{
	if (end - first <= limit)
		return end;
	size_t to = first + limit, item = to;
	while (item > first && !after_comma(text, tokens, item))
		item--;
	while (limit >= TAKES_LISTS && item > first && item < end && item - first < REACH_MOST) {
		size_t next = item + 1;
		while (next < end && next - item <= ITEM_MOST && !after_comma(text, tokens, next))
			next++;
		if (next - item > ITEM_MOST)
			break;
		to = item = next;
	}
	return to;
}

/* From right to left: a forward scope ends at the next stop or break, at the bracket that it is in, and with a clause that opens the
 * sentence. Every token is looked at once. */
static void reach_forward(const struct context *c, struct span text, const token_list *tokens, cue_list *cues)
{
	struct bound b = {.at = tokens->n};
	size_t list = tokens->n, listed = 0; /* the next list: where it is opened, and where it ends */
	size_t seen = tokens->n, opening = main_clause(c, text, tokens, cues), reserve = tokens->n;
	for (size_t i = cues->n; i-- > 0;) {
		struct cue *cue = &cues->v[i];
		const struct rule *r = &c->rules[cue->row];
		for (; seen > cue->last + 1; seen--)
			for (size_t k = tokens->v[seen - 1].start; k-- > tokens->v[seen - 2].end;)
				pass(&b, text.p[k], ')', '(', seen - 1);
		size_t end = cue->last < opening && opening < b.at ? opening : b.at;
		if (r->class == NEGATED && end > reserve)
			end = reserve;
		if (r->class == HEDGE && after_comma(text, tokens, cue->first))
			reserve = cue->first; /* "no fever, suggesting that a cold …": the second is not denied */
		if (r->class == LISTS) {
			list = cue->first;
			listed = list_end(c, text, tokens, cues, i, end);
		} else if (r->class == STOP && r->direction != BACKWARD) {
			b.at = cue->first;
		} else if ((r->class <= DENIED || r->class == EXTENDS) && r->direction != BACKWARD) {
			cue->to = reach_end(r->limit, text, tokens, cue->last + 1, end);
			if (r->limit >= TAKES_LISTS && list < cue->to && listed > cue->to)
				cue->to = listed < end ? listed : end;
		}
	}
}

/* From left to right: a backward scope begins behind the last stop or break. */
static void reach_backward(const struct context *c, struct span text, const token_list *tokens, cue_list *cues)
{
	size_t begin = 0, seen = 1;
	for (size_t i = 0; i < cues->n; i++) {
		struct cue *cue = &cues->v[i];
		const struct rule *r = &c->rules[cue->row];
		for (; seen <= cue->first; seen++)
			if (breaks(text, tokens, seen))
				begin = seen;
		if (r->class == STOP && r->direction != FORWARD)
			begin = cue->last + 1;
		else if (r->class <= DENIED && r->direction != FORWARD)
			cue->from = cue->first - begin < r->limit ? begin : cue->first - r->limit;
	}
}

/* "no trial has shown that …": what is said not to be shown is negated, too, as far as its own row reaches. */
static void extend(const struct context *c, cue_list *cues)
{
	for (size_t i = 1; i < cues->n; i++) {
		const struct cue *e = &cues->v[i];
		if (c->rules[e->row].class != EXTENDS)
			continue;
		for (size_t k = i; k-- > 0 && e->first - cues->v[k].first <= REACH_MOST;)
			if (c->rules[cues->v[k].row].class == NEGATED && cues->v[k].to > e->first && cues->v[k].to < e->to)
				cues->v[k].to = e->to;
	}
}

void context_scan(const struct context *c, struct span text, const token_list *tokens, cue_list *out)
{
	size_t kept = 0;
	find_cues(c, text, tokens, out);
	if (out->n == 0)
		return;
	reach_forward(c, text, tokens, out);
	reach_backward(c, text, tokens, out);
	extend(c, out);
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
