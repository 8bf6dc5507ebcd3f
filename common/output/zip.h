/* The directory at the end of a zip archive. */
#ifndef EVITAB_ZIP_H
#define EVITAB_ZIP_H

#include <stdbool.h>
#include <stdint.h>

#define ZIP_LARGEST UINT32_C(0xffffffff) /* bytes of an archive or a file in it, without extensions */

/* The unpacked length of a file in the archive at `path`. False where the archive cannot be read or has no such file. */
bool zip_size(const char *path, const char *name, uint64_t *bytes);

#endif
