#!/bin/sh
# evitab: from articles to evidence tables. Runs the stages as a pipe, slices of the input side by side, and hands their output on
# in the order of the input. `pipeline.sh --help` says how to call it, docs/ how it works.
set -u
LC_ALL=C
export LC_ALL
umask 022
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
bin=$here/build
rules=$here/configs
jobs='' stop='' input='' quiet='' verbose='' check='' tmp=''

usage() {
	cat <<'TXT'
evitab: from health articles to evidence tables

examples:
  ./pipeline.sh articles/                        claims of all files in a folder, as CSV
  ./pipeline.sh -t findings page.html            what does not fit in one page
  ./pipeline.sh -o tables/ articles/ more.jsonl  all tables, the records and where they came from
  ./pipeline.sh -f html -o report.html articles/ a report to read: plots, findings, articles with everything marked
  ./pipeline.sh -f xlsx -o claims.xlsx articles/ a workbook with a sheet for each table
  ./pipeline.sh -i references -t references refs.txt   reference strings, one a line, as fields
  ./pipeline.sh --fail-on unresolved-citation articles/   a gate for CI

usage: pipeline.sh [OPTION]... [FILE|DIR|-]...

  -f, --format FMT     what standard output carries: csv (default), jsonl; or the references as csl-json, ris, bibtex;
                       or annotations: bioc, pubannotation, web-annotation. With -o FILE: html (a report), xlsx, sqlite; with -o DIR: brat
  -t, --table NAME     which table csv prints: claims (default), documents, sentences, conditions, mechanisms,
                       interventions, citations, references, findings
  -o, --output DIR     write every table, records.jsonl, datapackage.json and provenance.json into DIR, complete or not at all
      --library FILE   known works to check references against (repeatable): CSL-JSON, RIS, BibTeX, PubMed, CSV, or an
                       index made by build/library
      --retractions FILE   retracted works, such as the list of Retraction Watch (repeatable)
  -r, --rules DIR      the rule tables (default: configs/)
  -i, --input FMT      auto (default), text, html, jsonl, references (one reference string a line)
  -j, --jobs N         slices of the input side by side (default: all cores); the output is the same for every N
  -s, --stop STAGE     stop after that stage and print the stream: normalize, segment, tag (or one of its tables), cite, link
      --check-rules    load all rule tables, run their examples, report every fault, write nothing
      --fail-on CODES  exit 1 where a finding of one of these codes (comma between, or 'any') was reported
      --excel          CSV for spreadsheets: byte order mark, no cell that would be taken for a formula
  -q, --quiet          no messages but errors
  -v, --verbose        say more
      --no-progress    accepted; there is no progress bar yet
  -h, --help           this text
  -V, --version        name and version

A folder is read recursively, in byte order of its paths; '-' or nothing is standard input.
exit status: 0 done; 1 done, but a document was rejected or --fail-on matched; 2 the command line, a rule table or a path is wrong,
nothing was written; 3 a stage died or an output could not be written.
TXT
}

wrong() {
	printf 'pipeline.sh: %s; see --help\n' "$1" >&2
	exit 2
}

leaf=emit # the program that leaves the stream
# Options are read into variables; what emit alone needs is kept as words, quoted, in $emit_options.
emit_options=''
quoted() {
	printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}
for_emit() {
	emit_options="$emit_options $1 $(quoted "$2")"
}
known_files='' # works that link checks references against: --library FILE, --retractions FILE

option() { # NAME VALUE
	case $1 in
	-f | --format)
		case $2 in # formats that are one file have a program of their own
		xlsx | sqlite) leaf=$2 ;;
		html) leaf=report ;;
		brat | bioc | pubannotation | web-annotation) leaf=annotate && for_emit -f "$2" ;;
		*) for_emit -f "$2" ;;
		esac
		;;
	-t | --table) for_emit -t "$2" ;;
	-o | --output) for_emit -o "$2" ;;
	--fail-on) for_emit -F "$2" ;;
	--library | --retractions) known_files="$known_files $1 $(quoted "$2")" ;;
	-r | --rules) rules=$2 ;;
	-i | --input) input=$2 ;;
	-s | --stop) stop=$2 ;;
	-j | --jobs)
		case $2 in
		'' | *[!0-9]* | 0 | ?????*) wrong "-j takes a number from 1 to 9999, not '$2'" ;;
		esac
		jobs=$2
		;;
	esac
}

operands=0
count=$#
while [ "$count" -gt 0 ]; do
	arg=$1
	shift
	count=$((count - 1))
	case $arg in
	--)
		while [ "$count" -gt 0 ]; do
			set -- "$@" "$1"
			shift
			count=$((count - 1))
			operands=$((operands + 1))
		done
		;;
	-h | --help)
		usage || exit 3
		exit
		;;
	-V | --version)
		printf 'evitab %s\n' "$(sed -n 's/.*EVITAB_VERSION "\(.*\)".*/\1/p' "$here/common/stream/version.h")"
		exit
		;;
	--check-rules) check=1 ;;
	--excel) emit_options="$emit_options --excel" ;;
	-q | --quiet) quiet=-q ;;
	-v | --verbose) verbose=-v ;;
	--no-progress) ;;
	-f | -t | -o | -r | -i | -j | -s | --format | --table | --output | --rules | --input | --jobs | --stop | --fail-on | \
		--library | --retractions)
		[ "$count" -gt 0 ] || wrong "the option $arg needs an argument"
		option "$arg" "$1"
		shift
		count=$((count - 1))
		;;
	--format=* | --table=* | --output=* | --rules=* | --input=* | --jobs=* | --stop=* | --fail-on=* | --library=* | \
		--retractions=*) option "${arg%%=*}" "${arg#*=}" ;;
	-[ftorijs]?*) option "$(printf '%.2s' "$arg")" "${arg#-?}" ;;
	-?*) wrong "no option $arg is known" ;;
	*)
		set -- "$@" "$arg"
		operands=$((operands + 1))
		;;
	esac
done
[ "$operands" -gt 0 ] || set -- -
[ -n "$jobs" ] || jobs=$(nproc 2>/dev/null || echo 1)

if [ ! -x "$bin/normalize" ] || [ ! -x "$bin/emit" ]; then
	"$here/setup.sh" >&2 && make -s -C "$here" all >&2 || exit 2
fi

[ -f "$rules/categories.csv" ] || wrong "$rules/categories.csv: no such rule table"
# The concept tables, in their order: the first cell of each row of categories.csv. One run of tag takes them all.
tables=$(sed -e 1d -e '/^#/d' -e 's/\r$//' -e 's/[",].*//' -e '/^$/d' "$rules/categories.csv" | tr '\n' ' ') || exit 2
stages='normalize segment tag cite link'
[ "$input" != references ] || [ -n "$check" ] || stages='normalize segment cite link' # there are no sentences to tag

# To stop after one of the tables is to stop after a run of tag up to it.
case " $tables" in
*" $stop "*)
	tables="$(printf %s " $tables" | sed "s/ $stop .*//") $stop"
	stop=tag
	;;
esac
case " $stages emit " in
*" ${stop:-emit} "*) ;;
*) wrong "no stage '$stop' is known" ;;
esac

# Options of every stage; of normalize alone: which slice it reads, and the file that stands for standard input.
common="$quiet $verbose" slice='' spooled='' status=/dev/null link_options=''

# Runs one stage: STAGE [what comes after it] -- OPERAND..., the operands being for normalize.
step() {
	name=$1
	while [ "$1" != -- ]; do shift; done
	# shellcheck disable=SC2086 # $common and $tables are words
	case $name in
	normalize)
		"$bin/normalize" -r "$rules" $common ${input:+-i "$input"} ${slice:+--slice "$slice"} \
			${spooled:+--standard-input "$spooled"} --tally "$status.tally" "$@"
		;;
	segment | cite) "$bin/$name" -r "$rules" $common ;;
	link) eval "\"\$bin/link\" -r \"\$rules\" $common $link_options" ;;
	tag) "$bin/tag" -r "$rules" $common $tables ;;
	esac
}

finish_up() {
	[ -z "$tmp" ] || rm -rf "$tmp"
}
trap finish_up EXIT
trap 'exit 3' INT TERM HUP
tmp=$(mktemp -d "${TMPDIR:-/tmp}/evitab.XXXXXX") || exit 3

# Every stage checks the tables that it reads; a fault in a table that several read is said once.
if [ -n "$check" ]; then
	worst=0 common="--check-rules $verbose"
	for name in $stages; do
		step "$name" -- 2>>"$tmp/faults"
		code=$?
		[ "$code" -le "$worst" ] || worst=$code
	done
	awk '{ fault = $0; sub(/^[^:]*: /, "", fault) } !said[fault]++' "$tmp/faults" >&2
	exit "$worst"
fi

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
eval "index_known $known_files"

# Standard input is laid in a file first where it is to be cut into slices.
if [ "$jobs" -gt 1 ]; then
	for arg; do
		if [ "$arg" = - ] && [ -z "$spooled" ]; then
			cat >"$tmp/stdin" || exit 3
			spooled=$tmp/stdin
		fi
	done
fi

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

# The worst of a slice's statuses. A stage that was told that nobody reads on (141) did nothing wrong by itself.
worst_of() { # STATUSFILE
	worst=0
	while read -r code name; do
		case $code in
		0 | 1 | 2 | 3) ;;
		141) code=0 ;;
		*)
			printf "pipeline.sh: the stage '%s' died (status %s)\n" "$name" "$code" >&2
			code=3
			;;
		esac
		[ "$code" -le "$worst" ] || worst=$code
	done <"$1"
	echo "$worst"
}

note_worst() { # adds a slice's status to the run's
	code=$(worst_of "$1")
	echo "$code" >>"$tmp/worst"
	[ "$code" -lt 2 ]
}

# All slices in order, at most $jobs at once. $tmp/sealed says that everything came, and how many documents that is.
feed() {
	next=0 started=0 documents=0
	while [ "$next" -lt "$slices" ]; do
		while [ "$started" -lt "$slices" ] && [ "$started" -lt $((next + jobs)) ]; do
			(
				status=$tmp/status.$started slice=$started
				: >"$status"
				# shellcheck disable=SC2086 # $stages is words
				chain $stages -- "$@" >"$tmp/out.$started" 2>"$tmp/err.$started"
			) &
			eval "pid_$started=$!"
			started=$((started + 1))
		done
		eval "wait \$pid_$next"
		cat "$tmp/err.$next" >&2
		note_worst "$tmp/status.$next" || return 0
		cat "$tmp/out.$next" || return 0
		read -r tally <"$tmp/status.$next.tally" || return 0
		documents=$((documents + tally))
		rm -f "$tmp"/*."$next" "$tmp/status.$next.tally"
		next=$((next + 1))
	done
	echo "$documents" >"$tmp/sealed"
}

feed_one() {
	status=$tmp/status
	: >"$status"
	# shellcheck disable=SC2086
	chain $stages -- "$@"
	note_worst "$status" && cp "$status.tally" "$tmp/sealed"
}

slices=$(common="$common --count-slices" && status=$tmp/count step normalize -- "$@" </dev/null 2>"$tmp/err")
code=$?
if [ "$code" -gt 1 ]; then
	cat "$tmp/err" >&2
	exit "$code"
fi

all() {
	if [ "$jobs" -eq 1 ] || [ "$slices" -eq 1 ]; then feed_one "$@"; else feed "$@"; fi
}

# What compares the documents of the whole run with each other runs once, after the slices.
across() { # OPERANDS
	all "$@" | {
		# shellcheck disable=SC2086 # $common and $tables are words
		"$bin/link" -r "$rules" $common --across
		echo "$? link" >"$tmp/across"
	}
	note_worst "$tmp/across" || rm -f "$tmp/sealed"
}

case $stop in
'' | emit)
	across "$@" | eval "\"\$bin/\$leaf\" -r \"\$rules\" $common --seal \"\$tmp/sealed\" $emit_options"
	echo "$? $leaf" >"$tmp/emit"
	note_worst "$tmp/emit"
	;;
link) across "$@" ;;
*) all "$@" ;;
esac

result=0
while read -r code; do
	[ "$code" -le "$result" ] || result=$code
done <"$tmp/worst"
exit "$result"
