/* What a sentence says whatever the category: read once, at first need, for all taggers. */
#include <stdlib.h>

#include "concept/tagger_parts.h"

void tagger_sentence_read(struct tagger_sentence *s, const struct record *record)
{
	buf_clear(&s->unescaped);
	s->record = record;
	tagger_sentence_set(s, record_string(record, "text", &s->unescaped));
}

void tagger_sentence_set(struct tagger_sentence *s, struct span text)
{
	s->text = text;
	s->bracket = memchr(text.p, '(', text.n) != NULL;
	s->tokenized = s->defined = s->cued = s->aligned = false;
}

void tagger_sentence_free(struct tagger_sentence *s)
{
	list_free(&s->tokens);
	list_free(&s->abbreviations);
	glue_places_free(&s->places);
	list_free(&s->cues);
	align_free(&s->from);
	buf_free(&s->unescaped);
}

token_list *sentence_tokens(struct tagger_sentence *s)
{
	if (s->tokenized)
		return &s->tokens;
	tokens_scan(&s->tokens, s->text);
	glue_look(s->rules->glue, s->text, &s->tokens, &s->places);
	s->tokenized = true;
	return &s->tokens;
}

const abbreviation_list *sentence_abbreviations(struct tagger_sentence *s)
{
	if (s->defined)
		return &s->abbreviations;
	s->abbreviations.n = 0;
	if (s->bracket)
		abbreviations_find(s->text, &s->abbreviations);
	s->defined = true;
	return &s->abbreviations;
}

const cue_list *sentence_cues(struct tagger_sentence *s)
{
	if (!s->cued)
		context_scan(s->rules->context, s->text, sentence_tokens(s), &s->cues);
	s->cued = true;
	return &s->cues;
}

const struct alignment *sentence_alignment(struct tagger_sentence *s)
{
	if (s->aligned)
		return &s->from;
	s->from.edits.n = 0;
	record_alignment(s->record, s->text.n, &s->from);
	s->aligned = true;
	return &s->from;
}
