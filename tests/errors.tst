# Errors and promises, one a line. Columns, with tabs between: status, text that standard error must hold (. for silence), text that
# standard output must hold (. for not looked at), command, run by sh in the project's root with $T a scratch folder of the whole list.

# the command line
0	.	exit status	./pipeline.sh --help
0	.	exit status	./pipeline.sh -h -t nosuch
0	.	evitab 	./pipeline.sh --version
0	.	usage: normalize	build/normalize --help
0	.	usage: segment	build/segment --help
0	.	usage: tag	build/tag --help
0	.	usage: cite	build/cite --help
0	.	usage: link	build/link --help
0	.	usage: emit	build/emit --help
0	.	tag (evitab) 	build/tag -V
2	pipeline.sh: no option --colour is known	.	./pipeline.sh --colour fixtures/articles/apa-list.txt
2	pipeline.sh: no option -x is known	.	./pipeline.sh -x fixtures/articles/apa-list.txt
2	-t names the table that csv prints; it does not go with -f xlsx	.	./pipeline.sh -f xlsx -t findings -o $T/odd fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	--excel is for csv; it does not go with -f html	.	./pipeline.sh --excel -f html -o $T/odd fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	it does not go with -o	.	./pipeline.sh -s tag -o $T/odd fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	--max-added is an option of --diff	.	./pipeline.sh --max-added=3 fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	--places is an option of --diff	.	./pipeline.sh --places fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	with -f ris a folder of tables is written	.	./pipeline.sh -f ris -o $T/odd.ris fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/odd ] || exit 99; exit $s
2	the option -t needs an argument	.	./pipeline.sh fixtures/articles/apa-list.txt -t
2	the option --output needs an argument	.	./pipeline.sh --output
2	'claim'	.	./pipeline.sh -t claim fixtures/articles/apa-list.txt
2	'yaml'	.	./pipeline.sh -f yaml fixtures/articles/apa-list.txt
2	not 'json' (jsonl?)	.	./pipeline.sh -f json fixtures/articles/apa-list.txt
2	doccano, sarif, github, html	.	./pipeline.sh -f sheet fixtures/articles/apa-list.txt
2	-s takes normalize, segment, tag	.	./pipeline.sh -s tags fixtures/articles/apa-list.txt
2	'pdf'	.	./pipeline.sh -i pdf fixtures/articles/apa-list.txt
2	not 'sort'	.	./pipeline.sh -s sort fixtures/articles/apa-list.txt
2	not '0'	.	./pipeline.sh -j 0 fixtures/articles/apa-list.txt
2	not '1x'	.	./pipeline.sh -j 1x fixtures/articles/apa-list.txt
2	no-such-code	.	./pipeline.sh --fail-on unresolved-citation,no-such-code fixtures/articles/apa-list.txt
2	no option --colour is known; see --help	.	build/emit --colour </dev/null
2	the option -t needs an argument	.	build/emit -t
2	no operand is taken, but 'x' was given	.	build/segment x </dev/null
2	give the names of 1 to	.	build/tag </dev/null
2	no row for the table 'weather'	.	build/tag weather </dev/null
3	<stdin>:1:1: a document must open with its 'document' record	.	build/tag conditions <README.md

# operands
2	normalize: no/such/file.txt: No such file or directory	.	./pipeline.sh no/such/file.txt
2	an operand is empty	.	./pipeline.sh ""
2	no-such-file	.	./pipeline.sh fixtures/articles/apa-list.txt no-such-file >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	no-such-file	.	./pipeline.sh -o $T/never fixtures/articles/apa-list.txt no-such-file; s=$?; [ ! -e $T/never ] || exit 99; exit $s
0	.	MESH:D003866	./pipeline.sh -t conditions - <fixtures/articles/apa-list.txt
0	.	MESH:D003866	./pipeline.sh -t conditions <fixtures/articles/apa-list.txt
0	.	0	./pipeline.sh -j 1 -t claims fixtures/articles/apa-list.txt - <fixtures/articles/apa-list.txt >$T/two && grep -c "^-," $T/two >$T/n && ./pipeline.sh -j 3 fixtures/articles/apa-list.txt - <fixtures/articles/apa-list.txt | cmp - $T/two && echo 0
0	.	1	mkdir $T/nothing && ./pipeline.sh $T/nothing | wc -l
0	.	,ok,	./pipeline.sh -t documents fixtures/articles/empty.txt
1	neither a file nor a folder	MESH:D003866	mkdir $T/pipes && mkfifo $T/pipes/a.txt && cp fixtures/articles/apa-list.txt $T/pipes/b.txt && timeout 20 ./pipeline.sh -t conditions $T/pipes
2	neither a file nor a folder	.	mkfifo $T/pipe.txt && timeout 20 ./pipeline.sh $T/pipe.txt
2	neither a file nor a folder	.	timeout 20 ./pipeline.sh /dev/zero
1	passed over	MESH:D003866	mkdir $T/loop && ln -s . $T/loop/loop && ln -s nowhere $T/loop/torn && cp fixtures/articles/apa-list.txt $T/loop && timeout 20 ./pipeline.sh -t conditions $T/loop
1	/proc/self/mem	MESH:D003866	./pipeline.sh -t conditions /proc/self/mem fixtures/articles/apa-list.txt
0	.	MESH:D003866	mkdir -p $T/folder.txt && cp fixtures/articles/apa-list.txt $T/folder.txt/notes.html.txt && ./pipeline.sh -t conditions $T/folder.txt
0	.	two words.txt	mkdir $T/names && cp fixtures/articles/apa-list.txt "$T/names/two words.txt" && ./pipeline.sh -t conditions "$T/names/two words.txt"
0	.	it's "so".txt	cp fixtures/articles/apa-list.txt "$T/names/it's \"so\".txt" && ./pipeline.sh -f jsonl "$T/names" | sed 's/\\"/"/g'
0	.	2	p=$PWD/pipeline.sh && cp fixtures/articles/apa-list.txt $T/names/-dash.txt && cd $T/names && "$p" -t documents -- -dash.txt | grep -c .
0	.	\nline.txt	n=$(printf 'new\nline.txt') && cp fixtures/articles/apa-list.txt "$T/names/$n" && ./pipeline.sh -f jsonl "$T/names/$n"
0	.	\u001b[31m.txt	n=$(printf '\033[31m.txt') && cp fixtures/articles/apa-list.txt "$T/names/$n" && ./pipeline.sh -f jsonl "$T/names/$n"
1	.	0	./pipeline.sh "$(printf 'gone\033[31m')" 2>&1 | grep -c "$(printf '\033')"
2	gone\x7f: No such file	.	./pipeline.sh "$(printf 'gone\177')"
0	.	5	./pipeline.sh -t documents "$T/names" >$T/names.csv; ./pipeline.sh -f jsonl $T/names | grep -c '^{"type":"document",'
# what evitab wrote among the articles
0	claims.csv: passed over	same	mkdir $T/mine2 && cp fixtures/articles/apa-list.txt $T/mine2 && ./pipeline.sh -q -t documents $T/mine2 >$T/before && ./pipeline.sh -q -o $T/mine2/tables $T/mine2 && ./pipeline.sh -q --excel -t references $T/mine2 >$T/new.csv && mv $T/new.csv $T/mine2 && for f in jsonl bioc pubannotation web-annotation doccano sarif; do ./pipeline.sh -q -f $f $T/mine2 >$T/new.$f && mv $T/new.$f $T/mine2/$f.json || exit; done && ./pipeline.sh -q -f html -o $T/mine2/report.html $T/mine2 && ./pipeline.sh -q -f sqlite -o $T/mine2/x.db $T/mine2 && ./pipeline.sh -t documents $T/mine2 | cmp - $T/before && echo same
0	.	1	printf '{"type":"document","doc":"mine","sha256":"0","text":"Depression."}\n' | ./pipeline.sh -q -i jsonl -t conditions | grep -c MESH; printf '{"type":"document","doc":"mine","sha256":"0","text":"Depression."}\n' | ./pipeline.sh -q -t conditions | grep -c MESH

# lists of operands
0	.	2	find fixtures/articles -name 'nf?-*' -print0 | ./pipeline.sh -t documents --files0-from=- | grep -c ',ok,'
0	.	same	printf 'fixtures/articles/apa-list.txt\0fixtures/articles/page.html' >$T/names0 && ./pipeline.sh -j 1 --files0-from $T/names0 >$T/a && ./pipeline.sh -j 2 fixtures/articles/apa-list.txt fixtures/articles/page.html | cmp - $T/a && echo same
0	.	1	: >$T/nolist && ./pipeline.sh -t documents --files0-from $T/nolist | grep -c .
0	.	-,	printf -- '-\0' >$T/dash && ./pipeline.sh -t documents --files0-from $T/dash <fixtures/articles/apa-list.txt
0	.	1000	for i in $(seq 1000); do printf 'fixtures/articles/empty.txt\0'; done >$T/thousand && ./pipeline.sh -t documents --files0-from $T/thousand | grep -c ',ok,'
2	no/list: No such file	.	./pipeline.sh --files0-from no/list
2	-:2: the name is empty	.	printf 'fixtures/articles/empty.txt\0\0' | ./pipeline.sh --files0-from -
2	-:1: '-' cannot stand	.	printf -- '-\0' | ./pipeline.sh --files0-from -
2	beside --files0-from no operand is taken	.	./pipeline.sh --files0-from $T/names0 fixtures/articles/page.html
2	no/such	.	printf 'no/such\0' | ./pipeline.sh --files0-from -

# bytes, and documents that are none
0	.	"replaced":	./pipeline.sh -f jsonl fixtures/articles/invalid-utf8.txt
0	.	�	./pipeline.sh -t sentences fixtures/articles/invalid-utf8.txt
0	.	.	./pipeline.sh -f jsonl fixtures/articles/invalid-utf8.txt | iconv -f UTF-8 -t UTF-8 >/dev/null
1	ones.txt: rejected: no text	MESH:D003866	head -c 3000 /dev/zero | tr '\000' '\377' >$T/ones.txt && ./pipeline.sh -t conditions $T/ones.txt fixtures/articles/apa-list.txt
1	rejected: no text	.	awk 'BEGIN { for (i = 0; i < 33; i++) printf "nap\201 " }' | ./pipeline.sh
0	.	,ok,	awk 'BEGIN { for (i = 0; i < 32; i++) printf "nap\201 " }' | ./pipeline.sh -t documents
0	.	,ok,	awk 'BEGIN { for (i = 0; i < 40; i++) printf "naps and \201 " }' | ./pipeline.sh -t documents
0	.	,ok,	printf '{"doc":"%04094d","text":"I sleep."}\n' 7 | ./pipeline.sh -i jsonl -t documents
1	its id is longer than 4096 bytes	,rejected,	printf '{"doc":"%04095d","text":"I sleep."}\n' 7 | ./pipeline.sh -i jsonl -t documents
1	.	rejected	./pipeline.sh -q -t documents $T/ones.txt
1	brief.docx: rejected: a zip archive, as .docx	MESH:D003866	mkdir $T/office && printf 'PK\003\004\024' >$T/office/brief.docx && cp fixtures/articles/apa-list.txt $T/office && ./pipeline.sh -t conditions $T/office
1	note.pdf: rejected: a PDF: make text of it first	.	printf '%%PDF-1.4\nI have depression.\n' >$T/note.pdf && ./pipeline.sh -i text $T/note.pdf
1	-: rejected: RTF	rejected,RTF	printf '{\\rtf1\\ansi I have depression.}' | ./pipeline.sh -t documents
1	abstracts.CSV.gz: rejected: a table	rejected,"a table	printf 'title,abstract\nA,I have depression.\n' | gzip >$T/abstracts.CSV.gz && ./pipeline.sh -t documents $T/abstracts.CSV.gz
0	.	MESH:D003866	./pipeline.sh -i text -t conditions $T/abstracts.CSV.gz
# a title of Markdown is named without its signs
0	.	text/plain,"Psilocybin, LSD and MDMA next to Ketamine",	./pipeline.sh -q -t documents fixtures/articles/markdown.md
0	.	<a href="#d1-F1">Psilocybin, LSD and MDMA	./pipeline.sh -q -f html -o $T/md.html fixtures/articles/markdown.md && cat $T/md.html
1	rejected: a list of works	.	printf 'TY  - JOUR\nTI  - Depression\n' >$T/works.ris && ./pipeline.sh $T/works.ris
1	all.json: rejected: JSON, but not a document a line	2	printf '[{"doc":"a","text":"I have depression."},\n{"doc":"b","text":"x"}]\n' >$T/all.json && ./pipeline.sh -t documents $T/all.json >$T/o; s=$?; wc -l <$T/o; exit $s
1	-: rejected: JSON, but not a document a line	.	printf '{\n  "doc": "a",\n  "text": "I have depression."\n}\n' | ./pipeline.sh
0	.	MESH:D003866	printf '{ "doc":"a","text":"I have depression."}\n' >$T/one.json && ./pipeline.sh -t conditions $T/one.json
0	.	text/plain	printf '[{"doc":"a","text":"I have depression."}]\n' >$T/json.txt && ./pipeline.sh -t documents $T/json.txt

# how outputs are named and written
0	.	END.ann	printf '{"doc":"%0120dEND","text":"I have depression."}\n' 7 | ./pipeline.sh -q -f brat -o $T/long - && ls $T/long
0	.	AU  - Jones, ABCD	printf 'Smith ABC, Jones ABCD. Naps at night in old nurses. Sleep. 2015;3(1):1-9.\n' | ./pipeline.sh -q -i references -f ris | grep -A1 'AU  - Smith, A. B. C.'
0	.	640 644	mkdir $T/mode && cp configs/*.csv $T/mode && (umask 027 && build/compile -r $T/mode conditions) && (umask 022 && build/compile -r $T/mode mechanisms) && echo $(stat -c %a $T/mode/conditions.evt $T/mode/mechanisms.evt)
0	.	0 4	for n in 3 4; do { printf 'Naps of old nurses\n\n'; for i in $(seq $n); do printf 'Sleep Ward News\n\nThe nurses of the ward were asked to write down how long they had slept on each day, and how they felt when they came to work. Page told %s.\n\n' $i; done; } | ./pipeline.sh -q -s segment | grep -c '"zone":"boilerplate".*Sleep Ward News'; done | tr '\n' ' '
0	.	"encoding":"UTF-16	iconv -f UTF-8 -t UTF-16 fixtures/articles/apa-list.txt >$T/wide.txt && ./pipeline.sh -f jsonl $T/wide.txt
0	.	.	for f in nfc nfd; do ./pipeline.sh -t citations fixtures/articles/$f-diacritics.txt | sed -e 's/^[^,]*,\([0-9]*\),[0-9]*,[0-9]*,[0-9]*,[0-9]*,/\1,/' >$T/$f; done; [ -s $T/nfc ] && cmp $T/nfc $T/nfd
1	fixtures/articles/list.jsonl:3: rejected: not JSON	exercise-1	./pipeline.sh -t documents fixtures/articles/list.jsonl
0	.	2	./pipeline.sh -q -t documents fixtures/articles/list.jsonl | grep -c ',ok,'
1	odd.jsonl:8: rejected	1	printf '%s\n' '{"doc":"a","doc":"b","text":"x"}' '{"doc":"c"}' '{"doc":"d","text":7}' '["text"]' '{"doc":"e","text":"x"}{}' '{"doc":"f","text":"\ud800"}' '{"doc":"g","text":"I have depression."}' '{"doc":"h","text":"a' '' >$T/odd.jsonl; ./pipeline.sh -t documents $T/odd.jsonl >$T/odd.csv; s=$?; grep -c ',ok,' $T/odd.csv; exit $s
1	.	7	grep -c ',rejected,' $T/odd.csv; exit 1
1	bytes.jsonl:1: rejected	second	printf '{"doc":"first","text":"\377"}\n{"doc":"second","text":"I have depression."}' >$T/bytes.jsonl && ./pipeline.sh -t conditions $T/bytes.jsonl
1	deep.jsonl:1: rejected	second	{ printf '{"doc":"first","text":"x","y":'; head -c 200000 /dev/zero | tr '\000' '['; printf '\n{"doc":"second","text":"I have depression."}\n'; } >$T/deep.jsonl && timeout 20 ./pipeline.sh -t conditions $T/deep.jsonl
0	.	4711	printf '\357\273\277{"id":4711,"text":"I have depression."}\r\n\r\n' >$T/bom.jsonl && ./pipeline.sh -t conditions $T/bom.jsonl
0	.	"meta":{"url":"https://example.org/exercise","journal":"Example Health"	./pipeline.sh -q -f jsonl fixtures/articles/list.jsonl || [ $? -eq 1 ]

# hostile text: done in time
0	.	.	head -c 5000000 /dev/zero | tr '\000' a | timeout 30 ./pipeline.sh -
0	.	.	head -c 2000000 /dev/zero | tr '\000' '[' | timeout 30 ./pipeline.sh -i text -
0	.	.	head -c 2000000 /dev/zero | tr '\000' '(' | timeout 30 ./pipeline.sh -i text -
0	.	depression	echo 'Ketamine reduces depression [1-999999999] and (1-4294967297).' | timeout 20 ./pipeline.sh -t conditions -
0	.	.	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "(Veltri, 2018; " }' | timeout 30 ./pipeline.sh -
1	tower.html	.	awk 'BEGIN { for (i = 0; i < 200000; i++) printf "<div>"; print "Ketamine reduces pain." }' >$T/tower.html && timeout 30 ./pipeline.sh -t conditions $T/tower.html

# rule tables
0	.	.	./pipeline.sh --check-rules
2	nosuch	.	./pipeline.sh -r $T/nosuch fixtures/articles/apa-list.txt
2	tag: 	.	cp -r configs $T/r01 && t=$T/r01/conditions.csv && printf 'T:1,spade,"open\n' >>$t && ./pipeline.sh -r $T/r01 -t conditions fixtures/articles/apa-list.txt >$T/o 2>$T/e; s=$?; cat $T/e >&2; grep -q "conditions.csv:[0-9]*:[0-9]*: a quote is opened and never closed" $T/e || s=98; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:2:	.	cp -r configs $T/r02 && t=$T/r02/conditions.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i T:1,a\"b,spade${p#,,}" $t && ./pipeline.sh -r $T/r02 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:1:2: no column 'lable' is known here	.	cp -r configs $T/r03 && t=$T/r03/conditions.csv && sed -i '1s/label/lable/' $t && ./pipeline.sh -r $T/r03 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:1:4: the column 'term' stands twice	.	cp -r configs $T/r04 && t=$T/r04/conditions.csv && sed -i '1s/match/term/' $t && ./pipeline.sh -r $T/r04 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:1: the column 'concept' is missing	.	cp -r configs $T/r05 && t=$T/r05/conditions.csv && sed -i '1s/concept/source/' $t && ./pipeline.sh -r $T/r05 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:40: the row has 40 cells, the header has	.	cp -r configs $T/r06 && t=$T/r06/conditions.csv && sed -i '2i T:1,spade,spade,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,x' $t && ./pipeline.sh -r $T/r06 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
0	.	T:1	cp -r configs $T/r06b && sed -i '2i T:1,spade,spade' $T/r06b/conditions.csv && echo 'A spade is here.' | ./pipeline.sh -q -r $T/r06b -t conditions
2	more columns than a rule table may have	.	cp -r configs $T/r06c && { yes x | head -n 65 | tr '\n' ,; echo; } >$T/r06c/conditions.csv && ./pipeline.sh -r $T/r06c fixtures/articles/apa-list.txt
2	conditions.csv:2: the line is not UTF-8	.	cp -r configs $T/r07 && t=$T/r07/conditions.csv && { head -n 1 $t; printf 'T:1,sp\377de,spade%s\n' "$(head -n 1 $t | tr -dc , | cut -c 3-)"; } >$T/new && mv $T/new $t && ./pipeline.sh -r $T/r07 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:1: cells are parted by ';'	.	cp -r configs $T/r07b && sed -i 's/,/;/g' $T/r07b/conditions.csv && ./pipeline.sh -r $T/r07b -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:1: cells are parted by tabs	.	cp -r configs $T/r07c && sed -i 's/,/\t/g' $T/r07c/conditions.csv && ./pipeline.sh -r $T/r07c -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
0	.	MESH:D003866	cp -r configs $T/r07d && sed -i 's/\r*$/,,/' $T/r07d/conditions.csv && ./pipeline.sh -r $T/r07d -t conditions fixtures/articles/apa-list.txt
2	conditions.csv:3:13: the row has 13 cells, the header has 11	.	cp -r configs $T/r07e && sed -i 's/\r*$/,,/; 3s/,$/,stray/' $T/r07e/conditions.csv && ./pipeline.sh -r $T/r07e -t conditions fixtures/articles/apa-list.txt
2	pipeline.sh: -o .nowhere.csv: with -f csv a folder	.	./pipeline.sh -o .nowhere.csv fixtures/articles/apa-list.txt
2	conditions.csv:2:2: the cell holds a NUL byte	.	cp -r configs $T/r08 && t=$T/r08/conditions.csv && { head -n 1 $t; printf 'T:1,sp\000de,spade%s\n' "$(head -n 1 $t | tr -dc , | cut -c 3-)"; } >$T/new && mv $T/new $t && ./pipeline.sh -r $T/r08 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:3: a quote stands in the middle of a cell	.	cp -r configs $T/r77 && printf 'concept,label,term\nT:1,spade,"a"b\n' >$T/r77/conditions.csv && ./pipeline.sh -r $T/r77 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:3:1: a quote stands in the middle of a cell	.	printf 'concept,label,term\nT:1,spade,spade\n"T:1,rake,\n"T:1,hoe,\n' >$T/r77/conditions.csv && ./pipeline.sh -r $T/r77 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:2: a rule needs a concept and a label	.	printf 'concept,label,term\n"T:\n1",,spade\n' >$T/r77/conditions.csv && ./pipeline.sh -r $T/r77 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:4: 'loose' is not one of	.	cp -r configs $T/r09 && t=$T/r09/conditions.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i T:1,spade,spade,loose${p#,,,}" $t && ./pipeline.sh -r $T/r09 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:3	.	cp -r configs $T/r10 && t=$T/r10/conditions.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i T:1,spade${p#,}" $t && ./pipeline.sh -r $T/r10 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:1	.	cp -r configs $T/r11 && t=$T/r11/conditions.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i ,spade,spade${p#,,}" $t && ./pipeline.sh -r $T/r11 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv	.	cp -r configs $T/r12 && t=$T/r12/conditions.csv && : >$t && ./pipeline.sh -r $T/r12 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv: No such file or directory	.	cp -r configs $T/r13 && t=$T/r13/conditions.csv && rm $t && ./pipeline.sh -r $T/r13 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	cues.csv:2:4:	.	cp -r configs $T/r14 && t=$T/r14/cues.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i negated,hardly,,sideways${p#,,,}" $t && ./pipeline.sh -r $T/r14 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	cues.csv:2:6:	.	cp -r configs $T/r14b && t=$T/r14b/cues.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i negated,hardly,,forward,,perhaps${p#,,,,,}" $t && ./pipeline.sh -r $T/r14b -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	scopes.csv:2:1:	.	cp -r configs $T/r14s0 && sed -i '2i maybe,hardly,,,,,,,' $T/r14s0/scopes.csv && build/tag -r $T/r14s0 --scopes conditions </dev/null >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	scopes.csv:2:4:	.	cp -r configs $T/r14s1 && sed -i '2i negation,hardly,,many,,,,,' $T/r14s1/scopes.csv && build/tag -r $T/r14s1 --scopes conditions </dev/null >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	scopes.csv:2:6:	.	cp -r configs $T/r14s2 && sed -i '2i negation,hardly,,,,far,,,' $T/r14s2/scopes.csv && build/tag -r $T/r14s2 --scopes conditions </dev/null >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	clauses.csv:2:1:	.	cp -r configs $T/r14s3 && sed -i '2i clause noun,hardly,,,,' $T/r14s3/clauses.csv && build/tag -r $T/r14s3 --scopes conditions </dev/null >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	effects.csv:2:1:	.	cp -r configs $T/r15 && t=$T/r15/effects.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i wreck,wreck,,forward${p#,,,}" $t && ./pipeline.sh -r $T/r15 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	headings.csv:2:1:	.	cp -r configs $T/r16 && t=$T/r16/headings.csv && p=$(head -n 1 $t | tr -dc ,) && sed -i "2i nosuch,Spade${p#,}" $t && ./pipeline.sh -r $T/r16 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	boilerplate.csv:	.	cp -r configs $T/r17 && t=$T/r17/boilerplate.csv && printf 'line,"Read on' >>$t && ./pipeline.sh -r $T/r17 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	abbreviations.csv:	.	cp -r configs $T/r18 && t=$T/r18/abbreviations.csv && printf 'title,Dr.,a,b,c,d,e,f,g,h,i\n' >>$t && ./pipeline.sh -r $T/r18 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	citations.csv:	.	cp -r configs $T/r19 && t=$T/r19/citations.csv && printf 'study,"trial\n' >>$t && ./pipeline.sh -r $T/r19 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	references.csv:	.	cp -r configs $T/r20 && t=$T/r20/references.csv && printf 'particle,"van\n' >>$t && ./pipeline.sh -r $T/r20 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	categories.csv: no such rule table	.	cp -r configs $T/r21 && t=$T/r21/categories.csv && rm $t && ./pipeline.sh -r $T/r21 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	weather.csv	.	cp -r configs $T/r22 && t=$T/r22/categories.csv && echo "weather,weather,body$(head -n 1 $t | sed 's/[^,]*,[^,]*,[^,]*//; s/[^,]//g')" >>$t && ./pipeline.sh -r $T/r22 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	conditions.csv:2:4: the kind 'disordr' is none of those in categories.csv: disorder symptom	.	cp -r configs $T/r70 && printf 'concept,label,term,kind\nT:1,spade,spade,disordr\n' >$T/r70/conditions.csv && ./pipeline.sh -r $T/r70 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	categories.csv:5:1: the table 'conditions' stands already on line 2	.	cp -r configs $T/r71 && echo 'conditions,condition,body,no,no,,subject,,no' >>$T/r71/categories.csv && ./pipeline.sh -r $T/r71 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	categories.csv:5:3: 'bdoy' is no zone	.	cp -r configs $T/r72 && echo 'tools,tool,title bdoy,no,no,,subject,,no' >>$T/r72/categories.csv && printf 'concept,label,term\nT:2,garden fork,fork\n' >$T/r72/tools.csv && ./pipeline.sh -r $T/r72 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	categories.csv:5:6: 'conditon' is no type of an earlier row	.	cp -r configs $T/r73 && echo 'tools,tool,title,no,no,conditon,subject,,no' >>$T/r73/categories.csv && printf 'concept,label,term\nT:2,garden fork,fork\n' >$T/r73/tools.csv && ./pipeline.sh -r $T/r73 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	categories.csv:5:8: 'blade' is no kind of this row	.	cp -r configs $T/r74 && echo 'tools,tool,title,no,no,,subject,blade,yes,handle' >>$T/r74/categories.csv && printf 'concept,label,term\nT:2,garden fork,fork\n' >$T/r74/tools.csv && ./pipeline.sh -r $T/r74 -t conditions fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
0	.	.	cp -r configs $T/r30 && for t in $T/r30/*.csv; do { printf '\357\273\277'; sed 's/$/\r/' $t; printf '\r\n'; } >$T/new && mv $T/new $t; done; ./pipeline.sh fixtures/articles/apa-list.txt >$T/a && ./pipeline.sh -r $T/r30 fixtures/articles/apa-list.txt | cmp - $T/a
0	.	T:1,spade	cp -r configs $T/r31 && printf 'concept,label,term\nT:1,spade,spade\n' >$T/r31/conditions.csv && ./pipeline.sh -r $T/r31 -t conditions fixtures/articles/nothing-found.txt
0	.	T:2,garden fork	cp -r configs $T/r32 && t=$T/r32/categories.csv && echo "tools,tool,title heading body list$(head -n 1 $t | sed 's/[^,]*,[^,]*,[^,]*//; s/[^,]//g')" >>$t && printf 'concept,label,term\nT:2,garden fork,fork\n' >$T/r32/tools.csv && ./pipeline.sh -r $T/r32 -t tools fixtures/articles/nothing-found.txt
2	conditions.csv:	.	./pipeline.sh --check-rules -r $T/r09
2	conditions.csv:2:	.	cp -r configs $T/r33 && printf 'concept,label,term,example,counterexample\nT:1,spade,spade,A rake is not one of them.,A rake.\n' >$T/r33/conditions.csv && ./pipeline.sh --check-rules -r $T/r33
2	conditions.csv:2:	.	cp -r configs $T/r34 && printf 'concept,label,term,example,counterexample\nT:1,spade,spade,A [[spade]] is good.,A spade is good.\n' >$T/r34/conditions.csv && ./pipeline.sh --check-rules -r $T/r34
2	conditions.csv:3:2: the concept 'T:1' has the label 'spade' on line 2	.	cp -r configs $T/r34b && printf 'concept,label,term,example,counterexample\nT:1,spade,spade,A [[spade]] is good.,A rake is good.\nT:1,shovel,shovel,,\n' >$T/r34b/conditions.csv && ./pipeline.sh --check-rules -r $T/r34b
2	conditions.csv:2:4: no concept 'T:8' stands in this table	.	cp -r configs $T/r75 && printf 'concept,label,term,broader,example,counterexample\nT:1,spade,spade,T:2|T:8,A [[spade]].,A rake.\nT:2,tool,tool,,A [[tool]].,A rake.\n' >$T/r75/conditions.csv && ./pipeline.sh --check-rules -r $T/r75
2	conditions.csv:3:4: 'T:2' is broader than itself	.	cp -r configs $T/r76 && printf 'concept,label,term,broader,example,counterexample\nT:1,spade,spade,T:2,A [[spade]].,A rake.\nT:2,tool,tool,T:1,A [[tool]].,A rake.\n' >$T/r76/conditions.csv && ./pipeline.sh --check-rules -r $T/r76
2	categories.csv:5:3: 'bdoy' is no zone	.	./pipeline.sh --check-rules -r $T/r72
2	.	::error file=rules%2C 1%25/conditions.csv,line=2::tag: cell 4: the kind 'disordr'	p=$PWD/pipeline.sh && cp -r $T/r70 "$T/rules, 1%" && cd $T && $p --check-rules -f github -r "rules, 1%"
0	.	0	./pipeline.sh --check-rules -f github | grep -c .; ./pipeline.sh --check-rules -f github >$T/o
2	--check-rules says its faults as text or, with -f github	.	./pipeline.sh --check-rules -f sarif
0	tools.csv: nothing reads this table	.	cp -r configs $T/r78 && printf 'concept,label,term\nT:2,garden fork,fork\n' >$T/r78/tools.csv && ./pipeline.sh --check-rules -r $T/r78
0	.	.	echo 'T:1,fork effect,<tools> effect,pattern,,state,,,The [[fork effect]] was small.,No effect.,x' >>$T/r78/mechanisms.csv && cp $T/r78/tools.csv $T/r78/mechanisms-learnt.csv && ./pipeline.sh --check-rules -r $T/r78 2>&1 | grep -c 'nothing reads' | grep 0

# outputs
3	emit: <stdout>: No space left on device	.	./pipeline.sh -t claims fixtures/articles/apa-list.txt >/dev/full
3	emit: <stdout>: No space left on device	.	./pipeline.sh -f jsonl fixtures/articles/apa-list.txt >/dev/full
3	normalize: <stdout>: No space left on device	.	./pipeline.sh -s normalize fixtures/articles/apa-list.txt >/dev/full
3	cite: <stdout>: No space left on device	.	./pipeline.sh -s cite fixtures/articles/apa-list.txt >/dev/full
3	No space left on device	.	./pipeline.sh --help >/dev/full
3	tag: 	.	build/tag --help >/dev/full
3	Bad file descriptor	.	./pipeline.sh fixtures/articles/apa-list.txt >&-
0	.	doc,sentence	./pipeline.sh -q fixtures/articles | head -n 1
0	.	"type":"document"	./pipeline.sh -q -f jsonl fixtures/articles | head -n 1
0	.	"type":"document"	./pipeline.sh -q -j 1 -s link fixtures/articles | head -n 1
1	list.jsonl:3	12	./pipeline.sh -o $T/all fixtures/articles; s=$?; ls -A $T/all | wc -l; exit $s
0	.	.	for t in claims documents sentences conditions mechanisms interventions citations references findings; do [ $(wc -l <$T/all/$t.csv) -gt 1 ] || exit 9; done; ./pipeline.sh -q -t citations fixtures/articles | cmp - $T/all/citations.csv && ./pipeline.sh -q -f jsonl fixtures/articles | cmp - $T/all/records.jsonl
0	.	.	./pipeline.sh -q -j 2 -o $T/again fixtures/articles; diff -r $T/all $T/again && ./pipeline.sh -q -o $T/again fixtures/articles; diff -r $T/all $T/again
1	.	0	cat $T/all/*.json $T/all/*.jsonl $T/all/*.csv | grep -c -e $T -e '/tmp/'
2	README.md	.	cp fixtures/README.md $T/README.md && ./pipeline.sh -o $T/README.md fixtures/articles/apa-list.txt; s=$?; cmp $T/README.md fixtures/README.md || exit 99; exit $s
2	no/such/parent	.	./pipeline.sh -o $T/no/such/parent fixtures/articles/apa-list.txt
3	File too large	.	trap '' XFSZ; ulimit -f 8; ./pipeline.sh -q -j 1 -o $T/large fixtures/articles; s=$?; [ ! -e $T/large ] || exit 99; exit $s
3	File too large	.	ulimit -f 8; ./pipeline.sh -q -j 1 -o $T/larger fixtures/articles; s=$?; [ ! -e $T/larger ] || exit 99; exit $s
2	references.csv:	.	./pipeline.sh -r $T/r20 -o $T/none fixtures/articles/apa-list.txt; s=$?; [ ! -e $T/none ] || exit 99; exit $s
2	references.csv:	.	mkdir $T/old && echo old >$T/old/claims.csv && ./pipeline.sh -r $T/r20 -o $T/old fixtures/articles/apa-list.txt; s=$?; [ "$(cat $T/old/* $T/old/.e* 2>/dev/null)" = old ] || exit 99; exit $s

# stages that die, streams that are cut
0	.	.	mkdir -p $T/house/build $T/house/common $T/house/stages && cp pipeline.sh setup.sh $T/house && cp stages/run.sh $T/house/stages && cp common/stream/version.h $T/house/common && cp -r configs $T/house && for s in normalize segment tag cite link emit; do cp build/$s $T/house/build; done; $T/house/pipeline.sh -q -f jsonl -j 1 fixtures/articles | cmp - $T/all/records.jsonl
3	cite	.	printf '#!/bin/sh\nhead -c 9000\nkill -9 $$\n' >$T/house/build/cite && $T/house/pipeline.sh -q -j 1 -o $T/dead1 fixtures/articles; s=$?; [ ! -e $T/dead1 ] || exit 99; exit $s
3	cut	.	printf '#!/bin/sh\nhead -c 9000\n' >$T/house/build/cite && $T/house/pipeline.sh -q -j 1 -o $T/dead2 fixtures/articles; s=$?; [ ! -e $T/dead2 ] || exit 99; exit $s
3	cite	.	rm $T/house/build/cite && $T/house/pipeline.sh -q -j 1 -o $T/dead3 fixtures/articles; s=$?; [ ! -e $T/dead3 ] || exit 99; exit $s
3	normalize	.	cp build/cite $T/house/build && printf '#!/bin/sh\ncase "$*" in *--count-slices*) exec %s/build/normalize "$@" ;; esac\nkill -11 $$\n' "$PWD" >$T/house/build/normalize && $T/house/pipeline.sh -q -j 1 -o $T/dead4 fixtures/articles; s=$?; [ ! -e $T/dead4 ] || exit 99; exit $s
3	cite	.	cp build/normalize $T/house/build && awk 'BEGIN { for (i = 0; i < 90000; i++) printf "{\"doc\":\"d%d\",\"text\":\"Ketamine reduces depression and anxiety in adults, a study of its kind has shown (Veltri, 2018). There was no pain.\"}\n", i }' >$T/many.jsonl && printf '#!/bin/sh\nhead -c 900000\nkill -9 $$\n' >$T/house/build/cite && $T/house/pipeline.sh -q -j 2 -o $T/dead8 $T/many.jsonl; s=$?; [ ! -e $T/dead8 ] || exit 99; exit $s

# what is said at last
0	said: pipeline.sh: documents 1, rejected 0, sentences	.	./pipeline.sh fixtures/articles/apa-list.txt 2>&1 >/dev/null | sed 's/^/said: /' >&2
1	said: pipeline.sh: documents 3, rejected 1,	.	./pipeline.sh -j 2 -o $T/closed fixtures/articles/list.jsonl 2>$T/said; s=$?; sed 's/^/said: /' $T/said >&2; exit $s
0	said: pipeline.sh: documents 3 (1 under a name that was there before), rejected 0,	.	printf '{"doc":"%s","text":"A word."}\n' a b a >$T/same.jsonl; ./pipeline.sh -j 2 $T/same.jsonl 2>&1 >/dev/null | sed 's/^/said: /' >&2
0	said: pipeline.sh: documents 3 (1 under a name that was there before), rejected 0,	.	printf '{"doc":"%s","text":"A word."}\n' a b a >$T/same.jsonl; ./pipeline.sh $T/same.jsonl 2>&1 >/dev/null | sed 's/^/said: /' >&2
1	.	0	for o in -q "-q -o $T/closed"; do ./pipeline.sh $o fixtures/articles/list.jsonl >/dev/null 2>>$T/silent; done; wc -c <$T/silent; exit 1
0	.	0	./pipeline.sh -s cite fixtures/articles/apa-list.txt 2>&1 >/dev/null | wc -c

3	emit	.	cp build/cite $T/house/build && printf '#!/bin/sh\nhead -c 9000 >/dev/null\nkill -9 $$\n' >$T/house/build/emit && $T/house/pipeline.sh -q -j 1 fixtures/articles
3	segment: <stdin>:	.	build/normalize fixtures/articles/apa-list.txt | head -c 3000 | build/segment
3	cut	.	build/normalize fixtures/articles/apa-list.txt | head -n 4 | build/segment
3	cut	.	build/normalize fixtures/articles/apa-list.txt | head -n 4 | build/emit >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
3	damaged	.	build/normalize fixtures/articles/apa-list.txt | sed 5d | build/segment
3	cut	.	head -c 20000 /dev/zero | build/cite
3	<stdin>:1	.	echo 'no record at all' | build/link
3	<stdin>:	.	printf '%s\n' '{"type":"document","doc":"a"}' '{"type":"document-end","doc":"b","status":"ok"}' | build/tag conditions
3	<stdin>:1	.	printf '%s\n' '{"type":"sentence","doc":"a"}' '{"type":"document-end","doc":"a","status":"ok"}' | build/link
0	.	.	for s in segment 'tag conditions' cite link; do build/$s </dev/null || exit; done
3	.	.	(sleep 3; cat fixtures/articles/apa-list.txt) | ./pipeline.sh -q -j 2 -o $T/killed - & p=$!; sleep 1; kill -TERM $p; wait $p; s=$?; [ ! -e $T/killed ] || exit 99; exit $s
3	.	.	mkfifo $T/open && { sleep 30 >$T/open & h=$!; }; ./pipeline.sh -q -j 1 -o $T/killed1 - <$T/open & p=$!; sleep 1; kill -TERM $p; wait $p; s=$?; kill $h || exit 98; [ ! -e $T/killed1 ] || exit 99; exit $s
3	.	.	mkfifo $T/open2 && { sleep 30 >$T/open2 & h=$!; }; ./pipeline.sh -q -j 1 --refresh $T/killed2 - <$T/open2 & p=$!; sleep 1; kill -HUP $p; wait $p; s=$?; kill $h || exit 98; [ ! -e $T/killed2 ] || exit 99; exit $s
0	.	.	mkfifo $T/open4 && mkdir $T/t && { sleep 30 >$T/open4 & h=$!; }; TMPDIR=$T/t ./pipeline.sh -q -j 1 -o $T/killed3 - <$T/open4 & p=$!; n=0; while [ $n -lt 50 ] && ! grep -aqs "$T/t/e[v]itab" /proc/[0-9]*/cmdline; do sleep 0.2; n=$((n + 1)); done; [ $n -lt 50 ] || exit 97; kill -KILL $p; while [ $n -lt 100 ] && [ -n "$(ls -A $T/t)" ]; do sleep 0.2; n=$((n + 1)); done; kill $h || exit 98; [ ! -e $T/killed3 ] && [ -z "$(ls -A $T/t)" ] || exit 99; ! grep -aqs "$T/t/e[v]itab" /proc/[0-9]*/cmdline
0	.	0	mkdir -p $T/left/.evitab-1 && : >$T/left/.evitab-1/claims.csv && ./pipeline.sh -q -o $T/left fixtures/articles/apa-list.txt && ls -A $T/left | grep -c evitab- | grep 0
3	is a folder	.	mkdir -p $T/taken/records.jsonl && ./pipeline.sh -q -o $T/taken fixtures/articles/apa-list.txt; s=$?; [ "$(ls -A $T/taken)" = records.jsonl ] || exit 99; exit $s
0	.	same	for i in 1 2 3 4 5 6; do ./pipeline.sh -q -j 1 -o $T/twice fixtures/articles/apa-list.txt & ./pipeline.sh -q -j 1 -o $T/twice fixtures/articles/vancouver-numbered.txt & wait; d=$(sed -n 's/^{"type":"document","doc":"\([^"]*\)".*/\1/p' $T/twice/records.jsonl); for t in documents sentences references; do [ "$(cut -d, -f1 $T/twice/$t.csv | sed 1d | sort -u)" = "$d" ] || exit 99; done; done; [ -z "$(ls -A $T/twice | grep evitab-)" ] && echo same
# standard files that are closed
3	stdout	.	./pipeline.sh -q fixtures/articles/apa-list.txt >&-
1	.	rejected	./pipeline.sh -q -t documents <&-
0	.	same	./pipeline.sh -q -o $T/shut fixtures/articles/apa-list.txt <&- >&- 2>&-; ./pipeline.sh -q -o $T/open3 fixtures/articles/apa-list.txt && diff -r $T/shut $T/open3 && echo same
0	.	same	build/normalize fixtures/articles/apa-list.txt 2>&- | build/segment 2>&- >$T/shut1; build/normalize -q fixtures/articles/apa-list.txt | build/segment | cmp - $T/shut1 && echo same
3	.	.	./pipeline.sh --version >/dev/full 2>$T/e
# disks that are full, files that may not grow, modes
3	cat: 	.	yes '{"doc":"d","text":"It is."}' | head -c 9000000 >$T/long.jsonl; ./pipeline.sh -q -j 2 -s normalize $T/long.jsonl >/dev/full
3	full?	.	mkdir $T/small; unshare -rm true 2>$T/e || { echo 'full? (cannot be tried)' >&2; exit 3; }; unshare -rm sh -c 'mount -t tmpfs -o size=4k none $T/small && TMPDIR=$T/small ./pipeline.sh -q -o $T/never2 fixtures/articles/apa-list.txt'; s=$?; [ ! -e $T/never2 ] || exit 99; exit $s
0	.	-rw-------	umask 077; ./pipeline.sh -q -o $T/mine fixtures/articles/apa-list.txt && ls -l $T/mine/claims.csv

# tables, formats, stages, jobs
0	.	doc,	./pipeline.sh -t claims fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t documents fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t sentences fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t conditions fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t mechanisms fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t interventions fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t citations fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t references fixtures/articles/apa-list.txt
0	.	doc,	./pipeline.sh -t findings fixtures/articles/apa-list.txt
0	.	"type":"block"	./pipeline.sh -s normalize fixtures/articles/apa-list.txt
0	.	"type":"sentence"	./pipeline.sh -s segment fixtures/articles/apa-list.txt
0	.	"type":"mechanism"	./pipeline.sh -s tag fixtures/articles/apa-list.txt
0	.	"type":"citation"	./pipeline.sh --stop=cite fixtures/articles/apa-list.txt
0	.	"type":"claim"	./pipeline.sh -slink fixtures/articles/apa-list.txt
0	.	.	for s in conditions interventions mechanisms; do ./pipeline.sh -s $s fixtures/articles/apa-list.txt >/dev/null || exit; done; ./pipeline.sh -s emit fixtures/articles/apa-list.txt >$T/a && ./pipeline.sh --table=claims --jobs=2 fixtures/articles/apa-list.txt | cmp - $T/a
0	.	.	./pipeline.sh -s link fixtures/articles/apa-list.txt | sed "s/,\"block\":[0-9]*//" | grep -v '^{"type":"block"' >$T/a; ./pipeline.sh -f jsonl fixtures/articles/apa-list.txt | cmp - $T/a
0	.	.	for j in 1 3; do ./pipeline.sh -q -f jsonl -j $j fixtures/articles >$T/j$j; done; cmp $T/j1 $T/j3 && LC_ALL=C.UTF-8 TZ=Asia/Tokyo TMPDIR=$T ./pipeline.sh -q -f jsonl fixtures/articles | cmp - $T/j1; [ -s $T/j1 ]
0	.	,7,608,775,	./pipeline.sh -i references -t references fixtures/references.txt
0	.	8	./pipeline.sh -i references -t references fixtures/references.txt | grep -c "^[^ ]"
0	.	.	./pipeline.sh -t citations fixtures/articles/apa-list.txt | head -n 1 | od -c | grep -q '\\r  *\\n'
0	.	.	./pipeline.sh --excel fixtures/articles/apa-list.txt | head -c 3 | od -An -tx1 | grep -q 'ef bb bf'
0	.	'=1+1	printf '=1+1 is a formula of depression.\n' | ./pipeline.sh --excel -t sentences -
0	.	.	p=$PWD/pipeline.sh; cd / && "$p" -t citations "${p%/*}/fixtures/articles/apa-list.txt" >/dev/null

# gates
1	unresolved-citation	.	./pipeline.sh --fail-on unresolved-citation fixtures/articles/apa-list.txt
1	any	.	./pipeline.sh --fail-on any fixtures/articles/list-cut.txt
0	.	.	./pipeline.sh --fail-on duplicate-doi fixtures/articles/apa-list.txt
0	.	.	./pipeline.sh --fail-on any fixtures/articles/nothing-found.txt
1	.	.	./pipeline.sh -q --fail-on duplicate-doi,duplicate-reference -o $T/gate fixtures/articles/apa-list.txt; s=$?; [ -e $T/gate/findings.csv ] || exit 99; exit $s
0	.	,n,start,	./pipeline.sh -i references fixtures/references.txt | head -n 1
0	.	,n,start,	./pipeline.sh -i references -f csv fixtures/references.txt | head -n 1
0	.	,code,severity,	./pipeline.sh -t findings -i references fixtures/references.txt | head -n 1
0	.	{"type":"document"	./pipeline.sh -i references -f jsonl fixtures/references.txt | head -n 1
0	.	0	rm -rf $T/refs && ./pipeline.sh -i references -o $T/refs fixtures/references.txt | wc -c
