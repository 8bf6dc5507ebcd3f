/* Years, and what stands for them. */
#include "cite/cite_date.h"

static bool four_digits(struct span t, size_t at)
{
	if (at + 4 > t.n)
		return false;
	for (size_t i = 0; i < 4; i++)
		if (!text_is_digit(t.p[at + i]))
			return false;
	return (t.p[at] == '1' && t.p[at + 1] >= '6') || (t.p[at] == '2' && t.p[at + 1] == '0');
}

static bool ends_word(struct span t, size_t at)
{
	if (at >= t.n)
		return true;
	struct cite_range w;
	return !cite_word_at(t, at, &w);
}

bool date_is_suffix(struct span t, size_t at)
{
	return at < t.n && t.p[at] >= 'a' && t.p[at] <= 'l' && ends_word(t, at + 1);
}

bool date_read_year(struct span t, size_t at, struct dated *d)
{
	if (!four_digits(t, at))
		return false;
	size_t end = at + 4;
	*d = (struct dated){.start = at, .year = {(uint32_t)at, (uint32_t)end}};
	if (at > 0) {
		char c = t.p[at - 1];
		if (!text_is_space(c) && c != ',' && c != '(' && c != '[' && c != ';' && c != '.' && c != '\xA0' && c != '\x89' && c != '/' &&
			(unsigned char)c != 0xAF)
			return false;
		if (c == '.' && at > 1 && text_is_digit(t.p[at - 2]))
			return false;
	}
	size_t dash = cite_dash_at(t, end);
	if (dash == 0 && end < t.n && t.p[end] == '/')
		dash = 1;
	if (dash && four_digits(t, end + dash))
		end += dash + 4;
	else if (dash && end + dash < t.n && (text_is_digit(t.p[end + dash]) || text_is_alpha(t.p[end + dash])))
		return false;
	if (date_is_suffix(t, end)) {
		d->suffix = (struct cite_range){(uint32_t)end, (uint32_t)end + 1};
		end++;
	} else if (end + 2 < t.n && t.p[end] == ' ' && t.p[end + 1] >= 'a' && t.p[end + 1] <= 'd' && strchr(",;)]", t.p[end + 2])) {
		d->suffix = (struct cite_range){(uint32_t)end + 1, (uint32_t)end + 2};
		end += 2;
	}
	d->end = end;
	if (!ends_word(t, end))
		return false;
	return !(end + 1 < t.n && (t.p[end] == '.' || t.p[end] == ',') && text_is_digit(t.p[end + 1]) && !four_digits(t, end + 1)) &&
		   !(end < t.n && (t.p[end] == '%' || t.p[end] == '$'));
}

bool date_read_words(const struct cite_scan *s, size_t at, struct dated *d)
{
	struct span t = s->t;
	size_t e = cite_phrase_at(s->rules, CLASS_DATE, t, at, NULL);
	if (e == SIZE_MAX)
		return false;
	if (e < t.n && t.p[e] == '.')
		e++;
	*d = (struct dated){at, e, {(uint32_t)at, (uint32_t)e}, {0, 0}};
	return true;
}
