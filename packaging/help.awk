# What --help of the driver or of a stage says, in another form: the options are written down once, there.
# usage: PROGRAM --help | awk -v as=FORM -f help.awk
#   as=man    the options as a list of mdoc(7)       as=bash   cases of a completion: what follows each option, then all options
#   as=mdoc   a whole section: usage, text, options  as=zsh    arguments for _arguments
#   as=examples  the examples, as mdoc               as=options  one line an option, for tests: its letter or -, its name, its arguments
# -v skip=FILE: options whose lines stand in FILE are left out.
# An option is a line such as `  -f, --format FMT   text`; the text runs on in lines that are indented further. What stands in it between
# signs of punctuation and is one word, (in brackets) not being counted, is a value that the option takes.

function flush_option() {
	if (name != "")
		if (as == "man" || as == "mdoc") man_option()
		else if (as == "bash") bash_option()
		else if (as == "zsh") zsh_option()
		else if (as == "options") print (letter == "" ? "-" : letter), name, arguments
	name = ""
}

# A sentence a line, without what roff would take for its own.
function plain(text) {
	gsub(/\\/, "\\e", text)
	while (match(text, /[A-Za-z)][.] +[A-Z(]/))
		text = substr(text, 1, RSTART + 1) "\n" substr(text, RSTART + RLENGTH - 1)
	if (text ~ /^[.']/) text = "\\&" text
	return text
}

function man_option(  words) {
	if (!listed++) print ".Bl -tag -width Ds"
	words = ".It"
	if (letter != "") words = words " Fl " letter " ,"
	words = words " Fl -" name
	if (arguments != "") words = words " Ar " arguments
	print words
	print plain(text)
}

function values(  n, i, piece, parts, found) {
	piece = text
	gsub(/\([^)]*\)/, "", piece)
	n = split(piece, parts, /[,;:.]/)
	found = ""
	for (i = 2; i <= n; i++) {
		gsub(/^ +| +$/, "", parts[i])
		if (parts[i] ~ /^[a-z][a-z0-9-]*$/) found = found (found == "" ? "" : " ") parts[i]
	}
	return found
}

function kind() { # what completes the first argument
	if (arguments !~ /DIR|OLD|FILE|^N$/ && values() != "") return "words"
	if (arguments ~ /DIR|OLD/) return name == "output" ? "files" : "folders"
	return arguments ~ /FILE/ ? "files" : "nothing"
}

function bash_option(  forms, words) {
	forms = (letter == "" ? "" : "-" letter " | ") "--" name
	all = all (letter == "" ? "" : " -" letter) " --" name
	if (arguments == "") return
	words = kind() == "words" ? "words '" values() "'" : kind()
	printf "\t%s)\n\t\t_evitab_%s\n\t\treturn\n\t\t;;\n", forms, words
}

function zsh_option(  short, what, act, i, n, parts) {
	short = text
	sub(/[(:;.].*/, "", short)
	gsub(/[][\\'`$"]/, "", short)
	sub(/ +$/, "", short)
	act = ""
	n = split(arguments, parts, " ")
	for (i = 1; i <= n; i++) {
		what = kind()
		act = act ":" parts[i] ":" (what == "words" ? "(" values() ")" : what == "folders" ? "_files -/" : what == "files" ? "_files" : " ")
	}
	what = text ~ /repeat/ ? "*" : ""
	if (letter == "") printf "\t'%s--%s%s[%s]%s'\n", what, name, n == 1 ? "=" : "", short, act
	else printf "\t'%s'{-%s%s,--%s%s}'[%s]%s'\n", what != "" ? what : "(-" letter " --" name ")", letter, n == 1 ? "+" : "", name, n == 1 ? "=" : "", short, act
}

BEGIN {
	while (skip != "" && (getline line < skip) > 0) skipped[line] = 1
}
skipped[$0] { next }
/^usage: / && as == "mdoc" {
	print ".D1 " plain(substr($0, 8))
	print ".Pp"
	next
}
match($0, /^ +(-[A-Za-z], )?--[a-z0-9-]+( [A-Z]+)*/) {
	head = substr($0, RSTART, RLENGTH)
	rest = substr($0, RSTART + RLENGTH)
	flush_option() # its matches take RSTART
	inside = 1
	text = rest
	sub(/^ +/, "", text)
	sub(/^ +/, "", head)
	letter = head ~ /^-[A-Za-z],/ ? substr(head, 2, 1) : ""
	sub(/^(-[A-Za-z], )?--/, "", head)
	name = head
	sub(/ .*/, "", name)
	arguments = head ~ / / ? substr(head, length(name) + 2) : ""
	next
}
name != "" && /^ +/ {
	more = $0
	sub(/^ +/, " ", more)
	text = text more
	next
}
{ flush_option() }
/^examples:/ { examples = 1; next }
examples && /^ / {
	if (as == "examples") {
		line = what = $0
		sub(/^ +/, "", line)
		sub(/  +.*/, "", line)
		sub(/^ *[^ ].*  +/, "", what)
		if (!shown++) print ".Bl -tag -width Ds"
		print ".It Ic \"" plain(line) "\""
		print plain(what)
	}
	next
}
{ examples = 0 }
as == "mdoc" && !inside && NF { print plain($0) }
END {
	flush_option()
	if (listed || shown) print ".El"
	if (as == "bash") printf "\tesac\n\toptions='%s'\n", substr(all, 2)
}
