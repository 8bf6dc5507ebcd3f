#include "learn/learning_write.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "learn/learning_forms.h"
#include "output/publish.h"

enum { UNIT = 100 }; /* weights are written in hundredths */

static int32_t hundredths(double weight)
{
	return (int32_t)(weight * UNIT + (weight < 0 ? -0.5 : 0.5));
}

/* One cell, quoted where it has to be, and what comes behind it. */
static void cell(struct buf *out, struct span s, const char *behind)
{
	bool quote = false;
	for (size_t i = 0; i < s.n && !quote; i++)
		quote = strchr(",\"\r\n", s.p[i]) != NULL || (i == 0 && s.p[i] == '#');
	if (quote)
		buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s.p[i]);
	}
	if (quote)
		buf_addc(out, '"');
	buf_adds(out, behind);
}

/* ---- the tables of terms ---- */

static int by_concept(const void *a, const void *b)
{
	const struct learning_row *const *x = a, *const *y = b;
	int c = span_cmp((*x)->concept, (*y)->concept);
	return c ? c : (*x > *y) - (*x < *y);
}

/* Rows that came without a label take that of another row of their concept, or their term. */
static void label(struct learning *l)
{
	struct learning_row **v = mem_alloc((l->rows.n + 1) * sizeof *v);
	for (size_t i = 0; i < l->rows.n; i++)
		v[i] = &l->rows.v[i];
	if (l->rows.n)
		qsort(v, l->rows.n, sizeof *v, by_concept);
	for (size_t i = 0, next; i < l->rows.n; i = next) {
		struct span found = {NULL, 0};
		for (next = i; next < l->rows.n && span_eq(v[next]->concept, v[i]->concept); next++)
			if (found.n == 0 && v[i]->concept.n)
				found = v[next]->label;
		for (size_t k = i; k < next; k++)
			if (v[k]->label.n == 0)
				v[k]->label = found.n ? found : v[k]->term;
	}
	free(v);
}

/* What the evidence for a term weighs. */
static int32_t term_weight(const struct learning *l, const struct learning_row *r)
{
	const char *e = feature_evidence(r->hits, r->misses);
	struct feature f;
	size_t at;
	if (e == NULL || r->found == NULL || &l->rows.v[r->found->row] != r || !feature_read("whole", r->exact ? "exact" : "term", e, &f) ||
		(at = learning_feature(l, feature_key(&f))) == SIZE_MAX)
		return 0;
	return hundredths(l->weights[at]);
}

static void write_terms(const struct learning *l, struct buf *concepts, struct buf *evidence)
{
	buf_adds(concepts, "concept,label,term,match,weight,source\n");
	buf_adds(evidence, "list,term,match,weight,hits,misses\n");
	/* what was learnt comes first: of rows with the same term the first one names it */
	for (size_t k = 0, first = l->first_learnt; k < l->rows.n; k++) {
		size_t i = k + first < l->rows.n ? k + first : k + first - l->rows.n;
		const struct learning_row *r = &l->rows.v[i];
		const char *match = r->exact ? "exact," : ",";
		int32_t weight = term_weight(l, r);
		struct buf number = {0};
		if (weight)
			buf_printf(&number, "%d", (int)weight);
		buf_addc(&number, ',');
		buf_addc(&number, '\0');
		if (r->plain || r->concept.n == 0) {
			cell(evidence, span_of(l->lists.names[r->list]), ",");
			cell(evidence, r->term, ",");
			buf_adds(evidence, match);
			buf_printf(evidence, "%s%u,%u\n", number.p, r->hits, r->misses);
		} else {
			cell(concepts, r->concept, ",");
			cell(concepts, r->label, ",");
			cell(concepts, r->term, ",");
			buf_printf(concepts, "%s%s%s", match, number.p, l->lists.names[r->list]);
			if (r->hits + r->misses)
				buf_printf(concepts, " %u of %u", r->hits, r->hits + r->misses);
			buf_addc(concepts, '\n');
		}
		buf_free(&number);
	}
}

/* ---- the table of weights ---- */

struct weighed {
	const struct learning_feature *feature;
	int32_t weight;
};

static int by_weight(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;
	if (x->feature->place != y->feature->place)
		return x->feature->place < y->feature->place ? -1 : 1;
	if (x->feature->kind != y->feature->kind)
		return x->feature->kind < y->feature->kind ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->feature->shown < y->feature->shown ? -1 : 1;
}

/* Added to what speaks for every name, in hundredths of logarithmic odds: the measure is F1, to which a wrong name costs less than a missed
 * one. Found by cross-validation. */
enum { BELIEVED = 60 };

static void write_pairs(const struct learning *l, struct buf *out)
{
	learning_pair_list pairs = {0};
	learning_pairs(l, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		const struct learning_pair *p = &pairs.v[i];
		struct buf value = {0};
		buf_addspan(&value, p->a);
		if (p->b.n) {
			buf_addc(&value, ' ');
			buf_addspan(&value, p->b);
		}
		buf_adds(out, p->b.n ? "name,same," : "name,skip,");
		cell(out, buf_span(&value), ",");
		buf_printf(out, "0,%u,%u\n", p->hits, p->misses);
		buf_free(&value);
	}
	learning_form_list forms = {0};
	learning_forms(l, &pairs, &forms);
	for (size_t i = 0; i < forms.n; i++) {
		const struct learning_form *f = &forms.v[i];
		struct buf value = {0};
		buf_printf(&value, "%s %s", f->form.side[0], f->form.side[1]);
		buf_adds(out, f->form.inside ? "name,spelling," : "name,ending,");
		cell(out, buf_span(&value), ",");
		buf_printf(out, "0,%u,%u\n", f->hits, f->misses);
		buf_free(&value);
	}
	list_free(&forms);
	list_free(&pairs);
}

static void write_names(const struct learning *l, struct buf *out)
{
	for (unsigned i = 0; i < NAMING_LEARNT; i++) {
		int32_t weight = hundredths(l->naming[i]) + (i >= NAMING_SUM ? BELIEVED : 0);
		if (weight == 0)
			continue;
		buf_adds(out, "name,way,");
		naming_write(i, out);
		buf_printf(out, ",%d,%u,%u\n", (int)weight, l->naming_hits[i], l->naming_misses[i]);
	}
	for (unsigned i = 0; i < l->lists.n; i++) { /* all: features of several lists name them in this order */
		unsigned at = NAMING_LIST + i;
		buf_adds(out, "name,list,");
		cell(out, span_of(l->lists.names[i]), ",");
		buf_printf(out, "%d,%u,%u\n", (int)hundredths(l->naming[at]), l->naming_hits[at], l->naming_misses[at]);
	}
	for (size_t i = l->first_learnt; i < l->rows.n; i++) {
		const struct learning_row *r = &l->rows.v[i];
		if (r->named == 0)
			continue;
		buf_adds(out, "name,named,");
		cell(out, r->term, ",");
		buf_printf(out, "%d,%u,%u\n", (int)hundredths(l->naming[naming_learnt(r->named, r->all)]), r->named, r->all - r->named);
	}
	for (size_t i = 0; i < l->concepts.n; i++) {
		const struct learning_concept *c = &l->concepts.v[i];
		buf_adds(out, "name,concept,");
		cell(out, c->concept, ",");
		buf_printf(out, "%d,%u,0\n", (int)hundredths(l->naming[naming_prior(c->documents)]), c->documents);
	}
	for (size_t i = 0; i < l->joins.n; i++) {
		const struct learning_join *j = &l->joins.v[i];
		buf_adds(out, "name,join,");
		cell(out, j->word, ",");
		buf_printf(out, "0,%u,%u\n", j->hits, j->misses);
	}
	write_pairs(l, out);
}

static void write_weights(const struct learning *l, const struct learning_target *to, struct buf *out)
{
	struct weighed *v = mem_alloc((l->features.n + 1) * sizeof *v);
	size_t n = 0;
	for (size_t i = 0; i < l->features.n; i++) {
		const struct learning_feature *f = &l->features.v[i];
		double more = f->kind != OF_LENGTH ? 0 : f->place == AT_AGAIN ? to->recall : to->bias;
		int32_t weight = f->documents < l->least ? 0 : hundredths(l->weights[i] + more);
		if (weight && f->kind != OF_TERM && f->kind != OF_EXACT)
			v[n++] = (struct weighed){f, weight};
	}
	if (n)
		qsort(v, n, sizeof *v, by_weight);
	buf_adds(out, "place,kind,value,weight,hits,misses\n");
	for (size_t i = 0; i < n; i++) {
		const struct learning_feature *f = v[i].feature;
		buf_printf(out, "%s,%s,", feature_places[f->place], feature_kinds[f->kind]);
		cell(out, span_make(l->shown.p + f->shown, f->shown_n), ",");
		buf_printf(out, "%d,%u,%u\n", (int)v[i].weight, f->hits, f->misses);
	}
	free(v);
	write_names(l, out);
}

/* ---- the folder ---- */

static int copy_file(struct publication *p, const char *dir, const char *name, struct diag *d)
{
	struct buf path = {0};
	buf_printf(&path, "%s/%s", dir, name);
	buf_addc(&path, '\0');
	FILE *f = fopen(path.p, "rb");
	int code = f ? DIAG_OK : diag_at(d, DIAG_WRONG, path.p, 0, 0, "%s", strerror(errno)), file = code ? -1 : publish_file(p, name, d);
	for (size_t n; file >= 0 && (n = fread(buf_room(publish_out(p, file), 65536), 1, 65536, f)) > 0;)
		publish_out(p, file)->n += n;
	if (f)
		fclose(f);
	buf_free(&path);
	return file < 0 ? d->code : DIAG_OK;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The other tables of the rules folder, in byte order of their names. */
static int copy_tables(struct publication *p, const char *dir, const char *table, struct diag *d)
{
	LIST(char *) names = {0};
	DIR *folder = opendir(dir);
	int code = folder ? DIAG_OK : diag_at(d, DIAG_WRONG, dir, 0, 0, "%s", strerror(errno));
	size_t own = strlen(table);
	for (struct dirent *e; folder && (e = readdir(folder)) != NULL;) {
		size_t n = strlen(e->d_name);
		bool ours =
			n > own && memcmp(e->d_name, table, own) == 0 &&
			(!strcmp(e->d_name + own, ".csv") || !strcmp(e->d_name + own, "-learnt.csv") || !strcmp(e->d_name + own, "-evidence.csv"));
		if (n > 4 && !strcmp(e->d_name + n - 4, ".csv") && !ours)
			list_push(&names, memcpy(mem_alloc(n + 1), e->d_name, n + 1));
	}
	if (folder)
		closedir(folder);
	if (names.n)
		qsort(names.v, names.n, sizeof *names.v, by_bytes);
	for (size_t i = 0; i < names.n; i++) {
		if (code == DIAG_OK)
			code = copy_file(p, dir, names.v[i], d);
		free(names.v[i]);
	}
	list_free(&names);
	return code;
}

int learning_write(struct learning *l, const struct learning_target *to, struct diag *d)
{
	static const char *const endings[] = {".csv", "-evidence.csv", "-learnt.csv"};
	struct publication p = {0};
	struct buf out[3] = {{0}};
	int code = publish_open(&p, to->dir, d);
	if (code == DIAG_OK)
		code = copy_tables(&p, to->rules, to->table, d);
	label(l);
	write_terms(l, &out[0], &out[1]);
	write_weights(l, to, &out[2]);
	for (size_t i = 0; i < 3; i++) {
		struct buf name = {0};
		buf_printf(&name, "%s%s", to->table, endings[i]);
		buf_addc(&name, '\0');
		int file = code == DIAG_OK ? publish_file(&p, name.p, d) : -1;
		if (file >= 0)
			buf_addspan(publish_out(&p, file), buf_span(&out[i]));
		else if (code == DIAG_OK)
			code = d->code;
		buf_free(&name);
		buf_free(&out[i]);
	}
	if (code == DIAG_OK)
		code = publish_commit(&p, d);
	publish_close(&p);
	return code;
}
