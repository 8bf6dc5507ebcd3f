/* The one-byte encodings with which UTF-8 is misread. Not for others than mojibake.c. */
#ifndef EVITAB_MOJIBAKE_TABLES_H
#define EVITAB_MOJIBAKE_TABLES_H

#include <stdint.h>

enum mojibake_table {
	TABLE_1252,
	TABLE_1251,
	TABLE_1250,
	TABLE_1253,
	TABLE_1254,
	TABLE_1257,
	TABLE_8859_2,
	TABLE_MAC,
	TABLE_437,
	MOJIBAKE_TABLES,
	TABLE_LATIN1 = MOJIBAKE_TABLES /* every byte is the character of the same number */
};

extern const uint16_t mojibake_tables[MOJIBAKE_TABLES][128];

#endif
