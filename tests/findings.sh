#!/bin/sh
# Findings for code hosts and editors: SARIF and GitHub's annotations, with the very lines and columns, of texts, pages, JSON Lines, lists of references
# and standard input; two runs give the same bytes; a run that fails leaves no file.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh

# What is hard: astral characters before the words, CRLF, words over two lines, names with signs, hostile messages, a page, lines of JSON.
mkdir "$T/in, a:b%25"
python3 - "$T/in, a:b%25" <<'PY'
import json, os, sys
folder = sys.argv[1]
brain = '\U0001f9e0'
text = (f'{brain} Brains\n\n{brain}{brain} Ketamine reduces depression (Quill-\nmann, 2019). Caf\u00e9 {brain} anxiety is rare (Poe, 2018).\n\n'
        f'References\n\nPoe, E. (2020). {brain} Anxiety. Journal of Tests, 2(2), 5-6.\nLee, A. (2019). Ketamine and depression. Journal of Tests, 1(2), 3-4.\n')
def write(name, data):
    with open(os.path.join(folder, name), 'wb') as f:
        f.write(data)
write('plain.txt', text.encode())
write('crlf 100%.txt', text.replace('\n', '\r\n').encode())
write('utf-16.txt', text.encode('utf-16'))
write('page.html', ('<html><body><article>\n' + ''.join(f'<p>{p}</p>\n' for p in text.split('\n\n')) + '</article></body></html>').encode())
write('lines.jsonl', ('\n'.join(json.dumps({'doc': d, 'text': text}) for d in ('one', 'two,\n::error ::x%', brain)) + '\nno json\n').encode())
PY
run() { # WORD...
	./pipeline.sh -q "$@" fixtures/articles "$T/in, a:b%25"
}
run -s link >"$T/records"
run -f sarif -o "$T/sarif"
check 'SARIF: the run ends with status 1, a line being rejected' test $? = 1
run -f github -o "$T/github"
run -j 3 -f sarif >"$T/again"
check 'SARIF: the same bytes again, on standard output, with -j 3' cmp "$T/sarif" "$T/again"
counted python3 tests/findings.py "$T/records" "$T/sarif" "$T/github" fixtures/articles/* "$T/in, a:b%25"/*

# A list of references: its lines are its sentences. Standard input: no file.
printf 'Lee, A. (2019). Ketamine and depression in old age. Journal of Tests, 1(2), 3-4.\n\nLee, A. (2019). Ketamine and depression in old age. Journal of Tests, 1(2), 3-4.\n' >"$T/list"
./pipeline.sh -q -i references -f github "$T/list" >"$T/github"
check 'a list of references: the line' grep -q "^::warning file=$T/list,line=3,endLine=3,title=duplicate-reference::" "$T/github"
./pipeline.sh -q -f github - <fixtures/articles/apa-list.txt >"$T/github"
check 'standard input: no file, but the document' grep -q '^::error title=unresolved-citation::-: ' "$T/github"
./pipeline.sh -q -f sarif - <fixtures/articles/apa-list.txt >"$T/sarif"
./pipeline.sh -q -s link - <fixtures/articles/apa-list.txt >"$T/records"
counted python3 tests/findings.py "$T/records" "$T/sarif" "$T/github"
build/findings -f github <"$T/records" >"$T/github"
check 'a stream without lines still has its findings' test "$(grep -c '^::' "$T/github")" -ge 4

# No half file; the gate.
check 'of nothing, a log without results' sh -c "build/findings </dev/null | python3 -c 'import json, sys; assert json.load(sys.stdin)[\"runs\"][0][\"results\"] == []'"
check 'without a seal there is no file' sh -c "build/findings --seal '$T/none' -o '$T/unsealed' <'$T/records'; test ! -e '$T/unsealed'"
check 'a cut stream ends with status 3 and no file' sh -c "head -n 40 '$T/records' | build/findings -o '$T/cut' 2>/dev/null; test \$? = 3 && test ! -e '$T/cut'"
check 'a full disk is no success' sh -c "build/findings <'$T/records' >/dev/full 2>/dev/null; test \$? = 3"
check 'the gate' sh -c "./pipeline.sh -q -f github --fail-on unresolved-citation fixtures/articles/apa-list.txt >/dev/null; test \$? = 1"
check 'an unknown format is a wrong command line' sh -c "build/findings -f checkstyle <'$T/records' 2>/dev/null; test \$? = 2"
finish
