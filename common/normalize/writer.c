#include "normalize/writer.h"

#include "base/text.h"

/* Of more bad bytes than these, and than one in ten, no text can be made. */
enum { BINARY_MIN = 32, BINARY_SHARE = 10 };

/* Is the document to be written? */
static bool admit(struct writer *w, const struct incoming *a, bool unreadable, const char *file, struct sink *out)
{
	const struct ledger_document doc = {a->id, span_of(a->media), a->meta, a->source, unreadable};
	bool listed;
	if (ledger_passes(&w->ledger))
		return false;
	return ledger_take(&w->ledger, &doc, file, &listed, &out->out, out->d) == DIAG_OK && !listed;
}

/* A document that cannot be read comes out as its opening and its rejection. */
static void write_rejection(struct writer *w, const struct incoming *a, const char *file, size_t line, const char *why, struct sink *out)
{
	static const struct normalized nothing;
	diag_at(out->d, DIAG_FOUND, file, line, 0, "rejected: %s", why);
	w->documents++;
	article_open(&out->out, a, &nothing, w->lines);
	article_close(&out->out, a->id, why, "block", 0);
}

int writer_reject(struct writer *w, const struct incoming *a, const char *file, size_t line, const char *why, struct sink *out)
{
	if (admit(w, a, true, file, out))
		write_rejection(w, a, file, line, why, out);
	return sink_flush(out, false);
}

int writer_article(struct writer *w, const struct incoming *a, enum media media, const char *file, size_t line, struct sink *out)
{
	struct normalized *n = &w->text;
	if (!admit(w, a, false, file, out))
		return sink_flush(out, false);
	normalize_free(n);
	if (media == MEDIA_HTML)
		normalize_html(w->rules, a->source, n);
	else
		normalize_text(w->rules, a->source, n);
	if (n->replaced > BINARY_MIN && n->replaced > a->source.n / BINARY_SHARE) {
		write_rejection(w, a, file, line, "no text: too many bytes are no characters", out);
		return sink_flush(out, false);
	}
	if (n->cut)
		diag_at(out->d, DIAG_FOUND, file, line, 0,
				"the markup is nested too deep: past the limit the words were read without their structure");
	w->documents++;
	normalize_language(w->rules, n);
	article_open(&out->out, a, n, w->lines);
	for (size_t i = 0; i < n->blocks.n; i++)
		article_block(&out->out, a->id, n, &n->blocks.v[i]);
	article_close(&out->out, a->id, NULL, "block", n->blocks.n);
	return sink_flush(out, false);
}

int writer_references(struct writer *w, const struct incoming *a, struct sink *out)
{
	struct normalized *n = &w->text;
	size_t line = 0, chars = 0;
	static const struct normalized nothing;
	if (!admit(w, a, false, NULL, out))
		return sink_flush(out, false);
	w->documents++;
	article_open(&out->out, a, &nothing, w->lines);
	for (size_t at = 0; at < a->source.n;) {
		const char *nl = memchr(a->source.p + at, '\n', a->source.n - at);
		size_t end = nl ? (size_t)(nl - a->source.p) : a->source.n;
		struct span text = span_sub(a->source, at, end);
		normalize_free(n);
		normalize_text(w->rules, text, n);
		struct block empty = {.text = span_make("", 0)}, *b = n->blocks.n ? &n->blocks.v[0] : &empty;
		b->from.start += at;
		b->from.char_start += chars;
		article_entry(&out->out, a->id, b, ++line);
		chars += text_chars(text) + 1;
		at = end + 1;
		int code = sink_flush(out, false);
		if (code)
			return code;
	}
	article_close(&out->out, a->id, NULL, "sentence", line);
	return sink_flush(out, false);
}

void writer_free(struct writer *w)
{
	ledger_free(&w->ledger);
	normalize_free(&w->text);
}
