"""Bearer tokens: shown once, kept as a hash, each for one practice and one role."""

from __future__ import annotations

from aiohttp import web

from actions.basis.tokens import token_hash
from bot.api.call import Caller
from bot.api.context import Context
from bot.api.problems import Problem, too_many
from bot.web.rate import address_key

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="blether"'}
_TOO_OFTEN_WITHOUT = "Too many calls without a good token came from this address."


def _refused(request: web.Request, context: Context, why: str) -> Problem:
    """A good token is looked for first and always passes, whoever else shares its address."""
    wait = context.failed_tokens.take(address_key(request.remote))
    if not wait:
        return Problem(401, why, headers=_CHALLENGE)
    return too_many(wait, f"{_TOO_OFTEN_WITHOUT} {why}")


async def caller_of(request: web.Request, context: Context) -> Caller:
    """Who calls; raises Problem 401 without one token that is known and not revoked,
    429 after many of those."""
    given = request.headers.getall("Authorization", [])
    scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token.strip():
        raise _refused(request, context, "Send the header Authorization: Bearer TOKEN, once.")
    async with context.db.read() as uow:
        found = await uow.tokens.live(token_hash(token.strip()))
        practice = await uow.practices.get(found.practice_id) if found else None
    if found is None or practice is None:
        raise _refused(request, context, "This token is unknown or has been revoked.")
    return Caller(
        token_id=found.id,
        practice_id=found.practice_id,
        practice_code=practice.code,
        role=found.role,
    )
