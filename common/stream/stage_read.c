/* The stream as it comes in: lines, collected to documents. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "stream/stage_parts.h"

enum {
	READ_BYTES = 1 << 20,
	DOCUMENT_MAX = 1 << 30, /* bytes of one document's lines; a larger one ends the run */
};

static bool opens_list(struct span line)
{
	return span_is(record_find(line, "media"), "\"text/x-references\"");
}

bool document_is_list(const struct document *doc)
{
	return opens_list(doc->v[0].text);
}

bool document_foreign(const struct document *doc)
{
	struct span tag = record_find(doc->v[0].text, "language");
	return tag.n > 2 && !text_english(span_sub(tag, 1, tag.n - 1));
}

static const struct span kind_names[KINDS] = {
	[KIND_DOCUMENT] = {"document", 8},   [KIND_BLOCK] = {"block", 5}, [KIND_SENTENCE] = {"sentence", 8}, [KIND_CITATION] = {"citation", 8},
	[KIND_REFERENCE] = {"reference", 9}, [KIND_CLAIM] = {"claim", 5}, [KIND_FINDING] = {"finding", 7},   [KIND_END] = {"document-end", 12},
};

enum line_kind line_kind(struct span type)
{
	for (int k = KIND_OTHER + 1; k < KINDS && type.n; k++)
		if (kind_names[k].n == type.n && kind_names[k].p[0] == type.p[0] && memcmp(kind_names[k].p, type.p, type.n) == 0)
			return (enum line_kind)k;
	return KIND_OTHER;
}

struct seen {
	size_t end; /* its newline */
	size_t type_n;
	enum line_kind kind;
};

/* How many lines of each type a document has; those of users' own tables by name. */
struct tally {
	uint64_t known[KINDS];
	LIST(struct own_type) own;
	struct buf names;
};
struct own_type {
	size_t at, n; /* in names */
	uint64_t count;
};

static void count_line(struct tally *t, enum line_kind kind, struct span type)
{
	t->known[kind]++;
	if (kind != KIND_OTHER || type.n == 0)
		return;
	for (size_t i = 0; i < t->own.n; i++)
		if (span_eq(span_make(t->names.p + t->own.v[i].at, t->own.v[i].n), type)) {
			t->own.v[i].count++;
			return;
		}
	if (t->own.n == RECORD_MEMBERS) /* `document-end` cannot count more */
		return;
	list_push(&t->own, ((struct own_type){t->names.n, type.n, 1}));
	buf_addspan(&t->names, type);
}

static uint64_t counted(const struct tally *t, struct span type)
{
	enum line_kind kind = line_kind(type);
	for (size_t i = 0; kind == KIND_OTHER && i < t->own.n; i++)
		if (span_eq(span_make(t->names.p + t->own.v[i].at, t->own.v[i].n), type))
			return t->own.v[i].count;
	return kind == KIND_OTHER ? 0 : t->known[kind];
}

struct input {
	struct buf bytes;        /* read and not yet handled; begins with the document being collected */
	size_t scanned;          /* bytes that were looked at for newlines */
	size_t line;             /* number of the line that `start` begins */
	size_t start;            /* of the line being looked at */
	LIST(struct seen) seen;  /* the lines of this document, or of this piece of it, so far: the buffer can still move */
	LIST(struct line) lines; /* the same, when it is whole */
	size_t read_line;        /* the number of the document's first line */
	struct buf id;           /* of the document */
	struct tally tally;
	bool pieces; /* it is handed over in pieces */
	bool begun;  /* the first of them was */
};

static int damaged(const struct input *in, struct diag *d, size_t column, const char *what)
{
	return diag_at(d, DIAG_FAILED, "<stdin>", in->line, column, "%s", what);
}

/* The counts that `document-end` gives by type must be those of the lines that came. */
static int check_counts(const struct input *in, const struct record *end, struct diag *d)
{
	for (size_t i = 2; i < end->n; i++) {
		uint64_t want = json_number(end->m[i].value, UINT64_MAX), have = counted(&in->tally, end->m[i].key);
		if (want != UINT64_MAX && have != want)
			return diag_at(d, DIAG_FAILED, "<stdin>", in->line, 0,
						   "the stream is damaged: %zu records of type '%.*s' where %zu were written", (size_t)have, (int)end->m[i].key.n,
						   end->m[i].key.p, (size_t)want);
	}
	return DIAG_OK;
}

static int open_document(struct input *in, struct diag *d)
{
	struct record first;
	size_t bad = record_parse(&first, in->lines.v[0].text);
	if (bad || !span_is(first.type, "document"))
		return diag_at(d, DIAG_FAILED, "<stdin>", in->read_line, bad,
					   "a document must open with its 'document' record, as `normalize` writes it");
	buf_clear(&in->id);
	buf_addspan(&in->id, first.doc);
	return DIAG_OK;
}

static int close_document(const struct input *in, struct diag *d)
{
	struct record last;
	size_t bad = record_parse(&last, in->lines.v[in->lines.n - 1].text);
	if (bad)
		return damaged(in, d, bad, "the line is no record");
	if (!span_eq(buf_span(&in->id), last.doc))
		return damaged(in, d, 0, "'document-end' closes another document than the one that is open");
	return check_counts(in, &last, d);
}

/* The lines that were collected make a document, or a piece of one. */
static int hand_over(struct input *in, bool closes, const struct stage *s, void *ctx, struct sink *out)
{
	bool opens = !in->begun;
	int code = opens ? open_document(in, out->d) : DIAG_OK;
	if (code == DIAG_OK && closes)
		code = close_document(in, out->d);
	if (code)
		return code;
	struct document doc = {buf_span(&in->id), in->lines.n, in->lines.v, opens, closes};
	in->begun = !closes;
	if (closes) {
		memset(in->tally.known, 0, sizeof in->tally.known);
		in->tally.own.n = 0;
		buf_clear(&in->tally.names);
		in->pieces = false;
	}
	return s->document(ctx, &doc, out);
}

/* Takes the line that ends at `end`; its type is looked at once and for all. */
static enum line_kind take_line(struct input *in, size_t end, bool pieces)
{
	struct span line = span_sub(buf_span(&in->bytes), in->start, end), type = record_type(line);
	struct seen l = {end, type.n, line_kind(type)};
	list_push(&in->seen, l);
	count_line(&in->tally, l.kind, type);
	if (pieces && l.kind == KIND_DOCUMENT)
		in->pieces = opens_list(line);
	in->start = in->scanned = end + 1;
	in->line++;
	return l.kind;
}

/* The lines of a whole document that begins at `from`. */
static void make_lines(struct input *in, size_t from)
{
	list_reserve(&in->lines, in->seen.n);
	in->lines.n = in->seen.n;
	for (size_t i = 0; i < in->seen.n; i++) {
		const struct seen *l = &in->seen.v[i];
		const char *p = in->bytes.p + from;
		in->lines.v[i] = (struct line){{p, l->end - from}, {l->type_n ? p + RECORD_TYPE_AT : NULL, l->type_n}, l->kind};
		from = l->end + 1;
	}
}

static int collect(struct input *in, const struct stage *s, void *ctx, struct sink *out)
{
	size_t used = 0; /* bytes of lines that are done */
	for (;;) {
		const char *nl = memchr(in->bytes.p + in->scanned, '\n', in->bytes.n - in->scanned);
		bool closes = nl && take_line(in, (size_t)(nl - in->bytes.p), s->pieces) == KIND_END;
		if (!closes && nl)
			continue;
		if (!closes && (!in->pieces || in->seen.n == 0))
			break;
		make_lines(in, used);
		int code = hand_over(in, closes, s, ctx, out);
		if (code >= DIAG_WRONG || (code = sink_flush(out, false)) != DIAG_OK)
			return code;
		used = in->start;
		in->seen.n = 0;
		in->read_line = in->line + 1;
	}
	in->scanned = in->bytes.n;
	if (used) {
		in->bytes.n -= used;
		memmove(in->bytes.p, in->bytes.p + used, in->bytes.n);
		in->start -= used, in->scanned -= used;
		for (size_t i = 0; i < in->seen.n; i++)
			in->seen.v[i].end -= used;
	}
	return DIAG_OK;
}

/* What was collected is no whole document: since it is none at all, or for the reason that is given. */
static int incomplete(struct input *in, struct diag *d, const char *what)
{
	make_lines(in, 0);
	int code = in->seen.n && !in->begun ? open_document(in, d) : DIAG_OK;
	return code ? code : damaged(in, d, 0, what);
}

int stage_read(const struct stage *s, void *ctx, struct sink *out)
{
	struct input in = {.read_line = 1};
	int code = DIAG_OK;
	while (code == DIAG_OK) {
		ssize_t n = read(STDIN_FILENO, buf_room(&in.bytes, READ_BYTES), READ_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			code = diag_at(out->d, DIAG_FAILED, "<stdin>", 0, 0, "%s", strerror(errno));
		if (n <= 0)
			break;
		in.bytes.n += (size_t)n;
		code = collect(&in, s, ctx, out);
		if (code == DIAG_OK && in.bytes.n > DOCUMENT_MAX)
			code = incomplete(&in, out->d, "the document is larger than a stage takes");
		if (code == DIAG_OK)
			code = sink_flush(out, n < READ_BYTES);
	}
	if (code == DIAG_OK && (in.bytes.n > in.start || in.seen.n || in.begun))
		code = incomplete(&in, out->d,
						  in.bytes.n > in.start ? "the stream is cut: the last line has no end"
												: "the stream is cut: a document has no 'document-end'");
	buf_free(&in.bytes);
	list_free(&in.seen);
	list_free(&in.lines);
	list_free(&in.tally.own);
	buf_free(&in.tally.names);
	buf_free(&in.id);
	return code;
}
