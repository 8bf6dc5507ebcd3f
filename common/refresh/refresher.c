#include "refresh/refresher.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "refresh/generation.h"

enum { COPY_ALONE = 1 << 24 }; /* bytes of rows up to which one thread copies alone */

/* ---- opening ---- */

static int open_old(struct refresher *r, struct diag *d)
{
	for (size_t i = 0; i < r->old.nfiles; i++) {
		struct buf path = {0};
		struct span name = index_span(&r->old, r->old.files[i]);
		buf_printf(&path, "%s/%.*s", r->dir, (int)name.n, name.p);
		buf_addc(&path, '\0');
		int fd = open(path.p, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			diag_at(d, DIAG_FAILED, path.p, 0, 0, "%s", strerror(errno));
		else
			list_push(&r->old_files, fd);
		buf_free(&path);
		if (fd < 0)
			return DIAG_FAILED;
	}
	return DIAG_OK;
}

/* The index that the plan was made with; none where nothing is kept. */
static int open_index(struct refresher *r, struct diag *d)
{
	bool keeps = false, damaged;
	for (size_t i = 0; i < r->plan.documents.n && !keeps; i++)
		keeps = r->plan.documents.v[i].old != PLAN_NEW;
	char *path = generation_index(r->state);
	bool good = index_read(&r->old, path, &damaged, d) && memcmp(r->old.mark, r->plan.mark, REFRESH_HASH) == 0 &&
				memcmp(r->old.base, r->plan.base, REFRESH_HASH) == 0;
	for (size_t i = 0; i < r->plan.documents.n && good; i++)
		good = r->plan.documents.v[i].old == PLAN_NEW || r->plan.documents.v[i].old < r->old.n;
	int code = good || !keeps ? DIAG_OK : diag_at(d, DIAG_FAILED, path, 0, 0, "is not what it was when the plan was made; run again");
	free(path);
	r->nothing = good && plan_changes_nothing(&r->plan, &r->old);
	return code || !good ? code : open_old(r, d);
}

static int open_new(struct refresher *r, struct csvrow how, const char *rules, struct diag *d)
{
	char *path = generation_new(r->state);
	r->across.categories = &r->leaf->schema.categories;
	int code = folder_open(&r->folder, path, r->leaf, how, rules, d);
	free(path);
	if (code)
		return code;
	size_t n = (size_t)r->folder.rows;
	if (r->old_files.n && r->old_files.n != n)
		return diag_at(d, DIAG_FAILED, r->state, 0, 0, "the tables are others than when the plan was made; run again");
	r->ends = mem_alloc(n * sizeof *r->ends);
	r->begins = mem_alloc(n * sizeof *r->begins);
	for (size_t i = 0; i < n; i++) {
		struct index_string name = index_keep(&r->draft, span_of(r->folder.files.files.v[i].name));
		list_push(&r->draft.files, name);
		r->ends[i] = publish_out(&r->folder.files, (int)i)->n;
	}
	memcpy(r->draft.base, r->plan.base, REFRESH_HASH);
	return DIAG_OK;
}

/* ---- documents ---- */

/* Files [first, last) of the rows that are waiting for more. */
struct copying {
	struct refresher *r;
	size_t first, last;
	struct diag d;
};

static void *copy_files(void *ctx)
{
	struct copying *c = ctx;
	struct refresher *r = c->r;
	for (size_t i = c->first; i < c->last && c->d.code == DIAG_OK; i++)
		publish_copy(&r->folder.files, (int)i, r->old_files.v[i], r->folder.files.files.v[i].name, index_place(&r->old, r->from, i),
					 index_place(&r->old, r->to, i), &c->d);
	return NULL;
}

/* The last file, the records, is larger than the others together: where there is much, they are copied side by side. */
static int copy_waiting(struct refresher *r, struct diag *d)
{
	size_t n = r->from < r->to ? r->old_files.n : 0, last = n ? n - 1 : 0;
	struct copying tables = {.r = r, .last = last}, records = {.r = r, .first = last, .last = n};
	pthread_t beside;
	bool much = n && index_place(&r->old, r->to, last) - index_place(&r->old, r->from, last) > COPY_ALONE;
	much = much && pthread_create(&beside, NULL, copy_files, &records) == 0;
	copy_files(&tables);
	if (much)
		pthread_join(beside, NULL);
	else
		copy_files(&records);
	r->from = r->to = 0;
	struct diag *both[] = {&tables.d, &records.d};
	for (size_t i = 0; i < 2; i++) {
		if (both[i]->code)
			diag_at(d, both[i]->code, NULL, 0, 0, "%.*s", (int)both[i]->text.n - 1, both[i]->text.p);
		diag_free(both[i]);
	}
	return d->code < DIAG_WRONG ? DIAG_OK : d->code;
}

/* A text as a document; n == 0 where it is none. Borrows both. */
static struct document as_document(struct span text, line_list *lines)
{
	struct record first;
	lines->n = 0;
	for (size_t at = 0; at < text.n;) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		size_t end = nl ? (size_t)(nl - text.p) : text.n;
		struct span one = span_sub(text, at, end);
		struct line line = {one, record_type(one), line_kind(record_type(one))};
		list_push(lines, line);
		at = end + 1;
	}
	bool good = lines->n > 1 && record_parse(&first, lines->v[0].text) == 0;
	return (struct document){good ? first.doc : span_make("\"\"", 2), good ? lines->n : 0, lines->v, true, true};
}

/* A document that came from link: compares it with those before, writes its rows, remembers it. */
static int add_document(struct refresher *r, const struct document *doc, const char key[LEDGER_KEY], struct diag *d)
{
	struct record first, last;
	struct index_entry e = {0};
	struct publication *files = &r->folder.files;
	int code = copy_waiting(r, d);
	buf_clear(&r->text);
	across_document(&r->across, doc, &r->text);
	struct document whole = as_document(buf_span(&r->text), &r->lines);
	if (code || whole.n == 0 || record_parse(&first, whole.v[0].text) != 0 || record_parse(&last, whole.v[whole.n - 1].text) != 0)
		return code ? code : diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "a document is damaged");
	for (int i = 0; i < r->folder.rows; i++) {
		r->begins[i] = publish_out(files, i)->n;
		index_add_place(&r->draft, r->ends[i]);
	}
	if ((code = folder_document(&r->folder, &whole, d)) != DIAG_OK)
		return code;
	for (int i = 0; i < r->folder.rows; i++) {
		struct buf *out = publish_out(files, i);
		struct span rows = span_sub(buf_span(out), r->begins[i], out->n);
		e.check += rows.n ? index_check(rows, (size_t)i) : 0;
		r->ends[i] += rows.n;
	}
	memcpy(e.key, key, LEDGER_KEY);
	e.doc = index_keep(&r->draft, whole.id);
	e.sha256 = index_keep(&r->draft, record_get(&first, "sha256"));
	e.bytes = record_number(&first, "bytes", 0);
	e.told = r->across.told;
	e.again = span_is(record_get(&last, "status"), "\"rejected\"");
	for (size_t i = 0; i < r->across.said.n; i++)
		index_add_work(&r->draft, &r->across.said.v[i]);
	index_add_entry(&r->draft, e, r->across.said.n);
	return publish_flush(files, false, d);
}

/* The line as it was before link --across, whose counts stand behind that of sentences; empty where it was not there. */
static struct span without_across(const struct line *l, bool end)
{
	if (l->kind == KIND_FINDING && span_is(record_find(l->text, "code"), "\"conflicting-reference\""))
		return span_sub(l->text, 0, 0);
	struct span sentences = end ? record_find(l->text, "sentence") : (struct span){NULL, 0};
	return sentences.p ? span_sub(l->text, 0, (size_t)(sentences.p + sentences.n - l->text.p)) : l->text;
}

/* An old document, from its records, as it was before link --across, into r->old_text. */
static int read_back(struct refresher *r, size_t old, struct diag *d)
{
	size_t file = r->old.nfiles - 1;
	uint64_t from = index_place(&r->old, old, file), to = index_place(&r->old, old + 1, file);
	struct buf all = {0};
	for (ssize_t n; from < to; from += (uint64_t)n, all.n += (size_t)n)
		if ((n = pread(r->old_files.v[file], buf_room(&all, (size_t)(to - from)), (size_t)(to - from), (off_t)from)) <= 0) {
			buf_free(&all);
			return diag_at(d, DIAG_FAILED, "records.jsonl", 0, 0, "%s", n < 0 ? strerror(errno) : "is shorter than it was");
		}
	struct document doc = as_document(buf_span(&all), &r->old_lines);
	buf_clear(&r->old_text);
	for (size_t i = 0; i < doc.n; i++) {
		struct span line = without_across(&doc.v[i], i + 1 == doc.n);
		buf_addspan(&r->old_text, line);
		buf_adds(&r->old_text, line.n == 0 ? "" : line.n < doc.v[i].text.n ? "}\n" : "\n");
	}
	buf_free(&all);
	return DIAG_OK;
}

/* What other documents say of the works of a kept one has changed. */
static int retell(struct refresher *r, size_t old, struct diag *d)
{
	int code = read_back(r, old, d);
	struct document again = as_document(buf_span(&r->old_text), &r->old_lines);
	r->retold++;
	return code ? code : add_document(r, &again, r->old.entries[old].key, d);
}

/* An old document whose source is as it was. */
static int keep_document(struct refresher *r, size_t old, struct diag *d)
{
	struct index_entry e = r->old.entries[old];
	struct span doc = index_span(&r->old, e.doc), sha256 = index_span(&r->old, e.sha256);
	r->said.n = 0;
	for (size_t w = e.work; w < r->old.entries[old + 1].work; w++) {
		struct work_said said = index_work(&r->old, w);
		list_push(&r->said, said);
	}
	if (across_again(&r->across, r->said.v, r->said.n, doc) != e.told)
		return retell(r, old, d);
	int code = r->from < r->to && r->to == old ? DIAG_OK : copy_waiting(r, d);
	if (r->from == r->to)
		r->from = old;
	r->to = old + 1;
	for (size_t i = 0; i < r->old.nfiles; i++) {
		index_add_place(&r->draft, r->ends[i]);
		r->ends[i] += index_place(&r->old, old + 1, i) - index_place(&r->old, old, i);
	}
	folder_input(&r->folder, doc, sha256, e.bytes);
	for (size_t i = 0; i < r->said.n; i++)
		index_add_work(&r->draft, &r->said.v[i]);
	e.doc = index_keep(&r->draft, doc);
	e.sha256 = index_keep(&r->draft, sha256);
	index_add_entry(&r->draft, e, r->said.n);
	r->kept++;
	return code ? code : publish_flush(&r->folder.files, false, d);
}

/* The documents that are kept, up to the next that is read anew. */
static int keep_up(struct refresher *r, struct diag *d)
{
	int code = DIAG_OK;
	while (code == DIAG_OK && r->next < r->plan.documents.n && r->plan.documents.v[r->next].old != PLAN_NEW)
		code = keep_document(r, (size_t)r->plan.documents.v[r->next++].old, d);
	return code;
}

int refresher_open(struct refresher *r, struct leaf *leaf, const char *plan, struct csvrow how, const char *rules, struct diag *d)
{
	r->leaf = leaf;
	r->across.categories = &leaf->schema.categories;
	int code = plan_read(&r->plan, plan, d);
	if (code == DIAG_OK)
		code = open_index(r, d);
	if (code || r->nothing || (code = open_new(r, how, rules, d)) != DIAG_OK || (code = keep_up(r, d)) != DIAG_OK)
		return code;
	return copy_waiting(r, d); /* while the stages that make the first new document are still starting */
}

int refresher_document(struct refresher *r, const struct document *doc, struct diag *d)
{
	int code = keep_up(r, d);
	if (code)
		return code;
	if (r->next == r->plan.documents.n)
		return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "more documents came than were planned");
	r->made++;
	return add_document(r, doc, r->plan.documents.v[r->next++].key, d);
}

/* ---- the end ---- */

static int publish_all(struct refresher *r, struct diag *d)
{
	int code = copy_waiting(r, d);
	for (int i = 0; i < r->folder.rows; i++)
		index_add_place(&r->draft, r->ends[i]);
	if (code == DIAG_OK)
		code = folder_commit(&r->folder, d);
	return code ? code : generation_publish(r->dir, r->state, r->old.nfiles ? &r->old : NULL, &r->draft, d);
}

int refresher_finish(struct refresher *r, struct diag *d)
{
	int code = r->nothing ? DIAG_OK : keep_up(r, d);
	if (code)
		return code;
	if (r->nothing)
		r->kept = r->plan.documents.n;
	else if (r->next < r->plan.documents.n)
		return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "fewer documents came than were planned");
	else if ((code = publish_all(r, d)) != DIAG_OK)
		return code;
	return diag_at(d, DIAG_OK, NULL, 0, 0, "%zu documents: %zu read anew, %zu kept; %zu kept, but compared anew", r->plan.documents.n,
				   r->made, r->kept, r->retold);
}

void refresher_close(struct refresher *r)
{
	folder_close(&r->folder);
	for (size_t i = 0; i < r->old_files.n; i++)
		close(r->old_files.v[i]);
	list_free(&r->old_files);
	list_free(&r->lines);
	list_free(&r->old_lines);
	list_free(&r->said);
	buf_free(&r->text);
	buf_free(&r->old_text);
	free(r->ends);
	free(r->begins);
	across_free(&r->across);
	index_discard(&r->draft);
	index_free(&r->old);
	plan_free(&r->plan);
}
