#!/bin/sh
# What a refresh costs when one of many documents has changed, beside a full run and beside reading the inputs. The texts in FOLDER are repeated
# under new ids. CPU seconds are of all processes; wall time depends on what else the machine does. Not a test: it prints, it judges nothing,
# but that the tables are those of a full run.
# usage: tests/bench/refresh.sh [DOCUMENTS [FOLDER]]
set -u
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL
documents=${1:-10000}
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
python3 - "$documents" "${2:-fixtures/articles}" >"$T/all.jsonl" <<'PY'
import json, os, sys
texts = [open(os.path.join(sys.argv[2], n), 'rb').read().decode('utf-8', 'ignore') for n in sorted(os.listdir(sys.argv[2])) if n.endswith('.txt')]
texts = [t for t in texts if t]
for i in range(int(sys.argv[1])):
    print(json.dumps({'doc': f'doc-{i}', 'text': texts[i % len(texts)]}, ensure_ascii=False))
PY
printf '%s documents, %s bytes\n' "$documents" "$(wc -c <"$T/all.jsonl")"
measure() { # NAME COMMAND...
	name=$1
	shift
	/usr/bin/env time -f '%e %U %S' -o "$T/time" "$@" || echo "  $name failed"
	tail -n 1 "$T/time" | awk -v n="$name" -v full="${full:-0}" '{
		cpu = $2 + $3
		printf "%-28s %7.2f s wall %7.2f s CPU", n, $1, cpu
		if (full > 0) printf "  %5.1f %% of the full run", 100 * cpu / full
		print ""
	}'
}
measure 'full run (-o)' ./pipeline.sh -q -o "$T/full" "$T/all.jsonl"
full=$(tail -n 1 "$T/time" | awk '{ print $2 + $3 }')
./pipeline.sh -q --refresh "$T/tables" "$T/all.jsonl"
sync
measure 'reading and hashing' sh -c "build/normalize -q --ledger $T/all.jsonl >$T/ledger"
measure 'refresh, nothing changed' ./pipeline.sh -q --refresh "$T/tables" "$T/all.jsonl"
sed -i "$((documents / 2))s/the/that/" "$T/all.jsonl"
measure 'refresh, one changed' ./pipeline.sh -q --refresh "$T/tables" "$T/all.jsonl"
measure 'the same tables by cp' cp -r "$T/tables" "$T/copy"
./pipeline.sh -q -o "$T/full" "$T/all.jsonl"
diff -rq "$T/full" "$T/tables" && du -sh "$T/tables" | awk '{ print "the same tables as of a full run: " $1 }'
