# What fuzzing (tests/fuzz) has found: columns as in errors.tst. The sanitizers see in them what a plain build may not.
# the last claim of a document is told of its own finding, too
0	.	"findings":["unsupported-claim"]	printf 'It is cold in here today.\n\nKetamine increases neuroplasticity in most patients.\n' | ./pipeline.sh -q -f jsonl
# a map that leads out of its text, or back
0	.	"type":"condition","doc":"x","sentence":1,"start":13	printf '%s\n' '{"type":"document","doc":"x"}' '{"type":"sentence","doc":"x","sentence":1,"zone":"body","start":10,"map":[1,0,1,1,1000000,5,1,1,0,1,1,1],"text":"A depression is here."}' '{"type":"document-end","doc":"x"}' | build/tag conditions
0	.	"type":"sentence"	printf '%s\n' '{"type":"document","doc":"x"}' '{"type":"block","doc":"x","kind":"paragraph","start":10,"map":[70,0,1,1,9223372036854775807,9,1,1],"text":"It is here. That is there."}' '{"type":"document-end","doc":"x"}' | build/segment | build/cite
# a heading without words
0	.	document-end	printf '%s\n' '{"type":"document","doc":"x"}' '{"type":"sentence","doc":"x","sentence":1,"zone":"heading"}' '{"type":"document-end","doc":"x"}' | build/link
# a NUL inside the address of a prefix
0	1 concepts	X_1,low mood	printf '@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n@prefix x: <a\0\0b> .\n<http://x.org/X_1> a s:Concept ; s:prefLabel "low mood"@en .\nx:2 x:3 y:4 .\n' | build/import -
# a header that is no text; two cells that are text together alone
2	no format that is known	.	printf 'title,caf\303' | build/library -o $T/x.lib -
0	.	.	printf 'title,year\nA walk\303,\2512011\n' | build/library -q -o $T/x.lib -
# letters that fold to many: a ligature of eighteen
0	.	"code":"contradicted-reference"	printf '1. Lee A, Poe B. Walks and low mood in winter. Zeitschrift f\303\274r \357\267\272\357\267\272\357\267\272\357\267\272 Gehen. 2011;3(1):4-9. doi:10.5555/walks.1\n' >$T/l.txt; printf '[{"title":"Walks and low mood in winter","author":[{"family":"Lee"}],"container-title":"Acta M\303\251dica \357\267\272\357\267\272\357\267\272 Sana","issued":{"date-parts":[[2011]]},"volume":"3","DOI":"10.5555/walks.1"}]' >$T/l.json; ./pipeline.sh -q -f jsonl -i references --library $T/l.json $T/l.txt
# an entry that is a link back alone
0	.	"text":"Hill J. A walk. J X. 2003;1:2-3."	printf 'Text.\n\nReferences\n\n1. Lee A. A walk. J X. 2001;1:2-3.\n2. Poe B. A walk. J X. 2002;1:2-3.\n3. Moe C. A walk. J X. 2003;1:2-3.\n\n^\n\n4. Hill J. A walk. J X. 2003;1:2-3.\n' | timeout 10 ./pipeline.sh -q -s segment
# a table of headings without a word
0	.	.	cp -r configs $T/bare && printf 'part,heading,example,counterexample,note\n,,\n' >$T/bare/sections.csv && build/link -r $T/bare --check-rules </dev/null
