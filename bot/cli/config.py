from __future__ import annotations

import click

from bot.cli.opened import settings
from bot.settings import Config


@click.group("config")
def command() -> None:
    """Check config.yml and the environment."""


@command.command("check")
def check() -> None:
    """Say whether settings and flows are sound.

    Exit code 1 if not.
    """
    from bot.clock import SystemClock
    from bot.flow_set import load_set, refuse_unwritten
    from bot.helplines import refuse_unchecked
    from bot.settings_doubts import say_doubts
    from storage.address import address_of

    found = settings()
    say_doubts(found)
    address_of(found.database_url)
    refuse_unchecked(found.config, SystemClock().now())
    refuse_unwritten(load_set(found.config), found.config)
    click.echo("the settings are sound")
    carrier = "Twilio" if found.twilio.is_connected else "none leave (no Twilio account)"
    click.echo(f"texts: {carrier}")
    click.echo(f"address: {found.public_url}")
    click.echo(f"languages: {_languages(found.config)}")


def _languages(config: Config) -> str:
    """The first is taken on trust: only people can tell in what language a text is."""
    return ", ".join((f"{config.language}, as the flows' own texts", *config.additional_languages))
