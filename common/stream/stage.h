/* The one loop of all stages: command line, rule folder, stream in, stream out, messages, exit status.
 *
 * A stage sees the stream one document at a time, from its `document` line to its `document-end` line, so memory is bounded by the
 * largest document. A list of references (`-i references`) may be longer than memory and has no text to look ahead in: stages that say so
 * (`pieces`) get it some lines at a time. A stage writes the lines that it was given, byte for byte, with its own between them.
 * stage.c alone prints and decides the exit status. */
#ifndef EVITAB_STAGE_H
#define EVITAB_STAGE_H

#include "base/diag.h"
#include "base/record.h"

/* The types that the stages know by name; those of the concept tables (categories.csv) are KIND_OTHER. */
enum line_kind {
	KIND_OTHER,
	KIND_DOCUMENT,
	KIND_BLOCK,
	KIND_SENTENCE,
	KIND_CITATION,
	KIND_REFERENCE,
	KIND_CLAIM,
	KIND_FINDING,
	KIND_END,
	KINDS,
};

enum line_kind line_kind(struct span type);

/* One line of the stream. type as in record_type(): {NULL, 0} where the line is not canonical, then record_parse() tells. */
struct line {
	struct span text; /* without the newline */
	struct span type;
	enum line_kind kind;
};

/* A document, or a piece of one: `opens`: v[0] is `document`; `closes`: v[n-1] is `document-end`. It borrows the loop's buffer until the
 * callback returns; where a list is cut into pieces depends on how it was read, so what a stage writes must not depend on it. */
struct document {
	struct span id; /* raw JSON string, for record_open() */
	size_t n;
	const struct line *v;
	bool opens, closes; /* both: a whole document */
};

/* Is it a list of references (`-i references`)? Asked of a piece that opens. */
bool document_is_list(const struct document *doc);

/* The document is told to be in another language than English: the rules, which are English, have nothing to say of its words. */
bool document_foreign(const struct document *doc);

/* Where a stage writes. */
struct sink {
	struct buf out; /* what was not written yet; append to it */
	struct diag *d;
	const char *name; /* of the stage, in front of messages */
	bool quiet;
	int fd, failed; /* the code of a write that failed */
};

/* Hands the messages on, and the output where there is enough of it (or `all` of it). 0 or DIAG_FAILED after a message. */
int sink_flush(struct sink *s, bool all);
void sink_line(struct sink *s, struct span line); /* the line and its newline */
/* Lines [from, to) of the document, as they came: they lie side by side in memory. Many of them are written at once. */
void sink_lines(struct sink *s, const struct document *doc, size_t from, size_t to);

/* What every stage knows from the command line. */
struct stage_env {
	const char *rules; /* folder of the rule tables */
	bool strict;       /* --check-rules: doubled and shadowed rows are faults, examples are demanded */
	bool verbose;
	char *const *operands;
	size_t noperands;
};

struct stage_option {
	int letter;       /* 0 ends the list; a letter, or a number over 256 for a long option alone */
	const char *name; /* the long name */
	const char *arg;  /* what it takes, or NULL */
	const char *help;
};

struct stage {
	const char *name;
	const char *about;    /* first lines of --help: what it reads and writes */
	const char *operands; /* of the usage line; NULL: none are taken */
	const struct stage_option *options;
	int (*option)(void *ctx, int letter, const char *arg, struct diag *d);
	int (*open)(void *ctx, const struct stage_env *env, struct diag *d);      /* tables: once, before anything is written */
	int (*check)(void *ctx, const struct stage_env *env, struct diag *d);     /* --check-rules, after open */
	int (*document)(void *ctx, const struct document *doc, struct sink *out); /* of a stage that reads the stream */
	bool pieces; /* it takes lists of references in pieces; other documents always come whole */
	int (*source)(void *ctx, const struct stage_env *env, struct sink *out); /* or: of the stage that makes it */
	int (*finish)(void *ctx, struct sink *out);                              /* the stream came to its proper end */
	void (*close)(void *ctx);
};

/* All of main(). Returns the exit status. */
int stage_run(const struct stage *s, void *ctx, int argc, char **argv);

#endif
