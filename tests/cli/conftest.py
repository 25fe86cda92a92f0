"""The command line as an operator types it, in this process: a process of its own reads all of
Blether first, and is for what only a process has (pipes, signals, a locale, a start of its own)."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main

KEY = {"BLETHER_SECRET_KEY": "a key for the command line"}


@dataclass(frozen=True)
class Done:
    """How a command ended, with the names that a process has for it."""

    returncode: object
    stdout: str
    stderr: str

    def is_one_line(self) -> bool:
        return self.stderr.startswith("blether: ") and self.stderr.count("\n") == 1


Typed = Callable[..., Done]


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    """`serve` writes the logs of its process its own way; here they are the tests'."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def typed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logs_as_before: None,
) -> Typed:
    """`main()` with these arguments, this environment and this on stdin, in the folder given."""

    def run(
        *arguments: str, folder: Path = tmp_path, stdin: bytes = b"", **environment: str
    ) -> Done:
        monkeypatch.chdir(folder)
        for name, value in {**KEY, **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["blether", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(ended.value.code, said.out, said.err)

    return run
