#!/bin/sh
# What is said of records and tables is true of them: the JSON Schema, datapackage.json; and a category that a rules folder adds goes through
# everything without a line of C: mentions, claims, tables, workbook, database, report, annotations.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh

# ---- a category of the user's own: a subject with assertions and effects, and an agent ----
mkdir "$T/rules" && cp configs/*.csv "$T/rules"
cat >>"$T/rules/categories.csv" <<'CSV'
diets,diet,title heading body list caption,no,no,,agent,,no
biomarkers,biomarker,title heading body list caption,yes,yes,diet intervention,subject,assay,yes
CSV
cat >"$T/rules/diets.csv" <<'CSV'
concept,label,term,example,counterexample
own:turnip,turnip diet,turnip diet,A [[turnip diet]] is hard.,Turnips grow in the garden.
CSV
cat >"$T/rules/biomarkers.csv" <<'CSV'
concept,label,term,kind,example,counterexample
own:glim,glimmerins,glimmerin,assay,Her [[glimmerins]] were high.,She ate fat.
own:plast,plastolin,plastolin,assay,The [[plastolin]] rose.,The sun rose.
own:any,laboratory value,laboratory value,generic,One [[laboratory value]] was odd.,The laboratory was closed.
CSV
cat >"$T/article.txt" <<'TXT'
What a diet does

A turnip diet reduces glimmerins in depression (Harrowgate, 2019). There was no evidence of plastolin. The laboratory value was taken twice.
In a randomized trial, the diet lowered glimmerins (Harrowgate, 2019). Ketamine was given on Monday.

References

Harrowgate, T. (2019). Plastolin in old age: a meta-analysis. Journal of Tests, 12(2), 3-14. https://doi.org/10.5555/tests.2019.3
TXT
run() { # WORD...
	./pipeline.sh -q -r "$T/rules" "$@" "$T/article.txt"
}
check 'its rules are in order' run --check-rules
check 'its mentions, with effect, assertion and kind' sh -c "'$PWD/pipeline.sh' -q -r '$T/rules' -t biomarkers '$T/article.txt' | cut -d, -f8- | tr -d '\r' >'$T/out' && diff - '$T/out'" <<'TXT'
concept,label,kind,effect,assertion,rule
own:glim,glimmerins,assay,decrease,affirmed,biomarkers.csv:2
own:plast,plastolin,assay,none,negated,biomarkers.csv:3
own:any,laboratory value,generic,none,affirmed,biomarkers.csv:4
own:glim,glimmerins,assay,decrease,affirmed,biomarkers.csv:2
TXT
check 'its claims: agents first, what is generic only where nothing else is' sh -c "'$PWD/pipeline.sh' -q -r '$T/rules' -f jsonl '$T/article.txt' |
	sed -n 's/^{\"type\":\"claim\".*\",\"interventions\"/\"interventions\"/p' >'$T/out' && diff - '$T/out'" <<'TXT'
"interventions":[],"diets":["turnip diet"],"conditions":["depression"],"mechanisms":[],"biomarkers":["glimmerins: decrease"],"citations":["Harrowgate, 2019"],"references":[1],"support":"cited","hedged":false,"strength":"meta-analysis","section":"","dois":["10.5555/tests.2019.3"],"findings":[]}
"interventions":[],"diets":[],"conditions":[],"mechanisms":[],"biomarkers":["plastolin"],"citations":[],"references":[],"support":"none","hedged":false,"strength":null,"section":"","dois":[],"findings":[]}
"interventions":[],"diets":[],"conditions":[],"mechanisms":[],"biomarkers":["glimmerins: decrease"],"citations":["Harrowgate, 2019"],"references":[1],"support":"cited","hedged":false,"strength":"meta-analysis","section":"","dois":["10.5555/tests.2019.3"],"findings":["study-type-mismatch"]}
TXT
check 'its counts in the seal' sh -c "'$PWD/pipeline.sh' -q -r '$T/rules' -f jsonl '$T/article.txt' | tail -n 1 | grep -q '\"diet\":1,\"biomarker\":4,'"
run -o "$T/own"
check 'its tables' test -s "$T/own/biomarkers.csv" -a -s "$T/own/diets.csv"
run -f sqlite -o "$T/own.db"
run -f html -o "$T/own.html"
run -f xlsx -o "$T/own.xlsx"
check 'the workbook has its sheet' sh -c "python3 -m zipfile -e '$T/own.xlsx' '$T/xlsx' && grep -q 'name=\"biomarkers\"' '$T/xlsx/xl/workbook.xml'"
check 'the report names it' grep -q '</span>biomarkers</p>' "$T/own.html"
check 'the report lists its labels' grep -q 'biomarkers: glimmerins: decrease' "$T/own.html"
! command -v sqlite3 >/dev/null || check 'the database counts it' test "$(sqlite3 "$T/own.db" "SELECT group_concat(biomarkers, '|') FROM claims_with_references")" = \
	'["glimmerins: decrease"]|["plastolin"]|["glimmerins: decrease"]'
check 'annotations have it' sh -c "'$PWD/pipeline.sh' -q -r '$T/rules' -f bioc '$T/article.txt' | grep -q '\"biomarker\"'"

# Names that cannot be.
odd() { # ROW MESSAGE
	cp configs/categories.csv "$T/rules/categories.csv" && printf '%s\n' "$1" >>"$T/rules/categories.csv"
	run >"$T/out" 2>"$T/err"
	test $? = 2 && test ! -s "$T/out" && grep -q "$2" "$T/err"
}
check 'a name with signs is refused' odd '../x,x,body,no,no,,,,' 'categories.csv:5:1:'
check 'a type with signs is refused' odd 'diets,"a""b",body,no,no,,,,' 'categories.csv:5:2:'
check 'the name of a table is taken' odd 'citations,diet,body,no,no,,,,' 'categories.csv:5: '
check 'the name of a column of claims is taken' odd 'support,diet,body,no,no,,,,' "'support' is the name"
check 'the type of other records is taken' odd 'diets,sentence,body,no,no,,,,' "'sentence' is the name"

# ---- the schemas ----
printf '%s\n' '{"doc":"twice","text":"Ketamine reduces depression."}' '{"doc":"twice","text":"Ketamine reduces anxiety."}' >"$T/twice.jsonl"
./pipeline.sh -q -o "$T/tables" fixtures/articles
./pipeline.sh -q -o "$T/twice" "$T/twice.jsonl"
./pipeline.sh --schema >"$T/schema.json"
for stage in normalize segment tag cite link; do
	./pipeline.sh -q -s "$stage" fixtures/articles >"$T/$stage.jsonl"
done
./pipeline.sh -q -s link -i references fixtures/references.txt >"$T/references.jsonl"
build/segment <"$T/normalize.jsonl" | build/tag --scopes conditions >"$T/scopes.jsonl"
set -- "$T"/normalize.jsonl "$T"/segment.jsonl "$T"/tag.jsonl "$T"/cite.jsonl "$T"/link.jsonl "$T"/references.jsonl "$T"/scopes.jsonl "$T/tables/records.jsonl"
if [ -d ../shared/seeds ]; then
	./pipeline.sh -q -f jsonl ../shared/seeds >"$T/real.jsonl"
	set -- "$@" "$T/real.jsonl"
fi
counted python3 tests/schema.py "$T/schema.json" "$@" -- "$T/tables" "$T/twice"
./pipeline.sh -r "$T/rules" --schema >"$T/own.json" 2>/dev/null
check 'a wrong table stops --schema, too' test $? = 2
cp configs/categories.csv "$T/rules" && echo 'biomarkers,biomarker,title heading body list caption,yes,yes,intervention,,,yes' >>"$T/rules/categories.csv"
./pipeline.sh -r "$T/rules" --schema >"$T/own.json"
run -f jsonl >"$T/own.jsonl"
counted python3 tests/schema.py "$T/own.json" "$T/own.jsonl" -- "$T/own"
finish
