"""The commands by which understanding tells the dialogue what a person meant.

These are plain values shared by `bot.understanding`, which makes them, and
`bot.dialogue`, which obeys them. Neither imports the other. `Restart`, `SessionEnd`, `ChangeFlow`
and `Error` are there because CALM has them: the engine obeys them, and no text is read as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

SlotValue: TypeAlias = Any
"""Whatever a slot holds: str, bool, float, list or None; always JSON."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where in the person's own text a command comes from: [start, end) in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer on offer, as shown; `slots` is what choosing it sets."""

    title: str
    payload: str
    slots: dict[str, SlotValue] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    flow: str = ""
    """What it begins, where its payload is an intent; it sets nothing then."""


QuestionKind: TypeAlias = Literal[
    "choice",
    "yes_no",
    "number",
    "when",
    "date_of_birth",
    "person_name",
    "name_and_birth_date",
    "postcode",
    "date",
    "time",
    "phone",
    "text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """The one question a conversation waits on; an answer belongs to it by `id`.

    `choices` are as last shown and in that order: "2" means the second of them.
    `asked_at` is an ISO 8601 UTC time.
    """

    id: str
    slot: str
    flow: str
    step: str
    kind: QuestionKind
    asked_at: str
    choices: tuple[Choice, ...] = ()
    may_skip: bool = False
    may_choose_several: bool = False
    takes_first: bool = False
    """Of several choices the first is the answer; what else was said stays in the conversation."""
    takes_own_words: bool = False
    """Words that fit no choice answer it too: they are kept, for a person to read."""
    whole_text: bool = False
    """`force_slot_filling`: the whole text is the value."""
    minimum: float | None = None
    maximum: float | None = None

    def choice_with(self, *values: str) -> Choice | None:
        """The first choice that would fill the slot with one of these values."""
        held = (each for each in self.choices if each.slots.get(self.slot) in values)
        return next(held, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFlow:
    """`waits`: it was said in passing, so what is being asked goes first."""

    flow: str
    span: Span | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSlot:
    name: str
    value: SlotValue
    span: Span | None = None
    by_button: bool = False
    """Only a button now on offer may set a `controlled` slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectSlots:
    """New values for slots already filled; an empty mapping re-asks what was last answered."""

    values: dict[str, SlotValue]
    span: Span | None = None
    is_one_of: bool = False
    """Only one of the slots is meant, and not said which: the one that was answered last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelFlow:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify:
    """Several things could be meant: flow ids, or titles of choices of the open question."""

    options: tuple[str, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipQuestion:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanHandoff:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatBotMessages:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChitChat:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeAnswer:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotHandle:
    reason: str = "not_understood"
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart:
    """The person wrote after the session had expired: offer to go on."""

    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnd:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFlow:
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    info: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noop:
    span: Span | None = None


Command: TypeAlias = (
    StartFlow
    | SetSlot
    | CorrectSlots
    | CancelFlow
    | Clarify
    | SkipQuestion
    | HumanHandoff
    | RepeatBotMessages
    | ChitChat
    | KnowledgeAnswer
    | CannotHandle
    | Restart
    | SessionStart
    | SessionEnd
    | ChangeFlow
    | Error
    | Noop
)
