/* Documents with known mentions, from which rules are learnt: sentences of the stream, and stretches of their tokens that are mentions. */
#ifndef EVITAB_LESSON_H
#define EVITAB_LESSON_H

#include "concept/category.h"
#include "learn/fit.h"
#include "stream/stage.h"

struct lesson_mention {
	struct feature_stretch tokens;
	size_t id, id_n; /* of its concept, in the lesson's text */
};

struct lesson_sentence {
	size_t text, text_n;      /* in the lesson's text */
	size_t mention, nmention; /* in order, without overlap */
};

struct lesson_document {
	size_t sentence, nsentence;
};

struct lesson {
	struct buf text;
	LIST(struct lesson_mention) mentions;
	LIST(struct lesson_sentence) sentences;
	LIST(struct lesson_document) documents;
	size_t given, lost; /* mentions that came, and those that are no whole words of one sentence */
};
void lesson_free(struct lesson *l);

struct lesson_source {
	const struct category *category; /* whose sentences are looked at */
	const char *type;                /* of the mentions to learn from */
	bool standoff;                   /* they stand in FILE.ann beside FILE.txt (brat), not in the member `spans` of the document */
};

/* Takes over a document of the stream as it is after segment. 0 or a code after a message. */
int lesson_add(struct lesson *l, const struct lesson_source *from, const struct document *doc, struct diag *d);

static inline struct span lesson_text(const struct lesson *l, const struct lesson_sentence *s)
{
	return span_make(l->text.p + s->text, s->text_n);
}

#endif
