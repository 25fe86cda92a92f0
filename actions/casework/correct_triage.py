"""A person puts right how needs and danger were understood; each word on a text is kept, so that
the model may learn from it.

A wrong need goes, a missed one comes. A text that was no danger keeps its flag, with that said of
it; one whose danger was missed gets a flag. What danger had stopped stays stopped: a person
releases texts on the form for that, having thought of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast, get_args

from actions.basis.audit import record
from actions.basis.case_file import live_case
from actions.basis.errors import NotAllowed, NotFound
from actions.basis.work import Work
from actions.casework.labels import GRAVEST_FIRST, Labels, graver, labels_of
from bot.delivery.attention import ask_for_person, no_longer
from bot.understanding import NEEDS
from storage.models import Message, Need, Patient, Referral, RiskFlag, TriageFeedback
from storage.models.referral import Priority, Risk
from storage.models.triage_feedback import FeedbackKind

_WHY: Final = "marked by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What a referral should say; `message_id` is the text that shows what was missed, if any."""

    needs: Sequence[str]
    priority: str
    message_id: str | None = None


@dataclass(slots=True)
class _Changes:
    """The labels that each text should have had, by its id, with those it had."""

    before: dict[str, Labels] = field(default_factory=dict)
    after: dict[str, Labels] = field(default_factory=dict)


async def set_triage(work: Work, referral_id: str, staff_id: str, wanted: Triage) -> None:
    """Set needs and priority. Raises NotAllowed for labels that do not exist, or no change."""
    if not set(wanted.needs) <= set(NEEDS) or wanted.priority not in get_args(Priority):
        raise NotAllowed("Choose needs and a priority from the lists.")
    patient, _, referral = await live_case(work, referral_id)
    message = await _message(work, referral, wanted.message_id) if wanted.message_id else None
    known = {need.label: need for need in await work.uow.needs.of_referral(referral.id)}
    added = [label for label in wanted.needs if label not in known]
    removed = [label for label in known if label not in wanted.needs]
    if not added and not removed and wanted.priority == referral.priority:
        raise NotAllowed("Nothing is different from before.")
    changes = _Changes()
    for label in removed:
        await _remove(work, referral, known[label], changes)
    for label in added:
        await _add(work, patient, referral, label, message, changes)
    for message_id, after in changes.after.items():
        before = changes.before[message_id]
        _keep(work, referral, staff_id, message_id, "needs", before, after)
    detail = {"added": added, "removed": removed, "priority": wanted.priority}
    referral.priority = cast(Priority, wanted.priority)
    _end_danger_unless(referral, wanted.priority)
    referral.updated_at = work.now_for(patient)
    record(work, "corrected_triage", referral.id, detail=detail)


async def mark_no_danger(work: Work, referral_id: str, staff_id: str, message_id: str) -> None:
    """A text that raised an alarm was no danger. Raises NotAllowed if none was raised for it."""
    patient, _, referral = await live_case(work, referral_id)
    message = await _message(work, referral, message_id)
    before = await labels_of(work, referral, message.id)
    if before.risk == "none":
        raise NotAllowed("That text is not marked as danger.")
    _keep(work, referral, staff_id, message.id, "no_danger", before, replace(before, risk="none"))
    risk = await _gravest_but(work, referral, message.id)
    if referral.priority == referral.risk:
        referral.priority = "routine" if risk == "none" else risk
    referral.risk = risk
    _end_danger_unless(referral, risk)
    referral.updated_at = work.now_for(patient)
    record(work, "marked_no_danger", referral.id, detail={"message": message.id})


async def mark_missed_danger(
    work: Work, referral_id: str, staff_id: str, message_id: str, level: str
) -> None:
    """A text meant danger of `level`, and was not seen to. Raises NotAllowed if it was."""
    if level not in GRAVEST_FIRST:
        raise NotAllowed("Choose how grave it is.")
    patient, _, referral = await live_case(work, referral_id)
    message = await _message(work, referral, message_id)
    before = await labels_of(work, referral, message.id)
    if graver(before.risk, level) == before.risk:
        raise NotAllowed("That text is marked so, or as graver, already.")
    risk, now = cast(Risk, level), work.now_for(patient)
    _keep(work, referral, staff_id, message.id, "missed_danger", before, replace(before, risk=risk))
    work.uow.risk_flags.add(
        RiskFlag(
            practice_id=work.practice.id,
            referral_id=referral.id,
            message_id=message.id,
            level=risk,
            evidence=_whole(message),
            raised_at=now,
            seen_at=now,
            seen_by=staff_id,
        )
    )
    referral.risk = cast(Risk, graver(referral.risk, risk))
    referral.priority = cast(Priority, graver(referral.priority, risk))
    if risk != "urgent":
        ask_for_person(referral, "danger", now=now)
        patient.scheduled_texts_held = True
    referral.updated_at = now
    record(work, "marked_danger", referral.id, detail={"message": message.id, "level": risk})


def _end_danger_unless(referral: Referral, level: str) -> None:
    """A person has judged it: nobody is called to a danger that is none."""
    if level not in ("emergency", "crisis"):
        no_longer(referral, "danger")


async def _message(work: Work, referral: Referral, message_id: str) -> Message:
    found = await work.uow.messages.get(message_id)
    is_theirs = found is not None and found.conversation_id == referral.conversation_id
    if found is None or not is_theirs or found.direction != "in":
        raise NotFound("There is no such text.")
    return found


async def _remove(work: Work, referral: Referral, need: Need, changes: _Changes) -> None:
    for message_id in dict.fromkeys(
        str(one["message_id"]) for one in need.evidence if "message_id" in one
    ):
        labels = await _labels(work, referral, message_id, changes)
        left = tuple(label for label in labels.needs if label != need.label)
        changes.after[message_id] = replace(labels, needs=left)
    await work.uow.needs.remove(need)


async def _add(
    work: Work,
    patient: Patient,
    referral: Referral,
    label: str,
    message: Message | None,
    changes: _Changes,
) -> None:
    if message is not None:
        labels = await _labels(work, referral, message.id, changes)
        more = (*labels.needs, *(() if label in labels.needs else (label,)))
        changes.after[message.id] = replace(labels, needs=more)
    work.uow.needs.add(
        Need(
            referral_id=referral.id,
            label=label,
            source="link_worker",
            evidence=_whole(message) if message else [],
            created_at=work.now_for(patient),
        )
    )
    if label == "abuse":  # as when they name it themselves: somebody else may read this phone
        patient.neutral_wording = True
        patient.scheduled_texts_held = True


async def _labels(work: Work, referral: Referral, message_id: str, changes: _Changes) -> Labels:
    """A text's labels with what has been changed so far."""
    if message_id not in changes.before:
        changes.before[message_id] = await labels_of(work, referral, message_id)
    return changes.after.get(message_id, changes.before[message_id])


async def _gravest_but(work: Work, referral: Referral, message_id: str) -> Risk:
    """The gravest danger of the referral's other texts, by what a person last said of each."""
    gravest = "none"
    for flag in await work.uow.risk_flags.of_referral(referral.id):
        if flag.message_id != message_id:
            labels = await labels_of(work, referral, flag.message_id)
            gravest = graver(gravest, labels.risk)
    return cast(Risk, gravest)


def _keep(
    work: Work,
    referral: Referral,
    staff_id: str,
    message_id: str,
    kind: FeedbackKind,
    before: Labels,
    after: Labels,
) -> None:
    work.uow.triage_feedback.add(
        TriageFeedback(
            practice_id=work.practice.id,
            referral_id=referral.id,
            message_id=message_id,
            staff_id=staff_id,
            kind=kind,
            needs_before=list(before.needs),
            risk_before=before.risk,
            needs_after=list(after.needs),
            risk_after=after.risk,
            at=work.now,
        )
    )


def _whole(message: Message) -> list[dict[str, object]]:
    """Evidence that is the whole text: a person says that it means this, not which words do."""
    text = str(message.text)
    return [{"message_id": message.id, "start": 0, "end": len(text), "words": text, "why": _WHY}]
