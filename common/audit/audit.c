#include "audit/audit_parts.h"

#include <stdlib.h>

#include "base/text.h"

enum { AUDIT_QUOTE = 80 }; /* bytes of a claim that its finding repeats, so that a list of findings can be read alone */

void finding_write(struct finding *f, struct buf *out)
{
	record_open(out, "finding", f->doc);
	record_add_string(out, "code", span_of(f->code));
	record_add_string(out, "severity", span_of(f->severity));
	record_add_number(out, "sentence", f->sentence);
	record_add_number(out, "start", f->place.start);
	record_add_number(out, "end", f->place.end);
	record_add_number(out, "char_start", f->place.char_start);
	record_add_number(out, "char_end", f->place.char_end);
	record_add_string(out, "message", buf_span(&f->message));
	buf_adds(out, ",\"related\":[");
	for (size_t i = 0; i < f->related.n; i++) {
		if (i)
			buf_addc(out, ',');
		buf_addu(out, f->related.v[i]);
	}
	buf_addc(out, ']');
	record_close(out);
	buf_free(&f->message);
	list_free(&f->related);
}

static struct finding about_record(const struct record *r, const char *code, const char *severity)
{
	return (struct finding){
		.code = code, .severity = severity, .doc = r->doc, .sentence = record_number(r, "sentence", 0), .place = record_place(r)};
}

struct finding finding_about_entry(const struct entry *e, struct span doc, const char *code, const char *severity)
{
	struct finding f = {.code = code, .severity = severity, .doc = doc, .sentence = e->sentence, .place = e->place};
	list_push(&f.related, e->n);
	return f;
}

/* "Berman 2020 (entry 3)" */
void finding_name_entry(struct buf *m, const struct entry *e)
{
	buf_addspan(m, e->first_name.n ? e->first_name : span_of("an entry without author"));
	if (e->year_text.n) {
		buf_addc(m, ' ');
		buf_addspan(m, e->year_text);
	}
	buf_printf(m, " (entry %llu)", (unsigned long long)e->n);
}

/* Are the entries that a citation fits one work? */
static bool one_work(const struct bibliography *b, const struct link *l)
{
	const struct entry *first = &b->entries.v[l->entries.v[0]];
	for (size_t i = 1; i < l->entries.n; i++)
		if (!span_eq(first->title, b->entries.v[l->entries.v[i]].title))
			return false;
	return first->title.n > 0;
}

void audit_citation(const struct bibliography *b, const struct record *c, const struct link *l, struct buf *out)
{
	struct finding f;
	struct buf scratch = {0};
	struct span text = record_string(c, "text", &scratch);
	switch (l->status) {
	case LINK_MISSING:
		f = about_record(c, "unresolved-citation", l->doubt == SIZE_MAX && !l->unsure ? "error" : "possible");
		buf_printf(&f.message, "no entry of the reference list fits '%.*s'", (int)text.n, text.p);
		if (l->doubt != SIZE_MAX) {
			buf_adds(&f.message, "; it may be ");
			finding_name_entry(&f.message, &b->entries.v[l->doubt]);
		}
		break;
	case LINK_CUT:
		f = about_record(c, "truncated-reference-list", "possible");
		buf_printf(&f.message, "'%.*s' is possibly in the missing part of the reference list, which %s", (int)text.n, text.p,
				   b->partial ? "leaves numbers out" : "is cut");
		break;
	case LINK_AMBIGUOUS:
		if (one_work(b, l)) { /* the list says it twice, which is a finding of its own */
			buf_free(&scratch);
			return;
		}
		f = about_record(c, "ambiguous-citation", "warning");
		buf_printf(&f.message, "'%.*s' fits %zu entries of the reference list", (int)text.n, text.p, l->entries.n);
		break;
	case LINK_YEAR:
		f = about_record(c, "year-mismatch", "warning");
		buf_printf(&f.message, "'%.*s' fits no entry by its year; by its names it is ", (int)text.n, text.p);
		finding_name_entry(&f.message, &b->entries.v[l->entries.v[0]]);
		break;
	case LINK_NAME:
		f = about_record(c, "author-mismatch", "warning");
		buf_printf(&f.message, "'%.*s' differs in spelling from ", (int)text.n, text.p);
		finding_name_entry(&f.message, &b->entries.v[l->entries.v[0]]);
		break;
	case LINK_OTHERS:
		f = about_record(c, "author-mismatch", "warning");
		buf_printf(&f.message, "'%.*s' names another first author than ", (int)text.n, text.p);
		finding_name_entry(&f.message, &b->entries.v[l->entries.v[0]]);
		break;
	case LINK_NONE:
	case LINK_FOUND:
	case LINK_ITSELF:
	default:
		buf_free(&scratch);
		return;
	}
	for (size_t i = 0; i < l->entries.n; i++)
		list_push(&f.related, b->entries.v[l->entries.v[i]].n);
	finding_write(&f, out);
	buf_free(&scratch);
}

void audit_study(const struct record *study, struct buf *out)
{
	struct buf scratch = {0};
	struct span text = record_string(study, "text", &scratch);
	struct finding f = about_record(study, "unnamed-study", "info");
	buf_printf(&f.message, "'%.*s' is spoken of without a citation", (int)text.n, text.p);
	finding_write(&f, out);
	buf_free(&scratch);
}

/* The first whole words; whole characters of a word that alone is too long. */
static struct span beginning(struct span text)
{
	size_t n = AUDIT_QUOTE;
	if (text.n <= n)
		return text;
	while (n > 0 && text.p[n] != ' ')
		n--;
	return span_sub(text, 0, n ? n : text_invalid(span_sub(text, 0, AUDIT_QUOTE)));
}

void audit_claim(const struct record *sentence, struct buf *out)
{
	struct buf scratch = {0};
	struct span text = record_string(sentence, "text", &scratch);
	struct finding f = about_record(sentence, "unsupported-claim", "info");
	struct span quote = beginning(text);
	buf_printf(&f.message, "no source is named for the effect in '%.*s%s'", (int)quote.n, quote.p, quote.n < text.n ? " …" : "");
	finding_write(&f, out);
	buf_free(&scratch);
}

void audit_entry(const struct entry *e, struct span doc, const char *code, const char *severity, struct span message, struct buf *out)
{
	struct finding f = finding_about_entry(e, doc, code, severity);
	buf_addspan(&f.message, message);
	finding_write(&f, out);
}

void audit_record(const struct record *r, const char *code, const char *severity, struct span message, uint64_t entry, struct buf *out)
{
	struct finding f = about_record(r, code, severity);
	buf_addspan(&f.message, message);
	list_push(&f.related, entry);
	finding_write(&f, out);
}
