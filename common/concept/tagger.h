/* The tagger: the mentions of one category's concepts in sentences, and what the sentences say of them. Puts together the concept table,
 * what the document defines, coordination, context and effects. One sentence at a time; the lists are reused. */
#ifndef EVITAB_TAGGER_H
#define EVITAB_TAGGER_H

#include "concept/category.h"
#include "concept/context.h"
#include "concept/coordination.h"
#include "concept/effect.h"
#include "concept/glossary.h"
#include "concept/glue.h"
#include "concept/scope.h"
#include "concept/watch.h"
#include "learn/candidate.h"

/* What all taggers of a run share: the tables that are the same for every category. All zero before the first tagger_open(). */
struct tagger_rules {
	struct coordination *coordination;
	struct glue *glue;
	struct context *context; /* where a category has assertions */
	struct scopes *scopes;   /* … and the scopes of cues are asked for */
	struct effects *effects; /* where one has effects */
	struct watch *watch;
};
void tagger_rules_close(struct tagger_rules *r);
/* Runs their examples. */
int tagger_rules_check(const struct tagger_rules *r, struct diag *d);

/* A sentence record as taggers see it. What it says whatever the category is worked out once for all of them, at first need. Zero before
 * its first use, but for the rules. */
struct tagger_sentence {
	const struct tagger_rules *rules; /* the caller's */
	const struct record *record;
	struct span text;                       /* borrows the record or `unescaped` */
	bool bracket;                           /* it has an opening one */
	bool tokenized, defined, cued, aligned; /* which of the following were worked out */
	token_list tokens;
	struct glue_places places; /* with the tokens */
	abbreviation_list abbreviations;
	cue_list cues;
	struct alignment from;
	struct buf unescaped;
};
void tagger_sentence_read(struct tagger_sentence *s, const struct record *record);
void tagger_sentence_free(struct tagger_sentence *s);

/* Which terms are mentions: those that the leftmost and longest leave over; those inside a mention, too; all. */
enum overlaps { OVERLAPS_NONE, OVERLAPS_NESTED, OVERLAPS_ALL };

/* All zero before tagger_open(), but for what is the caller's. */
struct tagger {
	struct category category;
	struct candidates *candidates;    /* where the rules folder has learnt weights for the category */
	const struct tagger_rules *rules; /* the caller's */
	const struct context *context;    /* the rules', where the category has assertions */
	const struct effects *effects;    /* the rules', where it has effects */
	struct glossary glossary;         /* of the document at hand */
	size_t since;                     /* sentences since an intervention was named */
	bool scopes;                      /* the caller's: write what every cue of negation and reserve covers, too */
	enum overlaps overlaps;           /* the caller's */
	struct diag *notes;               /* the caller's, or NULL: gets a message where a document's definition goes against the table */
	struct row_words {                /* of each row of the table, once it was written: what is the same in all its mentions */
		uint32_t at, concept, rule;   /* a place in `words`, bytes of the members concept…kind there, of the member rule behind them */
	} * rows;
	struct buf words;
	/* of the sentence at hand, reused */
	struct glue_scratch run_together;
	hit_list hits, scratch;
	scope_list scoped;    /* of `scopes` */
	cue_list heard;       /* the cues that are part of no mention, where some are */
	const cue_list *cues; /* borrows the sentence, or `heard` */
	LIST(struct effect) said;
	actor_list others; /* mentions of other categories: until the sentence is tagged, those that came with the stream, by their source */
	actor_list shared; /* those that other taggers found in the sentence at hand */
	struct coordination_scratch parts;
	struct buf rule;
};

/* Loads the category of DIR/<table>.csv, and into r, which outlives the tagger, the tables that it needs and no other one has loaded. 0 or
 * a code after messages. */
int tagger_open(struct tagger *t, struct tagger_rules *r, const char *dir, const char *table, bool strict, struct diag *d);
void tagger_close(struct tagger *t);

/* Forgets the document before. */
void tagger_begin(struct tagger *t);
/* Has a sentence, with an opening bracket in it or not, anything that tagger_define() looks for? */
static inline bool tagger_defines(const struct tagger *t, bool bracket)
{
	return bracket || t->candidates != NULL;
}
/* Reads the definitions in a sentence: what a document defines holds in all of it, so all its sentences come here first. */
void tagger_define(struct tagger *t, struct tagger_sentence *s);

/* The next sentence record is to be tagged: tagger_next(); then tagger_other() for each record of another category that belongs to it; then
 * tagger_tag(), which writes the records of its mentions to the end of out. */
void tagger_next(struct tagger *t);
void tagger_other(struct tagger *t, struct span type, struct span line);
/* What another tagger has just found in the same sentence: the same as a tagger_other() for each of its records. */
void tagger_share(const struct tagger *from, struct tagger *to);
/* Are sentences of this zone (raw JSON string) tagged? */
static inline bool tagger_wants(const struct tagger *t, struct span zone)
{
	return category_wants(&t->category, zone);
}
void tagger_tag(struct tagger *t, struct tagger_sentence *s, struct buf *out);

/* For a plain text: every term that begins anywhere in it, which of them became mentions and what was said of these, a line each, to the
 * end of out. */
void tagger_explain(struct tagger *t, struct span text, struct buf *out);

#endif
