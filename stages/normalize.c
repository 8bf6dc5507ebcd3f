/* normalize: makes the stream. Reads files, folders and JSON Lines; writes for each document its `document` record, its text as
 * `block` records (a paragraph or line each, aligned to the source), and `document-end`. A list of references (`-i references`) is cut
 * into its entries already: each line is the `sentence` record that segment would make of it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "normalize/writer.h"
#include "stream/jsonl.h"
#include "stream/own.h"
#include "stream/warc.h"

enum {
	SLICE = 8 << 20,      /* bytes of input that one --slice takes: fixed, so that results do not depend on the number of workers */
	SOURCE_MAX = 1 << 28, /* bytes of one document */
	ID_MAX = 4096,
};

struct normalize {
	enum media media;
	const char *standard_input;
	const char *names; /* file of operands */
	bool count_slices, verbose;
	const char *tally; /* file that gets the number of documents written */
	uint64_t from, to; /* the bytes of all sources, laid end to end, whose documents are wanted */
	struct normalize_rules *rules;
	struct writer writer;
	struct buf bytes, decoded, id, why;
	struct jsonl_document line;
};

static const char *const types[] = {[MEDIA_AUTO] = "", [MEDIA_TEXT] = "text/plain", [MEDIA_HTML] = "text/html"};

static void write_id(struct normalize *z, struct buf *name)
{
	buf_clear(&z->id);
	article_name(&z->id, name);
}

static void json_id(struct normalize *z, const char *path, size_t line)
{
	struct buf name = {0};
	buf_adds(&name, path);
	if (line)
		buf_printf(&name, ":%zu", line);
	write_id(z, &name);
	buf_free(&name);
}

static int write_line(struct normalize *z, const char *path, struct span line, size_t number, struct sink *out)
{
	if (span_trim(line).n == 0 || ledger_passes(&z->writer.ledger))
		return DIAG_OK;
	const char *no = line.n < SOURCE_MAX ? jsonl_read(&z->line, line, &z->why) : "the line is longer than 256 MiB";
	if (no == NULL && z->line.id.n > ID_MAX)
		no = "its id is longer than 4096 bytes"; /* every record repeats it */
	buf_clear(&z->id);
	if (z->line.id.n == 0 || z->line.id.n > ID_MAX || no != NULL)
		json_id(z, path, number);
	else if (z->line.id.p[0] == '"')
		buf_addspan(&z->id, z->line.id);
	else
		buf_printf(&z->id, "\"%.*s\"", (int)z->line.id.n, z->line.id.p);
	struct incoming a = {.id = buf_span(&z->id), .source = line, .media = "application/jsonl", .file = path, .line = number};
	if (no != NULL)
		return writer_reject(&z->writer, &a, path, number, no, out);
	buf_clear(&z->decoded);
	a.source = json_text(z->line.text, &z->decoded);
	a.media = "text/plain";
	a.meta = buf_span(&z->line.meta);
	return writer_article(&z->writer, &a, MEDIA_TEXT, path, number, out);
}

/* A source that cannot be opened or read to its end is named and costs nothing else. */
static int give_up(struct normalize *z, const char *path, const char *why, struct sink *out)
{
	json_id(z, path, 0);
	struct incoming a = {.id = buf_span(&z->id), .source = span_make("", 0), .media = ""};
	return writer_reject(&z->writer, &a, path, 0, why ? why : "it could not be read", out);
}

/* The lines whose first byte lies in [from, to) of the source. */
static int read_lines(struct normalize *z, struct feed *f, uint64_t from, uint64_t to, struct sink *out)
{
	int code = DIAG_OK;
	size_t number = 1;
	if (span_starts(feed_head(f), "\xEF\xBB\xBF"))
		feed_take(f, 3, NULL); /* a byte order mark belongs to no line */
	while (code < DIAG_WRONG && feed_place(f) < to) {
		bool here = feed_place(f) >= from;
		if (!feed_line(f, here ? SOURCE_MAX : 0, &z->bytes) || f->error != NULL)
			break;
		if (here)
			code = write_line(z, f->name, buf_span(&z->bytes), number, out);
		number++;
	}
	return f->error != NULL ? give_up(z, f->name, f->error, out) : code;
}

static int read_whole(struct normalize *z, struct feed *f, enum media media, struct sink *out)
{
	buf_clear(&z->bytes);
	feed_take(f, SOURCE_MAX + 1, &z->bytes);
	if (f->error != NULL)
		return give_up(z, f->name, f->error, out);
	json_id(z, f->name, 0);
	struct incoming a = {
		.id = buf_span(&z->id), .source = buf_span(&z->bytes), .media = media == MEDIA_REFERENCES ? "text/x-references" : types[media]};
	if (a.source.n > SOURCE_MAX) {
		a.source.n = 0;
		return writer_reject(&z->writer, &a, f->name, 0, "larger than 256 MiB", out);
	}
	const char *foreign = input_foreign(z->media == MEDIA_AUTO ? f->name : NULL, a.source);
	if (foreign != NULL)
		return writer_reject(&z->writer, &a, f->name, 0, foreign, out);
	return media == MEDIA_REFERENCES ? writer_references(&z->writer, &a, out) : writer_article(&z->writer, &a, media, f->name, 0, out);
}

/* The pages and texts of a web archive; messages give the number of the record in the place of a line's. */
static int read_archive(struct normalize *z, struct feed *f, struct sink *out)
{
	struct warc w = {.f = f, .most = SOURCE_MAX};
	struct warc_document d;
	int code = DIAG_OK;
	while (code < DIAG_WRONG && warc_next(&w, &d)) {
		if (d.uri.n && d.uri.n <= ID_MAX) {
			buf_clear(&z->bytes);
			buf_addspan(&z->bytes, d.uri);
			write_id(z, &z->bytes);
		} else {
			json_id(z, f->name, w.number);
		}
		struct incoming a = {.id = buf_span(&z->id), .source = d.payload, .media = types[d.media], .meta = d.meta, .file = f->name};
		if (d.fault != NULL) {
			a.source.n = 0;
			code = writer_reject(&z->writer, &a, f->name, w.number, d.fault, out);
		} else {
			code = writer_article(&z->writer, &a, d.media, f->name, w.number, out);
		}
	}
	if (z->verbose)
		diag_at(out->d, DIAG_OK, f->name, 0, 0, "%zu of %zu records hold neither a page nor a text", w.passed, w.number);
	warc_free(&w);
	return code;
}

static int read_source(struct normalize *z, const struct source *s, uint64_t from, uint64_t to, struct sink *out)
{
	struct feed f;
	int fd = input_open(s, z->standard_input, out->d);
	if (fd < 0)
		return give_up(z, s->path, NULL, out);
	feed_begin(&f, s->path, fd);
	struct span head = feed_head(&f);
	enum media media = z->media == MEDIA_AUTO ? input_media(s->path, head) : z->media;
	int code = DIAG_OK;
	bool own = z->media == MEDIA_AUTO && own_output(head);
	if (own && from == 0)
		diag_at(out->d, DIAG_OK, s->path, 0, 0, "passed over: evitab wrote it itself");
	if (own)
		; /* in every slice */
	else if (media == MEDIA_JSONL && f.packed == NULL)
		code = read_lines(z, &f, from, to, out);
	else if (from > 0)
		; /* all of it belongs to the slice in which it begins */
	else if (media == MEDIA_JSONL)
		code = read_lines(z, &f, 0, UINT64_MAX, out);
	else
		code = media == MEDIA_WARC ? read_archive(z, &f, out) : read_whole(z, &f, media, out);
	feed_close(&f);
	return code;
}

static int find_sources(struct normalize *z, const struct stage_env *env, source_list *sources, struct diag *d)
{
	struct diag again = {0}; /* what the first slice has said already, or who listed the documents */
	bool later = z->from || z->writer.ledger.choosing;
	struct input_names names = {0};
	int code = DIAG_OK;
	if (z->names == NULL)
		code = input_expand(env->operands, env->noperands, z->standard_input, sources, later ? &again : d);
	else if (env->noperands)
		code = diag_at(d, DIAG_WRONG, NULL, 0, 0, "beside --files0-from no operand is taken, but '%s' was given", env->operands[0]);
	else if ((code = input_names(z->names, z->standard_input, &names, d)) == DIAG_OK && names.list.n)
		code = input_expand(names.list.v, names.list.n, z->standard_input, sources, later ? &again : d);
	input_names_free(&names);
	diag_free(&again);
	return code;
}

static int make_stream(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct normalize *z = ctx;
	source_list sources = {0};
	struct diag *said = out->d, unsaid = {0}; /* where they are listed alone: who reads them for good will say it */
	int code = find_sources(z, env, &sources, out->d);
	uint64_t at = 0;
	out->d = z->writer.ledger.listing ? &unsaid : said;
	for (size_t i = 0; i < sources.n && code < DIAG_WRONG && !z->count_slices; i++) {
		uint64_t end = at + sources.v[i].bytes;
		bool stream = strcmp(sources.v[i].path, "-") == 0 && z->standard_input == NULL, wanted = ledger_source(&z->writer.ledger, i);
		/* an empty file belongs to the slice in which it stands; of a file that is no JSONL, all belongs where it begins */
		if (wanted && (stream || (at < z->to && (end > z->from || at >= z->from))))
			code = read_source(z, &sources.v[i], z->from > at ? z->from - at : 0, stream ? UINT64_MAX : z->to - at, out);
		at = end;
	}
	if (z->count_slices && code < DIAG_WRONG) {
		for (size_t i = 0; i < sources.n; i++)
			at += sources.v[i].bytes;
		buf_printf(&out->out, "%llu\n", (unsigned long long)(at / SLICE + 1));
	}
	out->d = said;
	if (unsaid.code >= DIAG_WRONG)
		diag_at(said, unsaid.code, NULL, 0, 0, "%.*s", (int)unsaid.text.n - 1, unsaid.text.p);
	diag_free(&unsaid);
	input_free(&sources);
	return code < DIAG_WRONG ? ledger_end(&z->writer.ledger, said) : code;
}

/* Who reads the stream at its other end can tell from this number whether all of it came. */
static int write_tally(void *ctx, struct sink *out)
{
	struct normalize *z = ctx;
	FILE *f = z->tally ? fopen(z->tally, "w") : NULL;
	if (z->tally == NULL)
		return DIAG_OK;
	bool good = f != NULL && fprintf(f, "%llu\n", (unsigned long long)z->writer.documents) > 0;
	if (f == NULL || fclose(f) != 0 || !good)
		return diag_at(out->d, DIAG_FAILED, z->tally, 0, 0, "%s", strerror(errno));
	return DIAG_OK;
}

enum { STANDARD_INPUT = 256, FILES_FROM, COUNT_SLICES, ONE_SLICE, TALLY, LEDGER, ONLY, LINES };

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct normalize *z = ctx;
	if (letter == 'i') {
		for (int m = MEDIA_AUTO; m < MEDIAS; m++)
			if (strcmp(arg, media_names[m]) == 0) {
				z->media = (enum media)m;
				return DIAG_OK;
			}
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-i takes auto, text, html, jsonl, warc or references, not '%s'", arg);
	}
	if (letter == STANDARD_INPUT) {
		z->standard_input = arg;
	} else if (letter == FILES_FROM) {
		z->names = arg;
	} else if (letter == COUNT_SLICES) {
		z->count_slices = true;
	} else if (letter == LINES) {
		z->writer.lines = true;
	} else if (letter == TALLY) {
		z->tally = arg;
	} else if (letter == LEDGER) {
		z->writer.ledger.listing = true;
	} else if (letter == ONLY) {
		return ledger_choose(&z->writer.ledger, arg, d);
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
	z->verbose = env->verbose;
	z->writer.rules = z->rules = normalize_rules_open(env->rules, d);
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
	writer_free(&z->writer);
	buf_free(&z->bytes);
	buf_free(&z->decoded);
	buf_free(&z->id);
	buf_free(&z->why);
	buf_free(&z->line.meta);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'i', "input", "FMT", "auto (default), text, html, jsonl, warc, references (one reference string a line)"},
		{FILES_FROM, "files0-from", "FILE", "the operands stand in FILE, each ended by a NUL byte; '-' is standard input"},
		{STANDARD_INPUT, "standard-input", "FILE", "the file that stands for '-'"},
		{COUNT_SLICES, "count-slices", NULL, "print into how many slices the input falls, and stop"},
		{ONE_SLICE, "slice", "K", "only the documents that begin in slice K (from 0) of the input"},
		{LINES, "lines", NULL, "say of each document where its lines begin, or which part of which file it is"},
		{TALLY, "tally", "FILE", "write the number of documents into FILE"},
		{LEDGER, "ledger", NULL, "list the documents with their hashes, in place of the stream"},
		{ONLY, "only", "FILE", "only the documents in FILE, lines of such a list in their order"},
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
