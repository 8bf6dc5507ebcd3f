#!/bin/sh
# Units, cases and goldens on a build with ASan and UBSan: a copy of this folder whose build/ is that one. Then every program that leaves the
# stream, on the fixtures, on bytes that are no text, and on real articles where they are there.
set -u
cd "$(dirname "$0")/.." || exit 2
make -s -j "$(nproc)" BUILD=build-asan CC=clang CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' all units || exit 2
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
# The sanitizers' words go to files of their own, so that no test's comparison of messages hides them.
ASAN_OPTIONS=detect_leaks=1:log_path=$T/said:exitcode=99
UBSAN_OPTIONS=log_path=$T/said:print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS
for name in *; do
	case $name in
	build*) ;;
	*) cp -R "$name" "$T/$name" ;;
	esac
done
ln -s "$PWD/build-asan" "$T/build"
failed=0
try() { # COMMAND...
	"$@" >"$T/log" 2>&1 && return
	printf 'FAILED under sanitizers: %s\n' "$*"
	tail -n 20 "$T/log"
	failed=1
}
runs() { # OPTION... FILE: a rejected document is no fault
	"$T/pipeline.sh" -q -j 1 "$@" >"$T/log" 2>&1
	[ $? -le 1 ] || {
		printf 'FAILED under sanitizers: pipeline.sh %s\n' "$*"
		failed=1
	}
}

for unit in build-asan/unit/*; do
	case $unit in
	*.d) ;;
	*) try "$unit" ;;
	esac
done
try "$T/pipeline.sh" --check-rules
for list in tests/*.tst; do
	[ "$list" != tests/terminal.tst ] || continue
	try "$T/tests/cases.sh" "$T/$list"
done
head -c 200000 /bin/ls >"$T/bytes"
articles=fixtures/articles
[ ! -d ../shared/articles ] || articles="$articles ../shared/articles"
# shellcheck disable=SC2086 # $articles is words
for format in html xlsx sqlite; do runs -f "$format" -o "$T/out.$format" $articles; done
# shellcheck disable=SC2086
for format in csl-json ris bibtex bioc pubannotation web-annotation doccano sarif github jsonl; do runs -f "$format" $articles; done
runs -f brat -o "$T/brat" fixtures/articles
runs --refresh "$T/kept" fixtures/articles
cp -R "$T/kept" "$T/before"
runs --refresh "$T/kept" "$T/bytes" fixtures/articles
runs "--diff=$T/before" "$T/kept"
for input in text html jsonl references; do runs -i "$input" "$T/bytes"; done
for said in "$T"/said*; do
	[ -e "$said" ] || break
	cat "$said"
	failed=1
done
exit "$failed"
