"""Errors as application/problem+json (RFC 9457): one class, one table, no exception text."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from actions.basis.errors import ActionError, NotFound
from actions.imports.import_appointments import ImportRefused
from bot.metrics import REFUSED
from bot.unavailable import RETRY_AFTER_SECONDS
from storage.errors import why_not_kept

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "The request cannot be read",
    401: "A valid token is needed",
    403: "This token may not do that",
    404: "Nothing here by that name",
    405: "This address does not answer that method",
    409: "That no longer fits the present state",
    413: "The body is too large",
    408: "The request took too long to arrive",
    415: "This body type is not accepted here",
    422: "Some values are not right",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "The service is not ready",
}


class Problem(Exception):
    """An expected refusal. `errors` name each wrong value: {"place", "problem"}."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.code = code or HTTPStatus(status).name.lower()
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


def problem_response(problem: Problem) -> web.Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, HTTPStatus(problem.status).phrase),
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.errors:
        body["errors"] = list(problem.errors)
    return web.Response(
        body=orjson.dumps(body),
        status=problem.status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def not_found() -> Problem:
    """One answer for what is not there and for what is another practice's."""
    return Problem(404, "There is nothing here that this token may see.")


def wrong_role(role: str, roles: frozenset[str]) -> Problem:
    """With the roles that may, since whoever made the token has to make another."""
    return Problem(
        403,
        f"A token with the role {role} may not do this; with {' or '.join(sorted(roles))}, yes.",
    )


def too_many(wait: int, detail: str) -> Problem:
    """`wait` is in how many seconds to come again."""
    REFUSED.labels("api").inc()
    return Problem(429, f"{detail} See Retry-After.", headers={"Retry-After": str(wait)})


def of_action(error: ActionError) -> Problem:
    if isinstance(error, ImportRefused):
        rows = [{"place": f"row {row}", "problem": problem} for row, problem in error.rows]
        return Problem(409, str(error), code=error.code, errors=rows)
    status = 404 if isinstance(error, NotFound) else 409
    return Problem(status, str(error), code=error.code)


def of_database(why: str) -> Problem:
    """Nothing was kept: whoever called may call again."""
    logger.error("nothing was kept, and the client is told to try again: %s", why)
    return Problem(
        503, "Please try again. See Retry-After.", headers={"Retry-After": str(RETRY_AFTER_SECONDS)}
    )


def of_http(error: web.HTTPException) -> Problem:
    detail = {
        404: "There is no such address in this API; see /api/v1/openapi.json.",
        405: "See the Allow header for the methods that this address answers.",
        413: "Send less at a time.",
    }.get(error.status, "The request was refused.")
    kept = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
    return Problem(error.status, detail, headers=kept)


def problem_of(error: Exception) -> Problem | None:
    """What a client is told of an expected refusal; None where nobody expected this."""
    match error:
        case Problem():
            return error
        case ActionError():
            return of_action(error)
        case _ if (why := why_not_kept(error)) is not None:
            return of_database(why)
        case web.HTTPException() if error.status >= 400:
            return of_http(error)
    return None


@web.middleware
async def problems_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every expected refusal into problem+json; the unexpected goes to the outer layer."""
    try:
        return await handler(request)
    except Exception as error:
        problem = problem_of(error)
        if problem is None:
            raise
        return problem_response(problem)
