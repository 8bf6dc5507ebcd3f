/* cite: finds the citations in the sentences, and parses the entries of the reference list. */
#include <stdlib.h>

#include "cite/cite.h"
#include "reference/reference.h"
#include "stream/stage.h"

/* A sentence record of the document at hand. */
struct sentence {
	size_t line;      /* of the document */
	struct span text; /* in the line, or {NULL, n}: in citing.texts at `at` */
	size_t at;
	bool heading;      /* nobody speaks in a title: no studies, no attributions */
	uint64_t label;    /* the number printed before an entry; 0 */
	struct span key;   /* the key printed before it; in the line */
	bool entry, prose; /* zone reference; any other but boilerplate */
};

struct citing {
	struct cite_rules *rules;
	struct reference_rules *references;
	struct cite_document *document;
	struct reference reference;
	struct cite_list found;
	/* of the document at hand */
	LIST(struct sentence) sentences;
	struct buf texts; /* those that were escaped in their line */
	struct buf scratch;
	bool list; /* it is a list of references */
};

static int open_cite(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct citing *c = ctx;
	int code = cite_rules_open(&c->rules, env->rules, d);
	if (code == DIAG_OK)
		code = reference_rules_open(&c->references, env->rules, d);
	c->document = cite_document_new();
	return code;
}

static int check_cite(void *ctx, const struct stage_env *env, struct diag *d)
{
	(void)ctx;
	cite_check(env->rules, env->strict, d);
	reference_check(env->rules, d);
	return d->code;
}

static struct span text_of(const struct citing *c, const struct sentence *s)
{
	return s->text.p ? s->text : span_make(c->texts.p + s->at, s->text.n);
}

/* First pass: the sentences and their texts. */
static void read_document(struct citing *c, const struct document *doc)
{
	bool foreign = document_foreign(doc); /* a list of references is the same in all languages; who is cited in a sentence is not */
	c->sentences.n = 0;
	buf_clear(&c->texts);
	for (size_t i = 0; i < doc->n; i++) {
		struct record r;
		if (doc->v[i].kind != KIND_SENTENCE || record_parse(&r, doc->v[i].text) != 0)
			continue;
		struct span zone = record_get(&r, "zone");
		struct sentence s = {.line = i, .at = c->texts.n};
		s.text = record_string(&r, "text", &c->texts);
		if (c->texts.n > s.at)
			s.text.p = NULL;
		s.entry = span_is(zone, "\"reference\"");
		s.label = s.entry ? record_number(&r, "number", 0) : 0;
		struct span key = s.entry ? record_get(&r, "key") : span_make(NULL, 0);
		s.key = key.n > 2 ? span_sub(key, 1, key.n - 1) : span_make(NULL, 0); /* letters and digits: nothing is escaped */
		s.prose = !foreign && !s.entry && !span_is(zone, "\"boilerplate\"");
		s.heading = span_is(zone, "\"title\"") || span_is(zone, "\"heading\"") || span_is(zone, "\"byline\"");
		list_push(&c->sentences, s);
	}
}

/* What the whole document says about its citations, before any of them is read. */
static void learn_document(struct citing *c)
{
	cite_document_clear(c->document);
	for (size_t i = 0; i < c->sentences.n; i++) {
		const struct sentence *s = &c->sentences.v[i];
		if (s->entry) {
			cite_learn_entry(c->document, text_of(c, s));
			cite_learn_label(c->document, s->label);
			cite_learn_key(c->document, s->key);
		} else if (s->prose) {
			cite_learn(c->document, c->rules, text_of(c, s));
		}
	}
	cite_decide(c->document);
}

static void write_range(struct buf *out, const char *key, struct span text, struct cite_range r)
{
	if (r.end > r.start)
		record_add_string(out, key, span_sub(text, r.start, r.end));
	else
		record_add_raw(out, key, span_make(NULL, 0));
}

static void write_lists(const struct citing *c, const struct cite *cite, struct span text, struct buf *out)
{
	buf_adds(out, ",\"authors\":[");
	for (uint32_t i = 0; i < cite->n_names; i++) {
		struct cite_range n = c->found.names.v[cite->names + i];
		if (i)
			buf_addc(out, ',');
		json_write(out, span_sub(text, n.start, n.end));
	}
	buf_addc(out, ']');
	write_range(out, "year", text, cite->year);
	write_range(out, "suffix", text, cite->suffix);
	buf_adds(out, ",\"numbers\":[");
	for (uint32_t i = 0; i < cite->n_numbers; i++) {
		if (i)
			buf_addc(out, ',');
		buf_addu(out, c->found.numbers.v[cite->numbers + i]);
	}
	buf_addc(out, ']');
}

/* Citations come in the order of their starts; further years of one go on from where it ended, so each order has its own cursor. */
struct places {
	struct align_cursor starts, owns;
};

static void write_place(struct places *p, const struct cite *cite, struct buf *out)
{
	align_next(&p->starts, cite->start, cite->start);
	if (cite->own < p->owns.from)
		p->owns = p->starts;
	align_write_next(out, &p->owns, cite->own, cite->end);
}

/* A further year of the same authors ("2018" in "Lee et al., 2016, 2018") is a record of its own words; its authors stand in `authors`. */
static void write_citation(struct citing *c, const struct record *r, struct span text, struct places *places, const struct cite *cite,
						   struct buf *out)
{
	record_open(out, "citation", r->doc);
	record_add_raw(out, "sentence", record_get(r, "sentence"));
	buf_addc(out, ',');
	write_place(places, cite, out);
	record_add_string(out, "text", span_sub(text, cite->own, cite->end));
	record_add_string(out, "form", span_of(cite_form_names[cite->form]));
	write_lists(c, cite, text, out);
	write_range(out, "locator", text, cite->locator);
	if (cite->study_type)
		record_add_string(out, "study_type", span_of(cite->study_type));
	else
		record_add_raw(out, "study_type", span_make(NULL, 0));
	if (cite->et_al)
		record_add_bool(out, "et_al", true);
	if (cite->id_kind) { /* no identifier has a colon before its own */
		buf_clear(&c->scratch);
		buf_printf(&c->scratch, "%s:", cite->id_kind);
		buf_addspan(&c->scratch, span_sub(text, cite->id.start, cite->id.end));
		record_add_string(out, "id", buf_span(&c->scratch));
	}
	buf_adds(out, ",\"rule\":\"");
	if (cite->rule)
		buf_adds(out, cite->rule);
	else
		buf_printf(out, "citations.csv:%zu", cite->line);
	buf_addc(out, '"');
	record_close(out);
}

static bool find_citations(struct citing *c, const struct sentence *s)
{
	cite_find(c->rules, c->document, text_of(c, s), &c->found);
	return c->found.cites.n > 0;
}

static void write_citations(struct citing *c, const struct sentence *s, struct span line, struct buf *out)
{
	struct span text = text_of(c, s);
	struct record r;
	struct alignment from = {0};
	struct places places;
	bool parsed = false;
	for (size_t i = 0; i < c->found.cites.n; i++) {
		const struct cite *cite = &c->found.cites.v[i];
		if (s->heading && (cite->form == CITE_STUDY || cite->form == CITE_ATTRIBUTION))
			continue;
		if (!parsed && record_parse(&r, line) != 0)
			return;
		if (!parsed) {
			record_alignment(&r, text.n, &from);
			places.starts = places.owns =
				align_cursor(&from, text, record_number(&r, "end", 0) - from.start, record_number(&r, "char_end", 0) - from.char_start);
		}
		parsed = true;
		write_citation(c, &r, text, &places, cite, out);
	}
	align_free(&from);
}

/* The record of an entry of that number, from its sentence's; `label`: the number printed before it, {NULL, 0} where there is none. */
static void parse_entry(struct citing *c, const struct record *r, struct span text, uint64_t n, struct span label, struct buf *out)
{
	static const char *const place[] = {"start", "end", "char_start", "char_end", "text"};
	record_open(out, "reference", r->doc);
	record_add_raw(out, "sentence", record_get(r, "sentence"));
	record_add_number(out, "n", n);
	for (size_t i = 0; i < sizeof place / sizeof place[0]; i++)
		record_add_raw(out, place[i], record_get(r, place[i]));
	reference_parse(c->references, text, &c->reference);
	c->reference.truncated = c->reference.truncated || record_true(r, "truncated");
	bool plain = text.n + 2 == record_get(r, "text").n; /* every escape is longer than what it stands for */
	reference_write(out, &c->reference, plain);
	if (label.p)
		record_add_raw(out, "number", label);
	record_add_string(out, "rule", span_of("cite:entry"));
	record_close(out);
}

/* A list of references: an entry has the number of its line. */
static int cite_list(struct citing *c, const struct document *doc, struct sink *out)
{
	struct record r;
	size_t from = 0; /* lines before it are written */
	int code = DIAG_OK;
	for (size_t i = 0; i < doc->n && code == DIAG_OK; i++) {
		if (doc->v[i].kind != KIND_SENTENCE || record_parse(&r, doc->v[i].text) != 0)
			continue;
		sink_lines(out, doc, from, i + 1);
		from = i + 1;
		buf_clear(&c->texts);
		parse_entry(c, &r, record_string(&r, "text", &c->texts), record_number(&r, "number", 0), (struct span){NULL, 0}, &out->out);
		code = sink_flush(out, false);
	}
	sink_lines(out, doc, from, doc->n);
	return code;
}

static int cite_article(struct citing *c, const struct document *doc, struct sink *out)
{
	struct record r;
	size_t next = 0, from = 0; /* lines before `from` are written */
	uint64_t entries = 0;
	read_document(c, doc);
	learn_document(c);
	for (size_t i = 0; i < doc->n; i++) {
		if (next == c->sentences.n || c->sentences.v[next].line != i)
			continue;
		const struct sentence *s = &c->sentences.v[next++];
		if (!s->entry && (!s->prose || !find_citations(c, s)))
			continue;
		sink_lines(out, doc, from, i + 1);
		from = i + 1;
		if (!s->entry)
			write_citations(c, s, doc->v[i].text, &out->out);
		else if (record_parse(&r, doc->v[i].text) == 0)
			parse_entry(c, &r, text_of(c, s), ++entries, record_get(&r, "number"), &out->out);
		int code = sink_flush(out, false);
		if (code)
			return code;
	}
	sink_lines(out, doc, from, doc->n);
	return DIAG_OK;
}

static int cite_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct citing *c = ctx;
	c->list = doc->opens ? document_is_list(doc) : c->list;
	return c->list ? cite_list(c, doc, out) : cite_article(c, doc, out);
}

static void close_cite(void *ctx)
{
	struct citing *c = ctx;
	cite_rules_close(c->rules);
	reference_rules_close(c->references);
	cite_document_free(c->document);
	reference_free(&c->reference);
	cite_list_free(&c->found);
	list_free(&c->sentences);
	buf_free(&c->texts);
	buf_free(&c->scratch);
}

int main(int argc, char **argv)
{
	static const struct stage stage = {
		.name = "cite",
		.about = "Reads the stream after segment, writes it on with a record for each citation in a sentence and for each\n"
				 "entry of a reference list.",
		.open = open_cite,
		.check = check_cite,
		.document = cite_document,
		.pieces = true,
		.close = close_cite,
	};
	struct citing c = {0};
	return stage_run(&stage, &c, argc, argv);
}
