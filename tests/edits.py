#!/usr/bin/env python3
"""The same records whatever is done to the bytes: edits.py ARTICLE...

Each article is edited at random in ways that change no word (soft hyphens and other invisible characters inside words, blanks of other
kinds, line ends, decomposed letters, entities and tags of a page, bytes that are no characters). The records must be those of the article
as it was, and every place must be that of the same words in the edited bytes, exactly. Prints "N passed, M failed"."""
import html, itertools, json, os, random, re, subprocess, sys, tempfile, unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
ROUNDS = 3  # of each edit
PLACES = {'start', 'end', 'char_start', 'char_end', 'map'}
SOURCE = {'doc', 'bytes', 'sha256', 'replaced', 'encoding', 'media'}
MENTIONS = {'condition', 'mechanism', 'intervention', 'citation', 'reference'}


def plain(text):
    """The article as bytes, and for each character where it begins and ends in them."""
    return build(text, lambda i, c: (c, ''))


def build(text, edit, before='', after=''):
    """edit(i, c) gives what stands for the character, and what stands behind it and is nobody's."""
    out, places = bytearray(before.encode()), []
    for i, c in enumerate(text):
        own, behind = (x if isinstance(x, bytes) else x.encode('utf-8') for x in edit(i, c))
        places.append((len(out), len(out) + len(own)))
        out += own + behind
    return bytes(out + after.encode()), places


def inside(text, i):
    return text[i].isalpha() and i + 1 < len(text) and text[i + 1].isalpha()


def invisible(text, dice, bodies):
    signs = ['\u00ad', '\u200b', '\u2060', '\ufeff', '\u200e']
    return build(text, lambda i, c: (c, dice.choice(signs) if inside(text, i) and dice.random() < 0.15 else ''))


def blanks(text, dice, bodies):
    kinds = ['\u00a0', '\u2009', '  ', ' \u200b', ' \u00a0 ', '\u202f']
    within = lambda i: text[i] == ' ' and 0 < i < len(text) - 1 and not text[i - 1].isspace() and not text[i + 1].isspace()
    return build(text, lambda i, c: (dice.choice(kinds) if within(i) and dice.random() < 0.2 else c, ''))


def line_ends(text, dice, bodies):
    end = dice.choice(['\r\n', '\r'])
    mark = dice.choice(['', '\ufeff'])
    return build(text, lambda i, c: (end if c == '\n' else c, ''), before=mark)


def decomposed(text, dice, bodies):
    return build(text, lambda i, c: (unicodedata.normalize('NFD', c), ''))


def wide(text, dice, bodies):
    raw, places = build(text, lambda i, c: (c.encode('utf-16-le'), b''), before='')
    return b'\xff\xfe' + raw, [(a + 2, b + 2) for a, b in places]


def bad_bytes(text, dice, bodies):
    ends = {end - 1 for end in bodies}
    bad = [b' \xff', b' \xe2\x82', b' \xc0\xaf']
    return build(text, lambda i, c: (c, dice.choice(bad) if i in ends and dice.random() < 0.3 else b''))


def page(text, dice, noise):
    """Every line a paragraph; with noise, letters as entities, tags and comments inside words."""
    def edit(i, c):
        behind = dice.choice(['<!-- > -->', '<b></b>', '<wbr>', '&shy;', '&#8203;']) if noise and inside(text, i) and dice.random() < 0.08 else ''
        if c == '\n':
            return '', '</p>\n<p>'
        if c in '<>&':
            return html.escape(c), behind
        if noise and c.isalpha() and dice.random() < 0.06:
            return dice.choice([f'&#{ord(c)};', f'&#x{ord(c):X};', f'&#{ord(c):04};']), behind
        return c, behind
    return build(text, edit, '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><article><p>', '</p></article></body></html>')


def tags(text, dice, bodies):
    return page(text, dice, True)


def records(folder):
    run = subprocess.run([os.path.join(ROOT, 'pipeline.sh'), '-q', '-f', 'jsonl', folder], stdout=subprocess.PIPE, check=True)
    docs = {}
    for line in run.stdout.decode('utf-8').split('\n'):
        if line:
            r = json.loads(line)
            docs.setdefault(os.path.basename(r['doc']), []).append(r)
    return docs


def translation(base, places):
    """From the code points of an unedited article, where a character begins and where one ends, to the bytes of an edited one."""
    raw, own = base
    chars = list(itertools.accumulate((byte & 0xc0 != 0x80 for byte in raw), initial=0))     # before each byte
    starts = {chars[a]: x for (a, _), (x, _) in zip(own, places)}
    return starts, {chars[b]: y for (a, b), (_, y) in zip(own, places) if b > a}


def differs(was, now, places, raw, kinds):
    """What is wrong with the records of an edited article, or None."""
    starts, ends = places
    wanted = lambda r: (not kinds or r['type'] in kinds) and r.get('code') != 'conflicting-reference'    # which tells of other documents
    a, b = list(filter(wanted, was)), list(filter(wanted, now))
    for x, y in zip(a, b):
        leave = PLACES | SOURCE | ({'sentence'} if kinds else set())
        other = [k for k in sorted(x.keys() | y.keys()) if k not in leave and x.get(k) != y.get(k)]
        if other:
            return '; '.join(f"{x['type']} {x.get('text', '')[:40]!r}: {k} {y.get(k)!r}, was {x.get(k)!r}"[:300] for k in other[:3])
        if 'char_start' in x:
            start, end = starts[x['char_start']], ends[x['char_end']]
            if (y['start'], y['end']) != (start, end):
                return f"{x['type']} {x.get('text', '')[:60]!r}: at {y['start']}..{y['end']}, not {start}..{end}: {raw[y['start']:y['end']][:80]!r}"
    return None if len(a) == len(b) else f'{len(b)} records, {len(a)} before'


def main():
    edits = [invisible, blanks, line_ends, decomposed, wide, bad_bytes, tags]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        texts, bases = {}, {}
        write = lambda name, raw: open(os.path.join(folder, name), 'wb').write(raw)
        for path in sys.argv[1:]:
            raw = open(path, 'rb').read()
            text = unicodedata.normalize('NFC', raw.decode('utf-8', 'replace')).replace('\r\n', '\n')
            text = re.sub('[\u00ad\u200b-\u200f\u2028\u2060\ufeff]', '', text).strip()
            if not text or '\ufffd' in text:
                continue
            name = os.path.basename(path).rsplit('.', 1)[0]
            texts[name] = text
            bases[name + '.txt'] = plain(texts[name])
            bases[name + '.html'] = page(texts[name], None, False)
        for name, (raw, _) in bases.items():
            write(name, raw)
        before, edited = records(folder), {}
        for name, text in texts.items():
            for edit, k in itertools.product(edits, range(ROUNDS)):
                if edit is not tags or 'wrapped' not in name:    # a page of lines is none
                    ending = 'html' if edit is tags else 'txt'
                    base = f'{name}.{ending}'
                    bodies = [r['char_end'] for r in before[base] if r['type'] == 'sentence' and r['zone'] == 'body']
                    raw, places = edit(text, random.Random(f'{name} {edit.__name__} {k}'), bodies)
                    file = f'{name}+{edit.__name__}{k}.{ending}'
                    edited[file] = (base, translation(bases[base], places), raw, MENTIONS if edit is bad_bytes else None)
                    write(file, raw)
        now = records(folder)
        for file, (base, places, raw, kinds) in edited.items():
            wrong = differs(before[base], now.get(file, []), places, raw, kinds)
            passed += wrong is None
            failed += wrong is not None
            if wrong:
                print(f'FAILED {file}: {wrong}')
    print(f'edits: {passed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
