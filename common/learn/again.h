/* The second look at a document: which stretches are mentions, now that all of it has been heard.
 *
 * The first look gives every stretch a sum, and by it a chance: the share of all ways to mark its sentence that mark it (forward and
 * backward sums, as in fit.c). The second look weighs what can be seen of these chances: the stretch's own; that of its rivals, inside it,
 * around it, anywhere across it, and whether they have another name; that of the same words and of the same concept in other places of the
 * document; and what a short form stands for. Each that is seen is a feature of the place `again`, an ordinary row with a weight. */
#ifndef EVITAB_AGAIN_H
#define EVITAB_AGAIN_H

#include "learn/composite.h"
#include "learn/feature.h"
#include "learn/naming.h"

/* Of a stretch that a word cuts into items that all have names (composite.h). */
struct again_joined {
	uint32_t at; /* the token of that word; 0: there is none */
	bool shared; /* the items share words: "renal and hepatic failure" */
	bool terms;  /* all are terms */
};

/* A stretch that may be a mention. */
struct again_look {
	struct feature_stretch at;
	double sum;      /* of the first look, as a logarithm of odds */
	double chance;   /* 0…1, again_weigh() */
	double likely;   /* the chance behind the second look */
	double worth;    /* what again_choose() adds up */
	uint64_t words;  /* feature_words_key() */
	uint64_t called; /* of the concept that names it: the same number for the same one; 0: none */
	int32_t belief;  /* in that name, hundredths */
	bool term;       /* the words are a term of that concept, in any order */
	bool known;      /* to a list */
	struct again_joined joined;
};
typedef LIST(struct again_look) again_look_list;

/* Below AGAIN_LEAST no stretch is looked at again. A sum below AGAIN_LEAST_SUM cannot give such a chance. */
static const double AGAIN_LEAST = 0.01, AGAIN_LEAST_SUM = -4.595;

/* Reused from sentence to sentence; zeroed it is empty. */
struct again_work {
	LIST(double) forth, back;
	LIST(uint32_t) from;
};
void again_work_free(struct again_work *w);

/* The chances of the looks v[0…n) of one sentence of so many tokens, which are ordered by their last token. Those below AGAIN_LEAST are
 * taken out; returns how many stay, in order. */
size_t again_weigh(struct again_work *w, struct again_look *v, size_t n, size_t tokens);
/* Those whose worth adds up to most, without overlap, in order, to the end of out; what is worth nothing stays out. Ordered as above. */
void again_choose(struct again_work *w, const struct again_look *v, size_t n, size_t tokens, feature_stretch_list *out);
/* The logarithm of the odds of a look's chance: what the weights of its features are added to. */
double again_odds(const struct again_look *v);
/* What the looks of a sentence are worth, where `worth` is that sum so far: their chance now, less a half. Where several that cross each
 * other share a chance that is large as a whole, a part of the others' chances is added, so that of a mention without clear edges one
 * is taken rather than none. */
void again_value(struct again_look *v, size_t n);

/* Chances of the same words, or of the same concept, all over a document. */
struct again_echo {
	uint64_t key;
	double most, next, sum;
	size_t n;
};
struct again_echoes {
	LIST(struct again_echo) words, called; /* sorted by key */
};
/* Of all looks of a document. */
void again_listen(struct again_echoes *e, const struct again_look *v, size_t n);
void again_echoes_free(struct again_echoes *e);

/* Where a word of the stretch that joins names cuts it into items that all have names; the last such word. grade: whether words are a
 * term (1), or have a name otherwise (0). */
struct again_joined again_join(const struct naming *names, struct span text, const token_list *tokens, struct feature_stretch at,
							   composite_name *grade, void *ctx);

/* What is seen of look i among the looks v[0…n) of its sentence. word: where it is one word, else empty; brief: what the document says of
 * it, or NULL. */
void again_features(const struct again_echoes *e, const struct again_look *v, size_t n, size_t i, struct span word,
					const struct feature_short *brief, const struct feature_lists *l, feature_sink *sink, void *ctx);

#endif
