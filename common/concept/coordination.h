/* Coordination and ellipsis: the parts of "alcohol, opioid and cocaine use disorders" as concepts of their own.
 *
 * A part that lacks its head ("alcohol") is looked up with the head that the last part has ("use disorders"); it counts where the two
 * together are a term of the table, and keeps its own words as its span; where that is the concept that the last part names, all of it is
 * one mention ("major or clinical depression"), and where it is a generic one ("mental or substance use disorders") the part is none. The
 * same holds for prefixes ("pre- and postsynaptic", "hypo- and hyperthyroidism") and for parts in brackets ("substance (alcohol or opioid)
 * use disorder"). A word behind a mention that is another concept with the mention's first words is a part, too ("weight loss or gain").
 * A bracket that holds an abbreviation of what stands before it is read over: "N-methyl-D-aspartate (NMDA) receptor" is one mention.
 * Conjunctions are rows of configs/conjunctions.csv. */
#ifndef EVITAB_COORDINATION_H
#define EVITAB_COORDINATION_H

#include "concept/abbreviation.h"
#include "concept/category.h"

struct coordination;

/* Loads DIR/conjunctions.csv; NULL after a message. */
struct coordination *coordination_open(const char *dir, bool strict, struct diag *d);
void coordination_close(struct coordination *c);

/* The caller's, all zero at first, reused from sentence to sentence. */
struct coordination_scratch {
	struct buf text;
	token_list tokens;
	hit_list parts;
};
void coordination_scratch_free(struct coordination_scratch *s);

/* Adds what coordination says to the hits that the lexicon found in a sentence, and keeps them in order and without overlap.
 * `abbreviations` are those that the sentence defines. Looks at the neighbourhood of hits and brackets alone. */
void coordination_apply(const struct coordination *c, const struct category *k, struct span text, const token_list *tokens,
						const abbreviation_list *abbreviations, hit_list *hits, struct coordination_scratch *s);

/* Runs the table's examples and counterexamples. */
int coordination_check(const struct coordination *c, struct diag *d);

#endif
