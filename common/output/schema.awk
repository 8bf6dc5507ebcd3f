# schema.csv as initializers of struct schema_row (schema.h). A cell has no line end in it. A row that is wrong stops the build.
function fail(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
	failed = 1
	exit 1
}

# The cells of a line of CSV, into cell[1..].
function split_row(line, n, c, quoted) {
	n = 1
	cell[1] = ""
	for (quoted = 0; line != ""; line = substr(line, 2)) {
		c = substr(line, 1, 1)
		if (quoted && substr(line, 1, 2) == "\"\"") {
			cell[n] = cell[n] "\""
			line = substr(line, 2)
		} else if (c == "\"") {
			quoted = !quoted
		} else if (c == "," && !quoted) {
			cell[++n] = ""
		} else {
			cell[n] = cell[n] c
		}
	}
	if (quoted)
		fail("a quote is opened and never closed")
	return n
}

function words(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

BEGIN {
	kinds["string"] = "STRING"; kinds["integer"] = "INTEGER"; kinds["boolean"] = "BOOLEAN"; kinds["object"] = "OBJECT"
	kinds["strings"] = "STRINGS"; kinds["integers"] = "INTEGERS"; kinds["authors"] = "AUTHORS"
}
FNR == 1 { columns = split_row($0); next }
{
	if (split_row($0) != columns)
		fail("the row has not as many cells as the header")
	member = cell[2] != "" && cell[3] == ""
	if (member && !(cell[5] in kinds))
		fail("no type '" cell[5] "' is known")
	out = "\t{"
	for (i = 1; i <= columns; i++)
		out = out (i == 5 ? "SCHEMA_" (member ? kinds[cell[5]] : "STRING") : words(cell[i])) (i < columns ? ", " : "},")
	print out
}
END { exit failed }
