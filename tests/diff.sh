#!/bin/sh
# --diff: rows by keys that outlive a change elsewhere, as text and as CSV; thresholds; --fail-on of a refresh. The recipes of docs/refresh.md.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh
compare() { # ARGUMENT...
	./pipeline.sh --diff "$@" >"$T/printed" 2>"$T/said"
	status=$?
}
rows() { grep -c "^$1" "$T/printed"; }

mkdir "$T/in"
cp fixtures/articles/apa-list.txt fixtures/articles/hard-wrapped.txt fixtures/articles/vancouver-numbered.txt "$T/in/"
./pipeline.sh -q -o "$T/old" "$T/in"
compare "$T/old" "$T/old"
check 'nothing changed: status 0' test "$status" = 0
check 'and the counts alone' test "$(awk '$4 + $5 + $6 > 0' "$T/printed" | wc -l)" = 0
compare "$T/old" "$T/old" -f csv --max-added 0 --max-removed 0 --max-changed 0
check 'as CSV: the header alone' test "$status $(wc -l <"$T/printed")" = '0 1'

# A paragraph in front of all: places move, rows stay what they are.
{
	printf 'The clinic opened in May.\n\n'
	cat "$T/in/hard-wrapped.txt"
} >"$T/moved" && mv "$T/moved" "$T/in/hard-wrapped.txt"
./pipeline.sh -q -o "$T/new" "$T/in"
compare "$T/old" "$T/new" -f csv
check 'mentions that moved are the same' test "$(grep -c -e '^mechanisms,' -e '^conditions,' -e '^citations,' -e '^references,' "$T/printed")" = 0
check 'the new sentence is new' grep -q '^sentences,added,.*opened in May' "$T/printed"
compare "$T/old" "$T/new" -f csv --places
check 'with --places they have changed' grep -q '^mechanisms,changed,.*,start,' "$T/printed"

# A word, a document, an entry.
sed -i 's/serotonin/dopamine/' "$T/in/hard-wrapped.txt"
rm "$T/in/vancouver-numbered.txt"
./pipeline.sh -q -o "$T/newer" "$T/in"
compare "$T/new" "$T/newer" -f csv
check 'a mention is gone' grep -q '^mechanisms,removed,.*hard-wrapped.txt,MESH:D012701 | serotonin' "$T/printed"
check 'another is there' grep -q '^mechanisms,added,.*hard-wrapped.txt,.* | dopamine' "$T/printed"
check 'a document is gone' grep -q '^documents,removed,.*vancouver-numbered.txt' "$T/printed"
check 'another has changed' grep -q '^documents,changed,.*hard-wrapped.txt,,sha256,' "$T/printed"
compare "$T/newer" "$T/new" -f csv
check 'the other way round' grep -q '^documents,added,.*vancouver-numbered.txt' "$T/printed"
compare "$T/new" "$T/newer"
check 'as text' grep -q '^  - .*vancouver-numbered.txt' "$T/printed"
check 'rows are counted' grep -q '^documents  *3  *2  *0  *1  *1$' "$T/printed"
compare "$T/new" "$T/newer" --show 1
check 'one row of each table' grep -q 'and [0-9]* more' "$T/printed"

# The counts are those that another reader finds.
python3 - "$T/new" "$T/newer" >"$T/counted" <<'PY'
import collections, csv, os, sys
keys = {'documents': [], 'findings': ['code', 'message']}
for table in sorted(n[:-4] for n in os.listdir(sys.argv[1]) if n.endswith('.csv')):
    sides = []
    for folder in sys.argv[1:]:
        rows = csv.DictReader(open(f'{folder}/{table}.csv', newline='', encoding='utf-8'))
        key = ['doc'] + keys.get(table, ['concept', 'text'])
        sides.append(collections.Counter(tuple(r.get(k, '') for k in key) for r in rows))
    print(table, sum((sides[1] - sides[0]).values()), sum((sides[0] - sides[1]).values()))
PY
awk 'NR > 1 && NF == 6 && $2 ~ /^[0-9]+$/ { print $1, $4, $5 }' "$T/printed" >"$T/ours"
check 'added and removed rows as another reader counts them' cmp -s "$T/counted" "$T/ours"

# The gate.
compare "$T/new" "$T/newer" --max-removed 5%
check 'more than 5 % are gone: status 1' test "$status" = 1
check 'it is said' grep -q '^diff: documents: 1 of 3 rows removed; no more than 5 % are allowed' "$T/said"
compare "$T/new" "$T/newer" --max-removed 99.99% --max-added 1000
check 'no more than that: status 0' test "$status" = 0
compare "$T/new" "$T/newer" --max-removed documents=0
check 'of one table' test "$status" = 1
compare "$T/new" "$T/newer" --max-removed documents=1 --max-changed documents=1
check 'a number of rows' test "$status" = 0
for n in 1 2 3 4; do printf '{"doc":"%s","text":"Sleep is good."}\n' $n; done >"$T/four.jsonl"
head -n 3 "$T/four.jsonl" >"$T/three.jsonl"
for n in four three; do ./pipeline.sh -q -o "$T/$n" "$T/$n.jsonl"; done
compare "$T/four" "$T/three" --max-removed documents=25%
check 'a share that is just reached is allowed' test "$status" = 0
compare "$T/four" "$T/three" --max-removed documents=24.99%
check 'one that is passed is not' test "$status" = 1
for wrong in '--max-removed -1' '--max-removed 5.5' '--max-removed none=1' '--max-removed 5%%' '--show x' '-f xml'; do
	# shellcheck disable=SC2086 # words
	compare "$T/new" "$T/newer" $wrong
	check "$wrong: status 2" test "$status" = 2
done
compare "$T/new"
check 'one folder: status 2' test "$status" = 2
compare "$T/none" "$T/new"
check 'a folder that is not there: status 2' test "$status" = 2
check 'it is named' grep -q "$T/none" "$T/said"
cp -r "$T/new" "$T/part" && rm "$T/part/claims.csv" && printf 'title\r\nx\r\n' >"$T/part/other.csv"
compare "$T/new" "$T/part"
check 'a table of somebody else: status 2' test "$status" = 2
rm "$T/part/other.csv"
compare "$T/new" "$T/part"
check 'a table that is gone: all its rows are' grep -q "^claims  *$(($(python3 -c "import csv; print(sum(1 for _ in csv.reader(open('$T/new/claims.csv', newline=''))))") - 1))  *0 " "$T/printed"

# A refresh counts the findings of documents that it keeps.
./pipeline.sh -q --refresh "$T/kept" "$T/in" 2>"$T/said"
./pipeline.sh -q --refresh "$T/kept" --fail-on unresolved-citation "$T/in" >"$T/printed" 2>"$T/said"
check '--fail-on with a refresh in which nothing changed: status 1' test $? = 1
./pipeline.sh --refresh "$T/kept" --fail-on any "$T/in" >"$T/printed" 2>"$T/said"
./pipeline.sh -q -t findings --fail-on any "$T/in" 2>&1 >"$T/printed" | grep -o '[0-9]* findings.*' >"$T/full"
check 'and the same number as a full run' grep -qF "$(cat "$T/full")" "$T/said"

# The recipes are YAML.
python3 - docs/refresh.md >"$T/printed" 2>"$T/said" <<'PY'
import re, sys, yaml
blocks = re.findall(r'^```yaml\n(.*?)^```', open(sys.argv[1], encoding='utf-8').read(), re.S | re.M)
github, gitlab = (yaml.safe_load(b) for b in blocks)
assert True in github or 'on' in github  # YAML 1.1 reads `on` as true
steps = github['jobs']['refresh']['steps']
assert any('pipeline.sh --refresh' in s.get('run', '') for s in steps) and any('--diff' in s.get('run', '') for s in steps)
script = '\n'.join(gitlab['refresh']['script'])
assert 'pipeline.sh --refresh' in script and '--diff' in script
PY
check 'the recipes can be read' test $? = 0
finish
