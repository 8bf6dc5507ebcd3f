/* References and reference lists of our own making. TAP on standard output; run from the project's root. */
#include <stdio.h>
#include <stdlib.h>

#include "reference/reflist.h"
#include "tap.h"

static void is(bool good, const char *what, struct span want, struct span have)
{
	if (!ok(good, what))
		printf("# want: %.*s\n# have: %.*s\n", (int)want.n, want.p, (int)have.n, have.p);
}

static void field(struct buf *b, const char *name, struct span s)
{
	if (s.n) {
		buf_printf(b, "|%s=", name);
		buf_addspan(b, s);
	}
}

/* One line: families (given), then the parts that are there. */
static void describe(const struct reference *r, struct buf *b)
{
	buf_clear(b);
	for (size_t i = 0; i < r->n_authors; i++) {
		buf_adds(b, i ? "; " : "");
		buf_addspan(b, r->authors[i].family);
		if (r->authors[i].given.n) {
			buf_adds(b, ", ");
			buf_addspan(b, r->authors[i].given);
		}
		if (r->authors[i].suffix.n) {
			buf_addc(b, ' ');
			buf_addspan(b, r->authors[i].suffix);
		}
	}
	if (r->et_al)
		buf_adds(b, " ...");
	field(b, "y", r->year);
	field(b, "s", r->year_suffix);
	field(b, "t", r->title);
	field(b, "c", r->container);
	field(b, "v", r->volume);
	field(b, "i", r->issue);
	field(b, "p", r->pages);
	field(b, "doi", r->doi);
	field(b, "pmid", r->pmid);
	field(b, "pmc", r->pmcid);
	field(b, "u", r->url);
	field(b, "pub", r->publisher);
	field(b, "ed", r->edition);
	field(b, "eds", r->editors);
}

static const char *const entries[][2] = {
	{"Ostrow, P. J., & van der Linde, A. (2014). Sleep and pain in nurses: A diary study. Journal of Night Work, 12(3), 45–67.",
	 "Ostrow, P. J.; van der Linde, A.|y=2014|t=Sleep and pain in nurses: A diary study|c=Journal of Night Work|v=12|i=3|p=45–67"},
	{"3. Ostrow PJ, Linde A, Marsh Q, et al. Sleep and pain in nurses. J Night Work. 2014;12(3):45-67. doi: 10.1000/jnw.2014.45. PMID: "
	 "12345678.",
	 "Ostrow, PJ; Linde, A; Marsh, Q ...|y=2014|t=Sleep and pain in nurses|c=J Night "
	 "Work|v=12|i=3|p=45-67|doi=10.1000/jnw.2014.45|pmid=12345678"},
	{"Ostrow P. J., Linde A. (2014b). Sleep and pain in nurses. Front. Night Work 5:112. doi: 10.1000/fnw.2014.00112",
	 "Ostrow, P. J.; Linde, A.|y=2014|s=b|t=Sleep and pain in nurses|c=Front. Night Work|v=5|p=112|doi=10.1000/fnw.2014.00112"},
	{"Ostrow, P.J. and Linde, A., 2014. Sleep and pain in nurses. Journal of Night Work, 12(3), pp.45-67.",
	 "Ostrow, P.J.; Linde, A.|y=2014|t=Sleep and pain in nurses|c=Journal of Night Work|v=12|i=3|p=45-67"},
	{"Ostrow, Paula J., and Anton Linde. “Sleep and Pain in Nurses.” Journal of Night Work 12.3 (2014): 45–67.",
	 "Ostrow, Paula J.; Linde, Anton|y=2014|t=Sleep and Pain in Nurses|c=Journal of Night Work|v=12|i=3|p=45–67"},
	{"P. J. Ostrow and A. Linde, \"Sleep and pain in nurses,\" Journal of Night Work, vol. 12, no. 3, pp. 45-67, 2014.",
	 "Ostrow, P. J.; Linde, A.|y=2014|t=Sleep and pain in nurses|c=Journal of Night Work|v=12|i=3|p=45-67"},
	{"Ostrow PJ, Linde A: Sleep and pain in nurses.J Night Work.2014;12(3):45–67. doi:10.1000/jnw.2014.45",
	 "Ostrow, PJ; Linde, A|y=2014|t=Sleep and pain in nurses|c=J Night Work|v=12|i=3|p=45–67|doi=10.1000/jnw.2014.45"},
	{"Ostrow, P. (1999). Chapters of sleep. In A. Linde & Q. Marsh (Eds.), Handbook of night work (2nd ed., pp. 4–19). New York, NY: "
	 "Kingsland Press.",
	 "Ostrow, P.|y=1999|t=Chapters of sleep|c=Handbook of night work|p=4–19|pub=Kingsland Press|ed=2nd ed|eds=A. Linde & Q. Marsh"},
	{"Ostrow P. Sleep at night. 3rd ed. London: Kingsland Press; 1999.", "Ostrow, P|y=1999|t=Sleep at night|pub=Kingsland Press|ed=3rd ed"},
	{"World Sleep Organization. (2011). Recommendations on night work. Geneva: World Sleep Organization.",
	 "World Sleep Organization|y=2011|t=Recommendations on night work|pub=World Sleep Organization"},
	{"Ostrow PJ, Crane JR, Dale MD. Sleep. J Night Work. 2011 4 7;88(3 Suppl):S56–64.",
	 "Ostrow, PJ; Crane, JR; Dale, MD|y=2011|t=Sleep|c=J Night Work|v=88|i=3 Suppl|p=S56–64"},
	{"Lo HY, Harper FE Jr, de la Crane P. Sleep and pain. Am J Night Work (1985). 2016;4:e12.",
	 "Lo, HY; Harper, FE Jr; de la Crane, P|y=2016|t=Sleep and pain|c=Am J Night Work (1985)|v=4|p=e12"},
	{"Ostrow PJ, Linde A; Night Work Study Group. Sleep and pain. J Night Work. 2016;4:12.",
	 "Ostrow, PJ; Linde, A; Night Work Study Group|y=2016|t=Sleep and pain|c=J Night Work|v=4|p=12"},
	{"Müller, Hans (2003): Schlaf und Schmerz. In: Zeitschrift für Nachtarbeit. Jg. 12, H. 3, S. 45-67.",
	 "Müller, Hans|y=2003|t=Schlaf und Schmerz|c=Zeitschrift für Nachtarbeit|v=12|i=3|p=45-67"},
	{"S. E. Ostrow, G. Linde, Night Lett. 2011, 7, 101.", "Ostrow, S. E.; Linde, G.|y=2011|c=Night Lett|v=7|p=101"},
	{"Ostrow, P. (2015, August 6). Nurses who cannot sleep. Retrieved May 4, 2016, from https://example.org/nurses/sleep",
	 "Ostrow, P.|y=2015|t=Nurses who cannot sleep|u=https://example.org/nurses/sleep"},
	{"Ostrow, P. (in press). Nurses who cannot sleep. Journal of Night Work.",
	 "Ostrow, P.|y=in press|t=Nurses who cannot sleep|c=Journal of Night Work"},
	{"Ostrow P. Sleep online. J Night Work. 2014;0(0):1–9. https://doi.org/10.1016/j.nightwork.2014. 08.003 PMID: 12345678",
	 "Ostrow, P|y=2014|t=Sleep online|c=J Night "
	 "Work|p=1–9|doi=10.1016/j.nightwork.2014.08.003|pmid=12345678|u=https://doi.org/10.1016/j.nightwork.2014.08.003"},
	{"Linde A. Pain in nurses. Night Work awn391 (2025). https://doi. org/10.1093/night/awn391",
	 "Linde, A|y=2025|t=Pain in nurses|c=Night Work|p=awn391|doi=10.1093/night/awn391|u=https://doi.org/10.1093/night/awn391"},
	{"Marsh, Q. (2014). ‘It lets go’: Starting at night. Journal of Night Work, 12(6), 5–9.",
	 "Marsh, Q.|y=2014|t=‘It lets go’: Starting at night|c=Journal of Night Work|v=12|i=6|p=5–9"},
	{"Marsh, Q. Pain in nurses. in The complete guide to nights (ed. Linde, A.) (Owl Press, 2011).",
	 "Marsh, Q.|y=2011|t=Pain in nurses|c=The complete guide to nights|pub=Owl Press"},
	{"Ov�r, W., & Pell, I. (2012). Sleep in nurses. Journal of Night Work, 12(6), 5–9.",
	 "Ov�r, W.; Pell, I.|y=2012|t=Sleep in nurses|c=Journal of Night Work|v=12|i=6|p=5–9"},
	{"Ostrow–Linde P, Marsh Q. Sleep in nurses. J Night Work. 2014;12:45–67.",
	 "Ostrow–Linde, P; Marsh, Q|y=2014|t=Sleep in nurses|c=J Night Work|v=12|p=45–67"},
	{"1. ^ a b Ostrow P, Marsh Q (2014). \"Sleep in nurses\". J Night Work. 12: 45–67.",
	 "Ostrow, P; Marsh, Q|y=2014|t=Sleep in nurses|c=J Night Work|v=12|p=45–67"},
	{"Ostrow PJ, Marsh QSleep in nursesJ Night Work.(2014 Jun 2)", "Ostrow, PJ; Marsh, Q|y=2014|t=Sleep in nurses|c=J Night Work"},
	{"LINDE A preliminary study of painOwl Lett.(2015)", "LINDE, A|y=2015|t=preliminary study of pain|c=Owl Lett"},
	{"Sleep in nurses. (n.d.). Retrieved May 4, 2016, from https://owls.example/sleep",
	 "|y=n.d|t=Sleep in nurses|u=https://owls.example/sleep"},
	{"Ostrow P., Linde A. Sleep in nurses // Night Work. 2014. Vol. 12. P. 45-67.",
	 "Ostrow, P.; Linde, A.|y=2014|t=Sleep in nurses|c=Night Work|v=12|p=45-67"},
	{"Ostrow, P., & Linde, A. (2014). *Sleep in nurses*. _Night Work_, _12_(3), 45–67. https://doi.org/10.5555/jnw_2014_45",
	 "Ostrow, P.; Linde, A.|y=2014|t=Sleep in nurses|c=Night "
	 "Work|v=12|i=3|p=45–67|doi=10.5555/jnw_2014_45|u=https://doi.org/10.5555/jnw_2014_45"},
	{"Owl Institute: “Sleep in nurses.”", "Owl Institute|t=Sleep in nurses"},
	{"Owl Institute: “Sleep in nurses,” “Rest at work.”", "Owl Institute|t=Sleep in nurses"},
	{"Ostrow PJ, International Society of Rest on Call (ISRC), Dale MD. Sleep. J Night Work. 2011;88:56–64.",
	 "Ostrow, PJ; International Society of Rest on Call; Dale, MD|y=2011|t=Sleep|c=J Night Work|v=88|p=56–64"},
	{"Ostrow PJ, Society of women at work, Dale MD. J Night Work. 2011;88:56–64.",
	 "Ostrow, PJ|y=2011|t=Society of women at work, Dale MD|c=J Night Work|v=88|p=56–64"},
	{"Crane, S. H. d. S., & Linde, A. (2014). Sleep. Journal of Night Work, 12, 45–67.",
	 "Crane, S. H. d. S.; Linde, A.|y=2014|t=Sleep|c=Journal of Night Work|v=12|p=45–67"},
	{"Ostrow, P.; Linde, A. Sleep in nurses. Contemp. Clin. Trials 2014, 12, 45–67.",
	 "Ostrow, P.; Linde, A.|y=2014|t=Sleep in nurses|c=Contemp. Clin. Trials|v=12|p=45–67"},
	{"OSTROW, P. J.; LINDE, A. Sleep in nurses. Revista Night, v. 12, n. 3, p. 45-67, 2014.",
	 "OSTROW, P. J.; LINDE, A.|y=2014|t=Sleep in nurses|c=Revista Night|v=12|i=3|p=45-67"},
	{"Ostrow, P., Linde, A. y Marsh, Q. (2014). Sleep in nurses. Journal of Night Work, 12(3), 45-67.",
	 "Ostrow, P.; Linde, A.; Marsh, Q.|y=2014|t=Sleep in nurses|c=Journal of Night Work|v=12|i=3|p=45-67"},
	{"OSTROW P J, LINDE A. Sleep in nurses[J]. Night Work, 2014, 12(3): 45-67.",
	 "OSTROW, P J; LINDE, A|y=2014|t=Sleep in nurses|c=Night Work|v=12|i=3|p=45-67"},
	{"Ostrow P.J., Linde A. Sleep in nurses. Journal of Night Work, 2014, vol. 12, no. 3, pp. 45-67. (In Russ.)",
	 "Ostrow, P.J.; Linde, A.|y=2014|t=Sleep in nurses|c=Journal of Night Work|v=12|i=3|p=45-67"},
	{"Paul Ostrow, Sleep in Nurses (New York: Owl Press, 2014), 45-67.", "Ostrow, Paul|y=2014|t=Sleep in Nurses|p=45-67|pub=Owl Press"},
	{"Paul Ostrow, Sleep in Nurses (New York: Owl Press, 2014), 45.", "Ostrow, Paul|y=2014|t=Sleep in Nurses|p=45|pub=Owl Press"},
	{"Owl Institute. Sleep in nurses. ward.example.org/nurses/sleep", "Owl Institute|t=Sleep in nurses|u=ward.example.org/nurses/sleep"},
	{"Ostrow PJ. Sleep in nurses and/or doctors. doi.org/10.5555/jnw.45",
	 "Ostrow, PJ|t=Sleep in nurses and/or doctors|doi=10.5555/jnw.45|u=doi.org/10.5555/jnw.45"},
	{"Ibid., 50.", "|p=50"},
	{"Ostrow, op. cit., p. 51.", "Ostrow|p=51"},
	{"Ostrow, \"Sleep in Nurses,\" 51.", "Ostrow|t=Sleep in Nurses|p=51"},
	{"Paul Ostrow, Sleep (Oslo: Owl Press, 1998), 4-9; Ann Linde, \"Pain,\" Night Letters 3, no. 2 (1999): 11-19.",
	 "Ostrow, Paul|y=1998|t=Sleep|p=4-9|pub=Owl Press"},
	{"[Ostrow et al., 2014 — Sleep in nurses](https://www.example.org/a)",
	 "Ostrow ...|y=2014|t=Sleep in nurses|u=https://www.example.org/a"},
	{"[Sleep in nurses (Night Work, 2014)](https://www.example.org/a) [research]",
	 "|y=2014|t=Sleep in nurses|c=Night Work|u=https://www.example.org/a"},
	{"Ostrow PJ. Sleep. *Night Work.* 2014;12:45-67. [source](https://www.example.org/a){: .out}",
	 "Ostrow, PJ|y=2014|t=Sleep|c=Night Work|v=12|p=45-67|u=https://www.example.org/a"},
	{"Sleep in nurses (Owl, Oslo, 2014). https://www.example.org/a", "|y=2014|t=Sleep in nurses|u=https://www.example.org/a|pub=Owl"},
	{"Ostrow, Paula. “Sleep in Nurses.” Www.example.org, 3 May 2014, www.example.org/nurses/sleep.",
	 "Ostrow, Paula|y=2014|t=Sleep in Nurses|u=www.example.org/nurses/sleep"},
	{"Alan D. Ostrow et al. \"Sleep in Nurses\". Journal of Night Work, Vol. 12, No. 3, Sept 2014.",
	 "Ostrow, Alan D. ...|y=2014|t=Sleep in Nurses|c=Journal of Night Work|v=12|i=3"},
	{"NightPlus. \"Sleep in Nurses.\" Accessed May 3, 2021. https://www.example.org/a",
	 "NightPlus|t=Sleep in Nurses|u=https://www.example.org/a"},
	{"Treatment to sleep on (2014, May). Night Letters. https://www.example.org/a",
	 "|y=2014|t=Treatment to sleep on|c=Night Letters|u=https://www.example.org/a"},
	{"Owl Staff. “Sleep in Nurses.” Night Clinic, Owl Foundation for Medical Research, 4 May 2014, www.example.org/a.",
	 "Owl Staff|y=2014|t=Sleep in Nurses|c=Night Clinic|u=www.example.org/a|pub=Owl Foundation for Medical Research"},
	{"P. Ostrow, A. Linde. Sleep in nurses: a review Sleep Med. Rev., 12 (2014), pp. 45-67",
	 "Ostrow, P.; Linde, A.|y=2014|t=Sleep in nurses: a review|c=Sleep Med. Rev|v=12|p=45-67"},
	{"Ostrow PJ. Design of cross over Trials. 2003;98.", "Ostrow, PJ|y=2003|t=Design of cross over Trials|v=98"},
	{"Journal of Night Work:“Sleep in nurses: a review.”", "|t=Sleep in nurses: a review|c=Journal of Night Work"},
	{"NightSoft, Inc. (2014). Wards. Tulsa: NightSoft, Inc.", "NightSoft, Inc|y=2014|t=Wards|pub=NightSoft, Inc"},
	{"N Core Team (2014). Wards. Vienna: Owl Press.", "N Core Team|y=2014|t=Wards|pub=Owl Press"},
	{"(2014, June). Sleep in nurses. Night Journal. https://owls.example/sleep",
	 "|y=2014|t=Sleep in nurses|c=Night Journal|u=https://owls.example/sleep"},
	{"Nolan, S. A Hard Night Revised and Expanded Edition. (Owl Press, 2018).",
	 "Nolan, S.|y=2018|t=A Hard Night Revised and Expanded Edition|pub=Owl Press"},
	{"Ostrow, P., & Department of Night Work, Public Sleep. (2011). Sleep survey 2010: Early results. London: Owl Press.",
	 "Ostrow, P.|y=2011|t=Sleep survey 2010: Early results|pub=Owl Press"},
	{"", ""},
	{"((((((((((((", ""},
};

static void run_entries(const struct reference_rules *rules)
{
	struct reference ref = {0};
	struct buf b = {0};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		reference_parse(rules, span_of(entries[i][0]), &ref);
		describe(&ref, &b);
		is(span_is(buf_span(&b), entries[i][1]), entries[i][0], span_of(entries[i][1]), buf_span(&b));
	}
	buf_free(&b);
	reference_free(&ref);
}

/* A page: one block a line; `#` before the heading of a list, `!` before another heading; an empty line is a gap. */
struct page {
	const char *what, *text, *want; /* number:first words, one entry after the other, parted by " / " */
};

static const struct page pages[] = {
	{"numbered, glued labels, ended by a sign-up form",
	 "Sleep matters.\n#References\n[1]Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n[2]Linde A. Pain. J Night Work. 2015;13:5-7.\n\nSign "
	 "up\nfor our\nNewsletter",
	 "1:Ostrow PJ. / 2:Linde A. Pa"},
	{"unnumbered, particles in small letters, trailing prose",
	 "#Sources\nOstrow PJ. Sleep. J Night Work. 2014;12:45-67.\nvan der Linde A. Pain. J Night Work. 2015;13:5-7.\nMarsh Q. Rest. J Night "
	 "Work. 2016;14:8-9.\n\nThis "
	 "page is written by a team of nurses who sleep well.",
	 "0:Ostrow PJ. / 0:van der Lin / 0:Marsh Q. Re"},
	{"numbers that are printed twice",
	 "#References\n[1] [1] Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n[2] [2] Linde A. Pain. J Night Work. 2015;13:5-7.",
	 "1:Ostrow PJ. / 2:Linde A. Pa"},
	{"labels on lines of their own, and what follows the list",
	 "#References\n1.\nOstrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2.\nLinde A. Pain. J Night Work. 2015;13:5-7.\n3.\nMarsh Q. "
	 "Rest. J Night Work. 2016;14:8-9.\nShare this page with your friends.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 3:Marsh Q. Re"},
	{"bullets, the last entry cut",
	 "#References\n• Ostrow, P. J. (2014). Sleep. Journal of Night Work, 12, 45–67.\n• Linde, A. (2015). Pain. Journal of Night Work, 13, "
	 "5–7.\n• Marsh, Q., "
	 "Nolan, S., …",
	 "0:Ostrow, P. / 0:Linde, A. ( / 0:Marsh, Q.,+"},
	{"several entries on one line",
	 "#References\n1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67. 2. Linde A. Pain. J Night Work. 2015;13:5-7. 3. Marsh Q. Rest. J "
	 "Night Work. 2016;14:8.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 3:Marsh Q. Re"},
	{"a page at the head of a line is no label",
	 "#References\n1. P. J. OSTROW et A. LINDE. J. Night Work, 14, 8 (2016).\n2. Q. MARSH. In A guide to nights in the wards.\nSpecial "
	 "report of the Night Society, no.\n28. 1977. chap. 26.\n3. P. J. OSTROW. J. Night Work, 15, 9 (2017).",
	 "1:P. J. OSTRO / 2:Q. MARSH. I / 3:P. J. OSTRO"},
	{"notes under a heading of theirs, of which half name works",
	 "Sleep matters.\n!Notes\n1. P. J. Ostrow, \"Sleep,\" J Night Work 12 (2014): 45-67.\n2. Ibid., 50.\n3. The board met on Mondays.\n4. "
	 "A. "
	 "Linde, Pain (Oslo: Owl Press, 2005), 12.",
	 "1:P. J. Ostro / 2:Ibid., 50. / 3:The board m / 4:A. Linde, P"},
	{"notes of Markdown, with a remark among them",
	 "Sleep matters.\n\n[^2]: Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n\n[^3]: The board met on Mondays.\n\n[^5]: The nap cure. "
	 "*Night "
	 "Lett.* [source](https://www.example.org/a)",
	 "2:Ostrow PJ. / 3:The board m / 5:The nap cur"},
	{"notes of Markdown that are remarks",
	 "Sleep matters.\n\n[^1]: The board met on Mondays.\n\n[^2]: Ostrow was its first chair.\n\n[^3]: See the minutes.", ""},
	{"addresses in order, without a heading",
	 "Sleep matters.\n\n[1] https://www.example.org/a\n[2] https://www.example.org/b\n[3] https://www.example.org/c",
	 "1:https://www / 2:https://www / 3:https://www"},
	{"rows of links in boxes of their own",
	 "#References\n+Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n~Article CAS PubMed Google Scholar\n+Linde A. Pain. J Night Work. "
	 "2015;13:5-7.\n~PubMedGoogle ScholarCrossref\n+Marsh Q. Rest. J Night Work. 2016;14:8-9.\n+OpenUrlAbstract/FREE Full Text",
	 "0:Ostrow PJ. / 0:Linde A. Pa / 0:Marsh Q. Re"},
	{"what a page says of its sources before the items",
	 "#Sources\nWe use only sources of high quality.\n+Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n+Linde A. Pain. J Night Work. "
	 "2015;13:5-7.",
	 "0:Ostrow PJ. / 0:Linde A. Pa"},
	{"raised numbers before the entries",
	 "#References\n\xc2\xb9 Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n\xc2\xb2 Linde A. Pain. J Night Work. 2015;13:5-7.",
	 "1:Ostrow PJ. / 2:Linde A. Pa"},
	{"numbers with marks of interest",
	 "#References\n1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2.•• Linde A. Pain. J Night Work. 2015;13:5-7.\n3.• Marsh Q. Rest. J "
	 "Night Work. 2016;14:8-9.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 3:Marsh Q. Re"},
	{"numbers run together with their entries",
	 "#References\n+1Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n+2Linde A. Pain. J Night Work. 2015;13:5-7.\n+3Marsh Q. Rest. J Night "
	 "Work. 2016;14:8-9.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 3:Marsh Q. Re"},
	{"numbers, names, title and place in boxes of their own",
	 "#References\n~[1]\n+P. Ostrow\n\n+Sleep in nurses\n+J. Night Work, 12 (2014), pp. 45-67\n~[2]\n+A. Linde\n\n+Pain at night\n+J. "
	 "Night "
	 "Work, 13 (2015), pp. 5-7\n~[3]\n+Q. Marsh\n\n+Rest at night\n+J. Night Work, 14 (2016), pp. 8-9",
	 "1:P. Ostrow S / 2:A. Linde Pa / 3:Q. Marsh Re"},
	{"numbered advice under a heading is no list",
	 "Sleep matters.\n!Notes\n1. Drink no coffee at night.\n2. Keep the ward dark.\n3. A. Linde, a nurse since 2005, sleeps at noon.\n4. "
	 "Rest.",
	 ""},
	{"letters under a number",
	 "#References\n[1] a) P. J. Ostrow, A. Linde, J. Night Work 2014, 12, 45 -51;\nb) Q. Marsh, J. Night Work 2016, 14, 8.\n[2] S. Nolan, "
	 "Night Lett. 2011, 7, 101.",
	 "1:P. J. Ostro / 0:Q. Marsh, J / 2:S. Nolan, N"},
	{"a line that begins with its container is the middle of an entry",
	 "#References\nLinde A, Marsh Q (2015) Pain in nurses who work at night and sleep by\nday: a study of three hospitals. J Somnol "
	 "13:5-7.\nMarsh Q (1957) Rest and its measures in the wards of three large hospitals.\nSomnol J 67:333-340.\nNolan S (2014) Sleep "
	 "in nurses who work at night, and in those who\nnever did. J Somnol 12:45-67.",
	 "0:Linde A, Ma / 0:Marsh Q (19 / 0:Nolan S (20"},
	{"links back",
	 "#References\n^ Ostrow PJ (2014). \"Sleep\". J Night Work. 12 (3): 45–67.\n^ a b Linde A (2015). \"Pain\". J Night Work. 13: 5–7.\n^ "
	 "Jump "
	 "up to: a b Marsh Q (2016). \"Rest\". J Night Work. 14: 8–9.",
	 "0:Ostrow PJ ( / 0:Linde A (20 / 0:Marsh Q (20"},
	{"an entry whose blank line was lost",
	 "#References\nLinde, A., and Marsh, Q. (2015). Pain in nurses who work at night and sleep by\nday. J. Night Work 13, 5-7. "
	 "doi:10.5555/jnw.2015.5\n\nMarsh, Q. (2016). Rest in the wards of a large hospital of the\nnorth. J. Night Work 14, 8-9. "
	 "doi:10.5555/jnw.2016.8\nNolan, S. (2017). Light in the wards of a large hospital of the\nsouth. J. Night Work 15, 9. "
	 "doi:10.5555/jnw.2017.9\n\nOstrow, P. J. (2014). Sleep and what it is for, in nurses and in\nothers. J. Night Work 12, 45-67.",
	 "0:Linde, A., / 0:Marsh, Q. ( / 0:Nolan, S. ( / 0:Ostrow, P."},
	{"entries broken over lines",
	 "#References\nLinde, A., and Marsh, Q. (2015) Pain in nurses who work at night and sleep by\nday: a study of three hospitals. J. "
	 "Night Work 13, 5-7.\nMarsh, Q. (2016) "
	 "Rest and its absence in the wards of a large hospital of the\nnorth. J. Night Work 14, 8-9.\nOstrow, P. J. (2014) Sleep and what it "
	 "is for, in nurses and in others who\nwork at "
	 "night. J. Night Work 12, 45-67.",
	 "0:Linde, A., / 0:Marsh, Q. ( / 0:Ostrow, P."},
	{"two lists",
	 "#References\n1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2. Linde A. Pain. J Night Work. 2015;13:5-7.\n!Further "
	 "reading\nPlain words.\n#Bibliography\n1. "
	 "Marsh Q. Rest. J Night Work. 2016;14:8.\n2. Nolan S. Light. J Night Work. 2017;15:9.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 1:Marsh Q. Re / 2:Nolan S. Li"},
	{"no heading",
	 "Sleep matters to nurses.\nOstrow, P. J. (2014). Sleep and pain. Journal of Night Work, 12, 45–67.\nLinde, A. (2015). Pain and rest. "
	 "Journal of Night Work, 13, 5–7.\nMarsh, Q. (2016). "
	 "Rest and light. Journal of Night Work, 14, 8–9.",
	 "0:Ostrow, P. / 0:Linde, A. ( / 0:Marsh, Q. ("},
	{"a part of a list, an organisation, the year at the end",
	 "#References\n4. Ostrow, P. J. Sleep. J. Night Work 12, 45–67 (2014).\n10. Linde, A. Pain. J. Night Work 13, 5–7 (2015).\n29. Marsh, "
	 "Q. "
	 "Rest. J. Night Work 14, 8–9 (2016).\n30. League of Nurses. Night rules. https://nurses.example/rules (2019).\n31. Nolan, S. Light. "
	 "(Owl Press, 2017).",
	 "4:Ostrow, P. / 10:Linde, A. P / 29:Marsh, Q. R / 30:League of N / 31:Nolan, S. L"},
	{"the numbers in a column of their own",
	 "#References\n1.\n2.\n3.\nOstrow PJ, Linde A. Sleep and pain in nurses who work\nat night. J Night Work. 2014;12:45-\n67.\nLinde A, "
	 "Ostrow PJ. Pain and rest in nurses who work\nby day. J Night Work. 2015;13:5-7.\nMarsh Q, Linde A. Rest and light in nurses who "
	 "work\nin shifts. J Night Work. 2016;14:8-9.",
	 "1:Ostrow PJ, / 2:Linde A, Os / 3:Marsh Q, Li"},
	{"two numbers before their entries",
	 "#References\n1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2.\n3.\nLinde A, Ostrow PJ. Pain. J Night Work. 2015;13:5-7.\nMarsh "
	 "Q, Linde A. Rest. J Night Work. 2016;14:8.\n4. Nolan S. Light. J Night Work. 2017;15:9.",
	 "1:Ostrow PJ. / 2:Linde A, Os / 3:Marsh Q, Li / 4:Nolan S. Li"},
	{"a heading within the list and the link under it",
	 "#References\nSites to see:\nhttps://nurses.example/rules\nOstrow, P. J. (2014). Sleep. Journal of Night Work, 12, 45–67.\nLinde, A. "
	 "(2015). Pain. Journal of Night Work, 13, 5–7.",
	 "0:Ostrow, P. / 0:Linde, A. ("},
	{"addresses alone, one a line", "#Sources\nhttps://nurses.example/rules\nwww.owls.example/sleep/at-night\nhttps://wards.example/pain",
	 "0:https://nur / 0:www.owls.ex / 0:https://war"},
	{"an address under each entry",
	 "#Sources\nOstrow, P. J. (2014). Sleep. Journal of Night Work, 12, 45–67.\nhttps://nurses.example/rules\nLinde, A. (2015). Pain. "
	 "Journal of Night Work, 13, 5–7.\nhttps://wards.example/pain",
	 "0:Ostrow, P. / 0:Linde, A. ("},
	{"works of houses that say little else, one a line",
	 "#Sources\nWorld Health Organization. Sleep and you. 2019.\nCenters for Disease Control and Prevention. Sleep. 2020.\nNational Owl "
	 "Foundation. Naps. 2018.\nU.S. Department of Wards. Night Guidelines. 2015.",
	 "0:World Healt / 0:Centers for / 0:National Ow / 0:U.S. Depart"},
	{"the same behind blank lines, one too short to tell",
	 "#Sources\n\nWorld Health Organization. Sleep and you. 2019.\n\nCenters for Disease Control and Prevention. Sleep. 2020.\n\nNational "
	 "Owl "
	 "Foundation. Naps. 2018.\n\nU.S. Department of Wards. Night Guidelines. 2015.\n\nNight Clinic. Rest. 2021.",
	 "0:World Healt / 0:Centers for / 0:National Ow / 0:U.S. Depart / 0:Night Clini"},
	{"titles with addresses, one a line",
	 "#Sources\nSleep in the wards - https://wards.example/sleep\nPain at night: https://wards.example/pain\nhttps://owls.example/rest "
	 "(Rest "
	 "for owls)",
	 "0:Sleep in th / 0:Pain at nig / 0:https://owl"},
	{"links back behind the numbers, and at the ends",
	 "#References\n1. ^ a b Ostrow PJ (2014). \"Sleep\". J Night Work. 12: 45–67.\n2. ↑ 1.0 1.1 Linde A (2015). \"Pain\". J Night Work. "
	 "13: "
	 "5–7.\n3. Jump up ^ Marsh Q (2016). \"Rest\". J Night Work. 14: 8. ↩\n4. Nolan S (2017). \"Light\". J Night Work. 15: 9. ↩ ↩2",
	 "1:Ostrow PJ ( / 2:Linde A (20 / 3:Marsh Q (20 / 4:Nolan S (20"},
	{"further reading under a heading that no row knows",
	 "#References\n1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2. Linde A. Pain. J Night Work. 2015;13:5-7.\n!For the "
	 "curious\nMarsh "
	 "Q. The sleeping ward. Lund: Northern Press; 2009.\nNolan S, Hill E. Light at work. J Night Work. 2016;14:8-9.\n!Afterword\nPlain "
	 "words.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 0:Marsh Q. Th / 0:Nolan S, Hi"},
	{"one work under a lead, before the list",
	 "Sleep matters.\nRead more:\nMarsh, Q. (2009). The sleeping ward. Northern Press.\n#References\nOstrow, P. J. (2014). Sleep. Journal "
	 "of "
	 "Night Work, 12, 45–67.\nLinde, A. (2015). Pain. Journal of Night Work, 13, 5–7.",
	 "0:Marsh, Q. ( / 0:Ostrow, P. / 0:Linde, A. ("},
	{"two entries end the text",
	 "Sleep matters to nurses.\n\nOstrow, P. J. (2014). Sleep. Journal of Night Work, 12, 45–67.\nLinde, A. (2015). Pain. Journal of Night "
	 "Work, 13, 5–7.",
	 "0:Ostrow, P. / 0:Linde, A. ("},
	{"a section that begins with a narrative citation",
	 "!Sleep\nOstrow, P. (2014) showed that nurses sleep less in the Journal of Night Work, 12, 45–67.\n!Pain\nLinde, A. (2015). He did "
	 "not agree with any of it, and said so.",
	 ""},
	{"entries that a page's menu was made of",
	 "#References\n~https://nurses.example/rules/of/the/night\n~Linde A. Pain. J Night Work. 2015;13:5-7.\n~Home\n~Ostrow PJ. Sleep. J "
	 "Night "
	 "Work. 2014;12:45-67.",
	 "0:https://nur / 0:Linde A. Pa"},
	{"one block, its entries behind their links back, the heading glued to it",
	 "Sleep matters.\nReferences^Ostrow PJSleep in nursesJ Night Work.(2014 Jun)^Linde A, Marsh QPain in nursesJ Night Work.(2015 Jul "
	 "2)^Marsh "
	 "QRest in nursesOwl Lett.(2016)^Nolan SLight in the wardsJ Night Work.(2017 May)^Hill CNoise in the wardsJ Night Work.(2018 Jan 18)",
	 "0:Ostrow PJSl / 0:Linde A, Ma / 0:Marsh QRest / 0:Nolan SLigh / 0:Hill CNoise"},
	{"quoted titles behind their sources, without a heading",
	 "Sleep matters.\nOwl Institute: “Sleep in nurses.”\nNight Clinic: “Pain at work,” “Rest at work.”\nJournal of Night "
	 "Work:“Light.”\nLund "
	 "University: \"Noise in wards.\"",
	 "0:Owl Institu / 0:Night Clini / 0:Journal of / 0:Lund Univer"},
	{"a list run in with its heading, and none that is no list",
	 "Wash your hands: 1. Ask Ann. 2. Ask Bo in 2014. 3. Ask Cy.\nReferences: 1. Ostrow PJ. Sleep. J Night Work. 2014;12:45-67. 2. Linde "
	 "A. Pain. "
	 "J Night Work. 2015;13:5-7. 3. Marsh Q. Rest. J Night Work. 2016;14:8.",
	 "1:Ostrow PJ. / 2:Linde A. Pa / 3:Marsh Q. Re"},
	{"a particle glued to its number",
	 "#References\n1.Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n2.van der Linde A. Pain. J Night Work. 2015;13:5-7.\n3.d'Arcy Q. "
	 "Rest. J "
	 "Night Work. 2016;14:8.",
	 "1:Ostrow PJ. / 2:van der Lin / 3:d'Arcy Q. R"},
	{"notes of Markdown",
	 "Sleep matters.\n\n[^1]: Ostrow PJ. Sleep. J Night Work. 2014;12:45-67.\n[^2]: Linde A. Pain. J Night Work. 2015;13:5-7.",
	 "1:Ostrow PJ. / 2:Linde A. Pa"},
	{"two who speak in turn",
	 "Sleep matters.\nOstrow: “How do you sleep at night?”\nLinde: “I sleep well, thank you.”\nOstrow: “And by day, do you?”\nLinde: “No, "
	 "not by "
	 "day.”\nOstrow: “Why do you not?”",
	 ""},
	{"a section about references",
	 "#References\nAll references have to be named in the text, says the guide of 2006, and every author is bound to follow it to the "
	 "letter, in the order of the words.\n!Methods\nPlain words.",
	 ""},
};

enum { BLOCKS = 64 };

static size_t cut_page(const char *text, struct reflist_block *blocks)
{
	size_t n = 0;
	unsigned gap = 0;
	while (*text) { /* # opens a list, ! is another heading, ~ boilerplate by its place alone, + an item of a list */
		static const enum reflist_kind kinds[128] = {
			['#'] = REFLIST_OPENS, ['!'] = REFLIST_HEADING, ['~'] = REFLIST_BREAK, ['+'] = REFLIST_ITEM};
		size_t len = strcspn(text, "\n");
		struct reflist_block b = {
			.gap = gap, .kind = kinds[text[0] & 127], .doubt = text[0] == '~', .boxed = strchr("~+", text[0]) != NULL};
		b.text = b.kind == REFLIST_TEXT ? span_make(text, len) : span_make(text + 1, len - 1);
		if (len && n < BLOCKS)
			blocks[n++] = b;
		gap = len ? 0 : gap + 1;
		text += len + (text[len] == '\n');
	}
	return n;
}

static void run_pages(const struct reference_rules *rules)
{
	struct reflist list = {0};
	struct buf b = {0}, text = {0};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct reflist_block blocks[BLOCKS];
		reflist_find(rules, blocks, cut_page(pages[i].text, blocks), &list);
		buf_clear(&b);
		for (size_t k = 0; k < list.entries.n; k++) {
			const struct reflist_entry *e = &list.entries.v[k];
			buf_clear(&text);
			reflist_text(e, blocks, &text);
			buf_printf(&b, "%s%u:", k ? " / " : "", e->number);
			buf_addspan(&b, span_trim(span_make(text.p, text.n < 11 ? text.n : 11)));
			buf_adds(&b, e->truncated ? "+" : "");
		}
		is(span_is(buf_span(&b), pages[i].want), pages[i].what, span_of(pages[i].want), buf_span(&b));
	}
	buf_free(&b);
	buf_free(&text);
	reflist_free(&list);
}

int main(void)
{
	struct reference_rules *rules;
	struct diag d = {0};
	if (reference_rules_open(&rules, "configs", &d) != DIAG_OK) {
		fprintf(stderr, "%.*s", (int)d.text.n, d.text.p);
		return 1;
	}
	run_entries(rules);
	run_pages(rules);
	reference_rules_close(rules);
	int bad = reference_check("configs", &d);
	is(bad == DIAG_OK, "the examples of configs/references.csv", span_of("no message"), buf_span(&d.text));
	diag_free(&d);
	return ok_end();
}
