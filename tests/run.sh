#!/bin/sh
# All tests of the project, on what is built. Ends with one line: N passed, N failed.
set -u
cd "$(dirname "$0")/.." || exit 2
LC_ALL=C
export LC_ALL
passed=0 failed=0

# Runs one test; what it prints is shown only where it fails. The counts that a runner prints last are added up.
try() { # NAME COMMAND...
	name=$1
	shift
	log=$("$@" 2>&1)
	status=$?
	counts=$(printf '%s\n' "$log" | sed -n 's/.*[^0-9]\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*/\1 \2/p' | tail -n 1)
	if [ -n "$counts" ]; then
		passed=$((passed + ${counts% *}))
		failed=$((failed + ${counts#* }))
		[ "$status" -eq 0 ] || [ "${counts#* }" -gt 0 ] || failed=$((failed + 1))
	elif [ "$status" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
	if [ "$status" -eq 0 ]; then
		printf 'ok      %s%s\n' "$name" "${counts:+ (${counts% *})}"
	else
		printf 'FAILED  %s (status %s)\n%s\n' "$name" "$status" "$log"
	fi
}

for unit in build/unit/*; do
	case $unit in
	*.d) continue ;;
	esac
	try "unit: $(basename "$unit")" "$unit"
done
try 'rule tables: examples and counterexamples' ./pipeline.sh --check-rules
try 'golden records of the fixtures' tests/golden.sh
for list in tests/*.tst; do
	if [ "$list" = tests/terminal.tst ] && ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
		echo 'skipped cases: terminal.tst, for want of a pseudo-terminal'
		continue
	fi
	try "cases: $(basename "$list")" tests/cases.sh "$list"
done
try 'accusations, true and false' tests/audit.py
try 'laws of the stream: fixtures' tests/law.py fixtures/articles/* fixtures/crawl.warc
[ ! -d ../shared/seeds ] || try 'laws of the stream: real articles' tests/law.py ../shared/seeds/*
try 'packed files, web archives' tests/input.py
try 'installation, manual, completions' tests/install.sh
try 'the same records whatever is done to the bytes' tests/edits.py fixtures/articles/*.txt
[ ! -d ../shared/eval/unicode ] || try "Unicode's own tests" tests/unicode.py ../shared/eval/unicode
try 'references read back by a reference library' tests/references-roundtrip.sh
try 'records and tables against their schemas' tests/schema.sh
try 'workbook, opened by LibreOffice' tests/xlsx.sh
try 'database, opened by sqlite3' tests/sqlite.sh
try 'report, opened in Chromium' tests/report.sh
try 'annotation formats, read back' tests/annotate.sh
try 'findings as SARIF and GitHub annotations' tests/findings.sh
try 'the same bytes for every -j' tests/same.sh
try 'a folder that is brought up to date' tests/refresh.sh
try 'what has changed between two folders' tests/diff.sh
try 'hostile input' tests/hostile.sh
try 'commands in README and docs' tests/docs.sh
try 'house rules' tests/house.sh
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
