#include "output/whole.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, struct span s)
{
	for (size_t at = 0; at < s.n;) {
		ssize_t n = write(fd, s.p + at, s.n - at);
		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

int whole_write(const char *path, struct span bytes, struct diag *d)
{
	struct buf temporary = {0};
	int code = DIAG_OK;
	buf_printf(&temporary, "%s.XXXXXX", path);
	buf_addc(&temporary, '\0');
	mode_t mask = umask(022);
	umask(mask);
	int fd = mkstemp(temporary.p);
	if (fd < 0 || !write_all(fd, bytes) || fchmod(fd, 0666 & ~mask) != 0 || fsync(fd) != 0 || rename(temporary.p, path) != 0) {
		code = diag_at(d, DIAG_FAILED, path, 0, 0, "%s", strerror(errno));
		if (fd >= 0)
			unlink(temporary.p);
	}
	if (fd >= 0)
		close(fd);
	buf_free(&temporary);
	return code;
}
