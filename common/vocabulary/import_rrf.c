/* UMLS Rich Release Format: MRCONSO.RRF (names), MRREL.RRF (parents), MRSTY.RRF (semantic types), told by their numbers of columns. */
#include "vocabulary/import.h"

enum { LINE_BYTES = 1 << 16, COLUMNS_MOST = 20 };

/* Columns, in their order. */
enum {
	CONSO_CUI,
	CONSO_LAT,
	CONSO_TS,
	CONSO_LUI,
	CONSO_STT,
	CONSO_SUI,
	CONSO_ISPREF,
	CONSO_AUI,
	CONSO_SAUI,
	CONSO_SCUI,
	CONSO_SDUI,
	CONSO_SAB,
	CONSO_TTY,
	CONSO_CODE,
	CONSO_STR,
	CONSO_SRL,
	CONSO_SUPPRESS,
	CONSO_CVF,
	CONSO_COLUMNS
};
enum {
	REL_CUI1,
	REL_AUI1,
	REL_STYPE1,
	REL_REL,
	REL_CUI2,
	REL_AUI2,
	REL_STYPE2,
	REL_RELA,
	REL_RUI,
	REL_SRUI,
	REL_SAB,
	REL_SL,
	REL_RG,
	REL_DIR,
	REL_SUPPRESS,
	REL_CVF,
	REL_COLUMNS
};
enum { STY_CUI, STY_TUI, STY_STN, STY_STY, STY_ATUI, STY_CVF, STY_COLUMNS };

/* Cells of a line that ends with a bar: their number. */
static size_t split(struct span s, struct span cells[COLUMNS_MOST])
{
	size_t n = 0;
	for (size_t at = 0; at < s.n && n < COLUMNS_MOST;) {
		const char *bar = memchr(s.p + at, '|', s.n - at);
		size_t end = bar ? (size_t)(bar - s.p) : s.n;
		cells[n++] = span_sub(s, at, end);
		at = end + 1;
	}
	return n;
}

static bool source_wanted(const struct vocabulary_wish *w, struct span source)
{
	for (size_t i = 0; i < w->sources.n; i++)
		if (span_is(source, w->sources.v[i]))
			return true;
	return w->sources.n == 0;
}

static void read_name(struct vocabulary *v, const struct span *c)
{
	const struct vocabulary_wish *w = vocabulary_wish(v);
	if (!span_is(c[CONSO_LAT], w->language ? w->language : "ENG") || !span_is(c[CONSO_SUPPRESS], "N") || !source_wanted(w, c[CONSO_SAB]))
		return;
	bool preferred = span_is(c[CONSO_TS], "P") && span_is(c[CONSO_STT], "PF") && span_is(c[CONSO_ISPREF], "Y");
	vocabulary_term(v, vocabulary_concept(v, c[CONSO_CUI]), c[CONSO_STR], preferred ? SCOPE_LABEL : SCOPE_EXACT);
}

int import_rrf(struct vocabulary *v, struct feed *f, struct diag *d)
{
	struct buf line = {0};
	struct span c[COLUMNS_MOST];
	int code = DIAG_OK;
	while (code == DIAG_OK && feed_line(f, LINE_BYTES, &line)) {
		size_t n = split(buf_span(&line), c);
		if (n == CONSO_COLUMNS || n == CONSO_COLUMNS - 1) /* the last cell, CVF, may be empty and without its bar */
			read_name(v, c);
		else if (n == REL_COLUMNS || n == REL_COLUMNS - 1) {
			if (span_is(c[REL_REL], "PAR")) /* the second concept is a parent of the first */
				vocabulary_parent(v, vocabulary_concept(v, c[REL_CUI1]), c[REL_CUI2]);
		} else if (n == STY_COLUMNS || n == STY_COLUMNS - 1)
			vocabulary_class(v, vocabulary_concept(v, c[STY_CUI]), c[STY_TUI]);
		else if (n)
			code = diag_at(d, DIAG_WRONG, f->name, f->line - 1, 0, "%zu columns: neither MRCONSO, MRREL nor MRSTY", n);
	}
	buf_free(&line);
	return code;
}
