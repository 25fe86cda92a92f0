"""What a request asks a report of: the time and the practices, from the address alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from bot.staff.presenters.reports.period import Period, period_of, today_at
from bot.staff.session import PracticeName
from bot.staff.visit import Visit
from storage.views.reports.scope import Scope

LONDON = "Europe/London"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`practice` is a code, "" for all of this person's practices; `given` what was typed."""

    period: Period
    practice: str
    practices: tuple[PracticeName, ...]
    today: date
    given: Mapping[str, str]

    @property
    def timezone(self) -> str:
        """The wall clock of the report: that of the first practice."""
        return self.practices[0].timezone if self.practices else LONDON

    @property
    def scope(self) -> Scope:
        return Scope(
            practice_ids=tuple(one.id for one in self.practices),
            start=self.period.starts_at(self.timezone),
            end=self.period.ends_at(self.timezone),
            timezone=self.timezone,
        )

    @property
    def names(self) -> dict[str, str]:
        """The practices' names by id."""
        return {one.id: one.name for one in self.practices}

    def address(self, path: str, **more: str) -> str:
        """`path` with the same time and practices."""
        known = {"practice": self.practice, "period": self.period.choice}
        if self.period.choice == "months":
            known |= {"from": self.given.get("from", ""), "to": self.given.get("to", "")}
        query = {name: value for name, value in {**known, **more}.items() if value}
        return f"{path}?{urlencode(query)}"


def asked_of(visit: Visit) -> Asked:
    """Read the request; HTTPNotFound for a practice that is not this person's."""
    mine = visit.session.practices
    code = visit.request.query.get("practice", "")
    chosen = tuple(one for one in mine if code in ("", one.code))
    if code and not chosen:
        raise web.HTTPNotFound
    given = dict(visit.request.query)
    today = today_at(visit.now, chosen[0].timezone if chosen else LONDON)
    return Asked(
        period=period_of(given, today),
        practice=code,
        practices=chosen,
        today=today,
        given=given,
    )
