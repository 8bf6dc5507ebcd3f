#!/bin/sh
# The references of the fixtures, written as CSL-JSON, RIS and BibTeX, are read back by a reference library (citation-js, from npm) and must be
# the same works: title, first author, year, DOI. The library is kept in a cache folder of the user's, outside the project; where
# it cannot be had, the test is skipped and says so.
set -u
cd "$(dirname "$0")/.." || exit 2
command -v npm >/dev/null && command -v node >/dev/null || {
	echo 'references-roundtrip: skipped, there is no npm here'
	exit 0
}
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/evitab-tests/citation-js
if [ ! -d "$cache/node_modules/@citation-js/plugin-bibtex" ]; then
	mkdir -p "$cache" && (
		cd "$cache" || exit 1
		[ -f package.json ] || echo '{"private":true}' >package.json
		timeout 120 npm install --no-audit --no-fund --silent @citation-js/core@0.7 @citation-js/plugin-csl@0.7 \
			@citation-js/plugin-ris@0.7 @citation-js/plugin-bibtex@0.7
	) >/dev/null 2>&1 || {
		echo 'references-roundtrip: skipped, citation-js could not be installed'
		exit 0
	}
fi
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
for format in jsonl csl-json ris bibtex; do
	./pipeline.sh -q -f "$format" fixtures/articles >"$T/$format" || [ $? -eq 1 ] || exit 1
done
cat >"$T/compare.js" <<'JS'
const fs = require('fs'), path = process.argv[2], modules = process.argv[3]
const load = name => require(`${modules}/node_modules/@citation-js/${name}`)
const { Cite } = load('core')
load('plugin-csl'), load('plugin-ris'), load('plugin-bibtex')
const plain = s => String(s ?? '').replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim()
const records = fs.readFileSync(`${path}/jsonl`, 'utf8').split('\n').filter(l => l.startsWith('{"type":"reference"')).map(l => JSON.parse(l))
let passed = 0, failed = 0
const ids = new Set()
for (const format of ['csl-json', 'ris', 'bibtex']) {
	const type = { 'csl-json': undefined, ris: '@ris/file', bibtex: '@bibtex/text' }[format]
	const text = fs.readFileSync(`${path}/${format}`, 'utf8')
	const items = new Cite(text, type ? { forceType: type } : {}).data
	const differ = (n, what, have, want) => { failed++; console.log(`${format} ${n}: ${what} is '${have}', not '${want}'`) }
	if (items.length !== records.length) differ(0, 'number of works', items.length, records.length)
	items.forEach((item, n) => {
		const r = records[n] ?? { authors: [] }
		const author = item.author?.[0] ?? {}
		const name = plain(author.literal ?? [author['dropping-particle'], author['non-dropping-particle'], author.family].filter(Boolean).join(' '))
		const year = item.issued?.['date-parts']?.[0]?.[0] ?? ''
		const pairs = [
			['title', plain(item.title), plain(r.title)],
			['first author', name, plain(r.authors[0]?.family)],
			['year', String(year), /^\d{4}[a-z]?$/.test(r.year ?? '') ? r.year.slice(0, 4) : ''],
			['DOI', plain(item.DOI), plain(r.doi)],
		]
		for (const [what, have, want] of pairs) have === want ? passed++ : differ(n, what, have, want)
		if (format === 'csl-json') ids.has(item.id) ? differ(n, 'id', item.id, 'unique') : (passed++, ids.add(item.id))
	})
}
console.log(`references-roundtrip: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
JS
node "$T/compare.js" "$T" "$cache"
