/* The author block of a reference: names in one of four orders, tried one after the other; the order that reads the most names
 * and ends best wins. Where no name is read, an organisation. */
#include "reference/reference_author.h"
#include "base/text.h"

void author_keep(struct parse *p, size_t k, const struct name *n)
{
	struct reference *r = p->out;
	if (k >= REFERENCE_NAMES)
		return;
	if (k >= r->cap_authors)
		r->authors = list_grown(r->authors, &r->cap_authors, k + 1, sizeof *r->authors);
	r->authors[k] = (struct reference_name){
		.family = tok_span(p, n->family, n->family_end),
		.given = n->given_end > n->given ? span_trim(span_sub(p->text, p->v[n->given].at, p->v[n->given_end - 1].end)) : span_make("", 0),
		.suffix = n->suffix_end > n->suffix ? tok_text(p, n->suffix) : span_make("", 0),
	};
	r->n_authors = k + 1;
}

/* Over what parts two names; *joined where a word says that the last one follows. */
static size_t between(const struct parse *p, size_t i, bool *joined)
{
	size_t at = i;
	*joined = false;
	while (at < p->n && p->v[at].kind == TOK_MARK && strchr(",;/&~", p->v[at].c) != NULL && p->v[at].c) {
		*joined |= p->v[at].c == '&';
		at++;
		if (*joined && tok_mark(p, at, '.'))
			at++; /* "&., Marsh" */
	}
	while (tok_mark(p, at, '.') && tok_mark(p, at + 1, '.'))
		at++;
	if (at > i && tok_mark(p, at, '.') && tok_mark(p, at - 1, '.'))
		at++;
	while (tok_mark(p, at, ',') || tok_mark(p, at, '&')) {
		*joined |= p->v[at].c == '&';
		at++;
	}
	if (tok_cue(p, at, CUE(AND)) && !tok_cue(p, at, CUE(ET_AL)) && tok_word(p, at) &&
		!(p->v[at].letters == 1 && (p->v[at].shape & SHAPE_CAPITAL))) {
		*joined = true;
		at++;
	}
	return at;
}

static size_t et_al(const struct parse *p, size_t i)
{
	size_t at = i;
	while (at < p->n && p->v[at].kind == TOK_MARK &&
		   (p->v[at].c == ',' || p->v[at].c == ';' || p->v[at].c == '.' || p->v[at].c == '(' || p->v[at].c == '['))
		at++;
	if (!tok_cue(p, at, CUE(ET_AL)))
		return 0;
	at = p->v[at].until;
	return at + (tok_mark(p, at, '.') ? 1 : 0);
}

/* "(Eds.)", ", editors", "(Hrsg.)" after names. */
size_t author_editors(const struct parse *p, size_t i)
{
	size_t at = i;
	while (tok_mark(p, at, ',') || tok_mark(p, at, '(') || tok_mark(p, at, '[') || tok_mark(p, at, '/'))
		at++;
	if (!tok_cue(p, at, CUE(EDITOR)) || (at == i && tok_cue(p, at, CUE(FUNCTION))))
		return 0;
	if (p->v[at].letters == 1 && p->v[at].until == at + 1)
		return 0;
	at = p->v[at].until;
	while (tok_mark(p, at, '.') || tok_mark(p, at, ')') || tok_mark(p, at, ']'))
		at++;
	return at;
}

bool author_year_near(const struct parse *p, size_t i)
{
	size_t s;
	while (tok_mark(p, i, '(') || tok_mark(p, i, '[') || tok_mark(p, i, ',') || tok_mark(p, i, '.') || tok_mark(p, i, ':'))
		i++;
	return tok_year(p, i, &s) || tok_cue(p, i, CUE(UNDATED));
}

/* How well the block ends at token i. */
static int ending(const struct parse *p, const struct block *b, size_t i)
{
	bool pointed = i > 0 && tok_mark(p, i - 1, '.');
	if (b->et_al || b->editors)
		return 5;
	if (tok_mark(p, i, '(') && author_year_near(p, i))
		return 7;
	if (author_year_near(p, i))
		return 5;
	if (tok_mark(p, i, '.') || tok_mark(p, i, ':'))
		return 5;
	if (tok_mark(p, i, '"') || (tok_mark(p, i, ',') && (tok_mark(p, i + 1, '"') || tok_mark(p, i + 1, '<'))))
		return 5;
	if (pointed && b->order == FAMILY_INITIALS && b->n == 1 && p->v[i - 2].letters == 1 && i >= 3 && tok_word(p, i - 3) &&
		name_is_word(p, i) &&
		(((tok_cue(p, i + 1, CUE(AND)) || tok_mark(p, i + 1, ',')) && name_is_word(p, i + 2)) || tok_cue(p, i + 1, CUE(ET_AL)) ||
		 (tok_cue(p, i - 3, CUE(GIVEN)) && (tok_mark(p, i + 1, ',') || tok_mark(p, i + 1, '.')))))
		return -4; /* "William B. Marsh and": the given name comes first */
	if (pointed && b->order != GIVEN_FAMILY)
		return 4;
	if (tok_mark(p, i, ',') || tok_mark(p, i, ';'))
		return 2;
	return b->order == FAMILY_INITIALS ? 1 : -4;
}

static int worth(const struct block *b, const struct name *n)
{
	static const int with_initials[ORDERS] = {4, 4, 4, 3}, in_full[ORDERS] = {2, 2, 1, 3};
	return b->n > 4 ? 0 : n->initials ? with_initials[b->order] : in_full[b->order];
}

/* The order of the next name: in "Ostrow, Paula, Anton C. Linde" it turns after the first. */
static bool next_name(const struct parse *p, const struct block *b, size_t at, bool joined, struct name *n)
{
	if (name_read(p, at, b->order, n)) {
		if (b->order == FAMILY_COMMA && !b->initials && n->initials == false) {
			/* "Anton C. Linde, and Quentin": a family of several words before the comma is a whole name */
			struct name whole;
			if (n->family_end > n->family + 1 && !name_is_particle(p, n->family) && name_read(p, at, GIVEN_FAMILY, &whole)) {
				*n = whole;
				return true;
			}
		}
		if (b->initials && !n->initials)
			return joined && b->order != FAMILY_COMMA && b->n == 1;
		return true;
	}
	if (b->order == FAMILY_COMMA && (joined || !b->initials || b->n == 1 || b->turned) && name_read(p, at, GIVEN_FAMILY, n) &&
		(b->initials ? n->initials || (joined && (b->turned || b->n == 1)) : !n->initials || tok_mark(p, n->given + 1, '.')))
		return true;
	if (b->order == FAMILY_COMMA && joined && b->initials)
		return name_read(p, at, FAMILY_INITIALS, n);
	if (b->order == FAMILY_INITIALS && joined)
		return (name_read(p, at, GIVEN_FAMILY, n) || name_read(p, at, FAMILY_COMMA, n)) && n->initials;
	return false;
}

/* In "Ostrow PJ, Dale MD. Sleep" the last point closes the block: initials have none in this list. */
static void drop_point(struct parse *p, const struct block *b)
{
	struct reference *r = p->out;
	if (b->order != FAMILY_INITIALS || r->n_authors == 0 || b->end >= p->n)
		return;
	struct span *last = &r->authors[r->n_authors - 1].given, first = r->authors[0].given;
	bool points = r->n_authors > 1 && memchr(first.p, '.', first.n) != NULL;
	const struct piece *next = &p->v[b->end];
	bool goes_on = next->kind == TOK_MARK && next->c && strchr(",;(", next->c) != NULL;
	if (last->n > 1 && last->p[last->n - 1] == '.' && memchr(last->p, '.', last->n - 1) == NULL && !points && !goes_on && !b->et_al)
		last->n--;
}

/* Reads the names of an order from token i; with `into` (the same parse) they are kept. */
void author_read(const struct parse *p, size_t i, enum order order, struct block *b, struct parse *into)
{
	struct name n;
	bool joined = false;
	size_t base = into ? into->out->n_authors : 0;
	*b = (struct block){.order = order, .end = i};
	if (!name_read(p, i, order, &n))
		return;
	b->initials = n.initials;
	for (;;) {
		if (into)
			author_keep(into, base + b->n, &n);
		b->n++;
		b->score += worth(b, &n);
		b->end = n.end;
		size_t end = et_al(p, n.end);
		if (end) {
			b->et_al = true;
			b->end = end;
			break;
		}
		size_t at = between(p, n.end, &joined);
		if (at == n.end)
			break;
		end = et_al(p, at);
		if (end) {
			b->et_al = true;
			b->end = end;
			break;
		}
		if (!next_name(p, b, at, joined, &n) && !(b->initials && organisation_between(p, at, order, &n))) {
			size_t alone = name_family(p, at, FAMILY_COMMA); /* "…, Linde, et al." */
			if (alone == 0 || et_al(p, alone) == 0)
				break;
			n = (struct name){.family = at, .family_end = alone, .end = alone};
		}
		b->turned |= order == FAMILY_COMMA && n.given_end && n.given < n.family;
	}
	if (into)
		drop_point(into, b);
	size_t end = author_editors(p, b->end);
	if (end) {
		b->editors = true;
		b->end = end;
	}
	b->score += ending(p, b, b->end);
}

enum order author_best(const struct parse *p, size_t i, struct block *best)
{
	enum order which = ORDERS;
	for (int o = 0; o < ORDERS; o++) {
		struct block b;
		author_read(p, i, (enum order)o, &b, NULL);
		if (b.n && b.score > 0 && (which == ORDERS || b.score > best->score)) {
			*best = b;
			which = (enum order)o;
		}
	}
	return which;
}

size_t parse_skip_names(const struct parse *p, size_t from)
{
	struct block best = {0};
	return author_best(p, from, &best) == ORDERS ? from : best.end;
}

/* `Owl Institute: "Sleep."`: the source stands before its quoted title, and nothing behind it. The colon, or 0. */
static size_t quoted_title(const struct parse *p)
{
	enum { SOURCE_MOST = 12 };
	size_t at = p->first, last = p->n;
	while (last > 0 && tok_mark(p, last - 1, '.'))
		last--;
	if (!tok_capital(p, at) || last == 0 || !tok_mark(p, last - 1, '"'))
		return 0;
	while (at < p->n && at < p->first + SOURCE_MOST && !tok_mark(p, at, ':')) {
		if (p->v[at].kind == TOK_NUMBER || tok_mark(p, at, ',') || tok_mark(p, at, '"') || tok_mark(p, at, ';'))
			return 0;
		at++;
	}
	return tok_mark(p, at, ':') && tok_mark(p, at + 1, '"') ? at : 0;
}

void parse_names(struct parse *p)
{
	struct block best = {0};
	p->out->n_authors = 0;
	p->source = quoted_title(p);
	p->out->et_al = false;
	p->names_end = p->first;
	p->names_are_editors = false;
	if (p->source) {
		bool journal = rules_journal(p->rules, tok_span(p, p->first, p->source)) || tok_cue(p, p->first, CUES_CONTAINER) ||
					   (tok_cue(p, p->first, CUE(FUNCTION)) && tok_cue(p, p->first + 1, CUES_CONTAINER));
		if (!journal)
			organisation_keep(p, p->first, p->source);
		p->names_end = p->source;
		parse_mark(p, p->first, p->source, journal ? FIELD_NOTE : FIELD_NAME);
		return;
	}
	enum order order = author_best(p, p->first, &best);
	size_t alone = name_family(p, p->first, FAMILY_COMMA), end = alone ? et_al(p, alone) : 0;
	if (end && !(order == GIVEN_FAMILY && best.et_al && tok_cue(p, p->first, CUE(GIVEN)))) { /* "Ostrow, et al., 2011" */
		organisation_keep(p, p->first, alone);
		p->out->et_al = true;
		p->names_end = end;
	} else if (order == ORDERS && alone && tok_mark(p, alone, ',') && (p->out->same || tok_mark(p, alone + 1, '"'))) {
		organisation_keep(p, p->first, alone); /* `Ostrow, "Sleep," 51`: a note in short, where the work was named before */
		p->out->same = true;
		p->names_end = alone;
	} else if (order == ORDERS) {
		organisation_read(p);
	} else {
		author_read(p, p->first, order, &best, p);
		p->out->et_al = best.et_al;
		p->names_are_editors = best.editors;
		p->names_end = best.editors || (best.et_al && !tok_mark(p, best.end, ';'))
						   ? best.end
						   : organisation_group(p, best.end, order == FAMILY_INITIALS);
	}
	for (size_t i = p->first; i < p->names_end; i++)
		p->v[i].field = FIELD_NAME;
}
