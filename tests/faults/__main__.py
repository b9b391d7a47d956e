"""`python -m tests.faults`: play both batteries and print what was found, as a table."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .record import FOUND, Record
from .titles import CABLE, EVERYTHING


@dataclass
class Finding:
    """All tests of one fault together."""

    title: str
    record: Record = field(default_factory=Record)
    seconds: float = 0.0
    tests: int = 0
    failed: int = 0

    @property
    def is_good(self) -> bool:
        """Whether the fault was played and seen, and cost nothing."""
        found = self.record
        is_seen = self.tests > 0 and bool(found.said)
        return is_seen and (self.failed, found.lost, found.doubled) == (0, 0, 0)

    def row(self, number: str) -> str:
        """Return the fault's row of the table."""
        said = " → ".join(self.record.said).replace("|", "/")
        verdict = f"**{self.failed} failed** " if self.failed else ""
        counts = f"{self.record.lost} | {self.record.doubled} | {self.seconds:.1f}"
        return f"| {number} | {self.title} | {verdict}{said} | {counts} |"


class Findings:
    """Collects what the tests of both batteries wrote down."""

    def __init__(self) -> None:
        self.by_number = {
            f"{letter}{number}": Finding(title)
            for letter, titles in (("C", CABLE), ("F", EVERYTHING))
            for number, title in titles.items()
        }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in one phase of a test; what it wrote down comes with the last."""
        named = re.search(r"::test_(f?)(\d\d)_", report.nodeid)
        if named is None:
            return
        finding = self.by_number[f"{'F' if named[1] else 'C'}{int(named[2])}"]
        finding.seconds += report.duration
        finding.tests += report.when == "call"
        finding.failed += report.failed
        if report.when == "teardown":
            for name, found in report.user_properties:
                if name == FOUND and isinstance(found, dict):
                    finding.record.merge(Record(**found))

    def table(self) -> str:
        """Return the whole table, and the sum of it."""
        heads = ("no.", "fault", "what the screen said", "lost", "doubled", "seconds")
        rows = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
        rows += [finding.row(number) for number, finding in self.by_number.items()]
        good = sum(one.is_good for one in self.by_number.values())
        rows += ["", f"{good} of {len(self.by_number)} faults said and survived."]
        return "\n".join(rows)


def main() -> int:
    """Play everything; return 0 if each fault was seen and nothing was lost or doubled."""
    findings = Findings()
    code = pytest.main([str(Path(__file__).parent), *sys.argv[1:]], plugins=[findings])
    sys.stdout.write(f"\n{findings.table()}\n")
    is_good = all(one.is_good for one in findings.by_number.values())
    return int(code) or int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
