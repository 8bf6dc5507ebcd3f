/* Where an article of research tells of its own work, which needs no source: its abstract, its methods, its results. The headings by which
 * such parts are known are rows of configs/sections.csv. */
#ifndef EVITAB_SECTIONS_H
#define EVITAB_SECTIONS_H

#include "base/diag.h"
#include "base/record.h"

struct sections;

/* Loads DIR/sections.csv; NULL after a message. */
struct sections *sections_open(const char *dir, struct diag *d);
void sections_close(struct sections *s);

/* A document: sections_begin(); sections_heading() for each of its headings in order, with the number of its sentence record; then
 * sections_seal(), and questions about its sentences. */
void sections_begin(struct sections *s);
void sections_heading(struct sections *s, uint64_t sentence, struct span text);
void sections_seal(struct sections *s);

/* Is it for this sentence to name a source of the effects that it tells of? Not in an abstract, which never cites, nor in a report of
 * research (it has methods, and results or a discussion), which is a source itself. */
bool sections_owe_source(const struct sections *s, uint64_t sentence);
/* … and of a study that it speaks of? In a report of research that is in its introduction and discussion: elsewhere it is its own. */
bool sections_owe_study(const struct sections *s, uint64_t sentence);

/* Runs the examples of the table. 0, or a code after messages. */
int sections_check(const struct sections *s, struct diag *d);

#endif
