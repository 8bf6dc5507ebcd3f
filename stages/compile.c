/* compile: makes the compiled form of concept tables, which `tag` maps at start. */
#include "concept/category.h"
#include "stream/stage.h"

static int open_compile(void *ctx, const struct stage_env *env, struct diag *d)
{
	(void)ctx;
	if (env->noperands == 0 && !env->strict)
		return diag_at(d, DIAG_WRONG, NULL, 0, 0, "give the names of concept tables; see --help");
	return DIAG_OK;
}

static int compile_tables(void *ctx, const struct stage_env *env, struct sink *out)
{
	(void)ctx;
	int code = DIAG_OK;
	for (size_t i = 0; i < env->noperands && code == DIAG_OK; i++)
		code = category_compile(env->rules, env->operands[i], out->d);
	return code;
}

int main(int argc, char **argv)
{
	static const struct stage stage = {
		.name = "compile",
		.about = "Writes DIR/TABLE.evt, the compiled form of the concept table DIR/TABLE.csv. `tag` maps it at start instead of reading "
				 "the CSV, and\n"
				 "reads the CSV as before once that has changed. Worth while from some ten thousand terms on.",
		.operands = "TABLE...",
		.open = open_compile,
		.source = compile_tables,
	};
	return stage_run(&stage, NULL, argc, argv);
}
