"""What is typed as an option and shown elsewhere later: one line of text, an email address."""

from __future__ import annotations

import re
import sys
from typing import Any, Final

import click

LONGEST: Final = 200
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Line(click.ParamType[str]):
    """One line without anything invisible in it, as it stands in a list and in a text."""

    name = "text"

    def __init__(self, *, longest: int = LONGEST, may_be_empty: bool = False) -> None:
        self.longest = longest
        self.may_be_empty = may_be_empty

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = " ".join(str(value).split(" ")).strip()
        if not text.isprintable():
            self.fail("write it in one line, without control characters", param, ctx)
        if not text and not self.may_be_empty:
            self.fail("it is empty", param, ctx)
        if len(text) > self.longest:
            self.fail(f"it is longer than {self.longest} characters", param, ctx)
        return text


class Address(click.ParamType[str]):
    """An email address in small letters, by the rule of the page People."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        address = str(value).strip().lower()
        is_one = address.isprintable() and _ADDRESS.fullmatch(address)
        if not is_one or len(address) > LONGEST:
            self.fail(f"'{value}' is no email address, like morag@example.org", param, ctx)
        return address


def ask_before(words: str) -> None:
    """What cannot be undone: go on only after a yes.

    Raises Abort after a no, UsageError where nothing can answer.
    """
    try:
        click.confirm(words, abort=True)
    except click.Abort as stopped:
        if isinstance(stopped.__context__, EOFError) and not _is_at_terminal():
            raise click.UsageError(
                "nobody is there to ask: say --yes to do it unasked"
            ) from stopped
        raise


def secret_line(words: str, *, twice: bool) -> str:
    """A password typed at the terminal, or the first line of what is piped in."""
    if _is_at_terminal():
        return str(click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True))
    given = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    password = given.decode("utf-8", "replace").rstrip("\r\n")
    if not password:
        raise click.UsageError(
            f"no {words.lower()}: there is no terminal to ask at, and nothing on stdin"
        )
    return password


def _is_at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
