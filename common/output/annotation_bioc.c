/* BioC JSON, as PubMed's services and the bioc packages read it: every infon is a string; passages and annotations are counted from the
 * beginning of the document. Comeau et al. 2013, doi:10.1093/database/bat064. */
#include <stdlib.h>

#include "output/annotation.h"

static void add_infon(const char *name, struct span value, struct buf *out)
{
	if (out->p[out->n - 1] != '{')
		buf_addc(out, ',');
	json_write(out, span_of(name));
	buf_addc(out, ':');
	json_write(out, value);
}

static void add_annotation(const struct carried *c, size_t number, struct buf *words, struct buf *out)
{
	const struct annotation *a = &c->annotations.v[number];
	const struct schema_table *t = &c->leaf->schema.tables.v[a->table];
	struct record r;
	record_parse(&r, a->line);
	buf_printf(out, "{\"id\":\"T%zu\",\"infons\":{", number + 1);
	add_infon("type", span_of(t->type), out);
	const char *name;
	for (size_t at = 0; annotation_next(t->members, &r, &at, &name, words);) {
		add_infon(strcmp(name, "type") == 0 ? "kind" : name, buf_span(words), out);
		if (strcmp(name, "concept") == 0) /* what PubTator calls it */
			add_infon("identifier", buf_span(words), out);
	}
	buf_adds(out, "},\"text\":");
	json_write(out, carried_text(c, a->place));
	buf_printf(out, ",\"locations\":[{\"offset\":%zu,\"length\":%zu}]}", a->place.char_from, a->place.char_to - a->place.char_from);
}

static void write_relation(struct buf *out, size_t n, size_t citing, size_t cited)
{
	buf_printf(out,
			   "{\"id\":\"R%zu\",\"infons\":{\"type\":\"cites\"},\"nodes\":[{\"refid\":\"T%zu\",\"role\":\"citing\"},"
			   "{\"refid\":\"T%zu\",\"role\":\"cited\"}]}",
			   n, citing, cited);
}

/* The annotations of each passage together, in their order: where each passage's begin in *order. */
static size_t *by_passage(const struct carried *c, size_t **begin)
{
	size_t *order = mem_alloc((c->annotations.n + 1) * sizeof *order), *from = mem_alloc((c->passages.n + 2) * sizeof *from);
	memset(from, 0, (c->passages.n + 2) * sizeof *from);
	for (size_t i = 0; i < c->annotations.n; i++)
		from[c->annotations.v[i].passage + 2]++;
	for (size_t p = 2; p < c->passages.n + 2; p++)
		from[p] += from[p - 1];
	for (size_t i = 0; i < c->annotations.n; i++)
		order[from[c->annotations.v[i].passage + 1]++] = i;
	*begin = from;
	return order;
}

static void add_passage(const struct carried *c, const struct passage *p, struct buf *words, struct buf *out)
{
	buf_printf(out, "{\"offset\":%zu,\"infons\":{", p->place.char_from);
	buf_clear(words);
	json_unescape(p->zone, words);
	add_infon("type", buf_span(words), out);
	buf_clear(words);
	json_unescape(p->section, words);
	if (words->n)
		add_infon("section", buf_span(words), out);
	buf_adds(out, "},\"text\":");
	json_write(out, carried_text(c, p->place));
	buf_adds(out, ",\"sentences\":[],\"annotations\":[");
}

void bioc_document(const struct carried *c, struct buf *out)
{
	static const char *const members[] = {"title", "media", "sha256", "url", "doi", "language", "author", "date"};
	struct record r;
	struct buf words = {0};
	size_t *begin, *order = by_passage(c, &begin);
	record_parse(&r, c->document);
	buf_adds(out, "{\"id\":");
	buf_addspan(out, r.doc);
	buf_adds(out, ",\"infons\":{");
	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
		buf_clear(&words);
		struct span value = record_string(&r, members[i], &words);
		if (value.n)
			add_infon(members[i], value, out);
	}
	buf_adds(out, "},\"passages\":[");
	for (size_t p = 0, k = 0; p < c->passages.n; p++) {
		if (p)
			buf_addc(out, ',');
		add_passage(c, &c->passages.v[p], &words, out);
		for (size_t first = k; k < begin[p + 1]; k++) {
			if (k > first)
				buf_addc(out, ',');
			add_annotation(c, order[k], &words, out);
		}
		buf_adds(out, "],\"relations\":[]}");
	}
	buf_adds(out, "],\"annotations\":[]");
	annotation_relations(c, write_relation, out);
	buf_addc(out, '}');
	buf_free(&words);
	free(begin);
	free(order);
}
