"""A deployment that asks for it does not start on numbers that nobody has rung of late."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.helplines import refuse_unchecked
from bot.settings import Config, SafetyConfig, SettingsError
from tests.cli.conftest import Typed
from tests.cli.test_command_line import ROOT

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def flows_checked_on(folder: Path, *days: str | None) -> Path:
    lines = [{"id": f"line{at}", "checked_on": day} for at, day in enumerate(days)]
    (folder / "helplines.json").write_text(json.dumps({"lines": lines}), encoding="utf-8")
    return folder


def asked_for(flows: Path) -> Config:
    return Config(flows=flows, safety=SafetyConfig(refuse_unchecked_helplines=True))


@pytest.mark.parametrize("day", [None, "", "soon", "2026-08-25", "2026-11-27", "2062-11-01"])
def test_a_line_never_checked_or_too_long_ago_or_not_yet_is_named(
    tmp_path: Path, day: str | None
) -> None:
    flows = flows_checked_on(tmp_path, "2026-08-26", day, "2026-11-26")
    with pytest.raises(SettingsError, match=r"last 92 days for line1$"):
        refuse_unchecked(asked_for(flows), NOW)


def test_it_starts_where_all_are_checked_or_nobody_asked(tmp_path: Path) -> None:
    refuse_unchecked(asked_for(flows_checked_on(tmp_path, "2026-08-26", "2026-11-26")), NOW)
    refuse_unchecked(Config(flows=flows_checked_on(tmp_path, None)), NOW)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("config", "check")])
def test_the_server_refuses_to_start_in_one_line(
    typed: Typed, tmp_path: Path, command: tuple[str, ...]
) -> None:
    flows = tmp_path / "flows"
    shutil.copytree(ROOT / "flows", flows, ignore=shutil.ignore_patterns("messages"))
    lines = json.loads((flows / "helplines.json").read_text("utf-8"))
    for line in lines["lines"]:
        line["checked_on"] = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    lines["lines"][2]["checked_on"] = None
    (flows / "helplines.json").write_text(json.dumps(lines), encoding="utf-8")
    config = tmp_path / "config.yml"
    config.write_text(f"flows: {flows}\nsafety: {{refuse_unchecked_helplines: true}}\n")
    done = typed(*command, BLETHER_CONFIG=str(config))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith("blether: safety.refuse_unchecked_helplines: ")
    assert done.stderr.strip().endswith("for samaritans")
