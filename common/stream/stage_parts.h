/* What stage.c (command line, output) and stage_read.c (input) share. */
#ifndef EVITAB_STAGE_PARTS_H
#define EVITAB_STAGE_PARTS_H

#include "stream/stage.h"

/* Reads standard input to its end and hands each document to the stage. 0, or the code of the worst that happened, after a message. */
int stage_read(const struct stage *s, void *ctx, struct sink *out);

#endif
