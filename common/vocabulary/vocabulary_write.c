/* The rows of a vocabulary's rule table. */
#include <stdlib.h>

#include "vocabulary/vocabulary_parts.h"

/* A cell of CSV, quoted where it must be. */
static void add_cell(struct buf *out, struct span s)
{
	bool quote = false;
	for (size_t i = 0; i < s.n && !quote; i++)
		quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
	if (!quote) {
		buf_addspan(out, s);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s.p[i]);
	}
	buf_addc(out, '"');
}

/* Concepts without a name are called by their first term. */
static void name_unnamed(struct vocabulary *v)
{
	for (size_t i = 0; i < v->terms.n; i++) {
		struct vocabulary_term *t = &v->terms.v[i];
		if (v->concepts.v[t->concept].label == 0 && t->scope <= SCOPE_EXACT) {
			v->concepts.v[t->concept].label = t->text;
			t->scope = SCOPE_LABEL;
		}
	}
}

/* A term without what is left out of it, and turned round: further terms, made before anything is chosen. */
static void vary_terms(struct vocabulary *v)
{
	const struct vocabulary_wish *w = v->wish;
	struct buf text = {0};
	size_t n = w->invert || w->brackets ? v->terms.n : 0;
	for (size_t i = 0; i < n; i++) {
		struct vocabulary_term t = v->terms.v[i];
		buf_clear(&text);
		buf_adds(&text, vocabulary_text(v, t.text));
		struct span s = buf_span(&text);
		const char *open = NULL;
		for (size_t k = 1; k + 1 < s.n && w->brackets; k++)
			if (s.p[k] == '(' && s.p[k - 1] == ' ' && s.p[s.n - 1] == ')')
				open = s.p + k;
		if (open != NULL) {
			s.n = (size_t)(open - s.p) - 1;
			v->terms.v[i].text = vocabulary_keep(v, s);
		}
		const char *comma = memchr(s.p, ',', s.n);
		size_t at = comma ? (size_t)(comma - s.p) : 0;
		if (!w->invert || at == 0 || at + 2 >= s.n || s.p[at + 1] != ' ' || memchr(comma + 1, ',', s.n - at - 1) != NULL)
			continue;
		struct buf turned = {0};
		buf_addspan(&turned, span_sub(s, at + 2, s.n));
		buf_addc(&turned, ' ');
		buf_addspan(&turned, span_sub(s, 0, at));
		t.text = vocabulary_keep(v, buf_span(&turned));
		t.scope = t.scope == SCOPE_LABEL ? SCOPE_EXACT : t.scope;
		list_push(&v->terms, t);
		buf_free(&turned);
	}
	buf_free(&text);
}

/* The places of the terms, ordered by concept, and in each as they came, the label first; of terms that are chosen. */
static uint32_t *term_order(struct vocabulary *v, uint32_t **starts)
{
	size_t n = v->concepts.n;
	uint32_t *from = mem_alloc((n + 2) * sizeof *from), *order = mem_alloc((v->terms.n + 1) * sizeof *order);
	memset(from, 0, (n + 2) * sizeof *from);
	for (size_t i = 0; i < v->terms.n; i++)
		if (v->terms.v[i].chosen)
			from[v->terms.v[i].concept + 2]++;
	for (size_t c = 2; c < n + 2; c++)
		from[c] += from[c - 1];
	for (int labels = 1; labels >= 0; labels--)
		for (size_t i = 0; i < v->terms.n; i++)
			if (v->terms.v[i].chosen && (v->terms.v[i].scope == SCOPE_LABEL) == labels)
				order[from[v->terms.v[i].concept + 1]++] = (uint32_t)i;
	*starts = from;
	return order;
}

/* The parents that have rows of their own, joined by bars, for each concept; empty where there are none. */
static void broader_cells(struct vocabulary *v, uint32_t *cell)
{
	struct buf both = {0};
	memset(cell, 0, v->concepts.n * sizeof *cell);
	for (size_t i = 0; i < v->parents.n; i++) {
		const struct link *l = &v->parents.v[i];
		if (l->parent == NO_CONCEPT || !v->concepts.v[l->parent].written || !v->concepts.v[l->child].written)
			continue;
		struct span id = span_of(vocabulary_text(v, v->concepts.v[l->parent].id));
		struct span have = span_of(vocabulary_text(v, cell[l->child]));
		if (have.n + id.n > NAME_BYTES || (have.n >= id.n && memcmp(have.p + have.n - id.n, id.p, id.n) == 0))
			continue;
		buf_clear(&both);
		buf_addspan(&both, have);
		if (have.n)
			buf_addc(&both, '|');
		buf_addspan(&both, id);
		cell[l->child] = vocabulary_keep(v, buf_span(&both));
	}
	buf_free(&both);
}

static void write_row(const struct vocabulary *v, const struct vocabulary_term *t, const char *broader, const char *source, struct buf *out)
{
	const struct concept *c = &v->concepts.v[t->concept];
	const char *cells[] = {vocabulary_text(v, c->id),
						   vocabulary_text(v, c->label),
						   vocabulary_text(v, t->text),
						   t->exact ? "exact" : "",
						   "",
						   v->wish->kind ? v->wish->kind : "",
						   broader,
						   vocabulary_text(v, c->xrefs),
						   "",
						   "",
						   source};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		if (i)
			buf_addc(out, ',');
		add_cell(out, span_of(cells[i]));
	}
	buf_addc(out, '\n');
}

static void write_head(const struct vocabulary *v, const char *file, struct buf *out)
{
	struct buf note = {0};
	const char *licence = v->wish->licence ? v->wish->licence : vocabulary_text(v, v->licence);
	buf_adds(out, "concept,label,term,match,weight,kind,broader,xref,example,counterexample,source\n");
	buf_printf(&note, "# imported from %s", file);
	if (v->version)
		buf_printf(&note, " (%s)", vocabulary_text(v, v->version));
	buf_printf(&note, "; licence: %s", licence[0] ? licence : "not stated in the source");
	add_cell(out, buf_span(&note));
	buf_adds(out, ",,,,,,,,,,\n");
	buf_free(&note);
}

static void report(const struct vocabulary *v, const char *file, size_t concepts, size_t terms, const struct vocabulary_counts *n,
				   struct diag *d)
{
	const struct {
		size_t n;
		const char *what;
	} passed[] = {{n->shorts, "too short"},
				  {n->numbers, "without a letter"},
				  {n->common, "too common"},
				  {n->words, "words of the language"},
				  {n->scopes, "narrow, broad or related"},
				  {n->doubled, "doubled"},
				  {n->shared, "of another concept, too"},
				  {v->unfit, "too long or not UTF-8"}};
	struct buf list = {0};
	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
		if (passed[i].n)
			buf_printf(&list, "%s%zu %s", list.n ? ", " : "; passed over: ", passed[i].n, passed[i].what);
	diag_at(d, DIAG_OK, file, 0, 0, "%zu concepts, %zu terms%.*s", concepts, terms, (int)list.n, list.n ? list.p : "");
	buf_free(&list);
}

int vocabulary_write(struct vocabulary *v, const char *file, struct buf *out, struct diag *d)
{
	struct vocabulary_counts counts = {0};
	uint32_t *starts;
	size_t concepts = 0, terms = 0;
	name_unnamed(v);
	vocabulary_resolve(v);
	vary_terms(v);
	int code = vocabulary_choose(v, d);
	if (code == DIAG_OK)
		code = vocabulary_filter(v, &counts, d);
	if (code == DIAG_OK && v->full)
		code = diag_at(d, DIAG_WRONG, file, 0, 0, "larger than a vocabulary may be");
	if (code)
		return code;
	uint32_t *order = term_order(v, &starts), *broader = mem_alloc((v->concepts.n + 1) * sizeof *broader);
	for (size_t c = 0; c < v->concepts.n; c++)
		v->concepts.v[c].written = starts[c + 1] > starts[c];
	broader_cells(v, broader);
	struct buf source = {0};
	buf_printf(&source, "imported: %s", v->wish->source ? v->wish->source : file);
	buf_addc(&source, '\0');
	write_head(v, file, out);
	for (size_t c = 0; c < v->concepts.n; c++) {
		concepts += v->concepts.v[c].written;
		for (uint32_t k = starts[c]; k < starts[c + 1]; k++, terms++)
			write_row(v, &v->terms.v[order[k]], vocabulary_text(v, broader[c]), source.p, out);
	}
	report(v, file, concepts, terms, &counts, d);
	buf_free(&source);
	free(order);
	free(starts);
	free(broader);
	return DIAG_OK;
}
