#include "base/example.h"

bool example_read(struct span cell, struct buf *plain, size_t *from, size_t *to)
{
	size_t start = plain->n, marks = 0;
	*from = 0;
	for (size_t i = 0; i < cell.n; i++) {
		bool two = i + 1 < cell.n && cell.p[i] == cell.p[i + 1];
		if (two && cell.p[i] == '[' && marks == 0) {
			*from = plain->n - start;
			marks = 1;
			i++;
		} else if (two && cell.p[i] == ']' && marks == 1) {
			*to = plain->n - start;
			marks = 2;
			i++;
		} else {
			buf_addc(plain, cell.p[i]);
		}
	}
	if (marks == 0)
		*to = plain->n - start;
	return marks != 1;
}
