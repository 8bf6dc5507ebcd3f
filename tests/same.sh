#!/bin/sh
# The same bytes for every number of jobs and for every run, over an input of several slices; and for a list of references, which goes through
# the stages in pieces, however it is cut.
set -u
cd "$(dirname "$0")/.." || exit 2
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
python3 - fixtures/articles >"$T/many.jsonl" <<'PY'
import json, os, sys
texts = []
for name in sorted(os.listdir(sys.argv[1])):
    if not name.endswith('.html'):
        texts.append(open(os.path.join(sys.argv[1], name), 'rb').read().decode('utf-8', 'replace'))
size = n = 0
while size < 20_000_000:
    line = json.dumps({'doc': f'd{n}', 'text': texts[n % len(texts)]}, ensure_ascii=n % 3 == 0)
    print(line)
    size += len(line)
    n += 1
PY
passed=0 failed=0
for jobs in 1 2 3; do
	./pipeline.sh -q -f jsonl -j $jobs "$T/many.jsonl" >"$T/out.$jobs"
	./pipeline.sh -q -f jsonl -j $jobs - <"$T/many.jsonl" >"$T/in.$jobs"
	for one in "$T/out.$jobs" "$T/in.$jobs"; do
		if [ -s "$one" ] && cmp -s "$T/out.1" "$one"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
	done
done
python3 - fixtures/references.txt >"$T/list.txt" <<'PY'
import sys
lines = open(sys.argv[1], encoding='utf-8').read().split('\n')
for n in range(300):
    for line in lines:
        print(line.replace(' of ', f' of {n % 290} ', 1)) # the last ones are works that were named before
PY
build/normalize -q -i references "$T/list.txt" >"$T/list.in"
build/cite <"$T/list.in" | build/link --whole >"$T/list.out"
for bytes in 701 60013; do
	dd bs=$bytes <"$T/list.in" 2>"$T/dd" | build/cite | dd bs=$bytes 2>"$T/dd" | build/link | dd bs=$bytes 2>"$T/dd" |
		build/link --across >"$T/list.$bytes"
	if [ -s "$T/list.$bytes" ] && cmp -s "$T/list.out" "$T/list.$bytes"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
printf 'same: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
