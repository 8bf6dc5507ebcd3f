/* SKOS and OWL as Turtle (and N-Triples, its simplest form): subject, property, object; `;` and `,` repeat; prefixes; literals with a
 * language. What stands in [ ] and ( ) is passed over. */
#include <stdlib.h>

#include "base/text.h"
#include "vocabulary/import.h"

enum { TOKEN_MOST = 1 << 16 };
enum kind { END, NAME, ADDRESS, LITERAL, DOT, SEMICOLON, COMMA, OPEN, CLOSE, DIRECTIVE };

struct turtle {
	struct vocabulary *v;
	struct feed *f;
	int c; /* the next byte, or -1 */
	struct buf text, language, full;
	struct buf names; /* prefixes: name, NUL, address, NUL, one after the other */
};

static void next(struct turtle *t)
{
	t->c = feed_byte(t->f);
	if (t->c == '\0') /* no sign of the language; it ends the names of prefixes here */
		t->c = ' ';
}

static void add(struct buf *b, int c)
{
	if (b->n < TOKEN_MOST)
		buf_addc(b, (char)c);
}

/* \uXXXX, \UXXXXXXXX and the short ones. */
static void read_escape(struct turtle *t)
{
	int digits = t->c == 'u' ? 4 : t->c == 'U' ? 8 : 0;
	uint32_t code = 0;
	if (digits == 0) {
		add(&t->text, t->c == 'n' || t->c == 't' || t->c == 'r' || t->c == 'b' || t->c == 'f' ? ' ' : t->c);
		next(t);
		return;
	}
	next(t);
	for (; digits > 0 && t->c >= 0; digits--, next(t)) {
		int small = t->c | 0x20, value = text_is_digit((char)t->c) ? t->c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
		if (value < 0)
			return;
		code = code << 4 | (uint32_t)value;
	}
	char bytes[4] = {0};
	size_t n = code < 0x110000 ? text_encode(code, bytes) : 0;
	if (code >= ' ' && code < 0x110000 && (code < 0xd800 || code > 0xdfff) && t->text.n < TOKEN_MOST)
		buf_add(&t->text, bytes, n);
}

/* After the first quote: "…", or """…""". */
static void read_literal(struct turtle *t, int quote)
{
	int open = 1, run = 0;
	next(t);
	if (t->c == quote) {
		next(t);
		if (t->c != quote)
			open = 0; /* the empty one */
		else
			open = 3, next(t);
	}
	while (open && t->c >= 0) {
		if (t->c == quote) {
			next(t);
			if (++run == open)
				break;
			continue;
		}
		for (; run > 0; run--)
			add(&t->text, quote);
		int c = t->c;
		next(t);
		if (c == '\\' && t->c >= 0)
			read_escape(t);
		else
			add(&t->text, c);
	}
	buf_clear(&t->language);
	if (t->c == '@')
		for (next(t); t->c >= 0 && (text_is_alpha((char)t->c) || text_is_digit((char)t->c) || t->c == '-'); next(t))
			add(&t->language, t->c);
	if (t->c == '^') /* its type says nothing here */
		while (t->c >= 0 && !text_is_space((char)t->c) && t->c != ';' && t->c != ',' && t->c != ']')
			next(t);
}

static void read_address(struct turtle *t)
{
	for (next(t); t->c >= 0 && t->c != '>'; next(t))
		add(&t->text, t->c);
	if (t->c == '>')
		next(t);
}

/* A name runs to white space or punctuation; a dot at its end is not its own. True where that dot was taken. */
static bool read_name(struct turtle *t)
{
	while (t->c >= 0 && !text_is_space((char)t->c) && strchr(";,[]()<>\"'#", t->c) == NULL) {
		if (t->c == '\\')
			next(t);
		if (t->c >= 0)
			add(&t->text, t->c);
		next(t);
	}
	bool dot = t->text.n > 1 && t->text.p[t->text.n - 1] == '.';
	t->text.n -= dot;
	return dot;
}

/* The next token; its text in t->text. *dot: a name took the dot of the statement with it. */
static enum kind token(struct turtle *t, bool *dot)
{
	buf_clear(&t->text);
	*dot = false;
	while (t->c >= 0 && (text_is_space((char)t->c) || t->c == '#'))
		if (t->c == '#')
			while (t->c >= 0 && t->c != '\n')
				next(t);
		else
			next(t);
	int c = t->c;
	if (c < 0)
		return END;
	if (c == '<')
		return read_address(t), ADDRESS;
	if (c == '"' || c == '\'')
		return read_literal(t, c), LITERAL;
	const char *signs = ".;,[(])", *at = strchr(signs, c);
	if (at != NULL) {
		static const enum kind kinds[] = {DOT, SEMICOLON, COMMA, OPEN, OPEN, CLOSE, CLOSE};
		next(t);
		return kinds[at - signs];
	}
	size_t before = t->f->at;
	*dot = read_name(t);
	if (t->text.n == 0 && before == t->f->at) /* a sign that is none of the language */
		next(t);
	struct span s = buf_span(&t->text);
	return span_is(s, "@prefix") || span_is(s, "@base") || span_is(s, "PREFIX") || span_is(s, "BASE") ? DIRECTIVE : NAME;
}

/* The address of a name with a prefix, into t->full; the name itself where the prefix is not known. */
static struct span expand(struct turtle *t, enum kind k)
{
	struct span s = buf_span(&t->text);
	buf_clear(&t->full);
	const char *colon = k == NAME && s.n ? memchr(s.p, ':', s.n) : NULL;
	size_t n = colon ? (size_t)(colon - s.p) : 0;
	for (size_t at = 0; colon && at < t->names.n;) {
		struct span name = span_of(t->names.p + at), address = span_of(t->names.p + at + name.n + 1);
		if (span_eq(name, span_sub(s, 0, n))) {
			buf_addspan(&t->full, address);
			buf_addspan(&t->full, span_sub(s, n + 1, s.n));
			return buf_span(&t->full);
		}
		at += name.n + address.n + 2;
	}
	buf_addspan(&t->full, s);
	return buf_span(&t->full);
}

static void read_directive(struct turtle *t)
{
	bool dot, sparql = t->text.p[0] != '@', prefix = (t->text.p[sparql ? 0 : 1] | 0x20) == 'p';
	if (prefix) {
		token(t, &dot);
		size_t n = t->text.n && t->text.p[t->text.n - 1] == ':' ? t->text.n - 1 : t->text.n;
		if (t->names.n + n > TOKEN_MOST)
			return;
		buf_add(&t->names, t->text.p, n);
		buf_addc(&t->names, '\0');
		token(t, &dot);
		buf_add(&t->names, t->text.p, t->text.n);
		buf_addc(&t->names, '\0');
	} else {
		token(t, &dot);
	}
	if (!sparql)
		token(t, &dot);
}

/* A statement as it is read. */
struct statement {
	int part;  /* 0: the subject comes next, 1: the property, 2: an object */
	int depth; /* of brackets that are passed over */
	struct buf subject;
	size_t concept; /* SIZE_MAX until something is said of it that a vocabulary takes */
	enum property says;
	bool scheme; /* what the subject says is said of the source */
};

static void take(struct turtle *t, struct statement *s, enum kind k)
{
	struct span value = k == LITERAL ? buf_span(&t->text) : expand(t, k);
	if (s->part == 0) {
		buf_clear(&s->subject);
		buf_addspan(&s->subject, value);
		s->concept = SIZE_MAX;
		s->scheme = false;
	} else if (s->part == 1) {
		s->says = import_property(value);
	} else if (k != LITERAL || import_language(vocabulary_wish(t->v), buf_span(&t->language))) {
		if (s->says == SAYS_NOTHING && (span_is(value, "http://www.w3.org/2004/02/skos/core#ConceptScheme") ||
										span_is(value, "http://www.w3.org/2002/07/owl#Ontology")))
			s->scheme = true;
		if (s->concept == SIZE_MAX && s->says != SAYS_NOTHING && s->says < SAYS_LICENCE && !s->scheme &&
			!span_starts(buf_span(&s->subject), "_:"))
		s->concept = vocabulary_concept(t->v, buf_span(&s->subject));
		import_say(t->v, s->concept, s->says, value);
	}
	s->part = s->part == 0 ? 1 : 2;
}

static void read_token(struct turtle *t, struct statement *s, enum kind k)
{
	if (k == OPEN) {
		s->depth++;
		if (s->depth == 1 && s->part == 0) { /* a subject without a name */
			buf_clear(&s->subject);
			buf_adds(&s->subject, "_:");
			s->concept = SIZE_MAX;
			s->part = 1;
		}
	} else if (k == CLOSE) {
		s->depth -= s->depth > 0;
	} else if (s->depth) {
		return;
	} else if (k == DOT) {
		s->part = 0;
	} else if (k == SEMICOLON) {
		s->part = 1;
	} else if (k == DIRECTIVE && s->part == 0) {
		read_directive(t);
	} else if (k != COMMA) {
		take(t, s, k);
	}
}

int import_turtle(struct vocabulary *v, struct feed *f, struct diag *d)
{
	struct turtle t = {.v = v, .f = f};
	struct statement s = {.concept = SIZE_MAX};
	bool dot;
	next(&t);
	for (enum kind k; (k = token(&t, &dot)) != END;) {
		read_token(&t, &s, k);
		if (dot && s.depth == 0)
			s.part = 0;
	}
	int code = s.part == 0 && s.depth == 0 ? DIAG_OK : diag_at(d, DIAG_WRONG, f->name, f->line, 0, "the file ends inside a statement");
	buf_free(&t.text);
	buf_free(&t.language);
	buf_free(&t.full);
	buf_free(&t.names);
	buf_free(&s.subject);
	return code;
}
