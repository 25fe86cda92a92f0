"""From sections of files to `Flows`: domain first, then flows, then what joins them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bot.dialogue.builtins import BUILTINS
from bot.dialogue.conditions import Condition, Names
from bot.dialogue.flow import Flow
from bot.dialogue.flows import Flows, canonical, version_of
from bot.dialogue.lints.names import lint_names
from bot.dialogue.patterns import read_patterns
from bot.dialogue.problem import FlowsInvalid, Problem
from bot.dialogue.reading.draft import Known
from bot.dialogue.reading.flow import read_flow
from bot.dialogue.reading.joining import join_flows
from bot.dialogue.reading.nodes import Node, Table
from bot.dialogue.reading.reader import Reader
from bot.dialogue.reading.responses import read_response, refuse_repeated_ids
from bot.dialogue.reading.rules import check_rules
from bot.dialogue.reading.sections import (
    Sections,
    find_files,
    from_plain_sections,
    read_files,
    read_sections,
)
from bot.dialogue.reading.slots import read_slot, read_validation
from bot.dialogue.reading.training import read_training
from bot.dialogue.response import Response
from bot.dialogue.slot import Slot

_DEFAULT_EXPIRATION: Final = 1440.0
_LONGEST_EXPIRATION: Final = 366 * 24 * 60
_FORMAT: Final = 1
_GO_ON: Final = Slot(name="go_on", type="categorical", values=("go_on", "start_again", "person"))


def flows_from_files(paths: str | Path | Iterable[str | Path], default_language: str) -> Flows:
    """Raises FlowsInvalid with every problem of every file."""
    problems: list[Problem] = []
    files = find_files(paths)
    if not files:
        given = [paths] if isinstance(paths, str | Path) else paths
        where = ", ".join(str(one) for one in given)
        raise FlowsInvalid([Problem(file=where, line=0, message="no flows here")])
    texts = tuple(read_files(files, problems))
    if problems:
        raise FlowsInvalid([*problems, *_problems_of(texts, default_language)])
    return _load_texts(texts, default_language)


def flows_over(
    own: Iterable[Path], base: str | Path | Iterable[str | Path], default_language: str
) -> Flows | None:
    """The flows of `base` with what the files of `own` declare in the place of what has its name
    there; None where they declare nothing. Raises FlowsInvalid."""
    problems: list[Problem] = []
    above = read_sections(read_files(own, problems), problems)
    if above.is_empty:
        return None
    below = read_sections(read_files(find_files(base), problems), problems)
    return _Loader(above.lay_over(below), default_language, problems).load()


@lru_cache(maxsize=4)
def _load_texts(
    texts: tuple[tuple[str, str], ...], default_language: str, are_all: bool = True
) -> Flows:
    """Flows never change, so the same files give the same value again at once."""
    problems: list[Problem] = []
    sections = read_sections(texts, problems)
    sections.is_whole &= are_all
    return _Loader(sections, default_language, problems).load()


def _problems_of(texts: tuple[tuple[str, str], ...], default_language: str) -> list[Problem]:
    try:
        _load_texts(texts, default_language, are_all=False)
    except FlowsInvalid as error:
        return error.problems
    return []


def flows_from_text(text: str) -> Flows:
    """Raises FlowsInvalid where the stored text cannot be read."""
    name = "stored flows"
    try:
        data = json.loads(text)
        sections = from_plain_sections(data["sections"], name)
        language = str(data["default_language"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = Problem(file=name, line=0, message=f"cannot be read: {type(error).__name__}")
        raise FlowsInvalid([problem]) from None
    return _Loader(sections, language, []).load()


class _Loader:
    def __init__(self, sections: Sections, language: str, problems: list[Problem]) -> None:
        self.sections = sections
        self.language = language
        self.problems = problems
        self.reader = Reader(problems)

    def load(self) -> Flows:
        slots = self._slots()
        actions = self._actions()
        responses = self._responses(slots)
        known = Known(frozenset(responses), actions)
        authored = self._flows(slots, known)
        builtin = self._patterns(slots)
        patterns = {name: flow for name, flow in builtin.items() if name not in authored}
        joined = join_flows({**patterns, **authored})
        authored = {name: joined[name] for name in authored}
        check_rules(authored, joined, self.problems)
        minutes = self._session_minutes()
        training = read_training(self.sections.lists["nlu"], self.reader)
        content = self._content()
        flows = Flows(
            version=version_of(content),
            content=content,
            flows=authored,
            patterns={name: joined[name] for name in patterns},
            slots=slots,
            responses=responses,
            actions=actions,
            intents=training.intents,
            synonyms=training.synonyms,
            lookups=training.lookups,
            regexes=training.regexes,
            asked_of_us=frozenset(training.asked_of_us),
            session_expiration_minutes=minutes,
            default_language=self.language,
            languages=self._languages(authored, responses),
            warnings=(*self.problems, *_warnings(authored, responses, slots)),
        )
        errors = [problem for problem in self.problems if not problem.is_warning]
        if errors:
            raise FlowsInvalid([*errors, *self._missing(flows)])
        return flows

    def _missing(self, flows: Flows) -> Iterator[Problem]:
        """The names that nothing declares, which an author hears of together with the errors.

        What could not be read may well declare them; a response with errors of its own does.
        """
        if self.sections.is_whole:
            declared = {name: Response(name=name) for name in self.sections.tables["responses"]}
            found = lint_names(replace(flows, responses={**declared, **flows.responses}))
            yield from (problem for problem in found if problem.line and not problem.is_warning)

    def _slots(self) -> dict[str, Slot]:
        slots = _builtin_slots(self.language)
        entries = self.sections.tables["slots"]
        for name, (key, node) in entries.items():
            slots[name] = read_slot(key, node, self.reader)
        self._check_own_slots(slots)
        self.reader.names = Names(
            slots={name: slot.type for name, slot in slots.items()},
            categories={s.name: s.values for s in slots.values() if s.type == "categorical"},
        )
        for name, (_, node) in entries.items():
            validation = node.get("validation") if isinstance(node, Table) else None
            if validation is not None:
                slots[name] = read_validation(slots[name], validation, self.reader)
        return slots

    def _check_own_slots(self, slots: dict[str, Slot]) -> None:
        """The built-in question how to go on is answered by one of three words."""
        go_on, own = slots[_GO_ON.name], _GO_ON
        if go_on.type != own.type or not set(own.values) <= set(go_on.values):
            key, _ = self.sections.tables["slots"][own.name]
            wanted = f"{own.type} {', '.join(own.values)}"
            self.reader.problem(key, f"slot {own.name} is Blether's own: {wanted}")

    def _actions(self) -> frozenset[str]:
        names: set[str] = set()
        for node in self.sections.lists["actions"]:
            if isinstance(node, Table):  # `- action_x: {send_domain: true}`
                names.update(key.text for key, _ in node.entries)
            else:
                names.add(self.reader.text(node, "an action"))
        # Listing a built-in does not make it a custom action; only handing over may be both.
        return frozenset(names - (set(BUILTINS) - {"action_human_handoff"}))

    def _responses(self, slots: dict[str, Slot]) -> dict[str, Response]:
        found: dict[str, Response] = {}
        for name, (key, node) in self.sections.tables["responses"].items():
            reader = self.reader
            response = read_response(key, node, reader, slots)
            if response is not None:
                found[name] = response
        refuse_repeated_ids(found.values(), self.problems)
        return found

    def _flows(self, slots: dict[str, Slot], known: Known) -> dict[str, Flow]:
        return {
            name: read_flow(key, node, self.reader, slots, known)
            for name, (key, node) in self.sections.tables["flows"].items()
        }

    def _patterns(self, slots: dict[str, Slot]) -> dict[str, Flow]:
        """The built-in patterns; what they cannot do with these slots is said of the slots."""
        try:
            return read_patterns(self.reader.names, slots)
        except FlowsInvalid as error:
            raise FlowsInvalid(
                [p for p in self.problems if not p.is_warning] or error.problems
            ) from None

    def _session_minutes(self) -> float:
        known = ("session_expiration_time", "carry_over_slots_to_new_session")
        reader = self.reader.within("session_config")
        found: dict[str, Node] = {}
        for name, (key, node) in self.sections.tables["session_config"].items():
            if name in known:
                found[name] = node
            else:
                reader.problem(key, f"unknown key '{name}'")
        minutes = reader.number(found.get(known[0]), f"'{known[0]}'")
        if minutes is not None and not 0 <= minutes <= _LONGEST_EXPIRATION:
            reader.problem(found[known[0]], f"'{known[0]}' is 0 to {_LONGEST_EXPIRATION} minutes")
        if not reader.flag(found.get(known[1]), f"'{known[1]}'", default=True):
            message = f"'{known[1]}: false' changes nothing: answers are kept for the link worker"
            reader.problem(found[known[1]], message, is_warning=True)
        return _DEFAULT_EXPIRATION if minutes is None else minutes

    def _content(self) -> str:
        data: dict[str, Any] = {
            "format": _FORMAT,
            "default_language": self.language,
            "sections": self.sections.to_plain(),
        }
        return canonical(data)

    def _languages(self, flows: dict[str, Flow], responses: dict[str, Response]) -> tuple[str, ...]:
        others: set[str] = set()
        for flow in flows.values():
            others.update(flow.names)
        for response in responses.values():
            for variation in response.variations:
                others.update(variation.texts)
        return (self.language, *sorted(others - {self.language}))


def _builtin_slots(language: str) -> dict[str, Slot]:
    """Slots that the engine and its patterns use; a file may declare them otherwise."""
    made = [
        Slot(name="language", type="text", initial_value=language),
        Slot(name="clarification", type="any"),
        Slot(name="interrupted_flow", type="any"),
        _GO_ON,
    ]
    return {slot.name: slot for slot in made}


def _warnings(
    flows: dict[str, Flow], responses: dict[str, Response], slots: dict[str, Slot]
) -> tuple[Problem, ...]:
    """Conditions that can never be true; flows elsewhere may have them, so they only warn."""
    found: list[tuple[Condition | None, str, str, int]] = []
    for flow in flows.values():
        found.append((flow.guard, f"flow {flow.id}", flow.file, flow.line))
        for step in flow.steps:
            own = [branch.condition for branch in step.next]
            own += [each.condition for each in getattr(step, "rejections", ())]
            where = f"flow {flow.id}, step {step.id}"
            found += [(condition, where, step.file, step.line) for condition in own]
    for response in responses.values():
        where = f"response {response.name}"
        found += [(one.condition, where, one.file, one.line) for one in response.variations]
    for slot in slots.values():
        rejections = slot.validation.rejections
        found += [(one.condition, f"slot {slot.name}", slot.file, slot.line) for one in rejections]
    return tuple(
        Problem(file=file, line=condition.line or line, message=f"{where}: {text}", is_warning=True)
        for condition, where, file, line in found
        if condition is not None
        for text in condition.warnings
    )
