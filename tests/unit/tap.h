/* What every unit test prints: the Test Anything Protocol. Include it once, in the test's one file. */
#ifndef EVITAB_TAP_H
#define EVITAB_TAP_H

#include <stdbool.h>
#include <stdio.h>

static int passed, failed;

static inline bool ok(bool good, const char *what)
{
	good ? passed++ : failed++;
	printf("%s %d - %s\n", good ? "ok" : "not ok", passed + failed, what);
	return good;
}

/* The test's exit status. */
static inline int ok_end(void)
{
	printf("1..%d\n# %d passed, %d failed\n", passed + failed, passed, failed);
	return failed > 0;
}

#endif
