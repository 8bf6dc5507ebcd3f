#!/bin/sh
# One case, one line: a table of commands, the exit status they must end with, and what they must say.
# usage: cases.sh FILE.tst; columns with tabs between: status, text that standard error must hold (. for none and silence),
# text that standard output must hold (. for not looked at), command (run by sh in the project's root, $T being a scratch folder).
set -u
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0 name=$(basename "$1")
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
export T
tab=$(printf '\t')
while IFS= read -r row; do
	case $row in
	'' | '#'*) continue ;;
	esac
	want=${row%%"$tab"*} rest=${row#*"$tab"}
	message=${rest%%"$tab"*} rest=${rest#*"$tab"}
	output=${rest%%"$tab"*} command=${rest#*"$tab"}
	sh -c "$command" >"$T/out" 2>"$T/err" </dev/null
	status=$?
	sed -i '/^pipeline\.sh: documents [0-9]/d' "$T/err" # how a run that ends well closes; it is no message
	why=''
	[ "$status" = "$want" ] || why="status $status, not $want"
	if [ "$message" = . ]; then
		[ ! -s "$T/err" ] || why="$why; it says: $(head -c 300 "$T/err")"
	else
		grep -qF -- "$message" "$T/err" || why="$why; it does not say '$message' but: $(head -c 300 "$T/err")"
	fi
	[ "$output" = . ] || grep -qF -- "$output" "$T/out" || why="$why; standard output lacks '$output': $(head -c 300 "$T/out")"
	if [ -z "$why" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED %s: %s\n  %s\n' "$name" "$why" "$command"
	fi
done <"$1"
printf '%s: %s passed, %s failed\n' "$name" "$passed" "$failed"
[ "$failed" -eq 0 ]
