/* Fuzzes the programs in one process, by libFuzzer. $FUZZ names them and their arguments, words with blanks between:
 *
 *   normalize -i text FILE | segment | cite     a pipe: its tables are opened once; then each input goes through it
 *   each library -o OUT FILE                    a program, from its command line to its end, for each input
 *   each tag -r RULES conditions < STREAM       … which reads STREAM, the input being another file of it, such as a rule table
 *   each hashed plan --state DIR < STREAM       … whose last 64 bytes are made the SHA-256 of those before them
 *
 * Each input is laid into $FUZZ_FILE, which is also the standard input of the first program where no other is named; a program that reads
 * the stream gets it as the inside of a document, unless it opens one itself.
 *
 * Beside what the sanitizers see, it is a fault where a stage refuses what another has written, where UTF-8 comes out broken, and where a
 * record of a pipe that begins with normalize lies outside of its document. */
#define stage_run whole_run
#include "stream/stage.c"
#undef stage_run

#include <sys/mman.h>

#include "base/text.h"
#include "stream/provenance.h"

enum { PARTS_MOST = 16, WORDS_MOST = 32, SOME = 1 << 16 };

int stage_run(const struct stage *s, void *ctx, int argc, char **argv); /* in the place of the loop's */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *data, size_t size));

/* run.sh writes the list of the programs, each compiled with a main() of its name. */
#define PROGRAM(name) int main_##name(int argc, char **argv);
#include "programs.inc"
#undef PROGRAM
static const struct program {
	const char *name;
	int (*main)(int argc, char **argv);
} programs[] = {
#define PROGRAM(name) {#name, main_##name},
#include "programs.inc"
};

/* A program of the pipe. */
struct part {
	const struct program *program;
	int argc;
	char *argv[WORDS_MOST];
	const struct stage *stage;
	void *ctx;
	struct stage_env env;
	struct diag d;
	struct sink sink;
};

static struct part parts[PARTS_MOST];
static size_t nparts, opened;
static bool each, hashed;
static const char *stream; /* standard input of the program, where it is not the input */
static int file, sides[2]; /* $FUZZ_FILE; what one part writes, the next reads */
static struct span input;
static int fuzzer_argc;
static char **fuzzer_argv;

static _Noreturn void give_up(const char *what, const char *which)
{
	fprintf(stderr, "fuzz: %s: %s\n", which, what);
	abort();
}

static struct span bytes_of(int fd, struct buf *into)
{
	buf_clear(into);
	for (ssize_t n; (n = pread(fd, buf_room(into, SOME), SOME, (off_t)into->n)) > 0;)
		into->n += (size_t)n;
	return buf_span(into);
}

static void lay(int fd, struct span bytes)
{
	if (ftruncate(fd, 0) != 0 || pwrite(fd, bytes.p, bytes.n, 0) != (ssize_t)bytes.n || lseek(fd, 0, SEEK_SET) != 0)
		give_up(strerror(errno), "the input");
}

/* Lays the input into $FUZZ_FILE, for a program that reads the stream as a document. */
static void lay_input(const struct stage *s)
{
	static struct buf framed;
	if (hashed && input.n >= 64) {
		buf_clear(&framed);
		buf_add(&framed, input.p, input.n - 64);
		sha256_hex(span_sub(input, 0, input.n - 64), &framed);
		input = buf_span(&framed);
	} else if (stream == NULL && s->document && !span_starts(input, "{\"type\":\"document\"")) {
		buf_clear(&framed);
		buf_adds(&framed, "{\"type\":\"document\",\"doc\":\"x\",\"bytes\":100000,\"media\":\"text/plain\",\"title\":\"It\"}\n");
		buf_addspan(&framed, input);
		buf_adds(&framed, "\n{\"type\":\"document-end\",\"doc\":\"x\",\"status\":\"ok\",\"reason\":null}\n");
		input = buf_span(&framed);
	}
	lay(file, input);
	int in = stream ? open(stream, O_RDONLY) : file;
	if (in < 0 || dup2(in, STDIN_FILENO) < 0)
		give_up(strerror(errno), s->name);
	if (stream)
		close(in);
}

static void look_at_records(struct span out, const char *name)
{
	uint64_t bytes = 0;
	for (size_t at = 0; at < out.n;) {
		const char *nl = memchr(out.p + at, '\n', out.n - at);
		if (nl == NULL)
			give_up("its last line has no end", name);
		struct record r;
		if (record_parse(&r, span_sub(out, at, (size_t)(nl - out.p))) != 0)
			give_up("it writes a line that is no record", name);
		struct extent place = record_place(&r);
		if (span_is(r.type, "document"))
			bytes = record_number(&r, "bytes", 0);
		else if (place.start > place.end || place.end > bytes || place.char_start > place.char_end || place.char_end > bytes)
			give_up("a record lies outside of its document", name);
		at = (size_t)(nl - out.p) + 1;
	}
}

/* Runs one part on what stands at the beginning of `in`; false where it refuses it. */
static bool run_part(struct part *p, int in, int out)
{
	lay(out, span_make("", 0));
	if (lseek(in, 0, SEEK_SET) != 0 || dup2(in, STDIN_FILENO) < 0)
		give_up(strerror(errno), p->stage->name);
	p->sink.fd = out, p->sink.failed = DIAG_OK;
	buf_clear(&p->sink.out);
	buf_clear(&p->d.text);
	p->d.code = DIAG_OK;
	int code = p->stage->source ? p->stage->source(p->ctx, &p->env, &p->sink) : stage_read(p->stage, p->ctx, &p->sink);
	if (code < DIAG_WRONG)
		sink_flush(&p->sink, true);
	return p->d.code < DIAG_WRONG;
}

static bool is_normalize(const struct part *p)
{
	return strcmp(p->stage->name, "normalize") == 0;
}

static int through_pipe(const uint8_t *data, size_t size)
{
	static struct buf before;
	input = span_make((const char *)data, size);
	lay_input(parts[0].stage);
	bool clean = is_normalize(&parts[0]) || text_invalid(input) == input.n;
	for (size_t i = 0; i < nparts; i++) {
		const char *name = parts[i].stage->name;
		if (!run_part(&parts[i], i ? sides[i % 2] : file, sides[(i + 1) % 2])) {
			if (i || is_normalize(&parts[0]))
				give_up(parts[i].d.text.n ? parts[i].d.text.p : "it refuses what it was given", name);
			return 0;
		}
		struct span out = bytes_of(sides[(i + 1) % 2], &before);
		if (clean && text_invalid(out) < out.n)
			give_up("it breaks UTF-8", name);
		if (is_normalize(&parts[0]) && span_starts(out, "{\"type\":\"document\""))
			look_at_records(out, name);
	}
	return 0;
}

static int whole_program(const uint8_t *data, size_t size)
{
	input = span_make((const char *)data, size);
	char *argv[WORDS_MOST]; /* getopt moves them */
	memcpy(argv, parts[0].argv, sizeof argv);
	optind = 0;
	int code = parts[0].program->main(parts[0].argc, argv);
	fflush(stdout);
	if (code > DIAG_FAILED)
		give_up("its status is none", parts[0].program->name);
	return 0;
}

/* Enters the main() of the next program; each comes back here by stage_run(), so that what it keeps on its stack lives on. */
static int enter_next(void)
{
	if (each || opened == nparts)
		return LLVMFuzzerRunDriver(&fuzzer_argc, &fuzzer_argv, each ? whole_program : through_pipe);
	optind = 0;
	return parts[opened].program->main(parts[opened].argc, parts[opened].argv);
}

int stage_run(const struct stage *s, void *ctx, int argc, char **argv)
{
	if (each) {
		lay_input(s);
		return whole_run(s, ctx, argc, argv);
	}
	struct part *p = &parts[opened++];
	p->stage = s, p->ctx = ctx;
	p->env.rules = "configs";
	p->sink.d = &p->d, p->sink.name = s->name, p->sink.quiet = true;
	if (read_options(s, ctx, argc, argv, &p->env, &p->sink) != GO_ON || (s->open && s->open(ctx, &p->env, &p->d) != DIAG_OK))
		give_up(p->d.text.n ? p->d.text.p : "it does not open", s->name);
	return enter_next();
}

static const struct program *program_named(const char *name)
{
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (strcmp(programs[i].name, name) == 0)
			return &programs[i];
	give_up("no such program", name);
}

int main(int argc, char **argv)
{
	const char *path = getenv("FUZZ_FILE");
	char *words = getenv("FUZZ");
	if (path == NULL || words == NULL)
		give_up("$FUZZ and $FUZZ_FILE must be set", "main");
	for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
		struct part *p = &parts[nparts];
		if (strcmp(word, "|") == 0) {
			nparts++;
		} else if (p->program == NULL && strcmp(word, "each") == 0) {
			each = true;
		} else if (p->program == NULL && strcmp(word, "hashed") == 0) {
			hashed = true;
		} else if (strcmp(word, "<") == 0) {
			stream = strtok(NULL, " ");
		} else {
			if (p->program == NULL)
				p->program = program_named(word);
			p->argv[p->argc++] = word;
		}
		if (nparts == PARTS_MOST || p->argc == WORDS_MOST - 1)
			give_up("too many words", "$FUZZ");
	}
	nparts++;
	file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	sides[0] = memfd_create("a", 0), sides[1] = memfd_create("b", 0);
	if (file < 0 || sides[0] < 0 || sides[1] < 0)
		give_up(strerror(errno), path);
	fuzzer_argc = argc, fuzzer_argv = argv;
	return enter_next();
}
