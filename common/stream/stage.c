#include "stream/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "stream/version.h"

enum {
	READ_BYTES = 1 << 20,
	PIPE_BYTES = 1 << 20, /* asked of the kernel for the pipe that is written to: fewer changes from stage to stage */
	SET_PIPE_SIZE = 1031, /* Linux' F_SETPIPE_SZ, which <fcntl.h> hides from POSIX programs */
	WRITE_BYTES = 1 << 18,
	DOCUMENT_MAX = 1 << 30, /* bytes of one document's lines; a larger one ends the run */
};

/* ---- output ---- */

static void print_messages(struct sink *s)
{
	struct span text = buf_span(&s->d->text);
	if (text.n && !(s->quiet && s->d->code <= DIAG_FOUND))
		for (size_t at = 0; at < text.n;) {
			size_t n = (size_t)((const char *)memchr(text.p + at, '\n', text.n - at) - text.p) + 1 - at;
			fprintf(stderr, "%s: %.*s", s->name, (int)n, text.p + at);
			at += n;
		}
	buf_clear(&s->d->text);
}

/* All of it, unless a write failed before. */
static void write_all(struct sink *s, const char *p, size_t size)
{
	for (size_t at = 0; at < size && s->failed == DIAG_OK;) {
		ssize_t n = write(s->fd, p + at, size - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			s->failed = diag_at(s->d, DIAG_FAILED, "<stdout>", 0, 0, "%s", strerror(errno));
		at += n < 0 ? 0 : (size_t)n;
	}
}

int sink_flush(struct sink *s, bool all)
{
	print_messages(s);
	if (all || s->out.n >= WRITE_BYTES) {
		write_all(s, s->out.p, s->out.n);
		buf_clear(&s->out);
	}
	return s->failed;
}

void sink_line(struct sink *s, struct span line)
{
	buf_addspan(&s->out, line);
	buf_addc(&s->out, '\n');
}

void sink_lines(struct sink *s, const struct document *doc, size_t from, size_t to)
{
	if (from >= to)
		return;
	const char *begin = doc->v[from].text.p;
	size_t n = (size_t)(doc->v[to - 1].text.p + doc->v[to - 1].text.n + 1 - begin);
	if (n < WRITE_BYTES) {
		buf_add(&s->out, begin, n);
		return;
	}
	write_all(s, s->out.p, s->out.n);
	buf_clear(&s->out);
	write_all(s, begin, n);
}

bool document_foreign(const struct document *doc)
{
	struct span tag = record_find(doc->v[0].text, "language");
	return tag.n > 2 && !text_english(span_sub(tag, 1, tag.n - 1));
}

/* ---- input: lines, collected to documents ---- */

static bool opens_list(struct span line)
{
	return span_is(record_find(line, "media"), "\"text/x-references\"");
}

bool document_is_list(const struct document *doc)
{
	return opens_list(doc->v[0].text);
}

static const struct span kind_names[KINDS] = {
	[KIND_DOCUMENT] = {"document", 8},   [KIND_BLOCK] = {"block", 5}, [KIND_SENTENCE] = {"sentence", 8}, [KIND_CITATION] = {"citation", 8},
	[KIND_REFERENCE] = {"reference", 9}, [KIND_CLAIM] = {"claim", 5}, [KIND_FINDING] = {"finding", 7},   [KIND_END] = {"document-end", 12},
};

enum line_kind line_kind(struct span type)
{
	for (int k = KIND_OTHER + 1; k < KINDS && type.n; k++)
		if (kind_names[k].n == type.n && kind_names[k].p[0] == type.p[0] && memcmp(kind_names[k].p, type.p, type.n) == 0)
			return (enum line_kind)k;
	return KIND_OTHER;
}

struct seen {
	size_t end; /* its newline */
	size_t type_n;
	enum line_kind kind;
};

/* How many lines of each type a document has; those of users' own tables by name. */
struct tally {
	uint64_t known[KINDS];
	LIST(struct own_type) own;
	struct buf names;
};
struct own_type {
	size_t at, n; /* in names */
	uint64_t count;
};

static void count_line(struct tally *t, enum line_kind kind, struct span type)
{
	t->known[kind]++;
	if (kind != KIND_OTHER || type.n == 0)
		return;
	for (size_t i = 0; i < t->own.n; i++)
		if (span_eq(span_make(t->names.p + t->own.v[i].at, t->own.v[i].n), type)) {
			t->own.v[i].count++;
			return;
		}
	list_push(&t->own, ((struct own_type){t->names.n, type.n, 1}));
	buf_addspan(&t->names, type);
}

static uint64_t counted(const struct tally *t, struct span type)
{
	enum line_kind kind = line_kind(type);
	for (size_t i = 0; kind == KIND_OTHER && i < t->own.n; i++)
		if (span_eq(span_make(t->names.p + t->own.v[i].at, t->own.v[i].n), type))
			return t->own.v[i].count;
	return kind == KIND_OTHER ? 0 : t->known[kind];
}

struct input {
	struct buf bytes;        /* read and not yet handled; begins with the document being collected */
	size_t scanned;          /* bytes that were looked at for newlines */
	size_t line;             /* number of the line that `start` begins */
	size_t start;            /* of the line being looked at */
	LIST(struct seen) seen;  /* the lines of this document, or of this piece of it, so far: the buffer can still move */
	LIST(struct line) lines; /* the same, when it is whole */
	size_t read_line;        /* the number of the document's first line */
	struct buf id;           /* of the document */
	struct tally tally;
	bool pieces; /* it is handed over in pieces */
	bool begun;  /* the first of them was */
};

static int damaged(const struct input *in, struct diag *d, size_t column, const char *what)
{
	return diag_at(d, DIAG_FAILED, "<stdin>", in->line, column, "%s", what);
}

/* The counts that `document-end` gives by type must be those of the lines that came. */
static int check_counts(const struct input *in, const struct record *end, struct diag *d)
{
	for (size_t i = 2; i < end->n; i++) {
		uint64_t want = json_number(end->m[i].value, UINT64_MAX), have = counted(&in->tally, end->m[i].key);
		if (want != UINT64_MAX && have != want)
			return diag_at(d, DIAG_FAILED, "<stdin>", in->line, 0,
						   "the stream is damaged: %zu records of type '%.*s' where %zu were written", (size_t)have, (int)end->m[i].key.n,
						   end->m[i].key.p, (size_t)want);
	}
	return DIAG_OK;
}

static int open_document(struct input *in, struct diag *d)
{
	struct record first;
	size_t bad = record_parse(&first, in->lines.v[0].text);
	if (bad || !span_is(first.type, "document"))
		return diag_at(d, DIAG_FAILED, "<stdin>", in->read_line, bad, "a document must open with its 'document' record");
	buf_clear(&in->id);
	buf_addspan(&in->id, first.doc);
	return DIAG_OK;
}

static int close_document(const struct input *in, struct diag *d)
{
	struct record last;
	size_t bad = record_parse(&last, in->lines.v[in->lines.n - 1].text);
	if (bad)
		return damaged(in, d, bad, "the line is no record");
	if (!span_eq(buf_span(&in->id), last.doc))
		return damaged(in, d, 0, "'document-end' closes another document than the one that is open");
	return check_counts(in, &last, d);
}

/* The lines that were collected make a document, or a piece of one. */
static int hand_over(struct input *in, bool closes, const struct stage *s, void *ctx, struct sink *out)
{
	bool opens = !in->begun;
	int code = opens ? open_document(in, out->d) : DIAG_OK;
	if (code == DIAG_OK && closes)
		code = close_document(in, out->d);
	if (code)
		return code;
	struct document doc = {buf_span(&in->id), in->lines.n, in->lines.v, opens, closes};
	in->begun = !closes;
	if (closes) {
		memset(in->tally.known, 0, sizeof in->tally.known);
		in->tally.own.n = 0;
		buf_clear(&in->tally.names);
		in->pieces = false;
	}
	return s->document(ctx, &doc, out);
}

/* Takes the line that ends at `end`; its type is looked at once and for all. */
static enum line_kind take_line(struct input *in, size_t end, bool pieces)
{
	struct span line = span_sub(buf_span(&in->bytes), in->start, end), type = record_type(line);
	struct seen l = {end, type.n, line_kind(type)};
	list_push(&in->seen, l);
	count_line(&in->tally, l.kind, type);
	if (pieces && l.kind == KIND_DOCUMENT)
		in->pieces = opens_list(line);
	in->start = in->scanned = end + 1;
	in->line++;
	return l.kind;
}

/* The lines of a whole document that begins at `from`. */
static void make_lines(struct input *in, size_t from)
{
	list_reserve(&in->lines, in->seen.n);
	in->lines.n = in->seen.n;
	for (size_t i = 0; i < in->seen.n; i++) {
		const struct seen *l = &in->seen.v[i];
		const char *p = in->bytes.p + from;
		in->lines.v[i] = (struct line){{p, l->end - from}, {l->type_n ? p + RECORD_TYPE_AT : NULL, l->type_n}, l->kind};
		from = l->end + 1;
	}
}

static int collect(struct input *in, const struct stage *s, void *ctx, struct sink *out)
{
	size_t used = 0; /* bytes of lines that are done */
	for (;;) {
		const char *nl = memchr(in->bytes.p + in->scanned, '\n', in->bytes.n - in->scanned);
		bool closes = nl && take_line(in, (size_t)(nl - in->bytes.p), s->pieces) == KIND_END;
		if (!closes && nl)
			continue;
		if (!closes && (!in->pieces || in->seen.n == 0))
			break;
		make_lines(in, used);
		int code = hand_over(in, closes, s, ctx, out);
		if (code >= DIAG_WRONG || (code = sink_flush(out, false)) != DIAG_OK)
			return code;
		used = in->start;
		in->seen.n = 0;
		in->read_line = in->line + 1;
	}
	in->scanned = in->bytes.n;
	if (used) {
		in->bytes.n -= used;
		memmove(in->bytes.p, in->bytes.p + used, in->bytes.n);
		in->start -= used, in->scanned -= used;
		for (size_t i = 0; i < in->seen.n; i++)
			in->seen.v[i].end -= used;
	}
	return DIAG_OK;
}

static int read_stream(const struct stage *s, void *ctx, struct sink *out)
{
	struct input in = {.read_line = 1};
	int code = DIAG_OK;
	while (code == DIAG_OK) {
		ssize_t n = read(STDIN_FILENO, buf_room(&in.bytes, READ_BYTES), READ_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			code = diag_at(out->d, DIAG_FAILED, "<stdin>", 0, 0, "%s", strerror(errno));
		if (n <= 0)
			break;
		in.bytes.n += (size_t)n;
		code = collect(&in, s, ctx, out);
		if (code == DIAG_OK && in.bytes.n > DOCUMENT_MAX)
			code = damaged(&in, out->d, 0, "the document is larger than a stage takes");
		if (code == DIAG_OK)
			code = sink_flush(out, n < READ_BYTES);
	}
	if (code == DIAG_OK && (in.bytes.n > in.start || in.seen.n || in.begun))
		code = damaged(&in, out->d, 0,
					   in.bytes.n > in.start ? "the stream is cut: the last line has no end"
											 : "the stream is cut: a document has no 'document-end'");
	buf_free(&in.bytes);
	list_free(&in.seen);
	list_free(&in.lines);
	list_free(&in.tally.own);
	buf_free(&in.tally.names);
	buf_free(&in.id);
	return code;
}

/* ---- command line ---- */

static const struct stage_option common_options[] = {
	{'r', "rules", "DIR", "folder of the rule tables (default: those that came with the program)"},
	{'c', "check-rules", NULL, "load the rule tables of this stage, run their examples, report every fault, write nothing"},
	{'q', "quiet", NULL, "no messages but errors"},
	{'v', "verbose", NULL, "say more"},
	{'h', "help", NULL, "this text"},
	{'V', "version", NULL, "name and version"},
	{0, NULL, NULL, NULL},
};

static void print_options(const struct stage_option *o)
{
	for (; o && o->letter; o++) {
		char left[64];
		if (o->letter < 256)
			snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		else
			snprintf(left, sizeof left, "    --%s%s%s", o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		printf("  %-26s %s\n", left, o->help);
	}
}

static void print_help(const struct stage *s)
{
	printf("usage: %s [OPTION]...%s%s\n\n%s\n\n", s->name, s->operands ? " " : "", s->operands ? s->operands : "", s->about);
	print_options(s->options);
	print_options(common_options);
}

/* What was printed on standard output by hand (help, version) must have got there. */
static int close_standard_output(struct diag *d)
{
	return fflush(stdout) == 0 ? DIAG_OK : diag_at(d, DIAG_FAILED, "<stdout>", 0, 0, "%s", strerror(errno));
}

/* getopt's two lists from ours. */
struct getopt_lists {
	char letters[128];
	struct option longs[64];
	size_t nletters, nlongs;
};

static void add_options(struct getopt_lists *g, const struct stage_option *o)
{
	for (; o && o->letter && g->nlongs + 1 < sizeof g->longs / sizeof g->longs[0] && g->nletters + 3 < sizeof g->letters; o++) {
		g->longs[g->nlongs++] = (struct option){o->name, o->arg ? required_argument : no_argument, NULL, o->letter};
		if (o->letter < 256) {
			g->letters[g->nletters++] = (char)o->letter;
			if (o->arg)
				g->letters[g->nletters++] = ':';
		}
	}
}

/* Beside the folder of the programs there are configs/ (build/ in the source tree), or they are installed: libexec/evitab/ and
 * share/evitab/configs/. */
static const char *default_rules(struct buf *path)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
	for (int up = 0; up < 2 && n > 0; up++)
		while (n > 0 && exe[--n] != '/')
			;
	if (n <= 0)
		return "configs";
	static const char *const places[] = {"/configs", "/../share/evitab/configs"};
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		buf_clear(path);
		buf_add(path, exe, (size_t)n);
		buf_adds(path, places[i]);
		buf_addc(path, '\0');
		if (access(path->p, R_OK) == 0)
			break;
	}
	return path->p;
}

enum { GO_ON = -1 };

/* Reads the command line; GO_ON, or the exit status of a run that ends here. */
static int read_options(const struct stage *s, void *ctx, int argc, char **argv, struct stage_env *env, struct sink *out)
{
	struct getopt_lists g = {.letters = ":", .nletters = 1};
	add_options(&g, common_options);
	add_options(&g, s->options);
	opterr = 0;
	for (int c; (c = getopt_long(argc, argv, g.letters, g.longs, NULL)) != -1;) {
		int code = DIAG_OK;
		switch (c) {
		case 'h':
			print_help(s);
			return close_standard_output(out->d);
		case 'V':
			printf("%s (evitab) %s\n", s->name, EVITAB_VERSION);
			return close_standard_output(out->d);
		case 'r':
			env->rules = optarg;
			break;
		case 'c':
			env->strict = true;
			break;
		case 'q':
			out->quiet = true;
			break;
		case 'v':
			env->verbose = true;
			break;
		case ':':
			return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "the option %s needs an argument; see --help", argv[optind - 1]);
		case '?':
			return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "no option %s is known; see --help", argv[optind - 1]);
		default:
			code = s->option(ctx, c, optarg, out->d);
		}
		if (code)
			return code;
	}
	env->operands = argv + optind;
	env->noperands = (size_t)(argc - optind);
	if (env->noperands && s->operands == NULL)
		return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "no operand is taken, but '%s' was given; see --help", env->operands[0]);
	return GO_ON;
}

static int run(const struct stage *s, void *ctx, const struct stage_env *env, struct sink *out)
{
	(void)fcntl(STDOUT_FILENO, SET_PIPE_SIZE, PIPE_BYTES); /* refused by what is no pipe, which does no harm */
	int code = s->open ? s->open(ctx, env, out->d) : DIAG_OK;
	if (env->strict) {
		if (code == DIAG_OK && s->check)
			s->check(ctx, env, out->d);
		return out->d->code;
	}
	if (code)
		return code;
	code = s->source ? s->source(ctx, env, out) : read_stream(s, ctx, out);
	if (code < DIAG_WRONG && s->finish)
		code = s->finish(ctx, out);
	if (code < DIAG_WRONG)
		sink_flush(out, true);
	return out->d->code;
}

int stage_run(const struct stage *s, void *ctx, int argc, char **argv)
{
	struct diag d = {0};
	struct buf path = {0};
	struct sink out = {.d = &d, .name = s->name, .fd = STDOUT_FILENO};
	struct stage_env env = {.rules = default_rules(&path)};
	int code = read_options(s, ctx, argc, argv, &env, &out);
	if (code == GO_ON)
		code = run(s, ctx, &env, &out);
	print_messages(&out);
	if (s->close)
		s->close(ctx);
	if (d.code > code)
		code = d.code;
	buf_free(&out.out);
	buf_free(&path);
	diag_free(&d);
	return code;
}
