/* The inside of reference.c and its parts: tokens of one entry, cues, and what each step hands to the next. Not for others. */
#ifndef EVITAB_REFERENCE_PARTS_H
#define EVITAB_REFERENCE_PARTS_H

#include <stdint.h>

#include "reference/reference.h"

/* Classes of configs/references.csv, in the order of the names in reference_rules.c. */
enum cue {
	CUE_PARTICLE,     /* van, de la */
	CUE_SUFFIX,       /* Jr, III */
	CUE_AND,          /* and, &, und: joins the last name */
	CUE_ET_AL,        /* et al, and others */
	CUE_EDITOR,       /* Eds, Hrsg */
	CUE_EDITION,      /* ed, edn, Aufl */
	CUE_IN,           /* in: opens the container of a chapter */
	CUE_MONTH,        /* months and seasons */
	CUE_PAGE,         /* pp, S */
	CUE_VOLUME,       /* vol, Bd */
	CUE_ISSUE,        /* no, issue, Heft */
	CUE_PART,         /* part, chapter */
	CUE_SUPPLEMENT,   /* suppl */
	CUE_UNDATED,      /* in press, n.d. */
	CUE_ACCESS,       /* retrieved from, accessed */
	CUE_EPUB,         /* epub ahead of print */
	CUE_DOI,          /* doi */
	CUE_PMID,         /* PMID */
	CUE_PMCID,        /* PMCID */
	CUE_ISBN,         /* ISBN, ISSN */
	CUE_PREPRINT,     /* arXiv, bioRxiv */
	CUE_THESIS,       /* doctoral dissertation */
	CUE_REPORT,       /* technical report, working paper */
	CUE_PUBLISHER,    /* Press, Verlag, Wiley */
	CUE_PLACE,        /* New York, MA */
	CUE_BODY,         /* organisation, institute: an author that is no person */
	CUE_JOURNAL,      /* Journal, Proc, Rev: words of a container's name */
	CUE_MEETING,      /* conference, workshop */
	CUE_PRESENTED,    /* paper presented at */
	CUE_TRANSLATOR,   /* translated by */
	CUE_LINK,         /* PubMed, CrossRef: labels of links left over from a page */
	CUE_FUNCTION,     /* the, of, for: words of sentences, not of names */
	CUE_ORDINAL,      /* second, 2nd */
	CUE_ADDRESS,      /* online, at, from: before an address only */
	CUE_ABBREVIATION, /* Proc, Rev, Med: short forms of words of a container's name */
	CUE_GIVEN,        /* William, Hans: what is hardly ever a family name */
	CUE_INITIAL,      /* Yu, Ch: initials of two letters */
	CUE_SAME,         /* ibid, op cit: a work of an entry before */
	CUE_COUNT
};

#define CUE(x) (UINT64_C(1) << CUE_##x)
#define CUES_CONTAINER (CUE(JOURNAL) | CUE(ABBREVIATION))

enum token_kind { TOK_WORD, TOK_NUMBER, TOK_MARK, TOK_URL, TOK_DOI };

/* What a token was taken for. */
enum field {
	FIELD_NONE,
	FIELD_NAME,
	FIELD_YEAR,
	FIELD_LOCATOR, /* volume, issue, pages and their labels */
	FIELD_ID,      /* doi, pmid */
	FIELD_URL,
	FIELD_NOTE, /* accessed on …, Epub …: read over */
};

enum {
	SHAPE_CAPITAL = 1, /* begins with an upper-case letter, or one of a script without case */
	SHAPE_UPPER = 2,   /* all letters are upper case */
	SHAPE_DIGIT = 4,   /* holds a digit */
	SHAPE_HYPHEN = 8,  /* parts joined by a hyphen */
	SHAPE_ROMAN = 16,  /* I, IV, xii */
	SHAPE_MIXED = 32,  /* upper case after lower: McDonald, mRNA */
	SHAPE_INNER = 64,  /* an upper-case letter after a hyphen or apostrophe: d'Amico, López-Marín */
};

struct piece {
	uint32_t at, end; /* bytes in the entry */
	uint64_t cue;     /* classes of the word by itself, or of the phrase that begins here */
	uint16_t until;   /* token after the longest phrase that begins here */
	uint8_t kind, shape, letters, field;
	char c;     /* of a mark: its plain form ('-' for every dash, '"' for every double quote, '<' '>' for single ones) */
	bool space; /* a blank stands before it */
};

enum { REFERENCE_PIECES = 3000 };

struct parse {
	const struct reference_rules *rules;
	struct span text;
	struct reference *out;
	size_t n;
	struct piece v[REFERENCE_PIECES + 1]; /* v[n] is an empty mark */
	uint64_t cues;                        /* of all tokens */
	size_t first;                         /* after the label */
	size_t source;                        /* the colon between a source and its quoted title, or 0 */
	size_t names_end;                     /* token after the author block and what closes it */
	size_t year_at, year_end;             /* tokens of the year with its brackets; SIZE_MAX where there is none */
	size_t tail, tail_end;                /* tokens of volume, issue, pages; tail == SIZE_MAX where there is none */
	bool names_are_editors;
	bool labelled; /* the locator has labels (vol., pp.) */
};

/* reference_rules.c */
uint64_t rules_word(const char *p, size_t n);                                   /* hash of a word, folded: case and points fall */
uint64_t rules_path(uint64_t path, uint64_t word);                              /* of a phrase */
uint64_t rules_cue(const struct reference_rules *r, uint64_t path, bool *more); /* classes that end at path */
int rules_journal(const struct reference_rules *r, struct span s);              /* 1 where s is a journal's name */

bool rules_links(const struct reference_rules *r, struct span s); /* "PubMedGoogle Scholar": labels of links, and nothing else */

const char *rules_class_name(unsigned k); /* k < CUE_COUNT */
uint64_t rules_class(const char *name);   /* its bit; 0 where there is no such class */
struct table;
int rules_read_table(struct table *t, const char *dir, struct diag *d); /* configs/references.csv */

/* reference.c */
bool reference_has_cue(const struct reference_rules *rules, struct span entry, uint64_t cue);

/* reference_address.c: the byte behind the address or DOI at `at`, with its kind of token; `at` where there is none. */
size_t address_at(struct span s, size_t at, uint8_t *kind);
/* … behind one without its scheme, whose first word ends at `end`; `end` where there is none. */
size_t address_bare(struct span s, size_t at, size_t end);
uint8_t address_kind(struct span s, size_t at, size_t end); /* TOK_DOI where a DOI stands near its beginning, else TOK_URL */

/* reference_token.c */
void parse_tokens(struct parse *p);

/* reference_author.c: the author block; sets authors, et_al, names_end, names_are_editors. */
void parse_names(struct parse *p);
/* Names between tokens, to be passed over (editors): returns the token after them, or `from`. */
size_t parse_skip_names(const struct parse *p, size_t from);

/* reference_id.c: identifiers, addresses, notes, editions. */
void parse_identifiers(struct parse *p);
void parse_edition(struct parse *p);

/* reference_locator.c: the year after the authors; volume, issue, pages, and the year where it stands elsewhere. */
void parse_year_head(struct parse *p);
void parse_locator(struct parse *p);

/* reference_title.c: what is left: title, container, publisher. */
void parse_body(struct parse *p);

/* Small helpers over tokens. */
static inline void parse_mark(struct parse *p, size_t from, size_t to, enum field field)
{
	for (size_t i = from; i < to && i < p->n; i++)
		p->v[i].field = (uint8_t)field;
}
static inline bool tok_mark(const struct parse *p, size_t i, char c)
{
	return i < p->n && p->v[i].kind == TOK_MARK && p->v[i].c == c;
}
static inline bool tok_cue(const struct parse *p, size_t i, uint64_t cues)
{
	return i < p->n && (p->v[i].cue & cues) != 0;
}
static inline bool tok_word(const struct parse *p, size_t i)
{
	return i < p->n && p->v[i].kind == TOK_WORD;
}
static inline bool tok_capital(const struct parse *p, size_t i)
{
	return tok_word(p, i) && (p->v[i].shape & SHAPE_CAPITAL) != 0;
}
static inline struct span tok_text(const struct parse *p, size_t i)
{
	return span_make(p->text.p + p->v[i].at, p->v[i].end - p->v[i].at);
}
/* reference_span.c. The text of tokens [from, to) without the punctuation that stands around it. */
struct span tok_span(const struct parse *p, size_t from, size_t to);
/* A year of four digits, 1500 to 2099, perhaps with a suffix letter (*suffix bytes). */
bool tok_year(const struct parse *p, size_t i, size_t *suffix);

/* reference_mend.c: the entry with identifiers made whole that a blank breaks; `s` itself where there is none, else in *out. */
struct span reference_mend(struct span s, struct buf *out);

#endif
