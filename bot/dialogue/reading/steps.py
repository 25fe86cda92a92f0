"""The steps of one flow: what each says, and every `next` resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.dialogue.problem import did_you_mean
from bot.dialogue.reading.draft import Draft, Known
from bot.dialogue.reading.layout import NOWHERE, Layout, is_branches
from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table, is_empty
from bot.dialogue.reading.reader import Reader
from bot.dialogue.reading.refused import REFUSED
from bot.dialogue.reading.slots import read_rejections, read_value
from bot.dialogue.slot import Slot
from bot.dialogue.steps import (
    END,
    Action,
    Branch,
    Call,
    Collect,
    Link,
    Noop,
    SetSlots,
    Step,
)


class StepsReader:
    """Reads the steps of a flow; `read` gives them in the order in which they are written."""

    def __init__(self, flow: str, reader: Reader, slots: Mapping[str, Slot], names: Known) -> None:
        self.flow = flow
        self.reader = reader
        self.slots = slots
        self.known = names
        self.layout = Layout(reader)

    def read(self, node: Node | None) -> tuple[Step, ...]:
        self.layout.add(node, end=END)
        return tuple(self._finish(draft) for draft in self.layout.drafts)

    def _finish(self, draft: Draft) -> Step:
        make: Callable[[Draft, dict[str, Any]], Step] = getattr(self, f"_{draft.kind}")
        common = {
            "id": draft.id,
            "flow": self.flow,
            "next": self._next(draft),
            "file": draft.node.file,
            "line": draft.node.line,
            "lines": {key: value.line for key, value in draft.found.items()},
        }
        return make(draft, common)

    def _next(self, draft: Draft) -> tuple[Branch, ...]:
        node = draft.found.get("next")
        if node is None:
            return self._next_left_out(draft)
        if draft.kind == "link":
            draft.reader.problem(node, "a link has no 'next'")
            return ()
        if isinstance(node, Listing) and is_branches(node):
            return self._branches(draft, node)
        return (Branch(condition=None, target=self._target(draft, node, "next")),)

    def _next_left_out(self, draft: Draft) -> tuple[Branch, ...]:
        if draft.kind == "link":
            is_last = draft.following in (END, None)
            return () if is_last else (Branch(condition=None, target=NOWHERE),)
        if draft.kind == "noop" and isinstance(draft.found["noop"], Scalar):
            draft.reader.problem(draft.node, "a noop needs 'next'")
        if draft.following is None:
            draft.reader.problem(
                draft.node, "the last step of a nested list needs 'next' or is a link"
            )
        return (Branch(condition=None, target=draft.following or END),)

    def _branches(self, draft: Draft, node: Listing) -> tuple[Branch, ...]:
        branches: list[Branch] = []
        for position, item in enumerate(node.items):
            found = draft.reader.table(item, ("if", "then", "else"), what="a branch")
            is_last = position == len(node.items) - 1
            if "else" in found:
                if not is_last or "if" in found or "then" in found:
                    draft.reader.problem(item, "'else' stands once, alone, as the last branch")
                target = self._target(draft, found["else"], "else")
                branches.append(Branch(condition=None, target=target))
                continue
            if "if" not in found or "then" not in found:
                draft.reader.problem(item, "a branch needs 'if' and 'then'")
                continue
            condition = draft.reader.condition(found["if"])
            target = self._target(draft, found["then"], "then")
            branches.append(Branch(condition=condition, target=target))
            if is_last and not _has_else(node):
                draft.reader.problem(item, "the branches of 'next' end with an 'else'")
                branches.append(Branch(condition=None, target=NOWHERE))
        return tuple(branches)

    def _target(self, draft: Draft, node: Node, key: str) -> str:
        if isinstance(node, Listing):
            if not node.items:
                draft.reader.problem(node, f"'{key}' holds no step; write END to end here")
            return draft.nested.get(id(node), NOWHERE)
        if not isinstance(node, Scalar) or node.is_null:
            draft.reader.problem(node, f"'{key}' is a step's id, END or a list of steps")
            return NOWHERE
        target, row = node.text, self.layout
        if target == END or any(target == other.id for other in row.drafts):
            return NOWHERE if target in row.lost else target
        if target not in row.lost:
            hint = did_you_mean(target, [*row.ids, END])
            draft.reader.problem(node, f"'{key}' names no step '{target}'{hint}")
        return NOWHERE

    # -- one method for each kind

    def _noop(self, draft: Draft, common: dict[str, Any]) -> Step:
        if not isinstance(draft.found["noop"], Scalar):
            draft.reader.problem(draft.found["noop"], "'noop' is true: branches go under 'next'")
        elif not draft.reader.flag(draft.found["noop"], "'noop'"):
            draft.reader.problem(draft.found["noop"], "'noop' is true")
        return Noop(**common)

    def _link(self, draft: Draft, common: dict[str, Any]) -> Step:
        return Link(**common, target=draft.reader.text(draft.found["link"], "'link'"))

    def _call(self, draft: Draft, common: dict[str, Any]) -> Step:
        is_refused = any(draft.node.get(key) is not None for key in REFUSED)
        target = NOWHERE if is_refused else draft.reader.text(draft.found["call"], "'call'")
        if not target and not is_refused:
            draft.reader.problem(draft.node, "'call' is the name of a flow")
        return Call(**common, target=target)

    def _action(self, draft: Draft, common: dict[str, Any]) -> Step:
        name = draft.reader.text(draft.found["action"], "'action'")
        if not name:
            draft.reader.problem(draft.node, "'action' is the name of a response or an action")
        if name == "action_hangup":
            draft.reader.problem(draft.node, "'action_hangup' is not supported: use timers")
        if name == "action_listen" and not self.flow.startswith("pattern_"):
            draft.reader.problem(draft.node, "'action_listen' is for patterns: collect waits")
        return Action(**common, name=name, is_templated="{{" in name)

    def _set_slots(self, draft: Draft, common: dict[str, Any]) -> Step:
        values: list[tuple[str, Any]] = []
        node = draft.found["set_slots"]
        if is_empty(node):
            draft.reader.problem(node, "'set_slots' sets nothing")
        for item in draft.reader.items(node, "'set_slots'"):
            for key, value in draft.reader.entries(item, "an item of 'set_slots'"):
                slot = self._slot(draft, key)
                if slot is not None:
                    values.append((slot.name, read_value(slot, value, draft.reader)))
        return SetSlots(**common, values=tuple(values))

    def _collect(self, draft: Draft, common: dict[str, Any]) -> Step:
        reader, found = draft.reader, draft.found
        slot = self._slot(draft, found["collect"])
        name = slot.name if slot is not None else ""
        utter, action = self._question(draft, name) if slot is not None else ("", "")
        return Collect(
            **common,
            slot=name,
            description=reader.text(found.get("description"), "'description'"),
            utter=utter,
            ask_action=action,
            rejections=read_rejections(found.get("rejections"), name, reader),
            ask_before_filling=reader.flag(found.get("ask_before_filling"), "'ask_before_filling'"),
            force_slot_filling=reader.flag(found.get("force_slot_filling"), "'force_slot_filling'"),
            reset_after_flow_ends=reader.flag(
                found.get("reset_after_flow_ends"), "'reset_after_flow_ends'", default=True
            ),
        )

    def _question(self, draft: Draft, slot: str) -> tuple[str, str]:
        """(response, action) that asks; exactly one of them has a name, none where nothing does."""
        given = draft.reader.text(draft.found.get("utter"), "'utter'")
        if given:
            return ("", given) if given.startswith("action_") else (given, "")
        utter, action = f"utter_ask_{slot}", f"action_ask_{slot}"
        has_utter, has_action = utter in self.known.responses, action in self.known.actions
        if has_utter and has_action:
            draft.reader.problem(draft.node, f"both {utter} and {action} ask it: keep one")
        elif not has_utter and not has_action:
            draft.reader.problem(draft.node, f"nothing asks it: no {utter}, no {action}")
            return "", ""
        return ("", action) if has_action else (utter, "")

    def _slot(self, draft: Draft, node: Node) -> Slot | None:
        if not isinstance(node, Scalar) or node.is_null:
            draft.reader.problem(node, "'collect' names one slot")
            return None
        name = node.text
        slot = self.slots.get(name)
        if slot is None:
            hint = did_you_mean(name, self.slots)
            draft.reader.problem(node, f"slot '{name}' is not declared{hint}")
        return slot


def _has_else(node: Listing) -> bool:
    return any(isinstance(item, Table) and item.get("else") is not None for item in node.items)
