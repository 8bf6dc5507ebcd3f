/* The categories of concepts: rows of configs/categories.csv, each a concept table, the type of its records, and what part its mentions
 * play in sentences. The one reader of that table; nothing else knows a category by its name. */
#ifndef EVITAB_CATEGORIES_H
#define EVITAB_CATEGORIES_H

#include "base/table.h"

/* subject: a sentence that names one and says something makes a claim; agent: what acts on the mentions of categories with effects, and is
 * listed in claims; listed: is listed in claims. */
enum category_role { ROLE_SUBJECT, ROLE_AGENT, ROLE_LISTED };

/* The strings borrow the table. */
struct category_row {
	const char *table, *type;   /* "conditions", "condition" */
	const char *zones, *yields; /* zones that are looked at, types that its mentions give way to; blanks between */
	const char *topic;          /* kinds by which a cited title is compared with the sentence, blanks between; "" for none */
	const char *kinds;          /* words that its column `kind` may hold, blanks between; "" for any */
	bool assertion, effect;     /* which members its records have */
	bool kind;                  /* has its output table a column `kind`? */
	enum category_role role;
	bool first; /* no row before has its type: the output table and the column of claims are this one's */
};

/* Is it a category of that type? Asked of every line. */
static inline bool category_is(const struct category_row *c, struct span type)
{
	return type.n && c->type[0] == type.p[0] && strncmp(c->type, type.p, type.n) == 0 && c->type[type.n] == '\0';
}

struct categories {
	struct table csv;
	LIST(struct category_row) rows; /* in their order */
};

/* Reads DIR/categories.csv. 0 or a code after messages; to be closed in any case. */
int categories_open(struct categories *c, const char *dir, struct diag *d);
void categories_close(struct categories *c);

/* The number of the first row of that type; SIZE_MAX where there is none. */
size_t categories_of_type(const struct categories *c, struct span type);

/* The rows in the order in which claims list their labels: agents, then the others; each type once. *at is 0 at first; NULL at the end. */
const struct category_row *categories_next(const struct categories *c, size_t *at);

/* Does the word stand in such a list, "body list"? */
bool categories_listed(const char *list, struct span word);

#endif
