#include "normalize/page_sign.h"

#include <stdlib.h>

#include "base/text.h"

/* --- signs --- */

static size_t length_bin(unsigned words)
{
	return words <= 2 ? 0 : words <= 5 ? 1 : words <= 10 ? 2 : words <= 20 ? 3 : words <= 40 ? 4 : 5;
}

static size_t link_bin(const struct page_block *b)
{
	return b->link_words == 0 ? 0 : b->link_words * 10 < b->words * 3 ? 1 : b->link_words * 10 < b->words * 9 ? 2 : 3;
}

static bool is_item(const struct page *p, const struct page_block *b)
{
	for (unsigned i = b->node, k = 0; i && k < 3; i = p->html.nodes.v[i].parent, k++)
		if (p->html.nodes.v[i].tag->flags & HTML_ITEM)
			return true;
	return false;
}

static size_t element_bin(const struct page *p, const struct page_block *b)
{
	const struct html_node *n = &p->html.nodes.v[b->node];
	unsigned heading = p->nodes[b->node].heading;
	if (heading) {
		char level = p->html.nodes.v[heading].tag->name[1];
		return level <= '3' ? (size_t)(level - '1') + 2 : 5;
	}
	if (html_is(n, "dd") || html_is(n, "dt"))
		return 10;
	if (is_item(p, b))
		return 1;
	if (html_is(n, "p"))
		return 0;
	if (html_is(n, "tr") || b->places & 1u << PLACE_TABLE)
		return 6;
	if (html_is(n, "figcaption") || html_is(n, "caption"))
		return 7;
	if (b->places & 1u << PLACE_QUOTE)
		return 8;
	if (html_is(n, "div") || html_is(n, "section"))
		return 9;
	if (html_is(n, "pre"))
		return 11;
	if (n->tag->flags & HTML_CONTROL || b->places & 1u << PLACE_CONTROL)
		return 12;
	return 13;
}

static unsigned up(const struct page *p, unsigned node, unsigned levels)
{
	while (levels-- && node)
		node = p->html.nodes.v[node].parent;
	return node;
}

bool page_inside(const struct page *p, unsigned node, unsigned part)
{
	while (node > part)
		node = p->html.nodes.v[node].parent;
	return node == part;
}

unsigned page_tightest(const struct page *p, double share)
{
	unsigned best = 0;
	for (unsigned i = 1; p->good_words && i < p->html.nodes.n; i++)
		if ((double)p->nodes[i].good_words >= share * p->good_words && p->html.nodes.v[i].parent == best)
			best = i;
	return best;
}

/* What is known of the whole page before its blocks are looked at. */
struct survey {
	size_t first_good, last_good, first_h1; /* blocks; n where there is none */
	unsigned half, nine;
	unsigned *good_before; /* words of good paragraphs before each block */
	unsigned *prev_good, *next_good;
	unsigned *heading; /* the heading that each block stands under, itself excluded; n where there is none */
};

static void survey_page(const struct page *p, struct survey *s)
{
	unsigned n = (unsigned)p->blocks.n, last = n, heading = n;
	unsigned good = 0;
	*s = (struct survey){n, n, n, page_tightest(p, 0.5), page_tightest(p, 0.9), NULL, NULL, NULL, NULL};
	s->good_before = mem_alloc((n + 1) * sizeof *s->good_before);
	s->prev_good = mem_alloc((n + 1) * sizeof *s->prev_good);
	s->next_good = mem_alloc((n + 1) * sizeof *s->next_good);
	s->heading = mem_alloc((n + 1) * sizeof *s->heading);
	for (unsigned i = 0; i < n; i++) {
		const struct page_block *b = &p->blocks.v[i];
		unsigned h = p->nodes[b->node].heading;
		s->good_before[i] = good;
		s->prev_good[i] = last;
		s->heading[i] = heading;
		if (b->good) {
			good += b->words;
			last = i;
			if (s->first_good == n)
				s->first_good = i;
			s->last_good = i;
		}
		if (h) {
			heading = i;
			if (s->first_h1 == n && html_is(&p->html.nodes.v[h], "h1"))
				s->first_h1 = i;
		}
	}
	for (unsigned i = n, next = n; i-- > 0;) {
		s->next_good[i] = next;
		if (p->blocks.v[i].good)
			next = i;
	}
}

static void free_survey(struct survey *s)
{
	free(s->good_before);
	free(s->prev_good);
	free(s->next_good);
	free(s->heading);
}

static float share(unsigned part, unsigned whole)
{
	return whole ? (float)part / (float)whole : 0;
}

/* log2(1 + n) as a share of its value at 2^top - 1, at most 1. */
static float log_share(size_t n, unsigned top)
{
	unsigned log = 0;
	while (n >> (log + 1) && log < top)
		log++;
	float rest = (float)(n + 1) / (float)((size_t)1 << log) - 1; /* between two powers, a straight line does */
	float x = ((float)log + rest) / (float)top;
	return x > 1 ? 1 : x;
}

static void bits_to(float *f, unsigned bits, size_t n)
{
	for (size_t i = 0; i < n; i++)
		f[i] = (float)(bits >> i & 1);
}

static void own_signs(const struct page *p, const struct page_block *b, float *f)
{
	float *o = f + AT_OTHER;
	f[AT_SHAPE + length_bin(b->words) * LINK_BINS + link_bin(b)] = 1;
	f[AT_ELEMENT + element_bin(p, b)] = 1;
	bits_to(f + AT_PLACE, b->places, PLACES);
	bits_to(f + AT_NAME, b->names, MEANINGS);
	unsigned near = p->nodes[b->node].own_names | p->nodes[p->html.nodes.v[b->node].parent].own_names;
	bits_to(f + AT_NAME_NEAR, near & b->names, MEANINGS);
	bits_to(f + (b->words <= 12 ? AT_SAYS : AT_SAYS_LONG), b->says, MEANINGS);
	bits_to(f + AT_NAME_SMALL, p->nodes[b->node].small_names, MEANINGS);
	o[S_ALWAYS] = 1;
	o[S_STOP] = b->ends_stop;
	o[S_STOP_LONG] = b->ends_stop && b->words >= 6;
	o[S_STOPS] = b->stops > 1;
	o[S_COMMAS] = b->commas > 1;
	o[S_UPPER] = b->starts_upper;
	o[S_DIGITS] = b->digits * 4 > b->chars;
	o[S_GOOD] = b->good;
	bool item = is_item(p, b);
	o[S_LONG_ITEM] = item && b->words > 12 && b->link_words * 3 < b->words;
	o[S_LONG_ROW] = f[AT_ELEMENT + 6] > 0 && b->words > 12;
	o[S_CREDIT] = b->words <= 12 && (b->says & 1u << MEANS_CAPTION);
	o[S_LINK_SENTENCE] = b->link_words == b->words && b->ends_stop && b->words > 6;
	o[S_LENGTH] = log_share(b->words, 8);
	o[S_LINK_SHARE] = share(b->link_words, b->words);
	o[S_STOP_RATE] = share(b->stops * 10, b->words);
	o[S_COMMA_RATE] = share(b->commas * 10, b->words);
	o[S_DIGIT_RATE] = share(b->digits, b->chars);
	o[S_WORD_LENGTH] = share(b->chars, b->words * 12);
	o[S_DEPTH] = (float)(p->html.nodes.v[b->node].depth > 32 ? 32 : p->html.nodes.v[b->node].depth) / 32;
	o[S_ITALICS] = b->italics;
	o[S_BOLD] = b->bold;
	o[S_SAID_BEFORE] = b->said_before;
	o[S_SAID_AGAIN] = b->said_again;
	o[S_NO_GOOD] = p->good_words == 0;
	o[S_SHORT_PAGE] = p->good_words < 150;
	bits_to(o + S_ELLIPSIS, b->looks >> LOOKS_ELLIPSIS, LOOKS - LOOKS_ELLIPSIS);
	o[S_COLON] = (float)(b->looks >> LOOKS_COLON & 1);
}

/* A caption, a credit or a card: few words that share a part of the page with an image. */
static void image_signs(const struct page *p, const struct page_block *b, float *o)
{
	enum { BESIDE = 4, NEAR = 25 };
	unsigned node = b->node;
	for (unsigned k = 0; k < 4 && node; k++, node = p->html.nodes.v[node].parent) {
		const struct page_node *n = &p->nodes[node];
		if (n->words > b->words + NEAR)
			break;
		if (n->images == 0)
			continue;
		o[S_IMAGE_NEAR] = 1;
		o[S_IMAGE_BESIDE] = n->words <= b->words + BESIDE;
		break;
	}
	o[S_IMAGE_BEFORE] = b->image_before;
}

/* Parts of a page that stand side by side with the same name and element are items of a list, whatever they are called. */
static void alike_signs(const struct page *p, const struct page_block *b, float *o)
{
	unsigned node = b->node;
	for (unsigned k = 0; k < 6 && node; k++, node = p->html.nodes.v[node].parent) {
		const struct html_node *n = &p->html.nodes.v[node];
		if (html_is(n, "p") || html_is(n, "tr") || n->tag->flags & (HTML_HEADING | HTML_ITEM) || p->nodes[node].alike < 2)
			continue;
		o[S_ALIKE] = 1;
		o[S_ALIKE_MANY] = log_share(p->nodes[node].alike, 5);
		o[S_ALIKE_LINKS] = share(p->nodes[node].link_words, p->nodes[node].words);
		o[S_CARD] = p->nodes[node].alike > 2 && p->nodes[node].link_headings > 0;
		o[S_CARD_IMAGE] = p->nodes[node].alike > 2 && p->nodes[node].images > 0;
		return;
	}
}

static void part_signs(const struct page *p, const struct page_block *b, const struct survey *s, float *f)
{
	float *o = f + AT_OTHER;
	static const struct {
		unsigned levels;
		enum other_sign share, most, links;
	} ups[] = {{1, S_SHARE1, S_MOST1, S_LINKS1},
			   {2, S_SHARE2, S_MOST2, S_LINKS2},
			   {3, S_SHARE3, S_MOST3, S_LINKS3},
			   {5, S_SHARE5, S_MOST5, S_ALWAYS}};
	unsigned own = b->good ? b->words : 0, all = p->good_words - own;
	for (size_t i = 0; i < sizeof ups / sizeof *ups; i++) {
		const struct page_node *n = &p->nodes[up(p, b->node, ups[i].levels)];
		o[ups[i].share] = share(n->good_words - own, all);
		o[ups[i].most] = o[ups[i].share] >= 0.5f;
		if (ups[i].links != S_ALWAYS)
			o[ups[i].links] = share(n->link_words, n->words);
	}
	alike_signs(p, b, o);
	image_signs(p, b, o);
	o[S_OUT_HALF] = !page_inside(p, b->node, s->half);
	o[S_OUT_NINE] = !page_inside(p, b->node, s->nine);
	o[S_GOOD_OUT] = b->good && o[S_OUT_HALF] > 0;
	o[S_PART_WORDS] = share(p->nodes[s->half].good_words, p->words);
}

static bool link_block(const struct page_block *b)
{
	return b->link_words * 2 > b->words;
}

unsigned page_whole(const struct page *p, unsigned node, bool table)
{
	for (; node; node = p->html.nodes.v[node].parent) {
		const struct html_node *n = &p->html.nodes.v[node];
		if (table ? html_is(n, "table") : (n->tag->flags & HTML_LIST) != 0)
			return node;
	}
	return 0;
}

/* What stands just before and just after the block; either may be NULL. */
static void neighbour_signs(const struct page *p, const struct page_block *b, const struct page_block *before,
							const struct page_block *after, float *o)
{
	o[S_GOOD_BEFORE] = before && before->good;
	o[S_GOOD_AFTER] = after && after->good;
	o[S_GOOD_BOTH] = before && before->good && after && after->good;
	if (before) {
		o[S_LENGTH_BEFORE] = log_share(before->words, 8);
		o[S_LINK_SHARE_BEFORE] = share(before->link_words, before->words);
	}
	if (after) {
		o[S_LENGTH_AFTER] = log_share(after->words, 8);
		o[S_LINK_SHARE_AFTER] = share(after->link_words, after->words);
	}
	o[S_LINKS_BEFORE] = before && link_block(before);
	o[S_LINKS_AFTER] = after && link_block(after);
	o[S_SHORT_BEFORE] = before && before->words < 6;
	o[S_SHORT_AFTER] = after && after->words < 6;
	bool heading = p->nodes[b->node].heading != 0, item = is_item(p, b);
	o[S_HEAD_BEFORE] = before && p->nodes[before->node].heading;
	o[S_HEAD_AFTER] = after && p->nodes[after->node].heading;
	o[S_HEAD_GOOD] = heading && after && after->good;
	o[S_HEAD_LINKS] = heading && after && link_block(after);
	o[S_ITEM_LONG] = item && ((before && before->words > 12 && !link_block(before)) || (after && after->words > 12 && !link_block(after)));
	o[S_ITEM_LINKS] = item && before && after && link_block(before) && link_block(after);
	o[S_SAME_SHAPE] = before && after && length_bin(before->words) == length_bin(b->words) &&
					  length_bin(after->words) == length_bin(b->words) && link_bin(before) == link_bin(b) && link_bin(after) == link_bin(b);
}

/* What kind of table a row stands in. */
static void row_signs(const struct page *p, const struct page_block *b, float *o)
{
	if (!html_is(&p->html.nodes.v[b->node], "tr"))
		return;
	const struct page_node *table = &p->nodes[page_whole(p, b->node, true)];
	unsigned bounds = 0;
	for (size_t k = b->first + 1; k < b->last; k++)
		bounds += p->nodes[p->html.runs.v[k].node].cell != p->nodes[p->html.runs.v[k - 1].node].cell;
	o[S_ROW_CELLS] = bounds >= 2;
	o[S_ROW_MANY] = table->rows >= 4;
	o[S_ROW_AMONG] = o[S_BEFORE_FIRST] == 0 && o[S_AFTER_LAST] == 0;
	o[S_ROW_LINKS] = share(table->link_words, table->words);
}

/* Where the block stands among the paragraphs of the page and under its headings. */
static void place_signs(const struct page *p, size_t i, const struct survey *s, float *f)
{
	const struct page_block *b = &p->blocks.v[i], *v = p->blocks.v;
	size_t n = p->blocks.n;
	float *o = f + AT_OTHER;
	unsigned after_words = p->good_words - s->good_before[i] - (b->good ? b->words : 0);
	o[S_BEFORE_FIRST] = s->good_before[i] == 0 && !b->good;
	o[S_AFTER_LAST] = after_words == 0 && !b->good;
	o[S_FIRST_TENTH] = s->good_before[i] * 10 < p->good_words;
	o[S_LAST_TENTH] = after_words * 10 < p->good_words;
	o[S_BEFORE_H1] = s->first_h1 < n && i < s->first_h1;
	o[S_NO_H1] = s->first_h1 == n;
	o[S_GOOD3_BEFORE] = s->prev_good[i] < n && i - s->prev_good[i] <= 3;
	o[S_GOOD3_AFTER] = s->next_good[i] < n && s->next_good[i] - i <= 3;
	o[S_FAR_BEFORE] = s->prev_good[i] == n || i - s->prev_good[i] > 10;
	o[S_FAR_AFTER] = s->next_good[i] == n || s->next_good[i] - i > 10;
	o[S_PLACE] = share(s->good_before[i], p->good_words);
	o[S_PAGE_PLACE] = (float)i / (float)n;
	o[S_SINCE_GOOD] = s->prev_good[i] == n ? 1 : log_share(i - s->prev_good[i], 6);
	o[S_TO_GOOD] = s->next_good[i] == n ? 1 : log_share(s->next_good[i] - i, 6);
	o[S_ITALICS_END] = b->italics && o[S_LAST_TENTH] > 0;
	neighbour_signs(p, b, i ? b - 1 : NULL, i + 1 < n ? b + 1 : NULL, o);
	row_signs(p, b, o);
	if (o[S_OUT_HALF] == 0)
		f[AT_ELEMENT_IN + element_bin(p, b)] = 1;
	if (o[S_BEFORE_FIRST] == 0 && o[S_AFTER_LAST] == 0) {
		f[AT_SHAPE_IN + length_bin(b->words) * LINK_BINS + link_bin(b)] = 1;
		f[AT_ELEMENT_BETWEEN + element_bin(p, b)] = 1;
	}
	if (s->heading[i] < n) {
		unsigned says = v[s->heading[i]].says;
		unsigned boiler = 1u << MEANS_RELATED | 1u << MEANS_COMMENT | 1u << MEANS_NEWSLETTER | 1u << MEANS_SHARE | 1u << MEANS_NOTICE |
						  1u << MEANS_ADVERT | 1u << MEANS_NAVIGATION;
		o[S_AFTER_BOILER] = (says & boiler) != 0;
		bits_to(f + AT_UNDER, says, MEANINGS);
	}
}

void page_signs(const struct page *p, sign_taker take, void *ctx)
{
	struct survey s;
	float f[SIGNS];
	survey_page(p, &s);
	for (size_t i = 0; i < p->blocks.n; i++) {
		memset(f, 0, sizeof f);
		own_signs(p, &p->blocks.v[i], f);
		part_signs(p, &p->blocks.v[i], &s, f);
		place_signs(p, i, &s, f);
		take(ctx, i, f);
	}
	free_survey(&s);
}
