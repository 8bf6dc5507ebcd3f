# Ways to match, from the table to the record. Columns as in errors.tst.
# a table with every kind of row: checked, found, compiled, found as before
0	.	.	cp configs/*.csv $T && printf 'table,type,zones,role\npains,pain,body,subject\n' >$T/categories.csv && printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,nerve pain,neur*algia,suffix,,,,' >$T/pains.csv && sed -i '2d' $T/pains.csv && printf '%s\n' 'p:1,nerve pain,algia,suffix,,,She has [[neuralgia]].,An algal bloom came.' 'p:2,pain after surgery,pain after (an|the)? (*ectomy|surgery),pattern,,,There was [[pain after the appendectomy]].,Pain came after a long surgery.' 'p:3,cold,cold sens,prefix,,,A [[cold sensitivity]] of teeth.,Cold and sensitive.' 'p:4,drug pain,<interventions:drug>-induced {2} pain,pattern,,,It was [[ketamine-induced bladder pain]].,Fall-induced pain.' 'p:5,fibromyalgia,fibromyalgia,,,,[[Fibromyalgia]] is common.,Muscles have fibres.' >>$T/pains.csv && build/tag -r $T --check-rules pains
0	.	fibromyalgia|pains.csv:2|p:1|nerve pain (suffix algia)|- another row wins here, more literal, of pains.csv:6	build/tag -r $T pains --explain 'severe fibromyalgia' | tr '\t' '|'
0	.	ketamine-induced chronic pain|pains.csv:5|p:4|drug pain (pattern <interventions:drug>-induced {2} pain)|+ mention	build/tag -r $T pains --explain 'ketamine-induced chronic pain' >$T/read && build/compile -r $T pains && test -s $T/pains.evt && build/tag -r $T pains --explain 'ketamine-induced chronic pain' | cmp - $T/read && tr '\t' '|' <$T/read
0	.	.	build/compile -r $T interventions && build/tag -r $T pains --explain 'ketamine-induced chronic pain' | cmp - $T/read; s=$?; rm $T/interventions.evt; exit $s
2	the table of this class cannot be read	.	mv $T/interventions.csv $T/away; build/tag -r $T pains </dev/null; s=$?; mv $T/away $T/interventions.csv; exit $s
# what is wrong is told with line, cell and character
2	pains.csv:2:3: at character 6 of the term: the '(' is not closed	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain (in|of the knee,pattern,,,,' >$T/pains.csv; build/tag -r $T pains </dev/null
2	pains.csv:2:3: at character 1 of the term: a word is missing that no match can do without	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,<interventions> *,pattern,,,,' >$T/pains.csv; build/tag -r $T pains </dev/null
2	pains.csv:2:5: a weight is a whole number	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain,,1.5,,,' >$T/pains.csv; build/tag -r $T pains </dev/null
2	pains.csv:2:4: 'regex' is not one of: term, exact, prefix, suffix, pattern	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain,regex,,,,' >$T/pains.csv; build/tag -r $T pains </dev/null
2	'algia' needs an example and a counterexample	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain,,,,A [[pain]].,Painted.' 'p:1,pain,algia,suffix,,,,' >$T/pains.csv; build/tag -r $T --check-rules pains
# rows that say the same, and rows that can never win: both lines are told
2	pains.csv:3:3: the term 'Pains' stands already on line 2	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain,,,,A [[pain]].,Painted.' 'p:1,pain,Pains,,,,,' >$T/pains.csv; build/tag -r $T --check-rules pains
2	pains.csv:3:3: the row on line 2 says the same as '-algia'	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,algia,suffix,,,[[Neuralgia]].,Algae.' 'p:1,pain,-algia,suffix,,,[[Myalgia]].,Algae.' >$T/pains.csv; build/tag -r $T --check-rules pains
2	pains.csv:3:3: 'myalgia' can never win: the row on line 2 matches the same and goes first	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,algia,suffix,2,,[[Neuralgia]].,Algae.' 'p:1,pain,myalgia,,,,,' >$T/pains.csv; build/tag -r $T --check-rules pains
2	'pain (in|of) the knee' does not fire in its example: the row on line 2 does	.	printf '%s\n' 'concept,label,term,match,weight,kind,example,counterexample' 'p:1,pain,pain (in|of|at) the knee,pattern,,,[[Pain in the knee]].,Painted.' 'p:2,pain,pain (in|of) the knee,pattern,,,[[Pain in the knee]].,Painted.' >$T/pains.csv; build/tag -r $T --check-rules pains
# mentions inside others
2	--overlaps takes none, nested or all, not 'some'	.	build/tag --overlaps some conditions </dev/null
2	--overlaps takes none, nested or all, not 'some'	.	./pipeline.sh --overlaps some fixtures/articles/apa-list.txt
0	.	treatment-resistant depression,generalized anxiety disorder,	printf 'Long-term depression is no treatment-resistant depression or generalized anxiety disorder.\n' | ./pipeline.sh --overlaps none -t conditions - | cut -d, -f7 | tail -n +2 | tr '\n' ',' >$T/some && printf 'Long-term depression is no treatment-resistant depression or generalized anxiety disorder.\n' | ./pipeline.sh -t conditions - | cut -d, -f7 | tail -n +2 | tr '\n' ',' | cmp - $T/some && cat $T/some
0	.	treatment-resistant depression,resistant depression,depression,generalized anxiety disorder,generalized anxiety,anxiety disorder,anxiety,disorder,	printf 'Long-term depression is no treatment-resistant depression or generalized anxiety disorder.\n' | ./pipeline.sh --overlaps nested -t conditions - | cut -d, -f7 | tail -n +2 | tr '\n' ','
0	.	treatment-resistant depression,resistant depression,depression,generalized anxiety disorder,generalized anxiety,anxiety disorder,anxiety,disorder,	printf 'Long-term depression is no treatment-resistant depression or generalized anxiety disorder.\n' | ./pipeline.sh --overlaps all -t conditions - | cut -d, -f7 | tail -n +2 | tr '\n' ','
0	.	blood sugar,	printf '%s\n' 'concept,label,term,match' 'p:1,blood sugar,blood sugar,' 'p:2,sugar high,sugar high,' >$T/pains.csv; printf 'A blood sugar high.\n' | ./pipeline.sh -r $T --overlaps nested -t pains - | cut -d, -f7 | tail -n +2 | tr '\n' ','
0	.	blood sugar,sugar high,	printf '%s\n' 'concept,label,term,match' 'p:1,blood sugar,blood sugar,' 'p:2,sugar high,sugar high,' >$T/pains.csv; printf 'A blood sugar high.\n' | ./pipeline.sh -r $T --overlaps all -t pains - | cut -d, -f7 | tail -n +2 | tr '\n' ','
# what a document defines goes before the table, and that is told
0	.	0	printf 'We used mass spectrometry (MS). MS is a method.\n' | ./pipeline.sh -t conditions - | tail -n +2 | wc -l
0	.	1	printf 'The Migraine School (MS) opens. MS is near.\n' | ./pipeline.sh -t conditions - | tail -n +2 | wc -l
0	.	ATP,ATP,	printf 'A rising ADP/ATP ratio opens K(ATP) channels.\n' | ./pipeline.sh -t mechanisms - | cut -d, -f7 | tail -n +2 | tr '\n' ','
0	'MS' is defined as 'mass spectrometry': the row conditions.csv:	.	printf 'We used mass spectrometry (MS). MS is a method.\n' | ./pipeline.sh -v -t conditions -
0	.	"instead_of":"conditions.csv:	printf 'Metabolic syndrome (MS) is common. Few had MS before.\n' | ./pipeline.sh -f jsonl - | grep '"text":"MS"'
0	.	multiple sclerosis|- the document defines it otherwise	build/tag conditions --explain 'We used mass spectrometry (MS).' | tr '\t' '|'
# Words run together: a small word is taken off where the rest is of a term.
0	.	8-18|depression	build/tag conditions --explain 'Yoga fordepressionand more.' | tr '\t' '|'
0	.	11-27|bipolar disorder	build/tag conditions --explain 'People withbipolar disorder.' | tr '\t' '|'
0	.	8-21|panic attacks	build/tag conditions --explain 'She has panic attacksat night.' | tr '\t' '|'
0	.	0	build/tag conditions --explain 'The orangutan, therefore, stood withstanding thestation.' | grep -c mention; true
0	.	8-35|seasonal affective disorder	build/tag conditions --explain 'Signs inseasonal affective disorder.' | tr '\t' '|'
0	.	11-15|PTSD	build/tag conditions --explain 'Symptoms ofPTSD.' | tr '\t' '|'
0	.	3-10|Anxiety	build/tag conditions --explain '2.5Anxiety' | tr '\t' '|'
0	.	8-23|childhoodtrauma	build/tag conditions --explain 'Types ofchildhoodtrauma are many.' | tr '\t' '|'
0	.	20-29|serotonin	build/tag mechanisms --explain 'The neurotransmitterserotoninin the brain.' | tr '\t' '|'
0	.	0	build/tag mechanisms --explain 'ALPS and stressors.' | grep -c mention; true
# two words of a term
0	.	15-30|manicdepression	build/tag conditions --explain 'It is known as manicdepression.' | tr '\t' '|'
0	.	2-19|lack ofmotivation	build/tag conditions --explain 'A lack ofmotivation.' | tr '\t' '|'
0	.	11-38|depression during pregnancy	build/tag conditions --explain 'Symptoms ofdepression during pregnancyinclude sadness.' | tr '\t' '|' | grep mention
0	.	0	build/tag conditions --explain 'Independence is a majorette.' | grep -c mention; true
# British and American spellings
0	.	0-20|paediatric psychosis|local:1	cp configs/*.csv $T && printf '%s\n' 'table,type,zones,role' 'pains,pain,body,subject' >$T/categories.csv && printf '%s\n' 'concept,label,term,match' 'local:1,x,pediatric psychosis,' >$T/pains.csv && build/tag -r $T pains --explain 'paediatric psychosis' | cut -f1,2,4 | tr '\t' '|'
0	.	8-30|paediatric haemorrhage	printf '%s\n' 'concept,label,term,match' 'local:1,x,pediatric hemorrhage,' >$T/pains.csv; build/tag -r $T pains --explain 'She has paediatric haemorrhage.' | cut -f1,2 | tr '\t' '|'
0	.	coloring	printf '%s\n' 'concept,label,term,match' 'local:1,x,food colouring,' >$T/pains.csv; build/tag -r $T pains --explain 'Food coloring.'
2	spellings.csv:2:1: small letters a to z are wanted	.	printf '%s\n' 'term,other,place,example,counterexample' 'Our,or,,x,y' >$T/spellings.csv; build/tag -r $T pains </dev/null
# a part behind a mention, that shares its beginning; not where it says the same, or is a mention of its own
0	.	24-28|gain|	build/tag conditions --explain 'It means weight loss or gain.' | tr '\t' '|'
0	.	1	build/tag conditions --explain 'It means weight loss or pain and muscle aches or soreness.' | grep -c 'weight.*mention'
