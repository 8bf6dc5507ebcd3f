/* What stands around the noun of a study or of evidence in its sentence. Places are bytes of s->t. Not for others than study.c. */
#ifndef EVITAB_STUDY_PHRASE_H
#define EVITAB_STUDY_PHRASE_H

#include "cite/cite_internal.h"

bool study_is_word(const struct cite_scan *s, enum cite_class c, struct cite_range w);

/* Is the word one of class bound with this design? */
bool study_is_bound(const struct cite_scan *s, struct cite_range w, const char *design);
/* 1900 to 2099, without a letter behind. */
bool study_is_year(struct span word);

/* Does a mark in [from, to) end the clause? */
bool study_ends_clause(struct span t, size_t from, size_t to);

/* What stands before a noun of evidence. */
struct study_left {
	size_t start; /* of the noun phrase */
	bool quality, body, own, wanted;
	bool object; /* a verb stands right before it, or a number of studies that are not the subject */
};

void study_left(const struct cite_scan *s, size_t at, struct study_left *l);

/* To the right. Is there a word that says "is a source" behind `at`, before the clause ends? `near`: at once, or behind an auxiliary;
 * `kind`: which. */
enum study_verb {
	STUDY_ANY,
	STUDY_TOLD,  /* a verb, not a state ("is mixed"): "the results were mixed" are the article's own */
	STUDY_CLAIM, /* none that only tells what is asked ("exploring": design inquiry) */
	STUDY_FINITE /* one that tells a result ("found": design finite), not a purpose */
};
bool study_verb_after(const struct cite_scan *s, size_t at, bool near, enum study_verb kind);
/* ", including a large survey, shows": does an aside between commas begin at `at`, and the verb stand behind it? */
bool study_verb_behind_aside(const struct cite_scan *s, size_t at);
/* The end of `published in the Journal of Affective Disorders in 2019` that begins at `at`, or `at`. *firm: nothing but a study that came
 * out has such a source. */
size_t study_source_end(const struct cite_scan *s, size_t at, bool *firm);
/* The end of "on children of survivors" behind the noun, up to the verb; or `at`. */
size_t study_complement_end(const struct cite_scan *s, size_t at);

/* To the left. The start of the rest of the noun phrase ("Johns Hopkins studies"), where it reaches back to the beginning of its clause;
 * `at` where it does not. */
size_t study_widen(const struct cite_scan *s, size_t at);
/* Back from a study noun to its determiner: its start, or SIZE_MAX. *own: the study is the article's own or a known one; *dated: a
 * year stands between the two. */
size_t study_determiner_before(const struct cite_scan *s, size_t at, bool *own, bool *dated);

/* The end of a noun of class `c` that begins at `at` and is glued to the word behind it ("studyof", "reviewfound"), or SIZE_MAX; its row.
 */
size_t study_glued_end(const struct cite_scan *s, size_t at, enum cite_class c, size_t *row);

/* "We", "our": the sentence tells of the article's own work. */
bool study_tells_own(const struct cite_scan *s);
/* Does the noun phrase that begins at `start` begin its clause, so that what follows is said by it? "This is a trial that …" does not. */
bool study_opens_clause(const struct cite_scan *s, size_t start);
/* "In one large study of nurses, naps helped": the end of what tells, at the head of a clause, where the rest was seen, noun at [start,
 * end); or SIZE_MAX. `one`: it is one study, which may be the article's own ("In a randomized trial, 40 nurses were …"); only what sets it
 * apart shows that it is not. */
size_t study_scene_end(const struct cite_scan *s, size_t start, size_t end, bool one);
/* Do "and" and blanks alone part two noun phrases? */
bool study_is_joined(const struct cite_scan *s, size_t from, size_t to);

#endif
