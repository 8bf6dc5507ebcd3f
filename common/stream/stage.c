#include "stream/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "stream/version.h"

enum {
	READ_BYTES = 1 << 20,
	PIPE_BYTES = 1 << 20, /* asked of the kernel for the pipe that is written to: fewer changes from stage to stage */
	SET_PIPE_SIZE = 1031, /* Linux' F_SETPIPE_SZ, which <fcntl.h> hides from POSIX programs */
	WRITE_BYTES = 1 << 18,
	DOCUMENT_MAX = 1 << 30, /* bytes of one document's lines; a larger one ends the run */
	TYPES_MAX = 32,
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

int sink_flush(struct sink *s, bool all)
{
	print_messages(s);
	if (s->out.n == 0 || (!all && s->out.n < WRITE_BYTES))
		return DIAG_OK;
	for (size_t at = 0; at < s->out.n;) {
		ssize_t n = write(s->fd, s->out.p + at, s->out.n - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			buf_clear(&s->out);
			return diag_at(s->d, DIAG_FAILED, "<stdout>", 0, 0, "%s", strerror(errno));
		}
		at += (size_t)n;
	}
	buf_clear(&s->out);
	return DIAG_OK;
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
	const char *begin = doc->v[from].text.p, *end = doc->v[to - 1].text.p + doc->v[to - 1].text.n + 1;
	buf_add(&s->out, begin, (size_t)(end - begin));
}

/* ---- input: lines, collected to documents ---- */

static const struct span kind_names[KINDS] = {
	[KIND_DOCUMENT] = {"document", 8},   [KIND_BLOCK] = {"block", 5},         [KIND_SENTENCE] = {"sentence", 8},
	[KIND_CONDITION] = {"condition", 9}, [KIND_MECHANISM] = {"mechanism", 9}, [KIND_INTERVENTION] = {"intervention", 12},
	[KIND_CITATION] = {"citation", 8},   [KIND_REFERENCE] = {"reference", 9}, [KIND_CLAIM] = {"claim", 5},
	[KIND_FINDING] = {"finding", 7},     [KIND_END] = {"document-end", 12},
};

static enum line_kind kind_of(struct span type)
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

struct input {
	struct buf bytes;        /* read and not yet handled; begins with the document being collected */
	size_t scanned;          /* bytes that were looked at for newlines */
	size_t line;             /* number of the line that `start` begins */
	size_t start;            /* of the line being looked at */
	LIST(struct seen) seen;  /* the lines of this document so far: the buffer can still move */
	LIST(struct line) lines; /* the same, when it is whole */
	size_t read_line;        /* the number of the document's first line */
};

static int damaged(const struct input *in, struct diag *d, size_t column, const char *what)
{
	return diag_at(d, DIAG_FAILED, "<stdin>", in->line, column, "%s", what);
}

/* The counts that `document-end` gives by type must be those of the lines that came. */
static int check_counts(const struct input *in, const struct record *end, struct diag *d)
{
	uint64_t counts[KINDS] = {0};
	for (size_t k = 0; k < in->lines.n; k++)
		counts[in->lines.v[k].kind]++;
	for (size_t i = 2; i < end->n; i++) {
		uint64_t want = json_number(end->m[i].value, UINT64_MAX), have = 0;
		if (want == UINT64_MAX)
			continue;
		enum line_kind kind = kind_of(end->m[i].key);
		for (size_t k = 0; kind == KIND_OTHER && k < in->lines.n; k++)
			have += in->lines.v[k].kind == KIND_OTHER && span_eq(in->lines.v[k].type, end->m[i].key);
		if (kind != KIND_OTHER)
			have = counts[kind];
		if (have != want)
			return diag_at(d, DIAG_FAILED, "<stdin>", in->line, 0,
						   "the stream is damaged: %zu records of type '%.*s' where %zu were written", (size_t)have, (int)end->m[i].key.n,
						   end->m[i].key.p, (size_t)want);
	}
	return DIAG_OK;
}

/* The lines that were collected make a document. */
static int hand_over(struct input *in, const struct stage *s, void *ctx, struct sink *out)
{
	struct record first, last;
	size_t bad = record_parse(&first, in->lines.v[0].text);
	if (bad || !span_is(first.type, "document"))
		return diag_at(out->d, DIAG_FAILED, "<stdin>", in->read_line, bad, "a document must open with its 'document' record");
	bad = record_parse(&last, in->lines.v[in->lines.n - 1].text);
	if (bad)
		return damaged(in, out->d, bad, "the line is no record");
	if (!span_eq(first.doc, last.doc))
		return damaged(in, out->d, 0, "'document-end' closes another document than the one that is open");
	int code = check_counts(in, &last, out->d);
	if (code)
		return code;
	struct document doc = {first.doc, in->lines.n, in->lines.v};
	return s->document(ctx, &doc, out);
}

/* Takes the line that ends at `end`; its type is looked at once and for all. */
static enum line_kind take_line(struct input *in, size_t end)
{
	struct span type = record_type(span_sub(buf_span(&in->bytes), in->start, end));
	struct seen l = {end, type.n, kind_of(type)};
	list_push(&in->seen, l);
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
	size_t used = 0; /* bytes of documents that are done */
	while (in->scanned < in->bytes.n) {
		const char *nl = memchr(in->bytes.p + in->scanned, '\n', in->bytes.n - in->scanned);
		if (nl == NULL)
			break;
		if (take_line(in, (size_t)(nl - in->bytes.p)) != KIND_END)
			continue;
		make_lines(in, used);
		int code = hand_over(in, s, ctx, out);
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
	if (code == DIAG_OK && (in.bytes.n > in.start || in.seen.n))
		code = damaged(&in, out->d, 0,
					   in.bytes.n > in.start ? "the stream is cut: the last line has no end"
											 : "the stream is cut: a document has no 'document-end'");
	buf_free(&in.bytes);
	list_free(&in.seen);
	list_free(&in.lines);
	return code;
}

/* ---- command line ---- */

static const struct stage_option common_options[] = {
	{'r', "rules", "DIR", "folder of the rule tables (default: configs beside the program's folder)"},
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

static const char *default_rules(struct buf *path)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
	for (int up = 0; up < 2 && n > 0; up++)
		while (n > 0 && exe[--n] != '/')
			;
	if (n <= 0)
		return "configs";
	buf_add(path, exe, (size_t)n);
	buf_adds(path, "/configs");
	buf_addc(path, '\0');
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
