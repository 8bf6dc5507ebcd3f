#include "audit/claim.h"

#include <stdlib.h>

static const char *const support_names[] = {"none", "carried", "attributed", "unnamed-study", "unresolved", "cited"};

enum { WORDS_LEAST = 4 }; /* a sentence of fewer words names, it does not claim */

/* ---- lists that hold a value once ---- */

static void once_clear(struct once *o)
{
	buf_clear(&o->json);
	o->items.n = o->slots.n = 0;
}

static void once_free(struct once *o)
{
	buf_free(&o->json);
	list_free(&o->items);
	list_free(&o->slots);
}

static struct span item(const struct once *o, size_t i)
{
	return span_sub(buf_span(&o->json), o->items.v[i].at, o->items.v[i].at + o->items.v[i].n);
}

/* The slot of a value: empty, or with an equal item in it. */
static uint32_t *slot_of(const struct once *o, struct span value)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < value.n; i++)
		h = (h ^ (unsigned char)value.p[i]) * UINT64_C(0x100000001b3);
	size_t i = (h ^ h >> 32) & (o->slots.n - 1);
	while (o->slots.v[i] && !span_eq(item(o, o->slots.v[i] - 1), value))
		i = (i + 1) & (o->slots.n - 1);
	return &o->slots.v[i];
}

static void grow_slots(struct once *o)
{
	size_t n = o->slots.n ? o->slots.n * 4 : 128;
	list_reserve(&o->slots, n);
	o->slots.n = n;
	memset(o->slots.v, 0, n * sizeof *o->slots.v);
	for (size_t i = 0; i < o->items.n; i++)
		*slot_of(o, item(o, i)) = (uint32_t)i + 1;
}

static void add_once(struct once *o, struct span value)
{
	enum { FEW = 24 };
	if (o->items.n < FEW) {
		for (size_t i = 0; i < o->items.n; i++)
			if (span_eq(item(o, i), value))
				return;
	} else {
		if (o->items.n * 2 >= o->slots.n)
			grow_slots(o);
		uint32_t *slot = slot_of(o, value);
		if (*slot)
			return;
		*slot = (uint32_t)o->items.n + 1;
	}
	buf_addc(&o->json, o->json.n ? ',' : '[');
	list_push(&o->items, ((struct once_item){(uint32_t)o->json.n, (uint32_t)value.n}));
	buf_addspan(&o->json, value);
}

/* ---- a sentence ---- */

/* The last byte of a raw JSON string. */
static char last_char(struct span json)
{
	return json.n > 2 ? json.p[json.n - 2] : '\0';
}

void claim_begin(struct claim *c, struct span sentence)
{
	struct span zone = record_find(sentence, "zone");
	bool same_paragraph = c->open;
	if (!same_paragraph)
		c->spoken = SUPPORT_NONE;
	else if (c->support != SUPPORT_NONE)
		c->spoken = c->support;
	c->list = span_is(zone, "\"list\"");
	c->open = c->list || span_is(zone, "\"body\"") || span_is(zone, "\"caption\"");
	if (c->open && !c->list)
		c->led = last_char(record_find(sentence, "text")) == ':';
	c->support = SUPPORT_NONE;
	c->sentence = sentence;
	once_clear(&c->interventions);
	once_clear(&c->conditions);
	once_clear(&c->generic);
	once_clear(&c->mechanisms);
	once_clear(&c->citations);
	once_clear(&c->references);
	c->concepts = 0;
}

void claim_mention(struct claim *c, const struct record *m)
{
	if (!c->open)
		return;
	struct span label = record_get(m, "label");
	if (label.n < 2 || label.p[0] != '"')
		return;
	if (span_is(m->type, "intervention")) {
		add_once(&c->interventions, label);
		return;
	}
	bool generic = span_is(record_get(m, "kind"), "\"generic\"");
	c->concepts += !generic;
	struct span effect = record_get(m, "effect");
	if (!span_is(m->type, "mechanism")) {
		add_once(generic ? &c->generic : &c->conditions, label);
	} else if (effect.n < 3 || span_is(effect, "\"none\"")) {
		add_once(&c->mechanisms, label);
	} else { /* "neuroplasticity: increase" */
		buf_clear(&c->scratch);
		buf_add(&c->scratch, label.p, label.n - 1);
		buf_adds(&c->scratch, ": ");
		buf_add(&c->scratch, effect.p + 1, effect.n - 1);
		add_once(&c->mechanisms, buf_span(&c->scratch));
	}
}

static enum support support_of(const struct record *citation, const struct bibliography *b, const struct link *l)
{
	struct span form = record_get(citation, "form");
	if (span_is(form, "\"study\""))
		return SUPPORT_UNNAMED;
	if (span_is(form, "\"attribution\""))
		return SUPPORT_ATTRIBUTED;
	return l->entries.n || b->entries.n == 0 ? SUPPORT_CITED : SUPPORT_UNRESOLVED;
}

void claim_citation(struct claim *c, const struct bibliography *b, const struct record *citation, const struct link *l)
{
	if (!c->open)
		return;
	enum support s = support_of(citation, b, l);
	if (s > c->support)
		c->support = s;
	add_once(&c->citations, record_get(citation, "text"));
	for (size_t i = 0; i < l->entries.n; i++) {
		buf_clear(&c->scratch);
		buf_addu(&c->scratch, b->entries.v[l->entries.v[i]].n);
		add_once(&c->references, buf_span(&c->scratch));
	}
}

static inline void add_list(struct buf *out, const char *key, const struct once *o)
{
	record_add_key(out, key);
	buf_addspan(out, o->json.n ? buf_span(&o->json) : span_of("["));
	buf_addc(out, ']');
}

static void write_claim(const struct claim *c, const struct record *s, bool hedged, struct buf *out)
{
	static const char *const place[] = {"sentence", "start", "end", "char_start", "char_end", "text"};
	record_open(out, "claim", s->doc);
	for (size_t i = 0; i < sizeof place / sizeof place[0]; i++)
		record_add_raw(out, place[i], record_get(s, place[i]));
	add_list(out, "interventions", &c->interventions);
	add_list(out, "conditions", c->conditions.items.n ? &c->conditions : &c->generic);
	add_list(out, "mechanisms", &c->mechanisms);
	add_list(out, "citations", &c->citations);
	add_list(out, "references", &c->references);
	record_add_string(out, "support", span_of(support_names[c->support]));
	record_add_bool(out, "hedged", hedged);
	record_close(out);
}

/* Does the sentence say something of what it names? */
static bool says(const struct claim *c, const struct predicates *verbs, struct span text)
{
	if (c->tokens.n < WORDS_LEAST && !(c->list && c->led))
		return false;
	return (text.n == 0 || text.p[text.n - 1] != '?') && ((c->list && c->led) || predicates_any(verbs, text, &c->tokens));
}

void claim_end(struct claim *c, const struct context *context, const struct predicates *verbs, struct buf *out)
{
	struct record s;
	bool carried = c->support == SUPPORT_NONE && c->spoken >= SUPPORT_CARRIED && c->spoken != SUPPORT_ATTRIBUTED;
	if (!c->open || !(c->concepts || carried) || record_parse(&s, c->sentence) != 0)
		return;
	buf_clear(&c->scratch);
	struct span text = record_string(&s, "text", &c->scratch);
	tokens_scan(&c->tokens, text);
	if (carried && context_carries(context, text, &c->tokens))
		c->support = SUPPORT_CARRIED;
	if (c->concepts && says(c, verbs, text)) {
		context_scan(context, text, &c->tokens, &c->cues);
		write_claim(c, &s, context_hedged(&c->cues), out);
	}
}

void claim_free(struct claim *c)
{
	once_free(&c->interventions);
	once_free(&c->conditions);
	once_free(&c->mechanisms);
	once_free(&c->citations);
	once_free(&c->generic);
	once_free(&c->references);
	list_free(&c->tokens);
	list_free(&c->cues);
	buf_free(&c->scratch);
}
