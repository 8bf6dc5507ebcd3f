/* What the files of audit_topic.h share. */
#ifndef EVITAB_TOPIC_PARTS_H
#define EVITAB_TOPIC_PARTS_H

#include "concept/category.h"

enum { CLOSURE = 64 }; /* concepts that are looked at at once; further ones are passed over */

/* A set of concepts, by the first row of each. */
struct concepts {
	size_t v[CLOSURE];
	size_t n;
};

struct named {
	struct span id; /* borrows the table */
	size_t row;     /* the first of the concept */
};

struct mention {
	uint64_t sentence;
	size_t row;          /* SIZE_MAX: not in the table */
	struct span concept; /* raw JSON */
};

/* A category whose concepts are compared with those of cited titles. */
struct topic {
	const struct category_row *row;
	struct category category;
	int broader;
	LIST(struct named) names; /* sorted by id */
	/* of the document */
	LIST(struct mention) mentions;
	LIST(bool) spoken;          /* by row: does the article speak of the concept that begins there, or of a narrower one? */
	LIST(unsigned char) listed; /* by row: titles of the list that name it, 0, 1 or more; empty until it is asked */
	token_list tokens;
	hit_list hits;
};

/* Loads the table of t->row. 0, or a code after a message. */
int topic_open(struct topic *t, const char *rules, struct diag *d);
/* The first row of a concept, or SIZE_MAX. */
size_t topic_row(const struct topic *t, struct span id);
/* The concepts that a title names; false where it names none, or one of a kind that says too little. */
bool topic_of_title(struct topic *t, struct span title, struct concepts *out);
/* The concepts of a sentence; false as above, but others beside one of the right kind are no obstacle. */
bool topic_of_sentence(const struct topic *t, uint64_t sentence, struct concepts *out);
/* Adds what is broader than the concepts, and broader than that; generic ones ("disorder") relate everything and are left out. */
void topic_add_broader(const struct topic *t, struct concepts *s);
bool topic_share(const struct concepts *a, const struct concepts *b);
/* Marks the rows of what the article speaks of, and of what is broader; then: does it speak of one of these, or of one narrower? */
void topic_mark_spoken(struct topic *t);
bool topic_is_spoken(const struct topic *t, const struct concepts *title);
/* Counts what the title of an entry names, and what is broader; then: does more than one title of the list name one of these? */
void topic_add_title(struct topic *t, struct span title);
bool topic_is_listed(const struct topic *t, const struct concepts *title);
/* Do the labels of two concepts have a word in common, or words that begin alike: "brain ischemia", "ischemic stroke"? */
bool topic_sounds_alike(const struct topic *t, size_t a, size_t b);

#endif
