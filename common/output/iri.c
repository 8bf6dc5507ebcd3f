#include "output/iri.h"

#include "base/text.h"

bool iri_web(struct span s)
{
	static const char *const schemes[] = {"http://", "https://"};
	for (size_t k = 0; k < 2; k++) {
		size_t i = 0;
		while (schemes[k][i] && i < s.n && (text_is_alpha(s.p[i]) ? s.p[i] | 0x20 : s.p[i]) == schemes[k][i])
			i++;
		if (schemes[k][i] == '\0')
			return true;
	}
	return false;
}

static void encode(struct span s, const char *refuse, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c > ' ' && c < 0x7f && strchr(refuse, c) == NULL) {
			buf_addc(out, (char)c);
		} else {
			buf_addc(out, '%');
			buf_addc(out, hex[c >> 4]);
			buf_addc(out, hex[c & 15]);
		}
	}
}

void iri_address(struct span s, struct buf *out)
{
	encode(s, "\"<>[]\\^`{|}", out);
}

void iri_name(struct span s, struct buf *out)
{
	encode(s, "\"<>[]\\^`{|}%#?:", out);
}

void iri_doi(struct span doi, struct buf *out)
{
	buf_adds(out, "https://doi.org/");
	encode(doi, "\"<>[]\\^`{|}%#?", out);
}
