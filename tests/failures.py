"""`failures.py REPORT.xml…` prints the failed tests of JUnit reports, each with the end of what it said."""

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

LINES = 12  # of each failure


def failed(report: Path) -> Iterator[str]:
    """The tests of `report` that failed or broke, as text."""
    for case in ElementTree.parse(report).iter("testcase"):
        for fault in (*case.iter("failure"), *case.iter("error")):
            said = (fault.text or fault.get("message") or "").strip().splitlines()[-LINES:]
            yield "\n".join((f"-- {report.stem}: {case.get('classname')}::{case.get('name')}", *said))


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        for text in failed(path):
            print(text)
