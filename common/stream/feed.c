#include "stream/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/unpack.h"

void feed_begin(struct feed *f, const char *name, int fd)
{
	*f = (struct feed){.name = name, .fd = fd, .line = 1};
}

int feed_open(struct feed *f, const char *path, struct diag *d)
{
	struct stat st;
	feed_begin(f, path, strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC));
	if (f->fd < 0 || fstat(f->fd, &st) != 0) {
		int code = diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
		feed_close(f);
		return code;
	}
	if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode) && f->fd != STDIN_FILENO) {
		feed_close(f);
		return diag_at(d, DIAG_WRONG, path, 0, 0, "neither a file nor a pipe");
	}
	return DIAG_OK;
}

void feed_close(struct feed *f)
{
	unpack_close(f->packed);
	if (f->fd > STDIN_FILENO)
		close(f->fd);
	f->packed = NULL;
	f->fd = -1;
	buf_free(&f->bytes);
}

/* Adds what one read of the file gives; false at the end. */
static bool read_plain(struct feed *f)
{
	while (!f->end) {
		ssize_t n = read(f->fd, buf_room(&f->bytes, FEED_BYTES), FEED_BYTES);
		if (n > 0) {
			f->bytes.n += (size_t)n;
			return true;
		}
		if (n < 0 && errno == EINTR)
			continue;
		f->error = n < 0 ? strerror(errno) : NULL;
		f->end = true;
	}
	return false;
}

/* Its first bytes tell whether a source is packed. */
static void begin(struct feed *f)
{
	f->begun = true;
	while (f->bytes.n < UNPACK_HEAD && read_plain(f))
		;
	enum packing kind = unpack_kind(buf_span(&f->bytes));
	if (kind == PACKED_NOT || f->error != NULL)
		return;
	f->packed = unpack_open(kind, f->end ? -1 : f->fd, buf_span(&f->bytes));
	buf_clear(&f->bytes);
	f->end = false;
}

/* Adds what one read gives; false at the end. */
static bool read_more(struct feed *f)
{
	size_t had = f->bytes.n;
	if (!f->begun)
		begin(f);
	if (f->bytes.n > had)
		return true;
	if (f->packed == NULL)
		return read_plain(f);
	if (f->end)
		return false;
	ssize_t n = unpack_read(f->packed, buf_room(&f->bytes, FEED_BYTES), FEED_BYTES);
	f->error = n < 0 ? unpack_fault(f->packed) : NULL;
	f->end = n <= 0;
	f->bytes.n += n > 0 ? (size_t)n : 0;
	return n > 0;
}

bool feed_fill(struct feed *f)
{
	f->before += f->at;
	buf_clear(&f->bytes);
	f->at = 0;
	return read_more(f);
}

struct span feed_head(struct feed *f)
{
	while (f->bytes.n < FEED_BYTES && read_more(f))
		;
	return buf_span(&f->bytes);
}

bool feed_line(struct feed *f, size_t most, struct buf *into)
{
	buf_clear(into);
	if (f->at == f->bytes.n && !feed_fill(f))
		return false;
	const char *end = NULL;
	do { /* a piece of the line from each filling */
		const char *p = f->bytes.p + f->at;
		size_t left = f->bytes.n - f->at;
		end = memchr(p, '\n', left);
		size_t n = end ? (size_t)(end - p) : left;
		buf_add(into, p, n < most - into->n ? n : most - into->n);
		f->at += end ? n + 1 : n;
	} while (end == NULL && feed_fill(f));
	f->line += end != NULL;
	if (into->n && into->p[into->n - 1] == '\r')
		into->n--;
	return true;
}

uint64_t feed_take(struct feed *f, uint64_t n, struct buf *into)
{
	uint64_t left = n;
	while (left > 0 && (f->at < f->bytes.n || feed_fill(f))) {
		size_t have = f->bytes.n - f->at;
		if (have > left)
			have = (size_t)left;
		if (into != NULL)
			buf_add(into, f->bytes.p + f->at, have);
		f->at += have;
		left -= have;
	}
	return n - left;
}

void feed_return(struct feed *f, struct span bytes)
{
	if (bytes.n > f->at) {
		struct buf all = {0};
		buf_addspan(&all, bytes);
		buf_add(&all, f->bytes.p + f->at, f->bytes.n - f->at);
		f->before = feed_place(f) - bytes.n;
		buf_free(&f->bytes);
		f->bytes = all;
		f->at = 0;
	} else {
		f->at -= bytes.n;
	}
}

bool feed_resume(struct feed *f)
{
	if (f->error == NULL || f->packed == NULL || !unpack_resume(f->packed))
		return false;
	f->error = NULL;
	f->end = false;
	return true;
}

int feed_status(const struct feed *f, struct diag *d)
{
	return f->error ? diag_at(d, DIAG_FAILED, f->name, f->line, 0, "%s", f->error) : DIAG_OK;
}
