#include "stream/http.h"

#include "base/text.h"
#include "stream/unpack.h"

static char small(char c)
{
	return text_is_upper(c) ? (char)(c | 0x20) : c;
}

/* Does s begin with the word, which is in small letters? */
static bool begins(struct span s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i < n; i++)
		if (i >= s.n || small(s.p[i]) != word[i])
			return false;
	return true;
}

/* The line at `at` without its end; *at moves behind it. */
static struct span next_line(struct span s, size_t *at)
{
	const char *nl = memchr(s.p + *at, '\n', s.n - *at);
	size_t end = nl ? (size_t)(nl - s.p) : s.n;
	struct span line = span_sub(s, *at, end);
	*at = nl ? end + 1 : end;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

struct span http_field(struct span lines, const char *name)
{
	size_t n = strlen(name);
	for (size_t at = 0; at < lines.n;) {
		struct span line = next_line(lines, &at);
		if (line.n > n && line.p[n] == ':' && begins(line, name))
			return span_trim(span_sub(line, n + 1, line.n));
	}
	return span_make("", 0);
}

bool http_type_is(struct span value, const char *type)
{
	size_t n = strlen(type);
	return begins(value, type) && (value.n == n || value.p[n] == ';' || text_is_space(value.p[n]));
}

/* The number at the beginning, in hexadecimal; false where there is none or it is absurd. */
static bool hexadecimal(struct span s, size_t *value)
{
	size_t i = 0;
	*value = 0;
	for (; i < s.n && i < 8; i++) {
		char c = small(s.p[i]);
		if (!text_is_digit(c) && !(c >= 'a' && c <= 'f'))
			break;
		*value = *value * 16 + (size_t)(text_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return i > 0 && (i == s.n || s.p[i] == ';' || text_is_space(s.p[i]));
}

/* Puts the chunks together. False where they are none: crawlers keep the field `chunked` of bodies that they have put together. */
static bool join_chunks(struct span body, struct buf *out)
{
	buf_clear(out);
	for (size_t at = 0, n; at < body.n;) {
		if (!hexadecimal(next_line(body, &at), &n))
			return false;
		if (n == 0)
			return true;
		if (n > body.n - at)
			n = body.n - at; /* a body that was cut */
		buf_add(out, body.p + at, n);
		at += n;
		next_line(body, &at);
	}
	return out->n > 0;
}

static const char *unpack_all(enum packing kind, struct span body, size_t most, struct buf *out)
{
	struct unpack *u = unpack_open(kind, -1, body);
	const char *fault = NULL;
	ssize_t n;
	buf_clear(out);
	do {
		n = unpack_read(u, buf_room(out, 1 << 16), 1 << 16);
		out->n += n > 0 ? (size_t)n : 0;
	} while (n > 0 && out->n <= most);
	if (n < 0)
		fault = "its content encoding is damaged or cut";
	unpack_close(u);
	return fault;
}

/* Content-Encoding. A body that does not begin as it should was decoded by the crawler already. */
static const char *decode(struct span coding, struct span *body, size_t most, struct buf *out)
{
	enum packing kind = unpack_kind(*body);
	if (coding.n == 0 || begins(coding, "identity") || body->n == 0)
		return NULL;
	if (begins(coding, "gzip") || begins(coding, "x-gzip") || begins(coding, "zstd")) {
		if (kind == PACKED_NOT)
			return NULL;
	} else if (begins(coding, "deflate")) {
		kind = PACKED_DEFLATE;
	} else {
		return text_invalid(*body) == body->n ? NULL : "its content encoding is not known here";
	}
	const char *fault = unpack_all(kind, *body, most, out);
	if (fault != NULL && kind == PACKED_DEFLATE && text_invalid(*body) == body->n)
		return NULL;
	if (fault == NULL)
		*body = buf_span(out);
	return fault;
}

const char *http_read(struct span message, size_t most, struct http_answer *out, struct buf *a, struct buf *b)
{
	size_t at = 0, line_at;
	struct span line = next_line(message, &at);
	*out = (struct http_answer){0, span_make("", 0), span_make("", 0)};
	const char *blank = begins(line, "http/") ? memchr(line.p, ' ', line.n) : NULL;
	for (size_t i = blank ? (size_t)(blank - line.p) + 1 : line.n; i < line.n && text_is_digit(line.p[i]) && out->status < 1000; i++)
		out->status = out->status * 10 + (unsigned)(line.p[i] - '0');
	if (out->status < 100 || out->status > 999)
		out->status = 0;
	if (out->status == 0)
		return "it does not begin as an answer of HTTP does";
	size_t begin = at;
	do {
		line_at = at;
		line = next_line(message, &at);
	} while (line.n && at < message.n);
	struct span fields = span_sub(message, begin, line.n ? message.n : line_at);
	out->type = http_field(fields, "content-type");
	out->payload = line.n ? span_make("", 0) : span_sub(message, at, message.n);
	if (begins(http_field(fields, "transfer-encoding"), "chunked") && join_chunks(out->payload, a))
		out->payload = buf_span(a);
	return decode(http_field(fields, "content-encoding"), &out->payload, most, b);
}
