/* The year of a reference, and its volume, issue and pages: the run of numbers that makes the best locator. */
#include "base/text.h"
#include "reference/reference_run.h"

static void set_year(struct parse *p, size_t i)
{
	size_t suffix = 0;
	struct span s = tok_text(p, i);
	if (tok_year(p, i, &suffix)) {
		p->out->year = span_sub(s, 0, 4);
		p->out->year_suffix = span_sub(s, 4, 4 + suffix);
	} else {
		p->out->year = span_sub(p->text, p->v[i].at, p->v[p->v[i].until - 1].end);
	}
}

static bool is_date_word(const struct parse *p, size_t i)
{
	return tok_cue(p, i, CUE(UNDATED)) || tok_cue(p, i, CUE(MONTH));
}

/* "Lee, P., & Department of Rest, Public Works. (2011). Title": the year in brackets behind an organisation that was not read as a name.
 * Returns its bracket, or `from`. */
static size_t year_behind_body(const struct parse *p, size_t from)
{
	enum { BODY_LONGEST = 16 }; /* tokens */
	size_t s;
	bool body = false;
	for (size_t i = from; i + 3 < p->n && i < from + BODY_LONGEST; i++) {
		const struct piece *t = &p->v[i];
		if (tok_mark(p, i, '('))
			return body && tok_year(p, i + 1, &s) && tok_mark(p, i + 2, ')') && tok_mark(p, i + 3, '.') ? i : from;
		if (t->kind == TOK_MARK ? t->c != ',' && t->c != '.' && t->c != '&' && t->c != ';' : t->kind != TOK_WORD)
			return from;
		if (t->kind == TOK_WORD && !(t->shape & SHAPE_CAPITAL) && !(t->cue & (CUE(FUNCTION) | CUE(AND))))
			return from;
		body |= (t->cue & CUE(BODY)) != 0;
	}
	return from;
}

void parse_year_head(struct parse *p)
{
	size_t i = p->names_end, s, year = SIZE_MAX, end;
	while (i < p->n && p->v[i].kind == TOK_MARK && p->v[i].c && strchr(".,:;-", p->v[i].c))
		i++;
	i = year_behind_body(p, i);
	size_t start = i;
	p->year_at = p->year_end = SIZE_MAX;
	if (tok_mark(p, i, '(') || tok_mark(p, i, '[')) {
		char close = p->v[i].c == '(' ? ')' : ']';
		for (end = i + 1; end < p->n && end < i + 14 && !tok_mark(p, end, close); end++)
			if (year == SIZE_MAX && (tok_year(p, end, &s) || tok_cue(p, end, CUE(UNDATED))))
				year = end;
		if (year == SIZE_MAX || !tok_mark(p, end, close))
			return;
		if (year > i + 1 && !tok_year(p, i + 1, &s) && !is_date_word(p, i + 1) && p->v[i + 1].kind != TOK_NUMBER &&
			p->v[i + 1].kind != TOK_MARK && year > i + 3)
			return;
		end++;
	} else if (tok_year(p, i, &s) || (tok_cue(p, i, CUE(UNDATED)) && (i > p->first))) {
		year = i;
		end = p->v[i].until;
		bool numeric = tok_year(p, i, &s);
		if (numeric && tok_mark(p, end, '-') && p->v[end + 1].kind == TOK_NUMBER)
			return;
		if (end < p->n && p->v[end].kind != TOK_MARK && (s == 0 || !numeric) && i == p->first && !tok_capital(p, end))
			return;
		if (numeric && tok_mark(p, end, '/') && p->v[end + 1].kind == TOK_NUMBER)
			end += 2;
		if (tok_mark(p, end, ';') && p->v[end + 1].kind == TOK_NUMBER)
			return; /* 2001;12: belongs to the locator */
	} else {
		return;
	}
	set_year(p, year);
	while (end < p->n && p->v[end].kind == TOK_MARK && p->v[end].c && strchr(".,:;)-", p->v[end].c))
		end++;
	if (p->out->n_authors && (tok_mark(p, end, '(') || tok_mark(p, end, '[')) && tok_cue(p, end + 1, CUE(EDITOR)) &&
		p->v[end + 1].letters > 1 && p->v[end + 1].until <= end + 3) { /* "(2011) (ed.):" */
		p->names_are_editors = true;
		for (end = p->v[end + 1].until; end < p->n && p->v[end].kind == TOK_MARK && p->v[end].c && strchr(".,:;)]", p->v[end].c);)
			end++;
	}
	p->year_at = start;
	p->year_end = end;
	parse_mark(p, start, end, FIELD_YEAR);
}

/* An issue in brackets is all that the brackets hold: "2 Suppl", "3 Pt 1". */
static struct span bracket_span(const struct parse *p, const struct item *it)
{
	size_t from = it->from, to = it->to;
	while (from > p->first && !tok_mark(p, from - 1, '(') && !tok_mark(p, from - 1, '['))
		from--;
	while (to < p->n && !tok_mark(p, to, ')') && !tok_mark(p, to, ']'))
		to++;
	uint64_t label;
	size_t number = run_labelled(p, from, &label);
	return tok_span(p, number && label != CUE(PART) ? number : from, to);
}

static struct span item_span(const struct parse *p, const struct item *it)
{
	size_t from = it->from;
	uint64_t label;
	if (it->label && (from = run_labelled(p, it->from, &label)) == 0)
		from = it->from;
	return tok_span(p, from, it->to);
}

static void take_run(struct parse *p, const struct run *r, bool whole)
{
	struct reference *o = p->out;
	bool volume = r->volume && (whole || r->v[r->volume - 1].label), pages = r->pages && (whole || r->v[r->pages - 1].label);
	bool issue = r->issue && (whole || r->v[r->issue - 1].label);
	if (volume && !o->volume.n) {
		o->volume = item_span(p, &r->v[r->volume - 1]);
		if (r->volume_more)
			o->volume.n = (size_t)(p->text.p + p->v[r->v[r->volume_more - 1].to - 1].end - o->volume.p);
	}
	if (issue && !o->issue.n)
		o->issue = r->v[r->issue - 1].bracket ? bracket_span(p, &r->v[r->issue - 1]) : item_span(p, &r->v[r->issue - 1]);
	if (pages && !o->pages.n)
		o->pages = item_span(p, &r->v[r->pages - 1]);
	if (r->year && (whole || r->v[r->year - 1].bracket || !o->year.n)) {
		if (!o->year.n)
			set_year(p, r->v[r->year - 1].from);
	}
	if (span_is(o->volume, "0")) /* "0(0)": not in print yet */
		o->volume.n = 0;
	if (span_is(o->issue, "0"))
		o->issue.n = 0;
	for (size_t k = 0; k < r->n; k++)
		p->labelled |= r->v[k].label != 0;
	parse_mark(p, r->from, r->to, FIELD_LOCATOR);
}

/* Whether the number at i stands in a bracket after words: "(Lond Engl 1985)". */
static bool after_words(const struct parse *p, size_t i)
{
	bool words = false;
	for (size_t k = i; k > p->first && k + 8 > i; k--) {
		if (tok_mark(p, k - 1, ')') || tok_mark(p, k - 1, ']'))
			return false;
		if (tok_mark(p, k - 1, '(') || tok_mark(p, k - 1, '['))
			return words;
		words |=
			tok_word(p, k - 1) && !tok_cue(p, k - 1, CUE(MONTH) | CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE) | CUE(EDITION) | CUE(SUPPLEMENT));
	}
	return false;
}

/* The year where nothing else told it: the last in brackets, else the last before a stop or the end, else the last. */
static void last_year(struct parse *p, size_t from)
{
	size_t best = SIZE_MAX, s;
	int best_worth = -1;
	for (size_t i = from; i < p->n; i++) {
		if (!tok_year(p, i, &s) || p->v[i].field == FIELD_ID || p->v[i].field == FIELD_URL || p->v[i].field == FIELD_NOTE)
			continue;
		if (tok_mark(p, i + 1, '-') && p->v[i + 1].space == false && p->v[i + 2].kind == TOK_NUMBER)
			continue;
		int worth = tok_mark(p, i + 1, ')') || tok_mark(p, i + 1, ']')   ? 3
					: tok_mark(p, i + 1, '.') || i + 1 == p->n           ? 2
					: tok_mark(p, i + 1, ',') || tok_mark(p, i + 1, ';') ? 1
																		 : 0;
		bool inside = worth == 0 && i > from && tok_word(p, i - 1) && !tok_cue(p, i - 1, CUE(MONTH)) && tok_word(p, i + 1) &&
					  !tok_capital(p, i - 1) && !tok_capital(p, i + 1); /* "what was hoped of a 2003 trial" */
		if (worth >= best_worth && !inside) {
			best = i;
			best_worth = worth;
		}
	}
	if (best == SIZE_MAX)
		return;
	set_year(p, best);
	size_t start = best;
	while (start > from && (tok_cue(p, start - 1, CUE(MONTH)) || (p->v[start - 1].kind == TOK_NUMBER && tok_cue(p, start, CUE(MONTH)))))
		start--;
	size_t end = best + 1;
	if (start > from && tok_mark(p, start - 1, '(')) { /* "(1994, March 3)" */
		while (tok_cue(p, end, CUE(MONTH)) || tok_mark(p, end, ',') || tok_mark(p, end, '.') ||
			   (end < p->n && p->v[end].kind == TOK_NUMBER))
			end++;
		if (tok_mark(p, end, ')')) {
			start--;
			end++;
		} else {
			end = best + 1;
		}
	}
	parse_mark(p, start, end, FIELD_YEAR);
}

/* "Ketamine. (n.d.). In …": what stands for a year, alone in its brackets. */
static bool bracketed_date(struct parse *p, size_t from)
{
	for (size_t i = from; i + 2 < p->n; i++) {
		size_t end = tok_cue(p, i + 1, CUE(UNDATED)) ? p->v[i + 1].until : 0;
		end += end && tok_mark(p, end, '.');
		if (end == 0 || !tok_mark(p, i, '(') || !tok_mark(p, end, ')'))
			continue;
		set_year(p, i + 1);
		parse_mark(p, i, end + 1, FIELD_YEAR);
		return true;
	}
	return false;
}

/* What no locator begins with: most words, and all marks but brackets. */
static bool is_plain(const struct piece *t)
{
	if (t->kind == TOK_WORD)
		return (t->cue & (CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE) | CUE(PART) | CUE(MONTH))) == 0 && !(t->shape & SHAPE_ROMAN);
	return t->kind == TOK_MARK && t->c != '(' && t->c != '[';
}

void parse_locator(struct parse *p)
{
	struct run best = {0}, r;
	size_t from = p->year_at != SIZE_MAX ? p->year_end : p->names_end;
	best.score = 0;
	for (size_t i = from; i < p->n; i++) {
		uint64_t label;
		if (p->v[i].field != FIELD_NONE || is_plain(&p->v[i]))
			continue;
		if (!run_is_number(p, i) && !run_labelled(p, i, &label) &&
			!(tok_word(p, i) && (tok_cue(p, i, CUE(MONTH)) || (p->v[i].shape & SHAPE_ROMAN))) &&
			!((tok_mark(p, i, '(') || tok_mark(p, i, '[')) &&
			  (run_is_number(p, i + 1) || run_labelled(p, i + 1, &label) || tok_cue(p, i + 1, CUE(MONTH)))))
			continue;
		if (run_is_number(p, i) && after_words(p, i))
			continue;
		run_read(p, i, &r);
		if (r.n == 0)
			continue;
		run_assign(p, &r);
		run_judge(p, &r);
		if (r.score >= best.score && r.score > 0)
			best = r;
		i = r.to > i ? r.to - 1 : i;
	}
	p->tail = p->tail_end = SIZE_MAX;
	if (best.n) {
		run_trim(p, &best);
		take_run(p, &best, true);
		p->tail = best.from;
		p->tail_end = best.to;
	}
	/* labelled parts elsewhere, and a year where none was found */
	for (size_t i = from; i < p->n; i++) {
		uint64_t label;
		if (p->v[i].field != FIELD_NONE || is_plain(&p->v[i]) ||
			!(run_is_number(p, i) || run_labelled(p, i, &label) || tok_mark(p, i, '(')))
			continue;
		run_read(p, i, &r);
		if (r.n == 0)
			continue;
		run_assign(p, &r);
		bool labels = false;
		for (size_t k = 0; k < r.n; k++)
			labels |= (r.v[k].label & (CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE))) != 0;
		if (labels)
			take_run(p, &r, false);
		i = r.to > i ? r.to - 1 : i;
	}
	if (!p->out->year.n && !bracketed_date(p, from))
		last_year(p, from);
}
