/* Claims: what a sentence says of the concepts that it names, what supports it, and how strong the studies behind it are. */
#ifndef EVITAB_CLAIM_H
#define EVITAB_CLAIM_H

#include "audit/designs.h"
#include "audit/link.h"
#include "audit/once.h"
#include "audit/sections.h"
#include "audit/sources.h"
#include "concept/categories.h"
#include "concept/context.h"
#include "concept/predicate.h"

enum support { SUPPORT_NONE, SUPPORT_CARRIED, SUPPORT_ATTRIBUTED, SUPPORT_UNNAMED, SUPPORT_UNRESOLVED, SUPPORT_CITED };

/* The labels of one category; generic: those of that kind, which are listed where there are no others. */
struct claim_labels {
	const struct category_row *row;
	struct once named, generic;
};

/* What an entry of the reference list has to say of claims that lead to it. */
struct claim_entry {
	bool read;
	const char *design; /* named by its title; NULL for none */
	struct span doi;    /* raw JSON string; {NULL, 0} for none */
	uint64_t sentence;  /* number of the sentence record that it is */
};

/* A claim whose findings are not known yet. */
struct claim_pending {
	size_t end;    /* byte in claims.out where they go */
	size_t abouts; /* its run in claims.abouts, up to that of the next one */
};

/* What a finding is and where. */
struct claim_finding {
	uint64_t sentence;
	struct span code; /* raw JSON; borrows the findings */
};

/* A claim without support, which a source a little further on may yet have. */
struct claim_doubt {
	uint64_t sentence;
	size_t end; /* of its finding in claims.doubted */
};

/* What gathers while the records of a document go by; reused. All zero before claims_open(). */
struct claims {
	/* borrowed */
	const struct context *context;
	const struct predicates *verbs;
	struct designs *designs;
	const struct sections *sections;
	const struct sources *sources;
	struct buf *audit; /* findings about claims and studies */
	/* of the paragraph at hand */
	struct span links; /* raw JSON array of where its words link to other sites: start and end, in bytes of the source */
	size_t link_at;    /* byte of links behind the one at hand */
	uint64_t link_start, link_end;
	uint64_t sourced; /* its last sentence that names a source; 0: none yet */
	LIST(struct claim_doubt) doubts;
	struct buf doubted;
	struct buf studied;               /* findings about studies of the sentence at hand */
	LIST(struct claim_doubt) studies; /* the same of its sentences so far, whose work may yet be cited */
	struct buf unnamed;               /* their findings */
	struct span before[2];            /* its sentences before the one at hand, as lines, the nearest first; {NULL, 0} for none */
	/* of the sentence at hand */
	bool linked;                      /* words of it lead to another site, or hold an address */
	bool open;                        /* it is of the body */
	bool list, led;                   /* it is an item of a list; of one that a line with a colon leads in */
	bool told;                        /* that line names a source */
	struct record sentence;           /* its line, read; borrows the document */
	LIST(struct claim_labels) labels; /* in the order in which a claim has them */
	struct once citations, references, dois;
	bool agent;                             /* an intervention is named, which may have an effect */
	LIST(struct span) effects;              /* raw JSON: the words of what something is said to be done to */
	size_t subjects;                        /* mentions of categories of that role, generic ones left out */
	enum support support, spoken;           /* of this sentence; of the last one with a study in the same paragraph */
	const char *strength, *spoken_strength; /* designs; NULL where none is named */
	token_list tokens, heard;               /* heard: of another sentence */
	cue_list cues;
	struct buf scratch;
	LIST(size_t) entries; /* that it leads to: indexes */
	/* of the document */
	LIST(struct claim_entry) known; /* by the entry's index */
	struct buf out;                 /* claims without their findings, which are known at its end */
	LIST(struct claim_pending) pending;
	LIST(uint64_t) abouts;            /* sentences whose findings are a claim's: its own, and those that are entries that it leads to */
	LIST(struct claim_finding) found; /* by sentence */
	struct once findings;
};

/* Everything is borrowed. Findings about claims themselves go to the end of `found`. */
void claims_open(struct claims *c, const struct categories *categories, const struct context *context, const struct predicates *verbs,
				 struct designs *designs, const struct sections *sections, const struct sources *sources, struct buf *found);
void claims_free(struct claims *c);

/* A document: claims_begin(); for each sentence claims_sentence() with its line, then its mentions and citations; claims_paragraph() where
 * a paragraph ends; then claims_end(), which writes the claims, with the codes of what `found` says of them, to the end of out.
 *
 * A claim without support is a finding where the article owes a source (sections.h) and none is named in the sentences around it, nor in
 * the line that leads its list in, be it by a citation, a link or other words (sources.h); so is a study that it speaks of and does not
 * cite, unless it is one that was cited just before.
 *
 * A claim names a concept of a subject and has a verb, or is an item of a list that is led in; a question is none. */
void claims_begin(struct claims *c);
void claims_sentence(struct claims *c, struct span sentence);
void claims_paragraph(struct claims *c);
/* Where words of the paragraph that begins link to other sites: the member `links` of its block, which is borrowed; {NULL, 0} for nowhere.
 */
void claims_links(struct claims *c, struct span links);
void claims_mention(struct claims *c, const struct record *mention);
/* `references`: the lines of the entries, by their indexes. 0, or a code after a message where a table is wrong. */
int claims_citation(struct claims *c, const struct bibliography *b, const struct record *citation, const struct link *link,
					const struct span *references, struct diag *d);
void claims_end(struct claims *c, struct buf *out);

#endif
