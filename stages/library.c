/* library: makes the index of a library of known works, for `link --library` and `link --retractions`. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library/library_build.h"
#include "stream/stage.h"

struct making {
	const char *output;
	struct buf folder, name; /* of the output: where it is made, and what it is called while it is made; NUL-terminated */
	int fd;
};

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	(void)letter, (void)d;
	((struct making *)ctx)->output = arg;
	return DIAG_OK;
}

static int open_output(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct making *m = ctx;
	if (env->strict)
		return DIAG_OK;
	if (m->output == NULL || env->noperands == 0)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give the files to read, and with -o the index to write; see --help");
	const char *slash = strrchr(m->output, '/');
	buf_add(&m->folder, m->output, slash ? (size_t)(slash - m->output) + 1 : 0);
	buf_adds(&m->folder, slash ? "" : "./");
	buf_printf(&m->name, "%.*s.library.XXXXXX", (int)m->folder.n, m->folder.p);
	buf_addc(&m->folder, '\0');
	buf_addc(&m->name, '\0');
	m->fd = mkstemp(m->name.p);
	if (m->fd < 0) {
		buf_clear(&m->name);
		return diag_at(d, DIAG_WRONG, m->output, 0, 0, "%s", strerror(errno));
	}
	return DIAG_OK;
}

/* The index appears under its name when it is complete and on disk, or not at all. */
static int publish(struct making *m, struct diag *d)
{
	mode_t mask = umask(022);
	umask(mask);
	if (fchmod(m->fd, 0666 & ~mask) != 0 || fsync(m->fd) != 0 || rename(m->name.p, m->output) != 0)
		return diag_at(d, DIAG_FAILED, m->output, 0, 0, "%s", strerror(errno));
	buf_clear(&m->name);
	return DIAG_OK;
}

static int make_index(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct making *m = ctx;
	struct library_builder *b = library_builder_new(m->fd, m->folder.p);
	int code = DIAG_OK;
	for (size_t i = 0; i < env->noperands && code == DIAG_OK; i++) {
		uint64_t works = library_builder_works(b), passed = library_builder_passed(b);
		code = library_builder_read(b, env->operands[i], env->rules, out->d);
		works = library_builder_works(b) - works;
		passed = library_builder_passed(b) - passed;
		if (code == DIAG_OK && (works == 0 || passed || env->verbose))
			diag_at(out->d, DIAG_OK, env->operands[i], 0, 0, "%llu works; %llu entries without a title or DOI passed over",
					(unsigned long long)works, (unsigned long long)passed);
	}
	if (code == DIAG_OK)
		code = library_builder_finish(b, NULL, out->d);
	if (code == DIAG_OK)
		code = publish(m, out->d);
	library_builder_free(b);
	return code;
}

static void close_output(void *ctx)
{
	struct making *m = ctx;
	if (m->name.n)
		unlink(m->name.p);
	if (m->fd >= 0)
		close(m->fd);
	buf_free(&m->folder);
	buf_free(&m->name);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "FILE", "the index to write"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "library",
		.about = "Makes one index of files of known works: CSL-JSON, JSON Lines, RIS, MEDLINE, BibTeX, PubMed XML, CSV (also a list of "
				 "retractions); each is\n"
				 "recognized by itself, '-' is standard input. Memory does not grow with their number.",
		.operands = "FILE...",
		.options = options,
		.option = set_option,
		.open = open_output,
		.source = make_index,
		.close = close_output,
	};
	struct making m = {.fd = -1};
	return stage_run(&stage, &m, argc, argv);
}
