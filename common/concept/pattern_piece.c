#include "concept/pattern_piece.h"

struct position *pattern_piece_position(const struct patterns *p, const struct pattern *v, unsigned i)
{
	return &p->positions.v[v->at + i];
}

void pattern_piece_link(struct patterns *p, const struct pattern *v, uint64_t set, uint64_t next)
{
	for (; set; set &= set - 1)
		pattern_piece_position(p, v, (unsigned)__builtin_ctzll(set))->follow |= next;
}

void pattern_piece_append(struct patterns *p, const struct pattern *v, struct pattern_piece *a, const struct pattern_piece *b)
{
	pattern_piece_link(p, v, a->last, b->first);
	a->first |= a->empty ? b->first : 0;
	a->last = b->last | (b->empty ? a->last : 0);
	if (b->worth > a->worth)
		a->worth = b->worth, a->anchors = b->anchors;
	a->empty &= b->empty;
}

struct pattern_piece pattern_piece_either(const struct pattern_piece *a, const struct pattern_piece *b)
{
	bool both = a->worth && b->worth;
	return (struct pattern_piece){.first = a->first | b->first,
								  .last = a->last | b->last,
								  .anchors = both ? a->anchors | b->anchors : 0,
								  .worth = !both                 ? 0
										   : a->worth < b->worth ? a->worth
																 : b->worth,
								  .empty = a->empty || b->empty};
}
