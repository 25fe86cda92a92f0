"""The steps of one flow as they stand in the file: each with its id, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from bot.dialogue.problem import did_you_mean
from bot.dialogue.reading.draft import Draft
from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table
from bot.dialogue.reading.reader import Reader
from bot.dialogue.reading.refused import REFUSED
from bot.dialogue.steps import END, START

_KINDS: Final = ("collect", "action", "link", "call", "set_slots", "noop")
_COMMON: Final = ("id", "next", "description", "metadata")
_OWN_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "collect": (
        "utter",
        "rejections",
        "ask_before_filling",
        "force_slot_filling",
        "reset_after_flow_ends",
    ),
}

NOWHERE: Final = ""
"""Where a branch leads of which it is said already what is wrong."""


class Layout:
    """Nested lists laid out in one row; `add` takes the list of a flow."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.drafts: list[Draft] = []
        """In the order in which they are written."""
        self.ids: dict[str, int] = {}
        """The ids that were given, each with its line."""
        self.lost: set[str] = set()
        """Ids of steps that could not be read, and of which something else is said already."""

    def add(self, node: Node | None, end: str | None) -> str:
        """Adds the drafts of a list and its nested lists; the id of its first step."""
        if node is None:
            return END
        row: list[Draft] = []
        for item in self.reader.items(node, "'steps'"):
            draft = self._draft(item)
            if draft is None:
                continue
            self.drafts.append(draft)
            row.append(draft)
            self._add_nested(draft)
        for draft, after in pairwise(row):
            draft.following = after.id
            if draft.kind == "link":
                draft.reader.problem(after.node, "nothing comes after a link")
        if row:
            row[-1].following = end
        return row[0].id if row else NOWHERE

    def _add_nested(self, draft: Draft) -> None:
        node = draft.found.get("next")
        if not isinstance(node, Listing):
            return
        if not is_branches(node):
            draft.nested[id(node)] = self.add(node, end=None)
            return
        for item in node.items:
            if isinstance(item, Table):
                for key in ("then", "else"):
                    inner = item.get(key)
                    if isinstance(inner, Listing):
                        draft.nested[id(inner)] = self.add(inner, end=None)

    def _draft(self, node: Node) -> Draft | None:
        if not isinstance(node, Table):
            self.reader.problem(node, "a step must be a mapping")
            return None
        kinds = [kind for kind in _KINDS if node.get(kind) is not None]
        if len(kinds) != 1:
            which = " and ".join(kinds) or f"none{self._strange(node)}"
            wanted = f"a step has exactly one of {', '.join(_KINDS)}; this has {which}"
            self.reader.problem(node, wanted)
            self.lost.add(self.reader.text(node.get("id"), "'id'"))
            return None
        kind = kinds[0]
        step_id = self._step_id(node, kind)
        reader = self.reader.within(f"step {step_id}")
        found = reader.table(node, (kind, *_COMMON, *_OWN_KEYS.get(kind, ())), REFUSED, "a step")
        return Draft(step_id, kind, node, found, END, reader)

    def _strange(self, node: Table) -> str:
        """The keys that may be one of the kinds, misspelt."""
        known = {*_COMMON, *_OWN_KEYS["collect"], *REFUSED}
        strange = [name.text for name, _ in node.entries if name.text not in known]
        return "".join(f", and '{key}' is unknown{did_you_mean(key, _KINDS)}" for key in strange)

    def _step_id(self, node: Table, kind: str) -> str:
        given = node.get("id")
        what = node.get(kind)
        made = what.text if isinstance(what, Scalar) and kind != "noop" else ""
        auto = f"{len(self.drafts)}_{kind}" + (f"_{made}" if made else "")
        if given is None:
            return auto
        step_id = self.reader.text(given, "'id'")
        if step_id in (START, END):
            self.reader.problem(given, f"'{step_id}' is reserved")
            self.lost.add(step_id)
            return auto
        if step_id in self.ids:
            first = self.ids[step_id]
            self.reader.problem(
                given, f"step {step_id} stands twice (first in {given.file}:{first})"
            )
            self.lost.add(step_id)
            return auto
        self.ids[step_id] = given.line
        return step_id


def is_branches(node: Listing) -> bool:
    """Whether a `next` lists branches rather than steps."""
    first = node.items[0] if node.items else None
    return isinstance(first, Table) and not {"if", "else"}.isdisjoint(first.keys())
