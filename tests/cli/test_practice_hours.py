"""`blether practice hours` by the rules that the page of hours has."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot.cli import cli
from storage.keyring import Keyring
from storage.models import Audit, Availability
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.support.databases import SECRET, kept_in

BEGINS = date(2099, 1, 5)


@pytest.fixture
def hours(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, at a practice with a manager and with a link worker who has yet to begin."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("BLETHER_SECRET_KEY", SECRET)

    async def people(uow: UnitOfWork) -> None:
        practice = await make.a_practice(uow, code="hill")
        for name, role in (("morag", "link_worker"), ("manager", "practice_manager")):
            one = await make.a_staff_member(
                uow, practice=practice, email=f"{name}@hill.example", role=role
            )
            if role == "link_worker":
                await make.an_availability(
                    uow, practice=practice, link_worker=one, valid_from=BEGINS
                )

    on(sqlite_url, people)
    asked = ("--days", "tue,thu", "--times", "10:00-12:00")
    return lambda email, *more: CliRunner().invoke(
        cli, ["practice", "hours", "hill", "--email", f"{email}@hill.example", *asked, *more]
    )


def on(url: str, work: Callable[[UnitOfWork], Awaitable[Any]]) -> Any:
    return kept_in(url, Keyring.from_secret(SECRET), work)


async def _what_is_kept(uow: UnitOfWork) -> tuple[list[Any], list[Any]]:
    rows = await uow.session.scalars(select(Availability).order_by(Availability.weekday))
    trail = await uow.session.scalars(select(Audit))
    return (
        [(one.weekday, one.from_time, one.to_time, one.modes, one.valid_from) for one in rows],
        [(one.actor, one.action, one.detail) for one in trail],
    )


def test_hours_of_a_link_worker_stand_in_the_trail_and_begin_when_they_did(
    hours: Callable[..., Result], sqlite_url: str
) -> None:
    assert hours("morag").exit_code == 0
    kept, trail = on(sqlite_url, _what_is_kept)
    assert kept == [(day, "10:00", "12:00", ["phone", "in_person"], BEGINS) for day in (1, 3)]
    assert trail == [("system", "changed_hours", {"what": "week"})]


def test_only_link_workers_have_hours_and_only_in_ways_that_are_offered(
    hours: Callable[..., Result], sqlite_url: str
) -> None:
    before = on(sqlite_url, _what_is_kept)
    for words, says in (
        (("manager",), "is no link worker"),
        (("morag", "--modes", "phone,video"), "hill offers: phone, in_person"),
    ):
        refused = hours(*words)
        assert (refused.exit_code, says in refused.output) == (1, True), refused.output
    assert on(sqlite_url, _what_is_kept) == before


def test_where_there_are_no_link_workers_whoever_keeps_visits_has_hours(
    hours: Callable[..., Result], sqlite_url: str
) -> None:
    async def morag_goes(uow: UnitOfWork) -> None:
        morag = await uow.staff.by_email("morag@hill.example")
        assert morag is not None
        morag.is_active = False

    on(sqlite_url, morag_goes)
    assert hours("manager").exit_code == 0
    kept, _ = on(sqlite_url, _what_is_kept)
    assert [one[0] for one in kept if one[4] is None] == [1, 3]
