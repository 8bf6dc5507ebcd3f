#!/bin/sh
# The whole pipeline and the units once under ASan and UBSan, on the fixtures and on damaged input.
set -u
cd "$(dirname "$0")/.." || exit 2
make -s -j "$(nproc)" BUILD=build-asan CC=clang CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' all units || exit 2
ASAN_OPTIONS=detect_leaks=1:abort_on_error=0
export ASAN_OPTIONS
failed=0
bin=build-asan
chain() { # INPUT
	"$bin/normalize" -q -r configs "$@" | "$bin/segment" -q -r configs | "$bin/tag" -r configs conditions | "$bin/tag" -r configs mechanisms |
		"$bin/tag" -r configs interventions | "$bin/cite" -r configs | "$bin/link" -r configs | "$bin/emit" -r configs -f jsonl >/dev/null
}
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
{
	chain fixtures/articles
	head -c 200000 /bin/ls 2>/dev/null | chain -i text -
	head -c 200000 /bin/ls 2>/dev/null | chain -i html -
	head -c 20000 /bin/ls 2>/dev/null | chain -i references -
	[ ! -d ../shared/articles ] || chain ../shared/articles
	for unit in "$bin"/unit/*; do
		case $unit in
		*.d) continue ;;
		esac
		"$unit" >/dev/null || echo "ERROR: $unit"
	done
} 2>"$log"
if grep -qE 'ERROR|runtime error' "$log"; then
	cat "$log"
	failed=1
fi
exit "$failed"
