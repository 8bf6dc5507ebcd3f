/* Lines that are only pieces of a paragraph: texts of mail, PDF and old editors, where a line ends because it is full. */
#ifndef EVITAB_WRAP_H
#define EVITAB_WRAP_H

#include "base/buf.h"

/* One line of a document; positions are bytes of its text. */
struct text_line {
	size_t start, end; /* without white space (ASCII) at either end */
	size_t char_start; /* code points before start */
	size_t chars;
	unsigned gap, indent; /* as in a block */
	bool clean;           /* no byte of it has to change */
	bool ascii;
	bool trailing; /* a blank stood before the line end */
	bool joins;    /* it goes on in the next line: what wrap_find() tells */
};
typedef LIST(struct text_line) text_line_list;

/* Sets `joins`. A document is taken for wrapped only where its own lines say so: most of those that could be pieces are full and
 * go on in mid-sentence. `is_reference_heading` tells a line after which lists of references stand, whose lines stay apart. */
void wrap_find(struct span text, text_line_list *lines, bool (*is_reference_heading)(const void *ctx, struct span line), const void *ctx);

#endif
