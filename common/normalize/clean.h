/* One paragraph made fit to read: spaces, invisible characters, line ends, broken words, debris of extraction, NFC.
 *
 * What changes: runs of white space of every kind become one blank, and none is left at the ends; controls, soft hyphens and
 * other invisible characters go; C1 controls become the windows-1252 characters that were meant; "(cid:129)" goes; a line
 * end inside the paragraph becomes a blank, or nothing where it broke a word at a hyphen; then NFC, with at most UNICODE_MARKS
 * marks in a run. Everything else stays as it was written. */
#ifndef EVITAB_CLEAN_H
#define EVITAB_CLEAN_H

#include "base/align.h"

/* The words of a document, to tell a word broken at a line end ("analy-" "sis") from a compound ("well-" "known"). Pieces that
 * stand on both sides of a hyphen at a line end are no words. */
struct word_set {
	uint64_t *slots; /* owned; 0 is empty */
	size_t size, n;
	bool hyphenated; /* whoever set the lines breaks words: without evidence of its own a hyphen at a line end is none of the word */
};
void word_set_fill(struct word_set *w, struct span text);
void word_set_free(struct word_set *w);

/* The first byte at or after `at` that is anything but plain: printable ASCII without two blanks in a row. */
size_t clean_plain_run(struct span s, size_t at);

/* A character over U+007F that clean_text() would leave alone wherever it stands. */
bool clean_character(uint32_t c);

/* Appends the clean form of raw (valid UTF-8) to out and describes it in a, which is empty before: text[0..) to raw. words may
 * be NULL: then no word is made whole. */
void clean_text(struct span raw, const struct word_set *words, struct buf *out, struct alignment *a);

#endif
