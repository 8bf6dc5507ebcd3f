/* A file that appears complete and on disk, or not at all. */
#ifndef EVITAB_WHOLE_H
#define EVITAB_WHOLE_H

#include "base/diag.h"

/* Writes the bytes beside the path under another name, then renames. 0 or DIAG_FAILED after a message. */
int whole_write(const char *path, struct span bytes, struct diag *d);

#endif
