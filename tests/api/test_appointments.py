import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.live import ANY
from storage.models import Appointment, OptOut, Patient, StaffPractice, Timer, WaitingPlace
from tests.builders import NOW, a_staff_member
from tests.support.api_client import ApiClient
from tests.support.world import World, a_case

HEADER = "starts_at,link_worker,mode,phone,name\n"


async def test_booking_moving_and_marking(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name="Ina Minute")
    made = await api.post(
        "/appointments",
        {"referral": case.referral.id, "starts_at": "2026-11-30T10:00:00+00:00"},
        status=201,
    )
    assert made.json["link_worker"] == world.near.worker.email
    assert (made.json["status"], made.json["source"]) == ("booked", "api")
    assert made.json["ends_at"] == "2026-11-30T10:30:00Z"
    path = f"/appointments/{made.json['id']}"
    moved = await api.patch(path, {"starts_at": "2026-12-01T11:00:00+01:00"})
    assert moved.json["starts_at"] == "2026-12-01T10:00:00Z"
    for too_early in ("did_not_attend", "attended"):
        await api.patch(path, {"status": too_early}, status=409)
    assert (await world.row(Appointment, made.json["id"])).status == "booked"
    world.clock.advance(timedelta(days=9))
    await api.patch(path, {"status": "cancelled"}, status=409)
    missed = await api.patch(path, {"status": "did_not_attend"})
    assert missed.json["status"] == "did_not_attend"
    assert missed.json["id"] in [
        one["id"] for one in (await api.get("/appointments?status=did_not_attend")).json["items"]
    ]


async def test_a_time_at_which_nobody_is_seen_is_booked_with_a_note(
    world: World, api: ApiClient
) -> None:
    async with world.db.begin() as uow:
        cases = [await a_case(uow, world.near.practice) for _ in range(3)]
    notes = []
    for case, starts_at in zip(cases, ("12-07T10:00", "12-08T03:00", "11-30T10:00"), strict=True):
        made = await api.post(
            "/appointments",
            {"referral": case.referral.id, "starts_at": f"2026-{starts_at}:00Z"},
            status=201,
        )
        notes.append(made.json["notes"])
    outside, holiday = "this link worker does not work then", "that day is a bank holiday"
    assert notes == [[], [outside], [holiday]]
    path = f"/appointments/{made.json['id']}"
    assert (await api.patch(path, {"starts_at": "2026-12-09T10:00:00Z"})).json["notes"] == []
    assert (await api.patch(path, {"status": "cancelled"})).json["notes"] == []


async def test_who_is_asked_whether_a_new_time_suits_has_not_confirmed_it(
    world: World, api: ApiClient
) -> None:
    path = f"/appointments/{world.near.appointment.id}"
    assert (await api.patch(path, {"status": "confirmed"})).json["status"] == "confirmed"
    moved = await api.patch(path, {"starts_at": "2026-12-01T10:00:00Z"})
    assert moved.json["status"] == "booked"


async def test_the_same_change_again_changes_nothing_and_tells_nobody(
    world: World, api: ApiClient
) -> None:
    """A client whose answer was lost asks again, and a diary may send all its rows every night."""
    visit = world.near.appointment
    path = f"/appointments/{visit.id}"
    change = {"starts_at": "2026-12-01T10:00:00Z", "link_worker": world.near.worker.email}
    moved = (await api.patch(path, change)).json
    told = await _told_of_moves(world)
    assert told == 1
    await api.patch(path, {"status": "confirmed"})
    version = (await world.row(Appointment, visit.id)).version
    for again in (change, {"mode": moved["mode"]}, {"starts_at": "2026-12-01T11:00:00+01:00"}):
        same = (await api.patch(path, again)).json
        assert (same["starts_at"], same["status"]) == (moved["starts_at"], "confirmed")
    assert (await world.row(Appointment, visit.id)).version == version
    assert await _told_of_moves(world) == told
    await api.patch(path, {"link_worker": ""}, status=422)


async def test_what_is_called_off_is_called_off_again_without_a_text(
    world: World, api: ApiClient
) -> None:
    visit = world.near.appointment
    path = f"/appointments/{visit.id}"
    first, again = [(await api.patch(path, {"status": "cancelled"})).json for _ in range(2)]
    assert (again["status"], again["updated_at"]) == ("cancelled", first["updated_at"])
    assert (await api.get(path)).json["status"] == "cancelled"
    async with world.db.read() as uow:
        told = select(func.count()).where(Timer.kind == "cancelled_by_practice")
        assert await uow.session.scalar(told) == 1


async def test_one_appointment_is_read_by_its_own_practice(world: World, api: ApiClient) -> None:
    listed = (await api.get("/appointments")).json["items"]
    assert [(await api.get(f"/appointments/{one['id']}")).json for one in listed] == listed
    await api.get(f"/appointments/{world.far.appointment.id}", status=404)
    await api.get("/appointments/nope", status=404)


async def _told_of_moves(world: World) -> int:
    async with world.db.read() as uow:
        query = select(func.count()).where(Timer.kind == "moved_by_practice")
        return await uow.session.scalar(query) or 0


async def test_a_time_that_is_offered_to_somebody_is_nobody_elses_to_change(
    world: World, api: ApiClient
) -> None:
    near, starts = world.near, NOW + timedelta(days=4)
    async with world.db.begin() as uow:
        hold = uow.appointments.add(
            Appointment(
                practice_id=near.practice.id,
                link_worker_id=near.worker.id,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=30),
                mode="phone",
                status="held",
                created_at=NOW,
                updated_at=NOW,
            )
        )
    path = f"/appointments/{hold.id}"
    for change in (
        {"status": "confirmed"},
        {"status": "cancelled"},
        {"starts_at": "2026-12-01T12:00:00Z"},
    ):
        refused = await api.patch(path, change, status=409)
        assert refused.json["detail"] == "That time is held for somebody who was offered it."
    assert (await world.row(Appointment, hold.id)).status == "held"


async def test_a_booking_may_say_that_it_is_one_and_nothing_else(
    world: World, api: ApiClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
    wanted = {"referral": case.referral.id, "starts_at": "2026-11-30T10:00:00Z"}
    for other in ({"status": "attended"}, {"practice": "near"}):
        await api.post("/appointments", wanted | other, status=422)
    made = await api.post("/appointments", wanted | {"status": "booked"}, status=201)
    assert made.json["status"] == "booked"


async def test_a_time_with_seconds_is_refused(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
    path = f"/appointments/{world.near.appointment.id}"
    for odd in ("2026-11-30T10:00:30Z", "2026-11-30T11:00:00.5Z"):
        wanted = {"referral": case.referral.id, "starts_at": odd}
        refused = await api.post("/appointments", wanted, status=409)
        assert refused.json["detail"] == "That time is not a whole minute."
        await api.patch(path, {"starts_at": odd}, status=409)


async def test_open_pages_hear_of_what_is_changed_and_brought(
    world: World, api: ApiClient, manager: ApiClient
) -> None:
    async with world.live.listen(world.near.practice.id) as news:
        await api.patch(f"/appointments/{world.near.appointment.id}", {"status": "cancelled"})
        assert await asyncio.wait_for(anext(news), 5) == world.near.jean.conversation.id
        row = f"2026-12-02 10:00,{world.near.worker.email},phone,07700 900150,Ina"
        await _import(manager, HEADER + row, status=200)
        assert await asyncio.wait_for(anext(news), 5) == ANY


async def test_how_and_with_whom_they_meet_is_changed_alone(world: World, api: ApiClient) -> None:
    visit = world.near.appointment
    path = f"/appointments/{visit.id}"
    met = await api.patch(path, {"mode": "in_person"})
    assert (met.json["mode"], met.json["starts_at"]) == (
        "in_person",
        visit.starts_at.isoformat().replace("+00:00", "Z"),
    )
    again = await api.patch(path, {"link_worker": world.near.worker.email})
    assert (again.json["mode"], again.json["status"]) == ("in_person", met.json["status"])
    await api.patch(path, {"mode": "phone", "status": "cancelled"}, status=422)
    await api.patch(path, {"mode": "pigeon"}, status=422)


async def test_nobody_is_booked_with_who_keeps_no_visits(
    world: World, api: ApiClient, manager: ApiClient
) -> None:
    """The calendar shows link workers alone: nobody would see such a visit coming."""
    near = world.near
    async with world.db.begin() as uow:
        case = await a_case(uow, near.practice)
        gone = await a_staff_member(uow, practice=near.practice, is_active=False)
    told = {"referral": case.referral.id, "starts_at": "2026-12-01T10:00:00Z"}
    for email in (near.manager.email, near.lead.email, gone.email):
        refused = await api.post("/appointments", told | {"link_worker": email}, status=422)
        assert [one["place"] for one in refused.json["errors"]] == ["body.link_worker"]
        row = f"2026-12-02 10:00,{email},phone,07700 900150,Ina"
        sheet = await _import(manager, HEADER + row, status=422)
        assert "nobody of this practice" in str(sheet)
    path = f"/referrals/{case.referral.id}/take-over"
    await api.post(path, {"staff": near.lead.email}, status=422)
    await api.post("/appointments", told | {"link_worker": near.worker.email}, status=201)


async def test_an_end_that_the_practice_has_not_chosen_is_refused(
    world: World, api: ApiClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
    wanted = {"referral": case.referral.id, "starts_at": "2026-11-30T10:00:00Z"}
    long = {**wanted, "ends_at": "2026-11-30T11:00:00Z"}
    assert (await api.post("/appointments", long, status=422)).json["errors"][0] == {
        "place": "body.ends_at",
        "problem": "appointments of this practice last 30 minutes",
    }
    made = await api.post(
        "/appointments", {**wanted, "ends_at": "2026-11-30T10:30:00Z"}, status=201
    )
    path = f"/appointments/{made.json['id']}"
    await api.patch(path, {"ends_at": "2026-11-30T11:00:00Z"}, status=422)


async def test_taken_time_and_second_appointment_are_conflicts(
    world: World, api: ApiClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
    taken = world.near.appointment.starts_at.isoformat()
    problem = await api.post(
        "/appointments", {"referral": case.referral.id, "starts_at": taken}, status=409
    )
    assert problem.json["code"] == "time_taken"
    second = {"referral": world.near.jean.referral.id, "starts_at": "2026-12-01T10:00:00Z"}
    assert (await api.post("/appointments", second, status=409)).json["code"] == "not_allowed"


async def test_wrong_appointment_is_explained(world: World, api: ApiClient) -> None:
    mine = world.near.jean.referral.id
    for body, place in (
        ({"referral": mine, "starts_at": "2026-12-01T10:00:00"}, "body.starts_at"),
        (
            {"referral": world.far.jean.referral.id, "starts_at": "2026-12-01T10:00:00Z"},
            "body.referral",
        ),
        (
            {
                "referral": mine,
                "starts_at": "2026-12-01T10:00:00Z",
                "link_worker": world.far.worker.email,
            },
            "body.link_worker",
        ),
        ({"referral": mine, "starts_at": "2026-12-01T10:00:00Z", "mode": "pigeon"}, "body.mode"),
    ):
        problem = await api.post("/appointments", body, status=422)
        assert [one["place"] for one in problem.json["errors"]] == [place]
    path = f"/appointments/{world.near.appointment.id}"
    await api.patch(path, {"status": "held"}, status=422)
    await api.patch(path, {}, status=422)


PROMISED = ("referral", "starts_at", "ends_at", "link_worker", "mode", "status")


async def test_a_whole_appointment_may_be_sent_back_with_what_is_new_in_it(
    world: World, api: ApiClient
) -> None:
    """As systems do that know one way of writing alone."""
    path = f"/appointments/{world.near.appointment.id}"
    whole = {name: (await api.get(path)).json[name] for name in PROMISED}
    before = (await api.get(path)).json
    same = (await api.patch(path, whole)).json
    assert {name: same[name] for name in before} == before

    moved_to = {"starts_at": "2026-12-01T10:00:00Z", "ends_at": "2026-12-01T10:30:00Z"}
    moved = (await api.patch(path, {**whole, **moved_to})).json
    assert (moved["starts_at"], moved["status"]) == (moved_to["starts_at"], "booked")

    whole = {name: moved[name] for name in PROMISED}
    sure = (await api.patch(path, {**whole, "status": "confirmed"})).json
    assert (sure["status"], sure["starts_at"]) == ("confirmed", moved_to["starts_at"])
    again = {"starts_at": "2026-12-02T10:00:00Z", "ends_at": "2026-12-02T10:30:00Z"}
    moved = (await api.patch(path, {**whole, "status": "confirmed", **again})).json
    assert (moved["starts_at"], moved["status"]) == (again["starts_at"], "booked")

    off = (await api.patch(path, {**whole, **again, "status": "cancelled"})).json
    assert off["status"] == "cancelled"
    off = (await api.patch(path, {**whole, **again, "status": "cancelled"})).json
    assert off["status"] == "cancelled"


async def test_what_was_answered_may_be_sent_back_as_it_came(world: World, api: ApiClient) -> None:
    path = f"/appointments/{world.near.appointment.id}"
    whole = (await api.get(path)).json
    sure = (await api.patch(path, {**whole, "status": "confirmed"})).json
    assert sure == {**whole, "status": "confirmed", "updated_at": sure["updated_at"], "notes": []}
    # And so may the answer to a change, notes and all, by whoever has not seen the latest.
    again = (await api.patch(path, {**sure, "updated_at": whole["updated_at"]})).json
    assert again == sure


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": "another"}, "body.id"),
        ({"practice": "far"}, "body.practice"),
        ({"source": "import"}, "body.source"),
        ({"created_at": "2026-11-01T10:00:00Z", "status": "confirmed"}, "body.created_at"),
        ({"updated_at": "2026-11-01T10:00:00Z"}, "body"),
        ({"status": "cancelled", "starts_at": "2026-12-01T10:00:00Z"}, "body.status"),
        ({"status": "confirmed", "mode": "in_person"}, "body.status"),
        ({"status": "held"}, "body.status"),
        ({"status": "held", "starts_at": "2026-12-01T10:00:00Z"}, "body.status"),
        ({"referral": "another"}, "body.referral"),
        ({"ends_at": "2026-12-01T10:00:00Z"}, "body.ends_at"),
    ],
)
async def test_a_change_that_says_two_things_changes_nothing(
    world: World, api: ApiClient, change: dict[str, str], place: str
) -> None:
    path = f"/appointments/{world.near.appointment.id}"
    before = (await api.get(path)).json
    (error,) = (await api.patch(path, change, status=422)).json["errors"]
    assert error["place"] == place
    assert (await api.get(path)).json == before


async def test_who_left_the_practice_keeps_their_visits_and_gets_no_more(
    world: World, api: ApiClient
) -> None:
    near = world.near
    async with world.db.begin() as uow:
        await uow.staff.unassign(near.worker.id, near.practice.id)
        uow.staff.assign(StaffPractice(staff_id=near.worker.id, practice_id=world.far.practice.id))
        await a_staff_member(uow, practice=near.practice, email="ailsa@near.example")
        case = await a_case(uow, near.practice)
    assert (await api.get("/appointments")).json["items"][0]["link_worker"] == near.worker.email
    for path, more in (
        ("/appointments", {"referral": case.referral.id, "starts_at": "2026-12-01T10:00:00Z"}),
        (f"/referrals/{case.referral.id}/take-over", {}),
    ):
        key = "link_worker" if "starts_at" in more else "staff"
        problem = await api.post(path, {**more, key: near.worker.email}, status=422)
        assert problem.json["errors"][0]["place"] == f"body.{key}"
    async with world.client.request(
        "GET", f"/fhir/Practitioner/{near.worker.id}", headers=near.bearer()
    ) as answer:
        assert (answer.status, (await answer.json())["id"]) == (200, near.worker.id)
    async with world.client.request(
        "GET", f"/fhir/Practitioner/{world.far.manager.id}", headers=near.bearer()
    ) as answer:
        assert answer.status == 404


async def test_list_is_cut_by_time_and_referral(world: World, api: ApiClient) -> None:
    start = world.near.appointment.starts_at
    early = start.isoformat().replace("+00:00", "Z")
    assert len((await api.get(f"/appointments?since={early}")).json["items"]) == 1
    assert (await api.get(f"/appointments?until={early}")).json["items"] == []
    mine = world.near.jean.referral.id
    assert len((await api.get(f"/appointments?referral={mine}")).json["items"]) == 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/csv; charset=utf-8; header=present", 200),
        ("application/csv", 200),
        ("application/vnd.ms-excel", 200),
        ("text/plain", 200),
        ("application/octet-stream", 200),
        ("application/json", 415),
        ("application/x-www-form-urlencoded", 415),
    ],
)
async def test_a_sheet_is_taken_by_each_name_that_programs_give_it(
    world: World, manager: ApiClient, kind: str, status: int
) -> None:
    row = f"2026-12-04 10:00,{world.near.worker.email},phone,07700900171,\n"
    manager.headers = {"Content-Type": kind}
    path = "/practices/near/appointments/import"
    await manager.call("POST", path, status=status, data=(HEADER + row).encode())


async def _import(client: ApiClient, csv: str, *, status: int) -> object:
    client.headers = {"Content-Type": "text/csv"}
    path = "/practices/near/appointments/import"
    return (await client.call("POST", path, status=status, data=csv.encode())).json


async def _visits(world: World) -> int:
    async with world.db.read() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Appointment)) or 0


async def test_import_books_on_the_practices_wall_clock_with_reminders(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    csv = "\ufeff" + HEADER + f"2027-07-01 10:00,{worker},phone,07700 900555,Ina Minute\n"
    made = await _import(manager, csv, status=200)
    assert isinstance(made, dict)
    assert made["imported"] == 1
    assert made["items"][0]["starts_at"] == "2027-07-01T09:00:00Z"
    async with world.db.read() as uow:
        timers = await uow.timers.of_owner("appointment", made["items"][0]["id"])
        people = (await uow.session.scalars(select(Patient))).all()
    assert {one.key for one in timers} == {"3d", "1d"}
    assert "+447700900555" in {str(one.contact) for one in people}
    referral = (await manager.get(f"/referrals/{made['items'][0]['referral']}")).json
    assert (referral["status"], referral["name"]) == ("open", "Ina Minute")


async def test_a_long_visit_of_a_diary_stays_long_when_it_is_moved_where_that_is_free(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    header = "starts_at,ends_at,link_worker,phone\n"
    long = f"2026-12-01 10:00,11:00,{worker},07700900555\n"
    next_day = f"2026-12-02 10:30,11:00,{worker},07700900556\n"
    done: Any = await _import(manager, header + long + next_day, status=200)
    path = f"/appointments/{done['items'][0]['id']}"
    desk = ApiClient(world, world.near)
    for starts, ends in (
        ("2026-12-01T12:00:00Z", "2026-12-01T13:00:00Z"),
        ("2026-12-02T10:00:00Z", "2026-12-02T10:30:00Z"),  # somebody comes at half past
    ):
        moved = await desk.call("PATCH", path, {"starts_at": starts})
        assert moved.json["ends_at"] == ends


async def test_import_reads_the_letters_that_excel_writes(world: World, manager: ApiClient) -> None:
    manager.headers = {"Content-Type": "text/csv"}
    path = "/practices/near/appointments/import"
    worker = world.near.worker.email
    for month, encoding in ((6, "utf-16"), (7, "cp1252")):
        line = f"2027-0{month}-01 10:00,{worker},phone,07700 90055{month},Zoë\r\n"
        data = (HEADER + line).encode(encoding)
        made = (await manager.call("POST", path, data=data)).json["items"][0]
        assert (await manager.get(f"/referrals/{made['referral']}")).json["name"] == "Zoë"
    workbook = await manager.call("POST", path, status=422, data=b"PK\x03\x04 a workbook")
    assert "save it as CSV" in workbook.json["errors"][0]["problem"]


async def test_import_tells_every_problem_of_every_row_and_saves_nothing(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    before = await _visits(world)
    csv = HEADER + (
        f"2027-07-01 10:00,{worker},phone,07700900555,Good Row\n"
        f"tomorrow,nobody@near.example,pigeon,0141 496 0000,Bad Row\n"
        f"2020-01-01 10:00,{worker},phone,07700900556,Past\n"
        f"2027-07-01 10:00,{worker},phone,07700900557,Same Time\n"
    )
    problem = await _import(manager, csv, status=422)
    assert isinstance(problem, dict)
    places = [one["place"] for one in problem["errors"]]
    assert places == [
        "row 3, starts_at",
        "row 3, link_worker",
        "row 3, phone",
        "row 3, mode",
        "row 4, starts_at",
        "row 5, starts_at",
    ]
    assert await _visits(world) == before


async def test_import_of_a_taken_time_saves_nothing(world: World, manager: ApiClient) -> None:
    worker = world.near.worker.email
    before = await _visits(world)
    taken = world.near.appointment.starts_at.isoformat()
    csv = HEADER + (
        f"2027-07-01 10:00,{worker},phone,07700900555,\n{taken},{worker},phone,07700900556,\n"
    )
    problem = await _import(manager, csv, status=409)
    assert isinstance(problem, dict)
    assert [one["place"] for one in problem["errors"]] == ["row 3"]
    assert await _visits(world) == before


async def test_import_notes_what_overlaps_and_who_is_not_texted(
    world: World, manager: ApiClient
) -> None:
    near = world.near
    async with world.db.begin() as uow:
        jean = near.jean.patient
        uow.opt_outs.add(
            OptOut(practice_id=jean.practice_id, patient_id=jean.id, source="word", at=NOW)
        )
    csv = HEADER + (
        f"2027-07-01 10:00,{near.worker.email},phone,{near.jean.patient.contact},\n"
        f"2027-07-01 10:10,{near.worker.email},phone,07700900556,\n"
        f"{near.appointment.starts_at + timedelta(minutes=5):%Y-%m-%d %H:%M}Z,"
        f"{near.worker.email},phone,07700900557,\n"
    )
    done = await _import(manager, csv, status=200)
    assert isinstance(done, dict)
    assert done["imported"] == 3
    assert [(one["row"], one["note"].split()[0]) for one in done["notes"]] == [
        *((2, "texted"), (3, "overlaps"), (4, "overlaps"))
    ]


async def test_import_leaves_out_what_is_just_past_and_who_has_no_mobile(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    csv = HEADER + (
        f"{NOW - timedelta(days=2):%Y-%m-%d %H:%M},{worker},phone,07700900555,Ina\n"
        f"2027-07-01 10:00,{worker},phone,0141 496 0000,Tam\n"
        f"2027-07-01 11:00,{worker},phone,07700900556,Zoe\n"
        f"2027-07-01 12:00,{worker},home visit,07700900557,Ada\n"
    )
    done = await _import(manager, csv, status=200)
    assert isinstance(done, dict)
    assert done["imported"] == 1
    assert [(one["row"], one["note"].split(",")[0]) for one in done["notes"]] == [
        (2, "is past"),
        (3, "has no UK mobile number"),
        (5, "is not how people meet here"),
    ]


async def test_import_of_two_names_at_one_number_saves_nothing_and_tells_no_name(
    world: World, manager: ApiClient
) -> None:
    near, before = world.near, await _visits(world)
    row = f"2027-07-01 10:00,{near.worker.email},phone,{near.jean.patient.contact}"
    problem = await _import(manager, HEADER + f"{row},Tam Kerr\n", status=409)
    assert isinstance(problem, dict)
    assert [one["place"] for one in problem["errors"]] == ["row 2"]
    assert "another name" in problem["errors"][0]["problem"]
    assert "Jean" not in str(problem)
    later = row.replace("10:00", "10:30")
    problem = await _import(manager, HEADER + f"{row},Jean Broon\n{later},Tam\n", status=422)
    assert isinstance(problem, dict)
    assert [one["place"] for one in problem["errors"]] == ["row 3, name"]
    assert await _visits(world) == before


async def test_import_without_rows_or_columns_is_refused(world: World, manager: ApiClient) -> None:
    for csv in ("", "name\nx\n", HEADER):
        await _import(manager, csv, status=422)


async def test_the_same_file_twice_books_once_even_after_a_cancellation(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    csv = HEADER + f"2027-07-01 10:00,{worker},phone,07700900555,Ina Minute\n"
    first = await _import(manager, csv, status=200)
    assert isinstance(first, dict)
    before = await _visits(world)
    again = await _import(manager, csv, status=200)
    assert isinstance(again, dict)
    assert again["imported"] == 0
    assert [one["id"] for one in again["items"]] == [first["items"][0]["id"]]
    manager.headers = {}
    await manager.patch(f"/appointments/{first['items'][0]['id']}", {"status": "cancelled"})
    kept = await _import(manager, csv, status=200)
    assert isinstance(kept, dict)
    assert kept["items"][0]["status"] == "cancelled"
    assert await _visits(world) == before


async def test_another_person_at_a_time_that_is_kept_is_still_refused(
    world: World, manager: ApiClient
) -> None:
    worker = world.near.worker.email
    await _import(manager, HEADER + f"2027-07-01 10:00,{worker},phone,07700900555,\n", status=200)
    csv = HEADER + f"2027-07-01 10:00,{worker},phone,07700900556,\n"
    await _import(manager, csv, status=409)


@pytest.mark.parametrize("is_given_away", [True, False])
async def test_a_time_called_off_is_offered_unless_the_same_file_gives_it_away(
    world: World, manager: ApiClient, is_given_away: bool
) -> None:
    near = world.near
    async with world.db.begin() as uow:
        waits = await a_case(uow, near.practice, name="Ina Minute")
        place = uow.waiting_places.add(
            WaitingPlace(
                practice_id=near.practice.id,
                patient_id=waits.patient.id,
                referral_id=waits.referral.id,
                modes=["phone"],
                joined_at=world.clock.now(),
            )
        )
    at = f"{near.appointment.starts_at:%Y-%m-%d %H:%M},{near.worker.email},phone"
    csv = "starts_at,link_worker,mode,phone,status\n"
    csv += f"{at},{near.jean.patient.contact},Cancelled\n"
    csv += f"{at},07700900157,Booked\n" if is_given_away else ""

    done = await _import(manager, csv, status=200)

    assert isinstance(done, dict)
    statuses = sorted(one["status"] for one in done["items"])
    assert statuses == (["booked", "cancelled"] if is_given_away else ["cancelled"])
    kept = await world.row(WaitingPlace, place.id)
    assert kept.status == ("waiting" if is_given_away else "offered")
