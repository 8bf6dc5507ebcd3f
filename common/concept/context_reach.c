#include "concept/context_parts.h"

#include "base/text.h"

/* Where this differs from NegEx and ConText: a cue's reach is a column of its row instead of one window for all; a semicolon or colon
 * ends it like a terminator, and so does the end of the bracket that it stands in; commas do not, so that lists ("no fever, rash or cough")
 * stay in, but for the one behind a clause that opens the sentence ("Without help, anxiety …"); a cue inside a mention is not heard. */

enum { DEPTH = 8 }; /* brackets in brackets; deeper ones are read over */

/* A bound of scopes while a sentence is walked along, and those that were left behind at brackets. */
struct bound {
	size_t at, depth, outer[DEPTH];
};

/* Does a semicolon, or a colon, stand before token i > 0? */
static bool breaks(struct span text, const token_list *tokens, size_t i)
{
	for (size_t k = tokens->v[i - 1].end; k < tokens->v[i].start; k++)
		if (text.p[k] == ';' || text.p[k] == ':')
			return true;
	return false;
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
		const struct cue_rule *r = &c->rules[cues->v[i].row];
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
		const struct cue_rule *r = &c->rules[cue->row];
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
		const struct cue_rule *r = &c->rules[cue->row];
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

void context_reach(const struct context *c, struct span text, const token_list *tokens, cue_list *cues)
{
	reach_forward(c, text, tokens, cues);
	reach_backward(c, text, tokens, cues);
	extend(c, cues);
}
