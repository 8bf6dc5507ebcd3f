#!/usr/bin/env python3
"""Packed files, web archives and lists of names: what is in them comes out as it does of plain files, and damage costs what is damaged.
Prints "input: N passed, M failed"."""
import bz2, gzip, json, lzma, os, random, subprocess, sys, tempfile, zlib

from tally import check, finish

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
os.chdir(ROOT)
T = tempfile.mkdtemp()
ARTICLE = 'fixtures/articles/apa-list.txt'
PAGE = 'fixtures/articles/page.html'
PROSE = b'Ketamine reduces depression (Lee, 2018). It is said to restore sleep.\n'


def run(*words, data=b'', seconds=60):
    p = subprocess.run(['sh', '-c', 'ulimit -v 1000000; exec "$@"', 'sh', *words], input=data, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=seconds)
    return p.returncode, p.stdout, p.stderr.decode('utf-8', 'replace')


def normalize(*words, **more):
    status, out, said = run('build/normalize', *words, **more)
    return status, [json.loads(l) for l in out.splitlines()], said


def write(name, data):
    path = os.path.join(T, name)
    with open(path, 'wb') as f:
        f.write(data)
    return path


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def zstd(data):
    return subprocess.run(['zstd', '-q', '-c', '--check'], input=data, stdout=subprocess.PIPE, check=True).stdout


PACK = {'gz': lambda d: gzip.compress(d, mtime=0), 'xz': lzma.compress, 'bz2': bz2.compress, 'zst': zstd}


def without_names(records):
    return [{k: v for k, v in r.items() if k != 'doc'} for r in records]


def documents(records):
    """{doc: status}"""
    return {r['doc']: r['status'] for r in records if r['type'] == 'document-end'}


def text_of(records, doc):
    return ' '.join(r['text'] for r in records if r['type'] == 'block' and r['doc'] == doc)


# ---- packed files ----

def packed():
    for source in (ARTICLE, PAGE, 'fixtures/articles/other-languages.jsonl'):
        plain = without_names(normalize(source)[1])
        for ending, pack in PACK.items():
            name = os.path.basename(source) + '.' + ending
            path = write(name, pack(read(source)))
            check(without_names(normalize(path)[1]) == plain, f'{name} is not read as {source}')
            check(without_names(normalize('-i', {'.txt': 'text', '.html': 'html'}.get(os.path.splitext(source)[1], 'jsonl'), '-',
                                          data=read(path))[1]) == plain, f'{name} on standard input')
    plain = without_names(normalize(ARTICLE)[1])
    data = read(ARTICLE)
    for ending, pack in PACK.items():
        check(without_names(normalize(write('noending-' + ending, pack(data)))[1]) == plain, f'{ending} without an ending of the name')
        whole = pack(data[:1000]) + pack(data[1000:1001]) + pack(data[1001:])
        check(without_names(normalize(write('members.txt.' + ending, whole))[1]) == plain, f'{ending}: members one after the other')
        status, records, said = normalize(write('empty.txt.' + ending, pack(b'')))
        check(status == 0 and list(documents(records).values()) == ['ok'], f'{ending}: nothing, packed: {said}')
    check(without_names(normalize(write('padded.txt.gz', PACK['gz'](data) + bytes(1000)))[1]) == plain, 'gzip with zeros behind its end')
    status, records, said = normalize(write('tail.txt.gz', PACK['gz'](data) + b'tail'))
    check(status == 1 and 'what follows its end is not gzip' in said, f'gzip with other bytes behind its end: {said}')
    skipped = b'\x5a\x2a\x4d\x18\x04\0\0\0skip'
    check(without_names(normalize(write('skip', skipped + PACK['zst'](data)))[1]) == plain, 'Zstandard behind a frame that is skipped')
    status, out, said = run('./pipeline.sh', '-j', '2', '-t', 'documents', '-', data=PACK['xz'](data))
    check(status == 0 and out.count(b',ok,') == 1, f'packed standard input, cut into slices: {said}')
    plain_csv = run('./pipeline.sh', '-t', 'citations', ARTICLE)[1]
    for ending in PACK:
        path = os.path.join(T, 'apa-list.txt.' + ending)
        out = run('./pipeline.sh', '-t', 'citations', path)[1]
        check(out.replace(path.encode(), ARTICLE.encode()) == plain_csv, f'the table of {path}')


def damaged():
    """A file that is cut or altered is rejected, or gives the very text; never another."""
    data = read(ARTICLE)
    plain = without_names(normalize(ARTICLE)[1])
    chance = random.Random(6)
    good = write('good.txt', PROSE)
    for ending, pack in PACK.items():
        whole = pack(data)
        wrong = []
        for k in range(60):
            place = chance.randrange(16, len(whole)) if k % 2 else chance.randrange(12, len(whole))
            bad = whole[:place] if k % 2 else whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1:]
            status, records, said = normalize(write('bad.txt.' + ending, bad), good)
            found = documents(records)
            rejected = status == 1 and list(found.values()) == ['rejected', 'ok'] and 'bad.txt' in said
            same = status == 0 and without_names(records[:-3]) == plain
            if not (rejected or same):
                wrong.append((place, k % 2, status, said, found))
        check(not wrong, f'{ending}: damaged bytes: {wrong[:2]}')
    lines = b''.join(b'{"doc":"%d","text":"Ketamine helps (Lee, 2018). %s"}\n' % (i, os.urandom(40).hex().encode()) for i in range(5000))
    whole = PACK['gz'](lines)
    path = write('cut.jsonl.gz', whole[:len(whole) // 2])
    status, records, said = normalize(path)
    found = documents(records)
    check(status == 1 and list(found)[-1] == path and found.pop(path) == 'rejected' and 1000 < len(found) < 4000 and
          set(found.values()) == {'ok'}, f'a list that is cut: {said}')


def bombs():
    lines = b'{"doc":"1","text":"' + b'x' * 1000000 + b'"}\n'
    for ending, pack in PACK.items():
        path = write('bomb.' + ending, pack(bytes(1 << 20)) * 300)
        status, records, said = normalize(path)
        check(status == 1 and 'unpacks to more than 256 times its size' in said, f'{path}: {said}')
        status, records, said = normalize(write('steady.jsonl.' + ending, pack(lines) * 30))
        check(status == 0 and sum(r['type'] == 'document' for r in records) == 30, f'{ending}: much the same again and again is no bomb: {said}')
    inner = PACK['gz'](PACK['gz'](PROSE))
    status, records, said = normalize(write('twice.txt.gz', inner))
    check(list(documents(records).values())[0] in ('ok', 'rejected') and 'Ketamine' not in text_of(records, os.path.join(T, 'twice.txt.gz')),
          'packed bytes in packed bytes stay as they are')


# ---- web archives ----

def record(kind, body, uri=None, type_=None, length=None, more=b''):
    head = b'WARC/1.0\r\nWARC-Type: ' + kind + b'\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n' + more
    if uri:
        head += b'WARC-Target-URI: ' + uri + b'\r\n'
    if type_:
        head += b'Content-Type: ' + type_ + b'\r\n'
    head += b'Content-Length: %d\r\n' % (len(body) if length is None else length)
    return head + b'\r\n' + body + b'\r\n\r\n'


def answer(body, uri, type_=b'text/html; charset=utf-8', status=b'200 OK', more=b'', **rest):
    http = b'HTTP/1.1 ' + status + b'\r\nContent-Type: ' + type_ + b'\r\n' + more + b'\r\n' + body
    return record(b'response', http, uri, b'application/http; msgtype=response', **rest)


def text(uri, body=PROSE, **rest):
    return record(b'conversion', body, uri, b'text/plain', **rest)


def chunked(body, size=97):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b''.join(b'%x;x=y\r\n%s\r\n' % (len(p), p) for p in parts) + b'0\r\n\r\n'


def archives():
    page = read(PAGE)
    encode = b'Content-Encoding: '
    records = [
        record(b'warcinfo', b'software: test\r\n', type_=b'application/warc-fields'),
        record(b'request', b'GET / HTTP/1.1\r\n\r\n', b'https://example.org/plain', b'application/http; msgtype=request'),
        answer(page, b'https://example.org/plain', more=b'Server: x\r\n'),
        answer(chunked(page), b'https://example.org/chunked', more=b'Transfer-Encoding: chunked\r\n'),
        answer(page, b'https://example.org/joined-already', more=b'Transfer-Encoding: chunked\r\n'),
        answer(PACK['gz'](page), b'https://example.org/gzip', more=encode + b'gzip\r\n'),
        answer(chunked(PACK['gz'](page)), b'https://example.org/both', more=b'transfer-encoding:chunked\r\n' + encode + b'gzip\r\n'),
        answer(PACK['zst'](page), b'https://example.org/zstd', more=encode + b'zstd\r\n'),
        answer(zlib.compress(page), b'https://example.org/deflate', more=encode + b'deflate\r\n'),
        answer(page, b'https://example.org/decoded-already', more=encode + b'gzip\r\n'),
        record(b'resource', page, b'<https://example.org/resource>', b'text/html'),
        answer(b'gone', b'https://example.org/404', status=b'404 Not Found'),
        answer(b'', b'https://example.org/301', status=b'301 Moved'),
        answer(b'\x89PNG', b'https://example.org/image', type_=b'image/png'),
        record(b'resource', b'log of the crawler', b'metadata://crawler/log', b'text/plain'),
        record(b'revisit', b'', b'https://example.org/again', b'application/http'),
        record(b'metadata', b'fetchTimeMs: 1\r\n', b'https://example.org/plain', b'application/warc-fields'),
        text(b'https://example.org/wet', more=b'WARC-Record-ID: <urn:uuid:1>\r\n'),
    ]
    whole = b''.join(records)
    by_member = b''.join(PACK['gz'](r) for r in records)
    plain = without_names(normalize(PAGE)[1])
    pages = {f'https://example.org/{n}' for n in ('plain', 'chunked', 'joined-already', 'gzip', 'both', 'zstd', 'deflate', 'decoded-already',
                                                  'resource')}
    for path in (write('a.warc', whole), write('a.warc.gz', by_member), write('b.warc.gz', PACK['gz'](whole)), write('c', PACK['zst'](whole)),
                 write('d', whole)):
        status, out, said = normalize(path)
        found = documents(out)
        check(status == 0 and set(found) == pages | {'https://example.org/wet'}, f'{path}: status {status}, {said}, {sorted(found)}')
        bare = [r for r in out if r['type'] != 'document']
        for doc in pages:
            here = [{k: v for k, v in r.items() if k not in ('doc', 'meta')} for r in out if r['doc'] == doc]
            check(here == plain, f'{path}: {doc} is not read as the page is')
        wet = [r for r in out if r['doc'] == 'https://example.org/wet']
        check(wet[0]['meta'] == {'WARC-Date': '2020-01-02T03:04:05Z', 'WARC-Record-ID': '<urn:uuid:1>'} and wet[0]['bytes'] == len(PROSE) and
              wet[0]['media'] == 'text/plain', f'{path}: {wet[0]}')
        check(bare, path)
    check('records hold neither a page nor a text' in normalize('-v', os.path.join(T, 'a.warc'))[2], 'how many records are no articles')
    status, out, said = normalize(write('empty.warc', b''))
    check(status == 0 and not out, 'an archive of no record')
    a, b = (run('./pipeline.sh', '-j', j, '-f', 'jsonl', os.path.join(T, 'a.warc'), ARTICLE, os.path.join(T, 'a.warc.gz'))[1] for j in '13')
    check(a == b and a, 'an archive with -j 1 and -j 3')


def broken_archives():
    a, b, c = (text(b'https://example.org/' + n) for n in (b'a', b'b', b'c'))
    ok = {'https://example.org/a', 'https://example.org/c'}
    odd = {
        'no length': b.replace(b'Content-Length', b'Content-Langth'),
        'no number': b.replace(b'Content-Length: ', b'Content-Length: -'),
        'too short': text(b'https://example.org/b', length=20),
        'too long': text(b'https://example.org/b', length=len(PROSE) + 60),
        'far too long': text(b'https://example.org/b', length=10 ** 15),
        'no blank line': b'WARC/1.0\r\nWARC-Type: conversion\r\n',
        'a long header': b.replace(b'WARC-Date', b'X: ' + b'x' * 100000 + b'\r\nWARC-Date'),
        'what is no record': b'this is no record\r\n' * 100,
        'bytes': bytes(range(256)) * 40 + b'\n',
        'no http': record(b'response', b'nothing', b'https://example.org/b', b'application/http'),
        'an encoding that is not known': answer(b'\x8b\x02\x80\xff\xfe', b'https://example.org/b', more=b'Content-Encoding: br\r\n'),
        'an encoding that is cut': answer(PACK['gz'](PROSE * 9)[:40], b'https://example.org/b', more=b'Content-Encoding: gzip\r\n'),
        'a segment': text(b'https://example.org/b', more=b'WARC-Segment-Number: 1\r\n'),
        'a long address': text(b'https://example.org/' + b'b' * 5000),
    }
    for name, record_ in odd.items():
        for how in ('plain', 'gz'):
            pack = PACK['gz'] if how == 'gz' else bytes
            path = write('odd.warc', pack(a) + pack(record_) + pack(c))
            status, out, said = normalize(path)
            found = documents(out)
            # a length beyond the end of the file takes in what follows
            mine = ok if name != 'far too long' else {'https://example.org/a'}
            bad = [d for d in found if d not in ok]
            long = name == 'a long address'
            check(mine <= {d for d, s in found.items() if s == 'ok'} and len(bad) == 1 and status == (0 if long else 1) and
                  (long or found[bad[0]] == 'rejected') and (long or 'odd.warc:2: rejected: ' in said), f'{name}, {how}: {status} {found} {said}')
    whole = a + b + c
    wrong = [n for n in range(len(a) + 10, len(a) + len(b) - 4)
             if documents(normalize(write('cut.warc', whole[:n]))[1]).get('https://example.org/a') != 'ok']
    check(not wrong, f'archives cut at {wrong[:5]}')
    chance = random.Random(7)
    bodies = [text(b'https://example.org/%d' % i, PROSE + chance.randbytes(300).hex().encode()) for i in range(40)]
    members = [PACK['gz'](x) for x in bodies]
    wrong = []
    for k in range(60):
        i = chance.randrange(40)
        m = members[i]
        at = chance.randrange(10, len(m) - 4)
        m = m[:at] if k % 2 else m[:at] + bytes([m[at] ^ (1 << chance.randrange(8))]) + m[at + 1:]
        status, out, said = normalize(write('hurt.warc.gz', b''.join(members[:i]) + m + b''.join(members[i + 1:])))
        good = {d for d, s in documents(out).items() if s == 'ok'}
        if not {f'https://example.org/{j}' for j in range(40) if j != i} <= good or status != 1:
            wrong.append((k, i, at, status, said, 40 - len(good)))
    check(not wrong, f'one damaged member of an archive costs itself: {len(wrong)}: {wrong[:2]}')
    liars = b''.join(text(b'https://example.org/%d' % i, length=10000000) for i in range(30000))
    status, out, said = normalize(write('liars.warc', liars), seconds=20)
    check(status == 1, 'lengths that are all wrong are read in linear time')
    magic = PACK['gz'](a) + b'\x1f\x8b\x08\x00' * 500000
    status, out, said = normalize(write('magic.warc.gz', magic), seconds=20)
    check(status == 1 and documents(out).get('https://example.org/a') == 'ok', 'a file of nothing but beginnings')
    for k in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        status, out, said = normalize(write('noise.warc', bytes(data)))
        if status not in (0, 1):
            check(False, f'noise: status {status} {said}')
    check(True, 'noise')


packed()
damaged()
bombs()
archives()
broken_archives()
subprocess.run(['rm', '-rf', T])
finish()
