#include "base/memory.h"

#include <stdlib.h>
#include <unistd.h>

enum { STATUS = 3 };

_Noreturn void mem_exhausted(void)
{
	static const char text[] = "evitab: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
	(void)ignored;
	_exit(STATUS);
}

void *mem_zeroed(size_t n)
{
	void *p = calloc(n ? n : 1, 1);
	if (p == NULL)
		mem_exhausted();
	return p;
}

void *mem_resize(void *p, size_t n)
{
	void *q = realloc(p, n ? n : 1);
	if (q == NULL)
		mem_exhausted();
	return q;
}

void *mem_alloc(size_t n)
{
	return mem_resize(NULL, n);
}
