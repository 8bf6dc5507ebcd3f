#include "audit/audit_topic.h"

#include <stdlib.h>

#include "audit/audit.h"
#include "audit/topic_parts.h"
#include "base/token.h"

enum { LOOKED_MOST = 1024 }; /* titles of an article that are compared; one with more of them in doubt is no article */

struct cited {
	struct span line; /* of the citation */
	uint64_t sentence;
	size_t entry; /* index; SIZE_MAX where it leads to no entry or to several */
};

struct topics {
	const char *rules;
	bool loaded;
	struct designs *designs;
	LIST(struct topic) topics;
	/* of the document */
	LIST(struct cited) citations;
	size_t looked;            /* titles that were compared with their sentences */
	LIST(struct span) agents; /* words of its mentions of other categories; raw JSON strings without their quotes, each but a few times */
};

static int load(struct topics *t, struct diag *d)
{
	int code = designs_load(t->designs, d);
	if (t->loaded)
		return code;
	t->loaded = true;
	for (size_t i = 0; i < t->topics.n && code == DIAG_OK; i++)
		code = topic_open(&t->topics.v[i], t->rules, d);
	return code;
}

struct topics *topics_new(const char *rules, const struct categories *categories, struct designs *designs)
{
	struct topics *t = mem_alloc(sizeof *t);
	*t = (struct topics){.rules = rules, .designs = designs};
	for (size_t i = 0; i < categories->rows.n; i++)
		if (categories->rows.v[i].topic[0])
			list_push(&t->topics, ((struct topic){.row = &categories->rows.v[i]}));
	return t;
}

void topics_free(struct topics *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->topics.n; i++) {
		struct topic *one = &t->topics.v[i];
		if (t->loaded)
			category_close(&one->category);
		list_free(&one->names);
		list_free(&one->mentions);
		list_free(&one->spoken);
		list_free(&one->tokens);
		list_free(&one->hits);
		list_free(&one->listed);
	}
	list_free(&t->topics);
	list_free(&t->citations);
	list_free(&t->agents);
	free(t);
}

/* ---- findings ---- */

static void add_listed(struct topic *t, struct span reference)
{
	struct buf scratch = {0};
	struct span title = record_find(reference, "title");
	if (title.n > 2 && title.p[0] == '"')
		topic_add_title(t, json_text(title, &scratch));
	buf_free(&scratch);
}

/* Does the title name a drug, a therapy or a mechanism in words that the article speaks of it? */
static bool names_agent(const struct topics *t, struct span title)
{
	enum { SHORTEST = 5 }; /* bytes of a key: shorter ones stand in other words */
	struct buf key = {0}, word = {0};
	bool found = false;
	text_fold_key(title, &key);
	for (size_t i = 0; i < t->agents.n && !found; i++) {
		buf_clear(&word);
		text_fold_key(t->agents.v[i], &word);
		found = word.n >= SHORTEST && span_holds(buf_span(&key), buf_span(&word));
	}
	buf_free(&key);
	buf_free(&word);
	return found;
}

/* The entries of the article's list. */
struct listed {
	const struct span *references; /* lines */
	size_t n;
};

static void audit_concepts(struct topics *all, struct topic *t, const struct listed *list, const struct record *citation, struct span title,
						   uint64_t n, struct buf *out)
{
	struct concepts here, there;
	if (!topic_of_sentence(t, record_number(citation, "sentence", 0), &here) || !topic_of_title(t, title, &there))
		return;
	if (all->looked++ > LOOKED_MOST)
		return;
	size_t first = here.v[0], other = there.v[0];
	topic_add_broader(t, &here);
	topic_add_broader(t, &there);
	if (topic_share(&here, &there) || topic_is_spoken(t, &there) || topic_sounds_alike(t, first, other))
		return;
	if (t->listed.n == 0)
		for (size_t i = 0; i < list->n; i++)
			add_listed(t, list->references[i]);
	if (topic_is_listed(t, &there) || names_agent(all, title))
		return;
	struct buf m = {0};
	buf_printf(&m, "the sentence is about %s, the cited title about %s, of which the article does not speak",
			   table_cell(&t->category.table, first, t->category.label), table_cell(&t->category.table, other, t->category.label));
	audit_record(citation, "off-topic-citation", "possible", buf_span(&m), n, out);
	buf_free(&m);
}

static void audit_design(const struct designs *s, const struct record *citation, struct span said, struct span title, uint64_t n,
						 struct buf *out)
{
	const char *other, *severity = designs_contradicted(s, said, title, &other);
	if (severity == NULL)
		return;
	struct buf m = {0};
	buf_printf(&m, "the text speaks of a study of the design '%.*s', the cited title of '%s'", (int)said.n, said.p, other);
	audit_record(citation, "study-type-mismatch", severity, buf_span(&m), n, out);
	buf_free(&m);
}

/* ---- a document ---- */

void topics_begin(struct topics *t)
{
	t->citations.n = 0;
	t->agents.n = t->looked = 0;
	for (size_t i = 0; i < t->topics.n; i++)
		t->topics.v[i].mentions.n = t->topics.v[i].listed.n = 0;
}

void topics_citation(struct topics *t, const struct record *r, const struct link *link)
{
	struct span form = record_get(r, "form");
	if (span_is(form, "\"study\"") || span_is(form, "\"attribution\""))
		return;
	bool one = link->status == LINK_FOUND && link->entries.n == 1;
	struct cited c = {r->line, record_number(r, "sentence", 0), one ? link->entries.v[0] : SIZE_MAX};
	list_push(&t->citations, c);
}

/* Each once, where they are few; more than so many are of a whole library. */
static void add_agent(struct topics *t, struct span text)
{
	enum { BACK = 16, MOST = 4096 };
	for (size_t i = t->agents.n, k = 0; i-- > 0 && k < BACK; k++)
		if (span_eq(t->agents.v[i], text))
			return;
	if (t->agents.n < MOST)
		list_push(&t->agents, text);
}

void topics_mention(struct topics *t, const struct record *r)
{
	struct mention m = {record_number(r, "sentence", 0), SIZE_MAX, record_get(r, "concept")};
	struct span text = record_get(r, "text");
	bool topic = false;
	for (size_t i = 0; i < t->topics.n; i++)
		if (category_is(t->topics.v[i].row, r->type)) {
			list_push(&t->topics.v[i].mentions, m);
			topic = true;
		}
	if (!topic && text.n > 2)
		add_agent(t, span_sub(text, 1, text.n - 1));
}

/* Is it the only citation of its sentence? */
static bool alone(const struct topics *t, size_t i)
{
	uint64_t s = t->citations.v[i].sentence;
	return (i == 0 || t->citations.v[i - 1].sentence != s) && (i + 1 == t->citations.n || t->citations.v[i + 1].sentence != s);
}

static void find_rows(struct topic *t)
{
	for (size_t i = 0; i < t->mentions.n; i++) {
		struct span raw = t->mentions.v[i].concept;
		if (raw.n > 2)
			t->mentions.v[i].row = topic_row(t, span_sub(raw, 1, raw.n - 1));
	}
	topic_mark_spoken(t);
}

int topics_end(struct topics *t, const struct bibliography *b, const struct span *references, struct buf *out, struct diag *d)
{
	struct record citation, reference;
	struct buf scratch = {0};
	int code = DIAG_OK;
	bool rows = false;
	for (size_t i = 0; i < t->citations.n && code == DIAG_OK; i++) {
		const struct cited *c = &t->citations.v[i];
		if (c->entry >= b->entries.n || record_parse(&citation, c->line) != 0 || record_parse(&reference, references[c->entry]) != 0)
			continue;
		if ((code = load(t, d)) != DIAG_OK)
			break;
		for (size_t k = 0; k < t->topics.n && !rows; k++)
			find_rows(&t->topics.v[k]);
		rows = true;
		buf_clear(&scratch);
		buf_room(&scratch, citation.line.n + reference.line.n);
		struct span title = record_string(&reference, "title", &scratch), said = record_string(&citation, "study_type", &scratch);
		uint64_t n = b->entries.v[c->entry].n;
		if (said.n)
			audit_design(t->designs, &citation, said, title, n, out);
		for (size_t k = 0; k < t->topics.n && alone(t, i); k++)
			audit_concepts(t, &t->topics.v[k], &(struct listed){references, b->entries.n}, &citation, title, n, out);
	}
	buf_free(&scratch);
	return code;
}
