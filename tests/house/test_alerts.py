"""The alerts that the documentation offers can fire: their metrics exist, their runbooks too."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.metrics import REGISTRY, count_from_zero
from tests.house.tree import ROOT

FOLDER = ROOT / "docs/operations"
RULES = FOLDER / "alerts.yml"
TRIED = FOLDER / "alerts_test.yml"
PROMTOOL = shutil.which("promtool")
PAGE = (FOLDER / "alerts.md").read_text(encoding="utf-8")
_METRIC = re.compile(r"\bblether_[a-z_]+")
_LABELS = re.compile(r"(blether_[a-z_]+)\{([^}]*)\}")


def rules() -> list[dict[str, Any]]:
    groups = YAML(typ="safe", pure=True).load(RULES.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def families() -> dict[str, set[str]]:
    """The labels of each metric, by every name under which it can be asked for."""
    names: dict[str, set[str]] = {}
    for collector in set(REGISTRY._names_to_collectors.values()):
        labels = set(getattr(collector, "_labelnames", ()))
        for name, owner in REGISTRY._names_to_collectors.items():
            if owner is collector:
                names[name] = labels
    return names


def test_there_are_alerts_and_each_is_named_once():
    names = [rule["alert"] for rule in rules()]

    assert len(names) >= 10
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_metrics_and_labels_that_exist(rule):
    known = families()
    asked = set(_METRIC.findall(rule["expr"]))

    assert asked
    assert asked <= known.keys()
    for metric, matchers in _LABELS.findall(rule["expr"]):
        for matcher in matchers.split(","):
            assert re.split(r"[=!~]", matcher)[0] in known[metric], matcher
    for opened, closed in ("()", "[]", "{}"):
        assert rule["expr"].count(opened) == rule["expr"].count(closed)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_a_rule_says_how_grave_it_is_and_what_to_do(rule):
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"].endswith(".")
    assert (FOLDER / rule["annotations"]["runbook"]).is_file()


def test_each_rule_is_tried_in_its_trouble_and_before_it():
    """By Prometheus where it is installed: see the next test; tests/faults stages the troubles."""
    scenes = YAML(typ="safe", pure=True).load(TRIED.read_text(encoding="utf-8"))["tests"]
    tried = [(each["alertname"], each) for scene in scenes for each in scene["alert_rule_test"]]
    names = {rule["alert"] for rule in rules()}

    assert {name for name, each in tried if each.get("exp_alerts")} == names
    assert {name for name, each in tried if not each.get("exp_alerts")} == names


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")
def test_prometheus_reads_the_rules_and_fires_each():
    for what, file in (("check", RULES), ("test", TRIED)):
        command = [PROMTOOL or "", what, "rules", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_metric_is_explained_and_nothing_else():
    table = set(re.findall(r"^\| `(blether_[a-z_]+)` \|", PAGE, re.MULTILINE))
    collected = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in REGISTRY.collect()
    }

    assert table == collected


def test_a_series_that_an_alert_names_is_there_before_it_first_counts():
    """`increase` sees nothing in a series that begins at 1, so the first failure is silent."""
    count_from_zero(providers=("twilio",), codes=("30005",))
    shown = {
        (sample.name, value)
        for family in REGISTRY.collect()
        for sample in family.samples
        for value in sample.labels.values()
    }

    asked = {
        (metric, value)
        for rule in rules()
        for metric, matchers in _LABELS.findall(rule["expr"])
        for matched in re.findall(r'"([^"]*)"', matchers)
        for value in matched.split("|")
    }
    assert ("blether_duty_alerts_total", "failed") in asked
    assert asked | {("blether_send_failures_total", "30005")} <= shown


def test_every_runbook_is_short_enough_to_be_read_at_night():
    runbooks = sorted((FOLDER / "runbooks").glob("*.md"))

    assert len(runbooks) >= 8
    for path in runbooks:
        text = path.read_text(encoding="utf-8")
        assert len(text.split()) < 350, path.name
        assert re.search(r"^1\. ", text, re.MULTILINE), path.name
