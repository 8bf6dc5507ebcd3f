/* provenance.json: what a run was made from. Version, hash of every rule table, hash of every input; no clock, host or path of a temporary
 * file. */
#ifndef EVITAB_PROVENANCE_H
#define EVITAB_PROVENANCE_H

#include "base/diag.h"

/* Version and the hash of each *.csv in the folder, in byte order of their names, up to the opening of the list of inputs. 0, or a code
 * after a message. */
int provenance_open(struct buf *out, const char *rules, struct diag *d);
/* One input; doc and sha256 are raw JSON strings. */
void provenance_input(struct buf *out, bool first, struct span doc, struct span sha256, uint64_t bytes);
void provenance_close(struct buf *out);

/* SHA-256 of the bytes as 64 hexadecimal digits, to the end of out. The only room of nettle. */
void sha256_hex(struct span bytes, struct buf *out);

/* The same of a file, read in pieces. 0 or DIAG_WRONG after a message. */
int sha256_file(const char *path, struct buf *out, struct diag *d);

#endif
