#include "refresh/refresh_index.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/whole.h"
#include "stream/input.h"
#include "stream/provenance.h"

#define MAGIC "evitabR1"

/* Multiples of eight bytes, so that what follows in the file lies as the machine wants it. */
struct header {
	char magic[8];
	char base[REFRESH_HASH], mark[REFRESH_HASH];
	uint64_t n, nfiles, nworks, strings;
};

/* The next `n` things of `size` bytes; NULL where the file is too short for them. */
static const void *take(struct span *rest, uint64_t n, size_t size)
{
	const char *p = rest->p;
	if (n > rest->n / size)
		return NULL;
	*rest = span_sub(*rest, n * size, rest->n);
	return p;
}

static bool inside(const struct refresh_index *x, struct index_string s)
{
	return s.at <= x->strings.n && s.n <= x->strings.n - s.at;
}

/* Whoever reads the index asks no more whether it leads outside. */
static bool consistent(const struct refresh_index *x)
{
	for (size_t i = 0; i < x->nfiles; i++)
		if (!inside(x, x->files[i]))
			return false;
	for (size_t i = 0; i <= x->n; i++)
		if (!inside(x, x->entries[i].doc) || !inside(x, x->entries[i].sha256) || x->entries[i].work > x->nworks ||
			(i > 0 && x->entries[i].work < x->entries[i - 1].work))
			return false;
	for (size_t i = x->nfiles; i < (x->n + 1) * x->nfiles; i++)
		if (x->places[i] < x->places[i - x->nfiles])
			return false;
	for (size_t i = 0; i < x->nworks; i++)
		if (!inside(x, x->works[i].volume))
			return false;
	return true;
}

static bool lay_out(struct refresh_index *x)
{
	struct header h;
	struct buf sum = {0};
	struct span rest = buf_span(&x->bytes);
	if (rest.n < sizeof h + REFRESH_HASH)
		return false;
	rest.n -= REFRESH_HASH;
	sha256_hex(rest, &sum);
	bool good = memcmp(sum.p, rest.p + rest.n, REFRESH_HASH) == 0;
	buf_free(&sum);
	const struct header *there = take(&rest, 1, sizeof h);
	memcpy(&h, there, sizeof h);
	if (!good || memcmp(h.magic, MAGIC, sizeof h.magic) != 0 || h.n >= SIZE_MAX / sizeof *x->entries || h.nfiles > 4096)
		return false;
	x->base = there->base, x->mark = there->mark;
	x->n = h.n, x->nfiles = h.nfiles, x->nworks = h.nworks;
	x->files = take(&rest, h.nfiles, sizeof *x->files);
	x->entries = take(&rest, h.n + 1, sizeof *x->entries);
	x->places = take(&rest, (h.n + 1) * h.nfiles, sizeof *x->places);
	x->works = take(&rest, h.nworks, sizeof *x->works);
	x->strings = rest;
	return x->files && x->entries && x->places && x->works && rest.n == h.strings && consistent(x);
}

bool index_read(struct refresh_index *x, const char *path, bool *damaged, struct diag *d)
{
	struct stat st;
	*x = (struct refresh_index){0};
	*damaged = false;
	if (stat(path, &st) != 0)
		return false;
	struct source s = {(char *)(uintptr_t)path, (uint64_t)st.st_size};
	int fd = input_open(&s, NULL, d);
	*damaged = fd < 0 || input_read(fd, path, &x->bytes, (size_t)st.st_size, d) != DIAG_OK || !lay_out(x);
	x->second = st.st_mtim.tv_sec, x->nanosecond = st.st_mtim.tv_nsec;
	if (fd >= 0)
		close(fd);
	return !*damaged;
}

void index_free(struct refresh_index *x)
{
	buf_free(&x->bytes);
}

struct work_said index_work(const struct refresh_index *x, size_t work)
{
	const struct index_work *w = &x->works[work];
	return (struct work_said){w->key, w->container, w->n, (unsigned)w->year, index_span(x, w->volume)};
}

/* Eight bytes at a time; it tells accidents, not forgeries. */
uint64_t index_check(struct span rows, size_t file)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t h = (file + 1) * odd, word;
	for (; rows.n >= sizeof word; rows = span_sub(rows, sizeof word, rows.n)) {
		memcpy(&word, rows.p, sizeof word);
		h = (h ^ word) * odd;
		h ^= h >> 29;
	}
	for (size_t i = 0; i < rows.n; i++)
		h = (h ^ (unsigned char)rows.p[i]) * odd;
	return h ^ h >> 31;
}

/* ---- writing ---- */

struct index_string index_keep(struct index_draft *x, struct span s)
{
	struct index_string kept = {x->strings.n, s.n};
	buf_addspan(&x->strings, s);
	return kept;
}

void index_add_work(struct index_draft *x, const struct work_said *said)
{
	struct index_work w = {said->key, said->container, said->n, said->year, index_keep(x, said->volume)};
	list_push(&x->works, w);
}

void index_add_place(struct index_draft *x, uint64_t at)
{
	list_push(&x->places, at);
}

void index_add_entry(struct index_draft *x, struct index_entry e, size_t nworks)
{
	e.work = x->works.n - nworks;
	list_push(&x->entries, e);
}

int index_write(struct index_draft *x, const char *path, struct diag *d)
{
	struct index_entry last = {.work = x->works.n};
	struct header h = {.n = x->entries.n, .nfiles = x->files.n, .nworks = x->works.n, .strings = x->strings.n};
	struct buf out = {0};
	memcpy(h.magic, MAGIC, sizeof h.magic);
	memcpy(h.base, x->base, REFRESH_HASH);
	memcpy(h.mark, x->mark, REFRESH_HASH);
	buf_add(&out, &h, sizeof h);
	buf_add(&out, x->files.v, x->files.n * sizeof *x->files.v);
	buf_add(&out, x->entries.v, x->entries.n * sizeof *x->entries.v);
	buf_add(&out, &last, sizeof last);
	buf_add(&out, x->places.v, x->places.n * sizeof *x->places.v);
	buf_add(&out, x->works.v, x->works.n * sizeof *x->works.v);
	buf_addspan(&out, buf_span(&x->strings));
	sha256_hex(buf_span(&out), &out);
	int code = whole_write(path, buf_span(&out), d);
	buf_free(&out);
	return code;
}

void index_discard(struct index_draft *x)
{
	list_free(&x->files);
	list_free(&x->entries);
	list_free(&x->places);
	list_free(&x->works);
	buf_free(&x->strings);
}
