"""The API against its own description: whatever is sent, the answer is one that it promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.api.app import ENDPOINTS
from bot.api.endpoint import Endpoint
from tests.properties.effort import effort
from tests.properties.people import ROLES, Peopled
from tests.properties.served import served
from tests.support.api_client import BASE, document
from tests.turn.conftest import MONDAY

PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict({**document(), "security": []})
"""Without its word on tokens: it is we who say whose token goes along, and whether any does."""
OPERATIONS: dict[str, APIOperation[Any, Any, Any, Any]] = {
    operation.definition.raw["operationId"]: operation
    for operation in (found.ok() for found in SCHEMA.get_all_operations())
}


SOON = st.integers(1, 1000).map(lambda hours: (MONDAY + timedelta(hours=hours)).isoformat())
MOMENTS = st.one_of(
    *(SOON, SOON, SOON),
    st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14))])).map(str),
)
DAYS = ("2026-11-26 10:30", "26/11/2026 10:30", "31/12/9999 23:59", "0001-01-01T00:00+14:00")


@pytest.fixture
def url(peopled: Peopled) -> Iterator[str]:
    with served(peopled.template) as address:
        yield address


def often(likely: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Three times in four; else None."""
    return st.sampled_from([True, True, True, False]).flatmap(
        lambda is_likely: likely if is_likely else st.none()
    )


def places(operation: Any, peopled: Peopled) -> st.SearchStrategy[dict[str, str] | None]:
    """Often somewhere that is there: without that every answer would be "not found"."""
    if "{message}" in operation.path:
        known = st.sampled_from(
            [{"id": peopled.referrals[1], "message": id} for id in peopled.waiting]
        )
    elif "{code}" in operation.path:
        known = st.just({"code": "demo"})
    elif "{id}" in operation.path:
        ids = peopled.appointments if "appointments" in operation.path else peopled.referrals
        known = st.sampled_from([{"id": id} for id in ids])
    else:
        return st.none()
    return often(known)


def bodies(name: str, peopled: Peopled) -> st.SearchStrategy[Any]:
    """Often something that may be meant, where chance would hardly ever say it; else None."""
    lines = st.sampled_from(DAYS).map(
        lambda day: f"starts_at,link_worker,phone\n{day},morag@demo.example,07700 900502\n"
    )
    free = st.just(peopled.referrals[-1])
    likely: dict[str, st.SearchStrategy[Any]] = {
        "bookAppointment": st.fixed_dictionaries(
            {"referral": free | free | st.sampled_from(peopled.referrals), "starts_at": MOMENTS}
        ),
        "changeAppointment": st.fixed_dictionaries({"starts_at": MOMENTS})
        | st.fixed_dictionaries({"status": st.sampled_from(["confirmed", "attended"])}),
        "recordSafeguarding": st.just(
            {
                "concern": "Bruises on her arm",
                "noticed_on": "2026-11-02",
                "raised_to": "Adult protection",
                "raised_at": "2026-11-03T10:00:00Z",
                "next_step": "They ring back",
            }
        ),
        "handBack": st.just({}),
        "cancelText": st.just({}),
        "importAppointments": lines,
    }
    return often(likely[name]) if name in likely else st.none()


def queries(name: str) -> st.SearchStrategy[dict[str, str] | None]:
    if name != "listAppointments":
        return st.none()
    return st.none() | st.fixed_dictionaries({"since": MOMENTS}, optional={"until": MOMENTS})


def bearers(endpoint: Endpoint) -> st.SearchStrategy[str | None]:
    others = set(ROLES) - endpoint.roles
    return st.sampled_from([*sorted(endpoint.roles) * 4, *sorted(others), None])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_answer_is_one_that_the_description_promises(
    endpoint: Endpoint, url: str, peopled: Peopled
) -> None:
    operation = OPERATIONS[endpoint.name]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    seen: set[int] = set()

    @effort(25)
    @given(
        case=cases,
        role=bearers(endpoint),
        place=places(operation, peopled),
        body=bodies(endpoint.name, peopled),
        query=queries(endpoint.name),
    )
    def holds(case: Any, role: str | None, place: Any, body: Any, query: Any) -> None:
        case.path_parameters = place or case.path_parameters
        case.query = query or case.query
        case.body = case.body if body is None else body
        headers = peopled.bearer(role) if role else {}
        response = case.call(base_url=url + BASE, session=session, headers=headers)
        seen.add(response.status_code)
        case.validate_response(response, checks=PROMISES)
        assert (response.status_code == 401) == (role is None)
        assert (response.status_code == 403) == (role is not None and role not in endpoint.roles)

    with requests.Session() as session:
        holds()
    assert endpoint.status in seen, f"only {seen}: what is accepted was never tried"
