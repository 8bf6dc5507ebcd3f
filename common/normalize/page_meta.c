#include "base/text.h"
#include "normalize/page_parts.h"

/* A raw value, resolved and clean; {NULL, 0} where nothing is left. */
static struct span clean_value(struct normalized *out, struct span raw)
{
	struct buf text = {0}, clean = {0};
	struct alignment a = {0};
	struct span s = {NULL, 0};
	if (raw.p != NULL && raw.n <= 4096) {
		html_text(raw, 0, raw.n, &text, 0, NULL);
		clean_text(buf_span(&text), NULL, &clean, &a);
		if (clean.n)
			s = normalized_keep(out, buf_span(&clean));
	}
	align_free(&a);
	buf_free(&text);
	buf_free(&clean);
	return s;
}

static bool same_folded(struct span a, const char *lower)
{
	size_t i = 0;
	for (; i < a.n && lower[i]; i++)
		if ((text_is_upper(a.p[i]) ? a.p[i] | 0x20 : a.p[i]) != lower[i])
			return false;
	return i == a.n && !lower[i];
}

/* The content of the first of the names (best first) that a <meta> has. */
struct span page_meta(const struct html_page *page, const char *const *names)
{
	for (; *names != NULL; names++)
		for (size_t i = 0; i < page->metas.n; i++)
			if (same_folded(page->metas.v[i].name, *names) && !page_blank(page->metas.v[i].content))
				return page->metas.v[i].content;
	return (struct span){NULL, 0};
}

/* The string value after "key": in the page's linked data, raw. */
static struct span linked_value(const struct html_page *page, const char *key)
{
	size_t n = strlen(key);
	for (size_t k = 0; k < page->linked_data.n; k++) {
		struct span s = page->linked_data.v[k];
		for (const char *q = s.p; (q = memchr(q, '"', s.n - (size_t)(q - s.p))) != NULL; q++) {
			size_t at = (size_t)(q - s.p) + 1;
			if (s.n - at < n + 1 || memcmp(s.p + at, key, n) != 0 || s.p[at + n] != '"')
				continue;
			at += n + 1;
			while (at < s.n && (text_is_space(s.p[at]) || s.p[at] == ':'))
				at++;
			const char *end = at < s.n && s.p[at] == '"' ? memchr(s.p + at + 1, '"', s.n - at - 1) : NULL;
			if (end != NULL)
				return span_sub(s, at + 1, (size_t)(end - s.p));
		}
	}
	return (struct span){NULL, 0};
}

static struct span or_else(struct span a, struct span b)
{
	return a.p != NULL ? a : b;
}

void page_metadata(const struct html_page *page, struct normalized *out)
{
	static const char *const titles[] = {"citation_title", "og:title", "dc.title", "twitter:title", "title", NULL};
	static const char *const dates[] = {"citation_publication_date",
										"citation_date",
										"article:published_time",
										"datepublished",
										"dc.date",
										"date",
										"pubdate",
										"article:modified_time",
										NULL};
	static const char *const authors[] = {"citation_author", "author", "article:author", "dc.creator", "byl", NULL};
	static const char *const dois[] = {"citation_doi", "doi", "prism.doi", "dc.identifier", "bepress_citation_doi", NULL};
	static const char *const languages[] = {"og:locale", "dc.language", "language", NULL};
	static const char *const urls[] = {"og:url", "citation_public_url", NULL};
	out->title = clean_value(out, or_else(page_meta(page, titles), page->title));
	out->date = clean_value(out, or_else(page_meta(page, dates), linked_value(page, "datePublished")));
	out->author = clean_value(out, page_meta(page, authors));
	out->language = clean_value(out, or_else(page->language, page_meta(page, languages)));
	out->canonical = clean_value(out, or_else(page->canonical, page_meta(page, urls)));
	struct span doi = page_meta(page, dois);
	const char *ten = NULL;
	for (size_t i = 0; doi.p != NULL && i + 7 < doi.n && ten == NULL; i++)
		if (memcmp(doi.p + i, "10.", 3) == 0 && text_is_digit(doi.p[i + 3]))
			ten = doi.p + i;
	if (ten != NULL)
		out->doi = clean_value(out, span_make(ten, doi.n - (size_t)(ten - doi.p)));
}
