#!/usr/bin/env python3
"""The audit accuses where it should and nowhere else: audit.py
fixtures/audit.jsonl: articles with faults put in, and with what looks like one and is none; `findings` are all that must be reported, by code
and by words that the finding is about. Claims without a source are another test's. Prints "audit: N passed, M failed"."""
import json, os, subprocess, sys

from tally import check, finish

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
FILE = 'fixtures/audit.jsonl'
NOT_HERE = {'unsupported-claim', 'unnamed-study'}


def findings():
    """Of each document: code, the words it is about, the record."""
    out = subprocess.run(['./pipeline.sh', '-q', '-i', 'jsonl', '-f', 'jsonl', FILE], stdout=subprocess.PIPE)
    if out.returncode != 0:
        sys.exit(f'pipeline.sh ends with status {out.returncode}')
    found = {}
    for line in out.stdout.decode('utf-8').splitlines():
        record = json.loads(line)
        if record['type'] == 'finding' and record['code'] not in NOT_HERE:
            found.setdefault(record['doc'], []).append(record)
    return found


def main():
    found = findings()
    with open(FILE, encoding='utf-8') as f:
        articles = [json.loads(line) for line in f]
    for a in articles:
        text, left = a['text'].encode('utf-8'), list(a['findings'])
        for record in found.get(a['doc'], []):
            words = text[record['start']:record['end']].decode('utf-8')
            hit = next((x for x in left if x['code'] == record['code'] and x['at'] in words), None)
            check(hit, f"{FILE}: {a['doc']}: {record['code']} is not so: {record['message']}")
            if hit:
                left.remove(hit)
        for x in left:
            check(False, f"{FILE}: {a['doc']}: {x['code']} of '{x['at']}' is not reported")
        check(True, a['doc'])
    finish()


main()
