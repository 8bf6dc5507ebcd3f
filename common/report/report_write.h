/* An article as HTML, over as many pages as it takes. */
#ifndef EVITAB_REPORT_WRITE_H
#define EVITAB_REPORT_WRITE_H

#include "report/report_note.h"

/* `a` was read; its pages are planned here. 0 or a code after a message. */
int report_write(struct report_writer *w, struct report_article *a, struct diag *d);

#endif
