#include "base/record.h"

#include "base/quotes.h"
#include "base/text.h"

/* ---- scanning: each function returns the position after what it read, or 0 where it is not there ---- */

static size_t skip_space(struct span s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n'))
		i++;
	return i;
}

/* Is the quote at q, of a string whose inside begins at `from`, one that closes it? */
static __attribute__((noinline)) bool escaped(struct span s, size_t from, size_t q)
{
	size_t slashes = 0;
	while (q - slashes > from && s.p[q - slashes - 1] == '\\')
		slashes++;
	return slashes % 2 == 1;
}

static inline __attribute__((always_inline)) size_t scan_string(struct quotes *in, struct span s, size_t i)
{
	if (i >= s.n || s.p[i] != '"')
		return 0;
	size_t from = i + 1, q = quotes_next(in, s, from);
	while (q < s.n && s.p[q - 1] == '\\' && escaped(s, from, q))
		q = quotes_next(in, s, q + 1);
	return q < s.n ? q + 1 : 0;
}

/* What numbers, true, false and null are made of. */
#define TIMES_10(c)                                                                                                                  \
	[c] = 1, [(c) + 1] = 1, [(c) + 2] = 1, [(c) + 3] = 1, [(c) + 4] = 1, [(c) + 5] = 1, [(c) + 6] = 1, [(c) + 7] = 1, [(c) + 8] = 1, \
	[(c) + 9] = 1
static const unsigned char in_word[256] = {
	TIMES_10('0'), TIMES_10('A'), TIMES_10('K'), ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['-'] = 1,
	['+'] = 1,     TIMES_10('a'), TIMES_10('k'), ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['.'] = 1,
};
#undef TIMES_10

static inline size_t scan_word(struct span s, size_t i)
{
	size_t from = i;
	while (i < s.n && in_word[(unsigned char)s.p[i]])
		i++;
	return i > from ? i : 0;
}

/* Arrays and objects are only balanced; their inside is checked when it is read. */
static size_t scan_nested(struct span s, size_t i)
{
	char open[RECORD_DEPTH];
	size_t depth = 0;
	struct quotes in = {0};
	while (i < s.n) {
		char c = s.p[i];
		if (c == '"') {
			i = scan_string(&in, s, i);
			if (i == 0)
				return 0;
			continue;
		}
		if (c == '[' || c == '{') {
			if (depth == RECORD_DEPTH)
				return 0;
			open[depth++] = c;
		} else if (c == ']' || c == '}') {
			if (depth == 0 || open[depth - 1] != (c == ']' ? '[' : '{'))
				return 0;
			if (--depth == 0)
				return i + 1;
		}
		i++;
	}
	return 0;
}

static inline __attribute__((always_inline)) size_t scan_value(struct quotes *in, struct span s, size_t i)
{
	if (i >= s.n)
		return 0;
	if (s.p[i] == '"')
		return scan_string(in, s, i);
	if (s.p[i] == '[' || s.p[i] == '{')
		return scan_nested(s, i);
	return scan_word(s, i);
}

/* One member `"key":value` at i; 0 where there is none. */
static inline __attribute__((always_inline)) size_t scan_member(struct quotes *in, struct span s, size_t i, struct member *m)
{
	size_t end = scan_string(in, s, i);
	if (end == 0)
		return 0;
	m->key = span_sub(s, i + 1, end - 1);
	if (end < s.n && s.p[end] != ':')
		end = skip_space(s, end);
	if (end >= s.n || s.p[end] != ':')
		return 0;
	i = end + 1;
	if (i < s.n && (unsigned char)s.p[i] <= ' ')
		i = skip_space(s, i);
	end = scan_value(in, s, i);
	if (end)
		m->value = span_sub(s, i, end);
	return end;
}

size_t record_parse(struct record *r, struct span line)
{
	struct quotes in = {0};
	r->line = line;
	r->n = 0;
	size_t i = skip_space(line, 0);
	if (i >= line.n || line.p[i] != '{')
		return i + 1;
	for (i++;; i++) {
		if (i < line.n && line.p[i] != '"')
			i = skip_space(line, i);
		if (r->n == RECORD_MEMBERS)
			return i + 1;
		size_t end = scan_member(&in, line, i, &r->m[r->n]);
		if (end == 0)
			return i + 1;
		r->n++;
		i = end;
		if (i < line.n && line.p[i] == ',')
			continue;
		i = skip_space(line, i);
		if (i < line.n && line.p[i] == '}')
			break;
		if (i >= line.n || line.p[i] != ',')
			return i + 1;
	}
	i = skip_space(line, i + 1);
	if (i != line.n)
		return i + 1;
	if (r->n < 2 || !span_is(r->m[0].key, "type") || !span_is(r->m[1].key, "doc") || r->m[0].value.p[0] != '"' || r->m[1].value.p[0] != '"')
		return 1;
	r->type = span_sub(r->m[0].value, 1, r->m[0].value.n - 1);
	r->doc = r->m[1].value;
	return 0;
}

struct span record_type(struct span line)
{
	static const char head[] = "{\"type\":\"";
	size_t n = RECORD_TYPE_AT;
	if (line.n <= n || memcmp(line.p, head, n) != 0)
		return (struct span){NULL, 0};
	const char *end = memchr(line.p + n, '"', line.n - n);
	return end ? span_make(line.p + n, (size_t)(end - line.p) - n) : (struct span){NULL, 0};
}

struct span record_find(struct span line, const char *key)
{
	struct member m;
	struct quotes in = {0};
	size_t n = strlen(key);
	for (size_t i = 1; line.n && line.p[0] == '{' && i < line.n && (i = scan_member(&in, line, i, &m)) != 0; i++) {
		if (m.key.n == n && memcmp(m.key.p, key, n) == 0)
			return m.value;
		if (i >= line.n || line.p[i] != ',')
			break;
	}
	return (struct span){NULL, 0};
}

struct span json_next(struct span array, size_t *at)
{
	static const struct span none = {NULL, 0};
	if (array.n < 2 || array.p[0] != '[')
		return none;
	size_t i = skip_space(array, *at ? *at : 1);
	if (*at && i < array.n && array.p[i] == ',')
		i = skip_space(array, i + 1);
	struct quotes in = {0};
	size_t end = i < array.n && array.p[i] != ']' ? scan_value(&in, array, i) : 0;
	if (end == 0)
		return none;
	*at = end;
	return span_sub(array, i, end);
}

bool json_next_member(struct span object, size_t *at, struct member *m)
{
	if (object.n < 2 || object.p[0] != '{')
		return false;
	size_t i = skip_space(object, *at ? *at : 1);
	if (*at && i < object.n && object.p[i] == ',')
		i = skip_space(object, i + 1);
	struct quotes in = {0};
	size_t end = scan_member(&in, object, i, m);
	if (end)
		*at = end;
	return end != 0;
}

struct span json_member(struct span object, const char *key)
{
	struct member m;
	for (size_t at = 0; json_next_member(object, &at, &m);)
		if (span_is(m.key, key))
			return m.value;
	return (struct span){NULL, 0};
}

/* Four hex digits at p, or -1. */
static int hex4(const char *p)
{
	int v = 0;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		int d = text_is_digit(c) ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
		if (d < 0)
			return -1;
		v = v << 4 | d;
	}
	return v;
}

/* The code point of `\uXXXX` (and of the pair that it opens) at p[i]; *i moves behind it. */
static uint32_t unescape_u(struct span s, size_t *i)
{
	int v = *i + 6 <= s.n ? hex4(s.p + *i + 2) : -1;
	*i = *i + 6 <= s.n ? *i + 6 : s.n;
	if (v < 0 || (v >= 0xdc00 && v < 0xe000))
		return 0xfffd;
	if (v < 0xd800 || v >= 0xe000)
		return (uint32_t)v;
	int low = *i + 6 <= s.n && s.p[*i] == '\\' && s.p[*i + 1] == 'u' ? hex4(s.p + *i + 2) : -1;
	if (low < 0xdc00 || low >= 0xe000)
		return 0xfffd;
	*i += 6;
	return 0x10000 + ((uint32_t)(v - 0xd800) << 10) + (uint32_t)(low - 0xdc00);
}

void json_unescape(struct span raw, struct buf *out)
{
	if (raw.n < 2)
		return;
	struct span s = span_sub(raw, 1, raw.n - 1);
	for (size_t i = 0; i < s.n;) {
		const char *slash = memchr(s.p + i, '\\', s.n - i);
		size_t to = slash ? (size_t)(slash - s.p) : s.n;
		buf_add(out, s.p + i, to - i);
		i = to;
		if (i + 1 >= s.n)
			break;
		char c = s.p[i + 1];
		if (c == 'u') {
			out->n += text_encode(unescape_u(s, &i), buf_room(out, 4));
			continue;
		}
		static const char from[] = "bfnrt", into[] = "\b\f\n\r\t";
		const char *k = strchr(from, c);
		buf_addc(out, k && c ? into[k - from] : c);
		i += 2;
	}
}

struct span json_text(struct span raw, struct buf *scratch)
{
	if (raw.n < 2 || raw.p[0] != '"')
		return span_make("", 0);
	if (memchr(raw.p, '\\', raw.n) == NULL)
		return span_sub(raw, 1, raw.n - 1);
	size_t from = scratch->n;
	buf_room(scratch, raw.n);
	json_unescape(raw, scratch);
	return span_make(scratch->p + from, scratch->n - from);
}

uint64_t json_number(struct span raw, uint64_t otherwise)
{
	uint64_t v = 0;
	if (raw.n == 0 || raw.n > 18)
		return otherwise;
	for (size_t i = 0; i < raw.n; i++) {
		if (!text_is_digit(raw.p[i]))
			return otherwise;
		v = v * 10 + (uint64_t)(raw.p[i] - '0');
	}
	return v;
}

struct extent record_place(const struct record *r)
{
	return (struct extent){record_number(r, "start", 0), record_number(r, "end", 0), record_number(r, "char_start", 0),
						   record_number(r, "char_end", 0)};
}

void record_alignment(const struct record *r, size_t text_n, struct alignment *a)
{
	a->start = record_number(r, "start", 0);
	a->char_start = record_number(r, "char_start", 0);
	struct span map = record_get(r, "map");
	size_t at = 0, v[4], k = 0, done = 0; /* bytes of the text up to the end of the last edit */
	for (struct span e; (e = json_next(map, &at)).p != NULL;) {
		v[k++] = json_number(e, 0);
		if (k < 4)
			continue;
		k = 0;
		if (v[0] < done || v[0] > text_n || v[1] > text_n - v[0])
			continue;
		align_edit(a, v[0], v[1], v[2], v[3]);
		done = v[0] + v[1];
	}
}

/* ---- writing ---- */

/* The first byte at or after i that JSON does not take as it stands: control characters, DEL, quote, backslash. Eight at a time. */
static inline size_t plain_run(struct span s, size_t i)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
	for (; i + 8 <= s.n; i += 8) {
		uint64_t w;
		memcpy(&w, s.p + i, 8);
		uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\', del = w ^ ones * 0x7f;
		uint64_t hit = (((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((del - ones) & ~del)) & high;
		if (hit)
			return i + (size_t)__builtin_ctzll(hit) / 8; /* the lowest mark is true, those above it may come of borrows */
	}
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f)
			break;
	}
	return i;
}

void json_write(struct buf *out, struct span value)
{
	buf_room(out, value.n + 2);
	buf_addc(out, '"');
	size_t from = 0;
	for (size_t i = plain_run(value, 0); i < value.n; i = plain_run(value, i + 1)) {
		unsigned char c = (unsigned char)value.p[i];
		buf_add(out, value.p + from, i - from);
		from = i + 1;
		static const char plain[] = "\"\\\b\f\n\r\t", escape[] = "\"\\bfnrt";
		const char *k = c ? strchr(plain, c) : NULL;
		if (k != NULL) {
			buf_addc(out, '\\');
			buf_addc(out, escape[k - plain]);
		} else {
			buf_printf(out, "\\u%04x", c);
		}
	}
	if (value.n > from)
		buf_add(out, value.p + from, value.n - from);
	buf_addc(out, '"');
}
