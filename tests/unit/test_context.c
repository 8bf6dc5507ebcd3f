/* Assertion and effect, with the rule tables as they ship: a sentence with the mention in [[ ]] and what is said of it. Run in the
 * project's root. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/example.h"
#include "concept/effect.h"
#include "tap.h"

static void is(bool good, const char *what, const char *got)
{
	if (!ok(good, what))
		printf("# have: %s\n", got);
}

static struct context *context;
static struct effects *effects;

/* The tokens of the marked words. */
static struct hit marked(const token_list *tokens, size_t from, size_t to)
{
	struct hit h = {.first = SIZE_MAX};
	for (size_t i = 0; i < tokens->n; i++)
		if (tokens->v[i].start >= from && tokens->v[i].end <= to) {
			if (h.first == SIZE_MAX)
				h.first = i, h.start = tokens->v[i].start;
			h.last = i, h.end = tokens->v[i].end;
		}
	return h;
}

static void assertion(const char *wanted, const char *sentence)
{
	struct buf text = {0};
	token_list tokens = {0};
	cue_list cues = {0};
	const struct cue *by;
	size_t from, to;
	example_read(span_of(sentence), &text, &from, &to);
	tokens_scan(&tokens, buf_span(&text));
	struct hit h = marked(&tokens, from, to);
	context_scan(context, buf_span(&text), &tokens, &cues);
	const char *got = assertion_names[context_assertion(&cues, h.first, h.last, &by)];
	is(strcmp(got, wanted) == 0, sentence, got);
	buf_free(&text);
	list_free(&tokens);
	list_free(&cues);
}

/* `agent` is the intervention's name in the sentence, or NULL; `other` a condition's. */
static void effect(const char *wanted, const char *sentence, const char *agent, const char *other)
{
	struct buf text = {0};
	token_list tokens = {0};
	cue_list cues = {0};
	actor_list actors = {0};
	hit_list scratch = {0};
	struct effect got;
	size_t from, to;
	example_read(span_of(sentence), &text, &from, &to);
	buf_addc(&text, '\0');
	const char *names[] = {agent, other};
	for (int i = 0; i < 2; i++) {
		const char *at = names[i] ? strstr(text.p, names[i]) : NULL;
		if (at == NULL)
			continue;
		struct actor a = {(uint32_t)(at - text.p), (uint32_t)((size_t)(at - text.p) + strlen(names[i])), i == 0};
		list_push(&actors, a);
	}
	if (actors.n == 2 && actors.v[0].start > actors.v[1].start) {
		struct actor swap = actors.v[0];
		actors.v[0] = actors.v[1];
		actors.v[1] = swap;
	}
	struct span plain = span_of(text.p);
	tokens_scan(&tokens, plain);
	struct hit h = marked(&tokens, from, to);
	hit_list mechanisms = {&h, 1, 1};
	context_scan(context, plain, &tokens, &cues);
	struct effect_sentence s = {.text = plain,
								.tokens = &tokens,
								.mechanisms = &mechanisms,
								.cues = &cues,
								.actors = &actors,
								.carried = agent == NULL,
								.scratch = &scratch};
	effects_find(effects, &s, &got);
	is(strcmp(got.name, wanted) == 0, sentence, got.name);
	buf_free(&text);
	list_free(&tokens);
	list_free(&cues);
	list_free(&actors);
	list_free(&scratch);
}

static void assertions(void)
{
	assertion("affirmed", "Ketamine may reduce [[craving]].");
	assertion("affirmed", "It helps people with [[depression]].");
	assertion("negated", "There was no evidence of [[psychosis]].");
	assertion("negated", "They had no nausea, headache or [[dizziness]].");
	assertion("affirmed", "There was no nausea, but [[dizziness]] was common.");
	assertion("affirmed", "There was no nausea; [[dizziness]] was common.");
	assertion("affirmed", "It is not only [[depression]] that brings people here.");
	assertion("affirmed", "They did not respond to drugs for [[depression]].");
	assertion("negated", "[[Stroke]] was ruled out.");
	assertion("negated", "It is not a sign of [[weakness]].");
	assertion("hypothetical", "Such drugs can lead to [[dependency]].");
	assertion("affirmed", "It can lead to rapid improvements in [[depression]].");
	assertion("hypothetical", "Consider potential side effects, including nausea, hypertension, and, in some cases, [[dissociation]].");
	assertion("hypothetical", "Its [[abuse]] potential is known.");
	assertion("hypothetical", "It lowers the risk of old age illnesses such as gout, heart failure and [[stroke]].");
	assertion("hypothetical", "Sleep lowers the risk of liver disease, that includes fatty liver and [[cirrhosis]].");
	assertion("affirmed", "It lowers the risk of illnesses such as gout and stroke in people with [[anxiety]].");
	assertion("affirmed", "It lowers the risk of illnesses such as gout and stroke, but [[anxiety]] stays.");
	assertion("hypothetical", "Tea may safeguard against brain diseases like Parkinson's disease and [[dementia]].");
	assertion("hypothetical", "It may irritate the stomach, result in [[bloating]], or do nothing.");
	assertion("hypothetical", "Oats are fine unless you are frail or have been diagnosed with [[celiac disease]].");
	assertion("hypothetical", "She is at risk for [[PTSD]].");
	assertion("hypothetical", "It may lead to [[relapse]].");
	assertion("historical", "He has a history of [[trauma]].");
	assertion("affirmed", "If you do not have a doctor nearby, help for [[depression]] is online.");
	assertion("negated", "Without fever, cough or [[chills]], the boy went back to school.");
	assertion("affirmed", "Without fever, cough or chills, but with plain [[malaise]], he came back.");
	assertion("negated", "It works in people without [[psychosis]].");
	assertion("affirmed", "Some (who do not see well) had [[falls]].");
	assertion("affirmed", "There are no drugs made for [[phobia]].");
	assertion("affirmed", "It may cut the risk of stroke and reduce [[stress]].");
	assertion("affirmed", "Without sleep, [[stress]] builds up.");
	assertion("negated", "They came without fever, cough or [[chills]].");
	assertion("hypothetical", "If you feel agitation, anger, or urges to [[self-harm]], call us.");
	assertion("hypothetical", "If you've been navigating [[low mood]], call us.");
	assertion("negated", "It is not a purely physical or a simple [[sedation]].");
	assertion("negated", "There is no evidence that the vaccine causes [[autism]].");
	assertion("affirmed", "People with and without [[asthma]] took part.");
}

static void effects_said(void)
{
	effect("increase", "Ketamine increases the production of [[BDNF]].", "Ketamine", NULL);
	effect("increase", "[[BDNF]] is increased by ketamine.", "ketamine", NULL);
	effect("decrease", "The cortisol-lowering drug ketamine led to a reduction in [[cortisol]].", "ketamine", NULL);
	effect("block", "Ketamine is an [[NMDA receptor antagonist]].", "Ketamine", NULL);
	effect("block", "Ketamine acts through [[NMDA receptor]] blockade.", "Ketamine", NULL);
	effect("decrease", "The [[cortisol]]-reducing effects of ashwagandha are known.", "ashwagandha", NULL);
	effect("increase", "Fluoxetine inhibits the reuptake of [[serotonin]].", "Fluoxetine", NULL);
	effect("decrease", "Ketamine blocks the increase in [[cortisol]].", "Ketamine", NULL);
	effect("restore", "Ketamine reverses the decrease in [[BDNF]].", "Ketamine", NULL);
	effect("none", "Ketamine did not increase [[BDNF]].", "Ketamine", NULL);
	effect("none", "Ketamine failed to alter [[BDNF]].", "Ketamine", NULL);
	effect("none", "Chronic stress reduces [[BDNF]].", "ketamine", "stress");
	effect("increase", "It also enhances [[neuroplasticity]].", NULL, NULL);
	effect("increase", "Exercise books show how to increase [[neuroplasticity]].", "ketamine", NULL);
	effect("decrease", "By reducing [[inflammation]], ketamine helps.", "ketamine", NULL);
	effect("modulate", "Ketamine interacts with [[opioid receptors]].", "Ketamine", NULL);
	effect("none", "People with elevated [[cortisol]] were given ketamine.", "ketamine", NULL);
	effect("modulate", "Ketamine improved [[inflammatory responses]].", "Ketamine", NULL);
	effect("increase", "Ketamine improved [[neuroplasticity]].", "Ketamine", NULL);
	effect("decrease", "Ketamine is associated with lower [[cortisol]].", "Ketamine", NULL);
	effect("none", "Stress is associated with lower [[BDNF]].", NULL, "Stress");
	effect("none", "Effects of ketamine on [[glutamate]]: a review", "ketamine", NULL);
	effect("modulate", "The effects of ketamine on [[glutamate]] are rapid.", "ketamine", NULL);
	effect("none", "We examined the effects of ketamine on [[glutamate]].", "ketamine", NULL);
	effect("block", "Losartan inhibits [[angiotensin II type 1 receptor]] activation.", "Losartan", NULL);
	effect("increase", "Bupropion inhibits [[BDNF]] breakdown.", "Bupropion", NULL);
	effect("block", "Neoechinulin can block MAP kinase, apoptosis signal-regulating [[kinase 1]].", "Neoechinulin", NULL);
	effect("decrease", "After weeks of massage [[cortisol]] levels fell.", "massage", NULL);
	effect("none", "Elevated [[cortisol]] promotes sleeplessness.", NULL, NULL);
	effect("decrease", "[[Cortisol]] was reduced in people who practised yoga.", "yoga", NULL);
	effect("decrease", "Ketamine brings less stress, reduced [[inflammation]], improved sleep and calm.", "Ketamine", NULL);
	effect("none", "T cell markers and [[immune cell activation]] were listed.", NULL, NULL);
}

/* Frames: who acts is told by the clause that the cue stands in. */
static void effects_in_clauses(void)
{
	effect("increase", "Psilocybin is a compound that, when given with care, raises [[BDNF]].", "Psilocybin", NULL);
	effect("decrease", "Yoga, which many people do at home, lowers [[cortisol]].", "Yoga", NULL);
	effect("increase", "Metformin is a medicine for diabetes that also activates [[AMPK]].", "Metformin", "diabetes");
	effect("none", "Ketamine treats depression, a disorder that reduces [[BDNF]].", "Ketamine", "disorder");
	effect("none", "Yoga is good for you, but stress raises [[cortisol]].", "Yoga", "stress");
	effect("none", "In contrast to ketamine, severe stress often lowers [[BDNF]].", "ketamine", "stress");
	effect("none", "Ketamine is given for depression, in which [[inflammation]] is increased.", "Ketamine", "depression");
	effect("increase", "It was a trial in which ketamine increased [[BDNF]].", "ketamine", NULL);
	effect("none", "Ketamine acts on cells that release [[dopamine]].", "Ketamine", NULL);
	effect("block", "The [[NMDA receptor]], which ketamine blocks, is a channel.", "ketamine", NULL);
	effect("none", "The [[NMDA receptor]] that ketamine blocks opens it.", "ketamine", NULL);
	effect("increase", "When ketamine blocks these receptors, [[glutamate]] surges.", "ketamine", NULL);
	effect("decrease", "Fasting causes [[insulin]] to fall.", "Fasting", NULL);
	effect("increase", "With regular exercise, [[insulin sensitivity]] improves.", "exercise", NULL);
	effect("none", "Yoga is fine; [[cortisol]] increases sugar.", "Yoga", NULL);
	effect("decrease", "[[Inflammation]] dropped in those who took curcumin.", "curcumin", NULL);
	effect("increase", "[[Dopamine]] surges when cocaine is taken.", "cocaine", NULL);
	effect("modulate", "Through its action on [[opioid receptors]], buprenorphine eases craving.", "buprenorphine", "craving");
	effect("decrease", "Ketamine prevents the stress-induced rise in [[cortisol]].", "Ketamine", "stress");
	effect("decrease", "Naltrexone keeps opioids from activating [[opioid receptors]].", "Naltrexone", NULL);
	effect("none", "It doesn't stop calcium from reaching [[AMPA receptors]].", NULL, NULL);
	effect("increase", "Donepezil stops the enzyme that breaks down [[acetylcholine]].", "Donepezil", NULL);
	effect("block", "Ketamine is an [[antagonist of the NMDA receptor]].", "Ketamine", NULL);
	effect("decrease", "They look for foods that help minimize [[inflammation]].", NULL, NULL);
	effect("modulate", "Drugs targeting [[hunger]] have been studied.", NULL, NULL);
	effect("decrease", "[[Cortisol]] was reduced after treatment.", NULL, NULL);
	effect("none", "These habits enhance [[GLP-1]] therapy.", NULL, NULL);
	effect("increase", "The brain releases [[dopamine]] during exercise.", "exercise", NULL);
	effect("none", "Their main influence comes from [[antioxidants]].", NULL, NULL);
	effect("increase", "[[Brain activity]], which is hard to measure, rose during meditation.", "meditation", NULL);
	effect("decrease", "[[Cortisol]] fell in rats given the herb ashwagandha.", "ashwagandha", NULL);
	effect("none", "Sleep loss has been shown to alter [[hunger hormones]].", NULL, NULL);
	effect("none", "These components of cells lead to [[inflammation]].", NULL, NULL);
	effect("increase", "These drugs lead to [[inflammation]].", NULL, NULL);
	effect("increase", "This improves [[neuroplasticity]].", NULL, NULL);
	effect("decrease", "The D2 antagonist tiapride impairs [[extinction learning]].", NULL, NULL);
	effect("increase", "A study showed that eating one large meal a day increased [[ghrelin]].", NULL, NULL);
	effect("decrease", "The drug could suppress [[immune activation]].", "drug", NULL);
	effect("increase", "We think that increasing [[dopamine]] tone would do it.", NULL, NULL);
	effect("increase", "The training lowered the stress but increased [[cortisol]].", "training", NULL);
	effect("none", "[[ROS]] may increase in response to smoke.", "ketamine", NULL);
	effect("decrease", "Elevated [[cortisol]] was reduced by yoga.", "yoga", NULL);
	effect("block", "Esketamine is an [[NMDA]] antagonist for depression.", "Esketamine", "depression");
	effect("decrease", "The net effect of yoga is a [[cortisol]] reduction in most trials.", "yoga", NULL);
	effect("decrease", "Yoga lowers the pulse by 4 beats and [[cortisol]] by a third.", "Yoga", NULL);
	effect("none", "Yoga is good; [[cortisol]] is raised in depression.", "Yoga", "depression");
	effect("modulate", "Ketamine modulates [[pain inhibition pathways]].", "Ketamine", NULL);
	effect("none", "Swelling went with increasing [[inflammation]].", NULL, NULL);
	effect("none", "An increase in [[free radicals]] causes damage.", NULL, NULL);
	effect("restore", "The aim of yoga is [[vagal tone]] restoration.", "yoga", NULL);
	effect("modulate", "The effects of yoga on [[cortisol]] are known.", "yoga", NULL);
	effect("none", "The trial showed no effect of yoga on [[cortisol]].", "yoga", NULL);
	effect("modulate", "Cannabidiol interacts with nerves, particularly with [[CB1 receptors]].", "Cannabidiol", NULL);
	effect("none", "Ketamine strengthens cells involved in [[learning and memory]].", "Ketamine", NULL);
	effect("none", "These receptors help control [[glutamate]].", NULL, NULL);
	effect("increase", "The blockade of these receptors leads to increased [[glutamate]].", NULL, NULL);
	effect("none", "Danger stirs the amygdala, stimulating the release of [[adrenaline]].", NULL, NULL);
	effect("decrease", "[[Cortisol]] was lower in the yoga group than in the waiting group.", "yoga", NULL);
	effect("none", "[[Cortisol]] was lower in the waiting group than in the yoga group.", "yoga", NULL);
	effect("increase", "The training group showed an increase in [[working memory]].", NULL, NULL);
	effect("none", "We tested whether ketamine raises [[BDNF]].", "ketamine", NULL);
	effect("increase", "Ketamine lowered cortisol and raised [[BDNF]].", "Ketamine", NULL);
	effect("decrease", "Yoga lowers not only stress but also [[inflammation]].", "Yoga", NULL);
	effect("decrease", "Ketamine reduces the [[cytokine]] production induced by endotoxin.", "Ketamine", NULL);
	effect("decrease", "Ketamine raised glucose in patients with stroke, and decreased [[GABA]].", "Ketamine", NULL);
	effect("block", "Phosphorylation of [[ERK]] was inhibited by the drug.", NULL, NULL);
	effect("increase", "Ketamine keeps [[serotonin]] from being broken down.", "Ketamine", NULL);
	effect("none", "[[Estrogen]] raises mood.", NULL, NULL);
	effect("decrease", "Yoga raised calm in people with asthma, and also slightly lowered [[cortisol]].", "Yoga", NULL);
	effect("none", "Besides easing stress, yoga has a good [[cortisol]] curve.", "yoga", NULL);
	effect("none", "[[Melatonin]] is raised at night.", "Melatonin", NULL);
	effect("decrease", "[[IL-6]] decreased by 10% in our high dose group.", NULL, NULL);
	effect("none", "We reviewed the effect of yoga on the raised [[cortisol]].", "yoga", NULL);
	effect("increase", "It serves to locally stimulate [[blood flow]].", NULL, NULL);
	effect("modulate", "Cannabidiol binds to [[CB1]], and is no agonist.", "Cannabidiol", NULL);
	effect("increase", "Here lies [[TRPM8]], which can be activated by menthol.", "menthol", NULL);
	effect("increase", "MDMA brought increases in calm, sleep, well-being, and [[cortisol]].", "MDMA", NULL);
	effect("restore", "Deficits are seen in [[GABA]], which is restored by fluoxetine.", "fluoxetine", NULL);
}

/* A sentence of a million cues costs what its length says: the piece many times, the mention being its token `at` of `each`. */
static void hostile(const char *piece, size_t at, size_t each)
{
	enum { TIMES = 200000 };
	struct buf text = {0};
	token_list tokens = {0};
	cue_list cues = {0};
	hit_list mechanisms = {0}, scratch = {0};
	actor_list actors = {0};
	clock_t start = clock();
	for (size_t i = 0; i < TIMES; i++)
		buf_adds(&text, piece);
	tokens_scan(&tokens, buf_span(&text));
	for (size_t i = at; i < tokens.n; i += each) {
		struct hit h = {i, i, tokens.v[i].start, tokens.v[i].end, 0};
		struct actor a = {tokens.v[i].start, tokens.v[i].end, i > tokens.n / 2};
		list_push(&mechanisms, h);
		list_push(&actors, a);
	}
	struct effect *said = mem_alloc(mechanisms.n * sizeof *said);
	context_scan(context, buf_span(&text), &tokens, &cues);
	struct effect_sentence s = {.text = buf_span(&text),
								.tokens = &tokens,
								.mechanisms = &mechanisms,
								.cues = &cues,
								.actors = &actors,
								.carried = true,
								.scratch = &scratch};
	effects_find(effects, &s, said);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	printf("# %zu cues in %.2f s\n", cues.n, seconds);
	is(seconds < 10, "a sentence of a million words takes linear time", "too slow");
	free(said);
	buf_free(&text);
	list_free(&tokens);
	list_free(&cues);
	list_free(&mechanisms);
	list_free(&scratch);
	list_free(&actors);
}

int main(void)
{
	struct diag d = {0};
	context = context_open("configs", false, &d);
	effects = context ? effects_open("configs", false, &d) : NULL;
	if (effects == NULL) {
		printf("Bail out! %.*s\n", (int)d.text.n, d.text.p ? d.text.p : "");
		return 3;
	}
	assertions();
	effects_said();
	effects_in_clauses();
	hostile("no loss of increase in X by it ", 5, 8);
	hostile("and raised X ", 2, 3);
	context_close(context);
	effects_close(effects);
	diag_free(&d);
	return ok_end();
}
