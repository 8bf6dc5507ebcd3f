/* Languages: which are told, and what becomes of the one that a page declares. TAP on standard output; run from the project's root. */
#include <stdio.h>

#include "normalize/normalize.h"
#include "tap.h"

#define GERMAN "Die Behandlung mit dem Mittel war in der Gruppe nicht so wirksam wie bei den anderen. "
#define ENGLISH "The treatment was not as good in the group that had been given less of it. "

static const struct {
	const char *what, *source, *language;
	bool page;
} samples[] = {
	{"English declares nothing, and has none", ENGLISH, NULL, false},
	{"German", GERMAN, "de", false},
	{"too short to tell", "Depression und Angst", NULL, false},
	{"abbreviations are nobody's words", "IL-2, IL-4, IL-5, IL-6 and IL-10; DE, LA, EN, UN, ES.", NULL, false},
	{"half and half is not told as foreign", ENGLISH GERMAN, NULL, false},
	{"Greek letters in English", "The \xce\xb1, \xce\xb2 and \xce\xb3 chains are from the same gene.", NULL, false},
	{"Japanese has Chinese signs, too", "\xe3\x81\x86\xe3\x81\xa4\xe7\x97\x85\xe3\x81\xaf\xe6\xb0\x97\xe5\x88\x86\xe9\x9a\x9c\xe5\xae\xb3",
	 "ja", false},
	{"a page that declares its language", "<html lang=de-AT><p>" GERMAN, "de-AT", true},
	{"a page that declares another one", "<html lang=en-US><p>" GERMAN, "de", true},
	{"an English page that declares another one", "<html lang=fr><p>" ENGLISH, "en", true},
	{"a page that declares what is no tag", "<html lang=Deutsch><p>" GERMAN, "de", true},
	{"a page that declares none", "<html lang=und><p>Ketamin", NULL, true},
	{"a page of plain words, with few of another language",
	 "<html lang=fr><p>navarre corbeau tilleul bouleau charme noyer pommier cerisier prunier figuier olivier laurier lefebvre dubois "
	 "moreau garnier chevalier perrin rousseau blanchet lambert girard bonnet mercier boyer fournier "
	 "bertrand morel simon michel renard gauthier dupont roussel masson marchand dumont noel meyer lemaire picard brun barbier arnaud "
	 "carpentier vidal joly rolland the were with their",
	 "fr", true},
	{"a page of few words", "<html lang=de><p>Ketamin", "de", true},
};

int main(void)
{
	struct diag d = {0};
	struct normalize_rules *r = normalize_rules_open("configs", &d);
	if (r == NULL) {
		printf("Bail out! %.*s", (int)d.text.n, d.text.p);
		return 1;
	}
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct normalized n = {0};
		struct span s = span_of(samples[i].source);
		samples[i].page ? normalize_html(r, s, &n) : normalize_text(r, s, &n);
		normalize_language(r, &n);
		const char *want = samples[i].language;
		if (!ok(want ? n.language.p != NULL && span_is(n.language, want) : n.language.p == NULL, samples[i].what))
			printf("# got '%.*s'\n", (int)n.language.n, n.language.p ? n.language.p : "");
		normalize_free(&n);
	}
	normalize_rules_free(r);
	diag_free(&d);
	return ok_end();
}
