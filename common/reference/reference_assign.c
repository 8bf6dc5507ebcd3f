/* Which item of a run is the volume, which the issue, the pages, the year; and how good a locator the run makes. */
#include "base/text.h"
#include "reference/reference_run.h"

void run_trim(const struct parse *p, struct run *r)
{
	size_t k = 0;
	while (k + 1 < r->n && k + 1 != r->year && k + 1 != r->volume && k + 1 != r->issue && k + 1 != r->pages && r->v[k].kind != ITEM_MONTH &&
		   r->v[k].kind != ITEM_DAY)
		k++;
	if (k == 0 || k + 1 == r->n)
		return;
	r->from = r->v[k].from;
	while (r->from > r->v[k - 1].to && (tok_mark(p, r->from - 1, '(') || tok_mark(p, r->from - 1, '[')))
		r->from--;
}

static bool page_like(const struct item *it)
{
	return (it->kind == ITEM_NUMBER || it->kind == ITEM_RANGE) && !it->label && !it->bracket;
}

static size_t later_pages(const struct run *r, size_t k)
{
	for (size_t i = k + 1; i < r->n; i++)
		if (page_like(&r->v[i]) || r->v[i].label == CUE(PAGE))
			return i + 1;
	return 0;
}

static void assign_number(struct run *r, size_t k)
{
	const struct item *it = &r->v[k];
	if (it->bracket) {
		if (r->issue == 0 && (r->volume || it->kind == ITEM_NUMBER))
			r->issue = k + 1;
		return;
	}
	if (it->letter && (r->volume || r->issue) && !r->pages) {
		r->pages = k + 1;
	} else if (it->kind == ITEM_RANGE) {
		if (!r->volume && !r->pages && later_pages(r, k))
			r->volume = k + 1;
		else if (r->volume && !r->issue && !r->pages && later_pages(r, k) && it->before != ':')
			r->issue = k + 1;
		else if (!r->pages)
			r->pages = k + 1;
	} else if (!r->volume && !r->pages) {
		r->volume = k + 1;
	} else if (!r->pages && k + 2 == r->n && page_like(&r->v[k + 1]) && r->v[k + 1].before == 0 && r->v[k + 1].kind == ITEM_NUMBER) {
		r->v[k].to = r->v[k + 1].to; /* "12 101 118": from and to without a dash */
		r->v[k + 1].kind = ITEM_COUNT;
		r->pages = k + 1;
	} else if (!r->pages && !r->issue && later_pages(r, k)) {
		r->issue = k + 1;
	} else if (!r->pages && r->volume) {
		r->pages = k + 1;
	}
}

static bool years_alone(const struct parse *p, const struct item *it)
{
	size_t s;
	return it->kind == ITEM_RANGE && !it->label && tok_year(p, it->from, &s) && tok_year(p, it->to - 1, &s);
}

/* Days and months are no volumes: "2011 4 7;88(3)" between the year and a semicolon, "7.4.2011", "May 3-8", "9 July". */
static void drop_dates(struct run *r)
{
	for (size_t k = 0; k < r->n; k++) {
		struct item *it = &r->v[k];
		if (it->label || (it->kind != ITEM_NUMBER && it->kind != ITEM_RANGE))
			continue;
		if ((k && r->v[k - 1].kind == ITEM_MONTH && (it->before == 0 || it->before == '.')) ||
			(k + 1 < r->n && r->v[k + 1].kind == ITEM_MONTH && (r->v[k + 1].before == 0 || r->v[k + 1].before == '.')))
			it->kind = ITEM_DAY;
		if (k + 2 < r->n && r->v[k + 1].before == '.' && r->v[k + 2].before == '.' && r->v[k + 2].kind == ITEM_YEAR)
			it->kind = r->v[k + 1].kind = ITEM_DAY;
	}
	for (size_t k = 0; k + 1 < r->n; k++) {
		if (r->v[k].kind != ITEM_YEAR)
			continue;
		size_t i = k + 1;
		while (i < r->n && i <= k + 3 && r->v[i].kind == ITEM_NUMBER && r->v[i].before == 0 && !r->v[i].label && !r->v[i].bracket)
			i++;
		if (i < r->n && r->v[i].before == ';')
			while (--i > k)
				r->v[i].kind = ITEM_DAY;
	}
}

/* One year a run: in brackets before all; a number with a label is none. */
static void settle_years(const struct parse *p, struct run *r)
{
	size_t bracket = 0;
	for (size_t k = 0; k < r->n; k++) {
		if (r->v[k].kind == ITEM_YEAR && r->v[k].label)
			r->v[k].kind = ITEM_NUMBER;
		if (k && r->v[k].kind == ITEM_YEAR && k + 1 < r->n && r->v[k + 1].before == ';' && r->v[0].kind == ITEM_YEAR && r->v[0].bracket)
			r->v[0].kind = ITEM_COUNT; /* "Am J Night Work (1985). 2016;4" */
		if (r->v[k].kind == ITEM_YEAR && r->v[k].bracket)
			bracket = k + 1;
	}
	if (bracket && p->out->year.n != 4)
		for (size_t k = 0; k + 1 < bracket; k++)
			if (r->v[k].kind == ITEM_YEAR)
				r->v[k].kind = ITEM_NUMBER; /* "Night Lett 1712, 045 (2011)" */
}

/* The part of item k by its kind, label and place. */
static void assign_item(struct run *r, size_t k)
{
	const struct item *it = &r->v[k];
	size_t *part = it->label == CUE(VOLUME) ? &r->volume : it->label == CUE(ISSUE) ? &r->issue : it->label == CUE(PAGE) ? &r->pages : NULL;
	switch (it->kind) {
	case ITEM_YEAR:
		r->year = r->year ? r->year : k + 1;
		break;
	case ITEM_SUPPLEMENT:
		if (it->bracket || r->issue || !r->volume || it->to > it->from + 1)
			r->issue = r->issue ? r->issue : k + 1;
		else
			r->volume_more = k + 1;
		break;
	case ITEM_PART:
		if (it->bracket && r->volume && !r->issue)
			r->issue = k + 1;
		break;
	case ITEM_NUMBER:
	case ITEM_RANGE:
		if (part)
			*part = *part ? *part : k + 1;
		else
			assign_number(r, k);
		break;
	default:
		break;
	}
}

/* A number that looks like a year where the year is known already: a page or a volume, unless brackets, months or days say otherwise.
 * False where it has no part at all. */
static bool second_year(const struct parse *p, struct run *r, size_t k)
{
	struct item *it = &r->v[k];
	bool same = p->out->year.n == 4 && memcmp(p->out->year.p, tok_text(p, it->from).p, 4) == 0;
	bool dated = r->year != 0 || (p->out->year.n == 4 && !same);
	bool date = k && (r->v[k - 1].kind == ITEM_MONTH || r->v[k - 1].kind == ITEM_DAY);
	if (dated && k == 0 && r->n > 1 && r->v[1].label == CUE(PAGE))
		return false; /* "Sleep 2000, pp. 12" */
	if (dated && !it->bracket && !date)
		it->kind = ITEM_NUMBER;
	else if (dated && !r->year)
		return false;
	else if (!dated && !it->bracket && r->volume && it->before == ':' && !r->pages && k + 1 == r->n && p->year_at != SIZE_MAX)
		it->kind = ITEM_NUMBER;
	return true;
}

void run_assign(const struct parse *p, struct run *r)
{
	drop_dates(r);
	settle_years(p, r);
	for (size_t k = 0; k < r->n; k++) {
		struct item *it = &r->v[k];
		if (years_alone(p, it) && !r->volume)
			it->kind = ITEM_COUNT; /* "1801-1850": a time that the title tells of */
		if (it->kind == ITEM_YEAR && !it->label && !second_year(p, r, k))
			continue;
		assign_item(r, k);
	}
}

/* "(2011). Title. Night Work and Rest, 2011.": a journal that counts its volumes by the year. */
static bool volume_by_year(const struct parse *p, size_t i)
{
	if (p->out->year.n != 4 || memcmp(p->out->year.p, tok_text(p, i).p, 4) != 0 || i < p->first + 4 || !tok_mark(p, i - 1, ','))
		return false;
	size_t words = 0;
	for (size_t k = i - 1; k > p->first && words < 9; k--) {
		if (tok_mark(p, k - 1, '.'))
			return words > 1;
		if (p->v[k - 1].kind != TOK_WORD || tok_cue(p, k - 1, CUE(MEETING) | CUE(MONTH) | CUE(PLACE) | CUE(PUBLISHER)) ||
			(!(p->v[k - 1].shape & SHAPE_CAPITAL) && !tok_cue(p, k - 1, CUE(FUNCTION) | CUE(AND))))
			return false;
		words++;
	}
	return false;
}

void run_judge(const struct parse *p, struct run *r)
{
	bool any_label = false;
	int score = 0;
	for (size_t k = 0; k < r->n; k++)
		any_label |= (r->v[k].label & (CUE(VOLUME) | CUE(ISSUE) | CUE(PAGE))) != 0;
	score += r->volume ? 2 : 0;
	score += r->pages ? 3 : 0;
	score += r->issue ? 1 : 0;
	score += r->year ? 2 : 0;
	score += any_label ? 3 : 0;
	if (r->pages && r->v[r->pages - 1].kind == ITEM_RANGE)
		score += 2;
	bool at_end = true;
	for (size_t i = r->to; i < p->n && at_end; i++)
		at_end = p->v[i].kind == TOK_MARK || p->v[i].field != FIELD_NONE;
	score += at_end ? 3 : 0;
	if (!r->volume && !any_label && r->pages) {
		bool closed = run_is_mark(p, r->to) && r->from > p->first && (tok_mark(p, r->from - 1, ',') || tok_mark(p, r->from - 1, ':'));
		score -= at_end ? 3 : closed ? 4 : 6;
	}
	if (r->n == 2 && !any_label && r->v[1].before == '.' && r->v[1].kind == ITEM_NUMBER && !p->v[r->v[1].from].space)
		score -= 8; /* "Release 4.2" */
	if (r->n == 1 && r->volume && !any_label && r->from > p->first && tok_mark(p, r->from - 1, '.') && p->v[r->from - 2].letters > 4)
		score -= 3; /* a number after a full stop */
	if (r->volume && !r->pages && !r->year && !any_label && !(r->issue && r->v[r->volume - 1].kind == ITEM_NUMBER))
		score -= at_end ? 2 : 4;
	if (r->n == 1 && at_end && r->v[0].kind == ITEM_YEAR && !r->v[0].bracket && p->year_at != SIZE_MAX && volume_by_year(p, r->from)) {
		r->v[0].kind = ITEM_NUMBER;
		r->year = 0;
		r->volume = 1;
		r->score = 1;
		return;
	}
	if (!r->volume && !r->pages && !r->issue && (!r->year || p->out->year.n == 4))
		score -= 12; /* "Night Work Atlas 2011" */
	if (!r->volume && !r->pages && !r->year && !any_label)
		score -= 4;
	r->score = score;
}
