from __future__ import annotations

import os
from pathlib import Path

import click

from bot.cli import Failed
from bot.settings import PROJECT_ROOT

_PATHS = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))


@click.group("flows")
def command() -> None:
    """Check, draw and test the flows; PATH is a file or a folder, default flows/."""


@command.command("check")
@_PATHS
def check(paths: tuple[Path, ...]) -> None:
    """Say what is wrong, with file and line.

    In flows, slots, responses, translations and the length of texts; exit code 1 on an error.
    """
    from bot.flow_check import check_flows
    from bot.settings import config_in

    report = check_flows(_or_default(paths), config_in(os.environ))
    for line in report.errors:
        click.echo(line, err=True)
    for line in report.warnings:
        click.echo(line)
    if report.errors:
        raise Failed(f"{len(report.errors)} to mend in the flows")
    click.echo(f"{report.flow_count} flows are sound, {len(report.warnings)} remarks")


@command.command("draw")
@_PATHS
@click.option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="write a file for each flow into this folder",
)
def draw(paths: tuple[Path, ...], form: str, out: Path | None) -> None:
    """Draw each flow, as Mermaid text or SVG.

    To stdout, or a file each with --out.
    """
    from bot.dialogue import load_flows
    from bot.dialogue.draw import draw as drawings
    from bot.dialogue.draw import draw_svg
    from bot.settings import config_in

    flows = load_flows(_or_default(paths), default_language=config_in(os.environ).language)
    pictures = drawings(flows) if form == "mermaid" else draw_svg(flows)
    ending = "mmd" if form == "mermaid" else "svg"
    for flow, picture in pictures.items():
        if out is None:
            click.echo(f"%% {flow}\n{picture}\n" if form == "mermaid" else picture)
            continue
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{flow}.{ending}").write_text(picture, encoding="utf-8")


@command.command("test")
@_PATHS
def test(paths: tuple[Path, ...]) -> None:
    """Run conversation tests.

    Without PATH those of tests/conversations and of flows/. Flows at PATH are laid over those in
    use, or played alone where they are a whole set.
    """
    from bot.stories.run import run_from_command_line

    chosen = list(paths) or [
        path
        for path in (PROJECT_ROOT / "tests" / "conversations", PROJECT_ROOT / "flows")
        if path.exists()
    ]
    wrong = run_from_command_line(chosen, click.echo)
    if wrong:
        raise Failed(wrong)


def _or_default(paths: tuple[Path, ...]) -> list[Path]:
    from bot.cli.opened import flows_path

    return list(paths) or [flows_path()]
