/* Authors that are no persons: alone, in front of persons, between them and behind them. */
#include "reference/reference_author.h"

/* Tokens of a body's name: up to what ends it; before a year without marks, and there without a word for bodies; in capitals alone; before
 * a quoted title; before a stop; of a group behind names. */
enum {
	BODY_LONGEST = 30,
	UNMARKED_LONGEST = 12,
	NAMELESS_LONGEST = 4,
	CAPITALS_LONGEST = 3,
	QUOTED_LONGEST = 5,
	STOPPED_LONGEST = 14,
	GROUP_LONGEST = 16,
};

/* "Ostrow PJ, Society of Night Work (SNW), Dale MD": a body between persons. It ends at a comma, and a name with initials follows. */
bool organisation_between(const struct parse *p, size_t i, enum order order, struct name *n)
{
	enum { WORDS = 12 };
	size_t at = i, end;
	bool body = false;
	struct name next;
	if (tok_cue(p, at, CUE(FUNCTION)) && !(p->v[at].shape & SHAPE_CAPITAL))
		at++;
	size_t from = at;
	if (!tok_capital(p, at))
		return false;
	while (at < from + WORDS && tok_word(p, at)) {
		if (!(p->v[at].shape & SHAPE_CAPITAL) && !tok_cue(p, at, CUE(FUNCTION) | CUE(AND) | CUE(PARTICLE)))
			return false;
		body |= tok_cue(p, at, CUE(BODY)) && p->v[at].letters > 4;
		at++;
	}
	end = at;
	if (tok_mark(p, at, '(') && tok_word(p, at + 1) && tok_mark(p, at + 2, ')'))
		at += 3;
	if (!body || end < from + 2 || !(tok_mark(p, at, ',') || tok_mark(p, at, ';')))
		return false;
	if (!name_read(p, at + 1, order, &next) || !next.initials)
		return false;
	*n = (struct name){.family = from, .family_end = end, .end = at};
	return true;
}

void organisation_keep(struct parse *p, size_t from, size_t to)
{
	struct name n = {.family = from, .family_end = to};
	/* a short form in brackets is not part of the name */
	author_keep(p, p->out->n_authors, &n);
}

/* "Night Work Collaboration, P. J. Ostrow et al.": a body, and then persons. */
static bool body_and_names(struct parse *p, size_t comma)
{
	struct block best = {0};
	enum order order = author_best(p, comma + 1, &best);
	if (order == ORDERS || !best.initials)
		return false;
	organisation_keep(p, p->first, comma);
	author_read(p, comma + 1, order, &best, p);
	p->out->et_al = best.et_al;
	p->names_end = best.end;
	return true;
}

/* An author that is no person: up to a year in brackets, or up to a stop where a word says that it is a body. */
void organisation_read(struct parse *p)
{
	size_t at = p->first, s;
	bool body = false, lower = false, upper = true;
	if (tok_mark(p, at, '('))
		return; /* "(2025, June). Title": nobody is named */
	for (; at < p->n && at < p->first + BODY_LONGEST; at++) {
		const struct piece *t = &p->v[at];
		body |= tok_cue(p, at, CUE(BODY)) != 0;
		if (t->kind == TOK_WORD && !(t->shape & SHAPE_CAPITAL) && !tok_cue(p, at, CUE(FUNCTION) | CUE(PARTICLE) | CUE(AND) | CUE(IN)))
			lower = true;
		upper &= t->kind != TOK_WORD || ((t->shape & SHAPE_UPPER) && t->letters > 1);
		if (t->kind == TOK_MARK && (t->c == '(' || t->c == '[') && at > p->first && tok_year(p, at + 1, &s))
			break;
		if (t->kind == TOK_MARK && (t->c == '"' || t->c == '?' || t->c == ':'))
			break;
		if (t->kind == TOK_MARK && t->c == ',' && at > p->first && !lower && tok_cue(p, at - 1, CUE(BODY)) && body_and_names(p, at))
			return;
		if (t->kind == TOK_MARK && t->c == '.' && (at + 1 >= p->n || p->v[at + 1].space) &&
			!(at > p->first + 2 && at < p->first + 5 && p->v[at - 1].letters == 1))
			break;
		if (t->kind == TOK_MARK && t->c == ',' && (tok_year(p, at + 1, &s))) {
			if (tok_mark(p, at + 2, ')'))
				return; /* "Sleep in nurses (Night Work, 2014)" */
			break;
		}
		if (t->kind == TOK_URL || t->kind == TOK_DOI || (t->kind == TOK_NUMBER && !tok_year(p, at, &s)))
			return;
		if (t->kind == TOK_NUMBER && !lower && (body || upper) && at > p->first &&
			at <= p->first + (body ? UNMARKED_LONGEST : NAMELESS_LONGEST))
			break; /* "NWO 2011 Title" */
		if (t->kind == TOK_NUMBER)
			return;
	}
	if (at >= p->n || at == p->first || (!body && tok_cue(p, p->first, CUES_CONTAINER)))
		return;
	bool bracket = tok_mark(p, at, '(') || tok_mark(p, at, '[');
	bool dated = bracket || author_year_near(p, at);
	upper &= at - p->first <= CAPITALS_LONGEST && tok_mark(p, at, '.') && !rules_journal(p->rules, tok_span(p, p->first, at));
	bool quoted = tok_mark(p, at, '.') && tok_mark(p, at + 1, '"') && !lower && at - p->first <= QUOTED_LONGEST &&
				  !rules_journal(p->rules, tok_span(p, p->first, at)); /* `NightPlus. "Sleep."` */
	if (!((dated && (body || !lower)) || upper || quoted ||
		  (body && !lower && (tok_mark(p, at, '.') || tok_mark(p, at, ':')) && at - p->first <= STOPPED_LONGEST)))
		return;
	if (at == p->first + 3 && tok_cue(p, at - 2, CUE(AND)) && dated) { /* "Ostrow and Linde (2011)" */
		organisation_keep(p, p->first, p->first + 1);
		organisation_keep(p, at - 1, at);
		p->names_end = at;
		return;
	}
	if (tok_mark(p, at, '"') && !body)
		return;
	size_t end = author_editors(p, at);
	organisation_keep(p, p->first, at);
	p->names_end = end ? end : at;
}

/* "; Night Work Study Group." closes a list of names: the group is an author too. Returns the token after it. */
size_t organisation_group(struct parse *p, size_t i, bool anywhere)
{
	size_t at = i, last = i;
	bool body = false;
	while (tok_mark(p, at, ',') || tok_mark(p, at, '~') || tok_mark(p, at, ';') || tok_mark(p, at, '&') ||
		   (tok_cue(p, at, CUE(AND)) && p->v[at].letters < 4))
		at++;
	size_t from = at;
	if (at == i)
		return i;
	for (; at < p->n && at < from + GROUP_LONGEST; at++) {
		if (tok_mark(p, at, '.') || tok_mark(p, at, ':') || (tok_mark(p, at, '(') && author_year_near(p, at)) || tok_mark(p, at, ';'))
			break;
		if (p->v[at].kind != TOK_WORD && !tok_mark(p, at, '-') && !tok_mark(p, at, '(') && !tok_mark(p, at, ')') && !tok_mark(p, at, '&') &&
			!tok_mark(p, at, '/') && !tok_mark(p, at, '>'))
			return i;
		if (tok_word(p, at) && !(p->v[at].shape & SHAPE_CAPITAL) && !tok_cue(p, at, CUE(FUNCTION) | CUE(AND) | CUE(PARTICLE)) &&
			!tok_cue(p, at, CUE(BODY)))
			return i;
		if (tok_word(p, at)) {
			last = at;
			body |= tok_cue(p, at, CUE(BODY)) && p->v[at].letters > 4;
		}
	}
	if (at >= p->n || at < from + 2 || !(anywhere ? body : tok_cue(p, last, CUE(BODY)) && p->v[last].letters > 3))
		return i;
	organisation_keep(p, tok_cue(p, from, CUE(FUNCTION)) && p->v[from].letters <= 3 ? from + 1 : from, at);
	return at;
}
