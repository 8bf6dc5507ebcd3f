#!/usr/bin/env python3
"""Are the words that a report marks the words of the records? usage: report_words.py RECORDS.jsonl REPORT.html...
Compares every mention, citation and finding with the elements of the report that were made for it."""
import collections
import html.parser
import json
import sys

class Marks(html.parser.HTMLParser):
    """Elements of class k0… or c with their words."""
    def __init__(self):
        super().__init__()
        self.open, self.found, self.ids, self.text = [], [], set(), []

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if 'id' in a:
            self.ids.add(a['id'])
        if tag in ('mark', 'a'):
            self.open.append((tag, a, []))

    def handle_endtag(self, tag):
        if tag in ('mark', 'a'):
            name, a, words = self.open.pop()
            assert name == tag, (name, tag)
            words = ''.join(words)
            if 'data-more' in a:  # goes on with the note that crossed another
                for first in reversed(self.found):
                    if first[0].get('title') == a['title'] and 'data-more' not in first[0]:
                        first[1] += words
                        break
            self.found.append([a, words])

    def handle_data(self, data):
        flags = [i for i, (_, a, _) in enumerate(self.open) if a.get('class', '').startswith('flag')]
        for _, _, words in self.open[flags[-1] if flags else 0:]:  # what leads to a finding is not of the text
            words.append(data)
        self.text.append(data)

def main():
    records = [json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]
    marks = Marks()
    for name in sys.argv[2:]:
        with open(name, encoding='utf-8') as f:
            marks.feed(f.read())
    have = collections.Counter()
    cited = {}
    for a, words in marks.found:
        kind = a.get('class', '').split(' ')[0]
        if 'data-more' in a:
            continue
        if kind in ('k0', 'k1', 'k2', 'k3', 'k4', 'k5') and 'title' in a:
            have[a['title'].split(':')[0], words] += 1
        elif kind == 'c' and 'id' in a:
            cited[a['id']] = words
    passed = failed = 0
    document = citation = finding = 0
    want = collections.Counter()
    for r in records:
        if r['type'] == 'document':
            document, citation, finding = document + 1, 0, 0
        elif r['type'] == 'citation':
            citation += 1
            words = cited.get(f'd{document}-c{citation}')
            good = words == r['text']
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"{r['doc']}: citation {citation} is '{r['text']}', marked is '{words}'")
        elif r['type'] == 'finding':
            finding += 1
            good = finding > 200 or f'd{document}-F{finding}' in marks.ids  # so many are listed
            passed, failed = passed + good, failed + (not good)
        elif 'concept' in r:
            want[r['type'], r['text']] += 1
    for key, n in want.items():
        good = have[key] >= n
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(f'{key}: {n} mentions, {have[key]} marked')
    print(f'report_words: {passed} passed, {failed} failed')
    return failed != 0

sys.exit(main())
