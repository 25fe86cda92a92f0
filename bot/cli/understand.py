from __future__ import annotations

import sys

import click

from bot.cli import Failed


@click.command("understand")
def command() -> None:
    """Read {"id": …, "text": …} lines from stdin; write needs, risk, scores and evidence."""
    from bot.understanding.stream import BadLine, understand_lines

    try:
        for line in understand_lines(sys.stdin.buffer):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except BadLine as error:
        raise Failed(str(error)) from error
