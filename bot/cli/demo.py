from __future__ import annotations

import asyncio
import secrets

import click

from bot.cli import Failed
from bot.cli.opened import settings
from bot.clock import SystemClock


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="only make the demonstration practice")
def command(host: str, port: int, no_serve: bool) -> None:
    """Make the demonstration practice if the database is empty, then serve the simulator."""
    from bot.demo import DemoRefused, make_demo
    from bot.running import running
    from bot.serving import refuse_taken, serve

    found = settings(is_demo=True, port=port)
    password = found.demo_password or secrets.token_urlsafe(9)

    async def make() -> None:
        async with running(found, SystemClock()) as parts:
            await make_demo(parts.db, parts.clock, password)

    if not no_serve:
        refuse_taken(host, port)  # the demonstration that runs there keeps its password
    try:
        asyncio.run(make())
    except DemoRefused as error:
        raise Failed(str(error)) from error
    _welcome(found.public_url, password)
    if not no_serve:
        serve(found, host=host, port=port, role="all")


def _welcome(address: str, password: str) -> None:
    click.echo(f"""
Blether, demonstration practice

  what it is        {address}/
  try it            {address}/try        a phone beside the link worker's view
  web chat          {address}/chat/demo
  link workers      {address}/staff/

  sign in as        morag@demo.example (link worker), manager@demo.example, lead@demo.example
  password          {password}
""")
