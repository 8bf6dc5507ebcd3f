#!/bin/sh
# What a user gets: the command after `make install`, somewhere else than it was installed and with no source tree in reach; the manual; the completions.
# shellcheck disable=SC2016 # what stands in single quotes is for another shell
# The options and their values are written down once, in --help: here is tried that the driver takes what --help says, no more and no less.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/check.sh
. tests/check.sh
same() { # TEXT TEXT
	[ "$1" = "$2" ] || {
		printf '%s\n-- is not --\n%s\n' "$1" "$2"
		return 1
	}
}

# ---- the installation ----
mkdir "$T/tree" "$T/articles"
cp -a Makefile LICENSE README.md pipeline.sh setup.sh build common configs docs packaging stages "$T/tree"
cp fixtures/articles/* "$T/articles"
check 'make install' make -s -C "$T/tree" install DESTDIR="$T/root" PREFIX=/opt/evitab
(cd "$T/root" && find . -type f | sort) >"$T/files"
cp -a "$T/root" "$T/uninstalled"
check 'make uninstall' make -s -C "$T/tree" uninstall DESTDIR="$T/uninstalled" PREFIX=/opt/evitab
check 'nothing is left of it' same "$(find "$T/uninstalled" -type f)" ''
rm -rf "$T/tree"
mv "$T/root/opt/evitab" "$T/moved here"
evitab="$T/moved here/bin/evitab"
installed() { # ARGUMENT...: in a folder where nothing is, in an environment of nothing
	(cd / && env -i PATH=/usr/bin:/bin "$evitab" "$@")
}
./pipeline.sh -q -f jsonl "$T/articles" >"$T/wanted"
installed -q -f jsonl "$T/articles" >"$T/got"
check 'the installed command gives the same records' cmp "$T/wanted" "$T/got"
mkdir "$T/bin"
ln -s "$evitab" "$T/bin/evitab-here"
check 'by a link, too' sh -c '"$1" -q -f jsonl "$2" | cmp - "$3"' sh "$T/bin/evitab-here" "$T/articles" "$T/wanted"
check 'its rule tables hold' installed --check-rules
for format in html xlsx sqlite; do check "-f $format" installed -q -f "$format" -o "$T/out.$format" "$T/articles/apa-list.txt"; done
check '-o' installed -q -o "$T/tables" "$T/articles/apa-list.txt"
check '--version' same "$(installed --version)" "$(./pipeline.sh --version)"
check 'it goes by its own name' same "$(installed --help | grep -c 'pipeline\.sh')$(installed --nosuch 2>&1)" '0evitab: no option --nosuch is known; see --help'
check 'a stage by itself finds its tables' sh -c 'cd / && "$1/libexec/evitab/normalize" "$2" | "$1/libexec/evitab/segment" >/dev/null' sh "$T/moved here" "$T/articles/apa-list.txt"
chmod -x "$T/moved here/libexec/evitab/emit"
check 'what is missing is named, not built' same "$(installed "$T/articles/empty.txt" 2>&1 | sed 's/^.*libexec/libexec/')" 'libexec/evitab: the programs are not there; see --help'

# ---- --help and what is taken ----
share="$T/moved here/share"
help() { # FORM
	./pipeline.sh --help | awk -v as="$1" -f packaging/help.awk
}
help options >"$T/options"
check 'every option stands in docs/usage.md' same "$(cut -d' ' -f2 "$T/options" | while read -r option; do
	grep -qE -e "--$option([^a-z-]|\$)" docs/usage.md || echo "$option"
done)" ''
choices() { # OPTION
	help bash | awk -v option="--$1)" 'index($0, option) { getline; if (gsub(/^[^\047]*\047|\047$/, "")) print }'
}
every_option_is_taken() {
	while read -r letter option arguments; do
		value=$(choices "$option" | cut -d' ' -f1)
		case $option in
		help | version) continue ;; # tried elsewhere; they end the run
		esac
		for form in "--$option" "-$letter"; do
			[ "$form" != -- ] || continue
			if [ -z "$arguments" ]; then set -- "$form"; else set -- "$form" "${value:-1}"; fi
			./pipeline.sh "$@" --nosuch 2>&1 | grep -q 'no option --nosuch is known' || {
				echo "$form is not taken"
				return 1
			}
			case $arguments in '' | *' '*) continue ;; esac # two arguments are two operands
			./pipeline.sh "$form" 2>&1 | grep -q "the option $form needs an argument" || {
				echo "$form takes no argument"
				return 1
			}
		done
	done <"$T/options"
}
check 'every option of --help is taken, with its arguments' every_option_is_taken
check 'every option that is taken stands in --help' same "$(sed -n '/^while \[ "$count"/,/^done/p' pipeline.sh | grep -o -e '--[a-z0-9-]*[a-z]' | sort -u)" \
	"$(cut -d' ' -f2 "$T/options" | sed 's/^/--/' | sort -u)"
for format in $(choices format); do
	check "-f $format" ./pipeline.sh -q -f "$format" -o "$T/in-$format" fixtures/articles/empty.txt
done
for table in $(choices table); do check "-t $table" ./pipeline.sh -q -t "$table" fixtures/articles/empty.txt; done
for input in $(choices input); do check "-i $input" sh -c ": | ./pipeline.sh -q -i $input"; done
for stage in $(choices stop); do check "-s $stage" ./pipeline.sh -q -s "$stage" fixtures/articles/empty.txt; done
for code in $(choices fail-on); do check "--fail-on $code" ./pipeline.sh -q --fail-on "$code" fixtures/articles/empty.txt; done
told() { # what a program says that it takes: single words between signs of punctuation
	"$@" 2>&1 </dev/null | sed -e 's/.*takes//' -e 's/, not .*//' -e 's/ or /, /g' | tr -d ' ' | tr ',' '\n'
}
check 'no format is missing in --help' same "$(for f in $(told build/emit -f '?') $(told build/annotate -f '?'); do
	case " $(choices format) " in *" $f "*) ;; *) echo "$f" ;; esac
done)" ''
check 'no input is missing in --help' same "$(told build/normalize -i '?' | tr '\n' ' ')" "$(choices input) "
check 'no table is missing in --help' same "$(build/emit -t '?' 2>&1 </dev/null | sed 's/.*there are: //' | tr ' ' '\n' | sort)" \
	"$(choices table | tr ' ' '\n' | sort)"

# ---- the manual ----
for page in "$share"/man/man?/*; do
	check "manual: $(basename "$page")" mandoc -Tlint -Wwarning "$page"
done
while read -r _ name _; do
	check "the manual tells of --$name" grep -qF -e "Fl -$name" "$share/man/man1/evitab.1"
done <"$T/options"
for stage in stages/*.c; do
	check "the manual tells of $(basename "$stage" .c)" grep -qx ".Ss $(basename "$stage" .c)" "$share/man/man1/evitab-stages.1"
done

# ---- the completions ----
complete_() { # WORD...: what bash would offer for the last, on one line
	bash -c '
		compopt() { :; }
		. "$1" || exit
		shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_evitab
		printf "%s\n" "${COMPREPLY[*]}"
	' bash "$share/bash-completion/completions/evitab" "$@"
}
check 'bash: syntax' bash -n "$share/bash-completion/completions/evitab"
check 'bash: options' same "$(complete_ evitab --re)" "$(cut -d' ' -f2 "$T/options" | grep '^re' | sed 's/^/--/' | tr '\n' ' ' | sed 's/ $//')"
check 'bash: a format' same "$(complete_ evitab -f xl)" xlsx
check 'bash: --format=' same "$(complete_ evitab --format = xl)" xlsx
check 'bash: a table' same "$(complete_ evitab -t c)" 'claims conditions citations'
check 'bash: the second of two codes' same "$(complete_ evitab --fail-on any,dup)" 'any,duplicate-reference any,duplicate-doi'
check 'bash: a folder' same "$(complete_ evitab -r conf)" configs
check 'bash: a file' same "$(complete_ evitab -q READ)" README.md
check 'bash: a number' same "$(complete_ evitab -j 1)" ''
if command -v zsh >/dev/null; then
	check 'zsh: syntax' zsh -n "$share/zsh/site-functions/_evitab"
	check 'zsh: the arguments are what _arguments takes' zsh -f -c '
		autoload -Uz compinit && compinit -D -u
		_arguments() { for a in "$@"; do [[ $a == (-s|-S|:) ]] || [[ $a == *\[*\]* || $a == \*:* ]] || exit 1; done; }
		functions[_evitab]="$(<"$1")"; _evitab; exit 0' zsh "$share/zsh/site-functions/_evitab"
fi
finish
