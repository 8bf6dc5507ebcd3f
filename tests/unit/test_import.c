/* Readers of vocabularies: each case is a small invented file, what is asked for, and the rows that come out
 * ("concept|label|term|match|broader|xref", one a line). TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "vocabulary/import.h"

static char folder[] = "/tmp/evitab.XXXXXX";

static void path_of(const char *name, char path[128])
{
	snprintf(path, 128, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *content)
{
	char path[128];
	path_of(name, path);
	FILE *f = fopen(path, "w");
	if (f == NULL || fputs(content, f) < 0 || fclose(f) != 0)
		exit(3);
}

static void remove_file(const char *name)
{
	char path[128];
	path_of(name, path);
	unlink(path);
}

static const struct vocabulary_wish plain = {.shortest = 3, .acronym = 3};

/* Imports files; the table, or the code. */
static int import(const struct vocabulary_wish *w, const char *const *names, struct buf *table, struct diag *d)
{
	struct vocabulary *v = vocabulary_new(w);
	int code = DIAG_OK;
	buf_clear(table);
	for (size_t i = 0; names[i] && code == DIAG_OK; i++) {
		struct feed f;
		char path[128];
		path_of(names[i], path);
		code = feed_open(&f, path, d);
		if (code == DIAG_OK)
			code = import_read(v, &f, IMPORT_UNKNOWN, folder, d);
		feed_close(&f);
	}
	if (code == DIAG_OK)
		code = vocabulary_write(v, "made.up", table, d);
	vocabulary_free(v);
	return code;
}

/* The first, second … cells of a row without quotes in it, bars between. */
static void pick(struct span row, struct buf *out)
{
	static const int cells[] = {0, 1, 2, 3, 6, 7};
	for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
		size_t at = 0;
		for (int i = 0; i < cells[k]; i++)
			at = (size_t)((const char *)memchr(row.p + at, ',', row.n - at) - row.p) + 1;
		const char *end = memchr(row.p + at, ',', row.n - at);
		buf_addspan(out, span_sub(row, at, end ? (size_t)(end - row.p) : row.n));
		buf_addc(out, k + 1 < sizeof cells / sizeof *cells ? '|' : '\n');
	}
}

static void expect_all(const char *what, const struct vocabulary_wish *w, const char *const *names, const char *wanted)
{
	struct buf table = {0}, got = {0};
	struct diag d = {0};
	int code = import(w, names, &table, &d);
	struct span s = buf_span(&table);
	size_t line = 0;
	for (size_t at = 0; at < s.n; line++) {
		size_t end = (size_t)((const char *)memchr(s.p + at, '\n', s.n - at) - s.p);
		if (line > 1)
			pick(span_sub(s, at, end), &got);
		at = end + 1;
	}
	bool good = code == DIAG_OK && span_is(buf_span(&got), wanted);
	ok(good, what);
	if (!good)
		printf("# wanted:\n%s# got:\n%.*s# %.*s", wanted, (int)got.n, got.n ? got.p : "", (int)d.text.n, d.text.n ? d.text.p : "\n");
	buf_free(&table);
	buf_free(&got);
	diag_free(&d);
}

static void expect(const char *what, const struct vocabulary_wish *w, const char *name, const char *content, const char *wanted)
{
	const char *names[] = {name, NULL};
	write_file(name, content);
	expect_all(what, w, names, wanted);
	remove_file(name);
}

static void refuse(const char *what, const char *name, const char *content, const char *message)
{
	const char *names[] = {name, NULL};
	struct buf table = {0};
	struct diag d = {0};
	write_file(name, content);
	int code = import(&plain, names, &table, &d);
	buf_addc(&d.text, '\0');
	ok(code == DIAG_WRONG && strstr(d.text.p, message) != NULL, what);
	buf_free(&table);
	diag_free(&d);
	remove_file(name);
}

static const char obo[] =
	"format-version: 1.2\ndata-version: releases/1\nremark: Licensed to all.\n\n"
	"[Term]\nid: X:1\nname: low mood\nnamespace: moods\nsynonym: \"the \\\"blues\\\"\" EXACT []\nsynonym: \"gloom\" RELATED []\n"
	"xref: MESH:D1 \"a note\"\n\n"
	"[Term]\nid: X:2\nname: winter mood {a=\"b\"}\nsynonym: \"SAD\" EXACT []\nis_a: X:1 ! low mood\n\n"
	"[Term]\nid: X:3\nname: spleen humour\nis_obsolete: true\n\n"
	"[Term]\nid: X:4\nname: tic\nnamespace: moves\nsynonym: \"low moods\" EXACT []\nis_a: X:9 ! nowhere\n\n"
	"[Typedef]\nid: part_of\nname: part of\n";

static void read_obo(void)
{
	struct vocabulary_wish w = plain;
	expect("OBO", &w, "a.obo", obo,
		   "X:1|low mood|low mood|||MESH:D1\nX:1|low mood|\"the \"\"blues\"\"\"|||MESH:D1\nX:2|winter mood|winter mood||X:1|\n"
		   "X:2|winter mood|SAD|exact|X:1|\nX:4|tic|tic|||\n");
	const char *under = "X:1", *moves = "moves";
	list_push(&w.under, under);
	w.related = true;
	w.shortest = 4;
	expect("a branch, related terms, no short ones", &w, "a.obo", obo,
		   "X:1|low mood|low mood|||MESH:D1\nX:1|low mood|\"the \"\"blues\"\"\"|||MESH:D1\nX:1|low mood|gloom|||MESH:D1\nX:2|winter "
		   "mood|winter mood||X:1|\n");
	w.under.n = 0;
	list_push(&w.not_under, under);
	w.shortest = 3;
	expect("without a branch", &w, "a.obo", obo, "X:4|tic|tic|||\nX:4|tic|low moods|||\n");
	w.not_under.n = 0;
	list_push(&w.classes, moves);
	expect("a class", &w, "a.obo", obo, "X:4|tic|tic|||\nX:4|tic|low moods|||\n");
	list_free(&w.under);
	list_free(&w.not_under);
	list_free(&w.classes);
}

static void read_mesh(void)
{
	struct vocabulary_wish w = plain;
	const char *branch = "C10";
	static const char xml[] =
		"<?xml version=\"1.0\"?>\n<DescriptorRecordSet>\n<DescriptorRecord><DescriptorUI>D1</DescriptorUI>\n<DescriptorName><String>Sleep "
		"Woes</String></DescriptorName><SeeRelatedList><DescriptorReferredTo><DescriptorUI>D9</DescriptorUI><DescriptorName><String>Other"
		"</String></DescriptorName></DescriptorReferredTo></SeeRelatedList><TreeNumberList><TreeNumber>F03.8</TreeNumber></TreeNumberList>"
		"<ConceptList><Concept><TermList><Term><TermUI>T2</TermUI><String>Woes of Sleep &amp; Wake</String></Term></TermList></Concept>"
		"</ConceptList></DescriptorRecord>\n<DescriptorRecord><DescriptorUI>D2</DescriptorUI><DescriptorName><String>Night Walking</String>"
		"</DescriptorName><TreeNumberList><TreeNumber>F03.8.1</TreeNumber><TreeNumber>C10.1</TreeNumber></TreeNumberList></"
		"DescriptorRecord>\n"
		"</DescriptorRecordSet>\n";
	w.prefix = "MESH:";
	expect("MeSH, XML", &w, "a.xml", xml,
		   "MESH:D1|Sleep Woes|Sleep Woes|||\nMESH:D1|Sleep Woes|Woes of Sleep & Wake|||\nMESH:D2|Night Walking|Night Walking||MESH:D1|\n");
	list_push(&w.under, branch);
	expect("a branch of tree numbers", &w, "a.xml", xml, "MESH:D2|Night Walking|Night Walking|||\n");
	list_free(&w.under);
	w = plain;
	w.invert = true;
	w.brackets = true;
	expect("MeSH, ASCII", &w, "a.bin",
		   "*NEWRECORD\nRECTYPE = D\nMH = Sleep Woes (of old)\nENTRY = Night-Woes|T048|EQV\nMN = F03.8\nUI = D1\n\n*NEWRECORD\nRECTYPE = "
		   "C\nNM = somnoxin\nSY = "
		   "SMX|T1\nHM = *Sleep Woes (of old)/drug therapy\nUI = C1\n",
		   "D1|Sleep Woes (of old)|Sleep Woes|||\nD1|Sleep Woes (of "
		   "old)|Night-Woes|||\nC1|somnoxin|somnoxin||D1|\nC1|somnoxin|SMX|exact|D1|\n");
	refuse("XML that is cut", "a.xml", "<?xml version=\"1.0\"?>\n<DescriptorRecordSet>\n<DescriptorRecord>", "not well-formed");
	refuse("XML of another kind", "a.xml", "<?xml version=\"1.0\"?>\n<a/>", "neither");
}

static void read_umls(void)
{
	const char *files[] = {"MRCONSO.RRF", "MRREL.RRF", "MRSTY.RRF", NULL}, *class = "T048";
	struct vocabulary_wish w = plain;
	write_file(files[0], "C1|ENG|S|L2|PF|S2|Y|A2|||D1|MSH|ET|D1|Blues|0|N|256|\nC1|ENG|P|L1|PF|S1|Y|A1|||D1|MSH|MH|D1|Low Mood|0|N|256|\n"
						 "C1|GER|P|L3|PF|S3|Y|A3|||D1|MSHGER|MH|D1|Stimmung|0|N||\nC2|ENG|P|L4|PF|S4|Y|A4|||D2|MSH|MH|D2|Mood state|0|N||\n"
						 "C2|ENG|S|L5|PF|S4|Y|A4|||D2|XX|MH|D2|gone by|0|O||\n");
	write_file(files[1], "C1|A1|AUI|PAR|C2|A4|AUI||R1||MSH|MSH|||N||\n");
	write_file(files[2], "C1|T048|B2.2|Mental|AT1|256|\nC2|T033|A2|Finding|AT2|256|\n");
	expect_all("UMLS", &w, files, "C1|Low Mood|Low Mood||C2|\nC1|Low Mood|Blues||C2|\nC2|Mood state|Mood state|||\n");
	list_push(&w.classes, class);
	expect_all("UMLS, one semantic type", &w, files, "C1|Low Mood|Low Mood|||\nC1|Low Mood|Blues|||\n");
	list_free(&w.classes);
	for (size_t i = 0; files[i]; i++)
		remove_file(files[i]);
	refuse("RRF of another kind", "x.RRF", "a|b|c|\n", "3 columns");
}

static void read_rdf(void)
{
	expect("SKOS, Turtle", &plain, "a.ttl",
		   "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix ex: <http://purl.obolibrary.org/obo/ZZ_> .\nex:s a "
		   "skos:ConceptScheme ; skos:prefLabel "
		   "\"The scheme\" .\n# a comment\nex:1 a skos:Concept ; skos:prefLabel \"Low mood\"@en , \"Stimmung\"@de ; skos:altLabel "
		   "\"\"\"Feeling \"blue\" \"\"\"@en-GB ; "
		   "skos:broader ex:2 .\nex:2 skos:prefLabel 'Mood \\u0073tate'; skos:note [ ex:x \"hidden\" ; ex:y ( \"a\" ) ] ; skos:exactMatch "
		   "<http://purl.obolibrary.org/obo/HP_0001>.\n",
		   "ZZ:1|Low mood|Low mood||ZZ:2|\nZZ:1|Low mood|\"Feeling \"\"blue\"\"\"||ZZ:2|\nZZ:2|Mood state|Mood state|||HP:0001\n");
	expect("N-Triples", &plain, "b.ttl", "<http://a.b/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"dread\" .\n",
		   "http://a.b/1|dread|dread|||\n");
	expect(
		"SKOS and OWL, RDF/XML", &plain, "a.rdf",
		"<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"s#\" xmlns:owl=\"o#\" "
		"xmlns:rdfs=\"r#\" "
		"xmlns:oio=\"i#\">\n<owl:Ontology rdf:about=\"http://a.b/o\"><rdfs:label>The ontology</rdfs:label></owl:Ontology>\n<skos:Concept "
		"rdf:about=\"http://a.b/1\"><skos:prefLabel xml:lang=\"en\">Low mood</skos:prefLabel><skos:prefLabel "
		"xml:lang=\"fr\">Humeur</skos:prefLabel><skos:broader "
		"rdf:resource=\"http://purl.obolibrary.org/obo/ZZ_1\"/></skos:Concept>\n<owl:Class "
		"rdf:about=\"http://purl.obolibrary.org/obo/ZZ_1\"><rdfs:label>mood state</rdfs:label><oio:hasExactSynonym>affect "
		"state</oio:hasExactSynonym><rdfs:subClassOf><owl:Restriction><rdfs:label>no</rdfs:label></owl:Restriction></rdfs:subClassOf></"
		"owl:Class>\n<owl:Class "
		"rdf:about=\"http://purl.obolibrary.org/obo/ZZ_2\"><rdfs:label>old "
		"thing</rdfs:label><owl:deprecated>true</owl:deprecated></owl:Class>\n</rdf:RDF>\n",
		"http://a.b/1|Low mood|Low mood||ZZ:1|\nZZ:1|mood state|mood state|||\nZZ:1|mood state|affect state|||\n");
	refuse("Turtle that is cut", "a.ttl", "@prefix a: <b> .\na:1 a:label \"x", "inside a statement");
}

static void read_tables(void)
{
	struct vocabulary_wish w = plain;
	write_file(
		"import.csv",
		"meaning,header,note\nid,mesh id,\nlabel,label,\nlabel,name,\nterm,synonyms,\nterm,term,\nparent,is a,\nscope,kind,\nid,id,\n");
	expect(
		"CSV with bars, quotes and CRLF", &w, "a.csv",
		"Mesh_ID,Label,Synonyms,Is A\r\nM:1,low mood,\"blues|the \"\"dumps\"\"\",mood state\r\nM:2,mood state,,\r\n",
		"M:1|low mood|low mood||M:2|\nM:1|low mood|blues||M:2|\nM:1|low mood|\"the \"\"dumps\"\"\"||M:2|\nM:2|mood state|mood state|||\n");
	expect("TSV of a query", &w, "a.tsv",
		   "?id\tkind\tterm\n<http://purl.obolibrary.org/obo/HP_1>\tlabel\t\"low "
		   "mood\"@en\n<http://purl.obolibrary.org/obo/HP_1>\thasBroadSynonym\tmood\n",
		   "HP:1|low mood|low mood|||\n");
	expect("DrugMechDB", &w, "d.tsv", "label\tid\tname\tpaths\nProtein\tUniProt:P1\tmoodase\t7\n", "UniProt:P1|moodase|moodase|||\n");
	w.columns = "term,-";
	expect("a list without header", &w, "l.tsv", "Restless legs\t1\nRESTLESS  LEGS\t2\nx\t3\n42\t4\n",
		   "list:restless-legs|Restless legs|Restless legs|||\n");
	w.columns = "term";
	char common[128], words[128];
	path_of("common.txt", common);
	path_of("words.txt", words);
	write_file("common.txt", "# too common\nPains\n");
	write_file("words.txt", "aids\nmood\n");
	w.common = common;
	w.words = words;
	expect("common terms, words of the language", &w, "w.csv", "pain\nAIDS\nmood\ngloom\n",
		   "list:aids|AIDS|AIDS|exact||\nlist:gloom|gloom|gloom|||\n");
	refuse("a table without known columns", "a.csv", "a,b\n1,2\n", "no column is known");
	refuse("a quote without end", "a.csv", "id,label\n1,\"x\n", "never closed");
	remove_file("common.txt");
	remove_file("words.txt");
	remove_file("import.csv");
}

/* Any bytes to any reader: no crash, no endless loop. */
static void hostile(void)
{
	static const char *const pieces[] = {"[Term]\n", "id: X:1\n", "name: \"a\\", "*NEWRECORD\n", "MH = ",     "UI = D1\n",
										 "|",        "\"",        "\"\"\"",      "@prefix ",     ". ",        "; ",
										 "[",        "<a",        "<?xml?>\n",   "\xff\xfe",     "synonym: ", "\\u00",
										 ",",        "\t",        "\n",          "skos:label ",  "<rdf:RDF>", "\xe2\x82"};
	uint32_t seed = 1;
	struct buf bytes = {0};
	write_file("import.csv", "meaning,header,note\nlabel,a,\n");
	for (int round = 0; round < 300; round++) {
		buf_clear(&bytes);
		for (int i = 0; i < 60; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_adds(&bytes, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		buf_addc(&bytes, '\0');
		write_file("h", bytes.p);
		for (int format = IMPORT_OBO; format < IMPORT_FORMATS; format++) {
			struct vocabulary *v = vocabulary_new(&plain);
			struct feed f;
			struct diag d = {0};
			char path[128];
			path_of("h", path);
			bytes.n = 0;
			if (feed_open(&f, path, &d) == 0 && import_read(v, &f, (enum import_format)format, folder, &d) == 0)
				vocabulary_write(v, "h", &bytes, &d);
			feed_close(&f);
			vocabulary_free(v);
			diag_free(&d);
		}
	}
	ok(true, "any bytes to any reader");
	buf_free(&bytes);
	remove_file("h");
	remove_file("import.csv");
}

int main(void)
{
	if (mkdtemp(folder) == NULL)
		return 3;
	read_obo();
	read_mesh();
	read_umls();
	read_rdf();
	read_tables();
	hostile();
	rmdir(folder);
	return ok_end();
}
