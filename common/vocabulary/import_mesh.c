/* MeSH as ASCII ("*NEWRECORD", lines "NAME = value"): descriptors and supplementary records. The id stands at the end of a record. */
#include <stdlib.h>

#include "vocabulary/import.h"

enum { LINE_BYTES = 1 << 16 };

struct said {
	size_t from;
	enum { SAID_LABEL, SAID_TERM, SAID_TREE, SAID_PARENT } what;
};

/* What a record says before its id is known: values one after the other, each with what it is. */
struct record_text {
	struct buf bytes;
	LIST(struct said) said;
	struct buf id;
};

static void end_record(struct vocabulary *v, struct record_text *r)
{
	if (r->id.n) {
		size_t c = vocabulary_concept(v, buf_span(&r->id));
		for (size_t i = 0; i < r->said.n; i++) {
			size_t to = i + 1 < r->said.n ? r->said.v[i + 1].from : r->bytes.n;
			struct span s = span_sub(buf_span(&r->bytes), r->said.v[i].from, to);
			if (r->said.v[i].what == SAID_TREE)
				vocabulary_tree(v, c, s);
			else if (r->said.v[i].what == SAID_PARENT)
				vocabulary_parent(v, c, s);
			else
				vocabulary_term(v, c, s, r->said.v[i].what == SAID_LABEL ? SCOPE_LABEL : SCOPE_EXACT);
		}
	}
	buf_clear(&r->bytes);
	buf_clear(&r->id);
	r->said.n = 0;
}

static void read_line(struct record_text *r, struct span name, struct span value)
{
	struct said s = {.from = r->bytes.n};
	if (span_is(name, "UI")) {
		buf_clear(&r->id);
		buf_addspan(&r->id, value);
		return;
	}
	if (span_is(name, "MH") || span_is(name, "NM"))
		s.what = SAID_LABEL;
	else if (span_is(name, "ENTRY") || span_is(name, "PRINT ENTRY") || span_is(name, "SY"))
		s.what = SAID_TERM;
	else if (span_is(name, "MN"))
		s.what = SAID_TREE;
	else if (span_is(name, "HM"))
		s.what = SAID_PARENT;
	else
		return;
	const char *bar = s.what == SAID_LABEL ? NULL : memchr(value.p, '|', value.n); /* after it: kinds of the term, dates */
	if (bar != NULL)
		value.n = (size_t)(bar - value.p);
	if (s.what == SAID_PARENT) { /* "*Heading/qualifier" */
		const char *slash = memchr(value.p, '/', value.n);
		value.n = slash ? (size_t)(slash - value.p) : value.n;
		if (value.n && value.p[0] == '*')
			value = span_sub(value, 1, value.n);
	}
	if (value.n == 0)
		return;
	buf_addspan(&r->bytes, value);
	list_push(&r->said, s);
}

int import_mesh(struct vocabulary *v, struct feed *f, struct diag *d)
{
	struct buf line = {0};
	struct record_text r = {0};
	size_t records = 0;
	while (feed_line(f, LINE_BYTES, &line)) {
		struct span s = span_trim(buf_span(&line));
		if (span_is(s, "*NEWRECORD")) {
			end_record(v, &r);
			records++;
			continue;
		}
		const char *equals = s.n ? memchr(s.p, '=', s.n) : NULL;
		if (equals == NULL || records == 0)
			continue;
		size_t n = (size_t)(equals - s.p);
		read_line(&r, span_trim(span_sub(s, 0, n)), span_trim(span_sub(s, n + 1, s.n)));
	}
	end_record(v, &r);
	buf_free(&line);
	buf_free(&r.bytes);
	buf_free(&r.id);
	list_free(&r.said);
	return records || f->error ? DIAG_OK : diag_at(d, DIAG_WRONG, f->name, 0, 0, "no *NEWRECORD is in it");
}
