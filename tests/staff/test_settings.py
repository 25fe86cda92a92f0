"""The settings of a practice, over HTTP, as its manager changes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.texts.queue_text import body_of
from storage.models import Audit, Practice, PracticeSettings, Staff
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.refusals import summary_of
from tests.support.world import PASSWORD, World, a_case


def at(world: World, page: str) -> str:
    return f"/staff/settings/{world.near.practice.id}/{page}"


async def kept(world: World) -> PracticeSettings:
    row: Practice = await world.row(Practice, world.near.practice.id)
    return row.settings


async def save(world: World, manager: PageClient, page: str, **typed: str | None) -> Page:
    """Fill in a page and send it; None unticks a box."""
    return await send(world, manager, page, 200, **typed)


async def send(
    world: World, manager: PageClient, page: str, status: int, **typed: str | None
) -> Page:
    form = (await manager.get(at(world, page))).form(f"/{page}")
    fields = {**form.fields, **typed}
    return await manager.post(
        form.action, {k: v for k, v in fields.items() if v is not None}, status=status
    )


async def test_hub_tells_each_choice_and_leads_to_it(world: World, manager: PageClient) -> None:
    hub = await manager.get("/staff/settings")
    assert "Link worker: 30 minutes" in hub.text
    assert "1 link worker; new referrals go to a shared pool" in hub.text
    assert "On, 3 days and 1 day before" in hub.text
    assert "Every day 09:00 to 20:00" in hub.text
    assert "1 open case" in hub.text
    for page in ("work", "team", "intake", "reminders", "hours", "team-hours", "contact", "area"):
        assert at(world, page) in hub.html
    assert at(world, "import") in hub.html


async def test_way_of_working_is_kept_and_audited(world: World, manager: PageClient) -> None:
    saved = await save(
        world,
        manager,
        "work",
        role_title="community connector",
        minutes="45",
        usual="6",
        mode_video="yes",
        mode_home="yes",
        mode_in_person=None,
        who_for="Anyone over 16 who is registered with us.",
    )
    assert "Settings saved" in saved.text
    assert "Community connector: 45 minutes, usually 6 appointments" in saved.text
    settings = await kept(world)
    assert settings.role_title == "community connector"
    assert settings.modes == ("phone", "video", "home")
    assert settings.who_for == "Anyone over 16 who is registered with us."
    async with world.db.read() as uow:
        trail: list[Audit] = list(await uow.audit.page([world.near.practice.id]))
    (entry,) = [one for one in trail if one.action == "set_way_of_working"]
    assert entry.actor == f"staff:{world.near.manager.id}"
    assert "role_title" in entry.detail["changed"]


WRONG: dict[str, list[tuple[dict[str, str | None], str, str]]] = {
    "work": [
        ({"role_title": ""}, "role_title", "Write the title"),
        ({"role_title": "x" * 31}, "role_title", "letters only, 30 at the most"),
        ({"role_title": "worker {name}"}, "role_title", "letters only"),
        ({"minutes": "half an hour"}, "minutes", "whole number from 5 to 240"),
        ({"usual": "0"}, "usual", "whole number from 1 to 50"),
        ({"age": ""}, "age", "whole number from 0 to 120"),
        ({"mode_phone": None, "mode_in_person": None}, "mode_phone", "at least one way"),
        ({"who_for": "x" * 131}, "who_for", "130 characters"),
    ],
    "reminders": [
        ({"before": "soon"}, "before", "write each time as a number"),
        ({"before": ""}, "before", "say one time at least"),
        ({"before": "1h 2h 3h 4h 5h 6h"}, "before", "Five reminders"),
        ({"wording": "x" * 161}, "wording", "Your own line: use 160 characters"),
        ({"wording": "Ask for {worker}."}, "wording", "Your own line: leave out the brackets"),
    ],
    "hours": [
        ({"from_1": "08:30"}, "from_1", "Tuesday: write a time like 09:00"),
        ({"to_2": "20:30"}, "to_2", "Wednesday: write a time like 17:30"),
        ({"to_2": "half five"}, "to_2", "Wednesday: write a time like 17:30"),
        ({"from_0": "12:00", "to_0": "11:00"}, "to_0", "end must come after"),
        ({f"on_{n}": None for n in range(7)}, "on_0", "at least one day"),
    ],
    "team-hours": [
        ({"opens": "nine"}, "opens", "From: write a time like 09:00"),
        ({"closes": "25:00"}, "closes", "Until: write a time like 17:00"),
        ({"opens": "T0900", "closes": "T1700"}, "opens", "From: write a time like 09:00"),
        ({"opens": "17:00", "closes": "09:00"}, "closes", "Until: the end must come after"),
        ({f"on_{n}": None for n in range(7)}, "on_0", "at least one day"),
        ({"escalation": "0"}, "escalation", "whole number from 1 to 480"),
        ({"escalation": "never"}, "escalation", "whole number from 1 to 480"),
    ],
    "area": [
        (
            {"homeless_line": "ask the council"},
            "homeless_line",
            "Homeless line: write a UK telephone number",
        ),
        (
            {"crisis_grant_line": "0141 496"},
            "crisis_grant_line",
            "Crisis grants: write a UK telephone number",
        ),
        ({"council_name": "x" * 161}, "council_name", "Council: use 160 characters"),
        ({"outcodes": "G20 7AB"}, "outcodes", "Postcodes: write the first half of each"),
    ],
    "intake": [
        ({"weeks": "lots"}, "weeks", "whole number from 1 to 104"),
        ({"capacity": "-1"}, "capacity", "whole number from 1 to 5000"),
        ({"closes": "yes"}, "capacity", "Open cases: say at how many"),
    ],
    "team": [
        ({"enabled": "yes"}, "limit_", "at least one link worker a limit"),
    ],
    "contact": [
        ({"phone": "ring the bell"}, "phone", "Number to give: write a UK telephone number"),
        ({"phone": "+33 1 99 00 00 00"}, "phone", "Number to give: write a UK telephone number"),
        ({"address": "x" * 201}, "address", "Address: use 200 characters"),
        ({"duty_phone": "ask Morag"}, "duty_phone", "Number on duty: write a UK mobile number"),
        ({"duty_phone": "0141 496 0000"}, "duty_phone", "Number on duty: write a UK mobile number"),
    ],
}
"""By page: what is typed, the field that is named, and what is said of it."""


@pytest.mark.parametrize("page", WRONG)
async def test_wrong_value_names_its_field_keeps_what_was_typed_and_saves_nothing(
    world: World, manager: PageClient, page: str
) -> None:
    before = await kept(world)
    for typed, field, sentence in WRONG[page]:
        answer = await send(world, manager, page, 422, **typed)
        assert answer.title.startswith("Error: ")
        assert "There is a problem" in answer.text
        assert f'href="#{field}' in answer.html
        assert sentence in answer.text
        shown = answer.form(f"/{page}").fields
        assert {name: shown.get(name) for name in typed} == typed
    assert await kept(world) == before


ALL_WRONG: dict[str, dict[str, str | None]] = {
    "area": {
        "homeless_line": "ring us",
        "crisis_grant_line": "ring us",
        "council_name": "x" * 161,
        "place": "x" * 161,
        "outcodes": "Glasgow",
    },
    "contact": {"phone": "ring us", "address": "x" * 201, "duty_phone": "ring us"},
    "work": {
        "role_title": "",
        "minutes": "half an hour",
        "usual": "some",
        **{f"mode_{mode}": None for mode in ("phone", "in_person", "video", "home")},
        "age": "old",
        "who_for": "x" * 131,
    },
    "team-hours": {
        **{f"on_{n}": None for n in range(7)},
        "opens": "nine",
        "escalation": "never",
    },
    "reminders": {"before": "soon", "wording": "x" * 161},
}
"""Each field that can be wrong, or of several the first, in the order of the page."""


@pytest.mark.parametrize("page", ALL_WRONG)
async def test_where_all_is_wrong_each_sentence_says_which_field_it_is_of(
    world: World, manager: PageClient, page: str
) -> None:
    answer = await send(world, manager, page, 422, **ALL_WRONG[page])
    told = [field for field, _ in summary_of(answer.html)]
    assert told == [one for one in ALL_WRONG[page] if one in told]
    assert len(told) > 1


async def test_area_and_council_are_kept_and_people_are_told_the_numbers(
    world: World, manager: PageClient
) -> None:
    typed = {
        "homeless_line": "0141 496 0101",
        "crisis_grant_line": "0141 496 0102 (Mon-Fri 9-5)",
        "council_name": "Glasgow City",
        "place": " Craigmhor ",
        "outcodes": "g20, G21 g20",
    }
    seen = await send(world, manager, "area", 200, preview="yes", **typed)
    assert "The council must help, day or night: 0141 496 0101" in seen.text
    assert "Ask for a Crisis Grant: 0141 496 0102 (Mon-Fri 9-5)" in seen.text
    assert (await kept(world)).homeless_line == ""
    saved = await save(world, manager, "area", **typed)
    assert "Craigmhor, Glasgow City, G20, G21" in saved.text
    settings = await kept(world)
    assert (settings.place, settings.outcodes) == ("Craigmhor", ("G20", "G21"))
    assert settings.crisis_grant_line == "0141 496 0102 (Mon-Fri 9-5)"
    async with world.db.read() as uow:
        trail: list[Audit] = list(await uow.audit.page([world.near.practice.id]))
    assert [one.actor for one in trail if one.action == "set_area"] == [
        f"staff:{world.near.manager.id}"
    ]
    await save(world, manager, "area", **dict.fromkeys(typed, ""))
    assert "Nobody has said which area this is" in (await manager.get("/staff/settings")).text


async def test_the_youngest_age_and_when_danger_is_told_again_are_kept(
    world: World, manager: PageClient
) -> None:
    saved = await save(world, manager, "work", age="18")
    assert "From the age of 18 on" in saved.text
    await save(world, manager, "team-hours", escalation="30")
    settings = await kept(world)
    assert (settings.minimum_age, settings.risk_escalation_minutes) == (18, 30)


async def test_reminders_are_planned_anew_and_the_own_line_is_kept(
    world: World, manager: PageClient
) -> None:
    await save(world, manager, "reminders", before="2d, 3h", wording="Bring your letters.")
    settings = await kept(world)
    assert settings.reminders.before == ("2d", "3h")
    assert settings.reminders.wording == "Bring your letters."
    async with world.db.read() as uow:
        timers = await uow.timers.of_owner("appointment", world.near.appointment.id)
    assert {one.key for one in timers if one.status == "waiting"} == {"2d", "3h"}


async def test_a_line_that_makes_a_reminder_several_texts_says_so(
    world: World, manager: PageClient
) -> None:
    wording = "Bring your letters \U0001f600"
    shown = await send(world, manager, "reminders", 200, preview="yes", wording=wording)
    assert "Each is paid for as" in shown.text
    saved = await save(world, manager, "reminders", wording=wording)
    assert "each reminder is paid for as several texts" in saved.text
    saved = await save(world, manager, "reminders", wording="Bring letters.")
    assert "Settings saved." in saved.text


async def test_times_are_shown_and_read_as_people_write_them(
    world: World, manager: PageClient
) -> None:
    await save(world, manager, "reminders", before="3 days, 1 day and an hour before")
    assert (await kept(world)).reminders.before == ("3d", "1d", "1h")
    page = await manager.get(at(world, "reminders"))
    assert page.form("/reminders").fields["before"] == "3 days, 1 day, 1 hour"
    refused = await send(world, manager, "reminders", 422, before="soon")
    assert "3 days, 2 hours" in refused.text


async def test_preview_shows_the_very_text_and_keeps_nothing(
    world: World, manager: PageClient
) -> None:
    typed = {"preview": "yes", "wording": "Bring your letters."}
    page = await send(world, manager, "reminders", 200, **typed)
    assert "Your chat with Morag is Thu 26 Nov, 10:30am by phone. Bring your letters." in page.text
    assert "1 Yes 2 Change it 3 Not needed" in page.text
    neutral = page.text.split("somebody else may be reading")[1]
    assert "Bring your letters" not in neutral.split("What it costs")[0]
    assert page.form("/reminders").fields["wording"] == "Bring your letters."
    assert (await kept(world)).reminders.wording is None


async def test_cost_is_worked_out_from_last_years_visits(world: World, manager: PageClient) -> None:
    async with world.db.begin() as uow:
        for n in range(3):
            await make.an_appointment(
                uow,
                link_worker=world.near.worker,
                patient=world.near.jean.patient,
                starts_at=make.NOW - timedelta(days=10 + n),
                status="cancelled" if n == 2 else "attended",
            )
    page = await manager.get(at(world, "reminders"))
    assert "£0.10 a year at the most" in page.text  # 2 visits x 2 reminders x 1 segment x 2.6p
    assert "Appointments in the last year 2 Reminders for each × 2 Texts a year = 4" in page.text
    off = await send(world, manager, "reminders", 200, preview="yes", enabled=None)
    assert "Reminders are off, so nothing." in off.text


async def test_hours_of_each_day_are_kept_and_a_whole_week_alike_is_kept_as_one(
    world: World, manager: PageClient
) -> None:
    saved = await save(world, manager, "hours", on_6=None, to_5="12:00")
    assert "Mon 09:00 to 20:00" in saved.text
    assert "Sat 09:00 to 12:00" in saved.text
    week = (await kept(world)).sending_week
    assert [one.weekday for one in week] == [0, 1, 2, 3, 4, 5]
    again = await manager.get(at(world, "hours"))
    assert "on_6" not in again.form("/hours").fields
    assert again.form("/hours").fields["to_5"] == "12:00"
    await save(world, manager, "hours", on_6="yes", to_5="20:00")
    settings = await kept(world)
    assert settings.sending_week == ()
    assert (settings.sending_from, settings.sending_to) == ("09:00", "20:00")


async def test_people_are_told_the_hours_in_which_the_team_reads_as_its_manager_sets_them(
    world: World, manager: PageClient
) -> None:
    steps = await manager.get("/staff/start")
    assert at(world, "team-hours") in steps.html
    page = await manager.get(at(world, "team-hours"))
    assert "Our team is told and reads texts Mon-Fri 9am-5pm" in page.text
    saved = await save(
        world, manager, "team-hours", on_0=None, on_2=None, opens="08:30", closes="16:00"
    )
    assert "Tue, Thu, Fri 8:30am-4pm" in saved.text
    settings = await kept(world)
    assert (settings.team_days, settings.team_from, settings.team_to) == (
        (1, 3, 4),
        "08:30",
        "16:00",
    )


async def test_hours_page_says_that_danger_is_answered_at_any_hour(
    world: World, manager: PageClient
) -> None:
    page = await manager.get(at(world, "hours"))
    assert "Replies to somebody in danger go out at once, day and night." in page.text


async def test_closed_intake_shows_the_waiting_text_with_the_crisis_lines(
    world: World, manager: PageClient
) -> None:
    page = await send(world, manager, "intake", 200, preview="yes", weeks="6")
    assert "The wait is about 6 weeks." in page.text
    for line in ("999", "NHS 24 on 111", "Samaritans 116 123"):
        assert line in page.text
    assert "First" not in page.text  # two questions come before it, as the story of it shows
    assert "Once they have said what they need, and that we may text them" in page.text
    assert (await kept(world)).waiting_weeks is None
    saved = await save(world, manager, "intake", open="no", weeks="6")
    assert "Closed" in saved.text
    settings = await kept(world)
    assert (settings.intake_open, settings.waiting_weeks) == (False, 6)


async def test_inbox_says_that_intake_closed_by_itself_until_somebody_opens_it(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.settings = practice.settings.model_copy(
            update={"intake_open": False, "closed_when_full": True, "capacity": 1}
        )
    inbox = await manager.get("/staff/")
    assert "Intake closed by itself" in inbox.text
    assert "once they have said what they need and that we may text them" in inbox.text
    assert at(world, "intake") in inbox.html
    await save(world, manager, "intake", open="yes")
    assert "Intake closed by itself" not in (await manager.get("/staff/")).text
    assert (await kept(world)).closed_when_full is False
    await save(world, manager, "intake", open="no")
    by_hand = await manager.get("/staff/")
    assert "New referrals are closed" in by_hand.text and "by itself" not in by_hand.text


async def test_sharing_is_kept_with_a_limit_for_each(world: World, manager: PageClient) -> None:
    limit = f"limit_{world.near.worker.id}"
    saved = await save(world, manager, "team", **{"enabled": "yes", limit: "30"})
    assert "new referrals are shared among 1" in saved.text
    sharing = (await kept(world)).sharing
    assert sharing.enabled
    assert sharing.limits == {world.near.worker.id: 30}
    page = await manager.get(at(world, "team"))
    assert page.form("/team").fields[limit] == "30"


async def test_team_shows_open_cases_and_who_is_away(world: World, manager: PageClient) -> None:
    async with world.db.begin() as uow:
        await a_case(uow, world.near.practice, assigned_to=world.near.worker.id)
        await a_case(uow, world.near.practice, assigned_to=world.near.worker.id, status="closed")
        make.a_leave(uow, link_worker=world.near.worker)
    text = (await manager.get(at(world, "team"))).text
    assert "Morag of Near on leave morag@near.example 1" in text


async def test_contact_is_kept_as_people_read_it(world: World, manager: PageClient) -> None:
    saved = await save(
        world,
        manager,
        "contact",
        phone="01414960000",
        address="1 High Street\nCraigmhor",
        duty_phone="+447700900002",
    )
    assert "People are given 0141 496 0000" in saved.text
    assert "On duty: 07700 900002" in saved.text
    assert (await kept(world)).address.splitlines() == ["1 High Street", "Craigmhor"]


NEAR, FAR = "+447700900701", "+447700900702"


@pytest.fixture
async def administrator(world: World, browser: PageClient) -> PageClient:
    await _number(world)
    async with world.db.begin() as uow:
        worker = await uow.session.get_one(Staff, world.near.worker.id)
        worker.role = "administrator"
    await browser.sign_in(world.near.worker.email, PASSWORD)
    return browser


async def _number(world: World) -> None:
    """Both practices have a number that texts come to."""
    async with world.db.begin() as uow:
        for surgery, number in ((world.near, NEAR), (world.far, FAR)):
            practice = await uow.session.get_one(Practice, surgery.practice.id)
            practice.phone = make.PhoneNumber(number)


async def test_danger_is_told_to_no_number_that_texts_come_to(
    world: World, manager: PageClient
) -> None:
    await _number(world)
    for number in (NEAR, FAR):
        refused = await send(world, manager, "contact", 422, duty_phone=number)
        assert "Texts come to that number here, so nobody would see it" in refused.text
        assert 'href="#duty_phone"' in refused.html
    assert (await kept(world)).duty_phone == ""


async def test_administrator_changes_the_texting_number(
    world: World, administrator: PageClient
) -> None:
    saved = await save(world, administrator, "contact", texting="07700 900777")
    assert "Texts come from +447700900777" in saved.text
    assert (await world.row(Practice, world.near.practice.id)).phone == "+447700900777"
    async with world.db.read() as uow:
        done = list(await uow.session.scalars(select(Audit.action)))
    assert done.count("set_texting_number") == 1
    await save(world, administrator, "contact", texting="")
    assert (await world.row(Practice, world.near.practice.id)).phone is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("theirs", "Another practice has that number"),
        ("ring", "country"),
        ("0141 496 0000", "Write a mobile number"),
    ],
)
async def test_texting_number_must_be_a_number_and_free(
    world: World, administrator: PageClient, typed: str, sentence: str
) -> None:
    texting = FAR if typed == "theirs" else typed
    refused = await send(
        world, administrator, "contact", 422, texting=texting, phone="0141 496 0000"
    )
    assert sentence in refused.text
    assert refused.form("/contact").fields["texting"] == texting
    assert (await world.row(Practice, world.near.practice.id)).phone == NEAR
    assert (await kept(world)).phone_to_give == ""


async def test_manager_reads_the_texting_number_and_cannot_change_it(
    world: World, manager: PageClient
) -> None:
    await _number(world)
    page = await manager.get(at(world, "contact"))
    assert "texting" not in page.form("/contact").fields
    assert NEAR in page.text
    fields = {**page.form("/contact").fields, "texting": "07700 900777"}
    await manager.post(at(world, "contact"), fields)
    assert (await world.row(Practice, world.near.practice.id)).phone == NEAR


def test_what_is_previewed_is_made_as_it_is_sent() -> None:
    assert body_of("Suits?", [("Yes", "/y"), ("No", "/n")]) == "Suits?\n1 Yes\n2 No"
