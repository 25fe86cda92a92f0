"""The practice of the token: what it is, and how long before appointments it reminds."""

from __future__ import annotations

from actions.practice.set_reminders import set_reminders
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.present import practice_shape
from bot.api.problems import not_found
from bot.api.schemas.practice import PracticeShape, ReminderSettings
from storage import models
from storage.models.staff import EVERYONE, WHO_MANAGES


async def get_practice(call: Call[None, None]) -> PracticeShape:
    call.require_own_practice(call.path["code"])
    async with call.reading() as uow:
        practice = await uow.practices.get(call.caller.practice_id)
        workers = await uow.staff.of_practice(call.caller.practice_id, "link_worker")
    if practice is None:
        raise not_found()
    return practice_shape(practice, list(workers))


async def put_reminders(call: Call[None, ReminderSettings]) -> PracticeShape:
    call.require_own_practice(call.path["code"])
    given = call.body
    async with call.working() as work:
        kept = work.practice.settings.reminders
        before = kept.before if given.before is None else tuple(given.before)
        wanted = models.ReminderSettings(
            enabled=given.enabled, before=before, wording=given.wording
        )
        await set_reminders(work, wanted)
        workers = await work.uow.staff.of_practice(call.caller.practice_id, "link_worker")
        return practice_shape(work.practice, list(workers))


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/practices/{code}",
        name="getPractice",
        summary="The practice of this token",
        tag="Practices",
        handler=get_practice,
        roles=EVERYONE,
        answer=PracticeShape,
    ),
    Endpoint(
        method="PUT",
        path="/practices/{code}/reminders",
        name="setReminders",
        summary="Replace the reminder settings; coming appointments follow",
        tag="Practices",
        handler=put_reminders,
        roles=WHO_MANAGES,
        body=ReminderSettings,
        answer=PracticeShape,
    ),
)
