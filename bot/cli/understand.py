from __future__ import annotations

import io
import os
import sys

import click


@click.command("understand")
def command() -> None:
    """Read {"id": …, "text": …} lines from stdin; write needs, risk, scores and evidence.

    A line that cannot be read is named on stderr and left out; the exit code is 1 then.
    """
    from bot.detector import detector_of
    from bot.settings import config_in
    from bot.understanding.stream import StreamError, understand_lines

    if sys.stdin is None or sys.stdout is None:
        raise click.UsageError("needs stdin for the messages and stdout for what they mean")
    # Some write a byte order mark before their first line.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    unread = 0

    def say(error: StreamError) -> None:
        nonlocal unread
        unread += 1
        click.echo(f"blether: {error}; left out", err=True)

    detector = detector_of(config_in(os.environ).understanding)
    for line in understand_lines(lines, detector, on_unread=say):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    if unread:
        sys.exit(1)
