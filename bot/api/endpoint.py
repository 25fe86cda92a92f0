"""One row per thing the API does; routes and the OpenAPI document are both made from the rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web
from pydantic import BaseModel

from bot.api.call import Call
from storage.models.staff import WHO_SEES_PEOPLE

Answer: TypeAlias = BaseModel | web.Response
Handler: TypeAlias = Callable[[Call[Any, Any]], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`query`, `body` and `answer` are shapes; `body_type` and `answer_type` media types, and
    `body_types_too` by what other names a body is taken.

    `body_may_be_absent`: no body at all stands for the empty object.
    """

    method: str
    path: str
    name: str
    summary: str
    tag: str
    handler: Handler
    roles: frozenset[str] = WHO_SEES_PEOPLE
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    body_type: str = "application/json"
    body_types_too: frozenset[str] = frozenset()
    body_may_be_absent: bool = False
    answer: type[BaseModel] | None = None
    answer_type: str = "application/json"
    status: int = 200
    problems: tuple[int, ...] = ()

    @property
    def takes_body(self) -> bool:
        return self.body is not None or self.body_type != "application/json"
