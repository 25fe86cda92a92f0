"""What we import, we name: a package that only comes along with another may leave with it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.tree import ROOT, parsed

OURS = {"actions", "bot", "storage", "tests", "scripts"}

TRAINING = ROOT / "bot" / "training"
_NOT_INSTALLED_HERE = {"sklearn": ["scikit-learn"], "botbuilder": ["botbuilder-core"]}


def _imported(paths: Iterable[Path]) -> set[str]:
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


def _declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"]]
    for extra in extras:
        declared += project["optional-dependencies"][extra]
    return {_plain(re.split(r"[\[<>=;! ]", each)[0]) for each in declared}


def _missing(imported: set[str], declared: set[str]) -> set[str]:
    homes = {**_NOT_INSTALLED_HERE, **packages_distributions()}
    return {
        name
        for name in imported
        if not {_plain(home) for home in homes.get(name, [name])} & declared
    }


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_every_package_that_we_import_is_a_declared_dependency() -> None:
    served = [
        path
        for folder in ("actions", "bot", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if TRAINING not in path.parents
    ]
    assert _missing(_imported(served), _declared()) == set()


def test_what_training_imports_besides_is_declared_with_it() -> None:
    assert _missing(_imported(TRAINING.rglob("*.py")), _declared("train")) == set()


def test_what_tests_and_scripts_import_besides_is_declared_for_them() -> None:
    paths = [path for folder in ("tests", "scripts") for path in (ROOT / folder).rglob("*.py")]
    beside_us = {path.stem for path in paths} | {"pip"}  # every environment has pip
    missing = _missing(_imported(paths), _declared("test", "bench", "train"))
    assert missing - beside_us == set()
