/* Several concepts in one mention: "renal and hepatic dysfunction", "cancer of the liver or kidney", "leukaemia and lymphoma".
 *
 * A mention is cut at a word that joins, and before it at commas. The items share what stands at the end ("dysfunction"), nothing, or what
 * stands at the beginning ("cancer of the"); which of these it is, is told by all of them having names. */
#ifndef EVITAB_COMPOSITE_H
#define EVITAB_COMPOSITE_H

#include "base/token.h"

enum { COMPOSITE_MOST = 6 }; /* items of a mention */

/* The caller's number of the concept that these words name; UINT32_MAX where they name none. */
typedef uint32_t composite_name(void *ctx, struct span text, const token_list *words);

/* The names of tokens first…last, which the token `join` joins. Returns how many, 0 where not all items have one. shared: set to whether
 * the items share words; may be NULL. */
size_t composite_split(struct span text, const token_list *tokens, size_t first, size_t last, size_t join, composite_name *name, void *ctx,
					   uint32_t names[COMPOSITE_MOST], bool *shared);

#endif
