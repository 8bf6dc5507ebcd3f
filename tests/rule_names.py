#!/usr/bin/env python3
"""Records with the words of each rule in place of its line: `conditions.csv:41` becomes `conditions.csv:major depressive disorder`, so
that a row added above changes no reviewed record. A line that holds no rule is an error. Standard input to standard output."""
import csv, os, re, sys

CONFIGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'configs')
tables = {}


def words_of(table, line):
    if table not in tables:
        with open(os.path.join(CONFIGS, table), encoding='utf-8', newline='') as f:
            reader, rows = csv.reader(f), {}
            header = next(reader)
            begins = reader.line_num + 1
            for row in reader:
                rows[begins] = row
                begins = reader.line_num + 1
        tables[table] = rows, header.index('term') if 'term' in header else 0
    rows, column = tables[table]
    if line not in rows or rows[line][0].startswith('#'):
        sys.exit(f'rule_names: {table}:{line} is no rule')
    return f'{table}:{rows[line][column]}'


for record in sys.stdin:
    sys.stdout.write(re.sub(r'(?<=":")([a-z-]+\.csv):(\d+)', lambda m: words_of(m[1], int(m[2])), record))
