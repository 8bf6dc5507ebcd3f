/* The citation grammar on sentences of its own making. TAP on standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "cite/cite.h"
#include "tap.h"

static void is(bool good, const char *what, const char *want, struct span have)
{
	if (!ok(good, what))
		printf("# want: %s\n# have: %.*s\n", want, (int)have.n, have.p);
}

static void add_range(struct buf *b, char before, struct span t, struct cite_range r)
{
	if (r.end > r.start) {
		buf_addc(b, before);
		buf_addspan(b, span_sub(t, r.start, r.end));
	}
}

/* One line for all citations: form, text, then <author>, :year, +suffix, #numbers, @locator, =kind=identifier, ~design. */
static void describe(const struct cite_list *l, struct span t, struct buf *b)
{
	buf_clear(b);
	for (size_t i = 0; i < l->cites.n; i++) {
		const struct cite *c = &l->cites.v[i];
		if (i)
			buf_adds(b, " | ");
		buf_addc(b, "pnNsa"[c->form]);
		buf_addc(b, ' ');
		buf_addspan(b, span_sub(t, c->start, c->end));
		for (uint32_t k = 0; k < c->n_names; k++) {
			add_range(b, '<', t, l->names.v[c->names + k]);
			buf_addc(b, '>');
		}
		add_range(b, ':', t, c->year);
		add_range(b, '+', t, c->suffix);
		for (uint32_t k = 0; k < c->n_numbers; k++)
			buf_printf(b, "#%u", l->numbers.v[c->numbers + k]);
		add_range(b, '@', t, c->locator);
		if (c->id_kind) {
			buf_printf(b, "=%s", c->id_kind);
			add_range(b, '=', t, c->id);
		}
		if (c->study_type)
			buf_printf(b, "~%s", c->study_type);
	}
}

struct example {
	const char *sentence, *want;
};

static void run(const struct cite_rules *rules, const struct cite_document *doc, const struct example *e, size_t n)
{
	struct cite_list found = {0};
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		struct span t = span_of(e[i].sentence);
		cite_find(rules, doc, t, &found);
		describe(&found, t, &b);
		is(span_is(buf_span(&b), e[i].want), e[i].sentence, e[i].want, buf_span(&b));
	}
	cite_list_free(&found);
	buf_free(&b);
}
#define RUN(rules, doc, e) run(rules, doc, e, sizeof(e) / sizeof *(e))

static const struct example author_year[] = {
	{"Moreno et al.(2010) held this.", "n Moreno et al.(2010)<Moreno>:2010"},
	{"Moreno and her colleagues (2010) held this.", "n Moreno and her colleagues (2010)<Moreno>:2010"},
	{"Naps help (van't Veer, 2011).", "p van't Veer, 2011<van't Veer>:2011"},
	{"Naps help (Moreno & Weiss, Night Medicine, 2010).", "p Moreno & Weiss, Night Medicine, 2010<Moreno><Weiss>:2010"},
	{"Naps help (Moreno et al., Lancet 2010).", "p Moreno et al., Lancet 2010<Moreno>:2010"},
	{"Moreno and Weiss, Trends in Sleep (2010) held this.", "n Moreno and Weiss, Trends in Sleep (2010)<Moreno><Weiss>:2010"},
	{"Naps help (Moreno, Weiss, and Lind, 2010).", "p Moreno, Weiss, and Lind, 2010<Moreno><Weiss><Lind>:2010"},
	{"Naps help (MORENO; WEISS, 2010; LIND, 2011).", "p MORENO; WEISS, 2010<MORENO><WEISS>:2010 | p LIND, 2011<LIND>:2011"},
	{"Naps help (Moreno/Weiss 2010).", "p Moreno/Weiss 2010<Moreno><Weiss>:2010"},
	{"Naps help (\"Rest in Wards,\" 2010, p. 3).", "p \"Rest in Wards,\" 2010<Rest in Wards>:2010@p. 3"},
	{"Naps help (Moreno, \"Rest in Wards,\" 2010).", "p Moreno, \"Rest in Wards,\" 2010<Moreno>:2010"},
	{"Naps help (\"no rest,\" 2010).", ""},
	{"Naps help (Moreno, 2010, as cited in Weiss, 2014).", "p Moreno, 2010<Moreno>:2010 | p Weiss, 2014<Weiss>:2014"},
	{"Naps help (Moreno et al., 2014).", "p Moreno et al., 2014<Moreno>:2014"},
	{"Naps help (Moreno et al 2014).", "p Moreno et al 2014<Moreno>:2014"},
	{"Naps help (Moreno & Weiss, 2014; Okoye, 2016).", "p Moreno & Weiss, 2014<Moreno><Weiss>:2014 | p Okoye, 2016<Okoye>:2016"},
	{"Naps help (Moreno et al., 2014, Okoye, 2016).", "p Moreno et al., 2014<Moreno>:2014 | p Okoye, 2016<Okoye>:2016"},
	{"Naps help (see also, e.g., Moreno, Weiss, and Okoye, 2014).", "p Moreno, Weiss, and Okoye, 2014<Moreno><Weiss><Okoye>:2014"},
	{"Naps help (for a review see Moreno, 2014, p. 12).", "p Moreno, 2014<Moreno>:2014@p. 12~review"},
	{"Naps help (Moreno, 2014: 12\xE2\x80\x93"
	 "14).",
	 "p Moreno, 2014<Moreno>:2014@12\xE2\x80\x93"
	 "14"},
	{"Naps help (Moreno et al., 2014, Table 2).", "p Moreno et al., 2014<Moreno>:2014@Table 2"},
	{"Naps help (van der Meer & D'Angelo, 2014).", "p van der Meer & D'Angelo, 2014<van der Meer><D'Angelo>:2014"},
	{"Naps help (De Vries-Okoye und Ma\xC5\x82"
	 "ecka, 2014).",
	 "p De Vries-Okoye und Ma\xC5\x82"
	 "ecka, 2014<De Vries-Okoye><Ma\xC5\x82"
	 "ecka>:2014"},
	{"Naps help (\xC5\x81ukasik et al., 2014).", "p \xC5\x81ukasik et al., 2014<\xC5\x81ukasik>:2014"},
	{"Naps help (Royal College of Nurses [RCN], 2019).", "p Royal College of Nurses [RCN], 2019<Royal College of Nurses>:2019"},
	{"Naps help (Ministry of Health and Welfare, 2019).", "p Ministry of Health and Welfare, 2019<Ministry of Health and Welfare>:2019"},
	{"Naps help (Moreno, in press; Okoye, n.d.).", "p Moreno, in press<Moreno>:in press | p Okoye, n.d.<Okoye>:n.d."},
	{"Naps help (Moreno et al., 2016, 2018).", "p Moreno et al., 2016<Moreno>:2016 | p Moreno et al., 2016, 2018<Moreno>:2018"},
	{"Naps help (Moreno et al., 2016a,b; 2017).",
	 "p Moreno et al., 2016a<Moreno>:2016+a | p Moreno et al., 2016a,b<Moreno>:2016+b | p Moreno et al., 2016a,b; 2017<Moreno>:2017"},
	{"Naps help (Moreno et\nal., 2014).", "p Moreno et\nal., 2014<Moreno>:2014"},
	{"Moreno et al. (2014) agree.", "n Moreno et al. (2014)<Moreno>:2014"},
	{"Moreno and Weiss (2014) agree.", "n Moreno and Weiss (2014)<Moreno><Weiss>:2014"},
	{"However, Moreno, Weiss, and Okoye (2014) agree.", "n Moreno, Weiss, and Okoye (2014)<Moreno><Weiss><Okoye>:2014"},
	{"In Moreno's (2014) ward nobody slept.", "n Moreno's (2014)<Moreno>:2014"},
	{"In Moreno et al.\xE2\x80\x99s (2014) ward nobody slept.", "n Moreno et al.\xE2\x80\x99s (2014)<Moreno>:2014"},
	{"Moreno and colleagues (2014) agree.", "n Moreno and colleagues (2014)<Moreno>:2014"},
	{"As M. J. Moreno et al. (2014) say, naps help.", "n M. J. Moreno et al. (2014)<Moreno>:2014"},
	{"Reports by Moreno et al. (2014), Weiss (2015), and Okoye (2016) agree.",
	 "n Moreno et al. (2014)<Moreno>:2014 | n Weiss (2015)<Weiss>:2015 | n Okoye (2016)<Okoye>:2016"},
	{"Moreno et al. [2014] agree.", "n Moreno et al. [2014]<Moreno>:2014"},
	{"Moreno (2014, 2016a) agrees.", "n Moreno (2014<Moreno>:2014 | n Moreno (2014, 2016a)<Moreno>:2016+a"},
	{"Smith\xE2\x80\x93Jones (2014) agrees.", "n Smith\xE2\x80\x93Jones (2014)<Smith\xE2\x80\x93Jones>:2014"},
	{"Naps help (De la Cruz\xE2\x80\x93Weiss & Lee, 2014).",
	 "p De la Cruz\xE2\x80\x93Weiss & Lee, 2014<De la Cruz\xE2\x80\x93Weiss><Lee>:2014"},
	{"It was cold (March\xE2\x80\x93May 2014).", ""},
	{"Mu\xEF\xBF\xBDoz et al. (2014) agree.", "n Mu\xEF\xBF\xBDoz et al. (2014)<Mu\xEF\xBF\xBDoz>:2014"},
	{"The ward opened later (September 2024).", ""},
	{"The war years (1944\xE2\x80\x93"
	 "45) were hard.",
	 ""},
	{"The dose was raised (2000 mg) in 2010.", ""},
	{"Nurses slept (n = 2014; p < 0.05).", ""},
	{"Most were young (Figure 2, 2010).", ""},
	{"In May (2014) naps helped.", ""},
	{"Naps (Phase 2000) helped.", ""},
	{"A total of 2014 nurses slept.", ""},
};

static const struct example brackets[] = {
	{"Naps help [2•, 3••, 5**].", "N [2•, 3••, 5**]#2#3#5"},
	{"Naps help [2Trusted Source, 3 Trusted Source].", "N [2Trusted Source, 3 Trusted Source]#2#3"},
	{"Naps help [12].", "N [12]#12"},
	{"Naps help [1,3-5].", "N [1,3-5]#1#3#4#5"},
	{"Naps help [12\xE2\x80\x93"
	 "14, 20].",
	 "N [12\xE2\x80\x93"
	 "14, 20]#12#13#14#20"},
	{"Naps help [97][98].", "N [97]#97 | N [98]#98"},
	{"Naps help [97],[98].", "N [97],[98]#97#98"},
	{"Naps help [1], [2].", "N [1], [2]#1#2"},
	{"Naps help [5]\xE2\x80\x93[7].", "N [5]\xE2\x80\x93[7]#5#6#7"},
	{"Naps help [see 12].", "N [see 12]#12"},
	{"The nitrobenzo[c][1,2,5]oxadiazole and [1,8]naphthyridines bind; naps[97]and tea [98]do.", "N [97]#97 | N [98]#98"},
	{"Naps help.[^3]", "N [^3]#3"},
	{"Naps help [12, p. 34].", "N [12, p. 34]#12"},
	{"Moreno et al. [12] agree.", "N [12]#12"},
	{"Naps help [1-999999999].", ""},
	{"Naps help [0, 1].", ""},
	{"Naps help [1.5, 2.5].", ""},
	{"Naps help [5-3].", ""},
	{"The median was 5 [3-7] hours.", ""},
	{"Naps help (12).", ""},
	{"Naps help nurses12.", ""},
};

/* Works that need no list, and numbers that a word says to be of the list. */
static const struct example direct[] = {
	{"Naps help (PMID: 12345678).", "p PMID: 12345678=pmid=12345678"},
	{"Naps help (PMID 12345678; PMC1234567).", "p PMID 12345678=pmid=12345678 | p PMC1234567=pmcid=PMC1234567"},
	{"Naps help [doi:10.1016/S0140-6736(10)61234-5].", "p doi:10.1016/S0140-6736(10)61234-5=doi=10.1016/S0140-6736(10)61234-5"},
	{"Naps help (see https://doi.org/10.1000/182).", "p https://doi.org/10.1000/182=doi=10.1000/182"},
	{"Naps help (Moreno et al., 2014; PMID: 12345678).", "p Moreno et al., 2014<Moreno>:2014=pmid=12345678"},
	{"Naps help (Moreno et al., 2014, PMID: 12345678; Okoye, 2016).",
	 "p Moreno et al., 2014<Moreno>:2014=pmid=12345678 | p Okoye, 2016<Okoye>:2016"},
	{"This paper (doi: 10.1000/182) has a supplement.", ""},
	{"Our first trial (PMID: 12345678) was small.", "p PMID: 12345678=pmid=12345678"},
	{"PubMed (12345678 records) was searched.", ""},
	{"Her number (ID: 12345678) was lost.", ""},
	{"Naps help (Nature 2010; 464: 59).", "p Nature 2010; 464: 59:2010"},
	{"Naps help (N Engl J Med 2015;372(4):101\xE2\x80\x93"
	 "9; see also BMJ. 2011;342:c3337).",
	 "p N Engl J Med 2015;372(4):101\xE2\x80\x93"
	 "9:2015 | p BMJ. 2011;342:c3337:2011"},
	{"Naps help (Moreno A, et al. Lancet 2013;382:1575).", "p Moreno A, et al. Lancet 2013;382:1575<Moreno>:2013"},
	{"Nature 2010;464:59 said so.", "n Nature 2010;464:59:2010"},
	{"J Night Work. 2021;18(10-12):9-11.", ""},
	{"In 2010; 12:30 was the hour.", ""},
	{"Naps help (ref. 12).", "N (ref. 12)#12"},
	{"Naps help (see refs 3 and 4).", "N (see refs 3 and 4)#3#4"},
	{"As refs. 3, 5\xE2\x80\x93"
	 "7 say, naps help.",
	 "N refs. 3, 5\xE2\x80\x93"
	 "7#3#5#6#7"},
	{"Naps help [12a] and [3b,c, 5].", "N [12a]#12 | N [3b,c, 5]#3#5"},
	{"Naps help [Moreno2014b; Okoye2016, Weiss2011].", "p Moreno2014b<Moreno>:2014+b | p Okoye2016<Okoye>:2016 | p Weiss2011<Weiss>:2011"},
	{"Windows [Version2010] and (Moreno2014) are none.", ""},
	{"Naps help (Moreno (Ed.), 2014; Weiss & Lee, eds., 2016).",
	 "p Moreno (Ed.), 2014<Moreno>:2014 | p Weiss & Lee, eds., 2016<Weiss><Lee>:2016"},
	{"It was approved (reference 10/H1306/61).", ""},
	{"The reference 12 was lost.", ""},
	{"The ref 12-H was lost.", ""},
	{"A trial of naps (NCT01234567) has begun.", "s A trial~clinical trial"},
};

static const struct example superscripts[] = {
	{"Naps help nurses.1,2 They sleep.", "N 1,2#1#2"},
	{"Naps help nurses3 and doctors.", "N 3#3"},
	{"Naps help.4\xE2\x80\x93"
	 "6",
	 "N 4\xE2\x80\x93"
	 "6#4#5#6"},
	{"Moreno et al.7 agree.", "N 7#7"},
	{"Naps help nurses\xC2\xB9\xE2\x81\xBB\xC2\xB3.", "N \xC2\xB9\xE2\x81\xBB\xC2\xB3#1#2#3"},
	{"Naps (in nurses8) help.", "N 8#8"},
	{"Naps help in each session\xC2\xB9\xC2\xB2 and raise CYP2D6\xC2\xB3.", "N \xC2\xB9\xC2\xB2#12 | N \xC2\xB3#3"},
	{"The ward has 20 m\xC2\xB2 and 30 cm\xC2\xB3.", ""},
	{"Naps help nurses,4, 5, 6 although they wake.", "N 4, 5, 6#4#5#6"},
	{"The area was 12 m2 and p<.05 held.", ""},
	{"They came on day7.", ""},
	{"J Night Work. 2021;18(10-12):9-11.", ""},
	{"Naps help (a lot):3 they do.", "N 3#3"},
	{"The mean was 3.5 hours.", ""},
	{"The protein GLUT4 was seen.", ""},
	{"Version 1.2 was used.", ""},
	{"See vol.2 of it.", ""},
	{"Nurses sleep by day.2. They wake at night.", ""},
	{"It was seen by Moreno et al.2.", "N 2#2"},
	{"The file 10.1000/abc.2 was lost.", ""},
	{"Naps help (12).", ""},
	{"Naps helped 12 (34) nurses.", ""},
};

static const struct example parentheses[] = {
	{"Naps help (12).", "N (12)#12"},
	{"Naps help (3, 5-7).", "N (3, 5-7)#3#5#6#7"},
	{"Naps help ( 11, 12).", "N ( 11, 12)#11#12"},
	{"Naps helped 12 (34) nurses.", ""},
	{"Nurses slept: (1) at night; (2) by day.", ""},
	{"It follows from equation (3).", ""},
	{"The ward has (1) light, (2) water and (3) quiet.", ""},
	{"The reference 5 mg dose was used, and see reference 9.", "N reference 9#9"},
	{"The test was \xCF\x87"
	 "2(2) = 8.",
	 ""},
	{"Ang(1-7) was given.", ""},
	{"The war years (1944\xE2\x80\x93"
	 "45) were hard.",
	 ""},
	{"Naps help nurses9.", ""},
};

static const struct example studies[] = {
	{"A case series of three nurses suggested that naps help.", "s A case series~case report"},
	{"Several case series showed that naps help.", "a Several case series"},
	{"Research using magnetic resonance imaging (MRI) shows that naps help.", "a Research using magnetic resonance imaging"},
	{"It gave hope, none based on trial research.", ""},
	{"A recent study published in the Journal of Sleep Care followed nurses.", "s A recent study published in the Journal of Sleep Care"},
	{"Another pilot study published in Sleep Care found that naps help.", "s Another pilot study published in Sleep Care~pilot study"},
	{"One study found that naps help.", "s One study"},
	{"We conducted a randomized trial that found naps useful.", ""},
	{"This study found that naps help.", ""},
	{"A study nurse found the key.", ""},
	{"A pilot study by Moreno et al. (2014) found that naps help.", "n Moreno et al. (2014)<Moreno>:2014~pilot study"},
	{"A systematic review on naps was clear (Moreno, 2014).", "p Moreno, 2014<Moreno>:2014~systematic review"},
	{"A pilot study was followed by a systematic review (Moreno, 2014).", "p Moreno, 2014<Moreno>:2014~systematic review"},
	{"A systematic review of a pilot study was clear (Moreno, 2014).", "p Moreno, 2014<Moreno>:2014~systematic review"},
	{"A study of more than forty nurses found that naps help.", "s A study of more than forty nurses"},
	{"A study of more nurses found that naps help.", ""},
	{"Studies have shown that naps help.", "a Studies"},
	{"Recent research suggests that naps help.", "a Recent research"},
	{"A growing body of evidence supports naps.", "a A growing body of evidence"},
	{"According to several studies, naps help.", "a several studies"},
	{"The existing research on naps is old.", "a The existing research"},
	{"Studies on naps in nurses have found the same.", "a Studies on naps in nurses"},
	{"Sleep lab studies show that naps help.", "a Sleep lab studies"},
	{"Two studies found that naps help.", "a Two studies"},
	{"The ward is backed by over 20 trials demonstrating little.", ""},
	{"In controlled trials, naps have shown little.", "a controlled trials"},
	{"In one large study, naps helped.", "s one large study"},
	{"In a recent study of nurses with insomnia, naps helped.", "s a recent study of nurses with insomnia"},
	{"In a recent study of nurses was a chapter, and naps helped.", ""},
	{"In a randomized trial, forty nurses had naps.", ""},
	{"In two trials, we gave nurses naps.", ""},
	{"Recent research, including a long survey of nurses, shows that naps help.", "a Recent research"},
	{"Recent research, including a long survey of nurses, was read.", ""},
	{"Research over the past ten years has shown that naps help.", "a Research over the past ten years"},
	{"A meta-analysis of 12 trials (558 nurses) found that naps help.", "s A meta-analysis of 12 trials~meta-analysis"},
	{"The evidence for naps is rather mixed.", "a The evidence for naps"},
	{"The research design was mixed.", ""},
	{"Read in the literature on naps, it is clear that nurses sleep.", ""},
	{"Naps in the night (6 to 9) and day time studies (46 +/- 19% vs 34%) were shown.", ""},
	{"Nurses taught science, and their pupils found it fun.", ""},
	{"Systematic reviews and meta-analyses are consistent.", "a Systematic reviews and meta-analyses"},
	{"Work with your doctor shows.", ""},
	{"The same 2012 study found that naps help.", "s The same 2012 study"},
	{"The Lund Night Nurse (1944-45) study found that naps help.", "s The Lund Night Nurse (1944-45) study"},
	{"A2015 studyof forty nurses found that naps help.", "s A2015 studyof forty nurses"},
	{"Asmall 2018 study found nurses tired.", "s Asmall 2018 study"},
	{"Lately a 2017 study involving nurses was read.", "s a 2017 study"},
	{"A 2017 study protocol was read.", ""},
	{"However, a long-term study that followed nurses found naps useful.", "s a long-term study"},
	{"One study has noted that naps help.", "s One study"},
	{"A study from Lund University published in May 2025 reports on naps.", "s A study from Lund University published in May 2025"},
	{"Most research to date has examined short naps.", "a Most research to date"},
	{"Nurses know that emerging research suggests naps.", "a emerging research"},
	{"In that research, findings were few.", ""},
	{"There is also some evidence that naps help.", "a some evidence"},
	{"Here is what the science says on naps.", ""},
	{"The dearth of literature on naps indicated little.", ""},
	{"More research is needed on naps.", ""},
	{"Further studies should show whether naps help.", ""},
	{"There was no evidence that naps helped.", ""},
	{"Our findings suggest that naps help.", ""},
	{"Research costs money.", ""},
};

/* A document of `count` entries and as many sentences, each with its number in the given form. */
static struct cite_document *document(const struct cite_rules *rules, const char *form, unsigned count)
{
	struct cite_document *doc = cite_document_new();
	struct buf b = {0};
	for (unsigned n = 1; n <= count; n++) {
		cite_learn_entry(doc, span_of("Nobody N. Nothing."));
		buf_clear(&b);
		buf_adds(&b, "Naps help nurses");
		buf_adds(&b, form);
		buf_addu(&b, n);
		buf_adds(&b, form[1] == '(' ? ")." : form[0] == ' ' ? "." : " They sleep.");
		cite_learn(doc, rules, buf_span(&b));
	}
	buf_free(&b);
	cite_decide(doc);
	return doc;
}

static const struct example spaced[] = {
	{"Naps help the nurses 7.", "N 7#7"},
	{"Naps help the nurses 7, and doctors.", "N 7#7"},
	{"There were 7 nurses.", ""},
	{"They came on day 7.", ""},
};

/* Numbers glued to words, of a list that is printed in part, and of one that is not printed. */
static void run_excerpt(const struct cite_rules *rules)
{
	static const struct example part[] = {{"Naps help nurses47.", "N 47#47"}, {"Naps help nurses99.", ""}},
								none[] = {{"Naps help nurses75.", "N 75#75"}, {"Naps help nurses150.", ""}};
	for (int listed = 1; listed >= 0; listed--) {
		struct cite_document *doc = cite_document_new();
		struct buf b = {0};
		for (unsigned n = 47; n < 63; n++) {
			if (listed) {
				cite_learn_entry(doc, span_of("Nobody N. Nothing."));
				cite_learn_label(doc, n);
			}
			buf_clear(&b);
			buf_adds(&b, "Naps help nurses");
			buf_addu(&b, n + (listed ? 0 : 26));
			buf_adds(&b, ". They sleep.");
			cite_learn(doc, rules, buf_span(&b));
		}
		buf_free(&b);
		cite_decide(doc);
		if (listed)
			RUN(rules, doc, part);
		else
			RUN(rules, doc, none);
		cite_document_free(doc);
	}
}

/* Evidence of the list: a name that is a month, an organisation of no known kind. */
static void run_listed(const struct cite_rules *rules)
{
	static const struct example listed[] = {
		{"Naps help (Six and Goyer, 2014).", "p Six and Goyer, 2014<Six><Goyer>:2014"},
		{"Naps help (He et al., 2014).", "p He et al., 2014<He>:2014"},
		{"Naps help (May, 2014).", "p May, 2014<May>:2014"},
		{"Action on Hearing Loss (2011) agrees.", "n Action on Hearing Loss (2011)<Action on Hearing Loss>:2011"},
		{"The ward opened in May (2014).", ""},
		{"Okoye's 2014 trial was small; Sweden's 2014 law was not.", "n Okoye's 2014<Okoye>:2014"},
		{"Mayy, Okoye, and Weiss (2014) agree.", "n Mayy, Okoye, and Weiss (2014)<Mayy><Okoye><Weiss>:2014"},
	};
	struct cite_document *doc = cite_document_new();
	cite_learn_entry(doc, span_of("May A. (2014). Naps."));
	cite_learn_entry(doc, span_of("Action on Hearing Loss (2011). Naps."));
	cite_learn_entry(doc, span_of("Okoye B. (2012). Naps."));
	cite_decide(doc);
	RUN(rules, doc, listed);
	cite_document_free(doc);
}

/* Hostile input ends, and quickly: a megabyte of one thing. */
static void run_hostile(const struct cite_rules *rules)
{
	static const char *const pieces[] = {"[",
										 "(",
										 "[1]",
										 "(1",
										 "1,",
										 "a1",
										 "[1-",
										 "A",
										 "2010",
										 "(2010",
										 "A, ",
										 "A and ",
										 "et al. ",
										 " ",
										 "study ",
										 "a ",
										 "\xE2\x80\x99",
										 "A-",
										 "studies of ",
										 "A 2010 ",
										 ")",
										 "(A, 2010",
										 "more evidence ",
										 "(PMID: 1234567; ",
										 "A 2014;12:3 ",
										 "ref. 1, ",
										 "(1) a, ",
										 "(A, 2010; doi:10.1000/x",
										 "[Aaa2010, ",
										 "A (Ed.), ",
										 "A\xE2\x80\x93",
										 "\xC2\xB9"};
	struct cite_list found = {0};
	struct buf b = {0};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		buf_clear(&b);
		while (b.n < (1 << 20))
			buf_adds(&b, pieces[i]);
		struct cite_document *doc = cite_document_new();
		cite_learn(doc, rules, buf_span(&b));
		cite_learn_entry(doc, buf_span(&b));
		cite_decide(doc);
		cite_find(rules, doc, buf_span(&b), &found);
		cite_document_free(doc);
		is(true, pieces[i], "", span_of(""));
	}
	cite_list_free(&found);
	buf_free(&b);
}

int main(int argc, char **argv)
{
	struct diag d = {0};
	struct cite_rules *rules;
	const char *dir = argc > 1 ? argv[1] : "configs";
	if (cite_rules_open(&rules, dir, &d)) {
		fprintf(stderr, "%.*s", (int)d.text.n, d.text.p);
		return 2;
	}
	RUN(rules, NULL, author_year);
	RUN(rules, NULL, brackets);
	RUN(rules, NULL, direct);
	RUN(rules, NULL, studies);
	struct cite_document *doc = document(rules, ".", 20);
	RUN(rules, doc, superscripts);
	cite_document_free(doc);
	doc = document(rules, " (", 20);
	RUN(rules, doc, parentheses);
	cite_document_free(doc);
	doc = document(rules, " ", 20);
	RUN(rules, doc, spaced);
	cite_document_free(doc);
	run_listed(rules);
	run_excerpt(rules);
	run_hostile(rules);
	cite_check(dir, true, &d);
	is(d.code == DIAG_OK, "the table's own examples", "", buf_span(&d.text));
	cite_rules_close(rules);
	diag_free(&d);
	return ok_end();
}
