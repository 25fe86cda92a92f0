"""Every threat says what is done, names tests that are there, and what is left to others."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT

MODEL = ROOT / "docs/security/threat-model.md"
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split(" | ")]
    for line in MODEL.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]
FLOWS = range(1, 10)


def test_every_kind_of_threat_and_every_flow_is_looked_at():
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert {kind for row in ROWS for kind in row[1].split(", ")} == set("STRIDE")
    assert {int(flow) for row in ROWS for flow in row[2].split(", ")} == set(FLOWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"threat {row[0]}")
def test_a_threat_is_held_by_tests_that_exist(row):
    _, _, _, threat, done, held_by, left = row
    assert threat and done and left
    named = re.findall(r"`(tests/[^`]+)`", held_by)
    assert named
    for reference in named:
        file, _, test = reference.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        if test:
            assert f"def test_{test}(" in text, reference
        else:
            assert "def test_" in text or "test_case:" in text, reference
