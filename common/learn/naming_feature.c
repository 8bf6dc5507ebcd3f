#include "learn/naming.h"

unsigned naming_features(const struct naming_way *way, unsigned out[NAMING_WAY_FEATURES])
{
	unsigned n = 0;
	for (unsigned i = 0; i < way->nstep; i++)
		out[n++] = NAMING_STEP + way->step[i].kind * NAMING_GRADES + way->step[i].grade;
	if (way->dropped)
		out[n++] = NAMING_HEAD + way->dropped - 1;
	if (way->cut)
		out[n++] = NAMING_TAIL + way->cut - 1;
	if (way->lone)
		out[n++] = NAMING_LONE;
	return n;
}

unsigned naming_sum(int32_t hundredths)
{
	return NAMING_SUM + (hundredths < 0 ? 0 : hundredths >= 100 * (NAMING_SUMS - 1) ? NAMING_SUMS - 1 : (unsigned)hundredths / 100);
}

unsigned naming_learnt(uint32_t hits, uint32_t all)
{
	unsigned often = hits < NAMING_OFTEN ? hits : NAMING_OFTEN, quarters = (4 * hits + all / 2) / all;
	return NAMING_LEARNT + (often - 1) * 5 + quarters;
}

unsigned naming_prior(uint32_t documents)
{
	unsigned k = 0;
	while (k + 1 < NAMING_PRIORS && documents >> (k + 1))
		k++;
	return NAMING_PRIOR + k;
}

void naming_write(unsigned i, struct buf *out)
{
	static const struct {
		const char *name;
		unsigned from;
	} kinds[] = {{"sum", NAMING_SUM},
				 {"lone", NAMING_LONE},
				 {"tail", NAMING_TAIL},
				 {"head", NAMING_HEAD},
				 {"form", NAMING_STEP + NAMING_FORM * NAMING_GRADES},
				 {"more", NAMING_STEP + NAMING_MORE * NAMING_GRADES},
				 {"less", NAMING_STEP + NAMING_LESS * NAMING_GRADES},
				 {"same", NAMING_STEP}};
	size_t k = 0;
	while (i < kinds[k].from)
		k++;
	buf_printf(out, "%s %u", kinds[k].name, i - kinds[k].from + (kinds[k].from == NAMING_HEAD || kinds[k].from == NAMING_TAIL));
}

unsigned naming_read(struct span value)
{
	struct buf own = {0};
	unsigned i = 0;
	for (; i < NAMING_LEARNT; i++) {
		buf_clear(&own);
		naming_write(i, &own);
		if (span_eq(buf_span(&own), value))
			break;
	}
	buf_free(&own);
	return i < NAMING_LEARNT ? i : NAMING_FEATURES;
}
