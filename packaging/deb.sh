#!/bin/sh
# A package for Debian in build/, the same bytes from every build: nothing of the clock, the user or the folder gets in.
# Built is what stands here, with dpkg-deb; there is no debian/ folder, since nothing is left for debhelper to do.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL
umask 022
version=$(sed -n 's/.*EVITAB_VERSION "\(.*\)".*/\1/p' common/stream/version.h)
architecture=$(dpkg --print-architecture)
package=build/evitab_${version}_$architecture.deb
maintainer=$(sed -n 's/^ -- \(.*>\)  .*/\1/p' packaging/changelog | head -n 1)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -u -d "$(sed -n 's/^ -- .*>  //p' packaging/changelog | head -n 1)" +%s)}
export SOURCE_DATE_EPOCH
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
root=$T/evitab

make -s -j "$(nproc)" install BUILD=build/deb DESTDIR="$root" PREFIX=/usr INSTALL_PROGRAM='install -s' ZSHDIR="$root/usr/share/zsh/vendor-completions" \
	CFLAGS=-O2 LDFLAGS='-Wl,-z,relro -Wl,-z,now'
gzip -9n "$root"/usr/share/man/man?/*
gzip -9nc packaging/changelog >"$root/usr/share/doc/evitab/changelog.gz"
mv "$root/usr/share/doc/evitab/LICENSE" "$root/usr/share/doc/evitab/copyright"

# The libraries that the programs are linked with, as the versions of their packages.
mkdir -p "$T/debian" "$root/DEBIAN"
printf 'Source: evitab\n\nPackage: evitab\nArchitecture: any\n' >"$T/debian/control"
libraries=$(cd "$T" && dpkg-shlibdeps -O "$root"/usr/libexec/evitab/* 2>"$T/said" | sed 's/^shlibs:Depends=//') || {
	cat "$T/said" >&2
	exit 1
}
cat >"$root/DEBIAN/control" <<CONTROL
Package: evitab
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(find "$root/usr" -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
Depends: $libraries
Section: science
Priority: optional
Description: evidence tables from health articles
 Reads articles (text, HTML, JSON Lines, web archives) and writes tables: which
 conditions an article talks about, which mechanisms and interventions it
 names, which studies it cites, whether the citations lead to an entry of its
 reference list, and what claim each of them supports. Every row leads back to
 the bytes that it was read from. What is looked for stands in CSV tables.
CONTROL
(cd "$root" && find usr -type f | sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
chmod -R go=rX "$root"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
printf '%s\n' "$package"
