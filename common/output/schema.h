/* The records and tables that users see: which members a record type has, in which order, and what they mean. From this
 * one list come the columns of the CSV tables, datapackage.json and the reference in docs/. */
#ifndef EVITAB_SCHEMA_H
#define EVITAB_SCHEMA_H

#include "base/buf.h"

enum schema_kind { SCHEMA_STRING, SCHEMA_INTEGER, SCHEMA_BOOLEAN, SCHEMA_LIST, SCHEMA_OBJECT };

struct schema_member {
	const char *name;
	enum schema_kind kind;
	const char *about; /* one line */
};

struct schema_table {
	const char *name; /* of the table and its file: "conditions" */
	const char *type; /* of its records: "condition" */
	const char *about;
	const struct schema_member *members; /* beside type; doc first; ended by a NULL name */
};

/* All tables, in the order in which they are listed; ended by a NULL name. */
extern const struct schema_table schema_tables[];

/* NULL where no table has that name, or no table takes records of that type. */
const struct schema_table *schema_by_name(const char *name);
const struct schema_table *schema_by_type(struct span type);

/* The table `name` of a category of the user's own (configs/categories.csv): the members of any concept mention. */
extern const struct schema_member schema_mention[];

/* Is it the code of a finding? */
bool schema_has_finding(struct span code);

/* datapackage.json (Frictionless, Tabular Data Package) for n tables. */
void schema_datapackage(struct buf *out, const struct schema_table *tables, size_t n, const char *version);

#endif
