"""Retention, holds and the audit trail from the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from bot.cli import cli
from storage.keyring import Keyring
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.support.databases import SECRET, kept_in

OLD, HELD = "+447700900501", "+447700900502"
LONG_AGO = datetime(2012, 3, 1, tzinfo=UTC)


@pytest.fixture
def run(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line on a database with two people whose time is past."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("BLETHER_SECRET_KEY", SECRET)

    async def people(uow: UnitOfWork) -> None:
        practice = await make.a_practice(uow, code="hill")
        for contact in (OLD, HELD):
            patient = await make.a_patient(
                uow, practice=practice, contact=contact, created_at=LONG_AGO
            )
            await make.an_audit_entry(uow, subject_id=patient.id, at=LONG_AGO)

    on(sqlite_url, people)
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def on(url: str, work: Callable[[UnitOfWork], Awaitable[Any]]) -> Any:
    return kept_in(url, Keyring.from_secret(SECRET), work)


def test_what_would_go_is_said_and_then_goes_but_for_who_is_held(
    run: Callable[..., Result], sqlite_url: str
) -> None:
    whom = ("--practice", "hill", "--contact", HELD)
    held = run("privacy", "hold", *whom, "--reason", "an inquiry", "--until", "2099-12-31")
    hold_id = held.output.strip()

    said = run("privacy", "retention", "--dry-run")
    assert "hill: 1 people past their time, to be erased" in said.output
    assert "hill: 1 people past their time, kept by a legal hold" in said.output
    assert "nothing was changed" in said.output

    swept = run("privacy", "retention", "--yes")
    assert "1 people erased" in swept.output
    assert (run("patient", "export", "--practice", "hill", "--contact", OLD)).exit_code == 1
    refused = run("patient", "erase", "--yes", *whom)
    assert refused.exit_code == 1
    assert "under a legal hold" in refused.output
    assert "31 December 2099" in refused.output

    assert hold_id in run("privacy", "holds", "--practice", "hill").output
    assert run("privacy", "release", "--practice", "hill", hold_id).output == "lifted\n"
    assert run("privacy", "holds", "--practice", "hill").output == ""
    assert run("patient", "erase", "--yes", *whom).output == "erased\n"


@pytest.mark.parametrize(
    "command", [("privacy", "retention"), ("patient", "erase", "--practice", "hill")]
)
def test_where_nobody_can_be_asked_it_is_said_how_to_go_on(
    run: Callable[..., Result], command: tuple[str, ...]
) -> None:
    """As from a timer of systemd, or a script."""
    whom = ("--contact", OLD) if command[0] == "patient" else ()
    done = run(*command, *whom)
    assert (done.exit_code, "say --yes" in done.output) == (2, True), done.output
    refused = CliRunner().invoke(cli, [*command, *whom], input="n\n")
    assert (refused.exit_code, "say --yes" in refused.output) == (1, False), refused.output
    kept = run("patient", "export", "--practice", "hill", "--contact", OLD)
    assert OLD in kept.output


@pytest.mark.parametrize("last_day", ["2099-12-31", "2099-06-30"], ids=["winter", "summer"])
def test_the_list_of_holds_names_the_last_day_that_was_asked_for(
    run: Callable[..., Result], last_day: str
) -> None:
    whom = ("--practice", "hill", "--contact", HELD)
    run("privacy", "hold", *whom, "--reason", "an inquiry", "--until", last_day)
    listed = run("privacy", "holds", "--practice", "hill").output
    assert listed.split()[2] == last_day


def test_the_list_of_holds_has_the_days_of_the_practice(
    run: Callable[..., Result], sqlite_url: str
) -> None:
    """Half past midnight on 2 July in Scotland is still 1 July in UTC."""
    whom = ("--practice", "hill", "--contact", HELD)
    hold_id = run("privacy", "hold", *whom, "--reason", "an inquiry").output.strip()

    async def placed_by_night(uow: UnitOfWork) -> None:
        hold = await uow.legal_holds.get(hold_id)
        assert hold is not None
        hold.placed_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    on(sqlite_url, placed_by_night)
    listed = run("privacy", "holds", "--practice", "hill").output
    assert listed.startswith(f"{hold_id}  2026-07-02  until lifted  ")


@pytest.mark.parametrize(
    "written", ["07700 900502", " +44 7700 900502", "00447700900502", "whatsapp:07700900502"]
)
def test_a_number_is_known_however_it_is_written(run: Callable[..., Result], written: str) -> None:
    whom = ("--practice", "hill", "--contact", written)
    assert f'"contact": "{HELD}"' in run("patient", "export", *whom).output
    assert run("privacy", "hold", *whom, "--reason", "an inquiry").exit_code == 0
    assert "under a legal hold" in run("patient", "erase", "--yes", *whom).output


@pytest.mark.parametrize("written", ["", "Jean", "12", "07700 900"])
def test_what_is_no_number_is_nobodys(run: Callable[..., Result], written: str) -> None:
    done = run("patient", "export", "--practice", "hill", "--contact", written)
    assert (done.exit_code, "Nobody with that contact" in done.output) == (1, True)


def test_the_trail_is_verified_and_a_tampered_file_is_found(
    run: Callable[..., Result], sqlite_url: str
) -> None:
    run("privacy", "retention", "--yes")  # a sweep ends with sealing
    sound = run("audit", "verify")
    assert sound.exit_code == 0, sound.output
    assert sound.output.startswith("4 entries sealed and as they were written")
    head = sound.output.split()[-1]
    assert run("audit", "verify", "--expect", head).exit_code == 0

    path = Path(str(make_url(sqlite_url).database))
    with sqlite3.connect(path) as file:
        file.execute("DROP TRIGGER audit_no_update")
        file.execute("UPDATE audit SET actor = 'staff:nobody' WHERE action = 'read'")

    found = run("audit", "verify")
    assert found.exit_code == 1
    assert "entry 1 (" in found.output
    assert "dated 2012-03-01" in found.output
    assert "was changed after it was sealed" in found.output
    assert run("audit", "verify", "--expect", "nonsense").exit_code == 2
