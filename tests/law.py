#!/usr/bin/env python3
"""The laws of the stream, on every document given: law.py PATH...

For each stage: its output without the record types that are its own is its input, byte for byte (link may append a member to a
citation and to document-end). For every record that names words: the source bytes at start..end, normalized, are its text, and
the code-point offsets are the same place. Prints "N passed, M failed"."""
import json, os, subprocess, sys, unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
RULES = os.path.join(ROOT, 'configs')
STAGES = [('segment', ['segment'], {'sentence'})]
for row in open(os.path.join(RULES, 'categories.csv'), encoding='utf-8').read().splitlines()[1:]:
    table, kind = row.split(',')[:2]
    STAGES.append((table, ['tag', table], {kind}))
STAGES += [('cite', ['cite'], {'citation', 'reference'}), ('link', ['link'], {'claim', 'finding'})]
passed = failed = 0


def check(good, what):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print('FAILED', what)


def run(words, data):
    p = subprocess.run([os.path.join(ROOT, 'build', words[0]), '-r', RULES, *words[1:]], input=data, stdout=subprocess.PIPE)
    check(p.returncode in (0, 1), f'{words}: exit {p.returncode}')
    return p.stdout


def kind(line):
    return json.loads(line)['type']


def same_line(stage, given, got):
    if given == got:
        return True
    return stage == 'link' and got.startswith(given[:-1] + b',') and kind(given) in ('citation', 'document-end')


def letters(text):
    text = unicodedata.normalize('NFC', text)
    return ''.join(c for c in text if c.isalnum())


def sources(path):
    """The bytes that offsets lead into: of the file, or of each JSON string `text`."""
    raw = open(path, 'rb').read()
    if not path.endswith('.jsonl'):
        return lambda doc: raw
    texts = {}
    for line in raw.split(b'\n'):
        try:
            one = json.loads(line)
            texts[str(one.get('doc', one.get('id', one.get('url'))))] = one['text'].encode('utf-8')
        except (ValueError, KeyError):
            pass
    return lambda doc: texts.get(doc, b'')


def trace(path, stream):
    source = sources(path)
    bad = 0
    for line in stream.split(b'\n'):
        r = json.loads(line) if line else {}
        if 'text' not in r or 'start' not in r:
            continue
        raw = source(r['doc'])
        here = raw[r['start']:r['end']].decode('utf-8', 'replace')
        good = 0 <= r['start'] <= r['end'] <= len(raw)
        if not path.endswith('.html'):      # of a page, tags and entities stand between the words
            good = good and letters(here) == letters(r['text'])
        if raw == raw.decode('utf-8', 'replace').encode('utf-8'):
            good = good and len(raw[:r['start']].decode('utf-8', 'replace')) == r['char_start']
            good = good and len(raw[:r['end']].decode('utf-8', 'replace')) == r['char_end']
        bad += not good
        if not good and bad < 4:
            print(f"  {path}: {r['type']} {r['start']}..{r['end']} {r['text'][:60]!r} is not {here[:60]!r}")
    check(bad == 0, f'{path}: {bad} records do not lead to their words')


for path in sys.argv[1:]:
    stream = run(['normalize', path], b'')
    for name, words, own in STAGES:
        out = run(words, stream)
        kept = [l for l in out.split(b'\n') if l and kind(l) not in own]
        given = [l for l in stream.split(b'\n') if l]
        check(len(kept) == len(given) and all(same_line(name, a, b) for a, b in zip(given, kept)), f'{path}: {name} changes what it was given')
        stream = out
    trace(path, stream)
print(f'law: {passed} passed, {failed} failed')
sys.exit(failed > 0)
