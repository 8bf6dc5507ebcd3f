# A page of docs/ as a section of the manual: Markdown to mdoc(7), as much of it as the pages use.
# usage: awk -v name=NAME -v section=N -v about='one line' -v date=DATE -v source=PAGE.md -f page.awk PAGE.md

# Code and what is strong in bold, *this* in italics, links as their words; a sentence a line; nothing that roff would take for its own.
function words(text,  i, c, out, code, strong, slanted) {
	gsub(/\\\|/, "|", text)
	gsub(/\\/, "\\e", text)
	out = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "`") {
			code = !code
			out = out (strong ? "" : code ? "\\fB" : "\\fR")
		} else if (code) {
			out = out c
		} else if (c == "*" && substr(text, i + 1, 1) == "*") {
			strong = !strong
			out = out (strong ? "\\fB" : "\\fR")
			i++
		} else if (c == "*" && (slanted || substr(text, i + 1) ~ /^[A-Za-z][^*]*\*/)) {
			slanted = !slanted
			out = out (slanted ? "\\fI" : "\\fR")
		} else if (substr(text, i) ~ /^\]\([^)]*\)/) {
			match(substr(text, i), /^\]\([^)]*\)/)
			i += RLENGTH - 1
		} else if (c != "[" && c != "]") {
			out = out c
		}
	}
	out = sentences(out)
	return out ~ /^[.']/ ? "\\&" out : out
}

function sentences(text,  out) {
	out = ""
	while (match(text, /[.!?:)](\\fR)?[.)]* +[^ ]/)) {
		out = out substr(text, 1, RSTART + RLENGTH - 2)
		sub(/ +$/, "", out)
		text = substr(text, RSTART + RLENGTH - 1)
		out = out (out ~ /[.!?](\\fR)?\)*$/ && text !~ /^[.']/ ? "\n" : " ")
	}
	return out text
}

function end_text() {
	if (text != "") print words(text)
	text = ""
}

function end_list() {
	end_text()
	if (list != "") print ".El"
	list = ""
}

function item(kind, head) {
	end_text()
	if (list != kind) {
		end_list()
		print ".Bl " kind
		list = kind
	}
	print ".It" head
}

BEGIN {
	print ".\\\" made of " source
	print ".Dd " date
	print ".Dt " toupper(name) " " section
	print ".Os"
	print ".Sh NAME"
	print ".Nm " name
	print ".Nd " about
	print ".Sh DESCRIPTION"
	fresh = 1
}
{ gsub(/\.\/pipeline\.sh/, "evitab") }
/^```/ {
	literal = !literal
	if (literal) end_list()
	print literal ? ".Bd -literal -offset indent" : ".Ed"
	fresh = 0
	next
}
literal {
	gsub(/\\/, "\\e")
	print ($0 ~ /^[.']/ ? "\\&" : "") $0
	next
}
/^# / || /^!\[/ { next }
/^##+ / {
	end_list()
	line = $0
	sub(/^##+ /, "", line)
	gsub(/`/, "", line)
	print ($0 ~ /^## / ? ".Sh " : ".Ss ") line
	fresh = 1
	next
}
/^\|[- |]*$/ { next }
/^\|/ {
	gsub(/\\\|/, "\001")
	n = split($0, cell, "|")
	for (i = 2; i < n; i++) {
		gsub(/^ +| +$/, "", cell[i])
		gsub(/\001/, "|", cell[i])
	}
	if (!table) { # the header; its words go with what stands under them, but for the first column
		table = 1
		for (i = 3; i < n; i++) header[i] = n > 4 && cell[i] != "meaning" && cell[i] != "" ? cell[i] ": " : ""
		end_list()
		next
	}
	gsub(/"/, "\\(dq", cell[2])
	item("-tag -width Ds", " \"" (cell[2] == "" ? "\\&" : words(cell[2])) "\"")
	for (i = 3; i < n; i++)
		if (cell[i] != "") text = text (text == "" ? "" : "; ") header[i] cell[i]
	next
}
table {
	table = 0
	end_list()
}
/^- / {
	item("-bullet", "")
	text = substr($0, 3)
	next
}
/^[0-9]+\. / {
	item("-enum", "")
	text = $0
	sub(/^[0-9]+\. /, "", text)
	next
}
/^ *$/ {
	end_text()
	next
}
{
	if (list != "" && $0 !~ /^ / && text == "") end_list()
	if (text == "" && !fresh && list == "") print ".Pp"
	fresh = 0
	sub(/^ +/, "")
	text = text (text == "" ? "" : " ") $0
}
END { end_list() }
