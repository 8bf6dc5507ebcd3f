/* Libraries of known works: every format read, looked up, damaged; names of journals; verdicts. TAP on standard output. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "audit/audit_library.h"
#include "base/token.h"
#include "library/journal_match.h"
#include "library/library_build.h"
#include "tap.h"

/* The same work in every format: Müller 2011, "Naps & pain: a trial in night nurses", Journal of Sleep Care 14, 10.5555/naps.2011. */
static const struct {
	const char *name, *bytes;
} formats[] = {
	{"CSL-JSON", "[{\"type\":\"article-journal\",\"title\":\"Naps &amp; <i>pain</i>: a trial in night "
				 "nurses\",\"author\":[{\"family\":\"Müller\",\"given\":\"A\"},"
				 "{\"family\":\"Lee\"}],\"issued\":{\"date-parts\":[[2011,3]]},\"container-title\":\"Journal of Sleep "
				 "Care\",\"volume\":\"14\",\"DOI\":\"10.5555/NAPS.2011\"}\n]"},
	{"JSON Lines", "{\"doc\":\"x\",\"title\":\"Naps & pain: a trial in night "
				   "nurses\",\"authors\":[{\"family\":\"M\\u00fcller\"}],\"year\":\"2011\",\"container\":\"Journal "
				   "of Sleep Care\",\"volume\":\"14\",\"doi\":\"https://doi.org/10.5555/naps.2011\"}\n"},
	{"RIS", "TY  - JOUR\r\nAU  - Müller, A.\r\nAU  - Lee, B.\r\nTI  - Naps & pain: a trial in night nurses\r\nJO  - Journal of Sleep "
			"Care\r\nPY  - 2011/03//\r\nVL  - 14\r\n"
			"DO  - 10.5555/naps.2011\r\nER  - \r\n"},
	{"MEDLINE", "\nPMID- 1\nTI  - Naps & pain:\n      a trial in night nurses\nLID - 10.5555/naps.2011 [doi]\nFAU - Müller, Anna\nAU  - "
				"Müller A\nDP  - 2011 Mar\n"
				"TA  - J Sleep Care\nJT  - Journal of Sleep Care\nVI  - 14\n"},
	{"BibTeX", "@string{x = \"y\"}\n@article{m2011,\n author = {M{\\\"u}ller, Anna and Lee, B},\n title = {Naps \\& {Pain}: a trial in "
			   "{N}ight nurses},\n journal = \"Journal of "
			   "Sleep Care\", year = 2011, volume = {14},\n doi = {10.5555/naps.2011}\n}\n"},
	{"PubMed XML",
	 "<?xml "
	 "version=\"1.0\"?><PubmedArticleSet><PubmedArticle><MedlineCitation><Article><Journal><JournalIssue><Volume>14</"
	 "Volume><PubDate><Year>2011</Year>"
	 "</PubDate></JournalIssue><Title>Journal of Sleep Care</Title><ISOAbbreviation>J Sleep "
	 "Care</ISOAbbreviation></Journal><ArticleTitle>Naps &amp; <i>pain</i>: a "
	 "trial in night "
	 "nurses.</ArticleTitle><AuthorList><Author><LastName>Müller</LastName></Author><Author><LastName>Lee</LastName></Author></AuthorList>"
	 "</Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId "
	 "IdType=\"doi\">10.5555/naps.2011</ArticleId></ArticleIdList><ReferenceList><Reference>"
	 "<ArticleIdList><ArticleId "
	 "IdType=\"doi\">10.5555/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle></"
	 "PubmedArticleSet>"},
	{"PubMed CSV", "\xEF\xBB\xBFPMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,DOI\n1,\"Naps & pain: a trial in "
				   "night nurses\",\"Müller A, Lee B.\",\"J Sleep "
				   "Care. 2011 Mar;14(1):4-9.\",Müller A,Journal of Sleep Care,2011,10.5555/naps.2011\n"},
	{"CSV with semicolons", "Title;Author;Year;Journal;Volume;DOI\n\"Naps & pain: a trial\r\n in night nurses\";\"Müller, Anna; Lee, "
							"B\";2011;Journal of Sleep Care;14;10.5555/naps.2011\n"},
	{"retractions",
	 "Record ID,Title,Journal,Author,RetractionDate,OriginalPaperDate,OriginalPaperDOI,RetractionNature,Reason,Volume\n7,Naps & pain: a "
	 "trial in night nurses,Journal "
	 "of Sleep Care,Anna Müller;B Lee,1/2/2015 0:00,3/4/2011 0:00,10.5555/naps.2011,Retraction,+Error in Data;+Unreliable Results;,14\n"},
};

/* The library that is made of these bytes, in memory; NULL where they are refused. */
static struct library *make(const char *bytes, size_t n)
{
	char path[] = "/tmp/evitab-test.XXXXXX";
	struct diag d = {0};
	int fd = mkstemp(path);
	struct library *l = NULL;
	if (fd >= 0 && write(fd, bytes, n) == (ssize_t)n)
		l = library_open(path, "configs", &d);
	if (fd >= 0)
		close(fd);
	unlink(path);
	diag_free(&d);
	return l;
}

static bool is_the_work(const struct library_work *w)
{
	return w->year == 2011 && span_is(w->field[LIBRARY_AUTHOR], "Müller") &&
		   span_is(w->field[LIBRARY_CONTAINER], "Journal of Sleep Care") && span_is(w->field[LIBRARY_VOLUME], "14") &&
		   span_starts(w->field[LIBRARY_TITLE], "Naps & ");
}

static void read_formats(void)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		struct library *l = make(formats[i].bytes, strlen(formats[i].bytes));
		struct library_work w;
		struct library_cursor c;
		ok(l != NULL, formats[i].name);
		if (l == NULL)
			continue;
		c = library_by_doi(l, span_of("10.5555/naps.2011"));
		ok(library_next(l, &c, &w) && is_the_work(&w) && !library_next(l, &c, &w), "  by its DOI");
		c = library_by_title(l, span_of("napspainatrialinnightnurses"));
		ok(library_next(l, &c, &w) && is_the_work(&w), "  by its title");
		c = library_by_title(l, span_of("napspain"));
		ok(!library_next(l, &c, &w), "  not by a short first part");
		if (i + 1 == sizeof formats / sizeof formats[0])
			ok(w.retracted && span_is(w.field[LIBRARY_NOTE], "1/2/2015: Error in Data; Unreliable Results"), "  retracted, and why");
		library_close(l);
	}
}

static void refuse_damage(void)
{
	static const struct {
		const char *what, *bytes;
	} bad[] = {
		{"an object that does not end", "{\"title\":\"cut"},   {"an array of numbers", "[1, 2]"},
		{"plain words", "words without a format\n"},           {"a CSV of something else", "a,b\n1,2\n"},
		{"a CSV with an open quote", "Title,DOI\n\"open,1\n"}, {"XML that is not well-formed", "<a><b></a>"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct library *l = make(bad[i].bytes, strlen(bad[i].bytes));
		ok(l == NULL, bad[i].what);
		library_close(l);
	}
	struct library *l = make("", 0);
	struct library_work none;
	struct library_cursor at = l ? library_by_doi(l, span_of("10.5555/naps.2011")) : (struct library_cursor){0};
	ok(l && !library_next(l, &at, &none), "an empty file is an empty library");
	library_close(l);

	/* an index with any one byte of its header changed, or cut anywhere, is refused; with any other byte changed it is read within its
	 * bounds */
	struct library_builder *b = library_builder_new(-1, NULL);
	struct library_draft w = {0};
	struct buf index = {0};
	struct diag d = {0};
	for (int i = 0; i < 20; i++) {
		buf_printf(&w.field[LIBRARY_TITLE], "The naps of night nurses, part %d", i);
		buf_printf(&w.field[LIBRARY_DOI], "10.5555/%d", i);
		library_builder_add(b, &w);
	}
	library_builder_finish(b, &index, &d);
	library_builder_free(b);
	for (int i = 0; i < LIBRARY_FIELDS; i++)
		buf_free(&w.field[i]);
	size_t header = 96, taken = 0, found = 0;
	for (size_t i = 8; i < index.n; i++) {
		index.p[i] ^= 0x55;
		l = make(index.p, index.n);
		index.p[i] ^= 0x55;
		taken += l != NULL && i < header;
		for (int k = 0; l && k < 20; k++) {
			char doi[32];
			struct library_work work;
			snprintf(doi, sizeof doi, "10.5555/%d", k);
			struct library_cursor c = library_by_doi(l, span_of(doi));
			found += library_next(l, &c, &work);
		}
		library_close(l);
	}
	ok(taken == 0, "a changed header is refused");
	ok(found > 0, "changed works and tables are read within their bounds");
	taken = 0;
	for (size_t n = 8; n < index.n; n += 7) {
		l = make(index.p, n);
		taken += l != NULL;
		library_close(l);
	}
	ok(taken == 0, "a cut index is refused");
	buf_free(&index);
	diag_free(&d);
}

static void match_journals(const struct journals *j)
{
	static const struct {
		const char *a, *b;
		bool same;
	} pairs[] = {
		{"Am J Psychiatry", "American Journal of Psychiatry", true},
		{"The American Journal of Psychiatry", "Am. J. Psychiatry", true},
		{"Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences of the United States of America", true},
		{"PNAS", "Proceedings of the National Academy of Sciences", true},
		{"JAMA", "Journal of the American Medical Association", true},
		{"Alcohol & Alcoholism", "Alcohol and Alcoholism", true},
		{"Int J Sleep Care", "International Journal of Sleep Care (Lund, Sweden)", true},
		{"Biol Psychiatry", "Archives of General Psychiatry", false},
		{"J Sleep Care", "Journal of Pain Care", false},
		{"Lancet", "Nature", false},
		{"", "Nature", true},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		ok(journal_match(j, span_of(pairs[i].a), span_of(pairs[i].b)) == pairs[i].same &&
			   journal_match(j, span_of(pairs[i].b), span_of(pairs[i].a)) == pairs[i].same,
		   pairs[i].a);
}

/* The codes and severities of the findings about one reference record, or "". */
static const char *verdict(const struct known_works *k, const struct journals *j, const char *members, struct buf *out)
{
	struct buf line = {0}, findings = {0};
	struct bibliography b = {0};
	struct record r, f;
	buf_printf(&line, "{\"type\":\"reference\",\"doc\":\"d\",\"sentence\":1,\"n\":1,\"start\":0,\"end\":9,%s}", members);
	buf_clear(out);
	if (record_parse(&r, buf_span(&line)) == 0) {
		bibliography_add(&b, &r, 0);
		audit_known(k, j, &b, &b.entries.v[0], &r, &findings);
	}
	for (size_t at = 0; at < findings.n;) {
		size_t n = (size_t)((const char *)memchr(findings.p + at, '\n', findings.n - at) - findings.p) - at;
		if (record_parse(&f, span_make(findings.p + at, n)) == 0) {
			json_unescape(record_get(&f, "code"), out);
			buf_addc(out, ':');
			json_unescape(record_get(&f, "severity"), out);
			buf_addc(out, ' ');
		}
		at += n + 1;
	}
	buf_addc(out, '\0');
	buf_free(&line);
	buf_free(&findings);
	bibliography_free(&b);
	return out->p;
}

#define WORK(author, year, title, container, volume, doi)                                                                         \
	"\"text\":\"" author " (" year ") " title ". " container " " volume " " doi "\",\"authors\":[{\"family\":\"" author           \
	"\"}],\"year\":\"" year "\",\"title\":\"" title "\",\"container\":\"" container "\",\"volume\":\"" volume "\",\"doi\":\"" doi \
	"\",\"truncated\":false"
#define NAPS "Naps & pain: a trial in night nurses"

static void give_verdicts(const struct journals *j)
{
	static const struct {
		const char *what, *members, *want;
	} cases[] = {
		{"the same", WORK("Müller", "2011", NAPS, "J Sleep Care", "14", "10.5555/naps.2011"), ""},
		{"the same without DOI, a year later", WORK("Muller", "2012", NAPS, "J Sleep Care", "14", ""), ""},
		{"spelled with ue", WORK("Mueller", "2011", NAPS, "Journal of Sleep Care", "", ""), ""},
		{"another year", WORK("Müller", "2001", NAPS, "J Sleep Care", "14", ""), "contradicted-reference:warning "},
		{"another year and journal", WORK("Müller", "2020", NAPS, "Archives of Pain", "57", ""), "contradicted-reference:warning "},
		{"another journal alone", WORK("Müller", "2011", NAPS, "Archives of Pain", "14", ""), "contradicted-reference:possible "},
		{"another first author", WORK("Okonkwo", "2011", NAPS, "J Sleep Care", "14", "10.5555/naps.2011"),
		 "contradicted-reference:warning "},
		{"another DOI", WORK("Müller", "2011", NAPS, "J Sleep Care", "14", "10.5555/spades"), "contradicted-reference:warning "},
		{"the DOI of another work", WORK("Okonkwo", "2011", "On the use of spades in gardens", "J Sleep Care", "14", "10.5555/naps.2011"),
		 "contradicted-reference:warning "},
		{"a preprint of it", WORK("Müller", "2008", NAPS, "bioRxiv", "", "10.1101/2008.1"), ""},
		{"not held", WORK("Müller", "2011", "On the use of spades in gardens", "J Sleep Care", "14", ""), "unverified-reference:info "},
		{"the title alone", WORK("Okonkwo", "1990", NAPS, "Lancet", "3", ""), "unverified-reference:info "},
	};
	char path[] = "/tmp/evitab-test.XXXXXX";
	struct diag d = {0};
	struct buf out = {0};
	int fd = mkstemp(path);
	ok(fd >= 0 && write(fd, formats[0].bytes, strlen(formats[0].bytes)) > 0, "a library file");
	close(fd);
	struct known_works *k = known_works_new(), *retracted = known_works_new();
	ok(known_works_add(k, path, false, "configs", &d) == 0, "a library is added");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *have = verdict(k, j, cases[i].members, &out);
		ok(strcmp(have, cases[i].want) == 0, cases[i].what);
		if (strcmp(have, cases[i].want) != 0)
			printf("# have: %s\n", have);
	}
	fd = open(path, O_WRONLY | O_TRUNC);
	const char *list = formats[sizeof formats / sizeof formats[0] - 1].bytes;
	ok(write(fd, list, strlen(list)) > 0 && known_works_add(retracted, path, true, "configs", &d) == 0, "a list of retractions is added");
	close(fd);
	unlink(path);
	ok(strcmp(verdict(retracted, j, cases[0].members, &out), "retracted-reference:error ") == 0, "retracted, by its DOI");
	ok(strcmp(verdict(retracted, j, cases[1].members, &out), "retracted-reference:error ") == 0, "retracted, by its title and author");
	ok(strcmp(verdict(retracted, j, cases[7].members, &out), "") == 0, "not by its title where the DOI is another");
	known_works_free(k);
	known_works_free(retracted);
	buf_free(&out);
	diag_free(&d);
}

int main(void)
{
	struct diag d = {0};
	struct journals *j = journals_open("configs", &d);
	ok(j != NULL, "the journals load");
	read_formats();
	refuse_damage();
	match_journals(j);
	give_verdicts(j);
	journals_close(j);
	diag_free(&d);
	return ok_end();
}
