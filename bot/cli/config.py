from __future__ import annotations

import click

from bot.cli.opened import settings


@click.group("config")
def command() -> None:
    """Check config.yml and the environment."""


@command.command("check")
def check() -> None:
    """Say whether the settings can be read and the flows load; exit code 1 if not."""
    from bot.clock import SystemClock
    from bot.flow_set import load_set, refuse_unwritten
    from bot.helplines import refuse_unchecked
    from bot.settings import warn_if_guessable
    from storage.address import address_of

    found = settings()
    warn_if_guessable(found.secret_key)
    address_of(found.database_url)
    refuse_unchecked(found.config, SystemClock().now())
    refuse_unwritten(load_set(found.config), found.config)
    click.echo("the settings are sound")
    click.echo(f"texts: {'Twilio' if found.twilio.is_connected else 'the simulator'}")
    click.echo(f"address: {found.public_url}")
