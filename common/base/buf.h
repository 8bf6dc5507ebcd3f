/* The one growable string, and growable lists. Every heap pointer has one owner; spans into a buf die when the buf grows, is cleared or
 * is freed. */
#ifndef EVITAB_BUF_H
#define EVITAB_BUF_H

#include <stdarg.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/span.h"

struct buf {
	char *p; /* owned; NULL while nothing was added */
	size_t n, cap;
};

void buf_free(struct buf *b);
static inline void buf_clear(struct buf *b)
{
	b->n = 0;
}

void buf_grow(struct buf *b, size_t more); /* the slow half of buf_room() */

/* Room for `more` further bytes; returns the place where they go. Add to b->n what was written. */
static inline char *buf_room(struct buf *b, size_t more)
{
	if (b->cap - b->n < more)
		buf_grow(b, more);
	return b->p + b->n;
}
static inline void buf_add(struct buf *b, const void *p, size_t n)
{
	if (n)
		memcpy(buf_room(b, n), p, n);
	b->n += n;
}
static inline void buf_addc(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->n++;
}
static inline void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}
void buf_addu(struct buf *b, uint64_t v); /* decimal */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static inline void buf_addspan(struct buf *b, struct span s)
{
	if (s.n)
		buf_add(b, s.p, s.n);
}

static inline struct span buf_span(const struct buf *b)
{
	return (struct span){b->p ? b->p : "", b->n};
}

/* A growable list of T: `LIST(struct edit) edits = {0};` v[0..n) are the items, list_free() gives them back. */
#define LIST(T)        \
	struct {           \
		T *v;          \
		size_t n, cap; \
	}
void *list_grown(void *v, size_t *cap, size_t need, size_t size);
#define list_reserve(l, need) ((need) > (l)->cap ? (void)((l)->v = list_grown((l)->v, &(l)->cap, (need), sizeof *(l)->v)) : (void)0)
#define list_push(l, item) (list_reserve((l), (l)->n + 1), (void)((l)->v[(l)->n++] = (item)))
/* Binary search in a sorted list: i (a size_t of the caller's) becomes the index of the first item for which `before`, a condition on item
 * i, does not hold; l->n where it holds for all. */
#define list_bound(l, i, before)             \
	do {                                     \
		size_t from_ = 0, to_ = (l)->n;      \
		while (from_ < to_) {                \
			(i) = from_ + (to_ - from_) / 2; \
			if (before)                      \
				from_ = (i) + 1;             \
			else                             \
				to_ = (i);                   \
		}                                    \
		(i) = from_;                         \
	} while (0)
#define list_free(l) (free((l)->v), (void)((l)->v = NULL, (l)->n = (l)->cap = 0))

#endif
