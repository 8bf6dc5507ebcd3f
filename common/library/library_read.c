/* Which format a file has, and the readers of JSON and of tagged lines. */
#include "library/library_read.h"

#include <stdlib.h>

#include "base/record.h"
#include "base/text.h"

enum { LINE_MAX_BYTES = 1 << 16 };

/* ---- JSON: one object at a time, wherever it stands in arrays ---- */

/* The name of an author in CSL ({"family","given"}, {"literal"}), or a string. */
static void json_author(struct library_draft *w, struct span raw, struct buf *scratch)
{
	size_t at = 0;
	struct span first = raw.n && raw.p[0] == '[' ? json_next(raw, &at) : raw;
	buf_clear(scratch);
	if (first.n && first.p[0] == '"') {
		library_draft_author(w, json_text(first, scratch));
		return;
	}
	struct span name = json_member(first, "family");
	if (name.n < 3)
		name = json_member(first, "literal");
	buf_clear(&w->field[LIBRARY_AUTHOR]);
	struct span particle = json_member(first, "non-dropping-particle");
	if (particle.n > 2) {
		json_unescape(particle, &w->field[LIBRARY_AUTHOR]);
		buf_addc(&w->field[LIBRARY_AUTHOR], ' ');
	}
	json_unescape(name, &w->field[LIBRARY_AUTHOR]);
}

/* A string, a number, or the first of an array. */
static void json_value(struct buf *field, struct span raw)
{
	size_t at = 0;
	if (raw.n && raw.p[0] == '[')
		raw = json_next(raw, &at);
	if (field->n || raw.n == 0)
		return;
	if (raw.p[0] == '"')
		json_unescape(raw, field);
	else if (text_is_digit(raw.p[0]))
		buf_addspan(field, raw);
}

static void json_member_of(struct library_draft *w, const struct member *m, struct buf *scratch)
{
	static const struct {
		const char *key;
		enum library_field field;
	} keys[] = {
		{"title", LIBRARY_TITLE},
		{"container-title", LIBRARY_CONTAINER},
		{"container", LIBRARY_CONTAINER},
		{"journal", LIBRARY_CONTAINER},
		{"volume", LIBRARY_VOLUME},
		{"DOI", LIBRARY_DOI},
		{"doi", LIBRARY_DOI},
	};
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (span_is(m->key, keys[i].key))
			json_value(&w->field[keys[i].field], m->value);
	if (span_is(m->key, "URL") || span_is(m->key, "url")) {
		buf_clear(scratch);
		library_draft_address(w, m->value.n && m->value.p[0] == '"' ? json_text(m->value, scratch) : m->value);
	}
	if (span_is(m->key, "author") || span_is(m->key, "authors"))
		json_author(w, m->value, scratch);
	/* {"date-parts":[[2010,5]]}, "2010-05", 2010: the first four digits are the year */
	if (span_is(m->key, "issued") || span_is(m->key, "year"))
		library_draft_year(w, m->value);
}

static void json_work(struct library_builder *b, struct library_draft *w, struct span object, struct buf *scratch)
{
	struct member m;
	size_t at = 0;
	if (text_invalid(object) < object.n) {
		library_builder_pass(b);
		return;
	}
	while (json_next_member(object, &at, &m))
		json_member_of(w, &m, scratch);
	library_builder_add(b, w);
}

static void free_draft(struct library_draft *w)
{
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_free(&w->field[i]);
}

/* The object whose opening brace was just read, into `object`: false where it does not end, or is too large (then nothing is kept). */
static bool json_object(struct feed *f, struct buf *object)
{
	size_t depth = 1;
	bool string = false, escaped = false, large = false;
	buf_clear(object);
	buf_addc(object, '{');
	for (int c; (c = feed_byte(f)) >= 0;) {
		if (object->n < LIBRARY_ENTRY_MAX)
			buf_addc(object, (char)c);
		else
			large = true;
		if (string) {
			string = escaped || c != '"';
			escaped = !escaped && c == '\\';
			continue;
		}
		string = c == '"';
		depth += c == '{';
		depth -= c == '}';
		if (depth == 0) {
			if (large)
				buf_clear(object);
			return true;
		}
	}
	return false;
}

/* CSL-JSON, Crossref's; an array, or an object a line. */
static int read_json(struct library_builder *b, struct feed *f, struct diag *d)
{
	struct library_draft w = {0};
	struct buf object = {0}, scratch = {0};
	int code = DIAG_OK;
	for (int c; code == DIAG_OK && (c = feed_byte(f)) >= 0;) {
		size_t line = f->line;
		if (c == '{' && !json_object(f, &object))
			code = diag_at(d, DIAG_WRONG, f->name, line, 0, "not JSON: the object that begins here does not end");
		else if (c == '{' && object.n)
			json_work(b, &w, buf_span(&object), &scratch);
		else if (c == '{')
			library_builder_pass(b);
		else if (!text_is_space((char)c) && c != '[' && c != ']' && c != ',')
			code = diag_at(d, DIAG_WRONG, f->name, line, 0, "not JSON: objects are expected");
	}
	free_draft(&w);
	buf_free(&object);
	buf_free(&scratch);
	return code;
}

/* ---- tagged lines ---- */

enum tag_kind { TAG_FIELD, TAG_AUTHOR, TAG_YEAR, TAG_ID, TAG_ADDRESS, TAG_OPENS, TAG_ENDS };

/* RIS tags (two letters) and MEDLINE's. The first that comes is taken of each field; JO and JF are full names, JA and TA short ones. */
static const struct tag {
	const char *name;
	enum tag_kind kind;
	enum library_field field;
} tags[] = {
	{"TY", TAG_OPENS, 0},
	{"PMID", TAG_OPENS, 0},
	{"ER", TAG_ENDS, 0},
	{"TI", TAG_FIELD, LIBRARY_TITLE},
	{"T1", TAG_FIELD, LIBRARY_TITLE},
	{"JO", TAG_FIELD, LIBRARY_CONTAINER},
	{"JF", TAG_FIELD, LIBRARY_CONTAINER},
	{"JT", TAG_FIELD, LIBRARY_CONTAINER},
	{"T2", TAG_FIELD, LIBRARY_CONTAINER},
	{"JA", TAG_FIELD, LIBRARY_CONTAINER},
	{"VL", TAG_FIELD, LIBRARY_VOLUME},
	{"VI", TAG_FIELD, LIBRARY_VOLUME},
	{"DO", TAG_FIELD, LIBRARY_DOI},
	{"LID", TAG_ID, LIBRARY_DOI},
	{"AID", TAG_ID, LIBRARY_DOI},
	{"UR", TAG_ADDRESS, 0},
	{"LK", TAG_ADDRESS, 0},
	{"AU", TAG_AUTHOR, LIBRARY_AUTHOR},
	{"A1", TAG_AUTHOR, LIBRARY_AUTHOR},
	{"FAU", TAG_AUTHOR, LIBRARY_AUTHOR},
	{"CN", TAG_AUTHOR, LIBRARY_AUTHOR},
	{"PY", TAG_YEAR, 0},
	{"Y1", TAG_YEAR, 0},
	{"DP", TAG_YEAR, 0},
	{"DA", TAG_YEAR, 0},
};

/* "TI  - words", "PMID- 123": the tag, and where the words begin; NULL where the line has no known tag; *other: it has an unknown one. */
static const struct tag *tag_of(struct span line, struct span *words, bool *other)
{
	size_t n = 0, i;
	while (n < line.n && n < 4 && (text_is_upper(line.p[n]) || text_is_digit(line.p[n])))
		n++;
	for (i = n; i < line.n && line.p[i] == ' '; i++)
		;
	*other = n >= 2 && i < line.n && line.p[i] == '-' && i <= 4;
	if (!*other)
		return NULL;
	*words = span_trim(span_sub(line, i + 1, line.n));
	for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++)
		if (span_is(span_sub(line, 0, n), tags[k].name))
			return &tags[k];
	return NULL;
}

/* An author, once; an organisation's name holds no comma and is kept whole. */
static void tagged_author(struct library_draft *w, struct span words)
{
	struct buf *out = &w->field[LIBRARY_AUTHOR];
	if (out->n)
		return;
	if (memchr(words.p, ',', words.n))
		library_draft_author(w, words);
	else
		buf_addspan(out, words);
}

static void tagged_line(struct library_draft *w, const struct tag *t, struct span words)
{
	struct buf *field = &w->field[t->field];
	switch (t->kind) {
	case TAG_FIELD:
		if (field->n == 0)
			buf_addspan(field, words);
		return;
	case TAG_AUTHOR:
		tagged_author(w, words);
		return;
	case TAG_YEAR:
		library_draft_year(w, words);
		return;
	case TAG_ID: /* "10.1000/x [doi]" */
		if (field->n == 0 && words.n > 6 && memcmp(words.p + words.n - 5, "[doi]", 5) == 0)
			buf_addspan(field, span_trim(span_sub(words, 0, words.n - 5)));
		return;
	case TAG_ADDRESS:
		library_draft_address(w, words);
		return;
	case TAG_OPENS:
	case TAG_ENDS:
	default:
		return;
	}
}

/* RIS; MEDLINE ("PubMed" format). */
static int read_tagged(struct library_builder *b, struct feed *f, struct diag *d)
{
	struct library_draft w = {0};
	struct buf line = {0};
	const struct tag *last = NULL;
	bool open = false, other = false;
	(void)d;
	while (feed_line(f, LINE_MAX_BYTES, &line)) {
		struct span text = buf_span(&line), words;
		const struct tag *t = tag_of(text, &words, &other);
		if (t && (t->kind == TAG_OPENS || t->kind == TAG_ENDS)) {
			if (open)
				library_builder_add(b, &w);
			open = t->kind == TAG_OPENS;
		} else if (t) {
			tagged_line(&w, t, words);
		} else if (last && last->kind == TAG_FIELD && text.n > 6 && memcmp(text.p, "      ", 6) == 0) {
			buf_addc(&w.field[last->field], ' '); /* MEDLINE breaks long lines */
			buf_addspan(&w.field[last->field], span_trim(text));
			t = last;
		}
		if (t || other || text.n == 0)
			last = t;
	}
	if (open)
		library_builder_add(b, &w);
	free_draft(&w);
	buf_free(&line);
	return DIAG_OK;
}

/* ---- the format ---- */

/* Does a line of the head begin with c? */
static bool line_begins(struct span head, char c)
{
	for (size_t i = 0; i < head.n; i++)
		if (head.p[i] == c && (i == 0 || head.p[i - 1] == '\n'))
			return true;
	return false;
}

static int read_feed(struct library_builder *b, struct feed *f, const char *rules, struct diag *d)
{
	struct span head = feed_head(f), words;
	bool other;
	if (span_starts(head, "\xEF\xBB\xBF")) {
		f->at += 3;
		head = span_sub(head, 3, head.n);
	}
	head = span_trim(head);
	const char *nl = head.n ? memchr(head.p, '\n', head.n) : NULL;
	struct span first = span_sub(head, 0, nl ? (size_t)(nl - head.p) : head.n);
	if (head.n == 0)
		return DIAG_OK;
	if (memchr(head.p, '\0', head.n) != NULL)
		return diag_at(d, DIAG_WRONG, f->name, 0, 0, "not a text file; compressed files are to be unpacked first");
	if (head.p[0] == '{' || head.p[0] == '[')
		return read_json(b, f, d);
	if (head.p[0] == '<')
		return library_read_pubmed(b, f, d);
	if (tag_of(first, &words, &other) || other)
		return read_tagged(b, f, d);
	if (head.p[0] != '"' && line_begins(head, '@'))
		return library_read_bibtex(b, f, d);
	return library_read_csv(b, f, rules, d);
}

int library_builder_read(struct library_builder *b, const char *path, const char *rules, struct diag *d)
{
	struct feed f;
	int code = feed_open(&f, path, d);
	if (code)
		return code;
	code = read_feed(b, &f, rules, d);
	if (code == DIAG_OK)
		code = feed_status(&f, d);
	feed_close(&f);
	return code;
}
