/* Articles in web archives: WARC (ISO 28500), and WET, which is WARC that holds text. A record becomes a document where it holds a page or
 * a text: `response` (an answer of HTTP with status 2xx), `resource`, `conversion`. All others are passed over. A damaged record costs
 * itself. */
#ifndef EVITAB_WARC_H
#define EVITAB_WARC_H

#include "stream/feed.h"
#include "stream/input.h"

struct warc {
	struct feed *f;    /* borrowed */
	size_t most;       /* bytes of a payload that is taken */
	size_t number;     /* of the last record, from 1 */
	size_t passed;     /* records that hold neither page nor text */
	uint64_t returned; /* bytes that were read twice */
	bool opened;       /* the opening line of a record was read */
	bool lost;         /* behind a damaged record; the next was not found yet */
	bool ended;
	struct buf line, head, body, payload, spare, meta;
};

/* Spans borrow the reader until the next call. */
struct warc_document {
	struct span uri;     /* its target; empty where the record names none */
	struct span payload; /* the bytes of the page or text, as the server meant them: without HTTP's header and encodings */
	enum media media;    /* MEDIA_HTML or MEDIA_TEXT */
	struct span meta;    /* raw JSON object: what of the record's header tells where the document is from, by the names of the fields */
	const char *fault;   /* why it is no document after all, or NULL; static, or the feed's */
};

/* The next document, or the next damaged record; false at the end. */
bool warc_next(struct warc *w, struct warc_document *doc);
void warc_free(struct warc *w);

#endif
