#include "report/report_mark.h"

#include <stdlib.h>

#include "report/report_html.h"

/* ---- places ---- */

void mark_places_read(struct mark_places *p, const struct record *sentence, struct span text)
{
	struct alignment a = {0};
	record_alignment(sentence, text.n, &a);
	p->steps.n = 0;
	struct mark_step s = {.src = a.start};
	list_push(&p->steps, s);
	for (size_t i = 0; i < a.edits.n; i++) {
		const struct edit *e = &a.edits.v[i];
		size_t copied = e->at - (s.text + s.text_n);
		s = (struct mark_step){s.src + s.src_n + copied, e->src_len, e->at, e->len};
		list_push(&p->steps, s);
	}
	align_free(&a);
}

void mark_places_free(struct mark_places *p)
{
	list_free(&p->steps);
}

size_t mark_locate(const struct mark_places *p, struct span text, size_t at, bool end)
{
	size_t next; /* the step behind the last one before `at`; a start may be a step's own */
	list_bound(&p->steps, next, p->steps.v[next].src < at || (!end && p->steps.v[next].src == at));
	if (next == 0)
		return 0;
	const struct mark_step *s = &p->steps.v[next - 1];
	size_t off = at - s->src, place = s->text + s->text_n;
	if (off >= s->src_n)
		place += off - s->src_n;
	else if (!end)
		place = s->text;
	if (place >= text.n)
		return text.n;
	while (place && ((unsigned char)text.p[place] & 0xc0) == 0x80)
		place--;
	return place;
}

/* ---- nesting ---- */

struct open_mark {
	const struct mark *m;
	bool link, begun; /* it is a link; it was opened before, so its id is given */
};

struct nest {
	struct buf *out;
	struct span html;
	struct open_mark open[MARK_DEPTH];
	size_t depth, links;
	struct buf later; /* what waits until no link is open */
};

static void add_html(const struct nest *n, struct mark_html h)
{
	buf_add(n->out, n->html.p + h.at, h.n);
}

static void open_one(struct nest *n, struct open_mark o)
{
	o.link = o.m->href.n && n->links == 0;
	n->links += o.link;
	buf_adds(n->out, o.link ? "<a" : "<mark");
	if (o.begun)
		buf_adds(n->out, " data-more");
	else
		add_html(n, o.m->id);
	add_html(n, o.m->always);
	if (o.link)
		add_html(n, o.m->href);
	buf_addc(n->out, '>');
	o.begun = true;
	n->open[n->depth++] = o;
}

static void close_one(struct nest *n)
{
	struct open_mark o = n->open[--n->depth];
	n->links -= o.link;
	buf_adds(n->out, o.link ? "</a>" : "</mark>");
}

/* Closes those that end at or before `at`; the others are opened again. */
static void close_until(struct nest *n, size_t at)
{
	size_t keep = 0;
	while (keep < n->depth && n->open[keep].m->end > at)
		keep++;
	if (keep == n->depth)
		return;
	struct open_mark again[MARK_DEPTH];
	size_t nagain = 0;
	for (size_t i = keep; i < n->depth; i++) {
		if (n->open[i].m->end > at)
			again[nagain++] = n->open[i];
		else
			buf_add(&n->later, n->html.p + n->open[i].m->after.at, n->open[i].m->after.n);
	}
	while (n->depth > keep)
		close_one(n);
	if (n->links == 0) {
		buf_addspan(n->out, buf_span(&n->later));
		buf_clear(&n->later);
	}
	for (size_t i = 0; i < nagain; i++)
		open_one(n, again[i]);
}

/* Without words of its own, or too deep: what leads to it must find something. */
static void leave_out(struct nest *n, const struct mark *m)
{
	if (m->id.n) {
		buf_adds(&n->later, "<span");
		buf_add(&n->later, n->html.p + m->id.at, m->id.n);
		buf_adds(&n->later, "></span>");
	}
	buf_add(&n->later, n->html.p + m->after.at, m->after.n);
}

/* The nearest end of an open note, or SIZE_MAX. */
static size_t next_end(const struct nest *n)
{
	size_t at = SIZE_MAX;
	for (size_t i = 0; i < n->depth; i++)
		at = n->open[i].m->end < at ? n->open[i].m->end : at;
	return at;
}

void mark_write(struct buf *out, struct span text, size_t shown, const struct mark *marks, size_t nmarks, struct span html)
{
	struct nest n = {.out = out, .html = html};
	size_t at = 0, i = 0;
	shown = shown < text.n ? shown : text.n;
	for (;;) {
		size_t start = i < nmarks ? marks[i].start : SIZE_MAX, end = next_end(&n);
		size_t to = start < end ? start : end;
		if (to > shown)
			to = shown;
		if (to > at) {
			report_text(out, span_sub(text, at, to));
			at = to;
		}
		if (start > at && end > at)
			break;
		close_until(&n, at);
		for (; i < nmarks && marks[i].start <= at; i++) {
			if (marks[i].end > at && n.depth < MARK_DEPTH)
				open_one(&n, (struct open_mark){&marks[i], false, false});
			else
				leave_out(&n, &marks[i]);
		}
	}
	close_until(&n, SIZE_MAX - 1);
	buf_addspan(out, buf_span(&n.later));
	buf_free(&n.later);
}
