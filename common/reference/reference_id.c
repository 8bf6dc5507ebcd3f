/* Identifiers, addresses and notes of a reference: found first, and taken out of the text. */
#include "base/text.h"
#include "reference/reference_parts.h"

static void take_doi(struct parse *p, size_t i)
{
	struct span s = tok_text(p, i);
	size_t at = 0;
	while (at + 7 < s.n && !(s.p[at] == '1' && s.p[at + 1] == '0' && s.p[at + 2] == '.' && text_is_digit(s.p[at + 3])))
		at++;
	if (s.p[s.n - 1] == '/') { /* broken by a blank: what follows belongs to it, but it is no identifier any more */
		size_t end = i + 1;
		while (end < p->n && (end == i + 1 || !p->v[end].space))
			end++;
		parse_mark(p, i + 1, end, FIELD_ID);
	} else if (p->out->doi.n == 0)
		p->out->doi = span_sub(s, at, s.n);
	if (at > 0 && s.p[s.n - 1] != '/' && p->out->url.n == 0)
		p->out->url = s; /* an address that holds the DOI */
	size_t from = i;
	while (from > p->first &&
		   ((p->v[from - 1].kind == TOK_MARK && p->v[from - 1].c && strchr(":.[(", p->v[from - 1].c)) || tok_cue(p, from - 1, CUE(DOI))))
		from--;
	while (from < i && !tok_cue(p, from, CUE(DOI)))
		from++;
	parse_mark(p, from, i + 1, FIELD_ID);
}

static void take_pmid(struct parse *p, size_t i)
{
	size_t at = p->v[i].until;
	while (tok_mark(p, at, ':') || tok_mark(p, at, '.') || tok_mark(p, at, ']') || tok_mark(p, at, '#'))
		at++;
	if (at < p->n && p->v[at].kind == TOK_NUMBER && !p->v[at].letters && p->v[at].end - p->v[at].at >= 4) {
		p->out->pmid = tok_text(p, at);
		parse_mark(p, i, at + 1, FIELD_ID);
	}
}

static bool take_pmcid(struct parse *p, size_t i)
{
	struct span s = tok_text(p, i);
	if (s.n > 5 && memcmp(s.p, "PMC", 3) == 0 && text_is_digit(s.p[3])) {
		p->out->pmcid = s;
		parse_mark(p, i > p->first && tok_cue(p, i - 1, CUE(PMCID)) ? i - 1 : i, i + 1, FIELD_ID);
		return true;
	}
	return false;
}

/* The end of a note that begins at i: through the address or the date that it tells, else 0. */
static size_t note_end(const struct parse *p, size_t i, size_t reach)
{
	size_t s, dated = 0;
	for (size_t at = p->v[i].until; at < p->n && at < i + reach; at++) {
		const struct piece *t = &p->v[at];
		if (t->kind == TOK_URL || t->kind == TOK_DOI)
			return at + (t->kind == TOK_URL);
		if (tok_year(p, at, &s) || (t->kind == TOK_NUMBER && t->letters == 0))
			dated = at + 1;
		else if (tok_cue(p, at, CUE(MONTH)))
			dated = at + 1;
		else if (t->kind == TOK_WORD && dated && !tok_cue(p, at, CUE(ACCESS)))
			return dated;
		else if (t->kind == TOK_MARK && (t->c == ']' || t->c == ')' || t->c == ';') && dated)
			return dated;
		else if (t->kind == TOK_MARK && t->c == '.' && dated && at + 1 < p->n && tok_capital(p, at + 1) &&
				 !tok_cue(p, at + 1, CUE(ACCESS) | CUE(MONTH)))
			return dated;
	}
	return dated;
}

static bool opens_clause(const struct parse *p, size_t i)
{
	if (i == p->first)
		return false;
	const struct piece *t = &p->v[i - 1];
	return t->kind == TOK_URL || t->field == FIELD_ID || t->field == FIELD_NOTE ||
		   (t->kind == TOK_MARK && t->c && strchr(".,;[(/|?!\">)]", t->c) != NULL);
}

static void take_access(struct parse *p, size_t i)
{
	bool bracket = tok_mark(p, i - (i > p->first), '[') || tok_mark(p, i - (i > p->first), '(');
	bool address_only = !tok_cue(p, i, CUE(ACCESS));
	bool strong = !address_only && (opens_clause(p, i) || (p->v[i].shape & SHAPE_CAPITAL));
	size_t end = note_end(p, i, strong || (bracket && !address_only) ? 16 : address_only ? p->v[i].until + 2 - i : 4);
	if (!strong && (!bracket || address_only)) { /* only a word before an address */
		bool address = false;
		for (size_t k = i; k < end; k++)
			address |= p->v[k].kind == TOK_URL;
		if (!address)
			end = 0;
	}
	if (end == 0 && bracket && (tok_mark(p, p->v[i].until, ']') || tok_mark(p, p->v[i].until, ')')))
		end = p->v[i].until + 1, i--;
	if (end)
		for (size_t k = i; k < end; k++)
			if (p->v[k].kind != TOK_URL && p->v[k].kind != TOK_DOI)
				p->v[k].field = FIELD_NOTE;
}

static void take_epub(struct parse *p, size_t i)
{
	size_t at = p->v[i].until;
	bool bracket = i > p->first && (tok_mark(p, i - 1, '(') || tok_mark(p, i - 1, '['));
	bool capital = (p->v[i].shape & SHAPE_CAPITAL) != 0, phrase = p->v[i].until > i + 1;
	if (!opens_clause(p, i) && !(capital && (phrase || p->v[i + 1].kind == TOK_NUMBER)) &&
		!(i > p->first && p->v[i - 1].kind == TOK_NUMBER))
		return;
	while (at < p->n && p->v[at].kind != TOK_DOI && p->v[at].kind != TOK_URL && !tok_cue(p, at, CUE(DOI) | CUE(PMID)) &&
		   !(tok_mark(p, at, '.') && at + 1 < p->n && p->v[at + 1].space) && !(bracket && (tok_mark(p, at, ')') || tok_mark(p, at, ']'))))
		at++;
	if (at - i < 14)
		parse_mark(p, bracket ? i - 1 : i, at, FIELD_NOTE);
}

static void take_link(struct parse *p, size_t i)
{
	size_t end = p->v[i].until;
	if (i > p->first && tok_mark(p, i - 1, '[') && tok_mark(p, end, ']')) {
		parse_mark(p, i - 1, end + 1, FIELD_NOTE);
		return;
	}
	for (size_t at = end; at < p->n; at++) /* or at the very end, after everything */
		if (!tok_cue(p, at, CUE(LINK)) && p->v[at].kind != TOK_MARK && p->v[at].field == FIELD_NONE)
			return;
	if (opens_clause(p, i) && (p->v[i].until > i + 1 || (i > p->first && p->v[i - 1].field != FIELD_NONE)))
		parse_mark(p, i, p->n, FIELD_NOTE);
}

static void take_numbered(struct parse *p, size_t i)
{
	size_t at = p->v[i].until;
	while (tok_mark(p, at, ':') || tok_mark(p, at, '.'))
		at++;
	size_t from = at;
	while (at < p->n &&
		   (p->v[at].kind == TOK_NUMBER || tok_mark(p, at, '-') || (tok_mark(p, at, '.') && !p->v[at + 1].space) || tok_mark(p, at, '/') ||
			(tok_word(p, at) && (p->v[at].shape & SHAPE_DIGIT)) || (p->v[at].letters == 1 && tok_mark(p, at - 1, '-'))))
		at++;
	if (at > from)
		parse_mark(p, i, at, FIELD_NOTE);
}

/* arXiv:0707.2672[hep-ex], [arXiv:hep-ph/0406228]: the number of a preprint is no locator. */
static void take_preprint(struct parse *p, size_t i)
{
	size_t at = p->v[i].until, from = at;
	while (tok_mark(p, at, ':') || tok_mark(p, at, '.'))
		at++;
	bool colon = at > from;
	size_t number = at;
	while (at < p->n &&
		   (p->v[at].kind == TOK_NUMBER || tok_mark(p, at, '.') || tok_mark(p, at, '-') || tok_mark(p, at, '/') || tok_mark(p, at, '[') ||
			tok_mark(p, at, ']') || (tok_word(p, at) && !(p->v[at].shape & SHAPE_CAPITAL) && !p->v[at].space)))
		at++;
	while (at > number && tok_mark(p, at - 1, '.'))
		at--;
	if (!(colon || (at > number && at - number >= 3)) || at == number)
		return;
	if (tok_mark(p, at - 1, ']') && i > p->first && tok_mark(p, i - 1, '['))
		i--;
	parse_mark(p, i, at, FIELD_NOTE);
}

/* "Ibid., 50", "Ostrow, op. cit., p. 51": what stands for the work. */
static void take_same(struct parse *p, size_t i)
{
	if (i > p->first && !opens_clause(p, i))
		return;
	p->out->same = true;
	parse_mark(p, i, p->v[i].until + tok_mark(p, p->v[i].until, '.'), FIELD_NOTE);
}

/* Does the address name a page, not only a site? */
static bool has_path(struct span url)
{
	size_t n = url.n && url.p[url.n - 1] == '/' ? url.n - 1 : url.n, host = 0;
	for (size_t i = 0; i + 2 < n && host == 0; i++)
		host = memcmp(url.p + i, "://", 3) == 0 ? i + 3 : 0;
	return memchr(url.p + host, '/', n - host) != NULL;
}

void parse_identifiers(struct parse *p)
{
	for (size_t i = p->first; i < p->n; i++) {
		const struct piece *t = &p->v[i];
		if (t->kind == TOK_DOI)
			take_doi(p, i);
		else if (t->kind == TOK_URL) {
			struct span url = tok_text(p, i);
			if (p->out->url.n == 0 || (!has_path(p->out->url) && has_path(url) && (span_starts(url, "http") || span_starts(url, "www"))))
				p->out->url = url; /* "Www.example.org, 2014, www.example.org/naps" */
			p->v[i].field = FIELD_URL;
		} else if (t->kind == TOK_WORD &&
				   t->cue & (CUE(PMID) | CUE(PMCID) | CUE(ISBN) | CUE(ACCESS) | CUE(ADDRESS) | CUE(EPUB) | CUE(PREPRINT))) {
			if (t->cue & CUE(PMID))
				take_pmid(p, i);
			if (t->cue & CUE(ISBN))
				take_numbered(p, i);
			if (p->v[i].field == FIELD_NONE && (t->cue & CUE(EPUB)))
				take_epub(p, i);
			if (t->cue & CUE(PREPRINT))
				take_preprint(p, i);
			if (p->v[i].field == FIELD_NONE && (t->cue & (CUE(ACCESS) | CUE(ADDRESS))))
				take_access(p, i);
		} else if (t->kind == TOK_WORD && (t->shape & SHAPE_DIGIT)) {
			take_pmcid(p, i);
		}
	}
	for (size_t i = p->first; i < p->n && (p->cues & CUE(SAME)); i++)
		if (p->v[i].field == FIELD_NONE && tok_cue(p, i, CUE(SAME)))
			take_same(p, i);
	for (size_t i = p->first; i < p->n && (p->cues & CUE(LINK)); i++)
		if (p->v[i].field == FIELD_NONE && p->v[i].kind == TOK_WORD && tok_cue(p, i, CUE(LINK)))
			take_link(p, i);
}

/* "(trans. Q. Marsh)", "(A. Linde, & Q. Marsh, Trans.)" */
static void take_translator(struct parse *p)
{
	for (size_t i = p->names_end; i < p->n; i++) {
		if (!tok_mark(p, i, '('))
			continue;
		bool found = false;
		size_t end = i + 1;
		while (end < p->n && end < i + 20 && !tok_mark(p, end, ')'))
			found |= tok_cue(p, end++, CUE(TRANSLATOR));
		if (found && tok_mark(p, end, ')'))
			parse_mark(p, i, end + 1, FIELD_NOTE);
	}
}

/* ", 2nd ed.", "(4th ed.)", "2., überarb. Aufl.": taken out of the text. */
void parse_edition(struct parse *p)
{
	if (p->cues & CUE(TRANSLATOR))
		take_translator(p);
	for (size_t i = p->first + 1; i < p->n && (p->cues & CUE(EDITION)); i++) {
		if (!tok_word(p, i) || !tok_cue(p, i, CUE(EDITION)) || p->v[i].field != FIELD_NONE)
			continue;
		size_t from = i, to = p->v[i].until;
		bool ordinal = false;
		while (from > p->names_end && i - from < 8) {
			const struct piece *t = &p->v[from - 1];
			if (t->field != FIELD_NONE)
				break;
			if (tok_cue(p, from - 1, CUE(ORDINAL)))
				ordinal = true;
			else if (t->kind == TOK_NUMBER && t->end - t->at <= 4 && (t->letters || tok_mark(p, from, '.') || from == i)) {
				ordinal = true;
				from--;
				break;
			} else if (!(t->kind == TOK_MARK && (t->c == '.' || t->c == ',' || t->c == '>')) || !(from < i || t->c == '.' || t->c == '>'))
				break;
			from--;
		}
		while (from < i && p->v[from].kind == TOK_MARK)
			from++;
		if (!ordinal || from == i)
			continue;
		if (p->v[from].kind == TOK_WORD && from > p->first && p->v[from - 1].kind == TOK_WORD && p->v[from - 1].field == FIELD_NONE)
			continue; /* "Handbook Revised Edition": part of the title */
		to += tok_mark(p, to, '.');
		if (tok_mark(p, to, ',') && tok_word(p, to + 1) && !(p->v[to + 1].shape & SHAPE_CAPITAL) &&
			!tok_cue(p, to + 1, CUE(VOLUME) | CUE(PAGE) | CUE(EDITOR)))
			continue; /* ", third edition, with notes": the title goes on */
		p->out->edition = tok_span(p, from, to);
		if (from > p->first && tok_mark(p, from - 1, '(') && tok_mark(p, to, ')')) {
			from--;
			to++;
		}
		parse_mark(p, from, to, FIELD_NOTE);
	}
}
