#!/bin/sh
# Makes docs/report.png, the picture in the README: the report of the fixtures, as Chromium shows it.
set -eu
cd "$(dirname "$0")/.."
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
./pipeline.sh -q -f html -o "$T/report.html" fixtures/articles || [ $? -eq 1 ]
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$T/profile" --window-size=1180,1370 \
	--screenshot="$PWD/docs/report.png" "file://$T/report.html" >/dev/null 2>&1
