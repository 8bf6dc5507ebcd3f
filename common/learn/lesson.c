#include "learn/lesson.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

void lesson_free(struct lesson *l)
{
	buf_free(&l->text);
	list_free(&l->mentions);
	list_free(&l->sentences);
	list_free(&l->documents);
}

/* A mention as it came: bytes of the source, or code points where it is from standoff. */
struct given {
	size_t start, end;
	size_t id, id_n;
	bool used;
};
typedef LIST(struct given) given_list;

static int by_place(const void *a, const void *b)
{
	const struct given *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end != y->end ? (x->end > y->end ? -1 : 1) : 0; /* the longer one first */
}

static void give(struct lesson *l, given_list *out, size_t start, size_t end, struct span id)
{
	struct given g = {start, end, l->text.n, id.n, false};
	buf_addspan(&l->text, id);
	list_push(out, g);
}

/* ---- where mentions come from ---- */

static int read_spans(struct lesson *l, const char *type, struct span spans, given_list *out, struct diag *d)
{
	struct buf scratch = {0};
	size_t at = 0;
	for (struct span s; (s = json_next(spans, &at)).p != NULL;) {
		buf_clear(&scratch);
		if (!span_is(json_text(json_member(s, "type"), &scratch), type))
			continue;
		uint64_t start = json_number(json_member(s, "start"), UINT64_MAX), end = json_number(json_member(s, "end"), 0);
		buf_clear(&scratch);
		struct span id = json_text(json_member(s, "id"), &scratch);
		if (start >= end)
			return buf_free(&scratch), diag_at(d, DIAG_WRONG, "<stdin>", 0, 0, "a member of `spans` without a proper `start` and `end`");
		give(l, out, start, end, id);
	}
	buf_free(&scratch);
	return DIAG_OK;
}

/* A number at *s, which moves behind it; SIZE_MAX where there is none. */
static size_t number(struct span *s)
{
	size_t n = 0, digits = 0;
	for (; s->n && text_is_digit(s->p[0]) && digits < 18; s->p++, s->n--, digits++)
		n = 10 * n + (size_t)(s->p[0] - '0');
	return digits ? n : SIZE_MAX;
}

/* Up to `stop`; *s moves behind it. */
static struct span field(struct span *s, char stop)
{
	const char *p = memchr(s->p, stop, s->n);
	size_t n = p ? (size_t)(p - s->p) : s->n;
	struct span f = span_sub(*s, 0, n);
	*s = span_sub(*s, p ? n + 1 : n, s->n);
	return f;
}

/* `T1	Disease 10 20	words` and `N1	Reference T1 MESH:D003866	label`; of a mention in pieces the whole stretch. */
static void read_standoff_line(struct lesson *l, const char *type, struct span line, given_list *out, struct buf *names)
{
	struct span name = field(&line, '\t'), what = field(&line, '\t');
	if (name.n == 0)
		return;
	struct span kind = field(&what, ' ');
	if (name.p[0] == 'T' && span_is(kind, type)) {
		size_t start = number(&what), end = SIZE_MAX;
		while (what.n && !text_is_digit(what.p[0]))
			what = span_sub(what, 1, what.n);
		for (size_t n; (n = number(&what)) != SIZE_MAX; what = what.n ? span_sub(what, 1, what.n) : what)
			end = n;
		if (start < end && end != SIZE_MAX) {
			give(l, out, start, end, span_make("", 0));
			buf_addspan(names, name);
			buf_addc(names, '\n');
		}
	} else if (name.p[0] == 'N') {
		struct span of = field(&what, ' '), all = buf_span(names);
		for (size_t i = 0; all.n; i++)
			if (span_eq(field(&all, '\n'), of)) {
				out->v[i].id = l->text.n, out->v[i].id_n = what.n;
				buf_addspan(&l->text, what);
			}
	}
}

static int read_standoff(struct lesson *l, const char *type, struct span id, given_list *out, struct diag *d)
{
	struct buf path = {0}, all = {0}, names = {0};
	json_unescape(id, &path);
	struct span p = buf_span(&path);
	if (p.n > 4 && span_is(span_sub(p, p.n - 4, p.n), ".txt"))
		path.n -= 4;
	buf_adds(&path, ".ann");
	buf_addc(&path, '\0');
	FILE *f = fopen(path.p, "rb");
	int code = f ? DIAG_OK : diag_at(d, DIAG_WRONG, path.p, 0, 0, "%s", strerror(errno));
	for (size_t n; f && (n = fread(buf_room(&all, 65536), 1, 65536, f)) > 0;)
		all.n += n;
	if (f)
		fclose(f);
	struct span rest = buf_span(&all);
	while (rest.n)
		read_standoff_line(l, type, span_trim(field(&rest, '\n')), out, &names);
	buf_free(&path);
	buf_free(&all);
	buf_free(&names);
	return code;
}

/* ---- into sentences ---- */

/* The tokens first…last that lie exactly at source places [start, end); false where there are none. */
static bool place(const given_list *where, struct given *g, struct feature_stretch *out)
{
	size_t lo;
	list_bound(where, lo, where->v[lo].start < g->start);
	size_t last = lo;
	while (last < where->n && where->v[last].end < g->end)
		last++;
	if (last == where->n || where->v[last].start >= g->end) /* marks behind the last word are left out */
		last--;
	if (lo >= where->n || where->v[lo].start >= g->end || last + 1 == 0 || last < lo)
		return false;
	*out = (struct feature_stretch){(uint32_t)lo, (uint32_t)last}; /* a bound inside a word takes the word in */
	return where->v[last].end <= g->end + 1;
}

static void add_sentence(struct lesson *l, const struct lesson_source *from, const struct record *r, given_list *given)
{
	struct alignment a = {0};
	struct buf scratch = {0};
	token_list tokens = {0};
	given_list where = {0}; /* the tokens' places in the source */
	struct span text = record_string(r, "text", &scratch);
	struct lesson_sentence s = {l->text.n, text.n, l->mentions.n, 0};
	record_alignment(r, text.n, &a);
	tokens_scan(&tokens, text);
	for (size_t i = 0; i < tokens.n; i++) {
		struct extent e = align_locate(&a, text, tokens.v[i].start, tokens.v[i].end);
		struct given g = {from->standoff ? e.char_start : e.start, from->standoff ? e.char_end : e.end, 0, 0, false};
		list_push(&where, g);
	}
	long last = -1;
	for (size_t i = 0; i < given->n && where.n; i++) {
		struct given *g = &given->v[i];
		struct lesson_mention m = {{0, 0}, g->id, g->id_n};
		if (g->start < where.v[0].start || g->end > where.v[where.n - 1].end + 1 || !place(&where, g, &m.tokens))
			continue;
		g->used = true;
		if ((long)m.tokens.first <= last)
			continue;
		last = m.tokens.last;
		list_push(&l->mentions, m);
		s.nmention++;
	}
	buf_addspan(&l->text, text);
	list_push(&l->sentences, s);
	align_free(&a);
	buf_free(&scratch);
	list_free(&tokens);
	list_free(&where);
}

int lesson_add(struct lesson *l, const struct lesson_source *from, const struct document *doc, struct diag *d)
{
	struct record r;
	given_list given = {0};
	struct lesson_document own = {l->sentences.n, 0};
	int code = DIAG_OK;
	if (from->standoff)
		code = read_standoff(l, from->type, doc->id, &given, d);
	else if (record_parse(&r, doc->v[0].text) == 0)
		code = read_spans(l, from->type, json_member(record_get(&r, "meta"), "spans"), &given, d);
	if (given.n)
		qsort(given.v, given.n, sizeof *given.v, by_place);
	for (size_t i = 0; i < doc->n && code == DIAG_OK; i++)
		if (span_is(doc->v[i].type, "sentence") && record_parse(&r, doc->v[i].text) == 0 &&
			category_wants(from->category, record_get(&r, "zone")))
			add_sentence(l, from, &r, &given);
	for (size_t i = 0; i < given.n; i++)
		l->lost += !given.v[i].used;
	l->given += given.n;
	own.nsentence = l->sentences.n - own.sentence;
	list_push(&l->documents, own);
	list_free(&given);
	return code;
}
