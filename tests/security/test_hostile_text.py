"""What people write is shown as they wrote it, and runs nowhere: page or spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.web.csv_cells import safe
from storage.database import Database
from storage.private import PatientText, PersonName
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.house.tree import ROOT, python_files
from tests.security.test_headers import routes_of
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, Case, World, a_case, a_risk, world_of

NASTY = (
    "<script>xss()</script>",
    '"><img src=x onerror=xss()>',
    "' autofocus onfocus=xss() x='",
    "</textarea><svg onload=xss()>",
    "</title></script><xss-tag>",
    "javascript:xss()",
    "{{ 7919*6841 }}{% raise %}${7919*6841}",
    "<!--",
    "\u202egnp.exe\u2028<b>&amp;&lt;&#60;",
    "=cmd|'/c calc'!A1",
)
ALL = " ".join(NASTY)
_URLS = frozenset({"href", "src", "action", "formaction", "srcdoc", "data"})
_STREAMS = ("/events", "/live", ".ics", "/sign-out")


class Reader(HTMLParser):
    """What a browser would make of a page, as far as it can run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"xss-tag", "iframe", "object", "embed", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name.startswith("on") or name == "autofocus":
                self.found.append(f"{tag} {name}")
            if name in _URLS and address.startswith(("javascript:", "vbscript:", "data:")):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script" and "src" not in dict(attrs):
            self.found.append("inline script")


def runs(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.found + (["a template ran"] if "54173879" in html else [])


@pytest.mark.parametrize("nasty", NASTY[:5])
def test_the_reader_would_see_what_is_not_escaped(nasty: str) -> None:
    assert runs(f"<input value=\"{nasty}\"><input value='{nasty}'><textarea>{nasty}</textarea>")


@pytest.fixture
async def world(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path
) -> AsyncIterator[World]:
    async with world_of(sqlite_database, clock, tmp_path) as made:
        yield made


async def hostile(world: World) -> Case:
    """A case whose every word, and every word of the staff around it, is nasty."""
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.name = ALL[:200]
        words = {"role_title": NASTY[1], "who_for": ALL, "address": ALL, "council_name": NASTY[3]}
        practice.settings = practice.settings.model_copy(update=words)
        for id in (world.near.worker.id, world.near.manager.id, world.near.lead.id):
            staff = await uow.staff.get(id)
            assert staff is not None
            staff.name = ALL[:200]
        case = await a_case(uow, practice, name=ALL, words=ALL)
        await a_risk(uow, case)
        case.patient.contact_advice = PatientText(ALL)
        case.referral.summary = PatientText(ALL)
        await _surround(uow, world, case)
        await make.a_service(uow, name=ALL[:200], practice_id=practice.id)
    return case


async def _surround(uow: UnitOfWork, world: World, case: Case) -> None:
    """A need, a text, a note and a visit."""
    evidence = {"message_id": case.message.id, "start": 0, "end": 30, "words": ALL, "why": ALL}
    await make.a_need(uow, referral=case.referral, label="money", evidence=[evidence])
    await make.a_message(
        uow,
        conversation=case.conversation,
        direction="out",
        author="staff",
        kind="staff",
        text=PatientText(ALL),
        status="failed",
        reason="30005",
    )
    await make.a_note(uow, referral=case.referral, staff=world.near.worker, text=PatientText(ALL))
    await make.an_appointment(
        uow,
        link_worker=world.near.worker,
        patient=case.patient,
        referral=case.referral,
        starts_at=make.NOW + timedelta(days=4),
    )


def paths_of(world: World, case: Case) -> list[str]:
    """Every page there is, with this case's ids in its address."""
    places = {
        "referral": case.referral.id,
        "practice": world.near.practice.id,
        "staff": world.near.worker.id,
        "person": world.near.worker.id,
        "appointment": world.near.appointment.id,
        "flow": "self_referral",
    }
    app: Any = world.client.server.app
    found = set()
    for method, _ in routes_of(app):
        assert method
    for route in app.router.routes():
        path = route.resource.canonical if route.resource else ""
        if route.method == "GET" and not path.endswith(_STREAMS) and path.startswith("/staff"):
            found.add(re.sub(r"{(\w+)[^}]*}", lambda one: places.get(one[1], "none"), path))
    return sorted(found)


@pytest.mark.parametrize("role", ["worker", "manager", "lead"])
async def test_no_page_of_staff_runs_what_somebody_wrote(world: World, role: str) -> None:
    case = await hostile(world)
    browser = PageClient(world.client)
    await browser.sign_in(getattr(world.near, role).email, PASSWORD)
    faults, shown = [], 0
    for path in [*paths_of(world, case), f"/staff/search?q={NASTY[1]}", "/staff/?need=<script>"]:
        async with world.client.get(path) as answer:
            html = await answer.text()
            if "text/html" in answer.headers.get("Content-Type", ""):
                faults += [f"{path}: {each}" for each in runs(html)]
                shown += "xss()" in html and answer.status == 200
    assert faults == []
    assert shown > 15  # the words are there, as words


async def test_the_patients_own_page_runs_nothing(world: World) -> None:
    """The record summary, the guide and a chat page are built of the same words."""
    case = await hostile(world)
    browser = PageClient(world.client)
    await browser.sign_in(world.near.worker.email, PASSWORD)
    page = await browser.get(case.path)
    assert "&lt;script&gt;xss()" in page.html
    assert runs(page.html) == []
    assert "7919*6841" in page.text  # shown, never worked out


FORMULAS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\uff1d1+1",
    "\u00a0=1",
)


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Jean", "1.5", "", "a=1", "O'Neill", None, 12])
def test_any_other_cell_is_left_alone(cell: object) -> None:
    assert safe(cell) == ("" if cell is None else str(cell))


async def test_every_file_for_a_spreadsheet_is_disarmed(world: World) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.name = "=HYPERLINK(1)"
        staff = await uow.staff.get(world.near.worker.id)
        assert staff is not None
        staff.name = "+44 Morag"
        await a_case(uow, practice, name=PersonName("@SUM(A1)"), words="=1+1")
    browser = PageClient(world.client)
    await browser.sign_in(world.near.manager.email, PASSWORD)
    app: Any = world.client.server.app
    files = 0
    for method, path in {(m, p) for m, p in routes_of(app) if m == "GET" and p.endswith(".csv")}:
        for report in ("demand", "waits", "attendance", "texts", "gaps", "team"):
            address = path.replace("/near", f"/{report}") if "/near" in path else path
            async with world.client.get(
                address, headers=world.near.bearer("practice_manager")
            ) as answer:
                if answer.status != 200 or "csv" not in answer.headers["Content-Type"]:
                    continue
                files += 1
                rows = list(csv.reader(io.StringIO(await answer.text())))
            cells = [cell for row in rows for cell in row]
            assert [one for one in cells if one[:1] in "=+-@\t\r" and one] == [], (method, address)
    assert files


def test_only_one_place_writes_such_files() -> None:
    writers = [
        path.relative_to(ROOT).as_posix()
        for path in python_files("bot", "actions", "storage")
        if re.search(r"csv\.(writer|DictWriter)|writerow", path.read_text(encoding="utf-8"))
    ]
    assert writers == ["bot/web/csv_cells.py"]
