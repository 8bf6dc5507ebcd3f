/* Runs of numbers, their labels and the marks between, cut into items. */
#include "reference/reference_run.h"
#include "base/text.h"

static bool is_page_word(const struct parse *p, size_t i)
{
	if (!tok_word(p, i) || !(p->v[i].shape & SHAPE_DIGIT))
		return false;
	struct span s = tok_text(p, i);
	size_t k = 0;
	while (k < s.n && text_is_alpha(s.p[k]))
		k++;
	return k >= 1 && k <= 4 && k < s.n && text_is_digit(s.p[k]);
}

bool run_is_number(const struct parse *p, size_t i)
{
	return i < p->n && p->v[i].field == FIELD_NONE && p->v[i].kind == TOK_NUMBER;
}

size_t run_labelled(const struct parse *p, size_t i, uint64_t *label)
{
	const uint64_t all = CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE) | CUE(PART);
	if (!tok_word(p, i) || !tok_cue(p, i, all) || p->v[i].field != FIELD_NONE)
		return 0;
	size_t at = p->v[i].until;
	while (tok_mark(p, at, '.') || tok_mark(p, at, ':') || tok_mark(p, at, '#') || tok_mark(p, at, '-'))
		at++;
	bool part = tok_cue(p, i, CUE(PART)) && !tok_cue(p, i, CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE));
	bool value = run_is_number(p, at) || is_page_word(p, at) ||
				 (tok_word(p, at) && (p->v[at].shape & SHAPE_ROMAN) && p->v[i].letters > 1) ||
				 (tok_word(p, at) && p->v[at].letters == 1 && part);
	if (!value)
		return 0;
	*label = part ? CUE(PART) : p->v[i].cue & CUE(PAGE) ? CUE(PAGE) : p->v[i].cue & CUE(VOLUME) ? CUE(VOLUME) : CUE(ISSUE);
	return at;
}

static size_t range_end(const struct parse *p, size_t i)
{
	size_t at = i + 1;
	while ((tok_mark(p, at, '-') || (tok_mark(p, at, '~') && !p->v[at].space)) && at < i + 4)
		at++;
	if (at == i + 1)
		return 0;
	if (run_is_number(p, at) || is_page_word(p, at) || (tok_word(p, at) && (p->v[at].shape & SHAPE_ROMAN)))
		return at + 1;
	return 0;
}

/* One value at token i: a number, a range, a year, "R12", "XII". Returns the token after it, 0 where there is none. */
static size_t value(const struct parse *p, size_t i, struct item *it)
{
	size_t s, end;
	bool word = is_page_word(p, i),
		 roman = tok_word(p, i) && (p->v[i].shape & SHAPE_ROMAN) && p->v[i].field == FIELD_NONE && !tok_cue(p, i, CUE(PLACE));
	if (it->before == ':' && tok_word(p, i) && (p->v[i].shape & SHAPE_UPPER) && p->v[i].letters <= 3 && run_is_number(p, i + 1)) {
		it->from = i;
		it->letter = true;
		return it->to = i + 2; /* "CD 001234" */
	}
	if (!run_is_number(p, i) && !word && !roman)
		return 0;
	it->from = i;
	it->letter = word;
	it->kind = ITEM_NUMBER;
	if ((end = range_end(p, i)) > 0) {
		it->kind = ITEM_RANGE;
		if (tok_mark(p, end, '.') && is_page_word(p, end + 1) && !p->v[end].space && !p->v[end + 1].space)
			end += 2; /* 45-67.e3 */
		return it->to = end;
	}
	if (word && (p->v[i].shape & SHAPE_HYPHEN))
		it->kind = ITEM_RANGE;
	else if (tok_year(p, i, &s))
		it->kind = ITEM_YEAR;
	else if (!word && !roman && p->v[i].letters && p->v[i].end - p->v[i].at >= 2) {
		struct span t = tok_text(p, i);
		if (t.p[t.n - 1] == 'p')
			it->kind = ITEM_COUNT;
	}
	return it->to = i + 1;
}

bool run_is_mark(const struct parse *p, size_t i)
{
	return i < p->n && p->v[i].kind == TOK_MARK && p->v[i].field == FIELD_NONE && p->v[i].c && strchr(".,;:()[]/-|", p->v[i].c) != NULL;
}

/* Whether a number is followed by "p." or "S." that counts the pages of a book. */
static bool counts_pages(const struct parse *p, size_t end)
{
	uint64_t label;
	return tok_word(p, end) && tok_cue(p, end, CUE(PAGE)) && run_labelled(p, end, &label) == 0;
}

static bool after_report(const struct parse *p, size_t at)
{
	for (size_t i = at; i > p->first && i + 3 > at; i--)
		if (tok_cue(p, i - 1, CUE(REPORT)) && p->v[i - 1].until == at)
			return true;
	return false;
}

/* "Suppl. 2", "Suppl A": with its number. */
static size_t supplement_end(const struct parse *p, size_t at)
{
	size_t end = p->v[at].until;
	end += tok_mark(p, end, '.') && p->v[end + 1].kind != TOK_MARK;
	bool number =
		run_is_number(p, end) || (tok_word(p, end) && (p->v[end].letters == 1 || is_page_word(p, end) || (p->v[end].shape & SHAPE_ROMAN)));
	return end + (number && !range_end(p, end));
}

/* Whether a run can begin with the value in [at, end): not with "R12", not with a lone letter. */
static bool opens_run(const struct parse *p, size_t at, size_t end, const struct item *it)
{
	if (it->letter || (tok_word(p, at) && p->v[at].letters < 2))
		return false;
	bool roman = tok_word(p, at) && !(p->v[at].shape & SHAPE_DIGIT);
	return !roman || run_is_mark(p, end) || run_is_number(p, end) || tok_cue(p, end, CUE(PAGE));
}

/* What stands at token `at` of a run: a labelled value, a month, a supplement, a bare value. The token after it, 0 where nothing of the
 * kind stands there. */
static size_t read_item(const struct parse *p, size_t at, const struct run *r, struct item *it)
{
	uint64_t label = 0;
	size_t number = run_labelled(p, at, &label), end;
	if (number && (end = value(p, number, it)) > 0) {
		if (label == CUE(ISSUE) && r->n == 0 && at > p->first && after_report(p, at))
			label = CUE(VOLUME); /* "NWO Discussion Paper No. 12": the number of a report is its volume */
		it->label = label;
		it->from = at;
		if (label == CUE(PART) || (tok_word(p, number) && !(p->v[number].shape & SHAPE_DIGIT) && label == CUE(ISSUE)))
			it->kind = ITEM_PART;
		return end;
	}
	if (number) {
		it->kind = ITEM_PART;
		it->from = at;
		return it->to = number + 1;
	}
	if (tok_word(p, at) && tok_cue(p, at, CUE(MONTH)) && (r->n || run_is_number(p, at + 1) || run_is_number(p, at + 2))) {
		it->kind = ITEM_MONTH;
		it->from = at;
		return it->to = at + 1;
	}
	if (r->n && tok_word(p, at) && tok_cue(p, at, CUE(SUPPLEMENT))) {
		it->kind = ITEM_SUPPLEMENT;
		it->from = at;
		return it->to = supplement_end(p, at);
	}
	if ((end = value(p, at, it)) == 0 || (r->n == 0 && !opens_run(p, at, end, it)))
		return 0;
	if (counts_pages(p, end)) {
		it->kind = ITEM_COUNT;
		it->to = ++end;
	}
	return end;
}

/* A full stop after a year, and then text: the run is over. */
static bool stops_run(const struct parse *p, size_t at, const struct run *r)
{
	uint64_t label;
	return tok_mark(p, at, '.') && p->v[at + 1].space && r->n && r->v[r->n - 1].kind == ITEM_YEAR && tok_capital(p, at + 1) &&
		   !run_labelled(p, at + 1, &label) && !tok_cue(p, at + 1, CUE(MONTH));
}

void run_read(const struct parse *p, size_t i, struct run *r)
{
	size_t at = i, depth = 0;
	char before = 0;
	*r = (struct run){.from = i, .to = i};
	while (at < p->n && p->v[at].field == FIELD_NONE) {
		struct item it = {.before = before, .bracket = depth > 0};
		if (run_is_mark(p, at)) {
			char c = p->v[at].c;
			if (stops_run(p, at, r))
				break;
			depth += c == '(' || c == '[';
			if ((c == ')' || c == ']') && depth)
				depth--;
			before = c;
			at++;
			continue;
		}
		size_t end = read_item(p, at, r, &it);
		if (end == 0 || r->n == ITEMS)
			break;
		r->v[r->n++] = it;
		r->to = at = end;
		before = 0;
	}
}
