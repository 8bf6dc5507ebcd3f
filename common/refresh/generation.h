/* A folder of tables that is replaced as a whole: the next generation is made beside it and takes its place in one step.
 *
 * What belongs to the making lies in a folder of its own beside it, the state: the index, `new` (the generation that is being made, or the
 * one that was replaced), `old` (where the file system cannot exchange two folders). It must be on the same file system. */
#ifndef EVITAB_GENERATION_H
#define EVITAB_GENERATION_H

#include "refresh/refresh_index.h"

/* Ends what a killed run left half done, and sees whether `dir` can be replaced at all: it is a folder or nothing, no mount point, and has
 * no folders in it. 0, or DIAG_WRONG after a message. */
int generation_settle(const char *dir, const char *state, struct diag *d);

/* Is the folder the one that the index was made for, and unharmed? Tables that are younger than the index are read through. */
bool generation_intact(const char *dir, const struct refresh_index *x);

/* Paths in the state; free() them. */
char *generation_index(const char *state);
char *generation_new(const char *state);

/* The complete folder `new` takes the place of `dir`, and its index becomes the index: all at once. Files of `dir` that are none of ours
 * stay in it; `old` names those that were (NULL: none is known). 0 or DIAG_FAILED after a message. */
int generation_publish(const char *dir, const char *state, const struct refresh_index *old, struct index_draft *index, struct diag *d);

#endif
