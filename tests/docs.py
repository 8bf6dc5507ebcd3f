#!/usr/bin/env python3
"""The reference pages against the product: docs.py

docs/records.md: its sections are the tables of datapackage.json, in order; what stands between <!-- schema TYPE --> and <!-- end --> is what
the program `schema` says of these records, and docs/records.schema.json is its JSON Schema (--write writes both anew). docs/rules.md: its sections are the
tables of configs/, with the columns that these have and every word that stands in a column of choices. docs/design.md: every limit has
the value that the code gives it, and every limit of the code is listed. README.md and docs/: links lead somewhere.
Prints "docs: N passed, M failed"."""
import csv, glob, json, os, re, subprocess, sys

from tally import check, finish

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
# of the rule tables: columns that hold one of a few words
RULE_CHOICES = {'class', 'effect', 'direction', 'form', 'scope', 'meaning', 'match', 'kind'}


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


def schema(*words):
    return subprocess.run(['build/schema', *words], stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')


def check_records(write):
    page = read('docs/records.md')
    told = [h for h in re.findall(r'^## `([^`]+)`, records of', page, flags=re.M)]
    tables = [r['name'] for r in json.loads(schema('-f', 'datapackage'))['resources']]
    check(told == tables, f'docs/records.md tells of the tables {told}, datapackage.json of {tables}')
    types = set(json.loads(schema())['$defs']) - {'author'}
    blocks = re.findall(r'<!-- schema (\S+) -->', page)
    check(types == set(blocks), f'docs/records.md has not the blocks of {types ^ set(blocks)}')
    now = re.sub(r'(<!-- schema (\S+) -->\n).*?(<!-- end -->\n)', lambda m: m[1] + schema('-f', 'markdown', m[2]) + m[3], page, flags=re.S)
    for path, text in ('docs/records.md', now), ('docs/records.schema.json', schema()):
        if write:
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
        check(os.path.exists(path) and read(path) == text, f'{path} is not what the program `schema` says; tests/docs.py --write writes it anew')


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
        used = {(c, w) for row in lines[1:] for i, c in enumerate(lines[0]) if c in RULE_CHOICES for w in row[i].split()}
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


check_records('--write' in sys.argv[1:])
check_rules()
check_limits()
check_links()
finish()
