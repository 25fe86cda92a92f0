"""The long form: `python -m tests.properties --times 50 [--only outbox]`; counts as JSON."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.properties.effort import VARIABLE

HERE = Path(__file__).parent
_PATIENCE_SECONDS = 24 * 3600
_COUNT = re.compile(r"(\d+) passing(?: examples)?, (\d+) failing")


@dataclass(slots=True)
class Counts:
    """What pytest tells of each test: how it went, how long it took, and hypothesis's count."""

    tests: dict[str, dict[str, object]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        told = dict(report.user_properties).get("hypothesis-stats", "")
        counted = [_COUNT.findall(str(told))]
        self.tests[report.nodeid.rpartition("::")[2]] = {
            "outcome": report.outcome,
            "seconds": round(report.duration, 1),
            "examples": sum(int(passing) + int(failing) for passing, failing in counted[0]) or None,
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="as many times the suite's examples")
    parser.add_argument("--only", default="", help="part of a file's name")
    given = parser.parse_args()
    os.environ[VARIABLE] = str(given.times)
    files = [str(path) for path in sorted(HERE.glob("test_*.py")) if given.only in path.name]
    counts = Counts()
    code = pytest.main(
        [*files, "-q", "-p", "no:randomly", "--timeout", str(_PATIENCE_SECONDS)], plugins=[counts]
    )
    print(json.dumps({"times": given.times, "tests": counts.tests}, indent=2))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
