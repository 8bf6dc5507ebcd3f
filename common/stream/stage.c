#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "stream/stage_parts.h"
#include "stream/version.h"

enum {
	PIPE_BYTES = 1 << 20, /* asked of the kernel for the pipe that is written to: fewer changes from stage to stage */
	SET_PIPE_SIZE = 1031, /* Linux' F_SETPIPE_SZ, which <fcntl.h> hides from POSIX programs */
	WRITE_BYTES = 1 << 18,
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
	code = s->source ? s->source(ctx, env, out) : stage_read(s, ctx, out);
	if (code < DIAG_WRONG && s->finish)
		code = s->finish(ctx, out);
	if (code < DIAG_WRONG)
		sink_flush(out, true);
	return out->d->code;
}

/* Where standard input, output or error is closed, the next file that is opened would take its place, and messages or tables would be
 * written into it. What is opened instead cannot be read, or written, as the closed one. */
static void hold_standard_files(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int stage_run(const struct stage *s, void *ctx, int argc, char **argv)
{
	hold_standard_files();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told as a full disk is */
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
