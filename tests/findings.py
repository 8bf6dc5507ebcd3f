#!/usr/bin/env python3
"""Findings as SARIF and as GitHub's annotations: findings.py RECORDS.jsonl SARIF.json GITHUB.txt FILE...

RECORDS are those of the same run. SARIF: only members that the standard (2.1.0) has, of its types; a rule and a level for every result; a result for
every finding, at the words that it is about: by line and column, by characters and by bytes. GitHub: the same results, a line each. Prints "findings: N
passed, M failed"."""
import json, re, sys
from urllib.parse import unquote

from tally import check, finish

# What SARIF 2.1.0 says of the objects that are used: member -> (its type or the object, is it required?)
SHAPES = {
    'log': {'$schema': (str, 0), 'version': (str, 1), 'runs': (['run'], 1)},
    'run': {'tool': ('tool', 1), 'columnKind': (str, 0), 'results': (['result'], 0), 'invocations': (['invocation'], 0)},
    'tool': {'driver': ('component', 1)},
    'component': {'name': (str, 1), 'version': (str, 0), 'rules': (['rule'], 0)},
    'rule': {'id': (str, 1), 'shortDescription': ('message', 0), 'defaultConfiguration': ('configuration', 0)},
    'configuration': {'level': (str, 0)},
    'message': {'text': (str, 1)},
    'result': {'ruleId': (str, 0), 'ruleIndex': (int, 0), 'level': (str, 0), 'message': ('message', 1), 'locations': (['location'], 0),
               'properties': (dict, 0)},
    'location': {'physicalLocation': ('physical', 0), 'logicalLocations': (['logical'], 0)},
    'logical': {'name': (str, 0)},
    'physical': {'artifactLocation': ('artifact', 1), 'region': ('region', 0)},
    'artifact': {'uri': (str, 0)},
    'region': {k: (int, 0) for k in ('startLine', 'startColumn', 'endLine', 'endColumn', 'charOffset', 'charLength', 'byteOffset', 'byteLength')},
    'invocation': {'executionSuccessful': (bool, 1), 'toolExecutionNotifications': (['notification'], 0)},
    'notification': {'level': (str, 0), 'message': ('message', 1), 'locations': (['location'], 0)},
}


def shape(value, name, where):
    if isinstance(name, list):
        check(isinstance(value, list), f'{where} is no list')
        for i, one in enumerate(value):
            shape(one, name[0], f'{where}[{i}]')
    elif isinstance(name, type):
        check(isinstance(value, name) and (name is bool or not isinstance(value, bool)), f'{where}: {value!r} is no {name.__name__}')
    else:
        members = SHAPES[name]
        check(isinstance(value, dict) and set(value) <= set(members), f'{where}: {value} has members that a {name} has not')
        check(all(k in value for k, (_, needed) in members.items() if needed), f'{where}: a {name} lacks something')
        for k, one in value.items():
            shape(one, members[k][0], f'{where}.{k}')


def words(path, line, column, end_line, end_column):
    """What stands there in the file, as an editor counts it."""
    lines = read(path).split('\n')
    if line == end_line:
        return lines[line - 1][column - 1:end_column - 1]
    return '\n'.join([lines[line - 1][column - 1:], *lines[line:end_line - 1], lines[end_line - 1][:end_column - 1]])


def read(path, cache={}):
    if path not in cache:
        with open(path, 'rb') as f:
            raw = f.read()
        one_byte = path.endswith('windows-1252.txt')
        cache[path] = raw.decode('utf-16-le' if raw[:2] == b'\xff\xfe' else 'windows-1252' if one_byte else 'utf-8', 'replace')
    return cache[path]


def check_place(result, finding, files):
    place = result['locations'][0]
    if 'physicalLocation' not in place:
        check(place['logicalLocations'][0]['name'] == finding['doc'], f'{result}: which document?')
        return None
    path = re.sub('^file://', '', unquote(place['physicalLocation']['artifactLocation']['uri']))
    region = place['physicalLocation'].get('region', {})
    check(path in files, f'{path} is no file of the run')
    check(path == finding['doc'] or place['logicalLocations'][0]['name'] == finding['doc'], f'{result}: which document?')
    if 'startColumn' in region:
        there = words(path, region['startLine'], region['startColumn'], region['endLine'], region['endColumn'])
        by_chars = read(path)[region['charOffset']:region['charOffset'] + region['charLength']]
        check(there == by_chars, f'{path}: {there!r} by lines, {by_chars!r} by characters')
        with open(path, 'rb') as f:
            raw = f.read()[region['byteOffset']:region['byteOffset'] + region['byteLength']]
        if 'utf-16' not in path and '1252' not in path and '�' not in there:
            check(raw.decode('utf-8') == there, f'{path}: {there!r} by lines, {raw!r} by bytes')
        check(not there[:1].isspace() and there, f'{path}: {there!r}: begins too early')
    elif path.endswith('.jsonl'):
        with open(path, encoding='utf-8', errors='replace') as f:
            line = f.read().split('\n')[region['startLine'] - 1]
        check(json.loads(line).get('doc', json.loads(line).get('id')) == finding['doc'], f"{path}:{region['startLine']} is not {finding['doc']}")
        check('byteOffset' not in region, f'{path}: offsets of a part of a file are none of the file')
    return path, region


def unescape(s):
    return re.sub(r'%(25|0D|0A|3A|2C)', lambda m: chr(int(m[1], 16)), s)


def check_line(line, result, place):
    m = re.fullmatch(r'::(error|warning|notice) (.*?)::(.*)', line)
    check(m, f'{line!r} is no annotation')
    if not m:
        return
    told = {k: unescape(v) for k, v in (p.split('=', 1) for p in m[2].split(','))}
    check({'error': 'error', 'warning': 'warning', 'notice': 'note'}[m[1]] == result['level'] and told['title'] == result['ruleId'], f'{line!r}')
    check(unescape(m[3]).endswith(result['message']['text']), f'{line!r}: not the message')
    if place is None:
        check('file' not in told, f'{line!r}: standard input is no file')
        return
    path, region = place
    check(told['file'] == path and told.get('line') == (str(region['startLine']) if 'startLine' in region else None), f'{line!r}: not the place')
    if 'startColumn' in region and region['startLine'] == region['endLine']:
        check((told.get('col'), told.get('endColumn')) == (str(region['startColumn']), str(region['endColumn'])), f'{line!r}: not the columns')
    else:
        check('col' not in told, f'{line!r}: columns of several lines')


records, sarif, github, *files = sys.argv[1:]
with open(records, encoding='utf-8') as f:
    stream = [json.loads(line) for line in f]
findings = [r for r in stream if r['type'] == 'finding']
rejected = [r for r in stream if r['type'] == 'document-end' and r['status'] == 'rejected']
with open(sarif, encoding='utf-8') as f:
    log = json.load(f)
with open(github, encoding='utf-8') as f:
    lines = f.read().splitlines()
shape(log, 'log', 'log')
check(log['version'] == '2.1.0' and len(log['runs']) == 1, 'not SARIF 2.1.0')
run = log['runs'][0]
rules = run['tool']['driver']['rules']
check(len({r['id'] for r in rules}) == len(rules), 'a rule stands twice')
check(len(run['results']) == len(findings), f"{len(run['results'])} results, {len(findings)} findings")
check(len(run['invocations'][0]['toolExecutionNotifications']) == len(rejected), 'not every rejected document is told')
annotations = [l for l in lines if 'title=rejected' not in l]
check(len(annotations) == len(findings) and len(lines) - len(annotations) == len(rejected), f'{len(lines)} annotations')
for result, finding, line in zip(run['results'], findings, annotations):
    check(result['ruleId'] == finding['code'] and rules[result['ruleIndex']]['id'] == finding['code'], f'{result}: not the rule')
    check(result['message']['text'] == finding['message'], f'{result}: not the message')
    check(result['properties']['doc'] == finding['doc'] and result['properties']['start'] == finding['start'], f'{result}: not the finding')
    check_line(line, result, check_place(result, finding, files))
finish()
