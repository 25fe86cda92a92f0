"""What a handler of the API is given: who calls, and the request, already checked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from actions.basis.work import Work
from bot.api.context import Context
from bot.api.problems import not_found, wrong_role
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
    within: UnitOfWork | None = None
    """The transaction that the request's key was taken in, if it has one; commits by itself."""
    told: list[tuple[str, str]] = field(default_factory=list)
    """Practices and conversations that are told of when `within` has committed."""

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
        if self.within is not None:
            yield await self._work(self.within)
            return
        async with self.context.db.begin() as uow:
            yield await self._work(uow)
        self.context.wake()

    async def _work(self, uow: UnitOfWork) -> Work:
        practice = await uow.practices.get(self.caller.practice_id)
        if practice is None:
            raise not_found()
        return Work(uow=uow, now=self.now, practice=practice, actor=self.caller.actor)

    def tell(self, practice_id: str, conversation_id: str) -> None:
        """Open pages hear of the change; call it after the work."""
        if self.within is not None:
            self.told.append((practice_id, conversation_id))
        else:
            self.context.live.publish(practice_id, conversation_id)

    def require_own_practice(self, code: str | None) -> None:
        """Raises Problem 404 for another practice's code, as for one that does not exist."""
        if code is not None and code != self.caller.practice_code:
            raise not_found()

    def require_role(self, roles: frozenset[str]) -> None:
        if self.caller.role not in roles:
            raise wrong_role(self.caller.role, roles)
