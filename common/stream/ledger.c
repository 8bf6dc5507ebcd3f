#include "stream/ledger.h"

#include <stdlib.h>

#include "stream/feed.h"
#include "stream/provenance.h"

enum { LINE_BYTES = 256 };

static const char unreadable[LEDGER_KEY + 1] = "0000000000000000000000000000000000000000000000000000000000000000";

void ledger_free(struct ledger *l)
{
	list_free(&l->lines);
}

static bool take_number(struct span *line, uint64_t *out)
{
	size_t n = 0;
	for (*out = 0; n < line->n && n < 20 && line->p[n] >= '0' && line->p[n] <= '9'; n++)
		*out = *out * 10 + (uint64_t)(line->p[n] - '0');
	if (n == 0 || n == line->n || line->p[n] != ' ')
		return false;
	*line = span_sub(*line, n + 1, line->n);
	return true;
}

bool ledger_line_read(struct ledger_line *l, struct span line)
{
	if (!take_number(&line, &l->source) || !take_number(&line, &l->document) || !take_number(&line, &l->bytes) || line.n != LEDGER_KEY)
		return false;
	memcpy(l->key, line.p, LEDGER_KEY);
	return true;
}

void ledger_line_write(const struct ledger_line *l, struct buf *out)
{
	const uint64_t numbers[] = {l->source, l->document, l->bytes};
	for (size_t i = 0; i < 3; i++) {
		buf_addu(out, numbers[i]);
		buf_addc(out, ' ');
	}
	buf_add(out, l->key, LEDGER_KEY);
	buf_addc(out, '\n');
}

bool ledger_line_readable(const struct ledger_line *l)
{
	return memcmp(l->key, unreadable, LEDGER_KEY) != 0;
}

int ledger_choose(struct ledger *l, const char *path, struct diag *d)
{
	struct feed f;
	struct buf line = {0};
	int code = feed_open(&f, path, d);
	if (code)
		return code;
	l->choosing = true;
	for (size_t n = 1; code == DIAG_OK && feed_line(&f, LINE_BYTES, &line); n++) {
		struct ledger_line one;
		if (ledger_line_read(&one, buf_span(&line)))
			list_push(&l->lines, one);
		else
			code = diag_at(d, DIAG_WRONG, path, n, 0, "is no line of a list of documents");
	}
	if (code == DIAG_OK)
		code = feed_status(&f, d);
	feed_close(&f);
	buf_free(&line);
	return code;
}

bool ledger_source(struct ledger *l, uint64_t number)
{
	l->source = number;
	l->document = 0;
	return !l->choosing || (l->next < l->lines.n && l->lines.v[l->next].source == number);
}

bool ledger_passes(struct ledger *l)
{
	if (!l->choosing)
		return false;
	const struct ledger_line *want = l->next < l->lines.n ? &l->lines.v[l->next] : NULL;
	if (want && want->source == l->source && want->document == l->document)
		return false;
	l->document++;
	return true;
}

/* Lengths keep the parts apart; the source goes in by its own hash, so that nothing is copied. */
static void make_key(const struct ledger_document *doc, char key[LEDGER_KEY])
{
	const struct span parts[] = {doc->id, doc->media, doc->meta};
	struct buf all = {0}, hex = {0};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		buf_printf(&all, "%zu:", parts[i].n);
		buf_addspan(&all, parts[i]);
	}
	sha256_hex(doc->source, &all);
	sha256_hex(buf_span(&all), &hex);
	memcpy(key, hex.p, LEDGER_KEY);
	buf_free(&all);
	buf_free(&hex);
}

int ledger_take(struct ledger *l, const struct ledger_document *doc, const char *name, bool *listed, struct buf *out, struct diag *d)
{
	struct ledger_line line = {.source = l->source, .document = l->document++, .bytes = doc->source.n};
	*listed = l->listing;
	if (!l->listing && !l->choosing)
		return DIAG_OK;
	if (doc->unreadable)
		memcpy(line.key, unreadable, LEDGER_KEY);
	else
		make_key(doc, line.key);
	if (l->listing)
		ledger_line_write(&line, out);
	if (l->choosing && memcmp(l->lines.v[l->next++].key, line.key, LEDGER_KEY) != 0)
		return diag_at(d, DIAG_FAILED, name, 0, 0, "has changed since the inputs were looked through: run again");
	return DIAG_OK;
}

int ledger_end(const struct ledger *l, struct diag *d)
{
	if (!l->choosing || l->next == l->lines.n)
		return DIAG_OK;
	return diag_at(d, DIAG_FAILED, NULL, 0, 0, "the inputs have changed since they were looked through: run again");
}
