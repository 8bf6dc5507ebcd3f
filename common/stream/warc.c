#include "stream/warc.h"

#include <stdlib.h>

#include "base/record.h"
#include "base/text.h"
#include "stream/http.h"

enum { HEAD_MAX = 1 << 16 }; /* bytes of a record's header */

void warc_free(struct warc *w)
{
	struct buf *const all[] = {&w->line, &w->head, &w->body, &w->payload, &w->spare, &w->meta};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		buf_free(all[i]);
}

static bool opens(struct span line)
{
	return span_starts(line, "WARC/1.") || span_starts(line, "WARC/0.");
}

/* Goes on to the opening line of a record. NULL there and at the end; or what was found instead, which is told once for a damaged place. */
static const char *find_record(struct warc *w)
{
	bool strayed = false;
	while (!w->opened && !w->ended) {
		if (feed_line(w->f, HEAD_MAX, &w->line)) {
			w->opened = opens(buf_span(&w->line));
			strayed |= !w->opened && span_trim(buf_span(&w->line)).n;
			continue;
		}
		const char *fault = w->f->error;
		w->ended = fault == NULL || !feed_resume(w->f);
		if (fault != NULL && !w->lost) {
			w->lost = true;
			return fault;
		}
	}
	bool told = w->lost;
	w->lost = false;
	return strayed && !told ? "what stands here belongs to no record" : NULL;
}

/* The lines up to the blank one. */
static const char *read_head(struct warc *w)
{
	buf_clear(&w->head);
	while (feed_line(w->f, HEAD_MAX, &w->line)) {
		if (w->line.n == 0)
			return NULL;
		if (opens(buf_span(&w->line))) {
			w->opened = true;
			return "its header has no end";
		}
		if (w->head.n + w->line.n > HEAD_MAX)
			return "its header is longer than 64 KiB";
		buf_addspan(&w->head, buf_span(&w->line));
		buf_addc(&w->head, '\n');
	}
	return w->f->error != NULL ? w->f->error : "it is cut";
}

/* Is what follows the body what should follow it? Otherwise its length was wrong; where it took in the next record, that is read again, but
 * no more than once on the whole, so that lengths that are all wrong cost no square. */
static const char *check_end(struct warc *w)
{
	struct buf *next = &w->spare;
	buf_clear(next);
	feed_take(w->f, 4, next);
	feed_return(w->f, buf_span(next));
	if (next->n == 0 || next->p[0] == '\r' || next->p[0] == '\n' || span_starts(buf_span(next), "WARC"))
		return NULL;
	for (size_t at = 0; at < w->body.n; at++) {
		const char *nl = memchr(w->body.p + at, '\n', w->body.n - at);
		at = nl ? (size_t)(nl - w->body.p) : w->body.n;
		if (at == w->body.n || !opens(span_sub(buf_span(&w->body), at + 1, w->body.n)))
			continue;
		struct span rest = span_sub(buf_span(&w->body), at + 1, w->body.n);
		w->returned += rest.n;
		if (w->returned <= feed_place(w->f))
			feed_return(w->f, rest);
		break;
	}
	return "its Content-Length is wrong";
}

static void write_meta(struct span head, struct buf *meta)
{
	static const struct {
		const char *name, *field;
	} told[] = {{"WARC-Date", "warc-date"}, {"WARC-Record-ID", "warc-record-id"}, {"WARC-Truncated", "warc-truncated"}};
	buf_clear(meta);
	for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
		struct span value = http_field(head, told[i].field);
		if (value.n == 0 || text_invalid(value) < value.n)
			continue;
		buf_printf(meta, "%c\"%s\":", meta->n ? ',' : '{', told[i].name);
		json_write(meta, value);
	}
	if (meta->n)
		buf_addc(meta, '}');
}

/* The page or text in the record's body; doc->media stays MEDIA_AUTO where it holds none. */
static const char *read_payload(struct warc *w, struct warc_document *doc)
{
	struct span head = buf_span(&w->head), type = http_field(head, "content-type");
	const char *fault = NULL;
	doc->payload = buf_span(&w->body);
	if (span_is(http_field(head, "warc-type"), "response")) {
		struct http_answer answer;
		if (!http_type_is(type, "application/http"))
			return NULL; /* such as the answers of name servers */
		fault = http_read(doc->payload, w->most, &answer, &w->payload, &w->spare);
		if (answer.status == 0)
			return fault;
		if (answer.status / 100 != 2)
			return NULL;
		type = answer.type;
		doc->payload = answer.payload;
	}
	if (http_type_is(type, "text/html") || http_type_is(type, "application/xhtml+xml") ||
		(type.n == 0 && input_media("", doc->payload) == MEDIA_HTML))
		doc->media = MEDIA_HTML;
	else if (http_type_is(type, "text/plain"))
		doc->media = MEDIA_TEXT;
	else
		return type.n == 0 ? fault : NULL;
	if (fault == NULL && http_field(head, "warc-segment-number").n)
		fault = "it is one of several segments";
	if (fault == NULL && doc->payload.n > w->most)
		fault = "larger than 256 MiB";
	return fault;
}

/* Was it fetched from somewhere? Crawlers keep their own logs, screenshots and the like beside it, as `metadata:` and `urn:`. */
static bool fetched(struct span uri)
{
	static const char *const schemes[] = {"http://", "https://", "ftp://", "file://"};
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
		if (span_starts(uri, schemes[i]))
			return true;
	return uri.n == 0;
}

static const char *read_record(struct warc *w, struct warc_document *doc)
{
	const char *fault = read_head(w);
	if (fault != NULL)
		return fault;
	struct span head = buf_span(&w->head), type = http_field(head, "warc-type"), uri = http_field(head, "warc-target-uri");
	if (uri.n > 1 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>')
		uri = span_sub(uri, 1, uri.n - 1); /* as the examples of WARC 1.0 had it */
	doc->uri = uri;
	uint64_t n = json_number(http_field(head, "content-length"), UINT64_MAX);
	if (n == UINT64_MAX)
		return "its header has no Content-Length that is a number";
	bool wanted = (span_is(type, "response") || span_is(type, "resource") || span_is(type, "conversion")) && fetched(uri);
	bool large = n > w->most + HEAD_MAX; /* there is HTTP's header before the payload */
	buf_clear(&w->body);
	if (feed_take(w->f, n, wanted && !large ? &w->body : NULL) < n)
		return w->f->error != NULL ? w->f->error : "it is cut";
	fault = check_end(w);
	if (fault == NULL && wanted && large)
		fault = "larger than 256 MiB";
	if (fault != NULL || !wanted)
		return fault;
	write_meta(head, &w->meta);
	doc->meta = buf_span(&w->meta);
	return read_payload(w, doc);
}

bool warc_next(struct warc *w, struct warc_document *doc)
{
	for (;;) {
		*doc = (struct warc_document){.uri = span_make("", 0), .payload = span_make("", 0), .meta = span_make("", 0)};
		doc->fault = find_record(w);
		if (doc->fault == NULL && w->ended)
			return false;
		w->number++;
		if (doc->fault == NULL) {
			w->opened = false;
			doc->fault = read_record(w, doc);
			w->lost = doc->fault != NULL;
		}
		if (doc->fault != NULL || doc->media != MEDIA_AUTO)
			return true;
		w->passed++;
	}
}
