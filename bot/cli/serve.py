from __future__ import annotations

from typing import cast

import click

from bot.cli.opened import settings


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--role",
    type=click.Choice(["all", "web", "worker"]),
    default="all",
    show_default=True,
    help="web: pages and webhooks; worker: delivery and timers; several of each on PostgreSQL",
)
@click.option(
    "--health-port",
    type=click.IntRange(0, 65535),
    help="worker: serve /health and /metrics here; without it a worker opens no port",
)
def command(host: str, port: int, role: str, health_port: int | None) -> None:
    """Serve. Migrates the database first."""
    if health_port is not None and role != "worker":
        raise click.UsageError(
            "--health-port is for --role worker; the others answer /health and /metrics on --port"
        )
    from bot.serving import Role, serve

    serve(
        settings(port=port),
        host=host,
        port=port,
        role=cast(Role, role),
        health_port=health_port,
    )
