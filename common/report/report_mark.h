/* Words of a text with something to say about them: notes, which may overlap in any way, become properly nested elements.
 *
 * Where two notes cross, the inner one is closed and opened again behind the outer's end, with the attribute data-more. At most
 * MARK_DEPTH stand inside each other; a deeper one is not shown on the words. Costs the text and, for each note, MARK_DEPTH elements at
 * most. */
#ifndef EVITAB_REPORT_MARK_H
#define EVITAB_REPORT_MARK_H

#include "base/record.h"

enum { MARK_DEPTH = 8 };

/* Pieces of HTML are places in one buffer of the caller's; an empty one is left out. */
struct mark_html {
	size_t at, n;
};

struct mark {
	size_t start, end;       /* bytes of the text */
	struct mark_html id;     /* of the first element alone: ` id="…"` */
	struct mark_html always; /* further attributes: ` class="…" title="…"` */
	struct mark_html href;   /* ` href="…"`: the element is a link, unless it stands in one */
	struct mark_html after;  /* behind the last element; may hold links */
};

/* The text[0, shown) with its notes, which come in the order of their starts, the longer first. */
void mark_write(struct buf *out, struct span text, size_t shown, const struct mark *marks, size_t n, struct span html);

/* From the source back to a sentence's text: its alignment read the other way. */
struct mark_step { /* text[text, text + text_n) stands for the source's [src, src + src_n); what follows is copied one to one */
	size_t src, src_n, text, text_n;
};
struct mark_places { /* all zero before the first sentence; it is used again for the next */
	LIST(struct mark_step) steps;
};
void mark_places_read(struct mark_places *p, const struct record *sentence, struct span text);
/* The byte of the text that source byte `at` is; of a place inside an edit its beginning, or its end where `end` is set. Always on the
 * boundary of a character of the text. */
size_t mark_locate(const struct mark_places *p, struct span text, size_t at, bool end);
void mark_places_free(struct mark_places *p);

#endif
