"""The jinja environment that every page is made with, and the response it becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import jinja2
from aiohttp import web

from bot.web import fields, filters
from bot.web.assets import Assets
from bot.web.compiled import COMPILED
from bot.web.nhsuk import components

TEMPLATES: Final = Path(__file__).parent / "templates"


def environment(*folders: Path, assets: Assets | None = None) -> jinja2.Environment:
    """An environment that escapes everything and finds templates in `folders`, then in bot/web.

    A template that names an unknown variable raises instead of showing nothing.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )
    made.globals["asset"] = (assets or Assets.load()).url
    made.globals["nhsuk"] = components()
    made.filters.update(filters.ALL)
    made.filters.update(fields.ALL)
    return made


def page(
    templates: jinja2.Environment,
    name: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    cache: str = "no-store",
) -> web.Response:
    """One template as an HTML response; pages are not kept by browsers unless `cache` says so."""
    body = templates.get_template(name).render(context)
    response = web.Response(text=body, status=status, content_type="text/html", charset="utf-8")
    response.headers["Cache-Control"] = cache
    return response


def part(
    request: web.Request, templates: jinja2.Environment, name: str, context: Mapping[str, Any]
) -> web.Response:
    """The live part of a page; an empty 304 if the browser already has exactly this."""
    body = templates.get_template(name).render(context)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-store"}
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    return web.Response(text=body, content_type="text/html", charset="utf-8", headers=headers)


def stays(request: web.Request) -> bool:
    """Whether our script sent the form and keeps the page; otherwise answer with a page."""
    return request.headers.get("X-Stay") == "1"
