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
	va_list ap;
	va_start(ap, fmt);
	buf_vprintf(&m, fmt, ap);
	va_end(ap);
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
