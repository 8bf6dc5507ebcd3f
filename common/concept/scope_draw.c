#include "concept/scope_parts.h"

#include <string.h>

#include "base/text.h"

/* How far cues reach. From the cue the words are walked along to both sides until the clause ends: at a semicolon or colon, at the end of
 * the bracket that the cue stands in, at a word that begins a clause. What stands in brackets on the way is passed over. Without a parser:
 * a clause is known by the words it begins with, and by a verb of clauses.csv in it. */

enum {
	SCOPE_MOST = 100,   /* words of a scope on each side of its cue */
	SUBJECT_MOST = 30,  /* … of a subject with commas */
	RELATIVE_MOST = 12, /* … from a verb back to the "which" that it belongs to */
	ITEM_MOST = 6       /* … of an item of a list */
};

static bool has(const struct scope_sentence *s, size_t i, enum bound_class class)
{
	return i < s->n && s->words[i].set >> class & 1;
}

/* ---- what stands between the words ---- */

static void read_signs(struct span between, struct scope_word *w)
{
	w->listed = true;
	for (size_t k = 0; k < between.n; k++) {
		char c = between.p[k];
		bool blank = k + 1 < between.n && between.p[k + 1] == ' ';
		w->comma |= c == ',' && blank;
		w->stop |= c == ';';
		w->colon |= c == ':' && blank;
		w->listed &= c == ' ' || c == ',' || c == ';' || c == '-' || (unsigned char)c >= 0x80;
		w->apart |= (c == '(' || c == '[') && k > 0 && between.p[k - 1] == ' ';
		if ((c == '(' || c == '[') && w->opened < UINT8_MAX)
			w->opened++;
		else if ((c == ')' || c == ']') && w->opened > 0)
			w->opened--;
		else if ((c == ')' || c == ']') && w->closed < UINT8_MAX)
			w->closed++;
	}
}

/* A number or a letter, and a year among them. */
static void read_form(struct span word, struct scope_word *w)
{
	size_t digits = 0;
	while (digits < word.n && text_is_digit(word.p[digits]))
		digits++;
	w->short_form = digits == word.n || (word.n == 1 && text_is_upper(word.p[0]));
	w->year = digits == 4 && word.n <= 5 && (memcmp(word.p, "19", 2) == 0 || memcmp(word.p, "20", 2) == 0);
}

void scope_read(struct span text, const token_list *tokens, struct scope_word *words)
{
	const struct scope_sentence s = {.words = words, .n = tokens->n};
	read_signs(span_sub(text, tokens->v[tokens->n - 1].end, text.n), &words[tokens->n]);
	for (size_t i = 0; i < tokens->n; i++)
		read_form(span_sub(text, tokens->v[i].start, tokens->v[i].end), &words[i]);
	for (size_t i = 1; i < tokens->n; i++) {
		struct scope_word *w = &words[i];
		read_signs(span_sub(text, tokens->v[i - 1].end, tokens->v[i].start), w);
		w->aside = w->comma && (has(&s, i, BOUND_ASIDE) || has(&s, i - 1, BOUND_ASIDE));
		w->comma &= !w->aside;
	}
	for (size_t i = tokens->n; i-- > 0;)
		words[i].followed =
			has(&s, i, BOUND_VERB) || (i + 1 < tokens->n && words[i + 1].followed && !words[i + 1].comma && !has(&s, i + 1, BOUND_CLAUSE) &&
									   !has(&s, i + 1, BOUND_RELATIVE) && !(has(&s, i + 1, BOUND_JOIN) && has(&s, i + 2, BOUND_VERB)));
}

size_t scope_main(const struct scope_word *words, size_t n)
{
	const struct scope_sentence s = {.words = words, .n = n};
	size_t i = 0;
	while (has(&s, i, BOUND_ASIDE) && !has(&s, i, BOUND_OPENER))
		i++;
	if (!has(&s, i++, BOUND_OPENER))
		return 0;
	while (i < n && !words[i].comma)
		i++;
	return i < n ? i : 0;
}

/* ---- where a scope ends ---- */

/* Do the words behind a comma, from i, go on with a list: items of few words and, before the last, "and" or "or"? "X, and Y was" is none.
 */
static bool list_goes_on(const struct scope_sentence *s, size_t i)
{
	size_t item = i;
	bool joined = false, longer = false;
	for (size_t k = i; k < s->n && k - item <= ITEM_MOST && k - i < SCOPE_MOST; k++) {
		if (k > i && s->words[k].comma) {
			if (joined)
				return true;
			item = k;
		}
		if (has(s, k, BOUND_VERB) || has(s, k, BOUND_RELATIVE) || has(s, k, BOUND_CLAUSE))
			return joined && longer;
		if (k > i && s->words[k].closed && !s->words[k].opened)
			return joined;
		if (k - item <= 1 && has(s, k, BOUND_JOIN)) {
			joined = true;
			longer = k > i;
		}
	}
	return joined;
}

/* Does another clause begin at word i? `said`: the one of the cue has had its verb; `opened`: it opens the sentence. */
static bool clause_ends(const struct scope_sentence *s, size_t i, bool said, bool opened)
{
	const struct scope_word *w = &s->words[i];
	if (w->colon || (has(s, i, BOUND_CLAUSE) && !(has(s, i + 1, BOUND_LINK) && !s->words[i + 1].followed)))
		return true;
	if (w->comma && ((has(s, i, BOUND_COMMA) && !has(s, i, BOUND_JOIN)) || has(s, i, BOUND_RELATIVE) || ((said || opened) && w->followed) ||
					 (opened && !list_goes_on(s, i))))
		return true;
	if (!has(s, i, BOUND_JOIN) || i + 1 == s->n)
		return false;
	size_t verb = i + 1;
	while (verb - i < ITEM_MOST && has(s, verb, BOUND_LINK) && !has(s, verb, BOUND_VERB))
		verb++;
	return has(s, i + 1, BOUND_THAT) || has(s, i + 1, BOUND_SUBJECT) || (said ? s->words[i + 1].followed : has(s, verb, BOUND_VERB));
}

/* Does the noun phrase end at word i, which is not the first behind the cue? */
static bool phrase_ends(const struct scope_sentence *s, enum reach reach, size_t i)
{
	return has(s, i, BOUND_VERB) ||
		   (reach == REACH_NOUN && (has(s, i, BOUND_RELATIVE) || has(s, i, BOUND_PREPOSITION) || has(s, i, BOUND_JOIN)));
}

static bool ends(const struct scope_sentence *s, enum reach reach, size_t last, size_t i, bool said, bool inner)
{
	const struct scope_word *w = &s->words[i];
	bool opened = last < s->main;
	if (w->stop)
		return true;
	if (w->opened)
		return false;
	if (reach == REACH_REST)
		return w->comma && opened && (w->followed || !list_goes_on(s, i));
	if (clause_ends(s, i, said, opened))
		return true;
	if (reach != REACH_PHRASE && reach != REACH_NOUN)
		return false;
	return w->aside || (w->comma && !list_goes_on(s, i)) || (i > last + 1 && !inner && phrase_ends(s, reach, i));
}

/* Do the words in a bracket say where something stands: "(Fig. 2)", "[34-36]", "(Lee, 1999)"? */
static bool is_note(const struct scope_sentence *s, size_t from, size_t to)
{
	bool all = true, any = false;
	for (size_t i = from; i < to; i++) {
		all &= s->words[i].short_form && (i == from || s->words[i].listed);
		any |= s->words[i].year || has(s, i, BOUND_NOTE);
	}
	return all || any;
}

/* The end of a scope without the notes in brackets that it ends with: what is said does not hold of them. */
static size_t without_notes(const struct scope_sentence *s, size_t last, size_t to)
{
	while (s->words[to].closed) {
		int depth = 0;
		size_t open = to - 1;
		for (; open > last && !(s->words[open].opened && depth == 0); open--)
			depth += s->words[open].closed - s->words[open].opened;
		if (open <= last || !s->words[open].apart || !is_note(s, open, to))
			break;
		to = open;
	}
	return to;
}

static size_t scope_end(const struct scope_sentence *s, enum reach reach, bool said, size_t last)
{
	bool inner = false; /* inner: in words of a noun, before their verb ("X that may bind") */
	int depth = 0;
	size_t i = last + 1;
	for (; i < s->n && i - last <= SCOPE_MOST; i++) {
		depth -= s->words[i].closed;
		if (depth < 0 || (depth == 0 && ends(s, reach, last, i, said, inner)))
			return i;
		said |= depth == 0 && has(s, i, BOUND_VERB);
		inner = has(s, i, BOUND_RELATIVE) || (inner && !(has(s, i, BOUND_VERB) && !has(s, i + 1, BOUND_VERB)));
		depth += s->words[i].opened;
	}
	return i;
}

/* ---- where it begins ---- */

/* The first word of the verb that ends with, or before, the cue: "is not", "has also been". */
static size_t verb_begin(const struct scope_sentence *s, size_t first)
{
	size_t i = first;
	while (i > 0 && first - i < SCOPE_MOST && has(s, i - 1, BOUND_LINK) && !s->words[i].comma)
		i--;
	return i;
}

/* Does word i bring what is said ("whether", "we show that"), and not a word more of the noun before it ("genes that")? */
static bool brings_clause(const struct scope_sentence *s, size_t i)
{
	return has(s, i, BOUND_THAT) &&
		   (i == 0 || !has(s, i, BOUND_RELATIVE) || has(s, i - 1, BOUND_SAYS) || has(s, i - 1, BOUND_JOIN) || s->words[i].comma);
}

/* Does the verb at word i belong to words of a noun: "the gene that encodes it", "the extent to which it binds"? */
static bool in_relative(const struct scope_sentence *s, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k < RELATIVE_MOST;) {
		if (has(s, k, BOUND_VERB) || has(s, k, BOUND_CLAUSE) || s->words[k + 1].comma)
			return false;
		if (has(s, k, BOUND_RELATIVE))
			return !brings_clause(s, k);
	}
	return false;
}

/* Do the words before the comma at word i open the clause: "However,", "and thus,"? */
static bool is_opening(const struct scope_sentence *s, size_t i)
{
	size_t k = i;
	while (k > 0 && i - k < SUBJECT_MOST && has(s, k - 1, BOUND_ASIDE))
		k--;
	return k < i && (k == 0 || has(s, k - 1, BOUND_JOIN) || has(s, k - 1, BOUND_THAT) || s->words[k].stop || s->words[k].colon);
}

/* Is what stands before the comma at word i still of the subject: "A, B and C were", "X, a kinase, was", "In mice, A, B and C
 * were"; not "In mice, X was"? */
static bool subject_goes_on(const struct scope_sentence *s, size_t i)
{
	size_t k = i;
	while (k > 0 && (k == i || !(s->words[k].stop || s->words[k].colon || has(s, k, BOUND_CLAUSE) || brings_clause(s, k)))) {
		k--;
		if ((has(s, k, BOUND_VERB) && !in_relative(s, k)) || i - k > SUBJECT_MOST)
			return false;
	}
	k += has(s, k, BOUND_CLAUSE) || has(s, k, BOUND_THAT);
	if (has(s, k, BOUND_PREPOSITION) || has(s, k, BOUND_OPENER) || has(s, k, BOUND_COMMA) || has(s, k, BOUND_ASIDE))
		for (k++; k < i && !s->words[k].comma;)
			k++;
	return k < i;
}

/* Does the subject begin behind word i: a word that begins a clause, or a verb before "and"? `joined` is the word behind that, or 0. */
static size_t behind(const struct scope_sentence *s, size_t i, size_t joined)
{
	if (has(s, i, BOUND_CLAUSE) || brings_clause(s, i))
		return i + 1;
	if (has(s, i, BOUND_VERB) && !in_relative(s, i))
		return joined ? joined : i + 1;
	return 0;
}

/* The first word of the subject of the verb at `verb`; the verb where it stands behind "and". */
static size_t subject_begin(const struct scope_sentence *s, size_t verb)
{
	int depth = 0;
	size_t joined = 0, i = verb;
	if (verb == 0 || (has(s, verb - 1, BOUND_JOIN) && !s->words[verb].comma))
		return verb;
	if (has(s, verb - 1, BOUND_RELATIVE))
		return verb - 1;
	for (; i > 0 && verb - i < SCOPE_MOST; i--) {
		const struct scope_word *w = &s->words[i];
		size_t begin = depth == 0 && i < verb ? behind(s, i, joined) : 0;
		if (begin || i == s->main)
			return begin ? begin : i;
		if (depth == 0 && i < verb && has(s, i, BOUND_JOIN) && !joined)
			joined = i + 1;
		depth -= w->opened;
		if (depth < 0 || (depth == 0 && (w->stop || w->colon || (w->comma ? !subject_goes_on(s, i) : is_opening(s, i)))))
			return i + (i < verb && has(s, i, BOUND_JOIN));
		depth += w->closed;
	}
	return i == 0 && (has(s, 0, BOUND_OPENER) || has(s, 0, BOUND_COMMA)) && !has(s, 0, BOUND_SUBJECT) ? 1 : i;
}

/* "It is likely that": the clause comes behind. */
static bool is_empty(const struct scope_sentence *s, size_t verb, size_t last)
{
	return verb > 0 && has(s, verb - 1, BOUND_EMPTY) && (has(s, last + 1, BOUND_THAT) || has(s, last + 2, BOUND_THAT));
}

static bool is_passive(const struct scope_sentence *s, size_t first, size_t last)
{
	return has(s, first, BOUND_PASSIVE) || has(s, last + 1, BOUND_PASSIVE) ||
		   (has(s, last + 2, BOUND_PASSIVE) && has(s, last + 1, BOUND_LINK));
}

void scope_draw(const struct scope_sentence *s, const struct scope *before, struct scope *scope)
{
	enum reach reach = s->rules[scope->row].reach;
	size_t verb = verb_begin(s, scope->first);
	if (reach == REACH_SUBJECT && verb == scope->first && !has(s, verb, BOUND_VERB))
		reach = REACH_PHRASE; /* "of unknown origin" */
	bool said = reach == REACH_VOICE || reach == REACH_SUBJECT;
	scope->to = without_notes(s, scope->last, scope_end(s, reach, said, scope->last));
	if (reach == REACH_PAIR && before && s->rules[before->row].reach == REACH_PAIR && scope->last < before->to &&
		scope->first - before->from <= SCOPE_MOST)
		scope->from = before->from;
	if (reach == REACH_SUBJECT || (reach == REACH_VOICE && is_passive(s, scope->first, scope->last)))
		scope->from = is_empty(s, verb, scope->last) ? scope->first : subject_begin(s, verb);
}

struct span scope_bytes(const struct scope *scope, struct span text, const token_list *tokens)
{
	size_t from = tokens->v[scope->from].start, to = tokens->v[scope->to - 1].end, end = to;
	size_t most = scope->to < tokens->n ? tokens->v[scope->to].start : text.n;
	int depth = 0;
	for (size_t k = from; k < to; k++)
		depth += (text.p[k] == '(' || text.p[k] == '[') - (text.p[k] == ')' || text.p[k] == ']');
	for (size_t k = to; k < most && text.p[k] != ' '; k++) {
		char c = text.p[k];
		if (c == '(' || c == '[' || ((c == ')' || c == ']') && depth-- <= 0))
			break;
		if (c != '.' && c != ',' && c != ';' && c != ':')
			end = k + 1;
	}
	return span_sub(text, from, end);
}
