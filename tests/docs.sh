#!/bin/sh
# The documentation, tried: every command that stands in a block marked ```sh in README.md and docs/*.md is run from the project's root, in
# order, one shell for each block; an exit status other than 0 and 1 is a failure. Then docs.py compares the reference pages with the product.
# `make test` itself is passed over. With --show every command is printed with its output, to be compared with what the pages say.
set -u
cd "$(dirname "$0")/.." || exit 2
LC_ALL=C
export LC_ALL
show=''
[ "${1:-}" != --show ] || show=1
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
passed=0 failed=0

# Runs the commands of FILE, one a line; prints `status command` for each into $T/status. What it makes with mktemp lies under $T.
run_block() { # FILE
	TMPDIR=$T sh -c '
		while IFS= read -r command <&3; do
			case $command in "" | "#"*) continue ;; esac
			eval "$command" </dev/null >"$1/out" 2>"$1/err"
			status=$?
			printf "%s %s\n" "$status" "$command" >>"$1/status"
			if [ -n "$2" ]; then
				printf "$ %s\n" "$command"
				cat "$1/out" "$1/err"
			elif [ "$status" -gt 1 ]; then
				sed "s/^/  /" "$1/err" | head -n 5
			fi
		done 3<"$3"
	' sh "$T" "$show" "$1"
}

for page in README.md docs/*.md; do
	rm -f "$T"/block.*
	# The blocks as files of one command a line: lines that end in a backslash are joined with the next.
	awk -v to="$T/block." '
		/^```/ { inside = !inside && $0 == "```sh"; if (inside) n++; whole = ""; next }
		inside { whole = whole $0; if (sub(/\\$/, "", whole)) next; print whole > (to sprintf("%03d", n)); whole = "" }
	' "$page"
	for block in "$T"/block.*; do
		[ -f "$block" ] || continue
		sed -i '/^make test$/d' "$block"
		: >"$T/status"
		run_block "$block"
		while read -r status command; do
			if [ "$status" -le 1 ]; then
				passed=$((passed + 1))
			else
				failed=$((failed + 1))
				printf 'FAILED %s: status %s: %s\n' "$page" "$status" "$command"
			fi
		done <"$T/status"
	done
done

pages=$(tests/docs.py)
printf '%s\n' "$pages" | sed '$d'
counts=$(printf '%s\n' "$pages" | sed -n 's/^docs: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
counts=${counts:-0 1}
passed=$((passed + ${counts% *}))
failed=$((failed + ${counts#* }))
printf 'docs: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
