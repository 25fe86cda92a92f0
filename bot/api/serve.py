"""From an endpoint to an aiohttp handler: token, role, query and body first, then the work."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler as HttpHandler
from pydantic import BaseModel, ValidationError

from actions.imports.appointment_sheet import SheetUnreadable, read_bytes
from bot.api.call import Call
from bot.api.context import Context
from bot.api.endpoint import Endpoint
from bot.api.once import REPLAYED, answer_once, key_of
from bot.api.problems import Problem, too_many, wrong_role
from bot.api.tokens import caller_of
from bot.web.reading import read_body

ShapeType = TypeVar("ShapeType", bound=BaseModel)


def handler_of(endpoint: Endpoint, context: Context) -> HttpHandler:
    """The aiohttp handler of `endpoint`; refusals are raised as Problem."""

    async def handle(request: web.Request) -> web.StreamResponse:
        caller = await caller_of(request, context)
        wait = context.calls.take(caller.token_id)
        if wait:
            raise too_many(wait, "This token has called too often.")
        if caller.role not in endpoint.roles:
            raise wrong_role(caller.role, endpoint.roles)
        call: Call[Any, Any] = Call(
            context=context,
            caller=caller,
            path=dict(request.match_info),
            query=_query(endpoint, request),
            body=await _body(endpoint, request),
        )
        key = key_of(endpoint, request)
        if key is not None:
            body, status, is_earlier = await answer_once(endpoint, call, key, request.path)
            return _json(body, status, {REPLAYED: "true"} if is_earlier else {})
        answer = await endpoint.handler(call)
        if isinstance(answer, web.Response):
            return answer
        return _json(answer.model_dump_json().encode(), endpoint.status, {})

    return handle


def _json(body: bytes, status: int, headers: dict[str, str]) -> web.Response:
    return web.Response(
        body=body,
        status=status,
        content_type="application/json",
        charset="utf-8",
        headers={"Cache-Control": "no-store", **headers},
    )


def _query(endpoint: Endpoint, request: web.Request) -> BaseModel | None:
    given: dict[str, str] = {}
    for name, value in request.query.items():
        if name in given:
            raise _wrong("query", [{"place": f"query.{name}", "problem": "given twice"}])
        given[name] = value
    if endpoint.query is not None:
        return _checked(endpoint.query, given, "query")
    if given:
        unknown = [{"place": f"query.{name}", "problem": "not known here"} for name in given]
        raise _wrong("query", unknown)
    return None


async def _body(endpoint: Endpoint, request: web.Request) -> BaseModel | str | None:
    if not endpoint.takes_body:
        return None
    raw = await read_body(request)
    if not raw and endpoint.body_may_be_absent and endpoint.body is not None:
        return endpoint.body()
    if request.content_type not in {endpoint.body_type, *endpoint.body_types_too}:
        raise Problem(415, f"Send the body as {endpoint.body_type}.")
    if endpoint.body is None:
        return _text(raw)
    _require_json(raw)
    try:
        return endpoint.body.model_validate_json(raw)
    except ValidationError as error:
        raise _wrong("body", _problems(error, "body")) from None


def _text(raw: bytes) -> str:
    """A spreadsheet's text in whichever letters it was saved: by Excel, seldom in UTF-8."""
    try:
        return read_bytes(raw)
    except SheetUnreadable as error:
        places = [{"place": error.place, "problem": problem} for problem in error.problems]
        raise _wrong("body", places) from None


def _require_json(raw: bytes) -> None:
    """Raises Problem 400 for what is no JSON, or says two things by one name: of those, one would
    be taken and the other lost without a word."""
    try:
        orjson.loads(raw)
        json.loads(raw, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON.") from None


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise Problem(400, "The body names a field twice.")


def _checked(shape: type[ShapeType], given: Any, where: str) -> ShapeType:
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise _wrong(where, _problems(error, where)) from None


def _problems(error: ValidationError, where: str) -> list[dict[str, Any]]:
    """Which value is wrong and why; never the value itself, which may be a patient's words."""
    return [
        {
            "place": ".".join([where, *(str(part) for part in one["loc"])]),
            "problem": one["msg"].removeprefix("Value error, "),
        }
        for one in error.errors(include_input=False, include_url=False, include_context=False)
    ]


def _wrong(where: str, errors: list[dict[str, Any]]) -> Problem:
    return Problem(422, f"Something in the {where} is not right; see errors.", errors=errors)
