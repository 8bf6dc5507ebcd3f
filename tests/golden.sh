#!/bin/sh
# The records of every fixture against those that were reviewed: fixtures/articles/NAME -> fixtures/expected/NAME.jsonl, where rules go by
# their words (rule_names.py), not by their lines.
# `tests/golden.sh --bless` writes them anew; the review is what `git diff fixtures/expected` shows.
set -u
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
mkdir -p fixtures/expected
for article in fixtures/articles/*; do
	name=$(basename "$article")
	expected=fixtures/expected/$name.jsonl
	./pipeline.sh -q -j 1 -f jsonl "$article" >"$T/records" || [ $? -eq 1 ] || {
		printf 'FAILED %s: the pipeline failed\n' "$article"
		failed=$((failed + 1))
		continue
	}
	tests/rule_names.py <"$T/records" >"$T/got"
	if [ "${1:-}" = --bless ]; then
		cp "$T/got" "$expected"
	elif diff -u "$expected" "$T/got" >"$T/diff"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		head -n 20 "$T/diff" | cut -c 1-400
	fi
done
[ "${1:-}" = --bless ] && exit 0
printf 'golden: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
