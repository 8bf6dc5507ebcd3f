#include "audit/claim_parts.h"

#include <stdlib.h>

static const char *const support_names[] = {"none", "carried", "attributed", "unnamed-study", "unresolved", "cited"};

enum { WORDS_LEAST = 4 }; /* a sentence of fewer words names, it does not claim */

void claims_open(struct claims *c, const struct categories *categories, const struct context *context, const struct predicates *verbs,
				 struct designs *designs, const struct sections *sections, const struct sources *sources, struct buf *found)
{
	size_t at = 0;
	c->context = context;
	c->verbs = verbs;
	c->designs = designs;
	c->sections = sections;
	c->sources = sources;
	c->audit = found;
	for (const struct category_row *row; (row = categories_next(categories, &at)) != NULL;)
		list_push(&c->labels, ((struct claim_labels){.row = row}));
}

void claims_free(struct claims *c)
{
	for (size_t i = 0; i < c->labels.n; i++) {
		once_free(&c->labels.v[i].named);
		once_free(&c->labels.v[i].generic);
	}
	list_free(&c->labels);
	once_free(&c->citations);
	once_free(&c->references);
	once_free(&c->dois);
	once_free(&c->findings);
	list_free(&c->tokens);
	list_free(&c->heard);
	list_free(&c->cues);
	list_free(&c->entries);
	list_free(&c->known);
	list_free(&c->pending);
	list_free(&c->abouts);
	list_free(&c->found);
	list_free(&c->doubts);
	list_free(&c->studies);
	buf_free(&c->unnamed);
	list_free(&c->effects);
	buf_free(&c->doubted);
	buf_free(&c->studied);
	buf_free(&c->scratch);
	buf_free(&c->out);
}

void claims_begin(struct claims *c)
{
	c->open = c->led = c->told = false;
	c->known.n = c->pending.n = c->abouts.n = c->doubts.n = c->studies.n = 0;
	buf_clear(&c->studied);
	claims_links(c, (struct span){NULL, 0});
	c->sourced = 0;
	buf_clear(&c->out);
}

/* ---- the end of a sentence ---- */

static void write_claim(struct claims *c, const struct record *s, bool hedged)
{
	static const char *const place[] = {"sentence", "start", "end", "char_start", "char_end", "text"};
	struct buf *out = &c->out;
	list_push(&c->pending, ((struct claim_pending){.abouts = c->abouts.n}));
	list_push(&c->abouts, record_number(s, "sentence", 0));
	for (size_t i = 0; i < c->entries.n; i++)
		list_push(&c->abouts, c->known.v[c->entries.v[i]].sentence);
	record_open(out, "claim", s->doc);
	for (size_t i = 0; i < sizeof place / sizeof place[0]; i++)
		record_add_raw(out, place[i], record_get(s, place[i]));
	for (size_t i = 0; i < c->labels.n; i++) {
		const struct claim_labels *l = &c->labels.v[i];
		once_write(out, l->row->table, l->named.items.n ? &l->named : &l->generic);
	}
	once_write(out, "citations", &c->citations);
	once_write(out, "references", &c->references);
	record_add_string(out, "support", span_of(support_names[c->support]));
	record_add_bool(out, "hedged", hedged);
	if (c->strength)
		record_add_string(out, "strength", span_of(c->strength));
	else
		record_add_raw(out, "strength", (struct span){NULL, 0});
	record_add_raw(out, "section", record_get(s, "section"));
	once_write(out, "dois", &c->dois);
	c->pending.v[c->pending.n - 1].end = out->n;
}

/* Does the sentence say something of what it names? */
static bool says(const struct claims *c, struct span text)
{
	if (c->tokens.n < WORDS_LEAST && !(c->list && c->led))
		return false;
	return (text.n == 0 || text.p[text.n - 1] != '?') && ((c->list && c->led) || predicates_any(c->verbs, text, &c->tokens));
}

static void end_sentence(struct claims *c)
{
	const struct record *s = &c->sentence;
	claim_end_studies(c);
	if (c->open)
		claim_hear(c);
	bool carried = c->support == SUPPORT_NONE && c->spoken >= SUPPORT_CARRIED && c->spoken != SUPPORT_ATTRIBUTED;
	if (!c->open || !(c->subjects || carried))
		return;
	buf_clear(&c->scratch);
	struct span text = record_string(s, "text", &c->scratch);
	tokens_scan(&c->tokens, text);
	if (carried && context_carries(c->context, text, &c->tokens)) {
		c->support = SUPPORT_CARRIED;
		c->strength = c->spoken_strength;
	}
	if (c->subjects && says(c, text)) {
		bool hedged = context_hedged(c->context, text, &c->tokens, &c->cues);
		write_claim(c, s, hedged);
		if (c->support == SUPPORT_NONE && c->effects.n && c->agent && !hedged)
			claim_doubt(c, s, text);
	}
}

void claims_paragraph(struct claims *c)
{
	end_sentence(c);
	claim_end_doubts(c);
	c->open = false;
}

/* ---- a sentence ---- */

/* The last byte of a raw JSON string. */
static char last_char(struct span json)
{
	return json.n > 2 ? json.p[json.n - 2] : '\0';
}

void claims_sentence(struct claims *c, struct span sentence)
{
	end_sentence(c);
	c->before[1] = c->open ? c->before[0] : (struct span){NULL, 0};
	c->before[0] = c->open ? c->sentence.line : (struct span){NULL, 0};
	struct span zone = record_parse(&c->sentence, sentence) == 0 ? record_get(&c->sentence, "zone") : (struct span){NULL, 0};
	if (!c->open) { /* a paragraph begins */
		c->spoken = SUPPORT_NONE;
	} else if (c->support != SUPPORT_NONE) {
		c->spoken = c->support;
		c->spoken_strength = c->strength;
	}
	c->list = span_is(zone, "\"list\"");
	c->open = c->list || span_is(zone, "\"body\"") || span_is(zone, "\"caption\"");
	if (c->open && !c->list)
		c->led = last_char(record_get(&c->sentence, "text")) == ':';
	c->support = SUPPORT_NONE;
	c->strength = NULL;
	for (size_t i = 0; i < c->labels.n; i++) {
		once_clear(&c->labels.v[i].named);
		once_clear(&c->labels.v[i].generic);
	}
	once_clear(&c->citations);
	once_clear(&c->references);
	once_clear(&c->dois);
	c->linked = c->open && claim_linked(c);
	if (c->linked) {
		claim_sourced(c, record_number(&c->sentence, "sentence", 0));
		claim_cited(c, record_number(&c->sentence, "sentence", 0));
	}
	c->entries.n = 0;
	c->subjects = 0;
	c->effects.n = 0;
	c->agent = false;
}

void claims_mention(struct claims *c, const struct record *m)
{
	struct span label = record_get(m, "label"), effect = record_get(m, "effect");
	size_t i = 0;
	while (i < c->labels.n && !category_is(c->labels.v[i].row, m->type))
		i++;
	if (!c->open || i == c->labels.n || label.n < 2 || label.p[0] != '"')
		return;
	struct claim_labels *l = &c->labels.v[i];
	bool generic = span_is(record_get(m, "kind"), "\"generic\"");
	c->subjects += !generic && l->row->role == ROLE_SUBJECT;
	c->agent |= l->row->role == ROLE_AGENT;
	if (effect.n > 2 && !span_is(effect, "\"none\"")) { /* "neuroplasticity: increase" */
		list_push(&c->effects, record_get(m, "text"));
		buf_clear(&c->scratch);
		buf_add(&c->scratch, label.p, label.n - 1);
		buf_adds(&c->scratch, ": ");
		buf_add(&c->scratch, effect.p + 1, effect.n - 1);
		label = buf_span(&c->scratch);
	}
	once_add(generic ? &l->generic : &l->named, label);
}

static enum support support_of(struct span form, const struct bibliography *b, const struct link *l)
{
	if (span_is(form, "\"study\""))
		return SUPPORT_UNNAMED;
	if (span_is(form, "\"attribution\""))
		return SUPPORT_ATTRIBUTED;
	return l->entries.n || b->entries.n == 0 || l->status == LINK_ITSELF ? SUPPORT_CITED : SUPPORT_UNRESOLVED;
}

static void add_strength(struct claims *c, const char *design)
{
	c->strength = designs_stronger(c->designs, c->strength, design);
}

/* What the citation's own words say of the design. */
static int add_study(struct claims *c, const struct record *citation, struct diag *d)
{
	buf_clear(&c->scratch);
	struct span said = record_string(citation, "study_type", &c->scratch);
	bool attribution = span_is(record_get(citation, "form"), "\"attribution\"");
	if (said.n == 0 && !attribution)
		return DIAG_OK;
	int code = designs_load(c->designs, d);
	if (code)
		return code;
	add_strength(c, said.n ? designs_find(c->designs, said) : designs_spoken(c->designs, record_string(citation, "text", &c->scratch)));
	return DIAG_OK;
}

/* An entry is read when a claim first leads to it. */
static int read_entry(struct claims *c, struct claim_entry *e, struct span line, struct diag *d)
{
	int code = designs_load(c->designs, d);
	if (code)
		return code;
	buf_clear(&c->scratch);
	struct span doi = record_find(line, "doi");
	*e = (struct claim_entry){.read = true,
							  .design = designs_named(c->designs, json_text(record_find(line, "title"), &c->scratch)),
							  .doi = doi.n > 2 && doi.p[0] == '"' ? doi : (struct span){NULL, 0},
							  .sentence = json_number(record_find(line, "sentence"), 0)};
	return DIAG_OK;
}

static int add_entry(struct claims *c, const struct bibliography *b, size_t entry, struct span line, struct diag *d)
{
	while (c->known.n < b->entries.n)
		list_push(&c->known, (struct claim_entry){.read = false});
	struct claim_entry *e = &c->known.v[entry];
	int code = e->read ? DIAG_OK : read_entry(c, e, line, d);
	buf_clear(&c->scratch);
	buf_addu(&c->scratch, b->entries.v[entry].n);
	once_add(&c->references, buf_span(&c->scratch));
	list_push(&c->entries, entry);
	add_strength(c, e->design);
	if (e->doi.n)
		once_add(&c->dois, e->doi);
	return code;
}

int claims_citation(struct claims *c, const struct bibliography *b, const struct record *citation, const struct link *l,
					const struct span *references, struct diag *d)
{
	if (!c->open)
		return DIAG_OK;
	enum support s = support_of(record_get(citation, "form"), b, l);
	if (s == SUPPORT_UNNAMED)
		claim_doubt_study(c, citation);
	claim_sourced(c, record_number(citation, "sentence", 0));
	if (s >= SUPPORT_UNRESOLVED)
		claim_cited(c, record_number(citation, "sentence", 0));
	if (s > c->support)
		c->support = s;
	once_add(&c->citations, record_get(citation, "text"));
	int code = add_study(c, citation, d);
	for (size_t i = 0; i < l->entries.n && code == DIAG_OK; i++)
		code = add_entry(c, b, l->entries.v[i], references[l->entries.v[i]], d);
	return code;
}

/* ---- the end of a document: its findings are known ---- */

static int by_sentence(const void *a, const void *b)
{
	const struct claim_finding *x = a, *y = b;
	if (x->sentence != y->sentence)
		return x->sentence < y->sentence ? -1 : 1;
	return (x->code.p > y->code.p) - (x->code.p < y->code.p); /* in the order in which they were found */
}

/* One for each code and sentence. */
static void read_findings(struct claims *c, struct span lines)
{
	c->found.n = 0;
	for (size_t at = 0; at < lines.n;) {
		const char *nl = memchr(lines.p + at, '\n', lines.n - at);
		size_t end = nl ? (size_t)(nl - lines.p) : lines.n;
		struct span line = span_sub(lines, at, end);
		struct claim_finding f = {json_number(record_find(line, "sentence"), 0), record_find(line, "code")};
		if (f.code.n)
			list_push(&c->found, f);
		at = end + 1;
	}
	if (c->found.n)
		qsort(c->found.v, c->found.n, sizeof c->found.v[0], by_sentence);
	size_t n = 0;
	for (size_t i = 0; i < c->found.n; i++) {
		size_t k = n;
		while (k > 0 && c->found.v[k - 1].sentence == c->found.v[i].sentence && !span_eq(c->found.v[k - 1].code, c->found.v[i].code))
			k--;
		if (k == 0 || c->found.v[k - 1].sentence != c->found.v[i].sentence)
			c->found.v[n++] = c->found.v[i];
	}
	c->found.n = n;
}

static void add_findings(struct claims *c, uint64_t sentence)
{
	size_t i;
	list_bound(&c->found, i, c->found.v[i].sentence < sentence);
	for (; i < c->found.n && c->found.v[i].sentence == sentence; i++)
		once_add(&c->findings, c->found.v[i].code);
}

void claims_end(struct claims *c, struct buf *out)
{
	size_t from = 0;
	claims_paragraph(c);
	if (c->pending.n)
		read_findings(c, buf_span(c->audit));
	for (size_t i = 0; i < c->pending.n; i++) {
		const struct claim_pending *p = &c->pending.v[i];
		size_t abouts = i + 1 < c->pending.n ? p[1].abouts : c->abouts.n;
		once_clear(&c->findings);
		for (size_t k = p->abouts; k < abouts && c->found.n; k++)
			add_findings(c, c->abouts.v[k]);
		buf_add(out, c->out.p + from, p->end - from);
		once_write(out, "findings", &c->findings);
		record_close(out);
		from = p->end;
	}
}
