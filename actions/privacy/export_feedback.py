"""People's words on how texts were understood, without whose they were: for whoever trains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.basis.audit import record
from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.privacy.anonymise import anonymised, is_still_known
from storage.models import Staff
from storage.repositories.triage_feedback import FeedbackRow
from storage.views.dossiers import staff_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`lines` hold a text and its labels before and after, no id, name or time; `refused` counts
    the texts left out because somebody could still be known by them."""

    lines: tuple[Mapping[str, Any], ...] = field(repr=False)
    refused: int


async def export_feedback(work: Work, who: Staff) -> Exported:
    """A practice's feedback; raises NotAllowed for anybody but an administrator of it."""
    is_theirs = await work.uow.staff.works_at(who.id, work.practice.id)
    if who.role != "administrator" or not is_theirs:
        raise NotAllowed("Only an administrator of this practice may export feedback.")
    colleagues = [one.name for one in (await staff_of(work.uow, [work.practice.id])).values()]
    by_text: dict[str, list[FeedbackRow]] = {}
    for row in await work.uow.triage_feedback.of_practice(work.practice.id):
        by_text.setdefault(row.message.id, []).append(row)
    lines, refused = [], 0
    for rows in by_text.values():
        text = _text(rows[0], colleagues)
        if text is None:
            refused += 1
        elif text and (line := _line(text, rows)) is not None:
            lines.append(line)
    record(
        work,
        "exported_feedback",
        work.practice.id,
        subject_type="practice",
        detail={"texts": len(lines), "refused": refused},
    )
    # By their words, so that the order tells nothing of when or by whom.
    return Exported(lines=tuple(sorted(lines, key=lambda line: str(line["text"]))), refused=refused)


def _text(row: FeedbackRow, colleagues: list[str]) -> str | None:
    """The text without identities; "" once it is erased, None where it still says whose it is."""
    patient = row.patient
    own = [str(patient.name)] if patient.name else []
    text = anonymised(str(row.message.text), [*own, *colleagues]).strip()
    number = str(patient.phone or patient.contact)
    return None if is_still_known(text, own, number) else text


def _line(text: str, rows: list[FeedbackRow]) -> Mapping[str, Any] | None:
    """The labels before the first word on a text and after the last; None if both are the same."""
    first, last = rows[0].feedback, rows[-1].feedback
    before = {"needs": sorted(first.needs_before), "risk": first.risk_before}
    after = {"needs": sorted(last.needs_after), "risk": last.risk_after}
    return None if before == after else {"text": text, "before": before, "after": after}
