#include "report/report_page.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "report/report_html.h"
#include "stream/own.h"
#include "stream/version.h"

/* report.css as bytes, made by the Makefile. */
static const unsigned char style[] = {
#include "report.css.inc"
};

int report_pages_open(struct report_pages *p, const char *path, struct diag *d)
{
	int code = publish_open_one(&p->files, path, d);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	size_t n = strlen(name);
	p->name = memcpy(mem_alloc(n + 1), name, n + 1);
	p->stem = dot && dot > name ? (size_t)(dot - name) : n;
	p->number = 1;
	return code;
}

static void add_name(const struct report_pages *p, struct buf *out, size_t number)
{
	buf_add(out, p->name, p->stem);
	if (number > 1)
		buf_printf(out, "-%zu", number);
	buf_adds(out, p->name + p->stem);
}

static void add_file(const struct report_pages *p, struct buf *out, size_t number)
{
	struct buf name = {0};
	add_name(p, &name, number);
	report_file(out, buf_span(&name));
	buf_free(&name);
}

void report_pages_href(const struct report_pages *p, struct buf *out, size_t from, size_t number, const char *anchor)
{
	buf_adds(out, " href=\"");
	if (from != number)
		add_file(p, out, number);
	buf_printf(out, "#%s\"", anchor);
}

/* ---- a whole page ---- */

static void add_head(size_t number, struct buf *out)
{
	buf_adds(out,
			 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
			 "base-uri 'none'; form-action 'none'\">\n"
			 "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			 "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"evitab " EVITAB_VERSION "\">\n"
			 "<title>Evidence report");
	if (number > 1)
		buf_printf(out, ", page %zu", number);
	buf_adds(out, "</title>\n<style>\n");
	buf_add(out, style, sizeof style);
	buf_adds(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n");
}

static void add_turn(const struct report_pages *p, size_t number, bool more, const char *label, struct buf *out)
{
	if (number == 1 && !more)
		return;
	buf_printf(out, "<nav class=\"turn\" aria-label=\"%s\">", label);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = {"Overview", "Previous page", "Next page"};
		size_t to = i == 0 ? 1 : i == 1 ? number - 1 : number + 1;
		if (i == 2 ? !more : number == 1 || (i == 1 && number == 2))
			continue;
		buf_adds(out, "<a href=\"");
		add_file(p, out, to);
		buf_printf(out, "\">%s</a> ", names[i]);
	}
	buf_adds(out, "</nav>\n");
}

static void add_foot(const struct report_pages *p, size_t number, bool more, struct buf *out)
{
	add_turn(p, number, more, "Other pages, at the end", out);
	buf_adds(out, "</main>\n<footer><p>Made by evitab " EVITAB_VERSION
				  ". This page loads nothing: no script, no image, no address of the web unless "
				  "you follow a link.</p></footer>\n</body>\n</html>\n");
}

/* All pages but the first. */
static int write_page(struct report_pages *p, bool more, struct diag *d)
{
	struct buf name = {0};
	add_name(p, &name, p->number);
	buf_addc(&name, '\0');
	int file = publish_file(&p->files, name.p, d);
	buf_free(&name);
	if (file < 0)
		return d->code;
	struct buf *out = publish_out(&p->files, file);
	add_head(p->number, out);
	buf_printf(out, "<header><h1>Evidence report, page %zu</h1></header>\n", p->number);
	add_turn(p, p->number, more, "Other pages", out);
	buf_adds(out, "<nav class=\"contents\" aria-label=\"Articles on this page\"><details><summary>Articles on this page</summary><ul>\n");
	buf_addspan(out, buf_span(&p->contents));
	buf_adds(out, "</ul></details></nav>\n<main id=\"main\">\n<h2>Articles</h2>\n");
	buf_addspan(out, buf_span(&p->body));
	add_foot(p, p->number, more, out);
	int code = publish_done(&p->files, file, d);
	buf_clear(&p->body);
	buf_clear(&p->contents);
	return code;
}

int report_pages_next(struct report_pages *p, struct diag *d)
{
	int code = DIAG_OK;
	if (p->number == 1) {
		p->first = p->body;
		p->body = (struct buf){0};
	} else {
		code = write_page(p, true, d);
	}
	p->number++;
	p->weight = 0;
	return code;
}

/* A longer report may have stood here, whose further pages lead nowhere any more. They bear evitab's mark: no file of the user's goes. */
static void remove_older(const struct report_pages *p)
{
	enum { HEAD = 4096 };
	char head[HEAD];
	struct buf path = {0};
	bool older = true;
	for (size_t number = p->number + 1; older; number++) {
		buf_clear(&path);
		buf_printf(&path, "%s/", p->files.dir);
		add_name(p, &path, number);
		buf_addc(&path, '\0');
		int fd = open(path.p, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
		ssize_t n = fd < 0 ? -1 : read(fd, head, HEAD);
		if (fd >= 0)
			close(fd);
		older = n > 0 && own_output(span_make(head, (size_t)n)) && unlink(path.p) == 0;
	}
	buf_free(&path);
}

int report_pages_commit(struct report_pages *p, struct span front, struct diag *d)
{
	bool more = p->number > 1;
	int code = more ? write_page(p, false, d) : DIAG_OK;
	if (code)
		return code;
	struct buf *out = publish_out(&p->files, 0);
	add_head(1, out);
	buf_addspan(out, front);
	buf_addspan(out, buf_span(more ? &p->first : &p->body));
	add_foot(p, 1, more, out);
	code = publish_commit(&p->files, d);
	if (code == DIAG_OK)
		remove_older(p);
	return code;
}

void report_pages_close(struct report_pages *p)
{
	if (p->files.dir)
		publish_close(&p->files);
	buf_free(&p->first);
	buf_free(&p->body);
	buf_free(&p->contents);
	free(p->name);
}
