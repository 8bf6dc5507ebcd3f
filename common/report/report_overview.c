#include "report/report_overview.h"

#include "base/text.h"
#include "report/report_html.h"
#include "report/report_plot.h"

static const char *const severities[] = {"error", "warning", "possible", "info"};

static unsigned severity_of(const struct record *r)
{
	const char *class = report_class(record_get(r, "severity"));
	for (unsigned i = 0; i < OVERVIEW_SEVERITIES; i++)
		if (strcmp(class, severities[i]) == 0)
			return i;
	return OVERVIEW_SEVERITIES - 1;
}

/* ---- gathering ---- */

static void add_claim(struct report_overview *o, const struct record *r)
{
	report_heat_add(&o->heat, r);
	o->claims++;
	o->hedged += record_true(r, "hedged");
	buf_clear(&o->scratch);
	tally_add(&o->support, record_string(r, "support", &o->scratch), 0);
	buf_clear(&o->scratch);
	struct span strength = record_string(r, "strength", &o->scratch);
	if (strength.n)
		tally_add(&o->strengths, strength, 0);
}

static void add_reference(struct report_overview *o, const struct record *r)
{
	buf_clear(&o->scratch);
	struct span year = record_string(r, "year", &o->scratch);
	bool dated = year.n >= 4 && (year.p[0] == '1' || year.p[0] == '2');
	for (size_t i = 0; i < 4; i++)
		dated = dated && text_is_digit(year.p[i]);
	o->references++;
	o->undated += !dated;
	if (dated)
		tally_add(&o->years, span_sub(year, 0, 4), 0);
}

static void add_link(const struct report_pages *pages, const struct report_article *a, size_t page, const char *anchor, struct buf *out)
{
	buf_adds(out, "<a");
	report_pages_href(pages, out, 1, page, anchor);
	buf_addc(out, '>');
	report_article_name(a, out, 90);
	buf_adds(out, "</a>");
}

/* `number`: of the finding in its article. */
static void add_finding(struct report_overview *o, const struct report_pages *pages, const struct report_article *a, const struct record *r,
						size_t number)
{
	unsigned severity = severity_of(r);
	struct buf *out = &o->found[severity];
	char anchor[REPORT_ANCHOR];
	o->findings++;
	buf_clear(&o->scratch);
	tally_add(&o->codes, record_string(r, "code", &o->scratch), severity);
	if (o->nfound[severity]++ >= OVERVIEW_FINDINGS)
		return;
	buf_printf(out, "<tr><td><span class=\"severity %s\">%s</span></td><td><code>", severities[severity], severities[severity]);
	report_json(out, record_get(r, "code"));
	buf_adds(out, "</code></td><td dir=\"auto\">");
	report_json(out, record_get(r, "message"));
	buf_adds(out, "</td><td dir=\"auto\">");
	if (number <= REPORT_FINDINGS)
		report_anchor(anchor, a, 'F', number);
	else
		report_anchor_article(anchor, a);
	add_link(pages, a, a->page, anchor, out);
	buf_adds(out, "</td></tr>\n");
}

static void add_article(struct report_overview *o, const struct report_pages *pages, const struct report_article *a)
{
	struct buf *out = &o->articles;
	char anchor[REPORT_ANCHOR];
	if (o->documents > OVERVIEW_ARTICLES)
		return;
	buf_adds(out, "<tr><th scope=\"row\" dir=\"auto\">");
	add_link(pages, a, a->page, report_anchor_article(anchor, a), out);
	buf_adds(out, a->rejected ? " <span class=\"severity error\">rejected</span></th>" : "</th>");
	const size_t counts[] = {a->sentences.n, a->claims, a->cited, a->citations, a->references.n, a->findings};
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		buf_adds(out, "<td>");
		report_number(out, counts[i]);
		buf_adds(out, "</td>");
	}
	buf_adds(out, "</tr>\n");
}

void report_overview_add(struct report_overview *o, const struct report_pages *pages, const struct report_article *a)
{
	size_t findings = 0;
	o->documents++;
	o->rejected += a->rejected;
	o->sentences += a->sentences.n;
	o->citations += a->citations;
	for (size_t i = 1; i < a->doc->n; i++) {
		struct record r;
		struct span type = a->doc->v[i].type;
		bool claim = span_is(type, "claim"), reference = span_is(type, "reference"), finding = span_is(type, "finding");
		if (!(claim || reference || finding) || record_parse(&r, a->doc->v[i].text) != 0)
			continue;
		if (claim) {
			add_claim(o, &r);
		} else if (reference) {
			add_reference(o, &r);
		} else {
			add_finding(o, pages, a, &r, ++findings);
		}
	}
	add_article(o, pages, a);
}

/* ---- writing ---- */

static void add_tile(struct buf *out, uint64_t n, const char *name, const char *anchor)
{
	buf_adds(out, "<li>");
	if (anchor)
		buf_printf(out, "<a href=\"#%s\">", anchor);
	buf_adds(out, "<strong>");
	report_number(out, n);
	buf_printf(out, "</strong> <span>%s</span>%s</li>\n", name, anchor ? "</a>" : "");
}

static void add_front(const struct report_overview *o, const struct report_pages *pages, struct buf *out)
{
	buf_adds(out,
			 "<header>\n<h1>Evidence report</h1>\n<p>What these articles say of conditions and mechanisms, which studies they cite, and "
			 "what does "
			 "not fit.</p>\n</header>\n<nav class=\"contents\" aria-label=\"Contents\"><ul>\n<li><a href=\"#overview\">Overview</a></li>\n"
			 "<li><a href=\"#findings\">Findings</a></li>\n<li><a href=\"#list\">List of articles</a></li>\n"
			 "<li><a href=\"#articles\">Articles</a></li>\n</ul></nav>\n<main id=\"main\">\n<section id=\"overview\" "
			 "aria-labelledby=\"overview-h\">\n"
			 "<h2 id=\"overview-h\">Overview</h2>\n<ul class=\"tiles\">\n");
	add_tile(out, o->documents, o->documents == 1 ? "article" : "articles", "list");
	if (o->rejected)
		add_tile(out, o->rejected, "rejected", NULL);
	add_tile(out, o->sentences, "sentences", NULL);
	add_tile(out, o->claims, "claims", NULL);
	add_tile(out, o->hedged, "of them hedged", NULL);
	add_tile(out, o->citations, "citations", NULL);
	add_tile(out, o->references, "references", NULL);
	add_tile(out, o->findings, "findings", "findings");
	buf_adds(out, "</ul>\n");
	if (pages->number > 1) {
		buf_printf(out, "<p class=\"notice\">This report has %zu pages. The articles go on in the files beside this one: <a",
				   pages->number);
		report_pages_href(pages, out, 1, 2, "main");
		buf_adds(out, ">page 2</a>.</p>\n");
	}
}

static uint64_t year_of(struct span digits)
{
	return json_number(digits, 0);
}

static void add_years(const struct report_overview *o, struct buf *out)
{
	struct plot plot = {.id = "years", .title = "References by year", .item = "year", .unit = "references"};
	unsigned first = 9999, last = 0;
	uint64_t counts[OVERVIEW_YEARS] = {0}, before = 0;
	for (size_t i = 0; i < o->years.entries.n; i++) {
		unsigned year = (unsigned)year_of(o->years.entries.v[i].key);
		first = year < first ? year : first;
		last = year > last ? year : last;
	}
	if (last == 0)
		return;
	if (last - first >= OVERVIEW_YEARS)
		first = last - OVERVIEW_YEARS + 1;
	for (size_t i = 0; i < o->years.entries.n; i++) {
		const struct tally_entry *e = &o->years.entries.v[i];
		unsigned year = (unsigned)year_of(e->key);
		if (year < first)
			before += e->count;
		else
			counts[year - first] += e->count;
	}
	struct buf about = {0};
	buf_adds(&about, "Entries of the reference lists by their year of publication");
	if (o->undated) {
		buf_adds(&about, "; ");
		report_number(&about, o->undated);
		buf_adds(&about, " without a year left out");
	}
	buf_add(&about, ".", 2); /* and its NUL */
	plot.about = about.p;
	plot_years(out, &plot, first, counts, last - first + 1, before);
	buf_free(&about);
}

static void add_bars(const struct report_overview *o, struct buf *out)
{
	static const struct plot support = {.id = "support",
										.title = "Support of claims",
										.about = "What stands behind each claim; none is a claim without any source.",
										.item = "support",
										.unit = "claims"};
	static const struct plot strengths = {.id = "strengths",
										  .title = "Study designs behind claims",
										  .about = "The strongest design that is named for a claim, where one is.",
										  .item = "design",
										  .unit = "claims"};
	static const struct plot codes = {.id = "codes",
									  .title = "Findings by code",
									  .about = "What does not fit, by its code and how sure it is.",
									  .item = "code",
									  .unit = "findings",
									  .parts = severities,
									  .nparts = OVERVIEW_SEVERITIES};
	struct tally_entry top[OVERVIEW_BARS];
	size_t n = tally_top(&o->codes, top, OVERVIEW_BARS);
	if (n)
		plot_bars(out, &codes, top, n);
	n = tally_top(&o->support, top, OVERVIEW_BARS);
	if (n)
		plot_bars(out, &support, top, n);
	n = tally_top(&o->strengths, top, OVERVIEW_BARS);
	if (n)
		plot_bars(out, &strengths, top, n);
}

static void add_findings(const struct report_overview *o, struct buf *out)
{
	size_t shown = 0;
	buf_adds(out, "<section id=\"findings\" aria-labelledby=\"findings-h\">\n<h2 id=\"findings-h\">Findings</h2>\n");
	if (o->findings == 0) {
		buf_adds(out, "<p>Nothing was found that does not fit.</p>\n</section>\n");
		return;
	}
	buf_adds(
		out,
		"<p>A finding says what contradicts what, not who is wrong. <em>Possible</em>: the evidence is not complete.</p>\n"
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of findings\">\n<table class=\"list\">\n<thead><tr><th "
		"scope=\"col\">"
		"Severity</th><th scope=\"col\">Code</th><th scope=\"col\">Finding</th><th scope=\"col\">Article</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < OVERVIEW_SEVERITIES; i++) {
		buf_addspan(out, buf_span(&o->found[i]));
		shown += o->nfound[i] < OVERVIEW_FINDINGS ? o->nfound[i] : OVERVIEW_FINDINGS;
	}
	buf_adds(out, "</tbody>\n</table>\n</div>\n");
	if (shown < o->findings) {
		buf_adds(out, "<p class=\"notice\">");
		report_number(out, shown);
		buf_adds(out, " of ");
		report_count(out, o->findings, "finding is", "findings are");
		buf_printf(
			out, " listed here, at most %d of each severity. All stand with their articles, and in the table <code>findings</code>.</p>\n",
			OVERVIEW_FINDINGS);
	}
	buf_adds(out, "</section>\n");
}

static void add_list(const struct report_overview *o, struct buf *out)
{
	static const char *const heads[] = {"Article", "Sentences", "Claims", "of them cited", "Citations", "References", "Findings"};
	buf_adds(out, "<section id=\"list\" aria-labelledby=\"list-h\">\n<h2 id=\"list-h\">List of articles</h2>\n");
	if (o->documents == 0) {
		buf_adds(out, "<p>There was no document in the input.</p>\n</section>\n");
		return;
	}
	buf_adds(out,
			 "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of articles\">\n<table class=\"list\">\n<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		buf_printf(out, "<th scope=\"col\">%s</th>", heads[i]);
	buf_adds(out, "</tr></thead>\n<tbody>\n");
	buf_addspan(out, buf_span(&o->articles));
	buf_adds(out, "</tbody>\n</table>\n</div>\n");
	if (o->documents > OVERVIEW_ARTICLES) {
		buf_printf(out, "<p class=\"notice\">The first %d of ", OVERVIEW_ARTICLES);
		report_number(out, o->documents);
		buf_adds(out, " articles are listed here. Every page lists its own; all stand in the table <code>documents</code>.</p>\n");
	}
	buf_adds(out, "</section>\n");
}

static void add_legend(const struct categories *categories, struct buf *out)
{
	buf_adds(out, "<ul class=\"legend\" aria-label=\"How words are marked\">\n");
	for (size_t i = 0; i < categories->rows.n; i++) {
		if (!categories->rows.v[i].first)
			continue;
		buf_printf(out, "<li><mark class=\"k%zu\">", i % REPORT_KINDS);
		report_text(out, span_of(categories->rows.v[i].table));
		buf_adds(out, "</mark></li>\n");
	}
	buf_adds(out,
			 "<li><mark class=\"k0\" data-a=\"negated\">negated</mark></li>\n<li><mark class=\"k0\" "
			 "data-a=\"hypothetical\">hypothetical</mark></li>\n"
			 "<li><mark class=\"k0\" data-a=\"historical\">historical</mark></li>\n<li><a class=\"c\" href=\"#articles\">citation</a>: "
			 "leads to its entry</li>\n"
			 "<li><mark class=\"c lost\">citation or study</mark> that leads to no entry</li>\n<li><mark class=\"f error\">finding</mark>, "
			 "<span class=\"flag error\">!1</span>: leads to what it says</li>\n<li><span class=\"claim cited\">cited</span>: support of "
			 "the claim before it</li>\n"
			 "<li>effects: \xE2\x86\x91 increase, \xE2\x86\x93 decrease, \xE2\x8A\xA3 block, \xE2\x86\x92 activate, ~ modulate, "
			 "\xE2\x86\xBA restore</li>\n</ul>\n");
}

void report_overview_write(struct report_overview *o, const struct report_pages *pages, const struct categories *categories,
						   struct buf *out)
{
	add_front(o, pages, out);
	buf_adds(out, "<div class=\"plots\">\n");
	report_heat_write(&o->heat, out);
	add_years(o, out);
	add_bars(o, out);
	buf_adds(out, "</div>\n</section>\n");
	add_findings(o, out);
	add_list(o, out);
	buf_adds(out, "<h2 id=\"articles\">Articles</h2>\n");
	add_legend(categories, out);
}

void report_overview_free(struct report_overview *o)
{
	struct tally *const tallies[] = {&o->support, &o->strengths, &o->codes, &o->years};
	for (size_t i = 0; i < sizeof tallies / sizeof tallies[0]; i++)
		tally_free(tallies[i]);
	for (size_t i = 0; i < OVERVIEW_SEVERITIES; i++)
		buf_free(&o->found[i]);
	buf_free(&o->articles);
	buf_free(&o->scratch);
	report_heat_free(&o->heat);
}
