/* Bytes to UTF-8: byte order marks, UTF-16, UTF-8 with faults, and the one-byte encodings that old pages are in. */
#ifndef EVITAB_DECODE_H
#define EVITAB_DECODE_H

#include "base/align.h"

struct decoded {
	struct span text;      /* valid UTF-8; borrows the source where its bytes could stay, else `owned` */
	struct alignment from; /* text to source; no edits where text borrows it. A byte order mark counts as a code point */
	struct buf owned;
	const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"; static */
	size_t replaced;      /* bad sequences that became U+FFFD */
};

/* What a source says of itself or of its kind: a page may be in a one-byte encoding on slighter evidence than a text. */
struct decode_hint {
	struct span charset; /* as declared, or {NULL, 0} */
	bool page;
};

/* out is empty before; free it with decode_free(). Valid UTF-8 stays what it is, whatever was declared. */
void decode_bytes(struct span source, struct decode_hint hint, struct decoded *out);
void decode_free(struct decoded *d);

/* The character that windows-1252 has at 0x80..0x9f; 0 at the five holes. */
uint32_t decode_cp1252(unsigned char byte);

#endif
