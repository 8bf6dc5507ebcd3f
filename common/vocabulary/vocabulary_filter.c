/* Which terms of a vocabulary are worth a row: long enough, not too common, not under two concepts. */
#include <stdlib.h>

#include "base/text.h"
#include "base/token.h"
#include "stream/feed.h"
#include "vocabulary/vocabulary_parts.h"

enum { LINE_BYTES = 4096, LEAST_PLACES = 1024 };

/* Keys of terms with what they belong to; 0 is free. */
struct keys {
	struct key {
		uint64_t key;
		uint32_t owner;
	} * v;
	size_t mask, used;
};

static struct key *key_place(const struct keys *k, uint64_t key)
{
	size_t i = key & k->mask;
	while (k->v[i].key != 0 && k->v[i].key != key)
		i = (i + 1) & k->mask;
	return &k->v[i];
}

static struct key *key_make(struct keys *k, uint64_t key)
{
	if (k->v == NULL || k->used >= (k->mask + 1) / 2) {
		struct key *old = k->v;
		size_t n = old ? k->mask + 1 : 0, room = n ? 2 * n : LEAST_PLACES;
		k->v = mem_alloc(room * sizeof *k->v);
		memset(k->v, 0, room * sizeof *k->v);
		k->mask = room - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*key_place(k, old[i].key) = old[i];
		free(old);
	}
	struct key *at = key_place(k, key);
	if (at->key == 0) {
		*at = (struct key){key, NO_CONCEPT};
		k->used++;
	}
	return at;
}

/* The key of a term as the lexicon compares it; 0 where it has no letter or digit. */
static uint64_t key_of(const token_list *tokens, bool exact)
{
	uint64_t h = exact;
	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];
		h = ((h ^ (i ? t->separator : 0)) * UINT64_C(0xd6e8feb86659fd93)) + (exact ? t->exact : t->fold);
		h ^= h >> 32;
	}
	return tokens->n == 0 ? 0 : h ? h : 1;
}

/* A file of words, one a line; a line that begins with # is a comment. 0 or a code after a message. */
static int read_list(const char *path, struct keys *k, struct diag *d)
{
	struct feed f;
	struct buf line = {0};
	token_list tokens = {0};
	if (path == NULL)
		return DIAG_OK;
	int code = feed_open(&f, path, d);
	if (code)
		return code;
	while (code == DIAG_OK && feed_line(&f, LINE_BYTES, &line)) {
		struct span s = span_trim(buf_span(&line));
		if (s.n == 0 || s.p[0] == '#')
			continue;
		if (text_invalid(s) < s.n) {
			code = diag_at(d, DIAG_WRONG, path, f.line - 1, 0, "the line is not UTF-8");
			break;
		}
		tokens_scan(&tokens, s);
		uint64_t key = key_of(&tokens, false);
		if (key)
			key_make(k, key)->owner = 0;
	}
	if (code == DIAG_OK)
		code = feed_status(&f, d);
	feed_close(&f);
	buf_free(&line);
	list_free(&tokens);
	return code;
}

static bool known(const struct keys *k, uint64_t key)
{
	return k->v != NULL && key_place(k, key)->key != 0;
}

/* What a term is made of. */
struct shape {
	size_t signs, letters; /* letters and digits; letters alone */
	bool capitals;         /* no small letter is in it, one capital at least */
};

static struct shape shape_of(struct span s)
{
	struct shape h = {0};
	bool small = false;
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c = text_decode(s, i, &n);
		bool digit = c < 0x80 && text_is_digit((char)c), letter = c >= 0x80 || text_is_alpha((char)c);
		h.signs += digit || letter;
		h.letters += letter;
		small |= c >= 0x80 || text_is_lower((char)c);
		h.capitals |= c < 0x80 && text_is_upper((char)c);
	}
	h.capitals &= !small;
	return h;
}

struct filtering {
	struct vocabulary *v;
	struct vocabulary_counts *n;
	struct keys common, words, taken;
	token_list tokens;
};

/* Decides on one term. */
static void judge(struct filtering *f, struct vocabulary_term *t)
{
	const struct vocabulary_wish *w = f->v->wish;
	struct span s = span_of(vocabulary_text(f->v, t->text));
	struct shape h = shape_of(s);
	tokens_scan(&f->tokens, s);
	uint64_t fold = key_of(&f->tokens, false);
	if (t->scope > SCOPE_EXACT && !w->related) {
		f->n->scopes++;
	} else if (fold == 0 || h.letters == 0) {
		f->n->numbers++;
	} else if (h.signs < w->shortest) {
		f->n->shorts++;
	} else if (known(&f->common, fold)) {
		f->n->common++;
	} else if (known(&f->words, fold) && !h.capitals) {
		f->n->words++;
	} else {
		t->exact = h.capitals && f->tokens.n == 1 && (h.signs <= w->acronym || known(&f->words, fold));
		struct key *k = key_make(&f->taken, t->exact ? key_of(&f->tokens, true) : fold);
		t->chosen = k->owner == NO_CONCEPT;
		f->n->doubled += k->owner == t->concept;
		f->n->shared += !t->chosen && k->owner != t->concept;
		if (t->chosen)
		k->owner = t->concept;
	}
}

int vocabulary_filter(struct vocabulary *v, struct vocabulary_counts *n, struct diag *d)
{
	struct filtering f = {.v = v, .n = n};
	int code = read_list(v->wish->common, &f.common, d);
	if (code == DIAG_OK)
		code = read_list(v->wish->words, &f.words, d);
	/* labels before all other terms: the synonym of one concept that is the name of another belongs to the other */
	for (int labels = 1; labels >= 0 && code == DIAG_OK; labels--)
		for (size_t i = 0; i < v->terms.n; i++)
			if ((v->terms.v[i].scope == SCOPE_LABEL) == labels && v->concepts.v[v->terms.v[i].concept].chosen)
				judge(&f, &v->terms.v[i]);
	free(f.common.v);
	free(f.words.v);
	free(f.taken.v);
	list_free(&f.tokens);
	return code;
}
