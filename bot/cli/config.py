from __future__ import annotations

import click

from bot.cli import Failed
from bot.cli.opened import settings


@click.group("config")
def command() -> None:
    """Check config.yml and the environment."""


@command.command("check")
def check() -> None:
    """Say whether the settings can be read and the flows load; exit code 1 if not."""
    from bot.dialogue import FlowsInvalid, load_flows
    from bot.running import refuse_no_flow
    from storage.address import address_of

    found = settings()
    address_of(found.database_url)
    try:
        flows = load_flows([found.config.flows_path()], default_language=found.config.language)
    except FlowsInvalid as error:
        raise Failed("\n".join(str(problem) for problem in error.problems)) from error
    refuse_no_flow(found.config, flows)
    click.echo("the settings are sound")
    click.echo(f"texts: {'Twilio' if found.twilio.is_connected else 'the simulator'}")
    click.echo(f"address: {found.public_url}")
