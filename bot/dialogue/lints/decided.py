"""What conditions on one way through flows have settled, so that no way contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.dialogue.conditions import Condition

_Fact: TypeAlias = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Decided:
    """Takes conditions by their wording, joined by `and` or alone. An answer that an action
    changes on the way is not seen."""

    facts: frozenset[_Fact] = frozenset()
    not_together: frozenset[frozenset[_Fact]] = frozenset()

    def with_(self, condition: Condition, holds: bool) -> Decided | None:
        """This and one more; None where the two cannot be."""
        parts = frozenset(map(_fact, _parts(condition.text)))
        if holds:
            more = Decided(self.facts | parts, self.not_together)
        elif len(parts) == 1:
            more = Decided(self.facts | {_opposite(*parts)}, self.not_together)
        else:
            more = Decided(self.facts, self.not_together | {parts})
        if any(_opposite(fact) in more.facts for fact in more.facts):
            return None
        return None if any(parts <= more.facts for parts in more.not_together) else more


def _parts(text: str) -> list[str]:
    return [text] if " or " in text or "(" in text else text.split(" and ")


def _fact(text: str) -> _Fact:
    """`not slots.a` is that `slots.a` is not."""
    text = text.strip()
    if text.startswith("not ") and " " not in text[4:].strip():
        return (text[4:].strip(), False)
    return (text, True)


def _opposite(fact: _Fact) -> _Fact:
    return (fact[0], not fact[1])
