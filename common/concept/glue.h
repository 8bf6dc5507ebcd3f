/* Words run together: pages that lose the blank at a link or a line end write "fordepression" and "anxietyand". Where a token is part of no
 * mention, a small word of configs/glued.csv is taken off its beginning or its end; where the rest is of a term, that is a mention, without
 * the small word. Only what cannot be read otherwise is read so: "therapy" is not "the rapy", since "rapy" is no term. */
#ifndef EVITAB_GLUE_H
#define EVITAB_GLUE_H

#include "concept/lexicon.h"

struct glue;

/* Loads DIR/glued.csv; NULL after messages. */
struct glue *glue_open(const char *dir, struct diag *d);
void glue_free(struct glue *g);

/* Runs the examples of the table. */
int glue_check(const struct glue *g, struct diag *d);

/* Reused from call to call; zero at first. */
struct glue_scratch {
	token_list rest;
	LIST(struct glue_cut {
		size_t token;
		struct token whole;
	})
	cut;
};
void glue_scratch_free(struct glue_scratch *c);

/* The tokens that begin or end with a small word, whatever is left of them; the list is cleared first. */
typedef LIST(uint32_t) glue_places;
void glue_look(const struct glue *g, struct span text, const token_list *tokens, glue_places *out);

/* lexicon_find() into an empty list of hits, as if the blanks were there; `places` are the text's. Tokens that carry a small word are
 * shorter while it looks, and as they were when it returns. */
void glue_find(const struct glue *g, const struct lexicon *x, struct span text, token_list *tokens, const glue_places *places,
			   hit_list *hits, struct glue_scratch *c);

#endif
