/* Web addresses and DOIs in an entry: where they end, and what they are. */
#include "base/text.h"
#include "reference/reference_parts.h"

/* Bytes: of a resolver's address before the DOI; of what a DOI has between < and >. */
enum { RESOLVER = 40, SICI = 40 };

static bool begins_doi(struct span s, size_t at)
{
	size_t i = at + 3;
	if (s.n - at < 8 || memcmp(s.p + at, "10.", 3) != 0)
		return false;
	while (i < s.n && (text_is_digit(s.p[i]) || s.p[i] == '.'))
		i++;
	return i - at >= 7 && i + 1 < s.n && s.p[i] == '/';
}

/* To the next blank; closing punctuation is left outside, brackets only where they were not opened within. */
static size_t address_end(struct span s, size_t at)
{
	size_t end = at, round = 0, square = 0;
	while (end < s.n && (unsigned char)s.p[end] > ' ' && s.p[end] != '"') {
		char c = s.p[end];
		if (c == '<' && !memchr(s.p + end, '>', s.n - end < SICI ? s.n - end : SICI))
			break; /* DOIs of the SICI form hold <…> */
		if (c == '>' && !memchr(s.p + at, '<', end - at))
			break;
		if (c == '(')
			round++;
		if (c == '[')
			square++;
		if ((c == ')' && round-- == 0) || (c == ']' && square-- == 0))
			break;
		if ((unsigned char)c >= 0x80) {
			size_t n;
			uint32_t u = text_decode(s, end, &n);
			if (u == 0xa0 || (u >= 0x2018 && u <= 0x201f) || u == 0xbb || (u >= 0x2000 && u <= 0x200b))
				break;
			end += n;
			continue;
		}
		end++;
	}
	while (end > at && strchr(".,;:'", s.p[end - 1]) != NULL)
		end--;
	return end;
}

/* An address that has a DOI near its beginning is that of a resolver. */
uint8_t address_kind(struct span s, size_t at, size_t end)
{
	for (size_t i = at; i + 8 < end && i < at + RESOLVER; i++)
		if (s.p[i] == '1' && s.p[i - (i > at)] == '/' && begins_doi(s, i))
			return TOK_DOI;
	return TOK_URL;
}

size_t address_at(struct span s, size_t at, uint8_t *kind)
{
	char c = s.p[at];
	if (c == '1' && begins_doi(s, at)) {
		*kind = TOK_DOI;
		return address_end(s, at);
	}
	struct span rest = span_sub(s, at, s.n);
	if (text_starts(rest, "http://") || text_starts(rest, "https://") || text_starts(rest, "www.") || text_starts(rest, "ftp://")) {
		size_t end = address_end(s, at);
		*kind = address_kind(s, at, end);
		return end;
	}
	return at;
}

/* "ward.example.org/naps": an address without its scheme, of which the first word ends at `end`. A host in small letters with a path behind
 * it; where the path ends, or `end`. */
size_t address_bare(struct span s, size_t at, size_t end)
{
	enum { LABEL_LEAST = 2, LABEL_MOST = 6, WORD_LEAST = 2 }; /* letters of the last label; of the first word */
	size_t i = end, label = 0;
	if (end - at < WORD_LEAST || (at > 0 && !text_is_space(s.p[at - 1]) && !memchr("([<", s.p[at - 1], 3)))
		return end;
	for (size_t k = at; k < end; k++)
		if (!text_is_lower(s.p[k]) && !text_is_digit(s.p[k]) && s.p[k] != '-')
			return end;
	for (; i < s.n && (text_is_lower(s.p[i]) || text_is_digit(s.p[i]) || s.p[i] == '.' || s.p[i] == '-'); i++)
		label = text_is_lower(s.p[i]) ? label + 1 : 0;
	bool host = i + 1 < s.n && s.p[i] == '/' && label >= LABEL_LEAST && label <= LABEL_MOST && s.p[i - label - 1] == '.';
	return host && (text_is_alpha(s.p[i + 1]) || text_is_digit(s.p[i + 1])) ? address_end(s, at) : end;
}
