"""How long what is kept, and whose record may go (Records Management Code of Practice for Health
and Social Care, Scotland)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from storage.repositories.retention import Standing

Rule: TypeAlias = Literal["record", "child", "safeguarding"]
Why: TypeAlias = Literal["past", "held", "open", "danger", "not_yet"]

_GROWN_UP: Final = 18
_NEARLY_GROWN_UP: Final = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """`record_years` and `safeguarding_years` count from the last entry; a child's record is kept
    until the birthday at `child_until_age`, or the next one if they were 17 at the last entry."""

    record_years: int
    safeguarding_years: int
    child_until_age: int
    step_days: int
    sign_in_days: int

    def oldest_entry(self, now: datetime) -> datetime:
        """No record with an entry after that can be past its time."""
        return years_after(now, -min(self.record_years, self.safeguarding_years))

    def steps_before(self, now: datetime) -> datetime:
        return now - timedelta(days=self.step_days)

    def sign_ins_before(self, now: datetime) -> datetime:
        return now - timedelta(days=self.sign_in_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a record may go, by which rule it is kept and until when."""

    patient_id: str
    practice_id: str
    why: Why
    rule: Rule
    keep_until: datetime

    @property
    def may_go(self) -> bool:
        return self.why == "past"


def judge(standing: Standing, periods: Periods, now: datetime) -> Verdict:
    """Past its time, and neither held, nor open, nor with danger that nobody has seen."""
    rule, keep_until = _kept(standing, periods)
    why: Why = "past"
    if keep_until > now:
        why = "not_yet"
    elif standing.is_held:
        why = "held"
    elif standing.has_unseen_risk:
        why = "danger"
    elif standing.is_open:
        why = "open"
    return Verdict(
        patient_id=standing.patient_id,
        practice_id=standing.practice_id,
        why=why,
        rule=rule,
        keep_until=keep_until,
    )


def years_after(moment: datetime, years: int) -> datetime:
    """The same day and time of another year; 29 February becomes 1 March."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


def _kept(standing: Standing, periods: Periods) -> tuple[Rule, datetime]:
    """The longest of the periods that apply."""
    ends: list[tuple[datetime, Rule]] = [
        (years_after(standing.last_entry, periods.record_years), "record")
    ]
    if standing.has_safeguarding:
        ends.append((years_after(standing.last_entry, periods.safeguarding_years), "safeguarding"))
    if standing.birth_date is not None:
        grown = _grown(date.fromisoformat(standing.birth_date), standing.last_entry, periods)
        if grown is not None:
            ends.append((grown, "child"))
    keep_until, rule = max(ends)
    return rule, keep_until


def _grown(born: date, last_entry: datetime, periods: Periods) -> datetime | None:
    """Until when a child's record is kept; None for somebody grown up at the last entry."""
    birth = datetime.combine(born, time(), tzinfo=UTC)
    if years_after(birth, _GROWN_UP) <= last_entry:
        return None
    was_nearly = years_after(birth, _NEARLY_GROWN_UP) <= last_entry
    return years_after(birth, periods.child_until_age + (1 if was_nearly else 0))
