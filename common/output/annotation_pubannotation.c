/* PubAnnotation JSON: denotations over the text, attributes of denotations, relations between them.
 * https://www.pubannotation.org/docs/annotation-format/ */
#include "output/annotation.h"

static void add_denotations(const struct carried *c, struct buf *out)
{
	buf_adds(out, ",\"denotations\":[");
	for (size_t i = 0; i < c->annotations.n; i++) {
		const struct annotation *a = &c->annotations.v[i];
		buf_printf(out, "%s{\"id\":\"T%zu\",\"span\":{\"begin\":%zu,\"end\":%zu},\"obj\":\"", i ? "," : "", i + 1, a->place.char_from,
				   a->place.char_to);
		annotation_type(c->leaf->schema.tables.v[a->table].type, out);
		buf_adds(out, "\"}");
	}
	buf_addc(out, ']');
}

static void add_attributes(const struct carried *c, struct buf *out)
{
	struct buf words = {0};
	struct record r;
	size_t n = 0;
	buf_adds(out, ",\"attributes\":[");
	for (size_t i = 0; i < c->annotations.n; i++) {
		const struct annotation *a = &c->annotations.v[i];
		const char *name;
		record_parse(&r, a->line);
		for (size_t at = 0; annotation_next(c->leaf->schema.tables.v[a->table].members, &r, &at, &name, &words); n++) {
			buf_printf(out, "%s{\"id\":\"A%zu\",\"subj\":\"T%zu\",\"pred\":\"%s\",\"obj\":", n ? "," : "", n + 1, i + 1, name);
			json_write(out, buf_span(&words));
			buf_addc(out, '}');
		}
	}
	buf_addc(out, ']');
	buf_free(&words);
}

static void write_relation(struct buf *out, size_t n, size_t citing, size_t cited)
{
	buf_printf(out, "{\"id\":\"R%zu\",\"subj\":\"T%zu\",\"pred\":\"cites\",\"obj\":\"T%zu\"}", n, citing, cited);
}

void pubannotation_document(const struct carried *c, struct buf *out)
{
	struct record r;
	record_parse(&r, c->document);
	buf_adds(out, "{\"sourcedb\":\"evitab\",\"sourceid\":");
	buf_addspan(out, r.doc);
	buf_adds(out, ",\"text\":");
	json_write(out, buf_span(&c->text));
	add_denotations(c, out);
	add_attributes(c, out);
	annotation_relations(c, write_relation, out);
	buf_addc(out, '}');
}
