/* A borrowed run of bytes. Owns nothing and is not NUL-terminated; whoever hands one out says how long it lives. */
#ifndef EVITAB_SPAN_H
#define EVITAB_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *p; /* NULL only where "absent" is a possible answer */
	size_t n;      /* bytes */
};

static inline struct span span_make(const char *p, size_t n)
{
	return (struct span){p, n};
}

/* The bytes of a NUL-terminated string, without the NUL. */
static inline struct span span_of(const char *s)
{
	return (struct span){s, strlen(s)};
}

/* Bytes [from, to) of s; the caller keeps 0 <= from <= to <= s.n. */
static inline struct span span_sub(struct span s, size_t from, size_t to)
{
	return (struct span){s.p + from, to - from};
}

static inline bool span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool span_is(struct span a, const char *s)
{
	size_t n = strlen(s);
	return a.n == n && (n == 0 || memcmp(a.p, s, n) == 0);
}

static inline bool span_starts(struct span a, const char *s)
{
	size_t n = strlen(s);
	return a.n >= n && memcmp(a.p, s, n) == 0;
}

/* Do the bytes of `part` stand somewhere in s? Nothing holds what is empty. */
static inline bool span_holds(struct span s, struct span part)
{
	for (size_t i = 0; part.n && i + part.n <= s.n; i++) {
		const char *p = memchr(s.p + i, part.p[0], s.n - part.n + 1 - i);
		if (p == NULL)
			return false;
		if (memcmp(p, part.p, part.n) == 0)
			return true;
		i = (size_t)(p - s.p);
	}
	return false;
}

/* The next of the words of a cell, which have blanks between them, *list being what is left of it; false at its end. */
static inline bool span_next_word(const char **list, struct span *word)
{
	*list += strspn(*list, " ");
	*word = span_make(*list, strcspn(*list, " "));
	*list += word->n;
	return word->n > 0;
}

/* Byte order; a prefix comes first. */
static inline int span_cmp(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Without ASCII white space at both ends. */
static inline struct span span_trim(struct span s)
{
	while (s.n && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r')))
		s.p++, s.n--;
	while (s.n && (s.p[s.n - 1] == ' ' || (s.p[s.n - 1] >= '\t' && s.p[s.n - 1] <= '\r')))
		s.n--;
	return s;
}

#endif
