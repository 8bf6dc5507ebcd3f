#include "library/library.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library/library_build.h"
#include "library/library_format.h"

enum {
	INTERPOLATIONS = 12,
	LOOKED_MOST = 4096, /* works of one title or DOI that are looked at */
};

struct library {
	char *path; /* owned */
	const char *p;
	size_t n;
	bool mapped; /* else p is owned */
	struct library_header head;
};

/* ---- opening ---- */

static const char *damage(const struct library *l, size_t n)
{
	const struct library_header *h = &l->head;
	if (h->order != LIBRARY_ORDER)
		return "the index was made on a machine with another order of bytes; make it anew";
	if (h->version != LIBRARY_VERSION)
		return "the index has another version than this program reads; make it anew";
	if (h->sum != library_hash(span_make((const char *)h, offsetof(struct library_header, sum))))
		return "the index is damaged: its header does not add up";
	if (h->size != n)
		return "the index is damaged: it has not the size that its header gives";
	const uint64_t key = sizeof(struct library_key);
	bool fits = h->works_at == sizeof *h && h->works_at <= h->works_end && h->works_end <= n && h->doi_at >= h->works_end &&
				h->doi_at % 8 == 0 && h->doi_at <= n && h->dois <= (n - h->doi_at) / key && h->title_at == h->doi_at + h->dois * key &&
				h->titles <= (n - h->title_at) / key && h->title_at + h->titles * key == n;
	return fits ? NULL : "the index is damaged: its parts do not fit together";
}

/* Takes the bytes over. */
static int adopt(struct library *l, const char *p, size_t n, bool mapped, struct diag *d)
{
	l->p = p, l->n = n, l->mapped = mapped;
	if (n < sizeof l->head)
		return diag_at(d, DIAG_WRONG, l->path, 0, 0, "the index is damaged: it is too short");
	memcpy(&l->head, p, sizeof l->head);
	const char *why = damage(l, n);
	return why ? diag_at(d, DIAG_WRONG, l->path, 0, 0, "%s", why) : DIAG_OK;
}

static int map(struct library *l, int fd, size_t n, struct diag *d)
{
	void *p = mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return diag_at(d, DIAG_FAILED, l->path, 0, 0, "%s", strerror(errno));
	posix_madvise(p, n, POSIX_MADV_RANDOM);
	return adopt(l, p, n, true, d);
}

static int index_in_memory(struct library *l, const char *rules, struct diag *d)
{
	struct library_builder *b = library_builder_new(-1, NULL);
	struct buf index = {0};
	int code = library_builder_read(b, l->path, rules, d);
	if (code == DIAG_OK)
		code = library_builder_finish(b, &index, d);
	library_builder_free(b);
	if (code == DIAG_OK)
		return adopt(l, index.p, index.n, false, d);
	buf_free(&index);
	return code;
}

static int open_file(struct library *l, const char *rules, struct diag *d)
{
	struct stat st;
	char magic[sizeof l->head.magic];
	int fd = open(l->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0) {
		int code = diag_at(d, DIAG_WRONG, l->path, 0, 0, "%s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return code;
	}
	int code;
	if (!S_ISREG(st.st_mode))
		code = diag_at(d, DIAG_WRONG, l->path, 0, 0, "not a file");
	else if (pread(fd, magic, sizeof magic, 0) == (ssize_t)sizeof magic && memcmp(magic, LIBRARY_MAGIC, sizeof magic) == 0)
		code = map(l, fd, (size_t)st.st_size, d);
	else if (st.st_size > LIBRARY_FLY_BYTES)
		code = diag_at(d, DIAG_WRONG, l->path, 0, 0,
					   "larger than what is indexed in memory (%d MB): make an index with the program 'library'", LIBRARY_FLY_BYTES >> 20);
	else
		code = index_in_memory(l, rules, d);
	close(fd);
	return code;
}

struct library *library_open(const char *path, const char *rules, struct diag *d)
{
	struct library *l = mem_alloc(sizeof *l);
	*l = (struct library){.path = memcpy(mem_alloc(strlen(path) + 1), path, strlen(path) + 1)};
	if (open_file(l, rules, d) == DIAG_OK)
		return l;
	library_close(l);
	return NULL;
}

void library_close(struct library *l)
{
	if (l == NULL)
		return;
	if (l->mapped)
		munmap((void *)(uintptr_t)l->p, l->n);
	else
		free((void *)(uintptr_t)l->p);
	free(l->path);
	free(l);
}

const char *library_name(const struct library *l)
{
	const char *slash = strrchr(l->path, '/');
	return slash ? slash + 1 : l->path;
}

/* ---- looking up ---- */

static struct library_key key_at(const struct library *l, uint64_t table, uint64_t i)
{
	struct library_key k;
	memcpy(&k, l->p + table + i * sizeof k, sizeof k);
	return k;
}

/* The first entry with a hash of at least `hash`. Interpolation, then halving: a table that is not evenly spread costs no more than a
 * binary search. */
static uint64_t lower_bound(const struct library *l, uint64_t table, uint64_t n, uint64_t hash)
{
	uint64_t low = 0, high = n, from = 0, to = UINT64_MAX;
	for (int step = 0; low < high; step++) {
		uint64_t mid = low + (high - low) / 2;
		if (step < INTERPOLATIONS && to > from && hash >= from && hash <= to)
			mid = low + (uint64_t)((double)(hash - from) / (double)(to - from) * (double)(high - low - 1));
		if (mid >= high)
			mid = high - 1;
		struct library_key k = key_at(l, table, mid);
		if (k.hash < hash)
			low = mid + 1, from = k.hash;
		else
			high = mid, to = k.hash;
	}
	return low;
}

struct library_cursor library_by_doi(const struct library *l, struct span doi)
{
	uint64_t hash = library_hash(doi);
	return (struct library_cursor){hash, lower_bound(l, l->head.doi_at, l->head.dois, hash), .title = false};
}

struct library_cursor library_by_title(const struct library *l, struct span key)
{
	uint64_t hash = library_hash(key);
	return (struct library_cursor){hash, lower_bound(l, l->head.title_at, l->head.titles, hash), .title = true};
}

/* The work at a place; false where the file is damaged there. */
static bool read_work(const struct library *l, uint64_t at, struct library_work *w)
{
	uint16_t numbers[2];
	if (at < l->head.works_at || at > l->head.works_end || l->head.works_end - at < LIBRARY_WORK_HEAD)
		return false;
	memcpy(numbers, l->p + at, sizeof numbers);
	w->year = numbers[0];
	w->retracted = numbers[1] != 0;
	at += LIBRARY_WORK_HEAD;
	for (int i = 0; i < LIBRARY_FIELDS; i++) {
		uint16_t n;
		if (l->head.works_end - at < sizeof n)
			return false;
		memcpy(&n, l->p + at, sizeof n);
		at += sizeof n;
		if (l->head.works_end - at < n)
			return false;
		w->field[i] = span_make(l->p + at, n);
		at += n;
	}
	return true;
}

bool library_next(const struct library *l, struct library_cursor *c, struct library_work *w)
{
	uint64_t table = c->title ? l->head.title_at : l->head.doi_at, n = c->title ? l->head.titles : l->head.dois;
	while (c->at < n && c->looked++ < LOOKED_MOST) {
		struct library_key k = key_at(l, table, c->at++);
		if (k.hash != c->hash)
			break;
		if (read_work(l, k.at, w))
			return true;
	}
	return false;
}
