"""Bearer tokens: shown once, kept as a hash, each for one practice and one role."""

from __future__ import annotations

import hashlib

from aiohttp import web

from bot.api.call import Caller
from bot.api.context import Context
from bot.api.problems import Problem

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="blether"'}


def token_hash(token: str) -> str:
    """What is kept of a token. It is random, so one fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


async def caller_of(request: web.Request, context: Context) -> Caller:
    """Who calls; raises Problem 401 without a token that is known and not revoked."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(401, "Send the header Authorization: Bearer TOKEN.", headers=_CHALLENGE)
    async with context.db.read() as uow:
        found = await uow.tokens.live(token_hash(token.strip()))
        practice = await uow.practices.get(found.practice_id) if found else None
    if found is None or practice is None:
        raise Problem(401, "This token is unknown or has been revoked.", headers=_CHALLENGE)
    return Caller(
        token_id=found.id,
        practice_id=found.practice_id,
        practice_code=practice.code,
        role=found.role,
    )
