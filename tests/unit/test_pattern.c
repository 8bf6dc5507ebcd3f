/* Rows that are more than their words: beginnings and endings, the language of patterns, its faults, and what wins. Each case is a table, a
 * sentence and the mentions in it. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "concept/lexicon.h"
#include "concept/pattern.h"
#include "tap.h"

static char folder[] = "/tmp/evitab.XXXXXX";
static const char *const columns[] = {"!concept", "!term", "match", "weight", NULL};

static void path_of(const char *name, char path[64])
{
	snprintf(path, 64, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *content)
{
	char path[64];
	path_of(name, path);
	FILE *f = fopen(path, "w");
	if (f == NULL || fputs(content, f) < 0 || fclose(f) != 0)
		exit(3);
}

static void remove_file(const char *name)
{
	char path[64];
	path_of(name, path);
	unlink(path);
}

struct world {
	struct table table;
	struct lexicon *lexicon;
	struct diag d;
};

/* The rows of a table "concept,term,match,weight"; the lexicon is NULL where they are wrong. */
static void open_world(struct world *w, const char *rows, bool strict)
{
	struct buf all = {0};
	*w = (struct world){0};
	buf_printf(&all, "concept,term,match,weight\n%s", rows);
	buf_addc(&all, '\0');
	write_file("terms.csv", all.p);
	if (table_read(&w->table, folder, "terms.csv", columns, &w->d) == 0)
		w->lexicon = lexicon_build(&w->table, strict, &w->d);
	buf_free(&all);
}

static void close_world(struct world *w)
{
	remove_file("terms.csv");
	lexicon_free(w->lexicon);
	table_free(&w->table);
	diag_free(&w->d);
}

static void write_hits(const struct world *w, struct span text, const hit_list *hits, struct buf *out)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct hit *h = &hits->v[i];
		buf_adds(out, i ? "; " : "");
		buf_addspan(out, span_sub(text, h->start, h->end));
		buf_printf(out, "=%s", table_cell(&w->table, h->row, 0));
	}
}

/* The hits as "words=concept; words=concept"; a mapped copy of the terms must find the same. */
static void expect(const char *rows, const char *sentence, const char *wanted)
{
	struct world w;
	struct buf got = {0}, again = {0};
	token_list tokens = {0};
	hit_list hits = {0};
	struct span text = span_of(sentence);
	open_world(&w, rows, false);
	tokens_scan(&tokens, text);
	if (w.lexicon) {
		lexicon_find(w.lexicon, text, &tokens, &hits);
		write_hits(&w, text, &hits, &got);
		struct lexicon *x = lexicon_map(&w.table, lexicon_image(w.lexicon));
		hits.n = 0;
		if (x && lexicon_complete(x, false, &w.d))
			lexicon_find(x, text, &tokens, &hits);
		write_hits(&w, text, &hits, &again);
		lexicon_free(x);
	} else {
		buf_addspan(&got, buf_span(&w.d.text));
	}
	bool good = span_is(buf_span(&got), wanted) && span_eq(buf_span(&got), buf_span(&again));
	ok(good, sentence);
	if (!good)
		printf("# %s# wanted %s\n# got    %.*s\n# mapped %.*s\n", rows, wanted, (int)got.n, got.p ? got.p : "", (int)again.n,
			   again.p ? again.p : "");
	buf_free(&got);
	buf_free(&again);
	list_free(&tokens);
	list_free(&hits);
	close_world(&w);
}

/* The message about the rows must hold these words; none: there is no message. */
static void refuse(const char *rows, const char *words)
{
	struct world w;
	open_world(&w, rows, true);
	buf_addc(&w.d.text, '\0');
	bool good = words ? w.d.code == DIAG_WRONG && strstr(w.d.text.p, words) != NULL : w.d.code == DIAG_OK;
	ok(good, rows);
	if (!good)
		printf("# wanted %s\n# got %s\n", words ? words : "no message", w.d.text.p);
	close_world(&w);
}

static void affixes(void)
{
	expect("i,itis,suffix,\n", "Hepatitis, ARTHRITIS and bronchitises; the itis; citisen",
		   "Hepatitis=i; ARTHRITIS=i; bronchitises=i; itis=i");
	expect("i,ab,suffix,\ni,cd,prefix,\n", "ab, cab, cabs, scarabs; cd, cds, cda; b, d",
		   "ab=i; cab=i; cabs=i; scarabs=i; cd=i; cds=i; cda=i");
	expect("i,viral itis,suffix,\n", "viral hepatitis and viral, bacterial hepatitis", "viral hepatitis=i");
	expect("o,-osis,suffix,\n", "neurosis, fibrosis; those doses of glucose; neuroses", "neurosis=o; fibrosis=o");
	expect("m,mab,suffix,\n", "Infliximab, rituximabs", "Infliximab=m; rituximabs=m");
	expect("p,pathy,suffix,\na,ache,suffix,\nv,virus,suffix,\n", "neuropathies, headaches, aching, Coronaviruses and apathy",
		   "neuropathies=p; headaches=a; Coronaviruses=v; apathy=p");
	expect("e,ergic,suffix,\n", "dopaminergic, noradrénergic and GABAergic", "dopaminergic=e; noradrénergic=e; GABAergic=e");
	expect("b,beta block,prefix,\n", "beta-blockers, a beta blockade, beta unblocked", "beta-blockers=b; beta blockade=b");
	expect("n,neuro,prefix,\n", "Neuroinflammation, neuroses, aneurotypical", "Neuroinflammation=n; neuroses=n");
	expect("o,\u00d6dem,prefix,\n", "Oedem, Odem, \u00f6demat\u00f6s", "Odem=o; \u00f6demat\u00f6s=o");
	expect("i,itis,suffix,\nh,hepatitis,,\n", "hepatitis or arthritis", "hepatitis=h; arthritis=i");
	expect("i,itis,suffix,2\nh,hepatitis,,1\n", "hepatitis or arthritis", "hepatitis=i; arthritis=i");
	refuse("n,\u00f6,suffix,\n", "terms.csv:2:2: at character 1 of the term: the beginning or ending of a word has 2 to 31 letters");
	refuse("n,...,suffix,\n", "terms.csv:2:2: at character 1 of the term: a term needs a letter or digit");
	refuse("n,itis,sufix,\n", "terms.csv:2:3: 'sufix' is not one of: term, exact, prefix, suffix, pattern");
	refuse("n,itis,suffix,heavy\n", "terms.csv:2:4: a weight is a whole number");
}

static void patterns(void)
{
	expect("a,(mild|very severe) depression,pattern,\n", "Mild depressions, very severe depression, severe depression",
		   "Mild depressions=a; very severe depression=a");
	expect("a,(very)? severe depression?,pattern,\n", "very severe depression; Severe? depression; severe",
		   "very severe depression=a; Severe=a; severe=a");
	expect("a,5-HT* receptor,pattern,\n", "5-HT receptors, 5-HT1A receptor, 5-HT2 and the receptor", "5-HT receptors=a; 5-HT1A receptor=a");
	expect("a,*-induced (depression|mania),pattern,\n", "interferon-induced depression, induced mania, by alcohol induced mania",
		   "interferon-induced depression=a; alcohol induced mania=a");
	expect("a,loss of {2} interest,pattern,\n",
		   "loss of interest, loss of all interest, loss of all his interest, loss of all of his interest",
		   "loss of interest=a; loss of all interest=a; loss of all his interest=a");
	expect("a,loss of {1-2} interest,pattern,\n", "loss of interest, loss of all interest, loss of all, interest",
		   "loss of all interest=a");
	expect("a,anxiety and/or depression,pattern,\n", "anxiety and / or depression, anxiety and or depression",
		   "anxiety and / or depression=a");
	expect("a,\"anxiety (, mild| or mild)? panic\",pattern,\n",
		   "anxiety, mild panic; anxiety or mild panic; anxiety panic; anxiety mild panic",
		   "anxiety, mild panic=a; anxiety or mild panic=a; anxiety panic=a");
	expect("a,low (mood|(self )? esteem|energy level),pattern,\n", "low mood, low self-esteem, low esteem, low energy levels, low energy",
		   "low mood=a; low self-esteem=a; low esteem=a; low energy levels=a");
	expect("a,Crohn's (disease|colitis),pattern,\n", "Crohn\u2019s disease and Crohn colitis", "Crohn\u2019s disease=a; Crohn colitis=a");
	expect("a,loss of {9} {9} interest,pattern,\n", "loss of a b c d e f g h i j k l m n o p interest",
		   "loss of a b c d e f g h i j k l m n o p interest=a");
	expect("a,fear* of *obia,pattern,\n", "a fearful of phobias, fears of spider; FEARS of hydrophobia",
		   "fearful of phobias=a; FEARS of hydrophobia=a");
}

static void classes(void)
{
	write_file("drugs.csv", "name,term,match,kind\n1,alcohol,,old\n2,interferon alpha,,new\n3,SSRI,exact,new\n4,alcohol swab,,masked\n");
	expect("a,<drugs>-induced depression,pattern,\n",
		   "interferon alpha-induced depression, SSRI-induced depression, ssri induced depression",
		   "interferon alpha-induced depression=a; SSRI-induced depression=a");
	expect("a,<drugs> related harm,pattern,\n", "alcohol-related harm, alcohol swab related harm", "alcohol-related harm=a");
	expect("a,harm by <drugs:new> or <drugs:old>,pattern,\n", "harm by SSRIs or alcohol; harm by alcohol or SSRI",
		   "harm by SSRIs or alcohol=a");
	expect("a,harm by (<drugs>|*),pattern,\n", "harm by interferon alpha; harm by interferon",
		   "harm by interferon alpha=a; harm by interferon=a");
	refuse("a,harm <drugs:lost>,pattern,\n", "terms.csv:2:2: at character 6 of the term: no row of the table is of this kind");
	refuse("a,harm <lost>,pattern,\n", "terms.csv:2:2: at character 6 of the term: the table of this class cannot be read");
	refuse("a,harm <../drugs>,pattern,\n", "at character 6 of the term: a class is <table> or <table:kind>");
	remove_file("drugs.csv");
	expect("a,panic,,\nb,<terms> attack,pattern,\nc,<terms> unknown,pattern,\n", "panic attack and panic", "panic attack=b; panic=a");
}

static void faults(void)
{
	static const struct {
		const char *rows, *words;
	} all[] = {
		{"a,(mild depression,pattern,\n", "terms.csv:2:2: at character 1 of the term: the '(' is not closed"},
		{"a,mild) depression,pattern,\n", "at character 5 of the term: no '(' was opened"},
		{"a,\u00e4 (b|) c,pattern,\n", "at character 6 of the term: words are missing here"},
		{"a,|b,pattern,\n", "at character 1 of the term: words are missing here"},
		{"a,,pattern,\n", "at character 1 of the term: words are missing here"},
		{"a,b /,pattern,\n", "at character 4 of the term: a sign counts between two words"},
		{"a,b ? c,pattern,\n", "at character 3 of the term: a '?' stands directly behind"},
		{"a,b?? c,pattern,\n", "at character 3 of the term: a '?' stands directly behind"},
		{"a,b? c?,pattern,\n", "at character 1 of the term: all words are optional"},
		{"a,anti(psychotic|depressant),pattern,\n", "at character 5 of the term: a blank is missing"},
		{"a,(anti|de)pressant,pattern,\n", "at character 10 of the term: a blank is missing"},
		{"a,{3} b,pattern,\n", "at character 1 of the term: a gap stands between two words"},
		{"a,b {3},pattern,\n", "at character 1 of the term: a gap stands between two words"},
		{"a,b c? {3} d?,pattern,\n", "at character 1 of the term: a gap stands between two words"},
		{"a,b {0} c,pattern,\n", "at character 3 of the term: a gap is {N} or {M-N} words"},
		{"a,b {12} c,pattern,\n", "at character 3 of the term: a gap is {N} or {M-N} words"},
		{"a,b {3-2} c,pattern,\n", "at character 3 of the term: a gap is {N} or {M-N} words"},
		{"a,b {3,pattern,\n", "at character 3 of the term: a gap is {N} or {M-N} words"},
		{"a,b} c,pattern,\n", "at character 2 of the term: it was not opened"},
		{"a,b <c,pattern,\n", "at character 3 of the term: the '<' is not closed"},
		{"a,b / {2} c,pattern,\n", "at character 5 of the term: no sign stands before a gap"},
		{"a,b / (c? d) e,pattern,\n", "at character 5 of the term: the sign before this bracket belongs inside it"},
		{"a,* *,pattern,\n", "at character 1 of the term: a word is missing that no match can do without"},
		{"a,(b|*),pattern,\n", "at character 1 of the term: a word is missing that no match can do without"},
		{"a,fear of *s,pattern,\n", "at character 9 of the term: the beginning or ending of a word has 2 to 31 letters"},
		{"a,\"a (, | or ) b\",pattern,\n", "at character 6 of the term: words are missing here"},
		{"a,*b*,pattern,\n", "at character 1 of the term: a star stands at one end of a word alone"},
		{"a,((((((((b)))))))),pattern,\n", NULL},
		{"a,(((((((((b))))))))),pattern,\n", "at character 9 of the term: brackets more than 8 deep"},
		{"a,b {9} {9} {9} {9} {9} {9} {8} c,pattern,\n", NULL},
		{"a,b {9} {9} {9} {9} {9} {9} {9} c,pattern,\n", "more words than a pattern may have (64)"},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		refuse(all[i].rows, all[i].words);
}

static void shadows(void)
{
	refuse("a,itis,suffix,\nb,-itis,suffix,\n", "terms.csv:3:2: the row on line 2 says the same as '-itis'");
	refuse("a,b (c|d),pattern,\nb,b  ( c | d ),pattern,\n", "terms.csv:3:2: the row on line 2 says the same as");
	refuse("a,itis,suffix,\nb,ritis,suffix,\n", "terms.csv:3:2: 'ritis' can never win: the row on line 2 matches the same and goes first");
	refuse("a,itis,suffix,\nb,ritis,suffix,3\n", NULL);
	refuse("b,ritis,suffix,\na,itis,suffix,\n", NULL);
	refuse("a,neuro,prefix,\nb,neurosis,suffix,\nc,neurosis,,\n", NULL);
	refuse("a,itis,suffix,5\nb,hepatitis,,\n", "terms.csv:3:2: 'hepatitis' can never win: the row on line 2");
	refuse("a,viral (fever|hepatitis),pattern,1\nb,viral fever,,\n", "terms.csv:3:2: 'viral fever' can never win: the row on line 2");
	refuse("a,OCD,exact,\nb,OCD,,\n", NULL);
	refuse("a,OCD,exact,\nb,OCD,,4\n", "terms.csv:2:2: 'OCD' can never win: the row on line 3");
}

/* The longest wins, from the left; then weight, then what is more literal, then the earlier row. */
static void winning(void)
{
	expect("x,x a,pattern,\nab,a b,,\nbcd,b c d,,\n", "x a b c d", "x a=x; b c d=bcd");
	expect("ab,a b,,\nbc,b c? d,pattern,\n", "a b c d", "a b=ab");
	expect("p,a {3} e,pattern,\nq,b c,,\n", "a b c d e b c", "a b c d e=p; b c=q");
	expect("p,a (b|c),pattern,\nt,a b,,\n", "a b a c", "a b=t; a c=p");
	expect("t,a b,,\np,a (b|c),pattern,1\n", "a b a c", "a b=p; a c=p");
	expect("p,a (b|c),pattern,\nq,a (b|d),pattern,\n", "a b a d", "a b=p; a d=q");
	expect("p,a (b|c),pattern,\nq,a (b|d),pattern,7\n", "a b a d", "a b=q; a d=q");
	expect("t,TRD,,\ne,TRD,exact,\n", "TRD and trd", "TRD=e; trd=t");
	expect("t,TRD,,1\ne,TRD,exact,\n", "TRD and trd", "TRD=t; trd=t");
}

/* Rows and texts made to be slow: many ways to match, and none that ends. */
static void hostile(void)
{
	struct buf rows = {0}, text = {0};
	struct world w;
	token_list tokens = {0};
	hit_list hits = {0};
	for (int i = 0; i < 50; i++)
		buf_printf(&rows, "p%d,(a|*) {9} (a|*)? {9} (a|a a|*) {9} (a|*) {9} (a|*) a (a|b%d) %d / a,pattern,\n", i, i, i);
	buf_addc(&rows, '\0');
	open_world(&w, rows.p, true);
	for (int i = 0; i < 20000; i++)
		buf_adds(&text, "a ");
	buf_adds(&text, "b7 7 / a");
	clock_t start = clock();
	tokens_scan(&tokens, buf_span(&text));
	if (w.lexicon)
		lexicon_find(w.lexicon, buf_span(&text), &tokens, &hits);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	printf("# %zu bytes, 50 patterns in %.2f s\n", text.n, seconds);
	ok(w.lexicon && hits.n == 1 && hits.v[0].last == 20002 && seconds < 20, "no pattern blows up");
	list_free(&tokens);
	list_free(&hits);
	buf_free(&rows);
	buf_free(&text);
	close_world(&w);
}

int main(void)
{
	if (mkdtemp(folder) == NULL)
		return 3;
	affixes();
	patterns();
	classes();
	faults();
	shadows();
	winning();
	hostile();
	rmdir(folder);
	return ok_end();
}
