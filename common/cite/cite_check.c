/* The examples of configs/citations.csv, run. */
#include <stdlib.h>

#include "cite/cite.h"
#include "cite/cite_internal.h"

struct marked {
	struct buf plain;
	LIST(struct cite_range) spans; /* between [[ and ]] */
};

/* `[[` opens and `]]` closes; of three brackets in a row the inner one belongs to the words. False where they do not match. */
static bool read_marks(struct span cell, struct marked *m)
{
	bool open = false;
	buf_clear(&m->plain);
	m->spans.n = 0;
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.p[i];
		bool two = i + 1 < cell.n && cell.p[i + 1] == c && (c == '[' || c == ']');
		if (two && c == ']' && i + 2 < cell.n && cell.p[i + 2] == ']' && open) /* the word's own comes first */
			two = false;
		if (!two) {
			buf_addc(&m->plain, c);
			continue;
		}
		if ((c == '[') == open)
			return false;
		if (c == '[')
			list_push(&m->spans, ((struct cite_range){(uint32_t)m->plain.n, 0}));
		else
			m->spans.v[m->spans.n - 1].end = (uint32_t)m->plain.n;
		open = !open;
		i++;
	}
	return !open;
}

struct checking {
	const struct cite_rules *rules;
	struct cite_document *doc; /* in which all numeric markers are citations */
	struct marked marked;
	struct cite_list found;
	struct diag *d;
};

static int fault(struct checking *k, size_t row, int column, const char *what, struct span words)
{
	return diag_at(k->d, DIAG_WRONG, k->rules->table.path, table_line(&k->rules->table, row), (size_t)column + 1, "%s: %.*s", what,
				   (int)words.n, words.p);
}

static bool is_marked(const struct checking *k, const struct cite *c)
{
	for (size_t i = 0; i < k->marked.spans.n; i++)
		if (k->marked.spans.v[i].start == c->start && k->marked.spans.v[i].end == c->end)
			return true;
	return false;
}

/* Exactly the marked spans must be found. */
static void check_cell(struct checking *k, size_t row, int column, bool glued)
{
	struct span cell = span_of(table_cell(&k->rules->table, row, column));
	if (cell.n == 0)
		return;
	if (!read_marks(cell, &k->marked)) {
		fault(k, row, column, "[[ and ]] do not match", cell);
		return;
	}
	struct span text = buf_span(&k->marked.plain);
	cite_find(k->rules, glued ? k->doc : NULL, text, &k->found);
	size_t hits = 0;
	for (size_t i = 0; i < k->found.cites.n; i++) {
		const struct cite *c = &k->found.cites.v[i];
		if (is_marked(k, c))
			hits++;
		else
			fault(k, row, column, "found, but not marked", span_sub(text, c->start, c->end));
	}
	if (hits < k->marked.spans.n)
		fault(k, row, column, "a marked citation was not found", text);
}

/* A document whose superscripts and parentheses are citations from 1 to 99. */
static struct cite_document *glued_document(const struct cite_rules *rules)
{
	struct cite_document *doc = cite_document_new();
	struct buf b = {0};
	for (unsigned n = 1; n < 100; n++) {
		buf_clear(&b);
		buf_printf(&b, "Naps help nurses.%u", n);
		cite_learn(doc, rules, buf_span(&b));
		cite_learn_entry(doc, span_of("Nobody N. Nothing."));
	}
	buf_free(&b);
	cite_decide(doc);
	return doc;
}

int cite_check(const char *dir, bool strict, struct diag *d)
{
	struct cite_rules *rules;
	int code = cite_rules_open(&rules, dir, d);
	if (code == DIAG_OK) {
		struct checking k = {.rules = rules, .doc = glued_document(rules), .d = d};
		int class = table_column(&rules->table, "class"), example = table_column(&rules->table, "example"),
			counter = table_column(&rules->table, "counterexample");
		for (size_t i = 0; i < rules->table.nrows; i++) {
			bool glued = strcmp(table_cell(&rules->table, i, class), "counted") == 0;
			check_cell(&k, i, example, glued);
			check_cell(&k, i, counter, glued);
			bool first = i == 0 || strcmp(table_cell(&rules->table, i, class), table_cell(&rules->table, i - 1, class)) != 0;
			if (strict && first && table_cell(&rules->table, i, example)[0] == '\0')
				fault(&k, i, example, "the first row of a class needs an example", span_of(table_cell(&rules->table, i, rules->term)));
		}
		cite_document_free(k.doc);
		cite_list_free(&k.found);
		buf_free(&k.marked.plain);
		list_free(&k.marked.spans);
		code = d->code;
	}
	cite_rules_close(rules);
	return code;
}
