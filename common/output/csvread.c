#include "output/csvread.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { READ_BYTES = 1 << 18 };

struct span csvread_at(const struct csvread_rows *r, size_t row, size_t column)
{
	if (column >= csvread_width(r, row))
		return span_make("", 0);
	struct csvread_cell c = r->cells.v[r->firsts.v[row] + column];
	return span_sub(buf_span(&r->text), c.at, c.at + c.n);
}

size_t csvread_width(const struct csvread_rows *r, size_t row)
{
	return (row + 1 < r->firsts.n ? r->firsts.v[row + 1] : r->cells.n) - r->firsts.v[row];
}

void csvread_clear(struct csvread_rows *r)
{
	buf_clear(&r->text);
	r->cells.n = r->firsts.n = 0;
}

void csvread_free(struct csvread_rows *r)
{
	buf_free(&r->text);
	list_free(&r->cells);
	list_free(&r->firsts);
}

/* A cell that begins with a quote, from behind it; *at moves behind its end. False where that is not among the bytes. */
static bool quoted_cell(struct span bytes, size_t *at, bool last, struct buf *out)
{
	for (;;) {
		const char *quote = memchr(bytes.p + *at, '"', bytes.n - *at);
		size_t end = quote ? (size_t)(quote - bytes.p) : bytes.n;
		buf_addspan(out, span_sub(bytes, *at, end));
		*at = end + (quote != NULL);
		if (quote == NULL || (*at == bytes.n && !last))
			return last;
		if (*at == bytes.n || bytes.p[*at] != '"')
			return true;
		buf_addc(out, '"');
		++*at;
	}
}

static bool ends_cell(char c)
{
	return c == ',' || c == '\r' || c == '\n';
}

static bool cell(struct span bytes, size_t *at, bool last, struct csvread_rows *r)
{
	struct csvread_cell c = {.at = r->text.n};
	if (*at < bytes.n && bytes.p[*at] == '"') {
		++*at;
		if (!quoted_cell(bytes, at, last, &r->text))
			return false;
	}
	size_t from = *at;
	while (*at < bytes.n && !ends_cell(bytes.p[*at]))
		++*at;
	buf_addspan(&r->text, span_sub(bytes, from, *at));
	c.n = r->text.n - c.at;
	list_push(&r->cells, c);
	return *at < bytes.n || last;
}

bool csvread_row(struct span bytes, size_t *at, bool last, struct csvread_rows *r)
{
	size_t i = *at, text = r->text.n, cells = r->cells.n;
	bool whole = i < bytes.n;
	while (whole && (whole = cell(bytes, &i, last, r)) && i < bytes.n && bytes.p[i] == ',')
		i++;
	if (whole && i < bytes.n && bytes.p[i] == '\r')
		i++;
	if (whole && i == bytes.n && !last)
		whole = false;
	if (!whole) {
		r->text.n = text, r->cells.n = cells;
		return false;
	}
	i += i < bytes.n && bytes.p[i] == '\n';
	list_push(&r->firsts, cells);
	*at = i;
	return true;
}

static int failed(const struct csvread_file *f, struct diag *d)
{
	return diag_at(d, DIAG_FAILED, f->path, 0, 0, "%s", strerror(errno));
}

int csvread_open(struct csvread_file *f, const char *path, struct diag *d)
{
	*f = (struct csvread_file){.path = memcpy(mem_alloc(strlen(path) + 1), path, strlen(path) + 1), .fd = open(path, O_RDONLY | O_CLOEXEC)};
	return f->fd < 0 ? diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno)) : DIAG_OK;
}

static int read_more(struct csvread_file *f, struct diag *d)
{
	if (f->next) {
		f->bytes.n -= f->next;
		memmove(f->bytes.p, f->bytes.p + f->next, f->bytes.n);
		f->before += f->next;
		f->next = 0;
	}
	size_t most = f->bytes.n > READ_BYTES ? f->bytes.n : READ_BYTES; /* a long row is looked at again as often as its length doubles */
	ssize_t n;
	do
		n = read(f->fd, buf_room(&f->bytes, most), most);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return failed(f, d);
	bool first = f->before == 0 && f->bytes.n == 0;
	f->bytes.n += (size_t)n;
	f->end = n == 0;
	if (first && span_starts(buf_span(&f->bytes), "\xEF\xBB\xBF"))
		f->next = 3;
	return DIAG_OK;
}

int csvread_next(struct csvread_file *f, struct csvread_rows *r, bool *more, struct diag *d)
{
	while (!(*more = csvread_row(buf_span(&f->bytes), &f->next, f->end, r)) && !f->end) {
		int code = read_more(f, d);
		if (code)
			return code;
	}
	return DIAG_OK;
}

int csvread_range(struct csvread_file *f, uint64_t from, uint64_t to, struct csvread_rows *r, struct diag *d)
{
	struct buf bytes = {0};
	int code = DIAG_OK;
	while (from < to && code == DIAG_OK) {
		ssize_t n = pread(f->fd, buf_room(&bytes, (size_t)(to - from)), (size_t)(to - from), (off_t)from);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			code = n < 0 ? failed(f, d) : diag_at(d, DIAG_FAILED, f->path, 0, 0, "is shorter than it was");
		bytes.n += n > 0 ? (size_t)n : 0;
		from += n > 0 ? (uint64_t)n : 0;
	}
	for (size_t at = 0; code == DIAG_OK && csvread_row(buf_span(&bytes), &at, true, r);)
		;
	buf_free(&bytes);
	return code;
}

void csvread_close(struct csvread_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	buf_free(&f->bytes);
	free(f->path);
}
