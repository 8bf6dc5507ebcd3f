/* link: leads citations to the entries of the reference list, gathers claims, audits what does not fit. */
#include <stdlib.h>

#include "audit/audit.h"
#include "audit/audit_health.h"
#include "audit/audit_library.h"
#include "audit/audit_topic.h"
#include "audit/claim.h"
#include "audit/works.h"
#include "stream/stage.h"

/* A file of known works, as it was given. */
struct given_file {
	const char *path;
	bool retractions;
};

struct linking {
	bool across; /* the second pass, over the documents of the whole run */
	struct works *works;
	struct context *context;
	struct predicates *verbs;
	struct journals *journals;
	struct topics *topics;
	struct known_works *known; /* NULL without --library and --retractions */
	LIST(struct given_file) files;
	/* of the document at hand */
	struct bibliography list;
	struct link link;
	struct claim claim;
	struct buf claims, findings;
	struct health health;
	bool any_cited;
	uint64_t counts[KINDS]; /* lines */
};

enum { ACROSS = 256, LIBRARY, RETRACTIONS };
static const struct {
	enum line_kind kind;
	const char *name;
} types[] = {
	{KIND_SENTENCE, "sentence"}, {KIND_CONDITION, "condition"}, {KIND_MECHANISM, "mechanism"}, {KIND_INTERVENTION, "intervention"},
	{KIND_CITATION, "citation"}, {KIND_REFERENCE, "reference"}, {KIND_CLAIM, "claim"},         {KIND_FINDING, "finding"},
};

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
	if (k->across)
		k->works = works_new();
	k->topics = topics_new(env->rules);
	if ((k->context = context_open(env->rules, env->strict, d)) == NULL ||
		(k->verbs = predicates_open(env->rules, env->strict, d)) == NULL || (k->journals = journals_open(env->rules, d)) == NULL)
		return d->code;
	return env->strict ? DIAG_OK : open_known(k, env->rules, d);
}

static int check_link(void *ctx, const struct stage_env *env, struct diag *d)
{
	journals_check(((struct linking *)ctx)->journals, d);
	predicates_check(((struct linking *)ctx)->verbs, d);
	return topics_check(env->rules, d);
}

/* The entries, in order; the number printed before an entry stands in its sentence record. */
static void gather_list(struct linking *k, const struct document *doc)
{
	struct record r;
	struct span sentence = {NULL, 0};
	bibliography_clear(&k->list);
	topics_begin(k->topics);
	for (size_t i = 0; i < doc->n; i++) {
		if (doc->v[i].kind == KIND_SENTENCE)
			sentence = doc->v[i].text;
		if (doc->v[i].kind != KIND_REFERENCE)
			continue;
		uint64_t label = sentence.p && record_parse(&r, sentence) == 0 ? record_number(&r, "number", 0) : 0;
		if (record_parse(&r, doc->v[i].text) != 0)
			continue;
		bibliography_add(&k->list, &r, label);
		topics_line(k->topics, &r, NULL);
	}
	bibliography_seal(&k->list);
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

static void link_record(struct linking *k, const struct record *r, struct buf *out)
{
	link_citation(&k->list, r, &k->link);
	for (size_t i = 0; i < k->link.entries.n; i++)
		k->list.entries.v[k->link.entries.v[i]].cited++;
	k->any_cited |= k->link.entries.n > 0;
	claim_citation(&k->claim, &k->list, r, &k->link);
	size_t before = k->findings.n;
	audit_citation(&k->list, r, &k->link, &k->findings);
	health_citation(&k->health, &k->list, r, &k->link, &k->findings, before);
	topics_line(k->topics, r, &k->link);
	if (span_is(record_get(r, "form"), "\"study\""))
		audit_study(r, &k->findings);
	write_citation(k, r->line, out);
}

/* `document-end` with the counts of all types appended, so that what comes after can check them. */
static void write_end(struct linking *k, struct span line, struct buf *out)
{
	buf_add(out, line.p, line.n - 1);
	for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
		buf_adds(out, ",\"");
		buf_adds(out, types[t].name);
		buf_adds(out, "\":");
		buf_addu(out, k->counts[types[t].kind]);
	}
	buf_adds(out, "}\n");
}

/* The lines of a document with its citations led to the list; claims and findings gather. */
static void link_lines(struct linking *k, const struct document *doc, struct sink *out)
{
	struct record r;
	size_t from = 0; /* lines before it are written */
	for (size_t i = 0; i + 1 < doc->n; i++) {
		const struct line *l = &doc->v[i];
		switch (l->kind) {
		case KIND_BLOCK:
			claim_end(&k->claim, k->context, k->verbs, &k->claims);
			k->claim.open = false; /* a paragraph ends */
			break;
		case KIND_SENTENCE:
			claim_end(&k->claim, k->context, k->verbs, &k->claims);
			claim_begin(&k->claim, l->text);
			break;
		case KIND_CONDITION:
		case KIND_MECHANISM:
		case KIND_INTERVENTION:
			if ((l->kind != KIND_CONDITION && !k->claim.open) || record_parse(&r, l->text) != 0)
				break;
			claim_mention(&k->claim, &r);
			topics_line(k->topics, &r, NULL);
			break;
		case KIND_CITATION:
			if (record_parse(&r, l->text) != 0)
				break;
			sink_lines(out, doc, from, i);
			link_record(k, &r, &out->out);
			from = i + 1;
			break;
		default:
			break;
		}
	}
	sink_lines(out, doc, from, doc->n - 1);
	claim_end(&k->claim, k->context, k->verbs, &k->claims);
}

/* Compares the list with the documents before, and closes the document with the counts of all that it holds. */
static void link_across(struct linking *k, const struct document *doc, struct sink *out)
{
	memset(k->counts, 0, sizeof k->counts);
	for (size_t i = 0; i + 1 < doc->n; i++)
		k->counts[doc->v[i].kind]++;
	sink_lines(out, doc, 0, doc->n - 1);
	for (size_t i = 0; i < k->list.entries.n; i++)
		k->counts[KIND_FINDING] += works_compare(k->works, &k->list, &k->list.entries.v[i], doc->id, &out->out);
	write_end(k, doc->v[doc->n - 1].text, &out->out);
}

/* The entries stand in the list in the order of their records. */
static void audit_references(struct linking *k, const struct document *doc)
{
	struct record r;
	size_t n = 0;
	for (size_t i = 0; i < doc->n && n < k->list.entries.n; i++)
		if (doc->v[i].kind == KIND_REFERENCE && record_parse(&r, doc->v[i].text) == 0)
			audit_known(k->known, k->journals, &k->list, &k->list.entries.v[n++], &r, &k->findings);
}

static int link_document(void *ctx, const struct document *doc, struct sink *out)
{
	struct linking *k = ctx;
	gather_list(k, doc);
	if (k->across) {
		link_across(k, doc, out);
		return DIAG_OK;
	}
	buf_clear(&k->claims);
	buf_clear(&k->findings);
	k->any_cited = k->claim.open = false;
	link_begin(&k->link);
	health_begin(&k->health);
	link_lines(k, doc, out);
	health_end(&k->health, &k->findings);
	audit_list(&k->list, k->journals, doc->id, k->any_cited, &k->findings);
	if (k->known)
		audit_references(k, doc);
	int code = topics_end(k->topics, &k->list, &k->findings, out->d);
	buf_addspan(&out->out, buf_span(&k->claims));
	buf_addspan(&out->out, buf_span(&k->findings));
	sink_line(out, doc->v[doc->n - 1].text);
	return code;
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct linking *k = ctx;
	struct given_file f = {arg, letter == RETRACTIONS};
	(void)d;
	if (letter == ACROSS)
		k->across = true;
	else
		list_push(&k->files, f);
	return DIAG_OK;
}

static void close_link(void *ctx)
{
	struct linking *k = ctx;
	works_free(k->works);
	context_close(k->context);
	predicates_close(k->verbs);
	journals_close(k->journals);
	known_works_free(k->known);
	topics_free(k->topics);
	list_free(&k->files);
	bibliography_free(&k->list);
	link_free(&k->link);
	claim_free(&k->claim);
	buf_free(&k->claims);
	buf_free(&k->findings);
	health_free(&k->health);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{ACROSS, "across", NULL, "compare the documents of a run with each other"},
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
		.close = close_link,
	};
	struct linking k = {0};
	return stage_run(&stage, &k, argc, argv);
}
