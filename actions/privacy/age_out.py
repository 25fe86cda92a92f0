"""Erase what is past its time, a little at once: a nightly sweep, and what it would do.

Each person goes in a transaction of their own, looked at again with their lane held, so that
somebody who writes at that moment is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from actions.basis.work import SYSTEM
from actions.privacy.retention import Periods, Verdict, judge
from storage.models import Audit

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

INSTALLATION = "installation"
"""The subject of what is done for all practices together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of the people whose last text is old, and the id to go on behind; "" at the end."""

    verdicts: tuple[Verdict, ...]
    after: str


@dataclass(slots=True, kw_only=True)
class Forecast:
    """What a sweep would do now: people by practice and why, and rows of the other kinds."""

    people: dict[str, Counter[str]] = field(default_factory=dict)
    steps: int = 0
    sign_ins: int = 0

    @property
    def people_to_go(self) -> int:
        return sum(counts["past"] for counts in self.people.values())

    def count(self, verdict: Verdict) -> None:
        self.people.setdefault(verdict.practice_id, Counter())[verdict.why] += 1


async def old_people(
    uow: UnitOfWork,
    periods: Periods,
    now: datetime,
    *,
    after: str = "",
    limit: int = 50,
    practice_ids: Sequence[str] | None = None,
) -> Page:
    """The next people who may be past their time, each judged."""
    oldest = periods.oldest_entry(now)
    ids = await uow.retention.old_people(
        oldest, after=after, limit=limit, practice_ids=practice_ids
    )
    standings = await uow.retention.standings(ids, now)
    verdicts = tuple(judge(one, periods, now) for one in standings)
    return Page(verdicts=verdicts, after=ids[-1] if len(ids) == limit else "")


async def forecast(
    uow: UnitOfWork, periods: Periods, now: datetime, *, practice_ids: Sequence[str] | None = None
) -> Forecast:
    """What a sweep would do at `now`, of these practices or of all; changes nothing."""
    found, after = Forecast(), ""
    while True:
        page = await old_people(
            uow, periods, now, after=after, limit=500, practice_ids=practice_ids
        )
        for verdict in page.verdicts:
            found.count(verdict)
        after = page.after
        if not after:
            break
    if practice_ids is not None:
        return found
    found.steps = await uow.passing_traces.steps_past(periods.steps_before(now), now)
    found.sign_ins = await uow.passing_traces.sign_ins_past(periods.sign_ins_before(now))
    return found


async def age_out(uow: UnitOfWork, patient_id: str, periods: Periods, now: datetime) -> bool:
    """Erase one person if, looked at now, their time is past; whether they went."""
    await uow.patients.lock(patient_id)
    standings = await uow.retention.standings([patient_id], now)
    verdicts = [judge(one, periods, now) for one in standings]
    if not verdicts or not verdicts[0].may_go:
        return False
    (verdict,) = verdicts
    await uow.patients.erase(patient_id, now)
    detail = {"rule": verdict.rule, "kept_until": verdict.keep_until.date().isoformat()}
    _record(uow, now, "aged_out", verdict.practice_id, "patient", patient_id, detail)
    return True


async def clear_steps(uow: UnitOfWork, periods: Periods, now: datetime, *, limit: int) -> int:
    """Clear what was read from up to `limit` old texts; how many it were."""
    cleared = await uow.passing_traces.clear_steps(periods.steps_before(now), now, limit=limit)
    for practice_id, rows in cleared.items():
        detail = {"turns": rows}
        _record(uow, now, "steps_aged_out", practice_id, "practice", practice_id, detail)
    return sum(cleared.values())


async def clear_sign_ins(uow: UnitOfWork, periods: Periods, now: datetime, *, limit: int) -> int:
    """Delete up to `limit` old rows of each kind about signing in; how many it were."""
    gone = await uow.passing_traces.clear_sign_ins(periods.sign_ins_before(now), limit=limit)
    if gone:
        _record(uow, now, "sign_ins_aged_out", None, INSTALLATION, INSTALLATION, {"rows": gone})
    return gone


def _record(
    uow: UnitOfWork,
    now: datetime,
    action: str,
    practice_id: str | None,
    subject_type: str,
    subject_id: str,
    detail: dict[str, Any],
) -> None:
    uow.audit.write(
        Audit(
            practice_id=practice_id,
            at=now,
            actor=SYSTEM,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            detail=detail,
        )
    )
