#!/usr/bin/env python3
"""Annotation formats, read back: annotate.py BRAT-FOLDER BIOC PUBANNOTATION WEB DOCCANO RECORDS PATH...

Each format as its readers read it: the members that they demand, names that are unique, every annotation's text standing at its offsets in
code points of the text that the format carries; and the annotations are the records of the stream (RECORDS), in its order. Of Web
Annotation, which carries no text, places lead into the sources (PATH...), and the words there are the quote but for what normalization
changes. Prints "annotate: N passed, M failed"."""
import collections, csv, json, os, re, sys, unicodedata
from urllib.parse import unquote

from tally import check, finish


def letters(text):
    return ''.join(c for c in unicodedata.normalize('NFC', text) if c.isalnum())


def kind_name(kind):
    return kind[0].upper() + kind[1:]


brat, bioc, pubannotation, web, doccano, records, *paths = sys.argv[1:]
documents = []  # (id, [records that have a place])
for line in open(records, encoding='utf-8'):
    r = json.loads(line)
    if r['type'] == 'document':
        documents.append((r['doc'], [], r))
    elif r['type'] not in ('block', 'sentence', 'document-end') and r.get('start') is not None and r.get('sentence') is not None:
        documents[-1][1].append(r)


def same(where, have, want):
    """have: [(kind, text)]"""
    check(len(have) == len(want), f'{where}: {len(have)} annotations, not {len(want)}')
    bad = [(h, w['type'], w.get('text')) for h, w in zip(have, want) if h[0] != w['type'] or ('text' in w and h[1] != w['text'])]
    check(not bad, f'{where}: {bad[:3]}')


def cited(want):
    """[(number of a record, number of the reference that it leads to)], from 1"""
    numbers = {r['n']: i + 1 for i, r in enumerate(want) if r['type'] == 'reference'}
    return [(i + 1, numbers[n]) for i, r in enumerate(want) for n in (r.get('reference') or r.get('references') or []) if n in numbers]


# ---- PubAnnotation ----
pages = json.load(open(pubannotation, encoding='utf-8'))
check([p['sourceid'] for p in pages] == [d[0] for d in documents], 'pubannotation: the documents')
texts = []
for page, (doc, want, _) in zip(pages, documents):
    text = page['text']
    texts.append(text)
    ids = [d['id'] for d in page['denotations']] + [a['id'] for a in page['attributes']] + [r['id'] for r in page['relations']]
    check(len(ids) == len(set(ids)), f'pubannotation {doc}: an id stands twice')
    check(all(type(d['span']['begin']) is int and 0 <= d['span']['begin'] < d['span']['end'] <= len(text) for d in page['denotations']), f'pubannotation {doc}: spans')
    same(f'pubannotation {doc}', [(d['obj'][0].lower() + d['obj'][1:], text[d['span']['begin']:d['span']['end']]) for d in page['denotations']], want)
    check(all(a['subj'] in ids and a['pred'] and type(a['obj']) is str for a in page['attributes']), f'pubannotation {doc}: attributes')
    check([(int(r['subj'][1:]), int(r['obj'][1:])) for r in page['relations']] == cited(want), f'pubannotation {doc}: relations')
    concepts = {a['subj']: a['obj'] for a in page['attributes'] if a['pred'] == 'concept'}
    check(all(concepts.get(f'T{i + 1}') == r.get('concept') for i, r in enumerate(want)), f'pubannotation {doc}: concepts')

# ---- doccano ----
pages = [json.loads(line) for line in open(doccano, encoding='utf-8')]
filled = [(text, d) for text, d in zip(texts, documents) if text]
check([(p['doc'], p['text']) for p in pages] == [(d[0], text) for text, d in filled], 'doccano: the documents that have a text')
for page, (text, (doc, want, _)) in zip(pages, filled):
    same(f'doccano {doc}', [(e['label'][0].lower() + e['label'][1:], text[e['start_offset']:e['end_offset']]) for e in page['entities']], want)
    check([e['id'] for e in page['entities']] == list(range(1, len(want) + 1)), f'doccano {doc}: ids')
    check([(r['from_id'], r['to_id']) for r in page['relations']] == cited(want), f'doccano {doc}: relations')

# ---- BioC ----
collection = json.load(open(bioc, encoding='utf-8'))
check(all(type(collection[k]) is str for k in ('source', 'date', 'key')) and type(collection['infons']) is dict, 'bioc: the collection')
check([d['id'] for d in collection['documents']] == [d[0] for d in documents], 'bioc: the documents')
for page, text, (doc, want, _) in zip(collection['documents'], texts, documents):
    found = {}
    end = 0
    for p in page['passages']:
        check(p['offset'] >= end and text[p['offset']:p['offset'] + len(p['text'])] == p['text'], f'bioc {doc}: a passage is not where it says')
        end = p['offset'] + len(p['text'])
        check(p['sentences'] == [] and p['relations'] == [] and type(p['infons']) is dict, f'bioc {doc}: a passage')
        for a in p['annotations']:
            place, = a['locations']
            at = place['offset'] - p['offset']
            check(at >= 0 and p['text'][at:at + place['length']] == a['text'], f'bioc {doc}: {a["text"]!r} is not at its offset')
            check(all(type(v) is str for v in a['infons'].values()), f'bioc {doc}: an infon is no string')
            found[int(a['id'][1:])] = (a['infons']['type'], a['text'])
    check(text[end:] in ('', '\n'), f'bioc {doc}: text is missing')
    same(f'bioc {doc}', [found[k] for k in sorted(found)], want)
    check([tuple(int(n['refid'][1:]) for n in r['nodes']) for r in page['relations']] == cited(want), f'bioc {doc}: relations')
    check(page['annotations'] == [] and all(type(v) is str for v in page['infons'].values()), f'bioc {doc}: the document')

# ---- brat ----
conf, section = collections.defaultdict(list), None
for line in open(os.path.join(brat, 'annotation.conf'), encoding='utf-8'):
    line = line.strip()
    if re.fullmatch(r'\[\w+\]', line):
        section = line[1:-1]
    elif line:
        conf[section].append(line)
check(set(conf) <= {'entities', 'relations', 'events', 'attributes'}, 'brat: sections of annotation.conf')
attributes = {line.split('\t')[0]: line.split('\t')[1] for line in conf['attributes']}
index = list(csv.DictReader(open(os.path.join(brat, 'documents.csv'), encoding='utf-8', newline='')))
check([r['doc'] for r in index] == [d[0] for d in documents], 'brat: documents.csv')
check(len({r['file'].lower() for r in index}) == len(documents), 'brat: two documents have one file')
check(sorted(os.listdir(brat)) == sorted(['annotation.conf', 'documents.csv'] + [r['file'] + e for r in index for e in ('.ann', '.txt')]), 'brat: the files')
for row, text, (doc, want, _) in zip(index, texts, documents):
    stem = os.path.join(brat, row['file'])
    check(open(stem + '.txt', encoding='utf-8', newline='').read() == text, f'brat {doc}: the text')
    lines = open(stem + '.ann', encoding='utf-8', newline='').read().split('\n')
    check(lines.pop() == '', f'brat {doc}: the last line has no end')
    ids = [line.split('\t')[0] for line in lines]
    check(len(ids) == len(set(ids)), f'brat {doc}: an id stands twice')
    have, relations = [], []
    for line in lines:
        name, data, *tail = line.split('\t')
        if name[0] == 'T':
            kind, start, end = data.split(' ')
            check(kind in conf['entities'] and text[int(start):int(end)] == tail[0], f'brat {doc}: {line!r}')
            have.append((kind[0].lower() + kind[1:], tail[0]))
        elif name[0] == 'A':
            attribute, target, *value = data.split(' ')
            check(target in ids and attribute in attributes and (not value or value[0] in re.split(r'[|:]', attributes[attribute])), f'brat {doc}: {line!r}')
        elif name[0] == 'N':
            check(re.fullmatch(r'Reference T\d+ [^:\s]+:\S+', data) and data.split(' ')[1] in ids and len(tail) == 1, f'brat {doc}: {line!r}')
        elif name[0] == 'R':
            m = re.fullmatch(r'Cites Arg1:T(\d+) Arg2:T(\d+)', data)
            check(m, f'brat {doc}: {line!r}')
            relations.append(tuple(map(int, m.groups())))
        else:
            check(name[0] == '#' and re.fullmatch(r'AnnotatorNotes T\d+', data) and len(tail) == 1, f'brat {doc}: {line!r}')
    same(f'brat {doc}', have, want)
    check(relations == cited(want), f'brat {doc}: relations')

# ---- Web Annotation ----
sources = {}
for path in paths:
    raw = open(path, 'rb').read()
    if not path.endswith('.jsonl'):
        sources[path] = raw
        continue
    for n, line in enumerate(raw.split(b'\n')):
        try:
            one = json.loads(line)
            sources[str(one.get('doc', one.get('id', one.get('url', f'{path}:{n + 1}'))))] = one['text'].encode('utf-8')
        except (ValueError, KeyError):
            pass
page = json.load(open(web, encoding='utf-8'))
check(page['@context'] == 'http://www.w3.org/ns/anno.jsonld' and page['type'] == 'AnnotationCollection' and page['id'], 'web: the collection')
first = page['first']
check(first['type'] == 'AnnotationPage' and first['partOf'] == page['id'] and first['startIndex'] == 0, 'web: its page')
items = first['items']
check(page['total'] == len(items) == sum(len(d[1]) for d in documents), 'web: the number of annotations')
check(len({a['id'] for a in items}) == len(items), 'web: an id stands twice')
known = {a['id'] for a in items}
motivations = {'identifying', 'linking', 'describing', 'assessing', 'classifying', 'tagging'}
everything = [(doc, r, i, record, text) for text, (doc, want, record) in zip(texts, documents) for i, r in enumerate(want)]
exact = 0
for a, (doc, r, i, record, text) in zip(items, everything):
    good = set(a) == {'id', 'type', 'motivation', 'body', 'target'} and a['type'] == 'Annotation' and a['motivation'] in motivations
    good = good and all(b['type'] in ('TextualBody', 'SpecificResource') and b['purpose'] in motivations for b in a['body'])
    good = good and all('value' in b if b['type'] == 'TextualBody' else re.match(r'(https?://|urn:)', b['source']) for b in a['body'])
    good = good and all(b['source'] in known for b in a['body'] if b['purpose'] == 'linking')
    check(good and re.fullmatch(r"urn:x-evitab:[!-~]+", a['id']), f'web {doc}: {a}')
    check(unquote(a['target']['source']) == doc, f'web {doc}: the source {a["target"]["source"]}')
    position, quote = a['target']['selector']
    check(quote['type'] == 'TextQuoteSelector' and quote['exact'] == r.get('text', quote['exact']), f'web {doc}: {quote}')
    check(quote['prefix'] + quote['exact'] + quote['suffix'] in text and len(quote['prefix']) <= 32 and len(quote['suffix']) <= 32, f'web {doc}: around {quote}')
    raw = sources.get(doc)
    if raw is None:
        continue
    page_source = record['media'] == 'text/html'
    check((position['type'] == 'DataPositionSelector') == page_source and position['start'] < position['end'], f'web {doc}: {position}')
    if page_source:
        check(position['start'] == r['start'] and position['end'] == r['end'], f'web {doc}: {position}')
        continue
    try:
        here = raw.decode('utf-8')[position['start']:position['end']]
    except UnicodeDecodeError:
        continue
    exact += here == quote['exact']
    check(letters(here) == letters(quote['exact']), f'web {doc}: {here!r} is not {quote["exact"]!r}')
check(exact > 500, f'web: {exact} quotes are the words of the source, letter by letter')
finish()
