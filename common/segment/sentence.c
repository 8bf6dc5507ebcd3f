#include "segment/sentence_parts.h"

/* Bytes before the end of a text in which its date, and the credit of a picture, is looked for. */
enum { DATE_REACH = 40, CREDIT_REACH = 64 };

/* ---- the sentence ---- */

static void open_sentence(struct splitter *x, size_t at)
{
	x->start = sentence_skip_blanks(x->s, at);
	x->depth = 0;
	x->shut = 0;
	x->led = false;
	x->item = sentence_item_at(x->s, x->start);
}

static void close_sentence(struct splitter *x, size_t end, size_t next)
{
	struct span t = span_trim(span_sub(x->s, x->start, end > x->start ? end : x->start));
	if (t.n)
		list_push(x->out, ((struct piece){x->start, x->start + t.n}));
	open_sentence(x, next);
}

/* The next item of a list that runs on in one line: cut before its marker. */
static bool cut_item(struct splitter *x, size_t i)
{
	struct span s = x->s;
	if (x->item.form == 0)
		return false;
	size_t from = i;
	while (from > x->item.to && i - from < 5 && (text_is_digit(s.p[from - 1]) || text_is_alpha(s.p[from - 1]) || s.p[from - 1] == '.'))
		from--;
	if (from > x->item.to && s.p[from - 1] == '(')
		from--;
	if (from <= x->item.to)
		return false;
	struct item m = sentence_item_at(s, from);
	if (m.form == 0 || m.to <= i || !sentence_item_follows(x->item, m) || !sentence_blank_at(s, m.to) ||
		sentence_skip_blanks(s, m.to) >= s.n)
		return false;
	size_t at = from;
	while (at > x->item.to && s.p[at - 1] == ' ')
		at--;
	if (at < x->item.to + 4 || (m.form == ')' && sentence_letter_at(s, sentence_skip_blanks(s, m.to)) == AT_LOWER && m.script == '1'))
		return false;
	if (at >= 3 && sentence_bullet_at(s, at - 3))
		m.from = at - 3;
	else if (at == from)
		return false;
	else if (m.form == '.') {
		struct word left = sentence_word_before(x, at);
		if (left.classes & ABBREV_LABEL)
			return false;
	} else if (s.p[at - 1] == ',' || s.p[at - 1] == ';')
		return false;
	size_t to = m.to;
	close_sentence(x, m.from, m.from);
	x->item.to = to;
	return true;
}

static size_t on_stop(struct splitter *x, size_t i)
{
	if (cut_item(x, i))
		return x->item.to > i ? x->item.to : i + 1;
	struct stop t;
	sentence_read_stop(x, i, &t);
	if (t.next >= x->s.n)
		return t.end;
	bool cut;
	if (t.glued)
		cut = (unsigned char)x->s.p[t.from] >= 0xe3 || (!sentence_enclosed(x, t.from, t.shuts) && sentence_ends_glued(x, &t));
	else
		cut = sentence_ends(x, &t);
	if (!cut)
		return t.to;
	close_sentence(x, t.end, t.next);
	return x->start;
}

static size_t on_high(struct splitter *x, size_t i)
{
	if (sentence_mark_at(x->s, i))
		return on_stop(x, i);
	if (sentence_e280_at(x->s, i, 0xa8) || sentence_e280_at(x->s, i, 0xa9)) {
		close_sentence(x, i, i + 3);
		return x->start;
	}
	size_t n = sentence_bullet_at(x->s, i);
	if (n && i > x->start && sentence_bullet_at(x->s, x->start) && sentence_blank_at(x->s, i - 1)) {
		close_sentence(x, i, i);
		return i + n;
	}
	uint32_t c = text_decode(x->s, i, &n);
	if (c == 0xff08)
		x->depth++;
	else if (c == 0xff09 && x->depth)
		x->depth--;
	return i + n;
}

/* `We love it 😊 The rest`: emoji end a sentence before a word that opens one. */
static size_t on_emoji(struct splitter *x, size_t i)
{
	size_t n, end = sentence_skip_emoji(x->s, i), next = sentence_skip_blanks(x->s, end);
	text_decode(x->s, i, &n);
	if (end == i)
		return i + n;
	if (i > x->start && next > end && sentence_letter_at(x->s, next) == AT_UPPER && sentence_word_at(x, next).classes & ABBREV_STARTER &&
		!sentence_enclosed(x, i, 0))
		close_sentence(x, end, next);
	return end;
}

static size_t on_break(struct splitter *x, size_t i)
{
	size_t at = i + 1;
	while (at < x->s.n && (x->s.p[at] == ' ' || x->s.p[at] == '\t' || x->s.p[at] == '\r'))
		at++;
	if (at < x->s.n && x->s.p[at] == '\n')
		close_sentence(x, i, at);
	return at;
}

static size_t on_event(struct splitter *x, size_t i)
{
	switch ((enum event)sentence_events[(unsigned char)x->s.p[i]]) {
	case EV_STOP:
		return on_stop(x, i);
	case EV_HIGH:
		return on_high(x, i);
	case EV_BREAK:
		return on_break(x, i);
	case EV_EMOJI:
		return on_emoji(x, i);
	case EV_OPEN:
		if (x->depth++ == 0) {
			x->led = i == x->start || i == x->start + sentence_quote_at(x->s, x->start);
			x->shut = 0;
		}
		return i + 1;
	case EV_CLOSE:
		if (x->depth)
			x->depth--;
		if (x->s.p[i] == ')')
			cut_item(x, i);
		return i + 1;
	case EV_NONE:
		break;
	}
	return i + 1;
}

/* "Figure 1.3 This map shows …": the label of a caption is a line of its own that lost its end. */
static void cut_label(struct splitter *x)
{
	struct word label = sentence_word_at(x, x->start);
	size_t i = sentence_skip_blanks(x->s, label.to), from = i;
	if (!(label.classes & ABBREV_LABEL) || sentence_letter_at(x->s, label.from) != AT_UPPER || i == label.to)
		return;
	while (i < x->s.n && i - from < 8 && (text_is_digit(x->s.p[i]) || (x->s.p[i] == '.' && i + 1 < x->s.n && text_is_digit(x->s.p[i + 1]))))
		i++;
	size_t next = sentence_skip_blanks(x->s, i);
	bool parts = memchr(x->s.p + from, '.', i - from) != NULL; /* "Figure 1.3" of a chapter: a caption follows, whatever its first word */
	if (i > from && next > i && sentence_letter_at(x->s, next) == AT_UPPER &&
		(parts || sentence_word_at(x, next).classes & ABBREV_STARTER) && !(next + 1 < x->s.n && x->s.p[next + 1] == ' '))
		close_sentence(x, i, next);
}

/* The byte behind a date at i, "Tuesday, September 1, 2015" or "September 1, 2015"; 0 where there is none. *day: it names the day. */
static size_t date_at(const struct splitter *x, size_t i, bool *day)
{
	struct span s = x->s;
	struct word w = sentence_word_at(x, i);
	*day = w.classes & ABBREV_DAY && w.to + 1 < s.n && s.p[w.to] == ',' && s.p[w.to + 1] == ' ';
	if (*day)
		w = sentence_word_at(x, w.to + 2);
	size_t at = w.to + 1, from = at;
	if (w.to - w.from < 3 || w.to >= s.n || s.p[w.to] != ' ' || !text_is_upper(s.p[w.from]))
		return 0;
	while (at < s.n && at - from < 3 && text_is_digit(s.p[at]))
		at++;
	if (at == from || at - from > 2 || at + 6 > s.n || s.p[at] != ',' || s.p[at + 1] != ' ')
		return 0;
	at += 2;
	bool year = (s.p[at] == '1' && s.p[at + 1] == '9') || (s.p[at] == '2' && s.p[at + 1] == '0');
	return year && text_is_digit(s.p[at + 2]) && text_is_digit(s.p[at + 3]) ? at + 4 : 0;
}

/* "September 1, 2015 The trial …": a dateline that lost its end. */
static void cut_dateline(struct splitter *x)
{
	bool day;
	size_t end = date_at(x, x->start, &day), next = end ? sentence_skip_blanks(x->s, end) : 0;
	if (next > end && sentence_letter_at(x->s, next) == AT_UPPER && sentence_word_at(x, next).classes & ABBREV_STARTER)
		close_sentence(x, end, next);
}

/* "Ants Heal Themselves Tuesday, September 1, 2015", all that is left of the text: a title and its date. */
static void cut_date(struct splitter *x)
{
	enum { WORDS = 3 };
	struct span s = x->s;
	size_t words = 0;
	bool day;
	for (size_t i = x->start + 1; i + 8 < s.n && words <= WORDS; i++)
		words += s.p[i] == ' ';
	for (size_t i = s.n > DATE_REACH + x->start ? s.n - DATE_REACH : x->start + 1; i + 8 < s.n && words > WORDS; i++) {
		if (s.p[i - 1] != ' ' || !text_is_upper(s.p[i]) || date_at(x, i, &day) != s.n || !day)
			continue;
		struct word left = sentence_word_before(x, i - 1);
		if (left.to - left.from > 3 || (left.to > left.from && text_is_upper(s.p[left.from]))) /* not "on Tuesday" */
			close_sentence(x, i - 1, i);
		return;
	}
}

/* "The winner of the race Image: Ann Miller", all that is left of the text: who made the picture. */
static void cut_credit(struct splitter *x)
{
	struct span s = x->s;
	size_t from = s.n > x->start + CREDIT_REACH ? s.n - CREDIT_REACH : x->start;
	const char *colon = from < s.n ? memchr(s.p + from, ':', s.n - from) : NULL;
	if (colon == NULL || colon + 1 == s.p + s.n || colon[1] != ' ')
		return;
	struct word w = sentence_word_before(x, (size_t)(colon - s.p));
	if (w.classes & ABBREV_CREDIT && w.from > x->start + 1 && text_is_upper(s.p[w.from]) && s.p[w.from - 1] == ' ')
		close_sentence(x, w.from - 1, w.from);
}

void sentence_split(const struct sentence_rules *r, struct span text, piece_list *out)
{
	struct splitter x = {.abbrev = &r->abbrev, .s = text, .out = out};
	open_sentence(&x, 0);
	cut_label(&x);
	cut_dateline(&x);
	const unsigned char *p = (const unsigned char *)text.p;
	for (size_t i = x.start; i < text.n;) {
		if (i + 4 <= text.n && !(sentence_events[p[i]] | sentence_events[p[i + 1]] | sentence_events[p[i + 2]] | sentence_events[p[i + 3]]))
			i += 4;
		else if (sentence_events[p[i]])
			i = on_event(&x, i);
		else
			i++;
	}
	if (text.n > x.start && text_is_digit(text.p[text.n - 1]))
		cut_date(&x);
	cut_credit(&x);
	close_sentence(&x, text.n, text.n);
}

/* ---- the table ---- */

int sentence_rules_open(struct sentence_rules *r, const char *dir, struct diag *d)
{
	return abbrev_open(&r->abbrev, dir, d);
}

void sentence_rules_close(struct sentence_rules *r)
{
	abbrev_close(&r->abbrev);
}
