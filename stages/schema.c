/* schema: prints what the records and tables of a rules folder are: as JSON Schema, as datapackage.json, or as a reference page. */
#include "output/schema.h"
#include "stream/stage.h"
#include "stream/version.h"

enum format { FORMAT_JSON, FORMAT_PACKAGE, FORMAT_MARKDOWN, FORMATS };

struct printing {
	enum format format;
	struct schema schema;
};

static int open_schema(void *ctx, const struct stage_env *env, struct diag *d)
{
	return schema_open(&((struct printing *)ctx)->schema, env->rules, d);
}

static const struct schema_table *find(const struct schema *s, const char *type)
{
	for (size_t i = 0; i < s->tables.n + s->hidden.n; i++) {
		const struct schema_table *t = i < s->tables.n ? &s->tables.v[i] : &s->hidden.v[i - s->tables.n];
		if (strcmp(t->type, type) == 0)
			return t;
	}
	return NULL;
}

static int print_schema(void *ctx, const struct stage_env *env, struct sink *out)
{
	const struct printing *p = ctx;
	if ((p->format == FORMAT_MARKDOWN) != (env->noperands > 0))
		return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "-f markdown takes types of records, and nothing else does");
	if (p->format == FORMAT_JSON)
		schema_json(&p->schema, EVITAB_VERSION, &out->out);
	else if (p->format == FORMAT_PACKAGE)
		schema_datapackage(&p->schema, EVITAB_VERSION, true, &out->out);
	for (size_t i = 0; i < env->noperands; i++) {
		const struct schema_table *t = find(&p->schema, env->operands[i]);
		if (t == NULL)
			return diag_at(out->d, DIAG_WRONG, NULL, 0, 0, "no records have the type '%s'", env->operands[i]);
		schema_markdown(t, &out->out);
	}
	return DIAG_OK;
}

static int set_option(void *ctx, int letter, const char *arg, struct diag *d)
{
	static const char *const names[] = {"json-schema", "datapackage", "markdown"};
	struct printing *p = ctx;
	(void)letter;
	for (p->format = FORMAT_JSON; p->format < FORMATS; p->format++)
		if (strcmp(arg, names[p->format]) == 0)
			return DIAG_OK;
	return diag_at(d, DIAG_WRONG, NULL, 0, 0, "-f takes json-schema, datapackage or markdown, not '%s'", arg);
}

static void close_schema(void *ctx)
{
	schema_close(&((struct printing *)ctx)->schema);
}

int main(int argc, char **argv)
{
	static const struct stage_option options[] = {
		{'f', "format", "FMT", "json-schema (default): of one record; datapackage: of the tables; markdown: the reference of the TYPEs"},
		{0, NULL, NULL, NULL},
	};
	static const struct stage stage = {
		.name = "schema",
		.about = "Prints what the records and tables are, with the concept tables of the rules folder.",
		.operands = "[TYPE]...",
		.options = options,
		.option = set_option,
		.open = open_schema,
		.source = print_schema,
		.close = close_schema,
	};
	struct printing p = {.format = FORMAT_JSON};
	return stage_run(&stage, &p, argc, argv);
}
