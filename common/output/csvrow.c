#include "output/csvrow.h"

#include "base/text.h"

/* The first character that a spreadsheet looks at: white and invisible ones before it do not protect. */
static bool is_formula(struct span s)
{
	size_t i = 0, n;
	while (i < s.n) {
		uint32_t c = text_decode(s, i, &n);
		if (c == '\t' || c == '\r' || c == '\n' || strchr("=+-@", c < 0x80 && c ? (int)c : ' ') != NULL || c == 0xff1d || c == 0xff0b ||
			c == 0xff0d || c == 0xff20)
			return true;
		if (c != ' ' && c != 0xa0 && c != 0x200b && c != 0xfeff && c != 0x3000)
			return false;
		i += n;
	}
	return false;
}

static bool is_number(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!text_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* The first byte at or after i that must stand between quotes, or s.n. */
static size_t next_special(struct span s, size_t i)
{
	while (i < s.n && s.p[i] != ',' && s.p[i] != '"' && s.p[i] != '\n' && s.p[i] != '\r')
		i++;
	return i;
}

static void add_quoted(struct span cell, struct buf *out)
{
	for (size_t at = 0; at < cell.n;) {
		const char *quote = memchr(cell.p + at, '"', cell.n - at);
		size_t end = quote ? (size_t)(quote - cell.p) + 1 : cell.n;
		buf_add(out, cell.p + at, end - at);
		if (quote)
			buf_addc(out, '"');
		at = end;
	}
}

static void add_cell(struct csvrow how, struct span cell, bool first, struct buf *out)
{
	if (!first)
		buf_addc(out, ',');
	bool defuse = how.excel && is_formula(cell) && !is_number(cell);
	if (!defuse && next_special(cell, 0) == cell.n) {
		buf_addspan(out, cell);
		return;
	}
	buf_adds(out, defuse ? "\"'" : "\"");
	add_quoted(cell, out);
	buf_addc(out, '"');
}

void csvrow_words(struct span raw, struct buf *cell)
{
	if (raw.n == 0 || span_is(raw, "null"))
		return;
	if (raw.p[0] == '"') {
		json_unescape(raw, cell);
	} else if (raw.p[0] == '[') {
		size_t at = 0, n = 0;
		for (struct span e; (e = json_next(raw, &at)).p != NULL;) {
			if (n++)
				buf_adds(cell, "; ");
			struct span family = e.p[0] == '{' ? json_member(e, "family") : (struct span){NULL, 0};
			struct span given = family.p ? json_member(e, "given") : (struct span){NULL, 0};
			if (family.p == NULL) {
				if (e.p[0] == '[' || e.p[0] == '{')
					buf_addspan(cell, e);
				else if (e.p[0] == '"')
					json_unescape(e, cell);
				else
					buf_addspan(cell, e);
				continue;
			}
			json_unescape(family, cell);
			if (given.n > 2) {
				buf_adds(cell, ", ");
				json_unescape(given, cell);
			}
		}
	} else {
		buf_addspan(cell, raw);
	}
}

void csvrow_cell(struct span cell, bool first, struct buf *out)
{
	add_cell((struct csvrow){false}, cell, first, out);
}

void csvrow_header(struct csvrow how, const struct schema_table *t, struct buf *out)
{
	if (how.excel)
		buf_adds(out, "\xEF\xBB\xBF");
	for (size_t i = 0; t->members[i].name; i++)
		add_cell(how, span_of(t->members[i].name), i == 0, out);
	buf_adds(out, "\r\n");
}

/* Members most often stand in the order of the columns: looked for from `at` on first, which is then behind it. */
static struct span member_from(const struct record *r, const char *name, size_t *at)
{
	size_t n = strlen(name);
	for (size_t k = 0, i = *at; k < r->n; k++, i++) {
		i = i < r->n ? i : 0;
		if (r->m[i].key.n == n && memcmp(r->m[i].key.p, name, n) == 0) {
			*at = i + 1;
			return r->m[i].value;
		}
	}
	return (struct span){NULL, 0};
}

void csvrow_record(struct csvrow how, const struct schema_table *t, const struct record *r, const struct record *more, struct buf *out)
{
	struct buf cell = {0};
	size_t at = 0;
	for (size_t i = 0; t->members[i].name; i++) {
		struct span raw = member_from(r, t->members[i].name, &at);
		if (raw.p == NULL && more != NULL)
			raw = record_get(more, t->members[i].name);
		buf_clear(&cell);
		if (raw.n > 1 && raw.p[0] == '"' && memchr(raw.p, '\\', raw.n) == NULL) {
			add_cell(how, span_sub(raw, 1, raw.n - 1), i == 0, out);
			continue;
		}
		csvrow_words(raw, &cell);
		add_cell(how, buf_span(&cell), i == 0, out);
	}
	buf_adds(out, "\r\n");
	buf_free(&cell);
}
