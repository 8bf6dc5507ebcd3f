#include "cite/cite_design.h"

#include "cite/cite_internal.h"

static bool word_begins(struct span t, size_t i)
{
	return text_is_alpha(t.p[i]) &&
		   (i == 0 || !(text_is_alpha(t.p[i - 1]) || text_is_digit(t.p[i - 1]) || (unsigned char)t.p[i - 1] >= 0x80));
}

const char *cite_next_design(const struct cite_rules *rules, struct span title, size_t *at)
{
	for (size_t i = *at, row; i < title.n; i++) {
		if (!word_begins(title, i))
			continue;
		size_t end = cite_phrase_at(rules, CLASS_STUDY, title, i, &row);
		const char *design = end == SIZE_MAX ? NULL : cite_design(rules, row);
		if (end != SIZE_MAX)
			i = end - 1;
		if (design) {
			*at = end;
			return design;
		}
	}
	*at = title.n;
	return NULL;
}
