#!/bin/sh
# The database as sqlite3 opens it: sound, its keys lead somewhere, its cells are those of the CSV tables, its views and its index of words answer;
# two runs give the same bytes; a run that fails leaves no file.
set -u
cd "$(dirname "$0")/.." || exit 2
command -v sqlite3 >/dev/null || {
	echo 'sqlite: skipped, there is no sqlite3 here (setup.sh developer installs it)'
	exit 0
}
# shellcheck source=tests/check.sh
. tests/check.sh
says() { # WANTED SQL
	got=$(sqlite3 "$T/one.db" "$2")
	[ "$got" = "$1" ] || {
		printf "'%s', not '%s': %s\n" "$got" "$1" "$2"
		return 1
	}
}
at_least() { # NUMBER SQL
	[ "$(sqlite3 "$T/one.db" "$2")" -ge "$1" ]
}

# Two documents of one name, and names that mean something in SQL.
printf '%s\n' '{"doc":"twice","text":"Ketamine reduces depression."}' '{"doc":"twice","text":"Ketamine reduces anxiety."}' \
	'{"doc":"'"'"'; DROP TABLE claims; --","text":"Ketamine may reduce depression."}' '{"doc":"brain \ud83e\udde0","text":"Ketamine reduces depression."}' >"$T/odd.jsonl"
inputs="fixtures/articles $T/odd.jsonl"
# shellcheck disable=SC2086
./pipeline.sh -q -f sqlite -o "$T/one.db" $inputs
check 'the run ends with status 0 or 1' test $? -le 1
# shellcheck disable=SC2086
./pipeline.sh -q -j 3 -f sqlite -o "$T/two.db" $inputs
check 'the same bytes again, with -j 3' cmp "$T/one.db" "$T/two.db"
# shellcheck disable=SC2086
./pipeline.sh -q -o "$T/tables" $inputs
check 'integrity_check' says ok 'PRAGMA integrity_check'
check 'foreign_key_check' says '' 'PRAGMA foreign_key_check'
check 'the index of words is sound' says '' "INSERT INTO sentences_fts(sentences_fts, rank) VALUES ('integrity-check', 1)"
check 'it has keys' at_least 15 "SELECT count(*) FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'"
check 'it has indexes' at_least 10 "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"

./pipeline.sh --schema >"$T/schema"
cat >"$T/compare.py" <<'PY'
import csv, json, os, sqlite3, sys
base, tables, schema = sys.argv[1:]
csv.field_size_limit(1 << 24)
db = sqlite3.connect(base)
db.row_factory = sqlite3.Row
bad = cells = 0
def words(value, kind):     # as a cell of the CSV
    if value is None:
        return ''
    if kind == 'boolean':
        return 'true' if value else 'false'
    if kind != 'array':
        return str(value)
    author = lambda a: ', '.join(w for w in (a.get('family'), a.get('given')) if w) if isinstance(a, dict) else str(a)
    return '; '.join(map(author, json.loads(value)))
one = lambda t: t[0] if isinstance(t, list) else t
kinds = {('documents', 'status'): 'string', ('documents', 'reason'): 'string'}
for type_, record in json.load(open(schema))['$defs'].items():
    for member, of in record['properties'].items():
        kinds[type_ + 's', member] = one(of.get('type', 'string'))
docs = [r['doc'] for r in db.execute('SELECT doc FROM documents ORDER BY id')]
for name in sorted(n[:-4] for n in os.listdir(tables) if n.endswith('.csv')):
    types = {r['name']: r['type'] for r in db.execute(f'PRAGMA table_info("{name}")')}
    rows = list(csv.DictReader(open(f'{tables}/{name}.csv', encoding='utf-8', newline='')))
    have = list(db.execute(f'SELECT * FROM "{name}" ORDER BY id'))
    if len(have) != len(rows):
        sys.exit(f'{name}: {len(have)} rows, not {len(rows)}')
    for n, (a, b) in enumerate(zip(have, rows)):
        for column, y in b.items():
            if column == 'doc' and name != 'documents':
                x = docs[a['document'] - 1]
            else:
                value = a[column]
                kind = kinds[name, column]
                x = words(value, kind)
                if value is not None and types[column] == 'INTEGER' and not isinstance(value, int):
                    sys.exit(f'{name}.{column}: {value!r} is no integer')
            cells += 1
            if x != y:
                bad += 1
                if bad < 20:
                    print(f'{name} row {n + 1} {column}: {x!r} is not {y!r}')
print(cells, 'cells,', bad, 'differ')
sys.exit(bad > 0)
PY
check 'every cell is that of the CSV' python3 "$T/compare.py" "$T/one.db" "$T/tables" "$T/schema"

check 'mentions are those of all concept tables' says 1 'SELECT (SELECT count(*) FROM mentions) =
	(SELECT count(*) FROM conditions) + (SELECT count(*) FROM interventions) + (SELECT count(*) FROM mechanisms)'
check 'mentions stand in their sentences' says 0 'SELECT count(*) FROM mentions WHERE instr(sentence_text, text) = 0'
check 'a claim with two references is two rows' says 0 'SELECT count(*) FROM claims c WHERE max(1, json_array_length(c."references")) !=
	(SELECT count(*) FROM claims_with_references w WHERE w.claim = c.id)'
check 'a reference that is led to is there' says 0 "SELECT count(*) FROM claims_with_references w JOIN claims c ON c.id = w.claim
	WHERE c.\"references\" != '[]' AND w.reference IS NULL"
check 'citations lead to references' at_least 50 'SELECT count(*) FROM citations_with_references WHERE title IS NOT NULL'
check 'findings have their sentence' says 0 'SELECT count(*) FROM findings_with_text WHERE sentence IS NOT NULL AND text IS NULL'
check 'findings name the references they are about' at_least 1 'SELECT count(*) FROM findings_with_text WHERE related_references IS NOT NULL'
check 'concepts are counted' says 1 'SELECT (SELECT sum(mentions) FROM concepts) = (SELECT count(*) FROM mentions)'
check 'words are found' says 1 "SELECT count(*) > 5 AND count(*) = (SELECT count(*) FROM sentences WHERE text LIKE '%k_tamine%' AND text LIKE '%d_press%'
	AND id IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH 'ketamine AND depress*')) FROM sentences_fts WHERE sentences_fts MATCH 'text: ketamine AND text: depress*'"
check 'two documents of one name stay two' says 2 "SELECT count(*) FROM documents WHERE doc = 'twice'"

# Tables of the user's own.
cp -r configs "$T/rules" && printf 'views,view,body,no,no,,,,\n' >>"$T/rules/categories.csv" && printf 'concept,label,term\nown:x,word,ketamine\n' >"$T/rules/views.csv"
check 'a category of the user'"'"'s own is a table' sh -c "./pipeline.sh -q -r '$T/rules' -f sqlite -o '$T/own.db' '$T/odd.jsonl' &&
	test \"\$(sqlite3 '$T/own.db' \"SELECT count(*) FROM mentions WHERE category = 'views'\")\" = 4"
mv "$T/rules/views.csv" "$T/rules/mentions.csv" && sed -i 's/^views,/mentions,/' "$T/rules/categories.csv"
check 'one with the name of a view is refused' sh -c "./pipeline.sh -q -r '$T/rules' -f sqlite -o '$T/view.db' '$T/odd.jsonl' 2>'$T/err'; test \$? = 2 &&
	grep -q 'categories.csv' '$T/err' && test ! -e '$T/view.db'"

# No half file.
./pipeline.sh -q -s link "$T/odd.jsonl" >"$T/stream"
check 'without a seal there is no file' sh -c "build/sqlite --seal '$T/none' -o '$T/unsealed.db' <'$T/stream'; test ! -e '$T/unsealed.db'"
check 'a cut stream ends with status 3 and leaves what was there' sh -c "echo old >'$T/cut.db'; head -n 9 '$T/stream' | build/sqlite -o '$T/cut.db' 2>/dev/null
	test \$? = 3 && test \"\$(cat '$T/cut.db')\" = old"
check 'no -o is a wrong command line' sh -c "build/sqlite <'$T/stream' 2>/dev/null; test \$? = 2"
check 'a folder that is not there is a wrong command line' sh -c "build/sqlite -o '$T/none/x.db' <'$T/stream' 2>/dev/null; test \$? = 2"
check 'the gate' sh -c "./pipeline.sh -q --fail-on any -f sqlite -o '$T/gate.db' fixtures/articles/apa-list.txt; test \$? = 1 && test -e '$T/gate.db'"
check 'nothing is left beside it' sh -c "! ls -A '$T' | grep -q '^\.evitab'"
finish
