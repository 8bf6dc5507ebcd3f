/* The matching engine, what documents define and what coordination adds: each case is a table, a sentence and the mentions in it. TAP on
 * standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "concept/category.h"
#include "concept/coordination.h"
#include "concept/glossary.h"
#include "tap.h"

static char folder[] = "/tmp/evitab.XXXXXX";

static void write_file(const char *name, const char *content)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "w");
	if (f == NULL || fputs(content, f) < 0 || fclose(f) != 0)
		exit(3);
}

static void remove_file(const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	unlink(path);
}

/* The row whose term is the whole of `text`, or SIZE_MAX. */
static size_t row_of(const struct lexicon *x, struct span text)
{
	token_list tokens = {0};
	struct hit h;
	tokens_scan(&tokens, text);
	bool whole = tokens.n > 0 && lexicon_at(x, text, &tokens, 0, &h) && h.last == tokens.n - 1;
	list_free(&tokens);
	return whole ? h.row : SIZE_MAX;
}
static const char *const columns[] = {"!concept", "!term", "match", "kind", NULL};

static const char terms[] = "concept,term,match,kind\n"
							"dep,depression,,\n"
							"mdd,major depressive disorder,,\n"
							"dep,depressive disorder,,\n"
							"anx,anxiety,,\n"
							"anx,anxiety disorder,,\n"
							"ptsd,post-traumatic stress disorder,,\n"
							"ocd,OCD,exact,\n"
							"ms,MS,exact,\n"
							"ms,multiple sclerosis,,\n"
							"cud,cocaine use disorder,,\n"
							"sud,stimulant use disorder,,\n"
							"aud,alcohol use disorder,,\n"
							"oud,opioid use disorder,,\n"
							"sub,substance use disorder,,\n"
							"alz,Alzheimer's disease,,\n"
							"sjo,Sjögren syndrome,,\n"
							"hyper,hyperthyroidism,,\n"
							"hypo,hypothyroidism,,\n"
							"nmda,N-methyl-D-aspartate receptor,,\n"
							"nmda,NMDA receptor,,\n"
							"pre,presynaptic plasticity,,\n"
							"post,postsynaptic plasticity,,\n"
							"mdd,major depression,,\n"
							"mdd,clinical depression,,\n"
							"psy,mental disorder,,generic\n";

struct world {
	struct table table;
	struct lexicon *lexicon;
	struct coordination *coordination;
	struct glossary glossary;
	token_list tokens;
	hit_list hits, scratch;
	abbreviation_list abbreviations;
	struct coordination_scratch parts;
	struct diag d;
};

static void open_world(struct world *w)
{
	*w = (struct world){0};
	write_file("terms.csv", terms);
	write_file("conjunctions.csv", "term,example,counterexample\nand,,\nor,,\n");
	if (table_read(&w->table, folder, "terms.csv", columns, &w->d) != 0 || (w->lexicon = lexicon_build(&w->table, true, &w->d)) == NULL ||
		(w->coordination = coordination_open(folder, true, &w->d)) == NULL) {
		printf("Bail out! %.*s\n", (int)w->d.text.n, w->d.text.p);
		exit(3);
	}
	remove_file("terms.csv");
	remove_file("conjunctions.csv");
}

static void close_world(struct world *w)
{
	lexicon_free(w->lexicon);
	coordination_close(w->coordination);
	table_free(&w->table);
	glossary_free(&w->glossary);
	coordination_scratch_free(&w->parts);
	list_free(&w->tokens);
	list_free(&w->hits);
	list_free(&w->scratch);
	list_free(&w->abbreviations);
	diag_free(&w->d);
}

static void tag(struct world *w, struct span text)
{
	tokens_scan(&w->tokens, text);
	w->hits.n = w->abbreviations.n = 0;
	lexicon_find(w->lexicon, text, &w->tokens, &w->hits);
	glossary_apply(&w->glossary, &w->tokens, &w->hits, &w->scratch);
	abbreviations_find(text, &w->abbreviations);
	struct category k = {.table = w->table, .kind = table_column(&w->table, "kind"), .lexicon = w->lexicon}; /* concept: column 0 */
	coordination_apply(w->coordination, &k, text, &w->tokens, &w->abbreviations, &w->hits, &w->parts);
}

/* The hits as "words=concept; words=concept". */
static void expect(struct world *w, const char *sentence, const char *wanted)
{
	struct span text = span_of(sentence);
	struct buf got = {0};
	tag(w, text);
	for (size_t i = 0; i < w->hits.n; i++) {
		const struct hit *h = &w->hits.v[i];
		buf_adds(&got, i ? "; " : "");
		buf_addspan(&got, span_sub(text, h->start, h->end));
		buf_printf(&got, "=%s", table_cell(&w->table, h->row, 0));
	}
	bool good = span_is(buf_span(&got), wanted);
	ok(good, sentence);
	if (!good)
		printf("# wanted %s\n# got    %.*s\n", wanted, (int)got.n, got.p ? got.p : "");
	buf_free(&got);
}

static void define(struct world *w, const char *sentence)
{
	struct span text = span_of(sentence);
	tokens_scan(&w->tokens, text);
	w->hits.n = w->abbreviations.n = 0;
	lexicon_find(w->lexicon, text, &w->tokens, &w->hits);
	abbreviations_find(text, &w->abbreviations);
	glossary_learn(&w->glossary, w->lexicon, &w->table, 0, text, &w->tokens, &w->hits, &w->abbreviations);
}

static void matching(struct world *w)
{
	expect(w, "Depression, DEPRESSIONS and depression's end", "Depression=dep; DEPRESSIONS=dep; depression=dep");
	expect(w, "a major depressive disorder", "major depressive disorder=mdd");
	expect(w, "Post–traumatic\u00a0stress disorders", "Post–traumatic\u00a0stress disorders=ptsd");
	expect(w, "antidepressions and depressionlike states", "");
	expect(w, "OCD, OCDs and ocd", "OCD=ocd; OCDs=ocd");
	expect(w, "Alzheimer disease, Alzheimer’s disease", "Alzheimer disease=alz; Alzheimer’s disease=alz");
	expect(w, "Sjogren syndrome or Sjögren syndrome", "Sjogren syndrome=sjo; Sjögren syndrome=sjo");
	expect(w, "depressive, disorder", "");
	expect(w, "", "");
}

static void coordinating(struct world *w)
{
	expect(w, "Cocaine and Stimulant Use Disorders", "Cocaine=cud; Stimulant Use Disorders=sud");
	expect(w, "alcohol, opioid, and cocaine use disorders", "alcohol=aud; opioid=oud; cocaine use disorders=cud");
	expect(w, "anxiety and depressive disorders", "anxiety=anx; depressive disorders=dep");
	expect(w, "alcohol/opioid use disorder", "alcohol=aud; opioid use disorder=oud");
	expect(w, "substance (alcohol or opioid) use disorder", "substance=sub; alcohol=aud; opioid=oud");
	expect(w, "hypo- and hyperthyroidism", "hypo=hypo; hyperthyroidism=hyper");
	expect(w, "pre- and postsynaptic plasticity", "pre=pre; postsynaptic plasticity=post");
	expect(w, "the N-methyl-D-aspartate (NMDA) receptor", "N-methyl-D-aspartate (NMDA) receptor=nmda");
	expect(w, "major or clinical depression", "major or clinical depression=mdd");
	expect(w, "mental or opioid use disorders", "opioid use disorders=oud");
	expect(w, "work, love and depressive disorders", "depressive disorders=dep");
	expect(w, "alcohol, which opioid use disorder", "opioid use disorder=oud");
}

static void defining(struct world *w)
{
	define(w, "People with post-traumatic stress disorder (PTSD) came.");
	define(w, "We used mass spectrometry (MS).");
	define(w, "AnxD (anxiety disorder) is common.");
	expect(w, "PTSD and MS and AnxD", "PTSD=ptsd; AnxD=anx");
	expect(w, "multiple sclerosis", "multiple sclerosis=ms");
	glossary_clear(&w->glossary);
	expect(w, "PTSD and MS", "MS=ms");
}

/* The image of a lexicon, mapped again: the same hits; cut or damaged: none made up, and no crash. */
static void mapped(struct world *w)
{
	static const char sentence[] = "Post-traumatic stress disorders, OCD, anxiety disorder and Sjogren syndrome; multiple sclerosis";
	struct span image = lexicon_image(w->lexicon), text = span_of(sentence);
	char *copy = mem_alloc(image.n);
	hit_list hits = {0};
	memcpy(copy, image.p, image.n);
	struct lexicon *x = lexicon_map(&w->table, span_make(copy, image.n));
	tokens_scan(&w->tokens, text);
	w->hits.n = 0;
	lexicon_find(w->lexicon, text, &w->tokens, &w->hits);
	if (x)
		lexicon_find(x, text, &w->tokens, &hits);
	ok(x && hits.n == 5 && hits.n == w->hits.n && memcmp(hits.v, w->hits.v, hits.n * sizeof *hits.v) == 0,
	   "a mapped lexicon finds the same");
	lexicon_free(x);
	ok(lexicon_map(&w->table, span_make(copy, image.n - 8)) == NULL && lexicon_map(&w->table, span_make(copy, 8)) == NULL,
	   "a cut image is refused");
	bool sound = true;
	for (size_t i = 40; i < image.n; i += 61) {
		copy[i] = (char)(copy[i] ^ 0x55);
		x = lexicon_map(&w->table, span_make(copy, image.n));
		hits.n = 0;
		if (x)
			lexicon_find(x, text, &w->tokens, &hits);
		for (size_t k = 0; k < hits.n; k++)
			sound = sound && row_of(w->lexicon, span_sub(text, hits.v[k].start, hits.v[k].end)) != SIZE_MAX;
		lexicon_free(x);
	}
	for (size_t i = 64; i < image.n; i++)
		copy[i] = 0x55;
	x = lexicon_map(&w->table, span_make(copy, image.n));
	hits.n = 0;
	if (x)
		lexicon_find(x, text, &w->tokens, &hits);
	ok(sound && hits.n == 0, "a damaged image makes no hits up");
	lexicon_free(x);
	list_free(&hits);
	free(copy);
}

static bool finds(struct category *c, const char *sentence)
{
	token_list tokens = {0};
	hit_list hits = {0};
	tokens_scan(&tokens, span_of(sentence));
	lexicon_find(c->lexicon, span_of(sentence), &tokens, &hits);
	bool found = hits.n > 0;
	list_free(&tokens);
	list_free(&hits);
	return found;
}

static enum compiled_state state_of(const char *sentence, bool *found)
{
	struct category c;
	struct diag d = {0};
	bool open = category_open(&c, folder, "moods", false, &d) == 0;
	enum compiled_state state = open ? c.state : COMPILED_NONE;
	*found = open && finds(&c, sentence);
	category_close(&c);
	diag_free(&d);
	return state;
}

/* A compiled table is used as long as its CSV has the same bytes. */
static void compiling(void)
{
	static const char moods[] =
		"concept,label,term,match,kind,example\n# made up\nm:1,gloom,gloom,,state,\nm:1,gloom,gloomy days,,state,\n";
	struct diag d = {0};
	bool found;
	write_file("categories.csv", "table,type,zones,role\nmoods,condition,body,\n");
	write_file("moods.csv", moods);
	ok(state_of("in gloomy days", &found) == COMPILED_NONE && found, "no compiled table: the CSV is read");
	ok(category_compile(folder, "moods", &d) == 0 && state_of("in gloomy days", &found) == COMPILED_USED && found,
	   "a compiled table is used");
	struct category c;
	bool open = category_open(&c, folder, "moods", false, &d) == 0;
	ok(open && c.table.nrows == 2 && table_line(&c.table, 1) == 4 && strcmp(table_cell(&c.table, 1, c.label), "gloom") == 0 &&
		   strcmp(table_cell(&c.table, 1, c.kind), "state") == 0 &&
		   strcmp(table_cell(&c.table, 1, table_column(&c.table, "term")), "gloomy days") == 0,
	   "it has the cells and lines of the CSV");
	category_close(&c);
	write_file("moods.csv", moods);
	ok(state_of("gloom", &found) == COMPILED_USED && found, "a CSV of the same bytes is the same");
	write_file("moods.csv", "concept,label,term,match,kind,example\n# made up\nm:1,gloom,bloom,,state,\nm:1,gloom,gloomy days,,state,\n");
	ok(state_of("in bloom", &found) == COMPILED_STALE && found, "one of the same size and other bytes is not");
	write_file("moods.evt", "EVITABT");
	ok(state_of("in bloom", &found) == COMPILED_STALE && found, "a damaged compiled table is not used");
	write_file("moods.csv", "concept,label,term\nm:1,,gloom\n");
	ok(category_compile(folder, "moods", &d) == DIAG_WRONG, "a wrong table is not compiled");
	diag_free(&d);
	remove_file("categories.csv");
	remove_file("moods.csv");
	remove_file("moods.evt");
}

/* Words of every length at every distance from the end, and the hashes that must be alike. */
static void scanning(void)
{
	static const char word[] = "Abcdefghijklmnopqrstuvwxyzabcdefghij";
	token_list a = {0}, b = {0};
	struct buf text = {0};
	bool same = true;
	for (size_t n = 1; n < sizeof word; n++)
		for (size_t before = 0; before < 10; before++)
			for (size_t after = 0; after < 10; after++) {
				buf_clear(&text);
				buf_add(&text, "..........", before);
				buf_add(&text, word, n);
				buf_add(&text, " .........", after);
				char *exact = memcpy(mem_alloc(text.n + 1), text.p, text.n); /* so that a sanitizer sees a byte read beyond */
				tokens_scan(&a, span_make(exact, text.n));
				tokens_scan(&b, span_make(word, n));
				same = same && a.n == 1 && b.n == 1 && a.v[0].fold == b.v[0].fold && a.v[0].exact == b.v[0].exact &&
					   a.v[0].start == before && a.v[0].end == before + n;
				free(exact);
			}
	ok(same, "a word has the same hashes wherever it stands");
	tokens_scan(&a, span_of("naïve café Ωmega x1²"));
	ok(a.n == 4 && a.v[1].end == 12, "longer characters belong to words");
	list_free(&a);
	list_free(&b);
	buf_free(&text);
}

/* Half a million terms: how long building takes is printed, that all are found is tested. */
static void many(void)
{
	enum { TERMS = 500000 };
	struct buf csv = {0};
	struct table t;
	struct diag d = {0};
	size_t found = 0;
	buf_adds(&csv, "concept,term,match\n");
	for (size_t i = 0; i < TERMS; i++)
		buf_printf(&csv, "c,w%zx x%zx y,\n", i % 70001, i);
	buf_addc(&csv, '\0');
	write_file("many.csv", csv.p);
	bool read = table_read(&t, folder, "many.csv", columns, &d) == 0;
	clock_t start = clock();
	struct lexicon *x = read ? lexicon_build(&t, true, &d) : NULL;
	printf("# built in %.2f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
	for (size_t i = 0; x != NULL && i < TERMS; i += 1009)
		found += row_of(x, span_of(table_cell(&t, i, 1))) == i;
	ok(found == (TERMS + 1008) / 1009, "half a million terms");
	lexicon_free(x);
	table_free(&t);
	buf_free(&csv);
	diag_free(&d);
	remove_file("many.csv");
}

static void refused(void)
{
	struct table t;
	struct diag d = {0};
	write_file("twice.csv", "concept,term,match\na,one term,\nb,One  Terms,\n");
	bool read = table_read(&t, folder, "twice.csv", columns, &d) == 0;
	struct lexicon *x = read ? lexicon_build(&t, true, &d) : NULL;
	ok(read && d.code == DIAG_WRONG && d.text.n > 0, "a doubled term is reported under --check-rules");
	lexicon_free(x);
	x = lexicon_build(&t, false, &d);
	ok(x != NULL && row_of(x, span_of("ONE TERM")) == 0, "its first row wins");
	lexicon_free(x);
	table_free(&t);
	diag_free(&d);
	remove_file("twice.csv");
}

int main(void)
{
	struct world w;
	if (mkdtemp(folder) == NULL)
		return 3;
	open_world(&w);
	matching(&w);
	coordinating(&w);
	defining(&w);
	mapped(&w);
	close_world(&w);
	refused();
	scanning();
	compiling();
	many();
	rmdir(folder);
	return ok_end();
}
