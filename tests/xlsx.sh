#!/bin/sh
# The workbook as LibreOffice opens it: every cell is that of the CSV table; nothing is evaluated, neither there nor in --excel CSV; what was
# cut is told; two runs give the same bytes; a run that fails leaves no file.
set -u
cd "$(dirname "$0")/.." || exit 2
command -v soffice >/dev/null || {
	echo 'xlsx: skipped, there is no LibreOffice here (setup.sh developer installs it)'
	exit 0
}
# shellcheck source=tests/check.sh
. tests/check.sh
office() { # FILTER-AND-FORMAT FOLDER FILE [IMPORT FILTER]
	mkdir -p "$2"
	timeout 180 soffice "-env:UserInstallation=file://$T/profile" --headless ${4:+"--infilter=$4"} --convert-to "$1" --outdir "$2" "$3" >"$T/office" 2>&1
}
every_sheet='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'

python3 - "$T" <<'PY'
import json, sys
sys.stdout = open(sys.argv[1] + '/hostile.jsonl', 'w', encoding='utf-8')
starts = ['=1+1', '+1+1', '-1+1', '@SUM(1;2)', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1', '=HYPERLINK("http://example.org/";"x")', '=cmd|\' /C calc\'!A0',
          '\u00a0=1+1', '\uff1d1+1', "'=1+1", '00123', '1e5', '1/2', 'TRUE', '_x0041_', '_X0041_', 'a\u0001b', 'a\u007fb', '\ufffe', '\U0001f9e0', 'a"b', 'a,b', '']
for n, start in enumerate(starts):
    title = start.strip() + ' Title'
    text = f'{title}\n\n{start} and ketamine reduces depression (Lee, 2019). {start}\n\nReferences\n\nLee, A. (2019). {start} ketamine. Journal of Tests, 1(2), 3-4. https://doi.org/10.5555/a#b{n}?%20\n'
    print(json.dumps({'doc': start + (f' {n}' if start.strip() == '' else ''), 'text': text, 'note': start}))
PY

articles="fixtures/articles $T/hostile.jsonl"
# shellcheck disable=SC2086
./pipeline.sh -q -f xlsx -o "$T/book.xlsx" $articles
check 'the run ends with status 0 or 1' test $? -le 1
# shellcheck disable=SC2086
./pipeline.sh -q -j 3 -f xlsx -o "$T/again.xlsx" $articles
check 'the same bytes again, with -j 3' cmp "$T/book.xlsx" "$T/again.xlsx"
# shellcheck disable=SC2086
./pipeline.sh -q -o "$T/tables" $articles
office "$every_sheet" "$T/sheets" "$T/book.xlsx"
cat >"$T/compare.py" <<'PY'
import csv, glob, os, re, sys
tables, sheets = sys.argv[1:]
csv.field_size_limit(1 << 24)
read = lambda path: list(csv.reader(open(path, encoding='utf-8-sig', newline='')))
bad = cells = 0
names = [re.sub(r'.*/book-(.*)\.csv', r'\1', p) for p in glob.glob(sheets + '/book-*.csv')]
want = [n[:-4] for n in os.listdir(tables) if n.endswith('.csv')]
if sorted(names) != sorted(want + ['notes']):
    sys.exit(f'sheets {names}, tables {want}')
def cell(words):     # what a sheet shows of a cell of the CSV: U+FFFE is no character of XML
    return words.upper() if words in ('true', 'false') else words.replace('\ufffe', '\ufffd')
for name in want:
    have, rows = read(f'{sheets}/book-{name}.csv'), read(f'{tables}/{name}.csv')
    if len(have) != len(rows):
        sys.exit(f'{name}: {len(have)} rows, not {len(rows)}')
    for n, (a, b) in enumerate(zip(have, rows)):
        for i in range(max(len(a), len(b))):
            x, y = (a + [''] * 99)[i], cell((b + [''] * 99)[i])
            cells += 1
            if x != y:
                bad += 1
                if bad < 20:
                    print(f'{name} row {n + 1} {rows[0][i]}: {x!r} is not {y!r}')
print(cells, 'cells,', bad, 'differ')
sys.exit(bad > 0)
PY
check 'every cell is that of the CSV' python3 "$T/compare.py" "$T/tables" "$T/sheets"

# A formula would show itself as an attribute of its cell; LibreOffice writes truth values so, too.
formulas() { # FILE: how many
	grep -o 'table:formula="[^"]*"' "$1" | grep -vc -e '"of:=TRUE()"' -e '"of:=FALSE()"'
}
office fods "$T/flat" "$T/book.xlsx"
check 'the workbook holds no formula' test "$(formulas "$T/flat/book.fods")" = 0
check 'the places of a claim are folded, its text is not' python3 -c "import re, sys, zipfile
sheet = zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode()
assert re.findall('<col min=.(\\d+).[^>]*hidden', sheet) == ['3', '4', '5', '6'], sheet[:2000]" "$T/book.xlsx"
check 'a reference links to its DOI' grep -q 'xlink:href="https://doi.org/10.5555/a%23b0%3F%2520"' "$T/flat/book.fods"
as_office_guesses='CSV:44,34,76,1,,0,false,true'
for table in documents sentences claims references; do
	# shellcheck disable=SC2086
	./pipeline.sh -q -t $table --excel $articles >"$T/excel-$table.csv"
	# shellcheck disable=SC2086
	./pipeline.sh -q -t $table $articles >"$T/plain-$table.csv"
	office fods "$T/flat" "$T/excel-$table.csv" "$as_office_guesses"
	check "--excel -t $table holds no formula" test "$(formulas "$T/flat/excel-$table.fods")" = 0
done
office fods "$T/flat" "$T/plain-documents.csv" "$as_office_guesses"
check 'a formula would be seen' test "$(formulas "$T/flat/plain-documents.fods")" -ge 3

# What does not fit is told.
python3 - >"$T/long.jsonl" <<'PY'
import json
end = {'type': 'document-end', 'doc': 'long', 'status': 'ok', 'sentence': 3}
print(json.dumps({'type': 'document', 'doc': 'long', 'bytes': 9007199254740993, 'sha256': '', 'media': 'text/plain', 'title': 'x'}))
for n, text in enumerate(['a' * 32767, 'a' * 32768, '\U0001f9e0' * 20000]):
    print(json.dumps({'type': 'sentence', 'doc': 'long', 'sentence': n + 1, 'zone': 'body', 'section': '', 'start': 0, 'end': 0, 'char_start': 0, 'char_end': 0, 'text': text}))
print(json.dumps(end))
PY
sed -i 's/": /":/g; s/, "/,"/g' "$T/long.jsonl"
check 'a long cell is no fault' build/xlsx -o "$T/long.xlsx" <"$T/long.jsonl"
office "$every_sheet" "$T/sheets" "$T/long.xlsx"
cat >"$T/long.py" <<'PY'
import csv, sys
csv.field_size_limit(1 << 24)
rows = list(csv.DictReader(open(sys.argv[1] + '/long-sentences.csv', encoding='utf-8')))
units = [len(r['text'].encode('utf-16-le')) // 2 for r in rows]
assert units == [32767, 32767, 32767], units
assert [r['text'][-1] for r in rows] == ['a', '…', '…']
notes = list(csv.DictReader(open(sys.argv[1] + '/long-notes.csv', encoding='utf-8')))
cut = [r for r in notes if 'cells cut' in r['message']]
assert len(cut) == 1 and (cut[0]['sheet'], cut[0]['column'], cut[0]['count'], cut[0]['first row']) == ('sentences', 'text', '2', '3'), notes
assert list(csv.DictReader(open(sys.argv[1] + '/long-documents.csv', encoding='utf-8')))[0]['bytes'] == '9007199254740993'
PY
check 'cells of 32,767 units are whole, longer ones are cut and told' python3 "$T/long.py" "$T/sheets"

# Rule tables that are opened and saved as LibreOffice does it without being asked, which turns what looks like a date or a number into another.
timeout 180 soffice "-env:UserInstallation=file://$T/profile" --headless --infilter='CSV:44,34,76,1' --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' \
	--outdir "$T/rules" configs/*.csv >"$T/office" 2>&1
check 'rule tables that a spreadsheet saved hold' ./pipeline.sh --check-rules -r "$T/rules"
./pipeline.sh -q -f jsonl fixtures/articles >"$T/as.jsonl"
./pipeline.sh -q -f jsonl -r "$T/rules" fixtures/articles >"$T/saved.jsonl"
check 'they give the same records' cmp "$T/as.jsonl" "$T/saved.jsonl"

# No half file.
check 'without a seal there is no file' sh -c "build/xlsx --seal '$T/none' -o '$T/unsealed.xlsx' <'$T/long.jsonl'; test ! -e '$T/unsealed.xlsx'"
head -n 3 "$T/long.jsonl" >"$T/cut.jsonl"
check 'a cut stream ends with status 3 and no file' sh -c "build/xlsx -o '$T/cut.xlsx' <'$T/cut.jsonl' 2>/dev/null; test \$? = 3 && test ! -e '$T/cut.xlsx'"
check 'no -o is a wrong command line' sh -c "build/xlsx <'$T/long.jsonl' 2>/dev/null; test \$? = 2"
check 'a device is no place for a workbook' sh -c "build/xlsx -o /dev/null <'$T/long.jsonl' 2>/dev/null; test \$? = 2 && test -c /dev/null"
check 'nothing is left beside it' sh -c "! ls -A '$T' | grep -q '^\.evitab'"
finish
