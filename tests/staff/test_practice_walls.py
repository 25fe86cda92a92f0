"""Practice A reaches nothing of practice B: tried with every route of the table."""

import pytest

from bot.staff.app import ROUTES
from bot.staff.route import Route
from storage.models import (
    Appointment,
    Audit,
    CannedReply,
    Conversation,
    Message,
    Practice,
    Referral,
    Room,
)
from tests import builders as make
from tests.builders import NOW
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World, a_case, a_risk

NAMED = {
    "{referral}",
    "{appointment}",
    "{practice}",
    "{person}",
    "{session}",
    "{worker}",
    "{entry}",
    "{room}",
    "{view}",
    "{message}",
    "{reply}",
    "{flow}",
    "{service}",
}
WITH_OBJECTS = [one for one in ROUTES if "{" in one.path]


def ids_of(world: World) -> dict[str, str]:
    return {
        "referral": world.far.jean.referral.id,
        "appointment": world.far.appointment.id,
        "practice": world.far.practice.id,
        "person": world.far.worker.id,
        "session": "0" * 32,  # test_account.py tries another's own
        "worker": world.far.worker.id,
        "entry": "0" * 32,
        "room": "f" * 32,
        "view": "0" * 32,  # test_inbox_views.py tries the view of a colleague
        "message": world.far.jean.message.id,
        "reply": world.far.practice.id,
        "flow": "no_such_flow",
        "service": world.far.practice.id,  # test_services.py tries one of theirs
    }


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


NEAR_ROLES = ("link_worker", "practice_manager")
"""Who tries the routes: each that it may use; between them they may use all."""


@pytest.mark.parametrize("role", NEAR_ROLES)
async def test_no_route_reaches_the_other_practice(
    role: str, world: World, browser: PageClient, subtests: pytest.Subtests
) -> None:
    person = world.near.worker if role == "link_worker" else world.near.manager
    home = await browser.sign_in(person.email, PASSWORD)
    csrf = home.form("/sign-out").fields["csrf"]
    async with world.db.begin() as uow:
        uow.rooms.add(Room(id="f" * 32, practice_id=world.far.practice.id, name="Room 4"))
    before = await _state(world)
    for route in WITH_OBJECTS:
        if role != _who_tries(route):
            continue
        with subtests.test(route=name_of(route)):
            path = "/staff" + route.path.format(**ids_of(world))
            if route.method == "GET":
                page = await browser.get(path, status=404)
            else:
                page = await browser.post(path, {"csrf": csrf, **_fields(world)}, status=404)
            assert "Broon" not in page.html
            assert await _state(world) == before


def _who_tries(route: Route) -> str:
    return next(role for role in NEAR_ROLES if role in route.roles)


def _fields(world: World) -> dict[str, str]:
    """Something for every form, so that nothing but the wall can refuse it."""
    return {
        **{"text": "x", "note": "x", "outcome": "helped", "before": "1d"},
        **{"after_2w": "yes", "silent_after_days": "5", "hidden": "yes"},
        **{"status": "cancelled", "safe_to_text": "no", "mode": "phone"},
        **{"name": "x", "deed": "spoke", "first": "2026-12-01", "day": "2026-12-01"},
        **{"mode-phone": "yes", "kind": "none", "from-0-a": "09:00", "to-0-a": "10:00"},
        **{"to": world.near.worker.id, "snooze_for": "hour", "mute_for": "day"},
        **dict.fromkeys(
            ("time", "book_time", "move_time"), f"2026-11-30T10:00:00+00:00;{world.near.worker.id}"
        ),
    }


async def test_appointment_of_one_referral_cannot_be_reached_through_another(
    world: World, morag: PageClient
) -> None:
    csrf = (await morag.get("/staff/")).form("/sign-out").fields["csrf"]
    path = f"{world.near.jean.path}/appointments/{world.far.appointment.id}/status"
    await morag.post(path, {"csrf": csrf, "status": "cancelled"}, status=404)
    assert (await world.row(Appointment, world.far.appointment.id)).status == "booked"


async def test_text_and_canned_reply_of_another_practice_cannot_be_reached_through_ones_own(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        theirs = uow.canned_replies.add(
            CannedReply(
                practice_id=world.far.practice.id, title="Hello", text="Hello", updated_at=NOW
            )
        )
        waiting = await make.a_message(
            uow, conversation=world.far.jean.conversation, direction="out", send_at=NOW
        )
    csrf = (await morag.get("/staff/")).form("/sign-out").fields["csrf"]
    reply = f"/staff/replies/{world.near.practice.id}/{theirs.id}"
    await morag.get(reply, status=404)
    changed = {"csrf": csrf, "title": "Mine", "text": "Mine"}
    await morag.post(reply, changed, status=404)
    await morag.post(f"{reply}/retire", {"csrf": csrf}, status=404)
    await morag.post(
        f"{world.near.jean.path}/texts/{waiting.id}/cancel", {"csrf": csrf}, status=404
    )
    kept = await world.row(CannedReply, theirs.id)
    assert (kept.title, kept.retired_at) == ("Hello", None)
    assert (await world.row(Message, waiting.id)).status == "queued"


async def test_every_route_wants_a_session(world: World, subtests: pytest.Subtests) -> None:
    for route in ROUTES:
        with subtests.test(route=name_of(route)):
            path = "/staff" + route.path.format(**ids_of(world))
            answer = await world.client.request(route.method, path, allow_redirects=False)
            assert answer.status == 303
            assert answer.headers["Location"].startswith("/staff/sign-in")


def test_every_name_in_a_path_is_one_this_test_fills() -> None:
    for route in ROUTES:
        parts = [part for part in route.path.split("/") if part.startswith("{")]
        assert set(parts) <= NAMED, route.path


def _asks_for_theirs(world: World) -> dict[str, str]:
    """Every name that a page reads from its address or form, each with something of theirs."""
    far = world.far
    time = f"2026-11-27T11:00:00+00:00;{far.worker.id}"
    return {
        **{"practice": far.practice.code, "worker": far.worker.id, "view": "week"},
        **{"referral": far.jean.referral.id, "from": far.jean.referral.id, "time": time},
        **{"message": far.jean.message.id, "whose": far.worker.id, "to": time},
        **{"day": "2026-11-26", "month": "2026-11", "report": "demand", "table": "by-need"},
        **{"status": "due", "q": "Fardoch", "mode": "phone", "name": "x", "role": "link_worker"},
        **{f"practice-{far.practice.id}": "yes", "email": "new@far.example"},
    }


@pytest.mark.parametrize(
    ("role", "named_by"), [("link_worker", "id"), ("practice_manager", "code")]
)
async def test_no_page_shows_the_other_practice_however_it_is_asked_for(
    role: str, named_by: str, world: World, browser: PageClient, subtests: pytest.Subtests
) -> None:
    """Routes without an object in their path take practices, people and times in what is asked."""
    person = world.near.worker if role == "link_worker" else world.near.manager
    home = await browser.sign_in(person.email, PASSWORD)
    csrf = home.form("/sign-out").fields["csrf"]
    async with world.db.begin() as uow:
        uow.rooms.add(Room(id="f" * 32, practice_id=world.far.practice.id, name="Room 4"))
        await a_risk(uow, await a_case(uow, world.far.practice, name="Fardoch Orr"))
    asked = _asks_for_theirs(world)
    asked["practice"] = getattr(world.far.practice, named_by)
    before = await _state(world)
    for route in ROUTES:
        if "{" in route.path or role not in route.roles or route.path in ("/live", "/sign-out"):
            continue
        with subtests.test(route=name_of(route)):
            where = f"/staff{route.path}"
            if route.method == "GET":
                sent = browser.client.get(where, params=asked)
            else:
                sent = browser.client.post(where, data={"csrf": csrf, **asked})
            async with sent as answer:
                shown = await answer.text()
            assert answer.status < 500
            assert answer.url.path != "/staff/sign-in"
            for theirs in ("Far Practice", "of Far", "Fardoch Orr", "Room 4"):
                assert theirs not in shown
            assert await _state(world) == before
    async with world.db.read() as uow:
        assert len(await uow.staff.all_of([world.far.practice.id])) == 3, "nobody was let in"


async def _state(world: World) -> tuple[object, ...]:
    """What the far practice's rows look like, to see that nothing moved."""
    referral = await world.row(Referral, world.far.jean.referral.id)
    thread = await world.row(Conversation, world.far.jean.conversation.id)
    visit = await world.row(Appointment, world.far.appointment.id)
    async with world.db.read() as uow:
        trail = await uow.audit.page([world.far.practice.id])
        hours = await uow.availability.of_practice(world.far.practice.id)
        leave = await uow.availability.leave_of([world.far.worker.id], world.clock.now())
    room = await world.row(Room, "f" * 32)
    assert all(isinstance(one, Audit) for one in trail)
    practice = await world.row(Practice, world.far.practice.id)
    kept = (len(hours), len(leave), room.name, practice.settings)
    return (referral.status, referral.updated_at, thread.owner_id, visit.status, len(trail), kept)
