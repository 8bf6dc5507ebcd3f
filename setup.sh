#!/bin/sh
# Installs what evitab is built with, where it is missing and where it may: on Debian and its kin, as root or through sudo.
# `setup.sh test`: what the tests need, too; `setup.sh developer`: what .ci/run needs (a second compiler, linters).
set -u
packages='gcc make pkg-config libc6-dev libcsv-dev libutf8proc-dev libjansson-dev libunistring-dev libxml2-dev nettle-dev libxlsxwriter-dev libsqlite3-dev libarchive-dev zlib1g-dev'
case ${1:-} in
test) packages="$packages python3 python3-jsonschema python3-yaml zstd mandoc sqlite3" ;;
developer) packages="$packages python3 python3-jsonschema python3-yaml zstd mandoc zsh dpkg-dev lintian clang clang-format cppcheck shellcheck jq libclang-rt-14-dev time sqlite3 libreoffice-calc-nogui chromium fonts-dejavu-core" ;;
esac

missing=''
for package in $packages; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	printf 'setup.sh: no apt-get here; the packages that are needed, by their Debian names:%s\n' "$missing" >&2
	exit 2
fi
sudo=''
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
		printf 'setup.sh: missing packages; install them as root, then try again:\n  apt-get install%s\n' "$missing" >&2
		exit 2
	fi
	sudo='sudo -n'
fi
printf 'setup.sh: installing%s\n' "$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # both are words
{ $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends $missing; } >&2 || {
	printf 'setup.sh: apt-get failed; packages that are needed:%s\n' "$missing" >&2
	exit 2
}
