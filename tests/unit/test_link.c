/* Citations led to entries of lists of our own making. TAP on standard output; run from the project's root. */
#include "audit/link.h"

#include "tap.h"

/* The members of each entry after its number, the members of the citation, the status and the entry that it leads to (0: none). */
struct question {
	const char *what, *entries[4], *citation;
	enum link_status status;
	unsigned entry;
};

#define NAMED(family) "\"authors\":[{\"family\":\"" family "\"}]"
#define TWO(a, b) "\"authors\":[{\"family\":\"" a "\"},{\"family\":\"" b "\"}]"
#define CITES(names) "\"form\":\"parenthetical\",\"authors\":[" names "],\"suffix\":null,"

static const struct question questions[] = {
	{"the same name and year", {NAMED("Ostrow") ",\"year\":\"2014\""}, CITES("\"Ostrow\"") "\"year\":\"2014\"", LINK_FOUND, 1},
	{"no such name", {NAMED("Ostrow") ",\"year\":\"2014\""}, CITES("\"Linde\"") "\"year\":\"2014\"", LINK_MISSING, 0},
	{"another year", {TWO("Ostrow", "Linde") ",\"year\":\"2013\""}, CITES("\"Ostrow\",\"Linde\"") "\"year\":\"2014\"", LINK_YEAR, 1},
	{"another year and more names: another work",
	 {"\"authors\":[{\"family\":\"Ostrow\"},{\"family\":\"Linde\"},{\"family\":\"Marsh\"}],\"year\":\"2013\""},
	 CITES("\"Ostrow\",\"Linde\"") "\"year\":\"2014\"",
	 LINK_MISSING,
	 0},
	{"two names the other way round",
	 {TWO("Linde", "Ostrow") ",\"year\":\"2014\"", TWO("Ostrow", "Linde") ",\"year\":\"2011\""},
	 CITES("\"Ostrow\",\"Linde\"") "\"year\":\"2014\"",
	 LINK_FOUND,
	 1},
	{"an acronym that leaves a word out",
	 {NAMED("Night Institute for Health and Clinical Excellence") ",\"year\":\"2007\""},
	 CITES("\"NICE\"") "\"year\":\"2007\"",
	 LINK_FOUND,
	 1},
	{"an acronym of other words",
	 {NAMED("National Academy for Health and Clinical Education") ",\"year\":\"2007\""},
	 CITES("\"NICE\"") "\"year\":\"2007\"",
	 LINK_MISSING,
	 0},
	{"the entry in which the list is cut",
	 {NAMED("Ostrow") ",\"year\":\"2014\"", NAMED("Sur") ",\"year\":null,\"truncated\":true"},
	 CITES("\"Sur\"") "\"year\":\"2008\"",
	 LINK_FOUND,
	 2},
	{"what may stand behind the cut",
	 {NAMED("Ostrow") ",\"year\":\"2014\"", NAMED("Sur") ",\"year\":null,\"truncated\":true"},
	 CITES("\"Tann\"") "\"year\":\"2008\"",
	 LINK_CUT,
	 0},
	{"one year apart, in a list that is cut",
	 {NAMED("Ostrow") ",\"year\":\"2014\"", NAMED("Marsh") ",\"year\":null,\"truncated\":true"},
	 CITES("\"Ostrow\"") "\"year\":\"2013\"",
	 LINK_YEAR,
	 1},
	{"five years apart, in a list that is cut",
	 {NAMED("Ostrow") ",\"year\":\"2014\"", NAMED("Marsh") ",\"year\":null,\"truncated\":true"},
	 CITES("\"Ostrow\"") "\"year\":\"2009\"",
	 LINK_CUT,
	 0},
	{"two letters off", {NAMED("Johasen") ",\"year\":\"2008\""}, CITES("\"Johanson\"") "\"year\":\"2008\"", LINK_NAME, 1},
	{"two letters off, another year", {NAMED("Johasen") ",\"year\":\"2006\""}, CITES("\"Johanson\"") "\"year\":\"2008\"", LINK_MISSING, 0},
	{"two letters off in a short name", {NAMED("Linde") ",\"year\":\"2008\""}, CITES("\"Lunda\"") "\"year\":\"2008\"", LINK_MISSING, 0},
	{"two letters off from two entries",
	 {NAMED("Johasen") ",\"year\":\"2008\"", NAMED("Johenton") ",\"year\":\"2008\""},
	 CITES("\"Johanson\"") "\"year\":\"2008\"",
	 LINK_MISSING,
	 0},
	{"one letter of two", {NAMED("Newell") ",\"year\":\"2008\""}, CITES("\"Newel\"") "\"year\":\"2008\"", LINK_NAME, 1},
	{"a diphthong is no umlaut", {NAMED("Krakauer") ",\"year\":\"2008\""}, CITES("\"Krakaur\"") "\"year\":\"2008\"", LINK_NAME, 1},
	{"a name without its letters",
	 {NAMED("Soerboe") ",\"year\":\"2008\""},
	 CITES("\"S\u00f8rb\u00f8\"") "\"year\":\"2008\"",
	 LINK_FOUND,
	 1},
	{"of two of one name the one with that initial",
	 {"\"authors\":[{\"family\":\"Ostrow\",\"given\":\"A.\"}],\"year\":\"2008\"",
	  "\"authors\":[{\"family\":\"Ostrow\",\"given\":\"B.\"}],\"year\":\"2008\""},
	 CITES("\"Ostrow\"") "\"text\":\"B. Ostrow, 2008\",\"year\":\"2008\"",
	 LINK_FOUND,
	 2},
	{"in press, and printed since", {NAMED("Ostrow") ",\"year\":\"2009\""}, CITES("\"Ostrow\"") "\"year\":\"in press\"", LINK_FOUND, 1},
	{"the year in which it was first printed",
	 {NAMED("Ostrow") ",\"text\":\"Ostrow. (1957). Nights. (Original work published 1917)\",\"year\":\"1957\""},
	 CITES("\"Ostrow\"") "\"text\":\"Ostrow, 1917\",\"year\":\"1917\"",
	 LINK_FOUND,
	 1},
	{"both years of a work printed anew",
	 {NAMED("Ostrow") ",\"year\":\"1957\""},
	 CITES("\"Ostrow\"") "\"text\":\"Ostrow, 1917/1957\",\"year\":\"1917\"",
	 LINK_FOUND,
	 1},
	{"a first author too many",
	 {TWO("Linde", "Marsh") ",\"year\":\"2013\""},
	 CITES("\"Ostrow\",\"Linde\",\"Marsh\"") "\"year\":\"2013\"",
	 LINK_OTHERS,
	 1},
	{"a letter that no entry of that year has",
	 {NAMED("Ostrow") ",\"year\":\"2010a\"", NAMED("Ostrow") ",\"year\":\"2012\""},
	 "\"form\":\"parenthetical\",\"authors\":[\"Ostrow\"],\"suffix\":\"c\",\"year\":\"2010\"",
	 LINK_MISSING,
	 0},
	{"another first letter", {NAMED("Yang") ",\"year\":\"2008\""}, CITES("\"Wang\"") "\"year\":\"2008\"", LINK_MISSING, 0},
	{"one letter off in a short name, and as many authors",
	 {TWO("Hill", "Marsh") ",\"year\":\"2008\""},
	 CITES("\"Hall\",\"Marsh\"") "\"year\":\"2008\"",
	 LINK_NAME,
	 1},
	{"one letter off in a short name, and more authors",
	 {TWO("Hill", "Marsh") ",\"year\":\"2008\""},
	 CITES("\"Hall\"") "\"year\":\"2008\"",
	 LINK_MISSING,
	 0},
	{"an umlaut written out", {NAMED("Boehler") ",\"year\":\"2008\""}, CITES("\"B\u00f6hler\"") "\"year\":\"2008\"", LINK_FOUND, 1},
	{"a body as the British spell it",
	 {NAMED("Harbour Nights Organization") ",\"year\":\"2008\""},
	 CITES("\"Harbor Nights Organisation\"") "\"year\":\"2008\"",
	 LINK_FOUND,
	 1},
	{"another body whose name begins alike",
	 {NAMED("National Institute of Harbour Lights") ",\"year\":\"2008\""},
	 CITES("\"National Institute on Night Work\"") "\"year\":\"2008\"",
	 LINK_MISSING,
	 0},
	{"two bodies joined by a sign",
	 {NAMED("Night Watch Committee & Harbour Office") ",\"year\":\"2008\""},
	 CITES("\"Night Watch Committee and Harbour Office\"") "\"year\":\"2008\"",
	 LINK_FOUND,
	 1},
	{"the first author left out",
	 {"\"authors\":[{\"family\":\"Ostrow\"},{\"family\":\"Linde\"},{\"family\":\"Marsh\"}],\"year\":\"2013\""},
	 CITES("\"Linde\",\"Marsh\"") "\"year\":\"2013\"",
	 LINK_OTHERS,
	 1},
	{"a further author alone: another work may be meant",
	 {TWO("Ostrow", "Linde") ",\"year\":\"2013\""},
	 CITES("\"Linde\"") "\"year\":\"2013\"",
	 LINK_MISSING,
	 0},
	{"the one entry of that year that names nobody",
	 {"\"authors\":[],\"title\":\"Nights at sea\",\"year\":\"2006\"", NAMED("Linde") ",\"year\":\"2006\""},
	 CITES("\"Ostrow\"") "\"year\":\"2006\"",
	 LINK_FOUND,
	 1},
	{"of two that name nobody, neither",
	 {"\"authors\":[],\"year\":\"2006\"", "\"authors\":[],\"year\":\"2006\""},
	 CITES("\"Ostrow\"") "\"year\":\"2006\"",
	 LINK_MISSING,
	 0},
	{"a body that is the publisher of a work of another year",
	 {"\"authors\":[],\"text\":\"Nights at sea. 2006. Harbour Nights Organization\",\"year\":\"2006\""},
	 CITES("\"Harbour Nights Organization\"") "\"year\":\"2010\"",
	 LINK_MISSING,
	 0},
	{"an entry that is cut in its names",
	 {NAMED("Ostrow") ",\"year\":\"2014\"", "\"authors\":[],\"text\":\"Sur, R. L., Marsh, D., & Lin\",\"year\":null,\"truncated\":true"},
	 CITES("\"Sur\"") "\"et_al\":true,\"year\":\"2008\"",
	 LINK_FOUND,
	 2},
	{"the editor of an entry without authors",
	 {"\"authors\":[],\"text\":\"Nights at sea. 2006. In K. Ostrow Linde (Ed.), Harbours\",\"year\":\"2006\""},
	 CITES("\"Ostrow Linde\"") "\"year\":\"2006\"",
	 LINK_FOUND,
	 1},
	{"the journal for the author",
	 {NAMED("Ostrow") ",\"container\":\"Harbour\",\"year\":\"2010\""},
	 CITES("\"Harbour\"") "\"year\":\"2010\"",
	 LINK_FOUND,
	 1},
	{"the given name before the family name, another year",
	 {NAMED("Ostrow") ",\"year\":\"2010\""},
	 CITES("\"Karla Ostrow\"") "\"year\":\"2004\"",
	 LINK_YEAR,
	 1},
	{"a number that a selection leaves out",
	 {"\"label\":2", "\"label\":9", "\"label\":31"},
	 "\"form\":\"numeric\",\"numbers\":[7]",
	 LINK_CUT,
	 0},
	{"a number that is missing", {"\"label\":1", "\"label\":2", "\"label\":4"}, "\"form\":\"numeric\",\"numbers\":[3]", LINK_MISSING, 0},
};

static void ask(const struct question *q, struct bibliography *list, struct link *link)
{
	struct buf lines[4] = {{0}}, citation = {0};
	struct record r;
	bibliography_clear(list, false);
	for (size_t i = 0; i < 4 && q->entries[i]; i++) {
		buf_printf(&lines[i], "{\"type\":\"reference\",\"doc\":\"d\",\"n\":%zu,%s%s}", i + 1,
				   strstr(q->entries[i], "\"text\"") ? "" : "\"text\":\"x\",", q->entries[i]);
		if (record_parse(&r, buf_span(&lines[i])) == 0)
			bibliography_add(list, &r, record_number(&r, "label", 0));
	}
	bibliography_seal(list);
	link_begin(link);
	buf_printf(&citation, "{\"type\":\"citation\",\"doc\":\"d\",%s}", q->citation);
	bool read = record_parse(&r, buf_span(&citation)) == 0;
	if (read)
		link_citation(list, &r, link);
	unsigned entry = link->entries.n ? (unsigned)list->entries.v[link->entries.v[0]].n : 0;
	ok(read && link->status == q->status && entry == q->entry, q->what);
	for (size_t i = 0; i < 4; i++)
		buf_free(&lines[i]);
	buf_free(&citation);
}

int main(void)
{
	struct bibliography list = {0};
	struct link link = {0};
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		ask(&questions[i], &list, &link);
	bibliography_free(&list);
	link_free(&link);
	return ok_end();
}
