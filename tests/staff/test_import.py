"""A spreadsheet of appointments on the page: looked at first, then imported whole or not at all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.live import ANY
from storage.models import Appointment
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import World

HEADER = "Appointment Date;Appointment Time;Session Holder;Mobile Number;Patient Name;Slot Type\n"


def path(world: World) -> str:
    return f"/staff/settings/{world.near.practice.id}/import"


async def read_file(world: World, manager: PageClient, body: bytes, *, status: int = 200) -> Page:
    form = (await manager.get(path(world))).form("/import")
    return await manager.upload(form.action, form.fields, "diary.csv", body, status=status)


async def visits(world: World) -> int:
    async with world.db.read() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Appointment)) or 0


async def confirm(manager: PageClient, preview: Page) -> Page:
    form = preview.form("/import")
    return await manager.post(form.action, form.fields)


async def test_a_diarys_export_is_looked_at_and_then_imported_once(
    world: World, manager: PageClient
) -> None:
    before = await visits(world)
    body = HEADER + (
        '26/11/2026;14:30;"NEAR, Morag of (Mrs)";07700 900701;"SÍNCLAIR, Zoë (Ms)";Telephone\n'
        '27/11/2026;09:00;morag@near.example;7700900702;=HYPERLINK("x");Face to face\n'
    )
    body = body.replace('"NEAR, Morag of (Mrs)"', "Morag of Near")
    preview = await read_file(world, manager, body.encode("cp1252"))
    assert "2 appointments will be booked" in preview.text
    assert "Thu 26 Nov, 2:30pm Morag of Near by phone Zoë Síncl" in preview.text
    assert "ending 701" in preview.text
    assert "07700 900701" not in preview.html
    assert await visits(world) == before
    async with world.live.listen(world.near.practice.id) as news:
        done = await confirm(manager, preview)
        assert await asyncio.wait_for(anext(news), 5) == ANY
    assert "Appointments imported" in done.text
    assert await visits(world) == before + 2
    again = await read_file(world, manager, body.encode("cp1252"))
    assert "Everything in this file is here already" in again.text
    await confirm_by_hand(manager, again, preview)
    assert await visits(world) == before + 2


async def test_an_import_promises_no_reminders_where_they_are_switched_off(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        off = practice.settings.reminders.model_copy(update={"enabled": False})
        practice.settings = practice.settings.model_copy(update={"reminders": off})
    body = f"{HEADER}26/11/2026;14:30;Morag of Near;07700 900701;Zoe;Telephone\n"
    done = await confirm(manager, await read_file(world, manager, body.encode()))
    assert "Reminders are switched off, so nobody is reminded of them" in done.text


async def confirm_by_hand(manager: PageClient, now: Page, earlier: Page) -> None:
    """Press the button of a preview that has grown old, as by the browser's Back."""
    fields = {**earlier.form("/import").fields, "csrf": now.form("/sign-out").fields["csrf"]}
    await manager.post(earlier.form("/import").action, fields)


async def test_a_visit_is_as_long_as_the_diary_has_it_and_what_is_not_used_is_said(
    world: World, manager: PageClient
) -> None:
    body = (
        "Starts at,Ends at,Link worker,Telephone,Mobile,Name\n"
        "26/11/2026 14:30,15:30,Morag of Near,07700 900701,07700 900711,Zoe Kerr\n"
        "26/11/2026 15:00,26/11/2026 15:30,Morag of Near,07700 900702,07700 900702,Tam Reid\n"
        "26/11/2026 16:00,soon,Morag of Near,07700 900703,,Ina Watt\n"
    )
    preview = await read_file(world, manager, body.encode())
    assert "Thu 26 Nov, 2:30pm to 3:30pm Morag of Near" in preview.text
    assert "Thu 26 Nov, 3pm Morag of Near" in preview.text
    assert preview.text.count("Has two mobile numbers") == 1
    assert "first, ending 701, is kept and texted; the one ending 711 is not" in preview.text
    assert preview.text.count("Overlaps another appointment of this link worker") == 1
    assert preview.text.count("Its end is not understood, so it is kept for 30 minutes") == 1
    await confirm(manager, preview)
    async with world.db.read() as uow:
        made = await uow.session.scalars(
            select(Appointment)
            .where(Appointment.source == "import")
            .order_by(Appointment.starts_at)
        )
        minutes = [(one.ends_at - one.starts_at).total_seconds() / 60 for one in made]
    assert minutes == [60, 30, 30]
    longer = await read_file(world, manager, body.replace(",15:30", ",15:45").encode())
    assert "with another end, and stays as long as it is" in longer.text


async def test_rows_of_which_nobody_could_be_reminded_do_not_hinder_the_others(
    world: World, manager: PageClient
) -> None:
    before = await visits(world)
    body = HEADER + (
        "23/11/2026;09:30;Morag of Near;07700 900701;Was This Morning;Telephone\n"
        "26/11/2026;14:30;Morag of Near;;Agnes No Phone;Telephone\n"
        "26/11/2026;15:00;Morag of Near;0141 496 0000;Ina Landline;Telephone\n"
        "26/11/2026;15:30;Morag of Near;07700 900702;Zoe Kerr;Telephone\n"
        "09/11/2026;09:30;Who Has Left;07700 900703;Long Ago;Telephone\n"
    )
    preview = await read_file(world, manager, body.encode())
    assert "1 appointment will be booked" in preview.text
    assert "4 rows are left out: see why beside them" in preview.text
    assert preview.text.count("left out Is past, so it is left out.") == 2
    assert preview.text.count("left out Has no UK mobile number, so it is left out") == 2
    assert "The time of 2 of these is kept in the calendar." in preview.text
    await confirm(manager, preview)
    assert await visits(world) == before + 3
    again = await read_file(world, manager, body.encode())
    assert "There is nothing to import" in again.text
    assert "1 appointment is here already. 4 rows are left out" in again.text


async def test_a_row_without_a_number_keeps_its_time_until_it_is_called_off(
    world: World, manager: PageClient
) -> None:
    row = "26/11/2026;14:30;Morag of Near;;Agnes No Phone;Telephone"
    preview = await read_file(world, manager, f"{HEADER}{row}\n".encode())
    assert "Keep 1 time" in preview.text
    done = await confirm(manager, preview)
    assert "The times are kept in the calendar. Nobody is reminded of them." in done.text
    week = await manager.get("/staff/calendar?day=2026-11-26")
    assert "2:30pm Not known here by phone" in week.text
    (kept,) = await nobodys(world)
    page = await manager.get(f"/staff/appointments/{kept.id}")
    assert "not known here" in page.text and "Cancel this visit" in page.text
    body = HEADER.replace("\n", ";Status\n") + f"{row};Cancelled\n"
    await confirm(manager, await read_file(world, manager, body.encode()))
    assert [one.status for one in await nobodys(world)] == ["cancelled"]


async def test_a_time_kept_for_nobody_known_is_theirs_once_the_diary_has_their_number(
    world: World, manager: PageClient
) -> None:
    row = "26/11/2026;14:30;Morag of Near;{};Agnes Kerr;Telephone\n"
    await confirm(manager, await read_file(world, manager, (HEADER + row.format("")).encode()))
    body = HEADER + row.format("07700 900705")
    preview = await read_file(world, manager, body.encode())
    assert "1 appointment will be booked" in preview.text
    assert "Overlaps" not in preview.text
    await confirm(manager, preview)
    assert [one.status for one in await nobodys(world)] == ["cancelled"]
    again = await read_file(world, manager, body.encode())
    assert "Everything in this file is here already" in again.text


async def test_a_way_of_meeting_that_is_not_offered_keeps_no_other_row_out(
    world: World, manager: PageClient
) -> None:
    before = await visits(world)
    body = HEADER + (
        "26/11/2026;14:30;Morag of Near;07700 900701;Zoe Kerr;Home visit\n"
        "26/11/2026;15:30;Morag of Near;07700 900702;Tam Reid;Telephone\n"
        "26/11/2026;16:30;Morag of Near;;Ina Watt;Home visit\n"
    )
    preview = await read_file(world, manager, body.encode())
    assert "1 appointment will be booked" in preview.text
    assert "left out Is not how people meet here, which is: phone" in preview.text
    await confirm(manager, preview)
    assert await visits(world) == before + 3
    assert [one.starts_at.hour for one in await nobodys(world)] == [14, 16]


async def nobodys(world: World) -> list[Appointment]:
    """The imported visits of who is not known here, by time."""
    async with world.db.read() as uow:
        query = select(Appointment).where(
            Appointment.source == "import", Appointment.patient_id.is_(None)
        )
        return list(await uow.session.scalars(query.order_by(Appointment.starts_at)))


async def test_every_problem_stands_beside_its_row_and_nothing_is_saved(
    world: World, manager: PageClient
) -> None:
    before = await visits(world)
    taken = world.near.appointment.starts_at
    one, two, three, four, five, six = (f"0{make.a_phone_number()[3:]}" for _ in range(6))
    out = make.a_phone_number()
    async with world.db.begin() as uow:
        await make.an_opt_out(
            uow,
            patient=await make.a_patient(uow, practice=world.near.practice, contact=out),
        )
    worker = world.near.worker.email
    body = "starts_at,link_worker,phone\n" + (
        f"2026-12-01 10:00,{worker},{one}\n"
        f"2026-12-01 10:00,{worker},{two}\n"
        f"2025-11-26 10:00,{worker},{three}\n"
        f"2026-12-01 11:00,{world.far.worker.email},{four}\n"
        f"2026-12-01 12:00,{worker},07700 90012\n"
        f"{taken.isoformat()},{worker},{five}\n"
        f"2026-12-01 13:00,{worker},0{out[3:]}\n"
        f"tomorrow,{worker},{six}\n"
    )
    page = await read_file(world, manager, body.encode())
    assert page.title.startswith("Error: ")
    assert "Nothing was saved: 6 rows have a problem" in page.text
    for row in ("3", "4", "5", "6", "7", "9"):
        assert f'<a href="#row-{row}">' in page.html
        assert f'id="row-{row}"' in page.html
    rows = {one.split("</th>")[0].split(">")[-1]: one for one in page.html.split("<tr")[2:]}
    assert "will be booked" in rows["2"]
    assert "another row has this link worker at this time" in rows["3"]
    assert "Time: is more than a month past." in rows["4"]
    assert "nobody of this practice has that address or name" in rows["5"]
    assert "Mobile number: is not a UK mobile number." in rows["6"]
    assert "the link worker has another appointment then" in rows["7"]
    assert "Texted STOP: the appointment is kept, but no reminder will be sent." in rows["8"]
    assert "will be booked" in rows["8"]
    assert "Time: write it like" in rows["9"] and "on a day that there is" in rows["9"]
    assert 'data-label="What will happen"' in rows["9"], "on a phone it is not out of sight"
    assert not [form for form in page.forms() if form.action.endswith("/import")]
    assert await visits(world) == before


async def test_a_time_taken_after_the_look_is_found_when_confirmed(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker.email
    body = (
        "starts_at,link_worker,phone\n"
        f"2026-12-02 10:00,{worker},07700900720\n2026-12-02 11:00,{worker},07700900721\n"
    )
    preview = await read_file(world, manager, body.encode())
    async with world.db.begin() as uow:
        await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            starts_at=make.NOW.replace(month=12, day=2, hour=11),
        )
    before = await visits(world)
    page = await confirm(manager, preview)
    assert "Nothing was saved: 1 row has a problem" in page.text
    assert await visits(world) == before


async def test_what_cannot_be_read_is_said_at_the_field(world: World, manager: PageClient) -> None:
    for body, sentence in (
        (b"", "Choose a CSV file"),
        (b"PK\x03\x04workbook", "save it as CSV"),
        (b"name,age\nx,1\n", "Row 1: no column for when: Starts at, or Date and Time."),
        (b"starts_at,link_worker,phone\n", "there are no rows"),
        (b"x" * 150_001, "larger than 150 KB"),
        (b"x" * 2**20, "larger than 150 KB"),  # with the fields beside it more than is read
    ):
        page = await read_file(world, manager, body, status=422)
        assert sentence in page.text
        assert 'href="#file"' in page.html


async def test_a_note_of_what_was_looked_at_stays_in_the_trail(
    world: World, manager: PageClient
) -> None:
    row = f"2026-12-02 10:00,{world.near.worker.email},07700900720\n"
    await read_file(world, manager, b"starts_at,link_worker,phone\n" + row.encode())
    async with world.db.read() as uow:
        trail = await uow.audit.page([world.near.practice.id])
    (entry,) = [one for one in trail if one.action == "read_import"]
    assert entry.detail == {"rows": 1}


def row_of(page: Page, number: int) -> str:
    """The row of the preview that stands for that line of the file."""
    rows = {one.split("</th>")[0].split(">")[-1]: one for one in page.html.split("<tr")[2:]}
    return rows[str(number)]


async def test_two_people_who_share_a_phone_do_not_become_one(
    world: World, manager: PageClient
) -> None:
    """Else the second name is lost, and their texts greet the first."""
    before, worker = await visits(world), world.near.worker.email
    head = "starts_at,link_worker,phone,name\n"
    agnes = f"2026-12-01 10:00,{worker},07700900750,Agnes Kerr\n"
    tam = f"2026-12-01 10:30,{worker},07700900750,Tam Kerr\n"
    page = await read_file(world, manager, f"{head}{agnes}{tam}".encode())
    assert "Nothing was saved: 1 row has a problem" in page.text
    assert "row 2 has this mobile number under another name" in row_of(page, 3)
    await confirm(manager, await read_file(world, manager, f"{head}{agnes}".encode()))
    page = await read_file(world, manager, f"{head}{tam}".encode())
    assert "Name: this mobile number is kept under another name." in row_of(page, 2)
    assert "Here this mobile number is Agnes Kerr" in row_of(page, 2)
    swapped = agnes.replace("Agnes", "Tam")
    page = await read_file(world, manager, f"{head}{swapped}".encode())
    assert "here already" in row_of(page, 2)
    assert "Here this mobile number is Agnes Kerr" in row_of(page, 2)
    assert await visits(world) == before + 1


async def test_a_name_told_in_short_is_the_same_person_and_found_by_the_import(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker.email
    body = "starts_at,link_worker,phone,name\n" + (
        f'2026-12-01 10:00,{worker},07700900751,"KERR, Senga (Mrs)"\n'
        f"2026-12-01 10:30,{worker},07700900751,S Kerr\n2026-12-01 11:00,{worker},07700900751,\n"
    )
    preview = await read_file(world, manager, body.encode())
    assert "3 appointments will be booked" in preview.text
    await confirm(manager, preview)
    async with world.db.read() as uow:
        found = await uow.search.referrals([world.near.practice.id], "senga", limit=5)
    assert len(found) == 1


async def test_a_row_in_somebodys_leave_is_booked_and_says_so(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        begins = make.NOW.replace(month=12, day=2, hour=0)
        ends = begins.replace(day=4)
        make.a_leave(uow, link_worker=world.near.worker, starts_at=begins, ends_at=ends)
    worker = world.near.worker.email
    body = (
        "starts_at,link_worker,phone\n"
        f"2026-12-03 10:00,{worker},07700900720\n2026-12-04 10:00,{worker},07700900721\n"
    )
    page = await read_file(world, manager, body.encode())
    assert "will be booked" in row_of(page, 2)
    assert "This link worker is on leave then." in row_of(page, 2)
    assert "leave" not in row_of(page, 3)


async def test_a_number_that_a_spreadsheet_cut_short_says_so(
    world: World, manager: PageClient
) -> None:
    at = f"2026-12-04 10:30;{world.near.worker.email}"
    body = f"\ufeffstarts_at;link_worker;phone\n{at};4,47701E+11\n{at};4.4770E+11\n"
    page = await read_file(world, manager, body.encode())
    for row in (2, 3):
        assert "Mobile number: the spreadsheet has cut this number short" in row_of(page, row)


async def test_a_time_that_looks_like_a_slip_is_booked_and_pointed_out(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker.email
    times = ("2026-12-04 03:30", "2026-12-04 21:30", "2026-12-25 10:30", "2028-12-04 10:30")
    times += ("2026-12-04 15:30",)
    body = "starts_at,link_worker,phone\n" + "".join(
        f"{at},{worker},0770090073{number}\n" for number, at in enumerate(times)
    )
    page = await read_file(world, manager, body.encode())
    assert "5 appointments will be booked" in page.text
    assert "Begins at 3:30am: was the afternoon meant?" in row_of(page, 2)
    assert "Begins at 9:30pm: was the morning meant?" in row_of(page, 3)
    assert "Is on a bank holiday: Christmas Day." in row_of(page, 4)
    assert "Is in 2028, more than a year away." in row_of(page, 5)
    assert "import__note" not in row_of(page, 6)


DIARY = "Date,Time,Clinician,Mobile,Status,Name\n"


async def diary_of(world: World, manager: PageClient, *rows: tuple[str, str, str]) -> Page:
    """The preview of a file with rows of clock, number and status."""
    lines = (
        f"01/12/2026,{clock},{world.near.worker.email},{number},{status},\n"
        for clock, number, status in rows
    )
    return await read_file(world, manager, (DIARY + "".join(lines)).encode())


async def test_a_file_with_nothing_but_a_cancellation_calls_the_visit_off(
    world: World, manager: PageClient
) -> None:
    await confirm(manager, await diary_of(world, manager, ("10:00", "07700900760", "Booked")))
    preview = await diary_of(world, manager, ("10:00", "07700900760", "Cancelled"))
    assert "1 appointment will be called off, without a text" in preview.text
    assert "Call off 1 appointment" in preview.text
    assert "will be called off" in row_of(preview, 2)
    done = await confirm(manager, preview)
    assert "Called off here too" in done.text
    async with world.db.read() as uow:
        found = await uow.search.referrals([world.near.practice.id], "07700900760", limit=5)
        visits = await uow.session.scalars(
            select(Appointment).where(Appointment.referral_id == found[0])
        )
        assert [one.status for one in visits] == ["cancelled"]
    again = await diary_of(world, manager, ("10:00", "07700900760", "Cancelled"))
    assert "There is nothing to import" in again.text
    assert "called off already" in row_of(again, 2)


async def test_a_cancellation_among_bookings_is_counted_before_it_is_done(
    world: World, manager: PageClient
) -> None:
    await confirm(manager, await diary_of(world, manager, ("10:00", "07700900761", "")))
    preview = await diary_of(
        world, manager, ("10:00", "07700900761", "Cancelled"), ("11:00", "07700900762", "Booked")
    )
    assert "1 appointment will be booked" in preview.text
    assert "1 appointment will be called off" in preview.text
    assert "Import 1 appointment and call off 1" in preview.text


async def test_whoever_cancelled_it_is_called_off_and_a_strange_status_is_pointed_out(
    world: World, manager: PageClient
) -> None:
    page = await diary_of(
        world,
        manager,
        ("10:00", "07700900763", "Patient cancelled"),
        ("11:00", "07700900764", "Appointment  CANCELLED by practice"),
        ("12:00", "07700900765", "Not cancelled"),
        ("13:00", "07700900766", "Moved"),
        ("14:00", "07700900767", "Booked"),
    )
    assert "called off" in row_of(page, 2) and "will be booked" not in row_of(page, 2)
    assert "called off" in row_of(page, 3)
    for row in (4, 5):
        assert "will be booked" in row_of(page, row)
        assert "Is taken as booked: its status is none that is known here." in row_of(page, row)
    assert "status" not in row_of(page, 6)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, ""),
        ({"unreachable_reason": "30006"}, "Texts do not arrive at this number: no reminder will"),
        ({"frozen_at": make.NOW}, "This number may be somebody else's: no reminder is sent until"),
        ({"scheduled_texts_held": True}, "No reminder is sent until somebody releases their texts"),
    ],
)
async def test_to_whom_no_reminder_goes_is_said_before_they_are_imported(
    world: World, manager: PageClient, given: dict[str, Any], says: str
) -> None:
    number = make.a_phone_number()
    async with world.db.begin() as uow:
        await make.a_patient(uow, practice=world.near.practice, contact=number, **given)
    body = f"starts_at,link_worker,phone\n2026-12-01 10:00,{world.near.worker.email},{number}\n"
    page = await read_file(world, manager, body.encode())
    assert "will be booked" in page.text
    assert says in page.html.replace("&#39;", "'")
    assert bool(says) == ("no reminder" in page.text.lower())
