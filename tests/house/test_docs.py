"""What the documentation says is so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from bot.cli import cli
from bot.settings import Config, read_config
from tests.house.tree import ROOT, files, name

DOCUMENTS = [path for path in files() if path.suffix == ".md"]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_DECISION = re.compile(r"\A# (\d+)\. (.+)")
_STATUS = re.compile(r"^Date: \S+ Status: (.+)\.$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_within_the_project_leads_somewhere(document: Path):
    links = [link.split("#")[0] for link in _LINK.findall(document.read_text(encoding="utf-8"))]
    broken = [
        link
        for link in links
        if link and "://" not in link and not (document.parent / link).exists()
    ]

    assert broken == []


def settings_of(model: type[BaseModel], prefix: str = "") -> list[str]:
    found = []
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += settings_of(kind, f"{prefix}{key}.")
        else:
            found.append(prefix + key)
    return found


def test_every_setting_is_documented():
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    assert [each for each in settings_of(Config) if f"| `{each}` |" not in text] == []


def test_config_yml_shows_every_setting_with_its_default():
    shown = YAML(typ="safe", pure=True).load((ROOT / "config.yml").read_text(encoding="utf-8"))

    assert read_config(ROOT / "config.yml") == Config()
    for setting in settings_of(Config):
        place = shown
        for part in setting.split("."):
            assert part in place, setting
            place = place[part]


def commands(group: click.Group, prefix: str = "") -> list[str]:
    context = click.Context(group)
    found = []
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            found += commands(command, f"{prefix}{each} ")
        else:
            found.append(prefix + each)
    return found


def test_every_command_is_documented():
    text = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")

    assert [each for each in commands(cli) if not re.search(rf"`{each}[ `]", text)] == []


def test_every_make_target_in_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", readme))

    assert {"run", "test", "check", "bench"} <= named
    assert {each for each in named if not re.search(rf"^{each}:", makefile, re.MULTILINE)} == set()


def test_every_decision_is_in_their_index_with_its_title_and_status():
    folder = ROOT / "docs/adr"
    rows = []
    for path in sorted(folder.glob("0*.md")):
        text = path.read_text(encoding="utf-8")
        (number, title), status = _DECISION.findall(text)[0], _STATUS.findall(text)
        assert (int(number), len(status)) == (int(path.name[:4]), 1), path.name
        rows.append(f"| [{path.name[:4]}]({path.name}) | {title} | {status[0]} |")

    index = (folder / "README.md").read_text(encoding="utf-8").splitlines()

    assert [line for line in index if line.startswith("| [")] == rows
