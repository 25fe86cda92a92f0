"""Requests that only a fault or an attacker sends: refused by name, never a failure of ours."""

from __future__ import annotations

import asyncio
import re

from tests.support.api_client import ApiClient
from tests.support.world import World

EDGES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00")
FAR = ("9999-12-31T23:59:59Z", "9999-12-31T00:00:00+00:00", "2206-11-26T10:30:00Z")
ROWS = {
    "31/12/9999 23:59": "is more than three years away",
    "9999-12-31T23:59-14:00": "is more than three years away",
    "26/11/2206 10:30": "is more than three years away",
    "0001-01-01T00:00+14:00": "is more than a month past",
}
HEADER = "starts_at,link_worker,phone\n"


async def test_a_time_at_the_edge_of_the_calendar_is_named(world: World, api: ApiClient) -> None:
    for edge in EDGES:
        for name in ("since", "until"):
            asked = edge.replace("+", "%2B")
            problem = await api.get(f"/appointments?{name}={asked}", status=422)
            assert [one["place"] for one in problem.json["errors"]] == [f"query.{name}"]
        wanted = {"referral": world.near.jean.referral.id, "starts_at": edge}
        problem = await api.post("/appointments", wanted, status=422)
        assert [one["place"] for one in problem.json["errors"]] == ["body.starts_at"]


async def test_nothing_is_booked_for_a_year_that_is_a_slip(world: World, api: ApiClient) -> None:
    visit = world.near.appointment
    for far in FAR:
        problem = await api.patch(f"/appointments/{visit.id}", {"starts_at": far}, status=409)
        assert "three years" in problem.json["detail"]
    kept = await world.row(type(visit), visit.id)
    assert kept.starts_at == visit.starts_at


async def test_a_row_with_such_a_time_is_named(manager: ApiClient) -> None:
    manager.headers = {"Content-Type": "text/csv"}
    lines = [f"{cell},morag@near.example,07700 900100\n" for cell in ROWS]
    refused = await manager.call(
        "POST", "/practices/near/appointments/import", data="".join([HEADER, *lines]), status=422
    )
    assert refused.json["errors"] == [
        {"place": f"row {row}, starts_at", "problem": problem}
        for row, problem in enumerate(ROWS.values(), start=2)
    ]


async def test_an_id_that_no_database_knows_is_not_found(api: ApiClient) -> None:
    """PostgreSQL refuses the character NUL even where it is only asked for."""
    for id in ("%00", "a%00b", "%ED%A0%80", "%F0%9F%92%8A", "x" * 4000):
        await api.get(f"/referrals/{id}", status=404)
        await api.patch(f"/appointments/{id}", {"status": "cancelled"}, status=404)
        await api.get(f"/appointments?referral={id}")


async def test_words_with_the_character_nul_are_kept_without_harm(
    world: World, api: ApiClient
) -> None:
    path = f"/referrals/{world.near.jean.referral.id}"
    await api.post("/appointments", {"referral": "\0", "starts_at": FAR[-1]}, status=422)
    await api.post(f"{path}/take-over", {"staff": "\0"}, status=422)
    for verb, body in (("note", "text"), ("reply", "text"), ("close", "outcome")):
        await api.post(f"{path}/{verb}", {body: "a\0b"})
    await api.get(path)


async def test_a_wording_with_the_character_nul_is_kept_without_it(
    manager: ApiClient, world: World
) -> None:
    wanted = {"enabled": True, "before": ["1d"], "wording": "a\0b"}
    kept = (await manager.put("/practices/near/reminders", wanted)).json
    assert kept["reminders"]["wording"] in ("a\0b", "a\ufffdb")
    assert (await manager.get("/practices/near")).json["reminders"]["wording"] is not None


async def test_the_sign_in_and_the_chat_answer_to_it_too(world: World) -> None:
    """They ask the database for what anybody types."""
    answer = await world.client.get("/staff/sign-in")
    token = re.search(r'name="csrf" value="([^"]+)"', await answer.text())
    assert token
    form = {"email": "a\0@near.example", "password": "a\0", "csrf": token[1]}
    answer = await world.client.post("/staff/sign-in", data=form)
    assert answer.status < 500
    answer = await world.client.get("/staff/referrals/%00", allow_redirects=False)
    assert answer.status < 500


async def test_a_token_that_is_no_text_is_unknown(world: World) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", world.client.server.port)
    writer.write(
        b"GET /api/v1/referrals HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        b"Authorization: Bearer \xff\xfe\r\n\r\n"
    )
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 401 ")
