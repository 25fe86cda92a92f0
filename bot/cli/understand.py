from __future__ import annotations

import io
import sys

import click

from bot.cli import Failed


@click.command("understand")
def command() -> None:
    """Read {"id": …, "text": …} lines from stdin; write needs, risk, scores and evidence."""
    from bot.understanding.rule_detector import RuleDetector
    from bot.understanding.stream import StreamError, understand_lines

    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    try:
        for line in understand_lines(lines, RuleDetector()):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except StreamError as error:
        raise Failed(str(error)) from error
