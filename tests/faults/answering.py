"""Somebody who answers what they are asked, until they have a visit."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.faults.replicas import Replica, Replicas

NAME = "Jean Broon 14/2/51"
FIRST = "cannae pay ma rent"
MOST_TEXTS = 9


@dataclass(slots=True, kw_only=True)
class Phone:
    """Their phone; `seen` is all that came."""

    town: Replicas
    number: str
    seen: list[str] = field(default_factory=list)

    async def says(self, text: str, at: Replica | None = None) -> str:
        """What comes back, as one text."""
        if at is not None:
            self.town.standin.target = at.url
        await self.town.patients.say(self.number, text)
        while await self.town.work():
            pass
        answer = self.town.standin.to(self.number)[len(self.seen) :]
        self.seen += answer
        return "\n".join(answer)

    async def books(self, *servers: Replica) -> int:
        """Answers at one server after the other until there is a visit; how many texts it took."""
        for count in range(MOST_TEXTS):
            if any("you booked" in text for text in self.seen):
                return count
            asked = self.seen[-1] if self.seen else ""
            text = NAME if "date of birth" in asked else "1" if self.seen else FIRST
            await self.says(text, servers[count % len(servers)])
        raise AssertionError(f"no visit after {MOST_TEXTS} texts: {self.seen}")
