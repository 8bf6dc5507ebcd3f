#!/bin/sh
# Times the matching engine by itself on one core: tokens_scan() and lexicon_find() over the sentences of a text in memory, with 500, 100,000 and
# 500,000 terms, and with 100 patterns and endings of words beside the 500 and the 100,000; then the start of `tag` with the largest table compiled. The terms are made up of the text's own words, so that many begin
# somewhere and some are found. Not a test: it prints, it judges nothing.
# usage: tests/bench/tagger.sh [TEXT]; default: the text fixtures, many times
set -u
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
python3 - "${1:-}" "$T" <<'PY'
import glob, random, re, sys
text, folder = sys.argv[1], sys.argv[2]
if text:
    whole = open(text, encoding='utf-8', errors='ignore').read()
else:
    whole = ''.join(open(p, encoding='utf-8', errors='ignore').read() + '\n' for p in sorted(glob.glob('fixtures/articles/*.txt'))) * 100
lines = [s.strip() for s in re.split(r'(?<=[.!?])\s+|\n', whole) if s.strip()]
open(f'{folder}/text', 'w', encoding='utf-8').write('\n'.join(lines) + '\n')
words = sorted(set(re.findall(r'[A-Za-z]{4,}', whole)))
draw = random.Random(1)
syllables = [c + v for c in 'bcdfghklmnprstvz' for v in 'aeiou']
terms = {}
while len(terms) < 500000:
    made = ''.join(draw.choice(syllables) for _ in range(draw.randint(2, 5)))
    n = draw.randint(1, 3)
    term = ' '.join(draw.choice(words) if draw.random() < .5 else made + draw.choice(syllables) for _ in range(n))
    if n > 1 or draw.random() < .05:
        terms.setdefault(term.lower(), term)
terms = list(terms.values())
shapes = ['({a}|{b}) {{2}} {c}', '{a}* ({b})? {c}', '*-induced ({a}|{b} {c})', '(the|a)? {a} of {{3}} {b}*']
patterns = []
while len(patterns) < 90:
    a, b, c = draw.sample([w for w in words if len(w) > 5], 3)
    patterns.append(draw.choice(shapes).format(a=a, b=b, c=c) + ',pattern')
patterns += [e + ',suffix' for e in ('itis', 'osis', 'ergic', 'algia', 'pathy', 'emia', 'mab', 'pril', 'olol', 'oma')]
for n, more in (500, []), (500, patterns), (100000, []), (100000, patterns), (500000, []):
    with open(f'{folder}/{n}{"-patterns" if more else ""}.csv', 'w') as f:
        f.write('concept,label,term,match\n')
        f.writelines(f'X:{i},{t},{t},\n' for i, t in enumerate(terms[:n]))
        f.writelines(f'P:{i},p,{p}\n' for i, p in enumerate(more))
PY
make -s all || exit 2
flags='-std=c11 -D_POSIX_C_SOURCE=200809L -O2 -fno-strict-aliasing -Icommon'
# shellcheck disable=SC2086 # words
${CC:-cc} $flags -o "$T/tagger" tests/bench/tagger.c build/libevitab.a -lutf8proc -lcsv || exit 2
"$T/tagger" "$T/text" "$T/500.csv" "$T/500-patterns.csv" "$T/100000.csv" "$T/100000-patterns.csv" "$T/500000.csv"

cp configs/*.csv "$T/"
mv "$T/500000.csv" "$T/many.csv"
echo 'many,condition,title heading body list caption,yes,no,,,,' >>"$T/categories.csv"
measure() { # NAME COMMAND...
	name=$1
	shift
	/usr/bin/env time -f '%e %M' -o "$T/time" "$@" || echo "  $name failed"
	tail -n 1 "$T/time" | awk -v n="$name" '{ printf "%-32s %6.2f s %8.1f MB\n", n, $1, $2 / 1024 }'
}
measure 'import, 500,000 terms' build/import -q -r "$T" "$T/many.csv" -o "$T/imported.csv"
measure 'compile, 500,000 terms' build/compile -r "$T" many
measure 'tag, 100 starts, compiled' sh -c "i=0; while [ \$i -lt 100 ]; do build/tag -r $T many </dev/null; i=\$((i + 1)); done"
