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
	uint64_t entries;
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
		s.prose = !s.entry && !span_is(zone, "\"boilerplate\"");
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
static void write_citation(const struct citing *c, const struct record *r, struct span text, struct places *places, const struct cite *cite,
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
			record_alignment(&r, &from);
			places.starts = places.owns =
				align_cursor(&from, text, record_number(&r, "end", 0) - from.start, record_number(&r, "char_end", 0) - from.char_start);
		}
		parsed = true;
		write_citation(c, &r, text, &places, cite, out);
	}
	align_free(&from);
}

/* The number of the line that a block of `-i references` is; 0 for other blocks. */
static uint64_t line_number(struct span block)
{
	struct record r;
	return block.p && record_parse(&r, block) == 0 ? record_number(&r, "line", 0) : 0;
}

/* The record of an entry; `n` is its number in the document, of `-i references` the number of its line. */
static void parse_entry(struct citing *c, const struct sentence *s, struct span line, uint64_t n, struct buf *out)
{
	struct span text = text_of(c, s);
	struct record r;
	struct alignment from = {0};
	if (record_parse(&r, line) != 0)
		return;
	c->entries = n ? n : c->entries + 1;
	record_alignment(&r, &from);
	record_open(out, "reference", r.doc);
	record_add_raw(out, "sentence", record_get(&r, "sentence"));
	record_add_number(out, "n", c->entries);
	buf_addc(out, ',');
	align_write(out, &from, text, 0, text.n, false);
	record_add_string(out, "text", text);
	reference_parse(c->references, text, &c->reference);
	c->reference.truncated = c->reference.truncated || record_true(&r, "truncated");
	reference_write(out, &c->reference);
	if (n == 0 && record_get(&r, "number").p) /* as printed */
		record_add_raw(out, "number", record_get(&r, "number"));
	record_add_string(out, "rule", span_of("cite:entry"));
	record_close(out);
	align_free(&from);
}

static int cite_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct citing *c = ctx;
	size_t next = 0, from = 0; /* lines before `from` are written */
	struct span block = {NULL, 0};
	read_document(c, doc);
	learn_document(c);
	c->entries = 0;
	for (size_t i = 0; i < doc->n; i++) {
		if (doc->v[i].kind == KIND_BLOCK)
			block = doc->v[i].text;
		if (next == c->sentences.n || c->sentences.v[next].line != i)
			continue;
		const struct sentence *s = &c->sentences.v[next++];
		if (!s->entry && (!s->prose || !find_citations(c, s)))
			continue;
		sink_lines(out, doc, from, i + 1);
		from = i + 1;
		if (s->entry)
			parse_entry(c, s, doc->v[i].text, line_number(block), &out->out);
		else
			write_citations(c, s, doc->v[i].text, &out->out);
		int code = sink_flush(out, false);
		if (code)
			return code;
	}
	sink_lines(out, doc, from, doc->n);
	return DIAG_OK;
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
		.close = close_cite,
	};
	struct citing c = {0};
	return stage_run(&stage, &c, argc, argv);
}
