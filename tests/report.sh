#!/bin/sh
# The HTML report: opened in headless Chromium, audited by axe (from npm, kept in a cache folder of the user's, outside the project), its marked
# words compared with the records. Without Chromium or npm the browser's part is skipped and says so.
# REPORT_PICTURES=DIR keeps pictures: light and dark, wide and narrow.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh
skipped=''
is() { # WHAT STATUS
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED report: %s\n' "$1"
	fi
}
# The sources: the fixtures, one that tries to get out of its place, and enough text for several pages.
python3 - "$T" <<'PY'
import json, os, sys
T = sys.argv[1]
bad = '<script>alert(1)</script>'
text = f'''Ketamine {bad} and "depression" <img src=x onerror=alert(1)>

Written by {bad}

Ketamine increases BDNF in depression ({bad}, 2019; Sorley & Gant, 2018). Depression is &lt;b&gt; hard ' onmouseover='alert(1). A right-to-left
override \u202e here and a bell \x07 there, ]]> --> </style></title></textarea><svg onload=alert(1)>. Chronic stress response (Smith & Lee, 2013).

References

Sorley, P., & Gant, T. D. (2018). Mechanisms of {bad} action. Journal of Tests, 23(4), 801-811. https://doi.org/10.5555/mp.2017"><script>alert(1)</script>
'''
os.mkdir(f'{T}/in')
with open(f'{T}/in/<b>&"\'#? .txt', 'w') as f:
    f.write(text)
with open(f'{T}/in/lines.jsonl', 'w') as f:
    f.write(json.dumps({'doc': f'{bad}"\'><b>&', 'text': text, 'title': bad}) + '\n')
    f.write('{"doc":"torn","text":"<script>alert(1)</script>\n')
with open(f'{T}/in/page.html', 'w') as f:
    f.write('<html lang=\'"><script>alert(2)</script>\'><title>&lt;script&gt;</title><body><article><h1>&lt;script&gt;alert(1)&lt;/script&gt; and a'
            ' title</h1><p>Ketamine helps in depression &lt;script&gt;alert(3)&lt;/script&gt; and this is a paragraph of some length.</p></article>')
article = open('fixtures/articles/apa-list.txt').read()
with open(f'{T}/many.jsonl', 'w') as f:
    for n in range(260):
        f.write(json.dumps({'doc': f'd{n}', 'text': article}) + '\n')
with open(f'{T}/long.txt', 'w') as f:
    body, _, references = article.partition('\nReferences')
    f.write('\n\n'.join([body] * 250) + '\n\nReferences' + references)
PY

make_report() { # FILE SOURCE...
	out=$1
	shift
	./pipeline.sh -q -f html -o "$out" "$@" || [ $? -eq 1 ]
}
for name in fixtures hostile many long; do
	case $name in
	fixtures) source=fixtures/articles ;;
	hostile) source=$T/in ;;
	many) source=$T/many.jsonl ;;
	long) source=$T/long.txt ;;
	esac
	make_report "$T/$name.html" "$source"
	is "$name: a report" $?
	./pipeline.sh -q -f jsonl "$source" >"$T/$name.records"
	counted tests/report_words.py "$T/$name.records" "$T/$name"*.html
done
! grep -q '<script\|<img\|<svg onload' "$T/hostile.html"
is 'markup of a source is text' $?
grep -qF "content=\"default-src 'none'; style-src 'unsafe-inline'" "$T/fixtures.html"
is 'a policy that lets nothing in' $?
[ -f "$T/many-2.html" ] && [ ! -f "$T/fixtures-2.html" ]
is 'a large report has pages, a small one has one' $?

# Pages of a longer report that stood there go; what the user has stays.
mkdir "$T/older"
cp "$T"/many*.html "$T/older"
last=$(($(find "$T/older" -type f | wc -l) + 1))
echo mine >"$T/older/many-$last.html"
make_report "$T/older/many.html" fixtures/articles/apa-list.txt
[ "$(find "$T/older" -type f -exec basename {} \; | sort | tr '\n' ' ')" = "many-$last.html many.html " ]
is 'no page of an older report stays' $?

# The same bytes again, and for another number of jobs; nothing of the clock or the folder.
mkdir "$T/again"
make_report "$T/again/many.html" -j 3 "$T/many.jsonl"
same=0
for page in "$T"/many*.html; do cmp -s "$page" "$T/again/$(basename "$page")" || same=1; done
is 'the same bytes on every run' $same

# What cannot be written leaves nothing behind; what is no file is not replaced.
ends() { # STATUS OPTION...
	want=$1
	shift
	./pipeline.sh -q -f html "$@" fixtures/articles/apa-list.txt >"$T/said" 2>&1
	[ $? -eq "$want" ]
	is "status $want: $*" $?
}
ends 2
ends 2 -o "$T"
ends 2 -o /dev/full
ends 2 -o "$T/none/report.html"
ends 0 --fail-on duplicate-doi -o "$T/gate.html"
ends 1 --fail-on unresolved-citation -o "$T/gate.html"
mkdir "$T/cut"
printf '{"type":"document","doc":"a"}\n' | build/report -o "$T/cut/report.html" 2>/dev/null
[ $? -eq 3 ] && [ -z "$(ls -A "$T/cut")" ]
is 'a cut stream makes no report' $?
build/report --seal "$T/no-seal" -o "$T/cut/report.html" </dev/null && [ -z "$(ls -A "$T/cut")" ]
is 'without the seal there is no report' $?
build/report -o "$T/nothing.html" </dev/null && grep -q 'no document' "$T/nothing.html"
is 'of nothing, a report that says so' $?

# The browser.
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/evitab-tests/report
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export CHROMIUM
if [ -z "$CHROMIUM" ] || ! command -v npm >/dev/null; then
	skipped=' (no Chromium or no npm here: not opened in a browser)'
elif [ ! -d "$cache/node_modules/axe-core" ] && ! { mkdir -p "$cache" && (
	cd "$cache" && { [ -f package.json ] || echo '{"private":true}' >package.json; } &&
		timeout 120 npm install --no-audit --no-fund --silent axe-core@4 puppeteer-core@24
) >/dev/null 2>&1; }; then
	skipped=' (axe-core and puppeteer-core could not be installed: not opened in a browser)'
else
	for name in fixtures hostile nothing; do
		counted node tests/report.js "$cache" "$T/$name.html" ${REPORT_PICTURES:+"$REPORT_PICTURES"}
	done
	# axe takes minutes for thousands of sentences; what a large report has more is links.
	REPORT_AXE=no
	export REPORT_AXE
	for page in "$T/many.html" "$T/many-2.html" "$T/long.html" "$T/long-2.html"; do
		counted node tests/report.js "$cache" "$page"
	done
fi
printf 'report%s: %s passed, %s failed\n' "$skipped" "$passed" "$failed"
[ "$failed" -eq 0 ]
