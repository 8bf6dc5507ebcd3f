/* doccano's JSON Lines with relations: its annotators correct what was found.
 * https://github.com/doccano/doccano/pull/1823 */
#include "output/annotation.h"

static void write_relation(struct buf *out, size_t n, size_t citing, size_t cited)
{
	buf_printf(out, "{\"id\":%zu,\"from_id\":%zu,\"to_id\":%zu,\"type\":\"cites\"}", n, citing, cited);
}

void doccano_document(const struct carried *c, struct buf *out)
{
	struct record r;
	if (c->text.n == 0) /* doccano takes no line without a text */
		return;
	record_parse(&r, c->document);
	buf_adds(out, "{\"source\":\"evitab\",\"doc\":");
	buf_addspan(out, r.doc);
	buf_adds(out, ",\"text\":");
	json_write(out, buf_span(&c->text));
	buf_adds(out, ",\"entities\":[");
	for (size_t i = 0; i < c->annotations.n; i++) {
		const struct annotation *a = &c->annotations.v[i];
		buf_printf(out, "%s{\"id\":%zu,\"start_offset\":%zu,\"end_offset\":%zu,\"label\":\"", i ? "," : "", i + 1, a->place.char_from,
				   a->place.char_to);
		annotation_type(c->leaf->schema.tables.v[a->table].type, out);
		buf_adds(out, "\"}");
	}
	buf_addc(out, ']');
	annotation_relations(c, write_relation, out);
	buf_adds(out, "}\n");
}
