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
		if (!word_begins(title, i) || !cite_head_possible(rules, title.p + i, title.n - i))
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

bool cite_next_strength(const struct cite_rules *rules, size_t *row, struct cite_strength *out)
{
	const struct table *t = &rules->table;
	int class = table_column(t, "class"), strength = table_column(t, "strength");
	for (; *row < t->nrows; ++*row) {
		const char *design = cite_design(rules, *row);
		if (design == NULL || strcmp(table_cell(t, *row, class), "study") != 0)
			continue;
		const char *rank = table_cell(t, *row, strength);
		bool good = rank[0] >= '1' && rank[0] <= '9' && rank[1] == '\0';
		*out = (struct cite_strength){design, good ? (unsigned)(rank[0] - '0') : 0, t->path, table_line(t, *row), (size_t)strength + 1};
		++*row;
		return true;
	}
	return false;
}
