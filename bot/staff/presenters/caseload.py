"""The caseload page: a row for each open person, who needs somebody first on top, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from bot.delivery.attention import reasons
from bot.staff.presenters.check_in_state import CheckInState, check_in_state
from bot.staff.presenters.person import ByPhone, by_phone, full_name, masked
from bot.staff.presenters.score_chart import SPARK, ScoreChart, score_charts
from bot.staff.session import Session
from bot.understanding import NEEDS
from storage.models import Practice, Referral
from storage.views.caseload import MOST, CaseloadRow
from storage.views.dossiers import Colleagues

PAGE: Final = 40
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Filters and order as they stand; `whose` is "mine", "all", "nobody" or a colleague's id."""

    whose: str = "mine"
    show: str = ""
    need: str = ""
    practice: str = ""
    order: str = ""
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        return bool(self.show or self.need or self.practice)

    def address(self, **changed: Any) -> str:
        """The page with some of it changed; what is not said stays."""
        names = ("whose", "show", "need", "practice", "order", "page")
        query = {name: getattr(self, name) for name in names} | {"page": 1} | changed
        kept = {name: value for name, value in query.items() if value not in ("", 1)}
        return "/staff/caseload?" + urlencode(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """`now` is on this person's clock. `visits` were attended; `contact` says what was last."""

    referral_id: str
    who: str
    practice_name: str
    with_name: str
    priority: str
    attention: str
    by_phone: ByPhone
    is_half_told: bool
    needs: tuple[str, ...]
    check_ins: CheckInState
    chart: ScoreChart | None
    visits: int
    missed: int
    usual_visits: int | None
    next_visit: datetime | None
    contact: str
    contact_at: datetime | None
    opened_at: datetime
    days_open: int
    zone: str
    now: datetime
    told_apart_by: str = ""
    """The end of their number, where another of the list has the same name."""

    @property
    def is_beyond_usual(self) -> bool:
        return self.usual_visits is not None and self.visits >= self.usual_visits


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadView:
    people: tuple[PersonShown, ...]
    counts: Mapping[str, int]
    chosen: Chosen
    whose_options: tuple[tuple[str, str], ...]
    need_options: tuple[tuple[str, str], ...]
    practice_options: tuple[tuple[str, str], ...]
    next_page: str
    is_cut: bool
    has_usual: bool


SHOWS: Final[Mapping[str, Callable[[PersonShown], bool]]] = {
    "worse": lambda one: one.check_ins.is_worse,
    "silent": lambda one: one.check_ins.is_silent,
    "due": lambda one: one.check_ins.is_due,
    "held": lambda one: bool(one.check_ins.held),
    "no_visit": lambda one: one.next_visit is None,
    "beyond": lambda one: one.is_beyond_usual,
}
ORDERS: Final[Mapping[str, Callable[[PersonShown], Any]]] = {
    "": lambda one: (_tier(one), one.contact_at or _LONG_AGO),
    "contact": lambda one: one.contact_at or _LONG_AGO,
    "open": lambda one: one.opened_at,
    "visit": lambda one: (one.next_visit is None, one.next_visit or _LONG_AGO),
    "visits": lambda one: -one.visits,
}


def present_caseload(
    rows: Sequence[CaseloadRow],
    *,
    staff: Colleagues,
    practices: Sequence[Practice],
    chosen: Chosen,
    session: Session,
    now: datetime,
) -> CaseloadView:
    by_id = {one.id: one for one in practices}
    everyone = _told_apart(rows, [_person(one, staff, by_id, session, now) for one in rows])
    fitting = [one for one in everyone if SHOWS.get(chosen.show, _any)(one)]
    ordered = sorted(fitting, key=ORDERS[chosen.order])
    start = (chosen.page - 1) * PAGE
    has_more = len(ordered) > start + PAGE
    colleagues = [
        (one.id, one.name)
        for one in staff.here
        if one.role == "link_worker" and one.id != session.staff_id
    ]
    return CaseloadView(
        people=tuple(ordered[start : start + PAGE]),
        counts={"all": len(everyone)}
        | {name: sum(map(fits, everyone)) for name, fits in SHOWS.items()},
        chosen=chosen,
        whose_options=(
            ("mine", "Mine"),
            ("all", "Everyone's"),
            ("nobody", "Nobody's yet"),
            *colleagues,
        ),
        need_options=(("", "Any"), *((one, one.replace("_", " ")) for one in NEEDS)),
        practice_options=(("", "All"), *((one.code, one.name) for one in session.practices)),
        next_page=chosen.address(page=chosen.page + 1) if has_more else "",
        is_cut=len(rows) >= MOST,
        has_usual=any(one.settings.usual_appointments for one in practices),
    )


def _told_apart(rows: Sequence[CaseloadRow], people: Sequence[PersonShown]) -> list[PersonShown]:
    """Two of one name, or the two records of one person, with what differs."""
    names = Counter(one.who.casefold() for one in people)
    return [
        replace(one, told_apart_by=masked(row.patient)) if names[one.who.casefold()] > 1 else one
        for row, one in zip(rows, people, strict=True)
    ]


def _any(person: PersonShown) -> bool:
    return True


def _tier(person: PersonShown) -> int:
    """Danger, then worse, then who asked for a call, then silence, then what is due."""
    state = person.check_ins
    is_in_danger = person.priority in ("emergency", "crisis")
    tiers = (is_in_danger, state.is_worse, state.answer == "call", state.is_silent, state.is_due)
    return tiers.index(True) if True in tiers else len(tiers)


def _person(
    row: CaseloadRow,
    staff: Colleagues,
    practices: Mapping[str, Practice],
    session: Session,
    now: datetime,
) -> PersonShown:
    referral, patient = row.referral, row.patient
    practice = practices[referral.practice_id]
    theirs = now + patient.clock_shift
    coming = _coming(row, theirs)
    contact, contact_at = _contact(row)
    charts = score_charts(row.check_ins, SPARK)
    with_id = row.conversation.owner_id or referral.assigned_to or (coming and coming[1])
    owner = staff.get(with_id or "")
    check_ins = _check_ins(row, practice, session, theirs)
    return PersonShown(
        referral_id=referral.id,
        who=full_name(patient),
        practice_name=practice.name if len(session.practices) > 1 else "",
        with_name=owner.name if owner else "",
        priority=referral.priority,
        attention=_attention(referral, check_ins),
        by_phone=by_phone(patient),
        is_half_told=referral.status == "collecting",
        needs=row.needs,
        check_ins=check_ins,
        chart=charts[0] if charts else None,
        visits=sum(one.status == "attended" for one in row.appointments),
        missed=sum(one.status == "did_not_attend" for one in row.appointments),
        usual_visits=practice.settings.usual_appointments,
        next_visit=coming[0] if coming else None,
        contact=contact,
        contact_at=contact_at,
        opened_at=referral.created_at,
        days_open=max(0, (theirs - referral.created_at).days),
        zone=practice.timezone,
        now=theirs,
    )


def _check_ins(
    row: CaseloadRow, practice: Practice, session: Session, now: datetime
) -> CheckInState:
    return check_in_state(
        row.check_ins,
        plan=row.plan,
        patient=row.patient,
        conversation=row.conversation,
        is_opted_out=row.is_opted_out,
        me=session.staff_id,
        now=now,
        silent_after_days=practice.settings.check_ins.silent_after_days,
    )


def _attention(referral: Referral, state: CheckInState) -> str:
    """Why a person is needed, but for what is told of the check-ins already."""
    said = {
        "worse": state.is_worse,
        "call_me": state.answer == "call",
        "no_reply": state.is_silent,
    }
    return next((one for one in reasons(referral) if not said.get(one)), "")


def _coming(row: CaseloadRow, now: datetime) -> tuple[datetime, str] | None:
    """When the next visit is, and with whom."""
    for one in row.appointments:
        if one.is_to_come(now):
            return one.starts_at, one.link_worker_id
    return None


def _contact(row: CaseloadRow) -> tuple[str, datetime | None]:
    """The last time that they and a person had to do with each other; Blether is no person."""
    met = [one.starts_at for one in row.appointments if one.status == "attended"]
    times = [
        ("they wrote", row.conversation.last_inbound_at),
        ("we wrote", row.staff_wrote_at),
        ("we spoke", row.spoke_at),
        ("visit", met[-1] if met else None),
    ]
    known = [(at, what) for what, at in times if at is not None]
    if not known:
        return "", None
    at, what = max(known)
    return what, at
