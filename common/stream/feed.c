#include "stream/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int feed_open(struct feed *f, const char *path, struct diag *d)
{
	struct stat st;
	*f = (struct feed){.name = path, .line = 1};
	f->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
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
	if (f->fd > STDIN_FILENO)
		close(f->fd);
	f->fd = -1;
	buf_free(&f->bytes);
}

/* Adds what one read gives; false at the end. */
static bool read_more(struct feed *f)
{
	while (!f->end) {
		ssize_t n = read(f->fd, buf_room(&f->bytes, FEED_BYTES), FEED_BYTES);
		if (n > 0) {
			f->bytes.n += (size_t)n;
			return true;
		}
		if (n < 0 && errno == EINTR)
			continue;
		f->error = n < 0 ? errno : 0;
		f->end = true;
	}
	return false;
}

bool feed_fill(struct feed *f)
{
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
	int c = feed_byte(f);
	if (c < 0)
		return false;
	for (; c >= 0 && c != '\n'; c = feed_byte(f))
		if (into->n < most)
			buf_addc(into, (char)c);
	if (into->n && into->p[into->n - 1] == '\r')
		into->n--;
	return true;
}

int feed_status(const struct feed *f, struct diag *d)
{
	return f->error ? diag_at(d, DIAG_FAILED, f->name, f->line, 0, "%s", strerror(f->error)) : DIAG_OK;
}
