"""A request that may come twice, as clients and bad lines make it: one effect, and one answer.

The header Idempotency-Key of draft-ietf-httpapi-idempotency-key-header. The key is taken in the
transaction of the work, so that neither can be there without the other, and a request that was
refused may be put right and sent again under the same key.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, Final

from aiohttp import web
from pydantic import BaseModel

from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.problems import Problem
from storage.models import ApiAnswer
from storage.models.api_answer import KEPT_FOR
from storage.private import PatientText

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
LONGEST_KEY: Final = 255


def key_of(endpoint: Endpoint, request: web.Request) -> str | None:
    """The key of a POST, if it has one; what else is sent may come twice as it is.

    Raises Problem 400 for what is no key. As a structured field it stands in quotes.
    """
    given = request.headers.getall(HEADER, [])
    if endpoint.method != "POST" or not given:
        return None
    key = given[0].strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    is_plain = key.isascii() and key.isprintable()
    if len(given) > 1 or not is_plain or not 1 <= len(key) <= LONGEST_KEY:
        raise Problem(400, f"{HEADER} is one key of 1 to {LONGEST_KEY} plain letters and digits.")
    return key


async def answer_once(
    endpoint: Endpoint, call: Call[Any, Any], key: str, path: str
) -> tuple[bytes, int, bool]:
    """Body and status of the answer, and whether it is an earlier one.

    Raises Problem 422 where the key came with another request, 409 where its answer is gone.
    """
    kept = ApiAnswer(
        practice_id=call.caller.practice_id,
        token_id=call.caller.token_id,
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        request_fingerprint="",
        at=call.now,
    )
    asked = call.context.keyring.fingerprints(_written(endpoint, call, path))
    kept.request_fingerprint = asked[0]
    told: list[tuple[str, str]] = []
    async with call.context.db.begin() as uow:
        there = await uow.api_answers.take(kept, kept_since=call.now - KEPT_FOR)
        if there is not None:
            return _again(there, asked)
        answer = await endpoint.handler(replace(call, within=uow, told=told))
        if not isinstance(answer, BaseModel):
            raise TypeError(f"{endpoint.name} answers no shape, which cannot be kept")
        body = answer.model_dump_json()
        await uow.api_answers.keep(kept.id, endpoint.status, PatientText(body))
    call.context.wake()
    for practice_id, conversation_id in told:
        call.context.live.publish(practice_id, conversation_id)
    return body.encode(), endpoint.status, False


def _again(there: ApiAnswer, asked: tuple[str, ...]) -> tuple[bytes, int, bool]:
    if there.request_fingerprint not in asked:
        raise Problem(
            422,
            "This key was used for another request. Take a new one for each request.",
            code="idempotency_key_reused",
            errors=[{"place": f"header.{HEADER}", "problem": "used for another request"}],
        )
    if there.answer is None:
        raise Problem(
            409,
            "This was done before, and its answer is not kept any more. Look it up instead.",
            code="answer_not_kept",
        )
    return str(there.answer).encode(), there.status, True


def _written(endpoint: Endpoint, call: Call[Any, Any], path: str) -> str:
    """A request as one text. The same values in another order or spacing are the same request."""
    body = call.body.model_dump_json() if isinstance(call.body, BaseModel) else str(call.body)
    return f"{endpoint.method} {path}\n{body}"
