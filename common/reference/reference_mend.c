/* What lost or gained blanks. Fields that were run together: "Marsh QSleep in nursesJ Night Work.(2016 Jun)". Identifiers that a line's end
 * broke: "https://doi. org/", "doi:10. 3109/00952990", "10.1016/j.biopsych.2010. 08.003". */
#include "base/text.h"
#include "reference/reference_parts.h"

/* What may stand behind the rest of an identifier: nothing, or another one. */
static bool closes_entry(struct span s, size_t at)
{
	while (at < s.n && strchr(".,; ]", s.p[at]) != NULL)
		at++;
	return at == s.n || span_starts(span_sub(s, at, s.n), "PM") || span_starts(span_sub(s, at, s.n), "http") || s.p[at] == '[' ||
		   s.p[at] == '(';
}

static bool is_year(struct span w)
{
	return w.n == 4 && (memcmp(w.p, "19", 2) == 0 || memcmp(w.p, "20", 2) == 0);
}

/* The word at `at` is the rest of an identifier: small letters, digits and their marks, a digit among them, and no year. */
static bool is_rest(struct span s, size_t at)
{
	size_t end = at, digits = 0;
	while (end < s.n && (text_is_lower(s.p[end]) || text_is_digit(s.p[end]) || memchr("./_-", s.p[end], 4) != NULL))
		digits += text_is_digit(s.p[end++]);
	while (end > at && s.p[end - 1] == '.')
		end--;
	return digits > 1 && !is_year(span_sub(s, at, end)) && closes_entry(s, end);
}

/* Whether the blanks that begin at `at` lie within an identifier; *end is behind them. */
static bool is_gap(struct span s, size_t at, size_t *end)
{
	size_t i = at;
	while (i < s.n && text_is_space(s.p[i]))
		i++;
	*end = i;
	if (at < 3 || i == s.n)
		return false;
	size_t from = at;
	while (from > 0 && at - from < 120 && !text_is_space(s.p[from - 1]))
		from--;
	struct span w = span_sub(s, from, at), next = span_sub(s, i, s.n);
	if (span_starts(w, "http") && w.n > 11 && memcmp(w.p + w.n - 4, "doi.", 4) == 0)
		return span_starts(next, "org/10.");
	if (w.n < 3)
		return false;
	size_t ten = w.n - 3;
	if (memcmp(w.p + ten, "10.", 3) == 0) { /* doi:10. 3109/… */
		size_t digits = 0;
		while (digits < next.n && digits < 6 && text_is_digit(next.p[digits]))
			digits++;
		if (digits >= 4 && digits < next.n && next.p[digits] == '/' && (ten == 0 || memchr(":/[(", w.p[ten - 1], 4) != NULL))
			return true;
	}
	if (memchr("./_-", w.p[w.n - 1], 4) == NULL)
		return false;
	for (size_t k = 0; k + 8 < w.n; k++)
		if (w.p[k] == '1' && w.p[k + 1] == '0' && w.p[k + 2] == '.' && text_is_digit(w.p[k + 3]) && memchr(w.p + k, '/', w.n - k) != NULL)
			return (k == 0 || !text_is_digit(w.p[k - 1])) && is_rest(s, i);
	return false;
}

static uint64_t eight(const char *p)
{
	uint64_t word;
	memcpy(&word, p, 8);
	return word;
}

/* Whether "10." or "doi" stands in it, eight places at a time: most entries hold no identifier. */
static bool has_identifier(struct span s)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
	size_t i = 0;
	for (; i + 10 <= s.n; i += 8) {
		uint64_t a = eight(s.p + i), b = eight(s.p + i + 1), c = eight(s.p + i + 2);
		uint64_t ten = (a ^ ones * '1') | (b ^ ones * '0') | (c ^ ones * '.'), doi = (a ^ ones * 'd') | (b ^ ones * 'o') | (c ^ ones * 'i');
		if ((((ten - ones) & ~ten) | ((doi - ones) & ~doi)) & high) /* a byte is 0 */
			return true;
	}
	for (; i + 3 <= s.n; i++)
		if (memcmp(s.p + i, "10.", 3) == 0 || memcmp(s.p + i, "doi", 3) == 0)
			return true;
	return false;
}

/* ---- fields that were run together ---- */

/* ".(2018 Jun 18)" ends the entry: the point, or s.n. So print pages whose fields are boxes of their own, and lose the blanks between them.
 */
static size_t glued_date(struct span s)
{
	enum { DATE_LONGEST = 24 };
	size_t at = s.n;
	if (s.n < 30 || s.p[s.n - 1] != ')')
		return s.n;
	while (at > 0 && s.n - at < DATE_LONGEST && s.p[at - 1] != '(')
		at--;
	return at > 2 && s.p[at - 1] == '(' && s.p[at - 2] == '.' && at + 4 < s.n && is_year(span_sub(s, at, at + 4)) ? at - 2 : s.n;
}

/* Where the title begins in "Linde A, Marsh QSleep in nurses": behind the initials of the last name; 0 where no such place is. */
static size_t glued_title(struct span s, size_t to)
{
	enum { INITIALS_MOST = 4 };
	bool family = false;
	for (size_t i = 0; i < to;) {
		size_t end = i, upper = 0;
		while (end < to && !text_is_space(s.p[end]))
			end++;
		while (i + upper < end && text_is_upper(s.p[i + upper]))
			upper++;
		bool whole = i + upper == end; /* "JA preliminary": the A begins the title */
		if (family && upper > 1 && upper <= INITIALS_MOST + 1 &&
			(whole ? end + 1 < to && text_is_lower(s.p[end + 1]) : text_is_lower(s.p[i + upper])))
			return i + upper - 1;
		family = upper > 0 && s.p[end - 1] != ',' && !whole;
		family |= whole && upper > INITIALS_MOST; /* LOEWE S */
		i = end + 1;
	}
	return 0;
}

/* Where the journal begins in "in nursesJ Night Work": in the last word in which a capital follows a small letter or a mark. */
static size_t glued_journal(struct span s, size_t from, size_t to)
{
	size_t best = 0;
	for (size_t i = from + 2; i < to; i++) {
		if (best && text_is_space(s.p[i]))
			return best;
		if (text_is_upper(s.p[i]) && (text_is_lower(s.p[i - 1]) || memchr("?!)\"", s.p[i - 1], 4) != NULL))
			best = best ? best : i;
	}
	return best;
}

static size_t last_glued_journal(struct span s, size_t from, size_t to)
{
	size_t found = 0, next;
	while ((next = glued_journal(s, from, to)) > 0) {
		found = next;
		for (from = next; from < to && !text_is_space(s.p[from]);)
			from++;
	}
	return found;
}

/* The fields set apart; the entry as it is where it is of another kind. */
static struct span part_fields(struct span s, struct buf *out)
{
	size_t date = glued_date(s);
	if (date == s.n)
		return s;
	size_t title = glued_title(s, date), journal = last_glued_journal(s, title + 1, date);
	buf_clear(out);
	buf_add(out, s.p, title);
	buf_adds(out, title ? ". " : "");
	if (journal) {
		buf_add(out, s.p + title, journal - title);
		buf_adds(out, memchr("?!", s.p[journal - 1], 2) ? " " : ". ");
	}
	size_t rest = journal ? journal : title;
	buf_add(out, s.p + rest, date + 1 - rest);
	buf_addc(out, ' ');
	buf_add(out, s.p + date + 1, s.n - date - 1);
	return buf_span(out);
}

/* "Sleep in nurses // Night Work": two strokes part title and container in lists of eastern Europe. */
static struct span part_strokes(struct span s, struct buf *out)
{
	const char *p = s.n > 8 ? memchr(s.p + 4, '/', s.n - 8) : NULL;
	while (p && !(p[-1] == ' ' && p[1] == '/' && p[2] == ' '))
		p = memchr(p + 1, '/', (size_t)(s.p + s.n - 4 - p));
	if (p == NULL)
		return s;
	size_t at = (size_t)(p - s.p) - 1;
	bool stop = memchr(".?!", s.p[at - 1], 3) != NULL;
	buf_clear(out);
	buf_add(out, s.p, at);
	buf_adds(out, stop ? " " : ". ");
	buf_add(out, p + 3, s.n - at - 4);
	return buf_span(out);
}

/* "*Night Work*, _12_(3)": marks of emphasis stand at the beginnings and ends of words. */
static struct span drop_emphasis(struct span s, struct buf *out)
{
	size_t from = 0, dropped = 0;
	if (memchr(s.p, '*', s.n) == NULL && memchr(s.p, '_', s.n) == NULL)
		return s;
	buf_clear(out);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '*' && s.p[i] != '_')
			continue;
		char before = i > 0 ? s.p[i - 1] : ' ', behind = i + 1 < s.n ? s.p[i + 1] : ' ';
		bool opens = memchr(" ([*_\"", before, 6) && !text_is_space(behind),
			 closes = memchr(" .,:;)(]?!*_\"", behind, 13) && !text_is_space(before);
		if (!opens && !closes)
			continue;
		buf_add(out, s.p + from, i - from);
		from = i + 1;
		dropped++;
	}
	if (dropped < 2)
		return s;
	buf_add(out, s.p + from, s.n - from);
	return buf_span(out);
}

static bool has_year(struct span s)
{
	for (size_t i = 0; (i = text_digit(s, i)) < s.n;) {
		size_t from = i;
		while (i < s.n && text_is_digit(s.p[i]))
			i++;
		if (is_year(span_sub(s, from, i)))
			return true;
	}
	return false;
}

/* Words, of which the first has a capital, and a comma: "Ann Dale, ". */
static bool opens_name(struct span s, size_t at)
{
	enum { NAME_LONGEST = 60 };
	size_t i = at;
	while (i < s.n && i < at + NAME_LONGEST && (text_is_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0x80 || memchr(" .'-&", s.p[i], 5)))
		i++;
	return text_is_upper(s.p[at]) && i < s.n && s.p[i] == ',';
}

/* "Marsh, Naps (Oslo: Owl, 1998), 4–9; Dale, "The Clock," Night Letters 3 (1999): 11": a note that names several works; the first of them.
 */
static struct span first_work(struct span s)
{
	for (size_t i = 1; i + 2 < s.n; i++) {
		const char *mark = memchr(s.p + i, ';', s.n - 2 - i);
		if (mark == NULL)
			return s;
		i = (size_t)(mark - s.p);
		if ((text_is_digit(s.p[i - 1]) || s.p[i - 1] == ')') && s.p[i + 1] == ' ' && opens_name(s, i + 2) && has_year(span_sub(s, 0, i)) &&
			has_year(span_sub(s, i, s.n)))
			return span_sub(s, 0, i);
	}
	return s;
}

/* "[words](address){: .out}" of Markdown at `at`: the byte behind it, and where its parts lie; `at` where there is none. */
static size_t link_at(struct span s, size_t at, struct span *words, struct span *address)
{
	enum { LINK_LONGEST = 800 };
	if (s.n > at + LINK_LONGEST)
		s.n = at + LINK_LONGEST;
	const char *close = s.p[at] == '[' ? memchr(s.p + at, ']', s.n - at) : NULL, *end;
	if (close == NULL || close + 2 >= s.p + s.n || close[1] != '(' || (end = memchr(close, ')', (size_t)(s.p + s.n - close))) == NULL ||
		memchr(close, ' ', (size_t)(end - close)) != NULL)
		return at;
	*words = span_sub(s, at + 1, (size_t)(close - s.p));
	*address = span_sub(s, (size_t)(close - s.p) + 2, (size_t)(end - s.p));
	size_t behind = (size_t)(end - s.p) + 1;
	if (span_starts(span_sub(s, behind, s.n), "{:") && (end = memchr(s.p + behind, '}', s.n - behind)) != NULL)
		behind = (size_t)(end - s.p) + 1;
	return behind;
}

/* Links of Markdown become their words and the address behind them; words in small letters ("[source]") only label it. `s` may lie in *out:
 * what is written is never longer than what was read. */
static struct span open_links(struct span s, struct buf *out)
{
	struct span words, address;
	size_t n = 0;
	if (!span_holds(s, span_of("](")))
		return s;
	if (s.p != out->p) {
		buf_clear(out);
		buf_addspan(out, s);
	}
	s = buf_span(out);
	for (size_t i = 0; i < s.n;) {
		size_t behind = link_at(s, i, &words, &address);
		if (behind == i) {
			out->p[n++] = s.p[i++];
			continue;
		}
		if (words.n && !text_is_lower(words.p[0])) {
			memmove(out->p + n, words.p, words.n);
			n += words.n;
		}
		out->p[n++] = ' ';
		memmove(out->p + n, address.p, address.n);
		n += address.n;
		i = behind;
	}
	out->n = n;
	return buf_span(out);
}

struct span reference_mend(struct span s, struct buf *out)
{
	s = first_work(s);
	struct span parted = part_fields(s, out);
	if (parted.p == s.p)
		parted = part_strokes(s, out);
	if (parted.p == s.p)
		parted = drop_emphasis(s, out);
	parted = open_links(parted, out);
	if (parted.p != s.p || !has_identifier(s))
		return parted;
	size_t from = 0, end;
	buf_clear(out);
	for (size_t i = 1; i < s.n; i++) {
		if (!text_is_space(s.p[i]) || memchr("./_-", s.p[i - 1], 4) == NULL || !is_gap(s, i, &end))
			continue;
		buf_add(out, s.p + from, i - from);
		from = end;
		i = end;
	}
	if (from == 0)
		return s;
	buf_add(out, s.p + from, s.n - from);
	return buf_span(out);
}
