/* Reading one row: the cell of a pattern, from left to right, into positions. */
#include <stdlib.h>

#include "base/text.h"
#include "concept/pattern_piece.h"

enum { DEPTH_MOST = 8 }; /* brackets inside each other */

/* An open bracket, or the whole. */
struct frame {
	struct pattern_piece sequence; /* since the last bar */
	struct pattern_piece others;   /* the alternatives before it */
	bool barred;                   /* there are some */
	bool words;                    /* something stands since the last bar */
	uint32_t separator;            /* before the bracket */
	size_t at;                     /* where it opens, in bytes */
	uint64_t from;                 /* its positions are from this bit on */
};

struct reading {
	struct patterns *p;
	struct pattern pattern;
	struct span cell;
	size_t at;
	size_t item_end; /* where the last word, bracket, gap or class ends; SIZE_MAX where a bracket or bar came since */
	struct buf sign; /* what stands between the last word and the next */
	struct frame stack[DEPTH_MOST + 1];
	size_t depth;
	token_list tokens;
	struct buf scratch;
	size_t row;
	struct diag *d;
	bool wrong;
};

static struct pattern_piece fault(struct reading *r, size_t at, const char *what)
{
	const struct table *t = r->p->table;
	if (!r->wrong)
		diag_at(r->d, DIAG_WRONG, t->path, table_line(t, r->row), (size_t)table_column(t, "term") + 1, "at character %zu of the term: %s",
				text_chars(span_sub(r->cell, 0, at)) + 1, what);
	r->wrong = true;
	return pattern_piece_nothing;
}

/* ---- positions ---- */

/* What the signs since the last word mean as a separator, and forgets them. */
static uint32_t take_sign(struct reading *r)
{
	buf_clear(&r->scratch);
	buf_addc(&r->scratch, 'x');
	buf_addspan(&r->scratch, buf_span(&r->sign));
	if (r->sign.n == 0)
		buf_addc(&r->scratch, ' ');
	buf_addc(&r->scratch, 'x'); /* no blank between: "you've" is not "you' ve" */
	buf_clear(&r->sign);
	token_list between = {0};
	tokens_scan(&between, buf_span(&r->scratch));
	uint32_t separator = between.n == 2 ? between.v[1].separator : TOKEN_SOFT;
	list_free(&between);
	return separator;
}

static struct pattern_piece add_position(struct reading *r, size_t at, struct position q, unsigned worth)
{
	unsigned i = r->pattern.n;
	if (i == POSITIONS_MOST)
		return fault(r, at, "more words than a pattern may have (64)");
	r->pattern.n++;
	list_push(&r->p->positions, q);
	return (struct pattern_piece){
		.first = pattern_piece_bit(i), .last = pattern_piece_bit(i), .anchors = worth ? pattern_piece_bit(i) : 0, .worth = worth};
}

static uint32_t keep_letters(struct reading *r, const char *p, size_t n)
{
	uint32_t place = (uint32_t)r->p->letters.n; /* fits: shorter than the table */
	buf_add(&r->p->letters, p, n);
	return place;
}

static struct pattern_piece add_word(struct reading *r, size_t at, const struct token *t, struct span word)
{
	struct position q = {.word = t->fold, .separator = take_sign(r), .n = (uint32_t)word.n, .takes = TAKES_WORD};
	q.text = keep_letters(r, word.p, word.n);
	return add_position(r, at, q, (unsigned)word.n);
}

/* The beginning or ending of a word. */
static struct pattern_piece add_affix(struct reading *r, size_t at, struct span word, bool ending)
{
	char folded[TOKEN_FOLDED];
	struct position q = {.separator = take_sign(r), .takes = ending ? TAKES_ENDING : TAKES_BEGINNING};
	size_t n = token_fold_short(word, folded);
	if (n < AFFIX_LEAST || n > AFFIX_MOST)
		return fault(r, at, "the beginning or ending of a word has 2 to 31 letters");
	q.n = (uint32_t)n;
	q.text = keep_letters(r, folded, n);
	q.word = affix_root(ending ? AFFIX_FROM_RIGHT : AFFIX_FROM_LEFT);
	for (size_t i = 0; i < n; i++)
		q.word = affix_step(q.word, folded[ending ? n - 1 - i : i]);
	return add_position(r, at, q, (q.n + 1) / 2);
}

/* ---- the language ---- */

static bool ends_chunk(char c)
{
	return text_is_space(c) || strchr("(){}|<>?", c) != NULL;
}

/* Does an item begin where another ends, as in "anti(psychotic|depressant)"? What is alternative, optional or a class is a whole word. */
static bool glued(struct reading *r, size_t at)
{
	if (at == r->item_end)
		fault(r, at, "a blank is missing: words, brackets, gaps and classes do not touch");
	return r->wrong;
}

/* A run of words and signs without blanks; a star at a word's edge makes it a beginning or an ending, a star alone is any word. */
static struct pattern_piece read_chunk(struct reading *r)
{
	size_t from = r->at, end = from, k = 0;
	struct pattern_piece all = pattern_piece_nothing;
	struct buf plain = {0}; /* with hyphens for stars, which so belong to no separator */
	for (; end < r->cell.n && !ends_chunk(r->cell.p[end]); end++)
		buf_addc(&plain, r->cell.p[end] == '*' ? '-' : r->cell.p[end]);
	struct span s = buf_span(&plain);
	r->at = end;
	tokens_scan(&r->tokens, s);
	for (size_t at = 0; at < s.n && !r->wrong;) {
		const struct token *t = k < r->tokens.n ? &r->tokens.v[k] : NULL;
		bool star = r->cell.p[from + at] == '*', word = t && at + star == t->start;
		if (!star && !word) {
			buf_addc(&r->sign, s.p[at++]);
			continue;
		}
		if (at == 0 && glued(r, from))
			break;
		struct pattern_piece one;
		if (!word) {
			one = add_position(r, from + at, (struct position){.separator = take_sign(r), .takes = TAKES_ANY}, 0);
			at++;
		} else {
			struct span letters = span_sub(s, t->start, t->end);
			bool behind = t->end < s.n && r->cell.p[from + t->end] == '*';
			if (star && behind)
				one = fault(r, from + at, "a star stands at one end of a word alone");
			else
				one = star || behind ? add_affix(r, from + at, letters, star) : add_word(r, from + at, t, letters);
			at = t->end + behind;
			k++;
		}
		r->item_end = from + at;
		pattern_piece_append(r->p, &r->pattern, &all, &one);
	}
	buf_addc(&r->sign, ' ');
	buf_free(&plain);
	return all;
}

/* {3}: up to three words; {1-3}: one to three. */
static struct pattern_piece read_gap(struct reading *r)
{
	size_t from = r->at;
	const char *s = r->cell.p + from + 1; /* the cell ends with a NUL */
	unsigned least = 0, most = 0;
	if (text_is_digit(s[0]) && s[1] == '}')
		most = (unsigned)(s[0] - '0'), r->at += 3;
	else if (text_is_digit(s[0]) && s[1] == '-' && text_is_digit(s[2]) && s[3] == '}')
		least = (unsigned)(s[0] - '0'), most = (unsigned)(s[2] - '0'), r->at += 5;
	if (most == 0 || least > most)
		return fault(r, from, "a gap is {N} or {M-N} words, N being 1 to 9");
	if (take_sign(r) != TOKEN_SOFT)
		return fault(r, from, "no sign stands before a gap");
	if (glued(r, from))
		return pattern_piece_nothing;
	r->item_end = r->at;
	struct pattern_piece all = {.empty = least == 0};
	for (unsigned i = 0; i < most && !r->wrong; i++) {
		struct pattern_piece one = add_position(r, from, (struct position){.takes = TAKES_ANY, .gap = true}, 0);
		pattern_piece_link(r->p, &r->pattern, i ? pattern_piece_bit(r->pattern.n - 2u) : 0, one.first);
		all.first = i ? all.first : one.first;
		all.last |= i + 1 >= least ? one.last : 0;
	}
	return all;
}

static struct pattern_piece read_class(struct reading *r)
{
	size_t from = r->at;
	const char *close = memchr(r->cell.p + from, '>', r->cell.n - from), *why;
	if (close == NULL)
		return fault(r, from, "the '<' is not closed");
	if (glued(r, from))
		return pattern_piece_nothing;
	r->item_end = r->at = (size_t)(close - r->cell.p) + 1;
	size_t class = pattern_class(r->p, span_sub(r->cell, from + 1, r->at - 1), &why, r->d);
	if (class == SIZE_MAX)
		return fault(r, from, why);
	return add_position(r, from, (struct position){.separator = take_sign(r), .takes = TAKES_CLASS, .class = (uint16_t) class}, 0);
}

static void open_bracket(struct reading *r)
{
	if (glued(r, r->at))
		return;
	if (r->depth == DEPTH_MOST) {
		fault(r, r->at, "brackets more than 8 deep");
		return;
	}
	r->stack[++r->depth] = (struct frame){.sequence = pattern_piece_nothing, .separator = take_sign(r), .at = r->at, .from = r->pattern.n};
	r->item_end = SIZE_MAX;
	r->at++;
}

/* An alternative, or the whole, is at its end. */
static void end_sequence(struct reading *r)
{
	struct frame *f = &r->stack[r->depth];
	if (!f->words)
		fault(r, r->at, "words are missing here");
	else if (take_sign(r) != TOKEN_SOFT)
		fault(r, r->at, "a sign counts between two words; here the second one is missing");
	f->others = f->barred ? pattern_piece_either(&f->others, &f->sequence) : f->sequence;
	f->sequence = pattern_piece_nothing;
	f->barred = true;
	f->words = false;
	r->item_end = SIZE_MAX;
}

static struct pattern_piece close_bracket(struct reading *r)
{
	if (r->depth == 0)
		return fault(r, r->at, "no '(' was opened");
	end_sequence(r);
	struct frame f = r->stack[r->depth--];
	uint64_t inner = 0;
	for (unsigned i = (unsigned)f.from; i < r->pattern.n; i++)
		inner |= pattern_piece_position(r->p, &r->pattern, i)->follow;
	for (uint64_t set = f.separator == TOKEN_SOFT ? 0 : f.others.first; set; set &= set - 1) {
		struct position *q = pattern_piece_position(r->p, &r->pattern, (unsigned)__builtin_ctzll(set));
		if (q->separator != TOKEN_SOFT || (inner & set & -set))
			return fault(r, f.at, "the sign before this bracket belongs inside it");
		q->separator = f.separator;
	}
	r->item_end = ++r->at;
	return f.others;
}

/* Adds an item to the sequence at hand; a question mark behind it makes it optional. */
static void add_item(struct reading *r, struct pattern_piece item)
{
	struct frame *f = &r->stack[r->depth];
	bool whole = item.first != 0; /* signs alone are no item */
	if (whole && r->at < r->cell.n && r->cell.p[r->at] == '?' && r->item_end == r->at) {
		item.empty = true;
		item.worth = 0;
		r->item_end = ++r->at;
	}
	pattern_piece_append(r->p, &r->pattern, &f->sequence, &item);
	f->words |= whole;
}

static void read_next(struct reading *r)
{
	switch (r->cell.p[r->at]) {
	case ' ':
	case '\t':
		r->at++;
		break;
	case '(':
		open_bracket(r);
		break;
	case ')':
		add_item(r, close_bracket(r));
		break;
	case '|':
		end_sequence(r);
		r->at++;
		break;
	case '{':
		add_item(r, read_gap(r));
		break;
	case '<':
		add_item(r, read_class(r));
		break;
	case '?':
	case '}':
	case '>':
		fault(r, r->at, r->cell.p[r->at] == '?' ? "a '?' stands directly behind a word or bracket" : "it was not opened");
		break;
	default:
		if (text_is_space(r->cell.p[r->at]))
			r->at++;
		else
			add_item(r, read_chunk(r));
	}
}

static void read_pattern(struct reading *r, struct pattern_piece *all)
{
	r->stack[0] = (struct frame){.sequence = pattern_piece_nothing};
	while (r->at < r->cell.n && !r->wrong)
		read_next(r);
	if (r->depth && !r->wrong)
		fault(r, r->stack[r->depth].at, "the '(' is not closed");
	if (!r->wrong)
		end_sequence(r);
	*all = r->stack[0].others;
	uint64_t gaps = 0;
	for (unsigned i = 0; i < r->pattern.n; i++)
		gaps |= pattern_piece_position(r->p, &r->pattern, i)->gap ? pattern_piece_bit(i) : 0;
	if (all->empty)
		fault(r, 0, "all words are optional");
	else if ((all->first | all->last) & gaps)
		fault(r, 0, "a gap stands between two words");
	else if (all->worth == 0)
		fault(r, 0, "a word is missing that no match can do without");
}

/* A term whose last word is only the beginning or ending of one. */
static void read_affix(struct reading *r, bool ending, struct pattern_piece *all)
{
	tokens_scan(&r->tokens, r->cell);
	for (size_t i = 0; i < r->tokens.n && !r->wrong; i++) {
		const struct token *t = &r->tokens.v[i];
		struct span word = span_sub(r->cell, t->start, t->end);
		struct pattern_piece one = i + 1 < r->tokens.n ? add_word(r, t->start, t, word) : add_affix(r, t->start, word, ending);
		if (!r->wrong)
			pattern_piece_position(r->p, &r->pattern, r->pattern.n - 1u)->separator = i ? t->separator : TOKEN_SOFT;
		pattern_piece_append(r->p, &r->pattern, all, &one);
	}
	if (r->tokens.n == 0)
		fault(r, 0, "a term needs a letter or digit");
}

int pattern_read(struct patterns *p, size_t row, struct diag *d)
{
	const struct table *t = p->table;
	const char *match = table_cell(t, row, table_column(t, "match"));
	struct reading r = {.p = p, .cell = span_of(table_cell(t, row, table_column(t, "term"))), .row = row, .d = d, .item_end = SIZE_MAX};
	struct pattern_piece all = pattern_piece_nothing;
	r.pattern.at = p->positions.n;
	r.pattern.row = (uint32_t)row;
	if (strcmp(match, "pattern") == 0)
		read_pattern(&r, &all);
	else
		read_affix(&r, strcmp(match, "suffix") == 0, &all);
	r.pattern.first = all.first;
	r.pattern.last = all.last;
	r.pattern.anchors = all.anchors;
	if (!r.wrong)
		list_push(&p->v, r.pattern);
	list_free(&r.tokens);
	buf_free(&r.sign);
	buf_free(&r.scratch);
	return r.wrong ? DIAG_WRONG : DIAG_OK;
}
