"""A client of the JSON API that holds every answer against the OpenAPI document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from bot.api.app import ENDPOINTS
from bot.api.openapi import openapi
from tests.support.world import Surgery, World

BASE = "/api/v1"


@cache
def document() -> dict[str, Any]:
    return openapi(ENDPOINTS, server=f"http://127.0.0.1:8080{BASE}", version="1")


@dataclass(slots=True)
class Answer:
    status: int
    headers: Any
    json: Any
    text: str


@dataclass(slots=True)
class ApiClient:
    world: World
    surgery: Surgery
    role: str = "link_worker"
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *, status: int = 200) -> Answer:
        return await self.call("GET", path, status=status)

    async def post(self, path: str, body: Any = None, *, status: int = 200) -> Answer:
        return await self.call("POST", path, body, status=status)

    async def patch(self, path: str, body: Any, *, status: int = 200) -> Answer:
        return await self.call("PATCH", path, body, status=status)

    async def put(self, path: str, body: Any, *, status: int = 200) -> Answer:
        return await self.call("PUT", path, body, status=status)

    async def call(
        self, method: str, path: str, body: Any = None, *, status: int = 200, **more: Any
    ) -> Answer:
        headers = {**self.surgery.bearer(self.role), **self.headers}
        given = {"json": body} if body is not None else {}
        async with self.world.client.request(
            method, BASE + path, headers=headers, **given, **more
        ) as response:
            text = await response.text()
            kind = response.content_type
            parsed = await response.json(content_type=None) if kind.endswith("json") else None
            answer = Answer(response.status, response.headers, parsed, text)
        assert answer.status == status, f"{method} {path}: {answer.status} {text[:500]}"
        _hold_against_document(method, path, answer)
        return answer


def _hold_against_document(method: str, path: str, answer: Answer) -> None:
    """The status is one that the document names, and the body is of its schema."""
    operation = operation_of(method, path)
    if operation is None:
        return
    described = operation["responses"].get(str(answer.status))
    assert described, f"{method} {path} answers {answer.status}, which is not in the document"
    media = answer.headers["Content-Type"].partition(";")[0]
    schema = described["content"][media]["schema"]
    if answer.json is not None:
        _validator(schema).validate(answer.json)


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    plain = path.partition("?")[0]
    for pattern, operations in document()["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), plain):
            found: dict[str, Any] | None = operations.get(method.lower())
            return found
    return None


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    whole = {**schema, "components": document()["components"]}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
