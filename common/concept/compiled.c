#include "concept/compiled.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/whole.h"

enum { VERSION = 3, ORDER = 0x01020304, KEEPS_MOST = 16, CHUNK = 1 << 17, SETTLED = 2 };

static const char magic[8] = "EVITABT"; /* with its NUL */

/* Columns that a run does not look at. */
static const char *const left_out[] = {"example", "counterexample", "source", "xref", NULL};

struct compiled_head {
	char magic[8];
	uint32_t order, version;
	uint64_t size;    /* of the file */
	uint64_t manners; /* what tokens hash to */
	struct compiled_origin origin;
	uint64_t ncols, nrows;
	uint64_t offsets, lines, cells, cell_bytes, image, image_bytes; /* places in the file, and lengths */
};

/* ---- is it the same CSV? ---- */

static inline uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide m = (wide)(a ^ UINT64_C(0x9e3779b97f4a7c15)) * (b ^ UINT64_C(0xe7037ed1a0b428db));
	return (uint64_t)m ^ (uint64_t)(m >> 64);
}

/* Four lanes of sixteen bytes, so that the processor multiplies side by side; n is a multiple of 64. */
static void hash_stripes(uint64_t lane[4], const char *p, size_t n)
{
	for (size_t i = 0; i < n; i += 64)
		for (size_t k = 0; k < 4; k++) {
			uint64_t w[2];
			memcpy(w, p + i + 16 * k, sizeof w);
			lane[k] = mix(lane[k] ^ w[0], w[1]);
		}
}

/* The hash of all bytes of a file; false where it cannot be read. */
static bool hash_file(int fd, uint64_t *hash)
{
	char *chunk = mem_alloc(CHUNK + 64);
	uint64_t lane[4] = {1, 2, 3, 4}, all = 0;
	size_t have = 0;
	ssize_t n;
	while ((n = read(fd, chunk + have, CHUNK - have)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		all += (uint64_t)n;
		have += (size_t)n;
		size_t whole = have & ~(size_t)63;
		hash_stripes(lane, chunk, whole);
		have -= whole;
		memmove(chunk, chunk + whole, have);
	}
	memset(chunk + have, 0, 64);
	hash_stripes(lane, chunk, 64);
	*hash = mix(mix(lane[0], lane[1]), mix(lane[2], lane[3])) ^ all;
	free(chunk);
	return n == 0;
}

static void look_at(const struct stat *s, struct compiled_origin *o)
{
	o->size = (uint64_t)s->st_size;
	o->same[0] = (uint64_t)s->st_dev;
	o->same[1] = (uint64_t)s->st_ino;
	o->same[2] = (uint64_t)s->st_mtim.tv_sec;
	o->same[3] = (uint64_t)s->st_mtim.tv_nsec;
	o->same[4] = (uint64_t)s->st_ctim.tv_sec;
	o->same[5] = (uint64_t)s->st_ctim.tv_nsec;
}

bool compiled_look(const char *csv, struct compiled_origin *o)
{
	struct stat s;
	int fd = open(csv, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && hash_file(fd, &o->hash);
	if (good)
		look_at(&s, o);
	if (fd >= 0)
		close(fd);
	return good;
}

/* A file whose state has not changed since it was compiled has the same bytes (as version control tells it); one that was changed shortly
 * before might have been changed again within the grain of the file system's time, and is read. */
static bool unchanged(const char *csv, const struct compiled_origin *then, const struct stat *compiled)
{
	struct stat s;
	struct compiled_origin now = {0};
	if (stat(csv, &s) != 0 || !S_ISREG(s.st_mode))
		return false;
	look_at(&s, &now);
	if (now.size != then->size)
		return false;
	bool settled = compiled->st_mtim.tv_sec > s.st_ctim.tv_sec + SETTLED;
	if (settled && memcmp(now.same, then->same, sizeof now.same) == 0)
		return true;
	return compiled_look(csv, &now) && now.size == then->size && now.hash == then->hash;
}

/* What tokens hash to, and how the terms are laid out. A change of either makes another number, so that what was compiled before is stale;
 * a change that the words below do not show needs a new VERSION. */
static uint64_t manners(void)
{
	static const char words[] =
		"Alzheimer's psychoses, headaches/anxieties (OCDs) caf\u00e9\u2013Sj\u00f6gren 5-HT\u2083 Vitamin-B12 disorder39 "
		"boxes uses viruses \u03b1-synuclein; \ufb01brosis x1\u00b2 misunderstandings";
	token_list tokens = {0};
	uint64_t h = sizeof(struct compiled_head);
	tokens_scan(&tokens, span_of(words));
	for (size_t i = 0; i < tokens.n; i++)
		h = mix(mix(h ^ tokens.v[i].fold, tokens.v[i].exact), (uint64_t)tokens.v[i].separator << 32 | tokens.v[i].end);
	list_free(&tokens);
	return h;
}

/* ---- writing ---- */

/* The path of the compiled table that belongs to a CSV's path, NUL-terminated, into out (cleared first). */
static void path_of(const char *csv, struct buf *out)
{
	struct span path = span_of(csv);
	if (path.n > 4 && memcmp(path.p + path.n - 4, ".csv", 4) == 0)
		path.n -= 4;
	buf_clear(out);
	buf_addspan(out, path);
	buf_adds(out, ".evt");
	buf_addc(out, '\0');
}

static bool keeps(const struct table *t, int column)
{
	const char *name = t->bytes.p + t->offsets.v[column];
	for (size_t i = 0; left_out[i]; i++)
		if (strcmp(name, left_out[i]) == 0)
			return false;
	for (size_t row = 0; row < t->nrows; row++)
		if (table_cell(t, row, column)[0] != '\0')
			return true;
	return false;
}

/* The cells of a table that are kept; those that repeat the row before, or the cell to the left, are stored once. */
struct cells {
	int column[KEEPS_MOST];
	size_t n;
	struct buf bytes;
	LIST(uint32_t) offsets;
};

static void add_cell(struct cells *c, const char *cell)
{
	size_t i = c->offsets.n;
	uint32_t place = 0; /* of the empty cell */
	if (cell[0] == '\0')
		place = 0;
	else if (i % c->n > 0 && strcmp(c->bytes.p + c->offsets.v[i - 1], cell) == 0)
		place = c->offsets.v[i - 1];
	else if (i >= c->n && strcmp(c->bytes.p + c->offsets.v[i - c->n], cell) == 0)
		place = c->offsets.v[i - c->n];
	else {
		place = (uint32_t)c->bytes.n;
		buf_add(&c->bytes, cell, strlen(cell) + 1);
	}
	list_push(&c->offsets, place);
}

static void gather(struct cells *c, const struct table *t)
{
	*c = (struct cells){0};
	buf_addc(&c->bytes, '\0');
	for (size_t i = 0; i < t->ncols && c->n < KEEPS_MOST; i++)
		if (keeps(t, (int)i))
			c->column[c->n++] = (int)i;
	for (size_t i = 0; i < c->n; i++)
		add_cell(c, t->bytes.p + t->offsets.v[c->column[i]]);
	for (size_t row = 0; row < t->nrows; row++)
		for (size_t i = 0; i < c->n; i++)
			add_cell(c, table_cell(t, row, c->column[i]));
}

/* The next part of the file: its place in the head, then its bytes, to a multiple of eight. */
static void add_part(struct buf *out, uint64_t *place, const void *p, size_t n)
{
	*place = out->n;
	buf_add(out, p, n);
	while (out->n % 8)
		buf_addc(out, '\0');
}

static void lay_out(const struct table *t, const struct lexicon *x, const struct compiled_origin *o, struct buf *out)
{
	struct cells c;
	struct compiled_head h = {.order = ORDER, .version = VERSION, .manners = manners(), .origin = *o, .nrows = t->nrows};
	struct span image = lexicon_image(x);
	gather(&c, t);
	memcpy(h.magic, magic, sizeof magic);
	h.ncols = c.n;
	h.cell_bytes = c.bytes.n;
	h.image_bytes = image.n;
	buf_add(out, &h, sizeof h);
	add_part(out, &h.offsets, c.offsets.v, c.offsets.n * sizeof *c.offsets.v);
	add_part(out, &h.lines, t->lines.v, t->lines.n * sizeof *t->lines.v);
	add_part(out, &h.cells, c.bytes.p, c.bytes.n);
	add_part(out, &h.image, image.p, image.n);
	h.size = out->n;
	memcpy(out->p, &h, sizeof h);
	list_free(&c.offsets);
	buf_free(&c.bytes);
}

int compiled_write(const char *csv, const struct compiled_origin *o, const struct table *t, const struct lexicon *x, struct diag *d)
{
	struct buf path = {0}, out = {0};
	struct compiled_origin now;
	if (!compiled_look(csv, &now) || now.hash != o->hash)
		return diag_at(d, DIAG_FAILED, csv, 0, 0, "the table was changed while it was compiled");
	path_of(csv, &path);
	lay_out(t, x, &now, &out);
	int code = whole_write(path.p, buf_span(&out), d);
	buf_free(&path);
	buf_free(&out);
	return code;
}

/* ---- mapping ---- */

static bool part_fits(const struct compiled_head *h, uint64_t place, uint64_t n, uint64_t size)
{
	return place % 8 == 0 && place >= sizeof *h && place <= h->size && n <= (h->size - place) / size;
}

static bool head_fits(const struct compiled_head *h, size_t size)
{
	const uint64_t most = UINT32_MAX;
	return memcmp(h->magic, magic, sizeof magic) == 0 && h->order == ORDER && h->version == VERSION && h->manners == manners() &&
		   h->size == size && h->ncols > 0 && h->ncols <= KEEPS_MOST && h->nrows < most &&
		   part_fits(h, h->offsets, h->ncols * (h->nrows + 1), sizeof(uint32_t)) &&
		   part_fits(h, h->lines, h->nrows + 1, sizeof(uint32_t)) && h->cell_bytes > 0 && part_fits(h, h->cells, h->cell_bytes, 1) &&
		   part_fits(h, h->image, h->image_bytes, 1);
}

/* The parts of the map as a table and a lexicon. */
static bool take(struct compiled *m, struct table *t, struct lexicon **x)
{
	struct compiled_head h;
	memcpy(&h, m->map, sizeof h);
	if (m->map[h.cells + h.cell_bytes - 1] != '\0') /* so every cell that begins inside ends inside */
		return false;
	t->ncols = h.ncols;
	t->nrows = h.nrows;
	t->bytes.p = m->map + h.cells;
	t->bytes.n = t->bytes.cap = h.cell_bytes;
	t->offsets.v = (uint32_t *)(void *)(m->map + h.offsets);
	t->offsets.n = t->offsets.cap = h.ncols * (h.nrows + 1);
	t->lines.v = (uint32_t *)(void *)(m->map + h.lines);
	t->lines.n = t->lines.cap = h.nrows + 1;
	for (size_t i = 0; i < t->ncols; i++)
		if (t->offsets.v[i] >= t->bytes.n)
			return false;
	*x = lexicon_map(t, span_make(m->map + h.image, h.image_bytes));
	return *x != NULL;
}

enum compiled_state compiled_open(struct compiled *m, const char *csv, struct table *t, struct lexicon **x)
{
	struct buf path = {0};
	struct stat s;
	struct compiled_head h;
	path_of(csv, &path);
	int fd = open(path.p, O_RDONLY | O_CLOEXEC);
	buf_free(&path);
	if (fd < 0)
		return COMPILED_NONE;
	bool good = fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && read(fd, &h, sizeof h) == (ssize_t)sizeof h &&
				head_fits(&h, (size_t)s.st_size) && unchanged(csv, &h.origin, &s);
	void *map = good ? mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	close(fd);
	if (map == MAP_FAILED)
		return COMPILED_STALE;
	*m = (struct compiled){map, (size_t)s.st_size};
	if (take(m, t, x))
		return COMPILED_USED;
	compiled_close(m, t);
	return COMPILED_STALE;
}

void compiled_close(struct compiled *m, struct table *t)
{
	if (m->map == NULL)
		return;
	munmap(m->map, m->n);
	*m = (struct compiled){NULL, 0};
	t->ncols = t->nrows = 0;
	memset(&t->bytes, 0, sizeof t->bytes);
	memset(&t->offsets, 0, sizeof t->offsets);
	memset(&t->lines, 0, sizeof t->lines);
}
