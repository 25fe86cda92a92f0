"""Every hazard names a test that is there."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT

LOG = ROOT / "docs/clinical-safety/hazard-log.md"
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split(" | ")]
    for line in LOG.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_the_twenty_hazards_of_the_field_are_there_and_numbered():
    numbers = [int(row[0].strip("| ")) for row in ROWS]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"hazard {row[0].strip('| ')}")
def test_a_hazard_is_held_by_tests_that_exist(row):
    named = re.findall(r"`(tests/[^`]+)`", row[-1])

    assert named
    for reference in named:
        file, _, test = reference.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        if not test:
            assert "def test_" in text or "test_case:" in text, reference
        elif file.endswith(".py"):
            assert f"def test_{test}(" in text, reference
        else:
            assert f"test_case: {test}\n" in text, reference
