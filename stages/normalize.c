/* normalize: makes the stream. Reads files, folders and JSON Lines; writes for each document its `document` record, its text as
 * `block` records (a paragraph or line each, aligned to the source), and `document-end`. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "normalize/normalize.h"
#include "stream/input.h"
#include "stream/jsonl.h"
#include "stream/provenance.h"
#include "stream/stage.h"

enum {
	CHUNK = 1 << 20,
	SLICE = 8 << 20,      /* bytes of input that one --slice takes: fixed, so that results do not depend on the number of workers */
	SOURCE_MAX = 1 << 28, /* bytes of one document */
	ID_MAX = 4096,
	BINARY_MIN = 32,
	BINARY_SHARE = 10, /* more bad bytes than these, and than one in ten: no text */
};

struct normalize {
	enum media media;
	const char *standard_input;
	bool count_slices;
	const char *tally; /* file that gets the number of documents written */
	uint64_t documents;
	uint64_t from, to; /* the bytes of all sources, laid end to end, whose documents are wanted */
	struct normalize_rules *rules;
	struct normalized text; /* of the document at hand */
	struct buf bytes, decoded, id, why;
	struct jsonl_document line;
};

/* One document, ready to be written. */
struct article {
	struct span id; /* raw JSON string */
	struct span source;
	const char *media;
	struct span meta; /* raw JSON object, or empty */
};

static void write_opening(const struct article *a, const struct normalized *n, struct buf *out)
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
	record_close(out);
}

static void write_block(struct span id, const struct block *b, size_t line, struct buf *out)
{
	static const char *const kinds[] = {"text", "heading", "list", "table", "caption", "quote", "byline", "boilerplate"};
	record_open(out, "block", id);
	buf_addc(out, ',');
	align_write(out, &b->from, b->text, 0, b->text.n, true);
	record_add_string(out, "kind", span_of(line ? "reference" : kinds[b->kind]));
	if (line)
		record_add_number(out, "line", line);
	if (b->level)
		record_add_number(out, "level", b->level);
	if (b->gap)
		record_add_number(out, "gap", b->gap);
	if (b->indent)
		record_add_number(out, "indent", b->indent);
	record_add_string(out, "text", b->text);
	record_close(out);
}

static void write_closing(struct span id, const char *rejected, size_t blocks, struct buf *out)
{
	record_open(out, "document-end", id);
	record_add_string(out, "status", span_of(rejected ? "rejected" : "ok"));
	if (rejected)
		record_add_string(out, "reason", span_of(rejected));
	record_add_number(out, "block", blocks);
	record_close(out);
}

/* A document that cannot be read comes out as its opening and its rejection. */
static void reject(struct normalize *z, const struct article *a, const char *file, size_t line, const char *why, struct sink *out)
{
	static const struct normalized nothing;
	diag_at(out->d, DIAG_FOUND, file, line, 0, "rejected: %s", why);
	z->documents++;
	write_opening(a, &nothing, &out->out);
	write_closing(a->id, why, 0, &out->out);
}

static int write_article(struct normalize *z, const struct article *a, enum media media, const char *file, size_t line, struct sink *out)
{
	struct normalized *n = &z->text;
	normalize_free(n);
	if (media == MEDIA_HTML)
		normalize_html(z->rules, a->source, n);
	else
		normalize_text(z->rules, a->source, n);
	if (n->replaced > BINARY_MIN && n->replaced > a->source.n / BINARY_SHARE) {
		reject(z, a, file, line, "no text: too many bytes are no characters", out);
		return sink_flush(out, false);
	}
	if (n->cut)
		diag_at(out->d, DIAG_FOUND, file, line, 0,
				"the markup is nested too deep: past the limit the words were read without their structure");
	z->documents++;
	write_opening(a, n, &out->out);
	for (size_t i = 0; i < n->blocks.n; i++)
		write_block(a->id, &n->blocks.v[i], 0, &out->out);
	write_closing(a->id, NULL, n->blocks.n, &out->out);
	return sink_flush(out, false);
}

/* -i references: every line is one block, and its number stands in it. */
static int write_references(struct normalize *z, const struct article *a, struct sink *out)
{
	struct normalized *n = &z->text;
	size_t line = 0, chars = 0;
	static const struct normalized nothing;
	z->documents++;
	write_opening(a, &nothing, &out->out);
	for (size_t at = 0; at < a->source.n;) {
		const char *nl = memchr(a->source.p + at, '\n', a->source.n - at);
		size_t end = nl ? (size_t)(nl - a->source.p) : a->source.n;
		struct span text = span_sub(a->source, at, end);
		normalize_free(n);
		normalize_text(z->rules, text, n);
		struct block empty = {.text = span_make("", 0)}, *b = n->blocks.n ? &n->blocks.v[0] : &empty;
		b->from.start += at;
		b->from.char_start += chars;
		write_block(a->id, b, ++line, &out->out);
		chars += text_chars(text) + 1;
		at = end + 1;
	}
	write_closing(a->id, NULL, line, &out->out);
	return sink_flush(out, false);
}

/* ---- sources ---- */

static void json_id(struct normalize *z, const char *path, size_t line)
{
	struct buf name = {0};
	buf_adds(&name, path);
	if (line)
		buf_printf(&name, ":%zu", line);
	for (size_t bad; (bad = text_invalid(buf_span(&name))) < name.n;)
		name.p[bad] = '?'; /* file names are bytes; ids are UTF-8 */
	buf_clear(&z->id);
	json_write(&z->id, buf_span(&name));
	buf_free(&name);
}

static int write_line(struct normalize *z, const char *path, struct span line, size_t number, struct sink *out)
{
	if (span_trim(line).n == 0)
		return DIAG_OK;
	const char *no = jsonl_read(&z->line, line, &z->why);
	if (no == NULL && z->line.id.n > ID_MAX)
		no = "its id is longer than 4096 bytes"; /* every record repeats it */
	buf_clear(&z->id);
	if (z->line.id.n == 0 || z->line.id.n > ID_MAX || no != NULL)
		json_id(z, path, number);
	else if (z->line.id.p[0] == '"')
		buf_addspan(&z->id, z->line.id);
	else
		buf_printf(&z->id, "\"%.*s\"", (int)z->line.id.n, z->line.id.p);
	struct article a = {buf_span(&z->id), line, "application/jsonl", {NULL, 0}};
	if (no != NULL) {
		reject(z, &a, path, number, no, out);
		return sink_flush(out, false);
	}
	buf_clear(&z->decoded);
	a.source = json_text(z->line.text, &z->decoded);
	a.media = "text/plain";
	a.meta = buf_span(&z->line.meta);
	return write_article(z, &a, MEDIA_TEXT, path, number, out);
}

/* A source that cannot be opened or read to its end is named and costs nothing else. */
static int give_up(struct normalize *z, const char *path, struct sink *out)
{
	json_id(z, path, 0);
	struct article a = {buf_span(&z->id), span_make("", 0), "", {NULL, 0}};
	reject(z, &a, path, 0, "it could not be read", out);
	return sink_flush(out, false);
}

/* The lines whose first byte lies in [from, to) of the file. */
static int read_lines(struct normalize *z, int fd, const char *path, uint64_t from, uint64_t to, struct sink *out)
{
	uint64_t at = 0; /* of the buffer's first byte in the file */
	size_t number = 1, scanned = 0;
	int code = DIAG_OK;
	for (bool end = false; code < DIAG_WRONG && !(end && z->bytes.n == 0);) {
		const char *nl = z->bytes.n > scanned ? memchr(z->bytes.p + scanned, '\n', z->bytes.n - scanned) : NULL;
		if (nl == NULL && !end && z->bytes.n <= SOURCE_MAX) {
			scanned = z->bytes.n;
			if (input_read(fd, path, &z->bytes, CHUNK, out->d) != DIAG_OK)
				return give_up(z, path, out);
			end = z->bytes.n - scanned < CHUNK;
			continue;
		}
		size_t used = 0;
		do { /* all whole lines of the buffer, then move the rest once */
			size_t stop = nl ? (size_t)(nl - z->bytes.p) : z->bytes.n;
			if (at + used >= to)
				return DIAG_OK;
			if (at + used == 0 && stop >= 3 && memcmp(z->bytes.p, "\xEF\xBB\xBF", 3) == 0)
				used = 3; /* a byte order mark belongs to no line */
			if (at + used >= from)
				code = write_line(z, path, span_sub(buf_span(&z->bytes), used, stop), number, out);
			number++;
			used = nl ? stop + 1 : stop;
			nl = memchr(z->bytes.p + used, '\n', z->bytes.n - used);
		} while (nl != NULL && code < DIAG_WRONG);
		z->bytes.n -= used;
		memmove(z->bytes.p, z->bytes.p + used, z->bytes.n);
		at += used;
		scanned = z->bytes.n;
		if (!end && z->bytes.n > SOURCE_MAX)
			code = diag_at(out->d, DIAG_FAILED, path, number, 0, "the line is longer than %d bytes", SOURCE_MAX);
	}
	return code;
}

static int read_whole(struct normalize *z, int fd, const char *path, enum media media, struct sink *out)
{
	if (input_read(fd, path, &z->bytes, SOURCE_MAX + 1, out->d) != DIAG_OK)
		return give_up(z, path, out);
	static const char *const types[] = {"text/plain", "text/plain", "text/html", "", "text/x-references"};
	json_id(z, path, 0);
	struct article a = {buf_span(&z->id), buf_span(&z->bytes), types[media], {NULL, 0}};
	if (a.source.n > SOURCE_MAX) {
		a.source.n = 0;
		reject(z, &a, path, 0, "larger than 256 MiB", out);
		return sink_flush(out, false);
	}
	return media == MEDIA_REFERENCES ? write_references(z, &a, out) : write_article(z, &a, media, path, 0, out);
}

static int read_source(struct normalize *z, const struct source *s, uint64_t from, uint64_t to, struct sink *out)
{
	int fd = input_open(s, z->standard_input, out->d);
	if (fd < 0)
		return give_up(z, s->path, out);
	buf_clear(&z->bytes);
	enum media media = z->media;
	int code = DIAG_OK;
	if (media == MEDIA_AUTO) {
		code = input_read(fd, s->path, &z->bytes, 4096, out->d);
		media = input_media(s->path, buf_span(&z->bytes));
	}
	if (code)
		code = give_up(z, s->path, out);
	else if (media == MEDIA_JSONL)
		code = read_lines(z, fd, s->path, from, to, out);
	else if (from == 0)
		code = read_whole(z, fd, s->path, media, out);
	if (fd != STDIN_FILENO)
		close(fd);
	return code;
}

static int make_stream(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct normalize *z = ctx;
	source_list sources = {0};
	struct diag again = {0}; /* what the first slice has said already */
	int code = input_expand(env->operands, env->noperands, z->standard_input, &sources, z->from ? &again : out->d);
	diag_free(&again);
	uint64_t at = 0;
	for (size_t i = 0; i < sources.n && code < DIAG_WRONG && !z->count_slices; i++) {
		uint64_t end = at + sources.v[i].bytes;
		bool stream = strcmp(sources.v[i].path, "-") == 0 && z->standard_input == NULL;
		/* an empty file belongs to the slice in which it stands; of a file that is no JSONL, all belongs where it begins */
		if (stream || (at < z->to && (end > z->from || at >= z->from)))
			code = read_source(z, &sources.v[i], z->from > at ? z->from - at : 0, stream ? UINT64_MAX : z->to - at, out);
		at = end;
	}
	if (z->count_slices && code < DIAG_WRONG) {
		for (size_t i = 0; i < sources.n; i++)
			at += sources.v[i].bytes;
		buf_printf(&out->out, "%llu\n", (unsigned long long)(at / SLICE + 1));
	}
	input_free(&sources);
	return code;
}

/* Who reads the stream at its other end can tell from this number whether all of it came. */
static int write_tally(void *ctx, struct sink *out)
{
	struct normalize *z = ctx;
	FILE *f = z->tally ? fopen(z->tally, "w") : NULL;
	if (z->tally == NULL)
		return DIAG_OK;
	bool good = f != NULL && fprintf(f, "%llu\n", (unsigned long long)z->documents) > 0;
	if (f == NULL || fclose(f) != 0 || !good)
		return diag_at(out->d, DIAG_FAILED, z->tally, 0, 0, "%s", strerror(errno));
	return DIAG_OK;
}

enum { STANDARD_INPUT = 256, COUNT_SLICES, ONE_SLICE, TALLY };

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct normalize *z = ctx;
	if (letter == 'i') {
		for (int m = MEDIA_AUTO; m <= MEDIA_REFERENCES; m++)
			if (strcmp(arg, media_names[m]) == 0) {
				z->media = (enum media)m;
				return DIAG_OK;
			}
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-i takes auto, text, html, jsonl or references, not '%s'", arg);
	}
	if (letter == STANDARD_INPUT) {
		z->standard_input = arg;
	} else if (letter == COUNT_SLICES) {
		z->count_slices = true;
	} else if (letter == TALLY) {
		z->tally = arg;
	} else {
		uint64_t k = json_number(span_of(arg), UINT64_MAX);
		if (k > UINT64_MAX / SLICE - 1)
			return diag_at(d, DIAG_WRONG, NULL, 0, 0, "--slice takes a number, not '%s'", arg);
		z->from = k * SLICE;
		z->to = z->from + SLICE;
	}
	return DIAG_OK;
}

static int open_normalize(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct normalize *z = ctx;
	jsonl_init();
	z->rules = normalize_rules_open(env->rules, d);
	return z->rules ? DIAG_OK : d->code;
}

static int check_normalize(void *ctx, const struct stage_env *env, struct diag *d)
{
	(void)env;
	normalize_rules_check(((struct normalize *)ctx)->rules, d);
	return d->code;
}

static void close_normalize(void *ctx)
{
	struct normalize *z = ctx;
	normalize_rules_free(z->rules);
	normalize_free(&z->text);
	buf_free(&z->bytes);
	buf_free(&z->decoded);
	buf_free(&z->id);
	buf_free(&z->why);
	buf_free(&z->line.meta);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'i', "input", "FMT", "auto (default), text, html, jsonl, references (one reference string a line)"},
		{STANDARD_INPUT, "standard-input", "FILE", "the file that stands for '-'"},
		{COUNT_SLICES, "count-slices", NULL, "print into how many slices the input falls, and stop"},
		{ONE_SLICE, "slice", "K", "only the documents that begin in slice K (from 0) of the input"},
		{TALLY, "tally", "FILE", "write the number of documents into FILE"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "normalize",
		.about = "Reads articles and writes the stream: for each document its record, its normalized text in blocks, its end.\n"
				 "A folder is read recursively; '-' or nothing is standard input.",
		.operands = "[FILE|DIR|-]...",
		.options = options,
		.option = set_option,
		.open = open_normalize,
		.check = check_normalize,
		.source = make_stream,
		.finish = write_tally,
		.close = close_normalize,
	};
	struct normalize z = {.to = UINT64_MAX};
	return stage_run(&stage, &z, argc, argv);
}
