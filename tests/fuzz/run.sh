#!/bin/sh
# Fuzzes every reader of bytes that come from outside: usage: run.sh SECONDS [TARGET]..., the seconds being those of all targets together.
# Seeds are made of the fixtures and rule tables. What is found lies in build-fuzz/found, with the way to see it again. With $CORPUS, a
# folder, what was learnt is kept there. Needs clang with its fuzzer; skips with a word where there is none.
set -u
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL
seconds=${1:?usage: run.sh SECONDS [TARGET]...}
shift
wanted=$*
T=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)") || exit 2
trap 'rm -rf "$T"' EXIT
B=build-fuzz
SANITIZERS=address,undefined
printf 'int LLVMFuzzerTestOneInput(const unsigned char *p, unsigned long n) { return p == 0 && n; }\n' >"$T/try.c"
runtime=$(clang -print-file-name="libclang_rt.fuzzer_no_main-$(uname -m).a" 2>/dev/null)
if ! [ -f "$runtime" ] || ! clang -fsanitize="fuzzer,$SANITIZERS" -o "$T/try" "$T/try.c" 2>/dev/null; then
	echo 'fuzz: skipped, for want of clang and its fuzzer'
	exit 0
fi

# ---- the build: all programs in one, each with a main() of its name ----
FLAGS="-O1 -g -fsanitize=fuzzer-no-link,$SANITIZERS -fno-sanitize-recover=all"
packages=$(sed -n 's/^PACKAGES = //p' Makefile)
make -s -j "$(nproc)" BUILD=$B CC=clang CFLAGS="$FLAGS" $B/libevitab.a && make -s all || exit 2
mkdir -p $B/found
# shellcheck disable=SC2046,SC2086 # words
build() {
	flags="-std=c11 -Icommon -I$B $(pkg-config --cflags $packages) $FLAGS"
	for stage in stages/*.c; do echo "PROGRAM($(basename "$stage" .c))"; done >$B/programs.inc
	for stage in stages/*.c; do
		name=$(basename "$stage" .c)
		clang -D_POSIX_C_SOURCE=200809L $flags -Dmain=main_"$name" -c -o $B/main_"$name".o "$stage" || return
	done
	clang -D_GNU_SOURCE $flags -o $B/fuzz tests/fuzz/fuzz.c $B/main_*.o $B/libevitab.a "$runtime" -lstdc++ $(pkg-config --libs $packages) \
		-lcsv -lunistring -lnettle -lxlsxwriter -lsqlite3 -lm
}
if [ ! -e $B/fuzz ] || [ -n "$(find stages tests/fuzz/fuzz.c $B/libevitab.a -newer $B/fuzz)" ]; then build || exit 2; fi

# ---- seeds ----
mkdir "$T/rules" "$T/seed" "$T/scratch" "$T/streams"
for table in configs/*.csv; do # a few rows of each, to be read anew for each input
	awk 'NR == 1 || (NR % 97 == 2 && n++ < 12)' "$table" >"$T/rules/$(basename "$table")"
done
cp configs/categories.csv configs/conjunctions.csv "$T/rules"
for table in "$T"/rules/*.csv; do
	mkdir "$T/seed/rows-$(basename "$table" .csv)" && cp "$table" "$T/seed/rows-$(basename "$table" .csv)"
done
pieces() { # SEEDS LINES FILE...: every so many lines of a file are a seed
	folder=$T/seed/$1 lines=$2
	shift 2
	mkdir -p "$folder"
	for file in "$@"; do split -l "$lines" -a 4 "$file" "$folder/$(basename "$file").x"; done
}
for stage in normalize segment tag cite link; do
	./pipeline.sh -q -j 1 -s $stage fixtures/articles fixtures/crawl.warc >"$T/streams/$stage"
	./pipeline.sh -q -j 1 -s $stage -i references fixtures/references.txt >>"$T/streams/$stage"
	pieces after-$stage 12 "$T/streams/$stage"
	head -n 40 "$T/streams/$stage" | grep -v '"document-end"' >"$T/streams/head" # a document that is not too long for each input
	{ cat "$T/streams/head" && sed -n '1s/"document",\("doc":"[^"]*"\).*/"document-end",\1}/p' "$T/streams/head"; } >"$T/streams/short-$stage"
done
pieces text 12 fixtures/articles/*.txt fixtures/articles/*.md
cp fixtures/articles/*.txt "$T/seed/text"
pieces references 3 fixtures/references.txt
mkdir -p "$T/seed/html" "$T/seed/auto" "$T/seed/library" "$T/seed/vocabulary" "$T/seed/index" "$T/seed/records" "$T/seed/cells" "$T/seed/refresh" "$T/seed/compiled"
cp fixtures/articles/*.html "$T/seed/html"
for file in fixtures/articles/windows-1252.txt fixtures/articles/list.jsonl fixtures/crawl.warc; do
	cp "$file" "$T/seed/auto"
	for packer in gzip zstd xz bzip2; do $packer -c "$file" >"$T/seed/auto/$(basename "$file").$packer" 2>/dev/null; done
done
for format in csl-json ris bibtex; do ./pipeline.sh -q -f $format fixtures/articles/apa-list.txt >"$T/seed/library/$format"; done
sh tests/fuzz/seeds.sh "$T/seed"
build/library -q -o "$T/seed/index/lib" "$T/seed/library/ris"
cp "$T/rules/conditions.csv" "$T/scratch/conditions.csv"
build/compile -q -r "$T/rules" conditions && mv "$T/rules/conditions.evt" "$T/seed/compiled"
./pipeline.sh -q --refresh "$T/kept" fixtures/articles/apa-list.txt fixtures/articles/page.html
cp "$T/.kept.refresh/index" "$T/seed/refresh"
cp "$T/kept/records.jsonl" "$T/seed/records"
cp "$T"/kept/c*.csv "$T/seed/cells"
cp -R "$T/kept" "$T/other"
build/normalize --ledger -q fixtures/articles/apa-list.txt fixtures/articles/page.html >"$T/streams/ledger"
mkdir "$T/seed/plan"
build/plan -q -r configs -o "$T/kept" --state "$T/.kept.refresh" --plan "$T/seed/plan/plan" --slices "$T/scratch" <"$T/streams/ledger" >"$T/log"
cp -R "$T/rules" "$T/learnt"
for i in 1 2 3 4; do
	printf '%s\n' '{"doc":"'$i'a","text":"He has zoric fever (ZF).","spans":[{"start":7,"end":18,"type":"condition","id":"X:1"}]}' \
		'{"doc":"'$i'b","text":"The zoric plains are wide.","spans":[]}'
done | build/normalize -i jsonl - | build/segment >"$T/streams/spans"
build/learn -q -r "$T/rules" -o "$T/learnt" conditions <"$T/streams/spans"
pieces spans 5 "$T/streams/spans"
mkdir "$T/seed/learnt" && cp "$T/learnt/conditions-learnt.csv" "$T/seed/learnt"

# ---- targets ----
all='text html auto references segment tag cite link across emit csl-json ris bibtex bioc pubannotation web-annotation doccano sarif github
	report xlsx sqlite brat library vocabulary index compiled match learn learnt plan refresh refresh-plan diff-records diff-cells
	languages markup page-signs abbreviations boilerplate headings conditions cues scopes clauses effects conjunctions glued categories
	citations references-rules journals designs verbs sections library-rules import-rules'
[ -n "$wanted" ] || wanted=$all
# shellcheck disable=SC2086 # words
seconds=$((seconds / $(echo $wanted | wc -w)))
failed=0 ran=0
fuzz() { # NAME SEEDS FILE PROGRAM...; see fuzz.c
	name=$1 seeds=$2 FUZZ_FILE=$3
	shift 3
	case " $wanted " in *[!a-z-]"$name"[!a-z-]*) ;; *) return 0 ;; esac
	FUZZ=$*
	export FUZZ FUZZ_FILE
	corpus=${CORPUS:-$T/corpus}/$name
	mkdir -p "$corpus"
	ran=$((ran + 1))
	if $B/fuzz "$corpus" "$T/seed/$seeds" -max_total_time=$((seconds > 0 ? seconds : 1)) -max_len=16000 -timeout=20 -rss_limit_mb=3000 \
		-artifact_prefix=$B/found/"$name"- -verbosity=0 -print_final_stats=1 -close_fd_mask=1 >"$T/log" 2>&1; then
		printf 'fuzz: %s: %s inputs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$T/log")"
	else
		failed=$((failed + 1))
		printf "fuzz: %s: a fault; again by: FUZZ='%s' FUZZ_FILE='%s' %s/fuzz FILE\n" "$name" "$FUZZ" "$FUZZ_FILE" "$B"
		sed -n '/^==\|runtime error\|^fuzz: \|ALARM/,$p' "$T/log" | head -n 30
	fi
}
tables='conditions interventions mechanisms'
fuzz text text "$T/in" "normalize -i text $T/in | segment | tag $tables | cite | link --whole | emit"
fuzz html html "$T/in" "normalize -i html $T/in | segment | cite | link --whole | emit -f jsonl"
fuzz auto auto "$T/in" "normalize $T/in"
fuzz references references "$T/in" "normalize -i references $T/in | cite | link --whole | emit -f ris"
fuzz segment after-normalize "$T/in" 'segment | cite'
fuzz tag after-segment "$T/in" "tag $tables --overlaps nested --scopes"
fuzz cite after-segment "$T/in" 'cite | link'
fuzz link after-cite "$T/in" 'link'
fuzz across after-link "$T/in" 'link --across'
fuzz emit after-link "$T/in" 'emit --excel -t findings'
for format in csl-json ris bibtex; do fuzz $format after-link "$T/in" "emit -f $format"; done
for format in bioc pubannotation web-annotation doccano; do fuzz $format after-link "$T/in" "annotate -f $format"; done
for format in sarif github; do fuzz $format after-link "$T/in" "findings -f $format"; done
fuzz report after-link "$T/in" "each report -o $T/scratch/report"
fuzz xlsx after-link "$T/in" "each xlsx -o $T/scratch/xlsx"
fuzz sqlite after-link "$T/in" "each sqlite -o $T/scratch/sqlite"
fuzz brat after-link "$T/in" "each annotate -f brat -o $T/scratch/brat"
fuzz library library "$T/in" "each library -o $T/scratch/library $T/in"
fuzz vocabulary vocabulary "$T/in" "each import -o $T/scratch/table $T/in"
fuzz index index "$T/in" "each link -r $T/rules --library $T/in < $T/streams/cite"
fuzz plan refresh "$T/.kept.refresh/index" \
	"each hashed plan -r $T/rules -o $T/kept --state $T/.kept.refresh --plan $T/scratch/plan --slices $T/scratch < $T/streams/ledger"
fuzz refresh refresh "$T/.kept.refresh/index" \
	"each hashed refresh -r $T/rules -o $T/kept --state $T/.kept.refresh --plan $T/seed/plan/plan < $T/streams/short-link"
cp "$T/seed/refresh/index" "$T/.kept.refresh"
fuzz refresh-plan plan "$T/plan" "each refresh -r $T/rules -o $T/kept --state $T/.kept.refresh --plan $T/plan < $T/streams/short-link"
fuzz learn spans "$T/in" "each learn -r $T/rules -o $T/scratch/learnt conditions"
fuzz learnt learnt "$T/learnt/conditions-learnt.csv" "each tag -r $T/learnt conditions < $T/streams/short-segment"
fuzz diff-records records "$T/other/records.jsonl" "each diff $T/kept $T/other < /dev/null"
fuzz diff-cells cells "$T/other/claims.csv" "each diff $T/kept $T/other < /dev/null"
mv "$T/scratch/conditions.csv" "$T/rules/conditions.csv"
fuzz compiled compiled "$T/rules/conditions.evt" "each tag -r $T/rules conditions < $T/streams/short-segment"
rm -f "$T/rules/conditions.evt"
fuzz match rows-conditions "$T/rules/conditions.csv" "each tag -r $T/rules conditions < $T/streams/short-segment"
rows() { # NAME TABLE PROGRAM ARGUMENT...: a rule table and its own examples
	name=$1 table=$2
	shift 2
	fuzz "$name" "rows-$table" "$T/rules/$table.csv" "each $1 --check-rules -r $T/rules" "${2-}" '< /dev/null'
	cp "$T/seed/rows-$table/$table.csv" "$T/rules"
}
for table in languages markup page-signs; do rows $table $table normalize -; done
for table in abbreviations boilerplate headings; do rows $table $table segment; done
for table in conditions cues scopes clauses effects conjunctions glued categories; do rows $table $table tag "$tables"; done
for table in citations journals; do rows $table $table cite; done
rows references-rules references cite
for table in designs verbs sections; do rows $table $table link; done
rows library-rules library library
rows import-rules import import
printf 'fuzz: %s targets, %s failed\n' "$ran" "$failed"
[ "$failed" -eq 0 ]
