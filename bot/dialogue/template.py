"""Texts with `{placeholders}`, split once when they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.dialogue.slot import show_number

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w.\-]*)\}")
# Texts are plain text, not HTML; pages escape them where they are shown.
_JINJA = ImmutableSandboxedEnvironment(autoescape=False)
_NOT_SLOTS = frozenset(("slots", "context"))


class CannotFill(ValueError):
    """A Jinja text fails with these values. It names the kind of fault and no value."""


@dataclass(frozen=True, slots=True)
class Template:
    """`fill` never prints None; `is_filled_by` says whether every placeholder has a value."""

    source: str
    parts: tuple[tuple[str, str], ...]
    """(literal text, name of the placeholder after it or "")."""
    names: frozenset[str]
    slots: frozenset[str] = frozenset()
    """What Jinja reads as `slots.…`; it may have words for where there is none."""

    def is_filled_by(self, values: Mapping[str, Any]) -> bool:
        return not any(map(_is_blank, map(values.get, self.names)))

    @property
    def is_jinja(self) -> bool:
        return not self.parts

    def fill(self, values: Mapping[str, Any]) -> str:
        """The text with its values. Raises CannotFill where Jinja fails."""
        if self.is_jinja:
            return _render_jinja(self.source, values)
        if not self.names:
            return self.source
        text = "".join(
            [literal + (show(values.get(name)) if name else "") for literal, name in self.parts]
        )
        return text if self.is_filled_by(values) else _close_gaps(text)


def read_template(text: str, *, is_jinja: bool = False) -> Template:
    """Splits a text at its placeholders. Raises ValueError for Jinja that does not parse."""
    if is_jinja:
        try:
            tree = _JINJA.parse(text)
        except TemplateError as error:
            raise ValueError(f"the template does not parse: {error}") from None
        names = frozenset(meta.find_undeclared_variables(tree) - _NOT_SLOTS)
        return Template(text, (), names, _slots_read(tree))
    parts: list[tuple[str, str]] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        parts.append((text[end : match.start()], match.group(1)))
        end = match.end()
    parts.append((text[end:], ""))
    return Template(text, tuple(parts), frozenset(name for _, name in parts if name))


def _slots_read(tree: nodes.Template) -> frozenset[str]:
    return frozenset(
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "slots"
    )


def show(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return show_number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(show(item) for item in value)
    return str(value)


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value == []


def _close_gaps(text: str) -> str:
    text = re.sub(r" +([.,;:!?])", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _render_jinja(source: str, values: Mapping[str, Any]) -> str:
    shown = _without_none(values)
    shown["context"] = _without_none(values.get("context") or {})
    try:
        return _JINJA.from_string(source).render({"slots": shown, **shown})
    except Exception as error:  # an author's expression may fail in any way
        raise CannotFill(f"the template fails with {type(error).__name__}") from error


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "" if value is None else value for name, value in values.items()}
