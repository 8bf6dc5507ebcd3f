#include "normalize/article.h"

#include "base/record.h"
#include "base/text.h"
#include "normalize/decode.h"
#include "stream/provenance.h"

void article_name(struct buf *out, struct buf *name)
{
	for (size_t bad; (bad = text_invalid(buf_span(name))) < name->n;)
		name->p[bad] = '?';
	json_write(out, buf_span(name));
}

/* Which part of which file it is, or where its lines begin: code points before each but the first. */
static void write_lines(const struct incoming *a, const char *encoding, struct buf *out)
{
	if (a->file) {
		struct buf name = {0};
		buf_adds(&name, a->file);
		record_add_key(out, "file");
		article_name(out, &name);
		buf_free(&name);
		if (a->line)
			record_add_number(out, "line", a->line);
		return;
	}
	struct decoded d = {.encoding = NULL};
	decode_bytes(a->source, (struct decode_hint){span_of(encoding ? encoding : ""), true}, &d);
	struct align_cursor c = align_cursor(&d.from, d.text, SIZE_MAX, SIZE_MAX);
	record_add_key(out, "lines");
	buf_addc(out, '[');
	for (size_t at = 0, n = 0; at < d.text.n; n++) {
		const char *nl = memchr(d.text.p + at, '\n', d.text.n - at);
		if (nl == NULL)
			break;
		at = (size_t)(nl - d.text.p) + 1;
		if (n)
			buf_addc(out, ',');
		buf_addu(out, align_next(&c, at - 1, at).char_end);
	}
	buf_addc(out, ']');
	decode_free(&d);
}

void article_open(struct buf *out, const struct incoming *a, const struct normalized *n, bool lines)
{
	struct buf hex = {0};
	sha256_hex(a->source, &hex);
	record_open(out, "document", a->id);
	record_add_number(out, "bytes", a->source.n);
	record_add_string(out, "sha256", buf_span(&hex));
	buf_free(&hex);
	record_add_string(out, "media", span_of(a->media));
	record_add_string(out, "title", n->title);
	const struct {
		const char *key;
		struct span value;
	} optional[] = {{"language", n->language}, {"author", n->author}, {"date", n->date}, {"url", n->canonical}, {"doi", n->doi}};
	for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++)
		if (optional[i].value.n)
			record_add_string(out, optional[i].key, optional[i].value);
	if (n->encoding && strcmp(n->encoding, "UTF-8") != 0)
		record_add_string(out, "encoding", span_of(n->encoding));
	if (n->replaced)
		record_add_number(out, "replaced", n->replaced);
	if (n->repaired)
		record_add_number(out, "repaired", n->repaired);
	if (a->meta.n)
		record_add_raw(out, "meta", a->meta);
	if (lines && (a->file || strcmp(a->media, "text/x-references") != 0)) /* a list of references is lines by itself */
		write_lines(a, n->encoding, out);
	record_close(out);
}

void article_block(struct buf *out, struct span id, const struct normalized *n, const struct block *b)
{
	static const char *const kinds[] = {"text", "heading", "list", "table", "caption", "quote", "byline", "boilerplate"};
	record_open(out, "block", id);
	buf_addc(out, ',');
	align_write(out, &b->from, b->text, 0, b->text.n, true);
	record_add_string(out, "kind", span_of(kinds[b->kind]));
	if (b->level)
		record_add_number(out, "level", b->level);
	if (b->gap)
		record_add_number(out, "gap", b->gap);
	if (b->indent)
		record_add_number(out, "indent", b->indent);
	if (b->links_end > b->links) {
		record_add_key(out, "links");
		for (size_t i = b->links; i < b->links_end; i++) {
			buf_addc(out, i == b->links ? '[' : ',');
			buf_addu(out, n->links.v[i]);
		}
		buf_addc(out, ']');
	}
	record_add_string(out, "text", b->text);
	record_close(out);
}

void article_entry(struct buf *out, struct span id, const struct block *b, size_t line)
{
	record_open(out, "sentence", id);
	record_add_number(out, "sentence", line);
	buf_adds(out, ",\"zone\":\"reference\",\"section\":\"\",");
	align_write(out, &b->from, b->text, 0, b->text.n, true);
	record_add_string(out, "text", b->text);
	record_add_number(out, "number", line);
	record_close(out);
}

void article_close(struct buf *out, struct span id, const char *rejected, const char *type, size_t n)
{
	record_open(out, "document-end", id);
	record_add_string(out, "status", span_of(rejected ? "rejected" : "ok"));
	if (rejected)
		record_add_string(out, "reason", span_of(rejected));
	record_add_number(out, type, n);
	record_close(out);
}
