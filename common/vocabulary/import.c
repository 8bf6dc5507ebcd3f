#include "vocabulary/import.h"

const char *const import_names[IMPORT_FORMATS] = {
	[IMPORT_UNKNOWN] = "auto", [IMPORT_OBO] = "obo",       [IMPORT_XML] = "xml",    [IMPORT_MESH] = "mesh",
	[IMPORT_RRF] = "rrf",      [IMPORT_TURTLE] = "turtle", [IMPORT_TABLE] = "table"};

static bool ends_with(struct span s, const char *ending)
{
	size_t n = strlen(ending);
	return s.n >= n && memcmp(s.p + s.n - n, ending, n) == 0;
}

/* The format of a file by its first bytes and its name. */
static enum import_format guess(struct span head, const char *path)
{
	struct span name = span_of(path);
	if (span_starts(head, "\xEF\xBB\xBF"))
		head = span_sub(head, 3, head.n);
	head = span_trim(head);
	if (ends_with(name, ".obo") || span_starts(head, "format-version:") || span_starts(head, "[Term]"))
		return IMPORT_OBO;
	if (span_starts(head, "*NEWRECORD"))
		return IMPORT_MESH;
	if (ends_with(name, ".RRF") || ends_with(name, ".rrf"))
		return IMPORT_RRF;
	if (ends_with(name, ".ttl") || span_starts(head, "@prefix") || span_starts(head, "@base") || span_starts(head, "PREFIX "))
		return IMPORT_TURTLE;
	if (span_starts(head, "<?xml") || span_starts(head, "<!DOCTYPE") || span_starts(head, "<rdf:RDF") || ends_with(name, ".owl") ||
		(span_starts(head, "<") && ends_with(name, ".xml")))
		return IMPORT_XML;
	if (span_starts(head, "<") && span_holds(head, span_of(" skos:")))
		return IMPORT_TURTLE;
	return IMPORT_TABLE;
}

int import_read(struct vocabulary *v, struct feed *f, enum import_format format, const char *rules, struct diag *d)
{
	int code = DIAG_OK;
	struct span head = feed_head(f);
	if (format == IMPORT_UNKNOWN)
		format = guess(head, f->name);
	if (span_starts(head, "\xEF\xBB\xBF"))
		for (int i = 0; i < 3; i++)
			feed_byte(f);
	switch (format) {
	case IMPORT_OBO:
		code = import_obo(v, f, d);
		break;
	case IMPORT_XML:
		code = import_xml(v, f, d);
		break;
	case IMPORT_MESH:
		code = import_mesh(v, f, d);
		break;
	case IMPORT_RRF:
		code = import_rrf(v, f, d);
		break;
	case IMPORT_TURTLE:
		code = import_turtle(v, f, d);
		break;
	default:
		code = import_table(v, f, rules, d);
	}
	return code ? code : feed_status(f, d);
}

enum property import_property(struct span name)
{
	static const struct {
		const char *name;
		enum property says;
	} known[] = {{"prefLabel", SAYS_LABEL},
				 {"label", SAYS_LABEL},
				 {"altLabel", SAYS_EXACT},
				 {"hasExactSynonym", SAYS_EXACT},
				 {"hasNarrowSynonym", SAYS_NARROW},
				 {"hasBroadSynonym", SAYS_BROAD},
				 {"hasRelatedSynonym", SAYS_RELATED},
				 {"hiddenLabel", SAYS_RELATED},
				 {"broader", SAYS_PARENT},
				 {"broaderGeneric", SAYS_PARENT},
				 {"subClassOf", SAYS_PARENT},
				 {"exactMatch", SAYS_XREF},
				 {"hasDbXref", SAYS_XREF},
				 {"hasOBONamespace", SAYS_CLASS},
				 {"deprecated", SAYS_OBSOLETE},
				 {"license", SAYS_LICENCE},
				 {"rights", SAYS_LICENCE},
				 {"versionIRI", SAYS_VERSION},
				 {"versionInfo", SAYS_VERSION}};
	size_t from = name.n;
	while (from > 0 && name.p[from - 1] != '#' && name.p[from - 1] != '/' && name.p[from - 1] != ':')
		from--;
	name = span_sub(name, from, name.n);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (span_is(name, known[i].name))
			return known[i].says;
	return SAYS_NOTHING;
}

bool import_language(const struct vocabulary_wish *w, struct span language)
{
	struct span wanted = span_of(w->language ? w->language : "en");
	if (language.n == 0)
		return true;
	if (language.n < wanted.n || (language.n > wanted.n && language.p[wanted.n] != '-'))
		return false;
	for (size_t i = 0; i < wanted.n; i++)
		if ((language.p[i] | 0x20) != (wanted.p[i] | 0x20))
			return false;
	return true;
}

void import_say(struct vocabulary *v, size_t concept, enum property p, struct span value)
{
	static const enum term_scope scopes[] = {[SAYS_LABEL] = SCOPE_LABEL,
											 [SAYS_EXACT] = SCOPE_EXACT,
											 [SAYS_NARROW] = SCOPE_NARROW,
											 [SAYS_BROAD] = SCOPE_BROAD,
											 [SAYS_RELATED] = SCOPE_RELATED};
	if (p == SAYS_LICENCE)
		vocabulary_licence(v, value);
	else if (p == SAYS_VERSION)
		vocabulary_version(v, value);
	else if (concept == SIZE_MAX || p == SAYS_NOTHING)
		return;
	else if (p >= SAYS_LABEL && p <= SAYS_RELATED)
		vocabulary_term(v, concept, value, scopes[p]);
	else if (p == SAYS_PARENT)
		vocabulary_parent(v, concept, value);
	else if (p == SAYS_XREF)
		vocabulary_xref(v, concept, value);
	else if (p == SAYS_CLASS)
		vocabulary_class(v, concept, value);
	else if (span_is(value, "true") || span_is(value, "1"))
		vocabulary_drop(v, concept);
}
