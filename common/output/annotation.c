#include "output/annotation.h"

#include "base/text.h"
#include "output/csvrow.h"

const char *const annotation_names[] = {"bioc", "pubannotation", "web-annotation", "doccano"};

void annotation_begin(struct annotation_out *a, struct buf *out)
{
	static const char *const begins[] = {
		"{\"source\":\"evitab\",\"date\":\"\",\"key\":\"evitab\",\"infons\":{},\"documents\":[",
		"[",
		"{\"@context\":\"http://www.w3.org/ns/"
		"anno.jsonld\",\"id\":\"urn:x-evitab:annotations\",\"type\":\"AnnotationCollection\",\"label\":\"evitab\","
		"\"first\":{\"id\":\"urn:x-evitab:annotations:1\",\"type\":\"AnnotationPage\",\"partOf\":\"urn:x-evitab:annotations\","
		"\"startIndex\":0,"
		"\"items\":[",
		"",
	};
	a->documents = a->annotations = 0;
	buf_adds(out, begins[a->format]);
}

void annotation_document(struct annotation_out *a, const struct carried *c, struct buf *out)
{
	if (a->format == ANNOTATION_BIOC || a->format == ANNOTATION_PUBANNOTATION)
		buf_adds(out, a->documents ? ",\n" : "\n");
	if (a->format == ANNOTATION_BIOC)
		bioc_document(c, out);
	else if (a->format == ANNOTATION_PUBANNOTATION)
		pubannotation_document(c, out);
	else if (a->format == ANNOTATION_DOCCANO)
		doccano_document(c, out);
	else
		web_document(c, a->annotations, out);
	a->documents++;
	a->annotations += c->annotations.n;
}

void annotation_end(struct annotation_out *a, struct buf *out)
{
	static const char *const ends[] = {"\n]}\n", "\n]\n", "\n]},", ""};
	buf_adds(out, ends[a->format]);
	if (a->format == ANNOTATION_WEB)
		buf_printf(out, "\"total\":%zu}\n", a->annotations);
}

void annotation_type(const char *type, struct buf *out)
{
	for (const char *p = type; *p; p++) {
		bool plain = text_is_alpha(*p) || text_is_digit(*p) || *p == '-' || *p == '_';
		buf_addc(out, !plain ? '_' : p == type && text_is_lower(*p) ? (char)(*p - 0x20) : *p);
	}
}

bool annotation_next(const struct schema_member *members, const struct record *r, size_t *at, const char **name, struct buf *words)
{
	static const char *const place[] = {"doc", "sentence", "start", "end", "char_start", "char_end", "text"};
	while (members[*at].name != NULL) {
		const char *member = members[(*at)++].name;
		bool is_place = false;
		for (size_t k = 0; k < sizeof place / sizeof place[0]; k++)
			is_place = is_place || strcmp(place[k], member) == 0;
		if (is_place)
			continue;
		buf_clear(words);
		csvrow_words(record_get(r, member), words);
		*name = member;
		if (words->n)
			return true;
	}
	return false;
}

void annotation_relations(const struct carried *c, void (*write)(struct buf *out, size_t n, size_t citing, size_t cited), struct buf *out)
{
	struct record r;
	size_t n = 0;
	buf_adds(out, ",\"relations\":[");
	for (size_t i = 0; i < c->annotations.n; i++) {
		record_parse(&r, c->annotations.v[i].line);
		size_t at = 0, entry;
		while ((entry = carried_next_entry(c, &r, &at)) != SIZE_MAX) {
			if (n++)
				buf_addc(out, ',');
			write(out, n, i + 1, entry + 1);
		}
	}
	buf_addc(out, ']');
}
