"""What a handler of the API is given: who calls, and the request, already checked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from actions.work import Work
from bot.api.context import Context
from bot.api.problems import Problem, not_found
from storage.unit_of_work import UnitOfWork

Query = TypeVar("Query")
Body = TypeVar("Body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The bearer of a token: one practice, one role."""

    token_id: str
    practice_id: str
    practice_code: str
    role: str

    @property
    def actor(self) -> str:
        return f"token:{self.token_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[Query, Body]):
    """One request. `query` and `body` are of the shapes that the endpoint names."""

    context: Context
    caller: Caller
    path: Mapping[str, str]
    query: Query
    body: Body

    @property
    def now(self) -> datetime:
        return self.context.clock.now()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        async with self.context.db.read() as uow:
            yield uow

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Work]:
        """One transaction in the caller's name; delivery is woken after it has committed."""
        async with self.context.db.begin() as uow:
            practice = await uow.practices.get(self.caller.practice_id)
            if practice is None:
                raise not_found()
            yield Work(uow=uow, now=self.now, practice=practice, actor=self.caller.actor)
        self.context.wake()

    def require_own_practice(self, code: str | None) -> None:
        """Raises Problem 404 for another practice's code, as for one that does not exist."""
        if code is not None and code != self.caller.practice_code:
            raise not_found()

    def require_role(self, roles: frozenset[str]) -> None:
        if self.caller.role not in roles:
            raise Problem(403, f"A token with the role {self.caller.role} may not do this.")
