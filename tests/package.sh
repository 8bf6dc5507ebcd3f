#!/bin/sh
# The Debian package: two builds in folders of other names, with another umask, locale, time zone and user's environment, give the same bytes;
# lintian finds no error in it; unpacked, it runs. Not part of `make test`, since it builds everything twice: .ci/run calls it.
set -u
cd "$(dirname "$0")/.." || exit 2
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
chmod 755 "$T" # lintian reads as nobody
fail() {
	printf 'FAILED package: %s\n' "$1"
	exit 1
}
build() { # FOLDER: prints the package
	mkdir -p "$1" && cp -R Makefile LICENSE README.md pipeline.sh setup.sh common configs docs packaging stages "$1" &&
		made=$(make -s -C "$1" deb) && printf '%s/%s\n' "$1" "$made"
}
first=$(LANG=C.UTF-8 TZ=Asia/Tokyo HOME=/nonexistent build "$T/one") || fail 'it cannot be built'
second=$(umask 077 && LANG=C TZ=America/Lima build "$T/two/further down") || fail 'it cannot be built a second time'
cmp "$first" "$second" || fail 'two builds give other bytes'
if command -v lintian >/dev/null; then
	said=$(lintian --fail-on error --allow-root "$first" 2>&1) || fail "$said"
fi
dpkg -x "$first" "$T/root"
rm -rf "$T/one" "$T/two"
"$T/root/usr/bin/evitab" -q -f jsonl fixtures/articles >"$T/got"
./pipeline.sh -q -f jsonl fixtures/articles | cmp - "$T/got" || fail 'the packaged command gives other records'
printf 'package: the same from two builds\n'
