"""The flows now in force, and the older versions that open conversations began with."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, ItemsView, Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import Any, Final

from bot.dialogue import Flows, FlowsInvalid, State, moved_onto, name_to_start, new_state, startable
from bot.dialogue.steps import Action, SetSlots
from bot.understanding import Vocabulary, in_words
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

SPEAK_ENGLISH: Final = "speak_english"
"""The name, in the flows' examples, of words that ask for English, which is otherwise never taken
for a change."""


class Library:
    """Versions by their hash; each is read from the database once.

    `actions` are those that this program can run; None where nobody asks.
    """

    def __init__(
        self, current: Flows, *, needs_flow: str, actions: frozenset[str] | None = None
    ) -> None:
        self.current = current
        self.needs_flow = needs_flow
        self.begins_with: Mapping[str, Any] = {}
        """Slots of a new conversation that a story has filled."""
        self.names = Vocabulary(needs_flow=needs_flow)
        """What flows and slots are called, whatever may be started."""
        self.known_questions = in_words(current.asked_outright)
        """What is asked of us, word for word as the flows have it."""
        self.asking_for_english = in_words(current.intents.get(SPEAK_ENGLISH, ()))
        self._actions = actions
        self._versions: dict[str, Flows | None] = {current.version: current}
        self._words: dict[str, Callable[..., Vocabulary]] = {}

    async def keep(self, uow: UnitOfWork, now: datetime) -> None:
        """Store the flows in force, so that conversations begun with them can end with them."""
        await uow.flow_versions.put(self.current.version, self.current.to_text(), now)

    async def open(
        self, uow: UnitOfWork, version: str | None, saved: dict[str, object] | None
    ) -> tuple[Flows, State]:
        """The flows and the state of a conversation.

        One that waits on nothing moves on to the flows in force. So does one whose own version is
        gone, or can no longer be obeyed: its answers are kept, what it is asked now may still be
        answered, and what it was about is begun again.
        """
        if saved is None or version is None:
            return self.current, new_state(self.current, self.begins_with)
        pinned = await self._version(uow, version)
        state = State.from_json(saved)
        if pinned is None or (state.is_idle and pinned is not self.current):
            return self.current, moved_onto(self.current, state)
        return pinned, state

    async def _version(self, uow: UnitOfWork, version: str) -> Flows | None:
        if version not in self._versions:
            stored = await uow.flow_versions.get(version)
            if stored is None:
                return None
            self._versions[version] = self._read(version, stored.content)
        return self._versions[version]

    def _read(self, version: str, content: str) -> Flows | None:
        """Flows that were written down by another release may say what this one cannot do."""
        try:
            flows = Flows.from_text(content)
        except FlowsInvalid:
            logger.exception("earlier flows cannot be read", extra={"flows": version})
            return None
        missing = flows.actions - self._actions if self._actions is not None else frozenset()
        if missing:
            logger.error(
                "earlier flows want actions that are gone",
                extra={"flows": version, "actions": sorted(missing)},
            )
            return None
        return flows

    def vocabulary(self, flows: Flows, state: State) -> Vocabulary:
        """What the person may start now, and the words for it."""
        with_flows = self._words.get(flows.version)
        if with_flows is None:
            with_flows = self._words[flows.version] = partial(
                Vocabulary,
                synonyms=_meanings(flows.synonyms),
                phrases=flows.phrases,
                surest=flows.surest,
                slot_values=_slot_values(flows),
                needs_flow=self.needs_flow,
                say_only=frozenset(_say_only(flows)),
            )
        return with_flows(flows=_Startable(flows, state))


class _Startable(Mapping[str, str]):
    """What may be started in a state, worked out when it is asked: most messages do not."""

    def __init__(self, flows: Flows, state: State) -> None:
        self._flows = flows
        self._state = state

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return startable(self._flows, self._state)

    def __getitem__(self, flow: str) -> str:
        name = name_to_start(self._flows, self._state, flow)
        if name is None:
            raise KeyError(flow)
        return name

    def items(self) -> ItemsView[str, str]:
        return self._names.items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _slot_values(flows: Flows) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each slot with a fixed list of values, the titles that each value is shown under."""
    return {
        name: {
            value: flows.titles_by_payload.get(f"/SetSlots({name}={value})", ())
            for value in slot.values
        }
        for name, slot in flows.slots.items()
        if slot.type == "categorical" and not slot.is_controlled
    }


def _say_only(flows: Flows) -> Iterator[str]:
    """The flows of which every step is an action, or sets a slot at the end: they ask nothing and
    go nowhere."""
    for flow in flows.flows.values():
        if flow.is_pattern or not flow.steps:
            continue
        steps = flow.steps[:-1] if isinstance(flow.steps[-1], SetSlots) else flow.steps
        if steps and all(isinstance(step, Action) for step in steps):
            yield flow.id


def _meanings(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Each word, folded, to the answer that it stands for; one that stands for several tells none
    of them by itself."""
    said = [(word.casefold(), meaning) for meaning, words in synonyms.items() for word in words]
    often = Counter(word for word, _ in said)
    return {word: meaning for word, meaning in said if often[word] == 1}
