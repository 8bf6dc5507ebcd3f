/* The stream: one flat JSON object a line, written and read by hand.
 *
 * A reader looks at the members that it needs and hands the rest on as bytes: nothing is rebuilt, so numbers and escapes
 * survive. Values stay raw JSON until they are asked for. The scanner accepts any JSON object of one line with at most
 * RECORD_MEMBERS members; `type` must be the first member and `doc` the second. */
#ifndef EVITAB_RECORD_H
#define EVITAB_RECORD_H

#include "base/align.h"
#include "base/diag.h"

enum { RECORD_MEMBERS = 64, RECORD_DEPTH = 32 };

struct member {
	struct span key;   /* without quotes, as it stands in the line */
	struct span value; /* raw JSON */
};

/* Borrows the line that it was parsed from. */
struct record {
	struct span line; /* without the newline */
	struct span type; /* without quotes */
	struct span doc;  /* raw JSON string, with quotes */
	size_t n;
	struct member m[RECORD_MEMBERS];
};

/* 0, or the byte (from 1) at which the line stops being a record. */
size_t record_parse(struct record *r, struct span line);

/* `condition` of `{"type":"condition",…}` by looking at the beginning alone; {NULL, 0} where the line begins otherwise. */
struct span record_type(struct span line);
enum { RECORD_TYPE_AT = sizeof "{\"type\":\"" - 1 }; /* where it stands */

/* The raw value of one member of a line as the stages write it (without blanks), found without reading on; {NULL, 0} where there is none.
 */
struct span record_find(struct span line, const char *key);

/* The raw value of a member; {NULL, 0} where there is none. Inline, so that the length of the key is known when it is compiled. */
static inline struct span record_get(const struct record *r, const char *key)
{
	size_t n = strlen(key);
	for (size_t i = 0; i < r->n; i++)
		if (r->m[i].key.n == n && r->m[i].key.p[0] == key[0] && memcmp(r->m[i].key.p, key, n) == 0)
			return r->m[i].value;
	return (struct span){NULL, 0};
}
/* Walks a raw JSON array: *at is 0 at first; the next element's raw value, or {NULL, 0} at the end. */
struct span json_next(struct span array, size_t *at);
/* Walks a raw JSON object in the same way: false at the end or where it is damaged. */
bool json_next_member(struct span object, size_t *at, struct member *m);
/* Member of a raw JSON object; {NULL, 0} where there is none. */
struct span json_member(struct span object, const char *key);
/* Unescapes a raw JSON string (with quotes) to the end of out. A lone surrogate becomes U+FFFD. */
void json_unescape(struct span raw, struct buf *out);
/* The same as a span: borrows raw where nothing is escaped, else scratch as above. */
struct span json_text(struct span raw, struct buf *scratch);
uint64_t json_number(struct span raw, uint64_t otherwise);

/* A string member, unescaped. Borrows the line, or `scratch` (appended to, never cleared here) where escapes had to be undone: reserve
 * or copy before scratch grows again. "" where the member is absent or no string. */
static inline struct span record_string(const struct record *r, const char *key, struct buf *scratch)
{
	return json_text(record_get(r, key), scratch);
}
/* A whole number; `otherwise` where the member is absent or no whole number below 2^63. */
static inline uint64_t record_number(const struct record *r, const char *key, uint64_t otherwise)
{
	return json_number(record_get(r, key), otherwise);
}
static inline bool record_true(const struct record *r, const char *key)
{
	return span_is(record_get(r, key), "true");
}

/* Bytes and code points of its words; 0 where it does not say. */
struct extent record_place(const struct record *r);
/* Where the words of a record lie: `start`, `char_start` and `map`; text_n: bytes of its text, outside of which, or out of order, only a
 * damaged map has edits: they are left out. a is empty before; free it with align_free(). */
void record_alignment(const struct record *r, size_t text_n, struct alignment *a);

/* A JSON string with quotes, to the end of out; the value is valid UTF-8. */
void json_write(struct buf *out, struct span value);

/* Writing, to the end of `out`. record_open writes `{"type":…,"doc":…`; the members follow; record_close ends the line. They are inline so
 * that the lengths of keys are known when they are compiled. */
static inline void record_open(struct buf *out, const char *type, struct span doc)
{
	buf_adds(out, "{\"type\":\"");
	buf_adds(out, type);
	buf_adds(out, "\",\"doc\":");
	buf_addspan(out, doc);
}
static inline void record_add_key(struct buf *out, const char *key)
{
	size_t n = strlen(key);
	char *p = buf_room(out, n + 4);
	p[0] = ',';
	p[1] = '"';
	memcpy(p + 2, key, n);
	p[n + 2] = '"';
	p[n + 3] = ':';
	out->n += n + 4;
}
static inline void record_add_string(struct buf *out, const char *key, struct span value)
{
	record_add_key(out, key);
	json_write(out, value);
}
static inline void record_add_number(struct buf *out, const char *key, uint64_t value)
{
	record_add_key(out, key);
	buf_addu(out, value);
}
static inline void record_add_bool(struct buf *out, const char *key, bool value)
{
	record_add_key(out, key);
	buf_adds(out, value ? "true" : "false");
}
static inline void record_add_raw(struct buf *out, const char *key, struct span json) /* {NULL,0} writes null */
{
	record_add_key(out, key);
	buf_addspan(out, json.p ? json : span_of("null"));
}
static inline void record_close(struct buf *out)
{
	buf_adds(out, "}\n");
}

#endif
