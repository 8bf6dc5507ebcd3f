#!/usr/bin/env python3
"""The laws of the stream, on every document given: law.py PATH...

For each stage: its output without the record types that are its own is its input, byte for byte (link may append a member to a
citation and to document-end). For every record that names words: the source bytes at start..end, normalized, are its text, and
the code-point offsets are the same place. Prints "N passed, M failed"."""
import gzip, json, os, subprocess, sys, unicodedata

from tally import check, finish

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
RULES = os.path.join(ROOT, 'configs')
STAGES = [('segment', ['segment'], {'sentence'})]
for row in open(os.path.join(RULES, 'categories.csv'), encoding='utf-8').read().splitlines()[1:]:
    table, kind = row.split(',')[:2]
    STAGES.append((table, ['tag', table], {kind}))
STAGES += [('cite', ['cite'], {'citation', 'reference'}), ('link', ['link'], {'claim', 'finding'})]


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


def unpacked(path):
    raw = open(path, 'rb').read()
    return gzip.decompress(raw) if raw.startswith(b'\x1f\x8b\x08') else raw


def records_of(archive):
    """Of a web archive: the payload of each record, of a response behind HTTP's header."""
    found, at = {}, 0
    while (begin := archive.find(b'WARC/', at)) >= 0:
        head, _, rest = archive[begin:].partition(b'\r\n\r\n')
        fields = dict(l.split(': ', 1) for l in head.decode().split('\r\n')[1:])
        body = rest[:int(fields['Content-Length'])]
        if fields['WARC-Type'] == 'response':
            body = body.partition(b'\r\n\r\n')[2]
        if fields['WARC-Type'] in ('response', 'conversion'):
            found[fields['WARC-Target-URI']] = body
        at = begin + len(head) + 4 + int(fields['Content-Length'])
    return lambda doc: found.get(doc, b'')


def sources(path):
    """The bytes that offsets lead into: of the file, or of each JSON string `text`."""
    raw = unpacked(path)
    path = path.removesuffix('.gz')
    if raw.startswith(b'WARC/'):
        return records_of(raw)
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
    bad, page = 0, False
    for line in stream.split(b'\n'):
        r = json.loads(line) if line else {}
        page = r['media'] == 'text/html' if r.get('type') == 'document' else page
        if 'text' not in r or 'start' not in r:
            continue
        raw = source(r['doc'])
        here = raw[r['start']:r['end']].decode('utf-8', 'replace')
        good = 0 <= r['start'] <= r['end'] <= len(raw)
        if not page:                        # of a page, tags and entities stand between the words
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
finish()
