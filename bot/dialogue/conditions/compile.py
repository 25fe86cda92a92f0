"""From the tree of a condition to one function; types are checked here, not when it runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lark import Token, Tree

from bot.dialogue.conditions.condition import Condition, ConditionError, Names, Test, Values
from bot.dialogue.conditions.grammar import parse
from bot.dialogue.conditions.operators import COMPARISONS, UNDEFINED, Empty, contains, is_same
from bot.dialogue.problem import did_you_mean

_MOST_LEVELS = 20
_NOTHING = ("none", "nil")
"""What other languages call null."""
_IN_QUOTES = re.compile(r"\{\{\s*context\.(\w+)\s*\}\}")
_TYPES = {"text": "text", "categorical": "text", "bool": "bool", "float": "number", "list": "list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operand:
    get: Callable[[Values, Values], Any]
    type: str
    """text, bool, number, list, set, any; null, empty and undefined go with everything."""
    shown: str
    slot: str = ""
    literal: Any = None


def compile_condition(text: str, names: Names) -> Condition:
    """The condition of `text`. Raises ConditionError where it names or compares wrongly."""
    maker = _Maker(names)
    holds = maker.test(_tree(text))
    return Condition(
        text=text,
        holds=holds,
        slots=frozenset(maker.slots),
        is_dynamic=maker.is_dynamic,
        warnings=tuple(maker.warnings),
    )


@lru_cache(maxsize=4096)
def _tree(text: str) -> Tree[Token] | Token:
    return parse(text)


class _Maker:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.slots: set[str] = set()
        self.is_dynamic = False
        self.warnings: list[str] = []

    def test(self, tree: Tree[Token] | Token, depth: int = 0) -> Test:
        if isinstance(tree, Token):
            raise ConditionError("it has no test")
        if depth > _MOST_LEVELS:
            raise ConditionError("it is nested too deeply")
        parts = tree.children
        if tree.data == "all":
            return _all([self.test(part, depth + 1) for part in parts])
        if tree.data == "some":
            return _some([self.test(part, depth + 1) for part in parts])
        if tree.data == "negation":
            inner = self.test(parts[0], depth + 1)
            return lambda slots, context: not inner(slots, context)
        return self.simple(str(tree.data), parts)

    def simple(self, kind: str, parts: list[Tree[Token] | Token]) -> Test:
        left = self.operand(parts[0])
        if kind == "truth":
            return lambda slots, context: bool(left.get(slots, context))
        if kind == "matches":
            return self.matches(left, _unquoted(parts[1]))
        right = self.operand(parts[-1])
        if kind == "contains":
            return self.contains(left, right)
        if kind == "comparison":
            return self.comparison(left, str(parts[1]), right)
        return self.comparison(left, "=" if kind == "same" else "!=", right)

    def comparison(self, left: _Operand, operator: str, right: _Operand) -> Test:
        self.check_types(left, operator, right)
        first, second = left.get, right.get
        if operator in ("=", "=="):
            return lambda slots, context: is_same(first(slots, context), second(slots, context))
        if operator == "!=":
            return lambda slots, context: not is_same(first(slots, context), second(slots, context))
        compare = COMPARISONS[operator]
        return lambda slots, context: compare(first(slots, context), second(slots, context))

    def check_types(self, left: _Operand, operator: str, right: _Operand) -> None:
        loose = ("any", "null")
        if left.type not in loose and right.type not in loose and left.type != right.type:
            raise ConditionError(
                f"{left.shown} ({left.type}) and {right.shown} ({right.type}) are never equal"
                if operator in ("=", "==", "!=")
                else f"{left.shown} ({left.type}) cannot be compared with "
                f"{right.shown} ({right.type})"
            )
        if operator not in ("=", "==", "!="):
            for side in (left, right):
                if side.type in ("bool", "list", "set", "null"):
                    raise ConditionError(f"{side.shown} ({side.type}) has no order")
            return
        for side, other in ((left, right), (right, left)):
            self.check_category(side, other)
            if other.literal is Empty.EMPTY and side.type in ("bool", "number"):
                self.warnings.append(f"{side.shown} ({side.type}) is never empty: write 'is null'")

    def check_category(self, slot: _Operand, value: _Operand) -> None:
        values = self.names.categories.get(slot.slot)
        if values is not None and isinstance(value.literal, str) and value.literal not in values:
            hint = did_you_mean(value.literal, values)
            self.warnings.append(f"{slot.shown} is never {value.literal!r}{hint}")

    def check_items(self, slot: _Operand, items: tuple[Any, ...]) -> None:
        for item in items:
            kind = _kind(item)
            if kind != "null" and slot.type in ("text", "number", "bool") and kind != slot.type:
                self.warnings.append(f"{slot.shown} ({slot.type}) is never {_shown(item)} ({kind})")
            else:
                self.check_category(slot, _Operand(get=slot.get, type="", shown="", literal=item))

    def contains(self, left: _Operand, right: _Operand) -> Test:
        if left.type not in ("text", "list", "set", "any"):
            raise ConditionError(f"{left.shown} ({left.type}) cannot contain anything")
        if left.type == "text" and right.type not in ("text", "any"):
            raise ConditionError(f"{left.shown} (text) contains text only, not {right.shown}")
        if right.slot and isinstance(left.literal, tuple):
            self.check_items(right, left.literal)
        first, second = left.get, right.get
        return lambda slots, context: contains(first(slots, context), second(slots, context))

    def matches(self, left: _Operand, pattern: str) -> Test:
        if left.type not in ("text", "any"):
            raise ConditionError(f"{left.shown} ({left.type}) is not text, so 'matches' is out")
        if re.fullmatch(r"/.*/[a-z]*", pattern):
            inner = pattern[1 : pattern.rindex("/")]
            raise ConditionError(f"write the regex without slashes: '(?i){inner}' ignores case")
        try:
            search = re.compile(pattern).search
        except re.error as error:
            raise ConditionError(f"'{pattern}' is not a regex: {error}") from None
        get = left.get

        def holds(slots: Values, context: Values) -> bool:
            value = get(slots, context)
            return isinstance(value, str) and search(value) is not None

        return holds

    def operand(self, part: Tree[Token] | Token) -> _Operand:
        if isinstance(part, Token):
            return self.quoted(part) if part.type == "STRING" else _literal(part)
        if part.data == "set":
            items = tuple(_literal(item).literal for item in part.children if _is_token(item))
            return _Operand(get=lambda s, c: items, type="set", shown="the set", literal=items)
        token = part.children[0]
        if not isinstance(token, Token):
            raise ConditionError("a name is out of place")
        return self.name(token)

    def quoted(self, token: Token) -> _Operand:
        """A text; `'{{context.reason}}'` is that property, as flows from elsewhere write it."""
        text = _unquoted(token)
        inner = _IN_QUOTES.fullmatch(text)
        if inner is not None:
            return self.property(inner.group(1))
        if "{{" in text:
            raise ConditionError(f"{token} stands as it is written: nothing is filled in there")
        return _literal(token)

    def name(self, token: Token) -> _Operand:
        inner = re.search(r"context\.(\w+)", token)
        if token.type == "SLOT":
            return self.slot(str(token).removeprefix("slots."))
        if token.type == "BARE" or inner is None:
            raise ConditionError(_homeless(token))
        key = inner.group(1)
        found = self.property(key)
        if token.type == "SLOT_OF_CONTEXT":
            self.is_dynamic = True
            return _Operand(
                get=lambda s, c: s.get(c.get(key) or ""), type="any", shown=f"slots.{{{key}}}"
            )
        return found

    def property(self, key: str) -> _Operand:
        if key not in self.names.context:
            hint = did_you_mean(key, self.names.context)
            raise ConditionError(f"context.{key} is not known here{hint}")
        return _Operand(get=lambda s, c: c.get(key, UNDEFINED), type="any", shown=f"context.{key}")

    def slot(self, name: str) -> _Operand:
        kind = self.names.slots.get(name)
        if kind is None:
            hint = did_you_mean(name, self.names.slots)
            raise ConditionError(f"slot '{name}' is not declared{hint}")
        self.slots.add(name)
        return _Operand(
            get=lambda slots, context: slots.get(name),
            type=_TYPES.get(kind, "any"),
            shown=f"slots.{name}",
            slot=name,
        )


def _homeless(token: Token) -> str:
    if token.casefold() in _NOTHING:
        return f"write 'null' for '{token}'"
    if token in ("slots.", "context."):
        return f"'{token}' names nothing"
    return f"'{token}' says not where it is from: write slots.{token}"


def _kind(value: Any) -> str:
    """The type of a plain value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    return "text" if isinstance(value, str) else "number"


def _shown(value: Any) -> str:
    """A plain value as a condition writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str) else f"{value:g}"


def _is_token(part: Tree[Token] | Token) -> bool:
    return isinstance(part, Token)


def _unquoted(part: Tree[Token] | Token) -> str:
    return str(part)[1:-1]


def _literal(part: Tree[Token] | Token) -> _Operand:
    if not isinstance(part, Token):
        raise ConditionError("a set holds plain values only")
    value: Any
    if part.type == "STRING":
        value, kind = _unquoted(part), "text"
    elif part.type == "NUMBER":
        value, kind = float(part), "number"
    elif part.type in ("TRUE", "FALSE"):
        value, kind = part.type == "TRUE", "bool"
    else:
        special = {"NULL": None, "EMPTY": Empty.EMPTY, "UNDEFINED": UNDEFINED}
        value, kind = special[part.type], "null"
    return _Operand(get=lambda slots, context: value, type=kind, shown=str(part), literal=value)


def _all(tests: list[Test]) -> Test:
    def holds(slots: Values, context: Values) -> bool:
        for test in tests:  # noqa: SIM110  asked so often that a generator would be felt
            if not test(slots, context):
                return False
        return True

    return holds


def _some(tests: list[Test]) -> Test:
    def holds(slots: Values, context: Values) -> bool:
        for test in tests:  # noqa: SIM110
            if test(slots, context):
                return True
        return False

    return holds
