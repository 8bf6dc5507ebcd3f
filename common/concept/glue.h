/* Words run together, or spelled otherwise: pages that lose the blank at a link or a line end write "fordepression", "anxietyand" and
 * "manicdepression". A token that is part of no mention, or one by its ending alone, is cut in two where these are neighbours in a term and
 * make one here; or a small word of configs/glued.csv is taken off its beginning or its end, where the rest is of a term: that is the
 * mention then, without the small word. A token of another spelling (spelling.h) is read as the word that a term has, where that makes a
 * longer mention. Only what cannot be read otherwise is read so: "therapy" is not "the rapy", since "rapy" is no term. */
#ifndef EVITAB_GLUE_H
#define EVITAB_GLUE_H

#include "concept/watch.h"

struct glue;

/* Loads DIR/glued.csv and DIR/spellings.csv; NULL after messages. Pieces of words are marked as words are: by the watch, which is borrowed.
 */
struct glue *glue_open(const char *dir, const struct watch *watch, struct diag *d);
void glue_free(struct glue *g);

/* Learns the words of a concept table, their spellings, and which of them are neighbours in its terms; of a very long table (65,536 rows)
 * none: nothing of it is then looked for in words run together. */
void glue_learn(struct glue *g, const struct table *t);

/* Runs the examples of the tables. */
int glue_check(const struct glue *g, struct diag *d);

/* The tokens that may be cut: words of a learnt term with small words at them, or two such words. Zero before its first use. */
struct glue_places {
	LIST(uint32_t) at;
	token_list rest;
	LIST(struct glue_word) lately; /* what was said of words before, by the low bits of their hash: texts repeat their words */
};
void glue_places_free(struct glue_places *p);
/* Marks the tokens by the watch, and finds these places; the list is cleared first. After the last glue_learn() and watch_add(). */
void glue_look(const struct glue *g, struct span text, token_list *tokens, struct glue_places *out);

/* Reused from call to call; zero at first. */
struct glue_scratch {
	token_list rest, near, pieces;
	LIST(struct glue_cut {
		size_t token;
		uint64_t as;    /* the fold that it is read with, or 0 */
		uint32_t at[2]; /* bytes in the text: where it is cut */
		size_t n;
		size_t from; /* the pieces from…to are no small words */
		size_t to;
	})
	cuts;
	LIST(uint32_t) origin;      /* of each piece: its token */
	struct glue_places *places; /* of the text */
	bool loose;                 /* the token at hand is a mention by its ending alone: "andinsomnia" */
};
void glue_scratch_free(struct glue_scratch *c);

/* lexicon_find() into an empty list of hits, as if the blanks were there; `places` are the text's. A hit that begins or ends within a token
 * has that one for its first or last. */
void glue_find(const struct glue *g, const struct lexicon *x, struct span text, const token_list *tokens, struct glue_places *places,
			   hit_list *hits, struct glue_scratch *c);

#endif
