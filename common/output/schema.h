/* The records and tables that users see: which members a record type has, in which order, what they hold and mean.
 *
 * All of it stands in schema.csv, one row for a record type, a member of it, or a word that a member may hold. From these rows, and from
 * categories.csv for the concept tables of the run, come the columns of all tables, datapackage.json, the JSON Schema of the records, the
 * reference pages in docs/ and the codes of findings; there is no other list of them. */
#ifndef EVITAB_SCHEMA_H
#define EVITAB_SCHEMA_H

#include "concept/categories.h"

enum schema_kind { SCHEMA_STRING, SCHEMA_INTEGER, SCHEMA_BOOLEAN, SCHEMA_OBJECT, SCHEMA_STRINGS, SCHEMA_INTEGERS, SCHEMA_AUTHORS };

/* A row of schema.csv, cells that are empty as "". In names and descriptions `{table}` and `{type}` stand for those of each category. */
struct schema_row {
	const char *record; /* type of the record; "{type}": of each category */
	const char *member; /* "": the row is about the record itself */
	const char *value;  /* "": about the member; else a word that it may hold, which rows then list in full */
	const char *when;   /* `assertion` or `effect`: a member that only categories with it have */
	enum schema_kind kind;
	const char
		*required; /* `yes`: is always there; `null`: as well, and may be null; `late`: may be null or left out; `no`: may be left out */
	const char *table; /* of a record: its table; of a member: is it a column there: `yes`, `no`, `kind` (where the category has one), `end`
						* (a column that stands in `document-end`) */
	const char *unit;  /* of numbers */
	const char *key;   /* of a record: the members that tell its rows apart, blanks between; of a member: the table that it leads to */
	const char *severity; /* of the code of a finding: with which it is reported, blanks between */
	const char *about;
};

struct schema_member {
	const char *name;
	enum schema_kind kind;
	const char *about;            /* one line of Markdown */
	const struct schema_row *row; /* values[0..nvalues) are the rows of its words */
	const struct schema_row *values;
	size_t nvalues;
};

/* A record type and its table. */
struct schema_table {
	const char *name; /* of the table and its file: "conditions"; "" where the records have none */
	const char *type; /* of the records: "condition" */
	const char *about, *key;
	const struct schema_member *members; /* the columns; doc first; ended by a NULL name */
	const struct schema_member *stream;  /* the members of the records, `type` left out; likewise */
	const struct category_row *category; /* or NULL */
};

struct schema {
	struct categories categories;
	LIST(struct schema_table) tables; /* in the order in which they are listed */
	LIST(struct schema_table) hidden; /* record types without a table */
	LIST(void *) memory;              /* what these borrow, beside the rows */
};

/* Reads categories.csv. 0 or a code after a message; to be closed in any case. */
int schema_open(struct schema *s, const char *rules, struct diag *d);
void schema_close(struct schema *s);

/* The words that a member may hold, as rows; NULL where any will do. */
const struct schema_row *schema_values(const char *record, const char *member, size_t *n);
/* The row of a finding's code, or NULL. */
const struct schema_row *schema_finding(struct span code);

/* datapackage.json (Frictionless, Tabular Data Package). `keys`: the ids of all documents differ, so that keys tell rows apart. */
void schema_datapackage(const struct schema *s, const char *version, bool keys, struct buf *out);
/* JSON Schema (2020-12) of one record. */
void schema_json(const struct schema *s, const char *version, struct buf *out);
/* The reference of one record type, as Markdown. */
void schema_markdown(const struct schema_table *t, struct buf *out);

#endif
