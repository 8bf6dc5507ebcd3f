#include "output/finding_place.h"

#include <stdlib.h>

void finding_file_free(struct finding_file *f)
{
	buf_free(&f->doc);
	buf_free(&f->file);
	list_free(&f->lines);
}

void finding_file_read(struct finding_file *f, const struct record *document)
{
	struct span file = record_get(document, "file"), lines = record_get(document, "lines"), one;
	size_t at = 0;
	buf_clear(&f->doc);
	buf_clear(&f->file);
	f->lines.n = 0;
	json_unescape(document->doc, &f->doc);
	f->part = file.n > 1 && file.p[0] == '"';
	json_unescape(f->part ? file : document->doc, &f->file);
	f->list = span_is(record_get(document, "media"), "\"text/x-references\"");
	f->counted = lines.n > 0;
	f->line = record_number(document, "line", 0);
	while (f->counted && (one = json_next(lines, &at)).p != NULL)
		list_push(&f->lines, json_number(one, 0));
}

/* Line and column of the character that `chars` others stand before. */
static void locate(const struct finding_file *f, uint64_t chars, uint64_t *line, uint64_t *column)
{
	size_t after; /* the lines before it begin at or before the character */
	list_bound(&f->lines, after, f->lines.v[after] <= chars);
	*line = after + 1;
	*column = chars - (after ? f->lines.v[after - 1] : 0) + 1;
}

struct finding_place finding_place(const struct finding_file *f, const struct record *finding)
{
	struct finding_place p = {0};
	uint64_t start = record_number(finding, "char_start", UINT64_MAX), end = record_number(finding, "char_end", 0);
	if (f->list)
		p.line = p.end_line = record_number(finding, "sentence", 0);
	else if (f->part)
		p.line = p.end_line = f->line;
	else if (f->counted && start <= end) {
		locate(f, start, &p.line, &p.column);
		locate(f, end, &p.end_line, &p.end_column);
	}
	return p;
}
