/* Where a page's text links to other sites: on the web that is how a source is named. */
#include "base/text.h"
#include "normalize/page_parts.h"

/* "www.example.org" of "https://www.example.org/a?b"; empty for an address inside the site, a script, an address of mail. */
static struct span host_of(struct span url)
{
	size_t at = 0;
	while (at < url.n && at < 6 && text_is_alpha(url.p[at]))
		at++;
	bool http = at == 0 || ((at == 4 || at == 5) && (url.p[0] | 0x20) == 'h' && at < url.n && url.p[at] == ':');
	at += at > 0;
	if (!http || at + 2 >= url.n || url.p[at] != '/' || url.p[at + 1] != '/')
		return span_make("", 0);
	size_t from = at + 2, to = from;
	while (to < url.n && memchr("/?#:", url.p[to], 4) == NULL)
		to++;
	return span_sub(url, from, to);
}

static bool same_byte(char a, char b)
{
	return a == b || (text_is_alpha(a) && (a ^ b) == 0x20);
}

/* Is one the other, or a part of its site: "example.org" and "www.example.org"? */
static bool same_site(struct span a, struct span b)
{
	struct span less = a.n < b.n ? a : b, more = a.n < b.n ? b : a;
	size_t i = 0;
	while (i < less.n && same_byte(less.p[less.n - 1 - i], more.p[more.n - 1 - i]))
		i++;
	return less.n > 0 && i == less.n && (more.n == less.n || more.p[more.n - less.n - 1] == '.');
}

static struct span without_www(struct span host)
{
	return span_starts(host, "www.") ? span_sub(host, 4, host.n) : host;
}

struct span page_host(const struct page *p)
{
	static const char *const names[] = {"og:url", NULL};
	struct span host = host_of(p->html.canonical.p ? p->html.canonical : page_meta(&p->html, names));
	return without_www(host);
}

/* Does the link lead to another site? Of a page that does not say where it stands, every full address does. */
static bool leads_out(const struct page *p, unsigned node, struct span host)
{
	struct span to = host_of(html_attribute(&p->html, &p->html.nodes.v[node], HTML_HREF));
	return to.n > 0 && !same_site(without_www(to), host);
}

void page_block_links(const struct page *p, const struct page_block *b, struct span host, struct align_cursor *c, struct normalized *out)
{
	unsigned last = 0; /* the link that the run before stood in, if it leads out */
	for (size_t i = b->first; i < b->last; i++) {
		const struct html_run *r = &p->html.runs.v[i];
		unsigned link = p->nodes[r->node].link;
		if (r->start == r->end || link == 0)
			continue;
		if (link != last && !leads_out(p, link, host))
			continue;
		struct extent e = align_next(c, r->start, r->end);
		if (link == last) {
			out->links.v[out->links.n - 1] = e.end;
		} else {
			list_push(&out->links, e.start);
			list_push(&out->links, e.end);
		}
		last = link;
	}
}
