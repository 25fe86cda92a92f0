"""Refusals as an OperationOutcome, in FHIR's media type; never the text of an exception."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.api.problems import Problem, problem_of

logger = logging.getLogger(__name__)

CONTENT_TYPE: Final = "application/fhir+json"
_CODES: Final[Mapping[int, str]] = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    408: "timeout",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    429: "throttled",
    500: "exception",
    503: "transient",
}
"""http://hl7.org/fhir/issue-type by status."""


def answer(
    resource: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    return web.Response(
        body=orjson.dumps(resource),
        status=status,
        content_type=CONTENT_TYPE,
        charset="utf-8",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def outcome(severity: str, code: str, text: str) -> dict[str, Any]:
    issue = {"severity": severity, "code": code, "diagnostics": text}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


@web.middleware
async def refusals_as_outcomes(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Exception as error:
        problem = problem_of(error)
        if problem is not None:
            return _refused(problem)
        if isinstance(error, web.HTTPException):
            raise
        resource = request.match_info.route.resource
        route = resource.canonical if resource else "unknown"
        logger.exception("fhir call failed", extra={"route": route})
        return _refused(Problem(500, "It has been noted. Please try again."))


def _refused(problem: Problem) -> web.Response:
    detail = problem.detail
    if problem.status == 405:
        detail = "Blether is for reading by FHIR, not for writing; see /fhir/metadata."
    elif problem.status == 404:
        detail = "There is nothing here that this token may see; see /fhir/metadata."
    code = _CODES.get(problem.status, "processing")
    return answer(outcome("error", code, detail), status=problem.status, headers=problem.headers)
