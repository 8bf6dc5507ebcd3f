/* The document as evidence: its reference list, and which numeric markers it uses. */
#include <stdlib.h>

#include "cite/cite.h"
#include "cite/cite_internal.h"
#include "cite/cite_keys.h"
#include "cite/cite_known.h"

struct seen {
	enum cite_marker marker;
	uint32_t at, n; /* numbers */
	bool weak;
};

enum {
	NAMED_MOST = 999,       /* the largest number behind "ref.", and in brackets where the list is shorter */
	RAISED_LEAST = 5,       /* superscripts that are raised in a text, and … */
	RAISED_TIMES = 3,       /* … so many times more than others: then these are none */
	SEEN_NUMBERS = 1 << 22, /* numbers remembered of one document */
	CHAIN = 12,             /* first uses that follow each other: so many speak for citations even where no list is */
	CHAIN_STEP = 6,         /* numbers that a first use may leave out: those behind names and in tables are not seen */
	CHAIN_STARTS = 8,       /* of the first numbers, from which a chain is looked for */
};

struct style {
	bool on;
	bool weak;         /* groups behind a value count, too */
	uint32_t limit;    /* larger numbers are no citations */
	uint32_t distinct; /* numbers up to the limit that were seen */
	uint32_t chain;    /* first uses that follow each other, of a document without a list */
	uint32_t groups;   /* groups that brought a number not seen before */
	double ascending;  /* of the first uses, the share that follows what was used before */
	double coverage;   /* of 1..limit, the share that was seen */
};

struct cite_document {
	struct cite_known known; /* names of the list */
	LIST(uint64_t) tokens;   /* of weak superscripts: RCT26, GLUT4; sorted by cite_decide */
	cite_keys keys;
	size_t entries;
	size_t years;                          /* places that look like author and year */
	unsigned char labels[CITE_NUMBER + 1]; /* numbers that are printed before entries */
	uint32_t n_labels, top_label;
	LIST(struct seen) groups;
	struct cite_list scratch; /* its numbers are those of the groups */
	struct style styles[MARKERS];
	size_t raised, lying; /* superscripts that are raised in the text, and others */
	size_t squares;       /* numbers in square brackets that are no notes: [1], not [^1] */
};

struct cite_document *cite_document_new(void)
{
	struct cite_document *doc = mem_alloc(sizeof *doc);
	memset(doc, 0, sizeof *doc);
	return doc;
}

void cite_document_free(struct cite_document *doc)
{
	if (doc == NULL)
		return;
	cite_known_free(&doc->known);
	list_free(&doc->tokens);
	list_free(&doc->keys);
	list_free(&doc->groups);
	cite_list_free(&doc->scratch);
	free(doc);
}

void cite_document_clear(struct cite_document *doc)
{
	doc->keys.n = doc->tokens.n = doc->groups.n = doc->entries = doc->years = 0;
	cite_known_clear(&doc->known);
	doc->scratch.cites.n = doc->scratch.names.n = doc->scratch.numbers.n = 0;
	memset(doc->styles, 0, sizeof doc->styles);
	memset(doc->labels, 0, doc->top_label + (size_t)1);
	doc->n_labels = doc->top_label = 0;
	doc->raised = doc->lying = doc->squares = 0;
}

void cite_learn_label(struct cite_document *doc, uint64_t number)
{
	if (number == 0 || number > CITE_NUMBER || doc->labels[number])
		return;
	doc->labels[number] = 1;
	doc->n_labels++;
	doc->top_label = number > doc->top_label ? (uint32_t)number : doc->top_label;
}

void cite_learn_key(struct cite_document *doc, struct span key)
{
	cite_keys_add(&doc->keys, key, doc->entries);
}

bool cite_has_keys(const struct cite_document *doc)
{
	return doc && doc->keys.n > 0;
}

uint32_t cite_keyed(const struct cite_document *doc, struct span key)
{
	return doc ? cite_keys_find(&doc->keys, key) : 0;
}

/* The list is a part of a longer one: its numbers leap. */
static bool is_sparse(const struct cite_document *doc)
{
	return doc->n_labels >= 4 && doc->top_label > doc->entries + doc->entries / 2;
}

uint64_t cite_hash(struct span s)
{
	uint64_t h = 1469598103934665603u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)(text_is_upper(s.p[i]) ? s.p[i] | 0x20 : s.p[i])) * 1099511628211u;
	return h;
}

static bool is_year(struct span t, size_t at)
{
	return at + 4 <= t.n && ((t.p[at] == '1' && (t.p[at + 1] == '9' || t.p[at + 1] == '8')) || (t.p[at] == '2' && t.p[at + 1] == '0')) &&
		   text_is_digit(t.p[at + 2]) && text_is_digit(t.p[at + 3]) && (at + 4 == t.n || !text_is_digit(t.p[at + 4])) &&
		   (at == 0 || !text_is_digit(t.p[at - 1]));
}

/* Capitalised words before the first year, or in the first 400 bytes: authors stand there in every style. */
void cite_learn_entry(struct cite_document *doc, struct span entry)
{
	doc->entries++;
	size_t end = entry.n < 400 ? entry.n : 400;
	for (size_t i = 0; i < end;) {
		struct cite_range w;
		if (is_year(entry, i))
			break;
		if (!cite_word_at(entry, i, &w)) {
			size_t n;
			text_decode(entry, i, &n);
			i += n;
			continue;
		}
		if (w.end - w.start >= 2 && cite_upper_at(entry, w.start))
			cite_known_add(&doc->known, cite_words(entry, w));
		i = w.end;
	}
}

/* A year behind a letter, a stop or a comma, before ) ] ; or , : what author and year look like. */
static bool looks_cited(struct span t, size_t at)
{
	if (!is_year(t, at) || at < 3)
		return false;
	size_t e = at + 4;
	if (e < t.n && text_is_lower(t.p[e]))
		e++;
	if (e >= t.n || (t.p[e] != ')' && t.p[e] != ';' && t.p[e] != ',' && t.p[e] != ']'))
		return false;
	size_t p = cite_blank_before(t, 0, at);
	if (p == at)
		return t.p[at - 1] == '(' && at >= 4 && t.p[at - 2] == ' ' && (t.p[at - 3] == '.' || text_is_lower(t.p[at - 3]));
	return p > 1 && (t.p[p - 1] == ',' || t.p[p - 1] == '.' || text_is_lower(t.p[p - 1]));
}

void cite_learn(struct cite_document *doc, const struct cite_rules *rules, struct span t)
{
	struct cite_scan s = {rules, NULL, t, &doc->scratch};
	if (cite_anchors(t) == 0)
		return;
	for (size_t i = 0; (i = cite_anchor_from(t, i)) < t.n;) {
		struct cite_group g;
		if (text_is_digit(t.p[i]) && looks_cited(t, i))
			doc->years++;
		if (doc->scratch.numbers.n < SEEN_NUMBERS && cite_numeric_at(&s, i, &g)) {
			if (g.token)
				list_push(&doc->tokens, g.token);
			doc->squares += g.marker == MARKER_BRACKET && !g.note;
			doc->raised += g.marker == MARKER_SUPER && g.raised;
			doc->lying += g.marker == MARKER_SUPER && !g.raised;
			if (!g.named)
				list_push(&doc->groups, ((struct seen){g.marker, g.numbers, g.n, g.weak}));
			i = t.p[i] == '(' ? i + 1 : g.end; /* (e.g.12) may also hold a superscript */
		} else {
			i = cite_anchor_past(t, i);
		}
	}
}

/* The largest number such that no more than four in a row before it were never seen. */
static uint32_t find_limit(const unsigned char *have)
{
	uint32_t limit = 0;
	for (uint32_t v = 1; v <= CITE_NUMBER && v <= limit + 5; v++)
		if (have[v])
			limit = v;
	return limit;
}

/* Numbers without a list, from some other chapter's end on: the longest chain of first uses of which each follows the one before; and
 * the highest number that a long one ends in. */
static uint32_t find_chain(const struct cite_document *doc, enum cite_marker m, uint32_t *top)
{
	uint32_t longest = 0, starts = 0;
	const uint32_t *numbers = doc->scratch.numbers.v;
	for (size_t from = 0; from < doc->groups.n && starts < CHAIN_STARTS; from++) {
		if (doc->groups.v[from].marker != m || doc->groups.v[from].weak)
			continue;
		uint32_t last = numbers[doc->groups.v[from].at], n = 1;
		starts++;
		for (size_t i = from; i < doc->groups.n; i++) {
			const struct seen *g = &doc->groups.v[i];
			for (uint32_t k = 0; g->marker == m && !g->weak && k < g->n; k++)
				if (numbers[g->at + k] > last && numbers[g->at + k] <= last + CHAIN_STEP) {
					last = numbers[g->at + k];
					n++;
				}
		}
		longest = n > longest ? n : longest;
		if (n >= CHAIN && last > *top)
			*top = last;
	}
	return longest;
}

static void measure(const struct cite_document *doc, enum cite_marker m, struct style *st)
{
	unsigned char have[CITE_NUMBER + 1] = {0};
	const uint32_t *numbers = doc->scratch.numbers.v;
	for (size_t i = 0; i < doc->groups.n; i++) {
		const struct seen *g = &doc->groups.v[i];
		for (uint32_t k = 0; g->marker == m && !g->weak && k < g->n; k++)
			have[numbers[g->at + k]] = 1;
	}
	st->limit = find_limit(have);
	if (st->limit < doc->entries)
		st->limit = doc->entries < CITE_NUMBER ? (uint32_t)doc->entries : CITE_NUMBER;
	bool sparse = is_sparse(doc);
	if (sparse && st->limit < doc->top_label)
		st->limit = doc->top_label;
	uint32_t top = 0, labelled = 0;
	if (doc->entries == 0 && m == MARKER_SUPER && (st->chain = find_chain(doc, m, &top)) >= CHAIN && st->limit < top)
		st->limit = top;
	uint32_t max = 0, follows = 0;
	for (size_t i = 0; i < doc->groups.n; i++) {
		const struct seen *g = &doc->groups.v[i];
		uint32_t before = st->distinct;
		for (uint32_t k = 0; g->marker == m && !g->weak && k < g->n; k++) {
			uint32_t v = numbers[g->at + k];
			if (v > st->limit || have[v] == 2)
				continue;
			have[v] = 2;
			st->distinct++;
			labelled += doc->labels[v];
			follows += v > max && v <= max + 3;
			if (v > max)
				max = v;
		}
		st->groups += st->distinct > before;
	}
	st->ascending = st->distinct ? (double)follows / st->distinct : 0;
	st->coverage = st->limit ? (double)st->distinct / st->limit : 0;
	if (sparse)
		st->coverage = 2 * labelled > st->distinct ? (double)labelled / doc->n_labels : 0;
}

/* Are groups behind a value citations? Yes where they are few and hold no number that could not be one. */
static bool trusts_weak(const struct cite_document *doc, enum cite_marker m, uint32_t limit)
{
	size_t weak = 0, strong = 0, foreign = 0;
	for (size_t i = 0; i < doc->groups.n; i++) {
		const struct seen *g = &doc->groups.v[i];
		if (g->marker != m)
			continue;
		*(g->weak ? &weak : &strong) += 1;
		bool out = false;
		for (uint32_t k = 0; g->weak && k < g->n; k++)
			out = out || doc->scratch.numbers.v[g->at + k] > limit;
		foreign += out;
	}
	return foreign == 0 && weak * 4 <= strong;
}

/* Enough evidence that a marker which also has other uses is one of citations here. */
static bool is_convincing(const struct cite_document *doc, const struct style *st)
{
	if (st->distinct < 2 || st->groups < 2 || doc->years > st->distinct)
		return false;
	if (doc->entries == 0 && st->chain >= CHAIN)
		return 2 * st->chain >= st->distinct;
	if (doc->entries == 0)
		return st->distinct >= 4 && st->groups >= 3 && st->ascending >= 0.8 && st->coverage >= 0.7;
	if (st->ascending >= 0.6)
		return st->coverage >= 0.5 || (st->coverage >= 0.3 && st->distinct >= 5);
	return st->coverage >= 0.5 && st->distinct >= 8 && st->groups >= 6; /* a list in the order of the alphabet */
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

void cite_decide(struct cite_document *doc)
{
	cite_known_seal(&doc->known);
	cite_keys_sort(&doc->keys);
	if (doc->tokens.n)
		qsort(doc->tokens.v, doc->tokens.n, sizeof *doc->tokens.v, compare);
	struct style *st = doc->styles;
	for (int m = 0; m < MARKERS; m++)
		measure(doc, (enum cite_marker)m, &st[m]);
	bool bracket = is_convincing(doc, &st[MARKER_BRACKET]), paren = is_convincing(doc, &st[MARKER_PAREN]),
		 super = is_convincing(doc, &st[MARKER_SUPER]);
	if (bracket && st[MARKER_BRACKET].distinct * 2 >= st[MARKER_PAREN].distinct &&
		st[MARKER_BRACKET].distinct * 2 >= st[MARKER_SUPER].distinct)
		paren = super = false;
	if (paren && super)
		*(st[MARKER_PAREN].distinct > st[MARKER_SUPER].distinct ? &super : &paren) = false;
	/* brackets with numbers have few other uses: they count unless the document cites by other means */
	/* numbers set apart have so many other uses that the whole list must speak for them, and no other marker */
	bool spaced = doc->entries >= 4 && !bracket && !paren && !super && st[MARKER_SPACED].coverage >= 0.6 && st[MARKER_SPACED].groups >= 5 &&
				  doc->years < st[MARKER_SPACED].distinct;
	st[MARKER_SPACED].on = spaced;
	st[MARKER_BRACKET].on = bracket || !(doc->years > 3 || paren || super);
	st[MARKER_PAREN].on = paren;
	st[MARKER_SUPER].on = super;
	for (int m = 0; m < MARKERS; m++)
		st[m].weak = st[m].on && trusts_weak(doc, (enum cite_marker)m, st[m].limit);
}

bool cite_knows(const struct cite_document *doc, struct span name)
{
	return doc && cite_known_has(&doc->known, name);
}

size_t cite_entries(const struct cite_document *doc)
{
	return doc ? doc->entries : 0;
}

/* A word of capitals with a number that comes again (GLUT4, CYP2) is a name. */
static bool comes_again(const struct cite_document *doc, uint64_t token)
{
	size_t i;
	list_bound(&doc->tokens, i, doc->tokens.v[i] < token);
	return i + 1 < doc->tokens.n && doc->tokens.v[i + 1] == token;
}

bool cite_accepts(const struct cite_document *doc, const struct cite_group *g, const uint32_t *numbers)
{
	uint32_t most = 0;
	for (uint32_t i = 0; i < g->n; i++)
		most = numbers[i] > most ? numbers[i] : most;
	if (g->keyed)
		return true;
	if (g->named)
		return most <= NAMED_MOST;
	if (doc == NULL)
		return g->marker == MARKER_BRACKET && !g->weak;
	if (g->note && doc->squares)
		return false;
	if (g->marker == MARKER_SUPER && !g->raised && doc->raised >= RAISED_LEAST && doc->raised > RAISED_TIMES * doc->lying)
		return false; /* a text that raises its numbers does so with all of them */
	const struct style *st = &doc->styles[g->marker];
	if (!st->on || (g->weak && !g->token && !st->weak))
		return false;
	if (g->token && (st->coverage < 0.6 || comes_again(doc, g->token)))
		return false;
	/* numbers beyond the list: the citation leads nowhere, but in brackets it is one */
	uint32_t limit = g->marker == MARKER_BRACKET && st->limit < NAMED_MOST ? NAMED_MOST : st->limit;
	return most <= limit;
}

bool cite_is_numeric(const struct cite_document *doc)
{
	if (doc == NULL)
		return false;
	for (int m = 0; m < MARKERS; m++)
		if (doc->styles[m].on && doc->styles[m].distinct >= 3 && doc->styles[m].distinct > doc->years / 2)
			return true;
	return false;
}
