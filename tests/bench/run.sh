#!/bin/sh
# Measures the whole pipeline and every stage on a corpus made by repeating the fixtures (or the texts in FOLDER) under new ids, beside jq
# copying the same lines. One core (-j 1) unless told. Not a test: it prints, it judges nothing.
# usage: tests/bench/run.sh [MEGABYTES [FOLDER]]
set -u
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL
megabytes=${1:-100}
folder=${2:-fixtures/articles}
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
python3 - "$megabytes" "$folder" >"$T/corpus.jsonl" <<'PY'
import json, os, sys
texts = [open(os.path.join(sys.argv[2], n), 'rb').read().decode('utf-8', 'ignore') for n in sorted(os.listdir(sys.argv[2])) if n.endswith('.txt')]
texts = [t for t in texts if t]
size = n = 0
while size < int(sys.argv[1]) * 1_000_000:
    t = texts[n % len(texts)]
    print(json.dumps({'doc': f'doc-{n}', 'text': t}, ensure_ascii=False))
    size += len(t.encode())
    n += 1
PY
bytes=$(wc -c <"$T/corpus.jsonl")
printf 'corpus: %s bytes, %s documents\n' "$bytes" "$(wc -l <"$T/corpus.jsonl")"

# Prints: name, seconds of wall time, of CPU, peak memory, MB/s of the corpus.
measure() { # NAME COMMAND...
	name=$1
	shift
	/usr/bin/env time -f '%e %U %S %M' -o "$T/time" "$@" || echo "  $name failed"
	tail -n 1 "$T/time" | awk -v n="$name" -v b="$bytes" '{ printf "%-14s %7.2f s wall  %7.2f s CPU  %8.1f MB peak  %7.1f MB/s\n", n, $1, $2 + $3, $4 / 1024, b / 1e6 / ($1 > 0 ? $1 : 0.001) }'
}
previous=$T/corpus.jsonl
stage() { # NAME COMMAND...
	name=$1
	shift
	measure "$name" sh -c "exec \"\$@\" <$previous >$T/$name.out" sh "$@"
	[ "$previous" = "$T/corpus.jsonl" ] || rm -f "$previous"
	previous=$T/$name.out
}
stage normalize build/normalize -q -i jsonl -
stage segment build/segment
# shellcheck disable=SC2046 # names of tables are words
stage tag build/tag $(cut -d, -f1 configs/categories.csv | tail -n +2)
stage cite build/cite
stage link build/link --whole
stage emit build/emit
measure 'pipeline -j 1' sh -c "./pipeline.sh -q -j 1 - <$T/corpus.jsonl >/dev/null"
measure 'one CPU' sh -c "taskset -c 0 ./pipeline.sh -q -j 1 - <$T/corpus.jsonl >/dev/null"
measure 'all cores' sh -c "./pipeline.sh -q $T/corpus.jsonl >/dev/null"
if command -v jq >/dev/null; then measure 'jq -c .' sh -c "taskset -c 0 jq -c . <$T/corpus.jsonl >/dev/null"; fi
