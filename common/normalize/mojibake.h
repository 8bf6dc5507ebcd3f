/* Text that was once decoded with the wrong table ("â€™" for "’", "Ã©" for "é"), undone.
 *
 * Repair needs overwhelming evidence: characters that spell well-formed UTF-8 in one of the tables that such text was read
 * with, and that are, as they stand, hardly text. What is repaired once is looked at again: some text was read wrongly twice. */
#ifndef EVITAB_MOJIBAKE_H
#define EVITAB_MOJIBAKE_H

#include "base/align.h"

/* False where s surely has nothing to repair: a quick look that most text passes. */
bool mojibake_suspect(struct span s);

/* Appends s (valid UTF-8) with its mojibake undone to out, and describes it in a, which is empty before: out's new bytes to s.
 * Returns the number of places; 0 and nothing appended where there are none. */
size_t mojibake_repair(struct span s, struct buf *out, struct alignment *a);

#endif
