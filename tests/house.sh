#!/bin/sh
# The rules of the house: which room knows which library, what may print, what may be mutable. Reports every breach.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.." || exit 2
breaches=0
breach() { # RULE FOUND
	[ -n "$2" ] || return 0
	printf 'house: %s:\n%s\n' "$1" "$2"
	breaches=$((breaches + 1))
}

# One room for each library.
room() { # HEADER FILE
	breach "<$1> belongs to $2 alone" "$(grep -ln "#include <$1" common/*/*.c stages/*.c common/*/*.h 2>/dev/null | grep -vx "$2")"
}
room jansson.h common/stream/jsonl.c
room csv.h common/base/table.c
room utf8proc.h common/base/token_fold.c
room nettle/ common/stream/provenance.c
room xlsxwriter.h common/output/book.c
room sqlite3.h common/output/database.c
room zlib.h common/stream/unpack_zlib.c
room archive common/stream/unpack_archive.c
breach 'libunistring belongs to common/base/unicode.c alone' "$(grep -lE '#include <(unicase|uniconv|unictype|unigbrk|unilbrk|uninorm|unistr|unistdio|unitypes|uniwbrk|uniwidth|uniname)\.h>' common/*/*.[ch] stages/*.c | grep -vx common/base/unicode.c)"
breach 'libxml2 belongs to common/normalize/html*.c and common/stream/xml.h alone' "$(grep -l '#include <libxml' common/*/*.[ch] stages/*.c | grep -v -e '^common/normalize/html' -e '^common/stream/xml\.h$')"

# Nothing in common/ prints, exits or reads the environment, but the stage loop.
breach 'only common/stream/stage.c prints, only base/memory.c exits' "$(grep -nE '\b(printf|fprintf|puts|putchar|perror|exit|_exit|abort|getenv|setlocale)\(' common/*/*.c |
	grep -v -e '^common/stream/stage.c:' -e '^common/base/memory.c:')"
breach 'no locale, no clock' "$(grep -nE '\b(isalpha|isupper|islower|isdigit|isspace|toupper|tolower|strtod|atof|atoi|strcasecmp|time|localtime|rand)\(' common/*/*.c stages/*.c)"

# No mutable data at file scope.
breach 'mutable data at file scope' "$(for object in build/common/*/*.o; do
	objdump -t "$object" | awk -v o="$object" '$2 != "df" && $(NF - 2) ~ /^\.(data|bss)$/ && $3 != "d" && $2 != "d" { print o ": " $NF }'
done 2>/dev/null)"

# No name of ours is a name of a library too: the linker would hand the one to callers of the other without a word.
T=$(mktemp -d) || exit 2
trap 'rm -rf "$T"' EXIT
nm -g --defined-only build/libevitab.a 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >"$T/ours"
ldd build/* 2>/dev/null | awk '/=> \// { print $3 }' | sort -u | xargs nm -D --defined-only 2>/dev/null |
	awk 'NF == 3 { sub(/@.*/, "", $3); print $3 }' | sort -u >"$T/theirs"
breach 'a name that a library has too' "$(comm -12 "$T/ours" "$T/theirs")"

# What a header hands out is called by another file than its own, and not by tests alone.
nm --defined-only build/libevitab.a 2>/dev/null | awk '$2 == "T" { print $3 }' >"$T/handed"
breach 'no other file calls it, or tests alone' "$(awk '
	FILENAME == ARGV[1] { handed[$1] = 1; next }
	{
		gsub(/[^A-Za-z0-9_]+/, " ")
		for (i = 1; i <= NF; i++) {
			if (!($i in handed)) continue
			if (FILENAME ~ /h$/) { named[$i]++; continue } # twice: an inline function calls it
			if (FILENAME !~ /^tests/) met[$i]++
			if (!in_file[FILENAME, $i]++) files[$i]++
		}
	}
	END { for (name in handed) if (named[name] < 2 && (met[name] < 2 || files[name] < 2)) print name }
	' "$T/handed" common/*/*.h common/*/*.c stages/*.c tests/*/*.c)"

# A stage includes common/ and libc, never another stage; it stays small.
breach 'a stage includes a stage' "$(grep -n '#include "\.\./stages' stages/*.c common/*/*.c)"

# Every table in configs/ is read by some stage; no file is out of sight.
for table in configs/*.csv; do
	name=$(basename "$table")
	base=${name%.csv}
	if ! grep -qF "\"$name\"" common/*/*.c stages/*.c && ! grep -q "^$base," configs/categories.csv; then
		breach 'no stage reads this table' "$table"
	fi
done

# Every public header says what it is.
for header in common/*/*.h; do
	case $header in
	common/stream/version.h) continue ;;
	esac
	head -n 1 "$header" | grep -q '^/\*' || breach 'a header opens with what it is' "$header"
done

[ "$breaches" -eq 0 ] || exit 1
echo 'house: in order'
