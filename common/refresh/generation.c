#define _GNU_SOURCE 1 /* renameat2() */
#include "refresh/generation.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/provenance.h"

static const char *const ours[] = {"datapackage.json", "provenance.json"}; /* in the order of the mark */

static char *path_in(const char *dir, const char *name)
{
	struct buf b = {0};
	buf_printf(&b, "%s/%s", dir, name);
	buf_addc(&b, '\0');
	return b.p;
}

char *generation_index(const char *state)
{
	return path_in(state, "index");
}

char *generation_new(const char *state)
{
	return path_in(state, "new");
}

static int failed(struct diag *d, int code, const char *path)
{
	return diag_at(d, code, path, 0, 0, "%s", strerror(errno));
}

static bool is_dot(const char *name)
{
	return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* A folder of files, and of folders of files where `depth` is 1. What cannot be removed is left. */
static void remove_folder(const char *path, int depth)
{
	DIR *dir = opendir(path);
	if (dir == NULL)
		return;
	for (const struct dirent *e; (e = readdir(dir)) != NULL;)
		if (!is_dot(e->d_name) && unlinkat(dirfd(dir), e->d_name, 0) != 0 && depth > 0) {
			char *inner = path_in(path, e->d_name);
			remove_folder(inner, depth - 1);
			free(inner);
		}
	closedir(dir);
	rmdir(path);
}

/* The index of a generation is named after the folder's inode before it is published, so that it can be told whether it was. */
static char *pending_index(const char *state, const struct stat *folder)
{
	struct buf b = {0};
	buf_printf(&b, "%s/index-%llu", state, (unsigned long long)folder->st_ino);
	buf_addc(&b, '\0');
	return b.p;
}

static void settle_index(const char *state, const struct stat *folder)
{
	char *index = generation_index(state), *pending = folder ? pending_index(state, folder) : NULL;
	if (pending)
		(void)rename(pending, index); /* there is none, as a rule */
	DIR *dir = opendir(state);
	for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;)
		if (strncmp(e->d_name, "index", 5) == 0 && strcmp(e->d_name, "index") != 0)
			unlinkat(dirfd(dir), e->d_name, 0);
	if (dir)
		closedir(dir);
	free(pending);
	free(index);
}

static int check_folder(const char *path, const struct stat *state, const struct stat *folder, struct diag *d)
{
	struct stat st;
	if (!S_ISDIR(folder->st_mode))
		return diag_at(d, DIAG_WRONG, path, 0, 0, "is no folder");
	if (folder->st_dev != state->st_dev)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "is a mount point and cannot be replaced as a whole; name a folder in it");
	DIR *dir = opendir(path);
	if (dir == NULL)
		return failed(d, DIAG_WRONG, path);
	int code = DIAG_OK;
	for (const struct dirent *e; code == DIAG_OK && (e = readdir(dir)) != NULL;)
		if (!is_dot(e->d_name) && fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode))
			code = diag_at(d, DIAG_WRONG, path, 0, 0, "holds the folder '%s'; --refresh takes a folder for the tables alone", e->d_name);
	closedir(dir);
	return code;
}

int generation_settle(const char *dir, const char *state, struct diag *d)
{
	struct stat folder, beside;
	char *fresh = generation_new(state), *old = path_in(state, "old");
	int code = DIAG_OK;
	if (mkdir(state, 0777) != 0 && errno != EEXIST)
		code = failed(d, DIAG_WRONG, state);
	bool there = stat(dir, &folder) == 0 || (rename(old, dir) == 0 && stat(dir, &folder) == 0);
	if (code == DIAG_OK && stat(state, &beside) != 0)
		code = failed(d, DIAG_WRONG, state);
	if (code == DIAG_OK && there)
		code = check_folder(dir, &beside, &folder, d);
	if (code == DIAG_OK) {
		settle_index(state, there ? &folder : NULL);
		remove_folder(fresh, 1);
		remove_folder(old, 1);
	}
	free(fresh);
	free(old);
	return code;
}

/* Of the folder's datapackage.json and provenance.json: which run it holds. False where they are not there. */
static bool read_mark(const char *dir, char mark[REFRESH_HASH])
{
	struct diag unsaid = {0};
	struct buf both = {0}, hex = {0};
	bool there = true;
	for (size_t i = 0; i < sizeof ours / sizeof ours[0] && there; i++) {
		char *path = path_in(dir, ours[i]);
		there = sha256_file(path, &both, &unsaid) == DIAG_OK;
		free(path);
	}
	sha256_hex(buf_span(&both), &hex);
	memcpy(mark, hex.p, REFRESH_HASH);
	buf_free(&both);
	buf_free(&hex);
	diag_free(&unsaid);
	return there;
}

/* ---- is it unharmed? ---- */

/* Adds the checks of the rows in file number `file` to those of the documents. */
static bool check_rows(const struct refresh_index *x, int fd, size_t file, uint64_t *checks)
{
	struct buf rows = {0};
	bool good = true;
	for (size_t i = 0; i < x->n && good; i++) {
		uint64_t from = index_place(x, i, file), to = index_place(x, i + 1, file);
		buf_clear(&rows);
		for (ssize_t n; from < to && good; from += n > 0 ? (uint64_t)n : 0) {
			n = pread(fd, buf_room(&rows, (size_t)(to - from)), (size_t)(to - from), (off_t)from);
			good = n > 0 || (n < 0 && errno == EINTR);
			rows.n += n > 0 ? (size_t)n : 0;
		}
		if (rows.n)
			checks[i] += index_check(buf_span(&rows), file);
	}
	buf_free(&rows);
	return good;
}

static bool younger(const struct stat *st, const struct refresh_index *x)
{
	return st->st_mtim.tv_sec != x->second ? st->st_mtim.tv_sec > x->second : st->st_mtim.tv_nsec > x->nanosecond;
}

/* The file number `file`, opened; -1 where it has not the length that it had. */
static int open_rows(const char *dir, const struct refresh_index *x, size_t file, bool *touched)
{
	struct stat st;
	struct buf path = {0};
	struct span name = index_span(x, x->files[file]);
	buf_printf(&path, "%s/%.*s", dir, (int)name.n, name.p);
	buf_addc(&path, '\0');
	int fd = open(path.p, O_RDONLY | O_CLOEXEC);
	buf_free(&path);
	if (fd >= 0 && (fstat(fd, &st) != 0 || (uint64_t)st.st_size != index_place(x, x->n, file))) {
		close(fd);
		fd = -1;
	}
	*touched |= fd >= 0 && younger(&st, x);
	return fd;
}

bool generation_intact(const char *dir, const struct refresh_index *x)
{
	char mark[REFRESH_HASH];
	bool touched = false, good = read_mark(dir, mark) && memcmp(mark, x->mark, REFRESH_HASH) == 0;
	LIST(int) files = {0};
	for (size_t i = 0; i < x->nfiles && good; i++) {
		int fd = open_rows(dir, x, i, &touched);
		good = fd >= 0;
		if (good)
			list_push(&files, fd);
	}
	uint64_t *checks = good && touched && x->n ? mem_alloc(x->n * sizeof *checks) : NULL;
	if (checks)
		memset(checks, 0, x->n * sizeof *checks);
	for (size_t i = 0; i < files.n; i++) {
		good = good && (checks == NULL || check_rows(x, files.v[i], i, checks));
		close(files.v[i]);
	}
	for (size_t i = 0; checks && i < x->n && good; i++)
		good = checks[i] == x->entries[i].check;
	free(checks);
	list_free(&files);
	return good;
}

/* ---- publishing ---- */

static bool was_ours(const struct refresh_index *old, const char *name)
{
	for (size_t i = 0; old && i < old->nfiles; i++)
		if (span_is(index_span(old, old->files[i]), name))
			return true;
	return false;
}

/* What users laid beside the tables gets a second name in the new folder; where a table has that name, the table stands. */
static int keep_foreign(const char *dir, const char *fresh, const struct refresh_index *old, struct diag *d)
{
	DIR *from = opendir(dir);
	int to = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC), code = DIAG_OK;
	if (from == NULL || to < 0)
		code = failed(d, DIAG_FAILED, from ? fresh : dir);
	for (const struct dirent *e; code == DIAG_OK && (e = readdir(from)) != NULL;)
		if (!is_dot(e->d_name) && !was_ours(old, e->d_name) && linkat(dirfd(from), e->d_name, to, e->d_name, 0) != 0 && errno != EEXIST)
			code = failed(d, DIAG_FAILED, e->d_name);
	if (from)
		closedir(from);
	if (to >= 0)
		close(to);
	return code;
}

/* Two folders change places; `aside` is where the old one goes where the file system cannot do that. Then there is no folder for a moment,
 * but never a mixture. */
static bool exchange(const char *dir, const char *fresh, const char *aside)
{
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, dir, RENAME_EXCHANGE) == 0)
		return true;
	return (errno == EINVAL || errno == ENOSYS) && rename(dir, aside) == 0 && rename(fresh, dir) == 0;
}

int generation_publish(const char *dir, const char *state, const struct refresh_index *old, struct index_draft *index, struct diag *d)
{
	struct stat before, made;
	char *fresh = generation_new(state), *aside = path_in(state, "old"), *pending = NULL, *last = generation_index(state);
	bool there = stat(dir, &before) == 0;
	int code = stat(fresh, &made) == 0 && read_mark(fresh, index->mark) ? DIAG_OK : failed(d, DIAG_FAILED, fresh);
	if (code == DIAG_OK) {
		pending = pending_index(state, &made);
		code = index_write(index, pending, d);
	}
	if (code == DIAG_OK && there)
		code = chmod(fresh, before.st_mode & 07777) != 0 ? failed(d, DIAG_FAILED, fresh) : keep_foreign(dir, fresh, old, d);
	if (code == DIAG_OK && !(there ? exchange(dir, fresh, aside) : rename(fresh, dir) == 0))
		code = failed(d, DIAG_FAILED, dir);
	if (code == DIAG_OK && rename(pending, last) != 0)
		code = failed(d, DIAG_FAILED, last);
	remove_folder(fresh, 1);
	remove_folder(aside, 1);
	free(fresh);
	free(aside);
	free(pending);
	free(last);
	return code;
}
