/* The signs that page_signs.c sees and configs/page-signs.csv weighs: their order and their names. Not for others. */
#ifndef EVITAB_PAGE_SIGN_H
#define EVITAB_PAGE_SIGN_H

#include "normalize/page_judge.h"

enum { LENGTH_BINS = 6, LINK_BINS = 4, ELEMENT_BINS = 14 };

/* clang-format off */
#define OTHER_SIGN_LIST(X) \
	X(S_ALWAYS, "always") \
	X(S_STOP, "ends as a sentence") \
	X(S_STOP_LONG, "ends as a sentence, 6 words or more") \
	X(S_STOPS, "several sentences") \
	X(S_COMMAS, "commas") \
	X(S_UPPER, "begins with a capital") \
	X(S_DIGITS, "many digits") \
	X(S_COLON, "ends with a colon") \
	X(S_BEFORE_FIRST, "before the first paragraph") \
	X(S_AFTER_LAST, "after the last paragraph") \
	X(S_FIRST_TENTH, "in the first tenth of the paragraphs") \
	X(S_LAST_TENTH, "in the last tenth of the paragraphs") \
	X(S_BEFORE_H1, "before the first h1") \
	X(S_NO_H1, "no h1") \
	X(S_GOOD_BEFORE, "paragraph before it") \
	X(S_GOOD_AFTER, "paragraph after it") \
	X(S_GOOD_BOTH, "paragraphs on both sides") \
	X(S_GOOD3_BEFORE, "paragraph within 3 before") \
	X(S_GOOD3_AFTER, "paragraph within 3 after") \
	X(S_LINKS_BEFORE, "links before it") \
	X(S_LINKS_AFTER, "links after it") \
	X(S_SHORT_BEFORE, "short before it") \
	X(S_SHORT_AFTER, "short after it") \
	X(S_HEAD_BEFORE, "heading before it") \
	X(S_HEAD_AFTER, "heading after it") \
	X(S_FAR_BEFORE, "far from the paragraph before") \
	X(S_FAR_AFTER, "far from the paragraph after") \
	X(S_SHARE1, "share of paragraphs in its parent") \
	X(S_SHARE2, "share of paragraphs in its grandparent") \
	X(S_SHARE3, "share of paragraphs 3 up") \
	X(S_SHARE5, "share of paragraphs 5 up") \
	X(S_MOST1, "its parent holds most paragraphs") \
	X(S_MOST2, "its grandparent holds most paragraphs") \
	X(S_MOST3, "3 up most paragraphs") \
	X(S_MOST5, "5 up most paragraphs") \
	X(S_LINKS1, "links of its parent") \
	X(S_LINKS2, "links of its grandparent") \
	X(S_LINKS3, "links 3 up") \
	X(S_OUT_HALF, "outside of the tightest part with half of the paragraphs") \
	X(S_OUT_NINE, "outside of the tightest part with nine tenths of the paragraphs") \
	X(S_HEAD_GOOD, "heading with a paragraph next") \
	X(S_HEAD_LINKS, "heading with links next") \
	X(S_GOOD, "paragraph of running text") \
	X(S_GOOD_OUT, "running text outside of the tightest half") \
	X(S_ITEM_LONG, "list item among long ones") \
	X(S_ITEM_LINKS, "list item among links") \
	X(S_SAME_SHAPE, "same shape before and after") \
	X(S_CREDIT, "image credit alone") \
	X(S_NO_GOOD, "page without paragraphs") \
	X(S_SHORT_PAGE, "short page") \
	X(S_LONG_ITEM, "long list item") \
	X(S_LONG_ROW, "long table row") \
	X(S_AFTER_BOILER, "after a boilerplate heading") \
	X(S_PART_WORDS, "words of the part with most paragraphs") \
	X(S_LENGTH, "length") \
	X(S_LINK_SHARE, "share of links") \
	X(S_PLACE, "place among paragraphs") \
	X(S_PAGE_PLACE, "place on the page") \
	X(S_SINCE_GOOD, "blocks since the last paragraph") \
	X(S_TO_GOOD, "blocks to the next paragraph") \
	X(S_STOP_RATE, "stops for each word") \
	X(S_COMMA_RATE, "commas for each word") \
	X(S_DIGIT_RATE, "digits for each character") \
	X(S_WORD_LENGTH, "word length") \
	X(S_ITALICS, "all in italics") \
	X(S_BOLD, "all in bold") \
	X(S_ITALICS_END, "italics after the last paragraph") \
	X(S_ROW_CELLS, "row of 3 cells or more") \
	X(S_ROW_MANY, "row of a table of 4 rows or more") \
	X(S_ROW_AMONG, "row among paragraphs") \
	X(S_ROW_LINKS, "row with links") \
	X(S_SAID_BEFORE, "said before on the page") \
	X(S_SAID_AGAIN, "said again on the page") \
	X(S_ALIKE, "one of several parts alike") \
	X(S_ALIKE_MANY, "parts alike") \
	X(S_ALIKE_LINKS, "links of parts alike") \
	X(S_LENGTH_BEFORE, "length of the one before") \
	X(S_LENGTH_AFTER, "length of the one after") \
	X(S_LINK_SHARE_BEFORE, "share of links before it") \
	X(S_LINK_SHARE_AFTER, "share of links after it") \
	X(S_DEPTH, "depth") \
	X(S_LINK_SENTENCE, "a single link with a sentence") \
	X(S_ELLIPSIS, "ends with an ellipsis") \
	X(S_CAPITALS, "in capitals") \
	X(S_ADDRESS, "an address alone") \
	X(S_LABEL, "a label and a link") \
	X(S_LINK_FIRST, "begins with a link") \
	X(S_LINK_LAST, "ends with a link") \
	X(S_TITLE, "words of the title") \
	X(S_DESCRIPTION, "begins as the description of the page") \
	X(S_IMAGE_BESIDE, "alone beside an image") \
	X(S_IMAGE_NEAR, "beside an image") \
	X(S_IMAGE_BEFORE, "image before it") \
	X(S_CARD, "in a card with a linked heading") \
	X(S_CARD_IMAGE, "in one of several parts alike, with an image")
/* clang-format on */

#define SIGN_ENUM(sign, name) sign,
enum other_sign { OTHER_SIGN_LIST(SIGN_ENUM) OTHER_SIGNS };
#undef SIGN_ENUM

/* Where each family of signs begins. */
enum {
	AT_SHAPE = 0,
	AT_ELEMENT = AT_SHAPE + LENGTH_BINS * LINK_BINS,
	AT_PLACE = AT_ELEMENT + ELEMENT_BINS,
	AT_NAME = AT_PLACE + PLACES,
	AT_NAME_NEAR = AT_NAME + MEANINGS,
	AT_SAYS = AT_NAME_NEAR + MEANINGS,
	AT_SAYS_LONG = AT_SAYS + MEANINGS,
	AT_NAME_SMALL = AT_SAYS_LONG + MEANINGS,
	AT_UNDER = AT_NAME_SMALL + MEANINGS,
	AT_SHAPE_IN = AT_UNDER + MEANINGS,
	AT_ELEMENT_IN = AT_SHAPE_IN + LENGTH_BINS * LINK_BINS,
	AT_ELEMENT_BETWEEN = AT_ELEMENT_IN + ELEMENT_BINS,
	AT_OTHER = AT_ELEMENT_BETWEEN + ELEMENT_BINS,
	AT_END = AT_OTHER + OTHER_SIGNS,
};
_Static_assert((int)AT_END <= (int)SIGNS, "more signs than room");

#endif
