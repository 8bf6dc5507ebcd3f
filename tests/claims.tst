# What claims say of support, strength and reserve, one sentence a line. Columns as in errors.tst.
0	.	"support":"attributed","hedged":false,"strength":"meta-analysis"	echo 'Meta-analyses have shown that ketamine reduces depression.' | ./pipeline.sh -q -f jsonl
0	.	"support":"attributed","hedged":false,"strength":"randomized controlled trial"	echo 'Randomized trials show that ketamine reduces pain.' | ./pipeline.sh -q -f jsonl
0	.	"support":"attributed","hedged":false,"strength":"case report"	echo 'Case series describe psychosis after ketamine.' | ./pipeline.sh -q -f jsonl
0	.	"support":"attributed","hedged":true,"strength":"preclinical study"	echo 'Animal studies suggest that ketamine raises BDNF.' | ./pipeline.sh -q -f jsonl
0	.	"support":"unnamed-study","hedged":false,"strength":"opinion"	echo 'A recent editorial published in the Journal of Sleep Care said that depression is common.' | ./pipeline.sh -q -f jsonl
0	.	"support":"cited","hedged":false,"strength":"systematic review"	echo 'According to a systematic review (Lee, 2019), ketamine reduces pain.' | ./pipeline.sh -q -f jsonl
0	.	"support":"attributed","hedged":false,"strength":null	echo 'Studies have shown that ketamine reduces pain.' | ./pipeline.sh -q -f jsonl
# of several designs the strongest; of the study that the paragraph goes on from
0	.	"support":"cited","hedged":false,"strength":"meta-analysis"	printf 'Ketamine reduces pain (Lee, 2019; Poe, 2020).\n\nReferences\n\nLee, A. (2019). Ketamine and pain: a case report. Journal of Tests, 1(2), 3-4.\nPoe, E. (2020). Ketamine and pain: a meta-analysis. Journal of Tests, 2(2), 5-6.\n' | ./pipeline.sh -q -f jsonl
0	.	"support":"carried","hedged":false,"strength":"cohort study"	echo 'A cohort study published in the Journal of Sleep Care followed nurses with depression. The study found that ketamine reduces depression.' | ./pipeline.sh -q -f jsonl
0	.	"support":"none","hedged":false,"strength":null	printf 'A cohort study published in the Journal of Sleep Care followed nurses with depression.\n\nKetamine reduces depression in most patients.\n' | ./pipeline.sh -q -f jsonl
# what only sells
0	.	"support":"none","hedged":true,"strength":null	echo 'This supplement may enhance serotonin.' | ./pipeline.sh -q -f jsonl
0	.	"support":"none","hedged":true,"strength":null	echo 'It is a miracle cure for depression.' | ./pipeline.sh -q -f jsonl
0	.	"support":"none","hedged":true,"strength":null	echo 'Ketamine is touted as a wonder drug for depression.' | ./pipeline.sh -q -f jsonl
0	.	"support":"none","hedged":false,"strength":null	echo 'Ketamine reduces depression within hours.' | ./pipeline.sh -q -f jsonl
# section, DOI, findings: of the sentence, its citations, the entries that they lead to
0	.	"section":"Pain","dois":["10.5555/tests.1"],"findings":["year-mismatch"]	printf 'Pain\n\nKetamine reduces pain in most patients (Lee, 2018).\n\nReferences\n\nLee, A. (2019). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4. https://doi.org/10.5555/tests.1\n' | ./pipeline.sh -q -f jsonl
# a section's name without the signs of Markdown; a # that is part of a word, and stars that mark one of its words, stay
0	.	"section":"Pain"	printf '## **Pain:** ##\n\nKetamine reduces pain in most patients.\n' | ./pipeline.sh -q -f jsonl
0	.	"section":"#MeToo"	printf '#MeToo\n\nKetamine reduces pain in most patients.\n' | ./pipeline.sh -q -f jsonl
0	.	"section":"*Kava* and sleep"	printf '# *Kava* and sleep\n\nKetamine reduces pain in most patients.\n' | ./pipeline.sh -q -f jsonl
0	.	"findings":["duplicate-reference"]	printf 'Ketamine reduces pain in most patients [2].\n\nReferences\n\n1. Lee A. Ketamine and pain in old age. J Tests. 2019;1(2):3-4.\n2. Lee A. Ketamine and pain in old age. J Tests. 2019;1(2):3-4.\n' | ./pipeline.sh -q -f jsonl
# An entry of a later year than the article; a claim of an effect without a source.
0	.	a,future-year,possible,3,	printf '{"doc":"a","date":"2015-01-02","text":"Sleep helps (Lee, 2019).\\n\\nReferences\\n\\nLee, A. (2019). Sleep. Journal of Sleep, 3, 4-5.\\n\\nPark, B. (2016). Naps. Journal of Sleep, 4, 5-6."}\n' | ./pipeline.sh -q -i jsonl -t findings -
0	.	0	printf '{"doc":"a","text":"Sleep helps (Lee, 2019).\\n\\nReferences\\n\\nLee, A. (2019). Sleep. Journal of Sleep, 3, 4-5."}\n' | ./pipeline.sh -q -i jsonl -t findings - | grep -c future-year; true
1	.	unsupported-claim,info,1,	printf 'Ketamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q --fail-on unsupported-claim -t findings -
0	.	0	printf 'Ketamine may block the NMDA receptor. Studies have shown that ketamine increases BDNF in rats.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
# What owes no source: an abstract, a report of research; a claim whose source stands in the next sentence but not one of another paragraph.
0	.	0	printf 'Naps in old age\n\nAbstract\n\nKetamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Naps in old age\n\nIntroduction\n\nSleep is good for most people.\n\n2. Methods\n\nWe gave people naps at noon.\n\n3. Results\n\nKetamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Naps in old age\n\nIntroduction\n\nSleep is good for most people.\n\nResults for you\n\nKetamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Ketamine blocks the NMDA receptor on neurons. Sleep is good (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Ketamine blocks the NMDA receptor on neurons.\n\nSleep is good (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Sleep is good (Lee, 2018). Naps are short. Ketamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Sleep is good (Lee, 2018). Naps are short. Beds are soft. Ketamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Ketamine blocks the NMDA receptor on neurons. Naps are short. Sleep is good (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Ketamine blocks the NMDA receptor on neurons. Naps are short. Beds are soft. Sleep is good (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Naps in old age\n\nIntroduction\n\nSleep is good for most people.\n\nMethods\n\nPeople took part in a study of naps at noon.\n\nResults\n\nThe pilot study showed that naps help.\n' | ./pipeline.sh -q -t findings - | grep -c unnamed; true
0	.	1	printf 'Naps in old age\n\nMethods\n\nPeople slept.\n\nResults\n\nThey woke up.\n\nDiscussion\n\nA recent pilot study showed that naps help.\n' | ./pipeline.sh -q -t findings - | grep -c unnamed; true
# A page that was mended after its date says nothing by it.
0	.	0	printf '{"doc":"a","date":"2015-01-02","text":"Sleep helps (Lee, 2019).\\n\\nReferences\\n\\nLee, A. (2019). Sleep. Journal of Sleep, 3, 4-5.\\n\\nPark, B. (2018). Naps. Journal of Sleep, 4, 5-6."}\n' | ./pipeline.sh -q -i jsonl -t findings - | grep -c future-year; true
# One work twice, with another year.
0	.	duplicate-reference	printf 'Naps help (Lee, 2018; Lee, 2021).\n\nReferences\n\nLee, A. (2018). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4. https://doi.org/10.5555/tests.1\n\nLee, A. (2021). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4. https://doi.org/10.5555/tests.1\n' | ./pipeline.sh -q -t findings -
# A citation that names its work by an identifier or a place in print needs no list; where the list has the work, it leads there.
0	.	0	printf 'Naps cure depression (PMID: 12345678; Lancet 2013; 382: 1575-86).\n\nReferences\n\nLee, A. (2018). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4.\n\nPark, B. (2018). Naps. Journal of Sleep, 4, 5-6.\n' | ./pipeline.sh -q -t findings - | grep -c unresolved; true
0	.	"reference":[2]	printf 'Naps cure depression (PMID: 12345678).\n\nReferences\n\nLee, A. (2018). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4.\n\nPark, B. (2018). Naps. Journal of Sleep, 4, 5-6. PMID: 12345678\n' | ./pipeline.sh -q -f jsonl -
0	.	"reference":[1]	printf 'Naps cure depression (J Tests 2018;1(2):3).\n\nReferences\n\nLee, A. (2018). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4.\n\nPark, B. (2018). Naps. Journal of Sleep, 4, 5-6.\n' | ./pipeline.sh -q -f jsonl -
# Nobody has to cite what stands under "Further reading".
0	.	1	printf 'Naps help (Lee, 2018), and so does light (Lee, 2018).\n\nReferences\n\nLee, A. (2018). Ketamine and pain in old age. Journal of Tests, 1(2), 3-4.\n\nPark, B. (2018). Naps. Journal of Sleep, 4, 5-6.\n\nFurther reading\n\nHill, C. (2010). Light in the ward. Journal of Sleep, 2, 7-8.\n' | ./pipeline.sh -q -t findings - | grep -c uncited; true
# On a page a link to another site is a source; a link inside the site is none. In a text an address is one.
0	.	A large study	printf '<html><head><link rel="canonical" href="https://www.naps.example/a"></head><body><article><h1>What a nap does</h1><p>Sleep is good for most people, and a nap at noon may be better than no sleep at all, as many nurses say of themselves.</p><p>A <a href="https://pubmed.example/12">recent <em>pilot</em> study</a> found that naps helped forty nurses through the night, and that they liked it. A large study found that <a href="/sleep">sleep</a> helped sixty nurses in the same way, and that they liked it, too.</p></article></body></html>' >$T/l.html; ./pipeline.sh -q -t findings $T/l.html
0	.	1	./pipeline.sh -q -t findings $T/l.html | grep -c unnamed; true
0	.	"links":[	./pipeline.sh -q -s normalize $T/l.html
0	.	0	printf 'Ketamine blocks the NMDA receptor on neurons, says https://www.example.org/a on its page.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
# somebody is named who says it, the writer found it, or it was said before; the line that leads a list in speaks for its items
0	.	0	printf 'Ketamine blocks the NMDA receptor on neurons, explains Dr. Berg of the sleep ward.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'She thinks that sleep is good for nurses. Ketamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Ketamine blocks the NMDA receptor on neurons. We found this out in our own lab.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Ketamine blocks the NMDA receptor on neurons. She says little.\n\nKetamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'As mentioned above, ketamine blocks the NMDA receptor on neurons.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	0	printf 'Research suggests:\n\n• Ketamine blocks the NMDA receptor on neurons.\n• Sleep helps most people.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Ketamine has effects:\n\n• Ketamine blocks the NMDA receptor on neurons.\n• Sleep helps most people.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
# a study whose work is cited in the next two sentences of the paragraph
0	.	0	printf 'A large 2015 study found that naps help nurses. They slept at noon. Mood rose by half (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unnamed; true
0	.	1	printf 'A large 2015 study found that naps help nurses. They slept at noon. It was a warm summer. Mood rose by half (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unnamed; true
0	.	1	printf 'A large 2015 study found that naps help nurses.\n\nMood rose by half (Lee, 2018).\n' | ./pipeline.sh -q -t findings - | grep -c unnamed; true
# the name of a sort of drug says nothing of what it did
0	.	0	printf 'Ketamine is an NMDA receptor antagonist that vets have used for long.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
0	.	1	printf 'Ketamine, an NMDA receptor antagonist, increases BDNF in most people.\n' | ./pipeline.sh -q -t findings - | grep -c unsupported; true
# A drug that has no name acts, too; what comes of a mechanism that was raised, behind a bracket as well.
0	.	,decrease,affirmed,	printf 'The drug lowers cortisol.\n' | ./pipeline.sh -q -t mechanisms -
0	.	NFκB,MESH:D016328,nf-kb,target,decrease,affirmed,	printf 'Ketamine increases IκBα (an inhibitor of NFκB), which in turn decreases NFκB.\n' | ./pipeline.sh -q -t mechanisms -
# what may come is not affirmed; the claim of it is as bold as its words
0	.	Smoking raises the risk of cancer.,false	printf 'Smoking raises the risk of cancer.\n' | ./pipeline.sh -q - | cut -d, -f7,14
0	.	Smoking may raise the risk of cancer.,true	printf 'Smoking may raise the risk of cancer.\n' | ./pipeline.sh -q - | cut -d, -f7,14
