/* The text of a page: its entities, and the charset that it is said to be in. The only room of libxml2's table of them. */
#include <libxml/HTMLparser.h>

#include "base/text.h"
#include "normalize/decode.h"
#include "normalize/html_parts.h"

enum { ENTITY_MAX = 32 };

/* The character of "&…;" at `at`; 0 where none stands there. *n becomes the bytes that it takes. */
static uint32_t entity(struct span s, size_t at, size_t *n)
{
	size_t i = at + 1;
	if (i + 1 < s.n && s.p[i] == '#') {
		bool hex = (s.p[i + 1] | 0x20) == 'x';
		uint32_t c = 0;
		size_t digits = i += 1 + (size_t)hex;
		for (; i < s.n; i++) {
			char d = text_lower(s.p[i]);
			unsigned v = text_is_digit(d) ? (unsigned)(d - '0') : hex && d >= 'a' && d <= 'f' ? (unsigned)(d - 'a') + 10 : 99;
			if (v == 99)
				break;
			c = c > 0x110000 ? c : c * (hex ? 16 : 10) + v;
		}
		if (i == digits)
			return 0;
		*n = i + (i < s.n && s.p[i] == ';') - at;
		if (c >= 0x80 && c < 0xa0 && decode_cp1252((unsigned char)c))
			return decode_cp1252((unsigned char)c);
		return c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c;
	}
	char name[ENTITY_MAX];
	size_t k = 0;
	while (i < s.n && k + 1 < ENTITY_MAX && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i])))
		name[k++] = s.p[i++];
	name[k] = '\0';
	if (k == 0 || i >= s.n || s.p[i] != ';')
		return 0;
	*n = i + 1 - at;
	static const struct {
		const char *name;
		uint32_t c;
	} frequent[] = {{"amp", '&'}, {"nbsp", 0xa0}, {"quot", '"'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}};
	for (size_t f = 0; f < sizeof frequent / sizeof *frequent; f++) /* the library's search begins at the first of 253 */
		if (strcmp(name, frequent[f].name) == 0)
			return frequent[f].c;
	const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
	return e != NULL ? e->value : 0;
}

void html_text(struct span text, size_t from, size_t to, struct buf *out, size_t base, struct alignment *a)
{
	struct span s = span_sub(text, 0, to);
	while (from < to) {
		const char *p = memchr(s.p + from, '&', to - from);
		size_t amp = p != NULL ? (size_t)(p - s.p) : to, n = 0;
		buf_add(out, s.p + from, amp - from);
		if (amp == to)
			return;
		uint32_t c = entity(s, amp, &n);
		if (c == 0) {
			buf_addc(out, '&');
			from = amp + 1;
			continue;
		}
		char utf8[4];
		size_t len = text_encode(c, utf8);
		if (a != NULL)
			align_edit(a, out->n - base, len, n, n); /* an entity is ASCII */
		buf_add(out, utf8, len);
		from = amp + n;
	}
}

struct span html_charset(struct span source)
{
	size_t limit = source.n < 4096 ? source.n : 4096;
	for (size_t i = 0; i + 8 < limit; i++) {
		if (text_lower(source.p[i]) != 'c' || !html_named(span_sub(source, i, i + 7), "charset"))
			continue;
		i += 7;
		while (i < limit && (source.p[i] == ' ' || source.p[i] == '=' || source.p[i] == '"' || source.p[i] == '\''))
			i++;
		size_t start = i;
		while (i < limit && (text_is_alpha(source.p[i]) || text_is_digit(source.p[i]) || source.p[i] == '-' || source.p[i] == '_'))
			i++;
		if (i > start)
			return span_sub(source, start, i);
	}
	return (struct span){NULL, 0};
}
