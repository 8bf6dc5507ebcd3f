#!/bin/sh
# Times the matching engine by itself on one core: tokens_scan() and lexicon_find() over the sentences of a text in memory, with 500, 100,000 and
# 500,000 terms, and with 100 patterns and endings of words beside the 500 and the 100,000; then the start of `tag` with the largest table compiled. The terms are made up of the text's own words, so that many begin
# somewhere and some are found. Peers look for the same terms in the same text, those that Debian has: `grep -F -w -i`, and the automaton of
# python3-ahocorasick, which knows no words: their bounds are looked at behind each hit. Not a test: it prints, it judges nothing.
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

# The peers' best times of three, without that for loading the terms; one that takes more than a minute is left out.
for n in 500 100000; do
	cut -d, -f3 "$T/$n.csv" | tail -n +2 >"$T/terms"
	python3 - "$T/terms" "$T/text" "$n" <<'PY'
import subprocess, sys, time
terms, text, n = sys.argv[1:]

def best(look):
    times = []
    for _ in range(3):
        start = time.monotonic()
        hits = look()
        times.append(time.monotonic() - start)
    return min(times), hits

def tell(name, seconds, hits):
    print(f'{n:>8} terms: {name}: {hits} hits, {len(open(text, "rb").read()) / 1e6 / max(seconds, 1e-6):.0f} MB/s')

def grep(path):
    return subprocess.run(['grep', '-o', '-F', '-w', '-i', '-f', terms, path], stdout=subprocess.PIPE, timeout=60).stdout.count(b'\n')

try:
    loading, _ = best(lambda: grep('/dev/null'))
    seconds, hits = best(lambda: grep(text))
    tell('grep -F -w -i', seconds - loading, hits)
except subprocess.TimeoutExpired:
    print(f'{n:>8} terms: grep -F -w -i: more than a minute')
try:
    import ahocorasick
except ImportError:
    print(f'{n:>8} terms: python3-ahocorasick: not installed')
    sys.exit()
automaton = ahocorasick.Automaton()
for term in open(terms, encoding='utf-8').read().lower().split('\n'):
    if term:
        automaton.add_word(term, len(term))
automaton.make_automaton()

def find():
    hits = 0
    for line in open(text, encoding='utf-8'):
        line = line.lower()
        for last, length in automaton.iter(line):
            first = last + 1 - length
            hits += not line[last + 1:last + 2].isalnum() and not line[max(first - 1, 0):first].isalnum()
    return hits

tell('python3-ahocorasick', *best(find))
PY
done

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
