"""The training messages: Rasa NLU YAML under flows/training/messages/, one file a voice.

An intent is the needs of its examples joined by "+", or "no_need"; its metadata gives their risk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from bot.understanding.detection import NEEDS, RISKS, Risk

FOLDER: Final = Path("flows/training/messages")
NO_NEED: Final = "no_need"


class MessagesInvalid(Exception):
    """A file of training messages that cannot be read; the message names file and intent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One message with what it says; `voice` is the name of its file."""

    text: str
    needs: frozenset[str]
    risk: Risk
    voice: str


def read_messages(folder: Path = FOLDER) -> list[Labelled]:
    """Every message of every file, in order of file and line."""
    return [message for path in sorted(folder.glob("*.yml")) for message in read_file(path)]


def read_file(path: Path) -> list[Labelled]:
    """The messages of one file; MessagesInvalid where its shape or a label is wrong."""
    content = YAML(typ="safe").load(path.read_text("utf-8"))
    if not isinstance(content, dict) or not isinstance(content.get("nlu"), list):
        raise MessagesInvalid(f"{path}: there is no list 'nlu'")
    return [message for item in content["nlu"] for message in _of_intent(path, item)]


def _of_intent(path: Path, item: Any) -> Iterable[Labelled]:
    intent = str(item.get("intent"))
    needs = frozenset() if intent == NO_NEED else frozenset(intent.split("+"))
    risk = str(item.get("metadata", {}).get("risk"))
    if not needs <= frozenset(NEEDS):
        raise MessagesInvalid(f"{path}: intent {intent}: no such need as {sorted(needs)}")
    if risk not in ("none", *RISKS):
        raise MessagesInvalid(f"{path}: intent {intent}: no such risk as '{risk}'")
    for line in str(item.get("examples", "")).splitlines():
        if not line.startswith("- "):
            raise MessagesInvalid(f"{path}: intent {intent}: an example begins with '- ': {line!r}")
        yield Labelled(text=line[2:].strip(), needs=needs, risk=risk, voice=path.stem)
