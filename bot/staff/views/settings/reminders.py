"""Reminders: whether, when, the practice's own line, what it looks like and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from aiohttp import web

from actions.booking.reminder_rules import MOST_REMINDERS, fault_of_wording
from actions.practice.set_reminders import set_reminders
from bot.staff.faults import Faults
from bot.staff.presenters.patient_texts import PatientText, reminder_texts
from bot.staff.presenters.reminder_cost import yearly_cost
from bot.staff.presenters.reminder_times import read_times
from bot.staff.presenters.settings import before_text
from bot.staff.views.settings.frame import is_preview, practice_id_of, practice_of, render, saved
from bot.staff.visit import Visit
from storage.models import Practice, ReminderSettings, Staff
from storage.views.listings import count_appointments

YEAR = timedelta(days=365)


async def show(visit: Visit) -> web.Response:
    async with visit.reading() as uow:
        kept = (await practice_of(visit, uow)).settings.reminders
    form = {
        "enabled": "yes" if kept.enabled else "",
        "before": ", ".join(before_text(one) for one in kept.before),
        "wording": kept.wording or "",
    }
    return await _render(visit, form, kept, Faults())


async def post(visit: Visit) -> web.Response:
    practice_id, faults = practice_id_of(visit), Faults()
    wanted = _read(visit, faults)
    if faults or is_preview(visit):
        return await _render(visit, visit.form, wanted, faults)
    async with visit.working(practice_id) as work:
        await set_reminders(work, wanted)
        team = await work.uow.staff.of_practice(practice_id, "link_worker")
        texts = _texts(visit, work.practice, wanted, team)
    is_long = wanted.enabled and wanted.wording is not None and texts[0].segments > 1
    return saved(visit, "reminders_saved_long" if is_long else "settings_saved")


def _texts(
    visit: Visit, practice: Practice, wanted: ReminderSettings, team: Sequence[Staff]
) -> tuple[PatientText, PatientText]:
    worker = team[0].name if team else ""
    line = wanted.wording or ""
    return reminder_texts(visit.desk.flows, practice, line, worker=worker, now=visit.now)


def _read(visit: Visit, faults: Faults) -> ReminderSettings:
    """What was typed, as far as it can be understood; `faults` says what cannot."""
    is_on = visit.field("enabled") == "yes"
    before, is_understood = read_times(visit.field("before"))
    if not is_understood:
        such = "a number and days or hours: 3 days, 2 hours"
        faults.add("before", f"How long before: write each time as {such}.")
    elif not before and is_on:
        faults.add("before", "How long before: say one time at least, or switch reminders off.")
    elif len(before) > MOST_REMINDERS:
        faults.add("before", "Five reminders for one appointment are enough.")
    wording = " ".join(visit.field("wording").split())
    if fault := fault_of_wording(wording):
        faults.add("wording", f"Your own line: {fault[0].lower()}{fault[1:]}")
    return ReminderSettings(enabled=is_on, before=before, wording=wording or None)


async def _render(
    visit: Visit, form: Mapping[str, str], wanted: ReminderSettings, faults: Faults
) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
        team = await uow.staff.of_practice(practice.id, "link_worker")
        past = await count_appointments(uow, practice.id, visit.now - YEAR, visit.now)
    texts = _texts(visit, practice, wanted, team)
    cost = yearly_cost(
        past,
        reminders=len(wanted.before) if wanted.enabled else 0,
        segments=texts[0].segments,
        pence=visit.desk.settings.config.delivery.pence_per_segment,
    )
    return render(
        visit, "reminders", practice, {"form": form, "texts": texts, "cost": cost}, faults
    )
