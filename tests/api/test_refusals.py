import pytest

from bot.api.app import ENDPOINTS
from bot.api.endpoint import Endpoint
from storage.models import ApiToken
from tests.support.api_client import BASE, ApiClient
from tests.support.world import World

LISTS = [one for one in ENDPOINTS if one.method == "GET" and "{" not in one.path]
WITH_OBJECTS = [one for one in ENDPOINTS if "{" in one.path]
BODIES = {
    "reply": {"text": "x"},
    "close": {"outcome": "helped"},
    "addNote": {"text": "x"},
    "recordCall": {"outcome": "no_answer"},
    "recordSafeguarding": {
        "concern": "x",
        "noticed_on": "2026-11-20",
        "raised_to": "x",
        "raised_at": "2026-11-20T10:00:00Z",
        "next_step": "x",
    },
    "changeAppointment": {"status": "cancelled"},
    "setReminders": {"enabled": True, "before": ["1d"]},
}


def named(endpoint: Endpoint) -> str:
    return endpoint.name


def path_into(endpoint: Endpoint, world: World) -> str:
    far = world.far
    is_visit = endpoint.path.startswith("/appointments")
    return endpoint.path.format(
        id=far.appointment.id if is_visit else far.jean.referral.id,
        code="far",
        message=far.jean.message.id,
    )


@pytest.mark.parametrize("endpoint", WITH_OBJECTS, ids=named)
async def test_no_endpoint_reaches_the_other_practice(endpoint: Endpoint, world: World) -> None:
    role = "practice_manager" if "practice_manager" in endpoint.roles else "link_worker"
    client = ApiClient(world, world.near, role=role)
    path = path_into(endpoint, world)
    if endpoint.body_type == "text/csv":
        more = {"data": b"starts_at,link_worker,phone\n"}
        client.headers["Content-Type"] = "text/csv"
        problem = await client.call(endpoint.method, path, status=404, **more)
    else:
        body = BODIES.get(endpoint.name, {} if endpoint.takes_body else None)
        problem = await client.call(endpoint.method, path, body, status=404)
    assert problem.json["code"] == "not_found"
    assert "Broon" not in problem.text
    kept = await world.row(type(world.far.appointment), world.far.appointment.id)
    assert kept.status == "booked"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=named)
async def test_every_endpoint_wants_a_token(endpoint: Endpoint, world: World) -> None:
    path = BASE + path_into(endpoint, world)
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eA=="}):
        answer = await world.client.request(endpoint.method, path, headers=headers)
        assert answer.status == 401
        assert answer.content_type == "application/problem+json"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("endpoint", LISTS, ids=named)
async def test_lists_show_nothing_of_the_other_practice(endpoint: Endpoint, world: World) -> None:
    client = ApiClient(world, world.near)
    text = (await client.get(endpoint.path)).text
    for theirs in (world.far.jean.referral.id, world.far.appointment.id):
        assert theirs not in text
    await client.get(f"{endpoint.path}?practice=far", status=404)


async def test_lead_is_told_figures_and_never_people(world: World) -> None:
    lead = ApiClient(world, world.near, role="programme_lead")
    for path in ("/referrals", "/messages", "/appointments", "/check-ins"):
        problem = await lead.get(path, status=403)
        assert problem.json["code"] == "forbidden"
    assert "Jean" not in (await lead.get("/reports/core-dataset.csv")).text


async def test_revoked_token_is_refused(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        for one in await uow.tokens.of_practice(world.near.practice.id):
            one.revoked_at = world.clock.now()
            assert isinstance(one, ApiToken)
    await api.get("/referrals", status=401)


async def test_two_tokens_at_once_are_none(world: World) -> None:
    """What stands before us may have looked at the other one."""
    mine = ("Authorization", f"Bearer {world.near.tokens['link_worker']}")
    for headers in ([mine, mine], [mine, ("Authorization", "Bearer another")]):
        async with world.client.get("/api/v1/referrals", headers=headers) as answer:
            assert answer.status == 401


async def test_wrong_method_names_the_right_ones(world: World, api: ApiClient) -> None:
    answer = await world.client.delete(f"{BASE}/referrals", headers=world.near.bearer())
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.content_type == "application/problem+json"


async def test_unknown_address_is_a_problem_too(world: World) -> None:
    answer = await world.client.get(f"{BASE}/nonsense", headers=world.near.bearer())
    assert (answer.status, answer.content_type) == (404, "application/problem+json")


async def test_unknown_or_wrong_query_is_named(world: World, api: ApiClient) -> None:
    for query, place in (
        ("limit=0", "query.limit"),
        ("limit=9999", "query.limit"),
        ("limit=x", "query.limit"),
        ("cursor=%2e%2e", "query.cursor"),
        ("need=gold", "query.need"),
        ("colour=red", "query.colour"),
        ("limit=1&limit=2", "query.limit"),
    ):
        problem = await api.get(f"/referrals?{query}", status=422)
        assert [one["place"] for one in problem.json["errors"]] == [place]


@pytest.mark.parametrize("endpoint", [one for one in LISTS if one.query], ids=named)
async def test_an_empty_code_of_a_practice_is_a_wrong_value(
    endpoint: Endpoint, api: ApiClient
) -> None:
    problem = await api.get(f"{endpoint.path}?practice=", status=422)
    assert [one["place"] for one in problem.json["errors"]] == ["query.practice"]


async def test_body_must_be_json_of_the_right_shape(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/reply"
    text = {"Content-Type": "text/plain"}
    json = {"Content-Type": "application/json"}
    api.headers = text
    await api.call("POST", path, status=415, data=b"hello")
    api.headers = json
    await api.call("POST", path, status=400, data=b"{not json")
    api.headers = {}
    for body, place in (
        ({}, "body.text"),
        ({"text": " "}, "body.text"),
        ({"text": "x" * 1601}, "body.text"),
        ({"text": "x", "to": "+447700900999"}, "body.to"),
        ([], "body"),
    ):
        problem = await api.post(path, body, status=422)
        assert [one["place"] for one in problem.json["errors"]] == [place]


@pytest.mark.parametrize(
    ("method", "path", "body", "place"),
    [
        ("PUT", "/practices/near/reminders", {"enabled": "yes", "before": ["1d"]}, "body.enabled"),
        ("PUT", "/practices/near/reminders", {"enabled": 1, "before": ["1d"]}, "body.enabled"),
        ("PATCH", "/appointments/{visit}", {"starts_at": 1796119200}, "body.starts_at"),
        ("PATCH", "/appointments/{visit}", {"starts_at": "1796119200"}, "body.starts_at"),
        ("PATCH", "/appointments/{visit}", {"starts_at": True}, "body.starts_at"),
        ("POST", "/referrals/{jean}/calls", {"outcome": "reached", "minutes": "5"}, "body.minutes"),
    ],
)
async def test_nothing_is_taken_for_what_it_is_not(
    world: World, manager: ApiClient, method: str, path: str, body: object, place: str
) -> None:
    near = world.near
    path = path.format(visit=near.appointment.id, jean=near.jean.referral.id)
    problem = await manager.call(method, path, body, status=422)
    assert [one["place"] for one in problem.json["errors"]] == [place]


async def test_a_bare_number_is_no_time_to_look_from(api: ApiClient) -> None:
    problem = await api.get("/appointments?since=1796119200", status=422)
    assert [one["place"] for one in problem.json["errors"]] == ["query.since"]


async def test_a_time_in_an_address_may_have_lost_its_plus(world: World, api: ApiClient) -> None:
    starts = world.near.appointment.starts_at.replace(microsecond=0)
    for written in (
        starts.isoformat(),
        starts.isoformat().replace("T", " "),
        starts.isoformat(timespec="microseconds"),
        starts.isoformat(timespec="minutes"),
    ):
        assert written.endswith("+00:00")
        assert len((await api.get(f"/appointments?since={written}")).json["items"]) == 1
    for naive in ("2026-12-01T10:00:00", "2026-12-01 10:00", "2026-12-01"):
        problem = await api.get(f"/appointments?since={naive}", status=422)
        assert [one["place"] for one in problem.json["errors"]] == ["query.since"]


@pytest.mark.parametrize(
    "body", [b'{"text": "one", "text": "two"}', b"[" * 900 + b"]" * 900, b'{"text": "\\ud800"}']
)
async def test_json_that_cannot_be_taken_at_its_word_is_refused(
    world: World, api: ApiClient, body: bytes
) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/note"
    api.headers = {"Content-Type": "application/json"}
    problem = await api.call("POST", path, status=422 if body[0:1] == b"[" else 400, data=body)
    assert "errors" in problem.json or "JSON" in problem.text or "twice" in problem.text


async def test_a_head_is_answered_where_a_get_is(world: World) -> None:
    for path, status in (("/referrals", 200), ("/referrals/none", 404), ("/nowhere", 404)):
        async with world.client.head(BASE + path, headers=world.near.bearer()) as answer:
            assert (answer.status, await answer.read()) == (status, b"")
    async with world.client.head(BASE + "/referrals") as answer:
        assert answer.status == 401


async def test_problem_never_repeats_what_was_sent(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/reply"
    problem = await api.post(path, {"text": "x", "secret": "ma bairn is no weel"}, status=422)
    assert "bairn" not in problem.text
