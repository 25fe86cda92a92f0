"""The floors of the house, as pyproject.toml draws them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import python_files

ROOT = Path(__file__).parents[2]


def test_imports_point_one_way():
    command = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run(
        [command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_part_of_the_program_has_its_floor_or_is_a_leaf():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in project["tool"]["importlinter"]["contracts"]}
    floors = {
        part
        for floor in contracts["floors"]["layers"]
        for part in floor.replace("|", ":").replace(" ", "").split(":")
    }
    leaves = contracts["leaves"]
    parts = {path.relative_to(ROOT).parts[1].removesuffix(".py") for path in python_files("bot")}
    placed = {f"bot.{part}" for part in parts - {"__init__"}}

    assert floors - {"actions", "storage"} | set(leaves["source_modules"]) == placed
    assert not floors & set(leaves["source_modules"])
    assert floors - {"bot.__main__"} == set(leaves["forbidden_modules"])


def test_the_basis_of_actions_is_kept_from_every_part_of_the_work():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (basis,) = [one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "basis"]
    parts = {
        path.relative_to(ROOT).parts[1].removesuffix(".py") for path in python_files("actions")
    }

    assert set(basis["forbidden_modules"]) == {
        f"actions.{part}" for part in parts - {"__init__", "basis"}
    }
