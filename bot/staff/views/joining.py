"""Join two records of one person: find the other, see both side by side, confirm; or separate them.

What is looked for comes in a POST and is sealed in the address, as for the search of the inbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import ActionError, Held, NotAllowed, NotFound, UnreadDanger
from actions.basis.people import person_of
from actions.basis.work import Work
from actions.joining.join_records import join_records, separate_records
from actions.joining.record_in_hand import RecordInHand, may_go_on, record_in_hand
from actions.joining.why_not_join import require_may_join
from bot.staff.presenters.joining import FoundRecord, present_found, present_record
from bot.staff.presenters.person import full_name, masked
from bot.staff.sealed_words import seal_words, unseal_words
from bot.staff.views.conversation import practice_of
from bot.staff.views.search import LONGEST
from bot.staff.visit import Visit
from storage.models import Patient
from storage.search_words import terms_of

_MOST: Final = 20
_REFUSED: Final = (NotAllowed, Held, UnreadDanger)


async def show(visit: Visit) -> web.Response:
    other = visit.request.query.get("with", "")
    return await (_side_by_side(visit, other) if other else _find(visit))


async def post_find(visit: Visit) -> web.Response:
    words = seal_words(visit.desk.keyring, visit.session, visit.field("q")[:LONGEST])
    return visit.back_to(f"{_here(visit)}?{urlencode({'words': words})}")


async def post(visit: Visit) -> web.Response:
    """Join them, once it is confirmed; a refusal says why, and nothing has changed."""
    other = visit.field("with")
    if visit.field("understood") != "yes":
        return await _side_by_side(visit, other, error="Tick the box to say that they are one.")
    try:
        async with visit.working(await practice_of(visit)) as work:
            # Ids alone: the records are read behind their lanes, as they are then.
            pair = [await _patient_id(work, one) for one in (visit.referral_id, other)]
            kept_id = visit.field("kept")
            if kept_id not in pair:
                raise NotAllowed("Choose the number with which to go on.")
            await join_records(work, kept_id, pair[1] if pair[0] == kept_id else pair[0])
            goes_on = (await work.uow.referrals.of_patient(kept_id))[0]
    except _REFUSED as error:
        return await _side_by_side(visit, other, error=str(error), status=409)
    for referral_id in (visit.referral_id, other):
        await visit.tell_of(referral_id)
    return visit.back_to(f"/staff/referrals/{goes_on.id}", "records_joined")


async def post_separate(visit: Visit) -> web.Response:
    """The record in the field is a person's own again."""
    async with visit.working(await practice_of(visit)) as work:
        mine = await _patient(work, visit.referral_id)
        others = {one.id for one in await work.uow.joined_records.others_of(mine.id)}
        if visit.field("record") not in {mine.id, *others}:
            raise NotFound("That record is joined with none.")
        await separate_records(work, visit.field("record"))
    await visit.tell_of(visit.referral_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", "records_separated")


async def _find(visit: Visit) -> web.Response:
    sealed = visit.request.query.get("words", "")
    asked = unseal_words(visit.desk.keyring, visit.session, sealed)
    error = "Write a name, or the last digits of a number." if asked is not None else ""
    async with visit.working(await practice_of(visit)) as work:
        patient = await _patient(work, visit.referral_id)
        record(work, "read", visit.referral_id, detail={"page": "join"})
        found = await _looked_for(work, visit, patient, asked) if asked else []
        context = {
            **_context(visit, patient),
            "q": asked or "",
            "is_asked": bool(asked and terms_of(asked)),
            "found": found,
            "likely": [] if found else await _likely(work, visit, patient),
            "joined": await _joined(work, patient),
            "error": "" if asked and terms_of(asked) else error,
        }
    status = 422 if context["error"] else 200
    return visit.page("staff/join_find.html", context, status=status)


async def _looked_for(work: Work, visit: Visit, patient: Patient, words: str) -> list[FoundRecord]:
    people = await work.uow.search.people(work.practice.id, words, limit=_MOST)
    found = await _present(work, visit, patient, people)
    record(
        work, "searched", work.practice.id, subject_type="practice", detail={"found": len(found)}
    )
    return found


async def _likely(work: Work, visit: Visit, patient: Patient) -> list[FoundRecord]:
    """Who has the same name and birth date."""
    found = await work.uow.search.namesakes(patient, limit=_MOST)
    return await _present(work, visit, patient, [one for one, _ in found])


async def _present(
    work: Work, visit: Visit, patient: Patient, people: Sequence[Patient]
) -> list[FoundRecord]:
    joined = {one.id for one in await work.uow.joined_records.others_of(patient.id)}
    found = []
    for one in people:
        every = await work.uow.referrals.of_patient(one.id)
        if one.id != patient.id and every and not one.is_erased:
            is_joined = one.id in joined
            found.append(present_found(_here(visit), patient, one, every[0], is_joined=is_joined))
    return found


async def _joined(work: Work, patient: Patient) -> list[dict[str, str]]:
    """The records that lead to one that goes on, and may be separated; this may be one of them."""
    every = [patient, *await work.uow.joined_records.others_of(patient.id)]
    return [
        {"id": one.id, "who": full_name(one), "number": masked(one)}
        for one in every
        if await work.uow.joined_records.kept_of(one.id) is not None
    ]


async def _side_by_side(
    visit: Visit, other: str, *, error: str = "", status: int = 200
) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        pair = await _pair(work, visit, other)
        shown = [
            await present_record(work, one, await work.uow.referrals.of_patient(one.id))
            for one in pair
        ]
        for referral_id in (visit.referral_id, other):
            record(work, "read", referral_id, detail={"page": "join"})
        choices, refused = await _choices(work, pair)
        context: dict[str, Any] = {
            **_context(visit, pair[0].patient),
            "records": shown,
            "other": other,
            "choices": choices,
            "kept": visit.field("kept") or next(iter(choices), ""),
            "refused": refused,
            "is_other_born": len({one.born for one in shown if one.born}) > 1,
            "zone": work.practice.timezone,
            "error": error,
        }
    return visit.page(
        "staff/join_confirm.html", context, status=422 if error and status == 200 else status
    )


async def _choices(work: Work, pair: tuple[RecordInHand, RecordInHand]) -> tuple[list[str], str]:
    """Ids of those in which all can go on now, and why not in the first of the others. What can be
    seen to is said before that they write elsewhere."""
    choices, said, fit = [], "", may_go_on(*pair)
    for kept in sorted(pair, key=lambda one: one not in fit):
        (other,) = (one for one in pair if one is not kept)
        try:
            await require_may_join(work, kept, other)
        except ActionError as refused:
            said = said or str(refused)
        else:
            choices.append(kept.id)
    return choices, said


async def _pair(work: Work, visit: Visit, other: str) -> tuple[RecordInHand, RecordInHand]:
    mine, theirs = [await _patient_id(work, one) for one in (visit.referral_id, other)]
    return await record_in_hand(work, mine), await record_in_hand(work, theirs)


async def _patient(work: Work, referral_id: str) -> Patient:
    """Of a referral of this practice; raises NotFound."""
    return await person_of(work, await _patient_id(work, referral_id))


async def _patient_id(work: Work, referral_id: str) -> str:
    referral = await work.uow.referrals.get(referral_id)
    if referral is None or referral.practice_id != work.practice.id:
        raise NotFound("There is no such referral.")
    return referral.patient_id


def _here(visit: Visit) -> str:
    return f"/staff/referrals/{visit.referral_id}/join"


def _context(visit: Visit, patient: Patient) -> dict[str, Any]:
    path = f"/staff/referrals/{visit.referral_id}"
    return {"here": "", "path": path, "who": full_name(patient)}
