#include "report/report_html.h"

#include "base/record.h"
#include "base/text.h"

static const char *escaped(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Valid UTF-8. */
static void add_valid(struct buf *out, struct span s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		const char *instead = escaped(s.p[i]);
		bool control = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f;
		bool c1 = c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0;
		if (instead == NULL && !control && !c1)
			continue;
		buf_add(out, s.p + from, i - from);
		i += c1;
		from = i + 1;
		if (instead)
			buf_adds(out, instead);
		else if (c1)
			buf_adds(out, "\xEF\xBF\xBD");
		else
			out->n += text_encode(c == 0x7f ? 0x2421 : 0x2400u + c, buf_room(out, 4));
	}
	buf_add(out, s.p + from, s.n - from);
}

void report_text(struct buf *out, struct span s)
{
	while (s.n) {
		size_t good = text_invalid(s);
		add_valid(out, span_sub(s, 0, good));
		if (good == s.n)
			return;
		buf_adds(out, "\xEF\xBF\xBD");
		s = span_sub(s, good + 1, s.n);
	}
}

void report_short(struct buf *out, struct span text, size_t most)
{
	size_t i = 0, chars = 0, cut = 0;
	for (; i < text.n; i++) {
		if (((unsigned char)text.p[i] & 0xc0) == 0x80)
			continue;
		if (chars + 1 == most)
			cut = i; /* the last one may have to make room */
		if (chars++ == most)
			break;
	}
	report_text(out, span_sub(text, 0, i < text.n ? cut : text.n));
	if (i < text.n)
		buf_adds(out, "\xE2\x80\xA6");
}

void report_json(struct buf *out, struct span raw)
{
	struct buf scratch = {0};
	report_text(out, json_text(raw, &scratch));
	buf_free(&scratch);
}

void report_number(struct buf *out, uint64_t n)
{
	struct buf digits = {0};
	buf_addu(&digits, n);
	for (size_t i = 0; i < digits.n; i++) {
		if (i && (digits.n - i) % 3 == 0 && digits.n > 4)
			buf_addc(out, ',');
		buf_addc(out, digits.p[i]);
	}
	buf_free(&digits);
}

void report_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
	report_number(out, n);
	buf_addc(out, ' ');
	buf_adds(out, n == 1 ? one : many);
}

/* `keep`: what stands as it is, beside letters and digits (RFC 3986). */
static void add_percent(struct buf *out, struct span s, const char *keep)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x80 && (text_is_alpha(s.p[i]) || text_is_digit(s.p[i]) || (c && strchr(keep, c)))) {
			const char *instead = escaped(s.p[i]);
			if (instead)
				buf_adds(out, instead);
			else
				buf_addc(out, s.p[i]);
			continue;
		}
		buf_addc(out, '%');
		buf_addc(out, hex[c >> 4]);
		buf_addc(out, hex[c & 15]);
	}
}

static bool starts_like(struct span s, const char *lower)
{
	size_t n = strlen(lower);
	for (size_t i = 0; i < n; i++)
		if (i >= s.n || ((text_is_upper(s.p[i]) ? s.p[i] | 0x20 : s.p[i]) != lower[i]))
			return false;
	return s.n > n;
}

bool report_href(struct buf *out, struct span url)
{
	url = span_trim(url);
	if (!starts_like(url, "https://") && !starts_like(url, "http://"))
		return false;
	buf_adds(out, " href=\"");
	add_percent(out, url, "-._~:/?#[]@!$&()*+,;=%");
	buf_addc(out, '"');
	return true;
}

void report_href_doi(struct buf *out, struct span doi)
{
	buf_adds(out, " href=\"https://doi.org/");
	add_percent(out, doi, "-._~:/@!$()*+,;=");
	buf_addc(out, '"');
}

void report_file(struct buf *out, struct span name)
{
	buf_adds(out, "./"); /* a colon in the name must not make it a scheme */
	add_percent(out, name, "-._~");
}
