#include "reference/reflist.h"

#include <stdlib.h>

#include "base/text.h"
#include "reference/reflist_parts.h"

enum {
	LISTS = 64,        /* of one document; a page with more is no page of this world, and each costs a look at what is left */
	ENTRY_LEAST = 30,  /* bytes of an entry of a list that no heading opens */
	ENTRY_MOST = 1200, /* … at most */
};

struct reflist_entry *entry_open(struct finder *f, size_t block, size_t from, unsigned number)
{
	struct reflist_entry e = {
		.first = block, .from = from, .last = block, .to = f->b[block].text.n, .number = number, .list = (unsigned)f->out->lists.n};
	if (f->labels[block].key.n && f->labels[block].after == from)
		e.key = f->labels[block].key;
	list_push(&f->out->entries, e);
	return &f->out->entries.v[f->out->entries.n - 1];
}

void entry_extend(struct finder *f, size_t block)
{
	struct reflist_entry *e = &f->out->entries.v[f->out->entries.n - 1];
	e->last = block;
	e->to = f->b[block].text.n;
}

void entry_trim(const struct finder *f, struct reflist_entry *e)
{
	struct span s = f->b[e->last].text;
	size_t low = e->last == e->first ? e->from : 0;
	e->to = label_back_end(s, e->to);
	if (e->to < low)
		e->to = low;
	while (e->to > low && text_is_space(s.p[e->to - 1]))
		e->to--;
}

bool entry_complete(const struct finder *f, size_t block, size_t to)
{
	return look_ends(span_sub(f->b[block].text, 0, to));
}

bool entry_marked(const struct finder *f, size_t i)
{
	return f->labels[i].bullet || f->labels[i].kind == LABEL_KEY || f->b[i].kind == REFLIST_ITEM || f->b[i].doubt;
}

/* ---- lists ---- */

bool entry_barred(struct finder *f, size_t i)
{
	if (f->b[i].kind < REFLIST_HEADING || f->b[i].weak)
		return false;
	if (!f->b[i].doubt)
		return true;
	if (f->labels[i].number && f->labels[i].after >= f->b[i].text.n)
		return false; /* a number in a box of its own */
	if (i > 0 && i + 1 < f->n && f->b[i - 1].kind == REFLIST_ITEM && f->b[i + 1].kind == REFLIST_ITEM)
		return false;
	const struct look *l = look_at(f, i);
	return !l->address && !(l->score >= 5 && (l->id || l->located || (l->initials && l->year)));
}

/* An entry without text is a number whose entry is not there. */
static void drop_empty(struct finder *f, struct reflist_list *l)
{
	size_t kept = l->entry;
	for (size_t i = l->entry; i < l->entry + l->n; i++) {
		struct reflist_entry e = f->out->entries.v[i];
		if (e.last > e.first || span_trim(span_sub(f->b[e.first].text, e.from, e.to < e.from ? e.from : e.to)).n)
			f->out->entries.v[kept++] = e;
	}
	l->n = kept - l->entry;
	f->out->entries.n = kept;
}

static void close_list(struct finder *f, struct reflist_list l)
{
	l.n = f->out->entries.n - l.entry;
	drop_empty(f, &l);
	if (l.n == 0)
		return;
	l.first = f->out->entries.v[l.entry].first;
	l.last = f->out->entries.v[l.entry + l.n - 1].last;
	for (size_t i = l.entry; i < l.entry + l.n; i++)
		entry_trim(f, &f->out->entries.v[i]);
	struct reflist_entry *e = &f->out->entries.v[l.entry + l.n - 1];
	e->truncated = look_cut(span_sub(f->b[e->last].text, 0, e->to));
	if (!e->truncated && e->last + 1 == f->n && l.n > 3) { /* the last line of the document, without what the others have */
		size_t dated = 0;
		for (size_t i = l.first; i < e->first; i++)
			dated += look_at(f, i)->year;
		e->truncated = 10 * dated >= 8 * (e->first - l.first) && !look_at(f, e->first)->year && !entry_complete(f, e->last, e->to);
	}
	list_push(&f->out->lists, l);
}

/* The block before i says that something of its own begins: a heading, "Read more:", the end of another list. */
static bool is_opened(const struct finder *f, size_t i)
{
	enum { LEAD_LONGEST = 60 };
	if (i == 0)
		return false;
	struct span s = span_trim(f->b[i - 1].text);
	return f->b[i - 1].kind >= REFLIST_HEADING || (s.n && s.n <= LEAD_LONGEST && s.p[s.n - 1] == ':');
}

/* Does it name a work, or one that was named before? */
static bool cites_work(struct finder *f, size_t i)
{
	const struct look *l = look_at(f, i);
	return l->same || l->id || l->located || (l->names && l->year && l->score >= 5);
}

/* The notes of a text, of which half at least name a work: numbered from 1 on under a heading of theirs or each with a work, or `[^1]:` of
 * Markdown. The block behind them; i for none. */
static size_t notes_of(struct finder *f, size_t i, size_t to)
{
	enum { NOTES_LEAST = 3 };
	const struct label *first = &f->labels[i];
	size_t end = i, works = 0;
	unsigned last = 0;
	if (first->kind == LABEL_NONE || first->kind == LABEL_KEY || first->kind == LABEL_BARE || (!first->defined && first->number != 1))
		return i;
	for (; end < to && !entry_barred(f, end); end++) {
		const struct label *l = &f->labels[end];
		if (l->kind != first->kind || l->defined != first->defined || (l->defined ? l->number <= last : l->number != last + 1))
			break;
		works += cites_work(f, end);
		last = l->number;
	}
	size_t n = end - i;
	if (first->defined)
		return 2 * works >= n ? end : i;
	return n >= NOTES_LEAST && (works == n || (2 * works >= n && is_opened(f, i))) ? end : i;
}

/* A list of a form of its own: one block in which links back or numbers begin the entries, or quoted titles behind their sources. The block
 * behind it, or i. */
static size_t take_odd(struct finder *f, size_t i, size_t to, size_t heading)
{
	struct reflist_list l = {.heading = heading, .entry = f->out->entries.n};
	size_t end = i;
	if (f->b[i].kind >= REFLIST_HEADING && !f->b[i].weak)
		return i;
	if (plain_carets(f, i)) {
		plain_split_carets(f, i);
		end = i + 1;
	} else if (number_run_in(f, i)) {
		end = i + 1;
	} else if (f->labels[i].defined && (end = notes_of(f, i, to)) > i) {
		for (size_t k = i; k < end; k++)
			entry_open(f, k, f->labels[k].after, f->labels[k].number);
	} else if ((end = plain_quoted(f, i, to)) > i) {
		for (size_t k = i; k < end; k++)
			entry_open(f, k, f->labels[k].after, 0);
	}
	if (end > i)
		close_list(f, l);
	return end;
}

/* Splits [from, to); returns the block after what was taken. */
static size_t take_region(struct finder *f, size_t from, size_t to, size_t heading)
{
	size_t count, bullets = 0, end;
	struct reflist_list l = {.heading = heading, .entry = f->out->entries.n};
	if (from >= to)
		return from;
	if ((end = take_odd(f, from, to, heading)) > from)
		return end;
	if (from >= f->detached_from && from < f->detached_to) {
		end = plain_detached(f, from, to);
		close_list(f, l);
		return end;
	}
	enum label_kind kind = number_dress(f, from, to, &count);
	for (size_t i = from; i < to; i++)
		bullets += entry_marked(f, i);
	size_t near = 0, probe = from;
	for (; probe < to && probe < from + 4; probe++)
		near += look_at(f, probe)->score >= 4 && (f->looks[probe].names || f->looks[probe].located || f->looks[probe].id);
	near = look_at(f, from)->score >= 4 || !look_prose(f, from) ? near : near >= 2 ? near : 0;
	if (kind && (count >= 2 || (count == 1 && to - from <= 4)) && (near || count * 4 >= to - from || count >= 5))
		end = number_split(f, from, to, kind);
	else if (bullets && entry_marked(f, from) && near)
		end = plain_bullets(f, from, to);
	else if (near || (!look_prose(f, from) && (look_at(f, from)->names || (heading != SIZE_MAX && plain_end(f, from, to, false) > from))))
		end = plain_split(f, from, to);
	else
		return from;
	close_list(f, l);
	return end;
}

/* What an entry must have, as far as it costs no parse. */
static bool maybe_entry(struct finder *f, size_t i)
{
	struct span s = f->b[i].text;
	return f->b[i].kind < REFLIST_HEADING && s.n >= ENTRY_LEAST && s.n <= ENTRY_MOST && look_years(s) > 0 && !look_small(f, i);
}

static bool list_like(struct finder *f, size_t i)
{
	if (!maybe_entry(f, i))
		return false;
	const struct look *l = look_at(f, i);
	return l->score >= 7 && l->initials && l->year && (l->located || l->id || l->head_year);
}

/* The block behind a run that begins at i, in which no two blocks in a row are none; *good: how many are one. */
static size_t run_of(struct finder *f, size_t i, size_t to, bool (*is)(struct finder *, size_t), size_t *good)
{
	size_t end = i + 1;
	*good = 1;
	for (size_t k = i + 1; k < to && k <= end + 1; k++)
		if (is(f, k)) {
			++*good;
			end = k + 1;
		}
	return end;
}

/* "Linde, A." or "Linde AB,": a look at the first bytes, since most paragraphs are none and need no parse. */
static bool opens_names(struct span s)
{
	enum { NAMES = 48, INITIALS = 3 };
	size_t n = s.n < NAMES ? s.n : NAMES;
	for (size_t i = 1; i < n; i++) {
		size_t from = i;
		if (s.p[i - 1] != ' ' && s.p[i - 1] != '.')
			continue;
		while (i < n && i < from + INITIALS && text_is_upper(s.p[i]))
			i++;
		if (i > from && i < n && memchr(".,;:& (", s.p[i], 7) != NULL)
			return true;
	}
	return false;
}

/* Names, year and title, as no paragraph of sentences begins; *sure: it is also said where that came out. */
static bool names_work(struct finder *f, size_t i, bool *sure)
{
	struct span s = span_sub(f->b[i].text, f->labels[i].after, f->b[i].text.n);
	if (!opens_names(s) || !maybe_entry(f, i) || (unsigned char)s.p[0] >= 0xe0) /* in scripts without capitals any words can be names */
		return false;
	const struct look *l = look_at(f, i);
	*sure = l->located || l->id || l->place;
	return l->score >= 6 && l->initials && l->year && !l->small;
}

/* A section that has nothing but references ("Further reading"), or two at least that end the text: the block behind it; i for none.
 * *tried: no section begins before it. */
static size_t section_of(struct finder *f, size_t i, size_t to, size_t *tried)
{
	size_t end = i, good = 0, last = i, sure = 0;
	bool opened = is_opened(f, i), is;
	if (i < *tried || !(opened || f->b[i].gap) || !names_work(f, i, &is))
		return i;
	for (; end < to && (f->b[end].kind < REFLIST_HEADING || f->b[end].weak) && end <= last + 1; end++)
		if (names_work(f, end, &is)) {
			good++;
			sure += is;
			last = end + 1;
		}
	*tried = last;
	if (2 * sure < good || (!opened && (good < 2 || last < f->n || last > i + good)))
		return i;
	return 3 * good >= 2 * (last - i) && (last == end || good >= 2) ? last : i;
}

/* Lists that no heading opens: a run of blocks of which each looks like a reference, `least` of them (0: none does), or a section of its
 * own. */
static void by_shape(struct finder *f, size_t from, size_t to, size_t least)
{
	size_t maybe_end = from, tried = from, none = from; /* of a run that is long enough to be a list; of what is none */
	for (size_t i = from; i < to && f->out->lists.n < LISTS; i++) {
		size_t good, taken = take_odd(f, i, to, SIZE_MAX), end = section_of(f, i, to, &none);
		if (taken > i) {
			i = taken - 1;
			continue;
		}
		if (end == i)
			end = notes_of(f, i, to);
		if (end == i) {
			if (least == 0 || i < tried || (i >= maybe_end && !maybe_entry(f, i)))
				continue;
			if (i >= maybe_end) {
				maybe_end = tried = run_of(f, i, to, maybe_entry, &good);
				if (good < least)
					continue;
				tried = i;
			}
			if (!list_like(f, i))
				continue;
			end = run_of(f, i, to, list_like, &good);
			if (good < least) {
				tried = end;
				continue;
			}
		}
		taken = take_region(f, i, end, SIZE_MAX);
		i = taken > i ? taken - 1 : end - 1;
	}
}

/* "We use only sources of high quality.": a paragraph between the heading and the items of the list, with nothing of what they have. */
static bool leads_in(struct finder *f, size_t i, size_t to)
{
	if (i + 2 >= to || f->b[i].kind != REFLIST_TEXT || f->b[i + 1].kind != REFLIST_ITEM || f->b[i + 2].kind != REFLIST_ITEM)
		return false;
	const struct look *l = look_at(f, i);
	return !l->year && !l->id && !l->located && f->labels[i].kind == LABEL_NONE && entry_complete(f, i, f->b[i].text.n);
}

void reflist_find(const struct reference_rules *rules, const struct reflist_block *blocks, size_t n, struct reflist *out)
{
	out->entries.n = out->lists.n = out->outside.n = 0;
	if (n == 0)
		return;
	struct cleaned c;
	clean_blocks(&c, rules, blocks, n);
	if (c.b != NULL) {
		blocks = c.b;
		n = c.n;
	}
	struct finder f = {.rules = rules, .b = blocks, .n = n, .out = out, .detached_from = c.detached_from, .detached_to = c.detached_to};
	f.looks = mem_alloc(n * sizeof *f.looks);
	memset(f.looks, 0, n * sizeof *f.looks);
	f.labels = mem_alloc(n * sizeof *f.labels);
	for (size_t i = 0; i < n; i++)
		f.labels[i] = label_read(blocks[i].text);
	size_t free_from = 0, sections_from = 0;
	for (size_t i = 0; i < n && out->lists.n < LISTS; i++) {
		if (blocks[i].kind != REFLIST_OPENS)
			continue;
		by_shape(&f, free_from > sections_from ? free_from : sections_from, i, 0);
		sections_from = i;
		size_t end = i + 1, lists = out->lists.n;
		while (end < n && !entry_barred(&f, end))
			end++;
		size_t first = leads_in(&f, i + 1, end) ? i + 2 : i + 1, at = take_region(&f, first, end, i);
		while (at < end && at > first && out->lists.n > lists && out->lists.n < LISTS && f.labels[at].kind && f.labels[at].number == 1) {
			size_t more = take_region(&f, at, end, SIZE_MAX);
			if (more <= at)
				break;
			at = more;
		}
		if (out->lists.n > lists)
			free_from = at;
	}
	by_shape(&f, free_from, n, out->lists.n ? 5 : 3);
	reference_free(&f.ref);
	free(f.looks);
	free(f.labels);
	clean_restore(&c, out);
}

void reflist_free(struct reflist *l)
{
	list_free(&l->entries);
	list_free(&l->lists);
	list_free(&l->outside);
}

/* ---- the text of an entry ---- */

/* Whether a line's last hyphen breaks a word: a letter before it, a small letter after. */
static void join(struct buf *out, struct span next)
{
	char last = out->n ? out->p[out->n - 1] : ' ', first = next.n ? next.p[0] : ' ';
	if (last == '-' && text_is_lower(first) && out->n > 1 && text_is_alpha(out->p[out->n - 2]))
		out->n--;
	else if (!(last == '-' || last == '/' || (unsigned char)last == 0x93))
		buf_addc(out, ' ');
}

void reflist_text(const struct reflist_entry *e, const struct reflist_block *blocks, struct buf *out)
{
	for (size_t i = e->first; i <= e->last; i++) {
		if (blocks[i].furniture)
			continue;
		size_t from = i == e->first ? e->from : 0, to = i == e->last ? e->to : blocks[i].text.n;
		struct span s = span_trim(span_sub(blocks[i].text, from, to < from ? from : to));
		if (i > e->first)
			join(out, s);
		buf_addspan(out, s);
	}
}
