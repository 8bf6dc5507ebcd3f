/* Allocation that never returns NULL: no caller can go on without memory, so none asks. Free with free(). */
#ifndef EVITAB_MEMORY_H
#define EVITAB_MEMORY_H

#include <stddef.h>

void *mem_alloc(size_t n);           /* n bytes */
void *mem_zeroed(size_t n);          /* n bytes, all zero; of a large piece what is never touched costs nothing */
void *mem_resize(void *p, size_t n); /* like realloc */

/* Ends the program with a message and status 3, as where an output cannot be written; outputs under way never appear. */
_Noreturn void mem_exhausted(void);

#endif
