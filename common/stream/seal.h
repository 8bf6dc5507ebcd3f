/* The seal of a run: a file that whoever feeds the stream makes when all of it was written, holding the number of its documents. A program
 * that leaves the stream publishes nothing without it, so that a stage that died cannot pass for a short input. */
#ifndef EVITAB_SEAL_H
#define EVITAB_SEAL_H

#include "base/diag.h"

/* After the stream's end: *whole says whether the seal is there (who did not make it says why). DIAG_FAILED after a message where it
 * holds another number than `documents`. path NULL: no seal is asked for, and all is whole. */
int seal_check(const char *path, size_t documents, bool *whole, struct diag *d);

#endif
