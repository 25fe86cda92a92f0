"""What the documentation says is so."""

from __future__ import annotations

import re
from functools import reduce
from pathlib import Path
from typing import Any

import click
import orjson
import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from bot.cli import cli
from bot.exchange.order import ORDER
from bot.settings import Config, read_config
from storage.models import PracticeSettings
from tests.house.tree import CODE, ROOT, files, name, python_files

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


def anchors_of(document: Path) -> set[str]:
    """What GitHub calls the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_to_a_heading_finds_it(document: Path):
    links = _LINK.findall(document.read_text(encoding="utf-8"))
    pairs = [link.split("#") for link in links if "#" in link and "://" not in link]
    lost = [
        f"{target}#{anchor}"
        for target, anchor in pairs
        if anchor not in anchors_of((document.parent / target) if target else document)
    ]

    assert lost == []


def settings_of(model: type[BaseModel], prefix: str = "") -> list[str]:
    found = []
    for key, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += settings_of(kind, f"{prefix}{key}.")
        else:
            found.append(prefix + key)
    return found


def as_documented(default: Any) -> str:
    if default in ("", None):
        return "empty"
    if isinstance(default, bool):
        return f"`{default}`".lower()
    if isinstance(default, tuple | list):
        return f"`[{', '.join(map(str, default))}]`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


def test_every_setting_is_documented_with_its_default():
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| `([a-z_.]+)` \| .* \| (.+?) \|$", text, re.MULTILINE))
    true = {
        setting: as_documented(reduce(getattr, setting.split("."), Config()))
        for setting in settings_of(Config)
    }

    assert stated == true


def test_every_setting_of_a_practice_is_documented_with_its_default_as_the_command_shows_it():
    text = (ROOT / "docs/reference/practice-settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_.]+)` \| .* \| `(.+?)` \|$", text, re.MULTILINE)
    stated = {setting: orjson.loads(default) for setting, default in rows}
    shown = PracticeSettings().model_dump(mode="json")
    true = {
        setting: reduce(lambda group, part: group[part], setting.split("."), shown)
        for setting in settings_of(PracticeSettings)
    }

    assert stated == true


def test_every_variable_of_the_environment_is_documented_in_both_tables():
    code = "".join(path.read_text(encoding="utf-8") for path in python_files(*CODE))
    read = set(re.findall(r"\"((?:BLETHER_|TWILIO_(?!EDGE))[A-Z_]+|DATABASE_URL)\"", code))

    for table in ("README.md", "docs/reference/settings.md"):
        rows = (ROOT / table).read_text(encoding="utf-8")
        assert {each for each in read if f"`{each}`" not in rows} == set(), table


def test_config_yml_shows_every_setting_with_its_default():
    shown = YAML(typ="safe", pure=True).load((ROOT / "config.yml").read_text(encoding="utf-8"))

    assert read_config(ROOT / "config.yml") == Config()
    for setting in settings_of(Config):
        place = shown
        for part in setting.split("."):
            assert part in place, setting
            place = place[part]


def commands(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    context = click.Context(group)
    found = {}
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        assert command is not None
        if isinstance(command, click.Group):
            found |= commands(command, f"{prefix}{each} ")
        else:
            found[prefix + each] = command
    return found


def test_every_command_is_documented():
    text = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")

    assert [each for each in commands(cli) if not re.search(rf"`{each}[ `]", text)] == []


def test_every_command_is_told_in_one_line_of_a_list():
    """click cuts a longer first sentence off, and with it what it says."""
    room = 55

    cut = [
        each
        for each, command in commands(cli).items()
        if " " in each and command.get_short_help_str(room).endswith("...")
    ]

    assert cut == []


def test_every_make_target_in_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", readme))

    assert {"run", "test", "check", "bench"} <= named
    assert {each for each in named if not re.search(rf"^{each}:", makefile, re.MULTILINE)} == set()


def test_the_order_of_interpretation_is_told_as_it_is():
    text = (ROOT / "docs/explanation.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)

    assert told == [step.__module__.rpartition(".")[2] for step in ORDER]


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
