#include "output/finding_export.h"

#include "output/iri.h"
#include "output/schema.h"
#include "stream/version.h"

const char *const finding_names[] = {"sarif", "github"};

/* `possible` and `info` are no warnings: neither says that something is wrong. */
static const struct {
	const char *severity, *sarif, *github;
} levels[] = {{"error", "error", "error"}, {"warning", "warning", "warning"}, {"possible", "note", "notice"}, {"info", "note", "notice"}};

static size_t level_of(struct span severity)
{
	size_t i = 0;
	while (i + 1 < sizeof levels / sizeof levels[0] && !span_starts(severity, levels[i].severity))
		i++;
	return i;
}

/* A member that is a string, unescaped; alive until the next call. */
static struct span text_of(struct finding_export *x, const struct record *r, const char *member)
{
	buf_clear(&x->scratch);
	return record_string(r, member, &x->scratch);
}

/* ---- SARIF: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ ---- */

static void sarif_begin(struct buf *out)
{
	size_t n;
	const struct schema_row *codes = schema_values("finding", "code", &n);
	buf_printf(out,
			   "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
			   "\"name\":\"evitab\",\"version\":\"%s\",\"rules\":[",
			   EVITAB_VERSION);
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%s\n{\"id\":\"%s\",\"shortDescription\":{\"text\":", i ? "," : "", codes[i].value);
		json_write(out, span_of(codes[i].about));
		buf_printf(out, "},\"defaultConfiguration\":{\"level\":\"%s\"}}", levels[level_of(span_of(codes[i].severity))].sarif);
	}
	buf_adds(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

/* A relative path is an address by itself, since ':' in it is escaped. */
static void add_uri(const struct finding_file *f, struct buf *out)
{
	struct buf uri = {0};
	if (f->file.n && f->file.p[0] == '/')
		buf_adds(&uri, "file://");
	iri_name(buf_span(&f->file), &uri);
	buf_adds(out, "\"artifactLocation\":{\"uri\":");
	json_write(out, buf_span(&uri));
	buf_addc(out, '}');
	buf_free(&uri);
}

static void add_region(const struct finding_file *f, const struct finding_place *p, const struct record *r, struct buf *out)
{
	uint64_t start = record_number(r, "start", 0), end = record_number(r, "end", 0);
	uint64_t from = record_number(r, "char_start", 0), to = record_number(r, "char_end", 0);
	bool file_offsets = !f->part && record_get(r, "start").p != NULL && start <= end && from <= to;
	if (p->line == 0 && !file_offsets)
		return;
	buf_adds(out, ",\"region\":{");
	if (p->line)
		buf_printf(out, "\"startLine\":%llu,", (unsigned long long)p->line);
	if (p->column)
		buf_printf(out, "\"startColumn\":%llu,\"endLine\":%llu,\"endColumn\":%llu,", (unsigned long long)p->column,
				   (unsigned long long)p->end_line, (unsigned long long)p->end_column);
	if (file_offsets)
		buf_printf(out, "\"charOffset\":%llu,\"charLength\":%llu,\"byteOffset\":%llu,\"byteLength\":%llu,", (unsigned long long)from,
				   (unsigned long long)(to - from), (unsigned long long)start, (unsigned long long)(end - start));
	out->p[out->n - 1] = '}';
}

/* Standard input has no address: what came from there is told by the document alone. */
static void add_location(const struct finding_file *f, const struct finding_place *p, const struct record *r, struct buf *out)
{
	bool file = !span_is(buf_span(&f->file), "-");
	buf_adds(out, "\"locations\":[{");
	if (file) {
		buf_adds(out, "\"physicalLocation\":{");
		add_uri(f, out);
		add_region(f, p, r, out);
		buf_addc(out, '}');
	}
	if (!file || f->part) {
		buf_adds(out, file ? ",\"logicalLocations\":[{\"name\":" : "\"logicalLocations\":[{\"name\":");
		json_write(out, buf_span(&f->doc));
		buf_adds(out, "}]");
	}
	buf_adds(out, "}]");
}

static void sarif_one(struct finding_export *x, const struct finding_file *f, const struct record *r, struct buf *out)
{
	static const char *const kept[] = {"severity", "sentence", "start", "end", "char_start", "char_end", "related"};
	struct finding_place p = finding_place(f, r);
	struct span code = record_get(r, "code");
	size_t n, rule = 0;
	const struct schema_row *codes = schema_values("finding", "code", &n);
	while (rule < n && !(code.n > 2 && span_is(span_sub(code, 1, code.n - 1), codes[rule].value)))
		rule++;
	buf_printf(out, "%s\n{\"ruleId\":", x->results ? "," : "");
	buf_addspan(out, code.p ? code : span_of("\"\""));
	if (rule < n)
		buf_printf(out, ",\"ruleIndex\":%zu", rule);
	buf_printf(out, ",\"level\":\"%s\",\"message\":{\"text\":", levels[level_of(text_of(x, r, "severity"))].sarif);
	json_write(out, text_of(x, r, "message"));
	buf_adds(out, "},");
	add_location(f, &p, r, out);
	buf_adds(out, ",\"properties\":{\"doc\":");
	buf_addspan(out, r->doc);
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		if (record_get(r, kept[i]).p)
			record_add_raw(out, kept[i], record_get(r, kept[i]));
	buf_adds(out, "}}");
}

static void sarif_rejected(struct finding_export *x, const struct finding_file *f, const struct record *end)
{
	struct finding_place p = {.line = f->line};
	struct buf *out = &x->rejected;
	buf_printf(out, "%s\n{\"level\":\"error\",\"message\":{\"text\":", out->n ? "," : "");
	json_write(out, text_of(x, end, "reason"));
	buf_adds(out, "},");
	add_location(f, &p, end, out);
	buf_addc(out, '}');
}

static void sarif_end(const struct finding_export *x, struct buf *out)
{
	buf_adds(out, "],\"invocations\":[{\"executionSuccessful\":true,\"toolExecutionNotifications\":[");
	buf_addspan(out, buf_span(&x->rejected));
	buf_adds(out, "]}]}]}\n");
}

/* ---- GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions ---- */

/* `property`: a value between commas. */
static void add_escaped(struct span s, bool property, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned)c);
		else
			buf_addc(out, c);
	}
}

/* Columns count only where line and end line are the same. */
static void github_line(const char *level, const struct finding_file *f, const struct finding_place *p, struct span title,
						struct span message, struct buf *out)
{
	bool file = !span_is(buf_span(&f->file), "-");
	buf_printf(out, "::%s ", level);
	if (file) {
		buf_adds(out, "file=");
		add_escaped(buf_span(&f->file), true, out);
		buf_addc(out, ',');
	}
	if (file && p->line)
		buf_printf(out, "line=%llu,endLine=%llu,", (unsigned long long)p->line, (unsigned long long)p->end_line);
	if (file && p->column && p->line == p->end_line)
		buf_printf(out, "col=%llu,endColumn=%llu,", (unsigned long long)p->column, (unsigned long long)p->end_column);
	buf_adds(out, "title=");
	add_escaped(title, true, out);
	buf_adds(out, "::");
	if (!file || f->part) {
		add_escaped(buf_span(&f->doc), false, out);
		buf_adds(out, ": ");
	}
	add_escaped(message, false, out);
	buf_addc(out, '\n');
}

static void github_one(struct finding_export *x, const struct finding_file *f, const struct record *r, struct buf *out)
{
	struct finding_place p = finding_place(f, r);
	const char *level = levels[level_of(text_of(x, r, "severity"))].github;
	struct span code = record_get(r, "code"); /* a word without escapes */
	github_line(level, f, &p, code.n > 2 ? span_sub(code, 1, code.n - 1) : span_of("finding"), text_of(x, r, "message"), out);
}

/* ---- both ---- */

void finding_export_begin(struct finding_export *x, struct buf *out)
{
	if (x->format == FINDING_SARIF)
		sarif_begin(out);
}

void finding_export_one(struct finding_export *x, const struct finding_file *f, const struct record *finding, struct buf *out)
{
	if (x->format == FINDING_SARIF)
		sarif_one(x, f, finding, out);
	else
		github_one(x, f, finding, out);
	x->results++;
}

void finding_export_rejected(struct finding_export *x, const struct finding_file *f, const struct record *end, struct buf *out)
{
	struct finding_place p = {.line = f->line, .end_line = f->line};
	if (x->format == FINDING_SARIF)
		sarif_rejected(x, f, end);
	else
		github_line("error", f, &p, span_of("rejected"), text_of(x, end, "reason"), out);
}

void finding_export_end(struct finding_export *x, struct buf *out)
{
	if (x->format == FINDING_SARIF)
		sarif_end(x, out);
}

void finding_export_free(struct finding_export *x)
{
	buf_free(&x->rejected);
	buf_free(&x->scratch);
}
