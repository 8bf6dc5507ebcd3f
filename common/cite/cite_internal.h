/* What the files of the citation grammar share; nobody else includes this. */
#ifndef EVITAB_CITE_INTERNAL_H
#define EVITAB_CITE_INTERNAL_H

#include "base/table.h"
#include "base/text.h"
#include "cite/cite_types.h"

/* The classes of rows in configs/citations.csv, in the order of cite_class_names. */
enum cite_class {
	CLASS_ET_AL,        /* et al., and colleagues */
	CLASS_AND,          /* between the last two authors */
	CLASS_PARTICLE,     /* van, de, von */
	CLASS_GENERATION,   /* Jr, III */
	CLASS_ORGANISATION, /* a word that makes a run of words an organisation: Institute, Society */
	CLASS_INNER,        /* small words within the name of an organisation: of, for, and */
	CLASS_NEVER,        /* capitalised words that are no author: March, Figure, However */
	CLASS_COUNTED,      /* words whose glued number is no citation: day7, omega3 */
	CLASS_NUMBERED,     /* words whose number behind a stop or in parentheses is no citation: vol.2, equation (3) */
	CLASS_DATE,         /* what stands for a year: in press, n.d. */
	CLASS_LOCATOR,      /* p., chapter, Table */
	CLASS_PREFIX,       /* see, e.g., reviewed in: inside numeric brackets; design: what follows are numbers of the list */
	CLASS_LABEL,        /* Trusted Source: behind a number in brackets, what its link is labelled with */
	CLASS_IDENTIFIER,   /* PMID, doi: what follows names a work; design: its kind */
	CLASS_EDITOR,       /* Ed., Hrsg.: between the names and the year */
	CLASS_SECOND,       /* as cited in: the work before it was not read itself, the one behind it says so */
	CLASS_REGISTRY,     /* NCT, ISRCTN: with digits behind it a study */
	CLASS_STUDY,        /* a noun for one study, with its design */
	CLASS_EVIDENCE,     /* a noun for studies at large */
	CLASS_DETERMINER,   /* a, another, one: opens a study mention */
	CLASS_OWN,          /* this, our, the present: the article's own study, or one that was named before */
	CLASS_QUALITY,      /* words before the noun that belong to the mention: recent, growing body of */
	CLASS_WANTED,       /* more, further, future: evidence that is not there yet */
	CLASS_VERB,         /* showed, suggests: says that the noun is a source */
	CLASS_SOURCE,       /* published in, conducted at: what follows belongs to the study */
	CLASS_SUPPORT,      /* according to, supported by: what follows is a source */
	CLASS_PURPOSE,      /* to: what follows is what the noun is for, not what it says */
	CLASS_OPENS,        /* that, while, in: a study named behind it speaks in what follows */
	CLASS_BOUND,        /* over, has, recently: no part of a noun phrase; designs `count`: a number of studies; `copula`, `auxiliary` */
	CLASS_STATE,        /* mixed, clear: said of evidence behind a form of "to be" */
	CLASS_SCENE,        /* in: at the head of a clause, what follows is where the rest was seen */
	CLASSES,
	CLASS_NONE = CLASSES
};

struct cite_phrase {
	uint64_t hash;       /* of class and key; 0: free */
	uint32_t key, key_n; /* in cite_rules.keys */
	uint32_t row;
};

struct cite_rules {
	struct table table;
	int term, design;
	struct buf keys;
	struct cite_phrase *slots; /* open addressing */
	size_t mask;
	uint64_t heads[1024], short_heads[64]; /* bitmaps over the first four (three) letters of study and evidence nouns */
	uint64_t firsts[CLASSES][16];          /* bitmaps over the first two letters of a phrase: most look-ups end there */
	size_t words[CLASSES];                 /* of the longest phrase */
	uint64_t opens[1024], closes[1024];    /* bitmaps over the first and last words of the phrases of each class: 65536 bits */
};

enum { CITE_KEY = 64 }; /* bytes of a phrase's key, and of a looked-up phrase; longer ones are none */

/* The row of a phrase, or SIZE_MAX. Case, points and repeated blanks do not matter; curly apostrophes are straight. */
size_t cite_row(const struct cite_rules *r, enum cite_class c, struct span phrase);
static inline bool cite_is(const struct cite_rules *r, enum cite_class c, struct span phrase)
{
	return cite_row(r, c, phrase) != SIZE_MAX;
}
/* Does some phrase of the class begin (end) with this word? May say yes wrongly, never no. */
bool cite_opens(const struct cite_rules *r, enum cite_class c, struct span word);
bool cite_closes(const struct cite_rules *r, enum cite_class c, struct span word);
size_t cite_line(const struct cite_rules *r, size_t row);
const char *cite_design(const struct cite_rules *r, size_t row); /* NULL where the cell is empty */
/* Is it a phrase of the class, whose row has that design? */
bool cite_said(const struct cite_rules *r, enum cite_class c, struct span phrase, const char *design);
bool cite_head_possible(const struct cite_rules *r, const char *word, size_t n);

/* --- words (cite_word.c) --- */

/* A word: letters, marks, digits, and apostrophes and hyphens between them. false where none ends before `at`, or begins at it. */
bool cite_word_before(struct span t, size_t floor, size_t at, struct cite_range *w);
bool cite_word_at(struct span t, size_t at, struct cite_range *w);
size_t cite_blank_before(struct span t, size_t floor, size_t at); /* at, less the blanks before it (nbsp included) */
size_t cite_blank_after(struct span t, size_t at);                /* at, plus the blanks after it */
bool cite_upper_at(struct span t, size_t at);                     /* an upper-case letter; structural: Latin, Greek, Cyrillic */
bool cite_letter_before(struct span t, size_t at);
size_t cite_dash_at(struct span t, size_t at); /* bytes of a dash or hyphen there, or 0 */
static inline struct span cite_words(struct span t, struct cite_range w)
{
	return span_sub(t, w.start, w.end);
}
/* The start of the longest phrase of a class that ends at `at` (blanks and a comma before it not touched), or SIZE_MAX. */
size_t cite_phrase_before(const struct cite_rules *r, enum cite_class c, struct span t, size_t floor, size_t at);
/* The end of the longest phrase of a class that begins at `at`, or SIZE_MAX; *row is set where it is not NULL. */
size_t cite_phrase_at(const struct cite_rules *r, enum cite_class c, struct span t, size_t at, size_t *row);

/* --- the document (cite_style.c) --- */

uint64_t cite_hash(struct span s); /* without regard to case (ASCII) */

enum cite_marker { MARKER_BRACKET, MARKER_PAREN, MARKER_SUPER, MARKER_SPACED, MARKERS };

bool cite_has_keys(const struct cite_document *doc);
uint32_t cite_keyed(const struct cite_document *doc, struct span key); /* the entry of that key, from 1; 0 */
bool cite_knows(const struct cite_document *doc, struct span name);    /* a name of the reference list */
size_t cite_entries(const struct cite_document *doc);
/* Is a group of numbers in this marker a citation in this document? */
struct cite_group;
bool cite_accepts(const struct cite_document *doc, const struct cite_group *g, const uint32_t *numbers);
bool cite_is_numeric(const struct cite_document *doc); /* its style is numeric, so author and year need more evidence */

/* --- the grammars --- */

/* Bytes that a citation could begin from: digits, opening brackets, and the first bytes of superscript digits (and of other signs). */
enum { CITE_DIGIT = 1, CITE_OPEN = 2, CITE_WIDE = 4 };
extern const unsigned char cite_anchor_bytes[256];
unsigned cite_anchors(struct span t); /* those of the text, or-ed */
/* May a superscript digit begin at this byte of CITE_WIDE? */
static inline bool cite_raised_at(struct span t, size_t i)
{
	unsigned char next = i + 1 < t.n ? (unsigned char)t.p[i + 1] : 0;
	return t.p[i] == '\xC2' ? next == 0xB2 || next == 0xB3 || next == 0xB9 : next == 0x81;
}
/* The first of them at byte i or behind it that numbers could begin from; t.n where there is none. */
static inline size_t cite_anchor_from(struct span t, size_t i)
{
	for (; i < t.n; i++) {
		unsigned kind = cite_anchor_bytes[(unsigned char)t.p[i]];
		if (kind && (kind != CITE_WIDE || cite_raised_at(t, i)))
			break;
	}
	return i;
}
/* Behind an anchor that nothing begins from: a number is left as a whole. */
static inline size_t cite_anchor_past(struct span t, size_t i)
{
	bool digit = text_is_digit(t.p[i++]);
	while (digit && i < t.n && text_is_digit(t.p[i]))
		i++;
	return i;
}

struct cite_scan {
	const struct cite_rules *rules;
	const struct cite_document *doc; /* may be NULL */
	struct span t;
	struct cite_list *out;
};

/* A numeric group as it stands, before it is decided whether it is a citation. */
struct cite_group {
	enum cite_marker marker;
	uint32_t start, end;
	uint32_t numbers, n; /* in out->numbers */
	uint32_t printed;    /* numbers as printed, ranges not expanded: two in `3-7` */
	bool named;          /* a word says that they are numbers of the list: `(ref. 12)`, `refs 3 and 4` */
	bool keyed;          /* the list has keys, and these are some of them: [Smi95] */
	bool note;           /* [^1] of Markdown: a numbering of its own, beside [1] */
	bool raised;         /* of a superscript: its digits are raised in the text, too */
	bool weak;           /* stands behind a value, so it may be its interval or share; behind capitals, so it may end a name */
	uint64_t token;      /* of a weak superscript: hash of the word with its number, else 0 */
};
/* Reads the numeric group that begins at `at` (a bracket, a parenthesis, a digit or the first byte of a superscript).
 * Numbers go to out->numbers. On false they were taken back. */
bool cite_numeric_at(struct cite_scan *s, size_t at, struct cite_group *g);

/* `sleep.†`: the marks of notes that are entries of the list. */
void cite_marks(struct cite_scan *s);
/* Works that are named by an identifier in brackets, `(PMID: 12345678)`. */
void cite_identifiers(struct cite_scan *s);
/* `;464:59` behind a year: the end of a place in print, or 0. */
size_t cite_place_end(struct span t, size_t at);
/* Where the name of the journal begins that ends at `at`, in front of the year of such a place; SIZE_MAX where there is none. */
size_t cite_journal_before(const struct cite_scan *s, size_t floor, size_t at);

/* Author and year: all citations of the sentence, in order of their years. */
void cite_author_year(struct cite_scan *s);

/* Studies without citation and attributions; after the other forms were found and put in order. Also gives citations their study_type. */
void cite_studies(struct cite_scan *s);

#endif
