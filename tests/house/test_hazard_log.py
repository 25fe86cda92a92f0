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


TABLE = [
    [cell.strip() for cell in line.strip().strip("|").split(" | ")]
    for line in LOG.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| (H\d+|Very high|High|Medium|Low|Very low|Likelihood .*?) \|", line)
]
SEVERITIES = next(row[1:] for row in TABLE if row[0].startswith("Likelihood"))
LEVELS = {row[0]: row[1:] for row in TABLE if not re.match(r"H\d|Likelihood", row[0])}
RISKS = {row[0]: row[1:] for row in TABLE if re.fullmatch(r"H\d+", row[0])}


def test_every_hazard_has_causes_an_effect_and_a_risk_before_and_after():
    assert list(RISKS) == [f"H{row[0].strip('| ')}" for row in ROWS]
    for number, (causes, effect, *risks) in RISKS.items():
        assert causes and effect, number
        for risk in risks:
            severity, likelihood, level = risk.split(" · ")
            assert LEVELS[likelihood][SEVERITIES.index(severity)] == level, (number, risk)


def test_controls_make_no_hazard_worse_and_what_stays_unacceptable_is_said():
    known = LOG.read_text(encoding="utf-8").split("## Known and not yet closed")[1]
    for number, (_, _, first, then) in RISKS.items():
        assert int(then[-1]) <= int(first[-1]), number

    unacceptable = {number for number, risks in RISKS.items() if int(risks[-1][-1]) >= 4}
    assert unacceptable == set(re.findall(r"\bH\d+\b", known))
