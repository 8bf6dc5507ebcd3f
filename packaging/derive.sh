#!/bin/sh
# The manual and the completions, made of what the programs and the pages of docs/ say, so that they cannot say anything else.
# usage: derive.sh BUILD: BUILD holds the programs; they are written into BUILD/derived/.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL
case $1 in
/*) build=$1 ;;
*) build=$PWD/$1 ;;
esac
out=$build/derived
rm -rf "$out"
mkdir -p "$out"

# The date of the last change in the changelog, as mdoc has it.
date=$(awk '/^ -- / {
	split("Jan January Feb February Mar March Apr April May May Jun June Jul July Aug August Sep September Oct October Nov November Dec December", m, " ")
	for (i = 1; i < 24; i += 2) if (m[i] == $(NF - 3)) month = m[i + 1]
	print month " " ($(NF - 4) + 0) ", " $(NF - 2)
	exit
}' packaging/changelog)

./pipeline.sh --help | sed -e 's,\./pipeline\.sh,evitab,g' -e 's,pipeline\.sh,evitab,g' >"$out/help"

# Puts what help.awk makes in the place of lines such as @OPTIONS@.
fill() { # TEMPLATE FORM
	while IFS= read -r line; do
		case $line in
		@OPTIONS@) awk -v as="$2" -f packaging/help.awk "$out/help" ;;
		@EXAMPLES@) awk -v as=examples -f packaging/help.awk "$out/help" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$1" | sed "s/@DATE@/$date/"
}
fill packaging/evitab.1.in man >"$out/evitab.1"
fill packaging/completion.bash.in bash >"$out/evitab.bash"
fill packaging/completion.zsh.in zsh >"$out/_evitab"

page() { # NAME SECTION PAGE ABOUT
	awk -v name="$1" -v section="$2" -v source="$3" -v about="$4" -v date="$date" -f packaging/page.awk "$3" >"$out/$1.$2"
}
page evitab-input 5 docs/input.md 'what evitab can read'
page evitab-records 5 docs/records.md 'records and tables that evitab writes'
page evitab-rules 5 docs/rules.md 'rule tables of evitab'

# The page on the stages. What all of them take is said once.
: >"$out/all"
for program in stages/*.c; do
	program=$(basename "$program" .c)
	"$build/$program" --help >"$out/help.$program"
	cat "$out/help.$program" >>"$out/all"
done
programs=$(find "$out" -name 'help.*' | wc -l)
grep '^ ' "$out/all" | sort | uniq -c | awk -v n="$programs" '$1 == n' | sed 's/^ *[0-9]* //' >"$out/common"
{
	cat <<MDOC
.Dd $date
.Dt EVITAB-STAGES 1
.Os
.Sh NAME
.Nm evitab-stages
.Nd programs that evitab is made of
.Sh DESCRIPTION
.Xr evitab 1
joins small programs by pipes.
Each reads the stream of records on standard input and writes it on standard output; some make tables, or files, of it.
They lie in
.Pa ../libexec/evitab
beside the folder of the command, and can be run by themselves.
Their exit status is that of
.Xr evitab 1 .
All of them take these options:
MDOC
	grep -Fxf "$out/common" "$out/help.emit" | awk -v as=man -f packaging/help.awk
	for help in "$out"/help.*; do
		printf '.Ss %s\n' "${help##*/help.}"
		awk -v as=mdoc -v skip="$out/common" -f packaging/help.awk "$help"
	done
	printf '.Sh SEE ALSO\n.Xr evitab 1 ,\n.Xr evitab-records 5\n'
} >"$out/evitab-stages.1"
rm -f "$out/all" "$out/common" "$out"/help*
