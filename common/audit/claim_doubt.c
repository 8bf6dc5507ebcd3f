/* Sources that claims and studies owe: what of the sentences around names one, and what remains in doubt. */
#include "audit/audit.h"
#include "audit/claim_parts.h"

enum { SOURCE_REACH = 2 }; /* sentences of a paragraph that a source speaks for, before and behind its own */

/* ---- links to other sites ---- */

static void next_link(struct claims *c)
{
	struct span start = json_next(c->links, &c->link_at), end = json_next(c->links, &c->link_at);
	c->link_start = start.p && end.p ? json_number(start, UINT64_MAX) : UINT64_MAX;
	c->link_end = end.p ? json_number(end, UINT64_MAX) : UINT64_MAX;
}

void claims_links(struct claims *c, struct span links)
{
	c->links = links;
	c->link_at = 0;
	next_link(c);
}

bool claim_linked(struct claims *c)
{
	uint64_t start = record_number(&c->sentence, "start", 0), end = record_number(&c->sentence, "end", 0);
	while (c->link_end <= start)
		next_link(c);
	return c->link_start < end || span_holds(record_get(&c->sentence, "text"), span_of("://"));
}

/* ---- claims ---- */

/* Do words of the sentence, a line, tell where it has from what it tells? */
static bool is_told(struct claims *c, struct span line)
{
	struct buf scratch = {0};
	struct span text = json_text(record_find(line, "text"), &scratch);
	tokens_scan(&c->heard, text);
	bool told = sources_named(c->sources, text, &c->heard);
	buf_free(&scratch);
	return told;
}

void claim_hear(struct claims *c)
{
	uint64_t n = record_number(&c->sentence, "sentence", 0);
	bool leads = c->led && !c->list;
	if (!c->list)
		c->told = leads && (c->support != SUPPORT_NONE || c->linked || is_told(c, c->sentence.line));
	if (c->doubts.n && c->doubts.v[c->doubts.n - 1].sentence + SOURCE_REACH >= n && is_told(c, c->sentence.line))
		claim_sourced(c, n);
}

/* Do words of the claim, or of a sentence before it, name its source? */
static bool is_sourced(struct claims *c, struct span text)
{
	if ((c->list && c->led && c->told) || sources_named(c->sources, text, &c->tokens))
		return true;
	for (size_t i = 0; i < sizeof c->before / sizeof c->before[0]; i++)
		if (c->before[i].n && is_told(c, c->before[i]))
			return true;
	return false;
}

/* Are all its effects what sorts of drugs are called after? */
static bool only_sorts(struct claims *c, struct span text)
{
	struct buf scratch = {0};
	bool all = true;
	for (size_t i = 0; i < c->effects.n && all; i++) {
		buf_clear(&scratch);
		all = sources_sort(c->sources, text, &c->tokens, json_text(c->effects.v[i], &scratch));
	}
	buf_free(&scratch);
	return all;
}

void claim_doubt(struct claims *c, const struct record *s, struct span text)
{
	uint64_t n = record_number(s, "sentence", 0);
	if (!sections_owe_source(c->sections, n) || (c->sourced && n <= c->sourced + SOURCE_REACH) || is_sourced(c, text) ||
		only_sorts(c, text))
		return;
	c->doubted.n = c->doubts.n ? c->doubts.v[c->doubts.n - 1].end : 0;
	audit_claim(s, &c->doubted);
	list_push(&c->doubts, ((struct claim_doubt){n, c->doubted.n}));
}

void claim_sourced(struct claims *c, uint64_t sentence)
{
	c->sourced = sentence;
	while (c->doubts.n && c->doubts.v[c->doubts.n - 1].sentence + SOURCE_REACH >= sentence)
		c->doubts.n--;
}

void claim_end_doubts(struct claims *c)
{
	buf_addspan(c->audit, span_sub(buf_span(&c->doubted), 0, c->doubts.n ? c->doubts.v[c->doubts.n - 1].end : 0));
	buf_addspan(c->audit, span_sub(buf_span(&c->unnamed), 0, c->studies.n ? c->studies.v[c->studies.n - 1].end : 0));
	buf_clear(&c->doubted);
	buf_clear(&c->unnamed);
	c->doubts.n = c->studies.n = 0;
	c->sourced = 0;
}

/* ---- studies ---- */

void claim_doubt_study(struct claims *c, const struct record *study)
{
	struct buf scratch = {0};
	struct span text = record_string(study, "text", &scratch);
	tokens_scan(&c->tokens, text);
	bool same = c->spoken >= SUPPORT_UNRESOLVED && context_carries(c->context, text, &c->tokens);
	if (!same && sections_owe_study(c->sections, record_number(study, "sentence", 0)))
		audit_study(study, &c->studied);
	buf_free(&scratch);
}

void claim_cited(struct claims *c, uint64_t sentence)
{
	while (c->studies.n && c->studies.v[c->studies.n - 1].sentence + SOURCE_REACH >= sentence)
		c->studies.n--;
}

void claim_end_studies(struct claims *c)
{
	if (c->studied.n && c->support < SUPPORT_UNRESOLVED && !c->linked) {
		c->unnamed.n = c->studies.n ? c->studies.v[c->studies.n - 1].end : 0;
		buf_addspan(&c->unnamed, buf_span(&c->studied));
		list_push(&c->studies, ((struct claim_doubt){record_number(&c->sentence, "sentence", 0), c->unnamed.n}));
	}
	buf_clear(&c->studied);
}
