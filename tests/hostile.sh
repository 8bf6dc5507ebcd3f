#!/bin/sh
# Input that is made to hurt: brackets that never close, a list of one number, fifty thousand citations against as many entries. The time of the
# whole pipeline must grow as the input does, and its memory must stay bounded: where one of them grows with the square, a document does not end
# within the seconds that all of its group have (a tenth is enough where they are linear). Prints 'hostile: N passed, M failed'.
set -u
cd "$(dirname "$0")/.." || exit 2
LC_ALL=C
export LC_ALL
SECONDS_EACH=${SECONDS_EACH:-6}
MEGABYTES=${MEGABYTES:-1000} # of address space, for each process
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
cat >"$T/make.py" <<'PY'
import json, sys
folder, N, M, GROUP = sys.argv[1], 50000, 20000, 8
letters = 'abcdefghijklmnopqrstuvwxyz'
word = lambda i: letters[i % 26] + letters[i // 26 % 26] + letters[i // 676 % 26]
entry = 'Smith J. Title of it. J X. 2001;1:2-3.'
prose = 'This is some text of an article, and it runs on for a while. It has two sentences.'
list_of = lambda lines: prose + '\n\nReferences\n\n' + '\n'.join(lines)
apa = lambda name, year: f'{name}, J. ({year}). A title of a work. Journal of Works, 1, 2-3.'
repeat = {
    'open-paren': '(Hansen, 2018; ', 'open-bracket': '[Hansen, 2018; ', 'open-no-mark': '(Hansen, 2018 ', 'closed': '(Hansen, 2018); ',
    'bare': 'Hansen et al., 2018, ', 'nested': 'Hansen et al. (2018, ', 'et-al': 'et al. ', 'names': 'Hansen and ', 'capitals': 'Hansen Park ',
    'initials': 'H. J. ', 'organisation': 'World Health Organization (WHO) ', 'in-press': '(in press; ', 'years': '2018, ',
    'superscripts': 'depression.1,2,3 ', 'raised': '\u00b9\u207b\u00b3', 'brackets': '[' * 8, 'parens': '(' * 8, 'numbers': '[1], ', 'chain': '[1]-',
    'ranges': '[1-250]', 'far-range': '[1-999999999] ', 'glued': 'word1 ', 'study': 'A recent study (Hansen, 2018) ',
    'study-open': 'a study; ', 'studies': 'Studies have shown ', 'mentions': 'ketamine increases BDNF in depression ',
    'claims': 'depression [1,2,3] ', 'stops': '. ', 'points': '.' * 8, 'quotes': '\u201c" ', 'abbreviations': 'e.g. Dr. ', 'apostrophes': "d'",
    'hyphens': 'a-', 'blanks': '\u00a0\u2009 ', 'marks': 'e\u0301\u0301', 'letters': 'a' * 40, 'bytes': '\u0001\u007f', 'dashes': '\u2014',
    'coordination': 'alcohol, opioid and ', 'effects': 'increases decreases ', 'negations': 'no depression ', 'glued-terms': 'depressionanxiety',
    'definitions': 'major depressive disorder (MDD) ', 'mojibake': '\u00e2\u20ac\u2122 ', 'returns': 'a\r', 'doi': '10.1000/',
}
texts = {name: part * N for name, part in repeat.items()}
lines = {
    'lines-one-letter': ['a'] * (5 * M), 'lines-one-number': ['1'] * (5 * M), 'headings': ['Heading of It'] * M,
    'headings-and-text': ['Heading of It', prose] * (M // 2), 'reference-headings': ['References'] * M,
    'reference-headings-and-entries': ['References', '1. ' + entry] * (M // 2), 'one-label': ['1. ' + entry] * M,
    'one-label-and-text': ['1. ' + entry, prose] * (M // 2), 'entries': [entry] * M, 'captions': ['Figure 2. A caption of it'] * M,
    'bylines': ['By Jane Hill'] * M, 'bullets': ['- item of it'] * M, 'colons': ['These include:'] * M, 'share': ['Share this article'] * M,
}
texts.update({name: '\n\n'.join(l) for name, l in lines.items()})
texts.update({
    'one-line': 'word ' * (50 * M), 'one-line-of-sentences': prose * (5 * M // 10), 'digits': '1' * (20 * M),
    'list-one-label': list_of(['1. ' + entry] * M), 'list-counted': list_of(f'{i + 1}. {entry}' for i in range(M)),
    'list-counted-in-one-line': list_of([' '.join(f'{i + 1}. {entry}' for i in range(M))]), 'list-no-labels': list_of([entry] * M),
    'list-gaps': list_of(f'{i * 3 % 999}. {entry}' for i in range(M)), 'list-bullets': list_of(['\u2022 ' + entry] * M),
    'list-labels-alone': list_of(x for i in range(M // 2) for x in (f'{i % 999 + 1}.', entry)),
    'list-then-text': list_of(['1. ' + entry, '2. ' + entry] + [f'continues with text {i}' for i in range(M)]),
    'entry-of-names': list_of(['Smith J, ' * M + '. Title. J X. 2001;1:2.']), 'entry-of-addresses': list_of(['https://x.org/ 10.1000/abc ' * M]),
    'same-title-and-doi': list_of([entry + ' doi: 10.1000/abc'] * M),
    'further-years': '(' + 'Institute' * 20 + ' of Health & Hansen, ' + ', '.join(str(1900 + i % 100) for i in range(M)) + ')',
    'suffixes': '(Hansen, 2018' + 'a,b,c,' * M + ')',
    'cited-once-each': ' '.join(f'It is so (Hansen{word(i)}, {1950 + i % 70}).' for i in range(M)) + '\n\n' +
        list_of(apa('Hansen' + word(i), 1950 + i % 70) for i in range(M)),
    'cited-and-missing': ' '.join(f'It is so (Hansen{word(i)}, {1950 + i % 70}).' for i in range(M)) + '\n\n' +
        list_of(apa('Jensen' + word(i), 1950 + i % 70) for i in range(M)),
    'acronyms-missing': ' '.join(f'It is so ({word(i).upper()}X, 2001).' for i in range(M)) + '\n\n' + list_of(apa('Jensen' + word(i), 2001) for i in range(M)),
    'all-the-same': 'It is so (Hansen, 2001). ' * M + '\n\n' + list_of([apa('Hansen', 2001)] * M),
    'all-numbers': 'It is so [1-250]. ' * (M // 4) + '\n\n' + list_of(f'{(i + 500) % 999 + 1}. {entry}' for i in range(M)),
    'lists-in-lists': 'It lowers the risk of ills ' + 'such as gout and ' * (4 * M) + 'stroke.',
    'one-sentence-cites-all': 'Depression is ' + ' '.join(f'so (Hansen{word(i)}, 2018)' for i in range(M)) + '.',
})
for i, (name, text) in enumerate(texts.items()):
    with open(f'{folder}/group-{i // GROUP:02}.jsonl', 'a', encoding='utf-8') as f:
        f.write(json.dumps({'doc': name, 'text': text}, ensure_ascii=False) + '\n')
with open(f'{folder}/tiny-documents.jsonl', 'w') as f:
    f.writelines(f'{{"doc":"{i}","text":"Ketamine helps (Lee, 2018)."}}\n' for i in range(N))
with open(f'{folder}/heading.html', 'w') as f:
    f.write('<html><body><article><h2>' + 'Heading words ' * M + '</h2>' + f'<p>{prose}</p>\n' * (M // 4) + '</article></body></html>')
with open(f'{folder}/open-tags.html', 'w') as f:
    f.write('<html><body>' + '<div><p><b>' * M + prose)
for name, part, tail in ('nested.html', '<div>', '</div>' * M), ('entities.html', '&amp;&abcdef', ''), ('attributes.html', '<a b="c" ', ''), ('items.html', '<ul><li>x', ''):
    with open(f'{folder}/{name}', 'w') as f:
        f.write('<html><body>' + prose + part * M + tail)
with open(f'{folder}/types.stream', 'w') as f:
    f.write('{"type":"document","doc":"x"}\n' + ''.join(f'{{"type":"t{i}","doc":"x"}}\n' for i in range(5 * M)) + '{"type":"document-end","doc":"x"}\n')
with open(f'{folder}/known.ris', 'w') as f:
    f.writelines(f'TY  - JOUR\nTI  - Walks of it in long winters\nAU  - Poe{word(i)}, A\nER  - \n' for i in range(2 * N))
with open(f'{folder}/citing.txt', 'w') as f:
    f.write(list_of(f'{i + 1}. Lee A. Walks of it in long winters. J X. 2001;1:2-3.' for i in range(M // 8)))
PY
python3 "$T/make.py" "$T" || exit 2
build/library -q -o "$T/known.lib" "$T/known.ris" || exit 2

run() { # FILE
	(ulimit -v $((MEGABYTES * 1024)) && exec timeout "$SECONDS_EACH" ./pipeline.sh -q -j 1 -f jsonl --library "$T/known.lib" "$1") >"$T/out" 2>"$T/errors"
	status=$?
	[ "$status" -le 1 ] && [ -s "$T/out" ]
}

passed=0 failed=0
try() { # FILE NAME
	if run "$1"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s: status %s (124: more than %s s)\n' "$2" "$status" "$SECONDS_EACH"
		head -n 3 "$T/errors"
	fi
}
# A group that fails is tried again document by document, to name the one; and no more than one group, so that a failure costs no minutes.
for file in "$T"/group-*.jsonl; do
	if run "$file"; then
		passed=$((passed + $(wc -l <"$file")))
		continue
	fi
	while IFS= read -r line; do
		printf '%s\n' "$line" >"$T/one.jsonl"
		try "$T/one.jsonl" "$(printf '%.60s' "$line")"
	done <"$file"
	[ "$failed" -eq 0 ] || break
done
for file in "$T/tiny-documents.jsonl" "$T"/*.html "$T/citing.txt"; do
	try "$file" "$(basename "$file")"
done
# Tables in little memory.
if (ulimit -v $((MEGABYTES * 200)) && ./pipeline.sh -q -o "$T/tables" fixtures/articles/apa-list.txt); then
	passed=$((passed + 1))
else
	failed=$((failed + 1)) && echo '-o: too little memory'
fi
# A stream of another hand: as many types of records as lines.
if timeout "$SECONDS_EACH" build/segment <"$T/types.stream" | timeout "$SECONDS_EACH" build/emit >"$T/out"; then
	passed=$((passed + 1))
else
	failed=$((failed + 1)) && echo 'types.stream: more than' "$SECONDS_EACH" s
fi
printf 'hostile: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
