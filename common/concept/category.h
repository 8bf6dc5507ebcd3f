/* A category of concepts: one concept table, its record type, and what is said of its mentions (configs/categories.csv).
 * A new category is a new table and a new row there. */
#ifndef EVITAB_CATEGORY_H
#define EVITAB_CATEGORY_H

#include "concept/categories.h"
#include "concept/compiled.h"

struct category {
	struct categories all;          /* which `row` is one of */
	const struct category_row *row; /* its type, zones and members */
	struct table table;
	int concept, label, kind; /* columns; kind -1 where the table has none */
	struct lexicon *lexicon;
	struct compiled compiled; /* what table and lexicon lie in, where the table is compiled */
	enum compiled_state state;
};

/* Loads the category whose table is DIR/<name>.csv, or what it was compiled to (compiled.h), where that is there and the CSV has not
 * changed since and the check is not strict. 0 or a code after messages. */
int category_open(struct category *c, const char *dir, const char *name, bool strict, struct diag *d);

/* Compiles DIR/<name>.csv. Faults of the table are reported, as category_open() does. 0 or a code after messages. */
int category_compile(const char *dir, const char *name, struct diag *d);

void category_close(struct category *c);

/* Is a sentence of this zone (raw JSON string) looked at? */
bool category_wants(const struct category *c, struct span zone);

/* Does a mention of this category give way where it lies inside a longer one of that record type? */
bool category_yields(const struct category *c, struct span type);

/* Do mentions of that record type act on others? */
bool category_is_agent(const struct category *c, struct span type);

/* Is it a row of kind `masked`: a phrase that holds a term and is no mention ("oxidative stress" is no stress)? */
static inline bool category_masks(const struct category *c, size_t row)
{
	return c->kind >= 0 && strcmp(table_cell(&c->table, row, c->kind), "masked") == 0;
}

/* "conditions.csv:41" to the end of out. */
void category_rule(const struct category *c, size_t row, struct buf *out);

/* Mentions of rows whose term ends in a possessive ("Parkinson's") take that in where the text has it, too. */
void category_possessives(const struct category *c, struct span text, hit_list *hits);

/* Runs examples and counterexamples of the concept table, demands them where a row is not a plain synonym, checks `broader`. A message with
 * file, line and cell for each fault. */
int category_check(const struct category *c, struct diag *d);

#endif
