/* Files that evitab wrote itself: they lie among the articles where somebody had them written there, and are none. */
#ifndef EVITAB_OWN_H
#define EVITAB_OWN_H

#include "base/span.h"

/* Does a file that begins like this (some kilobytes, unpacked) bear a mark of evitab's: a table, records, a report, a database,
 * annotations, findings as SARIF? Workbooks, lists of references and brat's files bear none. */
bool own_output(struct span head);

#endif
