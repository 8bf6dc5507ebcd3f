#!/usr/bin/env python3
"""Records and tables against what is said of them: schema.py SCHEMA RECORDS.jsonl... -- FOLDER...

Every record of the files against the JSON Schema, by a validator (python3-jsonschema); every folder of tables against its datapackage.json: header,
types, constraints, primary and foreign keys; which keys are told where. Prints "schema: N passed, M failed"."""
import csv, json, os, sys

from tally import check, finish

try:
    from jsonschema import Draft202012Validator as Validator
except ImportError:
    Validator = None
csv.field_size_limit(1 << 24)


def check_records(schema, paths):
    Validator.check_schema(schema)
    of_type = {t: Validator(dict(schema, oneOf=[{'$ref': f'#/$defs/{t}'}])) for t in schema['$defs']}
    whole, first = Validator(schema), {}
    for path in paths:
        with open(path, encoding='utf-8') as f:
            for n, line in enumerate(f):
                r = json.loads(line)
                wrong = [e.message for e in of_type[r['type']].iter_errors(r)]
                check(not wrong, f"{path}:{n + 1}: {r['type']}: {wrong}"[:400])
                first.setdefault(r['type'], r)
    for r in first.values():    # exactly one type fits; a member more, one less or one of another type does not
        check(whole.is_valid(r), f'{r}')
        check(not whole.is_valid(dict(r, more=1)), f'a member that no schema has: {r}')
        check(not whole.is_valid({k: v for k, v in r.items() if k != 'doc'}), f'no doc: {r}')
        check(not whole.is_valid(dict(r, doc=1)), f'a doc that is a number: {r}')
    return first


def value(field, cell):
    if field['type'] == 'integer':
        return int(cell)
    if field['type'] == 'boolean':
        return {'true': True, 'false': False}[cell]
    return cell


def check_cells(name, fields, rows):
    for n, row in enumerate(rows):
        for field, cell in zip(fields, row):
            rules = field.get('constraints', {})
            what = f"{name}.csv:{n + 2}: {field['name']}: {cell!r}"
            try:
                v = None if cell == '' else value(field, cell)
            except (ValueError, KeyError):
                check(False, f"{what} is no {field['type']}")
                continue
            if v is None:
                check(not rules.get('required'), f'{what}: nothing there')
            else:
                check('enum' not in rules or v in rules['enum'], f"{what} is none of {rules.get('enum')}")
                check('minimum' not in rules or v >= rules['minimum'], f'{what} is too small')


def check_folder(folder):
    with open(os.path.join(folder, 'datapackage.json'), encoding='utf-8') as f:
        package = json.load(f)
    resources = {r['name']: r['schema'] for r in package['resources']}
    check(sorted(r['path'] for r in package['resources']) == sorted(n for n in os.listdir(folder) if n.endswith('.csv')), f'{folder}: the paths')
    tables, docs = {}, []
    for name, schema in resources.items():
        with open(os.path.join(folder, name + '.csv'), encoding='utf-8', newline='') as f:
            header, *rows = csv.reader(f)
        check(header == [field['name'] for field in schema['fields']], f'{name}: the header is {header}')
        check_cells(name, schema['fields'], rows)
        tables[name] = [dict(zip(header, row)) for row in rows]
    docs = [r['doc'] for r in tables['documents']]
    told = all('primaryKey' in resources[n] for n in ('documents', 'sentences', 'references', 'claims'))
    check(told == (len(set(docs)) == len(docs)), f'{folder}: keys are told where ids differ, and only there')
    for name, schema in resources.items():
        key = schema.get('primaryKey', [])
        have = [tuple(r[k] for k in key) for r in tables[name]]
        check(not key or len(set(have)) == len(have) and all(all(h) for h in have), f'{name}: {key} does not tell rows apart')
        for foreign in schema.get('foreignKeys', []):
            to = foreign['reference']
            check(resources[to['resource']]['primaryKey'] == to['fields'], f'{name}: {to} is no key')
            there = {tuple(r[k] for k in to['fields']) for r in tables[to['resource']]}
            lost = {tuple(r[k] for k in foreign['fields']) for r in tables[name]} - there
            check(not lost, f"{name}: {foreign['fields']} leads nowhere in {to['resource']}: {sorted(lost)[:3]}")


words = sys.argv[1:]
if Validator is None:
    print('schema: there is no validator here (setup.sh test installs python3-jsonschema)')
    sys.exit(1)
with open(words[0], encoding='utf-8') as f:
    check_records(json.load(f), words[1:words.index('--')])
for one in words[words.index('--') + 1:]:
    check_folder(one)
finish()
