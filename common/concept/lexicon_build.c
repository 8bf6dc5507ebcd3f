/* Making a lexicon of a table, and taking one from an image. */
#include <stdlib.h>

#include "concept/lexicon_parts.h"

enum { LEAST_PLACES = 256, ROWS_MAX = 1 << 30, SALTS = 16 };
enum { FRONT_LEAST = 1 << 14, FRONT_MOST = 1 << 23 }; /* bits of a bitmap: 2 KiB to 1 MiB */

static const char *const matches[] = {"term", "exact", "prefix", "suffix", "pattern"}; /* the first of them are the ways */
enum { MATCHES = sizeof matches / sizeof *matches };

/* ---- building: whole keys first, then packed ---- */

struct entry {
	uint64_t key; /* 0: free */
	uint32_t row; /* the term that ends here, or ROW_NONE */
	uint32_t more;
};

struct building {
	struct entry *v; /* a power of two of places, open addressing */
	size_t mask, used;
	uint64_t *front[FRONTS];
	size_t front_mask;
	uint32_t salt, has;
	LIST(uint32_t) patterns; /* rows */
};

static struct entry *place(const struct building *b, uint64_t key)
{
	size_t i = key & b->mask;
	while (b->v[i].key != key && b->v[i].key != 0)
		i = (i + 1) & b->mask;
	return &b->v[i];
}

/* To `room` places, a power of two. */
static void resize(struct building *b, size_t room)
{
	struct entry *old = b->v;
	size_t n = old ? b->mask + 1 : 0;
	b->v = mem_alloc(room * sizeof *b->v);
	memset(b->v, 0, room * sizeof *b->v);
	b->mask = room - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*place(b, old[i].key) = old[i];
	free(old);
}

static struct entry *make(struct building *b, uint64_t key)
{
	if (b->used >= (b->mask + 1) / 2)
		resize(b, 2 * (b->mask + 1));
	struct entry *n = place(b, key);
	if (n->key == 0) {
		*n = (struct entry){key, ROW_NONE, 0};
		b->used++;
	}
	return n;
}

static void mark(struct building *b, enum front f, uint64_t key)
{
	b->front[f][(key >> 6) & b->front_mask] |= UINT64_C(1) << (key & 63);
}

/* Adds one term; a row that is already there under the same key is returned, else ROW_NONE. */
static uint32_t add(struct building *b, const token_list *tokens, enum way way, uint32_t row)
{
	uint64_t path = root(way, b->salt);
	for (size_t i = 0; i < tokens->n; i++) {
		path = step(path, &tokens->v[i], way, i == 0);
		if (i == 0)
			mark(b, (enum front)way, first_key(way, &tokens->v[i]));
		else
			mark(b, FRONT_PATH, path);
		struct entry *n = make(b, path);
		if (i + 1 < tokens->n)
			n->more = 1;
		else if (n->row != ROW_NONE)
			return n->row;
		else
			n->row = row;
	}
	b->has |= 1u << way;
	return ROW_NONE;
}

static void begin(struct building *b, const struct table *t, uint32_t salt)
{
	size_t bits = FRONT_LEAST, room = LEAST_PLACES;
	while (bits < FRONT_MOST && bits < 16 * t->nrows)
		bits *= 2;
	while (room < 3 * t->nrows)
		room *= 2;
	*b = (struct building){.salt = salt, .front_mask = bits / 64 - 1};
	for (int f = 0; f < FRONTS; f++) {
		b->front[f] = mem_alloc(bits / 8);
		memset(b->front[f], 0, bits / 8);
	}
	resize(b, room);
}

static void end(struct building *b)
{
	free(b->v);
	for (int f = 0; f < FRONTS; f++)
		free(b->front[f]);
	list_free(&b->patterns);
}

/* The image's parts into x, after what its head says. The caller has checked that the bytes are there. */
static void open_image(struct lexicon *x, const char *bytes)
{
	const struct head *h = (const struct head *)(const void *)bytes;
	const uint64_t *words = (const uint64_t *)(const void *)(bytes + sizeof *h);
	x->salt = h->salt;
	x->has = h->has;
	x->front_mask = h->fronts - 1;
	for (int f = 0; f < FRONTS; f++)
		x->front[f] = words + (size_t)f * h->fronts;
	x->nodes = (const struct node *)(const void *)(words + FRONTS * h->fronts);
	x->mask = h->places - 1;
	x->rows = (const uint32_t *)(const void *)(x->nodes + h->places);
	x->nrows = h->patterns;
}

static size_t image_size(const struct head *h)
{
	return sizeof *h + FRONTS * 8 * h->fronts + sizeof(struct node) * h->places + sizeof(uint32_t) * h->patterns;
}

/* Puts the entries into the nodes; false where two paths cannot be told apart there: then another salt is tried. */
static bool pack_nodes(const struct building *b, struct node *nodes, size_t mask)
{
	for (size_t k = 0; k <= b->mask; k++) {
		const struct entry *e = &b->v[k];
		if (e->key == 0)
			continue;
		size_t i = e->key & mask;
		for (; nodes[i].what != 0; i = (i + 1) & mask)
			if (nodes[i].print == (uint32_t)(e->key >> 32))
				return false;
		nodes[i] = (struct node){(uint32_t)(e->key >> 32), (e->row == ROW_NONE ? 0 : (e->row + 1) << 1) | e->more};
	}
	return true;
}

static bool pack(struct lexicon *x, const struct building *b)
{
	struct head h = {
		.salt = b->salt, .has = b->has, .fronts = b->front_mask + 1, .places = LEAST_PLACES, .used = b->used, .patterns = b->patterns.n};
	while (3 * h.places < 4 * b->used)
		h.places *= 2;
	size_t size = image_size(&h);
	x->image = mem_alloc(size);
	memcpy(x->image, &h, sizeof h);
	for (size_t f = 0; f < FRONTS; f++)
		memcpy(x->image + sizeof h + f * 8 * h.fronts, b->front[f], 8 * h.fronts);
	size_t at = sizeof h + FRONTS * 8 * h.fronts;
	memset(x->image + at, 0, size - at);
	if (h.patterns)
		memcpy(x->image + size - sizeof(uint32_t) * h.patterns, b->patterns.v, sizeof(uint32_t) * h.patterns);
	x->bytes = span_make(x->image, size);
	open_image(x, x->image);
	if (pack_nodes(b, (struct node *)(void *)(x->image + at), x->mask))
		return true;
	free(x->image);
	x->image = NULL;
	return false;
}

/* The weight of a row; false after a message. */
static bool add_weight(struct building *b, const struct table *t, size_t row, int column, struct diag *d)
{
	int32_t weight;
	const char *cell = table_cell(t, row, column);
	if (cell[0] == '\0')
		return true;
	b->has |= HAS_WEIGHTS;
	if (table_whole(cell, &weight))
		return true;
	diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "a weight is a whole number of at most seven digits, not '%s'",
			cell);
	return false;
}

/* All rows of the table. 0 or a code after messages. */
static int add_rows(struct building *b, const struct table *t, bool strict, struct diag *d)
{
	int column = table_column(t, "term"), match = table_column(t, "match"), weight = table_column(t, "weight"), code = DIAG_OK;
	token_list tokens = {0};
	for (size_t row = 0; row < t->nrows; row++) {
		struct span term = span_of(table_cell(t, row, column));
		size_t way = table_choice(t, row, match, matches, MATCHES, FOLDED, d);
		uint32_t before = ROW_NONE;
		if (!add_weight(b, t, row, weight, d) || way == MATCHES)
			code = DIAG_WRONG;
		if (way >= WAYS) {
			if (way < MATCHES)
				list_push(&b->patterns, (uint32_t)row);
			continue;
		}
		tokens_scan(&tokens, term);
		if (tokens.n == 0)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "a term needs a letter or digit");
		else
			before = add(b, &tokens, (enum way)way, (uint32_t)row);
		if (before != ROW_NONE && strict)
			code = diag_at(d, DIAG_WRONG, t->path, table_line(t, row), (size_t)column + 1, "the term '%s' stands already on line %zu",
						   term.p, table_line(t, before));
	}
	list_free(&tokens);
	return code;
}

struct lexicon *lexicon_build_words(const struct table *t, bool strict, struct diag *d)
{
	struct lexicon *x = mem_alloc(sizeof *x);
	struct building b;
	bool packed = false;
	*x = (struct lexicon){.table = t, .column = table_column(t, "term")};
	if (t->nrows > ROWS_MAX) {
		diag_at(d, DIAG_WRONG, t->path, 0, 0, "more rows than a rule table may have");
		free(x);
		return NULL;
	}
	for (uint32_t salt = 0; salt < SALTS && !packed; salt++) {
		begin(&b, t, salt);
		int code = add_rows(&b, t, strict && salt == 0, d);
		packed = (code == DIAG_OK || strict) && pack(x, &b); /* a check goes on to the examples */
		end(&b);
		if (code != DIAG_OK && !strict)
			break;
	}
	if (packed)
		return x;
	if (d->code < DIAG_WRONG)
		diag_at(d, DIAG_WRONG, t->path, 0, 0, "the terms cannot be told apart by their hashes");
	free(x);
	return NULL;
}

struct lexicon *lexicon_build(const struct table *t, bool strict, struct diag *d)
{
	struct lexicon *x = lexicon_build_words(t, strict, d);
	if (x == NULL || lexicon_complete(x, strict, d))
		return x;
	lexicon_free(x);
	return NULL;
}

bool lexicon_complete(struct lexicon *x, bool strict, struct diag *d)
{
	if (x->nrows && (x->patterns = patterns_build(x->table, x->rows, x->nrows, strict, d)) == NULL)
		return false;
	if (strict && (x->nrows || x->has & HAS_WEIGHTS))
		lexicon_check_shadows(x, d);
	return true;
}

struct span lexicon_image(const struct lexicon *x)
{
	return x->bytes;
}

static bool power_of_two(uint64_t n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/* Are the rows of patterns rows of patterns? */
static bool rows_fit(const struct lexicon *x)
{
	int match = table_column(x->table, "match");
	for (size_t i = 0; i < x->nrows; i++) {
		const char *cell = x->rows[i] < x->table->nrows ? table_cell(x->table, x->rows[i], match) : "";
		size_t k = WAYS;
		while (k < MATCHES && strcmp(matches[k], cell) != 0)
			k++;
		if (k == MATCHES)
			return false;
	}
	return true;
}

struct lexicon *lexicon_map(const struct table *t, struct span image)
{
	struct head h;
	const uint64_t most = UINT64_C(1) << 33;
	if (image.n < sizeof h || (uintptr_t)image.p % 8 != 0)
		return NULL;
	memcpy(&h, image.p, sizeof h);
	if (!power_of_two(h.fronts) || !power_of_two(h.places) || h.fronts > most || h.places > most || h.used >= h.places ||
		h.patterns > t->nrows || image_size(&h) != image.n)
		return NULL;
	struct lexicon *x = mem_alloc(sizeof *x);
	*x = (struct lexicon){.table = t, .column = table_column(t, "term"), .bytes = image};
	open_image(x, image.p);
	if (rows_fit(x))
		return x;
	lexicon_free(x);
	return NULL;
}

void lexicon_free(struct lexicon *x)
{
	if (x == NULL)
		return;
	patterns_free(x->patterns);
	free(x->image);
	free(x);
}
