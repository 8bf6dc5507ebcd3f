/* Times the matching engine by itself: tokens_scan() and lexicon_find() over the lines of a text in memory.
 * usage: tagger TEXT TABLE.csv...; for each table: seconds to load, terms, hits, MB/s of scanning alone and of both (best of seven).
 * Not a test: it prints, it judges nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "concept/lexicon.h"

enum { ROUNDS = 7 };

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_text(const char *path, struct buf *into)
{
	FILE *f = fopen(path, "rb");
	size_t n;
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	while ((n = fread(buf_room(into, 1 << 16), 1, 1 << 16, f)) > 0)
		into->n += n;
	fclose(f);
}

struct work {
	token_list tokens;
	hit_list hits;
	size_t ntokens, nhits;
	uint64_t sum; /* of rows and places: equal sums, equal hits */
};

/* One pass over all lines; without a lexicon only the tokens are made. */
static double pass(struct span text, const struct lexicon *x, struct work *w)
{
	w->ntokens = w->nhits = 0;
	w->sum = 0;
	double start = now();
	for (size_t at = 0; at < text.n;) {
		const char *nl = memchr(text.p + at, '\n', text.n - at);
		size_t end = nl ? (size_t)(nl - text.p) : text.n;
		struct span line = span_sub(text, at, end);
		tokens_scan(&w->tokens, line);
		w->ntokens += w->tokens.n;
		if (x) {
			w->hits.n = 0;
			lexicon_find(x, line, &w->tokens, &w->hits);
			w->nhits += w->hits.n;
			for (size_t i = 0; i < w->hits.n; i++)
				w->sum = w->sum * 31 + w->hits.v[i].row * 7 + w->hits.v[i].start + w->hits.v[i].end;
		}
		at = end + 1;
	}
	return now() - start;
}

static double best(struct span text, const struct lexicon *x, struct work *w)
{
	double least = 1e9;
	for (int i = 0; i < ROUNDS; i++) {
		double t = pass(text, x, w);
		least = t < least ? t : least;
	}
	return least;
}

int main(int argc, char **argv)
{
	static const char *const columns[] = {"concept", "label", "!term",   "match",          "weight", "kind",
										  "broader", "xref",  "example", "counterexample", "source", NULL};
	struct buf text = {0};
	struct work w = {0};
	if (argc < 3) {
		fputs("usage: tagger TEXT TABLE.csv...\n", stderr);
		return 2;
	}
	read_text(argv[1], &text);
	double alone = best(buf_span(&text), NULL, &w);
	printf("%zu bytes, %zu tokens; scanning alone %.0f MB/s\n", text.n, w.ntokens, (double)text.n / 1e6 / alone);
	for (int i = 2; i < argc; i++) {
		struct table t;
		struct diag d = {0};
		struct buf dir = {0};
		const char *slash = strrchr(argv[i], '/');
		buf_add(&dir, slash ? argv[i] : ".", slash ? (size_t)(slash - argv[i]) : 1);
		buf_addc(&dir, '\0');
		double start = now();
		struct lexicon *x = table_read(&t, dir.p, slash ? slash + 1 : argv[i], columns, &d) == 0 ? lexicon_build(&t, false, &d) : NULL;
		double loaded = now() - start;
		if (x == NULL) {
			fprintf(stderr, "%.*s", (int)d.text.n, d.text.p);
			return 2;
		}
		double both = best(buf_span(&text), x, &w);
		printf("%8zu terms: loaded in %.3f s, %zu hits (%016llx), %.0f MB/s\n", t.nrows, loaded, w.nhits, (unsigned long long)w.sum,
			   (double)text.n / 1e6 / both);
		buf_free(&dir);
		lexicon_free(x);
		table_free(&t);
		diag_free(&d);
	}
	buf_free(&text);
	list_free(&w.tokens);
	list_free(&w.hits);
	return 0;
}
