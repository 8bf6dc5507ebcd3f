/* Claims: what a body sentence says of conditions and mechanisms, and what supports it. */
#ifndef EVITAB_CLAIM_H
#define EVITAB_CLAIM_H

#include "audit/link.h"
#include "concept/context.h"
#include "concept/predicate.h"

enum support { SUPPORT_NONE, SUPPORT_CARRIED, SUPPORT_ATTRIBUTED, SUPPORT_UNNAMED, SUPPORT_UNRESOLVED, SUPPORT_CITED };

struct once_item {
	uint32_t at, n; /* bytes of once.json */
};

/* Raw JSON values, each once, in the order in which they came. */
struct once {
	struct buf json; /* an array that is not closed yet; empty where nothing was added */
	LIST(struct once_item) items;
	LIST(uint32_t) slots; /* where there are many: items +1 by their hash; a power of two */
};

/* What gathers while the records of one sentence go by; reused. */
struct claim {
	bool open;            /* a body sentence is being looked at */
	bool list, led;       /* it is an item of a list; of one that a line with a colon leads in */
	struct span sentence; /* its line; borrows the document */
	struct once interventions, conditions, generic, mechanisms, citations, references; /* generic: conditions of that kind */
	size_t concepts;              /* conditions and mechanisms, generic ones left out */
	enum support support, spoken; /* of this sentence; of the last one with a study in the same paragraph */
	/* of the end of a sentence */
	token_list tokens;
	cue_list cues;
	struct buf scratch;
};

void claim_begin(struct claim *c, struct span sentence); /* the line of a sentence record */
void claim_mention(struct claim *c, const struct record *mention);
void claim_citation(struct claim *c, const struct bibliography *b, const struct record *citation, const struct link *link);
/* Ends the sentence: writes its claim, if it makes one, to the end of out. A claim names a concept and has a verb, or is an item of a list
 * that is led in; a question is none. */
void claim_end(struct claim *c, const struct context *context, const struct predicates *verbs, struct buf *out);
void claim_free(struct claim *c);

#endif
