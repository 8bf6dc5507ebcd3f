#include "stream/jsonl.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/text.h"

void jsonl_init(void)
{
	json_set_alloc_funcs(mem_alloc, free);
	json_object_seed(1);
}

/* Is raw a JSON string that needs no second opinion: valid UTF-8, no control characters, simple escapes or \u of the BMP
 * but for surrogates and NUL? */
static bool plain_string(struct span raw)
{
	if (raw.n < 2 || raw.p[0] != '"')
		return false;
	for (size_t i = 1; i + 1 < raw.n; i++) {
		unsigned char c = (unsigned char)raw.p[i];
		if (c < 0x20)
			return false;
		if (c != '\\')
			continue;
		c = (unsigned char)raw.p[++i];
		if (c == 'u') {
			for (size_t k = 1; k <= 4; k++)
				if (i + k + 1 >= raw.n || !(text_is_digit(raw.p[i + k]) || strchr("abcdefABCDEF", raw.p[i + k]) != NULL))
					return false;
			if ((raw.p[i + 1] | 0x20) == 'd' || memcmp(raw.p + i + 1, "0000", 4) == 0)
				return false;
		} else if (c == 0 || strchr("\"\\/bfnrt", c) == NULL) {
			return false;
		}
	}
	return text_invalid(raw) == raw.n;
}

/* A flat object of plain strings, no key twice, nothing after it. */
static bool plain_object(struct span line)
{
	struct member m[8];
	size_t n = 0, at = 0;
	while (n < 8 && json_next_member(line, &at, &m[n])) {
		if (!plain_string(m[n].value) || memchr(m[n].key.p, '\\', m[n].key.n) != NULL || text_invalid(m[n].key) != m[n].key.n)
			return false;
		for (size_t k = 0; k < n; k++)
			if (span_eq(m[k].key, m[n].key))
				return false;
		n++;
	}
	return n > 0 && n < 8 && at + 1 == line.n && line.p[at] == '}' && line.p[0] == '{' && line.p[1] == '"';
}

static const char *refused(struct span line, struct buf *why)
{
	json_error_t e;
	json_t *j = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, &e);
	buf_clear(why);
	if (j == NULL)
		buf_printf(why, "not JSON: %s (byte %d)", e.text, e.position);
	else if (!json_is_object(j))
		buf_adds(why, "not a JSON object");
	json_decref(j);
	buf_addc(why, '\0');
	return why->n > 1 ? why->p : NULL;
}

const char *jsonl_read(struct jsonl_document *doc, struct span line, struct buf *why)
{
	static const struct span none = {NULL, 0};
	static const char *const names[] = {"doc", "id", "url"};
	doc->id = doc->text = none;
	buf_clear(&doc->meta);
	line = span_trim(line);
	const char *no = plain_object(line) ? NULL : refused(line, why);
	if (no != NULL)
		return no;
	struct member m;
	size_t rank = 3;
	for (size_t at = 0; json_next_member(line, &at, &m);)
		for (size_t k = 0; k < rank; k++)
			if (span_is(m.key, names[k]) && m.value.n && (m.value.p[0] == '"' || text_is_digit(m.value.p[0])))
				rank = k, doc->id = m.value;
	for (size_t at = 0; json_next_member(line, &at, &m);) {
		if (span_is(m.key, "text")) {
			doc->text = m.value;
		} else if (m.value.p != doc->id.p) {
			buf_addc(&doc->meta, doc->meta.n ? ',' : '{');
			buf_addc(&doc->meta, '"');
			buf_addspan(&doc->meta, m.key);
			buf_adds(&doc->meta, "\":");
			buf_addspan(&doc->meta, m.value);
		}
	}
	if (doc->meta.n)
		buf_addc(&doc->meta, '}');
	return doc->text.n && doc->text.p[0] == '"' ? NULL : "no member 'text' that is a string";
}
