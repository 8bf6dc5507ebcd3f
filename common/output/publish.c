#define _GNU_SOURCE 1 /* renameat2() */
#include "output/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HIDDEN ".evitab-" /* … and the number of the process: the hidden folder, which is locked as long as it is at work */

enum {
	TRIES = 8, /* to make it, while others take it for one that was left */
	GATHER = 1 << 18,
	COPY = 1 << 17, /* bytes; stays in the processor's cache on its way */
};

static char *path_in(const char *dir, const char *name)
{
	struct buf b = {0};
	buf_printf(&b, "%s/%s", dir, name);
	buf_addc(&b, '\0');
	return b.p;
}

static int failed(struct diag *d, int code, const char *path)
{
	return diag_at(d, code, path, 0, 0, "%s", strerror(errno));
}

/* Removes the files of a folder, then the folder. */
static void remove_folder(const char *path, int fd)
{
	DIR *folder = fdopendir(dup(fd));
	for (struct dirent *e; folder && (e = readdir(folder)) != NULL;)
		unlinkat(fd, e->d_name, 0); /* not `.` and `..` */
	if (folder)
		closedir(folder);
	rmdir(path);
}

/* Hidden folders that runs have left which were killed: nobody holds their locks. */
static void sweep(const char *dir)
{
	DIR *folder = opendir(dir);
	for (struct dirent *e; folder && (e = readdir(folder)) != NULL;) {
		if (strncmp(e->d_name, HIDDEN, sizeof HIDDEN - 1) != 0)
			continue;
		char *path = path_in(dir, e->d_name);
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			remove_folder(path, fd);
		if (fd >= 0)
			close(fd);
		free(path);
	}
	if (folder)
		closedir(folder);
}

/* Locks the hidden folder, where the file system knows locks; false where it was swept away before. */
static bool lock_work(struct publication *p, const char *work)
{
	struct stat st;
	p->lock = open(work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->lock < 0)
		return false;
	(void)flock(p->lock, LOCK_EX);
	if (stat(work, &st) == 0)
		return true;
	close(p->lock);
	return false;
}

static int make_work(struct publication *p, struct diag *d)
{
	char name[64];
	sweep(p->dir);
	snprintf(name, sizeof name, HIDDEN "%ld", (long)getpid());
	char *work = path_in(p->dir, name);
	for (int i = 0; i < TRIES && mkdir(work, 0777) == 0; i++)
		if (lock_work(p, work)) {
			p->work = work;
			return DIAG_OK;
		}
	int code = failed(d, DIAG_WRONG, p->dir);
	free(work);
	return code;
}

int publish_open(struct publication *p, const char *dir, struct diag *d)
{
	*p = (struct publication){0};
	p->dir = memcpy(mem_alloc(strlen(dir) + 1), dir, strlen(dir) + 1);
	p->made = mkdir(dir, 0777) == 0;
	if (!p->made && errno != EEXIST)
		return failed(d, DIAG_WRONG, dir);
	return make_work(p, d);
}

int publish_open_one(struct publication *p, const char *path, struct diag *d)
{
	struct stat st;
	*p = (struct publication){0};
	bool there = stat(path, &st) == 0;
	if (there && !S_ISREG(st.st_mode)) /* a rename would put the file in the place of a device */
		return diag_at(d, DIAG_WRONG, path, 0, 0, S_ISDIR(st.st_mode) ? "is a folder" : "is no regular file");
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path);
	struct buf dir = {0};
	buf_add(&dir, slash == NULL ? "." : slash == path ? "/" : path, slash == NULL || slash == path ? 1 : n);
	buf_addc(&dir, '\0');
	p->dir = dir.p;
	const char *name = slash == NULL ? path : slash + 1;
	int code = *name == '\0' ? diag_at(d, DIAG_WRONG, path, 0, 0, "is no name of a file") : make_work(p, d);
	if (code == DIAG_OK && publish_file(p, name, d) < 0)
		code = DIAG_FAILED;
	return code;
}

char *publish_path(const struct publication *p, int file)
{
	return path_in(p->work, p->files.v[file].name);
}

int publish_file(struct publication *p, const char *name, struct diag *d)
{
	struct stat st;
	char *path = path_in(p->work, name), *to = path_in(p->dir, name);
	bool folder = lstat(to, &st) == 0 && S_ISDIR(st.st_mode);
	int fd = folder ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (folder)
		diag_at(d, DIAG_FAILED, to, 0, 0, "is a folder");
	else if (fd < 0)
		failed(d, DIAG_FAILED, path);
	free(path);
	free(to);
	if (fd < 0)
		return -1;
	struct publish_file f = {.name = memcpy(mem_alloc(strlen(name) + 1), name, strlen(name) + 1), .fd = fd};
	list_push(&p->files, f);
	return (int)p->files.n - 1;
}

static int flush_one(struct publish_file *f, struct diag *d)
{
	for (size_t at = 0; at < f->out.n;) {
		ssize_t n = write(f->fd, f->out.p + at, f->out.n - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(d, DIAG_FAILED, f->name);
		at += (size_t)n;
	}
	buf_clear(&f->out);
	return DIAG_OK;
}

int publish_copy(struct publication *p, int file, int fd, const char *name, uint64_t from, uint64_t to, struct diag *d)
{
	struct publish_file *f = &p->files.v[file];
	int code = flush_one(f, d);
	while (code == DIAG_OK && from < to) {
		size_t most = to - from < COPY ? (size_t)(to - from) : COPY;
		ssize_t n = pread(fd, buf_room(&f->out, COPY), most, (off_t)from);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? failed(d, DIAG_FAILED, name) : diag_at(d, DIAG_FAILED, name, 0, 0, "is shorter than it was");
		f->out.n = (size_t)n;
		from += (uint64_t)n;
		code = flush_one(f, d);
	}
	return code;
}

int publish_flush(struct publication *p, bool all, struct diag *d)
{
	for (size_t i = 0; i < p->files.n; i++)
		if (all || p->files.v[i].out.n > GATHER) {
			int code = flush_one(&p->files.v[i], d);
			if (code)
				return code;
		}
	return DIAG_OK;
}

int publish_done(struct publication *p, int file, struct diag *d)
{
	struct publish_file *f = &p->files.v[file];
	int code = f->fd < 0 ? DIAG_OK : flush_one(f, d);
	if (f->fd < 0 || code)
		return code;
	if (close(f->fd) != 0)
		code = failed(d, DIAG_FAILED, f->name);
	f->fd = -1;
	buf_free(&f->out);
	return code;
}

/* Once all are written: the file system has less to do than after each. */
static int flush_to_disk(struct publication *p, int file, struct diag *d)
{
	char *path = publish_path(p, file);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int code = fd >= 0 && fsync(fd) == 0 ? DIAG_OK : failed(d, DIAG_FAILED, p->files.v[file].name);
	if (fd >= 0)
		close(fd);
	free(path);
	return code;
}

/* Puts a file into its place. The one that stood there goes to where the new one was, so that it can be taken back; where the file system
 * cannot do that it is gone. */
static int place(const struct publication *p, struct publish_file *f, struct diag *d)
{
	char *from = path_in(p->work, f->name), *to = path_in(p->dir, f->name);
	int code = DIAG_OK;
	f->placed = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0 ? PLACED_EXCHANGED : PLACED_NOT;
	if (f->placed == PLACED_NOT && renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		f->placed = PLACED_NEW;
	else if (f->placed == PLACED_NOT && rename(from, to) != 0)
		code = failed(d, DIAG_FAILED, to);
	free(from);
	free(to);
	return code;
}

/* Takes a file out of its place again. */
static void take_back(const struct publication *p, struct publish_file *f)
{
	char *from = path_in(p->work, f->name), *to = path_in(p->dir, f->name);
	if (f->placed != PLACED_NOT)
		(void)renameat2(AT_FDCWD, to, AT_FDCWD, from, f->placed == PLACED_EXCHANGED ? RENAME_EXCHANGE : 0);
	f->placed = PLACED_NOT;
	free(from);
	free(to);
}

/* Removes the hidden folder, and what lies in it: new files, or those in whose place they went. */
static void remove_work(struct publication *p)
{
	if (p->work == NULL)
		return;
	for (size_t i = 0; i < p->files.n; i++) {
		char *path = path_in(p->work, p->files.v[i].name);
		unlink(path);
		free(path);
	}
	rmdir(p->work);
	close(p->lock);
	free(p->work);
	p->work = NULL;
}

int publish_commit(struct publication *p, struct diag *d)
{
	int code = DIAG_OK;
	for (size_t i = 0; i < p->files.n && code == DIAG_OK; i++)
		code = publish_done(p, (int)i, d);
	for (size_t i = 0; i < p->files.n && code == DIAG_OK; i++)
		code = flush_to_disk(p, (int)i, d);
	if (code)
		return code;
	int fd = open(p->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		flock(fd, LOCK_EX); /* the files of two runs that end together do not mix */
	for (size_t i = 0; i < p->files.n && code == DIAG_OK; i++)
		code = place(p, &p->files.v[i], d);
	for (size_t i = p->files.n; i > 0 && code; i--)
		take_back(p, &p->files.v[i - 1]);
	if (code == DIAG_OK) {
		p->made = false;
		remove_work(p);
	}
	if (fd >= 0) {
		fsync(fd); /* not every file system can; the files themselves are safe by now */
		close(fd);
	}
	return code;
}

void publish_close(struct publication *p)
{
	remove_work(p);
	for (size_t i = 0; i < p->files.n; i++) {
		struct publish_file *f = &p->files.v[i];
		if (f->fd >= 0)
			close(f->fd);
		free(f->name);
		buf_free(&f->out);
	}
	list_free(&p->files);
	if (p->made)
		rmdir(p->dir);
	free(p->dir);
}
