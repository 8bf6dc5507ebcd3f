#!/usr/bin/env python3
"""The reference pages against the product: docs.py

docs/records.md: its sections are the tables of datapackage.json, in order, with the same members, in order, of the same types; every
record type, member and word of a closed list that the fixtures give stands in its section. docs/rules.md: its sections are the
tables of configs/, with the columns that these have and every word that stands in a column of choices. docs/design.md: every limit has
the value that the code gives it, and every limit of the code is listed. README.md and docs/: links lead somewhere.
Prints "docs: N passed, M failed"."""
import csv, glob, json, os, re, subprocess, sys, tempfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
passed = failed = 0
TYPES = {'list': 'string', 'object': 'string'}  # what a cell of a table makes of them
CHOICES = {'zone', 'media', 'status', 'form', 'style', 'assertion', 'effect', 'kind', 'severity', 'support', 'code'}
# of the rule tables: columns that hold one of a few words
RULE_CHOICES = {'class', 'effect', 'direction', 'form', 'scope', 'meaning', 'match', 'kind'}


def check(good, what):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print('FAILED', what)


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def sections(path):
    """The text under each `## ` heading, by the heading and by each of its words in backticks, in order."""
    found = {}
    for part in re.split(r'^## ', read(path), flags=re.M)[1:]:
        head, _, body = part.partition('\n')
        for name in [head.strip()] + re.findall(r'`([^`]+)`', head):
            found[name] = body
    return found


def rows(text, head):
    """Rows of the tables in a text whose header row begins with `head`: [first cell without backticks, other cells …]."""
    found, inside = [], False
    for line in text.splitlines():
        cells = [c.strip() for c in re.split(r'(?<!\\)\|', line)[1:-1]]
        if not cells:
            inside = False
        elif cells[0] == head:
            inside = True
        elif inside and not cells[0].startswith('--'):
            found.append([cells[0].strip('`')] + cells[1:])
    return found


def words(text):
    return {w for code in re.findall(r'`([^`\n]+)`', text) for w in code.split()}


def check_records(folder):
    page = sections('docs/records.md')
    with open(os.path.join(folder, 'datapackage.json'), encoding='utf-8') as f:
        tables = {r['name']: r['schema']['fields'] for r in json.load(f)['resources']}
    told = [name for name in page if name in tables or f'{name}.csv' in os.listdir(folder)]
    check(told == list(tables), f'docs/records.md tells of the tables {told}, datapackage.json of {list(tables)}')
    for name, fields in tables.items():
        body = page.get(name, '').split('\n### ')[0]
        told = [(r[0], TYPES.get(r[1], r[1])) for r in rows(body, 'member')]
        real = [(f['name'], f['type']) for f in fields]
        check(told == real, f'docs/records.md, {name}: not in the page: {[f for f in real if f not in told]}; not in the product: '
                            f'{[f for f in told if f not in real]}{"" if set(told) != set(real) else "; the order differs"}')
    check_stream(page)


def check_stream(page):
    stream = subprocess.run(['./pipeline.sh', '-q', '-s', 'link', 'fixtures/articles'], stdout=subprocess.PIPE).stdout
    missing = set()
    for line in stream.decode('utf-8').splitlines():
        r = json.loads(line)
        body = page.get(r['type'])
        if body is None:
            missing.add(f"no section on records of type '{r['type']}'")
            continue
        members = {row[0] for row in rows(body, 'member')}
        for key, value in r.items():
            if key != 'type' and key not in members:
                missing.add(f"{r['type']}: no member '{key}'")
            if key in CHOICES and isinstance(value, str) and value not in words(body):
                missing.add(f"{r['type']}: no word '{value}' of '{key}'")
    check(not missing, 'docs/records.md: ' + '; '.join(sorted(missing)))


def check_rules():
    page = sections('docs/rules.md')
    real = sorted(os.path.basename(p) for p in glob.glob('configs/*.csv'))
    told = sorted(n for n in page if n.endswith('.csv'))
    code = ''.join(read(p) for p in glob.glob('common/*/*.c') + glob.glob('stages/*.c'))
    check(told == real, f'docs/rules.md tells of {sorted(set(told) - set(real))}, which are not in configs/; not of {sorted(set(real) - set(told))}')
    for name in real:
        if name not in page:
            continue
        with open(os.path.join('configs', name), newline='', encoding='utf-8-sig') as f:
            lines = [r for r in csv.reader(f) if r and not r[0].startswith('#')]
        columns = [r[0] for r in rows(page[name], 'column')]
        check(set(lines[0]) <= set(columns), f'docs/rules.md, {name}: no column {sorted(set(lines[0]) - set(columns))}')
        unknown = [c for c in columns if c not in lines[0] and not re.search(rf'"!?{c}"', code)]
        check(not unknown, f'docs/rules.md, {name}: no stage reads a column {unknown}')
        used = {(c, row[i]) for row in lines[1:] for i, c in enumerate(lines[0]) if c in RULE_CHOICES and row[i]}
        gone = sorted(f'{c} {w}' for c, w in used if w not in words(page[name]))
        check(not gone, f'docs/rules.md, {name}: not explained: {gone}')


def number(expression):
    return eval(expression, {'__builtins__': {}}) if re.fullmatch(r'[0-9 <*+()-]+', expression) else None


def check_limits():
    code = {}
    for path in sorted(glob.glob('common/*/*.[ch]') + glob.glob('stages/*.c')):
        for enum in re.findall(r'\benum\s*\{(.*?)\}', re.sub(r'/\*.*?\*/', '', read(path), flags=re.S), flags=re.S):
            for name, value in re.findall(r'\b([A-Z][A-Z0-9_]*)\s*=\s*([0-9 <]+)(?=[,\s}]|$)', enum):
                code[path, name] = number(value.strip())
    told = {}
    for path, name, value in (r[:3] for r in rows(sections('docs/design.md').get('Limits', ''), 'file')):
        told[path, name.strip('`')] = number(value.replace(',', ''))
    for key, value in told.items():
        check(code.get(key) == value, f'docs/design.md: {key[0]} {key[1]} is {value}; the code has {code.get(key)}')


def check_links():
    for page in ['README.md'] + sorted(glob.glob('docs/*.md')):
        for target in re.findall(r'\]\(([^)#\s]+)', read(page)):
            if '://' not in target:
                check(os.path.exists(os.path.join(os.path.dirname(page), target)), f'{page}: the link to {target} leads nowhere')


with tempfile.TemporaryDirectory() as scratch:
    subprocess.run(['./pipeline.sh', '-q', '-o', scratch, 'fixtures/articles'])
    check_records(scratch)
check_rules()
check_limits()
check_links()
print(f'docs: {passed} passed, {failed} failed')
sys.exit(failed > 0)
