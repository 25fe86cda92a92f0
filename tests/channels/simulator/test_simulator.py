from __future__ import annotations

import re
from datetime import timedelta
from typing import TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import ManualClock
from storage.database import Database
from storage.models import Patient, Timer
from tests import builders
from tests.support.pages import QUESTION, AnsweringTurns, faults_of

Browser: TypeAlias = TestClient[web.Request, web.Application]


async def test_the_page_is_sound_before_and_after_the_first_text(browser: Browser) -> None:
    before = await (await browser.get("/try")).text()
    after = await (await browser.post("/try/messages", data={"text": "skint"})).text()

    assert faults_of(before) == []
    assert faults_of(after) == []
    assert "Nothing here yet" in before
    assert QUESTION in after


async def test_each_browser_gets_a_phone_of_its_own(app: web.Application, browser: Browser) -> None:
    first = await (await browser.get("/try")).text()
    async with TestClient(TestServer(app)) as other:
        second = await (await other.get("/try")).text()

    assert "07700 900100" in first
    assert "07700 900101" in second


async def test_two_phones_at_once_keep_their_texts_and_clocks_apart(
    app: web.Application, browser: Browser, turns: AnsweringTurns
) -> None:
    async with TestClient(TestServer(app)) as other:
        await browser.get("/try")
        await other.get("/try")
        await browser.post("/try/messages", data={"text": "from the first"})
        await other.post("/try/messages", data={"text": "from the second"})
        await browser.post("/try/clock", data={"by": "three_days"})
        first = await (await browser.get("/try")).text()
        second = await (await other.get("/try")).text()

    assert "from the second" not in first
    assert "from the first" not in second
    assert "3 days ahead" in first
    assert "ahead" not in second
    assert len({one.contact for one in turns.received}) == 2


async def test_a_number_that_a_patient_has_is_never_given_away(
    browser: Browser, sqlite_database: Database
) -> None:
    async with sqlite_database.begin() as uow:
        practice = await uow.practices.by_code("demo")
        await builders.a_patient(uow, practice=practice, contact="+447700900100")

    assert "07700 900101" in await (await browser.get("/try")).text()


async def test_a_forged_cookie_opens_nobodys_phone(app: web.Application, browser: Browser) -> None:
    await browser.get("/try")
    await browser.post("/try/messages", data={"text": "my text"})
    async with TestClient(
        TestServer(app), cookies={"blether_phone": "+447700900100.token.signature"}
    ) as thief:
        html = await (await thief.get("/try")).text()

    assert "my text" not in html
    assert "07700 900101" in html


async def test_a_new_phone_starts_empty(browser: Browser) -> None:
    await browser.get("/try")
    await browser.post("/try/messages", data={"text": "my text"})
    html = await (await browser.post("/try/phone")).text()

    assert "my text" not in html
    assert "07700 900101" in html


async def test_numbered_answers_can_be_tapped(browser: Browser) -> None:
    await browser.get("/try")
    html = await (await browser.post("/try/messages", data={"text": "skint"})).text()

    assert re.search(r'value="2">2 No, change it</button>', html)


@pytest.mark.parametrize(("text", "status"), [("  ", 422), ("a" * 1601, 413)])
async def test_what_no_phone_sends_is_refused_in_a_sentence(
    browser: Browser, turns: AnsweringTurns, text: str, status: int
) -> None:
    await browser.get("/try")
    answer = await browser.post("/try/messages", data={"text": text})
    told = await browser.post("/try/messages", data={"text": text}, headers={"X-Stay": "1"})
    html = await answer.text()

    assert (answer.status, told.status) == (status, status)
    assert "That " in await told.text() and faults_of(html) == []
    assert f"{text.strip()}</textarea>" in html and 'maxlength="1600"' in html
    assert turns.received == []


async def _only_patient(database: Database) -> Patient:
    async with database.read() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        (patient,) = await uow.patients.of_practice(practice.id)
        return patient


async def _set_timer(database: Database, patient: Patient, clock: ManualClock, hours: int) -> str:
    async with database.begin() as uow:
        timer = uow.timers.add(
            Timer(
                practice_id=patient.practice_id,
                patient_id=patient.id,
                kind="reminder",
                owner_type="appointment",
                owner_id=f"appointment {hours}",
                due_at=clock.now() + timedelta(hours=hours),
            )
        )
        return timer.id


async def test_the_clock_stops_at_everything_due_on_the_way(
    browser: Browser, sqlite_database: Database, clock: ManualClock, sweeps: list[None]
) -> None:
    await browser.get("/try")
    await browser.post("/try/messages", data={"text": "hello"})
    patient = await _only_patient(sqlite_database)
    for hours in (5, 30):
        await _set_timer(sqlite_database, patient, clock, hours)
    sweeps.clear()

    html = await (await browser.post("/try/clock", data={"by": "three_days"})).text()

    assert len(sweeps) == 3  # at five hours, at thirty, and at the end
    assert "3 days ahead" in html


async def test_to_the_next_thing_moves_exactly_that_far(
    browser: Browser, sqlite_database: Database, clock: ManualClock
) -> None:
    await browser.get("/try")
    await browser.post("/try/messages", data={"text": "hello"})
    timer_id = await _set_timer(
        sqlite_database, await _only_patient(sqlite_database), clock, hours=26
    )
    before = await (await browser.get("/try")).text()
    await browser.post("/try/clock", data={"by": "next"})

    assert re.search(r"reminder: .*Tue 24 Nov, 12pm", before)
    assert (await _only_patient(sqlite_database)).time_shift_seconds == 26 * 3600
    async with sqlite_database.read() as uow:
        timer = await uow.timers.get(timer_id)
    assert timer is not None and timer.due_at == clock.now()


async def test_the_visitor_can_be_the_link_worker(browser: Browser) -> None:
    await browser.get("/try")
    await browser.post("/try/messages", data={"text": "hello"})
    taken = await (await browser.post("/try/staff", data={"do": "take_over"})).text()
    replied = await (
        await browser.post("/try/staff", data={"do": "reply", "text": "It's Morag here"})
    ).text()
    back = await (await browser.post("/try/staff", data={"do": "hand_back"})).text()

    assert "Morag Sinclair has taken over" in taken
    assert "It&#39;s Morag here" in replied
    assert "Blether is answering" in back


async def test_what_cannot_be_done_is_said_in_a_sentence(browser: Browser) -> None:
    await browser.get("/try")
    early = await browser.post("/try/staff", data={"do": "take_over"})
    await browser.post("/try/messages", data={"text": "hello"})
    empty = await browser.post(
        "/try/staff", data={"do": "reply", "text": " "}, headers={"X-Stay": "1"}
    )

    assert early.status == 409
    assert faults_of(await early.text()) == []
    assert (empty.status, await empty.text()) == (409, "Write something first.")


async def test_without_a_phone_a_form_leads_back_to_the_page(browser: Browser) -> None:
    answer = await browser.post("/try/messages", data={"text": "hello"}, allow_redirects=False)

    assert (answer.status, answer.headers["Location"]) == (303, "/try")
