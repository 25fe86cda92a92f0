"""The long form: `python -m tests.properties --times 50 [--only outbox]`; counts as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.properties.times import VARIABLE

HERE = Path(__file__).parent
_PATIENCE_SECONDS = 24 * 3600


@dataclass(slots=True)
class Counts:
    """Of each test: how it went, how long it took, and how many examples were tried."""

    tests: dict[str, dict[str, object]] = field(default_factory=dict)
    examples: Counter[str] = field(default_factory=Counter)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        # Imported late: pytest wants to be there before hypothesis is.
        from hypothesis.statistics import collector

        def note(told: dict[str, Any]) -> None:
            for phase in told.values():
                if isinstance(phase, dict):
                    cases = phase.get("test-cases", [])
                    self.examples[item.name] += sum(one["status"] != "invalid" for one in cases)

        with collector.with_value(note):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            name = report.nodeid.rpartition("::")[2]
            self.tests[name] = {
                "outcome": report.outcome,
                "seconds": round(report.duration, 1),
                "examples": self.examples[name],
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
