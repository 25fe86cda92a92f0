"""/fhir, put together: metadata, reading one resource, searching, and the pages of a search."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import MultiDict, MultiMapping

from bot.api.call import Call
from bot.api.context import Context
from bot.api.fhir.capability import capability
from bot.api.fhir.kinds import KINDS, Kind
from bot.api.fhir.outcome import CONTENT_TYPE, answer, outcome, refusals_as_outcomes
from bot.api.fhir.search import CURSOR, FORMAT, Asked, read_search
from bot.api.fhir.unsupported import UNSUPPORTED
from bot.api.paging import cursor_of
from bot.api.problems import Problem, not_found, too_many
from bot.api.tokens import caller_of
from bot.web.reading import read_body, read_fields

_JSON: Final = frozenset({"json", "application/json", CONTENT_TYPE, "text/json"})
_ACCEPTED: Final = (*_JSON, "application/*", "*/*", "text/*")


def fhir_app(context: Context, version: str) -> web.Application:
    """The application to mount at /fhir."""
    base = f"{context.settings.public_url}/fhir"
    app = web.Application(middlewares=[refusals_as_outcomes])
    statement = capability(KINDS, base, version)

    async def metadata(request: web.Request) -> web.Response:
        _require_json(request)
        return answer(statement)

    app.router.add_get("/metadata", metadata)
    for kind in KINDS:
        app.router.add_get(f"/{kind.name}", _searching(kind, context, base))
        app.router.add_post(f"/{kind.name}/_search", _searching(kind, context, base))
        app.router.add_get(f"/{kind.name}/{{id}}", _reading(kind, context, base))
    return app


async def _called(request: web.Request, kind: Kind, context: Context) -> Call[None, None]:
    """Who calls, and that they may; raises Problem 401, 403, 406 or 429."""
    caller = await caller_of(request, context)
    wait = context.calls.take(caller.token_id)
    if wait:
        raise too_many(wait, "This token has called too often.")
    call = Call(
        context=context, caller=caller, path=dict(request.match_info), query=None, body=None
    )
    call.require_role(kind.roles)
    _require_json(request)
    return call


def _reading(kind: Kind, context: Context, base: str) -> Handler:
    async def read(request: web.Request) -> web.Response:
        call = await _called(request, kind, context)
        given = MultiDict([("_id", call.path["id"]), ("_count", "1")])
        if "," in call.path["id"] or "|" in call.path["id"]:
            raise not_found()
        asked = read_search(given, ("_id",), is_strict=True)
        async with call.working() as work:
            found, _ = await kind.find(work, asked, base)
        if not found:
            raise not_found()
        return answer(found[0])

    return read


def _searching(kind: Kind, context: Context, base: str) -> Handler:
    async def search(request: web.Request) -> web.Response:
        call = await _called(request, kind, context)
        prefers = request.headers.get("Prefer", "")
        asked = read_search(
            await _given(request),
            tuple(kind.searched),
            unsupported=() if "handling=lenient" in prefers else UNSUPPORTED[kind.name],
            is_strict="handling=strict" in prefers,
        )
        async with call.working() as work:
            found, total = await kind.find(work, asked, base)
        return answer(_bundle(kind, asked, found, total, base))

    return search


async def _given(request: web.Request) -> MultiMapping[str]:
    """The parameters of the address and, by POST, of the form: there an id stands in no log."""
    given: MultiDict[str] = MultiDict(request.query)
    if request.method == "POST":
        if await read_body(request) and request.content_type != "application/x-www-form-urlencoded":
            raise Problem(415, "Send the search as application/x-www-form-urlencoded.")
        for name, value in (await read_fields(request)).items():
            given.add(name, str(value))
    return given


def _bundle(
    kind: Kind, asked: Asked, found: list[dict[str, Any]], total: int, base: str
) -> dict[str, Any]:
    page = found[: asked.limit]
    links = [{"relation": "self", "url": _address(kind, asked, base, asked.used.get(CURSOR))}]
    if len(found) > asked.limit and page:
        after = cursor_of(page[-1]["id"])
        links.append({"relation": "next", "url": _address(kind, asked, base, after)})
    entries = [
        {
            "fullUrl": f"{base}/{kind.name}/{one['id']}",
            "resource": one,
            "search": {"mode": "match"},
        }
        for one in page
    ]
    if asked.ignored:
        entries.append({"resource": _said(asked), "search": {"mode": "outcome"}})
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": total, "link": links}
    return {**bundle, "entry": entries} if entries else bundle


def _said(asked: Asked) -> dict[str, Any]:
    return outcome(
        "warning",
        "not-supported",
        f"{len(asked.ignored)} parameters of this search are not supported and were ignored; "
        "see /fhir/metadata, and the link self for what was used.",
    )


def _address(kind: Kind, asked: Asked, base: str, cursor: str | None) -> str:
    kept = [(name, value) for name, value in asked.used.items() if name != CURSOR]
    if cursor:
        kept.append((CURSOR, cursor))
    return f"{base}/{kind.name}" + (f"?{urlencode(kept)}" if kept else "")


def _require_json(request: web.Request) -> None:
    """Raises Problem 406 for whoever takes nothing but XML or such."""
    wanted = request.query.get(FORMAT)
    # In an address + is a space, and many leave it so in application/fhir+json.
    if wanted is not None:
        accepted = [wanted.replace(" ", "+")]
    else:
        accepted = (request.headers.get("Accept") or "*/*").split(",")
    kinds = {one.partition(";")[0].strip().lower() for one in accepted}
    if kinds.isdisjoint(_ACCEPTED):
        raise Problem(406, f"Only {CONTENT_TYPE} is served here.")
