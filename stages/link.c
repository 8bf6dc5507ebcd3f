/* link: leads citations to the entries of the reference list, gathers claims, audits what does not fit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit/across.h"
#include "audit/audit.h"
#include "audit/audit_health.h"
#include "audit/audit_library.h"
#include "audit/audit_topic.h"
#include "audit/claim.h"
#include "audit/sections.h"
#include "audit/sources.h"
#include "base/seen.h"
#include "stream/stage.h"

/* A file of known works, as it was given. */
struct given_file {
	const char *path;
	bool retractions;
};

struct linking {
	bool second; /* the second pass, over the documents of the whole run */
	bool whole;  /* the run is all here: both passes in one */
	struct across across;
	const char *tally; /* file that gets the totals of the second pass */
	uint64_t totals[KINDS], rejected;
	struct seen names; /* of the documents so far */
	uint64_t again;    /* documents whose name was there before */
	struct context *context;
	struct predicates *verbs;
	struct journals *journals;
	struct sections *sections;
	struct sources *sources;
	struct categories categories;
	struct designs *designs;
	struct topics *topics;
	struct known_works *known; /* NULL without --library and --retractions */
	LIST(struct given_file) files;
	/* of the document at hand */
	struct bibliography list;
	LIST(struct span) references; /* lines of the entries of the list; of an article alone */
	struct link link;
	struct claims claims;
	struct buf findings, answers; /* answers: what libraries say of a list of references */
	bool lines;                   /* it is a list of references */
	struct health health;
	bool any_cited;
};

enum { ACROSS = 256, WHOLE, TALLY, LIBRARY, RETRACTIONS };

static int open_known(struct linking *k, const char *rules, struct diag *d)
{
	int code = DIAG_OK;
	if (k->files.n)
		k->known = known_works_new();
	for (size_t i = 0; i < k->files.n && code == DIAG_OK; i++)
		code = known_works_add(k->known, k->files.v[i].path, k->files.v[i].retractions, rules, d);
	return code;
}

static int open_link(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct linking *k = ctx;
	int code = categories_open(&k->categories, env->rules, d);
	k->across.categories = &k->categories;
	if (code || (k->second && !env->strict))
		return code;
	k->designs = designs_new(env->rules);
	k->topics = topics_new(env->rules, &k->categories, k->designs);
	if ((k->context = context_open(env->rules, env->strict, d)) == NULL ||
		(k->verbs = predicates_open(env->rules, env->strict, d)) == NULL || (k->journals = journals_open(env->rules, d)) == NULL ||
		(k->sections = sections_open(env->rules, d)) == NULL || (k->sources = sources_open(env->rules, env->strict, d)) == NULL)
		return d->code;
	claims_open(&k->claims, &k->categories, k->context, k->verbs, k->designs, k->sections, k->sources, &k->findings);
	return env->strict ? DIAG_OK : open_known(k, env->rules, d);
}

static int check_link(void *ctx, const struct stage_env *env, struct diag *d)
{
	journals_check(((struct linking *)ctx)->journals, d);
	predicates_check(((struct linking *)ctx)->verbs, d);
	sections_check(((struct linking *)ctx)->sections, d);
	sources_check(((struct linking *)ctx)->sources, d);
	return designs_check(env->rules, d);
}

/* The entries, in order; the number printed before an entry stands in its sentence record. */
static void gather_list(struct linking *k, const struct document *doc)
{
	struct record r;
	struct span sentence = {NULL, 0};
	for (size_t i = 0; i < doc->n; i++) {
		if (doc->v[i].kind == KIND_SENTENCE)
			sentence = doc->v[i].text;
		if (doc->v[i].kind != KIND_REFERENCE || record_parse(&r, doc->v[i].text) != 0)
			continue;
		if (k->list.alone) {
			bibliography_add(&k->list, &r, 0);
			continue;
		}
		bibliography_add(&k->list, &r, sentence.p ? json_number(record_find(sentence, "number"), 0) : 0);
		list_push(&k->references, doc->v[i].text);
	}
}

/* The headings of the document, by which it is known what owes a source. */
static void read_headings(struct linking *k, const struct document *doc)
{
	struct buf scratch = {0};
	sections_begin(k->sections);
	for (size_t i = 0; i < doc->n; i++) {
		if (doc->v[i].kind != KIND_SENTENCE || !span_is(record_find(doc->v[i].text, "zone"), "\"heading\""))
			continue;
		struct span text = record_find(doc->v[i].text, "text");
		if (text.n == 0 || text.p[0] != '"')
			continue;
		buf_clear(&scratch);
		sections_heading(k->sections, json_number(record_find(doc->v[i].text, "sentence"), 0), json_text(text, &scratch));
	}
	sections_seal(k->sections);
	buf_free(&scratch);
}

/* The citation line with its `reference` appended. */
static void write_citation(const struct linking *k, struct span line, struct buf *out)
{
	buf_add(out, line.p, line.n - 1);
	buf_adds(out, ",\"reference\":");
	for (size_t i = 0; i < k->link.entries.n; i++) {
		buf_addc(out, i ? ',' : '[');
		buf_addu(out, k->list.entries.v[k->link.entries.v[i]].n);
	}
	buf_adds(out, k->link.entries.n ? "]}\n" : "null}\n");
}

static int link_record(struct linking *k, const struct record *r, struct buf *out, struct diag *d)
{
	link_citation(&k->list, r, &k->link);
	for (size_t i = 0; i < k->link.entries.n; i++)
		k->list.entries.v[k->link.entries.v[i]].cited++;
	k->any_cited |= k->link.entries.n > 0;
	int code = claims_citation(&k->claims, &k->list, r, &k->link, k->references.v, d);
	size_t before = k->findings.n;
	audit_citation(&k->list, r, &k->link, &k->findings);
	health_citation(&k->health, &k->list, r, &k->link, &k->findings, before);
	topics_citation(k->topics, r, &k->link);
	write_citation(k, r->line, out);
	return code;
}

/* A line of a type that is no stage's own: a mention of some category, or nothing of ours. */
static void link_mention(struct linking *k, const struct line *l)
{
	struct record r;
	if (categories_of_type(&k->categories, l->type) == SIZE_MAX || record_parse(&r, l->text) != 0)
		return;
	claims_mention(&k->claims, &r);
	topics_mention(k->topics, &r);
}

/* The lines of a document with its citations led to the list; claims and findings gather. */
static int link_lines(struct linking *k, const struct document *doc, struct sink *out)
{
	struct record r;
	size_t from = 0; /* lines before it are written */
	int code = DIAG_OK;
	for (size_t i = 0; i + 1 < doc->n && code == DIAG_OK; i++) {
		const struct line *l = &doc->v[i];
		switch (l->kind) {
		case KIND_BLOCK:
			claims_paragraph(&k->claims);
			claims_links(&k->claims, record_find(l->text, "links"));
			break;
		case KIND_SENTENCE:
			claims_sentence(&k->claims, l->text);
			break;
		case KIND_OTHER:
			link_mention(k, l);
			break;
		case KIND_CITATION:
			if (record_parse(&r, l->text) != 0)
				break;
			sink_lines(out, doc, from, i);
			code = link_record(k, &r, &out->out, out->d);
			from = i + 1;
			break;
		default:
			break;
		}
	}
	sink_lines(out, doc, from, doc->n - 1);
	return code;
}

/* What libraries say of the entries from number n on, which stand in the list in the order of their records. */
static void ask_libraries(struct linking *k, const struct document *doc, size_t n, struct buf *out)
{
	struct record r;
	for (size_t i = 0; k->known && i < doc->n && n < k->list.entries.n; i++)
		if (doc->v[i].kind == KIND_REFERENCE && record_parse(&r, doc->v[i].text) == 0)
			audit_known(k->known, k->journals, &k->list, &k->list.entries.v[n++], &r, out);
}

/* The findings and the end of a document; claims were written from `claims` on. */
static void end_document(struct linking *k, const struct document *doc, size_t claims, struct sink *out)
{
	struct span end = doc->v[doc->n - 1].text;
	if (k->whole) {
		across_count_written(&k->across, KIND_CLAIM, span_sub(buf_span(&out->out), claims, out->out.n));
		across_count_written(&k->across, KIND_FINDING, buf_span(&k->findings));
	}
	buf_addspan(&out->out, buf_span(&k->findings));
	if (k->whole)
		across_end(&k->across, end, &out->out);
	else
		sink_line(out, end);
}

/* The second pass over what the first has at hand. */
static void compare_across(struct linking *k, const struct document *doc, size_t from)
{
	if (!k->whole)
		return;
	if (doc->opens)
		across_begin(&k->across);
	across_count(&k->across, doc);
	across_compare(&k->across, &k->list, from, doc->id);
}

/* A list of references, which nothing cites. What libraries say comes last, as in an article. */
static void link_list(struct linking *k, const struct document *doc, struct sink *out)
{
	if (doc->opens) {
		bibliography_clear(&k->list, true);
		buf_clear(&k->findings);
		buf_clear(&k->answers);
	}
	size_t from = k->list.entries.n;
	gather_list(k, doc);
	sink_lines(out, doc, 0, doc->n - doc->closes);
	audit_entries(&k->list, from, k->journals, &(struct article){.doc = doc->id}, &k->findings);
	ask_libraries(k, doc, from, &k->answers);
	compare_across(k, doc, from);
	if (!doc->closes)
		return;
	audit_list(&k->list, doc->id, &k->findings);
	buf_addspan(&k->findings, buf_span(&k->answers));
	end_document(k, doc, out->out.n, out);
}

static int link_article(struct linking *k, const struct document *doc, struct sink *out)
{
	buf_clear(&k->findings);
	k->any_cited = false;
	k->references.n = 0;
	claims_begin(&k->claims);
	bibliography_clear(&k->list, false);
	topics_begin(k->topics);
	gather_list(k, doc);
	read_headings(k, doc);
	bibliography_seal(&k->list);
	link_begin(&k->link);
	health_begin(&k->health);
	int code = link_lines(k, doc, out);
	if (code)
		return code;
	health_end(&k->health, &k->findings);
	struct article article = {doc->id, article_year(doc->v[0].text), k->any_cited};
	audit_entries(&k->list, 0, k->journals, &article, &k->findings);
	audit_list(&k->list, doc->id, &k->findings);
	ask_libraries(k, doc, 0, &k->findings);
	code = topics_end(k->topics, &k->list, k->references.v, &k->findings, out->d);
	compare_across(k, doc, 0);
	size_t claims = out->out.n;
	claims_end(&k->claims, &out->out);
	end_document(k, doc, claims, out);
	return code;
}

static void add_totals(struct linking *k, const struct document *doc)
{
	struct span end = doc->v[doc->n - 1].text;
	for (int kind = 0; kind < KINDS; kind++)
		k->totals[kind] += k->across.counts[kind];
	k->rejected += span_is(record_find(end, "status"), "\"rejected\"");
	k->again += !seen_new(&k->names, seen_hash(doc->id));
}

static int link_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct linking *k = ctx;
	int code = DIAG_OK;
	k->lines = doc->opens ? document_is_list(doc) : k->lines;
	if (k->second)
		across_document(&k->across, doc, &out->out);
	else if (k->lines)
		link_list(k, doc, out);
	else
		code = link_article(k, doc, out);
	if (doc->closes && (k->second || k->whole))
		add_totals(k, doc);
	return code;
}

/* What a run that ends well tells its user at last. */
static int write_tally(void *ctx, struct sink *out)
{
	const struct linking *k = ctx;
	static const struct {
		enum line_kind kind;
		const char *name;
	} told[] = {{KIND_SENTENCE, "sentences"},
				{KIND_CLAIM, "claims"},
				{KIND_CITATION, "citations"},
				{KIND_REFERENCE, "references"},
				{KIND_FINDING, "findings"}};
	if (k->tally == NULL)
		return DIAG_OK;
	FILE *f = fopen(k->tally, "w");
	bool good = f && fprintf(f, "documents %llu", (unsigned long long)k->totals[KIND_DOCUMENT]) > 0;
	if (k->again) /* nothing is lost, but who joins tables by the name takes them for one */
		good = good && fprintf(f, " (%llu under a name that was there before)", (unsigned long long)k->again) > 0;
	good = good && fprintf(f, ", rejected %llu", (unsigned long long)k->rejected) > 0;
	for (size_t i = 0; good && i < sizeof told / sizeof told[0]; i++)
		good = fprintf(f, ", %s %llu", told[i].name, (unsigned long long)k->totals[told[i].kind]) > 0;
	good = good && fputc('\n', f) != EOF;
	if (f == NULL || fclose(f) != 0 || !good)
		return diag_at(out->d, DIAG_FAILED, k->tally, 0, 0, "%s", strerror(errno));
	return DIAG_OK;
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct linking *k = ctx;
	struct given_file f = {arg, letter == RETRACTIONS};
	(void)d;
	if (letter == ACROSS)
		k->second = true;
	else if (letter == TALLY)
		k->tally = arg;
	else if (letter == WHOLE)
		k->whole = true;
	else
		list_push(&k->files, f);
	return DIAG_OK;
}

static void close_link(void *ctx)
{
	struct linking *k = ctx;
	across_free(&k->across);
	seen_free(&k->names);
	context_close(k->context);
	predicates_close(k->verbs);
	journals_close(k->journals);
	sections_close(k->sections);
	sources_close(k->sources);
	known_works_free(k->known);
	topics_free(k->topics);
	designs_free(k->designs);
	categories_close(&k->categories);
	list_free(&k->references);
	list_free(&k->files);
	bibliography_free(&k->list);
	link_free(&k->link);
	claims_free(&k->claims);
	buf_free(&k->findings);
	buf_free(&k->answers);
	health_free(&k->health);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{ACROSS, "across", NULL, "compare the documents of a run with each other"},
		{TALLY, "tally", "FILE", "with --across or --whole: write into FILE how many there are of what, a line of text"},
		{WHOLE, "whole", NULL, "what comes is the whole run: do what --across does at once"},
		{LIBRARY, "library", "FILE",
		 "known works to check references against: an index of the program 'library', or a small file that it reads; repeatable"},
		{RETRACTIONS, "retractions", "FILE", "retracted works, in the same forms; repeatable"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "link",
		.about = "Reads the stream after cite; appends to each citation the entries that it leads to, and writes claims and findings.\n"
				 "With --across it reads its own output, of the whole run: it compares the lists of the documents with each other and\n"
				 "appends the counts of all records to each document-end.",
		.options = options,
		.option = set_option,
		.open = open_link,
		.check = check_link,
		.document = link_document,
		.pieces = true,
		.finish = write_tally,
		.close = close_link,
	};
	struct linking k = {0};
	return stage_run(&stage, &k, argc, argv);
}
