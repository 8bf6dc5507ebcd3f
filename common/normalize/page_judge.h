/* Which blocks of a page are its main text: a weighted vote of what can be seen of a block and of what stands around it.
 *
 * Every sign is a yes or no (or a share between 0 and 1) with a weight of its own in configs/page-signs.csv; a block whose
 * weights add up to more than 0 is main text. The weights were fitted to pages whose main text is known (logistic regression). */
#ifndef EVITAB_PAGE_JUDGE_H
#define EVITAB_PAGE_JUDGE_H

#include "normalize/page_parts.h"

/* The name of a sign as it stands in the table; NULL from the number of signs on. Lives in `name`. */
const char *sign_name(size_t sign, char name[64]);

/* Hands the signs of every block to `take`, in their order: f[0..SIGNS), alive during the call. */
typedef void (*sign_taker)(void *ctx, size_t block, const float *f);
void page_signs(const struct page *p, sign_taker take, void *ctx);

/* The deepest node that holds at least `share` of the words of the good paragraphs; the root where there are none. */
unsigned page_tightest(const struct page *p, double share);
bool page_inside(const struct page *p, unsigned node, unsigned part);
/* The nearest table, or list, around a node; or 0. */
unsigned page_whole(const struct page *p, unsigned node, bool table);

#endif
