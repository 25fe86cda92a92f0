import re

from openapi_spec_validator import validate

from bot.api.app import DOCUMENT_PATH, ENDPOINTS
from tests.support.api_client import BASE, document
from tests.support.world import World


def routes_of(world: World) -> set[tuple[str, str]]:
    """Every method and path below the API's address that the server really answers."""
    app = world.client.server.app  # type: ignore[attr-defined]
    found = set()
    for resource in app.router.resources():
        for route in resource:
            path = route.resource.canonical if route.resource else ""
            if path.startswith(BASE) and route.method != "HEAD":
                found.add((route.method, path.removeprefix(BASE)))
    return found


async def test_routes_and_document_match_both_ways(world: World) -> None:
    answer = await world.client.get(BASE + DOCUMENT_PATH)
    served = await answer.json()
    described = {
        (method.upper(), path)
        for path, operations in served["paths"].items()
        for method in operations
    }
    assert routes_of(world) - {("GET", DOCUMENT_PATH)} == described


async def test_served_document_is_valid_openapi(world: World) -> None:
    answer = await world.client.get(BASE + DOCUMENT_PATH)
    served = await answer.json()
    validate(served)
    assert served["openapi"].startswith("3.1")
    assert served["servers"][0]["url"].endswith(BASE)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [one.name for one in ENDPOINTS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", name) for name in names)


def test_document_speaks_of_nobody_we_know() -> None:
    assert "+44" not in str(document())
