#include <stdlib.h>

#include "base/text.h"
#include "segment/zone_parts.h"

/* ---- title and bylines ---- */

static bool same_line(struct span a, struct span b)
{
	struct folded x, y;
	phrase_fold(a, &x);
	phrase_fold(b, &y);
	return x.n > 0 && x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

/* The line is the title of the page's metadata, or what stands there before the name of the site. */
static bool is_title(struct span line, struct span title)
{
	struct folded x, y;
	phrase_fold(line, &x);
	phrase_fold(title, &y);
	return x.words > 1 && x.n <= y.n && memcmp(x.p, y.p, x.n) == 0 && (x.n == y.n || y.p[x.n] == ' ');
}

/* A word of four letters and more stands in both lines. */
static bool share_word(struct span line, struct span title)
{
	struct folded x, y;
	phrase_fold(line, &x);
	phrase_fold(title, &y);
	for (size_t i = 0; i < x.words; i++)
		for (size_t k = 0; k < y.words; k++) {
			size_t a = i ? x.ends[i - 1] + 1 : 0, b = k ? y.ends[k - 1] + 1 : 0, n = x.ends[i] - a;
			if (n > 3 && n == y.ends[k] - b && memcmp(x.p + a, y.p + b, n) == 0)
				return true;
		}
	return false;
}

/* The first block of running text. */
static size_t first_text(const struct zoner *z)
{
	size_t i = 0;
	while (i < z->n && !(z->shapes[i].text && z->b[i].zone == ZONE_BODY))
		i++;
	return i;
}

/* "1 Sources" with a "1.1" under it: the first section, not the title. */
static bool is_numbered_section(const struct zoner *z, size_t i)
{
	struct span s = z->b[i].text;
	size_t n = 0;
	while (n < s.n && text_is_digit(s.p[n]))
		n++;
	if (n == 0)
		return false;
	for (size_t k = i + 1; k < z->n && k < i + 4; k++) {
		struct span t = z->b[k].text;
		if (t.n > n + 1 && memcmp(t.p, s.p, n) == 0 && t.p[n] == '.' && text_is_digit(t.p[n + 1]))
			return true;
	}
	return false;
}

static bool may_be_title(const struct zoner *z, size_t i)
{
	if (is_numbered_section(z, i))
		return false;
	const struct zone_block *b = &z->b[i];
	const struct shape *h = &z->shapes[i];
	if (b->zone != ZONE_HEADING && !(b->zone == ZONE_BODY && h->heads) && !(b->zone == ZONE_LIST && h->heads && !h->item))
		return false;
	return !(h->phrases & (PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR | PHRASE_BYLINE)) && h->words > 0 && !h->date &&
		   !(h->phrases & PHRASE_BY && h->longs == 0);
}

/* The block of the title, or z->n: one that the metadata names, else the first that looks like one. */
static size_t title_block(const struct zoner *z, struct span title, size_t text)
{
	if (title.n == 0 && z->running && z->running <= text)
		return z->running - 1;
	for (int named = title.n > 0; named >= 0; named--) {
		size_t seen = 0;
		for (size_t i = 0; i < text && seen < TOP_BLOCKS; i++) {
			if (z->b[i].zone == ZONE_BOILERPLATE || z->b[i].zone == ZONE_BYLINE)
				continue;
			seen++;
			if (named ? is_title(z->b[i].text, title)
					  : may_be_title(z, i) && (title.n == 0 || (z->b[i].level == 1 && share_word(z->b[i].text, title))))
				return i;
			if (title.n == 0 && !(z->shapes[i].words == 1 && !zone_upper_at(z->b[i].text, 0)))
				return z->n; /* something else comes first: there is no title */
		}
	}
	return z->n;
}

void zone_find_title(struct zoner *z, struct span title)
{
	size_t text = first_text(z), at = text < z->n && z->n > 1 ? title_block(z, title, text) : z->n, again = at;
	if (at == z->n)
		return;
	for (size_t i = at; i < text && i < at + TOP_BLOCKS; i++)
		if (i == at || same_line(z->b[i].text, z->b[at].text)) {
			z->b[i].zone = ZONE_TITLE;
			again = i;
		}
	for (size_t i = 0; i < again; i++) /* what stands around a title that is printed twice, and a stray word before it */
		if ((z->b[i].zone == ZONE_BODY || z->b[i].zone == ZONE_HEADING || z->b[i].zone == ZONE_LIST) && z->b[i].kind == BLOCK_TEXT &&
			z->shapes[i].words <= 3 && (i > at || z->shapes[i].words == 1))
			z->b[i].zone = ZONE_BOILERPLATE;
}

/* A name and its degrees: "Jane Hill, MD, PhD". */
static bool name_line(const struct zoner *z, size_t i)
{
	struct span s = z->b[i].text;
	const struct shape *h = &z->shapes[i];
	const char *comma = memchr(s.p, ',', s.n);
	if (!h->brief || h->words < 2 || h->words > 12 || h->longs || comma == NULL || s.n > 90)
		return false;
	size_t at = (size_t)(comma - s.p) + 1, degrees = 0;
	for (size_t from = at; at <= s.n; at++)
		if (at == s.n || s.p[at] == ',' || s.p[at] == ' ') {
			struct span w = span_trim(span_sub(s, from, at));
			if (w.n && w.p[w.n - 1] == '.')
				w.n--;
			degrees += (abbrev_classes(&z->sentences->abbrev, w) & ABBREV_DEGREE) != 0;
			from = at + 1;
		}
	return degrees > 0;
}

/* The name in a byline: what follows its first words, up to a comma or sign. */
static struct span name_of(struct span s)
{
	size_t i = 0, word = 0;
	for (size_t k = 0; k < s.n; k++)
		if (s.p[k] == ':' || (s.p[k] == 'y' && k > 0 && (s.p[k - 1] | 0x20) == 'b' && k + 1 < s.n && s.p[k + 1] == ' ')) {
			i = k + 1;
			break;
		}
	while (i < s.n && s.p[i] == ' ')
		i++;
	for (word = i; word < s.n && strchr(",|(;\n", s.p[word]) == NULL && (unsigned char)s.p[word] != 0xe2; word++)
		;
	struct span n = span_trim(span_sub(s, i, word));
	return n.n >= 5 && n.n <= 60 && memchr(n.p, ' ', n.n) != NULL && zone_upper_at(n, 0) ? n : span_make("", 0);
}

static bool is_byline(const struct zoner *z, size_t i, size_t text, bool after)
{
	const struct zone_block *b = &z->b[i];
	const struct shape *h = &z->shapes[i];
	if (!h->brief || b->kind == BLOCK_LIST || b->zone == ZONE_REFERENCE || b->zone == ZONE_TITLE || b->zone == ZONE_CAPTION ||
		h->phrases & PHRASE_AUTHOR)
		return false;
	if (h->phrases & PHRASE_BYLINE && !(h->phrases & PHRASE_SECTION))
		return true;
	if (h->phrases & PHRASE_BY && h->longs == 0 && h->words > 2 && h->capitals > 1 && h->last == 0)
		return true;
	bool top = i < text, alone = h->last == 0 && h->words <= 6 && h->longs == 0 && h->capitals > 0;
	if (h->date && (top || after))
		return true;
	if (top && (name_line(z, i) || (memchr(b->text.p, '@', b->text.n) != NULL && h->longs < 3)))
		return true;
	return after && alone && !(h->phrases & PHRASE_WHOLE);
}

void zone_find_bylines(struct zoner *z)
{
	size_t text = first_text(z);
	bool after = false; /* the line above says "Written by" and stops */
	for (size_t i = 0; i < z->n; i++) {
		struct zone_block *b = &z->b[i];
		const struct shape *h = &z->shapes[i];
		if (b->zone == ZONE_BOILERPLATE || !is_byline(z, i, text, after)) {
			after = false;
			continue;
		}
		b->zone = ZONE_BYLINE;
		struct folded f;
		size_t head;
		phrase_fold(b->text, &f);
		after = phrase_find(z->rules, &f, &head) & PHRASE_BYLINE && head == f.words;
		if (z->author.n == 0 && h->phrases & (PHRASE_BYLINE | PHRASE_BY))
			z->author = name_of(b->text);
	}
}

/* What stands under "About the author", and lines at the end that begin with the author's name. */
void zone_find_author(struct zoner *z)
{
	bool under = false;
	size_t last = z->n;
	for (size_t i = 0; i < z->n; i++) {
		struct zone_block *b = &z->b[i];
		if (b->zone == ZONE_HEADING || b->zone == ZONE_REFERENCE || b->zone == ZONE_BOILERPLATE)
			under = b->zone == ZONE_HEADING && z->shapes[i].phrases & PHRASE_AUTHOR;
		else if (under && (b->zone == ZONE_BODY || b->zone == ZONE_LIST))
			b->zone = ZONE_BYLINE;
		if (b->zone == ZONE_BODY)
			last = i;
	}
	if (last < z->n && last > 1 && z->author.n && z->b[last].text.n > z->author.n &&
		memcmp(z->b[last].text.p, z->author.p, z->author.n) == 0)
		z->b[last].zone = ZONE_BYLINE;
}

/* ---- boilerplate ---- */

void zone_find_boilerplate(struct zoner *z)
{
	bool open = false, paragraph = false;
	for (size_t i = 0; i < z->n; i++) {
		struct zone_block *b = &z->b[i];
		const struct shape *h = &z->shapes[i];
		paragraph = b->kind == BLOCK_TEXT && (h->phrases & PHRASE_PARAGRAPH || (paragraph && b->gap == 0));
		if (paragraph) {
			b->zone = ZONE_BOILERPLATE;
			continue;
		}
		bool named = h->hash || h->phrases & (PHRASE_SECTION | PHRASE_REFERENCES | PHRASE_AUTHOR) || b->kind == BLOCK_HEADING;
		if (b->zone == ZONE_CAPTION || (b->kind != BLOCK_TEXT && b->kind != BLOCK_LIST && b->kind != BLOCK_HEADING))
			open = open && b->kind != BLOCK_TABLE;
		else if (h->brief && h->phrases & (PHRASE_LINE | PHRASE_OPENS | PHRASE_BEGIN | PHRASE_INSIDE))
			b->zone = ZONE_BOILERPLATE, open = open || h->phrases & PHRASE_OPENS;
		else if (named || h->text || !h->brief)
			open = false;
		else if (open)
			b->zone = ZONE_BOILERPLATE;
	}
}

static bool holds_year(struct span s)
{
	for (size_t i = 0; i + 4 <= s.n; i++)
		if ((s.p[i] == '1' || s.p[i] == '2') && text_is_digit(s.p[i + 1]) && text_is_digit(s.p[i + 2]) && text_is_digit(s.p[i + 3]) &&
			(i == 0 || !text_is_digit(s.p[i - 1])) && (i + 4 == s.n || !text_is_digit(s.p[i + 4])))
			return true;
	return false;
}

/* A key for lines that are the same but for their numbers: "12 / 15". */
static size_t line_key(struct span s)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a, 64 bits */
	for (size_t i = 0; i < s.n; i++) {
		if (text_is_digit(s.p[i]) && i && text_is_digit(s.p[i - 1]))
			continue;
		h = (h ^ (unsigned char)(text_is_digit(s.p[i]) ? '0' : s.p[i])) * 1099511628211u;
	}
	return (size_t)h | 1;
}

static uint64_t line_hash(struct span s)
{
	struct folded f;
	phrase_fold(s, &f);
	uint64_t h = 1469598103934665603u; /* FNV-1a, 64 bits */
	for (size_t i = 0; i < f.n; i++)
		h = (h ^ (unsigned char)f.p[i]) * 1099511628211u;
	return f.words > 1 && f.whole ? h | 1 : 0;
}

static bool is_item(const struct zoner *z, size_t i)
{
	return z->shapes[i].brief && (z->shapes[i].item || z->b[i].kind == BLOCK_LIST) && z->b[i].zone != ZONE_HEADING;
}

/* A table of contents: items in a row, the words of each of which come again as a heading further down. */
void zone_find_contents(struct zoner *z)
{
	size_t slots = 16, headings = 0;
	for (size_t i = 0; i < z->n; i++)
		headings += z->b[i].zone == ZONE_HEADING;
	if (headings < CONTENTS)
		return;
	while (slots < 2 * headings)
		slots *= 2;
	uint64_t *seen = mem_alloc(slots * sizeof *seen);
	memset(seen, 0, slots * sizeof *seen);
	size_t run = 0;
	for (size_t i = z->n; i-- > 0;) { /* from the end: the headings below are known */
		uint64_t key = z->b[i].zone == ZONE_HEADING || is_item(z, i) ? line_hash(z->b[i].text) : 0;
		size_t at = key & (slots - 1);
		while (key && seen[at] && seen[at] != key)
			at = (at + 1) & (slots - 1);
		run = is_item(z, i) && key && seen[at] == key ? run + 1 : 0;
		for (size_t k = 0; run == CONTENTS && k < CONTENTS; k++)
			z->b[i + k].zone = ZONE_BOILERPLATE;
		if (run > CONTENTS)
			z->b[i].zone = ZONE_BOILERPLATE;
		if (z->b[i].zone == ZONE_HEADING && key)
			seen[at] = key;
	}
	free(seen);
}

/* Running heads and page numbers: short lines of plain text that come back again and again. */
void zone_find_furniture(struct zoner *z)
{
	size_t slots = 16;
	while (slots < 2 * z->n)
		slots *= 2;
	size_t list = z->n; /* the last list of references: its lines repeat for reasons of their own ("CrossRef Medline") */
	while (list && !(z->shapes[list - 1].phrases & PHRASE_REFERENCES))
		list--;
	struct {
		size_t key, count, text; /* how often; before the list */
	} *seen = mem_alloc(slots * sizeof *seen);
	memset(seen, 0, slots * sizeof *seen);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < z->n; i++) {
			const struct shape *h = &z->shapes[i];
			bool stop = h->last == '.' && h->letters && h->words <= 4; /* "Hill et al." beside another line of the kind */
			if (z->b[i].kind != BLOCK_TEXT || !h->brief || h->text || (h->last != 0 && !stop) || (h->item && h->letters) ||
				(h->letters && z->b[i].text.n < 5) || h->phrases & (PHRASE_SECTION | PHRASE_REFERENCES) || h->hash)
				continue;
			size_t key = line_key(z->b[i].text), at = key & (slots - 1);
			while (seen[at].key && seen[at].key != key)
				at = (at + 1) & (slots - 1);
			seen[at].key = key;
			if (round == 0)
				seen[at].count++, seen[at].text += i < list;
			else if (z->running == 0 && seen[at].count >= FURNITURE && i < 2 * TOP_BLOCKS && h->words >= 6 && h->longs >= 3)
				z->running = i + 1; /* the title, which stands on every page from here on */
			else if (seen[at].count >= (z->b[i].text.n >= FURNITURE_LONG ? FURNITURE - 1 : FURNITURE) &&
					 (!stop || (i && z->shapes[i - 1].furniture)))
				z->b[i].zone = ZONE_BOILERPLATE, z->shapes[i].furniture = seen[at].text >= 2;
		}
	free(seen);
}

/* Behind the last reference list: links and the names of other pages, but not a closing paragraph. */
void zone_trim_end(struct zoner *z, const struct reflist *list)
{
	size_t end = 0;
	for (size_t i = 0; i < list->entries.n; i++)
		end = list->entries.v[i].last + 1 > end ? list->entries.v[i].last + 1 : end;
	bool section = end == 0;
	for (size_t i = end; i < z->n && end; i++) {
		struct zone_block *b = &z->b[i];
		const struct shape *h = &z->shapes[i];
		if (h->phrases & (PHRASE_SECTION | PHRASE_AUTHOR) || b->kind == BLOCK_HEADING)
			section = true;
		else if (!section && h->brief && !h->text && (h->heads || h->words <= 4 || b->kind != BLOCK_TEXT || h->item) &&
				 !holds_year(b->text) && (b->zone == ZONE_BODY || b->zone == ZONE_HEADING || b->zone == ZONE_LIST) &&
				 (h->last == 0 || h->last == '?' || h->last == '!'))
			b->zone = ZONE_BOILERPLATE;
	}
	/* every teaser twice: the link of its picture and its own */
	size_t to = z->n;
	while (to >= 2 && z->b[to - 1].kind == BLOCK_TEXT && z->b[to - 1].zone != ZONE_REFERENCE &&
		   span_eq(z->b[to - 1].text, z->b[to - 2].text))
		to -= 2;
	for (size_t i = to; i < z->n && z->n - to >= 4; i++)
		z->b[i].zone = ZONE_BOILERPLATE;
}
