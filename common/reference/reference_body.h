/* What the text of a reference looks like, and taking its parts. Inside of reference_title.c; not for others. */
#ifndef EVITAB_REFERENCE_BODY_H
#define EVITAB_REFERENCE_BODY_H

#include "reference/reference_parts.h"

/* reference_look.c: all of tokens [from, to). */
bool look_words(const struct parse *p, size_t from, size_t to);    /* whether there is a word */
size_t look_count(const struct parse *p, size_t from, size_t to);  /* words */
uint64_t look_cues(const struct parse *p, size_t from, size_t to); /* every class that a token has */
/* A point after a shortened word: a single letter, or a short form of a word of journals' names. */
bool look_shortened(const struct parse *p, size_t point);
/* How well the text would do as a container, a publisher, a title: points, more is better. */
int look_container(const struct parse *p, size_t from, size_t to);
int look_publisher(const struct parse *p, size_t from, size_t to);
int look_title(const struct parse *p, size_t from, size_t to);
/* A minus where a stop would tear the short form of a container. */
int look_torn(const struct parse *p, size_t from, size_t point);
/* Places and marks, nothing else; a place and a colon at the beginning. */
bool look_place(const struct parse *p, size_t from, size_t to);
bool look_place_first(const struct parse *p, size_t from, size_t to, size_t *colon);
/* The mark that closes a quotation which is a part by itself, or `to`. */
size_t look_quote(const struct parse *p, size_t open, size_t to);

/* reference_book.c */
void body_publisher(struct parse *p, size_t from, size_t to);
void body_container(struct parse *p, size_t from, size_t to);
/* The token of the "In" that opens a container, or `to`; and what follows it: editors, container, publisher. */
size_t body_find_in(const struct parse *p, size_t from, size_t to);
void body_chapter(struct parse *p, size_t in, size_t to);

#endif
