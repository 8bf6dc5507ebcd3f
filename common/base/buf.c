#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

void *list_grown(void *v, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap ? *cap : 16;
	while (n < need)
		n += n / 2;
	if (n > SIZE_MAX / size)
		mem_exhausted();
	*cap = n;
	return mem_resize(v, n * size);
}

void buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

void buf_grow(struct buf *b, size_t more)
{
	if (more > SIZE_MAX / 4 - b->n)
		mem_exhausted();
	b->p = list_grown(b->p, &b->cap, b->n + more, 1);
}

void buf_addu(struct buf *b, uint64_t v)
{
	static const char pairs[] =
		"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960"
		"616263646566676869707172737475767778798081828384858687888990919293949596979899";
	static const uint64_t tens[] = {10u,
									100u,
									1000u,
									10000u,
									100000u,
									1000000u,
									10000000u,
									100000000u,
									1000000000u,
									10000000000u,
									100000000000u,
									1000000000000u,
									10000000000000u,
									100000000000000u,
									1000000000000000u,
									10000000000000000u,
									100000000000000000u,
									1000000000000000000u,
									10000000000000000000u};
	size_t n = 1;
	while (n <= sizeof tens / sizeof *tens && v >= tens[n - 1])
		n++;
	char *at = buf_room(b, n) + n;
	b->n += n;
	for (; v >= 100; v /= 100)
		memcpy(at -= 2, pairs + v % 100 * 2, 2);
	if (v >= 10)
		memcpy(at - 2, pairs + v * 2, 2);
	else
		at[-1] = (char)('0' + v);
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}
