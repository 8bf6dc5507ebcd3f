# References out, and libraries of known works. Columns as in errors.tst.
0	.	usage: library	build/library --help
2	with -o the index to write	.	build/library fixtures/references.txt
2	no format that is known	.	build/library -o $T/x.lib fixtures/references.txt; s=$?; [ ! -e $T/x.lib ] || exit 99; exit $s
2	No such file	.	build/library -o $T/x.lib no-such-file; s=$?; [ ! -e $T/x.lib ] || exit 99; exit $s
2	no-such-folder	.	printf '[]' | build/library -o no-such-folder/x.lib -
2	--library no-such-file	.	./pipeline.sh --library no-such-file fixtures/articles/apa-list.txt >$T/o; s=$?; [ ! -s $T/o ] || exit 99; exit $s
2	needs an argument	.	./pipeline.sh fixtures/articles/apa-list.txt --library
0	.	TY  - JOUR	./pipeline.sh -f ris fixtures/articles/apa-list.txt
0	.	@article{apa-list-1,	./pipeline.sh -f bibtex fixtures/articles/apa-list.txt
0	.	"id": "apa-list.2-1"	mkdir $T/again && cp fixtures/articles/apa-list.txt $T/again && ./pipeline.sh -f csl-json fixtures/articles/apa-list.txt $T/again
0	.	[]	./pipeline.sh -f csl-json fixtures/articles/empty.txt
0	.	0	./pipeline.sh -q -f ris fixtures/articles >$T/1.ris; ./pipeline.sh -q -j 1 -f ris fixtures/articles | cmp - $T/1.ris && echo 0
0	.	0	./pipeline.sh -q -f csl-json fixtures/articles/apa-list.txt >"$T/it's known.json" && ./pipeline.sh -t findings --library "$T/it's known.json" fixtures/articles/apa-list.txt | grep -c -e contradicted- -e unverified-; true
0	.	0	for f in ris bibtex csl-json; do ./pipeline.sh -q -f $f fixtures/articles/vancouver-numbered.txt >$T/k.$f && build/library -o $T/k.lib $T/k.$f && ./pipeline.sh -t findings --library $T/k.lib fixtures/articles/vancouver-numbered.txt >$T/f.$f; done; cmp $T/f.ris $T/f.bibtex && cmp $T/f.ris $T/f.csl-json && grep -c contradicted- $T/f.ris; true
0	.	3	printf '[]' >$T/empty.json && printf 'A. Lee (2018). Naps. Sleep, 3, 4.\n\nB. Lee (2019). Rest. Sleep, 4, 5.\n' | ./pipeline.sh -q -i references -t findings --library $T/empty.json 2>/dev/null | grep -c .
0	none.json: 0 works	unverified-reference,info	printf '[]' >$T/none.json && ./pipeline.sh -t findings --library=$T/none.json fixtures/articles/apa-list.txt
2	another version	.	printf 'EVITABLB\001\000\000\000\004\003\002\001' >$T/old.lib && head -c 200 /dev/zero >>$T/old.lib && ./pipeline.sh --library $T/old.lib fixtures/articles/apa-list.txt >/dev/null
3	stdout	.	./pipeline.sh -f ris fixtures/articles/apa-list.txt >/dev/full
0	.	same	./pipeline.sh -q -f ris fixtures/articles/apa-list.txt >$T/works.ris && gzip -kf $T/works.ris && build/library -q -o $T/plain.lib $T/works.ris && build/library -q -o $T/packed.lib $T/works.ris.gz && cmp $T/plain.lib $T/packed.lib && echo same
3	cut	.	head -c 300 $T/works.ris.gz >$T/cut.ris.gz; build/library -o $T/cut.lib $T/cut.ris.gz; s=$?; [ ! -e $T/cut.lib ] || exit 99; exit $s
# BibTeX with its own words for journals, Greek letters in formulas, "and" in the title; a DOI that stands in an address alone
0	.	0	printf '@string{jn = "Journal of Naps"}\n@article{a, title={{$\\alpha$} waves and naps in night nurses}, author={Linde, Ann and others}, journal=jn, volume=7, year=2017}\n' >$T/k.bib; printf 'Linde, A. (2017). α waves & naps in night nurses. Journal of Naps, 7(1), 1-9.\n' | ./pipeline.sh -q -i references -t findings --library $T/k.bib | grep -c reference; true
0	.	year '2017' there, '2011' here	printf '@string{jn = "Journal of Naps"}\n@article{a, title={Waves and naps in night nurses}, author={Linde, Ann}, journal=jn, volume=7, year=2017}\n' >$T/k.bib; printf 'Linde, A. (2011). Waves and naps in night nurses. Journal of Naps, 7(1), 1-9.\n' | ./pipeline.sh -q -i references -t findings --library $T/k.bib
0	.	title 'Naps for all who work' there	printf 'TY  - JOUR\r\nTI  - Naps for all who work\r\nAU  - van den Berg, Ann\r\nPY  - 2017\r\nUR  - https://doi.org/10.5555/naps.7\r\nER  - \r\n' >$T/k.ris; printf 'Gonne, P. (2017). Another title altogether. Journal of Naps, 7, 1-9. https://doi.org/10.5555/naps.7\n' | ./pipeline.sh -q -i references -t findings --library $T/k.ris
