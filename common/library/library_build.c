#include "library/library_build.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "library/library_format.h"
#include "library/library_key.h"

enum { WRITE_BYTES = 1 << 18, MERGE_KEYS = 4096 };

/* A sorted run of keys in the scratch file. */
struct run {
	uint64_t at, n; /* in keys */
};

/* The keys of one table: those held, and the runs laid down before. */
struct keys {
	LIST(struct library_key) held;
	LIST(struct run) runs;
	int fd; /* scratch file, or -1 */
	uint64_t laid;
};

struct library_builder {
	int fd;
	char *scratch;  /* folder; owned; NULL: all in memory */
	struct buf out; /* not yet written */
	uint64_t at;    /* of the end of out in the file */
	int error;      /* errno of the first write that failed */
	uint64_t works, passed, retracted;
	struct keys doi, title;
	struct buf key;
};

struct library_builder *library_builder_new(int fd, const char *scratch)
{
	struct library_builder *b = mem_alloc(sizeof *b);
	struct library_header none = {.magic = {0}};
	*b = (struct library_builder){.fd = fd, .doi.fd = -1, .title.fd = -1};
	if (fd >= 0 && scratch)
		b->scratch = memcpy(mem_alloc(strlen(scratch) + 1), scratch, strlen(scratch) + 1);
	buf_add(&b->out, &none, sizeof none); /* written in the end */
	b->at = sizeof none;
	return b;
}

static void free_keys(struct keys *k)
{
	list_free(&k->held);
	list_free(&k->runs);
	if (k->fd >= 0)
		close(k->fd);
}

void library_builder_free(struct library_builder *b)
{
	free_keys(&b->doi);
	free_keys(&b->title);
	buf_free(&b->out);
	buf_free(&b->key);
	free(b->scratch);
	free(b);
}

uint64_t library_builder_works(const struct library_builder *b)
{
	return b->works;
}

uint64_t library_builder_passed(const struct library_builder *b)
{
	return b->passed;
}

void library_builder_pass(struct library_builder *b)
{
	b->passed++;
}

/* ---- writing ---- */

static int write_all(int fd, const char *p, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t k = write(fd, p + at, n - at);
		if (k < 0 && errno != EINTR)
			return errno;
		at += k > 0 ? (size_t)k : 0;
	}
	return 0;
}

static void flush(struct library_builder *b, bool all)
{
	if (b->fd < 0 || (!all && b->out.n < WRITE_BYTES))
		return;
	if (b->error == 0)
		b->error = write_all(b->fd, b->out.p, b->out.n);
	buf_clear(&b->out);
}

static void put(struct library_builder *b, const void *p, size_t n)
{
	buf_add(&b->out, p, n);
	b->at += n;
}

static int by_hash(const void *a, const void *b)
{
	const struct library_key *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void sort_held(struct keys *k)
{
	if (k->held.n)
		qsort(k->held.v, k->held.n, sizeof *k->held.v, by_hash);
}

/* The keys held become a run of the scratch file. */
static void lay_down(struct library_builder *b, struct keys *k)
{
	sort_held(k);
	if (k->fd < 0) {
		struct buf name = {0};
		buf_printf(&name, "%s/library.XXXXXX", b->scratch);
		buf_addc(&name, '\0');
		k->fd = mkstemp(name.p);
		if (k->fd >= 0)
			unlink(name.p);
		else if (b->error == 0)
			b->error = errno;
		buf_free(&name);
	}
	if (b->error == 0)
		b->error = write_all(k->fd, (const char *)k->held.v, k->held.n * sizeof *k->held.v);
	struct run r = {k->laid, k->held.n};
	list_push(&k->runs, r);
	k->laid += k->held.n;
	k->held.n = 0;
}

static void add_key(struct library_builder *b, struct keys *k, struct span key)
{
	struct library_key one = {library_hash(key), b->at};
	list_push(&k->held, one);
	if (k->held.n == LIBRARY_KEYS_HELD && b->scratch)
		lay_down(b, k);
}

/* ---- works ---- */

void library_draft_clear(struct library_draft *w)
{
	w->year = 0;
	w->retracted = false;
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_clear(&w->field[i]);
}

void library_draft_address(struct library_draft *w, struct span url)
{
	static const char host[] = "doi.org/10.";
	struct buf *doi = &w->field[LIBRARY_DOI];
	for (size_t i = 0; i + sizeof host <= url.n && doi->n == 0; i++)
		if (span_starts(span_sub(url, i, url.n), host))
			buf_addspan(doi, span_sub(url, i + sizeof host - 4, url.n));
}

void library_draft_year(struct library_draft *w, struct span s)
{
	unsigned year = 0, run = 0;
	for (size_t i = 0; i <= s.n && w->year == 0; i++) {
		if (i < s.n && text_is_digit(s.p[i])) {
			year = run < 4 ? year * 10 + (unsigned)(s.p[i] - '0') : 0;
			run++;
			continue;
		}
		if (run == 4 && year >= 1500 && year < 2200)
			w->year = year;
		year = run = 0;
	}
}

/* "J", "JA", "J.-P.": short and in capitals. */
static bool initials(struct span word)
{
	size_t letters = 0;
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] != '.' && word.p[i] != '-' && !text_is_upper(word.p[i]))
			return false;
		letters += text_is_upper(word.p[i]);
	}
	return letters >= 1 && letters <= 4;
}

void library_draft_author(struct library_draft *w, struct span name)
{
	struct buf *out = &w->field[LIBRARY_AUTHOR];
	name = span_trim(name);
	const char *comma = memchr(name.p, ',', name.n);
	buf_clear(out);
	if (comma) {
		buf_addspan(out, span_trim(span_sub(name, 0, (size_t)(comma - name.p))));
		return;
	}
	size_t last = name.n;
	while (last > 0 && name.p[last - 1] != ' ')
		last--;
	if (last > 0 && initials(span_sub(name, last, name.n))) { /* Smith JA */
		struct span family = span_trim(span_sub(name, 0, last));
		while (family.n) {
			size_t cut = family.n;
			while (cut > 0 && family.p[cut - 1] != ' ')
				cut--;
			if (cut == 0 || !initials(span_sub(family, cut, family.n)))
				break;
			family = span_trim(span_sub(family, 0, cut));
		}
		buf_addspan(out, family);
		return;
	}
	while (last > 1) { /* Jane van der Smith: particles are written small */
		size_t before = last - 1;
		while (before > 0 && name.p[before - 1] != ' ')
			before--;
		if (!text_is_lower(name.p[before]))
			break;
		last = before;
	}
	buf_addspan(out, span_sub(name, last, name.n));
}

/* In place: one line, one blank for several, no markup; at most `most` bytes. */
static struct span clean(struct buf *b, size_t most)
{
	struct span s = buf_span(b);
	size_t n = 0;
	for (size_t i = 0, next; i < s.n; i = next) {
		char c = s.p[i];
		next = c == '<' || c == '&' ? library_markup(s, i) : i;
		if (next > i)
			c = c == '<' ? '\0' : '&'; /* of the entities it is "&amp;" that is common */
		else
			next = i + 1;
		if ((unsigned char)c <= ' ' || c == 0x7f)
			c = c ? ' ' : '\0';
		if (c && !(c == ' ' && (n == 0 || b->p[n - 1] == ' ')))
			b->p[n++] = c;
	}
	b->n = n;
	s = span_trim(buf_span(b));
	if (s.n > most)
		s.n = most;
	s.n = text_invalid(s); /* not in the middle of a character, and nothing that is none */
	return s;
}

static void put_work(struct library_builder *b, const struct library_draft *w, const struct span *field)
{
	uint16_t numbers[2] = {(uint16_t)w->year, w->retracted};
	put(b, numbers, sizeof numbers);
	for (int i = 0; i < LIBRARY_FIELDS; i++) {
		uint16_t n = (uint16_t)field[i].n;
		put(b, &n, sizeof n);
		put(b, field[i].p, n);
	}
}

void library_builder_add(struct library_builder *b, struct library_draft *w)
{
	static const size_t most[LIBRARY_FIELDS] = {2000, 200, 500, 40, 300, 500}; /* bytes */
	struct span field[LIBRARY_FIELDS];
	size_t main;
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		field[i] = clean(&w->field[i], most[i]);
	buf_clear(&b->key);
	library_doi_key(field[LIBRARY_DOI], &b->key);
	size_t doi = b->key.n;
	library_title_key(field[LIBRARY_TITLE], &b->key, &main);
	struct span title = span_sub(buf_span(&b->key), doi, b->key.n);
	if (doi == 0 && title.n < LIBRARY_TITLE_SHORTEST) {
		b->passed++;
		library_draft_clear(w);
		return;
	}
	if (doi)
		add_key(b, &b->doi, span_sub(buf_span(&b->key), 0, doi));
	if (title.n >= LIBRARY_TITLE_SHORTEST)
		add_key(b, &b->title, title);
	if (main)
		add_key(b, &b->title, span_sub(title, 0, main));
	put_work(b, w, field);
	b->works++;
	b->retracted += w->retracted;
	library_draft_clear(w);
	flush(b, false);
}

/* ---- the tables ---- */

/* A run being read again. */
struct cursor {
	struct run left;
	struct library_key v[MERGE_KEYS];
	size_t at, n;
};

/* Fills an empty cursor; false at the end of its run. */
static bool fill(struct library_builder *b, const struct keys *k, struct cursor *c)
{
	if (c->at < c->n)
		return true;
	size_t n = c->left.n < MERGE_KEYS ? (size_t)c->left.n : MERGE_KEYS;
	for (size_t got = 0; got < n * sizeof *c->v;) {
		ssize_t r = pread(k->fd, (char *)c->v + got, n * sizeof *c->v - got, (off_t)(c->left.at * sizeof *c->v + got));
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0) {
			b->error = r < 0 ? errno : EIO;
			return false;
		}
		got += (size_t)r;
	}
	c->left.at += n;
	c->left.n -= n;
	c->at = 0;
	c->n = n;
	return n > 0;
}

static void merge(struct library_builder *b, struct keys *k)
{
	struct cursor *c = mem_alloc(k->runs.n * sizeof *c);
	for (size_t i = 0; i < k->runs.n; i++) {
		c[i].left = k->runs.v[i];
		c[i].at = c[i].n = 0;
	}
	for (;;) {
		const struct library_key *least = NULL;
		size_t from = 0;
		for (size_t i = 0; i < k->runs.n; i++)
			if (fill(b, k, &c[i]) && (least == NULL || by_hash(&c[i].v[c[i].at], least) < 0))
				least = &c[i].v[c[i].at], from = i;
		if (least == NULL || b->error)
			break;
		put(b, least, sizeof *least);
		c[from].at++;
		flush(b, false);
	}
	free(c);
}

/* Writes a table and returns how many keys it has. */
static uint64_t put_table(struct library_builder *b, struct keys *k)
{
	uint64_t n = k->laid + k->held.n;
	if (k->runs.n) {
		if (k->held.n)
			lay_down(b, k);
		if (b->error == 0)
			merge(b, k);
	} else {
		sort_held(k);
		put(b, k->held.v, k->held.n * sizeof *k->held.v);
	}
	flush(b, false);
	return n;
}

int library_builder_finish(struct library_builder *b, struct buf *memory, struct diag *d)
{
	struct library_header h = {
		.magic = {0}, .version = LIBRARY_VERSION, .order = LIBRARY_ORDER, .works = b->works, .retracted = b->retracted};
	memcpy(h.magic, LIBRARY_MAGIC, sizeof h.magic);
	h.works_at = sizeof h;
	h.works_end = b->at;
	while (b->at % sizeof(uint64_t) != 0)
		put(b, "", 1);
	h.doi_at = b->at;
	h.dois = put_table(b, &b->doi);
	h.title_at = b->at;
	h.titles = put_table(b, &b->title);
	h.size = b->at;
	h.sum = library_hash(span_make((const char *)&h, offsetof(struct library_header, sum)));
	flush(b, true);
	if (b->fd >= 0 && b->error == 0 && pwrite(b->fd, &h, sizeof h, 0) != (ssize_t)sizeof h)
		b->error = errno;
	if (b->error)
		return diag_at(d, DIAG_FAILED, NULL, 0, 0, "the index could not be written: %s", strerror(b->error));
	if (b->fd < 0) {
		memcpy(b->out.p, &h, sizeof h);
		*memory = b->out;
		b->out = (struct buf){0};
	}
	return DIAG_OK;
}
