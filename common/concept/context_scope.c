#include "concept/context_parts.h"

/* Scopes as linguists draw them, after the guidelines of BioScope (Vincze et al. 2008): by clauses and brackets, tied to no mention. */

enum { SCOPE_MOST = 100 }; /* tokens of a scope on each side of its cue */

/* Does a new clause begin with this cue: a conjunction, or after a comma "and", "we", "suggesting"? */
static bool opens_clause(const struct context *c, struct span text, const token_list *tokens, const struct cue *cue)
{
	const struct rule *r = &c->rules[cue->row];
	return (r->class == STOP && r->direction == BOTH) ||
		   ((r->class == CLAUSE || r->class == HEDGE) && context_after_comma(text, tokens, cue->first));
}

static bool has_scope(const struct rule *r)
{
	return r->class == NEGATED || r->class == HYPOTHETICAL || r->class == RISK || r->class == DENIED || r->class == HEDGE;
}

/* From right to left: scopes end where the clause does. */
static void scopes_end(const struct context *c, struct span text, const token_list *tokens, cue_list *cues)
{
	struct bound b = {.at = tokens->n};
	size_t seen = tokens->n;
	for (size_t i = cues->n; i-- > 0;) {
		struct cue *cue = &cues->v[i];
		for (; seen > cue->last + 1; seen--)
			for (size_t k = tokens->v[seen - 1].start; k-- > tokens->v[seen - 2].end;)
				context_pass(&b, text.p[k], ')', '(', seen - 1);
		if (has_scope(&c->rules[cue->row]) && b.at > cue->last)
			cue->to = b.at - cue->last <= SCOPE_MOST ? b.at : cue->last + SCOPE_MOST;
		if (opens_clause(c, text, tokens, cue))
			b.at = cue->first;
	}
}

/* From left to right: where the subject belongs to a scope, it begins where the clause does. */
static void scopes_begin(const struct context *c, struct span text, const token_list *tokens, cue_list *cues)
{
	struct bound b = {0};
	size_t seen = 1;
	for (size_t i = 0; i < cues->n; i++) {
		struct cue *cue = &cues->v[i];
		const struct rule *r = &c->rules[cue->row];
		for (; seen <= cue->first; seen++)
			for (size_t k = tokens->v[seen - 1].end; k < tokens->v[seen].start; k++)
				context_pass(&b, text.p[k], '(', ')', seen);
		if (has_scope(r) && r->direction != FORWARD && b.at < cue->first)
			cue->from = cue->first - b.at <= SCOPE_MOST ? b.at : cue->first - SCOPE_MOST;
		if (opens_clause(c, text, tokens, cue))
			b.at = r->class == STOP || r->class == CLAUSE ? cue->last + 1 : cue->first;
	}
}

/* Is the cue part of a word: "non-smoker", "drug-free"? */
static bool is_affix(struct span text, const token_list *tokens, const struct cue *cue)
{
	size_t start = tokens->v[cue->first].start, end = tokens->v[cue->last].end;
	return (start > 0 && text.p[start - 1] == '-') || (end < text.n && text.p[end] == '-');
}

void context_scopes(const struct context *c, struct span text, const token_list *tokens, cue_list *out)
{
	size_t kept = 0;
	context_find(c, text, tokens, out);
	scopes_end(c, text, tokens, out);
	scopes_begin(c, text, tokens, out);
	for (size_t i = 0; i < out->n; i++)
		if (has_scope(&c->rules[out->v[i].row]) && !is_affix(text, tokens, &out->v[i]))
			out->v[kept++] = out->v[i];
	out->n = kept;
}
