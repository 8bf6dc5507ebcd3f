/* HTML of the report: the one place where foreign text becomes markup. All functions add to the end of `out`.
 *
 * One escape serves text and attribute values in double quotes alike, so that no caller can take the wrong one. Bytes that are no UTF-8
 * become U+FFFD, control characters their pictures (U+2400), so that a source can neither leave its place nor hide in it. */
#ifndef EVITAB_REPORT_HTML_H
#define EVITAB_REPORT_HTML_H

#include "base/buf.h"

void report_text(struct buf *out, struct span text);
/* At most `most` code points of it, with an ellipsis where it is longer. */
void report_short(struct buf *out, struct span text, size_t most);
/* A raw JSON string; nothing where it is none. */
void report_json(struct buf *out, struct span raw);
/* `1 claim`, `2,300 claims`. */
void report_count(struct buf *out, uint64_t n, const char *one, const char *many);
void report_number(struct buf *out, uint64_t n);

/* ` href="…"` of an address of the web; writes nothing and returns false where it is none (other schemes are never linked). */
bool report_href(struct buf *out, struct span url);
/* ` href="https://doi.org/…"`. */
void report_href_doi(struct buf *out, struct span doi);
/* A file's name as a relative address: without the quotes, safe in them. */
void report_file(struct buf *out, struct span name);

#endif
