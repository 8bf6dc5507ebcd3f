/* import: makes a rule table of an ontology, a thesaurus or a list of terms. */
#include <stdlib.h>

#include "output/whole.h"
#include "stream/stage.h"
#include "vocabulary/import.h"

enum {
	UNDER = 'z' + 200,
	NOT_UNDER,
	CLASS,
	ABBREVIATED,
	PREFIX,
	KIND,
	SOURCE,
	LICENCE,
	LANGUAGE,
	COMMON,
	WORDS,
	SHORTEST,
	ACRONYM,
	RELATED,
	INVERT,
	BRACKETS,
	COLUMNS,
	FROM
};
enum { SHORTEST_DEFAULT = 3, ACRONYM_DEFAULT = 3, LENGTH_MOST = 1000 };

struct import {
	struct vocabulary_wish wish;
	enum import_format format;
	const char *output;
	struct vocabulary *vocabulary;
};

static int number(const char *arg, size_t *n, struct diag *d)
{
	size_t value = 0, i = 0;
	for (; arg[i] >= '0' && arg[i] <= '9' && value <= LENGTH_MOST; i++)
		value = 10 * value + (size_t)(arg[i] - '0');
	if (i == 0 || arg[i] != '\0' || value > LENGTH_MOST)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "'%s' is no number up to %d", arg, LENGTH_MOST);
	*n = value;
	return DIAG_OK;
}

static int format(const char *arg, enum import_format *f, struct diag *d)
{
	for (int i = 0; i < IMPORT_FORMATS; i++)
		if (strcmp(arg, import_names[i]) == 0) {
			*f = (enum import_format)i;
			return DIAG_OK;
		}
	return diag_at(d, DIAG_WRONG, NULL, 0, 0, "'%s' is no format; there are auto, obo, xml, mesh, rrf, turtle, table", arg);
}

static int option_import(void *ctx, int letter, const char *arg, struct diag *d)
{
	struct import *m = ctx;
	struct vocabulary_wish *w = &m->wish;
	const struct {
		int letter;
		const char **text;
	} texts[] = {{'o', &m->output},        {PREFIX, &w->prefix}, {KIND, &w->kind},   {SOURCE, &w->source},  {LICENCE, &w->licence},
				 {LANGUAGE, &w->language}, {COMMON, &w->common}, {WORDS, &w->words}, {COLUMNS, &w->columns}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].letter == letter)
			*texts[i].text = arg;
	w->related |= letter == RELATED;
	w->invert |= letter == INVERT;
	w->brackets |= letter == BRACKETS;
	if (letter == UNDER)
		list_push(&w->under, arg);
	else if (letter == NOT_UNDER)
		list_push(&w->not_under, arg);
	else if (letter == CLASS)
		list_push(&w->classes, arg);
	else if (letter == ABBREVIATED)
		list_push(&w->sources, arg);
	else if (letter == SHORTEST || letter == ACRONYM)
		return number(arg, letter == SHORTEST ? &w->shortest : &w->acronym, d);
	else if (letter == FROM)
		return format(arg, &m->format, d);
	return DIAG_OK;
}

static int open_import(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct import *m = ctx;
	if (env->noperands == 0 && !env->strict)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give the files to read; see --help");
	m->vocabulary = vocabulary_new(&m->wish);
	return DIAG_OK;
}

/* The files' names without their folders, so that the same table comes from every place. */
static void names_of(const struct stage_env *env, struct buf *out)
{
	for (size_t i = 0; i < env->noperands; i++) {
		const char *slash = strrchr(env->operands[i], '/');
		buf_adds(out, i ? " " : "");
		buf_adds(out, slash ? slash + 1 : env->operands[i]);
	}
	buf_addc(out, '\0');
}

static int make_table(void *ctx, const struct stage_env *env, struct sink *out)
{
	struct import *m = ctx;
	struct buf names = {0}, table = {0};
	int code = DIAG_OK;
	for (size_t i = 0; i < env->noperands && code == DIAG_OK; i++) {
		struct feed f;
		code = feed_open(&f, env->operands[i], out->d);
		if (code)
			break;
		code = import_read(m->vocabulary, &f, m->format, env->rules, out->d);
		feed_close(&f);
	}
	names_of(env, &names);
	if (code == DIAG_OK)
		code = vocabulary_write(m->vocabulary, names.p, m->output ? &table : &out->out, out->d);
	if (code == DIAG_OK && m->output)
		code = whole_write(m->output, buf_span(&table), out->d);
	buf_free(&names);
	buf_free(&table);
	return code;
}

static void close_import(void *ctx)
{
	struct import *m = ctx;
	vocabulary_free(m->vocabulary);
	list_free(&m->wish.under);
	list_free(&m->wish.not_under);
	list_free(&m->wish.classes);
	list_free(&m->wish.sources);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'o', "output", "FILE", "write the table there, complete or not at all (default: standard output)"},
		{FROM, "from", "FORMAT", "auto (default), obo, xml, mesh, rrf, turtle, table"},
		{COLUMNS, "columns", "LIST",
		 "of a table without header: id, label, term, parent, xref, tree, class, scope or - for each column, commas between"},
		{UNDER, "under", "ID", "only what lies under this concept or tree number, itself included; can be repeated"},
		{NOT_UNDER, "not-under", "ID", "nothing that lies under it; can be repeated"},
		{CLASS, "class", "NAME", "only concepts of this class (OBO namespace, UMLS semantic type, column class); can be repeated"},
		{ABBREVIATED, "vocabulary", "SAB", "of UMLS only names from this vocabulary; can be repeated"},
		{LANGUAGE, "language", "TAG", "of the terms (default: en; of UMLS ENG)"},
		{PREFIX, "prefix", "TEXT", "goes before ids that have none: MESH:"},
		{KIND, "kind", "WORD", "the cell `kind` of every row"},
		{SOURCE, "source", "TEXT", "the cell `source` (default: the file's name)"},
		{LICENCE, "licence", "TEXT", "of the comment in the first row (default: what the file says)"},
		{SHORTEST, "shortest", "N", "leave out terms of fewer letters and digits (default: 3)"},
		{ACRONYM, "acronym", "N", "terms of capitals up to this length match exactly as written (default: 3)"},
		{COMMON, "common", "FILE", "leave out these terms, one a line"},
		{WORDS, "words", "FILE", "words of the language, one a line: such terms are left out; in capitals they match exactly as written"},
		{RELATED, "related", NULL, "take narrow, broad and related terms, too"},
		{INVERT, "invert", NULL, "of 'Disorder, Major' make 'Major Disorder', too"},
		{BRACKETS, "brackets", NULL, "leave out a '(…)' at the end of a term"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "import",
		.about = "Makes a concept table of a vocabulary: OBO; OWL and SKOS as RDF/XML or Turtle; MeSH as XML or ASCII; UMLS (MRCONSO.RRF, "
				 "with MRREL.RRF for\n"
				 "parents and MRSTY.RRF for classes); tables of terms as CSV or TSV. Several files add up; '-' is standard input. Obsolete "
				 "concepts are left\n"
				 "out; of a term under two concepts the one stays whose name it is, else the first.",
		.operands = "FILE...",
		.options = options,
		.option = option_import,
		.open = open_import,
		.source = make_table,
		.close = close_import,
	};
	struct import m = {.wish = {.shortest = SHORTEST_DEFAULT, .acronym = ACRONYM_DEFAULT}};
	return stage_run(&stage, &m, argc, argv);
}
