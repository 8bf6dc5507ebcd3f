# What shows on a terminal alone. Columns as in errors.tst; run where a pseudo-terminal can be had.
0	.	90000	awk 'BEGIN { for (i = 0; i < 90000; i++) printf "{\"doc\":\"d%d\",\"text\":\"Ketamine reduces depression and anxiety in adults, a study of its kind has shown (Veltri, 2018). There was no pain.\"}\n", i }' >$T/many.jsonl; wc -l <$T/many.jsonl
0	.	1	script -qec "./pipeline.sh -j 2 $T/many.jsonl >/dev/null" /dev/null </dev/null | tr '\r' '\n' | grep -c 'pipeline.sh: 50 %'
0	.	0	script -qec "./pipeline.sh -j 2 --no-progress $T/many.jsonl >/dev/null" /dev/null </dev/null | grep -c '%'; script -qec "TERM=dumb ./pipeline.sh $T/many.jsonl >/dev/null" /dev/null </dev/null | grep -c '%' | grep 0
0	.	reading standard input	script -qec './pipeline.sh' /dev/null </dev/null
0	.	doc,	script -qec './pipeline.sh -q' /dev/null </dev/null
0	.	0	NO_COLOR= script -qec "./pipeline.sh -j 2 $T/many.jsonl >/dev/null" /dev/null </dev/null | grep -c "$(printf '\033')\[[0-9;]*m"; :
