#include "base/text.h"
#include "normalize/page_parts.h"

static const uint64_t HASH_START = UINT64_C(0xcbf29ce484222325);
enum { LOOKED_AT = 40, OPENING = 8 }; /* words of a block that is compared; words that tell a beginning */

/* The hash of the next word from *at on, letters without case; 0 where none is left. */
static uint64_t next_word(struct span s, size_t *at)
{
	uint64_t h = HASH_START;
	size_t i = *at;
	while (i < s.n && !text_is_alpha(s.p[i]) && !text_is_digit(s.p[i]) && (unsigned char)s.p[i] < 0x80)
		i++;
	size_t start = i;
	for (; i < s.n && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0x80); i++)
		h = (h ^ (unsigned char)(text_is_upper(s.p[i]) ? s.p[i] | 0x20 : s.p[i])) * UINT64_C(0x100000001b3);
	*at = i;
	return i > start ? h : 0;
}

/* Of the first OPENING words; 0 where there are fewer. */
static uint64_t opening(struct span s)
{
	uint64_t all = 0;
	size_t at = 0;
	for (unsigned i = 0; i < OPENING; i++) {
		uint64_t h = next_word(s, &at);
		if (h == 0)
			return 0;
		all = all * UINT64_C(0x9e3779b97f4a7c15) + h;
	}
	return all;
}

void page_look_open(struct page *p)
{
	static const char *const titles[] = {"citation_title", "og:title", "dc.title", "twitter:title", NULL};
	static const char *const descriptions[] = {"description", "og:description", "twitter:description", NULL};
	struct span title = page_meta(&p->html, titles), description = page_meta(&p->html, descriptions);
	struct buf text = {0};
	if (title.p == NULL)
		title = p->html.title;
	if (title.p != NULL)
		html_text(title, 0, title.n < 1024 ? title.n : 1024, &text, 0, NULL);
	size_t at = 0;
	for (uint64_t h; p->title.n < LOOKED_AT && (h = next_word(buf_span(&text), &at)) != 0;)
		list_push(&p->title, h);
	buf_clear(&text);
	if (description.p != NULL)
		html_text(description, 0, description.n < 1024 ? description.n : 1024, &text, 0, NULL);
	p->description = opening(buf_span(&text));
	buf_free(&text);
}

/* Whether at least three words, and three quarters of all, are words of the page's title. */
static bool is_title(const struct page *p, struct span text)
{
	size_t at = 0, words = 0, same = 0;
	for (uint64_t h; (h = next_word(text, &at)) != 0; words++)
		for (size_t i = 0; i < p->title.n; i++)
			if (p->title.v[i] == h) {
				same++;
				break;
			}
	return same >= 3 && same * 4 >= words * 3;
}

static bool is_address(struct span s)
{
	for (size_t i = 1; i + 4 < s.n; i++)
		if (s.p[i] == '@' || (s.p[i] == ':' && s.p[i + 1] == '/' && s.p[i + 2] == '/') ||
			(s.p[i] == '.' && i >= 3 && (s.p[i - 1] | 0x20) == 'w' && (s.p[i - 2] | 0x20) == 'w' && (s.p[i - 3] | 0x20) == 'w'))
			return true;
	return s.n > 3 && s.p[0] == '@' && text_is_alpha(s.p[1]);
}

void page_look(const struct page *p, struct page_block *b, struct span text)
{
	enum { ADDRESS = 4 };
	size_t end = text.n;
	if (b->words <= LOOKED_AT && p->title.n && is_title(p, text))
		b->looks |= 1u << LOOKS_TITLE;
	if (p->description && b->words >= OPENING && opening(text) == p->description)
		b->looks |= 1u << LOOKS_DESCRIPTION;
	if (b->words <= ADDRESS && is_address(text))
		b->looks |= 1u << LOOKS_ADDRESS;
	while (end > 0 && (text.p[end - 1] == ']' || text.p[end - 1] == ')' || text.p[end - 1] == ' '))
		end--;
	if (end >= 3 && (memcmp(text.p + end - 3, "...", 3) == 0 || memcmp(text.p + end - 3, "\xe2\x80\xa6", 3) == 0))
		b->looks |= 1u << LOOKS_ELLIPSIS;
}
