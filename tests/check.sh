# What test scripts share; read with `. tests/check.sh` in the project's root. Gives a scratch folder $T, check, counted and finish.
# A check that fails shows $T/log, what it printed, and $T/printed and $T/said, where a script keeps what a program printed.
# shellcheck shell=sh
LC_ALL=C
export LC_ALL
test_name=$(basename "$0" .sh)
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
passed=0 failed=0
check() { # WHAT COMMAND...
	what=$1
	shift
	if "$@" >"$T/log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED %s: %s\n' "$test_name" "$what"
		for said in log printed said; do
			[ ! -s "$T/$said" ] || head -c 2000 "$T/$said"
		done
	fi
}
# Adds up what a program prints as its last line: `… N passed, M failed`.
counted() { # COMMAND...
	"$@" >"$T/counted" 2>&1
	status=$?
	counts=$(sed -n 's/.* \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$T/counted" | tail -n 1)
	if [ -n "$counts" ]; then
		passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
	else
		failed=$((failed + 1))
	fi
	[ "$status" -eq 0 ] || sed '$d' "$T/counted"
}
finish() { # prints the counts; the status of the script
	printf '%s: %s passed, %s failed\n' "$test_name" "$passed" "$failed"
	[ "$failed" -eq 0 ]
}
