"""What the checkers in Python share, as check.sh is shared by scripts: check counts, finish prints "NAME: N passed, M failed" and ends."""
import os, sys

SHOWN = 20  # failures that are named; the rest are counted
counts = {True: 0, False: 0}


def check(good, what):
    """what: words for the one who mends it, "file: what is wrong"."""
    counts[bool(good)] += 1
    if not good and counts[False] <= SHOWN:
        print('FAILED', what)


def finish():
    """Never comes back: the status is 1 where a check failed."""
    name = os.path.basename(sys.argv[0]).removesuffix('.py')
    print(f'{name}: {counts[True]} passed, {counts[False]} failed')
    sys.exit(counts[False] > 0)
