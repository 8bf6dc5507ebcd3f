#include "stream/seal.h"

#include <stdio.h>

int seal_check(const char *path, size_t documents, bool *whole, struct diag *d)
{
	unsigned long long written = 0;
	*whole = true;
	if (path == NULL)
		return DIAG_OK;
	FILE *f = fopen(path, "r");
	*whole = f != NULL;
	if (f == NULL)
		return DIAG_OK;
	bool read = fscanf(f, "%llu", &written) == 1;
	fclose(f);
	if (read && written == documents)
		return DIAG_OK;
	return diag_at(d, DIAG_FAILED, "<stdin>", 0, 0, "the stream is damaged: %zu documents came where %llu were written", documents,
				   written);
}
