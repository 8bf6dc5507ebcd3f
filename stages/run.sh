# How pipeline.sh runs the stages: a pipe for each slice of the input, several side by side, their output in the order of the input, what each
# program ended with, and how all of it is ended by a signal. Functions alone, read in by pipeline.sh, whose variables they use.
# shellcheck shell=sh disable=SC2154

# Options of every stage; of normalize alone: which slice it reads, or which documents alone, and the file that stands for standard input.
common="$quiet $verbose" slice='' only='' spooled='' status=/dev/null link_options=''

# Runs one stage: STAGE [what comes after it] -- OPERAND..., the operands being for normalize.
step() {
	name=$1
	while [ "$1" != -- ]; do shift; done
	# shellcheck disable=SC2086 # $common and $tables are words
	case $name in
	normalize)
		"$bin/normalize" -r "$rules" $common ${input:+-i "$input"} ${slice:+--slice "$slice"} ${only:+--only "$only"} \
			$lines ${spooled:+--standard-input "$spooled"} ${names:+--files0-from "$names"} --tally "$status.tally" "$@"
		;;
	segment | cite) "$bin/$name" -r "$rules" $common ;;
	link) eval "\"\$bin/link\" -r \"\$rules\" $common $link_options" ;;
	tag) "$bin/tag" -r "$rules" $common --overlaps "$overlaps" $tables ;;
	esac
}

# Every stage checks the tables that it reads; a fault in a table that several read is said once.
check_rules() {
	worst=0 common="--check-rules $verbose"
	for name in $stages; do
		step "$name" -- 2>>"$tmp/faults"
		code=$?
		[ "$code" -le "$worst" ] || worst=$code
	done
	"$bin/schema" -r "$rules" >"$tmp/schema" 2>>"$tmp/faults" || worst=2
	for file in "$rules"/*.csv; do # no fault, but hardly meant: what is learnt and what patterns name has other names
		name=${file##*/} base=${file##*/} base=${base%.csv} base=${base%-learnt} base=${base%-evidence}
		case " $tables" in *" $base "*) continue ;; esac
		[ -f "$shipped/$name" ] || grep -qF -e "<$base>" -e "<$base:" -- "$rules"/*.csv ||
			printf '%s: %s: nothing reads this table: it has no row in categories.csv\n' "$me" "$file" >>"$tmp/faults"
	done
	awk '{ fault = $0; sub(/^[^:]*: /, "", fault) } !said[fault]++' "$tmp/faults" >"$tmp/said" || exit 3
	if [ "$format" = github ]; then annotate_faults <"$tmp/said" || exit 3; else cat "$tmp/said" >&2; fi
	exit "$worst"
}

# `program: file:line:cell: text` as an annotation of GitHub's workflows, escaped as common/output/finding_export.c does. Its columns are
# characters, so the cell stays with the text.
annotate_faults() {
	awk -v here="$PWD/" '
		function escaped(s) { gsub(/%/, "%25", s); gsub(/\r/, "%0D", s); return s }
		function property(s) { s = escaped(s); gsub(/:/, "%3A", s); gsub(/,/, "%2C", s); return s }
		{
			program = substr($0, 1, index($0, ": ") + 1); text = substr($0, length(program) + 1); place = ""
			if (match(text, /\.csv(:[0-9]+)?(:[0-9]+)?: /)) {
				file = substr(text, 1, RSTART + 3)
				split(substr(text, RSTART + 4, RLENGTH - 6), number, ":")
				text = (number[3] ? "cell " number[3] ": " : "") substr(text, RSTART + RLENGTH)
				place = " file=" property(index(file, here) == 1 ? substr(file, length(here) + 1) : file) (number[2] ? ",line=" number[2] : "")
			}
			print "::error" place "::" escaped(program text)
		}'
}

# Known works that are no index yet are indexed once, not by every link.
# shellcheck disable=SC2317 # called by eval
index_known() { # [OPTION FILE]...
	number=0
	while [ $# -gt 0 ]; do
		file=$2
		[ -f "$file" ] || wrong "$1 $file: no such file"
		if [ "$(head -c 8 <"$file" | tr -d '\000')" != EVITABLB ]; then
			number=$((number + 1))
			file=$tmp/known-$number/$(basename -- "$2")
			# shellcheck disable=SC2086 # $common and $tables are words
			mkdir "$tmp/known-$number" && "$bin/library" -r "$rules" $common -o "$file" -- "$2" || exit
		fi
		link_options="$link_options $1 $(quoted "$file")"
		shift 2
	done
}

# Standard input is laid in a file first where it is read more than once: in slices, as a list of operands, for a refresh.
spool() { # OPERAND...
	for arg in "$@" "$names"; do
		if [ "$arg" = - ] && [ -z "$spooled" ] && { [ "$jobs" -gt 1 ] || [ -n "$names$refresh" ]; }; then
			cat >"$tmp/stdin" || exit 3
			spooled=$tmp/stdin
		fi
	done
}

# Each stage of a pipe leaves its exit status in a file: a pipe itself remembers the last alone.
run() {
	step "$@"
	echo "$? $1" >>"$status"
}
chain() { # STAGE... -- OPERAND...
	first=$1
	shift
	if [ "$first" = "$stop" ] || [ "$1" = -- ]; then run "$first" "$@"; else run "$first" "$@" | chain "$@"; fi
}

# The worst of what the programs of a pipe ended with: 3 where not all have said it, since the disk is full. A program that was told that nobody
# reads on (141) did nothing wrong by itself.
worst_of() { # STATUSFILE COUNT
	worst=0 count=0
	while read -r code name; do
		count=$((count + 1))
		case $code in
		0 | 1 | 2 | 3) ;;
		141) code=0 && : >"$tmp/unread" ;;
		*)
			printf "%s: the stage '%s' died (status %s)\n" "$me" "$name" "$code" >&2
			code=3
			;;
		esac
		[ "$code" -le "$worst" ] || worst=$code
	done <"$1"
	[ "$count" -eq "$2" ] || worst=3
	echo "$worst"
}

note_worst() { # STATUSFILE COUNT; adds it to the run's
	code=$(worst_of "$@")
	[ "${code:-3}" -lt 2 ] || rm -f "$tmp/sealed"
	echo "${code:-3}" >>"$tmp/worst" && [ "${code:-3}" -lt 2 ]
}

# The folder of what slice number K makes. Those of a refresh are named by what they hold, so that the next run finds what a killed one made.
slice_at() { # K
	if [ -n "$refresh" ]; then printf '%s/%s\n' "$work" "$(sed -n "$(($1 + 1))p" "$tmp/slices")"; else echo "$tmp/slice.$1"; fi
}

# Its folder has another name until it is complete.
run_slice() { # K OPERAND...
	at=$(slice_at "$1")
	if [ -n "$refresh" ]; then only=$at.list; else slice=$1; fi
	shift
	[ ! -d "$at" ] || return 0
	rm -rf "$at.part"
	mkdir "$at.part" || return 0
	status=$at.part/status
	: >"$status"
	# shellcheck disable=SC2086 # $stages is words
	chain $stages -- "$@" >"$at.part/out" 2>"$at.part/err"
	[ "$(worst_of "$status" "$steps" 2>/dev/null)" -gt 1 ] || mv "$at.part" "$at"
}

# How much is done, in per cent, for who sits before a terminal and does not read the output there; nothing: wipes it away.
watched=''
[ -n "$quiet$no_progress" ] || [ "${TERM:-dumb}" = dumb ] || [ ! -t 2 ] || [ -t 1 ] || watched=1
progress() {
	[ -z "$watched" ] || printf '\r\033[K%s' "${1:+$me: $1 %}" >&2
}

# All slices in order, at most $jobs at once. $tmp/sealed says that everything came, and how many documents that is.
feed() {
	next=0 started=0 documents=0
	while [ "$next" -lt "$slices" ]; do
		while [ "$started" -lt "$slices" ] && [ "$started" -lt $((next + jobs)) ]; do
			run_slice "$started" "$@" &
			eval "pid_$started=$!"
			started=$((started + 1))
		done
		progress $((next * 100 / slices))
		eval "wait \$pid_$next"
		progress
		at=$(slice_at "$next")
		[ -d "$at" ] || at=$at.part
		cat "$at/err" >&2
		note_worst "$at/status" "$steps" || return 0
		cat "$at/out" || {
			echo "$? cat" | sed 's/^1 /3 /' >"$tmp/cat"
			note_worst "$tmp/cat" 1
			return 0
		}
		read -r tally <"$at/status.tally" || return 0
		documents=$((documents + tally))
		[ -n "$refresh" ] || rm -rf "$at"
		next=$((next + 1))
	done
	echo "$documents" >"$tmp/sealed"
}

feed_one() {
	status=$tmp/status
	: >"$status"
	# shellcheck disable=SC2086
	chain $stages -- "$@"
	note_worst "$status" "$steps" && [ -f "$status.tally" ] && cp "$status.tally" "$tmp/sealed"
}

# What there is to do, before anything is begun.
count_slices() {
	slices=$(common="$common --count-slices" && status=$tmp/count step normalize -- "$@" </dev/null 2>"$tmp/err")
	code=$?
	[ "$code" -le 1 ] || {
		cat "$tmp/err" >&2
		exit "$code"
	}
}

# The same of a refresh: the list of all documents is compared with what is remembered. One run at a time; who is killed leaves the lock free.
plan_refresh() { # OPERAND...
	[ -d "$state" ] || mkdir "$state" 2>/dev/null || wrong "$state: cannot be made, to remember there what is in the tables"
	exec 9>"$state/lock" || exit 3
	flock -w 5 9 || { # what a killed run had started may take a moment to end
		printf '%s: %s: another run is refreshing it\n' "$me" "$refresh" >&2
		exit 3
	}
	mkdir -p "$work" || exit 3
	(common="$common --ledger" && status=$tmp/count step normalize -- "$@") >"$tmp/ledger"
	code=$?
	[ "$code" -le 1 ] || leave_refresh "$code"
	echo "$code" >>"$tmp/worst"
	depends="--setting $(quoted "$input $overlaps $emit_excel")" # every option on which rows depend
	for name in normalize segment tag cite link plan refresh; do
		depends="$depends --depends $(quoted "$bin/$name")"
	done
	eval "plan_known $known_files"
	eval "\"\$bin/plan\" -r \"\$rules\" $common -o \"\$refresh\" --state \"\$state\" --plan \"\$tmp/plan\" --slices \"\$work\" $depends" \
		<"$tmp/ledger" >"$tmp/slices" || leave_refresh $?
	slices=$(wc -l <"$tmp/slices")
	for old in "$work"/*; do # what other documents or rules had left
		name=${old##*/}
		grep -qxF -- "${name%%.*}" "$tmp/slices" || rm -rf "$old"
	done
	emit_options="$emit_options -o $(quoted "$refresh") --state $(quoted "$state") --plan $(quoted "$tmp/plan")"
}
leave_refresh() { # STATUS; where nothing was ever made, nothing is left
	[ -e "$state/index" ] || rm -rf "$state"
	exit "$1"
}
plan_known() { # [OPTION FILE]...
	while [ $# -gt 0 ]; do
		depends="$depends --setting $(quoted "$1") --depends $(quoted "$2")"
		shift 2
	done
}

# One pipe for all, where slices serve neither the speed nor who watches.
in_one() {
	[ "$slices" -eq 1 ] || { [ "$jobs" -eq 1 ] && [ -z "$watched" ]; }
}

all() {
	if [ -z "$refresh" ] && in_one; then feed_one "$@"; else feed "$@"; fi
}

# What compares the documents of the whole run with each other runs once: after the slices, or as part of link where there is one slice.
across() { # OPERANDS
	if in_one; then
		link_options="$link_options --whole --tally $(quoted "$tmp/counts")"
		feed_one "$@"
		return
	fi
	feed "$@" | {
		# shellcheck disable=SC2086 # $common and $tables are words
		"$bin/link" -r "$rules" $common --across --tally "$tmp/counts"
		echo "$? link" >"$tmp/across"
	}
	note_worst "$tmp/across" 1
}

# What writes files is not ended by a signal: it finds that not everything came, and leaves nothing behind.
leave() {
	[ -z "$output$refresh" ] || trap '' INT TERM HUP QUIT PIPE
	eval "\"\$bin/\$leaf\" -r \"\$rules\" $common --seal \"\$tmp/sealed\" $emit_options"
	echo "$? $leaf" >"$tmp/emit"
}

work() { # OPERAND...
	trap 'exit 3' TERM
	[ -z "$check" ] || check_rules
	eval "index_known $known_files"
	spool "$@"
	if [ -n "$refresh" ]; then plan_refresh "$@"; else count_slices "$@"; fi
	case $stop in
	'' | emit)
		# A refresh compares the documents of the whole run by itself, with those that it keeps.
		if [ -n "$refresh" ]; then all "$@" | leave; else across "$@" | leave; fi
		note_worst "$tmp/emit" 1
		;;
	link) across "$@" ;;
	*) all "$@" ;;
	esac
	result=0
	while read -r code; do
		[ "$code" -le "$result" ] || result=$code
	done <"$tmp/worst"
	if [ "$result" -le 1 ] && [ ! -s "$tmp/sealed" ] && [ ! -e "$tmp/unread" ]; then
		printf '%s: not everything came: is %s full?\n' "$me" "${TMPDIR:-/tmp}" >&2
		result=3
	fi
	# What was made for a refresh is kept where a later run can go on with it: not when it is published, nor when it was no use.
	[ -z "$refresh" ] || { [ "$result" -gt 1 ] && [ "$(worst_of "$tmp/emit" 1 2>/dev/null)" -le 1 ]; } || rm -rf "$work"
	if [ -z "$quiet" ] && [ "$result" -le 1 ] && [ "${stop:-emit}" = emit ] && [ -s "$tmp/counts" ]; then
		printf '%s: %s\n' "$me" "$(cat "$tmp/counts")" >&2
	fi
	exit "$result"
}

finish_up() {
	[ -z "$tmp" ] || { { echo ended >&4; } 2>/dev/null; rm -rf "$tmp"; }
}

started_by() { # PID: all that it has started, and what they have
	children=''
	{ read -r children <"/proc/$1/task/$1/children"; } 2>/dev/null
	for child in $children; do
		echo "$child"
		started_by "$child"
	done
}
is_there() { # PID: and not only waiting to be taken note of
	[ -e "/proc/$1/exe" ]
}
# All at once, so that none takes the end of another for the end of its input; by the signal of which a shell says nothing, and for who ignores
# that one by another. Again, for what was being started meanwhile.
end_worker() {
	all=''
	while is_there "$worker"; do
		some=$(started_by "$worker") all="$all $some"
		# shellcheck disable=SC2086 # $some is words
		{ kill "$worker"; kill -s PIPE $some; kill $some; } 2>/dev/null
		! is_there "$worker" || sleep 0.05
	done
}
interrupted() {
	trap '' INT TERM HUP QUIT
	[ -z "$worker" ] || { end_worker; wait "$worker"; }
	exit 3
}

# Who is killed cannot end what it has started. So a child waits at a pipe whose other end the driver alone holds: it hears `ended`, or that there
# is no driver any more.
watch_driver() {
	trap '' INT TERM HUP QUIT
	read -r word || word=''
	[ "$word" != ended ] || return 0
	end_worker
	tries=0 # what writes files takes a moment to end
	for one in "$worker" $all; do
		while is_there "$one" && [ "$tries" -lt 50 ]; do sleep 0.1 && tries=$((tries + 1)); done
	done
	finish_up
}
