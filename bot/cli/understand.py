from __future__ import annotations

import io
import os
import sys

import click

from bot.cli import Failed


@click.command("understand")
def command() -> None:
    """Read {"id": …, "text": …} lines from stdin; write needs, risk, scores and evidence."""
    from bot.detector import detector_of
    from bot.settings import SettingsError, config_in
    from bot.understanding.stream import StreamError, understand_lines

    if sys.stdin is None or sys.stdout is None:
        raise click.UsageError("needs stdin for the messages and stdout for what they mean")
    # Some write a byte order mark before their first line.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    try:
        detector = detector_of(config_in(os.environ).understanding)
        for line in understand_lines(lines, detector):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except (SettingsError, StreamError) as error:
        raise Failed(str(error)) from error
