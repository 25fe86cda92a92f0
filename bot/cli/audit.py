from __future__ import annotations

from typing import Final

import click

from actions.audit_trail.verify_audit import Head, Tampering, Verdict, verify_audit
from bot.cli import Failed
from bot.cli.opened import with_database
from storage.database import Database

_SAID: Final = {
    "changed": "was changed after it was sealed, or its seal was; "
    "or it was sealed under a secret that BLETHER_SECRET_KEY does not hold any more",
    "removed": "was removed",
    "inserted": "was slipped in later",
    "seal_removed": "has lost its seal",
    "not_as_noted": "is not what was noted: the end of the trail was cut off or made anew",
}


@click.group("audit")
def command() -> None:
    """Check the audit trail."""


@command.command("verify")
@click.option("--expect", help="a head that was noted before, like 1042:9f86d0…")
def verify(expect: str | None) -> None:
    """Read every entry against its seal.

    Names the first that was changed, removed or inserted.

    Prints the head of the chain: kept elsewhere and given back with --expect, it shows whether the
    end of the trail was cut off.
    """
    noted = _head(expect) if expect is not None else None

    async def work(database: Database) -> Verdict:
        async with database.read() as uow:
            return await verify_audit(uow, noted=noted)

    verdict = with_database(work)
    if verdict.tampering is not None:
        raise Failed(sentence(verdict.tampering))
    click.echo(f"{verdict.sealed} entries sealed and as they were written")
    click.echo(f"{verdict.unsealed} not sealed yet")
    click.echo(f"head {verdict.head or 'none'}")


def sentence(found: Tampering) -> str:
    """What is wrong with the trail, and where."""
    place = f"entry {found.position}" if found.position else "an entry"
    named = f" ({found.audit_id})" if found.audit_id else ""
    dated = f", dated {found.at:%Y-%m-%d %H:%M:%S} UTC," if found.at else ""
    return f"{place}{named}{dated} {_SAID[found.fault]}"


def _head(text: str) -> Head:
    position, _, found = text.partition(":")
    if not position.isdecimal() or not found:
        raise click.BadParameter("write it like 1042:9f86d0…", param_hint="--expect")
    return Head(position=int(position), hash=found)
