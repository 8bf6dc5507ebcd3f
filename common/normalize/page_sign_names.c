#include <stdio.h>

#include "normalize/page_sign.h"

static const char *const LENGTHS[] = {"1-2 words", "3-5 words", "6-10 words", "11-20 words", "21-40 words", "over 40 words"};
static const char *const LINKS[] = {"no links", "some links", "many links", "links alone"};

static const char *const ELEMENTS[] = {
	"p",       "li",   "h1", "h2", "h3", "h4 to h6", "table row", "caption", "quote", "division", "term or definition", "preformatted",
	"control", "other"};

static const char *const PLACE_NAMES[PLACES] = {
	"in nav",  "in footer",  "in aside", "in header", "in form",       "hidden",  "in figure", "in article",
	"in main", "in control", "in link",  "in table",  "in blockquote", "in list", "in dialog", "in noscript",
};

static const char *const MEANING_NAMES[MEANINGS] = {
	"references", "content", "title",      "caption", "meta",    "author", "navigation", "share", "comment",
	"related",    "advert",  "newsletter", "footer",  "sidebar", "notice", "toc",        "tool",  "unseen",
};

#define SIGN_NAME(sign, name) name,
static const char *const OTHERS[] = {OTHER_SIGN_LIST(SIGN_NAME)};
#undef SIGN_NAME

const char *sign_name(size_t sign, char name[64])
{
	if (sign < AT_ELEMENT)
		snprintf(name, 64, "%s, %s", LENGTHS[sign / LINK_BINS], LINKS[sign % LINK_BINS]);
	else if (sign < AT_PLACE)
		snprintf(name, 64, "element: %s", ELEMENTS[sign - AT_ELEMENT]);
	else if (sign < AT_NAME)
		snprintf(name, 64, "%s", PLACE_NAMES[sign - AT_PLACE]);
	else if (sign < AT_NAME_NEAR)
		snprintf(name, 64, "in a part named %s", MEANING_NAMES[sign - AT_NAME]);
	else if (sign < AT_SAYS)
		snprintf(name, 64, "named %s itself", MEANING_NAMES[sign - AT_NAME_NEAR]);
	else if (sign < AT_SAYS_LONG)
		snprintf(name, 64, "says %s", MEANING_NAMES[sign - AT_SAYS]);
	else if (sign < AT_NAME_SMALL)
		snprintf(name, 64, "says %s in 13 words or more", MEANING_NAMES[sign - AT_SAYS_LONG]);
	else if (sign < AT_UNDER)
		snprintf(name, 64, "in a small part named %s", MEANING_NAMES[sign - AT_NAME_SMALL]);
	else if (sign < AT_SHAPE_IN)
		snprintf(name, 64, "under a heading that says %s", MEANING_NAMES[sign - AT_UNDER]);
	else if (sign < AT_ELEMENT_IN)
		snprintf(name, 64, "%s, %s, among paragraphs", LENGTHS[(sign - AT_SHAPE_IN) / LINK_BINS], LINKS[(sign - AT_SHAPE_IN) % LINK_BINS]);
	else if (sign < AT_ELEMENT_BETWEEN)
		snprintf(name, 64, "element: %s, in the part with the paragraphs", ELEMENTS[sign - AT_ELEMENT_IN]);
	else if (sign < AT_OTHER)
		snprintf(name, 64, "element: %s, among paragraphs", ELEMENTS[sign - AT_ELEMENT_BETWEEN]);
	else if (sign < AT_END)
		snprintf(name, 64, "%s", OTHERS[sign - AT_OTHER]);
	else
		return NULL;
	return name;
}
