#include "audit/once.h"

#include <stdlib.h>

#include "base/seen.h"

void once_clear(struct once *o)
{
	buf_clear(&o->json);
	o->items.n = o->slots.n = 0;
}

void once_free(struct once *o)
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
	size_t i = seen_hash(value) & (o->slots.n - 1);
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

void once_add(struct once *o, struct span value)
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

void once_write(struct buf *out, const char *key, const struct once *o)
{
	record_add_key(out, key);
	buf_addspan(out, o->json.n ? buf_span(&o->json) : span_of("["));
	buf_addc(out, ']');
}
