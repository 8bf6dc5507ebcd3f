#include "stream/own.h"

/* A record of a document that a stage wrote; a user's own has a text. */
static bool is_record(struct span head)
{
	const char *nl = memchr(head.p, '\n', head.n);
	struct span line = span_make(head.p, nl ? (size_t)(nl - head.p) : head.n);
	return span_starts(line, "{\"type\":\"document\",\"doc\":") && span_holds(line, span_of(",\"sha256\":\"")) &&
		   !span_holds(line, span_of(",\"text\":"));
}

bool own_output(struct span head)
{
	static const char *const openings[] = {"doc,sentence,",
										   "doc,bytes,sha256,",
										   "doc,code,severity,", /* headers of tables */
										   "{\n\t\"profile\": \"tabular-data-package\",\n\t\"name\": \"evitab\"",
										   "{\n\t\"tool\": \"evitab\"",
										   "{\"source\":\"evitab\",",
										   "[\n{\"sourcedb\":\"evitab\",",
										   "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:x-evitab:"};
	/* What stands in all files of a format, and evitab's name some way behind it. */
	static const struct {
		const char *opening, *mark;
		size_t most; /* bytes in which it stands */
	} marked[] = {{"<!DOCTYPE html>\n", "<meta name=\"generator\" content=\"evitab ", 2048},
				  {"{\"$schema\":\"https://json.schemastore.org/sarif-", "\"name\":\"evitab\"", 1024},
				  {"SQLite format 3", "evit", 72}}; /* its application id */
	if (span_starts(head, "\xEF\xBB\xBF"))
		head = span_sub(head, 3, head.n);
	for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
		if (span_starts(head, openings[i]))
			return true;
	for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++)
		if (span_starts(head, marked[i].opening) &&
			span_holds(span_sub(head, 0, head.n < marked[i].most ? head.n : marked[i].most), span_of(marked[i].mark)))
			return true;
	return is_record(head);
}
