#include "reference/reference_kind.h"

#include "reference/reference_parts.h"

/* Where b begins in a, or SIZE_MAX. Both are short: one entry, one title. */
static size_t place_of(struct span a, struct span b)
{
	for (size_t i = 0; b.n && i + b.n <= a.n; i++) {
		const char *p = memchr(a.p + i, b.p[0], a.n - b.n + 1 - i);
		if (p == NULL)
			break;
		i = (size_t)(p - a.p);
		if (memcmp(p, b.p, b.n) == 0)
			return i;
	}
	return SIZE_MAX;
}

/* Is one of the cues in what follows the title? A title may speak of a thesis or a report without being one. */
static bool said(const struct reference_rules *rules, const struct reference_shape *s, uint64_t cues)
{
	size_t at = place_of(s->text, s->title);
	struct span rest = at == SIZE_MAX ? s->text : span_sub(s->text, at + s->title.n, s->text.n);
	if (rest.n > REFERENCE_BYTES)
		return false;
	return reference_has_cue(rules, rest, cues);
}

enum reference_kind reference_kind(const struct reference_rules *rules, const struct reference_shape *s)
{
	bool numbered = s->volume.n || s->issue.n;
	if (!numbered && said(rules, s, CUE(THESIS)))
		return REFERENCE_THESIS;
	if (!numbered && s->container.n && s->container.n <= REFERENCE_BYTES && reference_has_cue(rules, s->container, CUE(MEETING)))
		return REFERENCE_PAPER;
	if (s->container.n && !s->issue.n && (s->editors.n || (s->publisher.n && !numbered)))
		return REFERENCE_CHAPTER;
	if (s->container.n && (numbered || s->pages.n || s->doi.n))
		return REFERENCE_ARTICLE;
	if (said(rules, s, CUE(REPORT)))
		return REFERENCE_REPORT;
	if (s->container.n && !s->url.n)
		return REFERENCE_ARTICLE;
	if (!s->container.n && (s->publisher.n || s->editors.n))
		return REFERENCE_BOOK;
	if (s->url.n && !s->doi.n)
		return REFERENCE_PAGE;
	return s->doi.n ? REFERENCE_ARTICLE : REFERENCE_OTHER;
}

bool reference_preprint(const struct reference_rules *rules, struct span container)
{
	return container.n && container.n <= REFERENCE_BYTES && reference_has_cue(rules, container, CUE(PREPRINT));
}
