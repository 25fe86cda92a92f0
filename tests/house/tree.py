"""The files of the project: those that git tracks, or would."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("bot", "actions", "storage")
_BINARY = frozenset({".png", ".ico", ".woff2", ".svg", ".gif", ".jpg", ".onnx", ".npz"})


@cache
def files() -> tuple[Path, ...]:
    """Every file that is there and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:  # an unpacked archive has no git to ask
        ignored = {".venv", "var", ".git", "node_modules"}
        found = (path for path in ROOT.rglob("*") if not ignored & set(path.parts))
        return tuple(path for path in found if path.is_file())
    names = listed.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def text_files() -> list[Path]:
    return [path for path in files() if path.suffix not in _BINARY]


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """A file of Python; for who reads it and changes nothing."""
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
