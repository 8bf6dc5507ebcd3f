#include "reference/reference.h"

#include <stdlib.h>

#include "base/record.h"
#include "base/text.h"
#include "reference/reference_parts.h"

/* The token after a label or a bullet: `[12]`, `12.`, `(12)`, `12 `, `•`, `-`. */
/* "^ a b": the links back to the text of an encyclopedia. */
static size_t after_links(const struct parse *p, size_t i)
{
	size_t at = i;
	while (at < p->n && (tok_mark(p, at, '^') || (at > i && tok_word(p, at) && p->v[at].letters == 1 && !tok_capital(p, at))))
		at++;
	return at < p->n && tok_capital(p, at) ? at : i;
}

static size_t number_end(const struct parse *p)
{
	size_t i = 0, s;
	while (i < p->n && p->v[i].kind == TOK_MARK && p->v[i].c && strchr("*-.,~", p->v[i].c))
		i++;
	bool bracket = tok_mark(p, i, '[') || tok_mark(p, i, '(');
	size_t number = i + bracket;
	if (number < p->n && p->v[number].kind == TOK_NUMBER && p->v[number].end - p->v[number].at <= 3 && !p->v[number].letters) {
		size_t next = number + 1;
		if (bracket && (tok_mark(p, next, ']') || tok_mark(p, next, ')')))
			return next + 1 + (size_t)tok_mark(p, next + 1, '.');
		if (!bracket && (tok_mark(p, next, '.') || tok_mark(p, next, ')') || tok_mark(p, next, ']')))
			return next + 1;
		if (!bracket && i == 0 && next < p->n && tok_capital(p, next) && p->v[next].space && !tok_year(p, next, &s))
			return next;
	}
	return i;
}

static size_t after_label(const struct parse *p)
{
	return after_links(p, number_end(p));
}

static void clear(struct reference *r)
{
	struct reference_name *names = r->authors;
	size_t cap = r->cap_authors;
	struct buf mended = r->mended;
	*r = (struct reference){.authors = names, .cap_authors = cap, .mended = mended};
}

static enum reference_style style_of(const struct parse *p)
{
	const struct reference *r = p->out;
	bool year_head = p->year_at != SIZE_MAX, bracket = year_head && tok_mark(p, p->year_at, '(');
	if (r->n_authors == 0)
		return r->url.n && !r->container.n ? REFERENCE_WEB : REFERENCE_UNKNOWN;
	struct span family = r->authors[0].family, given = r->authors[0].given;
	bool given_first = given.n && given.p < family.p,
		 comma = given.n && !given_first && memchr(family.p, ',', (size_t)(given.p - family.p)) != NULL;
	bool points = given.n && memchr(given.p, '.', given.n) != NULL, initials = given.n <= 4 || points;
	bool quoted = r->title.n && r->title.p > p->text.p && strchr("\"'", r->title.p[-1]) != NULL;
	quoted = quoted || (r->title.n && r->title.p > p->text.p + 2 && memcmp(r->title.p - 3, "\xe2\x80\x9c", 3) == 0);
	if (given_first)
		return initials ? REFERENCE_IEEE : REFERENCE_MLA;
	if (comma && !initials)
		return year_head ? REFERENCE_CHICAGO : quoted ? REFERENCE_MLA : REFERENCE_CHICAGO;
	if (comma)
		return bracket                                            ? REFERENCE_APA
			   : year_head                                        ? REFERENCE_HARVARD
			   : memchr(p->text.p, ';', p->text.n) && !r->issue.n ? REFERENCE_ACS
																  : REFERENCE_HARVARD;
	if (given.n && points)
		return REFERENCE_FRONTIERS;
	return given.n ? REFERENCE_VANCOUVER : bracket ? REFERENCE_APA : REFERENCE_UNKNOWN;
}

/* Editors that stand where authors stand are not authors of what is cited. */
static void move_editors(struct parse *p)
{
	struct reference *r = p->out;
	if (!p->names_are_editors || r->n_authors == 0)
		return;
	const struct reference_name *first = &r->authors[0], *last = &r->authors[r->n_authors - 1];
	const char *from = first->given.n && first->given.p < first->family.p ? first->given.p : first->family.p;
	const char *to = last->given.n && last->given.p > last->family.p ? last->given.p + last->given.n : last->family.p + last->family.n;
	r->editors = span_make(from, (size_t)(to - from));
	r->n_authors = 0;
}

bool reference_has_cue(const struct reference_rules *rules, struct span entry, uint64_t cue)
{
	struct parse p = {.rules = rules};
	bool found = false;
	p.text = entry;
	parse_tokens(&p);
	for (size_t i = 0; i < p.n; i++)
		found |= (p.v[i].cue & cue) != 0;
	return found;
}

void reference_parse(const struct reference_rules *rules, struct span entry, struct reference *out)
{
	struct parse p;
	clear(out);
	p.rules = rules;
	p.out = out;
	if (entry.n > REFERENCE_BYTES) {
		entry.n = REFERENCE_BYTES;
		entry.n = text_invalid(entry); /* not in the middle of a character */
	}
	p.text = reference_mend(entry, &out->mended);
	p.labelled = false;
	parse_tokens(&p);
	p.first = after_label(&p);
	parse_identifiers(&p);
	parse_names(&p);
	parse_year_head(&p);
	parse_edition(&p);
	parse_locator(&p);
	if (out->same && out->volume.n && !out->pages.n && !out->year.n &&
		!out->issue.n) { /* "Ibid., 50": of a work that is known a page is named */
		out->pages = out->volume;
		out->volume.n = 0;
	}
	parse_body(&p);
	if (p.source && out->n_authors == 0 && out->container.n == 0)
		out->container = tok_span(&p, p.first, p.source);
	out->style = style_of(&p);
	move_editors(&p);
}

void reference_free(struct reference *r)
{
	free(r->authors);
	buf_free(&r->mended);
	*r = (struct reference){0};
}

/* The word that the record gives for a style. */
static const char *style_name(enum reference_style style)
{
	static const char *const names[] = {"unknown", "apa", "vancouver", "frontiers", "harvard", "mla", "chicago", "ieee", "acs", "web"};
	return names[style];
}

/* A part of the entry as a JSON string; of a plain one the bytes are those of the entry. */
static void write_part(struct buf *out, struct span part, bool plain)
{
	if (!plain) {
		json_write(out, part);
		return;
	}
	char *to = buf_room(out, part.n + 2);
	to[0] = to[part.n + 1] = '"';
	if (part.n)
		memcpy(to + 1, part.p, part.n);
	out->n += part.n + 2;
}

static void member(struct buf *out, const char *key, struct span value, bool plain)
{
	if (value.n == 0) {
		record_add_raw(out, key, (struct span){NULL, 0});
		return;
	}
	record_add_key(out, key);
	write_part(out, value, plain);
}

static void write_names(struct buf *out, const struct reference *r, bool plain)
{
	buf_adds(out, ",\"authors\":[");
	for (size_t i = 0; i < r->n_authors; i++) {
		const struct reference_name *n = &r->authors[i];
		buf_adds(out, i ? ",{\"family\":" : "{\"family\":");
		write_part(out, n->family, plain);
		if (n->given.n)
			member(out, "given", n->given, plain);
		if (n->suffix.n)
			member(out, "suffix", n->suffix, plain);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

void reference_write(struct buf *out, const struct reference *r, bool plain)
{
	buf_adds(out, ",\"style\":\"");
	buf_adds(out, style_name(r->style));
	buf_addc(out, '"');
	write_names(out, r, plain);
	struct span year = r->year;
	if (r->year_suffix.n && r->year_suffix.p == r->year.p + r->year.n)
		year.n += r->year_suffix.n; /* printed together: 2010a */
	member(out, "year", year, plain);
	member(out, "title", r->title, plain);
	member(out, "container", r->container, plain);
	member(out, "volume", r->volume, plain);
	member(out, "issue", r->issue, plain);
	member(out, "pages", r->pages, plain);
	member(out, "doi", r->doi, plain);
	member(out, "pmid", r->pmid, plain);
	member(out, "url", r->url, plain);
	member(out, "publisher", r->publisher, plain);
	buf_adds(out, r->truncated ? ",\"truncated\":true" : ",\"truncated\":false");
	if (r->et_al)
		buf_adds(out, ",\"et_al\":true");
	if (r->pmcid.n)
		member(out, "pmcid", r->pmcid, plain);
	if (r->edition.n)
		member(out, "edition", r->edition, plain);
	if (r->editors.n)
		member(out, "editors", r->editors, plain);
}
