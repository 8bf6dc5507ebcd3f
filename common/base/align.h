/* Where the bytes of a text come from: an alignment of normalized text to its source.
 *
 * Bytes are copied one to one except at `edits`. An edit says: the len bytes of the text at `at` stand for src_len bytes
 * (src_chars code points) of the source. len 0 is a deletion, src_len 0 an insertion. A replacement that keeps both
 * the bytes and the code points (a newline that became a blank) needs no edit. Edits are in order and do not overlap.
 * All positions are bytes; code points are counted beside them. */
#ifndef EVITAB_ALIGN_H
#define EVITAB_ALIGN_H

#include "base/buf.h"

struct edit {
	size_t at, len;
	size_t src_len, src_chars;
};

struct alignment {
	size_t start, char_start; /* where the first byte of the text lies in the source */
	LIST(struct edit) edits;
};

/* A place in the source: bytes [start, end), code points [char_start, char_end). */
struct extent {
	size_t start, end, char_start, char_end;
};

void align_free(struct alignment *a);
/* Gives back the memory that was set aside for more edits: for an alignment that is finished and kept. */
void align_trim(struct alignment *a);
/* Adds an edit at the end. Deletions at one place become one; replacements side by side stay apart, so that each keeps its
 * own source. */
void align_edit(struct alignment *a, size_t at, size_t len, size_t src_len, size_t src_chars);

/* The source of text[from, to). A bound inside an edit is widened to the edit's own; deleted bytes at either end stay
 * outside. Costs the number of edits before `to`. */
struct extent align_locate(const struct alignment *a, struct span text, size_t from, size_t to);

/* out = the alignment of text[from, to) alone, whose first byte is then at 0. out is empty before. */
void align_slice(struct alignment *out, const struct alignment *a, struct span text, size_t from, size_t to);

/* out = text to source, where `outer` aligns text to a middle form and `inner` the middle form to the source. `mid` is
 * the whole middle text that `inner` describes; outer->start is a position in it. out is empty before. */
void align_compose(struct alignment *out, const struct alignment *outer, struct span text, const struct alignment *inner, struct span mid);

/* As it stands in a record: `"start":…,"end":…,"char_start":…,"char_end":…` for text[from, to) without braces, and, where
 * with_map is set and there are edits, `,"map":[at,len,src_len,src_chars,…]` with `at` relative to `from`. */
void align_write(struct buf *out, const struct alignment *a, struct span text, size_t from, size_t to, bool with_map);

/* The same for pieces that come in order, as the mentions of a sentence do: a cursor remembers where the last one began, so that many
 * pieces cost no more than one walk along the text. It borrows both. */
struct align_cursor {
	const struct alignment *a;
	struct span text;
	bool plain;                  /* byte for byte as in the source, one byte a character: nothing has to be counted */
	size_t from;                 /* where the last piece began */
	size_t next, at, src, chars; /* the walk to it: the first edit not passed; bytes of the text, bytes and code points of the source */
};

/* `bytes` and `chars`: what the whole text is in the source, where the caller knows it; else SIZE_MAX. */
struct align_cursor align_cursor(const struct alignment *a, struct span text, size_t bytes, size_t chars);
/* As align_locate(). A piece that begins before the last one costs the way from the text's beginning. */
struct extent align_next(struct align_cursor *c, size_t from, size_t to);
/* As align_write() without map. */
void align_write_next(struct buf *out, struct align_cursor *c, size_t from, size_t to);

#endif
