/* What went wrong, where, and who must act. Functions that can fail return 0 or one of the codes below and add their
 * messages here; only the stage loop prints them. */
#ifndef EVITAB_DIAG_H
#define EVITAB_DIAG_H

#include "base/buf.h"

/* The exit statuses of every program (docs/: "Exit status"). */
enum diag_code {
	DIAG_OK = 0,
	DIAG_FOUND = 1,  /* done, but a document was rejected or a --fail-on code was found */
	DIAG_WRONG = 2,  /* the command line, a rule table or an input path is wrong; nothing was written */
	DIAG_FAILED = 3, /* the system refused, or the stream that came in is damaged */
};

struct diag {
	int code;        /* the worst so far */
	struct buf text; /* one message a line, "file:line:column: text\n"; owned */
};

/* Adds a message and returns code. file may be NULL; line and column (of a table: the cell's number, from 1) may be 0.
 * Control characters in the message are written as \xHH, so that no input reaches a terminal raw. */
int diag_at(struct diag *d, int code, const char *file, size_t line, size_t column, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
void diag_free(struct diag *d);

#endif
