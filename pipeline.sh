#!/bin/sh
# evitab: from articles to evidence tables. Runs the stages as a pipe, slices of the input side by side, and hands their output on
# in the order of the input. `pipeline.sh --help` says how to call it, docs/ how it works.
set -u
LC_ALL=C
export LC_ALL
# Where one of these is closed, a file or a pipe would take its place; what cannot be read or written is told as before.
[ -e /proc/self/fd/0 ] || exec 0>/dev/null
[ -e /proc/self/fd/1 ] || exec 1</dev/null
[ -e /proc/self/fd/2 ] || exec 2</dev/null
me=$(basename -- "$0")
file=$(readlink -f -- "$0") || exit 2
here=${file%/*}
case $file in
*/pipeline.sh) self=./$me bin=$here/build rules=$here/configs version=$here/common/stream/version.h run=$here/stages/run.sh ;;
*) # as `make install` lays it
	data=${here%/*}/share/evitab
	self=$me bin=${here%/*}/libexec/evitab rules=$data/configs version=$data/version.h run=$data/run.sh
	;;
esac
shipped=$rules overlaps=none jobs='' stop='' input='' names='' quiet='' verbose='' check='' schema='' no_progress='' tmp=''
refresh='' output='' asked='' diff='' diff_options='' of_diff='' format=csv

usage() {
	cat <<TXT
evitab: from health articles to evidence tables

examples:
  $self articles/                        claims of all files in a folder, as CSV
  $self -t findings page.html            what does not fit in one page
  $self -o tables/ articles/ more.jsonl  all tables, the records and where they came from
  $self -f html -o report.html articles/  a report to read: plots, findings, articles with everything marked
  $self -f xlsx -o claims.xlsx articles/  a workbook with a sheet for each table
  $self -i references -t references refs.txt   reference strings, one a line, as fields
  $self --fail-on unresolved-citation articles/   a gate for CI
  $self --refresh tables/ articles/      tables that are kept up to date: what did not change is not read anew
  $self --diff old/ tables/ --max-removed 5%   what has changed in them, and a gate by how much

usage: $me [OPTION]... [FILE|DIR|-]...

  -f, --format FMT     what standard output carries: csv (default), jsonl; or the references: csl-json, ris, bibtex;
                       or annotations: bioc, pubannotation, web-annotation, doccano; or the findings: sarif, github.
                       With -o FILE: html (a report), xlsx, sqlite; with -o DIR: brat
  -t, --table NAME     which table csv prints: claims (default; with -i references references), documents, sentences,
                       conditions, mechanisms, interventions, citations, references, findings
  -o, --output DIR     write every table, records.jsonl, datapackage.json and provenance.json into DIR, complete or not at all
      --refresh DIR    bring such a folder up to date: only documents that changed are read anew; it is replaced as a whole
      --diff OLD NEW   what has changed between two such folders, by keys: text, or with -f csv a row for each change
      --max-added N    of --diff: exit 1 where a table has more new rows than N, or N% of those that it had; TABLE=N of one table (repeatable)
      --max-removed N  the same of rows that are gone (repeatable)
      --max-changed N  the same of rows that changed (repeatable)
      --show N         of --diff: list the first N rows of each table (default: 10)
      --places         of --diff: a row that only stands elsewhere has changed, too
      --library FILE   known works to check references against (repeatable): CSL-JSON, RIS, BibTeX, PubMed, CSV, or an
                       index made by the program library
      --retractions FILE   retracted works, such as the list of Retraction Watch (repeatable)
  -r, --rules DIR      the rule tables (default: configs/)
  -i, --input FMT      what the input is: auto (default), text, html, jsonl, warc (also WET), references (one reference string a line);
                       in all of them what is packed (gzip, zstd, xz, bzip2) is read unpacked
      --files0-from FILE   the operands stand in FILE ('-': standard input), each ended by a NUL byte, as find -print0 writes them
  -j, --jobs N         slices of the input side by side (default: as many as fill all cores); the output is the same for every N
  -s, --stop STAGE     stop after that stage and print the stream: normalize, segment, tag (or one of its tables), cite, link
      --overlaps WHICH mentions of a table that overlap: none (default; the leftmost and longest count), nested (those inside them, too), all
      --schema         print the JSON Schema of the records, with the concept tables of the rules, and stop
      --check-rules    load all rule tables, run their examples, report every fault, write nothing; with -f github as annotations
      --fail-on CODES  exit 1 where a finding of one of these codes (comma between) was reported: any,
                       unresolved-citation, ambiguous-citation, uncited-reference, unnamed-study, year-mismatch,
                       author-mismatch, duplicate-reference, duplicate-doi, volume-year-conflict, conflicting-reference,
                       malformed-doi, doi-year-mismatch, future-year, truncated-reference-list, off-topic-citation,
                       study-type-mismatch, unsupported-claim, contradicted-reference, unverified-reference,
                       retracted-reference
      --excel          CSV for spreadsheets: byte order mark, no cell that would be taken for a formula
  -q, --quiet          no messages but errors; without it a run that ends well says at last how many there are of what
  -v, --verbose        say more
      --no-progress    do not show how much is done; it is shown only on a terminal, while the output goes elsewhere
  -h, --help           this text
  -V, --version        name and version

A folder is read recursively, in byte order of its paths; '-' or nothing is standard input.
exit status: 0 done; 1 done, but a document was rejected or --fail-on matched; 2 the command line, a rule table or a path is wrong,
nothing was written; 3 a stage died or an output could not be written.
TXT
}

wrong() {
	printf '%s: %s; see --help\n' "$me" "$1" >&2
	exit 2
}

# The value of an option is none of its names: says which there are, and the one that is spelt most alike.
none_of() { # OPTION WORD NAME...
	option=$1 word=$2
	shift 2
	near=$(printf '%s\n' "$@" | awk -v word="$word" '
		function least(a, b) { return a < b ? a : b }
		function apart(a, b, i, k, d) { # letters to be changed; one that holds the other is near
			for (i = 0; i <= length(a); i++)
				for (k = 0; k <= length(b); k++)
					d[i, k] = i == 0 || k == 0 ? i + k : least(d[i - 1, k - 1] + (substr(a, i, 1) != substr(b, k, 1)), least(d[i - 1, k], d[i, k - 1]) + 1)
			return index(a, b) || index(b, a) ? d[length(a), length(b)] / 9 : d[length(a), length(b)]
		}
		{ n = apart(tolower(word), $0); if (NR == 1 || n < best) { best = n; name = $0 } }
		END { if (best <= 2 && 2 * best < length(word)) print name }')
	wrong "$option takes $(printf '%s, ' "$@" | sed 's/, $//; s/\(.*\), /\1 or /'), not '$word'${near:+ ($near?)}"
}

leaf=emit lines='' # the program that leaves the stream
# Options are read into variables; what emit alone needs is kept as words, quoted, in $emit_options.
emit_options='' emit_excel=''
quoted() {
	printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}
for_emit() {
	emit_options="$emit_options $1 $(quoted "$2")"
}
claims=1       # csv prints the table of claims: nothing else was asked for
known_files='' # works that link checks references against: --library FILE, --retractions FILE

option() { # NAME VALUE
	case $1=$2 in
	-f=csv | --format=csv) ;;
	-[tof]=* | --table=* | --output=* | --format=*) claims='' ;;
	esac
	case $1 in
	-f | --format) asked="$asked $1" diff_options="$diff_options -f $(quoted "$2")" ;;
	-[to] | --table | --output) asked="$asked $1" ;;
	--show | --max-added | --max-removed | --max-changed) of_diff=$1 ;;
	esac
	case $1 in
	-f | --format)
		format=$2
		case $2 in # formats that are one file have a program of their own
		xlsx | sqlite) leaf=$2 ;;
		html) leaf=report ;;
		sarif | github) leaf=findings lines=--lines && for_emit -f "$2" ;;
		brat | bioc | pubannotation | web-annotation | doccano) leaf=annotate && for_emit -f "$2" ;;
		*) for_emit -f "$2" ;;
		esac
		;;
	-t | --table) for_emit -t "$2" ;;
	-o | --output) output=$2 && for_emit -o "$2" ;;
	--fail-on) for_emit -F "$2" ;;
	--library | --retractions) known_files="$known_files $1 $(quoted "$2")" ;;
	--diff) diff=$2 ;;
	--show | --max-added | --max-removed | --max-changed) diff_options="$diff_options $1 $(quoted "$2")" ;;
	--refresh) refresh=$(realpath -m -- "$2") || wrong "--refresh takes a folder, not '$2'" ;;
	-r | --rules) rules=$2 ;;
	-i | --input) input=$2 ;;
	--files0-from) names=$2 ;;
	--overlaps)
		case $2 in
		none | nested | all) overlaps=$2 ;;
		*) none_of --overlaps "$2" none nested all ;;
		esac
		;;
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
		printf 'evitab %s\n' "$(sed -n 's/.*EVITAB_VERSION "\(.*\)".*/\1/p' "$version")" || exit 3
		exit
		;;
	--check-rules) check=1 ;;
	--schema) schema=1 ;;
	--places) diff_options="$diff_options --places" of_diff=$arg ;;
	--excel) emit_options="$emit_options --excel" emit_excel=--excel ;;
	-q | --quiet) quiet=-q ;;
	-v | --verbose) verbose=-v ;;
	--no-progress) no_progress=1 ;;
	-f | -t | -o | -r | -i | -j | -s | --format | --table | --output | --rules | --input | --jobs | --stop | --fail-on | \
		--files0-from | --overlaps | --library | --retractions | --refresh | --diff | --show | --max-added | --max-removed | --max-changed)
		[ "$count" -gt 0 ] || wrong "the option $arg needs an argument"
		option "$arg" "$1"
		shift
		count=$((count - 1))
		;;
	--format=* | --table=* | --output=* | --rules=* | --input=* | --jobs=* | --stop=* | --fail-on=* | --files0-from=* | \
		--overlaps=* | --library=* | --retractions=* | --refresh=* | --diff=* | --show=* | \
		--max-added=* | --max-removed=* | --max-changed=*) option "${arg%%=*}" "${arg#*=}" ;;
	-[ftorijs]?*) option "$(printf '%.2s' "$arg")" "${arg#-?}" ;;
	-?*) wrong "no option $arg is known" ;;
	*)
		set -- "$@" "$arg"
		operands=$((operands + 1))
		;;
	esac
done
# The lines of a list of references make no claims.
[ "$input" != references ] || [ -z "$claims" ] || for_emit -t references
if [ -z "$diff" ]; then
	formats='csv jsonl csl-json ris bibtex bioc pubannotation web-annotation doccano sarif github html xlsx sqlite brat'
	# shellcheck disable=SC2086 # words
	case " $formats " in *" $format "*) ;; *) none_of -f "$format" $formats ;; esac
	case $check$format in
	1csv | 1github | [!1]*) ;;
	*) wrong "--check-rules says its faults as text or, with -f github, as annotations" ;;
	esac
fi
[ -z "$of_diff" ] || [ -n "$diff" ] || wrong "$of_diff is an option of --diff"
[ -z "$stop" ] || [ "$stop" = emit ] || [ -z "$output" ] || wrong '-s prints the stream as it is there; it does not go with -o'
case $leaf$asked in # what one program alone takes
emit*) ;;
*' -t'* | *' --table'*) wrong "-t names the table that csv prints; it does not go with -f $format" ;;
*) [ -z "$emit_excel" ] || wrong "--excel is for csv; it does not go with -f $format" ;;
esac
case $leaf:$output in
emit:*.csv | emit:*.jsonl | emit:*.json | emit:*.ris | emit:*.bib | emit:*.xlsx | emit:*.html | emit:*.db | emit:*.sqlite)
	# a folder of that name is hardly meant
	[ -d "$output" ] || wrong "-o $output: with -f $format a folder of tables is written (-f xlsx, sqlite and html are files); what -f or -t names goes to standard output: >FILE" ;;
esac
if [ "$operands" -eq 0 ] && [ -z "$names" ]; then
	[ -n "$quiet$check$schema$diff" ] || [ ! -t 0 ] || printf '%s: reading standard input; Ctrl-D ends it\n' "$me" >&2
	set -- -
fi
# The stages of one pipe keep about two cores busy.
[ -n "$jobs" ] || jobs=$((($(nproc 2>/dev/null || echo 1) + 1) / 2))

if [ ! -x "$bin/normalize" ] || [ ! -x "$bin/emit" ]; then
	[ "$bin" = "$here/build" ] || wrong "$bin: the programs are not there"
	[ -n "$quiet" ] || printf '%s: building the programs, once: this takes a minute or two\n' "$me" >&2
	"$here/setup.sh" >&2 && make -s -C "$here" all >&2 || exit 2
fi

if [ -n "$diff" ]; then
	[ "$operands" -eq 1 ] || wrong '--diff takes two folders of tables, the old one and the new one'
	eval "exec \"\$bin/diff\" $quiet $diff_options -- \"\$diff\" \"\$@\""
fi
if [ -n "$schema" ]; then
	"$bin/schema" -r "$rules"
	exit
fi
[ -f "$rules/categories.csv" ] || wrong "$rules/categories.csv: no such rule table"
# The concept tables, in their order: the first cell of each row of categories.csv. One run of tag takes them all.
tables=$(sed -e 1d -e '/^#/d' -e 's/\r$//' -e 's/[",].*//' -e '/^$/d' "$rules/categories.csv" | tr '\n' ' ') || exit 2
stages='normalize segment tag cite link'
# A list of references is cut into its entries already, and has no sentences to tag.
if [ "$input" = references ] && [ -z "$check" ]; then
	stages='normalize cite link'
	case " ${tables}tag segment " in
	*" $stop "*) stop=normalize ;;
	esac
fi

# To stop after one of the tables is to stop after a run of tag up to it.
case " $tables" in
*" $stop "*)
	tables="$(printf %s " $tables" | sed "s/ $stop .*//") $stop"
	stop=tag
	;;
esac
# shellcheck disable=SC2086 # words
case " $stages emit " in
*" ${stop:-emit} "*) ;;
*) none_of -s "$stop" $stages $tables ;;
esac

steps=0 # how many of them run
for name in $stages; do
	steps=$((steps + 1))
	[ "$name" != "$stop" ] || break
done

# A refresh is an output of its own; what it must remember lies in a hidden folder beside the tables.
if [ -n "$refresh" ]; then
	[ -z "$asked$stop" ] || wrong "--refresh is an output of its own; it does not go with${asked:- -s}"
	[ "$refresh" != / ] || wrong '--refresh takes a folder for the tables alone'
	leaf=refresh state=$(dirname -- "$refresh")/.$(basename -- "$refresh").refresh
	work=$state/work
fi

# shellcheck source=stages/run.sh
. "$run"

# A shell hears of a signal when its command has ended; so the work is a child's, and a signal to the driver alone ends all of it at once.
worker=''
trap finish_up EXIT
trap interrupted INT TERM HUP QUIT
tmp=$(mktemp -d "${TMPDIR:-/tmp}/evitab.XXXXXX") || exit 3
mkfifo "$tmp/alive" || exit 3
exec 4<>"$tmp/alive"
exec 5<"$tmp/alive" 3<&0 # in the background standard input would be nothing
(exec <&3 3<&- 4<&- 5<&- && work "$@") & # by exec: a redirected function keeps copies of what it closes
worker=$!
(exec <&5 >/dev/null 2>&1 3<&- 4<&- 5<&- && watch_driver) &
exec 3<&- 5<&-
wait "$worker"
code=$?
[ "$code" -le 3 ] || code=3
exit "$code"
