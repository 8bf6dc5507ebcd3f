#!/usr/bin/env python3
"""Unicode's own conformance files: unicode.py FOLDER, which holds NormalizationTest.txt and GraphemeBreakTest.txt.

Every text of the first comes out in its normal form C; no place of a record cuts a cluster of the second, wherever a full stop stands beside
it. Prints "N passed, M failed"."""
import json, os, subprocess, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')


def lines(folder, name):
    for line in open(os.path.join(folder, name), encoding='utf-8'):
        line = line.split('#')[0].strip()
        if line and not line.startswith('@'):
            yield line


def text(points):
    return ''.join(chr(int(p, 16)) for p in points.split())


def records(texts, *stages):
    data = ''.join(json.dumps({'doc': str(i), 'text': t}, ensure_ascii=True) + '\n' for i, t in enumerate(texts)).encode()
    for stage in stages:
        data = subprocess.run([os.path.join(ROOT, 'build', stage[0]), '-q', '-r', os.path.join(ROOT, 'configs'), *stage[1:]], input=data,
                              stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in data.decode('utf-8').split('\n') if line]


EDGES = ' \r\n\u200c\u200d'   # blanks, and joiners that join nothing, are dropped at either end of a text; a mark on a blank is a mark alone
NORMALIZE = ('normalize', '-i', 'jsonl', '-')
UNSEEN = set('\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff')
UNSEEN |= {chr(c) for c in (*range(0x202a, 0x202f), *range(0x2060, 0x2070), *range(0xfff9, 0xfffc))}


def blank_or_unseen(s):
    """What the reader of documents folds or drops: blanks, controls, and characters without a shape."""
    return any(c.isspace() or c in UNSEEN or c < ' ' or '\x7f' <= c < '\xa0' or c in '\u200c\u200d' for c in s)


def normal_form(folder):
    """All five columns of each line against the one that they must become. A blank before them keeps them from what stands before."""
    tests = []
    for line in lines(folder, 'NormalizationTest.txt'):
        c = [text(part) for part in line.split(';')[:5]]
        tests += [(s, c[1]) for s in c[:3]] + [(s, c[3]) for s in c[3:]]
    tests = [(s, want) for s, want in tests if not blank_or_unseen(s + want)]
    got = {int(r['doc']): r['text'] for r in records([f'a {s}' for s, _ in tests], NORMALIZE) if r['type'] == 'block'}
    return [(ascii(s), ascii(got.get(i))) for i, (s, want) in enumerate(tests) if got.get(i) != f'a {want}'], len(tests)


def clusters(folder):
    """Each sample between two sentences, glued to the stop, behind it, and alone."""
    tests = []
    for line in lines(folder, 'GraphemeBreakTest.txt'):
        parts = [text(part.replace('×', ' ')) for part in line.strip('÷ ').split('÷')]
        for frame in ('It ends{}. It begins.', 'It ends. {} begins.', 'It ends.{} It begins.', '{}', '{}. {}'):
            tests.append((frame, parts))
    docs = [frame.replace('{}', ''.join(parts)) for frame, parts in tests]
    wrong = []
    for r in records(docs, NORMALIZE, ('segment',)):
        if r['type'] not in ('block', 'sentence'):
            continue
        frame, parts = tests[int(r['doc'])]
        inner, at = set(), 0
        for k, piece in enumerate(frame.split('{}')):
            if k:
                for part in parts:
                    lead = len(part) - len(part.lstrip(EDGES))
                    inner |= set(range(at + 1 + lead, at + len(part.rstrip(EDGES))))
                    at += len(part)
            at += len(piece)
        if inner & {r['char_start'], r['char_end']}:
            wrong.append((ascii(docs[int(r['doc'])]), f"{r['type']} {r['char_start']}..{r['char_end']}"))
    return wrong, len(tests)


def main():
    passed = failed = 0
    for test in (normal_form, clusters):
        wrong, n = test(sys.argv[1])
        passed += n - len(wrong)
        failed += len(wrong)
        for sample, got in wrong[:10]:
            print(f'FAILED {test.__name__}: {sample}: {got}')
    print(f'unicode: {passed} passed, {failed} failed')
    return failed > 0


sys.exit(main())
