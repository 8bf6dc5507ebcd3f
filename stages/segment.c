/* segment: finds zones, sections, reference entries and sentences in the blocks of each document. */
#include <stdlib.h>

#include "base/text.h"
#include "reference/reflist.h"
#include "segment/sentence.h"
#include "segment/zone.h"
#include "stream/stage.h"

/* A block line, as far as it matters here. */
struct source_block {
	size_t line;           /* number among the document's lines */
	struct alignment from; /* text to source */
	bool plain;            /* nothing in its text is escaped in JSON */
	bool ascii;            /* byte for byte as in the source, and of one byte each */
};

enum {
	BYLINE_MAX = 150,   /* bytes: a longer one is told in sentences, as the life of an author */
	SECTION_MOST = 500, /* bytes of a heading that each sentence under it repeats */
};

struct segment {
	struct sentence_rules sentences;
	struct zone_rules *zones;
	struct reference_rules *references;
	/* reused from document to document */
	LIST(struct source_block) blocks;
	LIST(struct zone_block) zoned;
	struct buf texts; /* unescaped texts of the blocks */
	struct reflist list;
	piece_list pieces;
	struct alignment part;
	struct buf joined;
};

/* Where a walk along a block's text stands, so that a block of many sentences costs no more than its length. */
struct place {
	size_t at, src, chars, next; /* bytes of text and source, code points, the first edit not passed */
};

static int open_segment(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct segment *s = ctx;
	int code = sentence_rules_open(&s->sentences, env->rules, d);
	s->zones = zone_rules_open(env->rules, d);
	int other = reference_rules_open(&s->references, env->rules, d);
	return code ? code : s->zones == NULL ? d->code : other;
}

static int check_segment(void *ctx, const struct stage_env *env, struct diag *d)
{
	struct segment *s = ctx;
	int code = sentence_check(&s->sentences, env->strict, d), other = zone_check(s->zones, &s->sentences, env->strict, d);
	return code ? code : other;
}

static void close_segment(void *ctx)
{
	struct segment *s = ctx;
	sentence_rules_close(&s->sentences);
	zone_rules_free(s->zones);
	reference_rules_close(s->references);
	for (size_t i = 0; i < s->blocks.cap; i++)
		align_free(&s->blocks.v[i].from);
	list_free(&s->blocks);
	list_free(&s->zoned);
	list_free(&s->pieces);
	reflist_free(&s->list);
	align_free(&s->part);
	buf_free(&s->texts);
	buf_free(&s->joined);
}

static enum block_kind kind_of(struct span raw)
{
	static const char *const kinds[] = {"\"text\"",    "\"heading\"", "\"list\"",   "\"table\"",
										"\"caption\"", "\"quote\"",   "\"byline\"", "\"boilerplate\""};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_is(raw, kinds[i]))
			return (enum block_kind)i;
	return BLOCK_TEXT;
}

/* Reads the block lines of a document. A damaged line is the number (from 1) that is returned. */
static size_t read_blocks(struct segment *s, const struct document *doc)
{
	size_t bytes = 0;
	s->blocks.n = s->zoned.n = 0;
	buf_clear(&s->texts);
	for (size_t i = 0; i < doc->n; i++)
		bytes += doc->v[i].text.n;
	buf_room(&s->texts, bytes); /* spans into it must not move */
	for (size_t i = 0; i < doc->n; i++) {
		if (doc->v[i].kind != KIND_BLOCK)
			continue;
		size_t had = s->blocks.cap;
		list_reserve(&s->blocks, s->blocks.n + 1);
		if (s->blocks.cap > had)
			memset(s->blocks.v + had, 0, (s->blocks.cap - had) * sizeof *s->blocks.v);
		struct source_block *b = &s->blocks.v[s->blocks.n++];
		b->line = i;
		struct record record; /* large: not kept */
		if (record_parse(&record, doc->v[i].text) != 0)
			return i + 1;
		size_t had_bytes = s->texts.n;
		struct zone_block z = {
			.text = record_string(&record, "text", &s->texts), .kind = kind_of(record_get(&record, "kind")), .section = SIZE_MAX};
		z.level = (unsigned)record_number(&record, "level", 0);
		z.gap = (unsigned)record_number(&record, "gap", 0);
		z.indent = (unsigned)record_number(&record, "indent", 0);
		b->plain = s->texts.n == had_bytes;
		b->from.edits.n = 0;
		record_alignment(&record, z.text.n, &b->from);
		b->ascii = b->from.edits.n == 0 && record_number(&record, "end", 0) - b->from.start == z.text.n &&
				   record_number(&record, "char_end", 0) - b->from.char_start == z.text.n;
		list_push(&s->zoned, z);
	}
	return 0;
}

/* Moves along the block to a place at or before `to` that lies in no edit; deletions just before it are still ahead. */
static void walk_to(struct place *p, const struct alignment *from, struct span text, size_t to)
{
	while (p->next < from->edits.n) {
		const struct edit *e = &from->edits.v[p->next];
		if (e->at + e->len > to || e->at >= to)
			break;
		p->chars += text_chars(span_sub(text, p->at, e->at)) + e->src_chars;
		p->src += e->at - p->at + e->src_len;
		p->at = e->at + e->len;
		p->next++;
	}
	if (p->next < from->edits.n && from->edits.v[p->next].at < to)
		to = from->edits.v[p->next].at;
	if (to > p->at) {
		p->chars += text_chars(span_sub(text, p->at, to));
		p->src += to - p->at;
		p->at = to;
	}
}

/* The alignment of text[p->at, to), whose first byte is then at 0. */
static void take_part(struct alignment *part, const struct place *p, const struct alignment *from, size_t to)
{
	part->start = p->src;
	part->char_start = p->chars;
	part->edits.n = 0;
	for (size_t i = p->next; i < from->edits.n && from->edits.v[i].at < to; i++) {
		struct edit e = from->edits.v[i];
		e.at -= p->at;
		list_push(&part->edits, e);
	}
}

/* What all sentence records of a block have in common. */
struct context {
	struct span doc;
	size_t *number; /* of the last sentence written */
	enum zone zone;
	struct span section;
};

static void open_sentence(const struct context *c, struct buf *out)
{
	record_open(out, "sentence", c->doc);
	record_add_number(out, "sentence", ++*c->number);
	record_add_string(out, "zone", span_of(zone_names[c->zone]));
	record_add_string(out, "section", c->section);
	buf_addc(out, ',');
}

/* Where the piece lies, for the common case in which nothing has to be counted. */
static void write_place(struct buf *out, const struct source_block *b, struct piece e)
{
	buf_adds(out, "\"start\":");
	buf_addu(out, b->from.start + e.start);
	buf_adds(out, ",\"end\":");
	buf_addu(out, b->from.start + e.end);
	buf_adds(out, ",\"char_start\":");
	buf_addu(out, b->from.char_start + e.start);
	buf_adds(out, ",\"char_end\":");
	buf_addu(out, b->from.char_start + e.end);
}

static void write_text(struct buf *out, const struct source_block *b, struct span text)
{
	if (!b->plain) {
		record_add_string(out, "text", text);
		return;
	}
	buf_adds(out, ",\"text\":\"");
	buf_addspan(out, text);
	buf_addc(out, '"');
}

static void write_pieces(struct segment *s, const struct context *c, const struct source_block *b, struct span text, struct buf *out)
{
	struct place p = {0, b->from.start, b->from.char_start, 0};
	for (size_t i = 0; i < s->pieces.n; i++) {
		struct piece e = s->pieces.v[i];
		open_sentence(c, out);
		if (b->ascii) {
			write_place(out, b, e);
		} else {
			walk_to(&p, &b->from, text, e.start);
			take_part(&s->part, &p, &b->from, e.end);
			align_write(out, &s->part, span_sub(text, p.at, text.n), e.start - p.at, e.end - p.at, true);
		}
		write_text(out, b, span_sub(text, e.start, e.end));
		record_close(out);
	}
}

/* A piece of an entry: text[from, to) of a block, at `at` of the joined text. */
struct part {
	const struct source_block *b;
	struct span text;
	size_t from, to, at;
};

/* The alignment of the joined text ends at its byte `end`: what it says of the bytes behind is taken back. Where `end` lies in an edit, it
 * becomes the edit's beginning. Returns where the source of what is left ends. */
static struct extent cut_part(struct alignment *a, const struct part *p, size_t *end)
{
	while (a->edits.n) {
		const struct edit *e = &a->edits.v[a->edits.n - 1];
		if (e->at < *end && e->at + e->len <= *end)
			break;
		*end = e->at < *end ? e->at : *end;
		a->edits.n--;
	}
	return align_locate(&p->b->from, p->text, p->from, p->from + (*end - p->at));
}

/* Adds the piece to the alignment; joined text from `end` on, up to it, is the joint with what ended at `last`. */
static void join_part(struct segment *s, const struct part *p, size_t end, struct extent last)
{
	struct extent x = align_locate(&p->b->from, p->text, p->from, p->to);
	if (p->at == 0) {
		s->part.start = x.start;
		s->part.char_start = x.char_start;
	} else {
		align_edit(&s->part, end, p->at - end, x.start > last.end ? x.start - last.end : 0,
				   x.char_start > last.char_end ? x.char_start - last.char_end : 0);
	}
	struct alignment slice = {0};
	align_slice(&slice, &p->b->from, p->text, p->from, p->to);
	for (size_t i = 0; i < slice.edits.n; i++) {
		const struct edit *e = &slice.edits.v[i];
		align_edit(&s->part, e->at + p->at, e->len, e->src_len, e->src_chars);
	}
	align_free(&slice);
}

/* An entry of several blocks: its text joined as reflist_text() does, its alignment put together from theirs. */
static void join_entry(struct segment *s, const struct reflist_entry *e)
{
	struct buf *j = &s->joined;
	struct part before = {0};
	buf_clear(j);
	s->part.edits.n = 0;
	for (size_t i = e->first; i <= e->last; i++) {
		if (s->zoned.v[i].outside)
			continue;
		struct part p = {.b = &s->blocks.v[i], .text = s->zoned.v[i].text, .from = i == e->first ? e->from : 0};
		p.to = i == e->last ? e->to : p.text.n;
		while (p.from < p.to && text_is_space(p.text.p[p.from]))
			p.from++;
		while (p.to > p.from && text_is_space(p.text.p[p.to - 1]))
			p.to--;
		if (p.from >= p.to)
			continue;
		struct extent last = {0};
		size_t end = 0;
		if (j->n) {
			char tail = j->p[j->n - 1];
			if (tail == '-' && text_is_lower(p.text.p[p.from]) && j->n > 1 && text_is_alpha(j->p[j->n - 2]))
				j->n--; /* a word was broken: the hyphen is part of the joint */
			end = j->n;
			last = cut_part(&s->part, &before, &end);
			if (!(tail == '-' || tail == '/' || (unsigned char)tail == 0x93))
				buf_addc(j, ' ');
		}
		p.at = j->n;
		join_part(s, &p, end, last);
		buf_add(j, p.text.p + p.from, p.to - p.from);
		before = p;
	}
}

static void write_entry(struct segment *s, const struct context *c, const struct reflist_entry *e, struct buf *out)
{
	if (e->first == e->last) {
		struct span text = s->zoned.v[e->first].text;
		open_sentence(c, out);
		align_write(out, &s->blocks.v[e->first].from, text, e->from, e->to, true);
		record_add_string(out, "text", span_sub(text, e->from, e->to));
	} else {
		join_entry(s, e);
		open_sentence(c, out);
		align_write(out, &s->part, buf_span(&s->joined), 0, s->joined.n, true);
		record_add_string(out, "text", buf_span(&s->joined));
	}
	if (e->number)
		record_add_number(out, "number", e->number);
	if (e->key.n)
		record_add_string(out, "key", e->key);
	if (e->truncated)
		record_add_bool(out, "truncated", true);
	record_close(out);
}

static struct span section_of(const struct segment *s, size_t at)
{
	if (at >= s->zoned.n)
		return span_make("", 0);
	const struct zone_block *z = &s->zoned.v[at];
	struct span t = span_trim(z->run_in.n ? z->run_in : z->text);
	t = text_unmarked(t);
	if (t.n > SECTION_MOST)
		for (t.n = SECTION_MOST; ((unsigned char)t.p[t.n] & 0xc0) == 0x80; t.n--)
			;
	while ((t = text_unmarked(t)).n && t.p[t.n - 1] == ':')
		t.n--;
	return t;
}

/* The records of block i; *entry is the next reference entry that was not written. */
static void write_block(struct segment *s, size_t i, struct span doc, size_t *number, size_t *entry, struct buf *out)
{
	const struct zone_block *z = &s->zoned.v[i];
	const struct source_block *b = &s->blocks.v[i];
	struct context c = {doc, number, z->zone, section_of(s, z->section)};
	while (*entry < s->list.entries.n && s->list.entries.v[*entry].last <= i) {
		c.zone = ZONE_REFERENCE;
		write_entry(s, &c, &s->list.entries.v[*entry], out);
		++*entry;
	}
	if (z->zone == ZONE_REFERENCE)
		return;
	s->pieces.n = 0;
	struct span t = span_trim(z->text);
	size_t start = (size_t)(t.p - z->text.p);
	bool whole =
		c.zone == ZONE_HEADING || c.zone == ZONE_TITLE || c.zone == ZONE_BOILERPLATE || (c.zone == ZONE_BYLINE && t.n <= BYLINE_MAX);
	if (whole && t.n)
		list_push(&s->pieces, ((struct piece){start, start + t.n}));
	else if (!whole)
		sentence_split(&s->sentences, z->text, &s->pieces);
	write_pieces(s, &c, b, z->text, out);
}

static int segment_document(void *ctx, const struct document *doc, struct sink *sink)
{
	struct segment *s = ctx;
	size_t bad = read_blocks(s, doc);
	if (bad)
		return diag_at(sink->d, DIAG_FAILED, "<stdin>", 0, 0, "a block of document %.*s is no record", (int)doc->id.n, doc->id.p);
	struct record head;
	struct buf title = {0};
	struct span name = record_parse(&head, doc->v[0].text) == 0 ? record_string(&head, "title", &title) : span_make("", 0);
	s->list.entries.n = s->list.lists.n = 0;
	zone_find(s->zones, &s->sentences, s->references, name, s->zoned.v, s->zoned.n, &s->list);
	buf_free(&title);
	size_t number = 0, entry = 0, from = 0; /* lines before `from` are written */
	for (size_t next = 0; next < s->blocks.n; next++) {
		size_t to = s->blocks.v[next].line + 1;
		sink_lines(sink, doc, from, to);
		from = to;
		write_block(s, next, doc->id, &number, &entry, &sink->out);
		int code = sink_flush(sink, false);
		if (code)
			return code;
	}
	sink_lines(sink, doc, from, doc->n);
	return DIAG_OK;
}

int main(int argc, char **argv)
{
	struct segment s = {0};
	static const struct stage stage = {
		.name = "segment",
		.about = "Reads the stream and adds a sentence record for every sentence, heading, reference entry and line of boilerplate,\n"
				 "with its zone and the section that it stands in.\n",
		.open = open_segment,
		.check = check_segment,
		.document = segment_document,
		.close = close_segment,
	};
	return stage_run(&stage, &s, argc, argv);
}
