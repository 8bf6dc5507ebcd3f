/* What cues of negation and reserve cover, with the rule tables as they ship: a sentence with one scope in [[ ]]. Run in the project's
 * root. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/example.h"
#include "concept/scope.h"
#include "tap.h"

static struct scopes *scopes;

/* Has the sentence a scope of just the marked words, of this kind? Nothing marked: it has none at all. */
static void covers(bool negation, const char *sentence)
{
	struct buf plain = {0};
	token_list tokens = {0};
	scope_list found = {0};
	size_t from, to;
	bool good = false;
	example_read(span_of(sentence), &plain, &from, &to);
	struct span text = buf_span(&plain);
	bool marked = to - from < text.n;
	tokens_scan(&tokens, text);
	scopes_find(scopes, text, &tokens, &found);
	for (size_t i = 0; i < found.n; i++)
		good |= marked && found.v[i].negation == negation && span_eq(scope_bytes(&found.v[i], text, &tokens), span_sub(text, from, to));
	if (!ok(marked ? good : found.n == 0, sentence))
		for (size_t i = 0; i < found.n; i++) {
			struct span s = scope_bytes(&found.v[i], text, &tokens);
			printf("# have: %.*s\n", (int)s.n, s.p);
		}
	buf_free(&plain);
	list_free(&tokens);
	list_free(&found);
}

static void negations(void)
{
	covers(true, "The drug did [[not lower the score]].");
	covers(true, "However, [[the score was not lowered by the drug]].");
	covers(true, "It worked in rats, but [[it was not seen in mice]].");
	covers(true, "It did [[not lower the score]] and was given up.");
	covers(true, "It did [[not lower the score]], and the mice were ill.");
	covers(true, "It did [[not lower the score, the weight, or the dose]].");
	covers(true, "The liver, but [[not the gut]], was full.");
	covers(true, "We left out the genes [[that are not bound by it]].");
	covers(true, "[[The protein that binds it was not found in the liver]].");
	covers(true, "Cells [[lacking the receptor]] were old.");
	covers(true, "It was [[neither large nor small]].");
	covers(true, "There was [[no change (by any test)]].");
	covers(true, "It rose (and did [[not fall]]) in mice.");
	covers(false, "It acts not only in the liver.");
	covers(false, "It was a non-smoker with a drug-free week.");
	covers(false, "");
}

static void reserves(void)
{
	covers(false, "These data [[suggest that it acts in the liver, which is old, and that it is safe]].");
	covers(false, "It [[may act in the liver]], but it is safe.");
	covers(false, "[[The effect may be caused by the drug]].");
	covers(false, "We know that [[the gene appears to act in the liver]].");
	covers(false, "It is [[likely that the gene acts]].");
	covers(false, "[[The gene is likely to act]].");
	covers(false, "[[Its role is unknown]].");
	covers(false, "It is a protein of [[unknown origin]].");
	covers(false, "To find out [[whether the gene acts]], we bred mice.");
	covers(false, "It [[may, at least in part, be harmful]].");
	covers(false, "The [[putative target]] of the drug was found.");
	covers(false, "We left in May for the coast.");
}

/* A sentence of cues alone takes a time that grows as its length does. */
static void long_sentence(void)
{
	struct buf text = {0};
	token_list tokens = {0};
	scope_list found = {0};
	size_t longest = 0;
	for (int i = 0; i < 100000; i++)
		buf_adds(&text, i < 50000 ? "may (not, " : "neither nor ");
	tokens_scan(&tokens, buf_span(&text));
	clock_t begin = clock();
	scopes_find(scopes, buf_span(&text), &tokens, &found);
	for (size_t i = 0; i < found.n; i++)
		longest = found.v[i].to - found.v[i].from > longest ? found.v[i].to - found.v[i].from : longest;
	ok(found.n > 100000 && (double)(clock() - begin) / CLOCKS_PER_SEC < 20, "a sentence of 200,000 cues");
	ok(longest < 300, "no scope of it is long");
	buf_free(&text);
	list_free(&tokens);
	list_free(&found);
}

int main(void)
{
	struct diag d = {0};
	scopes = scopes_open("configs", false, &d);
	if (!ok(scopes != NULL, "the tables load"))
		return ok_end();
	negations();
	reserves();
	long_sentence();
	scopes_close(scopes);
	return ok_end();
}
