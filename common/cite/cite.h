/* In-text citations: what a sentence cites, by its form alone.
 *
 * Three grammars read a sentence, each from an anchor backwards: author and year (from the year), numbers (from the bracket, or
 * from the digits that are glued to a word), study and attribution (from the noun; study.c). Works that a text names so that no list is
 * needed, by an identifier or a place in print, are read beside them (cite_direct.c). Word lists are rows of
 * configs/citations.csv. Whether `(12)` or `endocannabinoids49` is a citation can only be told from the whole document, so a
 * document is looked through once (cite_learn) before its sentences are read (cite_find).
 * Pure: no I/O but the table's, no locale; time linear in the bytes. Texts are valid UTF-8 below 4 GiB. */
#ifndef EVITAB_CITE_H
#define EVITAB_CITE_H

#include "base/diag.h"
#include "cite/cite_types.h"

void cite_list_free(struct cite_list *l);

/* Reads DIR/citations.csv. 0, or the code of what is wrong. */
int cite_rules_open(struct cite_rules **rules, const char *dir, struct diag *d);
void cite_rules_close(struct cite_rules *rules);
/* Runs the examples and counterexamples of DIR/citations.csv: the spans between [[ ]] and no others must be found. `strict` also
 * demands an example of every row whose class needs one. */
int cite_check(const char *dir, bool strict, struct diag *d);

/* What a document is known to do. Zeroed before its first use; cleared for every document; owns its memory. */
struct cite_document *cite_document_new(void);
void cite_document_free(struct cite_document *doc);
void cite_document_clear(struct cite_document *doc);
/* An entry of the reference list: its text without label or bullet. Names before the first year are kept as evidence. */
void cite_learn_entry(struct cite_document *doc, struct span entry);
/* The number that is printed before an entry. */
void cite_learn_label(struct cite_document *doc, uint64_t number);
/* The key that is printed before the entry learnt last, without brackets ("Smi95"); of no bytes: there is none. */
void cite_learn_key(struct cite_document *doc, struct span key);
/* A sentence that is not in the reference list, in order. */
void cite_learn(struct cite_document *doc, const struct cite_rules *rules, struct span sentence);
/* After the last cite_learn and before the first cite_find: which numeric markers are citations here. */
void cite_decide(struct cite_document *doc);

/* All citations of one sentence; the list is cleared first. doc may be NULL: a sentence alone, in which only brackets count
 * among the numeric forms. */
void cite_find(const struct cite_rules *rules, const struct cite_document *doc, struct span sentence, struct cite_list *out);

#endif
