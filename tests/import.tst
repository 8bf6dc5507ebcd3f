# import and compile. Columns as in errors.tst.
0	.	usage: import	build/import --help
0	.	usage: compile	build/compile --help
2	give the files to read	.	build/import
2	give the names of concept tables	.	build/compile
2	No such file	.	build/import $T/none.obo
2	'ob' is no format	.	build/import --from ob README.md
2	'x' is no column	.	printf 'a\n' | build/import --columns term,x -
2	'99999' is no number	.	printf 'a\n' | build/import --shortest 99999 -
2	no concept or tree number 'X:9'	.	printf 'id,label\nX:1,low mood\n' | build/import --under X:9 -
2	configs/import.csv	.	printf 'a,b\n1,2\n' | build/import -
0	1 concepts, 2 terms	X:1,low mood,blues,,,,,,,,imported: -	printf 'id,label,synonyms\nX:1,low mood,blues|\n' | build/import -
0	.	# imported from -; licence: CC0	printf 'id,label\nX:1,low mood\n' | build/import -q --licence CC0 -
0	.	X:1,low mood,low mood,,,state,,,,,imported: a list	printf 'id,label\nX:1,low mood\n' | build/import -q --kind state --source 'a list' -
3	.nowhere/a.csv	.	printf 'id,label\nX:1,low mood\n' | build/import -o .nowhere/a.csv -
3	No space left	.	printf 'id,label\nX:1,low mood\n' | build/import - >/dev/full
# the same file gives the same table; it passes its own check, is compiled, and found as before
0	1 concepts, 1 terms	.	cp configs/*.csv $T && echo 'moods,condition,body,no,no,,,,' >>$T/categories.csv && printf 'id,label\nX:1,low mood\n' | build/import -o $T/moods.csv -
0	.	.	build/tag -r $T --check-rules moods
0	.	moods.csv:3	build/tag -r $T moods --explain 'a low mood'
0	.	.	build/compile -r $T moods && test -s $T/moods.evt
0	.	moods.csv:3	build/tag -v -r $T moods --explain 'a low mood'
0	not used	moods.csv:4	echo 'X:2,high mood,high mood,,,,,,,,' >>$T/moods.csv; build/tag -v -r $T moods --explain 'a high mood'
0	.	moods.csv:4	build/tag -r $T moods --explain 'a high mood'
2	no row for the table 'nosuch'	.	build/tag -r $T nosuch </dev/null
2	No such file	.	build/compile -r $T nosuch
2	a rule needs a concept and a label	.	printf 'concept,label,term\nX:1,,a term\n' >$T/wrong.csv; build/compile -r $T wrong
