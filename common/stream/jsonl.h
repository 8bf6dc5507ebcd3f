/* Documents that users bring as JSON Lines. The only room of Jansson, which decides whether a line is JSON; a line of the
 * plainest shape (one flat object of strings) is decided here, by the same rules, without it. */
#ifndef EVITAB_JSONL_H
#define EVITAB_JSONL_H

#include "base/record.h"

struct jsonl_document {
	struct span id;   /* raw JSON string or number of `doc`, else `id`, else `url`; {NULL, 0} where there is none */
	struct span text; /* raw JSON string */
	struct buf meta;  /* the other members, a raw JSON object; empty where there are none; owned, reused */
};

/* Reads one line, without its newline; the spans borrow it. NULL, or why the line is no document (alive until the next call, in `why`). */
const char *jsonl_read(struct jsonl_document *doc, struct span line, struct buf *why);

/* To be called once, before any other thread or call: Jansson then takes its memory from mem_alloc(), since it loses text
 * where an allocation fails (measured with 2.14). */
void jsonl_init(void);

#endif
