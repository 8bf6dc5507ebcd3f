#!/bin/sh
# --refresh: whatever changed, the folder is what a full run writes; what did not change is not read anew; a run that was killed harms nothing.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh
TMPDIR=$T
export TMPDIR
rules=configs excel=''
refresh() { # OPERAND...
	./pipeline.sh -r "$rules" $excel --refresh "$T/out" "$@" >"$T/printed" 2>"$T/said"
}
# The folder is what -o writes; its last message says that so many documents were read anew.
same() {
	rm -rf "$T/full"
	./pipeline.sh -q -r "$rules" $excel -o "$T/full" "$@"
	diff -rq "$T/full" "$T/out" >>"$T/said"
}
try() { # NAME READ-ANEW OPERAND...
	name=$1 anew=$2
	shift 2
	refresh "$@"
	check "$name: the same as a full run" same "$@"
	check "$name: $anew read anew" grep -q "^refresh: [0-9]* documents: $anew read anew" "$T/said"
}

mkdir "$T/in"
for name in apa-list.txt curly-quotes-dashes.txt hard-wrapped.txt page.html vancouver-numbers.txt; do
	[ ! -f "fixtures/articles/$name" ] || cp "fixtures/articles/$name" "$T/in/"
done
n=$(find "$T/in" -type f | wc -l)
try 'the first time' "$n" "$T/in"
try 'nothing changed' 0 "$T/in"
check 'nothing on standard output' test ! -s "$T/printed"
check 'nothing is left beside the tables and what is remembered' test "$(cd "$T/.out.refresh" && echo *)" = 'index lock'
sed -i 's/serotonin/dopamine/' "$T/in/hard-wrapped.txt"
try 'one changed' 1 "$T/in"
cp "$T/in/hard-wrapped.txt" "$T/in/another.txt"
try 'one added' 1 "$T/in"
mv "$T/in/another.txt" "$T/in/zone.txt"
try 'one renamed' 1 "$T/in"
rm "$T/in/zone.txt"
try 'one removed' 0 "$T/in"
try 'the order changed' 0 "$T/in/hard-wrapped.txt" "$T/in/apa-list.txt"
try 'one twice' 0 "$T/in/hard-wrapped.txt" "$T/in/apa-list.txt" "$T/in/hard-wrapped.txt"
try 'other documents altogether' $((n - 2)) "$T/in/curly-quotes-dashes.txt" "$T"/in/[p-z]*
try 'back again' 2 "$T/in"

# A work that another document gives otherwise: documents that did not change get, and lose, findings.
sed 's/(2008)/(1991)/; s/(2010)/(1992)/' "$T/in/hard-wrapped.txt" >"$T/in/a-first.txt"
try 'a contradiction comes' 1 "$T/in"
check 'it is found in a document that is kept' grep -q 'hard-wrapped.txt,conflicting-reference' "$T/out/findings.csv"
check 'which is compared anew' grep -q '; 1 kept, but compared anew' "$T/said"
sed -i 's/(1991)/(1993)/' "$T/in/a-first.txt"
try 'it reads otherwise' 1 "$T/in"
rm "$T/in/a-first.txt"
try 'it goes' 0 "$T/in"
check 'and so does the finding' test "$(grep -c conflicting-reference "$T/out/findings.csv")" = 0

# JSON Lines: many documents in one file; what is beside the text counts as well.
python3 - "$T/in" >"$T/many.jsonl" <<'PY'
import json, os, sys
for i in range(3):
    for name in sorted(os.listdir(sys.argv[1])):
        if name.endswith('.txt'):
            print(json.dumps({'doc': f'{i}-{name}', 'text': open(os.path.join(sys.argv[1], name), encoding='utf-8', errors='replace').read(), 'topic': i}))
print('{"doc":"broken","text":')
PY
lines=$(wc -l <"$T/many.jsonl")
try 'a JSONL file' "$lines" "$T/many.jsonl"
sed -i '2s/"topic": 0/"topic": 7/' "$T/many.jsonl"
try 'a member beside the text changed; what is rejected is tried again' 2 "$T/many.jsonl"
check 'and said again' grep -q ':[0-9]*: rejected: ' "$T/said"
tac "$T/many.jsonl" | grep -v broken >"$T/lines" && mv "$T/lines" "$T/many.jsonl"
try 'the lines in another order' 0 "$T/many.jsonl"
refresh - <"$T/many.jsonl"
check 'standard input' same "$T/many.jsonl"
: >"$T/empty.jsonl"
try 'no document at all' 0 "$T/empty.jsonl"

# What all rows depend on.
try 'documents again' "$n" "$T/in"
cp -r configs "$T/rules" && rules=$T/rules
refresh "$T/in"
check 'the same rules in another folder' grep -q ': 0 read anew' "$T/said"
printf '\n' >>"$T/rules/conditions.csv"
try 'a rule table changed' "$n" "$T/in"
check 'it is said' grep -q 'rules, options or programs have changed' "$T/said"
excel=--excel
try 'an option changed' "$n" "$T/in"

# Harm.
printf x >>"$T/.out.refresh/index"
try 'the index is damaged' "$n" "$T/in"
check 'it is said' grep -q 'what is remembered of it is damaged' "$T/said"
rm "$T/.out.refresh/index"
try 'the index is gone' "$n" "$T/in"
touch -d '1 hour' "$T/out/claims.csv"
try 'a table is younger, but as it was' 0 "$T/in"
sed -i '2s/e/a/' "$T/out/claims.csv"
try 'a table was edited' "$n" "$T/in"
printf x >>"$T/out/findings.csv"
try 'a table is longer' "$n" "$T/in"
rm "$T/out/sentences.csv"
try 'a table is gone' "$n" "$T/in"
mv "$T/.out.refresh/index" "$T/.out.refresh/index-$(stat -c %i "$T/out")"
try 'killed when the tables were published, and their index was not' 0 "$T/in"
cp "$T/.out.refresh/index" "$T/.out.refresh/index-1"
try 'killed before' 0 "$T/in"
mv "$T/out" "$T/.out.refresh/old"
try 'killed between two renames' 0 "$T/in"
rm -rf "$T/out"
try 'the folder is gone' "$n" "$T/in"
echo 'mine' >"$T/out/README"
sed -i 's/dopamine/serotonin/' "$T/in/hard-wrapped.txt"
refresh "$T/in"
check "a user's file stays" grep -q mine "$T/out/README"
rm "$T/out/README"
check 'beside tables as a full run writes them' same "$T/in"
mkdir "$T/out/folder"
refresh "$T/in"
check 'a folder in it: status 2' test $? = 2
rmdir "$T/out/folder"
./pipeline.sh -q --refresh "$T/out" -f jsonl "$T/in" >"$T/printed" 2>"$T/said"
check 'no other output beside it: status 2' test $? = 2
./pipeline.sh -q --refresh "$T/out" "$T/none" >"$T/printed" 2>"$T/said"
check 'a path that is not there: status 2' test $? = 2
check 'and nothing has changed' same "$T/in"
./pipeline.sh -q --refresh "$T/a/b/c" "$T/in" >"$T/printed" 2>"$T/said"
check 'a folder in a folder that is not there: status 2' test $? = 2
./pipeline.sh -q --refresh /proc "$T/in" >"$T/printed" 2>"$T/said"
check 'a mount point: status 2' test $? = 2
./pipeline.sh -q --refresh "$T/never" "$T/none" >"$T/printed" 2>"$T/said"
check 'where nothing was made, nothing is left' test ! -e "$T/.never.refresh" -a ! -e /.proc.refresh -a ! -e "$T/a"

# Killed at any time, with all that it started: the tables are the old or the new ones, and the next run is right.
python3 - "$T/in" >"$T/large.jsonl" <<'PY'
import json, os, sys
texts = [open(os.path.join(sys.argv[1], n), encoding='utf-8', errors='replace').read() for n in sorted(os.listdir(sys.argv[1])) if n.endswith('.txt')]
size = n = 0
while size < 18_000_000:
    line = json.dumps({'doc': f'd{n}', 'text': texts[n % len(texts)] + f' {n}'})
    size += len(line)
    n += 1
    print(line)
PY
cp -r "$T/out" "$T/before"
whole_or_not() { diff -rq "$T/before" "$T/out" >/dev/null || diff -rq "$T/full" "$T/out" >>"$T/said"; }
./pipeline.sh -q -r "$rules" $excel -o "$T/full" "$T/large.jsonl"
made() { find "$T/.out.refresh/work" -mindepth 1 -maxdepth 1 -type d ! -name '*.part' 2>/dev/null | wc -l; }
for until in 1 5 'a slice'; do
	setsid ./pipeline.sh -q -r "$rules" $excel --refresh "$T/out" "$T/large.jsonl" 2>>"$T/said" &
	group=$!
	case $until in
	a*) while [ "$(made)" = 0 ] && kill -0 "$group" 2>/dev/null; do sleep 0.02; done ;;
	*) sleep "0.$until" ;;
	esac
	kill -s KILL -- "-$group" 2>>"$T/said"
	wait "$group" 2>/dev/null
	check "killed after $until" whole_or_not
done
check 'work that was done lies there' test "$(made)" -gt 0
refresh "$T/large.jsonl"
check 'taken up again' diff -rq "$T/full" "$T/out"
check 'nothing of it is left' test ! -d "$T/.out.refresh/work"
finish
