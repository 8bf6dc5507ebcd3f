/* What a block of a page looks like to the parser of references. */
#include "base/text.h"
#include "reference/reference_parts.h"
#include "reference/reflist_parts.h"

/* Bytes: of what may be an entry, at least; of a whole one, at least; of one that is not too long, and how many more cost a point each. */
enum { LOOK_LEAST = 12, WHOLE_LEAST = 40, USUAL_MOST = 900, EXCESS = 300 };

size_t look_years(struct span s)
{
	size_t n = 0;
	for (size_t i = 0; (i = text_digit(s, i)) < s.n;) {
		size_t from = i;
		while (i < s.n && text_is_digit(s.p[i]))
			i++;
		if (i - from == 4 && ((s.p[from] == '1' && s.p[from + 1] >= '7') || (s.p[from] == '2' && s.p[from + 1] == '0')))
			n++;
	}
	return n;
}

static bool are_initials(struct span given)
{
	size_t lower = 0;
	for (size_t i = 0; i < given.n; i++)
		lower += text_is_lower(given.p[i]);
	return given.n > 0 && (lower == 0 || memchr(given.p, '.', given.n) != NULL);
}

bool look_cut(struct span s)
{
	s = span_trim(s);
	return (s.n >= 3 && (memcmp(s.p + s.n - 3, "\xe2\x80\xa6", 3) == 0 || memcmp(s.p + s.n - 3, "...", 3) == 0));
}

bool look_ends(struct span s)
{
	s = span_trim(s);
	return s.n && memchr(".])0123456789", s.p[s.n - 1], 13) != NULL;
}

/* "J Somnol 67:333-340", read as one name, a volume and pages: the line of an entry that has its container and no more. */
static bool is_container(const struct reference *r)
{
	return r->n_authors == 1 && r->year.n == 0 && r->volume.n > 0 && (r->title.n == 0 || r->title.p > r->volume.p) &&
		   (r->container.n == 0 || memchr(r->container.p, ' ', r->container.n) == NULL);
}

/* "Acta Somnol D": the beginning of a container, not of a name. */
static bool starts_as_journal(const struct reference_rules *rules, struct span family)
{
	bool more;
	size_t n = 0;
	while (n < family.n && !text_is_space(family.p[n]))
		n++;
	return n < family.n && (rules_cue(rules, rules_word(family.p, n), &more) & CUES_CONTAINER);
}

/* A web address alone, or a title with one before or behind it. */
static bool is_link(struct span s, const struct reference *r)
{
	struct span url = r->url;
	if (url.p < s.p || url.p >= s.p + s.n)
		s = buf_span(&r->mended); /* where the parts of an entry lie that had to be changed */
	size_t from = (size_t)(url.p - s.p), to = from + url.n;
	while (to < s.n && memchr(".)>]", s.p[to], 4))
		to++;
	return to == s.n || (from <= 1 && s.n < LINE_LONGEST + url.n);
}

const struct look *look_at(struct finder *f, size_t i)
{
	struct look *l = &f->looks[i];
	if (l->known)
		return l;
	l->known = true;
	struct span s = f->b[i].text;
	s = span_trim(span_sub(s, f->labels[i].after, s.n));
	l->years = look_years(s);
	if (s.n < LOOK_LEAST)
		return l;
	struct reference *r = &f->ref;
	reference_parse(f->rules, span_make(s.p, s.n < LOOK_LONGEST ? s.n : text_invalid(span_make(s.p, LOOK_LONGEST))), r);
	l->names = r->n_authors > 0 || r->editors.n > 0;
	l->names |= look_cut(s) && r->n_authors + r->title.n > 0;
	l->initials = r->n_authors > 0 && are_initials(r->authors[0].given);
	if (s.p[0] == '-' || (unsigned char)s.p[0] == 0xe2) /* "———. 1999.": the same authors again */
		l->names = l->initials = l->initials || (s.p[0] == '-' && s.p[1] == '-') || memcmp(s.p, "\xe2\x80\x94", 3) == 0;
	bool dated = r->year.n == 4 && r->year.p > s.p && r->year.p[-1] == '('; /* "Name. (2019).": no journal has that */
	if (l->names && r->n_authors && !dated && (starts_as_journal(f->rules, r->authors[0].family) || is_container(r)))
		l->names = l->initials = false;
	l->year = r->year.n == 4;
	l->located = r->volume.n > 0 || (r->pages.n > 0 && r->container.n > 0);
	l->same = r->same;
	l->id = r->doi.n || r->pmid.n || r->url.n;
	l->address = r->url.n && is_link(s, r);
	l->place = r->container.n > 0 || r->publisher.n > 0;
	l->small = r->title.n > 0 && text_is_lower(r->title.p[0]);
	l->head_year = l->year && l->names && r->title.n && r->year.p < r->title.p;
	l->score = (l->initials ? 3
				: l->names  ? 1
							: 0) +
			   (l->year ? 2 : 0) + (l->located ? 2 : 0) + (l->id ? 2 : 0) + (s.n >= WHOLE_LEAST ? 1 : 0) + (l->head_year ? 1 : 0) +
			   (l->place ? 1 : 0);
	if (s.n > USUAL_MOST)
		l->score -= (int)((s.n - USUAL_MOST) / EXCESS);
	if (text_is_lower(s.p[0]) && !l->initials)
		l->score -= 2;
	if (!l->year && !l->id && !l->located)
		l->score -= 1;
	return l;
}

bool look_small(struct finder *f, size_t i)
{
	struct span s = f->b[i].text;
	size_t at = label_space(s, 0);
	if (at >= s.n)
		return false;
	if (s.n - at > 2 && (unsigned char)s.p[at] == 0xef && (unsigned char)s.p[at + 1] == 0xac) /* ligatures: ﬁ, ﬂ */
		return true;
	return memchr(",;:)&", s.p[at], 5) != NULL || (text_is_lower(s.p[at]) && !look_at(f, i)->initials);
}

bool look_prose(struct finder *f, size_t i)
{
	const struct look *l = look_at(f, i);
	return f->b[i].text.n > LINE_LONGEST && !l->located && !l->id && !l->initials;
}
