#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int diag_at(struct diag *d, int code, const char *file, size_t line, size_t column, const char *fmt, ...)
{
	struct buf m = {0};
	if (file != NULL)
		buf_adds(&m, file);
	if (line)
		buf_printf(&m, ":%zu", line);
	if (column)
		buf_printf(&m, ":%zu", column);
	if (m.n)
		buf_adds(&m, ": ");
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n > 0) {
		vsnprintf(buf_room(&m, (size_t)n + 1), (size_t)n + 1, fmt, again);
		m.n += (size_t)n;
	}
	va_end(again);
	for (size_t i = 0; i < m.n; i++) {
		unsigned char c = (unsigned char)m.p[i];
		if (c < 0x20 || c == 0x7f)
			buf_printf(&d->text, "\\x%02x", c);
		else
			buf_addc(&d->text, (char)c);
	}
	buf_addc(&d->text, '\n');
	buf_free(&m);
	if (code > d->code)
		d->code = code;
	return code;
}

void diag_free(struct diag *d)
{
	buf_free(&d->text);
}
