#include "normalize/normalize.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/unicode.h"
#include "normalize/mojibake.h"
#include "normalize/normalize_parts.h"
#include "normalize/wrap.h"

struct normalize_rules *normalize_rules_open(const char *dir, struct diag *d)
{
	struct normalize_rules *r = mem_alloc(sizeof *r);
	*r = (struct normalize_rules){0};
	if (markup_read(&r->markup, dir, d) != 0 || page_signs_read(r->signs, dir, d) != 0 || language_open(&r->languages, dir, d) != 0) {
		normalize_rules_free(r);
		return NULL;
	}
	return r;
}

int normalize_rules_check(const struct normalize_rules *r, struct diag *d)
{
	int code = markup_check(&r->markup, d), other = language_check(&r->languages, d);
	return code ? code : other;
}

void normalize_rules_free(struct normalize_rules *r)
{
	if (r != NULL) {
		markup_free(&r->markup);
		language_close(&r->languages);
	}
	free(r);
}

void normalize_free(struct normalized *n)
{
	for (size_t i = 0; i < n->blocks.n; i++)
		align_free(&n->blocks.v[i].from);
	list_free(&n->blocks);
	list_free(&n->links);
	for (size_t i = 0; i < n->memory.n; i++)
		free(n->memory.v[i]);
	list_free(&n->memory);
	*n = (struct normalized){0};
}

struct span normalized_keep(struct normalized *n, struct span s)
{
	enum { CHUNK = 32768, SHORT = 1024 }; /* texts up to SHORT share pieces of memory of CHUNK bytes */
	char *p = n->room;
	if (s.n >= SHORT || s.n >= n->left) {
		size_t size = s.n >= SHORT ? s.n + 1 : CHUNK;
		p = mem_alloc(size);
		list_push(&n->memory, p);
		if (s.n < SHORT) {
			n->room = p;
			n->left = size;
		}
	}
	memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	if (p == n->room) {
		n->room += s.n + 1;
		n->left -= s.n + 1;
	}
	return span_make(p, s.n);
}

/* --- one piece of text --- */

/* out = a piece's own alignment to the decoded text, then to the source. `a` aligns `text` to the piece; it is used up. */
static void align_to_source(struct alignment *out, struct alignment *a, struct span text, const struct decoded *d, const struct piece *p)
{
	struct alignment decoded = {0};
	if (p->from != NULL) {
		align_compose(&decoded, a, text, p->from, p->raw);
		align_free(a);
	} else {
		decoded = *a;
		decoded.start += p->at;
		decoded.char_start += p->char_at;
	}
	if (d->from.edits.n) {
		align_compose(out, &decoded, text, &d->from, d->text);
		align_free(&decoded);
	} else {
		*out = decoded;
		out->start += d->from.start;
		out->char_start += d->from.char_start;
	}
}

bool piece_clean(struct normalized *n, const struct decoded *d, const struct word_set *words, const struct piece *p, struct block *b)
{
	struct buf repaired = {0}, text = {0};
	struct alignment to_raw = {0}, to_repaired = {0};
	size_t repairs = mojibake_suspect(p->raw) ? mojibake_repair(p->raw, &repaired, &to_raw) : 0;
	clean_text(repairs ? buf_span(&repaired) : p->raw, words, &text, &to_repaired);
	bool any = text.n > 0;
	if (any) {
		struct alignment a = to_repaired;
		if (repairs) {
			a = (struct alignment){0};
			align_compose(&a, &to_repaired, buf_span(&text), &to_raw, buf_span(&repaired));
			align_free(&to_repaired);
		}
		b->text = normalized_keep(n, buf_span(&text));
		align_to_source(&b->from, &a, b->text, d, p);
		align_trim(&b->from);
		n->repaired += repairs;
	} else {
		align_free(&to_repaired);
	}
	align_free(&to_raw);
	buf_free(&repaired);
	buf_free(&text);
	return any;
}

/* --- plain text --- */

/* Where the lines of a text are, and what was seen on the way. */
struct line_reader {
	struct span text;
	text_line_list *lines;
	bool has_cid;
	size_t at, chars; /* code points before at */
	unsigned gap;
};

/* The length of a line end at `at`, or 0. */
static size_t line_end(struct span s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	if (c == '\r')
		return at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
	if (c >= '\n' && c <= '\f')
		return 1;
	if (c == 0xe2 && at + 2 < s.n && (unsigned char)s.p[at + 1] == 0x80 && ((unsigned char)s.p[at + 2] | 1) == 0xa9)
		return 3;
	return 0;
}

/* Looks at a line once: finds its end, whether it is clean, and how many code points it has. */
static void read_line(struct line_reader *r)
{
	struct span s = r->text;
	size_t start = r->at, at = start, more = 0, hidden = 0, n, ends = 0; /* more: bytes beyond one in a code point */
	bool clean = true, ascii = true;
	while ((at = clean_plain_run(s, at)) < s.n && (ends = line_end(s, at)) == 0) {
		n = 1;
		if ((unsigned char)s.p[at] < 0x80) { /* a blank before or after the text is none of it */
			clean = clean && s.p[at] == ' ' && at == start;
			while (s.p[at] == ' ' && at + n < s.n && s.p[at + n] == ' ')
				n++;
			hidden += at > start ? n - 1 : 0;
		} else {
			uint32_t c = text_decode(s, at, &n);
			clean = clean && clean_character(c);
			ascii = false;
			more += n - 1;
			hidden += unicode_invisible(c);
		}
		at += n;
	}
	size_t end = at, first = start;
	while (first < end && text_is_space(s.p[first]))
		first++;
	while (end > first && text_is_space(s.p[end - 1]))
		end--;
	clean = clean && (ascii || !mojibake_suspect(span_sub(s, first, end)));
	if (clean && r->has_cid && memchr(s.p + first, '(', end - first) != NULL)
		clean = false;
	if (end > first) {
		size_t chars = end - first - more, indent = first - start;
		chars -= hidden < chars ? hidden : 0;
		struct text_line l = {first, end,   r->chars + indent, chars, r->gap, indent > 255 ? 255 : (unsigned)indent,
							  clean, ascii, end < at,          false};
		list_push(r->lines, l);
		r->gap = 0;
	} else if (r->gap < 255) {
		r->gap++;
	}
	r->at = at + (at < s.n ? ends : 0);
	r->chars += (at - start - more) + (at < s.n ? (ends == 3 ? 1 : ends) : 0);
}

static bool has_cid(struct span s)
{
	for (const char *p = s.p; (p = memchr(p, '(', s.n - (size_t)(p - s.p))) != NULL; p++)
		if (s.n - (size_t)(p - s.p) > 5 && memcmp(p, "(cid:", 5) == 0)
			return true;
	return false;
}

/* The line is raw: soft hyphens and the like may stand between its letters. */
static bool is_reference_heading(const void *ctx, struct span line)
{
	const struct normalize_rules *r = ctx;
	struct buf text = {0};
	struct alignment a = {0};
	if (clean_plain_run(line, 0) < line.n)
		clean_text(line, NULL, &text, &a);
	bool is = markup_reference_heading(&r->markup, text.n ? buf_span(&text) : line);
	align_free(&a);
	buf_free(&text);
	return is;
}

/* A clean line of a source in UTF-8 is the source's own bytes. */
static void borrow_line(const struct decoded *d, const struct text_line *l, struct block *b)
{
	b->text = span_sub(d->text, l->start, l->end);
	b->from.start = d->from.start + l->start;
	b->from.char_start = d->from.char_start + l->char_start;
}

/* The level of the heading that line i is because the next line underlines it; 0 where it does not. A line of hyphens may belong to a
 * table, too: it counts where nothing follows it at once. */
static unsigned underlined(struct span text, const text_line_list *lines, size_t i)
{
	enum { SHORTEST = 3, LONGEST = 120 };
	const struct text_line *l = &lines->v[i], *under = l + 1;
	if (i + 1 >= lines->n || under->gap || (i > 0 && l->gap == 0) || under->chars < SHORTEST || l->chars > LONGEST)
		return 0;
	char mark = text.p[under->start];
	if (mark != '=' && (mark != '-' || (i + 2 < lines->n && under[1].gap == 0)))
		return 0;
	for (size_t at = under->start; at < under->end; at++)
		if (text.p[at] != mark)
			return 0;
	bool letters = false;
	for (size_t at = l->start; at < l->end && !letters; at++)
		letters = text_is_alpha(text.p[at]) || (unsigned char)text.p[at] >= 0x80;
	return !letters ? 0 : mark == '=' ? 1 : 2;
}

static void make_blocks(struct normalized *n, const struct decoded *d, const text_line_list *lines, const struct word_set *words)
{
	unsigned gap = 0;
	for (size_t i = 0, end; i < lines->n; i = end) {
		const struct text_line *l = &lines->v[i];
		struct block b = {.kind = BLOCK_TEXT, .indent = l->indent, .level = underlined(d->text, lines, i)};
		if (b.level)
			b.kind = BLOCK_HEADING;
		else if (span_starts(span_sub(d->text, l->start, l->end), "(cid:")) /* a glyph without a character before a line is its bullet */
			b.kind = BLOCK_LIST;
		for (end = i; end + 1 < lines->n && lines->v[end].joins;)
			end++;
		struct span raw = span_sub(d->text, l->start, lines->v[end].end);
		end++;
		gap += l->gap;
		if (end == i + 1 && l->clean && d->owned.p == NULL) {
			borrow_line(d, l, &b);
		} else {
			struct piece p = {.raw = raw, .at = l->start, .char_at = l->char_start};
			if (!piece_clean(n, d, words, &p, &b)) {
				gap++;
				continue;
			}
		}
		b.gap = gap > 255 ? 255 : gap;
		gap = 0;
		list_push(&n->blocks, b);
		end += b.level > 0; /* the line under it says nothing else */
	}
}

/* Whether lines that go on end with a hyphen; then fills `words`. Compounds alone would bring a hyphen to one line end in a hundred. */
static bool find_broken(struct span text, const text_line_list *lines, struct word_set *words)
{
	enum { OFTEN = 25 };
	size_t joins = 0, hyphens = 0;
	for (size_t i = 0; i < lines->n; i++) {
		size_t end = lines->v[i].end;
		if (!lines->v[i].joins)
			continue;
		joins++;
		hyphens += text.p[end - 1] == '-' || (end >= 3 && memcmp(text.p + end - 3, "\xe2\x80\x90", 3) == 0);
	}
	if (hyphens == 0)
		return false;
	word_set_fill(words, text);
	words->hyphenated = hyphens >= 2 && hyphens * OFTEN >= joins;
	return true;
}

void normalize_text(const struct normalize_rules *r, struct span source, struct normalized *out)
{
	struct decoded d = {0};
	text_line_list lines = {0};
	struct word_set words = {0};
	decode_bytes(source, (struct decode_hint){0}, &d);
	out->encoding = d.encoding;
	out->replaced = d.replaced;
	struct line_reader reader = {.text = d.text, .lines = &lines, .has_cid = has_cid(d.text)};
	while (reader.at < d.text.n)
		read_line(&reader);
	wrap_find(d.text, &lines, is_reference_heading, r);
	bool broken = find_broken(d.text, &lines, &words);
	list_reserve(&out->blocks, lines.n);
	make_blocks(out, &d, &lines, broken ? &words : NULL);
	word_set_free(&words);
	list_free(&lines);
	decode_free(&d);
}
