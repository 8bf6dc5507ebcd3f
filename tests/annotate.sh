#!/bin/sh
# The annotation formats: read back by tests/annotate.py and, where npm has one, by a reader of others; two runs give the same bytes; a run that
# fails leaves no file.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh

# Astral characters, edits of all kinds, ids that are no names of files.
python3 - >"$T/odd.jsonl" <<'PY'
import json
brain = '\U0001f9e0'
ids = ['../../etc/passwd', 'a b', 'A_B', 'a_b', 'https://example.org/a b?x=1#y', '.hidden', '=1+1', '\u65e5\u672c', brain, 'x' * 300, '<script>', '%41:b', 'con\nfig']
for n, doc in enumerate(ids):
    text = (f'Brains {brain}{brain} and   ketamine\n\n{brain} Ketamine\u00ad reduces {brain} depres-\nsion (Lee & Mo\u0308ller, 2019; Poe, 2020) {brain}.  It may\u200b increase BDNF.\r\n'
            f'Caf\u00e9 cafe\u0301 {brain} anxiety\u2026 was\tnot   found [1, 2].\n\nReferences\n\n1. Lee, A., & Mo\u0308ller, B. (2019). {brain} Ketamine and depression. Journal of Tests, 1(2), 3-4. '
            f'https://doi.org/10.5555/{n}\n2. Poe, E. (2020). Anxiety {brain}. Journal of Tests, 2(2), 5-6.\n')
    print(json.dumps({'doc': doc, 'text': text}))
PY
inputs="fixtures/articles $T/odd.jsonl"
# shellcheck disable=SC2086
./pipeline.sh -q -s link $inputs >"$T/records"
for format in bioc pubannotation web-annotation; do
	# shellcheck disable=SC2086
	./pipeline.sh -q -f $format -o "$T/$format" $inputs
	check "$format: the run ends with status 0 or 1" test $? -le 1
	# shellcheck disable=SC2086
	./pipeline.sh -q -j 3 -f $format $inputs >"$T/again"
	check "$format: the same bytes again, on standard output, with -j 3" cmp "$T/$format" "$T/again"
	check "$format: no document at all is valid" sh -c "build/annotate -f $format </dev/null | python3 -m json.tool"
done
# shellcheck disable=SC2086
./pipeline.sh -q -f doccano $inputs >"$T/doccano"
check 'doccano: the run ends with status 0 or 1' test $? -le 1
# shellcheck disable=SC2086
./pipeline.sh -q -f brat -o "$T/brat" $inputs
check 'brat: the run ends with status 0 or 1' test $? -le 1
# shellcheck disable=SC2086
./pipeline.sh -q -j 3 -f brat -o "$T/brat2" $inputs
check 'brat: the same bytes again, with -j 3' diff -r "$T/brat" "$T/brat2"
check 'brat: nothing outside its folder' test ! -e "$T/../etc"

counted python3 tests/annotate.py "$T/brat" "$T/bioc" "$T/pubannotation" "$T/web-annotation" "$T/doccano" "$T/records" fixtures/articles/* "$T/odd.jsonl"

# Web Annotation, resolved by Apache Annotator (@apache-annotator/selector, from npm) in the very sources: its matchers of positions and of quotes must
# select the same words. The library is kept in a cache folder of the user's, outside the project.
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/evitab-tests/apache-annotator
cat >"$T/resolve.mjs" <<'JS'
import { readFileSync } from 'node:fs'
const [cache, web, ...paths] = process.argv.slice(2)
const { textPositionSelectorMatcher, textQuoteSelectorMatcher } = await import(`file://${cache}/node_modules/@apache-annotator/selector/lib/index.js`)
class Chunker {
	constructor(data) { this.currentChunk = { data } }
	nextChunk() { return null }
	previousChunk() { return null }
	precedesCurrentChunk() { return false }
}
const select = async (matcher, text) => {
	const found = []
	for await (const m of matcher(new Chunker(text))) found.push([m.startIndex, m.endIndex])
	return found
}
const sources = {}
for (const path of paths) {
	const text = readFileSync(path, 'utf8')
	if (!path.endsWith('.jsonl')) sources[path] = text
	else for (const line of text.split('\n').filter(Boolean)) {
		try { const one = JSON.parse(line); sources[one.doc] = one.text } catch { }
	}
}
let passed = 0, failed = 0, same = 0, others = 0
for (const a of JSON.parse(readFileSync(web, 'utf8')).first.items) {
	const text = sources[decodeURIComponent(a.target.source)]
	const [position, quote] = a.target.selector
	if (text === undefined || position.type !== 'TextPositionSelector' || text.includes('\ufffd')) continue
	const [place] = await select(textPositionSelectorMatcher(position), text)
	const words = text.slice(...place)
	const letters = s => s.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')
	if (letters(words) === letters(quote.exact)) passed++
	else { failed++; console.log(`${a.id}: '${words}' is not '${quote.exact}'`) }
	const quoted = await select(textQuoteSelectorMatcher(quote), text)
	if (quoted.some(q => q[0] === place[0] && q[1] === place[1])) same++
	else others++
}
console.log(`resolve: ${passed} passed, ${failed} failed; ${same} quotes stand in the source, ${others} do not`)
process.exit(failed || same < 2 * others ? 1 : 0)
JS
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
	echo 'annotate: Apache Annotator left out, there is no npm here'
elif [ ! -d "$cache/node_modules/@apache-annotator/selector" ] && ! {
	mkdir -p "$cache" && (
		cd "$cache" || exit 1
		[ -f package.json ] || echo '{"private":true}' >package.json
		timeout 120 npm install --no-audit --no-fund --silent @apache-annotator/selector@0.2.0
	)
} >/dev/null 2>&1; then
	echo 'annotate: Apache Annotator left out, it could not be installed'
else
	check 'Apache Annotator finds the words of every annotation' node "$T/resolve.mjs" "$cache" "$T/web-annotation" fixtures/articles/* "$T/odd.jsonl"
	[ -z "${EVITAB_TEST_VERBOSE:-}" ] || tail -n 1 "$T/log"
fi

# No half file.
for format in bioc pubannotation web-annotation doccano brat; do
	check "$format: without a seal there is no file" sh -c "build/annotate -f $format --seal '$T/none' -o '$T/unsealed' <'$T/records'; test ! -e '$T/unsealed'"
	check "$format: a cut stream ends with status 3 and no file" sh -c "head -n 40 '$T/records' | build/annotate -f $format -o '$T/cut' 2>/dev/null
		test \$? = 3 && test ! -e '$T/cut'"
done
check 'brat without -o is a wrong command line' sh -c "build/annotate -f brat <'$T/records' 2>/dev/null; test \$? = 2"
check 'a full disk is no success' sh -c "build/annotate -f bioc <'$T/records' >/dev/full 2>/dev/null; test \$? = 3"
check 'nothing is left beside it' sh -c "! ls -A '$T' '$T/brat' | grep -q '^\.evitab'"
finish
