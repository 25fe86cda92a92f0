"""What we import, we name: a package that only comes along with another may leave with it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OURS = {"actions", "bot", "storage", "tests", "scripts"}


def _imported() -> set[str]:
    names: set[str] = set()
    for folder in ("actions", "bot", "storage"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.split(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {_plain(re.split(r"[\[<>=;! ]", each)[0]) for each in project["dependencies"]}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_every_package_that_we_import_is_a_declared_dependency() -> None:
    homes = packages_distributions()
    missing = {
        name
        for name in _imported()
        if not {_plain(home) for home in homes.get(name, [name])} & _declared()
    }
    assert missing == set()
